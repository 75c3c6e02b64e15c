"""Numbers, money, durations and dates in spoken text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.preparation.amounts import amounts_in, currency_code
from mockinterview.preparation.spoken_numbers import numbers_in
from mockinterview.preparation.times import dates_in, durations_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("one of them, no one", []),
        ("the 1st of March, B2B and 3D", []),
        ("hundreds of people", []),
        ("42,000", [(42_000, "plain", "", None)]),
        ("42k", [(42_000, "money", "", None)]),
        ("42k users", [(42_000, "plain", "", None)]),
        ("forty-two thousand", [(42_000, "plain", "", None)]),
        ("forty um two thousand", [(42_000, "plain", "", None)]),
        ("forty-two to forty-six thousand", [(42_000, "plain", "", None), (46_000, "plain", "", None)]),
        (
            "between forty two and forty six thousand euros a year",
            [(42_000, "money", "EUR", "year"), (46_000, "money", "EUR", "year")],
        ),
        ("42-46k", [(42_000, "money", "", None), (46_000, "money", "", None)]),
        ("forty, forty-five thousand", [(40_000, "plain", "", None), (45_000, "plain", "", None)]),
        ("a hundred and twenty", [(120, "plain", "", None)]),
        ("half a million", [(500_000, "plain", "", None)]),
        ("€45.000", [(45_000, "money", "EUR", None)]),
        ("£42,000 per annum", [(42_000, "money", "GBP", "year")]),
        ("3.5k a month", [(3_500, "money", "", "month")]),
        ("three and a half thousand euros gross per month", [(3_500, "money", "EUR", "month")]),
        ("twenty-five an hour", [(25, "money", "", "hour")]),
        ("an annual salary of 42,000", [(42_000, "money", "", "year")]),
        ("fifteen percent", [(15, "percent", "", None)]),
        ("12 to 15%", [(12, "percent", "", None), (15, "percent", "", None)]),
        ("eighteen hundred a month", [(1_800, "money", "", "month")]),
        ("42,000.50", [(42_000.5, "plain", "", None)]),
    ],
)
def test_amounts_are_read_from_digits_and_words(text: str, expected: list[tuple[object, ...]]) -> None:
    """Value, unit, currency and period; both ends of a range share them."""
    assert [(a.value, a.unit, a.currency, a.period) for a in amounts_in(text)] == expected


def test_an_amount_covers_its_currency_and_period() -> None:
    """The place in the text is fit to be quoted."""
    text = "I thought of EUR 3,500 a month, really."
    (amount,) = amounts_in(text)
    assert text[amount.char_start : amount.char_end] == "EUR 3,500 a month"


@pytest.mark.parametrize(
    ("written", "code"), [("€", "EUR"), (" pounds ", "GBP"), ("usd", "USD"), ("shells", "")]
)
def test_a_currency_is_known_by_its_sign_and_names(written: str, code: str) -> None:
    """An unknown one has no code."""
    assert currency_code(written) == code


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("four weeks", [28]),
        ("a month's notice", [30.4]),
        ("two and a half months", [76]),
        ("half a year", [182.625]),
        ("two to three weeks", [14, 21]),
        ("a three-month notice", [91.2]),
        ("two um weeks", [14]),
        ("3.5k a month, twelve hundred a month", []),
        ("the same month", []),
    ],
)
def test_durations_are_counted_in_days(text: str, days: list[float]) -> None:
    """A month of pay is no duration."""
    assert [span.days for span in durations_in(text)] == pytest.approx(days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("I may march on", []),
        ("the first of March", [(3, 1, 1, None)]),
        ("march first 2027", [(3, 1, 1, 2027)]),
        ("beginning of september", [(9, 1, 10, None)]),
        ("mid-April", [(4, 10, 20, None)]),
        ("in May", [(5, 1, 31, None)]),
        ("the twenty third of june", [(6, 23, 23, None)]),
        ("2026-03-01", [(3, 1, 1, 2026)]),
        ("2026-13-01, 45.1.", []),
    ],
)
def test_dates_are_read_as_far_as_they_were_said(
    text: str, expected: list[tuple[int, int, int, int | None]]
) -> None:
    """Month, first and last day meant, year; impossible ones are left out."""
    assert [(day.month, day.first, day.last, day.year) for day in dates_in(text)] == expected


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [("1 March", "in March", 0), ("20 December", "5 January", 15), ("1 March 2026", "1 March 2027", 365)],
)
def test_dates_without_a_year_are_the_nearest(one: str, other: str, days: int) -> None:
    """December and January lie close together, unless their years say otherwise."""
    (first,), (second,) = dates_in(one), dates_in(other)
    assert abs(first.days_apart(second) - days) <= 1
    assert first.days_apart(second) == second.days_apart(first)


WORDS = st.sampled_from(
    "a and half forty two hundred thousand k um to 42 3.5 . , - € % month 1.1. may".split()  # noqa: SIM905
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    """Places lie in the text and in order, values are no less than nothing."""
    for found in (numbers_in(text), amounts_in(text), durations_in(text), dates_in(text)):
        places = [(entry.char_start, entry.char_end) for entry in found]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert places == sorted(places)
    assert all(amount.value >= 0 for amount in amounts_in(text))
