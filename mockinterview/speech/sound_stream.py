"""An open device through which samples flow."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Protocol

from mockinterview.errors import DeviceError
from mockinterview.speech.devices import SOUND, STALE_AFTER_S, Device, Direction
from mockinterview.speech.sound_thread import leave_behind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMMON_SAMPLE_RATES = (48_000, 44_100, 16_000)
"""Rates in Hz that are tried where a device refuses the one it calls its own."""

FIRST_BLOCK_S = 5.0
"""How long a device may take for its first block (Bluetooth headsets change their mode then)."""

BLOCK_S = 1.2
"""How long the next block may take; a device that is silent for longer is gone."""

CLOSE_S = 1.0
"""How long closing may take (1 to 2 ms as a rule); a frozen sound server is left to itself then."""

CLOSE_LOST_S = 0.2
"""The same for a device that has fallen silent by itself: the person has waited long enough."""

ASLEEP_S = 1.0
"""Who looks after a device does so many times a second; after such a gap the whole program was stopped."""

PA_INVALID_SAMPLE_RATE = -9997
PA_INVALID_CHANNEL_COUNT = -9998
PA_HOST_ERROR = -9999
"""PortAudio's codes after which another rate or number of channels may succeed."""


class OnBlock(Protocol):
    """What a stream calls for each block, in PortAudio's thread: quick, and never raising."""

    def __call__(self, block: NDArray[np.float32], times: Any, status: Any, /) -> None:
        """Take or fill a block.

        Args:
            block: shape (n, channels), only valid during the call.
            times: PortAudio's times in seconds (`currentTime`, `inputBufferAdcTime`, `outputBufferDacTime`).
            status: sounddevice's `CallbackFlags`.
        """


class SoundStream:
    """An open device. It opens in the constructor, flows after `start`, and is used once.

    Attributes:
        device: the device.
        sample_rate: in Hz, the device's own where it is accepted.
        latency: seconds between the program and the device, as PortAudio says.
    """

    def __init__(self, direction: Direction, device: Device, on_block: OnBlock, latency: float) -> None:
        self.device = device
        self._direction = direction
        self._on_block = on_block
        self._ended = threading.Event()
        self._closer = threading.Thread(target=self._close, name="sound-closer", daemon=True)
        self._closing = threading.Lock()
        self._aborted = threading.Event()
        self._alive_until = 0.0
        self._looked = 0.0
        self._stream = self._open(latency)
        self.sample_rate: int = round(self._stream.samplerate)
        self.latency: float = self._stream.latency
        SOUND.opened(self)

    def start(self) -> None:
        """Let the samples flow.

        Raises:
            DeviceError: the device refuses, or does not answer; the stream is closed then.
        """
        self._looked = time.monotonic()
        self._alive_until = self._looked + FIRST_BLOCK_S
        try:
            SOUND.thread.ask(self._stream.start, FIRST_BLOCK_S)
        except SOUND.library.PortAudioError as error:
            self.close()
            raise self._refused(error) from error
        except DeviceError:
            self.close()
            raise

    @property
    def lost(self) -> bool:
        """Whether the device has stopped by itself (or `close` was called); to be looked at all the time."""
        now = time.monotonic()
        if now - self._looked > ASLEEP_S:  # the computer slept, or Ctrl-Z: the device may well go on
            self._alive_until = max(self._alive_until, now + BLOCK_S)
        self._looked = now
        return self._ended.is_set() or now > self._alive_until

    def close(self) -> None:
        """Fall silent at once; returns within `CLOSE_S` even where the sound server does not answer."""
        patience = CLOSE_LOST_S if self.lost else CLOSE_S
        self.begin_to_close()
        self._closer.join(patience)
        if not self._aborted.is_set():
            leave_behind()

    def begin_to_close(self) -> None:
        """Close without waiting for it."""
        with self._closing:
            if self._closer.ident is None:
                self._closer.start()

    def _close(self) -> None:
        # Not in the sound thread, which others wait for: this is what takes for ever at a frozen server.
        self._stream.abort()
        self._aborted.set()
        self._ended.set()
        SOUND.thread.tell(self._closed).wait()

    def _closed(self) -> None:
        self._stream.close()
        SOUND.closed(self)

    def _open(self, latency: float) -> Any:
        library = SOUND.library
        kind = library.InputStream if self._direction is Direction.INPUT else library.OutputStream
        refusal: Exception | None = None
        for channels, sample_rate in self._formats():
            try:
                return kind(
                    device=self.device.number,
                    channels=channels,
                    samplerate=sample_rate,
                    dtype="float32",
                    latency=latency,
                    callback=self._callback,
                    finished_callback=self._ended.set,
                )
            except library.PortAudioError as error:
                refusal = refusal or error
                if _code(error) not in (PA_INVALID_SAMPLE_RATE, PA_INVALID_CHANNEL_COUNT, PA_HOST_ERROR):
                    break
        raise self._refused(refusal) from refusal

    def _formats(self) -> list[tuple[int, int]]:
        """List the pairs of channels and rate to try, the best first."""
        stereo = min(2, self.device.channels)
        # One channel is enough to hear, but played through one, some systems use one ear only.
        channels = dict.fromkeys((1, stereo) if self._direction is Direction.INPUT else (stereo, 1))
        sample_rates = dict.fromkeys((self.device.sample_rate, *COMMON_SAMPLE_RATES))
        return [(count, sample_rate) for count in channels for sample_rate in sample_rates]

    def _callback(self, block: NDArray[np.float32], _count: int, times: Any, status: Any) -> None:
        self._alive_until = time.monotonic() + BLOCK_S
        self._on_block(block, times, status)

    def _refused(self, error: Exception | None) -> DeviceError:
        said = str(error.args[0]) if error is not None and error.args else "no reason given"
        reason = said.rpartition(": ")[2]
        return DeviceError(
            f"the {self._direction.noun} {self.device.name!r} cannot be opened ({reason}); "
            "close other programs that use it, or choose another device"
        )


def _code(error: Exception) -> object:
    return error.args[1] if len(error.args) > 1 else None


def open_stream(direction: Direction, wanted: str | None, on_block: OnBlock, latency: float) -> SoundStream:
    """Open the device that is meant by `wanted`, or the default one, with a fresh list of devices.

    Raises:
        NoSoundSystem: there is no such device.
        DeviceError: it refuses.
        NoAnswer: the sound system hangs.
    """

    def attempt() -> SoundStream:
        SOUND.refresh(older_than=STALE_AFTER_S)
        try:
            return SoundStream(direction, SOUND.find(direction, wanted), on_block, latency)
        except DeviceError:
            if not SOUND.refresh():
                raise
            return SoundStream(direction, SOUND.find(direction, wanted), on_block, latency)

    SOUND.library  # noqa: B018 - loading it may take longer than opening a device
    return SOUND.thread.ask(attempt, unwanted=SoundStream.begin_to_close)
