"""Archives that a stranger made: names, sizes and parts that lie."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from faults.extent import extent
from faults.fuzzing.sessions import ID, SESSION
from mockinterview.errors import BadInput
from mockinterview.session import Session, Turn
from mockinterview.store import SessionStore
from mockinterview.store.import_zip import import_zip
from mockinterview.store.names import is_session_id, is_sound_name
from mockinterview.store.session_file import session_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faults.ledger import Measured

PART = "Files from outside"
PROMISE = "refused in one line, with little memory; nothing is written anywhere"
MANY = extent(5_000, 100_000)
NAME = f"{ID}/session.json"
MOST_MEMORY_MB = 160
"""Above what the import itself needs to list that many entries."""


def one_entry(packed: bytes, claimed: int, *, offset: int = 0, extra: bytes = b"", flags: int = 0) -> bytes:
    """Return an archive of one packed entry that claims to be so long, with a wrong checksum."""
    name = NAME.encode()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, 8, 0, 0, 0, len(packed), claimed, len(name), 0)
    head = struct.pack("<4sHHHHHHIII", b"PK\1\2", 20, 20, flags, 8, 0, 0, 0, len(packed), claimed)
    head += struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, 0, offset) + name + extra
    body = local + name + packed
    return body + head + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(head), len(body), 0)


def zeros(megabytes: int) -> bytes:
    """Return so many megabytes of nothing, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()


def archive_of(entries: dict[str, bytes]) -> bytes:
    """Return an ordinary archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return packed.getvalue()


def many() -> bytes:
    """Return an archive of very many empty sounds."""
    return archive_of({NAME: session_json(SESSION)} | {f"{ID}/{n}.flac": b"" for n in range(MANY)})


def endless_list() -> bytes:
    """Return the end of an archive whose list of entries claims two gigabytes."""
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, 2**31 - 1, 0, 0)


ZIP64 = struct.pack("<HHQ", 1, 8, 2**63 + 5)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb that says it is small": lambda: one_entry(zeros(256), 100),
    "an entry far outside": lambda: one_entry(zeros(1), 2**20, offset=2**32 - 1, extra=ZIP64),
    "a wrong checksum": lambda: one_entry(zeros(1), 2**20),
    "an encrypted entry": lambda: one_entry(zeros(1), 2**20, flags=1),
    "very many entries": many,
    "names that differ in their Unicode form": lambda: archive_of(
        {"é/session.json": b"", "e\u0301/x.wav": b""}
    ),
    "a Windows device": lambda: archive_of({"CON/session.json": session_json(SESSION)}),
    "a drive": lambda: archive_of({NAME: session_json(SESSION), "C:/01-take-1.flac": b"x"}),
    "a name with a full stop behind it": lambda: archive_of(
        {NAME: session_json(SESSION), f"{ID}/a.flac.": b""}
    ),
}


@pytest.mark.fault(PART, "archives whose names, sizes or parts lie", PROMISE)
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_refused(kind: str, tmp_path: Path, measured: Measured) -> None:
    """One line, nothing beside it, and no more memory than the honest ones need."""
    path = tmp_path / "given.zip"
    path.write_bytes(HOSTILE[kind]())
    refused_without_trace(path, measured)


@pytest.mark.fault(PART, "archives whose names, sizes or parts lie", PROMISE)
def test_a_list_of_two_gigabytes_is_not_read(tmp_path: Path, measured: Measured) -> None:
    """A sparse file costs its sender nothing."""
    path = tmp_path / "given.zip"
    with path.open("wb") as file:
        file.truncate(2**31)
        file.seek(0, io.SEEK_END)
        file.write(endless_list())
    refused_without_trace(path, measured)


def refused_without_trace(path: Path, measured: Measured) -> None:
    """Import an archive that must be refused in one printable line, with little memory, leaving nothing."""
    store = SessionStore(path.with_name("store"))
    tracemalloc.start()
    try:
        with pytest.raises(BadInput) as refused:
            import_zip(store, path)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
    assert str(refused.value).isprintable()
    assert peak < MOST_MEMORY_MB
    assert sorted(found.name for found in path.parent.iterdir()) == [path.name]
    measured.count("hostile archives")
    measured.worst("memory for one", peak, "MB")


@pytest.mark.fault(PART, "names that are devices on Windows", "no session and no sound may have them")
@pytest.mark.parametrize(
    "name", ["CON", "con", "nul.flac", "COM1", "lpt9.wav", "AUX.part.wav", "a.", "a.flac."]
)
def test_no_name_means_something_else_on_windows(name: str, measured: Measured) -> None:
    """A session travels between systems."""
    assert not is_session_id(name)
    assert not is_sound_name(name)
    assert is_sound_name(f"x{name}x")
    measured.count("names")


@pytest.mark.fault(PART, "names that are devices on Windows", "no session and no sound may have them")
def test_a_session_that_names_a_device_is_refused(tmp_path: Path, measured: Measured) -> None:
    """On Windows its sound would be the console."""
    named = Session(ID, SESSION.started, None, 1, None, False, (Turn(SESSION.turns[0].question, "CON.flac"),))
    path = tmp_path / "given.zip"
    path.write_bytes(archive_of({NAME: session_json(named), f"{ID}/CON.flac": b"x"}))
    refused_without_trace(path, measured)
