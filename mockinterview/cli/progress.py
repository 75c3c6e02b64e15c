"""`mockinterview progress`: what changed over all rehearsals."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import print_json, say
from mockinterview.progress_page import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import Console

    from mockinterview.progress import Progress, Summary, Week
    from mockinterview.store import Broken, Listed
    from mockinterview.store.csv_text import Cell

A_MOMENT_S = 1.0
"""What takes longer than this is said: the first look at hundreds of rehearsals does."""

WEEKS_SHOWN = 12
QUESTIONS_SHOWN = 5
MEASURES = {"Fillers": 7, "Words": 5, "Length": 6, "Examples": 11, "Began": 5}
WEEK_COLUMNS = {"Week of": 10, "Times": 5, "Spoken": 7, **MEASURES}
QUESTION_COLUMNS = {"Answers": 9, **MEASURES, "Last on": 10}
"""Names and widths of columns; a row fits into 80 signs."""

LEGEND = (
    "Times: rehearsals in that week. Spoken: minutes and seconds. Fillers, Words: a minute. "
    "Length: share of answers whose length suits their question. Examples: complete/in part/none. "
    "Began: seconds from the question's end to your first word."
)
PLOTTED = "A bar a week, from 0 up, with the first and last value; a gap: a week without."


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet: weeks, then questions.")
@click.option("--html", type=click.Path(path_type=Path), help="Write it as a page to this file.")
def progress(as_json: bool, as_csv: bool, html: Path | None) -> None:
    """See what changed over all your rehearsals, and what to practise next.

    Rehearsals of a recorded candidate do not count.
    """
    from mockinterview.cli.practice import own_progress
    from mockinterview.store import SessionStore

    if as_json + as_csv + (html is not None) > 1:
        raise click.UsageError("--json, --csv and --html exclude each other")
    with _told_when_it_takes_long():
        listed = SessionStore.default().list()
    found = own_progress(listed)
    if html is not None:
        _write_page(found, html)
    elif as_json:
        print_json(asdict(found))
    elif as_csv:
        from mockinterview.store.csv_text import csv_text

        click.echo(csv_text(HEADER, _rows(found)).encode(), nl=False)  # bytes: lines end as they are
    elif found.rehearsals:
        _print(found)
    else:
        click.echo(words.NOTHING_YET, err=True)
    _say_what_is_missing(listed)


@contextmanager
def _told_when_it_takes_long() -> Iterator[None]:
    """Say what is being waited for, where a block takes longer than a moment."""
    timer = threading.Timer(A_MOMENT_S, say, ("Reading rehearsals that were not added up before …",))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _say_what_is_missing(listed: Sequence[Listed | Broken]) -> None:
    from mockinterview.store import Broken, Listed

    broken = sum(isinstance(item, Broken) for item in listed)
    if broken:
        click.echo(
            f"Not counted, because unreadable: {broken} (`mockinterview sessions list` says why).", err=True
        )
    waiting = sum(
        item.headline.untranscribed
        for item in listed
        if isinstance(item, Listed) and not item.headline.candidate
    )
    if waiting:
        click.echo(
            f"Answers not written down yet: {waiting} (`mockinterview sessions transcribe` does).", err=True
        )


# --- for programs -------------------------------------------------------------------------------------


HEADER = (
    "of",
    "name",
    "rehearsals",
    "answers",
    "spoken_s",
    "fillers_per_minute",
    "words_per_minute",
    "good_length_share",
    "examples_full",
    "examples_partial",
    "examples_none",
    "latency_s",
    "last_on",
    "last_weakness",
    "to_practise",
)


def _rows(found: Progress) -> Iterator[tuple[Cell, ...]]:
    for week in found.weeks:
        name = week.monday.isoformat()
        yield ("week", name, week.rehearsals, *_cells(week.summary), None, None, None)
    for record in found.questions:
        last = (record.last_on.isoformat(), record.last.weakness, record.last.to_practise)
        yield ("question", record.question, None, *_cells(record.summary), *last)
    yield ("all", "", found.rehearsals, *_cells(found.total), None, None, None)


def _cells(summary: Summary) -> tuple[Cell, ...]:
    return (
        summary.answers,
        summary.spoken_s,
        summary.filler_rate,
        summary.pace_wpm,
        summary.in_target,
        summary.examples_full,
        summary.examples_partial,
        summary.examples_none,
        summary.latency_s,
    )


def _write_page(found: Progress, target: Path) -> None:
    from mockinterview.private_file import write_private
    from mockinterview.progress_page.page import render_progress
    from mockinterview.store.export import check_target

    check_target(target)
    write_private(target, render_progress(found))
    say(f"Written to {target}")


# --- for people ---------------------------------------------------------------------------------------


def _print(found: Progress) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    console.print(words.opening(found))
    console.print()
    _print_weeks(console, found.weeks[-WEEKS_SHOWN:])
    if len(found.weeks) > WEEKS_SHOWN:
        console.print(f"(the last {WEEKS_SHOWN} of {len(found.weeks)} weeks; --csv has all)")
    console.print()
    console.print(LEGEND, style="dim")
    _print_plots(console, found.weeks)
    _print_questions(console, found)
    _print_trends(console, found)
    _print_next(console, found)


def _print_weeks(console: Console, weeks: Sequence[Week]) -> None:
    from mockinterview.progress_page.cells import cells
    from mockinterview.remarks import clock

    console.print(_row(WEEK_COLUMNS, WEEK_COLUMNS))
    for week in weeks:
        spoken = clock(week.summary.spoken_s)
        texts = (week.monday.isoformat(), str(week.rehearsals), spoken, *cells(week.summary))
        console.print(_row(WEEK_COLUMNS, texts))


def _print_plots(console: Console, weeks: Sequence[Week]) -> None:
    """Draw each measure over the weeks, where there are enough of them and signs to draw with."""
    from mockinterview.progress_page.curve import CURVE_NEEDS
    from mockinterview.progress_page.plots import plots_of

    plots = plots_of(weeks) if "utf" in console.encoding else ()
    if plots:
        console.print()
        console.print(PLOTTED, style="dim")
    for plot in plots:
        console.print(f"{plot.name:24}  {plot.bars}  {plot.first} … {plot.last}")
    if len(weeks) < CURVE_NEEDS:
        console.print()
        console.print(words.CURVES_LATER, style="dim")


def _print_questions(console: Console, found: Progress) -> None:
    """Show the numbers of the questions answered most, below each text, which would not fit beside them."""
    from mockinterview.progress import most_answered
    from mockinterview.progress_page.cells import cells

    console.print()
    console.print("Question by question", style="bold")
    console.print(_row(QUESTION_COLUMNS, QUESTION_COLUMNS))
    for record in most_answered(found.questions)[:QUESTIONS_SHOWN]:
        _print_text(console, record.question)
        texts = (str(record.summary.answers), *cells(record.summary), record.last_on.isoformat())
        console.print(_row(QUESTION_COLUMNS, texts))
    if len(found.questions) > QUESTIONS_SHOWN:
        console.print(
            f"(the {QUESTIONS_SHOWN} of {len(found.questions)} that you answered most; --csv has all)"
        )


def _row(columns: Mapping[str, int], texts: Iterable[str]) -> str:
    return "  ".join(f"{text:>{width}}" for text, width in zip(texts, columns.values(), strict=True))


def _print_text(console: Console, text: str, lead: str = "") -> None:
    """Print a text of any bank, with a question mark for each sign that the terminal cannot write."""
    from mockinterview.screen.words import Paragraph

    writable = text.encode(console.encoding, "replace").decode(console.encoding)
    for line in Paragraph(writable, lead=lead, hanging=lead).lines(console.width):
        console.print(line)


def _print_trends(console: Console, found: Progress) -> None:
    console.print()
    if found.trend_lacks:
        console.print(words.needs_more(found))
        return
    looked_at = max((trend.rehearsals for trend in found.trends), default=0)
    console.print(f"The last {looked_at} rehearsals", style="bold")
    for trend in found.trends:
        sign, style = {"better": ("+", "green"), "worse": (">", "yellow")}.get(trend.direction, (" ", ""))
        console.print(f"{sign} {words.trend_line(trend)}", style=style)


def _print_next(console: Console, found: Progress) -> None:
    weak = [record for record in found.questions if record.last.weakness > 0][:QUESTIONS_SHOWN]
    console.print()
    if not weak:
        console.print(words.NOTHING_WEAK)
        return
    console.print("Practise next", style="bold")
    for record in weak:
        _print_text(console, record.question, "  ")
        console.print(f"    {record.last.to_practise}, {record.last_on}", style="dim")
    console.print("`mockinterview rehearse --weakest` asks these.")
