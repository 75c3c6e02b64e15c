"""The preparation as forms: the page, keeping what is typed, and reading an advert or a CV."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_args

from annotated_types import MaxLen
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

from mockinterview.dossier import FactKind, KeyFact, PanelRole, Period
from mockinterview.errors import BadDossier, MockInterviewError
from mockinterview.studio.body import read_body
from mockinterview.studio.desk import Change
from mockinterview.studio.gate import MOST_BODY
from mockinterview.studio.page import page
from mockinterview.studio.remedies import told

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from mockinterview.dossier import Dossier
    from mockinterview.studio.app import Studio
    from mockinterview.studio.desk import Cabinet

PLACES = (
    "job.title",
    "job.date",
    "job.place",
    "job.route",
    "job.dress",
    "job.interviewers",
    "company.name",
    "company.website",
    "company.facts",
    "first_interview.asked",
    "first_interview.stumped",
    "first_interview.said",
    "stories",
    "my_questions",
    "ideas",
    "salary.low",
    "salary.high",
    "salary.walk_away",
    "salary.currency",
    "salary.period",
    "salary.benefits",
    "thank_you",
    "papers.advert",
    "papers.cv",
)
"""Every place of a dossier that the form fills, each kept by itself."""

CHOICES = {
    "role": get_args(PanelRole),
    "kind": get_args(FactKind),
    "about": get_args(KeyFact),
    "period": get_args(Period),
}

LARGEST_PAPER = MOST_BODY
"""Bytes of an advert or a CV that the gate lets in."""


@dataclass(frozen=True)
class Changes:
    """What the form wants to have kept."""

    changes: Annotated[tuple[Change, ...], MaxLen(len(PLACES))]

    __pydantic_config__: ClassVar = {"extra": "forbid"}


def routes(studio: Studio) -> list[BaseRoute]:
    """Return what the page consists of."""
    cabinet = studio.desk.cabinet
    reading = threading.Lock()

    async def show(_request: Request) -> Response:
        return await run_in_threadpool(_page, cabinet)

    async def keep(request: Request) -> Response:
        """Keep changes, each place by itself; says what was kept, and what was not."""
        wanted: Any = await read_body(request, Changes)
        if any(change.place not in PLACES for change in wanted.changes):
            raise HTTPException(422)
        return await run_in_threadpool(_kept, cabinet, wanted.changes)

    async def terms(request: Request) -> Response:
        """Return the key terms of the paper in the body; nothing is kept."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        if kind not in ("application/octet-stream", "text/plain"):
            raise HTTPException(415)
        paper = await request.body()
        if not reading.acquire(blocking=False):
            return JSONResponse({"busy": True}, 503)  # one at a time: a large PDF keeps a core busy
        try:
            return await run_in_threadpool(_terms, cabinet, paper, kind == "text/plain")
        finally:
            reading.release()

    return [
        Route("/dossier", show),
        Route("/dossier", keep, methods=["PUT"]),
        Route("/dossier/terms", terms, methods=["POST"]),
    ]


def sheet(dossier: Dossier) -> dict[str, Any]:
    """Return a dossier as the form shows it, by place: texts, lists of texts, lists of tables of texts."""
    return {place: _shown(attrgetter(place)(dossier)) for place in PLACES}


def _page(cabinet: Cabinet) -> Response:
    try:
        dossier = cabinet.dossier()
    except BadDossier as error:
        return page("dossier", problems=_lines(cabinet, error), file=cabinet.file, data=None, status=409)
    data = _answer(cabinet, dossier) | {"choices": CHOICES, "largest": LARGEST_PAPER}
    return page("dossier", problems=(), file="", data=data)


def _kept(cabinet: Cabinet, changes: tuple[Change, ...]) -> Response:
    try:
        kept = cabinet.keep(changes, _today())
    except BadDossier as error:
        return JSONResponse({"problems": _lines(cabinet, error), "broken": True}, 409)
    except MockInterviewError as error:
        return JSONResponse({"problems": [told(error)], "broken": False}, 409)
    misfits = [asdict(misfit) for misfit in kept.misfits]
    return JSONResponse(_answer(cabinet, kept.dossier) | {"misfits": misfits, "taken": kept.taken})


def _terms(cabinet: Cabinet, paper: bytes, pasted: bool) -> Response:
    try:
        return JSONResponse(asdict(cabinet.terms(paper, pasted=pasted)))
    except MockInterviewError as error:
        return JSONResponse({"problem": told(error)}, 409)


def _answer(cabinet: Cabinet, dossier: Dossier) -> dict[str, Any]:
    return {"values": sheet(dossier), "open": cabinet.open_points(dossier, _today())}


def _lines(cabinet: Cabinet, error: BadDossier) -> list[str]:
    """Return what is wrong with the file, a line each, without its name in every line."""
    named = cabinet.file
    lines = (line.removeprefix(named).lstrip(",: ") for line in str(error).splitlines())
    return [f"{line[:1].upper()}{line[1:]}" for line in lines]


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_shown(entry) for entry in value]
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int):
        return f"{value:,}"
    if value is None or isinstance(value, str):
        return value or ""
    return {name: _shown(inner) for name, inner in vars(value).items()}


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
