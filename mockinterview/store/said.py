"""What was said in the kept rehearsals, remembered in one file, so that 2,000 can be searched at once.

The file is made when somebody searches for the first time; what is deleted is forgotten in it too.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mockinterview import private_file
from mockinterview.errors import BadSession, StorageError
from mockinterview.store.edit import places
from mockinterview.store.lock import PATIENCE_S, locked
from mockinterview.store.names import LOCK_FILE, SESSION_FILE
from mockinterview.store.remembered import read_remembered
from mockinterview.store.session_file import read_session
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pydantic import TypeAdapter

    from mockinterview.session import Session

SAID_FILE = ".said.json"
MAX_BYTES = 256 * 2**20
"""Far above 2,000 sessions of an hour (about 100 MB); more is refused unread."""


@dataclass(frozen=True)
class Spoken:
    """An answer in words.

    Attributes:
        number: of its question, from 1.
        follow_up: whether it answers the follow-up.
        text: what was said, one line.
    """

    number: int
    follow_up: bool
    text: str


@dataclass(frozen=True)
class Said:
    """What was said in a session, and the state of the `session.json` that says so, as in `index.Entry`."""

    modified_ns: int
    size: int
    answers: tuple[Spoken, ...]


class SaidIndex:
    """What was said in all sessions; reads what is new or changed since the last look.

    Args:
        root: the folder of sessions.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, Said] | None = None

    def look(self, ids: Iterable[str]) -> Mapping[str, Said]:
        """Return what was said in these sessions; one that cannot be read is left out.

        Where it cannot be remembered, the next look takes as long again.
        """
        before = _read(self._root) if self._known is None else self._known
        known: dict[str, Said] = {}
        for session_id in ids:
            with suppress(BadSession, OSError):
                known[session_id] = self._one(session_id, before.get(session_id))
        if known != before:
            with suppress(StorageError), locked(self._root / LOCK_FILE):
                _write(self._root, known)
        self._known = known
        return known

    def _one(self, session_id: str, known: Said | None) -> Said:
        state = (self._root / session_id / SESSION_FILE).stat()
        if known is not None and (known.modified_ns, known.size) == (state.st_mtime_ns, state.st_size):
            return known
        session = read_session(self._root / session_id)
        return Said(state.st_mtime_ns, state.st_size, spoken_in(session))


def spoken_in(session: Session) -> tuple[Spoken, ...]:
    """Return the answers of a session that count and were written down."""
    return tuple(
        Spoken(place.turn, place.follow_up, harmless(turn.take.transcript.text))
        for place, turn in places(session)
        if turn.take is not None and turn.take.transcript is not None and turn.take.transcript.text
    )


def forget_said(root: Path, session_id: str, patience: float = PATIENCE_S) -> None:
    """Remember nothing that was said in a session any more; where that cannot be written, nothing of any."""
    if not (root / SAID_FILE).exists():
        return
    try:
        with locked(root / LOCK_FILE, timeout=patience):
            known = _read(root)
            known.pop(session_id, None)
            _write(root, known)
    except StorageError:
        with suppress(OSError):
            (root / SAID_FILE).unlink()


@cache
def _adapter() -> TypeAdapter[dict[str, Said]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, Said])


def _read(root: Path) -> dict[str, Said]:
    """Return what is remembered, nothing where the file is missing or broken."""
    return read_remembered(root / SAID_FILE, _adapter(), MAX_BYTES)


def _write(root: Path, known: Mapping[str, Said]) -> None:
    """Write what is remembered of sessions that are still there; the caller holds the root's lock."""
    there = {name: said for name, said in known.items() if (root / name).is_dir()}
    private_file.write_private(root / SAID_FILE, _adapter().dump_json(there))
