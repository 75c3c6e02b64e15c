"""The live line between the rehearsal and its pages: every change goes out at once, wishes come in.

What a page gets, as JSON:

- `{"type": "stage", "steers": …, "stage": {… see `stage.Stage`, "commands": […]}}` when it opens, and after
  every change but those of the running answer;
- `{"type": "moment", "moment": {… see `stage.Moment`}, "reminders": […]}` about thirty times a second, to
  pages of the rehearsal alone.

What a page may say: `{"command": "done", "step": 7}` (see `ports.Command`), `{"hear": true, "step": 7}`,
`{"take_over": true}`. Anything else is ignored. A line that closes with `GOING_AWAY` or `TRY_LATER` says in
its reason why; any other end is an accident, and the page should come back.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from mockinterview.studio.page import english
from mockinterview.studio.tabs import Page, Tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.studio.rehearsing import Rehearsing
    from mockinterview.studio.stage import Stage

COMES_BACK_S = 3.0
"""So long a page that steers keeps its place while it is reloaded."""

MOST_PAGES = 20
LONGEST_TAB_ID = 64

GOING_AWAY = 1001
POLICY = 1008
TRY_LATER = 1013
"""Codes of a WebSocket that is closed: the studio ends; no page of ours; too many pages."""

FAREWELL_S = 1.0
"""The longest that saying goodbye to all pages may take."""


class Live:
    """All open pages; lives in the event loop, only `changed` may be called from anywhere.

    Args:
        comes_back_s: seconds that a page which steers keeps its place while it is reloaded.

    Attributes:
        rehearsing: what the pages see, None until it is there.
        on_pages: told, after a page was opened or closed, how many are open.
    """

    def __init__(self, comes_back_s: float = COMES_BACK_S) -> None:
        self._comes_back_s = comes_back_s
        self._tabs = Tabs()
        self._sockets: dict[Page, WebSocket] = {}
        self._wake: dict[Page, asyncio.Event] = {}
        self._following: set[Page] = set()
        self._hearing: Page | None = None
        self._ended = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self.rehearsing: Rehearsing | None = None
        self.on_pages: Callable[[int], None] = lambda _: None

    def start(self) -> None:
        """Begin, inside the event loop."""
        self._loop = asyncio.get_running_loop()

    def changed(self) -> None:
        """Wake every page; from any thread, returns at once."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the event loop has ended
                self._loop.call_soon_threadsafe(self._wake_all)

    async def end(self) -> None:
        """Tell every page that the studio ends; none can be opened any more."""
        self._ended = True
        farewell = english().say("gate.ended")
        closing = [
            asyncio.create_task(socket.close(GOING_AWAY, farewell)) for socket in self._sockets.values()
        ]
        if closing:
            await asyncio.wait(closing, timeout=FAREWELL_S)
        for task in closing:
            if not task.cancel():
                task.exception()  # closed by its page meanwhile

    async def serve(self, socket: WebSocket) -> None:
        """Serve one page until it closes; only a page of the rehearsal (`view=rehearsal`) can steer it."""
        tab = socket.query_params.get("tab", "")
        if not tab or len(tab) > LONGEST_TAB_ID:
            await socket.close(POLICY)
            return
        await socket.accept()
        if self._ended or len(self._sockets) >= MOST_PAGES:
            code, text = (GOING_AWAY, "ended") if self._ended else (TRY_LATER, "too_many_pages")
            await socket.close(code, english().say(f"gate.{text}"))
            return
        page = Page(tab)
        with self._opened(page, socket, steering=socket.query_params.get("view") == "rehearsal"):
            async with asyncio.TaskGroup() as both:
                sending = both.create_task(self._send(socket, page))
                await self._receive(socket, page)
                sending.cancel()

    # --- out ----------------------------------------------------------------------------------------

    async def _send(self, socket: WebSocket, page: Page) -> None:
        """Send what is new whenever there is something; a slow page skips moments, never the last stage."""
        sent: tuple[bool, Stage] | None = None
        wake = self._wake[page]
        while True:
            await wake.wait()
            wake.clear()
            now = (self._tabs.steers(page), self._stage())
            if now == sent:
                continue
            moment = sent is not None and _only_a_moment(sent, now)
            if moment and page not in self._following:
                continue  # it shows whether a rehearsal runs, no more
            message = _moment(now[1]) if moment else _whole(*now)
            sent = now
            try:
                await socket.send_text(json.dumps(message, ensure_ascii=False))
            except (RuntimeError, WebSocketDisconnect):  # it was closed meanwhile
                return

    # --- in -----------------------------------------------------------------------------------------

    async def _receive(self, socket: WebSocket, page: Page) -> None:
        while True:
            try:
                text = await socket.receive_text()
            except (RuntimeError, WebSocketDisconnect):
                return
            except KeyError:  # bytes
                continue
            self._obey(_object(text), page)

    def _obey(self, message: dict[str, Any], page: Page) -> None:
        if message.get("take_over") is True:
            self._tabs.take_over(page)
            if self._hearing is not None and not self._tabs.steers(self._hearing):
                self._hush(self._hearing)
            self._wake_all()
        step, rehearsing = message.get("step"), self.rehearsing
        if rehearsing is None or type(step) is not int:
            return
        if message.get("hear") is False:
            self._hush(page)
        elif self._tabs.steers(page):
            if message.get("hear") is True and rehearsing.hear(step, playing=True):
                self._hearing = page
            _press(rehearsing, message.get("command"), step)

    def _hush(self, page: Page) -> None:
        """Let the rehearsal go on where it waits for a page that plays a spot."""
        if page is self._hearing:
            self._hearing = None
            if self.rehearsing is not None:
                self.rehearsing.hear(self.rehearsing.stage.step, playing=False)

    # --- pages that come and go ---------------------------------------------------------------------

    @contextmanager
    def _opened(self, page: Page, socket: WebSocket, *, steering: bool) -> Iterator[None]:
        """Have a page among the open ones while the block lasts."""
        self._sockets[page] = socket
        self._wake[page] = asyncio.Event()
        if steering:
            self._following.add(page)
            self._tabs.enter(page)
        self._wake_all()
        self.on_pages(len(self._sockets))
        try:
            yield
        finally:
            del self._sockets[page], self._wake[page]
            self._hush(page)
            if steering:
                self._following.discard(page)
                self._tabs.leave(page)
                asyncio.get_running_loop().call_later(self._comes_back_s, self._release, page)
            self._wake_all()
            self.on_pages(len(self._sockets))

    def _release(self, page: Page) -> None:
        self._tabs.release(page)
        self._wake_all()

    def _wake_all(self) -> None:
        for wake in self._wake.values():
            wake.set()

    def _stage(self) -> Stage:
        from mockinterview.studio.stage import Stage

        return self.rehearsing.stage if self.rehearsing else Stage()


def _object(text: str) -> dict[str, Any]:
    """Return the JSON object in a message, an empty one where it is anything else."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, or JSON meant to hurt
        return {}
    return message if isinstance(message, dict) else {}


def _press(rehearsing: Rehearsing, command: object, step: int) -> None:
    from mockinterview.ports import Command

    with suppress(ValueError):
        rehearsing.press(Command(command), step)


def _only_a_moment(sent: tuple[bool, Stage], now: tuple[bool, Stage]) -> bool:
    """Whether nothing but the running answer has changed."""
    (steered, before), (steers, after) = sent, now
    still = replace(after, moment=before.moment, reminders=before.reminders)
    return steered == steers and still == before and after.moment is not None


def _moment(stage: Stage) -> dict[str, Any]:
    assert stage.moment is not None  # noqa: S101 - see _only_a_moment
    return {"type": "moment", "moment": asdict(stage.moment), "reminders": stage.reminders}


def _whole(steers: bool, stage: Stage) -> dict[str, Any]:
    commands = [command.value for command in stage.commands]
    return {"type": "stage", "steers": steers, "stage": asdict(stage) | {"commands": commands}}
