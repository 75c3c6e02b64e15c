"""The one thread that talks to PortAudio, so that nobody waits for a sound system that does not answer.

A sound server that hangs holds up whoever opens a device or asks for the list of them, for ever and deaf to
Ctrl-C. Here only this thread is held up; who asked it is told.
"""

from __future__ import annotations

import atexit
import queue
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from mockinterview.errors import DeviceError

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")

ANSWER_S = 1.5
"""How long the sound system may take (20 to 100 ms as a rule) before it counts as hung."""

FIRST_ANSWER_S = 5.0
"""How long it may take to load, which on some machines means asking every driver there is."""

SLOWER = 3.0
"""A system that is slow in general may take so many times as long as it took before."""

WATCH_S = 0.05
"""How often who waits looks whether it is still of use."""


class NoAnswer(DeviceError):
    """The sound system hangs."""

    def __init__(self) -> None:
        super().__init__(
            "the sound system does not answer; restart it, or this computer if that does not help"
        )


class _Job(Generic[Answer]):
    """Something to be done in the thread, and what came of it."""

    def __init__(
        self, work: Callable[[], Answer], patience: float, unwanted: Callable[[Answer], None]
    ) -> None:
        self._work = work
        self._unwanted = unwanted
        self._mutex = threading.Lock()
        self._given_up = threading.Event()
        self.patience = patience
        self.began = 0.0
        self.done = threading.Event()
        self.answers: list[Answer] = []
        self.error: BaseException | None = None

    @property
    def overdue(self) -> bool:
        return not self.done.is_set() and time.monotonic() > self.began + self.patience

    def run(self) -> None:
        with self._mutex:
            if self._given_up.is_set():
                return
        try:
            self.answers.append(self._work())
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
            self.error = error
        with self._mutex:
            self.done.set()
            if self._given_up.is_set() and self.answers:
                self._unwanted(self.answers[0])

    def give_up(self) -> bool:
        """Want it no more; return False where it was done just now."""
        with self._mutex:
            if not self.done.is_set():
                self._given_up.set()
            return self._given_up.is_set()


def _forget(_: object) -> None:
    pass


class SoundThread:
    """Does one thing after the other in a thread of its own; thread-safe."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Job[object]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._starting = threading.Lock()
        self._running: _Job[object] | None = None
        self._slowest = 0.0

    def ask(
        self,
        work: Callable[[], Answer],
        patience: float = ANSWER_S,
        unwanted: Callable[[Answer], None] = _forget,
    ) -> Answer:
        """Have something done, and return what came of it.

        Args:
            work: what is to be done.
            patience: seconds that it may take; more on a machine that proved slow.
            unwanted: given what came of it too late, in the thread itself.

        Raises:
            NoAnswer: it takes too long, or what was asked before it does.
        """
        if threading.current_thread() is self._thread:
            return work()
        job = self._put(work, max(patience, SLOWER * self._slowest), unwanted)
        try:
            self._await(job)
        except BaseException:  # Ctrl-C too: a device that opens now must not stay open
            job.give_up()
            raise
        if job.error is not None:
            raise job.error
        return job.answers[0]

    def tell(self, work: Callable[[], None]) -> threading.Event:
        """Have something done some time; return what is set then."""
        return self._put(work, FIRST_ANSWER_S, _forget).done

    def _await(self, job: _Job[Answer]) -> None:
        late = 0
        while not job.done.wait(WATCH_S):
            # Twice, as a computer that wakes up finds every time to be over.
            late = late + 1 if self._stuck else 0
            if late > 1 and job.give_up():
                leave_behind()
                raise NoAnswer

    @property
    def _stuck(self) -> bool:
        running = self._running
        return running is not None and running.overdue

    def _put(
        self, work: Callable[[], Answer], patience: float, unwanted: Callable[[Answer], None]
    ) -> _Job[Answer]:
        job = _Job(work, patience, unwanted)
        with self._starting:
            if self._thread.ident is None:
                self._thread.start()
        self._jobs.put(job)  # type: ignore[arg-type] # what comes of it goes only to whoever asked
        return job

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            job.began = time.monotonic()
            self._running = job
            job.run()
            self._running = None
            # A system that hung for a while is not slow in general.
            self._slowest = max(self._slowest, min(time.monotonic() - job.began, job.patience))


def leave_behind() -> None:
    """Let the program end without the sound system: at the end sounddevice would wait for it."""
    library = sys.modules.get("sounddevice")
    with suppress(AttributeError):
        atexit.unregister(library._exit_handler)  # type: ignore[union-attr] # noqa: SLF001 - no public name
