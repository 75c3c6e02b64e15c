"""The microphone: blocks of samples at the device's own rate."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from mockinterview.errors import DeviceLost
from mockinterview.speech.devices import Direction
from mockinterview.speech.sound_stream import open_stream

if TYPE_CHECKING:
    from types import TracebackType

    from numpy.typing import NDArray

LATENCY_S = 0.1
"""Size of the device's buffer: what the program may sleep through without losing a sample."""

QUEUE_S = 30.0

WATCH_S = 0.1
"""How often a waiting reader looks whether the device is still there."""


class SoundCardMicrophone:
    """A microphone of this machine.

    Attributes:
        device: number or name (or a part of it), None for the system's default.
        queue_s: seconds of sound that are kept for a reader who is late.
    """

    def __init__(self, device: str | None = None, *, queue_s: float = QUEUE_S) -> None:
        self.device = device
        self.queue_s = queue_s

    def open(self) -> SoundCardMicrophoneStream:
        """Begin to record.

        Raises:
            NoSoundSystem: PortAudio is missing, or there is no such microphone.
            DeviceError: the microphone refuses.
        """
        return SoundCardMicrophoneStream(self.device, self.queue_s)


class SoundCardMicrophoneStream:
    """An open microphone; see `ports.MicrophoneStream`.

    Attributes:
        overflows: how often the system said that it dropped sound.
    """

    def __init__(self, device: str | None, queue_s: float) -> None:
        self._blocks: queue.SimpleQueue[NDArray[np.float32]] = queue.SimpleQueue()
        self._taken = 0
        self._fetched = 0
        self._lost = 0
        self.overflows = 0
        self._stream = open_stream(Direction.INPUT, device, self._take, LATENCY_S)
        self._capacity = round(queue_s * self._stream.sample_rate)
        self._stream.start()

    @property
    def sample_rate(self) -> int:
        """Rate of the blocks in Hz."""
        return self._stream.sample_rate

    @property
    def lost_samples(self) -> int:
        """Samples that nobody fetched in time.

        Where the system itself says that it dropped some, it does not say how many: a block is counted.
        """
        return self._lost

    def read(self, timeout: float) -> NDArray[np.float32] | None:
        """Return the next block, shape (n,), in [-1, 1]; None where none came within `timeout` seconds.

        Raises:
            DeviceLost: the microphone has stopped, and all that it delivered was read.
        """
        deadline = time.monotonic() + timeout
        while True:
            wait = min(deadline - time.monotonic(), WATCH_S)
            lost = self._stream.lost
            try:
                block = self._blocks.get(timeout=max(wait, 0.0))
            except queue.Empty:
                if lost:
                    raise DeviceLost(f"the microphone {self._stream.device.name!r} has stopped") from None
                if wait < WATCH_S:
                    return None
            else:
                self._fetched += len(block)
                mono: NDArray[np.float32] = np.clip(np.nan_to_num(block.mean(axis=1)), -1.0, 1.0)
                return mono

    def close(self) -> None:
        """Stop to record; what was not read yet is forgotten."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self, block: NDArray[np.float32], _times: Any, status: Any) -> None:
        if status.input_overflow:
            self._lost += len(block)
            self.overflows += 1
        if self._taken - self._fetched + len(block) > self._capacity:
            self._lost += len(block)
            return
        self._taken += len(block)
        self._blocks.put(block.copy())
