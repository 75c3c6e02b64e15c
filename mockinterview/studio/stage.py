"""What the page of a rehearsal shows, worked out from the loop's events without a browser.

Everything here is plain data that JSON can carry; texts are made harmless for one line, and the page shows
them as text, never as markup.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

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
    Stuck,
    TakeKept,
    VoiceCame,
    Waiting,
)
from mockinterview.feedback import Tone, core_of, shorten
from mockinterview.ports import Command
from mockinterview.remarks import TROUBLES, how_it_ended, reminders
from mockinterview.studio.remedies import on_page
from mockinterview.texts import harmless, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.events import Event
    from mockinterview.feedback import Finding
    from mockinterview.question import Question

Phase = Literal[
    "idle", "starting", "asking", "listening", "waiting", "feedback", "choosing", "stuck", "ended", "failed"
]
"""What goes on; `idle` before the first rehearsal, `failed` where one could not go on."""

SPOTS_SHOWN = 3
MOST_NOTICES = 20
"""A rehearsal that goes wrong again and again must not fill the page."""

COMMANDS: dict[Phase, tuple[Command, ...]] = {
    "starting": (Command.QUIT,),
    "asking": (Command.DONE, Command.AGAIN, Command.SKIP, Command.QUIT),
    "listening": (Command.DONE, Command.NOT_DONE, Command.AGAIN, Command.SKIP, Command.QUIT),
    "feedback": (Command.DONE, Command.AGAIN, Command.QUIT),
    "choosing": (Command.DONE, Command.AGAIN, Command.QUIT),
    "stuck": (Command.DONE, Command.QUIT),
    "waiting": (Command.QUIT,),
}
"""What a person may ask for, phase by phase."""

CAN_HEAR: frozenset[Phase] = frozenset({"feedback", "choosing"})
"""Phases in which a spot of the last answer can be heard: the microphone is closed."""


@dataclass(frozen=True)
class Asked:
    """The question.

    Attributes:
        spoken: whether it is heard.
        awaits_voice: whether the voice is late, so that it can only be read yet.
        zone: the seconds between which an answer has a good length.
    """

    number: int
    total: int
    text: str
    greeting: str
    asked_by: str
    is_follow_up: bool
    spoken: bool
    awaits_voice: bool
    zone: tuple[float, float]


@dataclass(frozen=True)
class Moment:
    """The running answer, see `ports.Progress`; `text` are the words so far."""

    elapsed: float
    level_db: float
    speaking: bool
    countdown: float | None
    waiting: float | None
    cap_left: float
    text: str


@dataclass(frozen=True)
class Spot:
    """A stretch of the answer to hear, in seconds; `text` are its words, empty for silence."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Point:
    """A point of the feedback with what shows it."""

    tone: Tone
    text: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Feedback:
    """The feedback on the last answer.

    Attributes:
        words: what was said, empty where nothing was written down.
        core: the strongest point and the one thing to do better.
        others: everything else.
        take: address of the sound, None until it can be heard.
    """

    words: str
    core: tuple[Point, ...]
    others: tuple[Point, ...]
    take: str | None = None


@dataclass(frozen=True)
class Closing:
    """What the rehearsal adds up to; `session` is its id, None where it is not kept, or not all of it."""

    asked: int
    answered: int
    spoken_s: float
    strength: str
    habit: str
    tip: str
    session: str | None


NOTHING_ASKED = Closing(asked=0, answered=0, spoken_s=0.0, strength="", habit="", tip="", session=None)


@dataclass(frozen=True)
class Stage:
    """What the page shows.

    Attributes:
        step: grows with every phase; a command belongs to the step that it was pressed in.
        transcribes: whether words will come at all.
        asked: the last question.
        moment: the running answer, None outside one.
        waiting_for: what is being waited for, in words.
        can_skip: whether that takes long, and the person may go on without it.
        ended: how the last answer ended, in a line.
        feedback: what was said of the last answer, until the next question; it stays for its follow-up.
        last: whether there is no further question.
        problem: what failed and what to do about it.
        notices: what the person should know, the oldest first.
        reminders: what a speaker should know by now.
        closing: the sum, once the rehearsal is over.
    """

    phase: Phase = "idle"
    step: int = 0
    transcribes: bool = True
    asked: Asked | None = None
    moment: Moment | None = None
    waiting_for: str = ""
    can_skip: bool = False
    ended: str = ""
    feedback: Feedback | None = None
    last: bool = False
    problem: str = ""
    notices: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    closing: Closing | None = None

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the person may ask for now."""
        usual = COMMANDS.get(self.phase, ())
        return (Command.SKIP, *usual) if self.can_skip else usual

    @property
    def running(self) -> bool:
        """Whether a rehearsal goes on."""
        return self.phase not in ("idle", "ended", "failed")

    def starting(self) -> Stage:
        """Return the stage of a rehearsal that is being got ready."""
        return Stage("starting", self.step + 1)

    def stopped(self) -> Stage:
        """Return the stage of a rehearsal that was stopped before anything was asked."""
        return replace(self.enter("ended"), closing=NOTHING_ASKED)

    def failed(self, problem: str) -> Stage:
        """Return the stage of a rehearsal that could not go on; what it adds up to stays in sight."""
        if self.closing is not None:
            return self.telling(problem)
        return replace(self.enter("failed"), problem=harmless(problem))

    def after(self, event: Event) -> Stage:
        """Return the stage after an event."""
        return _AFTER[type(event)](self, event)

    def enter(self, phase: Phase) -> Stage:
        """Return the stage of the next phase: what only lasted a moment is gone."""
        return replace(
            self,
            phase=phase,
            step=self.step + 1,
            moment=None,
            waiting_for="",
            can_skip=False,
            problem="",
            reminders=(),
        )

    def telling(self, text: str) -> Stage:
        """Return the stage with one more notice, none where there is nothing to tell."""
        return replace(self, notices=(*self.notices, harmless(text))[-MOST_NOTICES:]) if text else self


# --- events -------------------------------------------------------------------------------------------


def _started(stage: Stage, event: SessionStarted) -> Stage:
    return replace(stage, transcribes=event.model is not None)


def _question(stage: Stage, event: QuestionAsked) -> Stage:
    feedback = stage.feedback if event.is_follow_up else None
    return replace(stage.enter("asking"), asked=_asked(event), feedback=feedback, ended="")


def _voice_came(stage: Stage, event: VoiceCame) -> Stage:
    asked = stage.asked and replace(stage.asked, spoken=event.spoken, awaits_voice=False)
    return replace(stage, asked=asked)


def _listening(stage: Stage, event: Listening) -> Stage:
    """The microphone opens: for the question that was asked last, or for its main question once more."""
    listening, asked = stage.enter("listening"), stage.asked
    if asked is None or (asked.is_follow_up and asked.text == harmless(event.question.text)):
        return listening
    if asked.is_follow_up:
        asked = replace(asked, **_shown(event.question), is_follow_up=False)
    return replace(listening, asked=asked, feedback=None)


def _heard(stage: Stage, event: Heard) -> Stage:
    progress = event.progress
    moment = Moment(
        elapsed=round(progress.elapsed, 2),
        level_db=round(progress.level_db, 1),
        speaking=progress.speaking,
        countdown=progress.countdown,
        waiting=progress.waiting,
        cap_left=progress.cap_left,
        text=harmless(event.text),
    )
    due = [text for text in reminders(progress) if text not in stage.reminders]
    return replace(stage, moment=moment, reminders=(*stage.reminders, *due))


def _ended(stage: Stage, event: AnswerEnded) -> Stage:
    waiting = replace(stage.enter("waiting"), ended=how_it_ended(event))
    return waiting.telling(TROUBLES[event.trouble] if event.trouble else "")


def _waiting(stage: Stage, event: Waiting) -> Stage:
    return replace(stage.enter("waiting"), waiting_for=harmless(event.text), can_skip=event.can_skip)


def _kept(stage: Stage, event: TakeKept) -> Stage:
    take = f"/takes/{event.sound.parent.name}/{event.sound.name}"
    return replace(stage, feedback=stage.feedback and replace(stage.feedback, take=take))


_AFTER: dict[type, Callable[[Stage, Any], Stage]] = {
    SessionStarted: _started,
    QuestionAsked: _question,
    VoiceCame: _voice_came,
    Listening: _listening,
    Heard: _heard,
    AnswerEnded: _ended,
    Waiting: _waiting,
    FeedbackGiven: lambda stage, event: replace(stage.enter("feedback"), feedback=_feedback(event)),
    TakeKept: _kept,
    ChoiceOffered: lambda stage, event: replace(stage.enter("choosing"), last=event.last),
    Stuck: lambda stage, event: replace(stage.enter("stuck"), problem=_problem(event)),
    Notice: lambda stage, event: stage.telling(f"{event.text} {on_page(event.remedy)}"),
    SessionEnded: lambda stage, event: replace(stage.enter("ended"), closing=_closing(event)),
}


def _problem(event: Stuck) -> str:
    return sentences(harmless(event.problem), on_page(event.remedy))


# --- parts --------------------------------------------------------------------------------------------


def _asked(event: QuestionAsked) -> Asked:
    return Asked(
        number=event.number,
        total=event.total,
        is_follow_up=event.is_follow_up,
        spoken=event.spoken,
        awaits_voice=event.awaits_voice,
        **_shown(event.question),
    )


def _shown(question: Question) -> dict[str, Any]:
    """Return what is shown of a question, by the names of `Asked`."""
    return {
        "text": harmless(question.text),
        "greeting": harmless(question.greeting),
        "asked_by": harmless(question.asked_by),
        "zone": rubric.zone(question.target_s),
    }


def _feedback(event: FeedbackGiven) -> Feedback:
    core = core_of(event.findings)
    return Feedback(
        words=harmless(event.transcript.text) if event.transcript else "",
        core=tuple(map(_point, core)),
        others=tuple(_point(finding) for finding in event.findings if finding not in core),
    )


def _point(finding: Finding) -> Point:
    spots = tuple(
        Spot(shorten(harmless(quote.text)), quote.start, quote.end)
        for quote in finding.evidence
        if quote.start is not None and quote.end is not None
    )
    return Point(finding.tone, harmless(finding.text), spots[:SPOTS_SHOWN])


def _closing(event: SessionEnded) -> Closing:
    summary = event.summary
    return Closing(
        asked=summary.asked,
        answered=summary.answered,
        spoken_s=summary.spoken_s,
        strength=harmless(summary.strength or ""),
        habit=harmless(summary.habit or ""),
        tip=harmless(summary.tip or ""),
        session=event.folder.name if event.folder else None,
    )
