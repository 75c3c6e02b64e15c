"""What is flagged in an answer, and the transcript with these marks in it."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from mockinterview import rubric
from mockinterview.analysis.filler_places import filler_places
from mockinterview.report.numbers import place
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockinterview.analysis.achievement import Example
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.analysis.fillers import Filler
    from mockinterview.session import Take
    from mockinterview.transcript import Quote, Transcript

Spot = Literal["filler", "hesitation", "pause"]
Part = Literal["situation", "action", "result"]

PARTS: tuple[Part, ...] = ("situation", "action", "result")
MOST_MARKS = 1000
"""On one waveform; beyond that nobody could tell them apart. In the words all of them are marked."""


@dataclass(frozen=True)
class Mark:
    """A coloured stretch on the waveform.

    Attributes:
        kind: what it is.
        start: seconds from the clip's start, finite and not negative.
        end: seconds from the clip's start, at least `start`.
        text: the words of a filler, else empty.
    """

    kind: Spot | Part
    start: float
    end: float
    text: str = ""


@dataclass(frozen=True)
class Token:
    """A word of the transcript, or a mark between two words.

    Attributes:
        text: the word; for a pause its length in seconds.
        start: seconds from the clip's start, None where not known.
        kind: `word`, or which mark it is.
        filler: number of the filler that the word belongs to, None for none.
    """

    text: str
    start: float | None = None
    kind: Literal["word", "hesitation", "pause"] = "word"
    filler: int | None = None


@dataclass(frozen=True)
class Run:
    """Tokens that belong to the same part of the example, or to none."""

    part: Part | None
    tokens: tuple[Token, ...]

    @property
    def pieces(self) -> tuple[tuple[bool, tuple[Token, ...]], ...]:
        """The tokens, those of one filler together: (whether it is a filler, its tokens)."""
        grouped = groupby(self.tokens, key=lambda token: token.filler)
        return tuple((filler is not None, tuple(tokens)) for filler, tokens in grouped)


def marks_of(analysis: AnswerAnalysis) -> tuple[Mark, ...]:
    """Return what is flagged, in order of time; what has no times is left out."""
    found = [
        *_marks("filler", ((harmless(f.text), f.start, f.end) for f in analysis.fillers)),
        *_marks("hesitation", (("", h.start, h.end) for h in analysis.hesitations.found)),
        *_marks("pause", (("", p.start, p.end) for p in analysis.pauses if _is_long(p.duration))),
    ]
    example = analysis.example
    if example is not None and example.judged:
        for part in PARTS:
            quote = getattr(example, part)
            found += _marks(part, [("", quote.start, quote.end)] if quote else [])
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


@dataclass(frozen=True)
class Noticed:
    """A filler among the words around it, as the list below the feedback shows it.

    Attributes:
        text: the filler.
        found: whether it was found beside the words rather than written down.
        before: the words before it.
        after: the words behind it.
        start: seconds from the clip's start, None where no player can go there.
        end: seconds from the clip's start, None where no player can go there.
    """

    text: str
    found: bool
    before: str
    after: str
    start: float | None
    end: float | None


def noticed_in(take: Take) -> tuple[Noticed, ...]:
    """Return every filler of a take in the order of its words."""
    if take.analysis is None:
        return ()
    return tuple(
        Noticed(
            harmless(found.text),
            found.source == "found",
            harmless(found.before),
            harmless(found.after),
            place(found.start),
            place(found.end),
        )
        for found in filler_places(take.transcript, take.analysis)
    )


def marks_text(marks: Iterable[Mark]) -> str:
    """Return marks as JSON for the page's script."""
    return json.dumps([[mark.kind, mark.start, mark.end, mark.text] for mark in marks], ensure_ascii=False)


def runs_of(take: Take) -> tuple[Run, ...]:
    """Return the transcript, fillers marked, hesitations and long pauses put where they were heard."""
    transcript = take.transcript
    if transcript is None:
        return ()
    analysis = take.analysis
    parts = _parts(transcript, analysis.example if analysis else None)
    spots = [m for m in marks_of(analysis) if m.kind in ("hesitation", "pause")] if analysis else []
    words = _words(transcript, analysis)
    runs: list[tuple[Part | None, list[Token]]] = []
    for (token, middle), part in zip(words, parts, strict=True):
        # By their middles: a word may have swallowed the um before it, or the one behind.
        while spots and middle is not None and (spots[0].start + spots[0].end) / 2 < middle:
            _append(runs, runs[-1][0] if runs else part, _spot_token(spots.pop(0)))
        _append(runs, part, token)
    for spot in spots:
        _append(runs, runs[-1][0] if runs else None, _spot_token(spot))
    return tuple(Run(part, tuple(tokens)) for part, tokens in runs)


def _is_long(seconds: float) -> bool:
    return seconds > rubric.LONG_PAUSE.value


def _marks(kind: Spot | Part, found: Iterable[tuple[str, float | None, float | None]]) -> Iterator[Mark]:
    for text, start, end in found:
        first, last = place(start), place(end)
        if first is not None and last is not None and last >= first:
            yield Mark(kind, first, last, text)


def _append(runs: list[tuple[Part | None, list[Token]]], part: Part | None, token: Token) -> None:
    if not runs or runs[-1][0] != part:
        runs.append((part, []))
    runs[-1][1].append(token)


def _spot_token(mark: Mark) -> Token:
    text = f"{mark.end - mark.start:.1f}" if mark.kind == "pause" else ""
    return Token(text, mark.start, "pause" if mark.kind == "pause" else "hesitation")


def _words(transcript: Transcript, analysis: AnswerAnalysis | None) -> Iterator[tuple[Token, float | None]]:
    """Yield each word with the middle of its time, None where that is not known."""
    fillers = _covered(transcript, analysis.fillers if analysis else ())
    for word, filler in zip(transcript.words, fillers, strict=True):
        start, end = place(word.start), place(word.end)
        middle = (start + end) / 2 if start is not None and end is not None else None
        yield Token(harmless(word.text), start, filler=filler), middle


def _parts(transcript: Transcript, example: Example | None) -> list[Part | None]:
    """Return for each word which part of the example it belongs to."""
    judged = example is not None and example.judged
    quotes = {part: quote for part in PARTS if judged and (quote := getattr(example, part)) is not None}
    names = tuple(quotes)
    return [None if index is None else names[index] for index in _covered(transcript, quotes.values())]


def _covered(transcript: Transcript, spans: Iterable[Filler | Quote]) -> list[int | None]:
    """Return for each word the number of the first span that touches it, None for none."""
    offsets = transcript.offsets
    ends = [last for _, last in offsets]
    covered: list[int | None] = [None] * len(offsets)
    for number, span in enumerate(spans):
        word = bisect_right(ends, span.char_start)
        while word < len(offsets) and offsets[word][0] < span.char_end:
            covered[word] = number if covered[word] is None else covered[word]
            word += 1
    return covered
