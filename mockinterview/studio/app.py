"""The studio as one ASGI application: pages, the live line, and what is said where something fails."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from mockinterview.errors import MockInterviewError
from mockinterview.studio.desk import Desk
from mockinterview.studio.live import Live
from mockinterview.studio.page import assets, english, page
from mockinterview.studio.pages import day, dossier, rehearsal, sessions, start
from mockinterview.studio.rehearsing import Rehearsing
from mockinterview.studio.remedies import told
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

FOR_GOOD = "private, max-age=31536000, immutable"


@dataclass(frozen=True)
class Studio:
    """What the pages work with."""

    desk: Desk
    live: Live
    rehearsing: Rehearsing


def build_app(studio: Studio, report: Callable[[Exception], None]) -> ASGIApp:
    """Return the application, without its gate.

    Args:
        studio: what its pages work with.
        report: told of an error that is our own fault.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        studio.live.start()
        yield

    async def fail(request: Request, error: Exception) -> Response:
        """Say that we failed; the details are for whoever mends it."""
        report(error)
        return _say(request, 500, english().say("problem.failed", kind=type(error).__name__))

    app = Starlette(
        routes=[
            Route("/assets/{digest}/{name}", _asset),
            WebSocketRoute("/live", studio.live.serve),
            *start.routes(studio),
            *rehearsal.routes(studio),
            *sessions.routes(studio),
            *dossier.routes(studio),
            *day.routes(studio),
        ],
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _refuse,
            ClientDisconnect: _give_up,
            MockInterviewError: _explain,
            Exception: fail,
        },
    )

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        """Report what fails on a WebSocket too, which has no page to say it on."""
        try:
            await app(scope, receive, send)
        except Exception as error:
            if scope["type"] == "websocket":
                report(error)
            raise

    return watched


async def _asset(request: Request) -> Response:
    found = assets().get(request.path_params["name"])
    if found is None or found.address != request.url.path:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_GOOD}
    return Response(found.content, media_type=found.media_type, headers=headers)


async def _refuse(request: Request, error: Exception) -> Response:
    """Say why a request cannot be answered: what its route said about it, or what is known of its status."""
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    known = english().table["problem"]["status"]
    problem = known.get(str(error.status_code), known["other"])
    if error.detail != HTTPStatus(error.status_code).phrase:
        problem = f"{problem} {error.detail}."
    return _say(request, error.status_code, problem, error.headers)


async def _give_up(request: Request, _error: Exception) -> Response:
    """Answer a request that broke off; hardly anybody reads it."""
    return await _refuse(request, HTTPException(400))


async def _explain(request: Request, error: Exception) -> Response:
    """Say what cannot be done and what helps."""
    assert isinstance(error, MockInterviewError)  # noqa: S101 - what it is registered for
    return _say(request, 409, told(error))


def _say(request: Request, status: int, problem: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as a page, or as `{"problem": …}` for a script."""
    problem = harmless(problem)
    answer: Response
    if "application/json" in request.headers.get("accept", ""):
        answer = JSONResponse({"problem": problem}, status)
    else:
        answer = page("problem", status=status, problem=problem)
    answer.headers.update(headers or {})
    return answer
