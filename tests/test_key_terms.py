"""Key terms of adverts and CVs, and the sameness of words."""

from __future__ import annotations

import pytest

from mockinterview.preparation.key_terms import akin, content_lemmas, key_terms, overlap, shared

ADVERT = """
Dispatcher (m/f/d)
We are a dynamic company with a great team. Your tasks:
- Fleet management of 40 trucks
- Route planning with SAP TM and Excel
- Contact with drivers; reports on fleet management
Requirements: experience in route planning, German, driving licence
"""


@pytest.mark.parametrize("text", ["", "   \n\n", "•\n-\n", "!!! ???", "12 34"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    """Nothing in, nothing out."""
    assert key_terms(text) == ()


def test_what_comes_often_and_in_several_words_comes_first() -> None:
    """Compounds lead; boilerplate such as team, company and tasks is left out."""
    terms = key_terms(ADVERT)
    assert set(terms[:2]) == {"fleet management", "route planning"}
    assert {"truck", "SAP TM", "driver"} <= set(terms)
    assert not {"team", "company", "task", "experience", "requirement"} & set(terms)


@pytest.mark.parametrize(("most", "count"), [(-1, 0), (0, 0), (3, 3)])
def test_no_more_terms_than_asked_for(most: int, count: int) -> None:
    """A bound below zero is none at all."""
    assert len(key_terms(ADVERT, most)) == count


def test_a_very_long_text_is_bounded() -> None:
    """One endless line of the same words is read in pieces."""
    assert key_terms("fleet management " * 4_000, 1)[0].startswith("fleet management")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("reduce", "reduce", True),
        ("punctual", "punctuality", True),
        ("reduce", "reduction", True),
        ("apprentice", "apprenticeship", True),
        ("expand", "expansion", True),
        ("nurse", "nursing", True),
        ("care", "career", False),
        ("plan", "plant", False),
        ("contract", "contrast", False),
        ("inform", "information", True),
        ("", "ing", False),
    ],
)
def test_words_of_one_stem_are_akin(one: str, other: str, same: bool) -> None:
    """Both ways round; a shared beginning alone is not enough."""
    assert akin(one, other) is same
    assert akin(other, one) is same


def test_content_lemmas_leave_out_what_says_nothing() -> None:
    """Function words, fillers and pale words go; numbers and years become digits."""
    text = "Um, I think that in nineteen sixty-one we had three hundred schools."
    assert content_lemmas(text) == ("1961", "300", "school")


def test_overlap_is_a_share_of_the_first() -> None:
    """Synonyms were made one already; no lemmas give no overlap."""
    assert overlap(["reduce", "truck"], ["reduction"]) == 0.5
    assert overlap([], ["truck"]) == 0.0
    assert shared(["reduce", "truck", "reduce"], ["reduction"]) == ("reduce",)
