"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io
import math
import re
from typing import TYPE_CHECKING

from mockinterview.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | float | None

_SIGNS = "=+@\\-\N{MINUS SIGN}\uff1d\uff0b\uff0d\uff20"
"""What begins a formula, also as the wide letters that some spreadsheets read the same."""

_FORMULA = re.compile(rf"(^|;)(?=[\s\"']*[{_SIGNS}])")
"""Where a formula could begin: at the start of a cell, also behind what a spreadsheet drops there, and
behind a semicolon, which is the separator in many countries.
"""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV (RFC 4180) that no spreadsheet takes for more than text and numbers.

    Numbers with a fraction have up to three decimals; a cell that is not known, or no number, is empty.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(header)
    table.writerows([_written(cell) for cell in row] for row in rows)
    return written.getvalue()


def _written(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".") if math.isfinite(cell) else ""
    if isinstance(cell, int):
        return cell
    text = " ".join(plain_text(cell).split())
    return _FORMULA.sub(r"\1'", text)
