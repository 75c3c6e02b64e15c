"""A browser and a studio to measure with."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mockinterview.cli.studio.cabinet import DossierCabinet
from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.cli.studio.workshop import SoundWorkshop
from mockinterview.studio.desk import Desk
from mockinterview.studio.server import ServerOptions, StudioServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from mockinterview.studio.desk import Rehearsals

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium without a window; ends the benchmark in words where there is none."""
    if CHROMIUM is None:
        raise SystemExit("not measured, there is no Chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@contextmanager
def studio(rehearsals: Rehearsals) -> Iterator[StudioServer]:
    """Run a studio in a thread of this process, with the real rooms behind it but other rehearsals."""
    desk = Desk(rehearsals, SoundWorkshop(), StoreShelf(), DossierCabinet())
    ready = threading.Event()
    server = StudioServer(desk, ServerOptions(ready=lambda *_: ready.set(), tell=lambda _: None))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        if not ready.wait(30):
            raise SystemExit("the studio did not start")
        yield server
    finally:
        server.stop()
        thread.join()
