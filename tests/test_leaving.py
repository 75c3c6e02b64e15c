"""Speaking of the job that is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.preparation.leaving import findings_from, leaving
from mockinterview.transcript import Transcript


@pytest.mark.parametrize("text", ["", "  ", "...", "\u200b"])
def test_an_answer_without_words_is_not_judged(text: str) -> None:
    """Silence is neither fair nor unfair."""
    result = leaving(Transcript.from_text(text), "leaving")
    assert not result.judged
    assert findings_from(result, "leaving") == ()


@pytest.mark.parametrize(
    "text",
    [
        "My boss was incompetent.",
        "My colleagues were lazy and rude.",
        "It was a terrible company.",
        "They treat people like dirt.",
        "I can't stand my supervisor.",
        "My chief was not fair.",
        "the owner is a control freak",
        "My manager takes credit for everything.",
    ],
)
def test_clear_judgements_of_others_are_bad_mouthing(text: str) -> None:
    """Set phrases, and negative words said of somebody at work; the words are quoted."""
    result = leaving(Transcript.from_text(text), "leaving")
    assert result.bad_mouthing
    assert all(quote.text in text for quote in result.bad_mouthing)


@pytest.mark.parametrize(
    "text",
    [
        "The company closed our site.",
        "There was no room to grow.",
        "I was a terrible planner in the beginning.",
        "It was stupid of me.",
        "My boss isn't stupid.",
        "The old system was awful.",
        "The customers had terrible problems with the app.",
        "It was a difficult time, and I respect how they handled it.",
        "I had no clue how it worked at first.",
        "My manager was great.",
    ],
)
def test_facts_fairness_and_self_criticism_are_none(text: str) -> None:
    """A wrong accusation is worse than a missed one."""
    assert leaving(Transcript.from_text(text), "leaving").bad_mouthing == ()


def test_a_pronoun_is_not_enough_for_other_questions() -> None:
    """In a story "they" may be anybody; "my boss" is not."""
    assert leaving(Transcript.from_text("They were rude at first."), "achievement").bad_mouthing == ()
    assert leaving(Transcript.from_text("My boss was rude."), "achievement").bad_mouthing


@pytest.mark.parametrize(
    ("text", "forward"),
    [
        ("I'd like to lead a team.", True),
        ("It’s time for the next step.", True),
        ("I'm looking forward to a larger fleet.", True),
        ("I don't want to say anything bad.", False),
        ("I wanted out.", False),
        ("My contract ended in May.", False),
    ],
)
def test_a_reason_that_looks_forward_is_found(text: str, forward: bool) -> None:
    """Wishes count, what is not wished does not."""
    assert bool(leaving(Transcript.from_text(text), "leaving").forward) is forward


@pytest.mark.parametrize(
    ("text", "kind", "tones"),
    [
        ("My boss is an idiot, I'd like to lead a team.", "leaving", ["improve"]),
        ("I'd like to lead a team.", "leaving", ["strength"]),
        ("My contract ended.", "leaving", ["improve"]),
        ("My contract ended.", "achievement", []),
        ("My boss is an idiot.", "achievement", ["improve"]),
    ],
)
def test_one_finding_says_the_most_important(text: str, kind: str, tones: list[str]) -> None:
    """Bad-mouthing outweighs all; only the question about leaving wants a reason that looks forward."""
    result = leaving(Transcript.from_text(text), kind)  # type: ignore[arg-type]
    assert [finding.tone for finding in findings_from(result, kind)] == tones  # type: ignore[arg-type]


@settings(max_examples=25)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Quotes always stand in the transcript."""
    transcript = Transcript.from_text(text)
    result = leaving(transcript, "leaving")
    assert all(quote.text in transcript.text for quote in (*result.bad_mouthing, *result.forward))
