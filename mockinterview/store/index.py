"""What the list of sessions shows of each, remembered so that 2,000 sessions need not be read again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mockinterview import private_file
from mockinterview.errors import StorageError
from mockinterview.feedback import shorten
from mockinterview.figures import AnswerFigures, figures_of
from mockinterview.store.edit import places
from mockinterview.store.lock import PATIENCE_S, locked
from mockinterview.store.names import LOCK_FILE
from mockinterview.store.remembered import read_remembered
from mockinterview.store.said import forget_said
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import TypeAdapter

    from mockinterview.session import Session

INDEX_FILE = ".index.json"
MAX_BYTES = 64 * 2**20
"""Far above 2,000 sessions (about 10 MB); more is refused unread."""

LONGEST_QUESTION = 60
"""Words of a question that are remembered: more than any that can be asked in a breath."""


@dataclass(frozen=True)
class Headline:
    """A session in a line.

    Attributes:
        id: name of its folder.
        started: local time with offset, ISO 8601.
        ended: the same, None while it runs or where it was cut off.
        questions: turns that were asked.
        recorded_s: seconds of the takes that count, follow-ups included.
        untranscribed: takes in which something was said that nobody has written down yet.
        model: name of the recogniser's model, None where there was none.
        candidate: whether a recorded sample candidate answered, not a person.
    """

    id: str
    started: str
    ended: str | None
    questions: int
    recorded_s: float
    untranscribed: int
    model: str | None
    candidate: bool


@dataclass(frozen=True)
class Entry:
    """A headline and the state of the `session.json` that it was made from.

    Attributes:
        modified_ns: time of its last change in nanoseconds since the epoch.
        size: in bytes.
        headline: what it said.
        answers: the judged answers in numbers.
        asked: texts of the questions, None where an older program made the entry.
    """

    modified_ns: int
    size: int
    headline: Headline
    answers: tuple[AnswerFigures, ...]
    asked: tuple[str, ...] | None = None

    def is_of(self, modified_ns: int, size: int) -> bool:
        """Whether it holds all that a file in that state says."""
        return self.asked is not None and (self.modified_ns, self.size) == (modified_ns, size)


def entry_of(session: Session, modified_ns: int, size: int) -> Entry:
    """Return what is remembered of a session that was read from a file in that state."""
    asked = tuple(shorten(harmless(turn.question.text), LONGEST_QUESTION) for turn in session.turns)
    return Entry(modified_ns, size, headline_of(session), figures_of(session), asked)


def headline_of(session: Session) -> Headline:
    """Return what the list shows of a session."""
    turns = [turn for _, turn in places(session)]
    return Headline(
        session.id,
        session.started,
        session.ended,
        len(session.turns),
        sum((turn.take.duration for turn in turns if turn.take is not None), 0.0),
        sum(take.awaits_transcript for turn in turns for take in turn.takes),
        session.model,
        session.candidate,
    )


@cache
def _adapter() -> TypeAdapter[dict[str, Entry]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, Entry])


def read_index(root: Path) -> dict[str, Entry]:
    """Return what is remembered, by session; nothing where the file is missing or broken."""
    return read_remembered(root / INDEX_FILE, _adapter(), MAX_BYTES)


def forget(root: Path, session_id: str, patience: float = PATIENCE_S) -> None:
    """Remember nothing of a session any more; where that cannot be written, nothing of any.

    Args:
        root: the folder of sessions.
        session_id: name of the session's folder.
        patience: seconds to wait for another program that writes there.
    """
    forget_said(root, session_id, patience)
    entries = read_index(root)
    if entries.pop(session_id, None) is None:
        return
    try:
        with locked(root / LOCK_FILE, timeout=patience):
            _write(root, entries)
    except StorageError:
        with suppress(OSError):
            (root / INDEX_FILE).unlink()


def write_index(root: Path, entries: Mapping[str, Entry]) -> None:
    """Remember; where that is impossible, or another program does so right now, the next list is slower."""
    with suppress(StorageError), locked(root / LOCK_FILE):
        _write(root, entries)


def _write(root: Path, entries: Mapping[str, Entry]) -> None:
    """Write what is remembered of sessions that are still there; the caller holds the root's lock."""
    there = {name: entry for name, entry in entries.items() if (root / name).is_dir()}
    private_file.write_private(root / INDEX_FILE, _adapter().dump_json(there))
