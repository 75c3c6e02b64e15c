"""Numbers that measure something, told from numbers that only name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.analysis.measures import find_measures


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("down by 40% that year", "40%"),
        ("it saved £640,000", "£640,000"),
        ("about a hundred and ninety thousand in interest", "a hundred and ninety thousand"),
        ("we lost eleven lakhs less", "eleven lakhs"),
        ("the falls halved", "halved"),
        ("sales doubled", "doubled"),
        ("a third of them came back", "a third"),
        ("twice as many came", "twice"),
        ("not one was late", "not one"),
        ("one in forty was wrong", "one in"),
    ],
)
def test_amounts_shares_and_changes_measure(text: str, measure: str) -> None:
    """Digits, number words, money, shares and changes count, whole."""
    spans = find_measures(text)
    assert spans
    assert text[slice(*spans[0])].strip() == measure


@pytest.mark.parametrize(
    "text",
    [
        "",
        "we did it in 2022",
        "at seven o'clock",
        "until ten",
        "room 12",
        "he was aged forty",
        "a boy who was ten years old",
        "she went on her own two feet",
        "he rang me twice",
        "one of them left",
        "someone often wrote to me",
    ],
)
def test_times_ages_and_names_do_not_measure(text: str) -> None:
    """A number that says when, how old or which one measures nothing."""
    assert find_measures(text) == ()


@given(st.text(alphabet="a0123456789 %£,.-twoenhird", max_size=80))
def test_spans_are_ordered_and_inside(text: str) -> None:
    """Whatever the text, the spans are in order, apart, and not empty."""
    ends = 0
    for start, end in find_measures(text):
        assert ends <= start < end <= len(text)
        ends = end
