"""A screen without a face: remembers what it was shown and wishes what it was told to."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.events import Event
    from mockinterview.ports import Command


class ScriptedScreen:
    """For programs that drive the loop themselves; implements `events.Screen`.

    Attributes:
        events: everything that was shown, in order.
    """

    def __init__(self, commands: Iterable[Command | None] = (), *, interactive: bool = False) -> None:
        self.events: list[Event] = []
        self._commands = deque(commands)
        self._interactive = interactive

    def show(self, event: Event) -> None:
        """Remember an event."""
        self.events.append(event)

    def command(self) -> Command | None:
        """Return the next command of the script; a None in the script lets one question pass."""
        return self._commands.popleft() if self._commands else None

    def is_interactive(self) -> bool:
        """Whether a choice is waited for, while there are commands left."""
        return self._interactive and bool(self._commands)

    def is_occupied(self) -> bool:
        """Return False: it hears nothing."""
        return False

    def has_left(self) -> bool:
        """Return False: whoever leaves presses a key for it."""
        return False
