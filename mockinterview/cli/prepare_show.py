"""What `mockinterview prepare` prints: the dossier, its gaps, the checklist."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from mockinterview.plain_text import plain_text
from mockinterview.remedy import in_terminal
from mockinterview.texts import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mockinterview.dossier import BankedStory, Dossier
    from mockinterview.preparation.day import Item
    from mockinterview.preparation.gaps import Gap

WIDEST = 100
NOTHING = "nothing yet"

_PARTS = {"situation": "what was the matter", "action": "what you did", "result": "how it turned out"}


def print_dossier(dossier: Dossier) -> None:
    """Print everything that a dossier holds, under a heading each; an empty part says so."""
    for number, (title, lines) in enumerate(_sections(dossier)):
        if number:
            click.echo()
        click.secho(title, bold=True)
        for line in lines or [NOTHING]:
            print_wrapped(line, "  ", "    ")


def print_gaps(gaps: Sequence[Gap], most: int | None = None) -> None:
    """Print what is open, the most important first, each with why it matters."""
    for gap in gaps[:most]:
        print_wrapped(gap.text, "- ", "  ")
        print_wrapped(_why(gap), "    ", "    ")


def gap_object(gap: Gap) -> dict[str, object]:
    """Return what is open as other programs read it."""
    return {"place": gap.place, "text": gap.text, "why": _why(gap), "weight": gap.weight}


def item_object(item: Item) -> dict[str, object]:
    """Return a line of the checklist as other programs read it."""
    return {"topic": item.topic, "done": item.done, "text": _line(item)}


def checklist_text(title: str, items: Iterable[Item]) -> str:
    """Return the checklist as Markdown: a heading a topic, a box a point, ticked where it is done."""
    lines = [f"# {plain_text(title)}"]
    topic = None
    for item in items:
        if item.topic != topic:
            topic = item.topic
            lines += ["", f"## {topic.capitalize()}"]
        lines.append(f"- [{'x' if item.done else ' '}] {plain_text(_line(item))}")
    return "\n".join(lines)


def _why(gap: Gap) -> str:
    return sentences(gap.why, in_terminal(gap.remedy))


def _line(item: Item) -> str:
    return sentences(item.text, in_terminal(item.remedy))


def print_wrapped(text: str, first: str, following: str, *, err: bool = False) -> None:
    """Print one paragraph, broken at words where the window ends; nothing in it acts on the terminal."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    click.echo(click.wrap_text(plain_text(text), width, first, following), err=err)


def _sections(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading with its lines."""
    from mockinterview.preparation.day import pay

    job, company, first, salary = dossier.job, dossier.company, dossier.first_interview, dossier.salary
    date = f"{job.date:%A} {job.date.day} {job.date:%B %Y}" if job.date else ""
    people = [", ".join(filter(None, (person.name, person.role))) for person in job.interviewers]
    yield (
        "The job",
        _named({"": job.title, "when": date, "where": job.place, "way": job.route, "dress": job.dress}),
    )
    yield "Who asks", people
    facts = [
        f"{fact.kind}: {fact.text}{f' ({fact.source})' if fact.source else ''}" for fact in company.facts
    ]
    yield "The company", [*_named({"": company.name, "website": company.website}), *facts]
    asked = [f"{'stumped you' if q in first.stumped else 'asked'}: {q}" for q in first.asked]
    stumped = [f"stumped you: {q}" for q in first.stumped if q not in first.asked]
    said = [f"you said, {said.about}: {said.text}" for said in first.said]
    yield "The first interview", [*asked, *stumped, *said]
    yield "Your stories", [line for story in dossier.stories for line in _story(story)]
    yield "Your questions", list(dossier.my_questions)
    ideas = [
        f"{idea.text}{f' (from: {idea.experience})' if idea.experience else ''}" for idea in dossier.ideas
    ]
    yield "Your ideas", ideas
    no_below = f"{salary.walk_away:,}" if salary.walk_away is not None else ""
    benefits = ", ".join(salary.benefits)
    yield "Salary", _named({"range": pay(salary), "no below": no_below, "also": benefits})
    yield "Thank-you notes", list(dossier.thank_you)
    papers = {"advert": ", ".join(dossier.papers.advert), "CV": ", ".join(dossier.papers.cv)}
    yield "Key terms", _named(papers)


def _named(values: dict[str, str]) -> list[str]:
    return [f"{name}: {value}" if name else value for name, value in values.items() if value]


def _story(story: BankedStory) -> Iterator[str]:
    yield story.title or "(no title)"
    for part, name in _PARTS.items():
        if text := getattr(story, part):
            yield f"  {name}: {text}"
    if story.measure:
        yield f"  how much: {story.measure}"
    if story.tags:
        yield f"  shows: {', '.join(story.tags)}"
