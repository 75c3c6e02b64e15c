"""The one rehearsal that runs: in a thread of its own, seen through its screen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from mockinterview.errors import MockInterviewError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.ports import Command
    from mockinterview.studio.desk import Rehearsals, Wishes
    from mockinterview.studio.screen import BrowserScreen
    from mockinterview.studio.stage import Stage

ENDING_S = 10.0
"""The longest that a rehearsal takes to let go of its microphone once its end is on the page."""

FAILED = "The studio itself failed; what was said is kept"


class Rehearsing:
    """Begins rehearsals, one at a time; thread-safe.

    Args:
        rehearsals: holds them.
        changed: told after every change of the stage; returns at once.
        report: told of an error that is our own fault.
    """

    def __init__(
        self,
        rehearsals: Rehearsals,
        changed: Callable[[], None],
        report: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        self._rehearsals = rehearsals
        self._changed = changed
        self._report = report
        self._screen: BrowserScreen | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False
        self.unwritten = ""
        """What could not be written at the end of the last rehearsal, in a line; empty where all was."""

    @property
    def stage(self) -> Stage:
        """What the page of the rehearsal shows."""
        from mockinterview.studio.stage import Stage  # brings numpy, which the first page need not wait for

        return self._screen.stage if self._screen else Stage()

    @property
    def running(self) -> bool:
        """Whether a rehearsal goes on."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, wishes: Wishes) -> bool:
        """Begin a rehearsal; return False where one is running already. May wait for the end of the last.

        Raises:
            MockInterviewError: the last one is over, but does not let go of the sound system yet.
        """
        from mockinterview.studio.page import english
        from mockinterview.studio.screen import BrowserScreen

        with self._lock:
            if self._thread is not None and not self.stage.running:
                self._thread.join(ENDING_S)
                if self.running:
                    raise MockInterviewError(english().say("start.begin.letting_go"))
            if self.running or self._closed:
                return False
            self.unwritten = ""
            self._screen = BrowserScreen(self._changed, self.stage)
            # Not a daemon: what was said must be kept before the program ends.
            self._thread = threading.Thread(target=self._hold, args=(wishes, self._screen), name="rehearsal")
            self._thread.start()
        self._changed()
        return True

    def press(self, command: Command, step: int) -> bool:
        """Pass on what a page wishes; return whether it was still possible."""
        return self._screen is not None and self._screen.press(command, step)

    def hear(self, step: int, *, playing: bool) -> bool:
        """Pass on that a page plays a spot of the last answer, or no longer does; as above."""
        return self._screen is not None and self._screen.hear(step, playing=playing)

    def leave(self, patience_s: float) -> bool:
        """End the running rehearsal, begin no other; return whether it is over."""
        self._closed = True
        if self._screen is not None:
            self._screen.leave()
        if self._thread is not None:
            self._thread.join(patience_s)
        return not self.running

    def _hold(self, wishes: Wishes, screen: BrowserScreen) -> None:
        from mockinterview.studio.remedies import told

        try:
            self._rehearsals.hold(wishes, screen)
        except MockInterviewError as error:
            self.unwritten = str(error) if isinstance(error, StorageError) else ""
            screen.fail(told(error))
        except Exception as error:  # noqa: BLE001 - the last resort: the page must not wait for ever
            self._report(error)
            screen.fail(f"{FAILED} ({type(error).__name__}).")
        else:
            if screen.stage.running and not screen.has_left():
                screen.fail("The rehearsal ended before its time.")
