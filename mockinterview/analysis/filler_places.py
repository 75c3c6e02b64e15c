"""Where the fillers of an answer are: each with its time and the words around it, and how many there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from math import isfinite
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.fillers import FILLED_PAUSE
from mockinterview.analysis.lexicon import Kind
from mockinterview.analysis.pace import RATE_NEEDS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.transcript import Transcript

Source = Literal["heard", "found"]

WORDS_AROUND = 5
WORDS_BEFORE = 3
"""Of those around, where there are enough on both sides."""


@dataclass(frozen=True)
class FillerPlace:
    """One filler, wherever it was noticed.

    Attributes:
        text: as it stands in the transcript; "um" for one that does not stand there.
        kind: `filled_pause` (um, uh) or `filler_word` (like, you know).
        source: `heard` where it stands in the transcript, `found` where it was found beside it.
        start: seconds from the clip's start, None where times are not known.
        end: seconds from the clip's start, None where times are not known.
        before: up to five words before it, as they stand in the transcript; with `after` five at most.
        after: the words behind it.
    """

    text: str
    kind: Kind
    source: Source
    start: float | None
    end: float | None
    before: str
    after: str


@dataclass(frozen=True)
class FillerCounts:
    """How many fillers an answer has.

    Attributes:
        filled_pauses: um, uh and their like, in the transcript and beside it.
        filler_words: like, you know and their like.
        found: how many of the filled pauses do not stand in the transcript.
        per_minute: of both kinds; None without times, below 20 s and below 40 words.
        per_100_words: of both kinds; None below 40 words, and below 20 s where times are known.
        at_least: whether there may be more: some were found by their sound, or it was too noisy for that.
    """

    filled_pauses: int
    filler_words: int
    found: int
    per_minute: float | None
    per_100_words: float | None
    at_least: bool

    @property
    def total(self) -> int:
        """Of both kinds."""
        return self.filled_pauses + self.filler_words


def count_fillers(analysis: AnswerAnalysis) -> FillerCounts:
    """Count the fillers of an answer, and how often they come."""
    found = len(analysis.hesitations.found)
    kinds = Counter(filler.kind for filler in analysis.fillers)
    length, total = analysis.length, len(analysis.fillers) + found
    words, pace = length.words or 0, length.speech_rate_wpm
    # The pace is known just where the answer is long enough for a rate.
    rated = pace is not None or (length.speaking_time_s is None and words >= RATE_NEEDS_WORDS)
    return FillerCounts(
        filled_pauses=kinds["filled_pause"] + found,
        filler_words=kinds["filler_word"],
        found=found,
        per_minute=total / words * pace if pace is not None and words else None,
        per_100_words=100 * total / words if rated and words else None,
        at_least=bool(found) or analysis.hesitations.too_noisy,
    )


def most_frequent(analysis: AnswerAnalysis, most: int = 3) -> tuple[tuple[str, int], ...]:
    """Return the fillers that came most often, each with its number; one that was found is an "um"."""
    counted = Counter(filler.text.lower() for filler in analysis.fillers)
    if analysis.hesitations.found:
        counted[FILLED_PAUSE] += len(analysis.hesitations.found)
    return tuple(counted.most_common(most))


def filler_places(transcript: Transcript | None, analysis: AnswerAnalysis) -> tuple[FillerPlace, ...]:
    """Return every filler in the order of the words; without a transcript none has words around it."""
    words = _Words(transcript)
    placed = sorted([*_heard(words, analysis), *_found(words, analysis)], key=lambda pair: pair[0])
    return tuple(place for _, place in placed)


Placed = tuple[tuple[int, int], FillerPlace]
"""A filler with what orders it: its word's number, and that one found before a word comes before it."""


def _heard(words: _Words, analysis: AnswerAnalysis) -> Iterator[Placed]:
    for filler in analysis.fillers:
        first, behind = words.touched(filler.char_start, filler.char_end)
        around = words.around(first, behind)
        place = FillerPlace(filler.text, filler.kind, "heard", filler.start, filler.end, *around)
        yield (first, 1), place


def _found(words: _Words, analysis: AnswerAnalysis) -> Iterator[Placed]:
    for hesitation in analysis.hesitations.found:
        behind = words.behind((hesitation.start + hesitation.end) / 2)
        around = words.around(behind, behind)
        place = FillerPlace(FILLED_PAUSE, "filled_pause", "found", hesitation.start, hesitation.end, *around)
        yield (behind, 0), place


class _Words:
    """The words of a transcript, found by their place in the text or in time."""

    def __init__(self, transcript: Transcript | None) -> None:
        self._words = transcript.words if transcript else ()
        self._offsets = transcript.offsets if transcript else ()
        middles = [
            (word.start + word.end) / 2 if word.start is not None and word.end is not None else float("nan")
            for word in self._words
        ]
        # Of a word without a sensible time nothing is known, so it is never the first one behind.
        self._latest = list(accumulate((m if isfinite(m) else -1.0 for m in middles), max))

    def touched(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Return the first word that a piece of the text touches, and the first behind it."""
        first = bisect_right(self._offsets, char_start, key=lambda offsets: offsets[1])
        return first, max(first, bisect_left(self._offsets, char_end, key=lambda offsets: offsets[0]))

    def behind(self, moment: float) -> int:
        """Return the first word whose middle comes later, as a word may have swallowed the um beside it."""
        return bisect_right(self._latest, moment)

    def around(self, first: int, behind: int) -> tuple[str, str]:
        """Return the words before `first` and those from `behind` on; one side's lack is the other's gain."""
        left = len(self._words) - behind
        before = min(first, max(WORDS_BEFORE, WORDS_AROUND - left))
        after = min(left, WORDS_AROUND - before)
        sides = self._words[first - before : first], self._words[behind : behind + after]
        words_before, words_after = (" ".join(word.text for word in side) for side in sides)
        return words_before, words_after
