"""Clips: mono sound of one rate, cut, joined and resampled without surprises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.clip import Clip


def ramp(seconds: float, sample_rate: int = 100) -> Clip:
    """Return a clip whose every sample is its own number."""
    return Clip(np.arange(round(seconds * sample_rate), dtype=np.float32) / 1e6, sample_rate)


@pytest.mark.parametrize(
    "samples",
    [np.zeros((4, 1), np.float32), np.zeros(4, np.float64), np.zeros(4, np.int16), np.float32(0.0)],
    ids=["two dimensions", "float64", "int16", "no dimension"],
)
def test_anything_but_mono_float32_is_refused(samples: np.ndarray) -> None:
    """Whisper would take 92 GB for (n, 1), so it never gets that far."""
    with pytest.raises(ValueError, match="float32"):
        Clip(samples)


@pytest.mark.parametrize("sample_rate", [0, -1])
def test_a_rate_must_be_positive(sample_rate: int) -> None:
    """No division by zero later on."""
    with pytest.raises(ValueError, match="positive"):
        Clip(np.zeros(1, np.float32), sample_rate)


def test_an_empty_clip_has_no_length_and_no_peak() -> None:
    """Nothing was recorded."""
    empty = Clip.silence(0)
    assert (empty.duration, empty.peak) == (0.0, 0.0)
    assert empty.resampled(8_000).duration == 0.0


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_part_lies_inside_the_clip(start: float, end: float) -> None:
    """Times outside are clamped; nothing is invented."""
    whole = ramp(2.0)
    part = whole.between(start, end)
    assert set(part.samples) <= set(whole.samples)
    assert part.duration <= max(0.0, end - start) + 0.02


def test_parts_put_together_give_the_whole() -> None:
    """Cut anywhere, no sample is lost or doubled."""
    whole = ramp(2.0)
    joined = whole.between(0.0, 0.777).followed_by(whole.between(0.777, 2.0))
    assert np.array_equal(joined.samples, whole.samples)
    assert whole.followed_by(None) is whole


def test_clips_of_two_rates_are_not_joined() -> None:
    """The result would play at two speeds."""
    with pytest.raises(ValueError, match="cannot join"):
        ramp(1.0, 100).followed_by(ramp(1.0, 200))


@pytest.mark.parametrize(
    ("before", "after"), [(48_000, 16_000), (44_100, 16_000), (8_000, 16_000), (16_000, 24_000)]
)
def test_resampling_keeps_length_and_tone(before: int, after: int) -> None:
    """A tone of 440 Hz is one of 440 Hz at every rate."""
    times = np.arange(before, dtype=np.float64) / before
    tone = Clip((0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32), before).resampled(after)
    spectrum = np.abs(np.fft.rfft(tone.samples))
    assert tone.duration == pytest.approx(1.0, abs=0.001)
    assert int(np.argmax(spectrum)) == pytest.approx(440, abs=1)


def test_resampling_to_the_same_rate_costs_nothing() -> None:
    """The very same clip comes back."""
    clip = ramp(1.0)
    assert clip.resampled(100) is clip
