"""What a replay shows and when: a rehearsal as scenes."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.analysis.fillers import Filler
    from mockinterview.session import Session, Take, Turn
    from mockinterview.transcript import Transcript

SHOWN_PAUSE_S = 1.0
"""Shorter pauses belong to good speech and are not shown."""

Mark = Literal["word", "filler", "hesitation", "pause"]


@dataclass(frozen=True)
class Cue:
    """Something to show once the sound has come to it.

    Attributes:
        at: seconds from the clip's start.
        text: a word, fillers in [brackets]; `(um?)` for a hesitation that the transcript lacks; `…` for a
            pause of more than a second.
        mark: what it is.
    """

    at: float
    text: str
    mark: Mark = "word"

    @property
    def flagged(self) -> bool:
        """Whether it is a spot worth hearing again."""
        return self.mark != "word"


@dataclass(frozen=True)
class Scene:
    """One sound of a rehearsal and what is shown with it.

    Attributes:
        turn: number of the question, from 1.
        title: what it is: "Question 1", "Your answer" …
        audio: name of its sound file, None where it has none.
        text: shown at once: the question, or why there are no words.
        cues: shown as the sound comes to them.
    """

    turn: int
    title: str
    audio: str | None
    text: str
    cues: tuple[Cue, ...] = ()


def scenes_of(session: Session) -> tuple[Scene, ...]:
    """Return the scenes of a rehearsal in order: each question, then the answer that counts."""
    return tuple(
        scene
        for number, turn in enumerate(session.turns, start=1)
        for scene in _turn_scenes(number, len(session.turns), turn)
    )


def _turn_scenes(number: int, total: int, turn: Turn) -> Iterator[Scene]:
    yield from _pair(number, f"Question {number} of {total}", turn)
    if turn.follow_up is not None:
        yield from _pair(number, f"Follow-up to question {number}", turn.follow_up)


def _pair(number: int, title: str, turn: Turn) -> Iterator[Scene]:
    yield Scene(number, title, turn.question_audio, turn.question.text)
    take = turn.take
    if take is None:
        yield Scene(number, "Your answer", None, "There is no answer.")
    else:
        yield Scene(number, "Your answer", take.audio, take.remark, cues_of(take))


def cues_of(take: Take) -> tuple[Cue, ...]:
    """Return the words of a take with their times, fillers, hesitations and long pauses marked.

    Words keep their order whatever their times say; one without a time comes with the word before it.
    """
    if take.transcript is None:
        return ()
    analysis = take.analysis
    cues = list(_word_cues(take.transcript, analysis.fillers if analysis else ()))
    if analysis is not None:
        cues += [Cue(_time(found.start), "(um?)", "hesitation") for found in analysis.hesitations.found]
        cues += [
            Cue(_time(pause.start), "…", "pause")
            for pause in analysis.pauses
            if pause.duration > SHOWN_PAUSE_S
        ]
    return tuple(sorted(cues, key=lambda cue: (cue.at, cue.mark in ("word", "filler"))))


def _word_cues(transcript: Transcript, fillers: Sequence[Filler]) -> Iterator[Cue]:
    touched = _touched(transcript, fillers)
    at = 0.0
    for index, (word, (first, _)) in enumerate(zip(transcript.words, transcript.offsets, strict=True)):
        at = max(at, _time(word.start))
        filler = touched.get(index)
        if filler is None:
            yield Cue(at, word.text)
        else:
            text = _bracketed(word.text, filler.char_start - first, filler.char_end - first)
            yield Cue(at, text, "filler")


def _touched(transcript: Transcript, fillers: Sequence[Filler]) -> dict[int, Filler]:
    """Return which words, by their number, belong to which filler."""
    offsets = transcript.offsets
    ends = [last for _, last in offsets]
    touched: dict[int, Filler] = {}
    for filler in fillers:
        first = bisect_right(ends, filler.char_start)
        for index in range(first, bisect_left(offsets, (filler.char_end,), lo=first)):
            touched.setdefault(index, filler)
    return touched


def _bracketed(text: str, start: int, end: int) -> str:
    """Put [ and ] at two offsets; one that lies outside belongs to another word of the same filler."""
    if end <= len(text):
        text = f"{text[:end]}]{text[end:]}"
    return f"{text[:start]}[{text[start:]}" if start >= 0 else text


def _time(seconds: float | None) -> float:
    return seconds if seconds is not None and math.isfinite(seconds) else 0.0
