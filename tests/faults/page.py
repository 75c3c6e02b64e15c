"""The table for the terminal, and docs/reliability.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from mockinterview import __version__

if TYPE_CHECKING:
    from faults.ledger import Ledger, Row

PARTS = (
    "Sudden ends",
    "Disks",
    "Sound",
    "Helpers of the program",
    "Two at once, and clocks",
    "Files from outside",
    "Screens",
    "Privacy",
    "Long and large",
    "Older versions",
)
"""The parts of the table, in the order of the page."""

FRAME = Path(__file__).with_name("reliability.md.template")
WIDTH = 160


def table_of(ledger: Ledger) -> str:
    """Return the table as it is printed."""
    table = Table(show_lines=True, width=WIDTH)
    for heading in ("fault", "promise", "measured", ""):
        table.add_column(heading)
    for part, rows in ledger.by_part(PARTS):
        table.add_row(f"{part}:", end_section=True)
        for row in rows:
            table.add_row(row.promise.fault, row.promise.promise, row.measured, row.verdict)
    console = Console(width=WIDTH, no_color=True)
    with console.capture() as printed:
        console.print(table, markup=False)
    return printed.get()


def page_of(ledger: Ledger) -> str:
    """Return docs/reliability.md."""
    parts = "\n".join(_part(part, rows) for part, rows in ledger.by_part(PARTS))
    return Template(FRAME.read_text("utf-8")).substitute(parts=parts, when=_when())


def _part(part: str, rows: list[Row]) -> str:
    lines = [f"### {part}", "", "| what goes wrong | what holds | measured | |", "|---|---|---|---|"]
    for row in rows:
        cells = (row.promise.fault, row.promise.promise, row.measured, row.verdict)
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _when() -> str:
    today = dt.datetime.now().astimezone()
    return (
        f"{today.day} {today:%B %Y}, version {__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release().split('-')[0]}, {os.cpu_count()} cores"
    )
