"""Recordings altered: by another voice, and more hesitant than synthetic voices are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.sound_effects import stretched, with_noise
from benchmarks.speech_maker import Recording
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.transcript import Word

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_another(made: Recording, higher: float) -> Recording:
    """Return the recording as if somebody with a smaller throat had spoken it, who speaks as much faster.

    Args:
        made: the recording.
        higher: by what all frequencies are multiplied; below 1 the throat is larger and the speech slower.
    """
    clip = Clip(made.clip.samples, round(SAMPLE_RATE * higher)).resampled(SAMPLE_RATE)
    by = made.clip.duration / clip.duration
    words, filled = (
        tuple(Word(start / by, end / by, word.text) for word, (start, end) in zip(part, times, strict=True))
        for part, times in ((part, map(times_of, part)) for part in (made.words, made.filled_pauses))
    )
    return Recording(made.name, clip, words, filled)


def hesitant(made: Recording, random: np.random.Generator) -> Recording:
    """Return the recording with its filled pauses longer and softer, and more noise."""
    sound, parts, last, moved = made.clip.samples.astype(np.float64), [], 0, [(0.0, 0.0)]
    filled = []
    for pause in made.filled_pauses:
        start, end = (round(time * SAMPLE_RATE) for time in times_of(pause))
        longer = stretched(sound[start:end], 2 ** random.uniform(0, 1.8))
        fade = np.clip(np.minimum(np.arange(len(longer)), np.arange(len(longer))[::-1]) / 320, 0, 1)
        parts += [sound[last:start], longer * (1 + fade * (10 ** (random.uniform(-9, 0) / 20) - 1))]
        first = start / SAMPLE_RATE + moved[-1][1]
        filled.append(Word(first, first + len(longer) / SAMPLE_RATE, pause.text))
        moved.append((end / SAMPLE_RATE, moved[-1][1] + (len(longer) - (end - start)) / SAMPLE_RATE))
        last = end
    noisy = with_noise(random, np.concatenate([*parts, sound[last:]]), random.uniform(8, 35))
    clip = Clip((noisy / max(1.0, float(np.max(np.abs(noisy))))).astype(np.float32))
    times = [times_of(word) for word in made.words]
    words = tuple(
        Word(_moved(start, moved), _moved(end, moved), word.text)
        for (start, end), word in zip(times, made.words, strict=True)
    )
    return Recording(made.name, clip, words, tuple(filled))


def _moved(time: float, moved: Sequence[tuple[float, float]]) -> float:
    """Return a time behind all that was made longer before it; `moved` holds (from when on, by how much)."""
    return time + [by for start, by in moved if start <= time + 0.005][-1]


def times_of(word: Word) -> tuple[float, float]:
    """Return when a word that has times begins and ends, in seconds."""
    assert word.start is not None
    assert word.end is not None
    return word.start, word.end
