"""Sheets in the making: a page that would make somebody wait says so instead."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.concurrency import run_in_threadpool

from mockinterview.studio.desk import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[str, str, Callable[[int, int], None]], Sheet]

FRESH_S = 30.0
"""So long a sheet that is ready waits to be fetched; afterwards what it shows may have changed."""

MOST_WAITING = 8
"""Sheets that are kept until somebody fetches them."""


class Found(NamedTuple):
    """A sheet, and the nonce that a style in it has: for one response only."""

    sheet: Sheet
    nonce: str


@dataclass
class _Work:
    """A sheet in the making; `done` of `total` steps are behind."""

    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    done: int = 0
    total: int = 0
    ended: float | None = None
    task: asyncio.Task[Sheet] | None = None

    def tell(self, done: int, total: int) -> None:
        """Note how far it is; from any thread."""
        self.done, self.total = done, total


class Sheets:
    """Makes sheets in threads, at most one of a name at a time; lives in the event loop.

    Args:
        make: makes one of a name and a nonce, and tells (done, in all) on the way.
    """

    def __init__(self, make: Make) -> None:
        self._make = make
        self._works: dict[str, _Work] = {}

    async def get(self, name: str, patience_s: float) -> Found | None:
        """Return a sheet, once; None where it takes longer than `patience_s` seconds: then it goes on.

        Raises: what making it raises.
        """
        work = self._works.get(name)
        if work is None or work.task is None or _is_stale(work):
            work = self._works[name] = _Work()
            work.task = asyncio.create_task(run_in_threadpool(self._make, name, work.nonce, work.tell))
            work.task.add_done_callback(lambda task: _end(work, task))
            self._forget_some()
        await asyncio.wait({work.task}, timeout=patience_s)
        if not work.task.done():
            return None
        self._works.pop(name, None)
        return Found(work.task.result(), work.nonce)

    def state(self, name: str) -> dict[str, Any]:
        """Return whether `get` would not wait, and how many steps are done of how many."""
        work = self._works.get(name)
        if work is None:
            return {"ready": True, "done": 0, "total": 0}
        return {"ready": work.ended is not None, "done": work.done, "total": work.total}

    def _forget_some(self) -> None:
        ended = [name for name, work in self._works.items() if work.ended is not None]
        for name in ended[: max(len(self._works) - MOST_WAITING, 0)]:
            del self._works[name]


def _end(work: _Work, task: asyncio.Task[Sheet]) -> None:
    work.ended = asyncio.get_running_loop().time()
    if not task.cancelled():
        task.exception()  # whoever asks hears of it; asyncio need not complain


def _is_stale(work: _Work) -> bool:
    return work.ended is not None and asyncio.get_running_loop().time() - work.ended > FRESH_S
