"""Filler words and filled pauses in a transcript, told from the same words in their real meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mockinterview.transcript import Transcript


@dataclass(frozen=True)
class Filler:
    """One filler in the transcript.

    Attributes:
        text: as it stands in the transcript, without punctuation around it.
        kind: `filled_pause` (um, uh, er, hmm) or `filler_word` (like, you know, so …).
        start: seconds from the clip's start, None where times are not known.
        end: seconds from the clip's start, None where times are not known.
        char_start: offset of the first character in the transcript's text.
        char_end: offset behind the last character.
    """

    text: str
    kind: Literal["filled_pause", "filler_word"]
    start: float | None
    end: float | None
    char_start: int
    char_end: int


@dataclass(frozen=True)
class Repetition:
    """A word or phrase said again at once, or broken off: "I I went", "we wen- we went".

    Attributes as in `Filler`; `text` holds all of it, from the first word to the last.
    """

    text: str
    kind: Literal["repetition", "false_start"]
    start: float | None
    end: float | None
    char_start: int
    char_end: int


def find_fillers(transcript: Transcript) -> tuple[Filler, ...]:
    """Return the fillers in order."""
    raise NotImplementedError


def find_repetitions(transcript: Transcript) -> tuple[Repetition, ...]:
    """Return immediate repetitions and false starts in order."""
    raise NotImplementedError
