"""The start page: the next sensible step, the microphone check, and how a rehearsal is to go."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, get_args

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from mockinterview.question import Round
from mockinterview.studio.desk import Patience
from mockinterview.studio.page import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.websockets import WebSocket

    from mockinterview.studio.app import Studio
    from mockinterview.studio.microphone_check import MicrophoneCheck

FIRST_QUESTIONS = 3
USUAL_QUESTIONS = 5
MOST_QUESTIONS = 10
MINUTES_A_QUESTION = 3
"""Asking, answering, feedback, and now and then a follow-up."""

MOST_WEAK = 3
"""So many weak answers are practised in one go where nobody asked for more."""


def routes(studio: Studio) -> list[BaseRoute]:
    """Return what the page consists of."""
    workshop = studio.desk.workshop

    @cache
    def check() -> MicrophoneCheck:
        # Brings numpy, which the first page need not wait for.
        from mockinterview.studio.microphone_check import MicrophoneCheck

        return MicrophoneCheck(workshop, lambda: studio.rehearsing.running)

    async def show(request: Request) -> Response:
        """Show the page; `again` names a rehearsal whose questions are asked again."""
        today = dt.datetime.now().astimezone().date()
        step = await run_in_threadpool(workshop.next_step, today)
        wanted = request.query_params.get("again")
        again = await run_in_threadpool(workshop.repeated, wanted) if wanted else None
        return page(
            "start",
            data={
                "again": asdict(again) if again else None,
                "minutes": MINUTES_A_QUESTION,
                "weak": min(step.weak, MOST_WEAK),
            },
            step=step,
            again=again,
            weak=min(step.weak, MOST_WEAK),
            questions=USUAL_QUESTIONS if step.rehearsals else FIRST_QUESTIONS,
            most_questions=MOST_QUESTIONS,
            minutes=MINUTES_A_QUESTION,
            rounds=get_args(Round),
            patience=get_args(Patience),
        )

    async def equipment(_request: Request) -> Response:
        """Return what this computer offers; takes a moment."""
        return JSONResponse(asdict(await run_in_threadpool(workshop.equipment)))

    async def recording(_request: Request) -> Response:
        """Return what the running microphone check has recorded."""
        if check().recording is None:
            raise HTTPException(404)
        return Response(check().recording, media_type="audio/wav")

    async def listen(socket: WebSocket) -> None:
        """Let a page hear what the microphone hears."""
        await check().serve(socket)

    return [
        Route("/", show),
        Route("/api/equipment", equipment),
        WebSocketRoute("/microphone", listen),
        Route("/microphone/recording", recording),
    ]
