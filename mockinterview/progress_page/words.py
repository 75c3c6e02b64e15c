"""Progress in words, the same in the terminal and on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.feedback import seconds

if TYPE_CHECKING:
    from datetime import date

    from mockinterview.progress import Measure, Progress, Trend

NAMES: dict[Measure, str] = {
    "fillers": "Fillers a minute",
    "pace": "Words a minute",
    "in_target": "Answers of a good length",
    "examples": "Examples told",
    "latency": "Seconds to first word",
}
NOTHING_YET = "There is no judged answer yet: `mockinterview rehearse` makes the first."
NOTHING_WEAK = "Nothing in your last answers asks for practice: try questions you have not met."
NO_SCORE = "None of these numbers is a score of you or of your chances."
COLUMNS = ("Fillers a minute", "Words a minute", "Good length", "Examples", "Seconds to first word")
CURVES_LATER = "Curves need three weeks: two points always look like a rise or a fall."
SHARES: frozenset[Measure] = frozenset({"in_target", "examples"})


def opening(found: Progress) -> str:
    """Say in one line how much was practised."""
    hours, rest = divmod(60 * round(found.total.spoken_s / 60), 3600)
    spoken = f"{counted(hours, 'hour')} {seconds(rest)}" if hours else seconds(found.total.spoken_s)
    parts = [counted(found.rehearsals, "rehearsal"), counted(found.total.answers, "answer")]
    parts.append(f"{spoken} spoken")
    if found.streak_days > 1:
        parts.append(f"{found.streak_days} days in a row")
    return ", ".join(parts)


def needs_more(found: Progress) -> str:
    """Say how many rehearsals a trend still needs, empty where none."""
    if not found.trend_lacks:
        return ""
    more = counted(found.trend_lacks, "more rehearsal")
    return f"Whether something gets better can be told after {more}: a few vary by chance."


def said(measure: Measure, value: float) -> str:
    """Write the value of a measure: a share in percent, pace without a decimal, the others with one."""
    if measure in SHARES:
        return f"{value:.0%}"
    return f"{value:.0f}" if measure == "pace" else f"{value:.1f}"


def trend_line(trend: Trend) -> str:
    """Say what a measure did lately."""
    before, now = said(trend.measure, trend.before), said(trend.measure, trend.now)
    change = f"lately {now}" if trend.direction == "no clear change" else f"from {before} to {now}"
    return f"{NAMES[trend.measure]}: {trend.direction}, {change}"


def day(value: date) -> str:
    """Write a day: 5 January 2026."""
    return f"{value.day} {value:%B %Y}"


def counted(number: int, noun: str) -> str:
    """Write a number of things: "1 answer", "2 answers"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
