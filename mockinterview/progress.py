"""What changed over all rehearsals of a person: by week, by question, and lately."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from mockinterview import rubric
from mockinterview.figures import AnswerFigures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TREND_NEEDS = 5
"""Rehearsals below which no trend is told: with four, chance alone makes a steady line too often."""

TREND_LOOKS_BACK = 12
"""A trend is about the last so many rehearsals: what was true a year ago helps nobody."""

CERTAIN_Z = 1.645
"""Mann-Kendall: beyond, the chance of such a line without any change is below one in ten (two-sided)."""

Measure = Literal["fillers", "pace", "in_target", "examples", "latency"]
Direction = Literal["better", "worse", "no clear change"]


@dataclass(frozen=True)
class Rehearsal:
    """One rehearsal, as far as progress is concerned.

    Attributes:
        started: local time with offset, ISO 8601.
        answers: its judged answers, in the order asked.
    """

    started: str
    answers: tuple[AnswerFigures, ...]


@dataclass(frozen=True)
class Summary:
    """Some answers taken together; a figure is None where no answer has it.

    Attributes:
        answers: how many.
        spoken_s: seconds spoken in them, follow-ups included.
        filler_rate: fillers a minute, over all that are long enough for a rate.
        pace_wpm: words a minute, weighted by length.
        in_target: share of the answers whose length suits their question, in [0, 1].
        examples_full: answers with a complete example, of those that wanted one.
        examples_partial: the same, in part.
        examples_none: the same, without.
        latency_s: median of the seconds from the question's end to the first word.
    """

    answers: int
    spoken_s: float
    filler_rate: float | None
    pace_wpm: float | None
    in_target: float | None
    examples_full: int
    examples_partial: int
    examples_none: int
    latency_s: float | None

    @property
    def example_share(self) -> float | None:
        """Share of the examples told, one in part counted half, in [0, 1]; None where none was wanted."""
        wanted = self.examples_full + self.examples_partial + self.examples_none
        return (self.examples_full + self.examples_partial / 2) / wanted if wanted else None


@dataclass(frozen=True)
class Week:
    """The rehearsals of one week; `monday` is its first day."""

    monday: date
    rehearsals: int
    summary: Summary


@dataclass(frozen=True)
class QuestionRecord:
    """All answers to one question.

    Attributes:
        question_id: id in its bank.
        question: its text, as asked last.
        last_on: day of the last answer.
        last: the last answer.
        summary: all answers together.
    """

    question_id: str
    question: str
    last_on: date
    last: AnswerFigures
    summary: Summary


@dataclass(frozen=True)
class Trend:
    """What one measure did over the last rehearsals.

    Attributes:
        measure: which.
        rehearsals: how many of them have this measure.
        before: mean of the first three of them.
        now: mean of the last three.
        direction: better or worse only where chance hardly explains it.
    """

    measure: Measure
    rehearsals: int
    before: float
    now: float
    direction: Direction


@dataclass(frozen=True)
class Progress:
    """Everything that can be said over all rehearsals.

    Attributes:
        rehearsals: how many have a judged answer.
        total: all answers together.
        streak_days: days in a row with a rehearsal, up to today or yesterday.
        weeks: weeks with a rehearsal, the oldest first.
        questions: the one with the weakest last answer first.
        trends: a measure each, over the last rehearsals; none where too few of them have it, none of latency.
        trend_lacks: rehearsals still needed before a trend can be told.
    """

    rehearsals: int
    total: Summary
    streak_days: int
    weeks: tuple[Week, ...]
    questions: tuple[QuestionRecord, ...]
    trends: tuple[Trend, ...]
    trend_lacks: int


def progress_of(rehearsals: Iterable[Rehearsal], today: date) -> Progress:
    """Return the progress over rehearsals in any order; those without a judged answer or a day count not."""
    dated = [
        (started, rehearsal.answers)
        for rehearsal in rehearsals
        if rehearsal.answers and (started := _moment(rehearsal.started)) is not None
    ]
    dated.sort(key=lambda item: item[0].timestamp())
    by_day = [(moment.date(), answers) for moment, answers in dated]
    return Progress(
        rehearsals=len(dated),
        total=summarise([answer for _, answers in dated for answer in answers]),
        streak_days=_streak({day for day, _ in by_day}, today),
        weeks=_weeks(by_day),
        questions=_questions(by_day),
        trends=_trends([summarise(answers) for _, answers in dated[-TREND_LOOKS_BACK:]]),
        trend_lacks=max(TREND_NEEDS - len(dated), 0),
    )


def summarise(answers: Sequence[AnswerFigures]) -> Summary:
    """Return some answers taken together."""
    rated = [answer for answer in answers if answer.pace_wpm is not None and answer.fillers is not None]
    rated_s = sum(answer.spoken_s for answer in rated)
    levels = [answer.example for answer in answers]
    latencies = [answer.latency_s for answer in answers if answer.latency_s is not None]
    return Summary(
        answers=len(answers),
        spoken_s=sum((answer.spoken_s + answer.follow_up_s for answer in answers), 0.0),
        filler_rate=60 * sum(answer.fillers or 0 for answer in rated) / rated_s if rated_s else None,
        pace_wpm=sum((a.pace_wpm or 0.0) * a.spoken_s for a in rated) / rated_s if rated_s else None,
        in_target=fmean(answer.in_target for answer in answers) if answers else None,
        examples_full=levels.count("full"),
        examples_partial=levels.count("partial"),
        examples_none=levels.count("none"),
        latency_s=median(latencies) if latencies else None,
    )


def weakest_first(questions: Iterable[QuestionRecord]) -> tuple[QuestionRecord, ...]:
    """Order by the last answer, the weakest first; of equals the one that was asked longest ago."""
    return tuple(sorted(questions, key=lambda record: (-record.last.weakness, record.last_on)))


def most_answered(questions: Iterable[QuestionRecord]) -> tuple[QuestionRecord, ...]:
    """Order by the number of answers, the most first; of equals the one that was answered last."""
    return tuple(sorted(questions, key=lambda record: (record.summary.answers, record.last_on), reverse=True))


# --- by day -------------------------------------------------------------------------------------------


def _moment(started: str) -> datetime | None:
    """Return a time as it stood on the person's clock, None where there is no such."""
    try:
        moment = datetime.fromisoformat(started)
        moment.timestamp()  # in the first and the last year, not every time can be reckoned with
    except (ValueError, OverflowError, OSError):
        return None
    return moment


def _streak(days: set[date], today: date) -> int:
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count


Dated = tuple[date, tuple[AnswerFigures, ...]]


def _weeks(by_day: Sequence[Dated]) -> tuple[Week, ...]:
    weeks: dict[date, list[tuple[AnswerFigures, ...]]] = defaultdict(list)
    for day, answers in by_day:
        weeks[day - timedelta(days=day.weekday())].append(answers)
    return tuple(
        Week(monday, len(rehearsed), summarise([answer for answers in rehearsed for answer in answers]))
        for monday, rehearsed in sorted(weeks.items())
    )


def _questions(by_day: Sequence[Dated]) -> tuple[QuestionRecord, ...]:
    asked: dict[str, list[tuple[date, AnswerFigures]]] = defaultdict(list)
    for day, answers in by_day:
        for answer in answers:
            asked[answer.question_id].append((day, answer))
    return weakest_first(
        QuestionRecord(
            question_id, given[-1][1].question, *given[-1], summarise([answer for _, answer in given])
        )
        for question_id, given in asked.items()
    )


# --- lately -------------------------------------------------------------------------------------------


def _outside_comfort(wpm: float) -> float:
    """How far a pace lies from what is easy to follow, in words a minute."""
    return max(rubric.COMFORTABLE_FROM.value - wpm, wpm - rubric.COMFORTABLE_TO.value, 0.0)


_VALUES: dict[Measure, Callable[[Summary], float | None]] = {
    "fillers": lambda summary: summary.filler_rate,
    "pace": lambda summary: summary.pace_wpm,
    "in_target": lambda summary: summary.in_target,
    "examples": lambda summary: summary.example_share,
    "latency": lambda summary: summary.latency_s,
}


def value_of(measure: Measure, summary: Summary) -> float | None:
    """Return a measure of some answers, None where not known: shares in [0, 1], latency in seconds."""
    return _VALUES[measure](summary)


_BADNESS: dict[Measure, Callable[[float], float]] = {
    "fillers": lambda rate: max(rate, rubric.FEW_FILLERS.value),  # fewer than that need no getting better
    "pace": _outside_comfort,
    "in_target": lambda share: -share,
    "examples": lambda share: -share,
}
"""For each measure with a trend, what falls as it gets better; to think before one begins is no fault."""


def _trends(summaries: Sequence[Summary]) -> tuple[Trend, ...]:
    trends = (_trend(measure, summaries) for measure in _BADNESS)
    return tuple(trend for trend in trends if trend is not None)


def _trend(measure: Measure, summaries: Sequence[Summary]) -> Trend | None:
    values = [value for summary in summaries if (value := value_of(measure, summary)) is not None]
    if len(values) < TREND_NEEDS:
        return None
    z = mann_kendall_z([_BADNESS[measure](value) for value in values])
    direction: Direction = "no clear change"
    if abs(z) >= CERTAIN_Z:
        direction = "better" if z < 0 else "worse"
    return Trend(measure, len(values), fmean(values[:3]), fmean(values[-3:]), direction)


def mann_kendall_z(values: Sequence[float]) -> float:
    """Return how steadily values rise (above 0) or fall, as a standard normal deviate.

    Mann-Kendall test, normal approximation with the corrections for ties and for continuity
    (Gilbert 1987, section 16.4). 0 where they are all equal.
    """
    n = len(values)
    s = sum((later > value) - (later < value) for i, value in enumerate(values) for later in values[i + 1 :])
    tied = [values.count(value) for value in set(values)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in tied)) / 18
    return 0.0 if s == 0 or variance <= 0 else math.copysign(abs(s) - 1, s) / math.sqrt(variance)
