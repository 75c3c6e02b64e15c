"""The curves of the terminal: a bar of eight heights for each week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sparklines import sparklines

from mockinterview.progress_page.curve import curves_of
from mockinterview.progress_page.words import NAMES, said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mockinterview.progress import Week
    from mockinterview.progress_page.curve import Curve

WEEKS = 26
"""Weeks of the calendar that a plot goes back: half a year, and narrow enough for a window of 80 columns."""


@dataclass(frozen=True)
class Plot:
    """A measure over the last weeks of the calendar.

    Attributes:
        name: of the measure.
        bars: a sign for each week, a blank where the week has no such value.
        first: the oldest value drawn, in words.
        last: the latest value, in words.
    """

    name: str
    bars: str
    first: str
    last: str


def plots_of(weeks: Sequence[Week]) -> tuple[Plot, ...]:
    """Return a plot for each measure that enough of the last weeks have, all over the same weeks."""
    if not weeks:
        return ()
    last = weeks[-1].monday
    shown = [week for week in weeks if last - week.monday < timedelta(weeks=WEEKS)]
    calendar = [shown[0].monday + timedelta(weeks=n) for n in range((last - shown[0].monday).days // 7 + 1)]
    return tuple(_plot(curve, calendar) for curve in curves_of(shown))


def _plot(curve: Curve, calendar: Sequence[date]) -> Plot:
    values = dict(curve.points)
    (bars,) = sparklines([values.get(monday) for monday in calendar], minimum=0.0, maximum=curve.top)
    (_, first), (_, last) = curve.points[0], curve.points[-1]
    return Plot(NAMES[curve.measure], bars, said(curve.measure, first), said(curve.measure, last))
