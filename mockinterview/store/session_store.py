"""All sessions of a person: a folder with one folder a session."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from mockinterview import places
from mockinterview.errors import BadAudio, BadSession, StorageError
from mockinterview.figures import AnswerFigures
from mockinterview.private_file import make_private_dir, reason
from mockinterview.remedy import Remedy
from mockinterview.session import Session
from mockinterview.store.aside import Aside
from mockinterview.store.folder import SessionFolder, local_now
from mockinterview.store.index import (
    Entry,
    Headline,
    entry_of,
    forget,
    headline_of,
    read_index,
    write_index,
)
from mockinterview.store.lock import PATIENCE_S, Busy, is_locked, let_go, lock, locked
from mockinterview.store.names import (
    LOCK_FILE,
    SESSION_FILE,
    began,
    is_session_id,
    is_sound_name,
    new_session_id,
)
from mockinterview.store.recovery import Recovered, recover_session, remove_halves
from mockinterview.store.removing import remove_empty, remove_session
from mockinterview.store.said import SaidIndex
from mockinterview.store.session_file import read_session, write_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path


State = Literal["complete", "running", "cut off"]

LOOK_S = 1.0
"""How long who only reads waits for who writes."""

CLOCKS_DIFFER_S = 26 * 3600
"""The most that clocks on two walls of this world differ, so that a later time stands for an earlier one."""


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
        with locked(self.root / LOCK_FILE, timeout=PATIENCE_S):
            now = self._clock()
            while (path := self.root / new_session_id(now)).exists():  # another began in this very second
                pass
            session = Session(path.name, now.isoformat(timespec="seconds"), None, seed, model, candidate)
            make_private_dir(path)
            with ExitStack() as undo:
                undo.callback(remove_empty, path)
                held = lock(path / LOCK_FILE)
                undo.callback(let_go, held, path / LOCK_FILE)
                write_session(path, session)
                undo.pop_all()
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

    def recover(self, patience: float = PATIENCE_S) -> tuple[Recovered, ...]:
        """Put in order what programs left that were killed; a session of a living one is not touched.

        Recordings that were running become takes, temporary files are removed, half-deleted and
        half-imported sessions and those that a dead program had set aside are deleted, and so are those that
        ended before their first question. Called again, it finds nothing. What cannot be mended (disk full,
        a broken session) is left for the next time.

        Args:
            patience: seconds to wait for another program that makes, recovers or deletes a session.

        Raises:
            StorageError: the folder of sessions cannot be written at all.
        """
        if not self.root.is_dir():
            return ()
        with locked(self.root / LOCK_FILE, timeout=patience):
            remove_halves(self.root)
            for session_id in self.ids():
                remove_empty(self.root / session_id)
            found = [recover_session(self.root / session_id, self._clock) for session_id in self.ids()]
        return tuple(recovered for recovered in found if recovered is not None)

    def delete(self, ref: str) -> str:
        """Remove a session and everything of it; return its id.

        Raises:
            BadSession: there is no such session.
            StorageError: it is still running, or cannot be removed.
        """
        session_id = self.find(ref)
        path = self.root / session_id
        with locked(self.root / LOCK_FILE, timeout=PATIENCE_S):
            if is_locked(path / LOCK_FILE):
                raise Busy(f"session {session_id} is still running: end it first")
            try:
                remove_session(path)
            except OSError as error:
                raise StorageError(f"cannot delete {path}: {reason(error)}") from error
        forget(self.root, session_id)
        return session_id

    def aside(self) -> Aside:
        """Return where this program sets sessions aside that may be brought back until it ends."""
        return Aside(self.root)

    def said_index(self) -> SaidIndex:
        """Return what finds words in the answers of all sessions, to be asked again and again."""
        return SaidIndex(self.root)

    # --- reading ------------------------------------------------------------------------------------

    def list(self) -> tuple[Listed | Broken, ...]:
        """Return all sessions, the newest first; a broken one hides no other.

        Only sessions that are new or changed since the last time are read.
        """
        known = read_index(self.root)
        entries: dict[str, Entry] = {}
        broken: dict[str, Broken] = {}
        for session_id in self.ids():
            try:
                entries[session_id] = self._entry(session_id, known.get(session_id))
            except BadSession as error:
                broken[session_id] = Broken(session_id, str(error))
        if broken:
            self._look_again(entries, broken)
        running = self._running([entry.headline for entry in entries.values()])
        if entries != known:
            write_index(self.root, entries)
        return _newest_first(entries, broken, running)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all sessions, the oldest first."""
        try:
            with os.scandir(self.root) as found:
                folders = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
        except OSError:
            return ()
        return tuple(sorted(name for name in folders if is_session_id(name)))

    def running(self) -> tuple[str, ...]:
        """Return the ids of the rehearsals of a person that another program, or this one, holds right now."""
        here = [headline_of(session) for session in self._held()]
        return tuple(sorted(self._running([headline for headline in here if not headline.candidate])))

    def is_held(self, session_id: str) -> bool:
        """Whether a living program works on a session."""
        with self._undisturbed():
            return is_locked(self.root / session_id / LOCK_FILE)

    def load(self, ref: str = "last") -> Session:
        """Read a session by its id, a beginning of it that no other has, or "last" for the newest.

        Raises:
            BadSession: there is no such session, or it is broken.
        """
        path = self.root / self.find(ref)
        try:
            return read_session(path)
        except BadSession:
            with self._undisturbed():  # another program may be making it
                return read_session(path)

    def find(self, ref: str) -> str:
        """Return the id that `ref` means: an id, a unique beginning of one, or "last".

        Raises:
            BadSession: none or several are meant; the message says what to do.
        """
        ids = self.ids()
        if not ids:
            raise BadSession("there is no session yet", Remedy("first_rehearsal"))
        if ref == "last":
            return self._last(ids)
        matches = [ref] if ref in ids else [known for known in ids if ref and known.startswith(ref)]
        if not matches:
            raise BadSession(f"there is no session {ref!r}", Remedy("all_rehearsals"))
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

    def _last(self, ids: tuple[str, ...]) -> str:
        """Return which of these began last; of the ids, only those of about one day need a closer look."""
        newest = began(ids[-1])
        near = list(
            takewhile(lambda name: not newest or began(name) > newest - CLOCKS_DIFFER_S, reversed(ids))
        )
        known = read_index(self.root) if len(near) > 1 else {}

        def moment(session_id: str) -> tuple[float, str]:
            try:
                started = self._entry(session_id, known.get(session_id)).headline.started
            except BadSession:
                started = None
            return began(session_id, started), session_id

        return max(near, key=moment) if len(near) > 1 else ids[-1]

    def _look_again(self, entries: dict[str, Entry], broken: dict[str, Broken]) -> None:
        """Move what is not broken after all: it was being made, or deleted, by another program."""
        with self._undisturbed():
            for session_id in tuple(broken):
                if not (self.root / session_id).is_dir():
                    del broken[session_id]
                    continue
                with suppress(BadSession):
                    entries[session_id] = self._entry(session_id, None)
                    del broken[session_id]

    def _running(self, headlines: Iterable[Headline]) -> set[str]:
        """Return the ids of those that a living program holds and has not closed."""
        unclosed = [headline.id for headline in headlines if headline.ended is None]
        if not unclosed:
            return set()
        with self._undisturbed():
            return {name for name in unclosed if is_locked(self.root / name / LOCK_FILE)}

    def _held(self) -> Iterator[Session]:
        """Read the sessions that have a lock, whoever may have left it behind."""
        for session_id in self.ids():
            if (self.root / session_id / LOCK_FILE).exists():
                with suppress(BadSession):
                    yield read_session(self.root / session_id)

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Let no other program make, open, recover or delete a session for a block, where that can be had."""
        with ExitStack() as stack:
            with suppress(StorageError):
                stack.enter_context(locked(self.root / LOCK_FILE, timeout=LOOK_S))
            yield


def _newest_first(
    entries: dict[str, Entry], broken: dict[str, Broken], running: set[str]
) -> tuple[Listed | Broken, ...]:
    listed: dict[tuple[float, str], Listed | Broken] = {(began(name), name): broken[name] for name in broken}
    for name, entry in entries.items():
        headline = entry.headline
        unclosed: State = "running" if name in running else "cut off"
        state = "complete" if headline.ended is not None else unclosed
        moment = began(name, headline.started)
        listed[moment, name] = Listed(headline, state, entry.answers, entry.asked or ())
    return tuple(listed[key] for key in sorted(listed, reverse=True))
