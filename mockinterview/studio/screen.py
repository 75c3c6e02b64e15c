"""The browser's screen: the loop tells it what happens, pages see it and press what they wish."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from mockinterview.ports import Command
from mockinterview.studio.stage import CAN_HEAR, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.events import Event


class BrowserScreen:
    """Shows a rehearsal to whoever watches the stage; implements `events.Screen`, thread-safe.

    Args:
        changed: told after every change, in the thread that made it; returns at once.
        stage: what was shown before.
    """

    def __init__(self, changed: Callable[[], None], stage: Stage | None = None) -> None:
        self._changed = changed
        self._stage = (stage or Stage()).starting()
        self._wish: tuple[int, Command] | None = None
        self._lock = threading.Lock()
        self._leaving = threading.Event()
        self._stopped = False
        self._occupied_in: int | None = None

    @property
    def stage(self) -> Stage:
        """What the page shows now."""
        return self._stage

    # --- the loop's side ----------------------------------------------------------------------------

    def show(self, event: Event) -> None:
        """Show what happened; nothing of a rehearsal that was stopped before it began."""
        with self._lock:
            if self._stopped:
                return
            self._stage = self._stage.after(event)
        self._changed()

    def command(self) -> Command | None:
        """Return what the person asked for in this step; what came late is forgotten, but for the end."""
        if self._leaving.is_set():
            return Command.QUIT
        with self._lock:
            wish, self._wish = self._wish, None
            if wish is None or (wish[0] != self._stage.step and wish[1] is not Command.QUIT):
                return None
            return wish[1]

    def is_interactive(self) -> bool:
        """Whether a page may answer a choice: always, for one that was closed can be opened again."""
        return True

    def is_occupied(self) -> bool:
        """Whether a page plays a spot of the last answer."""
        return self._occupied_in == self._stage.step and not self._leaving.is_set()

    def has_left(self) -> bool:
        """Whether it was stopped before it began, or the studio ends."""
        return self._leaving.is_set()

    # --- the pages' side ----------------------------------------------------------------------------

    def press(self, command: Command, step: int) -> bool:
        """Wish something; return whether it is still possible (a step is over once its phase is).

        The last wish counts: the loop looks fifty times a second. One that is only being got ready is over
        at once, as what it waits for may hang; nothing of it is kept.
        """
        with self._lock:
            if step != self._stage.step or command not in self._stage.commands:
                return False
            if self._stage.phase != "starting":
                self._wish = (step, command)
                return True
            self._stage = self._stage.stopped()
            self._stopped = True
            self._leaving.set()
        self._changed()
        return True

    def hear(self, step: int, *, playing: bool) -> bool:
        """Say that a page plays a spot of the last answer, or no longer does; return whether it may."""
        with self._lock:
            if step != self._stage.step or self._stage.phase not in CAN_HEAR:
                return False
            self._occupied_in = step if playing else None
            return True

    def fail(self, problem: str) -> None:
        """Show that the rehearsal could not go on."""
        with self._lock:
            if self._stopped:
                return
            self._stage = self._stage.failed(problem)
        self._changed()

    def leave(self) -> None:
        """End the rehearsal as soon as the loop looks: everything said is kept."""
        self._leaving.set()
