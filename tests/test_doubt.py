"""Whisper's doubt: high where a filled pause was spoken and not written, low elsewhere."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from whisper_parts import PATIENCE_S, one_after_the_other, spoken, tiny, whisper

from mockinterview.clip import Clip
from mockinterview.ports import Piece
from mockinterview.recognition.doubt import filled_pause_logprobs, filled_pause_tokens
from mockinterview.recognition.heard import Heard, joined
from mockinterview.transcript import Word

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.recognition.whisper_process import WhisperProcess

__all__ = ["tiny", "whisper"]


def word(start: float, doubt: float | None = None) -> Word:
    """Return a word of 0.2 s."""
    return Word(start, start + 0.2, "word", 0.9, doubt)


def test_the_doubt_is_the_probability_of_all_filled_pauses_together() -> None:
    """Two of four equally probable tokens hold half of the probability; a certain other token leaves none."""
    import torch

    logits = torch.tensor([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 100.0], [100.0, 0.0, 0.0, 0.0]])
    found = filled_pause_logprobs(logits, [0, 1, 2], [0, 1])
    assert found == pytest.approx([math.log(0.5), -100 + math.log(2), 0.0], abs=1e-4)
    assert filled_pause_logprobs(logits, [], [0, 1]) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # whisper leaves a file open
def test_the_tokens_are_whole_filled_pauses() -> None:
    """Only tokens that stand for themselves: never the ends of words (work-er, alb-um)."""
    from whisper.tokenizer import get_tokenizer

    for multilingual in (False, True):
        tokenizer = get_tokenizer(multilingual)
        texts = {tokenizer.decode([token]) for token in filled_pause_tokens(tokenizer)}
        assert {" um", " uh", " Um", " Uh"} <= texts
        assert all(text.startswith(" ") for text in texts)


def test_the_doubt_behind_a_piece_joins_that_of_the_next_word() -> None:
    """A pause is the best place to cut and to say um: it stands behind one piece or before the next."""
    parts = [(0.0, Heard((word(0.0, -9.0),), -2.0)), (5.0, Heard((word(1.0, -8.0), word(2.0, -7.0)), -1.0))]
    whole = joined(parts)
    assert [found.filled_pause_logprob for found in whole.words] == [-9.0, -2.0, -7.0]
    assert [found.start for found in whole.words] == [0.0, 6.0, 7.0]
    assert whole.doubt_behind == -1.0


def test_a_piece_without_words_does_not_swallow_the_doubt() -> None:
    """Silence between two pieces changes nothing; no pieces at all are no words."""
    parts = [(0.0, Heard((word(0.0, -9.0),), -2.0)), (3.0, Heard()), (6.0, Heard((word(0.5, None),), None))]
    assert [found.filled_pause_logprob for found in joined(parts).words] == [-9.0, -2.0]
    assert joined([]) == Heard()


def test_a_spoken_um_raises_the_doubt_at_its_place(whisper: WhisperProcess, tmp_path: Path) -> None:
    """Between the same words, with and without an um: the doubt there rises tenfold, or the um is written."""
    whisper.discard()
    before, after = (
        spoken("I worked for the city of Boston", tmp_path),
        spoken("for about ten years.", tmp_path),
    )
    pause = Clip.silence(0.25)
    um = spoken("um", tmp_path)
    whisper.submit(Piece(0.0, one_after_the_other(before, pause, after)))
    plain = whisper.finish(PATIENCE_S)
    whisper.submit(Piece(0.0, one_after_the_other(before, pause, um, pause, after)))
    hesitant = whisper.finish(PATIENCE_S)
    written = any(found.text.lower().strip(",.") in {"um", "uh"} for found in hesitant.words)
    later = before.duration - 0.4  # word times are soft
    doubts = [
        max(found.filled_pause_logprob or -99 for found in words if (found.start or 0) > later)
        for words in (plain.words, hesitant.words)
    ]
    assert written or doubts[1] > doubts[0] + math.log(10)


def test_a_written_filled_pause_has_no_doubt_before_it(whisper: WhisperProcess, tmp_path: Path) -> None:
    """Every word has a doubt but those that are a filled pause themselves: they are no dropped one."""
    whisper.discard()
    whisper.submit(Piece(0.0, spoken("Um, well, I think, uh, that the answer is yes.", tmp_path)))
    transcript = whisper.finish(PATIENCE_S)
    assert transcript.words
    for found in transcript.words:
        if found.text.lower().strip(",.") in {"um", "uh"}:
            assert found.filled_pause_logprob is None
        else:
            assert found.filled_pause_logprob is not None
            assert found.filled_pause_logprob <= 0.0
    assert np.isfinite([found.filled_pause_logprob or 0.0 for found in transcript.words]).all()
