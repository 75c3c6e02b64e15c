"""Immediate repetitions and false starts in a transcript."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockinterview.analysis.repetitions import find_repetitions
from mockinterview.transcript import Transcript, Word


def found_in(text: str) -> list[tuple[str, str]]:
    """Return text and kind of what is found."""
    return [(found.text, found.kind) for found in find_repetitions(Transcript.from_text(text))]


@pytest.mark.parametrize(
    "text", ["", " ", "...", "-", "- - -", "wor-", "\x00", "🙂 🙂", "\ud83d \ud83d", "我 我"]
)
def test_nothing_to_repeat_gives_nothing(text: str) -> None:
    """Empty and hostile input: no repetition and no error."""
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("and I I went home", "I I"),
        ("and I I I went home", "I I I"),
        ("then the the manager came", "the the"),
        ("I, um, I went home", "I, um, I"),
        ("it was it was awful", "it was it was"),
        ("It was, it was beautiful.", "It was, it was"),
        ("that's the that's the reason", "that's the that's the"),
        ("The the first week was fine", "The the"),
    ],
)
def test_words_said_again_at_once_are_a_repetition(text: str, repeated: str) -> None:
    """The span holds all of it, a filled pause between them too."""
    assert found_in(text) == [(repeated, "repetition")]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("we wen- we went home", "we wen- we went"),
        ("and the cl- client left", "cl- client"),
        ("the wor- the um the work", "wor- the um the work"),
        ("then they they'd gone", "they they'd"),
        ("and I-I went home", "I-I"),
        ("and I-I-I went home", "I-I-I"),
        ("it was th-the manager", "th-the"),
    ],
)
def test_a_word_broken_off_and_begun_again_is_a_false_start(text: str, start: str) -> None:
    """The words said again with it belong to it."""
    assert found_in(text)[0] == (start, "false_start")


@pytest.mark.parametrize(
    "text",
    [
        "It was very very good.",
        "I really really wanted it.",
        "They had had enough.",
        "I knew that that was wrong.",
        "What it is is a plan.",
        "I gave her her badge.",
        "No no, bye bye.",
        "The code was five five zero, 7 7.",
        "My name is spelled A N N A.",
        "We tried over and over and over.",
        "We learned it step by step by step.",
        "We waited, we waited, we waited.",
        "I went home. I went to bed.",
        "It was before pre- and post-war rules.",
        "I do it. It works.",
        "um um er",
        "We re-read it, we re-registered, and said bye-bye.",
        "It was a win-win, so-so, fifty-fifty, long-term, T-shirt thing.",
    ],
)
def test_words_doubled_on_purpose_are_none(text: str) -> None:
    """Emphasis, grammar, numbers and spelling are no slips; filled pauses are counted elsewhere."""
    assert found_in(text) == []


def test_a_repetition_carries_the_times_of_its_words() -> None:
    """Start of the first word, end of the last."""
    words = [Word(0.0, 0.2, "So"), Word(0.5, 0.6, "I"), Word(0.7, 0.8, "I"), Word(0.9, 1.2, "went")]
    (found,) = find_repetitions(Transcript.from_words(words))
    assert (found.start, found.end) == (0.5, 0.8)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["I", "the", "we", "wen-", "went", "um", "it's", "it", ",", ".", "-"])))
@example(["I", "I", "wen-", "I", "went"])
def test_repetitions_are_in_order_and_apart(parts: list[str]) -> None:
    """Whatever the words: spans rise, never overlap, and hold the text they name."""
    text = " ".join(parts)
    position = 0
    for found in find_repetitions(Transcript.from_text(text)):
        assert position <= found.char_start < found.char_end <= len(text)
        assert text[found.char_start : found.char_end] == found.text
        position = found.char_end
