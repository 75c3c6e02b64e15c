"""The rounds of a second interview: which questions come, in which order, and what stumped somebody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import question

from mockinterview.bank import default_bank
from mockinterview.dossier import Company, Dossier, Fact, FirstInterview, Interviewer, Job
from mockinterview.preparation.panel import Panel, assign
from mockinterview.preparation.rounds import (
    ROUNDS,
    TITLES,
    Choice,
    askable,
    fill_bank,
    interview_questions,
)
from mockinterview.preparation.stumped import LONGEST, stumped_questions
from mockinterview.question import ROUND_OF, Question, Round

if TYPE_CHECKING:
    from collections.abc import Sequence

STUMPED = ("What is your biggest weakness", "Tell me about a time you led people.")
FULL = Dossier(
    job=Job(
        title="Fleet Planner (m/f/d)",
        interviewers=(Interviewer("Priya Raman", "colleague"), Interviewer("Tom Reid", "hiring manager")),
    ),
    company=Company(name="Acme", facts=(Fact("We keep our word.", "value"),)),
    first_interview=FirstInterview(stumped=STUMPED),
)


@cache
def bank() -> tuple[Question, ...]:
    """Return the built-in bank."""
    return default_bank()


def drawn(dossier: Dossier, count: int, seed: int, rounds: tuple[Round, ...] = ()) -> tuple[Question, ...]:
    """Draw from the built-in bank without a panel."""
    return interview_questions(bank(), dossier, Choice(count, seed, rounds))


def only_stumped(*texts: str) -> Dossier:
    """Return a dossier with nothing but questions that stumped somebody."""
    return Dossier(first_interview=FirstInterview(stumped=texts))


def test_every_round_has_a_title_and_kinds() -> None:
    """No round is forgotten."""
    assert set(TITLES) == set(ROUNDS) == set(ROUND_OF.values())


@pytest.mark.parametrize("count", [-1, 0])
def test_no_questions_where_none_are_wanted(count: int) -> None:
    """Nor where there is no bank."""
    assert drawn(FULL, count, 0) == ()
    assert interview_questions((), Dossier(), Choice(5, 0)) == ()


TEXTS = st.one_of(st.text(max_size=20), st.sampled_from(["{company}", "{", "Acme", " "]))
DOSSIERS = st.builds(
    lambda company, title, name, value, stumped: Dossier(
        job=Job(title=title, interviewers=(Interviewer(name, "executive"),)),
        company=Company(name=company, facts=(Fact(value, "value"),)),
        first_interview=FirstInterview(stumped=tuple(stumped)),
    ),
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
    st.lists(TEXTS, max_size=3),
)


@given(
    dossier=DOSSIERS,
    count=st.integers(0, 250),
    seed=st.integers(),
    rounds=st.lists(st.sampled_from(ROUNDS), unique=True, max_size=3),
    with_panel=st.booleans(),
)
def test_any_dossier_gives_as_many_whole_questions_as_there_are(
    dossier: Dossier, count: int, seed: int, rounds: list[Round], with_panel: bool
) -> None:
    """No brace, no question twice, only the rounds asked for, in their order, the same for the same seed."""
    panel = Panel.of(dossier) if with_panel else None
    choice = Choice(count, seed, tuple(rounds), panel)
    asked = interview_questions(bank(), dossier, choice)
    there = [q for q in askable(bank(), dossier, panel) if q.round in (rounds or ROUNDS)]
    assert len(asked) == len({q.id for q in asked}) == min(count, len(there))
    order = [ROUNDS.index(q.round) for q in asked]
    assert order == sorted(order)
    spoken = "".join(text for q in asked for text in (q.text, q.tip, *(f.text for f in q.follow_ups)))
    assert "{" not in spoken
    assert "}" not in spoken
    assert asked == interview_questions(bank(), dossier, choice)


@given(count=st.integers(3, 40), seed=st.integers())
def test_an_interview_has_a_beginning_and_an_end(count: int, seed: int) -> None:
    """Motivation opens it, never by the future; the person's own questions close it."""
    asked = drawn(Dossier(), count, seed)
    assert asked[0].kind in {"motivation", "company_knowledge"}
    assert asked[-1].kind == "closing_questions"


@given(count=st.integers(0, 60), seed=st.integers())
def test_no_kind_comes_twice_before_all_have_come(count: int, seed: int) -> None:
    """Up to eighteen questions all kinds differ; then each comes about as often as the others."""
    kinds = Counter(q.kind for q in drawn(FULL, count, seed))
    assert len(kinds) == min(count, len(ROUND_OF))
    assert max(kinds.values(), default=0) - min(kinds.values(), default=0) <= 1


def test_nine_questions_touch_every_round() -> None:
    """The eight rounds and the future."""
    for seed in range(20):
        assert {q.round for q in drawn(Dossier(), 9, seed)} == set(ROUNDS)


def test_every_question_comes_at_some_time() -> None:
    """In five questions each kind, and in many rehearsals nearly the whole bank."""
    many = [drawn(FULL, 5, seed) for seed in range(300)]
    assert {q.kind for asked in many for q in asked} == set(ROUND_OF)
    assert len({q.id for asked in many for q in asked}) > 0.8 * len(bank())


@pytest.mark.parametrize("name", ROUNDS)
def test_core_questions_of_a_round_come_more_often(name: Round) -> None:
    """On average at least twice as often as the others of the round."""
    often = Counter(q.id for seed in range(400) for q in drawn(Dossier(), 2, seed, (name,)))
    there = [q for q in fill_bank(bank(), Dossier()) if q.round == name]
    core = [often[q.id] for q in there if "core" in q.tags]
    others = [often[q.id] for q in there if "core" not in q.tags]
    assert sum(core) / len(core) > 2 * sum(others) / len(others)


def test_what_stumped_somebody_comes_back_first() -> None:
    """In every whole interview one of it, and both before anything else of that round."""
    for seed in range(20):
        assert sum("stumped" in q.tags for q in drawn(FULL, 5, seed)) == 1
        assert sum("stumped" in q.tags for q in drawn(FULL, 2, seed, ("unfinished",))) == 2
    ids = {q.id for seed in range(20) for q in drawn(FULL, 3, seed) if q.kind == "first_interview"}
    assert ids == {"stumped-1", "stumped-2"}


def test_what_stumped_somebody_is_asked_with_a_lead_in() -> None:
    """The lead-ins differ; a question gets its mark; one about an event expects an example."""
    first, second = stumped_questions(FULL)
    assert (first.id, second.id) == ("stumped-1", "stumped-2")
    assert first.text.endswith(" What is your biggest weakness?")
    assert second.text.endswith(" Tell me about a time you led people.")
    assert first.text.split(".")[0] != second.text.split(".")[0]
    assert (first.example_expected, second.example_expected) == (False, True)
    assert {f.asks_for for f in first.follow_ups} == {"more"}
    assert {q.round for q in (first, second)} == {"unfinished"}


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        ((), 0),
        (("", " \n", "…", "{}"), 0),
        (("Why?", "why", " WHY ?"), 1),
        (("Why {company}?",), 1),
        (("word " * 400,), 1),
    ],
)
def test_empty_and_repeated_ones_are_passed_over(texts: Sequence[str], count: int) -> None:
    """What is left is short enough to be spoken and holds no brace."""
    found = stumped_questions(only_stumped(*texts))
    assert len(found) == count
    for again in found:
        assert "{" not in again.text
        assert len(again.text) < LONGEST + 100


def test_a_question_of_the_bank_that_stumped_somebody_is_not_asked_twice() -> None:
    """It lends what it has: follow-ups, tip, length."""
    known = next(q for q in bank() if q.id == "why-leaving")
    dossier = only_stumped("why are you leaving your current place of employment")
    there = askable(bank(), dossier)
    assert "why-leaving" not in {q.id for q in there}
    assert there[0].id == "stumped-1"
    assert there[0].kind == "first_interview"
    assert (there[0].follow_ups, there[0].tip) == (known.follow_ups, known.tip)
    assert "why-leaving" in {q.id for q in fill_bank(bank(), dossier)}


def test_a_bank_with_the_same_id_gives_way() -> None:
    """No id stands twice."""
    own = replace(question(), id="stumped-1")
    assert [q.tags for q in askable([own], only_stumped("Why?"))] == [("stumped",)]


def test_with_a_panel_everybody_asks_in_their_own_voice() -> None:
    """Each question says who asks; nobody talks about themselves by name, but for the introduction."""
    panel = assign(["a", "b", "c", "d"], Panel.of(FULL))
    asked = interview_questions(bank(), FULL, Choice(500, 1, (), panel))
    assert len({q.asker_voice for q in asked}) == 4
    assert all(q.asked_by for q in asked)
    assert sum("Hello, I'm " in q.greeting for q in asked) == 4
    for q in asked:
        name, comma, _ = q.asked_by.partition(",")
        assert not comma or name not in q.text
    assert any("Tom Reid" in q.text and q.asked_by != "Tom Reid, hiring manager" for q in asked)


def test_in_a_round_nobody_interrupts() -> None:
    """Everybody asks all of theirs before the next person comes."""
    asked = interview_questions(bank(), FULL, Choice(60, 3, (), Panel.of(FULL)))
    for name in ROUNDS:
        askers = [q.asked_by for q in asked if q.round == name]
        assert len(set(askers)) == 1 + sum(a != b for a, b in pairwise(askers))


def test_without_a_panel_nobody_in_particular_asks() -> None:
    """No introduction, no voice."""
    for q in drawn(FULL, 20, 0):
        assert (q.asked_by, q.asker_voice) == ("", None)
        assert "Hello" not in q.spoken
