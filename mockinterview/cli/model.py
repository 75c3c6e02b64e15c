"""`mockinterview model`: the models that write down what was said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import say
from mockinterview.plain_text import plain_lines

if TYPE_CHECKING:
    from mockinterview.recognition.models import KnownModel


@click.group()
def model() -> None:
    """See, fetch or remove the models that write down what you say.

    A larger model hears accents and technical words better, and takes longer.
    """


@model.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
def list_models(as_json: bool) -> None:
    """List the models: how large they are, and which are on this computer."""
    from mockinterview.recognition import models

    here = {source.name: source for source in models.installed()}
    best = models.best()
    rows = [
        {
            "name": known.name,
            "size_mb": known.size_mb,
            "installed": known.name in here,
            "from_package": known.name in here and here[known.name].package is not None,
            "default": best is not None and known.name == best.name,
        }
        for known in models.KNOWN.values()
    ]
    if as_json:
        import json

        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        state = "on this computer" if row["installed"] else ""
        state += ", used by default" if row["default"] else ""
        click.echo(f"{row['name']:<16}{row['size_mb']:>5} MB  {state}".rstrip())


@model.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def get(name: str, yes: bool) -> None:
    """Download the model NAME from OpenAI, after asking."""
    from mockinterview.recognition import models

    known = models.known(name)
    source = models.find(known.name)
    if source is not None:
        click.echo(f"{known.name} is on this computer already.", err=True)
        return
    if not yes and not _wanted(known):
        raise click.Abort
    _download(known)
    click.echo(f"{known.name} is ready: mockinterview rehearse --model {known.name}", err=True)


def offer_better(used: str) -> None:
    """Offer a larger model once, after the first rehearsal, so that nothing waits before it.

    Said only where the smallest one was used and the larger is not here; whatever comes of it, the rehearsal
    ended well.
    """
    from mockinterview.errors import MockInterviewError
    from mockinterview.recognition import models

    better = models.known(models.BETTER)
    if used not in models.SMALLEST or models.find(better.name) is not None:
        return
    click.echo(
        f"\nA larger model hears accents and technical words better: mockinterview model get {better.name}",
        err=True,
    )
    try:
        if sys.stdin.isatty() and sys.stderr.isatty() and _wanted(better):
            _download(better)
            click.echo(f"{better.name} is ready, and will be used from now on.", err=True)
    except click.Abort:
        click.echo("", err=True)
    except MockInterviewError as error:
        click.secho(plain_lines(error.in_terminal), fg="yellow", err=True)


def _wanted(known: KnownModel) -> bool:
    question = f"Download {known.name} from OpenAI ({known.size_mb} MB)?"
    return click.confirm(question, default=True, err=True)


def _download(known: KnownModel) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from mockinterview.recognition.download import fetch

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(known.name, total=None)
        fetch(known, on_progress=lambda done, total: progress.update(task, completed=done, total=total))


@model.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the model NAME from this computer."""
    from mockinterview.errors import ModelError
    from mockinterview.recognition import models

    known = models.known(name)
    removed = models.remove(known.name)
    remains = models.remains(known.name)
    if removed:
        click.echo(f"{known.name} is removed from the cache.", err=True)
    elif remains is None:
        raise ModelError(f"{known.name} is not on this computer")
    if remains:
        say(f"{known.name} also lies elsewhere on this computer; to remove it: {remains}")
