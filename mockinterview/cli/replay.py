"""`mockinterview replay`: hear a rehearsal again, with the words running along."""

from __future__ import annotations

import os
import queue
import shutil
import sys
import threading
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.replay import Cue, Key, Scene

WIDEST = 100
STYLES = {"filler": "yellow", "hesitation": "cyan", "pause": "cyan"}
KEYS_HELP = "Enter = next, p = back, q = stop.  [like] = filler, (um?) = likely um, … = pause"


@click.command()
@click.argument("session", default="last")
@click.option("--turn", type=click.IntRange(min=1), default=1, help="Begin with this question.")
@click.option("--loudspeaker", metavar="NAME", help="Name or number of the loudspeaker.")
def replay(session: str, turn: int, loudspeaker: str | None) -> None:
    """Hear a rehearsal again, question and answer, with the words running along.

    SESSION is an id, the beginning of one, or "last". Fillers stand in [brackets], sounds that were
    probably an um as (um?), pauses of more than a second as an ellipsis.
    """
    from mockinterview.replay import Replay, scenes_of
    from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
    from mockinterview.store import SessionStore

    store = SessionStore.default()
    kept = store.load(session)
    scenes = scenes_of(kept)
    if not scenes:
        click.echo(f"Nothing was asked in the rehearsal {kept.id}.", err=True)
        return
    if turn > len(kept.turns):
        raise click.BadParameter(
            f"the rehearsal {kept.id} has {len(kept.turns)} question(s)", param_hint="--turn"
        )

    def sound(name: str) -> Clip:
        from mockinterview.audio_file import read_clip

        return read_clip(store.sound(kept, name))

    first = next(index for index, scene in enumerate(scenes) if scene.turn == turn)
    Replay(SoundCardLoudspeaker(loudspeaker), sound, TerminalStage()).run(scenes, first)


class TerminalStage:
    """Shows a replay as running lines on stdout and reads keys, as lines, from a terminal."""

    def __init__(self) -> None:
        self._width = min(shutil.get_terminal_size().columns, WIDEST)
        self._column = 0
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        if sys.stdin is not None and sys.stdin.isatty():
            click.echo(KEYS_HELP, err=True)
            threading.Thread(target=self._read, name="keys", daemon=True).start()

    def show(self, scene: Scene) -> None:
        """Write the title, and the question or remark."""
        from mockinterview.plain_text import plain_text

        click.echo()
        click.secho(scene.title, bold=True)
        if scene.text:
            click.echo(click.wrap_text(plain_text(scene.text), self._width, "  ", "  "))

    def cue(self, cue: Cue) -> None:
        """Write the next word at once."""
        from rich.cells import cell_len

        from mockinterview.plain_text import plain_text

        text = plain_text(cue.text)
        needed = cell_len(text) + 1
        if self._column and self._column + needed > self._width:
            self.end()
        click.echo(" " if self._column else "  ", nl=False)
        click.secho(text, nl=False, fg=STYLES.get(cue.mark))
        sys.stdout.flush()
        self._column += needed if self._column else needed + 1

    def end(self) -> None:
        """End the line, where one has begun."""
        if self._column:
            click.echo()
            self._column = 0

    def tell(self, text: str) -> None:
        """Write a message on stderr."""
        self.end()
        click.echo(text, err=True)

    def key(self) -> Key | None:
        """Return what the oldest typed line asks for."""
        from mockinterview.replay import Key

        keys = {"": Key.NEXT, "n": Key.NEXT, "p": Key.PREVIOUS, "q": Key.QUIT}
        try:
            return keys.get(self._lines.get_nowait())
        except queue.Empty:
            return None

    def _read(self) -> None:
        # Not through sys.stdin: a thread that waits inside it at the end crashes the interpreter.
        while typed := os.read(sys.stdin.fileno(), 1024):
            for line in typed.decode(errors="replace").splitlines():
                self._lines.put(line.strip().lower()[:1])
