"""The shelf: rehearsals that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ExportKind = Literal["zip", "markdown", "csv", "json"]


@dataclass(frozen=True)
class Row:
    """A rehearsal in the list.

    Attributes:
        id: its id.
        when: local time in words.
        state: whether it is complete, running, cut off, or broken.
        questions: texts of what was asked, as far as known without opening it.
        count: number of questions.
        minutes: recorded time in minutes.
        untranscribed: takes that nobody has written down yet.
        problem: why it cannot be opened; empty where it can.
        candidate: whether the sample candidate answered.
    """

    id: str
    when: str
    state: Literal["complete", "running", "cut off", "broken"]
    questions: tuple[str, ...]
    count: int
    minutes: float
    untranscribed: int
    problem: str = ""
    candidate: bool = False


@dataclass(frozen=True)
class Hit:
    """Where a word was said that was searched for.

    Attributes:
        word: which of the words, from 0.
        number: of the question, from 1.
        follow_up: whether it was said in answer to the follow-up.
        text: some words around it.
    """

    word: int
    number: int
    follow_up: bool
    text: str


@dataclass(frozen=True)
class Sheet:
    """What another room shows inside a page: its title, and markup that runs nothing by itself.

    Everything in it that came from outside is escaped already.
    """

    title: str
    body: Markup


@dataclass(frozen=True)
class Export:
    """A file to give to the person: its name, its media type, and where it lies until it is fetched."""

    name: str
    media_type: str
    path: Path


@dataclass(frozen=True)
class Written:
    """What came of writing a rehearsal down: counts of takes.

    Attributes:
        written: they have their words now.
        unreadable: their sound is missing or cannot be read.
        left: nobody came to them, as it was ended before.
    """

    written: int = 0
    unreadable: int = 0
    left: int = 0


class Shelf(Protocol):
    """The rehearsals that are kept. Everything that takes an id raises BadSession where there is none."""

    def rows(self) -> tuple[Row, ...]:
        """List all rehearsals, the newest first."""

    def search(self, words: Sequence[str]) -> Mapping[str, tuple[Hit, ...]]:
        """Return, by the id of the rehearsal, where words were said; may take seconds the first time.

        Capitals and accents do not count, and a part of a word is enough.
        """

    def aside(self) -> tuple[Row, ...]:
        """List what can be brought back, what was deleted last first."""

    def replay(self, session: str, nonce: str, tell: Callable[[int, int], None]) -> Sheet:
        """Return a rehearsal as the report shows it, its sounds fetched from `/takes`.

        Args:
            session: its id.
            nonce: under which the page's policy allows the style of the player.
            tell: hears (sounds done, sounds in all) while recordings are read, which may take seconds.

        Raises:
            StorageError: it is still running.
        """

    def progress(self) -> Sheet:
        """Return what changed over all rehearsals; an empty body where no answer was judged yet."""

    def take(self, session: str, name: str) -> Path:
        """Return the file of a sound; raises BadAudio where it is missing."""

    def export(self, session: str, kind: ExportKind, folder: Path) -> Export:
        """Write a rehearsal for other programs into a folder, readable by its owner alone."""

    def set_aside(self, session: str) -> None:
        """Delete a rehearsal in such a way that `bring_back` can undo it until the studio ends.

        Raises:
            StorageError: it is still running, or cannot be moved; nothing was changed.
        """

    def bring_back(self, session: str) -> None:
        """Undo the last `set_aside` of that id."""

    def write_down(self, session: str, tell: Callable[[int, int, float], bool]) -> Written:
        """Write down and check all takes of a rehearsal that were only recorded; may take many minutes.

        Each is kept as soon as it is written down. `close` ends it too; the take that it was at stays as it
        was.

        Args:
            session: its id.
            tell: hears (number of the take from 1, takes in all, share of this take from 0 to 1), and says
                whether to go on.

        Raises:
            StorageError: it is running, another program works on it, or nothing can be written.
            RecogniserError: there is no model, or the recogniser cannot go on.
        """

    def close(self) -> None:
        """End what is being written down, and delete for good what was set aside."""
