"""`mockinterview rehearse`: a rehearsal in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockinterview.cli.rehearsal import PATIENCE, QUESTIONS, ROUNDS, Plan, Rehearsal
from mockinterview.cli.terminal import open_screen, plain_option, print_json, say

if TYPE_CHECKING:
    from mockinterview.cli.practice import Again
    from mockinterview.session import Session


@click.command()
@click.option(
    "--questions",
    type=click.IntRange(1, 500),
    default=QUESTIONS,
    show_default=True,
    help="How many questions.",
)
@click.option("--seed", type=int, help="Repeat the choice of questions of an earlier rehearsal.")
@click.option("--bank", type=click.Path(path_type=Path), help="A question bank of your own (TOML).")
@click.option(
    "--round",
    "rounds",
    type=click.Choice(ROUNDS),
    multiple=True,
    help="Only this round of the interview; can be given several times. All of them mixed without it.",
)
@click.option("--panel", is_flag=True, help="Each round has an interviewer of its own, as in real life.")
@click.option(
    "--dossier",
    type=click.Path(path_type=Path),
    help="What you have prepared, instead of what `mockinterview prepare` keeps.",
)
@click.option(
    "--weakest", is_flag=True, help="Ask what your last answers were weakest at, the weakest first."
)
@click.option(
    "--again",
    metavar="SESSION[:TURN]",
    help="Repeat a rehearsal, or one question of it, and see what changed.",
)
@click.option(
    "--patience",
    type=click.Choice(PATIENCE),
    default="normal",
    show_default=True,
    help="How long a silence may last before your answer counts as over; manual: only Enter ends it.",
)
@click.option("--model", default="auto", metavar="NAME|PATH", help="The model that writes your words down.")
@click.option("--voice", metavar="NAME", help="The interviewer's voice; `mockinterview voices` plays them.")
@click.option("--rate", type=click.IntRange(80, 400), default=170, show_default=True, help="Words a minute.")
@click.option("--microphone", metavar="NAME", help="Name or number of the microphone.")
@click.option("--loudspeaker", metavar="NAME", help="Name or number of the loudspeaker.")
@click.option(
    "--candidate",
    type=click.Path(path_type=Path),
    help="A folder of recorded answers, instead of you.",
)
@click.option("--silent-feedback", is_flag=True, help="Show the feedback without speaking it.")
@click.option("--no-follow-ups", is_flag=True, help="Never ask for what was missing.")
@plain_option
@click.option("--json", "as_json", is_flag=True, help="At the end, the whole rehearsal as one JSON object.")
def rehearse(*, again: str | None, plain: bool, as_json: bool, **options: object) -> None:
    """Rehearse: questions are asked aloud, you answer, you hear how it went.

    Everything stays on this computer. Without a microphone a sample candidate answers.
    """
    from mockinterview.cli.model import offer_better

    plan = Plan(**options, unheard=as_json)  # type: ignore[arg-type] # click checks
    repeated = _repeated(again, plan)
    held = Rehearsal(plan, repeated).hold(lambda stack, person: open_screen(stack, plain=plain, typed=person))
    if repeated:
        for line in repeated.compared(held.session):
            say(line)
    if as_json:
        from mockinterview.answer_json import session_object

        print_json(session_object(held.session, str(held.folder)), indent=None)
    elif held.by_person and _is_first(held.session):
        offer_better(held.model)


def _repeated(wanted: str | None, plan: Plan) -> Again | None:
    """Return what `--again` repeats."""
    from mockinterview.cli.practice import Again

    if not wanted:
        return None
    if plan.weakest or plan.bank or plan.rounds or plan.panel:
        raise click.UsageError(
            "--again repeats what was asked: leave out --weakest, --bank, --round and --panel"
        )
    return Again.of(wanted)


def _is_first(session: Session) -> bool:
    """Whether no person came to an end here before; asked late, as a long list takes a moment to read."""
    from mockinterview.store import Listed, SessionStore

    kept = [listed.headline for listed in SessionStore.default().list() if isinstance(listed, Listed)]
    others = (headline for headline in kept if headline.id != session.id)
    return all(headline.candidate or headline.ended is None for headline in others)
