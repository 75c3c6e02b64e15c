"""Own questions: how many are asked, and which of them fit only this job."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.dossier import Company, Dossier, Fact, Interviewer, Job, Papers
from mockinterview.preparation.own_questions import OwnQuestions, findings_from, questions_in
from mockinterview.transcript import Transcript

NORVIK = Dossier(
    job=Job("Warehouse coordinator", interviewers=(Interviewer("Priya Raman"),)),
    company=Company(
        "Norvik",
        "https://norvik.example/",
        (
            Fact("Norvik opened a warehouse in Tampere", "news", "Harbour Gazette"),
            Fact("Founded in 1998, 240 employees", "other", "norvik.example/about"),
        ),
    ),
    my_questions=("What went wrong when the Tampere warehouse opened?", "How is my success measured?"),
    papers=Papers(advert=("cold chain", "forklift")),
)


def said(answer: str, dossier: Dossier = NORVIK) -> OwnQuestions:
    """Return what is found in one answer."""
    return questions_in(Transcript.from_text(answer), dossier)


@pytest.mark.parametrize("answer", ["", " ", "um", "\ud800", "nein danke das war alles von mir"])
def test_an_answer_without_words_is_not_judged(answer: str) -> None:
    """Nothing said, or not in English: nothing is blamed."""
    assert findings_from(said(answer), NORVIK) == ()


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("No, thank you, that was all very clear.", 0),
        ("I have a question.", 0),
        ("May I ask you something?", 0),
        ("When I was a driver, I knew what people needed.", 0),
        ("Who plans the shifts?", 1),
        ("who plans the shifts", 1),
        ("I was wondering whether the drivers are your own people.", 1),
        ("I'd like to know how you train new people.", 1),
        ("Could you tell me what happened to the second truck?", 1),
        ("Who plans the shifts? And how early do the drivers see the plan?", 2),
        ("when do i start and is there a canteen", 2),
        ("Tell me about the team. Tell me about the trucks.", 2),
    ],
)
def test_questions_are_counted_with_and_without_a_mark(answer: str, number: int) -> None:
    """Direct, indirect, recogniser's spelling."""
    assert len(said(answer, Dossier()).asked) == number


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("No, I think you have answered everything, thank you.", "none"),
        ("How many days of holiday are there?", "perks"),
        ("What does a typical day look like?", "generic"),
        ("What is the culture like at Norvik?", "generic"),
        ("What do you do exactly?", "generic"),
        ("How many employees do you have?", "generic"),
        ("How do you keep the cold chain when a truck breaks down?", "specific"),
        ("Priya, what made you come here?", "specific"),
        ("What was hardest about Tampere?", "specific"),
        ("You mentioned the night shift. Who covers it now?", "specific"),
        ("How many days of holiday are there? And who drives the forklifts?", "specific"),
    ],
)
def test_what_fits_only_this_job_is_specific(answer: str, verdict: str) -> None:
    """The company's name alone makes no question specific; a fact, a person, the advert does."""
    assert said(answer).verdict == verdict


def test_what_stands_on_the_website_is_told_apart_from_what_was_read_elsewhere() -> None:
    """Both facts are in the dossier, only one is on their page."""
    assert len(said("When was the company founded?").on_website) == 1
    assert said("Did you open a warehouse in Tampere?").on_website == ()


def test_prepared_questions_are_known_again_in_other_words() -> None:
    """The first was asked, the second was not."""
    assert said("What went wrong in Tampere when you opened the warehouse there?").not_asked == (1,)
    assert said("").not_asked == (0, 1)


def test_specific_questions_are_quoted_and_the_rest_is_called_to_mind() -> None:
    """A strength with its quote; information about the one that is left."""
    asked = said("What went wrong when the Tampere warehouse opened?")
    strength, left = findings_from(asked, NORVIK)
    assert (strength.tone, strength.evidence) == ("strength", asked.specific)
    assert (left.tone, "success measured" in left.text) == ("information", True)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("No, that was all, thank you.", "You asked nothing back"),
        ("How much holiday do I get?", "time off and pay"),
        ("What is the culture like?", "any company"),
    ],
)
def test_each_weak_answer_gets_its_own_advice(answer: str, words: str) -> None:
    """And a prepared question to ask instead."""
    finding = findings_from(said(answer), NORVIK)[0]
    assert finding.tone == "improve"
    assert words in finding.text
    assert "Tampere" in finding.text


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_can_be_judged(text: str) -> None:
    """Every question is sorted at most once, and quotes are what stands in the text."""
    transcript = Transcript.from_text(text)
    found = questions_in(transcript, NORVIK)
    assert len(found.specific) + len(found.on_website) + len(found.perks) <= len(found.asked)
    assert all(transcript.text[q.char_start : q.char_end] == q.text for q in found.asked)
