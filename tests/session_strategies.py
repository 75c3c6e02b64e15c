"""Hypothesis strategies for sessions, and recordings to keep in them."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from mockinterview.analysis.achievement import Example
from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.feedback import Finding
from mockinterview.ports import EndReason, Recording
from mockinterview.question import Question
from mockinterview.session import Session, Take, Turn
from mockinterview.transcript import HeardPause, Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

QUESTION = Question("achievement", "What did you achieve?", "achievement", True, 90, (), "Tell one story.")
SAMPLE_RATE = 48_000

numbers = st.floats()
names = st.from_regex(r"[0-9A-Za-z]([0-9A-Za-z._-]{0,19}[0-9A-Za-z])?", fullmatch=True)
words = st.builds(
    Word,
    start=st.none() | numbers,
    end=st.none() | numbers,
    text=st.text(min_size=1, max_size=8),
    probability=st.none() | numbers,
    filled_pause_logprob=st.none() | numbers,
)
transcripts = st.builds(
    Transcript.from_words,
    st.lists(words, max_size=4),
    model=st.none() | st.text(max_size=8),
    heard_pauses=st.none() | st.lists(st.from_type(HeardPause), max_size=2).map(tuple),
)
takes = st.builds(
    Take,
    audio=names,
    duration=numbers,
    transcript=st.none() | transcripts,
    analysis=st.none() | st.from_type(AnswerAnalysis),
    findings=st.lists(st.from_type(Finding), max_size=2).map(tuple),
)


def _turns(follow_up: st.SearchStrategy[Turn | None]) -> st.SearchStrategy[Turn]:
    return st.builds(
        Turn,
        question=st.from_type(Question),
        question_audio=st.none() | names,
        takes=st.lists(takes, max_size=2).map(tuple),
        follow_up=follow_up,
        story=st.none() | st.from_type(Example),
    )


sessions = st.builds(
    Session,
    id=st.just("2026-11-25-140322-abcd"),
    started=st.text(max_size=30),
    ended=st.none() | st.text(max_size=30),
    seed=st.integers(-(2**63), 2**63),
    turns=st.lists(_turns(st.none() | _turns(st.none())), max_size=2).map(tuple),
    schema=st.just(1),
)


def tone(seconds: float = 0.5) -> NDArray[np.int16]:
    """Return a tone as 16-bit samples, shape (n,)."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave_form = np.rint(12_000 * np.sin(2 * np.pi * 220 * time))
    return np.asarray(wave_form, dtype=np.int16)


def write_part(path: Path, samples: NDArray[np.int16]) -> Recording:
    """Write a recording as the recorder does."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", "not compressed"))
        file.writeframes(samples.astype("<i2").tobytes())
    return Recording(path, len(samples) / SAMPLE_RATE, EndReason.SILENCE, 0.1)
