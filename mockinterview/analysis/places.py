"""The places between words, where a filled pause may hide, and how much time the words leave free there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.transcript import Transcript, Word

FILLED_PAUSES = frozenset(
    ("um", "umm", "uhm", "uh", "uhh", "er", "err", "erm", "ehm", "hm", "hmm", "mm", "mmm", "mhm", "ah", "eh")
)
WORD_S, LETTER_S = 0.1, 0.06
"""A word takes about this and so much a letter, at a usual pace."""
SLOWEST_PACE, FASTEST_PACE = 1.3, 0.6
LEEWAY, LEEWAY_BEFORE_PAUSE = 1.15, 1.45
"""Words may take longer than is usual, the last one before a comma much longer."""


@dataclass(frozen=True)
class Claim:
    """The time that a word takes in the transcript, and how much of it the word may well need, in seconds."""

    start: float
    end: float
    needed_s: float

    @property
    def over_s(self) -> float:
        """How much more it takes than it needs."""
        return self.end - self.start - self.needed_s


@dataclass(frozen=True)
class Place:
    """The time between two words, or before the first or behind the last.

    Attributes:
        before: the word before, of no length at the clip's start where there is none.
        after: the word behind, of no length at the clip's end where there is none.
        doubt: the recogniser's log-probability of a filled pause here, None where not known.
        near_doubt: the higher one of the two places beside it, None where not known.
        written: whether one of the two words is a filled pause itself.
        edge: whether it lies before the first or behind the last word.
    """

    before: Claim
    after: Claim
    doubt: float | None
    near_doubt: float | None
    written: bool
    edge: bool

    @property
    def start(self) -> float:
        """When the word before has had the time that it needs, in seconds."""
        return min(self.before.end, self.before.start + self.before.needed_s)

    @property
    def end(self) -> float:
        """When the word behind must begin at the latest, in seconds."""
        return max(self.start, self.after.start, self.after.end - self.after.needed_s)

    @property
    def gap_s(self) -> float:
        """Time between the words as the transcript has it, in seconds."""
        return max(self.after.start - self.before.end, 0.0)


def is_filled_pause(word: Word) -> bool:
    """Whether the word is an um or its like."""
    return re.sub(r"[^a-z]", "", word.text.lower()) in FILLED_PAUSES


def places(transcript: Transcript, duration: float) -> tuple[Place, ...]:
    """Return the places of a transcript in order of time; words without sensible times are left out."""
    words = _timed(transcript, duration)
    claims = [Claim(0.0, 0.0, 0.0), *_claims(words), Claim(duration, duration, 0.0)]
    doubts = [*(word.filled_pause_logprob for _, _, word in words), None]
    written = [False, *(is_filled_pause(word) for _, _, word in words), False]
    return tuple(
        Place(
            before,
            after,
            doubts[i],
            _highest((*doubts[max(i - 1, 0) : i], *doubts[i + 1 : i + 2])),
            written=written[i] or written[i + 1],
            edge=i in (0, len(words)),
        )
        for i, (before, after) in enumerate(pairwise(claims))
    )


def _highest(doubts: Iterable[float | None]) -> float | None:
    return max((doubt for doubt in doubts if doubt is not None), default=None)


def _timed(transcript: Transcript, duration: float) -> list[tuple[float, float, Word]]:
    found = []
    for word in transcript.words:
        start, end = word.start, word.end
        if start is not None and end is not None and isfinite(start) and isfinite(end) and start <= end:
            found.append((min(max(start, 0.0), duration), min(max(end, 0.0), duration), word))
    return sorted(found, key=lambda timed: timed[:2])


def _claims(words: list[tuple[float, float, Word]]) -> list[Claim]:
    """Return what each word claims; what it needs goes by its letters and by this speaker's own pace."""
    usual = [WORD_S + LETTER_S * _letters(word.text) for _, _, word in words]
    paces = [(end - start) / length for (start, end, _), length in zip(words, usual, strict=True)]
    pace = min(max(float(np.percentile(paces or [1.0], 40)), FASTEST_PACE), SLOWEST_PACE)
    return [
        Claim(
            start, end, length * pace * (LEEWAY_BEFORE_PAUSE if word.text[-1:] in set(",.?!;:") else LEEWAY)
        )
        for length, (start, end, word) in zip(usual, words, strict=True)
    ]


def _letters(text: str) -> int:
    """Return how many letters a word has when it is written as it is spoken: digits and capitals are long."""
    capitals = text[1:2].isupper()
    return sum(5 if char.isdigit() else 3 if capitals and char.isupper() else char.isalpha() for char in text)
