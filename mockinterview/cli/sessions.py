"""`mockinterview sessions`: the kept rehearsals."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockinterview.cli.terminal import print_json, say
from mockinterview.remedy import Remedy, in_terminal
from mockinterview.texts import sentences

if TYPE_CHECKING:
    from mockinterview.cli.transcribing import Waiting
    from mockinterview.clip import Clip
    from mockinterview.recognition.whisper_process import WhisperProcess
    from mockinterview.session import Session
    from mockinterview.store import Broken, Listed, SessionStore
    from mockinterview.transcript import Transcript

FORMATS = ("md", "json", "csv", "vtt", "zip")
WIDEST = 100
INDENTS = {
    "title": ("", ""),
    "detail": ("", ""),
    "question": ("", "  "),
    "answer": ("  | ", "  | "),
    "remark": ("  ", "  "),
    "strength": ("  + ", "    "),
    "improve": ("  > One thing to do better: ", "    "),
    "information": ("  - ", "    "),
}


def _store() -> SessionStore:
    from mockinterview.store import SessionStore

    return SessionStore.default()


def _recover(store: SessionStore) -> None:
    """Put in order what a killed program left, and say what was found; on a disk to read from, go on."""
    from mockinterview.errors import StorageError

    with suppress(StorageError):
        for recovered in store.recover(patience=1.0):
            say(sentences(recovered.notice, in_terminal(recovered.remedy)))


@click.group()
def sessions() -> None:
    """List, show, export, import, transcribe or delete kept rehearsals.

    Where a command wants an ID, the beginning of one or "last" will do.
    """


# --- list ---------------------------------------------------------------------------------------------


@sessions.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON list, the newest first.")
def list_sessions(as_json: bool) -> None:
    """List all rehearsals, the newest first."""
    store = _store()
    _recover(store)
    listed = store.list()
    if as_json:
        print_json([_listed_object(item) for item in listed])
    elif not listed:
        click.echo("There is no rehearsal yet: `mockinterview rehearse` makes the first.", err=True)
    else:
        row = "{:22}  {:24}  {:>9}  {:>7}  {:9}  {}"
        click.secho(row.format("ID", "DATE", "QUESTIONS", "MINUTES", "STATE", "MODEL"), bold=True)
        for item in listed:
            click.echo(row.format(*_row(item)).rstrip())


def _listed_object(item: Listed | Broken) -> dict[str, Any]:
    from dataclasses import asdict

    from mockinterview.store import Broken

    if isinstance(item, Broken):
        return {"id": item.id, "state": "broken", "problem": item.problem}
    return {**asdict(item.headline), "state": item.state}


def _row(item: Listed | Broken) -> tuple[str, ...]:
    from mockinterview.plain_text import plain_text, said_time
    from mockinterview.store import Broken

    if isinstance(item, Broken):
        return (item.id, "", "", "", "broken", plain_text(item.problem))
    line = item.headline
    who = "(recorded candidate)" if line.candidate else ""
    model = plain_text(f"{line.model or '-'} {who}")
    return (
        line.id,
        said_time(line.started),
        str(line.questions),
        f"{line.recorded_s / 60:.1f}",
        item.state,
        model,
    )


# --- show ---------------------------------------------------------------------------------------------


@sessions.command()
@click.argument("session", metavar="ID", default="last")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, as `rehearse --json` prints it.")
def show(session: str, as_json: bool) -> None:
    """Show questions, answers and findings of a rehearsal."""
    from mockinterview.store.index import headline_of

    store = _store()
    kept = store.load(session)
    if as_json:
        from mockinterview.answer_json import session_object

        print_json(session_object(kept, str(store.root / kept.id)))
    else:
        _print_session(kept)
        say(f"\nKept in {store.root / kept.id}")
        if headline_of(kept).untranscribed:
            say(sentences(Remedy("write_down").in_terminal))


def _print_session(session: Session) -> None:
    from mockinterview.store.export import lines_of

    width = min(shutil.get_terminal_size().columns, WIDEST)
    for line in lines_of(session):
        if line.kind == "question":
            click.echo()
        first, following = INDENTS[line.kind]
        text = click.wrap_text(line.text, width, first, following)
        click.secho(text, bold=line.kind in ("title", "question"))


# --- export -------------------------------------------------------------------------------------------


@sessions.command()
@click.argument("session", metavar="ID", default="last")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write, instead of stdout.")
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), help="By default that of FILE's ending, else md."
)
def export(session: str, output: Path | None, kind: str | None) -> None:
    """Export a rehearsal: to read (md), for programs (json) or spreadsheets (csv), or all of it (zip).

    With --format vtt the captions of each answer go into a folder, for players that show them.
    """
    from mockinterview.store import export as exporting

    store = _store()
    kept = store.load(session)
    kind = kind or (output.suffix[1:].lower() if output and output.suffix[1:].lower() in FORMATS else "md")
    if kind == "zip":
        target = output or Path(f"{kept.id}.zip")
        exporting.check_target(target)
        for name in exporting.write_zip(store, kept, target):
            say(f"The sound {name} is missing and was left out.")
        say(f"Written to {target}")
    elif kind == "vtt":
        _export_captions(kept, output or Path(kept.id))
    else:
        _export_text(_exported(kept, kind), output)


def _exported(session: Session, kind: str) -> bytes:
    from mockinterview.plain_text import plain_json
    from mockinterview.store.export import to_markdown
    from mockinterview.store.session_csv import to_csv
    from mockinterview.store.session_file import session_json

    if kind == "json":
        return plain_json(session_json(session).decode()).encode() + b"\n"
    return (to_csv(session) if kind == "csv" else to_markdown(session)).encode()


def _export_text(data: bytes, output: Path | None) -> None:
    from mockinterview.private_file import write_private
    from mockinterview.store.export import check_target

    if output is None:
        click.echo(data, nl=False)
        return
    check_target(output)
    write_private(output, data)
    say(f"Written to {output}")


def _export_captions(session: Session, folder: Path) -> None:
    from mockinterview.private_file import make_private_dir, write_private
    from mockinterview.store.export import captions_of

    if folder.suffix.lower() == ".vtt":
        raise click.BadParameter(
            "each answer gets a file of its own, so name a folder for them", param_hint="-o"
        )
    captions = captions_of(session)
    if not captions:
        click.echo("No answer of this rehearsal has words with times, so there are no captions.", err=True)
        return
    make_private_dir(folder)
    for name, text in captions.items():
        write_private(folder / name, text.encode())
        say(f"Written to {folder / name}")


# --- import -------------------------------------------------------------------------------------------


@sessions.command("import")
@click.argument("archive", metavar="FILE.zip", type=click.Path(path_type=Path))
def import_session(archive: Path) -> None:
    """Import a rehearsal that was exported as a ZIP archive, here or elsewhere."""
    from mockinterview.cli.preparing import prepare_session
    from mockinterview.store.import_zip import import_zip

    store = _store()
    imported = import_zip(store, archive)
    for name in imported.missing:
        say(f"The sound {name} is not in the archive.")
    click.echo(f"Imported {imported.id}", err=True)
    prepare_session(store, imported.id)


# --- delete -------------------------------------------------------------------------------------------


@sessions.command()
@click.argument("session", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(session: str, yes: bool) -> None:
    """Delete a rehearsal, its recordings included."""
    store = _store()
    session_id = store.find(session)
    question = f"Delete the rehearsal {session_id} and its recordings for good?"
    if yes or click.confirm(question, err=True):
        store.delete(session_id)
        click.echo(f"Deleted {session_id}", err=True)
    else:
        click.echo("Nothing was deleted.", err=True)


# --- transcribe ---------------------------------------------------------------------------------------


@sessions.command()
@click.argument("session", metavar="ID", required=False)
@click.option("--model", default="auto", metavar="NAME|PATH", help="The model that writes the words down.")
def transcribe(session: str | None, model: str) -> None:
    """Write down and check answers that were only recorded, in one rehearsal or in all."""
    from mockinterview.cli.transcribing import warm_recogniser, write_down_session

    store = _store()
    store.recover()
    waiting = _untranscribed(store, session)
    if not waiting:
        click.echo("Every answer is transcribed already.", err=True)
        return
    with warm_recogniser(model) as recogniser:
        for session_id in waiting:
            write_down_session(store, session_id, _TerminalScribe(session_id, recogniser))


def _untranscribed(store: SessionStore, ref: str | None) -> list[str]:
    """Return the ids of rehearsals with answers to write down; of all, those under way are left alone."""
    from mockinterview.store import Listed
    from mockinterview.store.judging import untranscribed

    if ref is not None:
        session = store.load(ref)
        return [session.id] if untranscribed(session) else []
    return [
        item.headline.id
        for item in store.list()
        if isinstance(item, Listed) and item.state != "running" and item.headline.untranscribed
    ]


class _TerminalScribe:
    """Implements `transcribing.Scribe`: a bar while a take is written down, then a line about it."""

    def __init__(self, session_id: str, recogniser: WhisperProcess) -> None:
        self._session_id = session_id
        self._recogniser = recogniser

    def hear(self, take: Waiting, clip: Clip) -> Transcript:
        from mockinterview.cli.transcribing import write_down

        return write_down(self._recogniser, clip, f"{self._session_id} {take.audio}")

    def written(self, take: Waiting, words: int) -> None:
        click.echo(f"{self._session_id} {take.audio}: {words} words", err=True)

    def unreadable(self, take: Waiting, problem: str) -> None:  # noqa: ARG002 - the problem names it
        say(f"{self._session_id}: {problem}")
