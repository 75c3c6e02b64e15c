"""Hesitations: filled pauses that were spoken but do not stand in the transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.transcript import Transcript

Evidence = Literal["recogniser", "sound"]


@dataclass(frozen=True)
class Hesitation:
    """One filled pause that the transcript lacks.

    Attributes:
        start: seconds from the clip's start.
        end: seconds from the clip's start.
        score: how sure, in [0, 1]; higher is surer.
        evidence: who spoke for it: Whisper's own doubt, the sound, or both.
    """

    start: float
    end: float
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Hesitations:
    """All of an answer.

    Attributes:
        found: in order of time.
        too_noisy: the recording is too noisy for the sound to be trusted; then counts are not given.
    """

    found: tuple[Hesitation, ...] = ()
    too_noisy: bool = False


def find_hesitations(clip: Clip, transcript: Transcript) -> Hesitations:
    """Return the hesitations of an answer; needs a transcript with times."""
    raise NotImplementedError
