"""How far a recording stands out of its own noise, over time, in the band of the voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.clip import Clip

Floats = NDArray[np.float32]

HOP_S = 0.01
WINDOW_S = 0.032
BAND_EDGES_HZ = (150, 300, 600, 1000, 1500, 2200, 3200, 4000)
"""Leaves out mains hum and rumble below, hiss above; a telephone's 8 kHz audio holds all of it."""
SILENCE_DB = -90.0
"""Below this, re full scale, a hop is digital silence: it says nothing about the room's noise."""
NOISE_RANGE_DB = 45.0
"""Noise further below the loud parts than this is taken to lie there: nobody hears it."""
LEAST_RISE_DB = 6.0
"""What stands out of the noise by less is not told from it."""
NOISE_SPREAD_DB = 4.0
"""Steady noise stays within this above its 5th percentile."""
SPEECH_RANGE_DB = 28.0
"""Weak consonants lie at most this far below loud vowels; breath and room echo lie lower."""
HOPS_AT_ONCE = 256  # small blocks stay in the processor's cache


@dataclass(frozen=True, eq=False)
class Level:
    """The level of each hop of a recording, each band of the spectrum weighed against the noise in it.

    Attributes:
        db: shape (n_hops,), dB above the recording's own noise floor.
        hop_s: seconds from one hop to the next, close to 0.01.
        speech_db: level of the loud parts, 0.0 where nothing stands out of the noise.
    """

    db: Floats
    hop_s: float
    speech_db: float

    @property
    def threshold_db(self) -> float:
        """Level above which a hop is taken for speech, infinite where there is none."""
        if self.speech_db < LEAST_RISE_DB:
            return float("inf")
        return max(min(NOISE_SPREAD_DB, self.speech_db / 2), self.speech_db - SPEECH_RANGE_DB)


def measure_level(clip: Clip) -> Level:
    """Measure the level of a clip at any rate, in time and memory proportional to its length."""
    hop, size = max(1, round(HOP_S * clip.sample_rate)), max(2, round(WINDOW_S * clip.sample_rate))
    bands = bands_of(size, clip.sample_rate)
    powers = [band_powers(windows, bands) for windows in windowed(clip.samples, hop, hann(size))]
    return level_of(powers, hop / clip.sample_rate)


def level_of(blocks: Sequence[Floats], hop_s: float) -> Level:
    """Weigh band powers, some hops a block, against this recording's own noise.

    The floor is the 5th percentile, the speech level the 90th percentile of what stands out of it, so neither
    depends on how much of the recording is speech.
    """
    powers = np.concatenate([np.zeros((0, len(BAND_EDGES_HZ) - 1), np.float32), *blocks])
    total = powers.sum(axis=1)
    heard = total > 10 ** (SILENCE_DB / 10)
    if not heard.any():
        return Level(np.zeros(len(powers), np.float32), hop_s, 0.0)
    inaudible = np.percentile(total[heard], 95) * 10 ** (-NOISE_RANGE_DB / 10) / powers.shape[1]
    # In recordings that are silent between words, that silence is the floor; silence added around is not.
    first, last = np.flatnonzero(heard)[[0, -1]]
    silent = np.mean(heard) < 0.5 or np.mean(heard[first : last + 1]) < 0.95
    noise = inaudible if silent else np.maximum(np.percentile(powers[heard], 10, axis=0), inaudible)
    ratio = np.convolve(np.mean(powers / noise, axis=1), np.full(3, 1 / 3))[1:-1]
    db = 10 * np.log10(np.maximum(ratio, 0.1)).astype(np.float32)
    db -= 0.0 if silent else np.percentile(db[heard], 5)
    loud = db[db > LEAST_RISE_DB]
    return Level(db, hop_s, float(np.percentile(loud, 90)) if len(loud) else 0.0)


def runs(flags: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each run of true values starts and where it ends (exclusive)."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False))
    return edges[::2], edges[1::2]


def bands_of(size: int, sample_rate: int) -> Floats:
    """Return what gathers the spectrum of a window into bands, shape (size // 2 + 1, bands)."""
    frequencies = np.fft.rfftfreq(size, 1 / sample_rate)
    band_of = np.searchsorted(BAND_EDGES_HZ, frequencies, side="right") - 1
    gather: Floats = (band_of[:, None] == np.arange(len(BAND_EDGES_HZ) - 1)).astype(np.float32)
    gather *= 2.0 / float(size * np.sum(hann(size) ** 2))
    return gather


def band_powers(windows: Floats, bands: Floats) -> Floats:
    """Return the hops' power in each band, shape (n, bands), of windows of shape (n, size)."""
    powers: Floats = (np.abs(np.fft.rfft(windows)) ** 2).astype(np.float32) @ bands
    return powers


def hann(size: int) -> Floats:
    """Return a Hann window of `size` samples, none of them zero."""
    return np.hanning(size + 2)[1:-1].astype(np.float32)


class Windows:
    """Cuts a stream of sound into windows, one a hop, each centred on its hop; zeros lie around the stream.

    Args:
        hop: samples from one window to the next.
        window: what each is multiplied by, shape (size,).
    """

    def __init__(self, hop: int, window: Floats) -> None:
        self._hop, self._window = hop, window
        self._held = np.zeros((len(window) - hop) // 2, np.float32)
        self._samples = self._given = 0

    def push(self, samples: Floats) -> Iterator[Floats]:
        """Take more sound, yield windows of shape (n, size) as far as there are enough; NaN counts as 0."""
        self._samples += len(samples)
        clean = np.nan_to_num(samples, posinf=1.0, neginf=-1.0)
        self._held = np.concatenate([self._held, clean])
        while len(self._held) >= (HOPS_AT_ONCE - 1) * self._hop + len(self._window):
            yield self._next(HOPS_AT_ONCE)

    def finish(self) -> Iterator[Floats]:
        """Yield the last windows; a hop that is not whole is left out."""
        while count := min(self._samples // self._hop - self._given, HOPS_AT_ONCE):
            lacking = (count - 1) * self._hop + len(self._window) - len(self._held)
            self._held = np.pad(self._held, (0, max(lacking, 0)))
            yield self._next(count)

    def _next(self, count: int) -> Floats:
        part = self._held[: (count - 1) * self._hop + len(self._window)]
        self._held = self._held[count * self._hop :]
        self._given += count
        return np.lib.stride_tricks.sliding_window_view(part, len(self._window))[:: self._hop] * self._window


def windowed(samples: Floats, hop: int, window: Floats) -> Iterator[Floats]:
    """Yield the windowed samples of the hops, shape (n, len(window)), some at a time to bound the memory."""
    windows = Windows(hop, window)
    for first in range(0, len(samples), HOPS_AT_ONCE * hop):
        yield from windows.push(samples[first : first + HOPS_AT_ONCE * hop])
    yield from windows.finish()
