"""Precision, recall and F1 over answers, with bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 1


@dataclass(frozen=True)
class Counts:
    """Hits, false alarms and misses of one answer, or of many added up."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @staticmethod
    def of(found: set[tuple[int, int]], labelled: set[tuple[int, int]]) -> Counts:
        """Compare spans; only the very same span is a hit."""
        return Counts(len(found & labelled), len(found - labelled), len(labelled - found))

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits, self.false_alarms + other.false_alarms, self.misses + other.misses
        )


@dataclass(frozen=True)
class Rate:
    """A share in [0, 1] with its 95 % interval over resampled answers; all None where nothing was counted."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        return f"{self.value:.3f}" + ("" if self.low is None else f" ({self.low:.2f}-{self.high:.2f})")


@dataclass(frozen=True)
class Agreement:
    """How well what was found agrees with the labels."""

    answers: int
    counts: Counts
    precision: Rate
    recall: Rate
    f1: Rate


def agreement(per_answer: Sequence[Counts]) -> Agreement:
    """Add up the counts of all answers; whole answers are resampled, as their fillers belong together."""
    table = np.array([(c.hits, c.false_alarms, c.misses) for c in per_answer], dtype=float).reshape(-1, 3)
    chosen = np.random.default_rng(SEED).integers(0, max(1, len(table)), (RESAMPLES, len(table)))
    resampled = table[chosen].sum(axis=1) if len(table) else np.zeros((1, 3))
    rates = zip(_rates(table.sum(axis=0, keepdims=True)), _rates(resampled), strict=True)
    precision, recall, f1 = (_rate(whole, spread) for whole, spread in rates)
    return Agreement(len(table), sum(per_answer, Counts()), precision, recall, f1)


def _rates(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return precision, recall and F1 of each row of hits, false alarms and misses; NaN for nothing."""
    hits, false_alarms, misses = counts.T
    with np.errstate(invalid="ignore"):
        return (
            hits / (hits + false_alarms),
            hits / (hits + misses),
            2 * hits / (2 * hits + false_alarms + misses),
        )


def _rate(whole: NDArray[np.float64], spread: NDArray[np.float64]) -> Rate:
    if np.isnan(whole[0]):
        return Rate(None)
    low, high = np.percentile(spread[~np.isnan(spread)], [2.5, 97.5])
    return Rate(float(whole[0]), float(low), float(high))
