"""A clip: mono sound in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Sample rate in Hz at which voice activity, recogniser and analysis work."""

PCM_BYTES = 2
PCM_SCALE = 32_768
"""As libsndfile has it: 1.0 itself is written as the largest value, one step lower."""


@dataclass(frozen=True, eq=False)
class Clip:
    """Mono sound.

    Attributes:
        samples: shape (n,), float32, in [-1, 1].
        sample_rate: in Hz.
    """

    samples: NDArray[np.float32]
    sample_rate: int = SAMPLE_RATE

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.float32:
            raise ValueError(
                f"samples must be float32 of shape (n,), not {self.samples.dtype} {self.samples.shape}"
            )
        if self.sample_rate <= 0:
            raise ValueError(f"sample_rate must be positive, not {self.sample_rate}")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate

    @property
    def peak(self) -> float:
        """Largest absolute sample, 0.0 for an empty clip."""
        return float(np.max(np.abs(self.samples), initial=0.0))

    def between(self, start: float, end: float) -> Clip:
        """Return the part from `start` to `end` (seconds, clamped to the clip)."""
        first, last = (min(max(round(t * self.sample_rate), 0), len(self.samples)) for t in (start, end))
        return Clip(self.samples[first:last], self.sample_rate)

    def followed_by(self, other: Clip | None) -> Clip:
        """Return this clip with another of the same rate behind it; None adds nothing."""
        if other is None:
            return self
        if other.sample_rate != self.sample_rate:
            raise ValueError(f"cannot join {self.sample_rate} Hz and {other.sample_rate} Hz")
        return Clip(np.concatenate([self.samples, other.samples]), self.sample_rate)

    def resampled(self, sample_rate: int) -> Clip:
        """Return the same sound at another rate (band-limited, by soxr)."""
        if sample_rate == self.sample_rate:
            return self
        import soxr

        samples = soxr.resample(self.samples, self.sample_rate, sample_rate, quality="HQ")
        return Clip(np.clip(samples, -1.0, 1.0).astype(np.float32, copy=False), sample_rate)

    @staticmethod
    def silence(seconds: float, sample_rate: int = SAMPLE_RATE) -> Clip:
        """Return digital silence of the given length."""
        return Clip(np.zeros(round(seconds * sample_rate), dtype=np.float32), sample_rate)


def pcm_of(samples: NDArray[np.float32]) -> bytes:
    """Return samples of shape (n,) as little-endian 16-bit integers; what is louder than 1 is clipped."""
    scaled = np.clip(np.round(samples * PCM_SCALE), -PCM_SCALE, PCM_SCALE - 1)
    return scaled.astype("<i2").tobytes()


def clip_of_pcm(pcm: bytes, sample_rate: int) -> Clip:
    """Return little-endian 16-bit integers as a clip; half a sample at the end is left out."""
    whole = len(pcm) - len(pcm) % PCM_BYTES
    return Clip(np.frombuffer(pcm[:whole], "<i2").astype(np.float32) / np.float32(PCM_SCALE), sample_rate)
