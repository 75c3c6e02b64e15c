"""`mockinterview replay`: hear a rehearsal again, with the words running along."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import is_lively, plain_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.replay import Cue, Key, Scene

WIDEST = 100
STYLES = {"filler": "yellow", "hesitation": "cyan", "pause": "cyan"}
LIVE_KEYS = "space = pause, arrows = 5 s, n and p = next and back, f = next flagged spot, q = stop"
LINE_KEYS = "Enter = next, p = back, . = pause, - and + = 5 s, f = next flagged spot, q = stop"
MARKS = "[like] = filler, (um?) = likely um, … = pause"
KEYS = {
    "": "NEXT",
    "enter": "NEXT",
    "n": "NEXT",
    "p": "PREVIOUS",
    "q": "QUIT",
    "f": "FLAGGED",
    " ": "PAUSE",
    ".": "PAUSE",
    "left": "BACK",
    "-": "BACK",
    "right": "ONWARD",
    "+": "ONWARD",
}
"""What a key or a typed line means, by the name of its `replay.Key`."""


@click.command()
@click.argument("session", default="last")
@click.option("--turn", type=click.IntRange(min=1), default=1, help="Begin with this question.")
@click.option("--takes", is_flag=True, help="Every take of an answer, in the order made, not only the last.")
@click.option("--loudspeaker", metavar="NAME", help="Name or number of the loudspeaker.")
@plain_option
def replay(session: str, turn: int, takes: bool, loudspeaker: str | None, plain: bool) -> None:
    """Hear a rehearsal again, question and answer, with the words running along.

    SESSION is an id, the beginning of one, or "last". Fillers stand in [brackets], sounds that were
    probably an um as (um?), pauses of more than a second as an ellipsis. Where you answered a question
    more than once, you hear the take that counts; --takes plays all of them.
    """
    from mockinterview.replay import Replay, scenes_of, takes_left_out
    from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
    from mockinterview.store import SessionStore

    store = SessionStore.default()
    kept = store.load(session)
    scenes = scenes_of(kept, every_take=takes)
    if not scenes:
        click.echo(f"Nothing was asked in the rehearsal {kept.id}.", err=True)
        return
    if turn > len(kept.turns):
        raise click.BadParameter(
            f"the rehearsal {kept.id} has {len(kept.turns)} question(s)", param_hint="--turn"
        )

    others = takes_left_out(kept)
    if others and not takes:
        click.echo(f"{_are_kept(others)}: `mockinterview replay {kept.id} --takes` plays all.", err=True)
    first = next(index for index, scene in enumerate(scenes) if scene.turn == turn)
    with ExitStack() as stack:
        stage = TerminalStage(_pressed(stack, plain=plain))
        # Without keys nobody looks on: a program reads, and need not wait for what it cannot hear.
        Replay(
            SoundCardLoudspeaker(loudspeaker), partial(store.sound, kept), stage, in_real_time=_has_keys()
        ).run(scenes, first)


def _are_kept(others: int) -> str:
    return "1 other take is kept too" if others == 1 else f"{others} other takes are kept too"


def _has_keys() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _pressed(stack: ExitStack, *, plain: bool) -> Callable[[], str | None]:
    """Return what gives the next key: pressed alone where the terminal can do that, else typed as a line."""
    if not _has_keys():
        return lambda: None
    click.echo(f"{LIVE_KEYS if is_lively(sys.stdout, plain=plain) else LINE_KEYS}\n{MARKS}", err=True)
    if is_lively(sys.stdout, plain=plain):
        from mockinterview.screen.terminal_keys import TerminalKeys

        return stack.enter_context(TerminalKeys(sys.stdout)).pressed
    from mockinterview.screen.keys import LineKeys

    return LineKeys(sys.stdin.fileno()).line


class TerminalStage:
    """Shows a replay as running lines on stdout.

    Args:
        pressed: gives the oldest key not fetched yet, or a typed line; None for none.
    """

    def __init__(self, pressed: Callable[[], str | None]) -> None:
        self._column = 0
        self._pressed = pressed

    @property
    def _width(self) -> int:
        """Columns of the window as it is now: it may be resized meanwhile."""
        return min(shutil.get_terminal_size().columns, WIDEST)

    def show(self, scene: Scene) -> None:
        """Write the title, and the question or remark."""
        from mockinterview.plain_text import plain_text

        click.echo()
        click.secho(plain_text(scene.title), bold=True, color=_color())
        if scene.text:
            click.echo(click.wrap_text(plain_text(scene.text), self._width, "  ", "  "))

    def cue(self, cue: Cue) -> None:
        """Write the next word at once."""
        from mockinterview.plain_text import plain_text

        self._write(plain_text(cue.text), STYLES.get(cue.mark))

    def jump(self, at: float) -> None:
        """Begin a new line with its time."""
        from mockinterview.remarks import clock

        self.end()
        self._write(f"{clock(at)} …", "bright_black")

    def end(self) -> None:
        """End the line, where one has begun."""
        if self._column:
            click.echo()
            self._column = 0

    def tell(self, text: str) -> None:
        """Write a message on stderr."""
        from mockinterview.plain_text import plain_text

        self.end()
        plain = plain_text(text)
        click.echo(click.wrap_text(plain, self._width) if sys.stderr.isatty() else plain, err=True)

    def key(self) -> Key | None:
        """Return what the oldest key or typed line asks for."""
        from mockinterview.replay import Key

        pressed = self._pressed()
        name = None if pressed is None else KEYS.get(pressed.lower())
        return None if name is None else Key[name]

    def _write(self, text: str, colour: str | None) -> None:
        from rich.cells import cell_len

        needed = cell_len(text) + 1
        if self._column and self._column + needed > self._width:
            self.end()
        click.echo(" " if self._column else "  ", nl=False)
        click.secho(text, nl=False, fg=colour, color=_color())
        sys.stdout.flush()
        self._column += needed if self._column else needed + 1


def _color() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
