"""The one rehearsal that is being written down: in a thread of its own, so that no page waits for it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockinterview.errors import MockInterviewError
from mockinterview.studio.desk import Written
from mockinterview.studio.page import english
from mockinterview.studio.remedies import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.studio.desk import Shelf


NOTHING = Written()


@dataclass(frozen=True)
class Writing:
    """How far it is, or what came of the last one.

    Attributes:
        session: id of the rehearsal, empty where none was begun.
        running: whether it goes on.
        number: of the take that it is at, from 1; 0 while the recogniser gets ready.
        total: takes in all.
        share: of this take, from 0 to 1.
        came: what came of it.
        problem: why it ended early, in a line; else empty.
    """

    session: str = ""
    running: bool = False
    number: int = 0
    total: int = 0
    share: float = 0.0
    came: Written = NOTHING
    problem: str = ""


class WritingDown:
    """Lets the shelf write down rehearsals, one at a time; thread-safe.

    A rehearsal needs the processor for itself: while one runs nothing is begun, and what goes on is put off.

    Args:
        shelf: writes down.
        rehearsing: whether a rehearsal runs.
    """

    def __init__(self, shelf: Shelf, rehearsing: Callable[[], bool]) -> None:
        self._shelf = shelf
        self._rehearsing = rehearsing
        self._state = Writing()
        self._failure: Exception | None = None
        self._lock = threading.Lock()

    def begin(self, session: str) -> Writing:
        """Begin, or say where it is in case it is at this one already.

        Raises:
            MockInterviewError: a rehearsal runs, or another one is being written down.
        """
        with self._lock:
            if self._state.running and self._state.session == session:
                return self._state
            if self._state.running:
                raise MockInterviewError(english().say("sessions.one_at_a_time"))
            if self._rehearsing():
                raise MockInterviewError(english().say("sessions.after_rehearsal"))
            self._state = begun = Writing(session, running=True)
            # Not a daemon: at the end of the studio the shelf ends it, between two takes or within one.
            threading.Thread(target=self._work, args=(session,), name="writing down").start()
            return begun

    def state(self) -> Writing:
        """Return how far it is; raises, once, what failed by our own fault."""
        with self._lock:
            failure, self._failure = self._failure, None
            if failure is not None:
                raise failure
            return self._state

    def _work(self, session: str) -> None:
        try:
            came, problem = self._shelf.write_down(session, self._tell), ""
        except MockInterviewError as error:
            came, problem = NOTHING, told(error)
        except Exception as error:  # noqa: BLE001 - whoever asks next hears of it
            came, problem = NOTHING, english().say("problem.failed", kind=type(error).__name__)
            self._failure = error
        if came.left and not problem:
            problem = english().say("sessions.put_off")
        with self._lock:
            self._state = replace(self._state, running=False, came=came, problem=problem)

    def _tell(self, number: int, total: int, share: float) -> bool:
        with self._lock:
            self._state = replace(self._state, number=number, total=total, share=share)
        return not self._rehearsing()
