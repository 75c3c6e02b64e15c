"""Removing sessions, in such a way that no half of one is ever listed."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from mockinterview.errors import BadSession
from mockinterview.store.names import DELETING, SESSION_FILE
from mockinterview.store.session_file import read_session

if TYPE_CHECKING:
    from pathlib import Path


NOTHING_ASKED_BYTES = 4_000
"""Far above the `session.json` of a session without a turn (some 250): larger ones need not be read."""


def remove_session(path: Path) -> None:
    """Remove a session's folder; the caller holds the root's lock. Raises OSError."""
    doomed = path.with_name(f"{DELETING}{path.name}")
    path.rename(doomed)  # at once, so that no half session is ever listed
    shutil.rmtree(doomed)


def remove_empty(path: Path) -> None:
    """Remove a folder without a session, unless something else is in it."""
    with suppress(OSError):
        path.rmdir()


def remove_unasked(path: Path) -> bool:
    """Remove a session in which nothing was asked and that holds no sound; the caller holds the root's lock.

    Returns:
        Whether it was one. One that is being written (it has a lock) or that cannot be read is none.
    """
    if names_in(path) != (SESSION_FILE,):
        return False
    with suppress(BadSession, OSError):
        if (path / SESSION_FILE).stat().st_size < NOTHING_ASKED_BYTES and not read_session(path).turns:
            remove_session(path)
            return True
    return False


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names of everything in a folder, none where it cannot be read."""
    try:
        return tuple(path.name for path in folder.iterdir())
    except OSError:
        return ()
