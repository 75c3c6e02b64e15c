"""Somebody who visits a studio as a browser does; as a program it prints each path that came well."""

from __future__ import annotations

import http.client
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from studio_program import StudioProgram

from mockinterview.store import Listed, SessionStore

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("/", "/rehearsal", "/sessions", "/dossier", "/day", "/progress")
SAMPLE = {"sample": True, "questions": 1, "model": "tiny.en", "no_follow_ups": True, "silent_feedback": True}
PATIENCE_S = 100


class Visitor:
    """Somebody with the cookie of a studio.

    Attributes:
        headers: what a page of the studio's own sends.
    """

    def __init__(self, studio: StudioProgram) -> None:
        self._place = urlsplit(studio.address).netloc
        self.headers = {"Origin": f"http://{self._place}", "Content-Type": "application/json"}
        _, cookie, _ = self._ask("GET", f"/?{urlsplit(studio.address).query}")
        self.headers["Cookie"] = cookie.partition(";")[0]

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        status, _, text = self._ask(method, path, body)
        return status, text

    def _ask(self, method: str, path: str, body: Any = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(self._place, timeout=30)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, path, body=sent, headers=self.headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            return answer.status, answer.getheader("set-cookie") or "", text
        finally:
            connection.close()


def rehearsed() -> str:
    """Return the id of the newest rehearsal once it is complete."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for item in SessionStore.default().list()[:1]:
            if isinstance(item, Listed) and item.state == "complete":
                return item.headline.id
        time.sleep(0.2)
    raise SystemExit("the rehearsal never ended")


def visit(visitor: Visitor) -> Iterator[str]:
    """See all pages, let the sample candidate rehearse, and see what came of it; gives each path."""
    for path in PAGES:
        yield _seen(visitor, path)
    status, text = visitor.ask("POST", "/rehearsal", SAMPLE)
    if status != http.client.CREATED:
        raise SystemExit(f"no rehearsal began: {status} {text}")
    session = rehearsed()
    for path in (*PAGES, f"/sessions/{session}", f"/sessions/{session}/export/zip"):
        yield _seen(visitor, path)


def _seen(visitor: Visitor, path: str) -> str:
    status, text = visitor.ask("GET", path)
    if status != http.client.OK:
        raise SystemExit(f"{path}: {status} {text[:200]}")
    return path


def main() -> None:
    """Visit it once."""
    with StudioProgram() as studio:
        for path in visit(Visitor(studio)):
            print(path, flush=True)
        studio.interrupt()


if __name__ == "__main__":
    main()
