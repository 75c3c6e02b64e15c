"""`mockinterview studio`: the face in the browser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import print_path, say

if TYPE_CHECKING:
    from mockinterview.studio.desk import Desk

FIRST_PAGE_S = 600.0
"""A studio that was started by a click and whose browser never came would live on unseen."""

TEXT_BROWSERS = {"www-browser", "elinks", "links", "lynx", "w3m"}
"""They would take over the terminal, and run no scripts."""


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen; any free port without it."
)
@click.option("--no-open", is_flag=True, help="Print the address instead of opening the browser.")
@click.option("--launcher", is_flag=True, help="Put it into your applications menu, to start it by a click.")
def studio(*, port: int, no_open: bool, launcher: bool) -> None:
    """Rehearse on a page in your browser instead of this terminal.

    The page comes from a small server on this computer, which nobody else can reach. Nothing is uploaded:
    sound, voice and words stay in this program. Ctrl-C ends it, and so does closing the last page.
    """
    if launcher:
        from mockinterview.cli.studio.launcher import install_launcher

        print_path(install_launcher())
    else:
        run_studio(_desk(), port=port, no_open=no_open)


def run_studio(desk: Desk, *, port: int = 0, no_open: bool = False) -> None:
    """Run a studio until its end; ends the whole program where a rehearsal cannot be waited for.

    Args:
        desk: what its pages work with.
        port: where to listen, 0 for any free port.
        no_open: print the address, as the only line on stdout, instead of opening the browser.

    Raises:
        BadInput: the port cannot be used.
    """
    from mockinterview.studio.server import ServerOptions, StudioServer

    options = ServerOptions(
        port=port,
        first_page=None if no_open else FIRST_PAGE_S,
        ready=(lambda printed, _: click.echo(printed)) if no_open else _open,
        tell=say,
        report=_report,
    )
    if not StudioServer(desk, options).run():
        say("Ended at once. What was recorded is on the disk; it is kept at the next start.")
        _leave_behind()


def _report(error: Exception) -> None:
    from mockinterview.cli import keep_details

    say(f"Something in the studio failed ({type(error).__name__}); it goes on.{keep_details(error)}")


def _open(printed: str, for_once: str) -> None:
    """Open the browser, in a thread: some are only over when they are closed."""
    import threading

    say(f"Opening the studio in your browser. Should nothing appear, open {printed}")
    say("Ctrl-C ends it; everything you said is kept.")
    threading.Thread(target=_open_and_see, args=(printed, for_once), name="browser", daemon=True).start()


def _open_and_see(printed: str, for_once: str) -> None:
    import webbrowser

    from mockinterview.cli.opening import open_apart

    try:
        browser = webbrowser.get()
        found = getattr(browser, "name", "") not in TEXT_BROWSERS and open_apart(for_once)
    except webbrowser.Error:
        found = False
    if not found:
        say("No browser was found here. Open this address in one:")
        click.echo(printed)


def _leave_behind() -> None:
    """End without waiting for a rehearsal that cannot end."""
    from mockinterview.cli import INTERRUPTED

    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def _desk() -> Desk:
    from mockinterview.cli.studio.cabinet import DossierCabinet
    from mockinterview.cli.studio.rehearsals import RealRehearsals
    from mockinterview.cli.studio.shelf import StoreShelf
    from mockinterview.cli.studio.workshop import SoundWorkshop
    from mockinterview.studio.desk import Desk

    return Desk(RealRehearsals(), SoundWorkshop(), StoreShelf(), DossierCabinet())
