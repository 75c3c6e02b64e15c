"""Answers that were only recorded, written down for the studio."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockinterview.cli.transcribing import Recogniser, warm_recogniser, write_down_session
from mockinterview.studio.desk import Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from mockinterview.cli.transcribing import Waiting
    from mockinterview.clip import Clip
    from mockinterview.store import SessionStore
    from mockinterview.transcript import Transcript

    Recognisers = Callable[[str], AbstractContextManager[Recogniser]]
    Tell = Callable[[int, int, float], bool]

MODEL = "auto"


class _Stopped(Exception):
    """Somebody ended it; the take that was being written down stays as it was."""


@dataclass
class _Scribe:
    """Implements `transcribing.Scribe` and counts."""

    recogniser: Recogniser
    goes_on: Tell
    total: int = 0
    done: list[bool] = field(default_factory=list)

    def hear(self, take: Waiting, clip: Clip) -> Transcript:
        self.total = take.total

        def tell(share: float) -> None:
            if not self.goes_on(take.number, take.total, share):
                raise _Stopped

        # It tells the whole share last, so words of a recording that was given up are never kept.
        return self.recogniser.transcribe(clip, tell)

    def written(self, take: Waiting, words: int) -> None:  # noqa: ARG002 - they stand on the page
        self.done.append(True)

    def unreadable(self, take: Waiting, problem: str) -> None:  # noqa: ARG002 - the page says it at the take
        self.total = take.total
        self.done.append(False)

    @property
    def result(self) -> Written:
        """What came of it."""
        written = self.done.count(True)
        return Written(written, len(self.done) - written, self.total - len(self.done))


class Writer:
    """Writes down rehearsals, one at a time; thread-safe.

    Args:
        store: where they are kept.
        recognisers: gives a recogniser for as long as a block lasts, by the name of its model.

    Attributes:
        session: id of the rehearsal that it is at, None for none.
    """

    def __init__(self, store: SessionStore, recognisers: Recognisers = warm_recogniser) -> None:
        self._store = store
        self._recognisers = recognisers
        self._recogniser: Recogniser | None = None
        self._ended = False
        self._mutex = threading.Lock()
        self._at_work = threading.Lock()
        self.session: str | None = None

    def write_down(self, session: str, tell: Tell) -> Written:
        """Write one down; as `studio.desk.Shelf.write_down`."""
        from mockinterview.store.judging import untranscribed
        from mockinterview.store.lock import Busy

        if not self._at_work.acquire(blocking=False):
            raise Busy("Another rehearsal is being written down right now. Try again once it is done")
        try:
            if not untranscribed(self._store.load(session)):
                return Written()
            self.session = session
            with self._recognisers(MODEL) as recogniser:
                return self._work(session, recogniser, tell)
        except Busy:
            raise Busy("Another program works on this rehearsal. Try again once it is done") from None
        finally:
            self.session = None
            self._at_work.release()

    def _work(self, session: str, recogniser: Recogniser, tell: Tell) -> Written:
        scribe = _Scribe(recogniser, lambda *told: tell(*told) and not self._ended)
        with self._mutex:
            self._recogniser = recogniser
        try:
            write_down_session(self._store, session, scribe)
        except _Stopped:
            pass
        finally:
            with self._mutex:
                self._recogniser = None
        return scribe.result

    def end(self) -> None:
        """End what it is at, and wait until that is over; nothing can be begun any more."""
        with self._mutex:
            self._ended = True
            if self._recogniser is not None:
                # First forgotten, then closed: who waits for the words is woken and has nothing to wait for.
                self._recogniser.discard()
                self._recogniser.close()
        with self._at_work:
            pass
