"""Transcripts: words, their places in the text, and quotes with times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.transcript import Quote, Transcript, Word

SAID = Transcript.from_words(
    [Word(0.0, 0.4, "Well,"), Word(0.5, 0.7, "I"), Word(0.7, 1.2, "like"), Word(2, 3, "it.")]
)


def test_no_words_make_an_empty_transcript() -> None:
    """Nobody spoke."""
    empty = Transcript.from_words([])
    assert (empty.text, empty.words, empty.offsets, empty.timed) == ("", (), (), True)


def test_words_without_text_are_dropped() -> None:
    """A recogniser sometimes gives an empty word."""
    assert Transcript.from_words([Word(0, 1, ""), Word(1, 2, "yes")]).text == "yes"


def test_text_without_times_is_kept_to_the_letter() -> None:
    """Offsets must stay true for whoever sent the text."""
    transcript = Transcript.from_text("  two\n\twords ")
    assert transcript.text == "  two\n\twords "
    assert transcript.offsets == ((2, 5), (7, 12))
    assert not transcript.timed


@pytest.mark.parametrize(
    ("chars", "quoted", "times"),
    [
        ((0, 4), "Well", (0.0, 0.4)),
        ((6, 12), "I like", (0.5, 1.2)),
        ((8, 16), "like it.", (0.7, 3)),
        ((5, 6), " ", (None, None)),
        ((0, 0), "", (None, None)),
    ],
)
def test_a_quote_has_the_times_of_the_words_it_touches(
    chars: tuple[int, int], quoted: str, times: tuple[float | None, float | None]
) -> None:
    """From inside a word, over several, between two, and none at all."""
    assert SAID.quote(*chars) == Quote(quoted, *chars, *times)


@given(st.lists(st.text(st.characters(exclude_categories=["Zs", "Cc", "Cs", "Zl", "Zp"]), min_size=1)))
def test_every_word_is_found_where_its_offsets_say(texts: list[str]) -> None:
    """Also where words repeat or hold one another."""
    transcript = Transcript.from_words(Word(None, None, text) for text in texts)
    assert [transcript.text[first:last] for first, last in transcript.offsets] == texts


@given(st.integers(0, 20), st.integers(0, 20))
def test_quotes_touch_exactly_the_overlapping_words(first: int, last: int) -> None:
    """The quick search agrees with the definition: a word is touched where it overlaps."""
    start, end = sorted((first, last))
    touched = [w for w, (a, b) in zip(SAID.words, SAID.offsets, strict=True) if a < end and b > start]
    quote = SAID.quote(start, end)
    expected = (touched[0].start, touched[-1].end) if touched else (None, None)
    assert (quote.start, quote.end) == expected
