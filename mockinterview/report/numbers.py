"""Numbers as the page writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.report.comparison import Measure

MINUS = "\N{MINUS SIGN}"


def clock(seconds: float) -> str:
    """Say a place in a recording or a length: 75 is "1:15", 3675 is "1:01:15"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def measured(value: float, measure: Measure) -> str:
    """Write the value of a measure: a length as 1:15, a rate with one decimal, a count as it is."""
    if measure == "length":
        return clock(round(value))
    return f"{value:.1f}" if measure in ("filler_rate", "latency") else f"{value:.0f}"


def changed(change: float, measure: Measure) -> str:
    """Write a change with its sign."""
    return (MINUS if change < 0 else "+") + measured(abs(change), measure)
