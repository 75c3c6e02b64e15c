"""Which face the terminal gets: the live screen, or plain lines."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from mockinterview.plain_text import plain_json, plain_lines, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack
    from pathlib import Path
    from typing import Any, TextIO

    from mockinterview.events import Screen

PLAIN_VARIABLE = "MOCKINTERVIEW_PLAIN"


def say(line: str) -> None:
    """Write a message on stderr; nothing in it acts on the terminal."""
    click.echo(plain_lines(line), err=True)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON that is safe on a terminal too: what could act or hide there is escaped."""
    import json

    click.echo(plain_json(json.dumps(value, indent=indent, ensure_ascii=False, default=str)))


def print_path(path: Path) -> None:
    """Print the path of a file: exactly for programs, harmlessly on a terminal."""
    if sys.stdout.isatty():
        click.echo(plain_text(str(path)))
    else:
        click.echo(os.fsencode(path))


def plain_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--plain`; the variable sets it for good."""
    return click.option(
        "--plain",
        is_flag=True,
        envvar=PLAIN_VARIABLE,
        show_envvar=True,
        help="Plain lines and typed commands, for screen readers and simple terminals.",
    )(command)


def is_lively(stream: TextIO, *, plain: bool) -> bool:
    """Whether single keys can be read, and a live area drawn on the stream."""
    return (
        not plain
        and stream.isatty()
        and sys.stdin is not None
        and sys.stdin.isatty()
        and os.environ.get("TERM") != "dumb"
        and "utf" in (stream.encoding or "").lower()
    )


def open_screen(stack: ExitStack, *, plain: bool, typed: bool) -> Screen:
    """Return the screen for a rehearsal on stderr.

    Args:
        stack: gives the terminal back when it is closed.
        plain: lines, even where more is possible.
        typed: whether a person gives commands.
    """
    from mockinterview.screen.keys import LineKeys, NoKeys

    typed = typed and sys.stdin is not None
    if is_lively(sys.stderr, plain=plain):
        from mockinterview.screen.live import LiveScreen
        from mockinterview.screen.terminal_keys import TerminalKeys

        keys = stack.enter_context(TerminalKeys(sys.stderr)) if typed else NoKeys()
        return stack.enter_context(LiveScreen(sys.stderr, keys))
    from mockinterview.screen.plain import PlainScreen

    return PlainScreen(sys.stderr, LineKeys() if typed else NoKeys())
