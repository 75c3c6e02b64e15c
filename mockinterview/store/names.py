"""The names of a session and of the sound files in its folder."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

SESSION_FILE = "session.json"
LOCK_FILE = ".lock"
PART_SUFFIX = ".part.wav"
DELETING = ".deleting-"
IMPORTING = ".importing-"
"""What the folder of a session is called while it goes, and while it comes: no session's name begins so."""

_ID_TIME = "%Y-%m-%d-%H%M%S"
_ID_TIME_LENGTH = len("2026-11-28-093000")
_SESSION_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,79}")
_SOUND = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
_PART = re.compile(r"(\d{2,4})(-follow-up)?-take-\d{1,4}\.part\.wav")
_QUESTION = re.compile(r"\d{2,4}(-follow-up)?-question\.flac")
_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.(json|flac|wav|html|npz)")
_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.", re.IGNORECASE)
"""Names of devices, and names whose last full stop is forgotten: refused everywhere, as sessions travel."""

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when typed


@dataclass(frozen=True)
class Place:
    """Where in a session: a turn, counted from 1, or its follow-up."""

    turn: int
    follow_up: bool = False

    @property
    def prefix(self) -> str:
        """What the names of its sound files begin with."""
        return f"{self.turn:02}-follow-up" if self.follow_up else f"{self.turn:02}"


def new_session_id(now: datetime) -> str:
    """Return an id that sorts by local time and hardly ever meets another."""
    return f"{now.strftime(_ID_TIME)}-{''.join(secrets.choice(_ID_LETTERS) for _ in range(4))}"


def began(session_id: str, started: str | None = None) -> float:
    """Return when a session began, in seconds since the epoch.

    Args:
        session_id: its name, which holds the time on the wall clock; taken where nothing better is known.
        started: the time with its offset, which neither the end of summer time nor a journey moves.
    """
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromisoformat(started or "").timestamp()
    with suppress(ValueError, OverflowError, OSError):
        return datetime.strptime(session_id[:_ID_TIME_LENGTH], _ID_TIME).timestamp()  # noqa: DTZ007 - local
    return 0.0


def is_session_id(name: str) -> bool:
    """Whether a folder of this name may be a session; such a name cannot leave the sessions' folder."""
    return _SESSION_ID.fullmatch(name) is not None and _ON_WINDOWS.fullmatch(name) is None


def is_sound_name(name: str) -> bool:
    """Whether `name` is a plain file name, without folders, that a session may give to a sound."""
    return _SOUND.fullmatch(name) is not None and _ON_WINDOWS.fullmatch(name) is None


def is_temporary(name: str) -> bool:
    """Whether this is what `private_file.replacing` leaves behind when its process is killed."""
    return _TEMPORARY.fullmatch(name) is not None


def question_name(place: Place) -> str:
    """Return the name of the spoken question's sound file."""
    return f"{place.prefix}-question.flac"


def is_question_name(name: str) -> bool:
    """Whether a file of this name is a spoken question."""
    return _QUESTION.fullmatch(name) is not None


def part_name(place: Place, take: int) -> str:
    """Return the name of a recording that is still running; `take` counts from 1."""
    return f"{place.prefix}-take-{take}{PART_SUFFIX}"


def place_of_part(name: str) -> Place | None:
    """Return whose recording this is, None for any other file."""
    found = _PART.fullmatch(name)
    return Place(int(found[1]), found[2] is not None) if found else None


def kept_name(part: str, suffix: str) -> str:
    """Return a recording's final name: `01-take-1.part.wav` becomes `01-take-1` and `suffix`."""
    return part.removesuffix(PART_SUFFIX) + suffix
