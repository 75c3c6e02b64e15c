"""Salary in an answer: only one's own figure counts, in the dossier's period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.dossier import Dossier, Salary
from mockinterview.preparation.benefits import benefits_in
from mockinterview.preparation.pay import Pay, findings_from, pay_in
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.question import Kind

YEARLY = Dossier(salary=Salary(44_000, 50_000, 40_000, "EUR", "year", ("travel pass",)))
MONTHLY = Dossier(salary=Salary(3_400, 3_900, 3_200, "EUR", "month"))


def said(answer: str, dossier: Dossier = YEARLY, kind: Kind = "salary") -> Pay:
    """Return what is found in one answer."""
    return pay_in(Transcript.from_text(answer), dossier, kind)


@pytest.mark.parametrize(
    "answer", ["", "   ", "um uh um", "ich weiß es noch nicht so ganz genau", "\ud800", "?!"]
)
def test_an_answer_without_words_is_not_blamed(answer: str) -> None:
    """Nothing said, or not in English: no figure, and no finding about a missing one."""
    pay = said(answer)
    assert pay.low is None
    assert not [f for f in findings_from(pay, YEARLY) if f.tone == "improve"]


@pytest.mark.parametrize(
    ("answer", "low", "high", "fit"),
    [
        ("I'm looking for 45,000 to 48,000 euros a year.", 45_000, 48_000, "within"),
        ("Around forty-six thousand.", 46_000, 46_000, "within"),
        ("I'd like four thousand euros a month.", 48_000, 48_000, "within"),
        ("I was hoping for 48 to 54 thousand.", 48_000, 54_000, "overlapping"),
        ("I'd say 42k would be fine.", 42_000, 42_000, "below"),
        ("Sixty thousand a year.", 60_000, 60_000, "above"),
        ("I earn 39,000 now, and I'd expect 46,000 here.", 46_000, 46_000, "within"),
    ],
)
def test_the_wish_is_read_and_held_against_the_range(answer: str, low: float, high: float, fit: str) -> None:
    """Spoken, written, monthly: all in the dossier's period."""
    pay = said(answer)
    assert (pay.low, pay.high, pay.fit) == (low, high, fit)


def test_a_yearly_figure_is_held_against_a_monthly_range() -> None:
    """42,000 a year are 3,500 a month."""
    pay = said("I would expect 42,000 a year.", MONTHLY)
    assert (pay.low, pay.fit) == (3_500, "within")


@pytest.mark.parametrize(
    "answer",
    [
        "I had a budget of 40,000 euros.",
        "I saved 38,000 euros in one year.",
        "They paid me 43,000 and I left.",
        "I have 12 years of experience and a team of 30 people.",
        "38,000 would be too low for me.",
    ],
)
@pytest.mark.parametrize("kind", ["salary", "achievement"])
def test_other_money_is_no_wish(answer: str, kind: Kind) -> None:
    """Budgets, savings, former pay and counts are not what somebody asks for."""
    assert said(answer, kind=kind).low is None


def test_a_figure_below_the_walk_away_is_named_with_the_limit() -> None:
    """The finding quotes the figure and the amount below which the answer was to be no."""
    pay = said("I'd say thirty-eight thousand.")
    finding = findings_from(pay, YEARLY)[0]
    assert pay.below_walk_away
    assert (finding.tone, finding.evidence[0].text) == ("improve", "thirty-eight thousand")
    assert "38,000 EUR" in finding.text
    assert "40,000 EUR" in finding.text


def test_rounding_is_not_below_the_walk_away() -> None:
    """3,333 a month is 40,000 a year."""
    assert not said("I would need 3,333 euros a month.").below_walk_away


def test_another_currency_is_not_compared() -> None:
    """38,000 pounds say nothing about a range in euros."""
    pay = said("I'd want 38,000 pounds.")
    assert (pay.low, pay.fit, pay.below_walk_away) == (38_000, None, False)


def test_a_reasoned_figure_inside_is_a_strength() -> None:
    """With a reason it weighs more than without."""
    with_reason = findings_from(said("Based on similar jobs I'd expect 46,000."), YEARLY)[0]
    without = findings_from(said("I'd expect 46,000."), YEARLY)[0]
    assert with_reason.tone == without.tone == "strength"
    assert with_reason.weight > without.weight


def test_a_missing_figure_is_named_only_where_one_was_asked_for_and_prepared() -> None:
    """Without a range in the dossier there is nothing to have ready."""
    answer = "I am open to your offer and I would like to hear more about it."
    assert "44,000 to 50,000 EUR" in findings_from(said(answer), YEARLY)[0].text
    assert findings_from(said(answer, Dossier()), Dossier()) == ()
    assert findings_from(said(answer, kind="motivation"), YEARLY) == ()


def test_asking_for_their_figure_first_is_no_fault() -> None:
    """It is a known way to answer; the range is only called to mind."""
    pay = said("I'd rather hear first what you have budgeted for this role.")
    assert findings_from(pay, YEARLY)[0].tone == "information"


def test_a_wish_that_nobody_asked_for_is_blurted() -> None:
    """Between motives a salary comes too early; after a salary question it does not."""
    answer = "I like the work, and my salary expectation is 45,000 euros a year."
    assert said(answer, kind="motivation").blurted
    assert not said(answer).blurted


@pytest.mark.parametrize(
    ("text", "own", "names"),
    [
        ("", (), []),
        ("a good pension and some remote work", (), ["pension", "home office"]),
        ("I could work from home on Fridays", ("two days at home",), ["two days at home"]),
        ("a bike for the way to work", ("bike",), ["bike"]),
        ("my training as a nurse", (), []),
    ],
)
def test_benefits_are_found_by_their_usual_names(text: str, own: tuple[str, ...], names: list[str]) -> None:
    """The dossier's words come first where they mean the same."""
    assert [name for name, _, _ in benefits_in(text, own)] == names


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_can_be_judged(text: str) -> None:
    """Quotes are what stands in the text, and the ends of the range are in order."""
    transcript = Transcript.from_text(text)
    pay = pay_in(transcript, YEARLY, "salary")
    assert (pay.low is None) == (pay.figures == ())
    assert all(transcript.text[q.char_start : q.char_end] == q.text for q in pay.figures)
    findings_from(pay, YEARLY)
