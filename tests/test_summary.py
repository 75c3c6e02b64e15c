"""A rehearsal adds up to one strength and one habit."""

from __future__ import annotations

import pytest
from makers import analysis, question

from mockinterview.feedback import Check, Finding, Tone
from mockinterview.session import Session, Take, Turn
from mockinterview.summary import summarise


def turn(*found: tuple[Check, Tone, float], tip: str = "A tip.") -> Turn:
    """Return an answered question with these findings."""
    findings = tuple(Finding(check, tone, "…", weight=weight) for check, tone, weight in found)
    return Turn(question(tip=tip), takes=(Take("a.flac", 60.0, "done", None, analysis(60.0), findings),))


def session(*turns: Turn) -> Session:
    """Return a finished rehearsal."""
    return Session("s", "2026-01-01T10:00:00+00:00", None, 1, "tiny.en", candidate=False, turns=turns)


def test_a_rehearsal_without_answers_claims_nothing() -> None:
    """Everything was skipped."""
    empty = summarise(session(Turn(question()), Turn(question(), takes=(Take("a.flac", 3.0, "skip"),))))
    assert (empty.answered, empty.asked, empty.spoken_s) == (0, 2, 0.0)
    assert (empty.strength, empty.habit, empty.tip) == (None, None, None)


def test_the_habit_is_what_weighs_most_over_all_answers() -> None:
    """Fillers in both answers outweigh one missing example."""
    both = summarise(
        session(
            turn(("fillers", "improve", 0.5), ("example", "improve", 0.8)),
            turn(("fillers", "improve", 0.6), ("length", "strength", 0.4)),
        )
    )
    assert both.habit is not None
    assert "(2 of 2 answers)" in both.habit
    assert "silence" in both.habit
    assert both.strength is not None
    assert "(1 of 2 answers)" in both.strength


def test_the_tip_belongs_to_the_answer_that_showed_the_habit_most() -> None:
    """Two answers lack their example; the heavier one gives the tip."""
    found = summarise(
        session(
            turn(("example", "improve", 0.8), tip="the lighter"),
            turn(("example", "improve", 0.9), tip="the heavier"),
        )
    )
    assert found.tip == "the heavier"


@pytest.mark.parametrize("takes", [1, 3])
def test_only_the_take_that_counts_is_summed(takes: int) -> None:
    """An answer that was taken three times still is one minute of answer."""
    one = turn()
    repeated = Turn(one.question, takes=one.takes * takes)
    assert summarise(session(repeated)).spoken_s == pytest.approx(60.0)
