"""Hearing a rehearsal again, with the words running along."""

from __future__ import annotations

import math
import time
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal, Protocol

from mockinterview.errors import BadAudio, DeviceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mockinterview.analysis.fillers import Filler
    from mockinterview.clip import Clip
    from mockinterview.ports import Loudspeaker, Playback
    from mockinterview.session import Session, Take, Turn
    from mockinterview.transcript import Transcript

POLL_S = 0.02
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


class Key(Enum):
    """What a person may ask for during the replay."""

    NEXT = 1
    PREVIOUS = -1
    QUIT = 0


class Stage(Protocol):
    """Where a replay is shown."""

    def show(self, scene: Scene) -> None:
        """Begin a scene."""

    def cue(self, cue: Cue) -> None:
        """Add to the running scene."""

    def end(self) -> None:
        """End the scene."""

    def tell(self, text: str) -> None:
        """Say something to the person that is not part of the rehearsal."""

    def key(self) -> Key | None:
        """Return what the person asked for since the last call; returns at once."""


# --- what is shown, and when --------------------------------------------------------------------------


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


# --- playing ------------------------------------------------------------------------------------------


class Replay:
    """Plays scenes one after the other, as far as there is a loudspeaker and a sound.

    Args:
        loudspeaker: what plays.
        sound: gives the sound of a name; raises BadAudio.
        stage: where it is shown.
    """

    def __init__(self, loudspeaker: Loudspeaker, sound: Callable[[str], Clip], stage: Stage) -> None:
        self._loudspeaker: Loudspeaker | None = loudspeaker
        self._sound = sound
        self._stage = stage

    def run(self, scenes: Sequence[Scene], first: int = 0) -> None:
        """Play from the scene of that index to the end, or until the person quits."""
        index = first
        while index < len(scenes):
            key = self._play(scenes[index])
            if key is Key.QUIT:
                return
            index = max(index + key.value, 0)

    def _play(self, scene: Scene) -> Key:
        """Play one scene; return where to go from it."""
        self._stage.show(scene)
        playback = self._begin(scene)
        try:
            return self._follow(scene, playback)
        finally:
            if playback is not None and not playback.done:
                playback.stop()
            self._stage.end()

    def _follow(self, scene: Scene, playback: Playback | None) -> Key:
        shown = 0
        while True:
            over = playback is None or playback.done
            position = math.inf if playback is None or over else playback.position
            while shown < len(scene.cues) and scene.cues[shown].at <= position:
                self._stage.cue(scene.cues[shown])
                shown += 1
            key = self._stage.key()
            if key is not None or over:
                return key or Key.NEXT
            time.sleep(POLL_S)

    def _begin(self, scene: Scene) -> Playback | None:
        """Start the sound; where that is impossible, say so and go on with the words."""
        if scene.audio is None or self._loudspeaker is None:
            return None
        try:
            return self._loudspeaker.play(self._sound(scene.audio))
        except BadAudio as error:
            self._stage.tell(f"Not heard: {error}.")
        except DeviceError as error:
            self._loudspeaker = None
            self._stage.tell(f"Shown without sound: {error}.")
        return None
