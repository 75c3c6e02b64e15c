"""The measures of an answer, and what changed from one take to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mockinterview import rubric
from mockinterview.feedback import filler_rate, spoken_length

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.question import Question
    from mockinterview.session import Take

Measure = Literal["length", "fillers", "filler_rate", "hesitations", "pauses", "pace", "latency", "example"]
Direction = Literal["better", "worse", "same", "different"]

LEVELS = ("none", "partial", "full")
COMFORTABLE = (rubric.COMFORTABLE_FROM.value, rubric.COMFORTABLE_TO.value)
DECIMALS: dict[Measure, int] = {"filler_rate": 1, "latency": 1}
"""Of the measures that are shown with any."""


@dataclass(frozen=True)
class Cell:
    """One measure of one take.

    Attributes:
        value: seconds, a count, a rate, or the index of a level, rounded as shown; None where not known.
        change: value minus that of the take before, None for the first take or where one is not known.
        direction: whether the change is for the better; `different` where neither can be said.
    """

    value: float | None
    change: float | None = None
    direction: Direction | None = None


@dataclass(frozen=True)
class Row:
    """One measure over all takes."""

    measure: Measure
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """Takes side by side.

    Attributes:
        takes: their numbers, counted from 1; takes that were not judged are left out.
        rows: the measures, each with as many cells as there are takes.
    """

    takes: tuple[int, ...]
    rows: tuple[Row, ...]


def compare(takes: Sequence[Take], question: Question) -> Comparison | None:
    """Return the takes side by side, None unless two were judged."""
    judged = {number: take.analysis for number, take in enumerate(takes, 1) if take.analysis is not None}
    if len(judged) < 2:
        return None
    rows = [_row(measure, list(judged.values()), question) for measure in _MEASURES]
    known = tuple(row for row in rows if any(cell.value is not None for cell in row.cells))
    return Comparison(tuple(judged), known)


def _row(measure: Measure, judged: Sequence[AnswerAnalysis], question: Question) -> Row:
    values = [_shown(measure, _MEASURES[measure](analysis)) for analysis in judged]
    cells = [Cell(values[0])]
    for before, now in pairwise(values):
        if before is None or now is None:
            cells.append(Cell(now))
        else:
            cells.append(Cell(now, now - before, _direction(measure, before, now, question)))
    return Row(measure, tuple(cells))


def _shown(measure: Measure, value: float | None) -> float | None:
    """Round a value as it is shown, so that two values and their difference agree on the page."""
    return round(value, DECIMALS.get(measure, 0)) if value is not None and math.isfinite(value) else None


def _direction(measure: Measure, before: float, now: float, question: Question) -> Direction:
    if now == before:
        return "same"
    if measure not in _DISTANCES:
        return "different"
    distance, noticeable = _DISTANCES[measure]
    nearer = distance(before, question) - distance(now, question)
    if abs(nearer) < noticeable:
        return "different"
    return "better" if nearer > 0 else "worse"


def _outside(value: float, low: float, high: float) -> float:
    return max(low - value, value - high, 0.0)


def _hesitations(analysis: AnswerAnalysis) -> float | None:
    return None if analysis.hesitations.too_noisy else float(len(analysis.hesitations.found))


def _long_pauses(analysis: AnswerAnalysis) -> float:
    return sum(pause.duration > rubric.LONG_PAUSE.value for pause in analysis.pauses)


def _example_level(analysis: AnswerAnalysis) -> float | None:
    example = analysis.example
    return None if example is None or not example.judged else float(LEVELS.index(example.level))


_MEASURES: dict[Measure, Callable[[AnswerAnalysis], float | None]] = {
    "length": spoken_length,
    "pace": lambda analysis: analysis.length.speech_rate_wpm,
    "fillers": lambda analysis: float(len(analysis.fillers)),
    "hesitations": _hesitations,
    "filler_rate": lambda a: None if a.hesitations.too_noisy else filler_rate(a),
    "pauses": _long_pauses,
    "latency": lambda analysis: analysis.length.response_latency_s,
    "example": _example_level,
}

_DISTANCES: dict[Measure, tuple[Callable[[float, Question], float], float]] = {
    "length": (lambda value, question: _outside(value, *rubric.zone(question.target_s)), rubric.STEP_S),
    "pace": (
        lambda value, _: _outside(value, rubric.COMFORTABLE_FROM.value, rubric.COMFORTABLE_TO.value),
        10,
    ),
    "filler_rate": (lambda value, _: max(value - rubric.FEW_FILLERS.value, 0.0), 1),
    "example": (lambda value, question: -value if question.example_expected else 0.0, 1),
}
"""How far a value lies from what is good, and which change of that anybody would notice (our judgement); a
measure that is not here is neither better nor worse."""
