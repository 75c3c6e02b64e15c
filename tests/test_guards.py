"""Guards against inventions, and the cutting of long sound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.ports import Piece
from mockinterview.recognition.cutting import LONGEST_S, SHORTEST_S, pieces
from mockinterview.recognition.guards import is_silent, is_stock_phrase, without_loops
from mockinterview.recognition.heard import Heard
from mockinterview.recognition.running_answer import RunningAnswer
from mockinterview.transcript import Word


def said(text: str, each: float = 0.3) -> list[Word]:
    """Return the words of a text, `each` seconds long, end to end."""
    return [Word(i * each, (i + 1) * each, word) for i, word in enumerate(text.split())]


def texts(words: list[Word]) -> str:
    """Return the words as a text."""
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("text", "each", "suspicious", "kept"),
    [
        ("", 0.3, True, ""),
        ("I fixed it.", 0.3, True, "I fixed it."),
        ("no no no no no", 0.3, False, "no no no no no"),
        ("I I I went home", 0.3, False, "I I I went home"),
        ("very very good", 0.02, True, "very very good"),
        ("so so so so so", 0.02, False, "so"),
        ("I think that I think that I think that is it", 0.05, False, "I think that is it"),
        ("Well you know, you know, you know, you know.", 0.3, True, "Well you know,"),
        ("Thanks. thanks, THANKS bye", 0.3, True, "Thanks. bye"),
    ],
)
def test_loops_go_and_what_people_repeat_stays(text: str, each: float, suspicious: bool, kept: str) -> None:
    """Three copies and more go where they had no time, or where the whole text compresses too well."""
    assert texts(without_loops(said(text, each), suspicious=suspicious)) == kept


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=30), st.booleans())
def test_no_word_is_invented_or_moved(words: list[str], suspicious: bool) -> None:
    """What is kept is a part of what came, in order; words with time and no suspicion all stay."""
    before = said(" ".join(words))
    after = without_loops(before, suspicious=suspicious)
    remaining = iter(before)
    assert all(word in remaining for word in after)
    if not suspicious:
        assert after == before


@pytest.mark.parametrize(
    "text", ["Thank you.", "Thanks for watching!", "you", "Bye-bye.", "I'll see you next time."]
)
def test_stock_phrases_are_known(text: str) -> None:
    """The whole text, whatever its case and punctuation."""
    assert is_stock_phrase(said(text))


@pytest.mark.parametrize("text", ["", "Thank you for asking.", "I would thank you", "Yes."])
def test_answers_are_no_stock_phrases(text: str) -> None:
    """One more word makes it an answer."""
    assert not is_stock_phrase(said(text))


@pytest.mark.parametrize(("level_db", "silent"), [(-100, True), (-65, True), (-50, False), (-20, False)])
def test_silence_is_what_no_microphone_makes_of_speech(level_db: float, silent: bool) -> None:
    """A tone at the given level, in dB relative to full scale."""
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = np.sqrt(2) * 10 ** (level_db / 20) * np.sin(2 * np.pi * 200 * time)
    assert is_silent(Clip(tone.astype(np.float32))) == silent


def test_one_loud_moment_is_not_silence() -> None:
    """A short word in ten seconds of nothing counts."""
    samples = np.zeros(10 * SAMPLE_RATE, np.float32)
    samples[80_000:81_600] = 0.1
    assert not is_silent(Clip(samples))


@settings(max_examples=20)
@given(st.floats(0, 200), st.integers(0, 2**32 - 1))
def test_pieces_are_the_whole_sound_end_to_end(duration: float, seed: int) -> None:
    """No sample is lost or doubled, no piece is longer than a window, only the last may be short."""
    samples = np.random.default_rng(seed).normal(0, 0.1, round(duration * SAMPLE_RATE)).astype(np.float32)
    found = pieces(Clip(samples))
    assert np.array_equal(np.concatenate([piece.clip.samples for piece in found]), samples)
    assert all(piece.clip.duration <= LONGEST_S for piece in found)
    assert all(piece.clip.duration >= SHORTEST_S for piece in found[:-1])
    ends = [piece.start + piece.clip.duration for piece in found[:-1]]
    assert [piece.start for piece in found] == pytest.approx([0.0, *ends], abs=1e-3)


@pytest.mark.parametrize("quiet_at", [17.0, 21.5, 26.0])
def test_long_sound_is_cut_where_it_is_quiet(quiet_at: float) -> None:
    """The cut falls into the pause, wherever it lies in the allowed range."""
    samples = np.random.default_rng(3).normal(0, 0.1, 40 * SAMPLE_RATE).astype(np.float32)
    samples[round(quiet_at * SAMPLE_RATE) : round((quiet_at + 0.5) * SAMPLE_RATE)] *= 0.01
    assert quiet_at < pieces(Clip(samples))[1].start < quiet_at + 0.5


def piece(start: float) -> Piece:
    """Return a piece of a tenth of a second."""
    return Piece(start, Clip.silence(0.1))


def heard(text: str) -> Heard:
    """Return words without doubt."""
    return Heard(tuple(said(text)))


def test_the_earliest_piece_is_next_and_a_replaced_one_stays_outstanding() -> None:
    """The words of a piece that was replaced while in work are kept until the newer ones come."""
    answer = RunningAnswer()
    late, early, longer = piece(5.0), piece(0.0), piece(0.0)
    answer.submit(late)
    answer.submit(early)
    assert answer.next_piece() is early
    answer.submit(longer)
    answer.store(early, heard("so I"))
    assert answer.next_piece() is longer
    assert answer.outstanding == 2
    assert answer.transcript("m").text == "so I"
    answer.store(longer, heard("so I went"))
    answer.store(late, heard("home"))
    assert answer.outstanding == 0
    assert answer.next_piece() is None
    assert answer.transcript("m").text == "so I went home"
    assert answer.transcript("m").words[-1].start == 5.0
