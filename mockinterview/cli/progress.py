"""`mockinterview progress`: what changed over all rehearsals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockinterview.progress_page import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from mockinterview.progress import Progress, Summary, Week
    from mockinterview.store import Broken, Listed
    from mockinterview.store.csv_text import Cell

WEEKS_SHOWN = 12
QUESTIONS_SHOWN = 5
PLOTTED_WEEKS = 26
BARS = "▁▂▃▄▅▆▇█"

LEGEND = (
    "Fillers and words: a minute. Length: answers that suit their question. Examples: complete/in part/none. "
    "Began: seconds from the question to your first word."
)


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
    listed = SessionStore.default().list()
    found = own_progress(listed)
    if html is not None:
        _write_page(found, html)
    elif as_json:
        _print_json(found)
    elif as_csv:
        from mockinterview.store.csv_text import csv_text

        click.echo(csv_text(HEADER, _rows(found)).encode(), nl=False)  # bytes: lines end as they are
    elif found.rehearsals:
        _print(found)
    else:
        click.echo(words.NOTHING_YET, err=True)
    _say_what_is_missing(listed)


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


def _print_json(found: Progress) -> None:
    import json
    from dataclasses import asdict

    click.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False, default=str))


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
    click.echo(f"Written to {target}", err=True)


# --- for people ---------------------------------------------------------------------------------------


def _print(found: Progress) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    console.print(words.opening(found))
    console.print()
    console.print(_table(found.weeks[-WEEKS_SHOWN:]))
    if len(found.weeks) > WEEKS_SHOWN:
        console.print(f"(the last {WEEKS_SHOWN} of {len(found.weeks)} weeks; --csv has all)")
    console.print()
    _print_plots(console, found.weeks[-PLOTTED_WEEKS:])
    _print_trends(console, found)
    _print_next(console, found)


def _table(weeks: Sequence[Week]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Week of", no_wrap=True)
    for name in ("Times", "Spoken", "Fillers", "Words", "Length", "Examples", "Began"):
        table.add_column(name, justify="right", no_wrap=True)
    for week in weeks:
        table.add_row(week.monday.isoformat(), str(week.rehearsals), *_shown(week.summary))
    return table


def _shown(summary: Summary) -> Iterator[str]:
    from mockinterview.screen.words import clock

    yield clock(summary.spoken_s)
    yield _number(summary.filler_rate, ".1f")
    yield _number(summary.pace_wpm, ".0f")
    yield _number(summary.in_target, ".0%")
    told = (summary.examples_full, summary.examples_partial, summary.examples_none)
    yield "/".join(map(str, told)) if any(told) else "-"
    yield _number(summary.latency_s, ".1f")


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _print_plots(console: Console, weeks: Sequence[Week]) -> None:
    """Draw each measure over the weeks, where there are at least two weeks and signs to draw with."""
    from mockinterview.progress import value_of

    console.print(LEGEND, style="dim")
    if len(weeks) < 2 or "utf" not in console.encoding:
        return
    for measure, name in words.NAMES.items():
        values = [value_of(measure, week.summary) for week in weeks]
        known = [value for value in values if value is not None]
        if len(known) > 1:
            first, last = words.said(measure, known[0]), words.said(measure, known[-1])
            console.print(f"{name:24}  {plot(values)}  {first} … {last}")


def plot(values: Sequence[float | None]) -> str:
    """Draw values as bars of eight heights, the highest full; a missing one is a blank."""
    top = max((value for value in values if value is not None), default=0.0)
    return "".join(
        " " if value is None else BARS[min(round(value / top * len(BARS)) - 1, 7) if value > 0 else 0]
        for value in values
    )


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
    from mockinterview.screen.words import Paragraph

    console.print("Practise next", style="bold")
    for record in weak:
        for line in Paragraph(record.question, lead="  ", hanging="  ").lines(console.width):
            console.print(line)
        console.print(f"    {record.last.to_practise}, {record.last_on}", style="dim")
    console.print("`mockinterview rehearse --weakest` asks these.")
