"""What a rehearsal is made of: the parts behind their ports, how it goes, and what is done meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mockinterview.events import Screen
from mockinterview.feedback import Advice, no_advice
from mockinterview.ports import Candidate, Loudspeaker, Recorder, Transcriber, Voice
from mockinterview.session import Keeper


@dataclass(frozen=True)
class Parts:
    """What the loop works with, all behind ports.

    Without a transcriber answers are only recorded; a candidate is there only where recordings answer.
    """

    voice: Voice
    loudspeaker: Loudspeaker
    recorder: Recorder
    transcriber: Transcriber | None
    keeper: Keeper
    screen: Screen
    candidate: Candidate | None = None


@dataclass(frozen=True)
class Options:
    """How the loop goes.

    Attributes:
        spoken_feedback: say the strongest point and the one thing to do better aloud.
        follow_ups: ask for what an answer lacked.
        unhurried: wait for the person before a follow-up where no feedback is spoken, so that it can be read.
        recogniser_patience_s: seconds to wait for the last words of an answer before going on without.
        advice: what to say of an answer beside what fits every question (see `preparation.checks`); asked
            about words that may be the last ones too, so it should remember what it said.
    """

    spoken_feedback: bool = True
    follow_ups: bool = True
    unhurried: bool = False
    recogniser_patience_s: float = 120.0
    advice: Advice = no_advice


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Background:
    """Work that nobody waits for, each piece in a thread of its own.

    Attributes:
        warm_up: load what the first answer needs; called once the first question is being spoken.
        sound_kept: prepare what a later look at the rehearsal needs; called with each question's and each
            take's sound.
    """

    warm_up: Callable[[], None] = _nothing
    sound_kept: Callable[[Path], None] = lambda _: None
