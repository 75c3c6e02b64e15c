"""The dossier for the studio: the same file that `mockinterview prepare` fills."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args

from mockinterview.dossier import Dossier, KeyFact, changed_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic import TypeAdapter

    from mockinterview.session import Turn
    from mockinterview.studio.desk import Change, Day, Kept, Misfit, Terms

_ENDS = ("salary.low", "salary.high")

_CLASH = object()


class DossierCabinet:
    """Implements `studio.desk.Cabinet`.

    Args:
        path: the dossier's file, the person's usual one where left out; it need not exist yet.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._writing = threading.Lock()

    @property
    def file(self) -> str:
        """Where it lies."""
        return str(self._file())

    def dossier(self) -> Dossier:
        """Return what is kept."""
        from mockinterview.dossier_file import load_dossier

        path = self._file()
        return load_dossier(path) if path.exists() else Dossier()

    def keep(self, changes: Sequence[Change], today: dt.date) -> Kept:
        """Keep what a form holds, each place by itself."""
        from mockinterview.dossier_file import change_dossier
        from mockinterview.studio.desk import Kept

        with self._writing:
            if not changes:
                return Kept(self.dossier())
            merging = _Merging(changes, today)
            return Kept(
                change_dossier(self._file(), merging.merge), tuple(merging.misfits), tuple(merging.taken)
            )

    def open_points(self, dossier: Dossier, today: dt.date) -> tuple[tuple[str, str, str], ...]:
        """Return what is missing, the most important first."""
        from mockinterview.preparation.gaps import gaps

        return tuple((_finer(gap.place, gap.text), gap.text, gap.why) for gap in gaps(dossier, today))

    def terms(self, paper: bytes, *, pasted: bool) -> Terms:
        """Return the key terms of a text or PDF."""
        from mockinterview.plain_text import plain_text
        from mockinterview.preparation.key_terms import key_terms
        from mockinterview.studio.desk import Terms

        text, notes = _text_of(paper, "This text" if pasted else "This file")
        terms = (" ".join(plain_text(term).split()) for term in key_terms(text))
        return Terms(tuple(filter(None, terms)), notes)

    def day(self, today: dt.date) -> Day:
        """Return the checklist and the thank-you drafts."""
        from mockinterview.preparation.day import checklist, headline
        from mockinterview.preparation.thanks import drafts, talked_about
        from mockinterview.studio.desk import Day, DayLine

        kept = self.dossier()
        what = headline(replace(kept, job=replace(kept.job, date=None)), today)
        answers = [(turn.question, turn.take.findings) for turn in _last_turns() if turn.take is not None]
        return Day(
            headline=what,
            when=headline(kept, today).removeprefix(what).removeprefix(": "),
            lines=tuple(DayLine(item.topic, item.done, item.text) for item in checklist(kept, today)),
            drafts=drafts(kept, talked_about(answers)),
            empty=kept == Dossier(),
        )

    def _file(self) -> Path:
        from mockinterview.dossier_file import default_path

        return self._path or default_path()


def _finer(place: str, text: str) -> str:
    """Name the key fact that is missing, so that its own field can show it."""
    if place != "first_interview said":
        return place
    return next((f"{place} {about}" for about in get_args(KeyFact) if text.endswith(f": {about}.")), place)


def _last_turns() -> tuple[Turn, ...]:
    """Return the turns of the person's last rehearsal; none where it cannot be read."""
    from mockinterview.cli.practice import last_own_turns
    from mockinterview.errors import MockInterviewError

    with suppress(MockInterviewError):
        return last_own_turns()
    return ()


def _text_of(paper: bytes, named: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a paper, and what the person should know of the reading.

    Raises:
        BadInput: as `documents.read_document`, about `named`.
    """
    import tempfile
    from pathlib import Path

    from mockinterview.documents import read_document
    from mockinterview.errors import BadInput

    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="mockinterview-") as folder:
        path = Path(folder) / "paper"
        path.write_bytes(paper)

        def about(line: str) -> str:
            return line.removeprefix(f"{path}: ")

        try:
            text = read_document(path, lambda line: notes.append(f"Of this, {about(line)}"))
        except BadInput as error:
            raise BadInput(f"{named} {about(str(error))}.") from error
    return text, tuple(notes)


# --- changes of a form ------------------------------------------------------------------------------


class _Merging:
    """Puts changes into a dossier, and remembers what could not be.

    Attributes:
        misfits: what cannot be understood.
        taken: places that somebody else changed meanwhile.
    """

    def __init__(self, changes: Sequence[Change], today: dt.date) -> None:
        self._changes = changes
        self._today = today
        self.misfits: list[Misfit] = []
        self.taken: list[str] = []

    def merge(self, kept: Dossier) -> Dossier:
        """Return the dossier with every change that fits."""
        now = kept
        for change in self._changes:
            now = self._with(change, now)
        return self._with_range(kept, now)

    def _with(self, change: Change, now: Dossier) -> Dossier:
        """Return the dossier with a change, or as it was where that cannot be kept."""
        mine, misfits = read_value(change.place, change.value, self._today)
        self.misfits += misfits
        if misfits:
            return now
        seen = read_value(change.place, change.seen, self._today)
        merged = _merged(seen, attrgetter(change.place)(now), mine)
        if merged is _CLASH:
            self.taken.append(change.place)
            return now
        changed: Dossier = changed_at(now, change.place.split("."), lambda _: merged)
        return changed

    def _with_range(self, before: Dossier, now: Dossier) -> Dossier:
        """Leave out the ends of a range that are the wrong way round."""
        from mockinterview.studio.desk import Misfit

        low, high = now.salary.low, now.salary.high
        if low is None or high is None or low <= high:
            return now
        changed = [change.place for change in self._changes if change.place in _ENDS]
        text = f"From {low:,} to {high:,} is the wrong way round; swap the two."
        self.misfits += [Misfit((place,), text) for place in changed[-1:]]
        salary = replace(now.salary, low=before.salary.low, high=before.salary.high)
        return replace(now, salary=salary)


def read_value(place: str, value: Any, today: dt.date) -> tuple[Any, tuple[Misfit, ...]]:
    """Return what a person typed as the dossier holds it, or what about it cannot be understood.

    Args:
        place: dotted, as of a change.
        value: as of a change.
        today: a day without a year is the next such day.
    """
    from pydantic import ValidationError

    from mockinterview.dossier_file.reading import tidy, without_empty
    from mockinterview.preparation.typed import day
    from mockinterview.studio.desk import Misfit

    way = tuple(place.split("."))
    value = _plain(value)
    if place == "job.date" and isinstance(value, str):
        value = meant.isoformat() if (meant := day(value, today)) else value
    raw = value
    for name in reversed(way):
        raw = {name: raw}
    problems, tidied = tidy(raw)
    told = tuple(Misfit((place, *where[len(way) :]), _sentence(place, what)) for where, what in problems)
    if told:
        return None, told
    try:
        return attrgetter(place)(_adapter().validate_python(without_empty(tidied))), ()
    except ValidationError as error:
        found = (tuple(detail["loc"])[len(way) :] for detail in error.errors())
        return None, tuple(Misfit((place, *where), "This cannot be kept here.") for where in found)


@cache
def _adapter() -> TypeAdapter[Dossier]:
    from pydantic import TypeAdapter

    return TypeAdapter(Dossier)


def _sentence(place: str, what: str) -> str:
    """Say at a field what the reader of files says about a line."""
    if place == "job.date":
        return "Write the day and the month in words, such as 8 December, or as 2026-12-08."
    if place.startswith("salary.") and what.startswith("must be a whole amount"):
        return "Write a whole amount, such as 42,000 or 42k."
    return f"This {what}."


def _plain(value: Any) -> Any:
    """Return texts without what would act on a screen."""
    from mockinterview.plain_text import plain_text

    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def _merged(seen_read: tuple[Any, tuple[Misfit, ...]], now: Any, mine: Any) -> Any:
    """Return what both sides want, `_CLASH` where they want different things.

    Args:
        seen_read: what the form was filled from, as `read_value` gives it.
        now: what stands in the file.
        mine: what the form holds.
    """
    seen, strange = seen_read
    if mine == now or (not strange and now == seen):
        return mine
    if strange:
        return _CLASH
    if mine == seen:
        return now
    if isinstance(mine, tuple):
        # Entries that were added at the end go well with whatever the other side did before them.
        if now[: len(seen)] == seen:
            return mine + tuple(entry for entry in now[len(seen) :] if entry not in mine)
        if mine[: len(seen)] == seen:
            return now + tuple(entry for entry in mine[len(seen) :] if entry not in now)
    return _CLASH
