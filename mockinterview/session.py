"""A rehearsal as it is kept: turns, and the takes of each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from mockinterview.analysis.achievement import Example
from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.feedback import Finding
from mockinterview.question import Question
from mockinterview.remedy import Remedy
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.clip import Clip
    from mockinterview.ports import Recording

SCHEMA = 1
"""Version of `session.json`; raised whenever its meaning changes."""

TakeEnd = Literal[
    "silence",
    "done",
    "skip",
    "again",
    "quit",
    "no speech",
    "too long",
    "device lost",
    "recording over",
    "program ended",
]

NOT_AN_ANSWER: frozenset[TakeEnd] = frozenset({"skip", "again", "no speech"})
"""A recording that ended so is kept, and not transcribed."""


@dataclass(frozen=True)
class Take:
    """One recorded attempt at an answer.

    Attributes:
        audio: name of the sound file in the session's folder.
        duration: seconds.
        ended: why the recording ended.
        transcript: what was said; None where it was not transcribed (yet).
        analysis: the checks; None where the take was not judged (skipped, taken again, recovered).
        findings: the feedback, strongest point first.
        note: one line for the person where something went wrong, else None.
    """

    audio: str
    duration: float
    ended: TakeEnd
    transcript: Transcript | None = None
    analysis: AnswerAnalysis | None = None
    findings: tuple[Finding, ...] = ()
    note: str | None = None

    @property
    def is_answer(self) -> bool:
        """Whether somebody meant it as an answer: neither skipped, nor begun anew, nor silent."""
        return self.ended not in NOT_AN_ANSWER

    @property
    def awaits_transcript(self) -> bool:
        """Whether something was said that nobody has written down yet."""
        return self.transcript is None and self.duration > 0 and self.is_answer

    @property
    def remark(self) -> str:
        """What the words alone do not say: what went wrong, or why there are none; else empty."""
        remarks = [self.note] if self.note else []
        if self.awaits_transcript:
            remarks.append("Not transcribed yet.")
        elif self.transcript is None or not self.transcript.words:
            remarks.append("You skipped it." if self.ended == "skip" else "There are no words in it.")
        return " ".join(remarks)

    @property
    def remedy(self) -> Remedy | None:
        """What to do about what `remark` says, None where there is nothing to do."""
        return Remedy("write_down") if self.awaits_transcript else None


@dataclass(frozen=True)
class Turn:
    """One question and its answer.

    Attributes:
        question: as it was asked.
        question_audio: name of the spoken question's sound file, None where it was only shown.
        takes: the attempts in order; the last answer among them counts. Empty while nothing was recorded.
        follow_up: the one follow-up that was asked, with its own takes.
        story: the example judged over the answer and its follow-up together, None without a follow-up.
    """

    question: Question
    question_audio: str | None = None
    takes: tuple[Take, ...] = ()
    follow_up: Turn | None = None
    story: Example | None = None

    @property
    def take(self) -> Take | None:
        """The take that counts: the last answer, else the last attempt at one."""
        last_first = self.takes[::-1]
        return next((take for take in last_first if take.is_answer), next(iter(last_first), None))


@dataclass(frozen=True)
class Session:
    """One rehearsal.

    Attributes:
        id: name of its folder; sorts by time.
        started: local time with offset, ISO 8601.
        ended: the same, None while it runs or where the program was killed.
        seed: what the choice of questions came from.
        model: name of the recogniser's model, None where there was none.
        candidate: whether a recorded sample candidate answered, not a person.
        turns: in the order asked.
        schema: version of the file.
    """

    id: str
    started: str
    ended: str | None
    seed: int
    model: str | None
    candidate: bool
    turns: tuple[Turn, ...] = ()
    schema: int = SCHEMA

    # Else a number that is not finite would be written as null, and the session could never be read again.
    __pydantic_config__: ClassVar = {"ser_json_inf_nan": "constants"}


class Keeper(Protocol):
    """Keeps one running session, step by step.

    Every step changes `session` first and then the disk: where it raises StorageError, the session in
    memory is still right and the next step tries again to write all of it.
    """

    @property
    def session(self) -> Session:
        """The session as it stands."""

    @property
    def path(self) -> Path:
        """The session's folder."""

    def start_turn(self, question: Question, clip: Clip | None) -> Path | None:
        """Begin the next turn; `clip` is the question as it was heard. Return its sound, None without one."""

    def start_follow_up(self, question: Question, clip: Clip | None) -> Path | None:
        """Begin the follow-up of the running turn; as `start_turn`."""

    def part_path(self, *, follow_up: bool = False) -> Path:
        """Return where the next take of the running turn, or of its follow-up, is recorded (`….part.wav`)."""

    def hold(self, recording: Recording) -> None:
        """Hold on to the sound of an answer until `keep_take`, even where its file is removed meanwhile."""

    def news(self) -> str | None:
        """Return what the person should know of what is kept; each only once."""

    def keep_take(
        self,
        recording: Recording,
        transcript: Transcript | None,
        analysis: AnswerAnalysis | None,
        findings: tuple[Finding, ...],
    ) -> Path:
        """Keep a finished recording and what was found in it as the next take; return its sound.

        The recording lies where `part_path` said. The end of it that the disk did not take is written then,
        or with a later step.
        """

    def keep_interrupted(self, rest: Clip | None = None) -> None:
        """Keep a recording that was cut off by an interrupt; `rest` is what the disk did not take of it."""

    def set_story(self, story: Example) -> None:
        """Keep the judgement over the answer and its follow-up together."""

    def finish(self) -> None:
        """Close the session and let go of its folder; can be tried again where the disk did not take it."""
