"""What a dossier still lacks, or what in it does not fit together, and why that matters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from mockinterview.dossier import BankedStory, Company, Dossier, FirstInterview, Job, KeyFact, Salary

ENOUGH_STORIES = 3
"""Fewer, and the same story is told twice in one interview."""

ENOUGH_QUESTIONS = 3
"""Some get answered before one's turn comes."""

WITHOUT_NAME = 40
"""Characters of a text that stands for an entry without a name."""


@dataclass(frozen=True)
class Gap:
    """Something that is missing, or that does not fit.

    Attributes:
        place: where in the dossier, as `salary low` or `stories 2 result`; entries are counted from 1.
        text: what is missing, one sentence.
        why: why it matters, one sentence.
        weight: how much it matters, in [0, 1]; higher comes first.
        remedy: how it is done, where that depends on the face; None where writing it down does it.
    """

    place: str
    text: str
    why: str
    weight: float
    remedy: Remedy | None = None


def gaps(dossier: Dossier, today: dt.date) -> tuple[Gap, ...]:
    """Return everything that is open, the most important first; empty where nothing is.

    Args:
        dossier: any, an empty one too.
        today: the day from which the interview's date is seen.
    """
    found = chain(
        _of_job(dossier.job, today),
        _of_company(dossier.company),
        _of_first_interview(dossier.first_interview),
        _of_stories(dossier.stories),
        _of_questions(dossier.my_questions),
        _of_ideas(dossier),
        _of_salary(dossier.salary),
        _of_papers(dossier),
    )
    return tuple(sorted(found, key=lambda gap: -gap.weight))


def _of_job(job: Job, today: dt.date) -> Iterator[Gap]:
    if job.date is None:
        yield Gap(
            "job date", "The day of the interview is missing.", "With it you see how much time is left.", 0.4
        )
    elif job.date < today:
        why = "If it is over, a thank-you note is the next step; if it moved, write the new day."
        yield Gap("job date", f"The day of the interview ({job.date}) has passed.", why, 0.9)
    if not job.title:
        why = "Every answer should lead to this job, and the questions name it."
        yield Gap("job title", "The title of the job is missing.", why, 0.7)
    if not job.interviewers:
        why = "In a second interview you meet other people: a colleague asks other things than an executive."
        yield Gap("job interviewers", "Nobody is named who will ask.", why, 0.6)
    for number, interviewer in enumerate(job.interviewers, start=1):
        if not interviewer.name:
            why = "A name can be looked up, said when you greet, and thanked afterwards."
            text = f"The name of the {interviewer.role} is missing."
            yield Gap(f"job interviewers {number} name", text, why, 0.45)
    yield from _twice("job interviewers", "interviewer", [person.name for person in job.interviewers])
    if not job.place:
        yield Gap(
            "job place", "Where it takes place is missing.", "You want to arrive calm, not searching.", 0.35
        )
    if not job.route:
        why = "Ten minutes too early is right, and the way there is the one thing you can try out."
        yield Gap("job route", "The way there is missing.", why, 0.3)
    if not job.dress:
        why = "Dressed a little better than people there dress is safe; a picture of the team shows it."
        yield Gap("job dress", "What people there wear is missing.", why, 0.25)


def _of_company(company: Company) -> Iterator[Gap]:
    if not company.name:
        why = "The questions name it, and so should you."
        yield Gap("company name", "The company's name is missing.", why, 0.85)
    if not company.facts:
        why = (
            '"What do you know about us?" nearly always comes, and a general answer sounds like no interest.'
        )
        yield Gap("company facts", "Nothing is noted about the company.", why, 0.95)
        return
    kinds = {fact.kind for fact in company.facts}
    if not kinds & {"mission", "vision", "value"}:
        why = "Whoever knows what they want to be can say why that fits."
        yield Gap("company facts", "What the company wants and values is missing.", why, 0.6)
    if "news" not in kinds:
        why = "Something from the last months shows that you looked further than their front page."
        yield Gap("company facts", "Nothing recent about the company is noted.", why, 0.55)
    for number, fact in enumerate(company.facts, start=1):
        if not fact.text:
            why = "A source alone cannot be told."
            yield Gap(f"company facts {number} text", "A fact about the company has no words.", why, 0.5)
        elif not fact.source:
            why = "They may ask where you read it."
            text = f"Where you read “{_short(fact.text)}” is missing."
            yield Gap(f"company facts {number} source", text, why, 0.2)


_SAID: dict[KeyFact, tuple[float, str]] = {
    "reason for leaving": (0.6, "It comes again, and it must be the same reason."),
    "salary": (0.55, "They wrote your number down, and will notice another one."),
    "notice period": (0.35, "Four weeks then and two now makes people wonder."),
    "start date": (0.3, "It has to fit your notice period."),
}
"""Each key fact with the weight of its absence, and why it matters."""


def _of_first_interview(first: FirstInterview) -> Iterator[Gap]:
    if not (first.asked or first.stumped):
        why = "Questions that stumped you once come back; here you can practise them."
        yield Gap("first_interview stumped", "The questions of the first interview are missing.", why, 0.75)
    told = {said.about for said in first.said if said.text}
    for about, (weight, why) in _SAID.items():
        if about not in told:
            text = f"What you said in the first interview is missing: {about}."
            yield Gap("first_interview said", text, why, weight)


_PARTS = {
    "result": ("has no result.", "Without its end a story is only work that was done.", 0.65),
    "action": ("does not say what you did yourself.", "They hire you, not the team.", 0.65),
    "situation": ("does not say what was the matter.", "Nobody sees why it was hard.", 0.4),
    "title": ("has no title.", "A title brings the whole story back under pressure.", 0.2),
}
"""What is said where a part of a story is missing, why it matters, and how much."""


def _of_stories(stories: tuple[BankedStory, ...]) -> Iterator[Gap]:
    if len(stories) < ENOUGH_STORIES:
        have = {0: "There is no story yet", 1: "There is only one story"}.get(
            len(stories), "There are two stories"
        )
        why = "A second interview asks for three or four examples, and none should be told twice."
        yield Gap("stories", f"{have}; have at least {ENOUGH_STORIES}.", why, 0.9 - 0.1 * len(stories))
    if stories and not any(story.measure for story in stories):
        why = "How much, how many or how long makes one of them hard to forget."
        yield Gap("stories", "No story has a measure.", why, 0.45)
    yield from _twice("stories", "story", [story.title for story in stories])
    for number, story in enumerate(stories, start=1):
        name = f"“{_short(story.title or story.situation or story.action or f'Story {number}')}”"
        for part, (text, why, weight) in _PARTS.items():
            if not getattr(story, part):
                yield Gap(f"stories {number} {part}", f"{name} {text}", why, weight)


def _of_questions(questions: tuple[str, ...]) -> Iterator[Gap]:
    if not questions:
        why = '"What questions do you have for us?" always comes, and "none" sounds like no interest.'
        yield Gap("my_questions", "There is no question of your own yet.", why, 0.85)
    elif len(questions) < ENOUGH_QUESTIONS:
        why = "One or two are often answered before your turn comes."
        yield Gap("my_questions", f"There are fewer than {ENOUGH_QUESTIONS} questions of your own.", why, 0.5)
    yield from _twice("my_questions", "question", questions)


def _of_ideas(dossier: Dossier) -> Iterator[Gap]:
    if not dossier.ideas:
        why = "One concrete suggestion shows what they would get from you."
        yield Gap("ideas", "There is no idea for the company yet.", why, 0.7)
    for number, idea in enumerate(dossier.ideas, start=1):
        if not idea.text:
            why = "An experience becomes an idea once it says what they could do."
            yield Gap(f"ideas {number} text", "An idea has no words.", why, 0.45)
        elif not idea.experience:
            why = "An idea is believed when you have done something like it."
            text = f"The experience behind “{_short(idea.text)}” is missing."
            yield Gap(f"ideas {number} experience", text, why, 0.45)


def _of_salary(salary: Salary) -> Iterator[Gap]:
    if salary.low is None and salary.high is None:
        why = "It is asked for now, and whoever thinks about it on the spot asks for less."
        yield Gap("salary low", "The salary that you will ask for is missing.", why, 0.8)
    elif salary.low is None or salary.high is None:
        end = "lower" if salary.low is None else "upper"
        why = "A range leaves room to agree; a single number is only pushed down."
        yield Gap(f"salary {'low' if salary.low is None else 'high'}", f"The {end} end is missing.", why, 0.4)
    low = salary.low if salary.low is not None else salary.high
    if salary.walk_away is None:
        why = "Decided at home, it keeps you from saying yes to too little."
        yield Gap("salary walk_away", "The amount below which you say no is missing.", why, 0.5)
    elif low is not None and salary.walk_away > low:
        text = f"You would walk away below {salary.walk_away:,}, but your range begins at {low:,}."
        why = "They may take the lower end at once, and then you would have to say no to your own offer."
        yield Gap("salary walk_away", text, why, 0.92)
    if low is not None and not salary.currency:
        yield Gap("salary currency", "The currency is missing.", "A number alone can be misunderstood.", 0.15)
    if not salary.benefits:
        why = "Where the salary is fixed, holidays, pension or training are often not."
        yield Gap("salary benefits", "What counts for you besides money is missing.", why, 0.4)


def _of_papers(dossier: Dossier) -> Iterator[Gap]:
    if not dossier.papers.advert:
        why = "Its words are what they look for."
        yield Gap("papers advert", "The job advert has not been read.", why, 0.35, Remedy("read_advert"))
    if not dossier.papers.cv:
        why = "They have it in front of them."
        yield Gap("papers cv", "Your CV has not been read.", why, 0.2, Remedy("read_cv"))
    if not dossier.thank_you and not any(person.name for person in dossier.job.interviewers):
        why = "A short note on the day after is remembered."
        yield Gap("thank_you", "Nobody is named who gets a thank-you note.", why, 0.15)


def _twice(place: str, what: str, names: Iterable[str]) -> Iterator[Gap]:
    """Yield what stands in a list more than once."""
    for name, count in Counter(name.casefold() for name in names if name).items():
        if count > 1:
            why = "One of them can go, or become another one."
            yield Gap(place, f"The {what} “{_short(name)}” is there {count} times.", why, 0.3)


def _short(text: str) -> str:
    return text if len(text) <= WITHOUT_NAME else f"{text[: WITHOUT_NAME - 1].rstrip()}…"
