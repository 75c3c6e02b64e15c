"""`mockinterview questions`: look into a question bank, or look a bank of one's own over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.question import Question


@click.group()
def questions() -> None:
    """List the questions, or check a bank of your own."""


@questions.command("list")
@click.option(
    "--bank", type=click.Path(path_type=Path), help="A bank of your own, instead of the one built in."
)
@click.option("--kind", metavar="KIND", help="Only this kind, such as achievement or salary.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list with every field.")
def list_questions(bank: Path | None, kind: str | None, as_json: bool) -> None:
    """List the questions of a bank by kind."""
    from mockinterview.bank import default_bank, load_bank

    listed = load_bank(bank) if bank else default_bank()
    if kind is not None:
        listed = _of_kind(listed, kind)
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(question) for question in listed], indent=2, ensure_ascii=False))
    else:
        _print_by_kind(listed)


@questions.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check a bank of your own: FILE is TOML, and every problem is listed at once."""
    from mockinterview.bank import load_bank

    count = len(load_bank(file))
    click.echo(f"{count} question{'s' if count != 1 else ''}, no problems")


def _of_kind(bank: Sequence[Question], kind: str) -> tuple[Question, ...]:
    from typing import get_args

    from mockinterview.question import Kind

    if kind not in get_args(Kind):
        raise click.BadParameter(
            f"there is no kind {kind!r}; choose from {', '.join(get_args(Kind))}", param_hint="--kind"
        )
    return tuple(question for question in bank if question.kind == kind)


def _print_by_kind(bank: Sequence[Question]) -> None:
    from rich.console import Console
    from rich.text import Text

    from mockinterview.bank import CORE_TAG

    console = Console(highlight=False, soft_wrap=True)
    for kind in dict.fromkeys(question.kind for question in bank):
        console.print(Text(kind.replace("_", " "), style="bold"))
        for question in bank:
            if question.kind == kind:
                core = " (core)" if CORE_TAG in question.tags else ""
                console.print(Text.assemble("  ", question.text, (f"  {question.id}{core}", "dim")))
