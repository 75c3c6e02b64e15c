"""Silent pauses in an answer, from the sound where there is one, else from the gaps between words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.transcript import Transcript

SHORTEST_PAUSE_S = 0.25
"""Below this a gap belongs to articulation (the field's usual limit)."""


@dataclass(frozen=True)
class Pause:
    """A silence inside the answer, between two stretches of speech.

    Attributes:
        start: seconds from the clip's start.
        end: seconds from the clip's start.
    """

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class SpeechSpan:
    """A stretch of sound that is speech, start and end in seconds from the clip's start."""

    start: float
    end: float


def speech_spans(clip: Clip) -> tuple[SpeechSpan, ...]:
    """Return where somebody speaks, by energy against this recording's own noise floor."""
    raise NotImplementedError


def pauses_between(spans: tuple[SpeechSpan, ...]) -> tuple[Pause, ...]:
    """Return the silences of at least 0.25 s between stretches of speech."""
    raise NotImplementedError


def word_spans(transcript: Transcript) -> tuple[SpeechSpan, ...]:
    """Return the stretches covered by words that have times; for answers whose sound is not at hand."""
    raise NotImplementedError
