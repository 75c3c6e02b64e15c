"""From checks to findings: plain sentences, each with its evidence, the strongest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview import rubric
from mockinterview.analysis.filler_places import count_fillers, most_frequent
from mockinterview.analysis.fillers import FILLED_PAUSE
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockinterview.analysis.achievement import Example, Part
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.analysis.filler_places import FillerCounts
    from mockinterview.question import Question
    from mockinterview.transcript import Transcript

Check = Literal[
    "fillers",
    "length",
    "pace",
    "pauses",
    "example",
    "company",
    "consistency",
    "story",
    "ideas",
    "salary",
    "questions",
    "leaving",
]
"""What is looked at; from "company" on only where the kind of question calls for it."""
Tone = Literal["strength", "improve", "information"]


@dataclass(frozen=True)
class Finding:
    """One thing worth saying about an answer.

    Attributes:
        check: which check speaks.
        tone: a strength, one thing to do better, or information.
        text: one plain sentence, fit to be shown and spoken.
        evidence: the words it rests on, with their times.
        weight: how much it matters, in [0, 1]; higher comes first.
    """

    check: Check
    tone: Tone
    text: str
    evidence: tuple[Quote, ...] = ()
    weight: float = 0.0


Advice = Callable[["Question", "Transcript"], "tuple[Finding, ...]"]
"""What to say of an answer beside what fits every question."""


def no_advice(_question: Question, _transcript: Transcript) -> tuple[Finding, ...]:
    """Say nothing more."""
    return ()


NO_EXAMPLE = (
    "It is fine that no example came to mind: before the interview, note three small things that went "
    "better because of you, and tell one of those."
)


def give_feedback(analysis: AnswerAnalysis, question: Question) -> tuple[Finding, ...]:
    """Return what is worth saying: the strongest point, the one thing to do better, then the rest."""
    return ranked(
        (
            *_about_example(analysis, question),
            *_about_length(analysis, question),
            *_about_fillers(analysis),
            *_about_pace(analysis),
            *_about_pauses(analysis),
        )
    )


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Order findings: the strongest point first, then the one thing to do better, then by weight."""
    by_weight = sorted(findings, key=lambda finding: -finding.weight)
    core = core_of(by_weight)
    return (*core, *(finding for finding in by_weight if finding not in core))


def core_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first strength and the first thing to do better, as far as there are such."""
    listed = list(findings)
    firsts = (next((f for f in listed if f.tone == tone), None) for tone in ("strength", "improve"))
    return tuple(finding for finding in firsts if finding is not None)


# --- the achievement example ------------------------------------------------------------------------

_MISSING: dict[Part, str] = {
    "episode": (
        "There was no specific example yet: pick one particular occasion, say what you did yourself, "
        "and how it turned out."
    ),
    "own_action": "You told what happened, but not what you did yourself: say “I” and name your own step.",
    "result": "You said what you did, but not how it turned out: end the story with its result.",
    "measure": "It would be stronger still with a measure: how many, how much, or how long.",
}


def feedback_on_story(example: Example) -> tuple[Finding, ...]:
    """Say whether the example is complete, now that a follow-up was answered."""
    if not example.judged:
        return ()
    quote = example.result or example.action
    if example.level == "full":
        cited = f": “{shorten(quote.text)}”." if quote else "."
        text = f"With that your example is complete{cited} Tell it like this from the start next time."
        return (Finding("example", "strength", text, (quote,) if quote else (), 0.9),)
    return (Finding("example", "improve", _MISSING[_first_missing(example)], weight=0.85),)


def _first_missing(example: Example) -> Part:
    return example.missing[0] if example.missing else "episode"


def _about_example(analysis: AnswerAnalysis, question: Question) -> Iterator[Finding]:
    example = analysis.example
    if example is None or not example.judged:
        return
    if example.level == "full":
        parts = (("What you did", example.action), ("How it turned out", example.result))
        told = [(what, quote) for what, quote in parts if quote is not None]
        said = (f"{what}: “{shorten(quote.text)}”." for what, quote in told)
        text = " ".join(("You gave a specific example.", *said))
        quotes = tuple(quote for _, quote in told)
        yield Finding("example", "strength", text, quotes, 0.9 if question.example_expected else 0.7)
        if "measure" in example.missing:
            yield Finding("example", "information", _MISSING["measure"], weight=0.2)
    elif question.example_expected and analysis.says_no_example:
        yield Finding("example", "improve", NO_EXAMPLE, weight=0.6)
    elif question.example_expected:
        quotes = tuple(quote for quote in (example.situation, example.action) if quote is not None)
        weight = 0.95 if example.level == "none" else 0.85
        yield Finding("example", "improve", _MISSING[_first_missing(example)], quotes, weight)


def shorten(text: str, words: int = 14) -> str:
    """Cut a quote to its first words, with an ellipsis where something was left out."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"


# --- length -----------------------------------------------------------------------------------------


def _about_length(analysis: AnswerAnalysis, question: Question) -> Iterator[Finding]:
    spoken = spoken_length(analysis)
    if not spoken:
        return
    low, high = rubric.zone(question.target_s)
    took, zone = f"Your answer took {seconds(spoken)}", f"{seconds(low)} to {seconds(high)}"
    share = spoken / question.target_s
    if spoken < low:
        far = share < rubric.FAR_TOO_SHORT.value
        text = f"{took}; for this question {zone} is a good length, so you can say more."
        yield Finding("length", "improve", text, weight=0.9 if far else 0.5)
    elif spoken > high:
        far = share > rubric.FAR_TOO_LONG.value
        text = f"{took}; for this question {zone} is enough, so keep the best part and stop there."
        yield Finding("length", "improve", text, weight=0.8 if far else 0.5)
    else:
        yield Finding("length", "strength", f"{took}, a good length for this question.", weight=0.4)


def spoken_length(analysis: AnswerAnalysis) -> float | None:
    """Return the seconds from the first speech to the last, pauses included; None where not known."""
    length = analysis.length
    if length.speaking_time_s is None:
        return None
    return length.speaking_time_s + (length.pause_time_s or 0.0)


def seconds(value: float) -> str:
    """Say a length in plain words: "45 seconds", "1 minute", "2 minutes 5 seconds"."""
    minutes, rest = divmod(round(value), 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(_counted(rest, "second"))
    return " ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# --- fillers ----------------------------------------------------------------------------------------


def _about_fillers(analysis: AnswerAnalysis) -> Iterator[Finding]:
    counts = count_fillers(analysis)
    rate = counts.per_minute
    if rate is None and spoken_length(analysis) is None and counts.per_100_words is not None:
        # A written answer has no minutes; it is judged as if it were spoken at the usual pace.
        rate = counts.per_100_words * rubric.CONVERSATION.value / 100
    if rate is None:
        return
    noisy = analysis.hesitations.too_noisy
    said = _fillers_counted(analysis, counts)
    evidence = tuple(
        Quote(filler.text, filler.char_start, filler.char_end, filler.start, filler.end)
        for filler in analysis.fillers
    )
    if rate > rubric.AVERAGE_FILLERS.value:
        weight = 0.75 if rate >= rubric.MANY_FILLERS.value else 0.45
        text = f"I counted {said}: let a short silence stand where the next one wants to come."
        yield Finding("fillers", "improve", text, evidence, weight)
    elif rate > rubric.FEW_FILLERS.value or noisy:
        yield Finding("fillers", "information", f"A normal number of fillers: {said}.", evidence, 0.2)
    else:
        text = "You spoke without any fillers." if counts.total == 0 else f"Hardly any fillers: {said}."
        yield Finding("fillers", "strength", text, evidence, 0.5)


def filler_rate(analysis: AnswerAnalysis) -> float | None:
    """Return fillers a minute, found hesitations included; None where too short for a rate, or not spoken."""
    return count_fillers(analysis).per_minute


def _fillers_counted(analysis: AnswerAnalysis, counts: FillerCounts) -> str:
    """Say how many there are, of which kinds, how often they come, and which come most often."""
    spoken = spoken_length(analysis)
    where = seconds(spoken) if spoken is not None else f"{analysis.length.words} words"
    number = f"{'at least ' if counts.at_least else ''}{_counted(counts.total, 'filler')}"
    if not counts.total:
        return f"{number} in {where}"
    kinds = ""
    if counts.filled_pauses and counts.filler_words:
        kinds = f", {counts.filled_pauses} of them um or uh"
    return f"{number} in {where}{kinds} ({filler_rates(counts)}), mostly {_most_frequent(analysis)}"


def filler_rates(counts: FillerCounts) -> str:
    """Say how often fillers come, "7.2 a minute, 5 per 100 words"; empty where too short for a rate."""
    rates = ((counts.per_minute, "a minute"), (counts.per_100_words, "per 100 words"))
    return ", ".join(f"{_rate(value)} {per}" for value, per in rates if value is not None)


def _rate(value: float) -> str:
    """Write a rate with one decimal where that tells something."""
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"


def _most_frequent(analysis: AnswerAnalysis) -> str:
    found = len(analysis.hesitations.found)

    def said(text: str, number: int) -> str:
        if text != FILLED_PAUSE or not found:
            return f"“{text}” ({number})"
        by_sound = "by its sound alone" if found == number else f"{found} by the sound alone"
        return f"“{text}” ({number}, {by_sound})"

    return ", ".join(said(text, number) for text, number in most_frequent(analysis))


# --- pace and pauses --------------------------------------------------------------------------------


def _about_pace(analysis: AnswerAnalysis) -> Iterator[Finding]:
    rate = analysis.length.speech_rate_wpm
    if rate is None:
        return
    said = f"about {round(rate, -1):.0f} words a minute"
    if rate < rubric.SLOW.value:
        text = f"You spoke slowly, {said}: a little more pace keeps a listener with you."
        yield Finding("pace", "improve", text, weight=0.4)
    elif rate > rubric.FAST.value:
        text = f"You spoke fast, {said}: breathe at the end of each sentence."
        yield Finding("pace", "improve", text, weight=0.55)
    elif rubric.COMFORTABLE_FROM.value <= rate <= rubric.COMFORTABLE_TO.value:
        yield Finding("pace", "strength", f"Your pace was easy to follow, {said}.", weight=0.3)
    else:
        yield Finding("pace", "information", f"Your pace was {said}.", weight=0.1)


def _about_pauses(analysis: AnswerAnalysis) -> Iterator[Finding]:
    longest = max(analysis.pauses, key=lambda pause: pause.duration, default=None)
    if longest is None or longest.duration <= rubric.STALL.value:
        return
    where = seconds(longest.start)
    text = (
        f"Your longest pause was {seconds(longest.duration)}, {where} in: "
        "saying “let me think for a moment” keeps the listener with you."
    )
    yield Finding("pauses", "information", text, (Quote("", 0, 0, longest.start, longest.end),), 0.3)
