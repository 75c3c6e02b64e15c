"""Rehearsals without sound: a script tells the screen what happens and asks it what is wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.events import Screen
    from mockinterview.studio.desk import Wishes


class ScriptedRehearsals:
    """For programs that show pages without a microphone; implements `studio.desk.Rehearsals`.

    Args:
        script: what happens, from the first event to the last.

    Attributes:
        wished: the wishes of every rehearsal that was begun.
    """

    def __init__(self, script: Callable[[Screen], None]) -> None:
        self._script = script
        self.wished: list[Wishes] = []

    def hold(self, wishes: Wishes, screen: Screen) -> None:
        """Go through the script."""
        self.wished.append(wishes)
        self._script(screen)

    def warm_up(self) -> None:
        """Load nothing."""
