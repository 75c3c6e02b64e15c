"""The kept rehearsals for the studio."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from mockinterview.errors import BadAudio, BadSession, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from mockinterview.cli.studio.scribe import Recognisers
    from mockinterview.session import Session
    from mockinterview.store import Broken, Listed, SessionStore
    from mockinterview.studio.desk import Export, ExportKind, Hit, Row, Sheet, Written

ENDINGS: dict[ExportKind, tuple[str, str]] = {
    "zip": (".zip", "application/zip"),
    "markdown": (".md", "text/markdown"),
    "csv": (".csv", "text/csv"),
    "json": (".json", "application/json"),
}
"""Ending and media type of each kind of export."""


class StoreShelf:
    """Shows what the store keeps; implements `studio.desk.Shelf`, thread-safe.

    Args:
        store: where rehearsals are kept, the person's own by default.
        recognisers: gives what writes down, by the name of its model; Whisper by default.
    """

    def __init__(self, store: SessionStore | None = None, recognisers: Recognisers | None = None) -> None:
        from mockinterview.cli.studio.scribe import Writer
        from mockinterview.cli.studio.searching import Searcher
        from mockinterview.store import SessionStore

        self._store = store or SessionStore.default()
        self._writer = Writer(self._store, recognisers) if recognisers else Writer(self._store)
        self._aside = self._store.aside()
        self._searcher = Searcher(self._store)
        self._deleted: dict[str, Row] = {}
        self._recovered = False

    # --- looking ------------------------------------------------------------------------------------

    def rows(self) -> tuple[Row, ...]:
        """List all; the first look puts in order what a killed program left."""
        if not self._recovered:
            with suppress(StorageError):  # where nothing can be written, there is still all to hear
                self._store.recover()
            self._recovered = True
        at_work = self._writer.session
        return tuple(_row(item, at_work) for item in self._store.list())

    def search(self, words: Sequence[str]) -> Mapping[str, tuple[Hit, ...]]:
        """Return where words were said."""
        return self._searcher.search(words)

    def aside(self) -> tuple[Row, ...]:
        """List what can be brought back, what was deleted last first."""
        return tuple(self._deleted[name] for name in reversed(self._aside.ids) if name in self._deleted)

    def replay(self, session: str, nonce: str, tell: Callable[[int, int], None]) -> Sheet:
        """Return a rehearsal as its report shows it."""
        from mockinterview.report import Frame, render_part
        from mockinterview.store.lock import Busy
        from mockinterview.studio.desk import Sheet

        kept = self._load(session)
        at_work = self._writer.session
        if kept.id != at_work and self._store.is_held(kept.id):
            raise Busy("This rehearsal is still running. Once it is over, you can hear it here")
        frame = Frame(nonce, lambda name: f"/takes/{quote(kept.id)}/{quote(name)}")
        part = render_part(kept, partial(self._store.sound, kept), frame, tell)
        return Sheet(part.title, part.body)

    def progress(self) -> Sheet:
        """Return what changed over all own rehearsals."""
        from markupsafe import Markup

        from mockinterview.cli.practice import own_progress
        from mockinterview.progress_page.page import render_part
        from mockinterview.studio.desk import Sheet

        found = own_progress(self._store.list())
        return Sheet("", render_part(found) if found.rehearsals else Markup())

    def take(self, session: str, name: str) -> Path:
        """Return the file of a sound that the rehearsal names."""
        from mockinterview.store.export import sounds_of

        kept = self._load(session)
        if name not in sounds_of(kept):
            raise BadAudio(f"the rehearsal {kept.id} has no such sound")
        return self._store.sound(kept, name)

    # --- giving and taking away ---------------------------------------------------------------------

    def export(self, session: str, kind: ExportKind, folder: Path) -> Export:
        """Write a rehearsal into a folder; sounds that are missing are left out."""
        from mockinterview.private_file import write_private
        from mockinterview.store.export import to_markdown, write_zip
        from mockinterview.store.session_csv import to_csv
        from mockinterview.store.session_file import session_json
        from mockinterview.studio.desk import Export

        kept = self._load(session)
        ending, media_type = ENDINGS[kind]
        path = folder / f"{kept.id}{ending}"
        match kind:
            case "zip":
                write_zip(self._store, kept, path)
            case "markdown":
                write_private(path, to_markdown(kept).encode())
            case "csv":
                write_private(path, to_csv(kept).encode())
            case "json":
                write_private(path, session_json(kept) + b"\n")
        return Export(path.name, media_type, path)

    def set_aside(self, session: str) -> None:
        """Delete a rehearsal in such a way that it can be brought back."""
        from mockinterview.store.lock import Busy

        name = self._known(session)
        if name == self._writer.session:
            raise Busy("It is being written down right now. Delete it once that is done")
        row = next((row for row in self.rows() if row.id == name), None)
        if row is not None:  # before it is set aside: another page may list what is, at any moment
            self._deleted[name] = row
        self._aside.put(name)

    def bring_back(self, session: str) -> None:
        """Undo the last `set_aside` of that id."""
        self._aside.bring_back(session)

    # --- writing down -------------------------------------------------------------------------------

    def write_down(self, session: str, tell: Callable[[int, int, float], bool]) -> Written:
        """Write down what was only recorded, until it is done, somebody says no, or the shelf is closed."""
        return self._writer.write_down(self._known(session), tell)

    def close(self) -> None:
        """End what is being written down, and delete for good what was set aside."""
        self._writer.end()
        self._aside.empty()

    def _known(self, session: str) -> str:
        """Return an id that is one: an address names a rehearsal in full, or none."""
        try:
            found = self._store.find(session)
        except BadSession:
            found = None
        if found != session:
            raise BadSession("There is no such rehearsal any more")
        return session

    def _load(self, session: str) -> Session:
        return self._store.load(self._known(session))


def _row(item: Listed | Broken, at_work: str | None) -> Row:
    """Return the row of a rehearsal; the one that is being written down here counts as what it was before."""
    from mockinterview.plain_text import said_time
    from mockinterview.store import Broken
    from mockinterview.studio.desk import Row
    from mockinterview.texts import harmless

    if isinstance(item, Broken):
        return Row(item.id, "", "broken", (), 0, 0.0, 0, harmless(item.problem))
    line, state = item.headline, item.state
    if line.id == at_work:
        state = "complete" if line.ended else "cut off"
    return Row(
        id=line.id,
        when=harmless(said_time(line.started)),
        state=state,
        questions=item.asked,
        count=line.questions,
        minutes=round(line.recorded_s / 60, 1),
        untranscribed=line.untranscribed,
        candidate=line.candidate,
    )
