"""Word times fitted to the sound: pauses that Whisper lets a word swallow come out again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.recognition.word_edges import fitted
from mockinterview.transcript import Word


def sounding(*spans: tuple[float, float], duration: float = 4.0) -> Clip:
    """Return noise bursts at the given seconds, in near silence."""
    samples = np.random.default_rng(5).normal(0, 0.0003, round(duration * SAMPLE_RATE))
    for start, end in spans:
        first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
        samples[first:last] = np.random.default_rng(6).normal(0, 0.1, last - first)
    return Clip(samples.astype(np.float32))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ((0.5, 1.0), (0.5, 1.0)),  # sound all through
        ((0.5, 2.0), (0.5, 1.0)),  # a pause behind it
        ((1.0, 2.6), (2.0, 2.6)),  # a pause before it
        ((0.9, 2.6), (0.9, 2.6)),  # sound on both sides: perhaps an um
        ((0.95, 2.6), (2.0, 2.6)),  # the tail of its neighbour, then a pause
        ((1.2, 1.8), (1.2, 1.8)),  # no sound at all
    ],
)
def test_a_word_is_fitted_to_the_sound_inside_it(
    word: tuple[float, float], expected: tuple[float, float]
) -> None:
    """Sound from 0.5 to 1 s and from 2 to 3 s."""
    clip = sounding((0.5, 1.0), (2.0, 3.0))
    found = fitted([Word(*word, "word")], clip)[0]
    assert (found.start, found.end) == pytest.approx(expected, abs=0.05)


def test_nothing_is_asked_of_what_is_not_there() -> None:
    """No words, no sound, no times."""
    assert fitted([], sounding()) == []
    untimed = Word(None, None, "word")
    assert fitted([untimed], sounding((1.0, 2.0))) == [untimed]
    timed = Word(0.0, 0.1, "word")
    assert fitted([timed], Clip.silence(0)) == [timed]


@settings(max_examples=30)
@given(st.lists(st.floats(0.0, 4.0), min_size=2, max_size=12, unique=True))
def test_words_only_ever_shrink(times: list[float]) -> None:
    """Order is kept: no word grows, moves out of its place, or loses its length."""
    edges = sorted(times)
    words = [Word(start, end, "word") for start, end in zip(edges[::2], edges[1::2], strict=False)]
    for before, after in zip(words, fitted(words, sounding((0.5, 1.0), (2.0, 3.0))), strict=True):
        assert before.start is not None
        assert before.end is not None
        assert after.start is not None
        assert after.end is not None
        assert before.start <= after.start < after.end <= before.end
