"""The bare command: offers the next sensible step."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Step:
    """Something to do next: a letter to type, what it does, and the command behind it."""

    key: str
    text: str
    arguments: tuple[str, ...]


CHECK = Step("c", "check microphone, voice and model", ("doctor",))
FIRST = Step("r", "rehearse: three questions, about ten minutes", ("rehearse", "--questions", "3"))
REHEARSE = Step("r", "rehearse five questions", ("rehearse",))
REPLAY = Step("h", "hear your last rehearsal again", ("replay", "last"))
PAGE = Step("p", "see its page: every flagged spot, to look at and to hear", ("report", "last", "--open"))
PROGRESS = Step("g", "see how you get better", ("progress",))
PREPARE = Step("t", "tell me about the job and the company, so that the questions fit", ("prepare",))
DAY = Step("d", "what is still open before the day", ("prepare", "day"))
LIST = Step("l", "list your rehearsals", ("sessions", "list"))


def offer_next_step(context: click.Context) -> None:
    """Ask what to do next on a terminal; elsewhere show the help."""
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()):
        click.echo(context.get_help())
        return
    from mockinterview.dossier_file import default_path
    from mockinterview.store.session_store import SessionStore

    preparing = DAY if default_path().exists() else PREPARE
    been_here = bool(SessionStore.default().list())
    greeting = "Welcome back." if been_here else "Welcome. Everything you say here stays on this computer."
    click.echo(greeting, err=True)
    step = _ask(
        (REHEARSE, REPLAY, PAGE, PROGRESS, preparing, LIST, CHECK) if been_here else (FIRST, preparing, CHECK)
    )
    if step is not None:
        context.command.main(list(step.arguments), prog_name="mockinterview", standalone_mode=False)


def _ask(steps: Sequence[Step]) -> Step | None:
    """Return the chosen step: Enter takes the first, q none."""
    for step in steps:
        click.echo(f"  {step.key}  {step.text}", err=True)
    click.echo("  q  leave", err=True)
    keys = [step.key for step in steps]
    chosen: str = click.prompt(
        "What next?", default=keys[0], type=click.Choice([*keys, "q"]), show_choices=False, err=True
    )
    return next((step for step in steps if step.key == chosen), None)
