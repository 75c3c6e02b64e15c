"""A connection to the studio: only so many, and none that says nothing for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

MOST_CONNECTIONS = 100
"""Far more than the pages of two browsers open."""

FIRST_WORDS_S = 10.0
"""So long a connection may take until its first request is there."""

TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
    b"Too many connections to the studio are open.\n"
)


class Connection(H11Protocol):
    """Uvicorn's connection, with bounds."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, or say that there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.write(TOO_MANY)
            transport.close()
        else:
            self.loop.call_later(FIRST_WORDS_S, self._close_if_silent)

    def _close_if_silent(self) -> None:
        # Another protocol has taken over where it became a WebSocket.
        if not self.cycle and self.transport.get_protocol() is self:
            self.transport.close()
