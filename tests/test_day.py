"""The checklist for the day: every topic, what is done and what is open, from the dossier alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, get_args

import pytest

from mockinterview.dossier import BankedStory, Dossier, Idea, Job, Salary
from mockinterview.dossier_file import load_dossier, sample_path
from mockinterview.preparation.day import Item, Topic, checklist, headline, pay

TODAY = dt.date(2026, 12, 5)
SAMPLE = load_dossier(sample_path())
TOPICS = list(get_args(Topic))


def said(dossier: Dossier, topic: Topic, *, done: bool) -> str:
    """Return the points of a topic that are done, or open."""
    return " ".join(
        item.text for item in checklist(dossier, TODAY) if (item.topic, item.done) == (topic, done)
    )


def test_of_an_empty_dossier_everything_is_open() -> None:
    """Every topic has its point, in order."""
    items = checklist(Dossier(), TODAY)
    assert list(dict.fromkeys(item.topic for item in items)) == TOPICS
    assert not any(item.done for item in items)


def test_of_the_sample_everything_is_done() -> None:
    """With what is there named, so that it can be read on the way."""
    items = checklist(SAMPLE, TODAY)
    assert list(dict.fromkeys(item.topic for item in items)) == TOPICS
    assert all(isinstance(item, Item) and item.done for item in items)
    assert "Helen Okafor, Tomasz Berg and Ruth Lindqvist" in said(SAMPLE, "research", done=True)
    assert "notice period: Six weeks" in said(SAMPLE, "review", done=True)
    assert "42,000 to 46,000 EUR a year" in said(SAMPLE, "salary", done=True)
    assert "Tuesday 8 December 2026" in said(SAMPLE, "route", done=True)


@pytest.mark.parametrize(
    ("change", "topic", "opened"),
    [
        (
            {"company": replace(SAMPLE.company, facts=SAMPLE.company.facts[:2])},
            "research",
            "in the last months",
        ),
        ({"my_questions": ("Why?",)}, "questions", "Think of 2 more questions"),
        ({"my_questions": ("Why?", "How?")}, "questions", "Think of 1 more question "),
        (
            {"stories": (*SAMPLE.stories[:2], BankedStory("The flood"))},
            "stories",
            "how it turned out: The flood.",
        ),
        ({"stories": SAMPLE.stories[:1]}, "stories", "Find two stories more"),
        ({"job": replace(SAMPLE.job, dress="")}, "dress", "picture of the team"),
        ({"ideas": (Idea("Paint the cars"),)}, "ideas", "it comes from: Paint the cars"),
        ({"salary": replace(SAMPLE.salary, walk_away=45_000)}, "salary", "mend one of them"),
        ({"job": replace(SAMPLE.job, route="")}, "route", "ten minutes early"),
        ({"job": replace(SAMPLE.job, date=dt.date(2026, 12, 4))}, "review", "thank the people"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_unfinished_is_open(change: dict[str, Any], topic: Topic, opened: str) -> None:
    """Beside what is done of the same topic."""
    assert opened in said(replace(SAMPLE, **change), topic, done=False)


@pytest.mark.parametrize(
    ("date", "when"),
    [
        (dt.date(2026, 12, 5), "today (Saturday 5 December 2026)"),
        (dt.date(2026, 12, 6), "tomorrow (Sunday 6 December 2026)"),
        (dt.date(2026, 12, 8), "in 3 days (Tuesday 8 December 2026)"),
        (dt.date(2026, 12, 4), "yesterday (Friday 4 December 2026)"),
        (dt.date(2026, 12, 1), "4 days ago (Tuesday 1 December 2026)"),
    ],
)
def test_the_headline_counts_the_days(date: dt.date, when: str) -> None:
    """Job, company and day, as far as they are known."""
    assert headline(Dossier(job=Job("Cook", date)), TODAY) == f"Cook: {when}"


def test_the_headline_of_nothing_is_plain() -> None:
    """Neither job nor day."""
    assert headline(Dossier(), TODAY) == "Your second interview"


@pytest.mark.parametrize(
    ("salary", "text"),
    [
        (Salary(), ""),
        (Salary(low=42_000), "42,000 a year"),
        (Salary(low=20, high=20, currency="€", period="hour"), "20 € an hour"),
        (Salary(low=3_000, high=3_500, period="month"), "3,000 to 3,500 a month"),
    ],
)
def test_a_range_is_said_as_people_say_it(salary: Salary, text: str) -> None:
    """Equal ends are one amount."""
    assert pay(salary) == text
