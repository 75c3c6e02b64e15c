"""All sounds of a session, as far as a page can hold them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.errors import BadAudio
from mockinterview.report.numbers import place
from mockinterview.report.sound import LONGEST_SOUND_S, Sound, TooLong, prepare_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mockinterview.session import Session, Take

    SoundPath = Callable[[str], Path]
    Progress = Callable[[int, int], None]

MOST_BYTES = 9_400_000
"""Of all recordings together as they stand in the page: with its words, ten answers stay below 10 MB."""
BYTES_A_SECOND = 2_950
"""The most that a second of speech takes of them, for a first choice before anything is encoded."""
QUESTION_S = 10.0
"""About the length of a spoken question, which the session does not say."""


@dataclass(frozen=True)
class Gap:
    """Why a recording is not in the page: a key of the texts, and the limit that it meets in minutes."""

    key: str
    minutes: int = 0


TOO_LONG = Gap("gap.too_long", round(LONGEST_SOUND_S / 60))
TOO_MUCH = Gap("gap.too_much")
MISSING = Gap("gap.missing")


def prepare_sounds(session: Session, path_of: SoundPath, progress: Progress) -> dict[str, Sound | Gap]:
    """Read and encode all sounds of a session, several at a time, as far as they fit into the page.

    Answers that count come first, then questions, then other takes.

    Args:
        session: the session.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        progress: told (sounds done, sounds in all).

    Returns:
        Every sound that the session names, or why it is not there.
    """
    chosen = choose_sounds(session)
    names = [name for name, gap in chosen.items() if gap is None]
    found: dict[str, Sound | Gap] = {name: gap for name, gap in chosen.items() if gap is not None}
    left = MOST_BYTES
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        prepared = pool.map(lambda name: _prepared(name, path_of), names)
        for done, (name, sound) in enumerate(zip(names, prepared, strict=True), 1):
            size = sound.bytes_in_page if isinstance(sound, Sound) else 0
            found[name] = sound if size <= left else TOO_MUCH
            left -= size if size <= left else 0
            progress(done, len(names))
    return found


def choose_sounds(session: Session) -> dict[str, Gap | None]:
    """Return every sound that a session names, in the order of its weight, and why it is left out unread.

    Which of the others are too large is only known when they are encoded.
    """
    chosen: dict[str, Gap | None] = {}
    left = MOST_BYTES / BYTES_A_SECOND
    for name, seconds in _lengths(session).items():
        if seconds > LONGEST_SOUND_S:
            chosen[name] = TOO_LONG
        elif seconds > left:
            chosen[name] = TOO_MUCH
        else:
            chosen[name] = None
            left -= seconds
    return chosen


def _lengths(session: Session) -> dict[str, float]:
    """Return every sound with its length before it is read, the answers that count first."""
    turns = [asked for turn in session.turns for asked in (turn, turn.follow_up) if asked is not None]
    counted = _takes(turn.take for turn in turns if turn.take is not None)
    questions = {turn.question_audio: QUESTION_S for turn in turns if turn.question_audio is not None}
    others = _takes(take for turn in turns for take in turn.takes)
    return counted | questions | others


def _takes(takes: Iterable[Take]) -> dict[str, float]:
    return {take.audio: place(take.duration) or 0.0 for take in takes}


def _prepared(name: str, path_of: SoundPath) -> Sound | Gap:
    try:
        return prepare_sound(path_of(name))
    except TooLong:
        return TOO_LONG
    except BadAudio:
        return MISSING
