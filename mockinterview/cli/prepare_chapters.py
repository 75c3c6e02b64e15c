"""The chapters of the guided conversation: what is asked, in which words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.cli.prepare_talk import CLEAR, Entries, Part, Talk, ask, choice_of, words_of
from mockinterview.dossier import (
    BankedStory,
    Fact,
    FactKind,
    Idea,
    Interviewer,
    KeyFact,
    PanelRole,
    Period,
    Said,
)
from mockinterview.preparation.day import pay
from mockinterview.preparation.typed import amount, amounts
from mockinterview.preparation.typed import day as typed_day

if TYPE_CHECKING:
    from collections.abc import Callable

ROLES = "hiring manager, colleague, executive or hr"


def _job(talk: Talk) -> None:
    talk.field(("job", "title"), "What is the job called?")
    talk.field(("company", "name"), "Which company is it at?")
    today = dt.datetime.now().astimezone().date()
    talk.field(
        ("job", "date"),
        "When is the second interview? Such as 8 December or 2026-12-08.",
        lambda answer: typed_day(answer, today),
        "Write the day and the month in words, such as 8 December, or as 2026-12-08.",
        empty=None,
    )
    talk.field(("job", "place"), "Where is it, or how will you be called?")
    role = Part(
        "role", f"What are they there? ({ROLES})", choice_of(words_of(PanelRole)), f"It is one of: {ROLES}."
    )
    talk.entries(
        Entries(
            ("job", "interviewers"),
            "Who will ask you? One name at a time; Enter where you do not know.",
            Interviewer,
            lambda person: f"{person.name or 'somebody'}, {person.role}",
            (role,),
        )
    )


def _company(talk: Talk) -> None:
    talk.field(
        ("company", "website"),
        "What does their website say first? Everybody knows that much, so you need more.",
    )
    asked: tuple[tuple[FactKind, str], ...] = (
        ("mission", "What do they want to achieve? In your own words."),
        ("value", "What matters to the people there? One value at a time."),
        ("news", "What is new there in the last months?"),
        ("product", "What do they make or do that you like?"),
    )
    for kind, question in asked:
        _facts(talk, kind, question)


def _facts(talk: Talk, kind: FactKind, question: str) -> None:
    talk.entries(
        Entries(
            ("company", "facts"),
            question,
            lambda answer: Fact(answer, kind),
            lambda fact: str(fact.text),
            (Part("source", "Where did you read “{}”?"),),
            belongs=lambda fact: fact.kind == kind,
        )
    )


def _first(talk: Talk) -> None:
    talk.texts(
        ("first_interview", "asked"), "What were you asked in the first interview? One question at a time."
    )
    talk.texts(("first_interview", "stumped"), "Which question would you like to answer better this time?")
    asked: tuple[tuple[KeyFact, str], ...] = (
        ("reason for leaving", "What reason did you give for leaving your job?"),
        ("notice period", "What did you say about your notice period?"),
        ("start date", "When did you say that you can start?"),
        ("salary", "What did you say about money?"),
    )
    for about, question in asked:
        _said(talk, about, question)


def _said(talk: Talk, about: KeyFact, question: str) -> None:
    """Ask for one key fact; there is one entry for each."""
    now = next((said.text for said in talk.dossier.first_interview.said if said.about == about), "")
    answer = ask(question, now=now)
    if answer is None:
        return
    new = () if answer == CLEAR else (Said(about, answer),)
    talk.keep(
        ("first_interview", "said"), lambda kept: (*(said for said in kept if said.about != about), *new)
    )


def _stories(talk: Talk) -> None:
    talk.entries(
        Entries(
            ("stories",),
            "Think of something that went better because of you, however small. What do you call that story?",
            BankedStory,
            lambda story: str(story.title or story.situation or "untitled"),
            (
                Part("situation", "“{}”: what was the matter?"),
                Part("action", "“{}”: what did you do yourself?"),
                Part("result", "“{}”: how did it turn out?"),
                Part("measure", "“{}”: how much, how many, or how long?"),
                Part(
                    "tags",
                    "“{}”: what does it show? Such as leading, conflict.",
                    _split,
                    "Write words, commas between.",
                ),
            ),
        )
    )


def _split(answer: str) -> tuple[str, ...] | None:
    return tuple(filter(None, (word.strip() for word in answer.split(",")))) or None


def _questions(talk: Talk) -> None:
    talk.texts(("my_questions",), "What would you like to ask them that only these people can answer?")


def _ideas(talk: Talk) -> None:
    talk.entries(
        Entries(
            ("ideas",),
            "What could they try, in your eyes? One concrete thing.",
            Idea,
            lambda idea: str(idea.text or idea.experience),
            (Part("experience", "“{}”: what have you done yourself that it comes from?"),),
        )
    )


def _salary(talk: Talk) -> None:
    salary = talk.dossier.salary
    answer = ask(
        "Which salary will you say? Best a range, such as 42,000 to 46,000.",
        _range,
        now=pay(salary),
        hint=_AMOUNT,
    )
    if answer is not None:
        low, high = answer if isinstance(answer, tuple) else (None, None)
        talk.keep(("salary",), lambda kept: replace(kept, low=low, high=high))
    talk.field(("salary", "currency"), "In which currency?")
    periods = words_of(Period)
    talk.field(
        ("salary", "period"),
        "Is that for a year, a month, a day or an hour?",
        choice_of(periods),
        _PERIOD,
        "year",
    )
    talk.field(
        ("salary", "walk_away"),
        "Below which amount do you say no? Nobody else sees it.",
        amount,
        _AMOUNT,
        None,
    )
    talk.texts(("salary", "benefits"), "What counts for you besides money? One thing at a time.")


_AMOUNT = "Write a whole amount, such as 42,000 or 42k."
_PERIOD = "It is one of: year, month, day, hour."


def _range(answer: str) -> tuple[int, int | None] | None:
    """Return the lower and the upper end, the upper one None where only one was typed."""
    ends = sorted(amounts(answer))
    if len(ends) not in (1, 2):
        return None
    return ends[0], ends[1] if len(ends) == 2 else None


def _day(talk: Talk) -> None:
    talk.field(("job", "route"), "How do you get there, and how long does it take?")
    talk.field(("job", "dress"), "What do people there wear, as far as you have seen?")
    talk.texts(("thank_you",), "Who gets a thank-you note afterwards? Enter: the people who ask.")


CHAPTERS: dict[str, tuple[str, Callable[[Talk], None]]] = {
    "job": ("The job", _job),
    "company": ("The company", _company),
    "first": ("The first interview", _first),
    "stories": ("Your stories", _stories),
    "questions": ("Your questions", _questions),
    "ideas": ("Your ideas", _ideas),
    "salary": ("Salary", _salary),
    "day": ("The day", _day),
}
"""Every part of the conversation with its heading."""
