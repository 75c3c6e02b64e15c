"""`session.json`: written whole, read with suspicion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from mockinterview import private_file
from mockinterview.errors import BadSession, StorageError
from mockinterview.plain_text import plain_text
from mockinterview.session import SCHEMA, Session
from mockinterview.store.edit import places
from mockinterview.store.names import SESSION_FILE, is_sound_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pydantic import TypeAdapter, ValidationError

    from mockinterview.transcript import Transcript

    Step = Callable[[dict[str, Any]], dict[str, Any]]

MAX_BYTES = 64 * 2**20
"""Far above any real session (about 30 kB an answer); more is refused unread."""

MIGRATIONS: Mapping[int, Step] = {}
"""For each schema that was ever released and is older: what makes the next one of it."""


@dataclass(frozen=True)
class _Version:
    schema: int


@cache
def _adapter() -> TypeAdapter[Session]:
    from pydantic import TypeAdapter

    return TypeAdapter(Session)


@cache
def _version_adapter() -> TypeAdapter[_Version]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Version)


def session_json(session: Session) -> bytes:
    """Return a session as it stands in its file.

    Raises:
        StorageError: it holds a text that no encoding can hold.
    """
    from pydantic_core import PydanticSerializationError

    try:
        return _adapter().dump_json(session, indent=1)
    except PydanticSerializationError as error:
        raise StorageError(f"cannot write the session {session.id}: {error}") from error


def write_session(folder: Path, session: Session) -> None:
    """Write `session.json`; the old one stays where that fails.

    Raises:
        StorageError: nothing was changed; the message says why.
    """
    private_file.write_private(folder / SESSION_FILE, session_json(session))


def read_session(folder: Path) -> Session:
    """Read the session of a folder; its id is the folder's name.

    Raises:
        BadSession: missing, broken, of a newer version, or naming files outside its folder.
    """
    return replace(parse_session(_read(folder / SESSION_FILE), folder.name), id=folder.name)


def _read(path: Path) -> bytes:
    name = path.parent.name
    try:
        if path.is_symlink() or not path.is_file():
            raise BadSession(f"session {name}: there is no session.json in its folder")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadSession(f"session {name}: cannot be read: {private_file.reason(error)}") from error
    if len(data) > MAX_BYTES:
        raise BadSession(f"session {name}: session.json is too large to be one")
    return data


def parse_session(data: bytes, name: str) -> Session:
    """Read a session from JSON; `name` stands in the errors.

    Raises:
        BadSession: broken, of a newer version, or naming files outside its folder.
    """
    from pydantic import ValidationError

    try:
        version = _version_adapter().validate_json(data, strict=True).schema
        if version > SCHEMA:
            raise BadSession(
                f"session {name}: written by a newer version of mockinterview; update it to open this session"
            )
        if version < SCHEMA:
            data = _migrated(data, version, name)
        session = _adapter().validate_json(data, strict=True)
    except ValidationError as error:
        raise BadSession(f"session {name}: session.json is broken: {_first_problem(error)}") from error
    _check(session, name)
    return session


def migrate(document: dict[str, Any], version: int, steps: Mapping[int, Step], target: int) -> dict[str, Any]:
    """Raise a document from its version to `target`, a step a version.

    Raises:
        KeyError: there is no way from that version.
    """
    for step in range(version, target):
        document = steps[step](document) | {"schema": step + 1}
    return document


def _migrated(data: bytes, version: int, name: str) -> bytes:
    from pydantic_core import from_json, to_json

    try:
        return to_json(migrate(from_json(data), version, MIGRATIONS, SCHEMA))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadSession(f"session {name}: of schema {version}, which this version cannot read") from error


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    text = plain_text(f"{where}: {first['msg']}" if where else first["msg"])
    return text if len(text) <= 200 else text[:199] + "…"


def _check(session: Session, name: str) -> None:
    """Refuse what the types allow and the program never writes."""
    for place, turn in places(session):
        if place.follow_up and turn.follow_up is not None:
            raise BadSession(f"session {name}: session.json is broken: a follow-up of a follow-up")
        named = [take.audio for take in turn.takes]
        if turn.question_audio is not None:
            named.append(turn.question_audio)
        if not all(is_sound_name(sound) for sound in named):
            raise BadSession(f"session {name}: session.json names a sound file outside its folder")
        for take in turn.takes:
            if take.transcript is not None and not _holds_its_words(take.transcript):
                raise BadSession(
                    f"session {name}: session.json is broken: a word that is not in its transcript"
                )


def _holds_its_words(transcript: Transcript) -> bool:
    if transcript.text == " ".join(word.text for word in transcript.words):  # as most are: a glance will do
        return True
    try:
        _ = transcript.offsets
    except ValueError:
        return False
    return True
