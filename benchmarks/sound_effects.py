"""What a microphone hears besides words, synthesised: breaths, coughs, laughter, clicks, noise, rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mockinterview.clip import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

Sound = NDArray[np.float64]
Random = np.random.Generator


def coloured(random: Random, seconds: float, exponent: float, low_hz: float, high_hz: float) -> Sound:
    """Return noise of unit loudness in a band, its power falling with frequency to the power `exponent`."""
    size = max(2, round(seconds * SAMPLE_RATE))
    spectrum = np.fft.rfft(random.normal(size=size))
    frequencies = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    gain = np.maximum(frequencies, 20.0) ** (-exponent / 2)
    gain *= 1 / (1 + (low_hz / np.maximum(frequencies, 1)) ** 6) / (1 + (frequencies / high_hz) ** 6)
    return _unit(np.fft.irfft(spectrum * gain, size))


def breath(random: Random) -> Sound:
    """Return an intake of breath: noise with the throat's resonances that swells and stops."""
    seconds = random.uniform(0.25, 0.7)
    sound = coloured(
        random, seconds, random.uniform(0.0, 1.2), random.uniform(250, 900), random.uniform(3500, 7000)
    )
    for centre in random.uniform([500, 1400], [1100, 2600]):
        sound += coloured(random, seconds, 0, centre * 0.8, centre * 1.2) * random.uniform(0.3, 1.0)
    t = np.linspace(0, 1, len(sound))
    return (
        sound
        * t ** random.uniform(0.5, 1.5)
        * np.minimum(1, (1 - t) * random.uniform(4, 12))
        * _gain(random, -30, -14)
    )


def cough(random: Random) -> Sound:
    """Return one to three coughs: an explosion of air, then a short rough voice."""
    parts = []
    for _ in range(random.integers(1, 4)):
        seconds = random.uniform(0.15, 0.35)
        air = coloured(random, seconds, 0.5, 300, 6000)
        voice = _voiced(random, seconds, random.uniform(120, 300), rough=0.3)
        t = np.linspace(0, seconds, len(air))
        onset = np.minimum(1, t / 0.008)
        parts += [onset * (air * np.exp(-t / 0.06) + 0.5 * voice * np.exp(-t / 0.1)), np.zeros(len(air) // 3)]
    return np.concatenate(parts) * _gain(random, -8, 4)


def laughter(random: Random) -> Sound:
    """Return laughter: a handful of breathy, falling syllables, about five a second."""
    pitch, parts = random.uniform(180, 420), []
    for k in range(random.integers(3, 8)):
        seconds = random.uniform(0.08, 0.14)
        voice = _voiced(random, seconds, pitch * 0.95**k, rough=0.05)
        air = coloured(random, seconds, 0.7, 500, 5000)
        swell = np.hanning(len(voice)) * 0.92**k
        gap = coloured(random, random.uniform(0.06, 0.11), 0.7, 500, 5000) * 0.12 * 0.92**k
        parts += [swell * (voice + air * random.uniform(0.2, 0.8)), gap]
    return np.concatenate(parts) * _gain(random, -16, -3)


def click(random: Random) -> Sound:
    """Return a click, a tap or a smack of the lips: one to three very short sounds."""
    parts = []
    for _ in range(random.integers(1, 4)):
        sound = coloured(random, random.uniform(0.01, 0.05), 0.3, 200, 7000)
        parts += [
            sound * np.exp(-np.arange(len(sound)) / random.uniform(20, 200)),
            np.zeros(random.integers(300, 2500)),
        ]
    return np.concatenate(parts) * _gain(random, -16, 2)


def with_noise(random: Random, sound: Sound, snr_db: float) -> Sound:
    """Add a room's or a computer's steady noise, `snr_db` below the speech."""
    loud = np.sqrt(np.mean(sound**2)) * 1.3  # about a third of a recording is silence
    noise = coloured(random, len(sound) / SAMPLE_RATE, random.uniform(0, 2), 30, 7900)[: len(sound)]
    noisy: Sound = sound + np.resize(noise, len(sound)) * loud * 10 ** (-snr_db / 20)
    return noisy


def in_room(random: Random, sound: Sound) -> Sound:
    """Let the speech sound in a room: a direct path and an echo that dies away exponentially."""
    seconds = random.uniform(0.2, 0.5)
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    echo = random.normal(size=len(t)) * 10 ** (-3 * t / seconds)
    echo *= _gain(random, -8, -2) / np.sqrt(np.sum(echo**2))
    echo[: round(0.004 * SAMPLE_RATE)] = 0
    echo[0] = 1
    size = 1 << (len(sound) + len(echo)).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size), size)[: len(sound)]


def stretched(sound: Sound, factor: float) -> Sound:
    """Return the sound `factor` times as long at the same pitch (waveform similarity overlap-add)."""
    size, search = 640, 160
    hop = size // 2
    if len(sound) < size + 2 * search or factor <= 1:
        return sound
    count = int((len(sound) * factor - size) // hop) + 1
    window = np.hanning(size + 1)[:-1]
    made, weight = np.zeros(hop * (count - 1) + size), np.zeros(hop * (count - 1) + size)
    last = 0
    for k in range(count):
        target = min(round(k * hop / factor), len(sound) - size)
        if k:
            follows = sound[min(last + hop, len(sound) - size) :][:size]
            places = range(max(0, target - search), min(len(sound) - size, target + search) + 1, 4)
            last = max(places, key=lambda place: float(sound[place : place + size] @ follows))
        made[k * hop : k * hop + size] += window * sound[last : last + size]
        weight[k * hop : k * hop + size] += window
    return made / np.maximum(weight, 1e-3)


EFFECTS: dict[str, Callable[[Random], Sound]] = {
    "breath": breath,
    "cough": cough,
    "laughter": laughter,
    "click": click,
}


def _voiced(random: Random, seconds: float, pitch_hz: float, rough: float) -> Sound:
    """Return a voice that falls in pitch, with two resonances."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phase = (
        2
        * np.pi
        * np.cumsum(pitch_hz * (1 - 0.8 * t) * (1 + rough * random.normal(size=len(t))))
        / SAMPLE_RATE
    )
    sound = np.zeros(len(t))
    formants = random.uniform([500, 1100], [800, 1600])
    for k in range(1, int(4000 / pitch_hz)):
        sound += np.sin(k * phase) * sum(1 / (1 + ((k * pitch_hz - f) / 150) ** 2) for f in formants)
    return _unit(sound)


def _unit(sound: Sound) -> Sound:
    unit: Sound = sound / np.sqrt(np.mean(sound**2) + 1e-20)
    return unit


def _gain(random: Random, low_db: float, high_db: float) -> float:
    return float(10 ** (random.uniform(low_db, high_db) / 20))
