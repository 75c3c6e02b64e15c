"""The panel: who asks which round, how they introduce themselves, which voice they get."""

from __future__ import annotations

import pytest
from makers import question

from mockinterview.dossier import Dossier, Interviewer, Job, PanelRole
from mockinterview.preparation.panel import Member, Panel, assign
from mockinterview.question import FollowUp, Kind

PRIYA = Interviewer("Priya Raman", "colleague")
TOM = Interviewer("Tom Reid", "hiring manager")


def panel(*interviewers: Interviewer) -> Panel:
    """Return the panel of a dossier that names these people."""
    return Panel.of(Dossier(job=Job(interviewers=interviewers)))


def test_without_a_dossier_every_role_is_there_without_a_name() -> None:
    """They are shown and introduced by their role."""
    members = panel().members
    assert [m.role for m in members] == ["hr", "hiring manager", "executive", "colleague"]
    assert [m.shown for m in members] == [
        "human resources",
        "the hiring manager",
        "an executive",
        "a future colleague",
    ]
    for member in members:
        assert member.introduction.startswith("Hello, I'm ")
        assert "  " not in member.introduction
        assert member.introduction.endswith(".")


@pytest.mark.parametrize(
    ("role", "shown", "says"),
    [
        ("hr", "Priya Raman, human resources", "Hello, I'm Priya Raman from human resources."),
        ("hiring manager", "Priya Raman, hiring manager", "Hello, I'm Priya Raman, the hiring manager."),
        ("executive", "Priya Raman, executive", "Hello, I'm Priya Raman, one of the people who run"),
        ("colleague", "Priya Raman, colleague", "Hello, I'm Priya Raman, somebody you would work with."),
    ],
)
def test_a_named_member_is_shown_and_introduced_by_name(role: PanelRole, shown: str, says: str) -> None:
    """Name first, then what they are there."""
    member = Member(role, "Priya Raman")
    assert member.shown == shown
    assert member.introduction.startswith(says)


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("motivation", "hr"),
        ("first_interview", "hiring manager"),
        ("behavioural", "hiring manager"),
        ("company_ideas", "executive"),
        ("conflict", "colleague"),
        ("leaving", "hiring manager"),
        ("salary", "hr"),
        ("closing_questions", "hiring manager"),
    ],
)
def test_each_round_has_its_interviewer(kind: Kind, role: PanelRole) -> None:
    """By the round of the question, whoever is named."""
    assert panel(PRIYA, TOM).member_for(question(kind=kind)).role == role


@pytest.mark.parametrize("role", ["hr", "hiring manager", "executive", "colleague"])
def test_a_tag_names_another_asker(role: PanelRole) -> None:
    """It counts more than the round."""
    tag = role.replace(" ", "_")
    for kind in ("salary", "achievement"):
        assert panel().member_for(question(kind=kind, tags=("core", tag))).role == role


def test_a_name_is_cleaned_and_an_empty_one_is_none() -> None:
    """Braces and line ends are no part of a name; a name given twice is one person."""
    hostile = panel(Interviewer(" \n", "hr"), Interviewer("{Tom}\nReid", "hr"), Interviewer("Tom Reid", "hr"))
    assert [m for m in hostile.members if m.role == "hr"] == [Member("hr", "Tom Reid")]


def test_two_people_of_one_role_share_its_kinds() -> None:
    """Both come to word within the round about fit."""
    two = panel(PRIYA, Interviewer("Bo Lind", "colleague"))
    kinds: tuple[Kind, ...] = ("culture_fit", "management", "conflict")
    assert {two.member_for(question(kind=kind)).name for kind in kinds} == {"Priya Raman", "Bo Lind"}


def test_everybody_introduces_themselves_once() -> None:
    """In front of the first question; the others stay as they are."""
    asked = panel(PRIYA).asking(
        [
            question(kind="culture_fit", text="One?"),
            question(kind="conflict", text="Two?"),
            question(kind="salary", text="Three?"),
        ]
    )
    assert [q.greeting.startswith("Hello, I'm ") for q in asked] == [True, False, True]
    assert [q.text.split()[-1] for q in asked] == ["One?", "Two?", "Three?"]
    assert [q.asked_by for q in asked] == [
        "Priya Raman, colleague",
        "Priya Raman, colleague",
        "human resources",
    ]


def test_one_person_in_two_roles_says_hello_once_and_has_one_voice() -> None:
    """A small company has no four people to spare."""
    both = assign(
        ["a", "b", "c", "d"], panel(Interviewer("Ana Cruz", "hr"), Interviewer("Ana Cruz", "executive"))
    )
    asked = both.asking([question(kind="motivation"), question(kind="value")])
    assert [q.spoken.count("Hello") for q in asked] == [1, 0]
    assert len({q.asker_voice for q in asked}) == 1


def test_an_asker_has_words_for_what_a_question_lacks_words_for() -> None:
    """Own follow-ups come first and are not doubled; a question without an example gets none."""
    own = FollowUp("measure", "How much?")
    (asked,) = panel().asking([question(kind="achievement", follow_ups=(own,))])
    assert asked.follow_ups[0] == own
    assert [f.asks_for for f in asked.follow_ups] == ["measure", "own_action"]
    (asked,) = panel().asking([question(kind="salary", example_expected=False, follow_ups=())])
    assert asked.follow_ups == ()


def test_every_role_asks_from_an_angle_of_its_own() -> None:
    """No two roles have the same words."""
    words: list[str] = []
    for role in ("hr", "hiring_manager", "executive", "colleague"):
        (asked,) = panel().asking([question(follow_ups=(), tags=(role,))])
        assert len(asked.follow_ups) == 2
        words += [f.text for f in asked.follow_ups]
    assert len(set(words)) == 8


def test_the_interviewer_who_is_talked_about_is_never_the_one_who_asks() -> None:
    """The hiring manager first; nobody where there is nobody else."""
    both = panel(PRIYA, TOM)
    assert both.another(None) == "Tom Reid"
    assert both.another(Member("hiring manager", "Tom Reid")) == "Priya Raman"
    assert panel(TOM).another(Member("hiring manager", "Tom Reid")) == ""
    assert panel().another(None) == ""


@pytest.mark.parametrize("voices", [[], ["one"], ["one", "one"], ["one", " "]])
def test_with_fewer_than_two_voices_everybody_has_the_chosen_one(voices: list[str]) -> None:
    """None means just that."""
    assert {m.voice for m in assign(voices, panel()).members} == {None}


def test_everybody_gets_a_voice_of_their_own_where_there_are_enough() -> None:
    """In the order given; with two voices those who follow each other differ."""
    four = assign(["a", "b", "c", "d", "e"], panel())
    assert [m.voice for m in four.members] == ["a", "b", "c", "d"]
    two = assign(["a", "b"], panel())
    assert [m.voice for m in two.members] == ["a", "b", "a", "b"]
    assert two.asking([question(kind="value")])[0].asker_voice == "a"
