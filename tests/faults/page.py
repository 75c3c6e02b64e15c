"""The table for the terminal, and docs/reliability.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
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

HEADING = ("| what goes wrong | what holds | measured | |", "|---|---|---|---|")
ROW = re.compile(r"\| (?:\\.|[^|\\])+ \| (?:\\.|[^|\\])+ \|(?= )")
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


def page_of(ledger: Ledger, before: str = "") -> str:
    """Return docs/reliability.md; of the page `before`, the rows stay that this run has none for."""
    parts = _lines_of(before)
    for part, rows in ledger.by_part(PARTS):
        parts.setdefault(part, {}).update(map(_line, rows))
    known = [part for part in dict.fromkeys([*PARTS, *parts]) if part in parts]
    said = "\n".join("\n".join([f"### {part}", "", *HEADING, *parts[part].values(), ""]) for part in known)
    return Template(FRAME.read_text("utf-8")).substitute(parts=said, when=_when())


def _line(row: Row) -> tuple[str, str]:
    """Return what a row is known by, fault and promise, and its line."""
    name = f"| {_cell(row.promise.fault)} | {_cell(row.promise.promise)} |"
    return name, f"{name} {_cell(row.measured)} | {_cell(row.verdict)} |"


def _lines_of(page: str) -> dict[str, dict[str, str]]:
    """Return the lines of a page, by part and by what they are known by."""
    parts: dict[str, dict[str, str]] = {}
    for line in page.splitlines():
        if line.startswith("### "):
            lines = parts.setdefault(line.removeprefix("### "), {})
        elif (row := ROW.match(line)) and line not in HEADING:
            lines[row[0]] = line
    return parts


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _when() -> str:
    today = dt.datetime.now().astimezone()
    return (
        f"{today.day} {today:%B %Y}, version {__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release().split('-')[0]}, {os.cpu_count()} cores"
    )
