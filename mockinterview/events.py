"""What the loop tells a screen, one frozen event at a time, and the port that it goes through.

A screen shows them in its own way: lines, a live area, a page. None holds anything but plain data.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.feedback import Finding
from mockinterview.ports import Command, EndReason, Progress, Trouble
from mockinterview.question import Question
from mockinterview.remedy import Remedy
from mockinterview.summary import Summary
from mockinterview.transcript import Transcript


@dataclass(frozen=True)
class SessionStarted:
    """The rehearsal begins with so many questions; its model is None where nothing will be transcribed."""

    questions: int
    model: str | None


@dataclass(frozen=True)
class QuestionAsked:
    """A question is asked, by voice where `spoken`, else only by its text.

    Attributes:
        question: what is asked.
        number: 1 for the first.
        total: how many questions the rehearsal has.
        spoken: whether it is heard too.
        is_follow_up: whether it asks for what the last answer lacked.
        awaits_voice: whether the voice is late, so that it can only be read yet: `VoiceCame` follows.
    """

    question: Question
    number: int
    total: int
    spoken: bool = False
    is_follow_up: bool = False
    awaits_voice: bool = False


@dataclass(frozen=True)
class VoiceCame:
    """The voice that a question waited for: it speaks now, or is no longer waited for."""

    spoken: bool


@dataclass(frozen=True)
class Listening:
    """The microphone is open: the person may speak."""

    question: Question


@dataclass(frozen=True)
class Heard:
    """The running answer: how it sounds, and the words recognised so far (empty at first)."""

    progress: Progress
    question: Question
    text: str


@dataclass(frozen=True)
class AnswerEnded:
    """The recording is over and safe on the disk.

    Attributes:
        reason: why it ended.
        duration: seconds.
        trouble: what was wrong with the sound, None where nothing was.
    """

    reason: EndReason
    duration: float
    trouble: Trouble | None


@dataclass(frozen=True)
class Waiting:
    """Something takes a moment; `text` says what. Where it takes long, `can_skip` lets the person go on."""

    text: str
    can_skip: bool = False


@dataclass(frozen=True)
class FeedbackGiven:
    """The feedback on an answer stands."""

    transcript: Transcript | None
    analysis: AnswerAnalysis
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TakeKept:
    """The sound of the last answer lies where it stays, in the folder of the rehearsal: it can be heard."""

    sound: Path


@dataclass(frozen=True)
class ChoiceOffered:
    """The loop waits for the person: on to the next question, the same one again, or the end.

    Attributes:
        last: whether there is no further question.
    """

    last: bool


@dataclass(frozen=True)
class Stuck:
    """The loop waits for the person: try again what it cannot do without, or the end.

    Attributes:
        problem: what failed, one line.
        remedy: what to do about it, where that depends on the face.
    """

    problem: str
    remedy: Remedy | None = None


@dataclass(frozen=True)
class Notice:
    """Something the person should know, in whole sentences; nothing is lost.

    Attributes:
        text: what it is.
        remedy: what to do about it, where that depends on the face.
    """

    text: str
    remedy: Remedy | None = None


@dataclass(frozen=True)
class SessionEnded:
    """The rehearsal is over.

    Attributes:
        summary: what it adds up to.
        folder: where it is kept, None where not all of it could be written, or nothing was asked.
    """

    summary: Summary
    folder: Path | None


Event = (
    SessionStarted
    | QuestionAsked
    | VoiceCame
    | Listening
    | Heard
    | AnswerEnded
    | Waiting
    | FeedbackGiven
    | TakeKept
    | ChoiceOffered
    | Stuck
    | Notice
    | SessionEnded
)


class Screen(Protocol):
    """Where the person sees the rehearsal and says what to do."""

    def show(self, event: Event) -> None:
        """Show what happened; returns at once."""

    def command(self) -> Command | None:
        """Return what the person asked for since the last call, None for nothing; returns at once."""

    def is_interactive(self) -> bool:
        """Whether somebody can answer a choice; otherwise the loop goes on by itself."""

    def is_occupied(self) -> bool:
        """Whether the person hears a spot of the last answer again: the loop waits with what comes next."""

    def has_left(self) -> bool:
        """Whether the person has gone for good, so that nothing more is to be asked; returns at once."""
