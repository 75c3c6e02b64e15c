"""The gate before every page: only this computer, only this browser, only our own pages.

The first address carries a random token, which the gate exchanges for a cookie that no other site's page can
make a browser send. The one that the program gives to a browser works once, as every account of the computer
may read a program's arguments; the one that it prints can be opened again. Whoever comes under another host
name (DNS rebinding), from another origin (cross-site requests, WebSockets included) or without the cookie is
turned away before anything is read.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse

from mockinterview.studio.page import english

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
HTTP_PORT = 80
"""The port that browsers leave out."""

MOST_BODY = 8_000_000
"""Bytes that a request may carry: a CV with a photograph."""

LONGEST_HEAD = 64_000
"""Bytes of an address and its headers; the cookies of other programs on this computer come along."""

SAFE_METHODS = {"GET", "HEAD"}
OWN_SITES = {None, "none", "same-origin"}
"""Who makes a browser ask, as `Sec-Fetch-Site` says; a page of another port of this computer is not ours."""

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer says, unless its page says otherwise."""


@dataclass(frozen=True)
class Keys:
    """What opens the gate.

    Attributes:
        token: of the first address as it is printed, good for as long as the studio lives.
        ticket: of the first address as a browser is given it, good once.
        cookie: what the cookie holds afterwards.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Gate:
    """Lets in whoever belongs here; an ASGI application around another.

    Args:
        app: what is behind it.
        port: where the server listens.
        keys: what opens it.
    """

    def __init__(self, app: ASGIApp, port: int, keys: Keys) -> None:
        self._app = app
        self._port = port
        self._keys = keys
        self._ticket_used = False
        ports = {f":{port}"} | ({""} if port == HTTP_PORT else set())
        self._hosts: set[str] = {f"{name}{suffix}" for name in (HOST, "localhost") for suffix in ports}
        # Cookies do not know ports: two studios must not overwrite each other's.
        self._cookie_name = f"mockinterview-{port}"

    @property
    def address(self) -> str:
        """The first address, token included."""
        return f"http://{HOST}:{self._port}/?token={self._keys.token}"

    @property
    def address_for_once(self) -> str:
        """The first address for the arguments of a program: who reads it there comes too late."""
        return f"http://{HOST}:{self._port}/?token={self._keys.ticket}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._objection(scope, headers) or self._welcome(scope, headers) or self._stranger(headers)
        send = self._with_headers(headers, send)
        await (answer or self._app)(scope, _bounded(receive), send)

    def _objection(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why a request is refused whoever sends it, None where it may be looked at."""
        head = sum(len(name) + len(value) for name, value in headers.raw)
        if head + len(scope["path"]) + len(scope["query_string"]) > LONGEST_HEAD:
            return _refusal(431, "too_long")
        host = _only(headers, "host")
        if host not in self._hosts:
            return _refusal(421, "elsewhere", address=f"http://{HOST}:{self._port}/")
        if not _is_plain(scope["path"]):
            return _refusal(400, "odd")
        origin = _only(headers, "origin")
        if origin != f"http://{host}" and not (origin is None and _is_safe(scope)):
            return _refusal(403, "foreign")
        if _only(headers, "sec-fetch-site") not in OWN_SITES and not _opens_a_page(scope, headers):
            return _refusal(403, "foreign")
        return None

    def _welcome(self, scope: Scope, headers: Headers) -> Response | None:
        """Exchange the token for the cookie, and take it out of the address bar."""
        if not _is_safe(scope) or scope["path"] != "/" or b"token" not in scope["query_string"]:
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
        if not _same(given[0], self._keys.token) and not self._is_let_in(given[0], scope, headers):
            return None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie_name, self._keys.cookie, httponly=True, samesite="strict")
        return answer

    def _is_let_in(self, given: str, scope: Scope, headers: Headers) -> bool:
        """Whether somebody shows the ticket, for the first time or in the browser that used it.

        Who asks for it may have done so ahead of the person (prefetching), and HEAD uses nothing up.
        """
        if not _same(given, self._keys.ticket):
            return False
        if self._knows(headers):
            return True
        fresh = not self._ticket_used and scope["method"] == "GET"
        self._ticket_used = self._ticket_used or fresh
        return fresh

    def _stranger(self, headers: Headers) -> Response | None:
        """Turn away whoever has no cookie of ours."""
        return None if self._knows(headers) else _refusal(403, "no_entry")

    def _knows(self, headers: Headers) -> bool:
        """Whether a request has our cookie; those of other programs may be broken, or pose as ours."""
        cookies = ";".join(headers.getlist("cookie")).split(";")
        pairs = [cookie.strip().partition("=") for cookie in cookies]
        return any(name == self._cookie_name and _same(value, self._keys.cookie) for name, _, value in pairs)

    def _with_headers(self, headers: Headers, send: Send) -> Send:
        host = _only(headers, "host")
        policy = policy_of(host if host in self._hosts else "")
        values = HEADERS | {"Content-Security-Policy": policy}

        async def send_with(message: Message) -> None:
            if message["type"].endswith("http.response.start"):
                given = MutableHeaders(scope=message)
                for name, value in values.items():
                    given.setdefault(name, value)
            await send(message)

        return send_with


def _refusal(status: int, text: str, **values: str) -> Response:
    return PlainTextResponse(english().say(f"gate.{text}", **values) + "\n", status)


def _only(headers: Headers, name: str) -> str | None:
    """Return a header, None where it is missing; one that is repeated equals nothing that is right."""
    return ", ".join(headers.getlist(name)) or None


def _is_safe(scope: Scope) -> bool:
    """Whether a request only looks."""
    return scope["type"] == "http" and scope["method"] in SAFE_METHODS


def _is_plain(path: str) -> bool:
    """Whether a path is one of ours: no whole address, nothing that a file system reads in its own way."""
    return path.startswith("/") and path.isprintable() and "\\" not in path


def _opens_a_page(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows a link to us, which shows a page to nobody but them."""
    kind = (_only(headers, "sec-fetch-mode"), _only(headers, "sec-fetch-dest"))
    return _is_safe(scope) and kind == ("navigate", "document")


def policy_of(host: str, *, style_nonce: str = "") -> str:
    """Return a Content-Security-Policy: nothing inline, nothing from elsewhere, no page around ours.

    Args:
        host: that the page was asked of, its live line goes there; empty for no live line.
        style_nonce: lets a page's own `<style nonce>` through.
    """
    live = f" ws://{host}" if host else ""
    nonce = f" 'nonce-{style_nonce}'" if style_nonce else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data:; "
        f"media-src 'self'; connect-src 'self'{live}; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _bounded(receive: Receive) -> Receive:
    """Return what reads a request of at most `MOST_BODY` bytes, whatever its header says."""
    read = 0

    async def receive_bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] == "http.request" and read > MOST_BODY:
            raise HTTPException(413)
        return message

    return receive_bounded
