"""Rehearsals: `session.json` as every page reads it, the index, and the archive that travels."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from makers import FULL, analysis, fillers, question

from faults.fuzzing.rule import Target
from mockinterview.answer_json import session_object
from mockinterview.errors import BadInput, BadSession, StorageError
from mockinterview.figures import figures_of
from mockinterview.replay.scenes import scenes_of
from mockinterview.session import Session, Take, Turn
from mockinterview.store import SessionStore
from mockinterview.store.import_zip import import_zip
from mockinterview.store.index import INDEX_FILE, entry_of, read_index
from mockinterview.store.session_file import parse_session, session_json
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

ID = "2026-11-25-140322-abcd"
SAID = Transcript.from_words([Word(0.1, 0.2, "I", 0.9), Word(0.2, 0.4, "did.", 0.8, -3.0)])
TAKE = Take("01-take-1.flac", 0.5, "silence", SAID, analysis(example=FULL, fillers=fillers("like")))
TURN = Turn(question(), "01-question.flac", (TAKE,), Turn(question(id="more"), None, (TAKE,)), FULL)
SESSION = Session(ID, "2026-11-25T14:03:22+01:00", None, 1, "tiny.en", False, (TURN,))


def _session(path: Path) -> None:
    session = replace(parse_session(path.read_bytes(), ID), id=ID)
    figures_of(session)
    scenes_of(session)
    session_object(session, "folder")
    parse_session(session_json(session), ID)


def _index(path: Path) -> None:
    root = path.with_name("sessions")
    root.mkdir(exist_ok=True)
    (root / INDEX_FILE).write_bytes(path.read_bytes())
    assert isinstance(read_index(root), dict)
    SessionStore(root).list()


def _archive(path: Path) -> None:
    store = SessionStore(path.with_name("sessions"))
    try:
        imported = import_zip(store, path)
    except (BadInput, StorageError):
        assert store.list() == ()
        raise
    assert store.load(imported.id).id == imported.id
    store.delete(imported.id)


def _archives() -> list[bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        small = replace(SESSION, turns=(Turn(question(), "01-question.flac"),))
        archive.writestr(f"{ID}/session.json", session_json(small))
        archive.writestr(f"{ID}/01-question.flac", bytes(range(40)))
    return [packed.getvalue()]


def _indexes() -> list[bytes]:
    from pydantic import TypeAdapter

    from mockinterview.store.index import Entry

    return [TypeAdapter(dict[str, Entry]).dump_json({ID: entry_of(SESSION, 1, 1)})]


STORED = Target(
    "session.json",
    (BadSession,),
    _session,
    lambda: [session_json(SESSION), session_json(replace(SESSION, turns=()))],
)
INDEX = Target("index", (), _index, _indexes, writes="sessions")
ARCHIVE = Target(
    "archive",
    (BadInput, StorageError),
    _archive,
    _archives,
    writes="sessions",
)
