"""What the live area shows: rows of text, worked out without a terminal."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from mockinterview import rubric
from mockinterview.events import Heard, Listening, Notice, SessionStarted, VoiceCame, Waiting
from mockinterview.plain_text import plain_text
from mockinterview.ports import Progress
from mockinterview.question import Question
from mockinterview.remarks import clock
from mockinterview.screen.words import keys_help, meter

if TYPE_CHECKING:
    from mockinterview.events import Event

WORD_ROWS = 3
SMALL_WINDOW_ROWS = 16
"""In a window with fewer rows there is one row of words, so that the question stays in sight."""

BAR_CELLS = 40
BESIDE_BAR_CELLS = 32
BAR_SHARE = 1.25
"""The bar of time ends so far behind the longest good length."""

Row = tuple[str, str]
"""One line, and its style in words of rich."""


@dataclass(frozen=True)
class Area:
    """What runs right now.

    Attributes:
        hint: which keys do what.
        note: what is being waited for.
        question: the question that is being answered, None outside an answer.
        progress: how the answer goes, None before its first moment.
        text: the words recognised so far.
        transcribes: whether words will come at all.
    """

    hint: str = ""
    note: str = ""
    question: Question | None = None
    progress: Progress | None = None
    text: str = ""
    transcribes: bool = True

    def after(self, event: Event, *, keys: bool) -> Area:
        """Return the area after an event; `keys` says whether there is somebody who could press one."""
        match event:
            case Heard():
                return replace(self, progress=event.progress, question=event.question, text=event.text)
            case Notice() | VoiceCame():
                return self
        fresh = Area(hint=(keys_help(event) or "") if keys else "", transcribes=self.transcribes)
        match event:
            case SessionStarted(model=model):
                return replace(fresh, transcribes=model is not None)
            case Waiting(text=text):
                return replace(fresh, note=text)
            case Listening(question=question):
                return replace(fresh, question=question)
        return fresh

    def rows(self, width: int, height: int) -> tuple[Row, ...]:
        """Return the rows for a window of that size, an empty one first; none where nothing runs."""
        width = max(width - 1, 1)
        rows: list[Row] = [(line, "dim") for line in _wrapped(plain_text(self.note), width)]
        if self.question is not None:
            rows += self._answer_rows(self.question, width, height)
        rows += [(line, "dim") for line in _wrapped(self.hint, width)]
        return (("", ""), *rows) if rows else ()

    def _answer_rows(self, question: Question, width: int, height: int) -> list[Row]:
        elapsed = self.progress.elapsed if self.progress else 0.0
        rows = [_time_row(elapsed, question, width), _level_row(self.progress)]
        if self.transcribes:
            count = WORD_ROWS if height >= SMALL_WINDOW_ROWS else 1
            words = _wrapped(plain_text(self.text), max(width - 2, 1))[-count:]
            rows += [(f"  {line}", "") for line in words]
            rows += [("", "")] * (count - len(words))
        return [(_chopped(line, width)[0], style) for line, style in rows]


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap to cells of a terminal: an emoji and a Chinese letter take two."""
    return [part for line in textwrap.wrap(text, width) for part in _chopped(line, width)]


def _chopped(line: str, width: int) -> list[str]:
    return [line] if cell_len(line) <= width else chop_cells(line, width)


def _time_row(elapsed: float, question: Question, width: int) -> Row:
    """Draw the time that is over, and where the good length lies."""
    low, high = rubric.zone(question.target_s)
    cells = min(BAR_CELLS, max(width - BESIDE_BAR_CELLS, 0))
    ends = [(cell + 1) / (cells or 1) * high * BAR_SHARE for cell in range(cells)]
    bar = "".join("█" if end <= elapsed else "▒" if low < end <= high else "·" for end in ends)
    style = "" if elapsed < low else "green" if elapsed <= high else "yellow"
    return f"{clock(elapsed):>5} {bar}  {clock(low)} to {clock(high)} is good", style


def _level_row(progress: Progress | None) -> Row:
    if progress is None:
        return f"Level [{meter(-100.0)}]", ""
    sign = f"Level [{meter(progress.level_db)}]"
    if progress.countdown is not None:
        return f"{sign}  Done in {progress.countdown:.0f} s, speak to go on", "yellow"
    return f"{sign}  {'I hear you' if progress.speaking else 'I am listening'}", ""
