"""The curves of the page: what is said about each, and what its script draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview import rubric
from mockinterview.progress_page.curve import curves_of
from mockinterview.progress_page.words import NAMES, day, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.progress import Measure, Week
    from mockinterview.progress_page.curve import Curve


@dataclass(frozen=True)
class Zone:
    """What is good on the scale of a measure, from `low` to `high`, and how that is said."""

    low: float
    high: float
    text: str


ZONES: dict[Measure, Zone] = {
    "fillers": Zone(
        0.0, rubric.AVERAGE_FILLERS.value, f"up to {rubric.AVERAGE_FILLERS.value:.0f} do no harm"
    ),
    "pace": Zone(
        rubric.COMFORTABLE_FROM.value,
        rubric.COMFORTABLE_TO.value,
        f"{rubric.COMFORTABLE_FROM.value:.0f} to {rubric.COMFORTABLE_TO.value:.0f} are easy to follow",
    ),
}


@dataclass(frozen=True)
class Drawing:
    """A curve as the script reads it.

    Attributes:
        points: (day, value, text) of each week, the oldest first; days are counted from 1 January of year 1.
        top: the upper end of the scale, which begins at 0.
        ticks: (value, text) of the lines across.
        zone: (from, to) of what is good, None where nothing says so.
    """

    points: tuple[tuple[int, float, str], ...]
    top: float
    ticks: tuple[tuple[float, str], ...]
    zone: tuple[float, float] | None


@dataclass(frozen=True)
class Chart:
    """A measure over the weeks.

    Attributes:
        name: of the measure.
        latest: its last value, in words.
        described: the whole curve in words.
        zone_text: what is good, in words; empty where nothing says so.
        ends: first and last week, in words.
        drawing: what the script draws.
    """

    name: str
    latest: str
    described: str
    zone_text: str
    ends: tuple[str, str]
    drawing: Drawing


def charts_of(weeks: Sequence[Week]) -> tuple[Chart, ...]:
    """Return a chart for each measure that enough weeks have."""
    return tuple(_chart(curve) for curve in curves_of(weeks))


def _chart(curve: Curve) -> Chart:
    measure, (first, earliest), (last, latest) = curve.measure, curve.points[0], curve.points[-1]
    values = [value for _, value in curve.points]
    zone = ZONES.get(measure)
    return Chart(
        name=NAMES[measure],
        latest=said(measure, latest),
        described=(
            f"{said(measure, earliest)} in the week of {day(first)}, {said(measure, latest)} in the week of "
            f"{day(last)}; lowest {said(measure, min(values))}, highest {said(measure, max(values))}."
        ),
        zone_text=zone.text if zone else "",
        ends=(day(first), day(last)),
        drawing=_drawing(curve, zone),
    )


def _drawing(curve: Curve, zone: Zone | None) -> Drawing:
    ticks = (0.0, curve.top / 2, curve.top)
    return Drawing(
        points=tuple(
            (monday.toordinal(), value, f"{said(curve.measure, value)}, week of {day(monday)}")
            for monday, value in curve.points
        ),
        top=curve.top,
        ticks=tuple((tick, said(curve.measure, tick)) for tick in ticks),
        zone=(zone.low, zone.high) if zone else None,
    )
