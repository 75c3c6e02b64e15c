"""The page of the running rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from mockinterview.studio.body import read_body
from mockinterview.studio.desk import Wishes
from mockinterview.studio.page import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from mockinterview.studio.app import Studio

MEDIA_TYPES = {"wav": "audio/wav", "flac": "audio/flac", "ogg": "audio/ogg"}


def routes(studio: Studio) -> list[BaseRoute]:
    """Return what the page consists of."""

    async def show(_request: Request) -> Response:
        return page("rehearsal")

    async def begin(request: Request) -> Response:
        """Begin a rehearsal with the wishes in the body; 409 where one is running."""
        wishes: Any = await read_body(request, Wishes)
        begun = await run_in_threadpool(studio.rehearsing.begin, wishes)
        return JSONResponse({"begun": begun}, 201 if begun else 409)

    async def take(request: Request) -> Response:
        """Return the sound of a take, so that a spot of it can be heard."""
        names = request.path_params
        path = await run_in_threadpool(studio.desk.shelf.take, names["session"], names["name"])
        return FileResponse(path, media_type=MEDIA_TYPES.get(path.suffix[1:], "application/octet-stream"))

    return [
        Route("/rehearsal", show),
        Route("/rehearsal", begin, methods=["POST"]),
        Route("/takes/{session}/{name}", take),
    ]
