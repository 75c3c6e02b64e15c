"""All sounds of a session, as far as a page can hold them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.errors import BadAudio
from mockinterview.report.numbers import place
from mockinterview.report.sound import Sound, prepare_sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mockinterview.session import Session

    SoundPath = Callable[[str], Path]
    Progress = Callable[[int, int], None]

LONGEST_SOUND_S = 20 * 60.0
"""A longer recording is left out of the page and said to be."""
ALL_SOUND_S = 90 * 60.0
"""Of all recordings together, about 20 MB; what comes later is left out."""


@dataclass(frozen=True)
class Gap:
    """Why a recording is not in the page: a key of the texts, and the limit that it meets in minutes."""

    key: str
    minutes: int = 0


TOO_LONG = Gap("gap.too_long", round(LONGEST_SOUND_S / 60))
TOO_MUCH = Gap("gap.too_much", round(ALL_SOUND_S / 60))
MISSING = Gap("gap.missing")


def prepare_sounds(session: Session, path_of: SoundPath, progress: Progress) -> dict[str, Sound | Gap]:
    """Read and encode all sounds of a session, several at a time, as far as they fit into the page.

    Args:
        session: the session.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        progress: told (sounds done, sounds in all).

    Returns:
        Every sound that the session names, or why it is not there.
    """
    found: dict[str, Sound | Gap] = {}
    fitting = []
    left = ALL_SOUND_S
    for name, seconds in _lengths(session).items():
        if seconds > LONGEST_SOUND_S:
            found[name] = TOO_LONG
        elif seconds > left:
            found[name] = TOO_MUCH
        else:
            fitting.append(name)
            left -= seconds
    with ThreadPoolExecutor() as pool:
        prepared = pool.map(lambda name: _prepared(name, path_of), fitting)
        for done, (name, sound) in enumerate(zip(fitting, prepared, strict=True), 1):
            found[name] = sound
            progress(done, len(fitting))
    return found


def _lengths(session: Session) -> dict[str, float]:
    """Return every sound with its length before it is read: answers that count first, then other takes."""
    turns = [asked for turn in session.turns for asked in (turn, turn.follow_up) if asked is not None]
    counted = [turn.take for turn in turns if turn.take is not None]
    others = [take for turn in turns for take in turn.takes]
    lengths = dict.fromkeys((turn.question_audio for turn in turns if turn.question_audio is not None), 0.0)
    return {take.audio: place(take.duration) or 0.0 for take in (*counted, *others)} | lengths


def _prepared(name: str, path_of: SoundPath) -> Sound | Gap:
    try:
        sound = prepare_sound(path_of(name))
    except BadAudio:
        return MISSING
    return TOO_LONG if sound.duration > LONGEST_SOUND_S else sound
