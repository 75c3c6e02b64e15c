"""`mockinterview analyze`: check answers that were recorded or written elsewhere."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.plain_text import plain_lines, plain_text
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.analysis.filler_places import FillerCounts, FillerPlace
    from mockinterview.clip import Clip
    from mockinterview.errors import MockInterviewError
    from mockinterview.question import Question
    from mockinterview.recognition.whisper_process import WhisperProcess
    from mockinterview.screen.words import Paragraph


@dataclass(frozen=True)
class Checked:
    """One answer with its checks; `name` holds what identifies it in the JSON object."""

    name: dict[str, str]
    transcript: Transcript
    analysis: AnswerAnalysis


@dataclass(frozen=True)
class Wanted:
    """What the person asked for."""

    files: tuple[Path, ...]
    words: Path | None
    model: str


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", is_flag=True, help="FILE is JSONL: one {id, question, answer} a line; words only.")
@click.option(
    "--words", type=click.Path(path_type=Path), help="Words with times from elsewhere, for one FILE."
)
@click.option("--model", default="auto", metavar="NAME|PATH", help="The model that writes the words down.")
@click.option("--question", "question_id", metavar="ID", help="The question that was answered.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for other programs.")
def analyze(  # noqa: PLR0913 - one parameter an option
    *,
    files: tuple[Path, ...],
    text: bool,
    words: Path | None,
    model: str,
    question_id: str | None,
    as_json: bool,
) -> None:
    """Check recorded answers (WAV, FLAC, OGG, MP3; m4a and webm with ffmpeg), or with --text written ones."""
    if text and words:
        raise click.UsageError("--words goes with sound files, not with --text")
    if words and len(files) != 1:
        raise click.UsageError("--words belongs to exactly one sound file")
    question = _question(question_id)
    wanted = Wanted(files, words, model)
    broken = 0
    for answer in _written(wanted) if text else _recorded(wanted):
        if not isinstance(answer, Checked):
            broken += 1
            click.secho(plain_lines(str(answer)), fg="red", err=True)
        elif as_json:
            from mockinterview.answer_json import answer_object
            from mockinterview.cli.terminal import print_json

            found = {**answer.name, **answer_object(answer.transcript, answer.analysis)}
            print_json(found, indent=None)
        else:
            _show(answer, question)
    if broken:
        raise click.exceptions.Exit(1)


def _question(question_id: str | None) -> Question:
    from mockinterview.bank import default_bank
    from mockinterview.question import GENERAL

    if question_id is None:
        return GENERAL
    found = next((question for question in default_bank() if question.id == question_id), None)
    if found is None:
        raise click.BadParameter(
            f"there is no question {question_id!r}; `mockinterview questions list` shows them all",
            param_hint="--question",
        )
    return found


def _written(wanted: Wanted) -> Iterator[Checked | MockInterviewError]:
    from mockinterview.analysis.answer import analyse_answer
    from mockinterview.answer_files import read_written
    from mockinterview.errors import MockInterviewError

    for path in wanted.files:
        try:
            for answer in read_written(path):
                if isinstance(answer, MockInterviewError):
                    yield answer
                    continue
                analysis = analyse_answer(None, answer.transcript)
                name = {"id": answer.id, "question": answer.question}
                yield Checked(name, answer.transcript, analysis)
        except MockInterviewError as error:
            yield error


def _recorded(wanted: Wanted) -> Iterator[Checked | MockInterviewError]:
    from mockinterview.analysis.answer import analyse_answer
    from mockinterview.answer_files import read_words
    from mockinterview.audio_file import read_clip
    from mockinterview.cli.transcribing import warm_recogniser, write_down
    from mockinterview.clip import SAMPLE_RATE
    from mockinterview.errors import MockInterviewError

    with ExitStack() as stack:
        if wanted.words is None:
            words_of = partial(write_down, stack.enter_context(warm_recogniser(wanted.model)))
        else:
            words_of = partial(_given, read_words(wanted.words), stack.enter_context(_listener()))
        for number, path in enumerate(wanted.files, start=1):
            place = f"{number} of {len(wanted.files)}, " if len(wanted.files) > 1 else ""
            try:
                clip = read_clip(path).resampled(SAMPLE_RATE)
                transcript = words_of(clip, f"{place}{path.name}")
                yield Checked({"file": str(path)}, transcript, analyse_answer(clip, transcript))
            except MockInterviewError as error:
                yield error


@contextmanager
def _listener() -> Iterator[WhisperProcess | None]:
    """Begin to load the model whose ear hears ums that no words hold; None where it is not here."""
    from mockinterview.cli.transcribing import warm_recogniser
    from mockinterview.recognition.models import find
    from mockinterview.recognition.probe import MODEL

    if find(MODEL) is None:
        yield None
        return
    with warm_recogniser(MODEL) as recogniser:
        yield recogniser


def _given(words: Transcript, listener: WhisperProcess | None, clip: Clip, name: str) -> Transcript:
    """Return words from elsewhere with what the ear hears beside them; they stand without it as well."""
    from mockinterview.cli.transcribing import write_down
    from mockinterview.errors import RecogniserError

    if listener is not None:
        with suppress(RecogniserError):
            return replace(words, heard_pauses=write_down(listener, clip, name).heard_pauses)
    return words


def _show(answer: Checked, question: Question) -> None:
    from mockinterview.events import FeedbackGiven
    from mockinterview.feedback import give_feedback
    from mockinterview.screen.keys import NoKeys
    from mockinterview.screen.plain import PlainScreen

    click.secho(plain_text(next(iter(answer.name.values()))), bold=True)
    findings = give_feedback(answer.analysis, question)
    PlainScreen(sys.stdout, NoKeys()).show(FeedbackGiven(answer.transcript, answer.analysis, findings))
    _show_fillers(answer)
    click.echo()


def _show_fillers(answer: Checked) -> None:
    """List every filler: when, whether it was written down or found beside the words, and those around it."""
    import shutil

    from mockinterview.analysis.filler_places import count_fillers, filler_places
    from mockinterview.screen.words import WIDEST

    width = min(shutil.get_terminal_size().columns, WIDEST)
    places = filler_places(answer.transcript, answer.analysis)
    if places:
        click.echo(f"\n{fillers_heading(count_fillers(answer.analysis))}")
    for place in places:
        for line in filler_paragraph(place).lines(width):
            click.echo(line)


def fillers_heading(counts: FillerCounts) -> str:
    """Say how many fillers of each kind the list below has, and how often they come."""
    from mockinterview.feedback import filler_rates

    at_least = "at least " if counts.at_least else ""
    rates = filler_rates(counts)
    pauses = f"{at_least}{counts.filled_pauses} um or uh"
    words = f"{counts.filler_words} filler {'word' if counts.filler_words == 1 else 'words'}"
    return f"Every filler: {pauses}, {words}{f' ({rates})' if rates else ''}"


def filler_paragraph(place: FillerPlace) -> Paragraph:
    """Return a filler in brackets among the words around it; [um?] was found beside the words."""
    from mockinterview.remarks import clock
    from mockinterview.screen.words import Paragraph

    found = place.source == "found"
    quoted = f"[{place.text}{'?' if found else ''}]"
    around = " ".join(part for part in (place.before, quoted, place.after) if part)
    when = "" if place.start is None else f"{clock(place.start)} {'found' if found else 'heard'}"
    lead = f"  {when:<11} " if when else "  - "
    return Paragraph(f"… {around} …", "quote", lead, " " * len(lead))
