"""A rehearsal as one HTML page: hear it again, see every flagged spot, offline."""

from mockinterview.report.page import render_report

__all__ = ["render_report"]
