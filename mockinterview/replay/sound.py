"""The sound of a scene: what plays it, and where in it the person is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mockinterview.errors import DeviceLost
from mockinterview.ports import Playback
from mockinterview.replay.clock import ClockPlayback

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.ports import Loudspeaker
    from mockinterview.replay.recording import Recording

CUT_SHORT_S = 0.05
"""A playback that ended so much before its end did not come to it."""


@dataclass(frozen=True)
class Stretch:
    """A part of a scene that is being played: from when to when, in seconds of the scene."""

    playback: Playback
    start: float
    end: float

    @property
    def position(self) -> float:
        """The second of the scene that is heard."""
        return self.start + self.playback.position

    @property
    def was_cut_short(self) -> bool:
        """Whether it ended by itself before its end: the device is gone."""
        return self.playback.done and self.position < self.end - CUT_SHORT_S


class Source(Protocol):
    """What a scene is played from."""

    def play(self, at: float) -> Stretch | None:
        """Play from a second on, as far as it goes at once; None where nothing lies behind that second.

        Raises DeviceError or BadAudio where that is impossible.
        """


class Heard:
    """A recording on a loudspeaker."""

    def __init__(self, recording: Recording, loudspeaker: Loudspeaker) -> None:
        self._recording = recording
        self._loudspeaker = loudspeaker
        self._begin = 0.0
        self._read: Clip | None = None  # the stretch read last, from `_begin` on: most ways lead within it

    def play(self, at: float) -> Stretch | None:
        """See `Source.play`."""
        clip = self._stretch(at)
        if not len(clip.samples):
            return None
        return Stretch(self._loudspeaker.play(clip), at, at + clip.duration)

    def _stretch(self, at: float) -> Clip:
        if self._read is None or not self._begin <= at < self._begin + self._read.duration:
            self._read = None  # so that it may go before the next one is read
            self._begin, self._read = at, self._recording.stretch(at)
        return self._read.between(at - self._begin, self._read.duration)


@dataclass(frozen=True)
class Unheard:
    """The time of a scene without its sound; `duration` in seconds."""

    duration: float

    def play(self, at: float) -> Stretch | None:
        """See `Source.play`."""
        if at >= self.duration:
            return None
        return Stretch(ClockPlayback(self.duration - at), at, self.duration)


class SceneSound:
    """The sound of a scene, which can be paused and entered anywhere.

    Args:
        source: what it is played from.
        unheard: what takes the place of the source where that cannot be heard.

    Attributes:
        paused: whether it waits for `play`.
        entered: whether it was begun at all.
    """

    def __init__(self, source: Source, unheard: Source) -> None:
        self._source = source
        self._unheard = unheard
        self._stretch: Stretch | None = None
        self._held = 0.0
        self.paused = False
        self.entered = False

    @property
    def over(self) -> bool:
        """Whether nothing more will be heard by itself."""
        return not self.paused and self._stretch is None

    @property
    def position(self) -> float:
        """Seconds from the scene's start; beyond all where the sound is over."""
        if self.paused:
            return self._held
        return math.inf if self._stretch is None else self._stretch.position

    def play(self, at: float) -> None:
        """Play from a second on; raises DeviceError or BadAudio."""
        self.stop()
        self.paused, self.entered = False, True
        self._stretch = self._source.play(at)

    def go_on(self) -> None:
        """Play the next stretch where one has come to its end.

        Raises:
            DeviceLost: the device fell silent before the end.
            DeviceError, BadAudio: the next stretch cannot be played.
        """
        stretch = self._stretch
        if stretch is None or not stretch.playback.done:
            return
        if stretch.was_cut_short:
            raise DeviceLost("the loudspeaker has stopped")
        self._stretch = None
        self._stretch = self._source.play(stretch.end)

    def mute(self, at: float) -> None:
        """Go on without sound from a second on."""
        self._source = self._unheard
        self.play(at)

    def pause(self) -> None:
        """Fall silent until `play`."""
        self._held = self.position
        self.stop()
        self.paused = True

    def stop(self) -> None:
        """Fall silent."""
        if self._stretch is not None and not self._stretch.playback.done:
            self._stretch.playback.stop()
        self._stretch = None
