"""All sessions of a person: a folder with one folder a session."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview import places
from mockinterview.errors import BadAudio, BadSession, StorageError
from mockinterview.figures import AnswerFigures
from mockinterview.private_file import make_private_dir, reason
from mockinterview.session import Session
from mockinterview.store.aside import Aside, remove_left
from mockinterview.store.folder import SessionFolder, local_now
from mockinterview.store.index import Entry, Headline, entry_of, read_index, write_index
from mockinterview.store.lock import PATIENCE_S, Busy, is_locked, let_go, lock, locked
from mockinterview.store.names import (
    LOCK_FILE,
    PART_SUFFIX,
    SESSION_FILE,
    is_session_id,
    is_sound_name,
    is_temporary,
    new_session_id,
)
from mockinterview.store.session_file import read_session, write_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from filelock import BaseFileLock

DELETING = ".deleting-"

State = Literal["complete", "running", "cut off"]


@dataclass(frozen=True)
class Listed:
    """A session that can be opened.

    Attributes:
        answers: its judged answers in numbers.
        asked: texts of its questions without follow-ups, each one short line.
    """

    headline: Headline
    state: State
    answers: tuple[AnswerFigures, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """A session that cannot be opened, and why."""

    id: str
    problem: str


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
        """One line for the person."""
        if not self.takes:
            return f"The rehearsal {self.id} was cut off; everything said in it is kept."
        return (
            f"The rehearsal {self.id} was cut off; the {self.seconds:.0f} seconds of the answer that was "
            "running are kept (`mockinterview sessions transcribe` writes them down)."
        )


class SessionStore:
    """Where rehearsals are kept.

    Args:
        root: the folder that holds a folder a session; it need not exist yet.
        clock: gives the local time with its offset.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime] = local_now) -> None:
        self.root = root
        self._clock = clock

    @staticmethod
    def default() -> SessionStore:
        """Return the person's own store."""
        return SessionStore(places.data_dir() / "sessions")

    # --- writing ------------------------------------------------------------------------------------

    def create(self, *, seed: int, model: str | None, candidate: bool) -> SessionFolder:
        """Begin a session in a folder of its own, held by a lock until it is finished or the program dies.

        Raises:
            StorageError: it could not be written to the disk.
        """
        make_private_dir(self.root)
        now = self._clock()
        session = Session(
            new_session_id(now), now.isoformat(timespec="seconds"), None, seed, model, candidate
        )
        with locked(self.root / LOCK_FILE, timeout=PATIENCE_S):
            path = make_private_dir(self.root / session.id)
            held = lock(path / LOCK_FILE)
            try:
                write_session(path, session)
            except StorageError:
                _let_go_of_nothing(held, path)
                raise
        return SessionFolder(path, session, held, self._clock)

    def open(self, ref: str) -> SessionFolder:
        """Open a session to change it; others cannot until it is closed.

        Raises:
            BadSession: there is no such session, or it is broken.
            StorageError: another program works on it, or nothing can be written.
        """
        path = self.root / self.find(ref)
        with locked(self.root / LOCK_FILE, timeout=PATIENCE_S):
            held = lock(path / LOCK_FILE)
        try:
            return SessionFolder(path, read_session(path), held, self._clock)
        except BadSession:
            let_go(held, path / LOCK_FILE)
            raise

    def recover(self) -> tuple[Recovered, ...]:
        """Put in order what programs left that were killed; a session of a living one is not touched.

        Recordings that were running become takes, temporary files are removed, half-deleted sessions and
        those that a dead program had set aside are deleted. Called again, it finds nothing. What cannot be
        mended (disk full, a broken session) is left as it is for the next time.

        Raises:
            StorageError: the folder of sessions cannot be written at all.
        """
        if not self.root.is_dir():
            return ()
        with locked(self.root / LOCK_FILE, timeout=PATIENCE_S):
            for left in self.root.glob(f"{DELETING}*"):
                shutil.rmtree(left, ignore_errors=True)
            remove_left(self.root)
            _remove_temporary(self.root)
            found = [self._recover(self.root / session_id) for session_id in self._ids()]
        return tuple(recovered for recovered in found if recovered is not None)

    def _recover(self, path: Path) -> Recovered | None:
        names = _names(path)
        was_open = LOCK_FILE in names
        if not was_open and not any(is_temporary(name) or name.endswith(PART_SUFFIX) for name in names):
            return None
        try:
            held = lock(path / LOCK_FILE)
        except StorageError:  # it is running, or nothing can be written
            return None
        _remove_temporary(path)
        try:
            with SessionFolder(path, read_session(path), held, self._clock) as folder:
                adopted = folder.adopt_parts()
        except BadSession:
            _let_go_of_nothing(held, path)
            return None
        except StorageError:
            return None
        cut_off = was_open and folder.session.ended is None
        if not adopted and not cut_off:
            return None
        return Recovered(path.name, len(adopted), sum(kept.duration for kept in adopted))

    def delete(self, ref: str) -> str:
        """Remove a session and everything of it; return its id.

        Raises:
            BadSession: there is no such session.
            StorageError: it is still running, or cannot be removed.
        """
        session_id = self.find(ref)
        path = self.root / session_id
        doomed = self.root / f"{DELETING}{session_id}"
        with locked(self.root / LOCK_FILE, timeout=PATIENCE_S):
            if is_locked(path / LOCK_FILE):
                raise Busy(f"session {session_id} is still running: end it first")
            try:
                path.rename(doomed)  # at once, so that no half session is ever listed
                shutil.rmtree(doomed)
            except OSError as error:
                raise StorageError(f"cannot delete {path}: {reason(error)}") from error
        entries = read_index(self.root)
        if entries.pop(session_id, None) is not None:
            write_index(self.root, entries)
        return session_id

    def aside(self) -> Aside:
        """Return where this program sets sessions aside that may be brought back until it ends."""
        return Aside(self.root)

    # --- reading ------------------------------------------------------------------------------------

    def list(self) -> tuple[Listed | Broken, ...]:
        """Return all sessions, the newest first; a broken one hides no other.

        Only sessions that are new or changed since the last time are read.
        """
        known = read_index(self.root)
        entries: dict[str, Entry] = {}
        listed: list[Listed | Broken] = []
        for session_id in reversed(self._ids()):
            try:
                entry = self._entry(session_id, known.get(session_id))
            except BadSession as error:
                listed.append(Broken(session_id, str(error)))
            else:
                entries[session_id] = entry
                state = self._state(entry.headline)
                listed.append(Listed(entry.headline, state, entry.answers, entry.asked or ()))
        if entries != known:
            write_index(self.root, entries)
        return tuple(listed)

    def load(self, ref: str = "last") -> Session:
        """Read a session by its id, a beginning of it that no other has, or "last" for the newest.

        Raises:
            BadSession: there is no such session, or it is broken.
        """
        return read_session(self.root / self.find(ref))

    def find(self, ref: str) -> str:
        """Return the id that `ref` means: an id, a unique beginning of one, or "last".

        Raises:
            BadSession: none or several are meant; the message says what to do.
        """
        ids = self._ids()
        if not ids:
            raise BadSession("there is no session yet: `mockinterview rehearse` makes the first")
        if ref == "last":
            return ids[-1]
        matches = [ref] if ref in ids else [known for known in ids if ref and known.startswith(ref)]
        if not matches:
            raise BadSession(f"there is no session {ref!r}: `mockinterview sessions list` shows all")
        if len(matches) > 1:
            raise BadSession(f"{len(matches)} sessions begin with {ref!r}: give more of the id")
        return matches[0]

    def sound(self, session: Session, name: str) -> Path:
        """Return the path of a sound that a session names.

        Raises:
            BadAudio: it is missing, or no plain file inside the session's folder.
        """
        path = self.root / session.id / name
        if not is_sound_name(name) or path.is_symlink() or not path.is_file():
            raise BadAudio(f"the sound {name!r} of session {session.id} is missing")
        return path

    def _entry(self, session_id: str, known: Entry | None) -> Entry:
        try:
            state = (self.root / session_id / SESSION_FILE).stat()
        except OSError:
            state = None
        if state and known and known.is_of(state.st_mtime_ns, state.st_size):
            return known
        session = read_session(self.root / session_id)
        return entry_of(session, state.st_mtime_ns if state else 0, state.st_size if state else 0)

    def _state(self, headline: Headline) -> State:
        if headline.ended is not None:
            return "complete"
        return "running" if is_locked(self.root / headline.id / LOCK_FILE) else "cut off"

    def _ids(self) -> tuple[str, ...]:
        """Return the ids of all sessions, the oldest first."""
        try:
            with os.scandir(self.root) as found:
                folders = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
        except OSError:
            return ()
        return tuple(sorted(name for name in folders if is_session_id(name)))


def _names(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(path.name for path in folder.iterdir())
    except OSError:
        return ()


def _let_go_of_nothing(held: BaseFileLock, path: Path) -> None:
    """Let go of a folder without a session; where nothing else is in it either, remove it."""
    let_go(held, path / LOCK_FILE)
    with suppress(OSError):
        path.rmdir()


def _remove_temporary(folder: Path) -> None:
    for name in filter(is_temporary, _names(folder)):
        with suppress(OSError):
            (folder / name).unlink()
