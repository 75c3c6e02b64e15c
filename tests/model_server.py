"""A web server for tests that hands out one model file, well or badly."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Manners:
    """How the server behaves.

    Attributes:
        content: what it hands out.
        ranges: whether it can go on in the middle.
        break_after: bytes after which it cuts the connection, None for never.
        status: what it answers instead, None for the content.
        tells_size: whether it says how much will come.
        asked: the paths and ranges that it was asked for.
    """

    content: bytes
    ranges: bool = True
    break_after: int | None = None
    status: int | None = None
    tells_size: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@contextmanager
def model_server(manners: Manners) -> Iterator[str]:
    """Serve on a free port of this computer; gives the base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            manners.asked.append((self.path, wanted))
            first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and manners.ranges else 0
            if manners.status is not None or first >= len(manners.content) > 0:
                self.send_error(manners.status or 416)
                return
            body = manners.content[first:]
            self.send_response(206 if first else 200)
            if manners.tells_size:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: manners.break_after])

        def log_message(self, *_: object) -> None:
            """Keep the terminal clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/models"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
