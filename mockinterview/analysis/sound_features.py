"""What a sound is like from moment to moment: its spectrum, how fast that changes, its voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mockinterview.analysis.level import hann, windowed
from mockinterview.clip import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.clip import Clip

Floats = NDArray[np.float32]

HOP = 160  # samples, 10 ms
WINDOW = 512  # samples, 32 ms
N_BANDS = 18
LOWEST_HZ, HIGHEST_HZ = 150.0, 4000.0
"""What a telephone passes too."""
PITCH_HZ = (70.0, 400.0)
VOICING_HZ = (150.0, 1500.0)
"""Harmonics repeat with the pitch even where it is cut off; rumble below would pass for a voice."""
NOISE_RANGE_DB = 45.0
"""Noise further below the loud parts than this is taken to lie there."""
CHANGE_HOPS = 3


@dataclass(frozen=True, eq=False)
class SoundFeatures:
    """Features of each hop of 10 ms, all of shape (n_hops,) but for the spectrum.

    Attributes:
        spectrum_db: shape (n_hops, 18), mel bands from 150 to 4,000 Hz, in dB above each band's noise, >= 0.
        change_db: how far the spectrum moves within 60 ms, mean over the bands; low in a held sound.
        voicing: height of the autocorrelation's peak in the range of the voice, near 1 for a clear tone.
        pitch_hz: where that peak lies; means nothing where `voicing` is low.
        flatness: geometric by arithmetic mean of the power from 300 to 4,000 Hz; near 0 for a voice.
    """

    spectrum_db: Floats
    change_db: Floats
    voicing: Floats
    pitch_hz: Floats
    flatness: Floats


Block = tuple[Floats, Floats, Floats, Floats]
"""Band powers, voicing, pitch and flatness of some hops."""


def sound_features(clip: Clip) -> SoundFeatures:
    """Compute the features of a clip at 16 kHz, in time and memory proportional to its length."""
    if clip.sample_rate != SAMPLE_RATE:
        raise ValueError(f"features need {SAMPLE_RATE} Hz, not {clip.sample_rate}")
    return features_of([block_of(windows) for windows in windowed(clip.samples, HOP, hann(WINDOW))])


def features_of(blocks: Sequence[Block]) -> SoundFeatures:
    """Join the blocks of a whole recording; only that shows what is noise in it."""
    none = np.zeros(0, np.float32)
    start: Block = (np.zeros((0, N_BANDS), np.float32), none, none, none)
    powers, voicing, pitch_hz, flatness = (np.concatenate(part) for part in zip(start, *blocks, strict=True))
    spectrum_db = _above_noise(powers)
    return SoundFeatures(spectrum_db, _change(spectrum_db), voicing, pitch_hz, flatness)


def block_of(windows: Floats) -> Block:
    """Measure some hops, given as windows of shape (n, 512) at 16 kHz."""
    tables = _tables()
    spectra = np.fft.rfft(windows, 2 * WINDOW)
    power = np.square(spectra.real) + np.square(spectra.imag)
    voice = power[:, tables.voice_bins]
    peaks = voice @ tables.waves / tables.share
    best = np.argmax(peaks, axis=1)
    height = peaks[np.arange(len(peaks)), best] / np.maximum(voice.sum(axis=1), 1e-12)
    inside = power[:, 38:513:2] + 1e-12  # 300 to 4,000 Hz at 15.6 Hz a bin
    flat = np.exp(np.mean(np.log(inside), axis=1)) / np.mean(inside, axis=1)
    pitch = SAMPLE_RATE / tables.lags[best]
    voicing = np.clip(height, 0, 1).astype(np.float32)
    return power @ tables.bands, voicing, pitch.astype(np.float32), flat.astype(np.float32)


@dataclass(frozen=True, eq=False)
class _Tables:
    """What is the same for every window.

    Attributes:
        bands: gathers the power into mel bands, shape (513, 18).
        lags: of the autocorrelation, in samples.
        voice_bins: the bins that it is made of.
        waves: turn their power into it, shape (n_bins, n_lags).
        share: the window's own autocorrelation at each lag, 1 at lag 0.
    """

    bands: Floats
    lags: NDArray[np.intp]
    voice_bins: slice
    waves: Floats
    share: Floats


@cache
def _tables() -> _Tables:
    own = np.fft.irfft(np.abs(np.fft.rfft(hann(WINDOW), 2 * WINDOW)) ** 2)[:WINDOW]
    lags = np.arange(int(SAMPLE_RATE / PITCH_HZ[1]), int(SAMPLE_RATE / PITCH_HZ[0]) + 1)
    voice_bins, waves = _autocorrelation(lags)
    return _Tables(_mel_bands(), lags, voice_bins, waves, (own[lags] / own[0]).astype(np.float32))


def _autocorrelation(lags: NDArray[np.intp]) -> tuple[slice, Floats]:
    """Return the bins of the voice, and the waves that turn their power into the autocorrelation.

    It is the cosine transform of the power (Wiener-Khinchin), here only at the bins and lags that matter:
    a matrix of shape (n_bins, n_lags), up to a factor that the autocorrelation at lag 0 shares.
    """
    frequencies = np.fft.rfftfreq(2 * WINDOW, 1 / SAMPLE_RATE)
    bins = np.flatnonzero((frequencies > VOICING_HZ[0]) & (frequencies < VOICING_HZ[1]))
    waves = np.cos(np.pi * np.outer(bins, lags) / WINDOW).astype(np.float32)
    return slice(int(bins[0]), int(bins[-1]) + 1), waves


def _mel_bands() -> Floats:
    """Return triangular bands, evenly spaced in mel, as a matrix of shape (WINDOW + 1, N_BANDS)."""
    low, high = (2595 * np.log10(1 + hz / 700) for hz in (LOWEST_HZ, HIGHEST_HZ))
    corners = 700 * (10 ** (np.linspace(low, high, N_BANDS + 2) / 2595) - 1)
    frequencies = np.fft.rfftfreq(2 * WINDOW, 1 / SAMPLE_RATE)[:, None]
    rising = (frequencies - corners[:-2]) / (corners[1:-1] - corners[:-2])
    falling = (corners[2:] - frequencies) / (corners[2:] - corners[1:-1])
    bands = np.maximum(0, np.minimum(rising, falling))
    weighted: Floats = (bands / bands.sum(axis=0)).astype(np.float32)
    return weighted


def _above_noise(powers: Floats) -> Floats:
    """Return band powers in dB above each band's own noise (its 10th percentile), smoothed over 30 ms."""
    if not len(powers):
        return powers
    loud = np.percentile(powers, 95, axis=0)
    floor = max(float(np.max(loud)) * 10 ** (-NOISE_RANGE_DB / 10), 1e-12)
    noise = np.maximum(np.percentile(powers, 10, axis=0), floor)
    padded = np.pad(powers, ((1, 1), (0, 0)), mode="edge")
    smooth = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    above: Floats = (10 * np.log10(1 + smooth / noise)).astype(np.float32)
    return above


def _change(spectrum_db: Floats) -> Floats:
    """Return the mean distance over the bands from 30 ms before to 30 ms behind each hop."""
    hops = np.arange(len(spectrum_db))
    before, after = np.maximum(hops - CHANGE_HOPS, 0), np.minimum(hops + CHANGE_HOPS, len(hops) - 1)
    change: Floats = np.mean(np.abs(spectrum_db[after] - spectrum_db[before]), axis=1)
    return change
