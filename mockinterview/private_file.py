"""Files that only the person may read, written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_MODE = 0o600
DIRECTORY_MODE = 0o700
OTHERS = 0o077
"""What nobody but the owner may do."""

AS_IT_IS = -1
"""Stands for the umask of this process where a program is started."""

_found: list[int] = []
"""The umask that this program was started with, once it took another."""

IN_WORDS = {
    errno.ENOSPC: "the disk is full: free some space",
    errno.EDQUOT: "your share of the disk is used up: free some space",
    errno.EROFS: "nothing can be written there",
    errno.EIO: "the disk reports an error",
}


def be_private(*folders: Path) -> None:
    """Let whatever this program and its children make from now on belong to its owner alone.

    Args:
        folders: the program's own; those that others may enter are closed to them.
    """
    found = os.umask(OTHERS)
    if not _found:
        _found.append(found)
    for folder in folders:
        with suppress(OSError):  # it is not there yet, or not ours
            if os.name == "posix" and folder.stat().st_mode & OTHERS:
                folder.chmod(DIRECTORY_MODE)


def own_umask() -> int:
    """Return the person's umask: programs of theirs that this one starts make files as they always do."""
    return _found[0] if _found else AS_IT_IS


@contextmanager
def under_own_umask() -> Iterator[None]:
    """Let a block have the person's umask; no other thread may write meanwhile, as it is the process's."""
    ours = os.umask(own_umask()) if _found else None
    try:
        yield
    finally:
        if ours is not None:
            os.umask(ours)


def make_private_dir(path: Path) -> Path:
    """Create a directory, and its parents where missing, readable by its owner alone.

    Raises:
        StorageError: it cannot be created.
    """
    try:
        missing = [p for p in (path, *path.parents) if not p.exists()]
        for directory in reversed(missing):
            directory.mkdir(mode=DIRECTORY_MODE, exist_ok=True)
            directory.chmod(DIRECTORY_MODE)
    except OSError as error:
        raise StorageError(f"cannot create the folder {path}: {reason(error)}") from error
    return path


def write_private(path: Path, data: bytes) -> None:
    """Write a file atomically: after a crash the old one or the new one is there, never half of it.

    Raises:
        StorageError: nothing was changed; the message says why.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path` that takes its place when the block ends well.

    Raises:
        StorageError: nothing was changed; the message says why.
    """
    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(FILE_MODE)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
        _settle_folder(path.parent)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {reason(error)}") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _settle_folder(folder: Path) -> None:
    """Make sure that a power cut does not bring an old name back (Windows cannot, and need not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reason(error: OSError) -> str:
    """Say in plain words why the system refused."""
    said = error.strerror or str(error)
    known = IN_WORDS.get(error.errno or 0)
    return known if known and said == os.strerror(error.errno or 0) else said.lower()
