"""Numbers that may come from a broken file, and how the page writes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mockinterview.report.comparison import DECIMALS

if TYPE_CHECKING:
    from mockinterview.report.comparison import Measure

MINUS = "\N{MINUS SIGN}"


def place(seconds: float | None) -> float | None:
    """Return a time that a player can go to, None for one that is unknown, infinite or negative."""
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        return None
    return round(seconds, 2)


def clock(seconds: float) -> str:
    """Say a place in a recording or a length: 75 is "1:15", 3675 is "1:01:15"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def measured(value: float, measure: Measure) -> str:
    """Write the value of a measure: a length as 1:15, a rate with one decimal, a count as it is."""
    return clock(round(value)) if measure == "length" else f"{value:.{DECIMALS.get(measure, 0)}f}"


def changed(change: float, measure: Measure) -> str:
    """Write a change with its sign."""
    return (MINUS if change < 0 else "+") + measured(abs(change), measure)
