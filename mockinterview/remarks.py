"""What a person is told of a running answer and of its end, whatever face the program has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.feedback import seconds
from mockinterview.ports import EndReason, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.events import AnswerEnded
    from mockinterview.ports import Progress

NUDGE_AFTER_S = 12.0
"""Seconds without a first word before a kind line says that there is no hurry."""

CAP_WARNING_S = 30.0
"""Seconds before the longest allowed answer is reached at which that is said."""

_ENDINGS = {
    EndReason.SKIP: "Skipped.",
    EndReason.AGAIN: "Once more, from the start.",
    EndReason.NO_SPEECH: "I did not hear an answer, so let us go on.",
    EndReason.TOO_LONG: "That is the longest answer I can take; everything up to here is kept.",
    EndReason.DEVICE_LOST: "The microphone stopped. Everything up to here is kept.",
}
TROUBLES = {
    Trouble.DENIED: (
        "The microphone delivers nothing at all: allow this program to use it in the system's privacy "
        "settings, then try again."
    ),
    Trouble.TOO_QUIET: "You are very quiet on the recording: come closer to the microphone.",
    Trouble.CLIPPED: "The recording is distorted: move back a little or lower the microphone's level.",
    Trouble.GAPS: "The computer was too busy to record every moment of it: close other programs.",
    Trouble.NOT_WRITTEN: (
        "The disk is full or cannot be written: free some space now. "
        "Until then, what you say is only in the memory of this computer."
    ),
}


def reminders(progress: Progress) -> Iterator[str]:
    """Yield what a speaker should know by now; each is told once an answer."""
    if progress.waiting is not None and progress.waiting >= NUDGE_AFTER_S:
        yield "Take your time. I am listening."
    if progress.cap_left <= CAP_WARNING_S:
        yield f"{seconds(CAP_WARNING_S)} are left for this answer."
    if progress.trouble is not None:
        yield TROUBLES[progress.trouble]


def how_it_ended(event: AnswerEnded) -> str:
    """Say in a line why an answer is over."""
    return _ENDINGS.get(event.reason, f"Answer over after {clock(event.duration)}.")


def clock(value: float) -> str:
    """Write seconds as a clock shows them: 75.4 becomes 1:15."""
    minutes, rest = divmod(int(value), 60)
    return f"{minutes}:{rest:02d}"
