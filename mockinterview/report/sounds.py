"""All sounds of a session, as far as a page can hold them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mockinterview.errors import BadAudio
from mockinterview.report.numbers import place
from mockinterview.report.sound import LONGEST_SOUND_S, Linked, Sound, TooLong, link_sound, prepare_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from mockinterview.session import Session, Take

    SoundPath = Callable[[str], Path]
    Progress = Callable[[int, int], None]

Made = TypeVar("Made", Sound, Linked)

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
    for name, sound in _each(names, lambda name: prepare_sound(path_of(name)), progress):
        size = sound.bytes_in_page if isinstance(sound, Sound) else 0
        found[name] = sound if size <= left else TOO_MUCH
        left -= size if size <= left else 0
    return found


def link_sounds(
    session: Session, path_of: SoundPath, address_of: Callable[[str], str], progress: Progress
) -> dict[str, Linked | Gap]:
    """Read all sounds of a session for a page that fetches them; number and length may be anything.

    Args:
        session: the session.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        address_of: gives the address that the page fetches it from.
        progress: told (sounds done, sounds in all).

    Returns:
        Every sound that the session names, or why it is not there.
    """
    return dict(_each(list(_lengths(session)), lambda name: _link(name, path_of, address_of), progress))


def _link(name: str, path_of: SoundPath, address_of: Callable[[str], str]) -> Linked:
    """Read one of them."""
    try:
        return link_sound(path_of(name), address_of(name))
    except TooLong as error:  # and none that can be read in stretches: no browser would play it either
        raise BadAudio(str(error)) from error


def _each(
    names: Sequence[str], read: Callable[[str], Made], progress: Progress
) -> Iterator[tuple[str, Made | Gap]]:
    """Read sounds, several at a time, and yield them in their order, or why one is not there."""

    def found(name: str) -> Made | Gap:
        try:
            return read(name)
        except TooLong:
            return TOO_LONG
        except BadAudio:
            return MISSING

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, (name, sound) in enumerate(zip(names, pool.map(found, names), strict=True), 1):
            yield name, sound
            progress(done, len(names))


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
