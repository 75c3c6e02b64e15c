"""The follow-up asks for exactly what was missing, once, and only where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from makers import FULL, analysis, question

from mockinterview.analysis.achievement import Example, Part
from mockinterview.analysis.answer import analyse_answer
from mockinterview.follow_up import follow_up_for, tell_story
from mockinterview.question import FollowUp
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.analysis.answer import AnswerAnalysis

SAID = Transcript.from_text("I rebuilt the rota and then we all moved on to other things.")


def partial(missing: Part) -> AnswerAnalysis:
    """Return an answer that lacks one part of its example."""
    return analysis(example=Example("partial", False, None, None, None, (missing,)))


def test_nothing_is_asked_where_the_words_are_not_known() -> None:
    """The recogniser failed: what is missing is not known either."""
    assert follow_up_for(question(), analysis(example=None)) is None


def test_nothing_is_asked_where_the_example_is_full() -> None:
    """The story is told; pressing on would be rude."""
    assert follow_up_for(question(), analysis(example=FULL)) is None


def test_nothing_is_asked_where_the_example_could_not_be_judged() -> None:
    """Another language is no missing story."""
    unknown = Example("none", False, None, None, None, ("episode",), judged=False)
    assert follow_up_for(question(), analysis(example=unknown)) is None


def test_the_banks_own_words_are_used_for_the_missing_part() -> None:
    """The question brings its own follow-up for the result."""
    asked = follow_up_for(question(), partial("result"))
    assert asked is not None
    assert (asked.id, asked.text) == ("proud/result", "And how did that end?")


@pytest.mark.parametrize(
    ("missing", "said"),
    [("own_action", "What did you do yourself?"), ("episode", "one particular time")],
)
def test_general_words_are_used_where_the_bank_has_none(missing: Part, said: str) -> None:
    """The bank only knows a follow-up for the result."""
    asked = follow_up_for(question(), partial(missing))
    assert asked is not None
    assert said in asked.text


def test_a_person_who_says_there_is_no_example_is_not_asked_again() -> None:
    """A second demand would only hurt."""
    honest = analyse_answer(None, Transcript.from_text("I'm sorry, I can't think of an example right now."))
    assert follow_up_for(question(), honest) is None


def test_more_is_asked_for_only_after_a_few_words_and_where_the_bank_has_a_follow_up() -> None:
    """A question about salary with a ten-second answer, and the same with a good one."""
    more = FollowUp("more", "What else would matter to you?")
    salary = question(kind="salary", example_expected=False, follow_ups=(more,))
    asked = follow_up_for(salary, analysis(10.0))
    assert asked is not None
    assert asked.text == more.text
    assert follow_up_for(salary, analysis(60.0)) is None
    assert follow_up_for(question(example_expected=False), analysis(10.0)) is None


def test_a_story_needs_both_answers() -> None:
    """Where one of them was not transcribed there is nothing to judge together."""
    assert tell_story(None, SAID) is None
    assert tell_story(SAID, None) is None


def test_a_story_is_judged_over_both_answers_together() -> None:
    """The deed stands in the first answer, the result in the second: together they are full."""
    first = Transcript.from_text(
        "Last spring our ward kept running out of clean linen on Sundays. "
        "So I counted every sheet for a month and I wrote a new order list."
    )
    second = Transcript.from_text("After that we never ran out again, and the other wards took over my list.")
    story = tell_story(first, second)
    assert story is not None
    assert story.example.level == "full"
    assert [finding.tone for finding in story.findings] == ["strength"]
