"""The server: bound to this computer alone, and over when its person is gone."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from mockinterview.errors import BadInput, MockInterviewError
from mockinterview.studio.app import Studio, build_app
from mockinterview.studio.connection import Connection
from mockinterview.studio.gate import HOST, LONGEST_HEAD, Gate, Keys
from mockinterview.studio.live import COMES_BACK_S, Live
from mockinterview.studio.rehearsing import Rehearsing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from mockinterview.studio.desk import Desk

LONGEST_MESSAGE = 16_000
"""Bytes of a message that a page may send over its live line."""

GONE_AFTER_S = 60.0
"""So long after its last page was closed the studio waits for one to come back."""

A_MOMENT_S = 0.3
"""What takes longer than this is said."""

KEEPING_S = 150.0
"""The longest that the end of a rehearsal may take; a recogniser at its last words has 120 s."""

LAST_ANSWERS_S = 3
"""The longest that requests may still run once the studio ends."""


@dataclass(frozen=True)
class ServerOptions:
    """How to serve.

    Attributes:
        port: where to listen, 0 to 65535; 0 for any free port.
        gone_after: seconds without a page after which the studio ends, once one was open.
        first_page: seconds to wait for the first page, None for as long as it takes.
        comes_back: seconds that a page which steers a rehearsal keeps its place while it is reloaded.
        ready: told the first address once the server can answer: as it is printed, and as a browser is given
            it, good once.
        tell: told in a line what the person at the terminal should know.
        report: told of an error that is our own fault.
    """

    port: int = 0
    gone_after: float = GONE_AFTER_S
    comes_back: float = COMES_BACK_S
    first_page: float | None = None
    ready: Callable[[str, str], None] = lambda printed, _: print(printed)
    tell: Callable[[str], None] = print
    report: Callable[[Exception], None] = lambda _: None


class StudioServer:
    """A studio that listens on its port from the beginning, and answers while `run` lasts.

    Args:
        desk: what its pages work with.
        options: how to serve.

    Raises:
        BadInput: the port is taken or cannot be used.
    """

    def __init__(self, desk: Desk, options: ServerOptions) -> None:
        self._desk = desk
        self._options = options
        self._listening = _listen(options.port)
        live = Live(options.comes_back)
        self._rehearsing = Rehearsing(desk.rehearsals, live.changed, options.report)
        live.rehearsing = self._rehearsing
        app = build_app(Studio(desk, live, self._rehearsing), options.report)
        self._gate = Gate(app, self._listening.getsockname()[1], Keys())
        self._warming = threading.Thread(target=self._warm_up, name="warming")
        self._server = _Server(self._gate, live, options, self._warming.start)
        self._interrupts = 0

    @property
    def address(self) -> str:
        """The first address, token included."""
        return self._gate.address

    @property
    def address_for_once(self) -> str:
        """The first address as a browser is given it."""
        return self._gate.address_for_once

    def run(self) -> bool:
        """Serve until Ctrl-C, SIGTERM, `stop`, or the last page has been closed for a while.

        A rehearsal that runs is ended then, with everything kept.

        Returns:
            Whether all is over. False where a second Ctrl-C came, or the rehearsal did not end: its thread
            still runs, and the program should end without waiting for it. Nothing is lost by that, as
            recordings are on the disk.
        """
        try:
            with self._interruptible():
                try:
                    self._server.run([self._listening])
                finally:
                    is_over = self._keep()
                return is_over
        except KeyboardInterrupt:
            return False
        finally:
            self._listening.close()

    def stop(self) -> None:
        """Let `run` come to its end; from any thread."""
        self._server.should_exit = True

    def _keep(self) -> bool:
        """End what runs; return whether it is over."""
        if self._interrupts > 1:
            return False
        if not self._rehearsing.leave(A_MOMENT_S):
            self._options.tell("Keeping what was said …")
            if not self._rehearsing.leave(KEEPING_S):
                return False
        if self._warming.ident is not None:
            self._warming.join()
        try:
            self._desk.shelf.close()
        except MockInterviewError as error:
            self._options.tell(f"{error}.")
        if self._rehearsing.unwritten:
            self._options.tell(f"The studio has ended. {self._rehearsing.unwritten}.")
        elif self._interrupts:
            self._options.tell("The studio has ended. Everything you said is kept.")
        return True

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """End at Ctrl-C and SIGTERM instead of dying while the block lasts."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {
            number: signal.signal(number, self._interrupt) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._interrupts += 1
        self._server.should_exit = True
        if self._interrupts > 1:
            self._server.force_exit = True
            if not self._server.serving:
                raise KeyboardInterrupt

    def _warm_up(self) -> None:
        try:
            self._desk.rehearsals.warm_up()
        except MockInterviewError:
            pass  # the rehearsal itself will say so
        except Exception as error:  # noqa: BLE001 - only a head start was lost
            self._options.report(error)


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # where REUSEADDR would let another program in
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # a port that was used a moment ago is free
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        reason = (
            "only an administrator may use it"
            if isinstance(error, PermissionError)
            else f"another program may have it ({error.strerror})"
        )
        raise BadInput(
            f"port {port} cannot be used: {reason}; name another one, or leave out --port"
        ) from error
    return listening


class _Server(uvicorn.Server):
    """Uvicorn, with a word once it can answer and an end once nobody is there any more."""

    def __init__(
        self, gate: Gate, live: Live, options: ServerOptions, on_first_page: Callable[[], None]
    ) -> None:
        super().__init__(
            uvicorn.Config(
                gate,
                loop="asyncio",
                http=Connection,
                ws="websockets-sansio",
                lifespan="on",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                ws_max_size=LONGEST_MESSAGE,
                h11_max_incomplete_event_size=LONGEST_HEAD,
                timeout_graceful_shutdown=LAST_ANSWERS_S,
            )
        )
        self.serving = False
        self._gate = gate
        self._live = live
        self._options = options
        self._on_first_page = on_first_page
        self._had_a_page = False
        self._leaving: asyncio.TimerHandle | None = None
        live.on_pages = self._count_pages

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the studio, which has to keep what was said."""
        yield

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve."""
        self.serving = True
        try:
            await super().serve(sockets)
        finally:
            self.serving = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say where."""
        await super().startup(sockets)
        if self._options.first_page is not None:
            self._leaving = asyncio.get_running_loop().call_later(self._options.first_page, self._end)
        self._options.ready(self._gate.address, self._gate.address_for_once)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye to the pages, then end."""
        await self._live.end()
        await super().shutdown(sockets)

    def _count_pages(self, pages: int) -> None:
        if not self._had_a_page:
            self._had_a_page = True
            self._on_first_page()
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None
        if not pages:
            self._leaving = asyncio.get_running_loop().call_later(self._options.gone_after, self._end)

    def _end(self) -> None:
        if not self.should_exit:
            said = "The last page was closed" if self._had_a_page else "No page was opened"
            self._options.tell(f"{said}, so the studio ends.")
            self.should_exit = True
