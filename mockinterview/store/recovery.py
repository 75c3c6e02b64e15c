"""What a program leaves that was killed: found, kept, and put in order."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.errors import BadSession, StorageError
from mockinterview.remedy import Remedy
from mockinterview.store.aside import remove_left
from mockinterview.store.edit import places
from mockinterview.store.folder import SessionFolder
from mockinterview.store.lock import let_go, lock
from mockinterview.store.names import (
    DELETING,
    IMPORTING,
    LOCK_FILE,
    PART_SUFFIX,
    is_question_name,
    is_temporary,
)
from mockinterview.store.removing import names_in, remove_empty, remove_unasked
from mockinterview.store.session_file import read_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from mockinterview.session import Session


@dataclass(frozen=True)
class Recovered:
    """A session that its program did not close.

    Attributes:
        id: the session.
        takes: recordings that were running or not yet kept, and are now.
        seconds: how long these are together.
    """

    id: str
    takes: int
    seconds: float

    @property
    def notice(self) -> str:
        """One line for the person, beside `remedy`."""
        if not self.takes:
            return f"The rehearsal {self.id} was cut off; everything said in it is kept."
        return (
            f"The rehearsal {self.id} was cut off; the {self.seconds:.0f} seconds of the answer that was "
            "running are kept."
        )

    @property
    def remedy(self) -> Remedy | None:
        """What to do about it, None where there is nothing to do."""
        return Remedy("write_down") if self.takes else None


def remove_halves(root: Path) -> None:
    """Remove what was half deleted, half imported, set aside or written; the caller holds the root's lock."""
    for half in (DELETING, IMPORTING):
        for left in root.glob(f"{half}*"):
            shutil.rmtree(left, ignore_errors=True)
    remove_left(root)
    _remove_temporary(root)


def recover_session(path: Path, clock: Callable[[], datetime]) -> Recovered | None:
    """Put one session in order; the caller holds the root's lock.

    Args:
        path: its folder.
        clock: gives the local time with its offset.

    Returns:
        What the person should know, None where there was nothing to do.
    """
    names = names_in(path)
    was_open = LOCK_FILE in names
    if not was_open and not any(is_temporary(name) or name.endswith(PART_SUFFIX) for name in names):
        if len(names) == 1:
            remove_unasked(path)  # earlier versions kept these
        return None
    try:
        held = lock(path / LOCK_FILE)
    except StorageError:  # it is running, or nothing can be written
        return None
    _remove_temporary(path)
    try:
        with SessionFolder(path, read_session(path), held, clock) as folder:
            adopted = folder.adopt_parts()
            _remove_not_asked(path, folder.session)
    except BadSession:
        let_go(held, path / LOCK_FILE)
        remove_empty(path)
        return None
    except StorageError:
        return None
    cut_off = was_open and folder.session.ended is None
    if remove_unasked(path) or (not adopted and not cut_off):
        return None
    return Recovered(path.name, len(adopted), sum(kept.duration for kept in adopted))


def _remove_not_asked(path: Path, session: Session) -> None:
    """Remove spoken questions that no turn names: their program ended before it could ask them."""
    asked = {turn.question_audio for _, turn in places(session)}
    for name in names_in(path):
        if is_question_name(name) and name not in asked:
            with suppress(OSError):
                (path / name).unlink()


def _remove_temporary(folder: Path) -> None:
    for name in filter(is_temporary, names_in(folder)):
        with suppress(OSError):
            (folder / name).unlink()
