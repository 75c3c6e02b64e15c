"""A lock between programs that vanishes with its process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mockinterview.errors import StorageError
from mockinterview.private_file import FILE_MODE, reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

PATIENCE_S = 30.0
"""How long to wait for another program that is writing right now."""


class Busy(StorageError):
    """Another program holds the lock."""


def lock(path: Path, *, timeout: float = 0.0) -> BaseFileLock:
    """Take the lock of a file, which is made where missing and stays behind.

    Args:
        path: the lock file; its folder must exist.
        timeout: seconds to wait for another program.

    Raises:
        Busy: another program holds it.
        StorageError: the file cannot be written.
    """
    from filelock import FileLock, Timeout

    held = FileLock(path, timeout=timeout, mode=FILE_MODE, thread_local=False)
    try:
        held.acquire()
    except Timeout as error:
        raise Busy(f"{path.parent} is in use by another mockinterview") from error
    except OSError as error:
        raise StorageError(f"cannot write {path}: {reason(error)}") from error
    return held


@contextmanager
def locked(path: Path, *, timeout: float = 0.0) -> Iterator[None]:
    """Hold the lock of a file for a block; the file stays. Raises as `lock` does."""
    held = lock(path, timeout=timeout)
    try:
        yield
    finally:
        held.release()
