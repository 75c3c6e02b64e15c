"""Pieces of a running answer, cut where the speaker pauses."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.clip import SAMPLE_RATE
from mockinterview.speech.activity import BLOCK, BLOCK_S
from mockinterview.speech.cutter import Cutter

if TYPE_CHECKING:
    from mockinterview.ports import Piece

QUIET = np.full(BLOCK, 1e-4, np.float32)
LOUD = np.full(BLOCK, 0.1, np.float32)


def pieces_of(*runs: tuple[bool, float]) -> list[Piece]:
    """Return all pieces of an answer made of (speech?, seconds)."""
    cutter = Cutter()
    heard = [speech for speech, seconds in runs for _ in range(round(seconds / BLOCK_S))]
    sent = [cutter.push(LOUD if speech else QUIET, speech) for speech in heard]
    return [piece for piece in [*sent, cutter.finish()] if piece is not None]


def last_of_each_start(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces that no later one replaces."""
    return list({piece.start: piece for piece in pieces}.values())


@pytest.mark.parametrize("runs", [[], [(False, 30.0)], [(False, 1.0), (True, 0.1), (False, 9.0)]])
def test_silence_and_clicks_give_no_piece(runs: list[tuple[bool, float]]) -> None:
    """Where nobody said a word there is nothing to recognise, and so nothing to invent."""
    assert pieces_of(*runs) == []


def test_a_piece_is_trimmed_to_speech_with_a_margin() -> None:
    """Half a second before the speech and 0.3 s after it are kept, no more."""
    (piece,) = pieces_of((False, 5.0), (True, 3.0), (False, 5.0))
    assert piece.start == pytest.approx(4.5, abs=2 * BLOCK_S)
    assert piece.clip.duration == pytest.approx(0.5 + 3.0 + 0.3, abs=3 * BLOCK_S)
    assert piece.clip.sample_rate == SAMPLE_RATE


def test_speech_from_the_first_moment_is_kept() -> None:
    """Who speaks before the recording began loses nothing of what was recorded."""
    (piece,) = pieces_of((True, 2.0))
    assert piece.start == 0.0
    assert piece.clip.duration == pytest.approx(2.0, abs=BLOCK_S)


def test_the_tail_is_not_sent_twice() -> None:
    """When nothing was said since the last piece, the end of the answer adds none."""
    cutter = Cutter()
    sent = [cutter.push(LOUD, True) for _ in range(100)] + [cutter.push(QUIET, False) for _ in range(40)]
    assert len([piece for piece in sent if piece]) == 1
    assert cutter.finish() is None


def test_a_later_piece_with_the_same_start_holds_more() -> None:
    """Until a piece is long enough it is sent again from the same start, grown."""
    pieces = pieces_of((True, 5.0), (False, 0.6), (True, 5.0), (False, 0.6))
    assert [piece.start for piece in pieces] == [0.0, 0.0]
    assert pieces[0].clip.duration < pieces[1].clip.duration


def test_a_long_piece_is_finished_at_a_pause() -> None:
    """After twelve seconds the next pause ends the piece; the next one begins behind it."""
    first, second = pieces_of((True, 13.0), (False, 0.6), (True, 3.0), (False, 1.0))
    assert first.clip.duration == pytest.approx(13.3, abs=2 * BLOCK_S)
    assert second.start == pytest.approx(first.start + first.clip.duration, abs=1e-6)


def test_a_long_pause_is_in_no_piece() -> None:
    """A person may think for half a minute: no piece holds that silence."""
    first, second = pieces_of((True, 2.0), (False, 30.0), (True, 2.0), (False, 3.0))
    assert first.clip.duration < 3.0
    assert second.clip.duration < 3.0
    assert second.start == pytest.approx(31.5, abs=2 * BLOCK_S)


def test_speech_without_a_pause_is_cut_at_the_quietest_place() -> None:
    """A speaker who never pauses is cut before 26 s, there where it was quietest of late."""
    cutter = Cutter()
    dip = round(20.0 / BLOCK_S)
    sent = [cutter.push(LOUD * (0.01 if abs(n - dip) < 3 else 1.0), True) for n in range(1000)]
    first, *_ = [piece for piece in sent if piece]
    assert first.clip.duration == pytest.approx(20.0, abs=0.1)


def test_someone_who_pauses_every_second_does_not_flood_the_recogniser() -> None:
    """A minute of one-second bursts gives a piece every few seconds at most."""
    pieces = pieces_of(*[(True, 1.0), (False, 0.5)] * 40)
    assert len(pieces) <= 60 / 4 + 1


runs_of_an_answer = st.lists(
    st.tuples(st.booleans(), st.one_of(st.integers(1, 40), st.integers(1, 400))), max_size=25
)


@given(runs_of_an_answer)
def test_every_word_is_in_exactly_one_piece(runs: list[tuple[bool, int]]) -> None:
    """Final pieces never overlap, hold the very sound that was pushed, and lose no speech."""
    speech = [kind for kind, length in runs for _ in range(length)]
    blocks = [np.full(BLOCK, (n + 1) / 20_000, np.float32) for n in range(len(speech))]
    cutter = Cutter()
    sent = [cutter.push(block, kind) for block, kind in zip(blocks, speech, strict=True)]
    pieces = last_of_each_start([piece for piece in [*sent, cutter.finish()] if piece])
    covered: list[int] = []
    for piece in pieces:
        first = round(piece.start * SAMPLE_RATE / BLOCK)
        held = piece.clip.samples.reshape(-1, BLOCK)
        assert piece.clip.duration <= 26.0 + BLOCK_S
        assert np.array_equal(held, np.stack(blocks[first : first + len(held)]))
        covered += range(first, first + len(held))
    assert covered == sorted(set(covered))
    assert lost(speech, set(covered)) == []


def lost(speech: list[bool], covered: set[int]) -> list[int]:
    """Return the speech blocks in no piece, but for clicks: under 0.2 s between silences of 1.9 s."""
    missing = [n for n, kind in enumerate(speech) if kind and n not in covered]
    near = round(1.9 / BLOCK_S)
    return [n for n in missing if sum(speech[max(n - near, 0) : n + near]) * BLOCK_S >= 0.2 + BLOCK_S]


def test_only_the_current_piece_is_kept_in_memory() -> None:
    """After ten minutes of talk, pauses or none, the cutter holds no more than one piece of sound."""
    tracemalloc.start()
    cutter = Cutter()
    for n in range(round(600 / BLOCK_S)):
        cutter.push(LOUD.copy(), n % 2000 < 1980)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 2 * 26 * SAMPLE_RATE * LOUD.itemsize


def test_a_last_short_word_behind_a_cut_is_not_lost() -> None:
    """Talk, half a second of silence, "no": shorter than a cough, but it goes on from before."""
    pieces = pieces_of((True, 12.5), (False, 0.5), (True, 0.13), (False, 2.5))
    assert len({piece.start for piece in pieces}) == 2
