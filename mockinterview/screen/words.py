"""What the screens say: every event in words, the same on lines and in the live area."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview import rubric
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    FeedbackGiven,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Stuck,
    Waiting,
)
from mockinterview.feedback import Finding, core_of, seconds, shorten
from mockinterview.plain_text import plain_text
from mockinterview.remarks import TROUBLES, clock, how_it_ended
from mockinterview.texts import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.events import Event
    from mockinterview.remedy import Remedy

WIDEST = 100
METER_FROM_DB = -60.0
METER_STEPS = 8
EVIDENCE_SHOWN = 3

Look = Literal["plain", "heading", "question", "quote", "strength", "improve", "notice"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph to write; an empty one is an empty line.

    Attributes:
        text: any text, made harmless when it is wrapped.
        look: what it is, for a screen with colours.
        lead: stands before its first line.
        hanging: stands before the others.
        whole: never wrapped, because it is there to be copied.
    """

    text: str = ""
    look: Look = "plain"
    lead: str = ""
    hanging: str = ""
    whole: bool = False

    def lines(self, width: int) -> list[str]:
        """Wrap to a width in characters."""
        clean = plain_text(self.text)
        if self.whole:
            return [f"{self.lead}{clean}"]
        wrapped = textwrap.wrap(clean, width, initial_indent=self.lead, subsequent_indent=self.hanging)
        return wrapped or [self.lead.rstrip()]


def paragraphs_of(event: Event) -> Iterator[Paragraph]:
    """Say what happened; what only lasts a moment (`Heard`, `Waiting`) has no paragraph."""
    say = _SAY.get(type(event))
    return iter(()) if say is None else say(event)


def keys_help(event: Event) -> str | None:
    """Say which keys now do what, None where that did not change."""
    match event:
        case QuestionAsked(spoken=False, awaits_voice=False) | Waiting(can_skip=False):
            return None
        case ChoiceOffered(last=last):
            onward = "finish" if last else "next question"
            return f"Enter = {onward}, r = answer this one again, q = stop here (all is kept)"
    return _KEYS.get(type(event))


_KEYS: dict[type, str] = {
    QuestionAsked: "Enter = answer now, r = hear it again, s = skip, q = stop (all is kept)",
    Listening: "Enter = done, w = more time, r = start again, s = skip, q = stop (all is kept)",
    Waiting: "s = go on without them, q = stop (all is kept)",
    FeedbackGiven: "Enter = go on",
    Stuck: "Enter = try again, q = stop (what is written already is kept)",
}


# --- events -------------------------------------------------------------------------------------------


def _started(event: SessionStarted) -> Iterator[Paragraph]:
    count = "1 question" if event.questions == 1 else f"{event.questions} questions"
    yield Paragraph(f"Your second interview, {count}. Everything stays on this computer.")
    if event.model is None:
        yield Paragraph("Nothing here writes words down yet, so your answers are only recorded.")


def _question(event: QuestionAsked) -> Iterator[Paragraph]:
    yield Paragraph()
    kind = "Follow-up" if event.is_follow_up else f"Question {event.number} of {event.total}"
    if event.question.asked_by:
        kind = f"{kind}, {event.question.asked_by}"
    if event.awaits_voice:
        kind = f"{kind} (the voice is late: you can read it already)"
    elif not event.spoken:
        kind = f"{kind} (shown only: the voice is not available)"
    yield Paragraph(kind, "heading")
    if event.question.greeting:
        yield Paragraph(event.question.greeting, lead="  ", hanging="  ")
    yield Paragraph(event.question.text, "question", "  ", "  ")


def _listening(event: Listening) -> Iterator[Paragraph]:
    low, high = rubric.zone(event.question.target_s)
    yield Paragraph(f"Speak when you are ready; {seconds(low)} to {seconds(high)} is a good length.")


def _ended(event: AnswerEnded) -> Iterator[Paragraph]:
    yield Paragraph(how_it_ended(event))
    if event.trouble is not None:
        yield Paragraph(TROUBLES[event.trouble], "notice")


def _feedback(event: FeedbackGiven) -> Iterator[Paragraph]:
    if event.transcript is not None and event.transcript.text:
        yield Paragraph()
        yield Paragraph(event.transcript.text, "quote", "  | ", "  | ")
    yield Paragraph()
    core = core_of(event.findings)
    for finding in core:
        yield from _finding(finding, "+ " if finding.tone == "strength" else "> One thing to do better: ")
    for finding in event.findings:
        if finding not in core:
            yield from _finding(finding, "- ")


def _finding(finding: Finding, lead: str) -> Iterator[Paragraph]:
    look: Look = "plain" if lead == "- " or finding.tone == "information" else finding.tone
    yield Paragraph(finding.text, look, lead, "  ")
    cited = []
    for quote in finding.evidence[:EVIDENCE_SHOWN]:
        if quote.start is not None and quote.text:
            words = f"“{shorten(quote.text)}”"
            if words.casefold() in finding.text.casefold():
                cited.append(clock(quote.start))
            else:
                yield Paragraph(f"{clock(quote.start)} {words}", "quote", "    ", "      ")
    if cited:
        yield Paragraph(f"At {', '.join(cited)}.", "quote", "    ", "      ")


def _notice(event: Notice) -> Iterator[Paragraph]:
    yield Paragraph(_with_help(event.text, event.remedy), "notice", "! ", "  ")


def _stuck(event: Stuck) -> Iterator[Paragraph]:
    yield Paragraph(_with_help(f"{event.problem}.", event.remedy), "notice", "! ", "  ")


def _with_help(text: str, remedy: Remedy | None) -> str:
    return f"{text} {sentence(remedy.in_terminal)}" if remedy else text


def _summary(event: SessionEnded) -> Iterator[Paragraph]:
    summary = event.summary
    yield Paragraph()
    if not summary.asked:
        yield Paragraph("It ended before the first question, so there is nothing to keep.")
        return
    spoken = f", {seconds(summary.spoken_s)} of speaking" if summary.spoken_s else ""
    yield Paragraph(f"Done: {summary.answered} of {summary.asked} questions answered{spoken}.", "heading")
    if summary.strength:
        yield Paragraph(f"What was strong: {summary.strength}", "strength", "+ ", "  ")
    if summary.habit:
        yield Paragraph(f"The one habit to work on: {summary.habit}", "improve", "> ", "  ")
    if summary.tip:
        yield Paragraph(f"A tip: {summary.tip}", lead="  ", hanging="  ")
    if event.folder is None:
        return
    yield Paragraph(f"Kept in {event.folder}", whole=True)
    yield Paragraph("Hear it again: mockinterview replay")
    yield Paragraph("See it, with every flagged spot: mockinterview report --open")


_SAY: dict[type, Callable[..., Iterator[Paragraph]]] = {
    SessionStarted: _started,
    QuestionAsked: _question,
    Listening: _listening,
    AnswerEnded: _ended,
    FeedbackGiven: _feedback,
    Notice: _notice,
    Stuck: _stuck,
    SessionEnded: _summary,
}


# --- signs --------------------------------------------------------------------------------------------


def meter(level_db: float) -> str:
    """Draw a level in dB relative to full scale as a bar of fixed width."""
    share = (level_db - METER_FROM_DB) / -METER_FROM_DB
    filled = min(max(round(share * METER_STEPS), 0), METER_STEPS)
    return "#" * filled + " " * (METER_STEPS - filled)
