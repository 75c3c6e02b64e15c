"""The guided conversation of `mockinterview prepare`: one question at a time, kept after every answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

import click

from mockinterview.cli.prepare_show import print_gaps, print_wrapped
from mockinterview.dossier import Dossier, changed_at
from mockinterview.dossier_file import LONGEST_LIST, LONGEST_TEXT, change_dossier, load_dossier
from mockinterview.plain_text import plain_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from mockinterview.preparation.gaps import Gap

Place = tuple[str, ...]
"""Where a value stands in a dossier: `("job", "title")`, `("stories",)`."""

CLEAR = "-"
SHOWN_GAPS = 5

HOW_IT_WORKS = (
    "One question at a time. Enter skips, or keeps what is there; - takes it away; Ctrl-C ends, and "
    "everything that you answered is kept, on this computer only."
)

_REMOVE = re.compile(r"-\s*(\d{1,4})")


@dataclass(frozen=True)
class Part:
    """A part of an entry that is asked for: its name, the question, and how an answer is read.

    Attributes:
        name: the field of the entry.
        question: with `{}` where the entry is named.
        read: gives the value, None where the answer cannot be used.
        hint: said when it could not be used.
    """

    name: str
    question: str
    read: Callable[[str], Any] = str
    hint: str = ""


@dataclass(frozen=True)
class Entries:
    """A list that is talked about.

    Attributes:
        place: where it stands.
        question: what is asked for the first new entry.
        make: gives an entry for an answer.
        name: how an entry is shown.
        parts: what is asked about an entry where it is still empty.
        belongs: which entries of the list are meant.
    """

    place: Place
    question: str
    make: Callable[[str], Any] = str
    name: Callable[[Any], str] = str
    parts: tuple[Part, ...] = ()
    belongs: Callable[[Any], bool] = lambda _: True


class Talk:
    """A conversation about one dossier; every answer is written at once.

    A file that was changed elsewhere in the meantime keeps those changes.
    """

    def __init__(self, path: Path) -> None:
        """Begin with what is there.

        Raises:
            BadDossier: the file has problems.
        """
        self.path = path
        self.dossier = load_dossier(path) if path.exists() else Dossier()

    def get(self, place: Place) -> Any:
        """Return the value at a place."""
        value: Any = self.dossier
        for name in place:
            value = getattr(value, name)
        return value

    def keep(self, place: Place, change: Callable[[Any], Any]) -> None:
        """Change the value at a place, and write it."""
        self.dossier = change_dossier(self.path, lambda dossier: changed_at(dossier, place, change))

    def field(
        self, place: Place, question: str, read: Callable[[str], Any] = str, hint: str = "", empty: Any = ""
    ) -> None:
        """Ask for one value; Enter keeps what is there."""
        now = self.get(place)
        answer = ask(question, read, now="" if now is None else str(now), hint=hint)
        if answer is not None:
            self.keep(place, lambda _: empty if answer == CLEAR else answer)

    def texts(self, place: Place, question: str) -> None:
        """Ask for texts until one is empty."""
        self.entries(Entries(place, question))

    def entries(self, asked: Entries) -> None:
        """Complete the entries of a list, then ask for new ones until one is empty."""
        for entry in self._shown(asked):
            self._complete(asked, entry, [part for part in asked.parts if not getattr(entry, part.name)])
        self._show(asked)
        question = asked.question
        while len(self.get(asked.place)) < LONGEST_LIST and (answer := ask(question)) is not None:
            question = "Another one? (Enter: that is all)"
            if answer == CLEAR or _REMOVE.fullmatch(answer):
                self._remove(asked, answer)
                self._show(asked)
                continue
            entry = asked.make(answer)
            if entry not in self.get(asked.place):
                self.keep(asked.place, _append(entry))
                self._complete(asked, entry, asked.parts)

    def _shown(self, asked: Entries) -> list[Any]:
        return [entry for entry in self.get(asked.place) if asked.belongs(entry)]

    def _show(self, asked: Entries) -> None:
        shown = self._shown(asked)
        if shown:
            click.echo(err=True)
        for number, entry in enumerate(shown, start=1):
            print_wrapped(asked.name(entry), f"{number:3}  ", "     ", err=True)
        if shown:
            click.echo("     (-1 takes the first away)", err=True)

    def _remove(self, asked: Entries, answer: str) -> None:
        number = int(match[1]) if (match := _REMOVE.fullmatch(answer)) else 0
        shown = self._shown(asked)
        if 1 <= number <= len(shown):
            gone = shown[number - 1]
            self.keep(asked.place, lambda entries: tuple(entry for entry in entries if entry != gone))
        else:
            click.echo("Write -1 to take the first away, -2 the second.", err=True)

    def _complete(self, asked: Entries, entry: Any, parts: Sequence[Part]) -> None:
        """Ask for parts of an entry."""
        for part in parts:
            answer = ask(part.question.format(asked.name(entry)), part.read, hint=part.hint)
            if answer is None or answer == CLEAR:
                continue
            fuller = replace(entry, **{part.name: answer})
            self.keep(asked.place, _exchange(entry, fuller))
            entry = fuller


def _append(new: Any) -> Callable[[Any], Any]:
    return lambda entries: (*entries, new)


def _exchange(old: Any, new: Any) -> Callable[[Any], Any]:
    return lambda entries: tuple(new if entry == old else entry for entry in entries)


def ask(question: str, read: Callable[[str], Any] = str, *, now: str = "", hint: str = "") -> Any:
    """Ask until the answer can be used.

    Args:
        question: one short sentence.
        read: gives the value of an answer, None where it cannot be used.
        now: what is there already.
        hint: what is said where it could not be used.

    Returns:
        The value; None for Enter; `CLEAR`, and a wish to take an entry away, as they were typed.

    Raises:
        click.Abort: Ctrl-C, or the end of what is typed.
    """
    click.echo(err=True)
    print_wrapped(question, "", "", err=True)
    if now:
        print_wrapped(f"so far: {now}", "  ", "  ", err=True)
    while True:
        typed: str = click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True)
        answer = " ".join(plain_text(typed).split())
        if not answer:
            return None
        if answer == CLEAR or _REMOVE.fullmatch(answer):
            return answer
        if len(answer) > LONGEST_TEXT:
            click.echo(f"That is longer than {LONGEST_TEXT} characters: a few words will do.", err=True)
            continue
        value = read(answer)
        if value is not None:
            return value
        click.echo(hint, err=True)


def choice_of(words: Sequence[str]) -> Callable[[str], str | None]:
    """Return a reader for one of a few words: its beginning will do, in small or capital letters."""

    def read(answer: str) -> str | None:
        return next((word for word in words if word.startswith(answer.lower())), None)

    return read


def converse(talk: Talk, parts: Sequence[str]) -> None:
    """Talk about the parts, one after the other.

    Raises:
        click.Abort: Ctrl-C, or the end of what is typed; everything up to there is kept.
    """
    from mockinterview.cli.prepare_chapters import CHAPTERS

    print_wrapped(HOW_IT_WORKS, "", "", err=True)
    for number, part in enumerate(parts, start=1):
        title, chapter = CHAPTERS[part]
        click.echo(err=True)
        count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        click.secho(f"{title}{count}", bold=True, err=True)
        chapter(talk)


def say_goodbye(talk: Talk, today: dt.date) -> None:
    """Say where it is kept, what is still open, and what to do next."""
    from mockinterview.preparation.gaps import gaps

    found = gaps(talk.dossier, today)
    click.echo(err=True)
    if talk.path.exists():
        click.echo(f"Kept in {talk.path}", err=True)
    if found:
        rest = len(found) - SHOWN_GAPS
        click.secho("Still open, the most important first:", bold=True)
        print_gaps(found, SHOWN_GAPS)
        if rest > 0:
            click.echo(f"and {rest} more: mockinterview prepare check")
    click.echo(f"\nNext: {next_step(found)}")


def next_step(found: Sequence[Gap]) -> str:
    """Return the command that helps most now."""
    if not found or found[0].weight < 0.5:
        return "rehearse it aloud with `mockinterview rehearse`"
    place = found[0].place
    part = {"job": "job", "company": "company", "first_interview": "first", "my_questions": "questions"}
    return f"`mockinterview prepare --part {part.get(place.split()[0], place.split()[0])}`"


def words_of(kind: Any) -> tuple[str, ...]:
    """Return the words of a `Literal`."""
    return get_args(kind)
