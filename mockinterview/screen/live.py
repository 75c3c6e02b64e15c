"""The live screen: what is over stands as ordinary lines, what runs stays in one quiet area below."""

from __future__ import annotations

import os
import shutil
from collections import deque
from typing import TYPE_CHECKING, Self

from rich.console import Console, ConsoleDimensions, Group
from rich.live import Live
from rich.text import Text

from mockinterview.events import Heard, Listening
from mockinterview.remarks import reminders
from mockinterview.screen.area import Area, Row
from mockinterview.screen.words import WIDEST, Look, Paragraph, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import TextIO

    from mockinterview.events import Event
    from mockinterview.ports import Command
    from mockinterview.screen.keys import NoKeys
    from mockinterview.screen.terminal_keys import TerminalKeys

KEPT_PARAGRAPHS = 100
"""So many of the last paragraphs can be written again when the window changes its size."""

FALLBACK = (80, 24)
"""Columns and rows of a terminal that does not know its size."""

STYLES: dict[Look, str] = {
    "plain": "",
    "heading": "bold",
    "question": "bold",
    "quote": "dim",
    "strength": "green",
    "improve": "yellow",
    "notice": "yellow",
}


class LiveScreen:
    """Shows a rehearsal on a terminal; implements `events.Screen`, within its own `with` block.

    What is over is written once, in the words of the plain screen. Only the area below it changes, and only
    where something in it changed.

    Args:
        stream: the terminal.
        keys: what is pressed; entered by whoever made them.
    """

    def __init__(self, stream: TextIO, keys: TerminalKeys | NoKeys) -> None:
        self._console = Console(file=stream, force_terminal=True, highlight=False, markup=False, emoji=False)
        self._stream = stream
        self._size = self._console.size = _size_of(stream)
        self._keys = keys
        self._live = self._new_live()
        self._area = Area()
        self._drawn: tuple[Row, ...] = ()
        self._written: deque[Paragraph] = deque(maxlen=KEPT_PARAGRAPHS)
        self._told: set[str] = set()

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def is_interactive(self) -> bool:
        """Whether somebody can press a key."""
        return self._keys.open

    def is_occupied(self) -> bool:
        """Return False: nothing is heard again here before the rehearsal is over."""
        return False

    def has_left(self) -> bool:
        """Return False: whoever leaves presses a key for it."""
        return False

    def command(self) -> Command | None:
        """Return the next command; returns at once."""
        self._follow_size()
        return self._keys.next()

    def show(self, event: Event) -> None:
        """Write what is over, and change the area to what runs now."""
        self._follow_size()
        paragraphs = list(paragraphs_of(event))
        if isinstance(event, Listening):
            self._told.clear()
        elif isinstance(event, Heard):
            due = [text for text in reminders(event.progress) if text not in self._told]
            self._told.update(due)
            paragraphs += [Paragraph(text) for text in due]
        self._area = self._area.after(event, keys=self._keys.open)
        self._written.extend(paragraphs)
        self._draw(self._lines(paragraphs))

    # --- drawing ------------------------------------------------------------------------------------

    def _new_live(self) -> Live:
        return Live(
            Group(), console=self._console, auto_refresh=False, transient=True, vertical_overflow="crop"
        )

    def _draw(self, lines: list[Text]) -> None:
        """Write lines above the area and the area anew, in one go; nothing where nothing changed."""
        rows = self._area.rows(self._size.width, self._size.height)
        if rows == self._drawn and not lines:
            return
        self._drawn = rows
        area = Group(*(Text(text, style, no_wrap=True, overflow="crop") for text, style in rows))
        with self._console:  # gathers what is written until the block ends
            self._live.update(area, refresh=True)
            if lines:
                self._console.print(Text("\n").join(lines))

    def _lines(self, paragraphs: Iterable[Paragraph]) -> list[Text]:
        width = min(self._size.width, WIDEST)
        return [Text(line, STYLES[said.look]) for said in paragraphs for line in said.lines(width)]

    def _follow_size(self) -> None:
        """Where the window has another size now, write its last lines and the area anew.

        Terminals differ in what they do to lines that no longer fit; on a cleared window all are alike.
        """
        size = _size_of(self._stream)
        if size == self._size:
            return
        self._live.stop()
        self._console.clear()
        self._size = self._console.size = size
        self._live = self._new_live()
        self._live.start()
        self._drawn = ()
        room = self._size.height - len(self._area.rows(*self._size))
        self._draw(self._lines(self._written)[-max(room, 1) :])


def _size_of(stream: TextIO) -> ConsoleDimensions:
    """Ask the terminal itself: a COLUMNS that a shell has exported does not follow the window."""
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):  # no terminal, or no file at all
        size = shutil.get_terminal_size()
    return ConsoleDimensions(size.columns or FALLBACK[0], size.lines or FALLBACK[1])
