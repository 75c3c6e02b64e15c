"""Slots: filled from a dossier, never spoken empty, never with braces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import question

from mockinterview.dossier import Company, Dossier, Fact, Job
from mockinterview.preparation.slots import (
    LONGEST,
    SLOTS,
    Slots,
    fill,
    has_lone_brace,
    missing_slots,
    sayable,
    unknown_slots,
)
from mockinterview.question import FollowUp

FULL = Slots(company="Acme", role="Planner", interviewer="Priya Raman", value="We keep our word")


def dossier(company: str = "", title: str = "", facts: tuple[Fact, ...] = ()) -> Dossier:
    """Return a dossier with a company and a job."""
    return Dossier(job=Job(title=title), company=Company(name=company, facts=facts))


def test_an_empty_dossier_fills_nothing() -> None:
    """Every slot is empty."""
    assert Slots.of(Dossier()) == Slots()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        (" \t\n", ""),
        ("…!", ""),
        ("\u200b", ""),
        ("{}", ""),
        ("  Acme \n Ltd ", "Acme Ltd"),
        ("{company}", "company"),
        ("A{c}me", "A c me"),
        ("\x1b[31mAcme", "[31mAcme"),
        ("Łódź 2", "Łódź 2"),
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * (LONGEST + 1), ""),
    ],
)
def test_a_persons_text_is_made_sayable(text: str, said: str) -> None:
    """White space is collapsed, braces are only text, what cannot be said is empty."""
    assert sayable(text) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Fleet Planner (m/f/d)", "Fleet Planner"),
        ("Fleet Planner (M | W | D), Berlin", "Fleet Planner, Berlin"),
        ("Fleet Planner (all genders)", "Fleet Planner"),
        ("Fleet Planner (part time)", "Fleet Planner (part time)"),
        ("(m/f/d)", ""),
    ],
)
def test_letters_behind_a_title_are_not_spoken(title: str, said: str) -> None:
    """What an advert adds for the law is left out."""
    assert Slots.of(dossier(title=title)).role == said


def test_the_value_is_the_first_that_can_be_spoken() -> None:
    """Other facts are passed over, and so is an essay; the full stop goes."""
    facts = (
        Fact("They opened in Leeds.", "news"),
        Fact("word " * 60, "value"),
        Fact(" We keep\nour word. ", "value"),
        Fact("We are kind.", "value"),
    )
    assert Slots.of(dossier(facts=facts)).value == "We keep our word"


def test_all_that_is_spoken_or_shown_is_filled() -> None:
    """Text, follow-ups and tip."""
    filled = fill(
        question(
            text="Why {company}, as {role}?",
            follow_ups=(FollowUp("result", "And {value}?"),),
            tip="Ask {interviewer}.",
        ),
        FULL,
    )
    assert filled is not None
    assert filled.text == "Why Acme, as Planner?"
    assert filled.follow_ups == (FollowUp("result", "And We keep our word?"),)
    assert filled.tip == "Ask Priya Raman."


def test_a_question_without_slots_is_untouched() -> None:
    """Even where its white space is unusual."""
    asked = question(text=" Why  us? ", tip="  Be you. ")
    assert fill(asked, Slots()) == asked


@pytest.mark.parametrize("slot", SLOTS)
def test_a_question_with_an_empty_slot_is_not_asked(slot: str) -> None:
    """One slot without a value is enough, and it can be named."""
    asked = question(text=f"What about {slot}?")
    assert fill(asked, Slots()) is None
    assert missing_slots(asked, Slots()) == (slot,)
    assert fill(asked, FULL) is not None
    assert missing_slots(asked, FULL) == ()


def test_a_follow_up_with_an_empty_slot_is_left_out() -> None:
    """The others stay; none may be left."""
    one, other = FollowUp("result", "And {value}?"), FollowUp("measure", "How much?")
    filled = fill(question(follow_ups=(one, other)), Slots())
    assert filled is not None
    assert filled.follow_ups == (other,)
    filled = fill(question(follow_ups=(one,)), Slots())
    assert filled is not None
    assert filled.follow_ups == ()


@pytest.mark.parametrize(
    ("tip", "said"),
    [
        ("{company} has a history.", "The company has a history."),
        ("Look {company} up.", "Look the company up."),
        ("Ask {interviewer} about {value}.", "Ask the interviewer about their values."),
        ("Say {oops} and {.", "Say oops and ."),
    ],
)
def test_a_tip_speaks_generally_where_a_slot_is_empty(tip: str, said: str) -> None:
    """A tip is never lost, and never shows a brace."""
    filled = fill(question(tip=tip), Slots())
    assert filled is not None
    assert filled.tip == said


@pytest.mark.parametrize("text", ["Why {compny}?", "Why {?", "Why }?", "Why {{company}}?", "{}"])
def test_a_broken_slot_is_never_spoken(text: str) -> None:
    """Such a question cannot be asked, whatever the dossier says."""
    assert unknown_slots(text) or has_lone_brace(text)
    assert fill(question(text=text), FULL) is None


@pytest.mark.parametrize("text", ["", "Why?", "Why {company}?", "{role} at {company}, {role}"])
def test_known_slots_are_no_problem(text: str) -> None:
    """Nothing to complain about."""
    assert unknown_slots(text) == ()
    assert not has_lone_brace(text)


PIECES = st.lists(
    st.one_of(st.sampled_from([*SLOTS, "{", "}", "{x}", " ", "Why?"]), st.text(max_size=5)), max_size=6
).map("".join)
VALUES = st.one_of(st.text(max_size=20), st.sampled_from(["{company}", "}{", " ", "a{", "Acme"]))


@given(text=PIECES, more=PIECES, tip=PIECES, values=st.tuples(VALUES, VALUES, VALUES, VALUES))
def test_nothing_is_ever_spoken_with_a_brace_or_an_empty_slot(
    text: str, more: str, tip: str, values: tuple[str, str, str, str]
) -> None:
    """Whatever a bank and a dossier hold; and the values that were needed all stand in the text."""
    slots = Slots(*values)
    filled = fill(question(text=text, follow_ups=(FollowUp("more", more),), tip=tip), slots)
    if filled is None:
        return
    for said in (filled.text, filled.tip, *(f.text for f in filled.follow_ups)):
        assert "{" not in said
        assert "}" not in said
    for name in ("company", "role", "interviewer", "value"):
        if f"{{{name}}}" in text:
            assert any(c.isalnum() for c in slots.value_of(name))
            assert slots.value_of(name) in filled.text
