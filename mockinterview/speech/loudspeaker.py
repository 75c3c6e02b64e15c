"""The loudspeaker: plays a clip at the device's own rate."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from mockinterview.speech.devices import Direction
from mockinterview.speech.silent import SilentPlayback
from mockinterview.speech.sound_stream import open_stream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.clip import Clip
    from mockinterview.ports import Playback

LATENCY_S = 0.2
"""Sound handed to the device ahead of time, so that a busy machine does not crackle.

It costs nothing at the start (the buffer is filled faster than it is played) nor at `stop` (it is dropped).
"""

WATCH_S = 0.02
"""How often a playback looks whether it is over."""

TAIL_S = 0.3
"""Silence after a clip before the device is closed: Bluetooth plays later than the system believes."""


class SoundCardLoudspeaker:
    """A loudspeaker of this machine, which plays one clip at a time.

    Attributes:
        device: number or name (or a part of it), None for the system's default.
    """

    def __init__(self, device: str | None = None) -> None:
        self.device = device
        self._playback: Playback = SilentPlayback(0.0)

    def play(self, clip: Clip) -> Playback:
        """Start to play and return at once; a clip that is still being played is stopped.

        Raises:
            NoSoundSystem: PortAudio is missing, or there is no such loudspeaker.
            DeviceError: the loudspeaker refuses.
        """
        self._playback.stop()
        self._playback = SoundCardPlayback(clip, self.device) if len(clip.samples) else SilentPlayback(0.0)
        return self._playback


class SoundCardPlayback:
    """A clip that is being played; see `ports.Playback`."""

    def __init__(self, clip: Clip, device: str | None) -> None:
        self._duration = clip.duration
        self._next = 0
        self._heard_from = (0.0, float("inf"))
        self._position = 0.0
        self._done = threading.Event()
        self._stream = open_stream(Direction.OUTPUT, device, self._fill, LATENCY_S)
        self._samples = clip.resampled(self._stream.sample_rate).samples
        self._stream.start()
        threading.Thread(target=self._watch, name="playback", daemon=True).start()

    @property
    def position(self) -> float:
        """Seconds that have left the loudspeaker."""
        if not self._done.is_set():
            start, heard_at = self._heard_from
            handed_over = self._next / self._stream.sample_rate
            now = min(start + time.monotonic() - heard_at, handed_over, self._duration)
            self._position = max(self._position, now)
        return self._position

    @property
    def done(self) -> bool:
        """Whether the sound is over, was stopped, or its device was lost."""
        return self._done.is_set()

    def stop(self) -> None:
        """Fall silent at once; what is still in the device's buffer is dropped."""
        self._end()
        self._stream.close()

    def _end(self) -> None:
        self._position = self.position
        self._done.set()

    def _watch(self) -> None:
        while not (self._stream.lost or self.position >= self._duration):
            time.sleep(WATCH_S)
        self._end()
        if not self._stream.lost:
            time.sleep(TAIL_S)
        self._stream.close()

    def _fill(self, block: NDArray[np.float32], times: Any, _status: Any) -> None:
        part = self._samples[self._next : self._next + len(block)]
        block[: len(part)] = part[:, None]
        block[len(part) :] = 0.0
        ahead = times.outputBufferDacTime - times.currentTime
        # Some systems leave the times at zero.
        delay = ahead if 0.0 < ahead < 1.0 else self._stream.latency
        self._heard_from = (self._next / self._stream.sample_rate, time.monotonic() + delay)
        self._next += len(block)
