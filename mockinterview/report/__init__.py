"""A rehearsal as one HTML page: hear it again, see every flagged spot, offline."""

from mockinterview.report.page import Frame, Part, render_part, render_report

__all__ = ["Frame", "Part", "render_part", "render_report"]
