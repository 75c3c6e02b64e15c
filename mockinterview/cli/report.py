"""`mockinterview report`: a rehearsal as one HTML page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import print_path

if TYPE_CHECKING:
    from mockinterview.session import Session
    from mockinterview.store import SessionStore

REPORT_FILE = "report.html"


@click.command()
@click.argument("session", default="last")
@click.option("--open", "open_it", is_flag=True, help="Show it in the browser.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write, instead of one in its folder."
)
def report(session: str, open_it: bool, output: Path | None) -> None:
    """Make a page of a rehearsal: hear it again, see every flagged spot.

    SESSION is an id, the beginning of one, or "last". The page is one file that works offline, and holds
    the recordings. It is written into the rehearsal's folder, and its path is printed.
    """
    from mockinterview.store import SessionStore

    store = SessionStore.default()
    kept = store.load(session)
    target = (output or store.root / kept.id / REPORT_FILE).absolute()
    _write(target, _render(store, kept))
    print_path(target)
    if open_it:
        _open(target)


def _render(store: SessionStore, session: Session) -> bytes:
    from mockinterview.cli.preparing import preparing_bar
    from mockinterview.report import render_report

    with preparing_bar() as progress:
        return render_report(session, partial(store.sound, session), progress)


def _write(target: Path, page: bytes) -> None:
    from mockinterview.errors import StorageError
    from mockinterview.private_file import write_private
    from mockinterview.store.export import check_target

    check_target(target)
    try:
        write_private(target, page)
    except StorageError as error:
        raise StorageError(f"{error}: name another place with -o FILE") from error


def _open(page: Path) -> None:
    from mockinterview.cli.opening import open_apart

    if not open_apart(page.as_uri()):
        click.echo("No browser was found here: open that file in one.", err=True)
