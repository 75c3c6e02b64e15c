"""`mockinterview prepare`: what a person gathers before a second interview."""

from __future__ import annotations

import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mockinterview.cli.terminal import print_json, say
from mockinterview.plain_text import plain_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from mockinterview.dossier import Dossier
    from mockinterview.session import Turn

PARTS = ("job", "company", "first", "stories", "questions", "ideas", "salary", "day")
"""The chapters of the guided conversation."""


def _dossier_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--dossier",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A dossier of its own, for another job.",
    )(command)


def _sample_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--sample", is_flag=True, help="The dossier of the sample candidate, to see how it looks."
    )(command)


@click.group(invoke_without_command=True)
@_dossier_option
@click.option("--part", type=click.Choice(PARTS), help="Talk about this part only.")
@click.pass_context
def prepare(context: click.Context, dossier: Path | None, part: str | None) -> None:
    """Prepare in a short conversation: one question at a time, kept after every answer.

    Everything is optional and stays on this computer. The commands below show, edit or check what is there.
    """
    if context.invoked_subcommand is None:
        from mockinterview.cli.prepare_talk import Talk

        if _talk(Talk(_path(dossier)), (part,) if part else PARTS):
            raise click.Abort
    elif part:
        raise click.UsageError("--part goes with the conversation only")


def _talk(talk: Any, parts: tuple[str, ...]) -> bool:
    """Have the conversation; return whether it was interrupted."""
    from mockinterview.cli.prepare_talk import converse, say_goodbye

    interrupted = False
    try:
        converse(talk, parts)
    except click.Abort as stopped:
        # The end of typed input is a way to say "that is all"; Ctrl-C is an interruption.
        interrupted = not isinstance(stopped.__context__, EOFError)
        click.echo(err=True)
    say_goodbye(talk, _today())
    return interrupted


@prepare.command()
@_dossier_option
@_sample_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object with everything.")
def show(*, dossier: Path | None, sample: bool, as_json: bool) -> None:
    """Show what you have prepared."""
    from mockinterview.cli.prepare_show import print_dossier

    kept = _load(dossier, sample=sample)
    if as_json:
        from dataclasses import asdict

        print_json(asdict(kept))
    else:
        print_dossier(kept)


@prepare.command()
@_dossier_option
def edit(dossier: Path | None) -> None:
    """Open the dossier in your editor ($VISUAL or $EDITOR); a new one explains itself."""
    from mockinterview.dossier_file import open_in_editor, write_template
    from mockinterview.preparation.gaps import gaps

    path = _path(dossier)
    if not path.exists():
        write_template(path)
    with open_in_editor(path):
        kept = _edited(path)
    still = len(gaps(kept, _today()))
    say(f"Kept in {path}")
    if still:
        points = f"{still} point{'s are' if still > 1 else ' is'}"
        click.echo(f"{points} still open: `mockinterview prepare check` lists them.", err=True)


def _edited(path: Path) -> Dossier:
    """Open the editor until the dossier can be used, or the person gives up."""
    from mockinterview.dossier_file import load_dossier
    from mockinterview.errors import BadDossier

    while True:
        _open_editor(path)
        try:
            return load_dossier(path)
        except BadDossier as problems:
            click.secho(plain_lines(str(problems)), fg="red", err=True)
            if not _wants_again():
                say(f"It is kept as you wrote it in {path}, and can be used once that is mended.")
                sys.exit(1)


def _open_editor(path: Path) -> None:
    """Let the person edit a file, which stays as private as it is: many editors put a new one there."""
    from mockinterview.private_file import FILE_MODE, under_own_umask

    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else FILE_MODE
    with under_own_umask():
        click.edit(filename=str(path))
    with suppress(OSError):  # removed, or somebody else's
        path.chmod(mode)


def _wants_again() -> bool:
    try:
        return click.confirm("Open it again?", default=True, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


@prepare.command()
@_dossier_option
@_sample_option
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object: gaps, each with place, text, why, weight."
)
def check(*, dossier: Path | None, sample: bool, as_json: bool) -> None:
    """List what is missing or does not fit, the most important first, and why it matters."""
    from mockinterview.cli.prepare_show import gap_object, print_gaps
    from mockinterview.preparation.gaps import gaps

    kept = _load(dossier, sample=sample)
    found = gaps(kept, _today(kept, sample=sample))
    if as_json:
        print_json({"gaps": [gap_object(gap) for gap in found]})
    elif found:
        print_gaps(found)
    else:
        click.echo("Nothing is missing. Rehearse it aloud: mockinterview rehearse")


@prepare.command()
@_dossier_option
@_sample_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object: items, each with topic, done, text.")
def day(*, dossier: Path | None, sample: bool, as_json: bool) -> None:
    """Print the checklist for the day: what is done, and what is still open."""
    from mockinterview.cli.prepare_show import checklist_text, item_object
    from mockinterview.preparation.day import checklist, headline

    kept = _load(dossier, sample=sample)
    today = _today(kept, sample=sample)
    title, items = headline(kept, today), checklist(kept, today)
    if as_json:
        date = kept.job.date.isoformat() if kept.job.date else None
        print_json({"headline": title, "date": date, "items": [item_object(item) for item in items]})
    else:
        click.echo(checklist_text(title, items))


@prepare.command()
@click.argument("session", required=False)
@_dossier_option
@_sample_option
@click.option("--json", "as_json", is_flag=True, help="One JSON list: recipient, subject, body of each note.")
def thanks(*, session: str | None, dossier: Path | None, sample: bool, as_json: bool) -> None:
    """Draft a thank-you note for each interviewer, as Markdown; nothing is ever sent.

    Each names one thing that was talked about in SESSION: an id, the beginning of one, or "last". Without it
    your last rehearsal is taken where there is one.
    """
    from mockinterview.plain_text import plain_text
    from mockinterview.preparation.thanks import drafts, talked_about

    turns = () if sample else _turns(session)
    answers = [(turn.question, turn.take.findings) for turn in turns if turn.take is not None]
    notes = drafts(_load(dossier, sample=sample), talked_about(answers))
    if as_json:
        from dataclasses import asdict

        print_json([asdict(note) for note in notes])
        return
    for note in notes:
        click.echo(f"# {plain_text(note.recipient)}\n\nSubject: {plain_text(note.subject)}\n")
        click.echo("\n".join(plain_text(line) for line in note.body_markdown.splitlines()) + "\n")
    click.echo("Change them until they sound like you, then send them yourself.", err=True)


def _turns(session: str | None) -> tuple[Turn, ...]:
    """Return the turns of a rehearsal; of the last one of the person's own where none is named."""
    from mockinterview.cli.practice import last_own_turns
    from mockinterview.store import SessionStore

    return last_own_turns() if session is None else SessionStore.default().load(session).turns


@prepare.command()
@click.argument("file", type=click.Path(path_type=Path))
@_dossier_option
def advert(file: Path, dossier: Path | None) -> None:
    """Read the job advert (text, Markdown or PDF) and keep its key terms."""
    _keep_terms("advert", file, dossier)


@prepare.command()
@click.argument("file", type=click.Path(path_type=Path))
@_dossier_option
def cv(file: Path, dossier: Path | None) -> None:
    """Read your CV (text, Markdown or PDF) and keep its key terms."""
    _keep_terms("cv", file, dossier)


def _keep_terms(paper: Literal["advert", "cv"], file: Path, dossier: Path | None) -> None:
    from dataclasses import replace

    from mockinterview.documents import read_document
    from mockinterview.dossier_file import change_dossier, load_dossier
    from mockinterview.errors import BadInput
    from mockinterview.plain_text import plain_text

    path = _path(dossier)
    if path.exists():
        load_dossier(path)  # a broken dossier is told before the document is read
    text = read_document(file, say)

    from mockinterview.preparation.key_terms import key_terms  # loads the grammar, which takes a moment

    terms = tuple(term for found in key_terms(text) if (term := " ".join(plain_text(found).split())))
    if not terms:
        raise BadInput(f"{file}: holds no words to keep; is it the right file?")
    change_dossier(path, lambda kept: replace(kept, papers=replace(kept.papers, **{paper: terms})))
    click.echo(", ".join(terms))
    say(f"Kept in {path}")


def _path(dossier: Path | None) -> Path:
    """Return the dossier's file: as named here, or before the command's name, or the usual one."""
    from mockinterview.dossier_file import default_path

    above = click.get_current_context().parent
    named: Path | None = dossier or (above.params.get("dossier") if above else None)
    return named or default_path()


def _load(dossier: Path | None, *, sample: bool) -> Dossier:
    """Return the dossier; the usual one may be missing, one that was named must be there."""
    from mockinterview.dossier import Dossier
    from mockinterview.dossier_file import default_path, load_dossier, sample_path

    path = sample_path() if sample else _path(dossier)
    if path == default_path() and not path.exists():
        click.echo("Nothing is prepared yet: `mockinterview prepare` begins.", err=True)
        return Dossier()
    return load_dossier(path)


def _today(dossier: Dossier | None = None, *, sample: bool = False) -> dt.date:
    """Return today; for the sample, whose day passes, three days before it."""
    import datetime as dt

    if sample and dossier and dossier.job.date:
        return dossier.job.date - dt.timedelta(days=3)
    return dt.datetime.now().astimezone().date()
