"""Files that only the person may read, written whole or not at all."""

from __future__ import annotations

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
    return (error.strerror or str(error)).lower()
