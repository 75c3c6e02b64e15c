"""Single keys from the terminal, without Enter; asking never waits."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, NoReturn, Self, TextIO

from mockinterview.ports import Command
from mockinterview.screen.keys import command_of

if TYPE_CHECKING:
    from types import FrameType, TracebackType

ENTER, LEFT, RIGHT = "enter", "left", "right"
_NAMES = {"KEY_ENTER": ENTER, "KEY_LEFT": LEFT, "KEY_RIGHT": RIGHT}
_ESCAPE_S = 0.05
"""How long to wait whether Escape begins the sequence of an arrow."""


class TerminalKeys:
    """Reads keys while it is entered, and then gives the terminal back as it was.

    Ctrl-C stays an interrupt. Where the program is told to end (SIGTERM) it ends as after an error, so that
    the terminal is given back then too.

    Args:
        stream: the terminal that is written to: stdout or stderr.
    """

    open = True

    def __init__(self, stream: TextIO) -> None:
        from blessed import Terminal

        # Without styling: else it asks the terminal what it can do, and answers of slow ones arrive as keys.
        self._terminal = Terminal(stream=stream, force_styling=None)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:  # else the program ends in its own way
            signal.signal(signal.SIGTERM, _end)
            self._stack.callback(signal.signal, signal.SIGTERM, signal.SIG_DFL)
        self._stack.enter_context(self._terminal.cbreak())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def next(self) -> Command | None:
        """Return what the next key asks for, None where nothing was pressed; returns at once."""
        key = self.pressed()
        if key is None:
            return None
        if key == ENTER:
            return Command.DONE
        return command_of(key) if len(key) == 1 and not key.isspace() else None

    def pressed(self) -> str | None:
        """Return the next key: a small letter or sign, `ENTER`, `LEFT`, `RIGHT`; None for none or another."""
        stroke = self._terminal.inkey(timeout=0, esc_delay=_ESCAPE_S)
        if not stroke:
            return None
        return _NAMES.get(stroke.name or "", stroke.lower() if stroke.isprintable() else None)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
