"""Ideas for the company: concrete or not, from own experience or not, fair in tone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.dossier import Dossier, Idea
from mockinterview.preparation.ideas import Ideas, findings_from, ideas_in
from mockinterview.transcript import Transcript

BAKERY = Dossier(
    ideas=(
        Idea("Plan the night bake from the day's sales", "At Delmas a daily forecast cut waste by a fifth"),
        Idea("A shared handover sheet for the ovens", ""),
    )
)


def said(answer: str, dossier: Dossier = BAKERY) -> Ideas:
    """Return what is found in one answer."""
    return ideas_in(Transcript.from_text(answer), dossier)


@pytest.mark.parametrize(
    "answer", ["", " ", "um uh", "das ist alles sehr gut hier bei Ihnen", "\ud800", "..."]
)
def test_an_answer_without_words_is_not_judged(answer: str) -> None:
    """Nothing said, or not in English: nothing is blamed."""
    assert findings_from(said(answer), BAKERY) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "I would put a second person at the ticket desk on Sundays.",
        "What about sending a text message before each delivery?",
        "You could offer half loaves in the evening.",
        "One idea: a bench in front of the shop.",
        "i would start with a handover sheet for the oven shift",
        "Why not give every apprentice a mentor?",
    ],
)
def test_a_suggestion_names_a_thing_and_what_to_do_with_it(answer: str) -> None:
    """Said as a wish, a question or a bare idea, with or without punctuation."""
    assert len(said(answer, Dossier()).suggestions) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "Better communication would help.",
        "You could be more innovative and improve the quality.",
        "I would love to work here.",
        "I'd bring my motivation and I would work hard.",
        "We opened a second till and the queue went down.",
        "I wouldn't change the opening hours of the shop.",
        "Without the forecast we would have lost the contract with the hotel.",
    ],
)
def test_what_is_vague_or_past_or_about_oneself_is_no_suggestion(answer: str) -> None:
    """Good will, big words and old deeds are no idea for the company."""
    assert said(answer, Dossier()).suggestions == ()


@pytest.mark.parametrize(
    ("answer", "tied"),
    [
        ("I'd put a bench in front of the shop. At my last job we built one and people stayed.", True),
        ("I'd put a bench in front of the shop. I built one for the library.", True),
        ("I visited the shop. I'd put a bench in front of the door.", False),
        ("I'd put a bench in front of the shop.", False),
    ],
)
def test_a_suggestion_is_tied_by_a_deed_of_ones_own(answer: str, tied: bool) -> None:
    """Having looked at the shop is not yet experience."""
    assert said(answer).tied is tied


def test_the_ideas_that_were_used_are_named_by_their_place() -> None:
    """Words of the idea in another form count."""
    assert said("I would plan what is baked at night from the sales of the day.").used == (0,)


@pytest.mark.parametrize(
    ("answer", "tone"),
    [
        ("Everything is perfect. The bread is wonderful and the shops are lovely.", "praise"),
        ("Your website is slow. The coffee is terrible. Nobody smiled.", "faults"),
        ("Nothing comes to mind right now.", "even"),
        ("The coffee is terrible and the queue is slow, so I'd put a second till by the door.", "even"),
    ],
)
def test_only_an_answer_without_suggestion_has_a_one_sided_tone(answer: str, tone: str) -> None:
    """Faults that lead to a suggestion are what was asked for."""
    assert said(answer).tone == tone


def test_a_tied_suggestion_is_a_strength_with_both_quotes() -> None:
    """The suggestion and where it comes from are quoted, and the other idea is kept in reserve."""
    ideas = said("I would plan the night bake from the day's sales. At Delmas I made a daily forecast.")
    strength, reserve = findings_from(ideas, BAKERY)
    assert (strength.tone, len(strength.evidence)) == ("strength", 2)
    assert (reserve.tone, "handover sheet" in reserve.text) == ("information", True)


def test_an_untied_suggestion_is_told_which_experience_to_name() -> None:
    """The dossier knows where the idea comes from."""
    findings = findings_from(said("I would plan the night bake from the day's sales."), BAKERY)
    assert "Delmas" in next(f.text for f in findings if f.tone == "improve")


def test_an_answer_without_suggestion_gets_the_first_prepared_idea() -> None:
    """What was ready is called to mind; without a dossier the advice stands alone."""
    assert "night bake" in findings_from(said("I can't think of anything, it is all good."), BAKERY)[0].text
    (alone,) = findings_from(said("I can't think of anything.", Dossier()), Dossier())
    assert alone.tone == "improve"


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_can_be_judged(text: str) -> None:
    """Quotes are what stands in the text."""
    transcript = Transcript.from_text(text)
    ideas = ideas_in(transcript, BAKERY)
    assert all(transcript.text[q.char_start : q.char_end] == q.text for q in ideas.suggestions)
