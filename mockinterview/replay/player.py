"""Plays scenes one after the other, and goes where the person wants."""

from __future__ import annotations

import math
import time
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Protocol

from mockinterview.errors import BadAudio, DeviceError
from mockinterview.replay.recording import Recording
from mockinterview.replay.sound import Heard, SceneSound, Unheard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mockinterview.ports import Loudspeaker
    from mockinterview.replay.scenes import Cue, Scene

POLL_S = 0.02
STEP_S = 5.0
LEAD_S = 1.0
"""A flagged spot is heard with so much of what came before it."""


class Key(Enum):
    """What a person may ask for during the replay."""

    NEXT = auto()
    PREVIOUS = auto()
    PAUSE = auto()
    BACK = auto()
    ONWARD = auto()
    FLAGGED = auto()
    QUIT = auto()


SCENES_ON = {Key.NEXT: 1, Key.PREVIOUS: -1}
SECONDS_ON = {Key.BACK: -STEP_S, Key.ONWARD: STEP_S}


class Stage(Protocol):
    """Where a replay is shown."""

    def show(self, scene: Scene) -> None:
        """Begin a scene."""

    def cue(self, cue: Cue) -> None:
        """Add to the running scene."""

    def jump(self, at: float) -> None:
        """Go on with what is there from that second of the scene on."""

    def end(self) -> None:
        """End the scene."""

    def tell(self, text: str) -> None:
        """Say something to the person that is not part of the rehearsal."""

    def key(self) -> Key | None:
        """Return what the person asked for since the last call; returns at once."""


@dataclass(frozen=True)
class _Spot:
    """A place in the replay: a scene, a second in it, and the flagged cue there (-1 for none)."""

    scene: int
    at: float = 0.0
    cue: int = -1


class Replay:
    """Plays scenes one after the other, as far as there is a loudspeaker and a sound.

    Args:
        loudspeaker: what plays.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        stage: where it is shown.
        in_real_time: what cannot be heard takes its time all the same, so that keys lead through it; else
            its words are shown at once.
    """

    def __init__(
        self,
        loudspeaker: Loudspeaker,
        path_of: Callable[[str], Path],
        stage: Stage,
        *,
        in_real_time: bool = True,
    ) -> None:
        self._loudspeaker: Loudspeaker | None = loudspeaker
        self._path_of = path_of
        self._stage = stage
        self._in_real_time = in_real_time

    def run(self, scenes: Sequence[Scene], first: int = 0) -> None:
        """Play from the scene of that index to the end, or until the person quits."""
        spot: _Spot | None = _Spot(first)
        while spot is not None and spot.scene < len(scenes):
            spot = self._play(scenes, spot)

    def _play(self, scenes: Sequence[Scene], spot: _Spot) -> _Spot | None:
        """Play one scene from a spot on; return where to go from it, None where the person quits."""
        scene = scenes[spot.scene]
        self._stage.show(scene)
        sound = self._sound(scene)
        try:
            return self._follow(scenes, spot, sound)
        finally:
            sound.stop()
            self._stage.end()

    def _follow(self, scenes: Sequence[Scene], spot: _Spot, sound: SceneSound) -> _Spot | None:
        cues = scenes[spot.scene].cues
        shown = self._enter(spot, sound, cues)
        while True:
            self._attempt(sound, sound.go_on, sound.position)
            while shown < len(cues) and cues[shown].at <= sound.position:
                self._stage.cue(cues[shown])
                shown += 1
            key = self._stage.key()
            if key is Key.QUIT:
                return None
            if key in SCENES_ON:
                return _Spot(max(spot.scene + SCENES_ON[key], 0))
            if key is Key.PAUSE:
                self._pause(sound)
            target = self._target(key, scenes, spot, sound.position)
            if target is not None and target.scene != spot.scene:
                return target
            if target is not None:
                spot = target
                shown = self._enter(spot, sound, cues)
            elif sound.over and shown == len(cues):
                return _Spot(spot.scene + 1)
            time.sleep(POLL_S)

    def _target(self, key: Key | None, scenes: Sequence[Scene], spot: _Spot, position: float) -> _Spot | None:
        """Return the spot that a key leads to, None where it leads nowhere."""
        if key is Key.FLAGGED:
            found = _next_flagged(scenes, spot, position)
            if found is None:
                self._stage.tell("There is no flagged spot after this one.")
            return found
        if key in SECONDS_ON and math.isfinite(position):
            return _Spot(spot.scene, max(position + SECONDS_ON[key], 0.0))
        return None

    def _enter(self, spot: _Spot, sound: SceneSound, cues: Sequence[Cue]) -> int:
        """Play from a spot on; return the number of its first cue."""
        if spot.at > 0 or sound.entered:
            self._stage.jump(spot.at)
        self._start(sound, spot.at)
        return bisect_left(cues, spot.at, key=lambda cue: cue.at)

    def _pause(self, sound: SceneSound) -> None:
        if sound.paused:
            self._start(sound, sound.position)
        elif not sound.over:
            sound.pause()
            self._stage.tell("Paused; the same key goes on.")

    # --- sound --------------------------------------------------------------------------------------

    def _sound(self, scene: Scene) -> SceneSound:
        """Return the sound of a scene; where there is none, say so and go on with the words."""
        recording = self._recording(scene)
        unheard = self._unheard(scene, recording)
        if recording is None or self._loudspeaker is None:
            return SceneSound(unheard, unheard)
        return SceneSound(Heard(recording, self._loudspeaker), unheard)

    def _recording(self, scene: Scene) -> Recording | None:
        if scene.audio is None:
            return None
        try:
            return Recording.open(self._path_of(scene.audio))
        except BadAudio as error:
            self._stage.tell(f"Not heard: {error}.")
            return None

    def _unheard(self, scene: Scene, recording: Recording | None) -> Unheard:
        if not self._in_real_time:
            return Unheard(0.0)
        last = scene.cues[-1].at if scene.cues else 0.0
        return Unheard(last if recording is None else recording.duration)

    def _start(self, sound: SceneSound, at: float) -> None:
        self._attempt(sound, partial(sound.play, at), at)

    def _attempt(self, sound: SceneSound, step: Callable[[], None], at: float) -> None:
        """Play; where that is impossible, say so once, and the words go on from that second without sound."""
        try:
            step()
        except BadAudio as error:
            self._stage.tell(f"Not heard: {error}.")
            sound.mute(at)
        except DeviceError as error:
            self._loudspeaker = None
            hint = " The words come when they were said, and the keys work." if self._in_real_time else ""
            self._stage.tell(f"Shown without sound: {error}.{hint}")
            sound.mute(at)


def _next_flagged(scenes: Sequence[Scene], spot: _Spot, position: float) -> _Spot | None:
    """Return the next flagged spot behind a position, in this scene or a later one."""
    for index in range(spot.scene, len(scenes)):
        here = index == spot.scene
        for number, cue in enumerate(scenes[index].cues):
            if cue.flagged and not (here and (number <= spot.cue or cue.at <= position)):
                return _Spot(index, max(cue.at - LEAD_S, 0.0), number)
    return None
