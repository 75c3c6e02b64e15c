"""A session out of a ZIP archive that `sessions export` wrote, read with suspicion."""

from __future__ import annotations

import io
import shutil
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mockinterview.errors import BadInput, StorageError
from mockinterview.private_file import FILE_MODE, make_private_dir, reason
from mockinterview.store.export import sounds_of
from mockinterview.store.lock import PATIENCE_S, locked
from mockinterview.store.names import (
    IMPORTING,
    LOCK_FILE,
    PART_SUFFIX,
    SESSION_FILE,
    is_session_id,
    is_sound_name,
)
from mockinterview.store.session_file import MAX_BYTES, parse_session, write_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.session import Session
    from mockinterview.store.session_store import SessionStore

MAX_ENTRIES = 2_000
MAX_TOTAL_BYTES = 4 * 2**30
"""Far above any real session: a day of sound as FLAC."""

LARGEST_READ = MAX_BYTES + 2**20
"""Bytes that are read of an archive in one go: nothing in it that is ours is longer."""

MAX_RATIO = 100
"""JSON packs about 1 : 15 and sound hardly at all; what grows beyond this is a bomb."""

RATIO_COUNTS_FROM = 2**20
SOUNDS = (".flac", ".wav")
_OF_THE_SYSTEM = ("__MACOSX/", ".DS_Store")
"""What a Mac adds when it packs a folder again."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OverflowError,
    LookupError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises for archives that are damaged."""


@dataclass(frozen=True)
class Imported:
    """What was imported.

    Attributes:
        id: the session.
        missing: names of sounds that the archive lacks.
    """

    id: str
    missing: tuple[str, ...]


def import_zip(store: SessionStore, path: Path) -> Imported:
    """Add the session of an archive to the store: whole, or not at all.

    Nothing is written outside the session's own folder, whatever names the archive holds, and no more than
    a real session needs.

    Raises:
        BadInput: no such archive, not one of ours, too large, or its session is here already.
        BadSession: its `session.json` is broken, or of a newer version.
        StorageError: it cannot be written; nothing was changed.
    """
    with _opened(path) as archive:
        entries = _entries(archive, path)
        name, session = _session(archive, entries, path)
        make_private_dir(store.root)
        with locked(store.root / LOCK_FILE, timeout=PATIENCE_S):
            if (store.root / name).exists():
                raise BadInput(f"the rehearsal {name} is here already: delete it before you import it again")
            doomed = store.root / f"{IMPORTING}{name}"
            try:
                _clear(doomed)
                missing = _write(archive, entries, session, make_private_dir(doomed))
                doomed.rename(store.root / name)
            except OSError as error:
                raise StorageError(f"cannot write {store.root / name}: {reason(error)}") from error
            finally:
                _clear(doomed)
    return Imported(name, missing)


class _Suspicious(io.FileIO):
    """A file that is never read in one go, whatever lengths an archive claims for its parts."""

    def read(self, size: int | None = -1, /) -> bytes:
        bounded = size is not None and 0 <= size <= LARGEST_READ
        data = super().read(size if bounded else LARGEST_READ + 1) or b""
        if len(data) > LARGEST_READ:
            raise zipfile.BadZipFile("claims more than a rehearsal needs")
        return data


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; whatever is wrong inside it while it is read is said in one line."""
    try:
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file")
        with _Suspicious(path) as file, zipfile.ZipFile(file) as archive:
            yield archive
    except _BROKEN as error:
        raise BadInput(f"{path}: is broken, or no ZIP archive") from error
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {reason(error)}") from error


def _entries(archive: zipfile.ZipFile, path: Path) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """Return the files of an archive by their names, none of which leaves its folder.

    Raises:
        BadInput: something in it is no plain file of a session, or all of it is too much.
    """
    listed = archive.infolist()
    if len(listed) > MAX_ENTRIES or sum(entry.file_size for entry in listed) > MAX_TOTAL_BYTES:
        raise BadInput(f"{path}: is far too large to be a rehearsal")
    sounds = [entry for entry in listed if PurePosixPath(entry.filename).name != SESSION_FILE]
    if _bursts(sum(e.file_size for e in sounds), sum(e.compress_size for e in sounds)):
        raise BadInput(f"{path}: was not imported, because it would grow beyond all measure")
    entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for entry in listed:
        if entry.filename.endswith("/") or any(part in entry.filename for part in _OF_THE_SYSTEM):
            continue
        name = PurePosixPath(entry.filename)
        problem = _problem(entry, name)
        if problem is None and name in entries:
            problem = "stands in it twice"
        if problem is not None:
            raise BadInput(f"{path}: was not imported, because {entry.filename[:80]!r} {problem}")
        entries[name] = entry
    return entries


def _problem(entry: zipfile.ZipInfo, name: PurePosixPath) -> str | None:
    """Say why an entry is no file of a session, None where it is one."""
    mode = entry.external_attr >> 16
    plain = len(name.parts) == 2 and is_session_id(name.parts[0]) and is_sound_name(name.parts[1])
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is a link or a device"
    if not plain or str(name) != entry.filename:
        return "is no file of a rehearsal"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way"
    # Equal findings by the thousand pack as well as a bomb does; session.json has a limit of its own.
    if name.name != SESSION_FILE and _bursts(entry.file_size, entry.compress_size):
        return "would grow beyond all measure"
    return None


def _bursts(unpacked: int, packed: int) -> bool:
    """Whether so many bytes come out of so few that they are no sound."""
    return unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed


def _session(
    archive: zipfile.ZipFile, entries: dict[PurePosixPath, zipfile.ZipInfo], path: Path
) -> tuple[str, Session]:
    """Return the one session of the archive and the name of its folder."""
    folders = {name.parts[0] for name in entries}
    found = [name for name in entries if name.name == SESSION_FILE]
    if len(found) != 1 or len(folders) != 1:
        raise BadInput(f"{path}: is no rehearsal: `mockinterview sessions export --format zip` makes one")
    entry = entries[found[0]]
    if entry.file_size > MAX_BYTES:
        raise BadInput(f"{path}: its session.json is too large to be one")
    folder = found[0].parts[0]
    with archive.open(entry) as packed:  # never all at once: it may unfold into more than it claims
        data = packed.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile("is not as long as it claims")
    return folder, replace(parse_session(data, folder), id=folder)


def _write(
    archive: zipfile.ZipFile,
    entries: dict[PurePosixPath, zipfile.ZipInfo],
    session: Session,
    folder: Path,
) -> tuple[str, ...]:
    """Write the session and the sounds that it names; return the names of those that are missing.

    `session.json` is written anew, never copied: what is read later is what was checked now.
    """
    write_session(folder, session)
    by_name = {name.name: entry for name, entry in entries.items()}
    missing = []
    for sound in sounds_of(session):
        entry = by_name.get(sound)
        if entry is None or not sound.endswith(SOUNDS) or sound.endswith(PART_SUFFIX):
            missing.append(sound)
            continue
        target = folder / sound
        with archive.open(entry) as packed, target.open("xb") as written:
            shutil.copyfileobj(packed, written)
        target.chmod(FILE_MODE)
    return tuple(missing)


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
