"""What comes after: the list of rehearsals, the replay of each, what was not written down, and progress."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_args
from urllib.parse import quote

from annotated_types import MaxLen
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from mockinterview.studio.body import read_body
from mockinterview.studio.desk import ExportKind
from mockinterview.studio.gate import policy_of
from mockinterview.studio.page import page
from mockinterview.studio.sheets import Sheets
from mockinterview.studio.writing import WritingDown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from mockinterview.studio.app import Studio

PATIENCE_S = 0.7
"""Nobody waits longer for a page without a word."""


@dataclass(frozen=True)
class Wanted:
    """The words that somebody searches for."""

    words: Annotated[tuple[Annotated[str, MaxLen(100)], ...], MaxLen(20)]

    __pydantic_config__: ClassVar = {"extra": "forbid"}


def routes(studio: Studio) -> list[BaseRoute]:
    """Return what the pages consist of."""
    writing = WritingDown(studio.desk.shelf, lambda: studio.rehearsing.running)
    return [*_list_routes(studio, writing), *_writing_routes(writing), *_replay_routes(studio, writing)]


# --- the list -----------------------------------------------------------------------------------------


def _list_routes(studio: Studio, writing: WritingDown) -> list[BaseRoute]:
    shelf = studio.desk.shelf

    async def show(_request: Request) -> Response:
        """Show the page at once; its script asks for the rows."""
        return page("sessions")

    async def rows(_request: Request) -> Response:
        """Return all rows, and those that can be brought back."""
        return await run_in_threadpool(told)

    def told() -> Response:
        # Thousands of rows: written here, in a thread, as the running rehearsal must not wait for that.
        kept, aside = shelf.rows(), shelf.aside()
        return JSONResponse(
            {
                "rows": [vars(row) for row in kept],
                "aside": [vars(row) for row in aside],
                "running_here": studio.rehearsing.running,
                "writing": asdict(writing.state()),
            }
        )

    async def search(request: Request) -> Response:
        """Return where words were said, by rehearsal; the page itself looks at what it shows."""
        wanted: Any = await read_body(request, Wanted)
        return await run_in_threadpool(found, wanted.words)

    def found(words: tuple[str, ...]) -> Response:
        hits = shelf.search(words)
        return JSONResponse({name: [vars(hit) for hit in some] for name, some in hits.items()})

    async def delete(request: Request) -> Response:
        """Delete a rehearsal so that it can be brought back."""
        await run_in_threadpool(shelf.set_aside, request.path_params["session"])
        return JSONResponse({})

    async def bring_back(request: Request) -> Response:
        """Undo that."""
        await run_in_threadpool(shelf.bring_back, request.path_params["session"])
        return JSONResponse({})

    async def export(request: Request) -> Response:
        """Give a rehearsal as a file of the kind in the address."""
        kind = request.path_params["kind"]
        if kind not in get_args(ExportKind):
            raise HTTPException(404)
        async with _private_folder() as folder:
            made = await run_in_threadpool(shelf.export, request.path_params["session"], kind, folder)
            return PassingFile(made.path, media_type=made.media_type, filename=made.name)

    return [
        Route("/sessions", show),
        Route("/sessions.json", rows),
        Route("/sessions/search", search, methods=["POST"]),
        Route("/sessions/{session}", delete, methods=["DELETE"]),
        Route("/sessions/{session}/bring-back", bring_back, methods=["POST"]),
        Route("/sessions/{session}/export/{kind}", export),
    ]


@asynccontextmanager
async def _private_folder() -> AsyncIterator[Path]:
    """Give a new folder for its owner alone, and remove it where nothing comes of it."""
    folder = Path(tempfile.mkdtemp(prefix="mockinterview-"))
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


class PassingFile(FileResponse):
    """A file in a folder of its own, which goes once it was fetched, or nobody wants it any more."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            shutil.rmtree(Path(self.path).parent, ignore_errors=True)


# --- writing down what was said -----------------------------------------------------------------------


def _writing_routes(writing: WritingDown) -> list[BaseRoute]:
    async def begin(request: Request) -> Response:
        """Begin to write down a rehearsal; the answer does not wait for the words."""
        begun = await run_in_threadpool(writing.begin, request.path_params["session"])
        return JSONResponse(asdict(begun), 202)

    async def state(_request: Request) -> Response:
        """Return how far it is."""
        return JSONResponse(asdict(writing.state()))

    return [
        Route("/writing.json", state),
        Route("/sessions/{session}/write-down", begin, methods=["POST"]),
    ]


# --- replay and progress ------------------------------------------------------------------------------


def _replay_routes(studio: Studio, writing: WritingDown) -> list[BaseRoute]:
    shelf = studio.desk.shelf
    replays = Sheets(shelf.replay)
    progresses = Sheets(lambda _name, _nonce, _tell: shelf.progress())

    async def replay(request: Request) -> Response:
        """Show a rehearsal, or say what is being waited for."""
        session = request.path_params["session"]
        found = await replays.get(session, PATIENCE_S)
        if found is None:
            return page("replay", data=_waiting(request), session=session, sheet=None)
        data = {"session": session, "writing": asdict(writing.state())}
        response = page("replay", data=data, session=session, sheet=found.sheet)
        policy = policy_of(request.headers["host"], style_nonce=found.nonce)
        response.headers["Content-Security-Policy"] = policy
        return response

    async def replay_ready(request: Request) -> Response:
        """Return how far a replay is that somebody waits for."""
        return JSONResponse(replays.state(request.path_params["session"]))

    async def progress(request: Request) -> Response:
        """Show what changed over all rehearsals, or say what is being waited for."""
        found = await progresses.get("", PATIENCE_S)
        if found is None:
            return page("progress", data=_waiting(request), sheet=None)
        return page("progress", sheet=found.sheet)

    async def progress_ready(_request: Request) -> Response:
        """Return whether it is ready."""
        return JSONResponse(progresses.state(""))

    return [
        Route("/sessions/{session}", replay),
        Route("/sessions/{session}/ready", replay_ready),
        Route("/progress", progress),
        Route("/progress/ready", progress_ready),
    ]


def _waiting(request: Request) -> dict[str, Any]:
    """Return what the script of a page needs that waits: where to ask."""
    return {"ready": f"{quote(request.url.path)}/ready"}
