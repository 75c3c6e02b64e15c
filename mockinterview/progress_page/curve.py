"""A measure over the weeks, the same for the terminal and for the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mockinterview.progress import Measure, value_of
from mockinterview.progress_page.words import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.progress import Week

CURVE_NEEDS = 3
"""Weeks below which no curve is drawn: two points always make a line that rises or falls."""


@dataclass(frozen=True)
class Scale:
    """How high a measure is drawn at least, and in which steps its scale grows beyond."""

    lowest_top: float
    step: float


SCALES: dict[Measure, Scale] = {
    "fillers": Scale(8.0, 2.0),
    "pace": Scale(220.0, 20.0),
    "in_target": Scale(1.0, 1.0),
    "examples": Scale(1.0, 1.0),
    "latency": Scale(4.0, 2.0),
}
"""Every scale begins at 0 and reaches at least so high, so that small changes look small."""


@dataclass(frozen=True)
class Curve:
    """A measure over the weeks that have it, at least `CURVE_NEEDS` of them.

    Attributes:
        measure: which.
        points: (monday, value) of each week, the oldest first.
    """

    measure: Measure
    points: tuple[tuple[date, float], ...]

    @property
    def top(self) -> float:
        """The upper end of the scale."""
        scale = SCALES[self.measure]
        return max(scale.lowest_top, scale.step * math.ceil(max(v for _, v in self.points) / scale.step))


def curves_of(weeks: Sequence[Week]) -> tuple[Curve, ...]:
    """Return a curve for each measure that enough weeks have."""
    curves = (
        Curve(
            measure,
            tuple((week.monday, v) for week in weeks if (v := value_of(measure, week.summary)) is not None),
        )
        for measure in NAMES
    )
    return tuple(curve for curve in curves if len(curve.points) >= CURVE_NEEDS)
