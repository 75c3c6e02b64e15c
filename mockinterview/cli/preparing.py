"""What the page of a rehearsal needs, made before anybody asks for it."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mockinterview.store import SessionStore


@contextmanager
def preparing_bar() -> Iterator[Callable[[int, int], None]]:
    """Give what is told (sounds done, sounds in all), and draws a bar of it on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Preparing the recordings", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def prepare_session(store: SessionStore, session_id: str) -> None:
    """Make ready all sounds of a rehearsal, with a bar; what goes wrong is said by its page."""
    from mockinterview.report.sounds import prepare_sounds

    session = store.load(session_id)
    with preparing_bar() as progress:
        prepare_sounds(session, partial(store.sound, session), progress)


def prepare_quietly(store: SessionStore, session_ids: Iterable[str]) -> None:
    """Make ready the sounds of rehearsals one after the other, in the background, until the program ends."""
    from mockinterview.errors import MockInterviewError
    from mockinterview.report.sounds import choose_sounds

    for session_id in session_ids:
        with suppress(MockInterviewError):
            session = store.load(session_id)
            for name in [name for name, gap in choose_sounds(session).items() if gap is None]:
                if not threading.main_thread().is_alive():
                    return
                with suppress(MockInterviewError):
                    prepare_sound(store.sound(session, name))


def prepare_sound(path: Path) -> None:
    """Make ready what the page of a rehearsal needs of a take, so that it opens at once."""
    from mockinterview.errors import MockInterviewError
    from mockinterview.report.sound import prepare_sound as prepare

    with suppress(MockInterviewError):  # the page makes it itself, and says what is wrong
        prepare(path)
