"""A recording measured while it goes on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.analysis.level import measure_level
from mockinterview.analysis.measured_sound import SoundMeter, measure_sound
from mockinterview.analysis.sound_features import sound_features
from mockinterview.clip import SAMPLE_RATE, Clip

SECONDS = 7.3


def speechlike(seconds: float = SECONDS, rate: int = SAMPLE_RATE) -> Clip:
    """Return noise that swells and falls, with silence in between."""
    random = np.random.default_rng(5)
    t = np.arange(round(seconds * rate)) / rate
    swell = np.clip(np.sin(2 * np.pi * 0.7 * t), 0, 1)
    return Clip((0.2 * swell * random.normal(size=len(t)) + 1e-3 * random.normal(size=len(t))).astype("f4"))


@pytest.mark.parametrize("samples", [0, 1, 159, 160, 161, 512])
def test_the_shortest_sounds_are_measured(samples: int) -> None:
    """Nothing, and less than a window, is measured without an error: a hop for each whole 10 ms."""
    measured = measure_sound(Clip(np.full(samples, 0.1, np.float32)))
    assert len(measured.level.db) == len(measured.features.voicing) == samples // 160
    assert measured.duration == pytest.approx(samples / SAMPLE_RATE)


@pytest.mark.parametrize(("value", "silent"), [(0.0, True), (1e-4, False), (float("nan"), False)])
def test_only_exact_zeros_are_silent(value: float, silent: bool) -> None:
    """A dead microphone delivers zeros; the faintest noise is a sound."""
    assert measure_sound(Clip(np.full(SAMPLE_RATE, value, np.float32))).silent is silent


@settings(max_examples=30)
@given(st.lists(st.integers(0, 60_000), max_size=12))
def test_it_does_not_matter_in_which_bits_the_sound_comes(sizes: list[int]) -> None:
    """However the sound is cut on its way, what was measured is the same as of the whole."""
    clip = speechlike()
    meter = SoundMeter()
    edges = np.minimum(np.cumsum([0, *sizes]), len(clip.samples))
    for first, last in zip(edges, [*edges[1:], len(clip.samples)], strict=True):
        meter.push(clip.samples[first:last])
    measured = meter.finish()
    assert measured.duration == clip.duration
    np.testing.assert_array_equal(measured.level.db, measure_level(clip).db)
    whole = sound_features(clip)
    for name in ("spectrum_db", "change_db", "voicing", "pitch_hz", "flatness"):
        np.testing.assert_array_equal(getattr(measured.features, name), getattr(whole, name))


def test_another_rate_is_measured_at_16_khz() -> None:
    """A recording of 44.1 kHz has a hundred hops a second too."""
    clip = Clip(np.random.default_rng(2).normal(0, 0.1, 44_100).astype(np.float32), 44_100)
    assert len(measure_sound(clip).level.db) == 100
