"""What pages send to the studio: messages on the live line, and bodies."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request

from faults.fuzzing.rule import Target
from mockinterview.studio.body import read_body
from mockinterview.studio.live import Live, _object
from mockinterview.studio.tabs import Page

if TYPE_CHECKING:
    from pathlib import Path

SAID = [b'{"command": "done", "step": 7}', b'{"hear": true, "step": 7}', b'{"take_over": true}']


@dataclass(frozen=True)
class Sent:
    """A body with a value of every kind that pages send."""

    text: str
    number: int
    share: float = 0.5
    names: tuple[str, ...] = ()
    where: dict[str, str] | None = None


def _line(path: Path) -> None:
    Live()._obey(_object(path.read_text("utf-8", "replace")), Page("a"))


def _body(path: Path) -> None:
    sent = path.read_bytes()

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": sent, "more_body": False}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", b"application/json")]}
    try:
        asyncio.run(read_body(Request(scope, receive), Sent))
    except HTTPException as refused:
        raise _RefusedError(refused.detail) from refused


class _RefusedError(Exception):
    """What the page would show."""


LINE = Target("live line", (), _line, lambda: SAID)
BODY = Target(
    "page's body",
    (_RefusedError,),
    _body,
    lambda: [b'{"text": "a", "number": 1, "share": 0.5, "names": ["b"], "where": {"c": "d"}}'],
)
