"""Moments of a rehearsal at which something is ended from outside, spread by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

Stage = tuple[str, str, int, float, float, int]
"""Its name, the line that it begins with and how often that was shown, first and last delay, how many."""


@dataclass(frozen=True)
class Moment:
    """So many seconds after a line was shown so often."""

    stage: str
    line: str
    times: int
    delay: float

    def __str__(self) -> str:
        return f"{self.stage} + {self.delay:.2f} s"


def moments(stages: tuple[Stage, ...], seed: int) -> list[Moment]:
    """Spread moments over stages, each stage's evenly with some chance in it."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    spread = []
    for stage, line, times, first, last, tries in stages:
        for number in range(tries):
            share = (number + chance.random()) / tries
            spread.append(Moment(stage, line, times, first + share * (last - first)))
    return spread


def long_form(tries: list[Moment], short: tuple[int, ...] = ()) -> list[object]:
    """Leave all but some to the long form."""
    marks = [() if number in short else (pytest.mark.long,) for number in range(len(tries))]
    return [pytest.param(one, id=str(one), marks=mark) for one, mark in zip(tries, marks, strict=True)]
