"""Filled pauses that the transcript lacks, from the sound."""

from __future__ import annotations

import numpy as np
import pytest

from mockinterview.analysis.hesitations import Hesitations, find_hesitations
from mockinterview.clip import Clip
from mockinterview.transcript import Transcript, Word

RATE = 16_000


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(0), id="empty"),
        pytest.param(np.ones(1), id="one sample"),
        pytest.param(np.zeros(4 * RATE), id="digital silence"),
        pytest.param(np.full(4 * RATE, np.nan), id="no numbers"),
    ],
)
def test_nothing_is_heard_in_nothing(samples: np.ndarray) -> None:
    """Sound without content holds no hesitation, whatever the words."""
    transcript = Transcript.from_words([Word(0.5, 0.9, "hello"), Word(2.5, 3.0, "there")])
    assert find_hesitations(Clip(samples.astype(np.float32)), transcript).found == ()


def test_words_without_times_are_no_evidence() -> None:
    """Where no word has times there is nothing to be found."""
    loud = Clip(np.random.default_rng(1).normal(size=RATE).astype(np.float32))
    assert find_hesitations(loud, Transcript.from_text("so we went")) == Hesitations()
