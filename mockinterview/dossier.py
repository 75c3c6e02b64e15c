"""What a person has prepared for one second interview: the job, the company, their stories, their numbers.

Everything is optional; an empty dossier is `Dossier()`. It stands in a TOML file that the person may edit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from annotated_types import Ge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PanelRole = Literal["hiring manager", "colleague", "executive", "hr"]
"""Whom one meets in a second interview."""

FactKind = Literal["mission", "vision", "value", "news", "product", "other"]
"""What a fact about the company is about."""

KeyFact = Literal["reason for leaving", "start date", "notice period", "salary", "other"]
"""What was said in the first interview and must not change unnoticed."""

Period = Literal["year", "month", "day", "hour"]
"""What a salary is paid for."""

_STRICT: dict[str, str] = {"extra": "forbid"}


@dataclass(frozen=True)
class Interviewer:
    """Somebody who asks: a name as it is spoken, and what they are there."""

    name: str = ""
    role: PanelRole = "hiring manager"

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Job:
    """The job and the day.

    Attributes:
        title: as the advert calls it.
        date: the day of the second interview.
        place: where it is, or how one is called.
        route: how to get there and how long that takes.
        dress: what people there wear, as far as seen.
        interviewers: who will ask.
    """

    title: str = ""
    date: dt.date | None = None
    place: str = ""
    route: str = ""
    dress: str = ""
    interviewers: tuple[Interviewer, ...] = ()

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Fact:
    """Something read about the company, and where."""

    text: str
    kind: FactKind = "other"
    source: str = ""

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Company:
    """The company and what was found out about it; `website` holds what anybody could read there."""

    name: str = ""
    website: str = ""
    facts: tuple[Fact, ...] = ()

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Said:
    """A key fact as it was told in the first interview."""

    about: KeyFact
    text: str

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class FirstInterview:
    """The first interview.

    Attributes:
        asked: questions that came.
        stumped: questions that one would like to answer better.
        said: key facts as they were told.
    """

    asked: tuple[str, ...] = ()
    stumped: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class BankedStory:
    """An achievement to tell: its parts in a few words each.

    Attributes:
        title: a name to remember it by.
        situation: what was the matter.
        action: what one did oneself.
        result: how it turned out.
        measure: how much, how many, how long; may be empty.
        tags: what it shows, such as "leading", "conflict".
    """

    title: str
    situation: str = ""
    action: str = ""
    result: str = ""
    measure: str = ""
    tags: tuple[str, ...] = ()

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Idea:
    """Something the company could do, and the own experience that it comes from."""

    text: str
    experience: str = ""

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Salary:
    """What the work should bring; amounts in whole units of the currency for the period.

    Attributes:
        low: lower end of the range to say, None where not known.
        high: upper end of it.
        walk_away: below this the answer is no.
        currency: as it is written, such as "EUR" or "£".
        period: what the amounts are for.
        benefits: what counts besides.
    """

    low: Annotated[int, Ge(0)] | None = None
    high: Annotated[int, Ge(0)] | None = None
    walk_away: Annotated[int, Ge(0)] | None = None
    currency: str = ""
    period: Period = "year"
    benefits: tuple[str, ...] = ()

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Papers:
    """Key terms of the job advert and of one's own CV, the weightiest first."""

    advert: tuple[str, ...] = ()
    cv: tuple[str, ...] = ()

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True)
class Dossier:
    """All of it.

    Attributes:
        job: the job and the day.
        company: what was found out about it.
        first_interview: what happened there.
        stories: the story bank.
        my_questions: what one wants to ask them.
        ideas: what one would do there.
        salary: what it should bring.
        thank_you: who gets a note afterwards; the interviewers where left out.
        papers: key terms of the advert and the CV.
    """

    job: Job = Job()
    company: Company = Company()
    first_interview: FirstInterview = FirstInterview()
    stories: tuple[BankedStory, ...] = ()
    my_questions: tuple[str, ...] = ()
    ideas: tuple[Idea, ...] = ()
    salary: Salary = Salary()
    thank_you: tuple[str, ...] = ()
    papers: Papers = Papers()

    __pydantic_config__: ClassVar = _STRICT


def changed_at(value: Any, place: Sequence[str], change: Callable[[Any], Any]) -> Any:
    """Return a dossier, or a part of one, with what stands at a place changed; no names mean all of it."""
    if not place:
        return change(value)
    name, *rest = place
    return replace(value, **{name: changed_at(getattr(value, name), rest, change)})
