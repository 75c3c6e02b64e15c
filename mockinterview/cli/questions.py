"""`mockinterview questions`: look into a question bank, or look a bank of one's own over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import print_json, say
from mockinterview.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.dossier import Dossier
    from mockinterview.question import Question


@click.group()
def questions() -> None:
    """List the questions, or check a bank of your own."""


@questions.command("list")
@click.option("--round", "round_name", metavar="ROUND", help="Only this round, such as fit or salary.")
@click.option("--kind", metavar="KIND", help="Only this kind, such as achievement or salary.")
@click.option(
    "--bank", type=click.Path(path_type=Path), help="A bank of your own, instead of the one built in."
)
@click.option(
    "--dossier", type=click.Path(path_type=Path), help="Fill {company} and the like from this dossier."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON list with every field.")
def list_questions(
    *, round_name: str | None, kind: str | None, bank: Path | None, dossier: Path | None, as_json: bool
) -> None:
    """List the questions of a bank by round and kind."""
    from mockinterview.bank import default_bank, load_bank

    listed = load_bank(bank) if bank else default_bank()
    if dossier is not None:
        from mockinterview.dossier_file import load_dossier

        listed = _filled(listed, load_dossier(dossier))
    if round_name is not None:
        listed = _of_round(listed, round_name)
    if kind is not None:
        listed = _of_kind(listed, kind)
    if as_json:
        print_json([_object(question) for question in listed])
    else:
        _print_by_round(listed)


@questions.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check a bank of your own: FILE is TOML, and every problem is listed at once."""
    from mockinterview.bank import load_bank

    count = len(load_bank(file))
    click.echo(f"{count} question{'s' if count != 1 else ''}, no problems")


def _filled(bank: Sequence[Question], dossier: Dossier) -> tuple[Question, ...]:
    """Return what would be asked with a dossier, and say what it leaves out."""
    from collections import Counter

    from mockinterview.preparation.panel import Panel
    from mockinterview.preparation.rounds import askable
    from mockinterview.preparation.slots import Slots, missing_slots

    slots = Slots.of(dossier, Panel.of(dossier).another(None))
    missing = [found for question in bank if (found := missing_slots(question, slots))]
    if missing:
        counted = Counter(slot for found in missing for slot in set(found))
        what = ", ".join(f"{slot} ({count})" for slot, count in sorted(counted.items()))
        verb = "question is" if len(missing) == 1 else "questions are"
        say(f"{len(missing)} {verb} left out, as the dossier has nothing for: {what}")
    return askable(bank, dossier)


def _of_round(bank: Sequence[Question], name: str) -> tuple[Question, ...]:
    from mockinterview.preparation.rounds import ROUNDS

    if name not in ROUNDS:
        raise click.BadParameter(
            f"there is no round {name!r}; choose from {', '.join(ROUNDS)}", param_hint="--round"
        )
    return tuple(question for question in bank if question.round == name)


def _of_kind(bank: Sequence[Question], kind: str) -> tuple[Question, ...]:
    from typing import get_args

    from mockinterview.question import Kind

    if kind not in get_args(Kind):
        raise click.BadParameter(
            f"there is no kind {kind!r}; choose from {', '.join(get_args(Kind))}", param_hint="--kind"
        )
    return tuple(question for question in bank if question.kind == kind)


def _object(question: Question) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(question) | {"round": question.round}


def _print_by_round(bank: Sequence[Question]) -> None:
    from rich.console import Console
    from rich.text import Text

    from mockinterview.preparation.rounds import CORE_TAG, ROUNDS, TITLES
    from mockinterview.question import ROUND_OF

    console = Console(highlight=False, soft_wrap=True)
    for name in ROUNDS:
        if any(question.round == name for question in bank):
            console.print(Text.assemble((TITLES[name], "bold"), (f"  {name}", "dim")))
        for kind in ROUND_OF:
            those = [question for question in bank if (question.round, question.kind) == (name, kind)]
            if those:
                console.print(Text(f"  {kind.replace('_', ' ')}", style="bold"))
            for question in those:
                core = " (core)" if CORE_TAG in question.tags else ""
                named = (f"  {plain_text(question.id)}{core}", "dim")
                console.print(Text.assemble("    ", plain_text(question.text), named))
