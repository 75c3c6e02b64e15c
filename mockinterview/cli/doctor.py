"""`mockinterview doctor`: is everything there that a rehearsal needs?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import print_json
from mockinterview.plain_text import plain_text
from mockinterview.remedy import in_terminal

if TYPE_CHECKING:
    from mockinterview.cli.checkup import Check

COLOURS = {"ok": "green", "attention": "yellow", "missing": "red"}
INDENT = " " * 26


@click.command()
@click.option("--microphone", metavar="NAME", help="Name or number of the microphone.")
@click.option("--loudspeaker", metavar="NAME", help="Name or number of the loudspeaker.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list, for other programs.")
def doctor(*, microphone: str | None, loudspeaker: str | None, as_json: bool) -> None:
    """Check disk, recogniser, voice, loudspeaker and microphone, and say what to do about each.

    Listens to the microphone for two seconds. Exit code 1 where something is missing that a rehearsal needs.
    """
    from mockinterview.cli.checkup import Devices, State, check_all

    found = []
    for check in check_all(Devices(microphone, loudspeaker), _ask_for_words):
        found.append(check)
        if not as_json:
            _show(check)
    missing = [check.name for check in found if check.state is State.MISSING]
    if as_json:
        _print_json(found)
    elif missing:
        click.echo(f"To rehearse aloud, mend this first: {', '.join(missing)}.", err=True)
    else:
        click.echo("You can rehearse: mockinterview rehearse", err=True)
    if missing:
        raise click.exceptions.Exit(1)


def _ask_for_words() -> None:
    click.echo("Now say a few words into the microphone …", err=True)


def _show(check: Check) -> None:
    state = check.state.value
    mark = click.style(f"{state:<11}", fg=COLOURS[state])
    found = f"{mark}{check.name:<15}{plain_text(check.found)}"
    click.echo(found, color=False if os.environ.get("NO_COLOR") else None)
    if remedy := _in_words(check):
        click.echo(f"{INDENT}{plain_text(remedy)}")


def _in_words(check: Check) -> str:
    return "; ".join(filter(None, (check.remedy, in_terminal(check.way))))


def _print_json(checks: list[Check]) -> None:
    rows = [
        {"name": check.name, "state": check.state.value, "found": check.found, "remedy": _in_words(check)}
        for check in checks
    ]
    print_json(rows)
