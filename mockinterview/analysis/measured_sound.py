"""A recording measured: all that the checks want to know of its sound, gathered while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.analysis.level import Level, Windows, band_powers, bands_of, hann, level_of
from mockinterview.analysis.sound_features import HOP, WINDOW, Block, SoundFeatures, block_of, features_of
from mockinterview.clip import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mockinterview.clip import Clip


@dataclass(frozen=True, eq=False)
class MeasuredSound:
    """What is known of a recording's sound; about 12 kB a second.

    Attributes:
        duration: seconds.
        silent: whether it is nothing but exact zeros.
        level: how far it stands out of its own noise.
        blocks: its features, some hops each.
    """

    duration: float
    silent: bool
    level: Level
    blocks: tuple[Block, ...]

    @cached_property
    def features(self) -> SoundFeatures:
        """The features of each hop, against the noise of the whole recording."""
        return features_of(self.blocks)


class SoundMeter:
    """Measures sound at 16 kHz bit by bit: what is left at the end takes no time worth mentioning."""

    def __init__(self) -> None:
        window = hann(WINDOW)
        self._windows = Windows(HOP, window)
        self._bands = bands_of(len(window), SAMPLE_RATE)
        self._powers: list[NDArray[np.float32]] = []
        self._blocks: list[Block] = []
        self._samples = 0
        self._silent = True

    @property
    def duration(self) -> float:
        """Seconds of sound taken so far."""
        return self._samples / SAMPLE_RATE

    def push(self, samples: NDArray[np.float32]) -> None:
        """Take more sound, shape (n,), in [-1, 1]."""
        self._samples += len(samples)
        self._silent = self._silent and not np.any(samples)
        for windows in self._windows.push(samples):
            self._measure(windows)

    def finish(self) -> MeasuredSound:
        """Return what was measured; no more can be pushed."""
        for windows in self._windows.finish():
            self._measure(windows)
        level = level_of(self._powers, HOP / SAMPLE_RATE)
        return MeasuredSound(self.duration, self._silent, level, tuple(self._blocks))

    def _measure(self, windows: NDArray[np.float32]) -> None:
        self._powers.append(band_powers(windows, self._bands))
        self._blocks.append(block_of(windows))


def measure_sound(clip: Clip) -> MeasuredSound:
    """Measure a whole recording of any rate."""
    meter = SoundMeter()
    samples = clip.resampled(SAMPLE_RATE).samples
    for first in range(0, len(samples), SAMPLE_RATE):
        meter.push(samples[first : first + SAMPLE_RATE])
    return meter.finish()
