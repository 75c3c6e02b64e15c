"""What a replay shows and when: a rehearsal as scenes."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.remedy import in_terminal
from mockinterview.texts import sentences

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


def scenes_of(session: Session, *, every_take: bool = False) -> tuple[Scene, ...]:
    """Return the scenes of a rehearsal in order: each question, then its answer.

    Args:
        session: the rehearsal.
        every_take: all recordings of an answer in the order made, skipped ones too; else the one that counts.
    """
    return tuple(
        scene
        for number, turn in enumerate(session.turns, start=1)
        for scene in _turn_scenes(number, len(session.turns), turn, every_take)
    )


def takes_left_out(session: Session) -> int:
    """Return how many takes are played with `every_take` alone."""
    asked = [turn for pair in session.turns for turn in (pair, pair.follow_up) if turn is not None]
    return sum(max(len(turn.takes) - 1, 0) for turn in asked)


def _turn_scenes(number: int, total: int, turn: Turn, every_take: bool) -> Iterator[Scene]:
    yield from _asked(number, f"Question {number} of {total}", turn, every_take)
    if turn.follow_up is not None:
        yield from _asked(number, f"Follow-up to question {number}", turn.follow_up, every_take)


def _asked(number: int, title: str, turn: Turn, every_take: bool) -> Iterator[Scene]:
    asker = f", {turn.question.asked_by}" if turn.question.asked_by else ""
    yield Scene(number, f"{title}{asker}", turn.question_audio, turn.question.text)
    if turn.take is None:
        yield Scene(number, "Your answer", None, "There is no answer.")
    elif every_take and len(turn.takes) > 1:
        for place, take in enumerate(turn.takes, start=1):
            counts = ", the one that counts" if take is turn.take and take.is_answer else ""
            yield _answer(number, f"Take {place} of {len(turn.takes)}{counts}", take)
    else:
        yield _answer(number, "Your answer", turn.take)


def _answer(number: int, title: str, take: Take) -> Scene:
    remark = sentences(take.remark, in_terminal(take.remedy))
    return Scene(number, title, take.audio, remark, cues_of(take))


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
