"""The plain screen: lines on a stream, and on a terminal one status line that rewrites itself."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, TextIO

from mockinterview import rubric
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    FeedbackGiven,
    Heard,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Waiting,
)
from mockinterview.feedback import Finding, core_of, seconds, shorten
from mockinterview.plain_text import plain_text
from mockinterview.ports import EndReason, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.events import Event
    from mockinterview.ports import Command
    from mockinterview.screen.keys import Keys

KEYS_HELP = "Enter = done, w = I need longer, r = start again, s = skip, q = stop (all is kept)"
NUDGE_AFTER_S = 12.0
"""Seconds without a first word before a kind line says that there is no hurry."""
CAP_WARNING_S = 30.0
METER_FROM_DB = -60.0
METER_STEPS = 8
EVIDENCE_SHOWN = 3

_ENDINGS = {
    EndReason.SKIP: "Skipped.",
    EndReason.AGAIN: "Once more, from the start.",
    EndReason.NO_SPEECH: "I did not hear an answer, so let us go on.",
    EndReason.TOO_LONG: "That is the longest answer I can take; everything up to here is kept.",
    EndReason.DEVICE_LOST: "The microphone stopped. Everything up to here is kept.",
}
_TROUBLES = {
    Trouble.DENIED: (
        "The microphone delivers nothing at all: allow this program to use it in the system's privacy "
        "settings, then try again."
    ),
    Trouble.TOO_QUIET: "You are very quiet on the recording: come closer to the microphone.",
    Trouble.CLIPPED: "The recording is distorted: move back a little or lower the microphone's level.",
    Trouble.NOT_WRITTEN: "The disk is full or cannot be written: free some space, or the rest of it is lost.",
}


class PlainScreen:
    """Shows a rehearsal as lines of text; implements `events.Screen`."""

    def __init__(self, stream: TextIO, keys: Keys) -> None:
        self._stream = stream
        self._keys = keys
        self._rewrites = stream.isatty()
        self._status_shown = False
        self._told: set[str] = set()
        self._show: dict[type, Callable[..., None]] = {
            SessionStarted: self._started,
            QuestionAsked: self._question,
            Listening: self._listening,
            Heard: self._heard,
            AnswerEnded: self._ended,
            Waiting: self._waiting,
            FeedbackGiven: self._feedback,
            ChoiceOffered: self._choice,
            Notice: self._notice,
            SessionEnded: self._summary,
        }

    def is_interactive(self) -> bool:
        """Whether somebody can still type."""
        return self._keys.open

    def command(self) -> Command | None:
        """Return the next typed command; returns at once."""
        return self._keys.next()

    def show(self, event: Event) -> None:
        """Write what happened."""
        self._show[type(event)](event)

    # --- events -------------------------------------------------------------------------------------

    def _started(self, event: SessionStarted) -> None:
        count = "1 question" if event.questions == 1 else f"{event.questions} questions"
        self._line(f"Your second interview, {count}. Everything stays on this computer.")
        if event.model is None:
            self._line("Without a recogniser your answers are recorded, not transcribed.")

    def _question(self, event: QuestionAsked) -> None:
        self._line()
        kind = "Follow-up" if event.is_follow_up else f"Question {event.number} of {event.total}"
        self._line(kind if event.spoken else f"{kind} (shown only: the voice is not available)")
        self._paragraph(event.question.text, indent="  ")

    def _listening(self, event: Listening) -> None:
        self._told.clear()
        low, high = rubric.zone(event.question.target_s)
        self._line(f"Speak when you are ready; {seconds(low)} to {seconds(high)} is a good length.")
        self._line(KEYS_HELP)

    def _heard(self, event: Heard) -> None:
        progress = event.progress
        if progress.waiting is not None and progress.waiting >= NUDGE_AFTER_S:
            self._once("Take your time. I am listening.")
        if progress.cap_left <= CAP_WARNING_S:
            self._once(f"{seconds(CAP_WARNING_S)} are left for this answer.")
        if self._rewrites:
            self._status(status_line(event))

    def _ended(self, event: AnswerEnded) -> None:
        text = _ENDINGS.get(event.reason)
        self._line(text or f"Answer over, {seconds(event.duration)}.")
        if event.trouble is not None:
            self._line(_TROUBLES[event.trouble])

    def _waiting(self, event: Waiting) -> None:
        if self._rewrites:
            self._status(event.text)

    def _feedback(self, event: FeedbackGiven) -> None:
        if event.transcript is not None and event.transcript.text:
            self._line()
            self._paragraph(event.transcript.text, indent="  | ")
        self._line()
        core = core_of(event.findings)
        for finding in core:
            self._finding(finding, "+ " if finding.tone == "strength" else "> One thing to do better: ")
        for finding in event.findings:
            if finding not in core:
                self._finding(finding, "- ")

    def _finding(self, finding: Finding, lead: str) -> None:
        self._paragraph(finding.text, indent=lead, hanging="  ")
        for quote in finding.evidence[:EVIDENCE_SHOWN]:
            if quote.start is not None and quote.text:
                cited = f"{clock(quote.start)} “{shorten(quote.text)}”"
                self._paragraph(cited, indent="    ", hanging="      ")

    def _choice(self, event: ChoiceOffered) -> None:
        self._line()
        onward = "finish" if event.last else "next question"
        self._line(f"Enter = {onward}, r = answer this one again, q = stop here (all is kept)")

    def _notice(self, event: Notice) -> None:
        self._paragraph(event.text, indent="! ", hanging="  ")

    def _summary(self, event: SessionEnded) -> None:
        summary = event.summary
        self._line()
        spoken = f", {seconds(summary.spoken_s)} of speaking" if summary.spoken_s else ""
        self._line(f"Done: {summary.answered} of {summary.asked} questions answered{spoken}.")
        if summary.strength:
            self._paragraph(f"What was strong: {summary.strength}", indent="+ ", hanging="  ")
        if summary.habit:
            self._paragraph(f"The one habit to work on: {summary.habit}", indent="> ", hanging="  ")
        if summary.tip:
            self._paragraph(f"A tip: {summary.tip}", indent="  ")
        self._line(f"Kept in {event.folder}")
        self._line("Hear it again: mockinterview replay")

    # --- lines --------------------------------------------------------------------------------------

    def _once(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self._line(text)

    def _paragraph(self, text: str, *, indent: str, hanging: str | None = None) -> None:
        width = min(shutil.get_terminal_size().columns, 100)
        following = indent if hanging is None else hanging
        clean = plain_text(text)
        lines = textwrap.wrap(clean, width, initial_indent=indent, subsequent_indent=following)
        for line in lines or [indent.rstrip()]:
            self._line(line)

    def _line(self, text: str = "") -> None:
        if self._status_shown:
            self._stream.write("\r\x1b[K")
            self._status_shown = False
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def _status(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write(f"\r{plain_text(text)[:width]}\x1b[K")
        self._stream.flush()
        self._status_shown = True


def status_line(event: Heard) -> str:
    """Say in one line how the running answer goes: time against target, level, countdown, last words."""
    progress = event.progress
    low, high = rubric.zone(event.question.target_s)
    parts = [f"{clock(progress.elapsed)} of {clock(low)}-{clock(high)}", f"[{meter(progress.level_db)}]"]
    if progress.countdown is not None:
        parts.append(f"done in {progress.countdown:.0f} s, speak to go on")
    elif event.text:
        parts.append(f"… {event.text[-40:]}")
    return "  ".join(parts)


def meter(level_db: float) -> str:
    """Draw a level in dB relative to full scale as a bar of fixed width."""
    share = (level_db - METER_FROM_DB) / -METER_FROM_DB
    filled = min(max(round(share * METER_STEPS), 0), METER_STEPS)
    return "#" * filled + " " * (METER_STEPS - filled)


def clock(value: float) -> str:
    """Write seconds as a clock shows them: 75.4 becomes 1:15."""
    minutes, rest = divmod(int(value), 60)
    return f"{minutes}:{rest:02d}"
