"""The curves of the page as numbers: a measure over the weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview import rubric
from mockinterview.progress import value_of
from mockinterview.progress_page.words import NAMES, SHARES, day, said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mockinterview.progress import Measure, Week

ZONES: dict[Measure, tuple[float, float, str]] = {
    "fillers": (0.0, rubric.AVERAGE_FILLERS.value, "up to {high:.0f} do no harm"),
    "pace": (
        rubric.COMFORTABLE_FROM.value,
        rubric.COMFORTABLE_TO.value,
        "{low:.0f} to {high:.0f} are easy to follow",
    ),
}
LOWEST_TOPS: dict[Measure, float] = {"fillers": 8.0, "pace": 220.0, "in_target": 1.0, "examples": 1.0}
"""A chart reaches at least so high, so that small changes look small."""


@dataclass(frozen=True)
class Chart:
    """A measure over the weeks, for an SVG of 100 by 100.

    Attributes:
        name: of the measure.
        points: (x, y) of each week that has it, in order of time.
        scale: from the lower edge to the upper one, in words.
        latest: its last value, in words.
        described: the whole curve in words.
        zone: (y, height) of what is good, None where nothing says so.
        zone_text: the zone in words.
        ends: first and last week, in words.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    scale: str
    latest: str
    described: str
    zone: tuple[float, float] | None
    zone_text: str
    ends: tuple[str, str]

    @property
    def line(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x:.2f},{y:.2f}" for x, y in self.points)


def charts_of(weeks: Sequence[Week]) -> tuple[Chart, ...]:
    """Return a chart for each measure that at least two weeks have."""
    charts = (_chart(measure, weeks) for measure in NAMES)
    return tuple(chart for chart in charts if chart is not None)


def _chart(measure: Measure, weeks: Sequence[Week]) -> Chart | None:
    known = [(week.monday, value) for week in weeks if (value := value_of(measure, week.summary)) is not None]
    if len(known) < 2:
        return None
    values = [value for _, value in known]
    top = max(LOWEST_TOPS[measure], *values)
    first, last = known[0], known[-1]
    low, high, zone_text = ZONES.get(measure, (0.0, 0.0, ""))
    return Chart(
        name=NAMES[measure],
        points=tuple((_x(monday, first[0], last[0]), _y(value, top)) for monday, value in known),
        scale=f"0 to {said(measure, top) if measure in SHARES else f'{top:.0f}'}",
        latest=said(measure, last[1]),
        described=(
            f"{NAMES[measure]}, by week: {said(measure, first[1])} in the week of {day(first[0])}, "
            f"{said(measure, last[1])} in the week of {day(last[0])}; "
            f"lowest {said(measure, min(values))}, highest {said(measure, max(values))}."
        ),
        zone=(_y(high, top), _y(low, top) - _y(high, top)) if zone_text else None,
        zone_text=zone_text.format(low=low, high=high),
        ends=(day(first[0]), day(last[0])),
    )


def _y(value: float, top: float) -> float:
    """Place a value between 96 and 4, so that no point is cut off."""
    return 96 - 92 * value / top


def _x(monday: date, first: date, last: date) -> float:
    """Place a week between 2 and 98, so that no point is cut off."""
    return 2 + 96 * (monday - first).days / (last - first).days
