"""The cabinet: what a person has prepared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol

from annotated_types import MaxLen

from mockinterview.dossier import Dossier
from mockinterview.preparation.thanks import Draft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


@dataclass(frozen=True)
class Change:
    """What a form holds at a place of the dossier, as it was typed.

    Attributes:
        place: its dotted name, such as "job.title" or "stories".
        seen: what the form was filled from, as `value`.
        value: texts, lists of texts, or lists of tables of texts; amounts and days as a person types them.
    """

    place: Annotated[str, MaxLen(300)]
    seen: Any
    value: Any

    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True)
class Misfit:
    """What cannot be kept: where (a place, then the number from 0 and the part of an entry), and why."""

    way: tuple[str | int, ...]
    text: str


@dataclass(frozen=True)
class Kept:
    """What became of changes.

    Attributes:
        dossier: what the file holds now.
        misfits: what was left out because it cannot be understood.
        taken: places that somebody else changed meanwhile; there the file stays as it is.
    """

    dossier: Dossier
    misfits: tuple[Misfit, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """The key terms of a paper, the weightiest first, and what the person should know of the reading."""

    terms: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DayLine:
    """A line of the checklist; `topic` as in `preparation.day`."""

    topic: str
    done: bool
    text: str


@dataclass(frozen=True)
class Day:
    """The day of the interview: what is done and open, and notes for afterwards.

    Attributes:
        headline: what it is about.
        when: the day and how far off it is, empty where it is not known.
        empty: whether nothing is prepared yet.
    """

    headline: str
    lines: tuple[DayLine, ...]
    drafts: tuple[Draft, ...]
    when: str = ""
    empty: bool = False


class Cabinet(Protocol):
    """The dossier."""

    @property
    def file(self) -> str:
        """Where it lies, so that a person can find and mend it."""

    def dossier(self) -> Dossier:
        """Return what is kept, an empty one where nothing is; raises BadDossier where it cannot be read."""

    def keep(self, changes: Sequence[Change], today: dt.date) -> Kept:
        """Keep what a form holds, each place by itself; without changes nothing is written.

        What somebody else changed meanwhile (the file is open to editors) is not overwritten.

        Raises:
            BadDossier: the file has problems; nothing was changed.
            StorageError: it cannot be written; nothing was changed.
        """

    def open_points(self, dossier: Dossier, today: dt.date) -> tuple[tuple[str, str, str], ...]:
        """Return what is missing: (place as `preparation.gaps`, what, why), the most important first."""

    def terms(self, paper: bytes, *, pasted: bool) -> Terms:
        """Return the key terms of a text or PDF; takes seconds, keeps nothing.

        Raises:
            BadInput: it holds no readable text; one line that says what to do.
        """

    def day(self, today: dt.date) -> Day:
        """Return the checklist and the thank-you drafts; raises BadDossier."""
