"""The day of the interview: the checklist, and thank-you notes to copy."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Route

from mockinterview.errors import BadDossier
from mockinterview.plain_text import plain_text
from mockinterview.studio.desk import DayLine
from mockinterview.studio.page import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from mockinterview.preparation.thanks import Draft
    from mockinterview.studio.app import Studio
    from mockinterview.studio.desk import Cabinet

CHAPTERS: dict[str, tuple[str, ...]] = {
    "research": ("company", "people", "papers"),
    "review": ("first",),
    "questions": ("questions",),
    "stories": ("stories",),
    "dress": ("job",),
    "ideas": ("ideas",),
    "salary": ("salary",),
    "route": ("job",),
}
"""The chapters of the preparation in which the open points of a topic are done."""

_GAP = re.compile(r"(\[[^\[\]]*\])")
_ESCAPED = re.compile(r"\\([\\`*_<>#~|!])")


@dataclass(frozen=True)
class Group:
    """The lines of a topic, with the chapters where what is open can be done."""

    topic: str
    lines: tuple[DayLine, ...]
    chapters: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A draft as plain text: its pieces, and whether each is a gap that the person fills in."""

    recipient: str
    subject: str
    pieces: tuple[tuple[str, bool], ...]


def routes(studio: Studio) -> list[BaseRoute]:
    """Return what the page consists of."""

    async def show(_request: Request) -> Response:
        return await run_in_threadpool(_page, studio.desk.cabinet)

    return [Route("/day", show)]


def _page(cabinet: Cabinet) -> Response:
    try:
        day = cabinet.day(dt.datetime.now().astimezone().date())
    except BadDossier:
        return RedirectResponse("/dossier", 303)  # where it is said what is wrong, and how to mend it
    return page(
        "day",
        day=day,
        groups=groups(day.lines),
        open=sum(not line.done for line in day.lines),
        letters=() if day.empty else tuple(map(letter, day.drafts)),
    )


def groups(lines: Iterable[DayLine]) -> tuple[Group, ...]:
    """Return the checklist by topic, in its order; a topic with nothing open needs no chapter."""
    found = []
    for topic, members in groupby(lines, lambda line: line.topic):
        of_topic = tuple(members)
        done = all(line.done for line in of_topic)
        found.append(Group(topic, of_topic, () if done else CHAPTERS.get(topic, ())))
    return tuple(found)


def letter(draft: Draft) -> Letter:
    """Return a draft as it stands in a mail: Markdown's own signs are gone."""
    lines = (plain_text(line).rstrip() for line in draft.body_markdown.split("\n"))
    text = _ESCAPED.sub(r"\1", "\n".join(lines)).strip()
    pieces = ((piece, bool(_GAP.fullmatch(piece))) for piece in _GAP.split(text) if piece)
    return Letter(draft.recipient, draft.subject, tuple(pieces))
