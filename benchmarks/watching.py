"""Watching a program from outside: what it and its children hold, and how that grows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Held:
    """What a program holds at a moment.

    Attributes:
        memory_mb: resident memory of its first process, in millions of bytes.
        helper_mb: the same of its largest child, 0 without one.
        threads: of its first process.
        handles: open files, pipes and sockets of its first process.
        processes: it and all its children.
        temporary: files and folders in its folder for temporary ones.
    """

    memory_mb: float
    helper_mb: float
    threads: int
    handles: int
    processes: int
    temporary: int

    def joined(self, other: Held) -> Held:
        """Take two moments of one turn together: most memory, fewest of all else.

        Within a turn a voice is made, a thread writes a sound: what counts is what stays.
        """
        return Held(
            max(self.memory_mb, other.memory_mb),
            max(self.helper_mb, other.helper_mb),
            min(self.threads, other.threads),
            min(self.handles, other.handles),
            min(self.processes, other.processes),
            min(self.temporary, other.temporary),
        )


def held_by(process: psutil.Process, temporary: Path) -> Held:
    """Look at a running program.

    Raises:
        psutil.Error: it is over.
    """
    with process.oneshot():
        own = Held(
            process.memory_info().rss / MEGABYTE,
            0.0,
            process.num_threads(),
            process.num_fds(),
            1,
            _files(temporary),
        )
    children = process.children(recursive=True)
    return replace(own, helper_mb=max(_memory(children), default=0.0), processes=1 + len(children))


def _memory(processes: Iterable[psutil.Process]) -> Iterable[float]:
    for process in processes:
        try:
            yield process.memory_info().rss / MEGABYTE
        except psutil.Error:  # it has just ended
            continue


def _files(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*"))
