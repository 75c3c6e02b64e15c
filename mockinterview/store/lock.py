"""Who works on a session, or on the folder of all of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mockinterview.errors import StorageError
from mockinterview.file_lock import PATIENCE_S, Busy, lock, locked

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import BaseFileLock

__all__ = ["PATIENCE_S", "Busy", "is_locked", "let_go", "lock", "locked"]


def let_go(held: BaseFileLock, path: Path) -> None:
    """Release a lock and remove its file; safe to call twice."""
    if held.is_locked:
        with suppress(OSError):  # Windows removes no open file; without its holder it says nothing
            path.unlink(missing_ok=True)
        held.release()


def is_locked(path: Path) -> bool:
    """Whether a living process holds the lock; a file that a dead one left behind does not count.

    It is taken for a moment: who asks at the same time, or wants it, finds it taken. So hold the lock of the
    folder above, as everybody does who wants it.
    """
    if not path.exists():
        return False
    try:
        with locked(path):
            return False
    except Busy:
        return True
    except StorageError:
        return False
