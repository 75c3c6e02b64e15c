"""Sessions that were deleted and can be brought back, as long as the program lives in which they were."""

from __future__ import annotations

import shutil
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.errors import BadSession, StorageError
from mockinterview.private_file import make_private_dir, reason
from mockinterview.store.index import forget
from mockinterview.store.lock import PATIENCE_S, Busy, is_locked, let_go, lock, locked
from mockinterview.store.names import LOCK_FILE, is_session_id

if TYPE_CHECKING:
    from filelock import BaseFileLock

ASIDE = ".aside-"
"""What the name of a folder with set-aside sessions begins with: no session's name does."""


class Aside:
    """What one program has set aside: a hidden folder beside the sessions, held by a lock while it lives.

    No program lists what lies in it. `remove_left` of any other deletes it once the lock has no holder, so
    that nothing stays for ever where this program is killed. Thread-safe.

    Args:
        root: the folder of sessions.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder: Path | None = None
        self._held: BaseFileLock | None = None
        self._places: dict[str, list[Path]] = {}
        self._mutex = threading.Lock()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what can be brought back, what was set aside last comes last."""
        return tuple(self._places)

    def put(self, session_id: str) -> None:
        """Set a session aside.

        Args:
            session_id: name of its folder, as `SessionStore.find` returns it.

        Raises:
            BadSession: there is no such session any more.
            Busy: it is still running.
            StorageError: it cannot be moved; nothing was changed.
        """
        path = self._root / session_id
        with self._mutex, locked(self._root / LOCK_FILE, timeout=PATIENCE_S):
            if not is_session_id(session_id) or path.is_symlink() or not path.is_dir():
                raise BadSession(f"there is no session {session_id!r} any more")
            if is_locked(path / LOCK_FILE):
                raise Busy(f"session {session_id} is still running: end it first")
            # A folder of its own each time: the same id may come again, out of an archive.
            try:
                place = Path(tempfile.mkdtemp(dir=self._open())) / session_id
                path.rename(place)
            except OSError as error:
                raise StorageError(f"cannot delete {path}: {reason(error)}") from error
            self._places[session_id] = [*self._places.pop(session_id, []), place]
        forget(self._root, session_id)

    def bring_back(self, session_id: str) -> None:
        """Undo the last `put` of that id.

        Raises:
            BadSession: it was not set aside, or another session has its id meanwhile.
            StorageError: it cannot be moved; nothing was changed.
        """
        path = self._root / session_id
        with self._mutex, locked(self._root / LOCK_FILE, timeout=PATIENCE_S):
            places = self._places.get(session_id)
            if not places:
                raise BadSession(f"the session {session_id!r} cannot be brought back any more")
            if path.exists() or path.is_symlink():
                raise BadSession(f"there is another session {session_id} now: delete that one first")
            try:
                places[-1].rename(path)
            except OSError as error:
                raise StorageError(f"cannot bring back {path}: {reason(error)}") from error
            places.pop()
            if not places:
                del self._places[session_id]

    def empty(self) -> None:
        """Delete all of it for good; what the system refuses is left to `remove_left`."""
        with self._mutex:
            folder, held = self._folder, self._held
            if folder is None or held is None:
                return
            self._places.clear()
            self._folder = self._held = None
            for place in folder.glob("[!.]*"):
                shutil.rmtree(place, ignore_errors=True)
            let_go(held, folder / LOCK_FILE)
            with suppress(OSError):
                folder.rmdir()

    def _open(self) -> Path:
        """Return the hidden folder, made and locked where it is not; the caller holds the root's lock."""
        if self._folder is None:
            folder = Path(tempfile.mkdtemp(dir=self._root, prefix=ASIDE))  # for its owner alone
            self._held = lock(folder / LOCK_FILE)
            self._folder = folder
        return make_private_dir(self._folder)


def remove_left(root: Path) -> None:
    """Delete what dead programs had set aside; the caller holds the root's lock."""
    for left in root.glob(f"{ASIDE}*"):
        if not left.is_symlink() and not is_locked(left / LOCK_FILE):
            shutil.rmtree(left, ignore_errors=True)
