"""Thank-you drafts: short, one for each interviewer, and nothing in them that did not happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import question

from mockinterview.dossier import Company, Dossier, Interviewer, Job
from mockinterview.feedback import Finding
from mockinterview.preparation.thanks import MOST_WORDS, Talked, Topic, drafts, talked_about
from mockinterview.transcript import Quote

PRIYA, TOM = Interviewer("Priya Raman", "hiring manager"), Interviewer("Tom Adeyemi", "colleague")
NORVIK = Dossier(job=Job(title="Planner", interviewers=(PRIYA, TOM)), company=Company(name="Norvik"))
TOLD = "we opened a second gate and the queue was gone by noon"


def test_an_empty_dossier_gives_one_note_with_marked_gaps() -> None:
    """Nobody and nothing is known: everything to fill in stands in square brackets."""
    (draft,) = drafts(Dossier())
    assert draft.recipient == "[name]"
    for gap in ("[name]", "[the job]", "[the company]", "[one thing that you talked about]", "[your name]"):
        assert gap in draft.body_markdown


def test_everybody_gets_a_note_of_their_own() -> None:
    """Two interviewers read different words."""
    first, second = drafts(NORVIK)
    assert (first.recipient, second.recipient) == ("Priya Raman", "Tom Adeyemi")
    assert first.body_markdown.replace("Priya Raman", "") != second.body_markdown.replace("Tom Adeyemi", "")
    assert all("Planner at Norvik" in draft.body_markdown for draft in (first, second))


def test_the_same_input_gives_the_same_notes() -> None:
    """Wordings are chosen by place, not by chance."""
    assert drafts(NORVIK) == drafts(NORVIK)


@pytest.mark.parametrize(
    ("listed", "recipients"),
    [
        (("Ida Holm <ida@norvik.example>",), ["Ida Holm"]),
        (("Ida Holm, head of planning", "Ida Holm"), ["Ida Holm"]),
        (("  ", ""), ["Priya Raman", "Tom Adeyemi"]),
        ((), ["Priya Raman", "Tom Adeyemi"]),
    ],
)
def test_thank_you_recipients_come_before_the_interviewers(
    listed: tuple[str, ...], recipients: list[str]
) -> None:
    """Only a name is taken; an empty list means the interviewers."""
    dossier = Dossier(job=NORVIK.job, company=NORVIK.company, thank_you=listed)
    assert [draft.recipient for draft in drafts(dossier)] == recipients


def test_a_note_names_only_what_was_talked_about_with_its_recipient() -> None:
    """What Tom asked is not in Priya's note; she gets a gap to fill in."""
    talked = (Talked("Tom Adeyemi, colleague", (Topic("achievement", TOLD, weight=0.9),)),)
    priya, tom = drafts(NORVIK, talked)
    assert TOLD in tom.body_markdown
    assert TOLD not in priya.body_markdown
    assert "[one thing that you talked about with Priya Raman]" in priya.body_markdown


def test_the_answer_that_went_best_is_named() -> None:
    """Of two quotes the one with more weight stands in the note."""
    weak = Topic("achievement", "I wrote a list of all the broken shelves", weight=0.2)
    talked = (Talked("Priya Raman", (weak, Topic("value", TOLD, weight=0.7))),)
    body = drafts(NORVIK, talked)[0].body_markdown
    assert TOLD in body
    assert "shelves" not in body


@pytest.mark.parametrize("kind", ["salary", "weakness", "failure", "conflict", "leaving", "logistics"])
def test_what_nobody_wants_to_be_remembered_by_is_not_named(kind: str) -> None:
    """Talk of money or failure leaves a gap instead."""
    talked = (Talked("Priya Raman", (Topic(kind, TOLD, weight=0.9),)),)  # type: ignore[arg-type]
    body = drafts(NORVIK, talked)[0].body_markdown
    assert TOLD not in body
    assert "[one thing" in body


@pytest.mark.parametrize("said", ["Yes.", " ".join(["and then"] * 40)])
def test_a_quote_too_short_or_too_long_is_left_out(said: str) -> None:
    """The kind of question is named alone; no quote is cut in its middle."""
    body = drafts(NORVIK, (Talked("Priya Raman", (Topic("value", said),)),))[0].body_markdown
    assert said not in body
    assert "what I could bring to the team" in body


def test_filled_pauses_do_not_get_into_a_note() -> None:
    """A quote is spoken, a note is written."""
    topic = Topic("value", "we, um, opened a second gate and uh the queue was gone")
    body = drafts(NORVIK, (Talked("Priya Raman", (topic,)),))[0].body_markdown
    assert "we opened a second gate and the queue was gone" in body


def test_topics_are_gathered_by_interviewer() -> None:
    """The strongest strength's evidence is quoted; praise for the pace is nothing to be thanked for."""
    told = Finding("example", "strength", "", (Quote(TOLD, 0, len(TOLD)),), 0.9)
    pace = Finding("pace", "strength", "", (Quote("so then I went on and on", 0, 24),), 0.95)
    asked = question(asked_by="Priya Raman, hiring manager")
    gathered = talked_about([(asked, (pace, told)), (question(asked_by="Tom Adeyemi"), ()), (asked, ())])
    assert [one.asked_by for one in gathered] == ["Priya Raman, hiring manager", "Tom Adeyemi"]
    assert gathered[0].topics == (Topic("achievement", TOLD, weight=0.9), Topic("achievement"))


@given(name=st.text(max_size=200), title=st.text(max_size=200), said=st.text(max_size=400))
def test_any_text_gives_short_notes_that_markdown_cannot_misread(name: str, title: str, said: str) -> None:
    """Under 120 words whatever stands in the dossier, and no brackets but those of the gaps."""
    dossier = Dossier(job=Job(title=title, interviewers=(Interviewer(name),)), company=Company(name=name))
    talked = (Talked(name, (Topic("value", said, weight=1.0),)),)
    for draft in drafts(dossier, talked):
        assert len(draft.body_markdown.split()) < MOST_WORDS
        gaps = draft.body_markdown.count("[")
        assert gaps == draft.body_markdown.count("]") <= 5
        assert "\n" not in draft.subject
