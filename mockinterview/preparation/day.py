"""The checklist for the day of the interview: what is done, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from mockinterview.preparation.gaps import ENOUGH_QUESTIONS, ENOUGH_STORIES
from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from mockinterview.dossier import Dossier, Salary

Topic = Literal["research", "review", "questions", "stories", "dress", "ideas", "salary", "route"]
"""What one prepares for a second interview, in the order in which it is done."""


@dataclass(frozen=True)
class Item:
    """One line of the checklist.

    Attributes:
        topic: what it belongs to.
        done: whether it is done.
        text: what it says, in whole sentences.
        remedy: what helps with it, where that depends on the face.
    """

    topic: Topic
    done: bool
    text: str
    remedy: Remedy | None = None


def headline(dossier: Dossier, today: dt.date) -> str:
    """Return what it is about and when: "Fleet manager at Swallow: in 3 days (Tuesday 8 December 2026)"."""
    job, company = dossier.job.title or "Your second interview", dossier.company.name
    what = f"{job} at {company}" if company else job
    if (date := dossier.job.date) is None:
        return what
    days = (date - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    when = near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")
    return f"{what}: {when} ({date:%A} {date.day} {date:%B %Y})"


def checklist(dossier: Dossier, today: dt.date) -> tuple[Item, ...]:
    """Return the checklist: every topic at least once, in the order in which things are done.

    Args:
        dossier: any, an empty one too.
        today: a day that has passed makes the date an open point.
    """
    return tuple(
        chain(
            _research(dossier),
            _review(dossier, today),
            _questions(dossier),
            _stories(dossier),
            _dress(dossier),
            _ideas(dossier),
            _salary(dossier.salary),
            _route(dossier, today),
        )
    )


def _research(dossier: Dossier) -> Iterator[Item]:
    facts = dossier.company.facts
    if facts:
        yield Item("research", True, f"Read your {_count(len(facts), 'fact')} about the company once more.")
    else:
        yield Item(
            "research", False, "Find out three things about the company, and note where you read them."
        )
    if not any(fact.kind == "news" for fact in facts):
        yield Item("research", False, "Look for something that happened there in the last months.")
    named = [person.name for person in dossier.job.interviewers if person.name]
    if named:
        yield Item("research", True, f"You will meet {_listed(named)}: say each name aloud once.")
    else:
        yield Item("research", False, "Ask who will be there, and what they do.")
    if not dossier.papers.advert:
        yield Item("research", False, "Read the job advert again.", Remedy("read_advert"))


def _review(dossier: Dossier, today: dt.date) -> Iterator[Item]:
    first = dossier.first_interview
    if first.stumped:
        text = f"Practise what stumped you: {_listed([f'“{q}”' for q in first.stumped[:3]])}"
        yield Item("review", True, text)
    elif first.asked:
        yield Item(
            "review", True, f"Go through the {_count(len(first.asked), 'question')} of the first interview."
        )
    else:
        yield Item(
            "review", False, "Note what you were asked in the first interview, and where you got stuck."
        )
    told = [said for said in first.said if said.text]
    if told:
        facts = "; ".join(f"{said.about}: {said.text}" for said in told)
        yield Item("review", True, f"Say the same as the first time. {facts}")
    else:
        yield Item("review", False, "Note what you said about leaving, your notice period and money.")
    if dossier.job.date is not None and dossier.job.date < today:
        yield Item("review", False, "The day has passed: thank the people you met, or note the new day.")


def _questions(dossier: Dossier) -> Iterator[Item]:
    have = len(dossier.my_questions)
    if have:
        yield Item("questions", True, f"Take your {_count(have, 'question')} along on paper.")
    if have < ENOUGH_QUESTIONS:
        missing = _count(ENOUGH_QUESTIONS - have, "more question" if have else "question")
        yield Item("questions", False, f"Think of {missing} that only these people can answer.")


def _stories(dossier: Dossier) -> Iterator[Item]:
    ready = [s.title or "untitled" for s in dossier.stories if s.action and s.result]
    unfinished = [s.title or "untitled" for s in dossier.stories if not (s.action and s.result)]
    if ready:
        yield Item("stories", True, f"Tell aloud once: {_listed(ready)}.")
    if unfinished:
        yield Item(
            "stories", False, f"Finish, with what you did and how it turned out: {_listed(unfinished)}."
        )
    missing = ENOUGH_STORIES - len(dossier.stories)
    if missing > 0:
        what = {1: "one story", 2: "two stories"}.get(missing, "three stories")
        yield Item(
            "stories", False, f"Find {what}{' more' if dossier.stories else ''} of something that you did."
        )


def _dress(dossier: Dossier) -> Iterator[Item]:
    dress = dossier.job.dress
    if dress:
        yield Item("dress", True, f"Lay out the evening before: {dress}")
    else:
        text = "Look at a picture of the team, and lay out something a little better the evening before."
        yield Item("dress", False, text)


def _ideas(dossier: Dossier) -> Iterator[Item]:
    tied = [idea for idea in dossier.ideas if idea.text and idea.experience]
    loose = [idea for idea in dossier.ideas if idea.text and not idea.experience]
    if tied:
        yield Item("ideas", True, f"Have your {_count(len(tied), 'idea')} ready: {tied[0].text}")
    if loose:
        yield Item("ideas", False, f"Say which experience of yours it comes from: {loose[0].text}")
    if not tied and not loose:
        yield Item("ideas", False, "Think of one thing they could try, from something that you have done.")


def _salary(salary: Salary) -> Iterator[Item]:
    if salary.low is None and salary.high is None:
        yield Item("salary", False, "Decide on a range, from what others pay for this work.")
    else:
        yield Item("salary", True, f"Say your range aloud once: {pay(salary)}.")
    if salary.walk_away is None:
        yield Item("salary", False, "Decide, for yourself, below which amount you say no.")
    elif salary.low is not None and salary.walk_away > salary.low:
        yield Item(
            "salary", False, "Your range begins below the amount at which you say no: mend one of them."
        )
    if salary.benefits:
        yield Item("salary", True, f"Besides money: {_listed(salary.benefits)}.")
    else:
        yield Item("salary", False, "Note what counts for you besides money.")


def pay(salary: Salary) -> str:
    """Return the range as one says it: "42,000 to 46,000 EUR a year"; empty where there is none."""
    ends = dict.fromkeys(f"{amount:,}" for amount in (salary.low, salary.high) if amount is not None)
    currency = f" {salary.currency}" if salary.currency else ""
    period = "an hour" if salary.period == "hour" else f"a {salary.period}"
    return f"{' to '.join(ends)}{currency} {period}" if ends else ""


def _route(dossier: Dossier, today: dt.date) -> Iterator[Item]:
    job = dossier.job
    if job.date is None:
        yield Item("route", False, "Note the day, so that you see how much time is left.")
    elif job.date >= today:
        yield Item("route", True, f"The day: {job.date:%A} {job.date.day} {job.date:%B %Y}.")
    if job.place:
        yield Item("route", True, f"The place: {job.place}")
    else:
        yield Item("route", False, "Ask where it is, or how you will be called.")
    if job.route:
        yield Item("route", True, f"The way: {job.route}")
    else:
        yield Item("route", False, "Find out how you get there, and plan to be ten minutes early.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
