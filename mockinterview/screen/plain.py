"""The plain screen: lines on a stream, and on a terminal one status line that rewrites itself."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TextIO

from rich.cells import chop_cells

from mockinterview import rubric
from mockinterview.events import ChoiceOffered, Heard, Listening, Stuck, Waiting
from mockinterview.plain_text import plain_text
from mockinterview.remarks import clock, reminders
from mockinterview.screen.words import (
    WIDEST,
    Paragraph,
    keys_help,
    meter,
    paragraphs_of,
)

if TYPE_CHECKING:
    from mockinterview.events import Event
    from mockinterview.ports import Command
    from mockinterview.screen.keys import Keys


class PlainScreen:
    """Shows a rehearsal as lines of text; implements `events.Screen`."""

    def __init__(self, stream: TextIO, keys: Keys) -> None:
        self._stream = stream
        self._keys = keys
        self._rewrites = stream.isatty()
        self._status_shown = False
        self._told: set[str] = set()

    def is_interactive(self) -> bool:
        """Whether somebody can still type."""
        return self._keys.open

    def is_occupied(self) -> bool:
        """Return False: nothing is heard again here before the rehearsal is over."""
        return False

    def has_left(self) -> bool:
        """Return False: whoever leaves presses a key for it."""
        return False

    def command(self) -> Command | None:
        """Return the next typed command; returns at once."""
        return self._keys.next()

    def show(self, event: Event) -> None:
        """Write what happened."""
        for paragraph in paragraphs_of(event):
            self._write(paragraph)
        match event:
            case Listening():
                self._told.clear()
                self._write(Paragraph(keys_help(event) or ""))
            case ChoiceOffered() | Stuck():
                self._write(Paragraph())
                self._write(Paragraph(keys_help(event) or ""))
            case Heard():
                self._heard(event)
            case Waiting(can_skip=True):
                self._write(Paragraph(event.text))
                self._write(Paragraph(keys_help(event) or ""))
            case Waiting() if self._rewrites:
                self._status(event.text)

    def _heard(self, event: Heard) -> None:
        for text in reminders(event.progress):
            if text not in self._told:
                self._told.add(text)
                self._write(Paragraph(text))
        if self._rewrites:
            self._status(status_line(event))

    def _write(self, paragraph: Paragraph) -> None:
        if self._status_shown:
            self._stream.write("\r\x1b[K")
            self._status_shown = False
        for line in paragraph.lines(min(shutil.get_terminal_size().columns, WIDEST)):
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def _status(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        row = next(iter(chop_cells(plain_text(text), max(width, 1))), "")  # a wide letter takes two cells
        self._stream.write(f"\r{row}\x1b[K")
        self._stream.flush()
        self._status_shown = True


def status_line(event: Heard) -> str:
    """Say in one line how the running answer goes: time against target, level, countdown, last words."""
    progress = event.progress
    low, high = rubric.zone(event.question.target_s)
    parts = [f"{clock(progress.elapsed)} of {clock(low)}-{clock(high)}", f"[{meter(progress.level_db)}]"]
    if progress.countdown is not None:
        parts.append(f"done in {progress.countdown:.0f} s, speak to go on")
    elif event.text:
        parts.append(f"… {event.text[-40:]}")
    return "  ".join(parts)
