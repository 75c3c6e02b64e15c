"""Silent pauses, from sound and from word times."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockinterview.analysis.level import measure_level
from mockinterview.analysis.pauses import SpeechSpan, pauses_between, speech_spans, word_spans
from mockinterview.clip import Clip
from mockinterview.transcript import Transcript, Word

RATE = 16_000


def voice(seconds: float, rate: int = RATE) -> np.ndarray:
    """Return a buzz rich in harmonics, as loud as a voice."""
    t = np.arange(round(seconds * rate)) / rate
    k = np.arange(1, 20)[:, None]
    return np.asarray(0.1 * np.sum(np.sin(2 * np.pi * 120 * k * t) / k, axis=0))


def noise(seconds: float, loudness: float, rate: int = RATE) -> np.ndarray:
    """Return white noise."""
    return np.random.default_rng(3).normal(size=round(seconds * rate)) * loudness


def clip(*parts: np.ndarray, rate: int = RATE) -> Clip:
    """Join parts to a clip."""
    return Clip(np.concatenate(parts).astype(np.float32), rate)


def spoken_twice(rate: int = RATE) -> np.ndarray:
    """Return silence and voice: speech from 0.5 to 1.5 s and from 2.5 to 4.0 s of 4.5 s."""
    gap = np.zeros(rate // 2)
    return np.concatenate([gap, voice(1.0, rate), gap, gap, voice(1.5, rate), gap])


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(0), id="empty"),
        pytest.param(np.ones(1), id="one sample"),
        pytest.param(np.zeros(RATE), id="digital silence"),
        pytest.param(np.full(RATE, np.nan), id="no numbers"),
        pytest.param(noise(3.0, 0.05), id="steady noise"),
        pytest.param(0.5 * np.sin(2 * np.pi * 50 * np.arange(3 * RATE) / RATE), id="mains hum"),
        pytest.param(noise(3.0, 1e-3) + 0.5 * (np.arange(3 * RATE) == RATE), id="one click"),
    ],
)
def test_nobody_speaks(samples: np.ndarray) -> None:
    """Where nobody speaks there is no span."""
    assert speech_spans(measure_level(clip(samples))) == ()


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize(
    ("gain", "loudness", "hum"),
    [
        pytest.param(1.0, 0.0, 0.0, id="clean"),
        pytest.param(0.01, 0.0, 0.0, id="very quiet"),
        pytest.param(50.0, 0.0, 0.0, id="clipped"),
        pytest.param(1.0, 0.02, 0.0, id="noisy"),
        pytest.param(1.0, 0.001, 0.3, id="hum"),
    ],
)
def test_speech_is_found_whatever_the_recording(rate: int, gain: float, loudness: float, hum: float) -> None:
    """The two stretches of speech are found within 50 ms at any rate, loudness and noise."""
    clean = np.clip(spoken_twice(rate) * gain, -1, 1)
    tone = hum * np.sin(2 * np.pi * 50 * np.arange(len(clean)) / rate)
    sound = clip(clean + noise(len(clean) / rate, loudness, rate)[: len(clean)] + tone, rate=rate)
    found = speech_spans(measure_level(sound))
    assert [time for span in found for time in (span.start, span.end)] == pytest.approx(
        [0.5, 1.5, 2.5, 4.0], abs=0.05
    )


def test_short_answer_in_a_long_silence() -> None:
    """One second of speech in a minute of a quiet room is found."""
    sound = noise(60.0, 0.001)
    sound[30 * RATE : 31 * RATE] += voice(1.0)
    (span,) = speech_spans(measure_level(clip(sound)))
    assert (span.start, span.end) == pytest.approx((30.0, 31.0), abs=0.05)


def test_stop_consonants_are_no_gaps() -> None:
    """A silence of 0.1 s inside a word does not end the stretch of speech."""
    sound = clip(np.zeros(RATE), voice(0.5), np.zeros(RATE // 10), voice(0.5), np.zeros(RATE))
    (span,) = speech_spans(measure_level(sound))
    assert (span.start, span.end) == pytest.approx((1.0, 2.1), abs=0.05)


@example([(0.0, 1739), (0.001, 1541)], 8000)
@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.001, 0.1, 1.0]), st.integers(0, 4000)), max_size=8),
    st.sampled_from([8_000, 16_000, 44_100]),
)
def test_spans_are_in_order_disjoint_and_inside(parts: list[tuple[float, int]], rate: int) -> None:
    """Whatever the sound, spans and pauses are sorted, disjoint and inside the clip."""
    sound = clip(
        np.zeros(0), *(np.full(size, level) * (-1) ** np.arange(size) for level, size in parts), rate=rate
    )
    spans = speech_spans(measure_level(sound))
    times = [time for span in spans for time in (span.start, span.end)]
    assert all(before < after for before, after in pairwise(times))
    assert all(0 <= time <= sound.duration for time in times)


SPANS = st.builds(
    lambda start, length: SpeechSpan(start, start + length), st.floats(0, 100), st.floats(0.01, 10)
)


@given(st.lists(SPANS, max_size=12))
def test_pauses_lie_where_no_span_does(spans: list[SpeechSpan]) -> None:
    """Pauses are sorted, at least 0.25 s long, and touch no span, in whatever order."""
    pauses = pauses_between(tuple(spans))
    assert all(pause.duration >= 0.25 for pause in pauses)
    assert all(before.end < after.start for before, after in pairwise(pauses))
    assert not any(p.start < s.end and s.start < p.end for p in pauses for s in spans)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), []),
        ((SpeechSpan(0, 1),), []),
        ((SpeechSpan(0, 1), SpeechSpan(1.2, 2)), []),
        ((SpeechSpan(0, 1), SpeechSpan(1.25, 2)), [(1, 1.25)]),
        ((SpeechSpan(3, 4), SpeechSpan(0, 2), SpeechSpan(1, 1.5)), [(2, 3)]),
    ],
)
def test_pauses_by_example(spans: tuple[SpeechSpan, ...], expected: list[tuple[float, float]]) -> None:
    """Gaps of a quarter of a second and more are pauses, head and tail are none."""
    assert [(pause.start, pause.end) for pause in pauses_between(spans)] == expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([], []),
        ([(None, None)], []),
        ([(0.0, 1.0), (None, None), (1.0, 1.5), (2.0, 2.5)], [(0.0, 1.5), (2.0, 2.5)]),
        ([(2.0, 2.5), (0.5, 1.0)], [(0.5, 1.0), (2.0, 2.5)]),
        ([(1.0, 1.0), (3.0, 2.0), (-1.0, 0.5)], [(0.0, 0.5)]),
        ([(float("nan"), 1.0), (1.0, float("nan"))], []),
    ],
)
def test_word_spans(
    times: list[tuple[float | None, float | None]], expected: list[tuple[float, float]]
) -> None:
    """Words cover time; those without times, without length or out of order do no harm."""
    transcript = Transcript.from_words(Word(start, end, "word") for start, end in times)
    assert [(span.start, span.end) for span in word_spans(transcript)] == expected
