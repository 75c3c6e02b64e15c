"""The gate: only this computer, only this browser, only our own pages; everybody else gets one plain line."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from chromium import CHROMIUM, needs_chromium
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Error, sync_playwright
from starlette.responses import PlainTextResponse
from studio_parts import PATIENCE_S, Answer, Serving, desk, fetch, serving
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from mockinterview.studio.connection import MOST_CONNECTIONS
from mockinterview.studio.gate import MOST_BODY, Gate, Keys
from mockinterview.studio.scripted import ScriptedRehearsals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def studio() -> Iterator[Serving]:
    """Run a studio; whatever it is sent, nothing in it fails."""
    with serving() as running:
        yield running
    assert running.reported == []


def assert_one_plain_line(answer: Answer) -> None:
    """Whoever is refused reads one line, and nothing that a browser would run."""
    assert answer.text.count("\n") == 1
    assert answer.text.endswith(".\n") or "http://" in answer.text
    assert answer.header("content-type").startswith("text/plain")
    assert answer.header("x-content-type-options") == "nosniff"
    assert "default-src 'none'" in answer.header("content-security-policy")


def raw(studio: Serving, sent: bytes) -> bytes:
    """Send bytes as they are; return all that comes back until the studio closes or is silent."""
    with socket.create_connection(("127.0.0.1", int(studio.host.partition(":")[2])), PATIENCE_S) as line:
        with suppress(OSError):  # it may have closed already; what it said can still be read
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
        came = b""
        with suppress(ConnectionResetError):
            while more := line.recv(65536):
                came += more
        return came


# --- the token and the cookie -------------------------------------------------------------------------


def test_the_first_address_gives_a_cookie_and_loses_its_token(studio: Serving) -> None:
    """The token leaves the address bar; no script and no other site can use the cookie."""
    answer = fetch(studio, f"/?token={studio.token}", headers={})
    assert (answer.status, answer.header("location")) == (303, "/")
    cookie = answer.header("set-cookie")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert studio.token not in cookie
    assert fetch(studio, "/").status == 200


def test_the_first_address_can_be_opened_again(studio: Serving) -> None:
    """After the browser was closed, and in a browser that is in already."""
    for headers in ({}, studio.entered()):
        answer = fetch(studio, f"/?token={studio.token}", headers=headers)
        assert (answer.status, answer.header("location")) == (303, "/")
        assert studio.token not in answer.header("location")


def test_the_address_that_a_browser_is_given_works_once() -> None:
    """Who reads it in the arguments of the browser comes too late; the browser itself may load it again."""
    with serving() as studio:
        once = studio.server.address_for_once.removeprefix(studio.origin)
        assert studio.token not in once
        for method, status in (("HEAD", 403), ("GET", 303), ("GET", 403)):
            answer = fetch(studio, once, method=method, headers={})
            assert (answer.status, bool(answer.header("set-cookie"))) == (status, status == 303)
        assert fetch(studio, once, headers=studio.entered()).header("location") == "/"
        assert fetch(studio, f"/?token={studio.token}", headers={}).status == 303
    assert studio.reported == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "token=",
        "token",
        "token=%00",
        "token=%ff",
        "token=%F0%9F%A6%8A",
        "TOKEN={}",
        "token={}x",
        "token=x{}",
        "token=x&token={}",
        "token=" + "a" * 5000,
        "token=%7B{}%7D",
        "&" * 5000,
    ],
)
def test_without_the_right_token_nobody_comes_in(studio: Serving, query: str) -> None:
    """They read what to do, and get no cookie."""
    answer = fetch(studio, f"/?{query.replace('{}', studio.token)}", headers={})
    assert answer.status == 403
    assert "?token=" in answer.text
    assert answer.header("set-cookie") == ""
    assert_one_plain_line(answer)


@pytest.mark.parametrize("path", ["/rehearsal", "/sessions", "/live", "//", "/nowhere"])
def test_the_token_opens_the_first_address_alone(studio: Serving, path: str) -> None:
    """So that it stands in no other address."""
    assert fetch(studio, f"{path}?token={studio.token}", headers={}).status == 403


def test_the_token_does_nothing_but_open(studio: Serving) -> None:
    """A request that changes something needs the cookie."""
    headers = {"Origin": studio.origin}
    assert fetch(studio, f"/?token={studio.token}", method="POST", headers=headers).status == 403


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        ";",
        "=",
        "=;=;=",
        "{name}",
        "{name}=",
        '{name}="',
        "{name}=x",
        "{name}=é",
        "{name}={value}x",
        "x={value}",
        "{NAME}={value}",
        "{name}x={value}",
        "{name}={token}",
        "ÿþ",
        "a" * 20000,
        "{name}=" + "," * 9000,
    ],
)
def test_a_wrong_cookie_opens_nothing(studio: Serving, cookie: str) -> None:
    """However odd it is."""
    name, _, value = studio.cookie().partition("=")
    parts = {"{name}": name, "{NAME}": name.upper(), "{value}": value, "{token}": studio.token}
    for part, meant in parts.items():
        cookie = cookie.replace(part, meant)
    answer = fetch(studio, "/", headers={"Cookie": cookie})
    assert answer.status == 403
    assert_one_plain_line(answer)


@pytest.mark.parametrize(
    "cookie",
    [
        "a=b; {}; c=d",
        "{}",
        ";;{}",
        'broken="; {}',
        "a=b;{};",
        "{name}=posing; {}",
        "x=" + "y" * 30_000 + "; {}",
    ],
)
def test_cookies_of_other_programs_do_no_harm(studio: Serving, cookie: str) -> None:
    """Every program on this computer's own address can set some: broken ones, long ones, ones of our name."""
    right = studio.cookie()
    cookie = cookie.replace("{name}", right.partition("=")[0]).replace("{}", right)
    assert fetch(studio, "/", headers={"Cookie": cookie}).status == 200


def test_two_studios_share_one_browser() -> None:
    """Each has a cookie of its own, and neither opens the other."""
    with serving() as one, serving() as other:
        both = {"Cookie": f"{one.cookie()}; {other.cookie()}"}
        assert [fetch(studio, "/", headers=both).status for studio in (one, other)] == [200, 200]
        assert fetch(one, "/", headers={"Cookie": other.cookie()}).status == 403
        assert fetch(one, f"/?token={other.token}", headers={}).status == 403


# --- hosts and origins --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:{port}.evil.example",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "127.0.0.1:1",
        "localhost",
        "127.1:{port}",
        "2130706433:{port}",
        "127.0.0.1:{port}, x",
        "user@127.0.0.1:{port}",
        "127.0.0.1:0{port}",
        "localhost.:{port}",
        "é:{port}",
        "127.0.0.1:{port}/",
        "",
    ],
)
def test_another_host_name_is_refused(studio: Serving, host: str) -> None:
    """A name that an attacker lets point here (DNS rebinding) never shows anything, cookie or not."""
    headers = studio.entered() | {"Host": host.replace("{port}", studio.host.partition(":")[2])}
    answer = fetch(studio, "/", headers=headers)
    assert answer.status in (400, 421)
    assert answer.text.count("\n") <= 1


def test_the_name_localhost_is_ours_too(studio: Serving) -> None:
    """With its own origin: one name's page cannot act under the other."""
    host = studio.host.replace("127.0.0.1", "localhost")
    headers = {"Cookie": studio.cookie(), "Host": host}
    assert fetch(studio, "/", headers=headers | {"Origin": f"http://{host}"}).status == 200
    assert fetch(studio, "/", headers=headers | {"Origin": studio.origin}).status == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://evil.example",
        "https://{host}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "{host}",
        "ÿ",
        "http://{host}/",
        "HTTP://{host}",
        "http://localhost:{port}",
        "http://{host}.evil.example",
    ],
)
def test_a_foreign_origin_is_refused_for_everything(studio: Serving, method: str, origin: str) -> None:
    """Looking included."""
    host, port = studio.host, studio.host.partition(":")[2]
    foreign = origin.replace("{host}", host).replace("{port}", port)
    answer = fetch(studio, "/rehearsal", method=method, headers=studio.entered() | {"Origin": foreign})
    assert answer.status == 403
    assert answer.header("access-control-allow-origin") == ""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_what_may_change_something_needs_an_origin(studio: Serving, method: str) -> None:
    """A browser always tells it; programs that do not are no pages of ours."""
    answer = fetch(studio, "/rehearsal", method=method, headers={"Cookie": studio.cookie()})
    assert answer.status == 403
    assert_one_plain_line(answer)


@pytest.mark.parametrize("name", ["Host", "Origin"])
@pytest.mark.parametrize("foreign_first", [True, False])
def test_a_repeated_header_is_refused(studio: Serving, name: str, foreign_first: bool) -> None:
    """Whichever of the two another program would believe."""
    right = {"Host": studio.host, "Origin": studio.origin}[name]
    pair = [(name, "evil.example"), (name, right)]
    headers = [("Cookie", studio.cookie()), *(pair if foreign_first else reversed(pair))]
    assert fetch(studio, "/", headers=headers).status in (400, 403)


@pytest.mark.parametrize(
    ("site", "mode", "dest", "status"),
    [
        ("same-origin", "cors", "empty", 200),
        ("none", "navigate", "document", 200),
        ("cross-site", "navigate", "document", 200),
        ("same-site", "navigate", "document", 200),
        ("cross-site", "navigate", "iframe", 403),
        ("same-site", "navigate", "iframe", 403),
        ("cross-site", "no-cors", "script", 403),
        ("same-site", "no-cors", "image", 403),
        ("same-site", "cors", "empty", 403),
        ("nonsense", "cors", "empty", 403),
        ("same-origin, cross-site", "no-cors", "image", 403),
    ],
)
def test_other_sites_may_link_here_and_nothing_else(
    studio: Serving, site: str, mode: str, dest: str, status: int
) -> None:
    """A page of another port of this computer is another site: its requests carry our cookie."""
    headers = {
        "Cookie": studio.cookie(),
        "Sec-Fetch-Site": site,
        "Sec-Fetch-Mode": mode,
        "Sec-Fetch-Dest": dest,
    }
    assert fetch(studio, "/", headers=headers).status == status


# --- odd requests -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "http://{host}/",
        "http://evil.example/",
        "*",
        "evil.example:443",
        "/%00",
        "/%0a",
        "/a%5c..%5cb",
        "\\",
        "/%E2%80%AE",
        "?",
        "/\x7f",
        "/" + "a" * 70000,
        "/?" + "a" * 70000,
    ],
)
def test_an_odd_target_is_refused(studio: Serving, target: str) -> None:
    """Whole addresses, control characters, backslashes, endless ones: one line, never a failure."""
    head = f"GET {target.replace('{host}', studio.host)} HTTP/1.1\r\nHost: {studio.host}\r\n"
    came = raw(studio, f"{head}Cookie: {studio.cookie()}\r\nConnection: close\r\n\r\n".encode("latin-1"))
    status, body = came.split(b" ")[1], came.partition(b"\r\n\r\n")[2]
    assert status in (b"400", b"431")
    assert body.count(b"\n") <= 1


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/..", "/%2e%2e/%2e%2e/etc/passwd", "/é", "/%ff"]
)
def test_an_unknown_path_leads_nowhere(studio: Serving, path: str) -> None:
    """Neither out of the studio nor into its files."""
    target = path.encode("utf-8").decode("latin-1")
    came = raw(
        studio,
        f"GET {target} HTTP/1.1\r\nHost: {studio.host}\r\nCookie: {studio.cookie()}\r\n\r\n".encode(
            "latin-1"
        ),
    )
    assert came.split(b" ")[1] in (b"400", b"404")
    assert b"\r\nlocation:" not in came.lower()


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n",
        b"\x00" * 100,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: {host}\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nNo colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        (
            b"GET /live HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n"
        ),
    ],
    ids=range(17),
)
def test_rubbish_is_refused(studio: Serving, sent: bytes) -> None:
    """One answer of a client's error, or none; the studio goes on."""
    came = raw(studio, sent.replace(b"{host}", studio.host.encode()))
    assert came == b"" or came.startswith(b"HTTP/1.1 4"), came
    assert b"Traceback" not in came
    assert fetch(studio, "/").status == 200


HEADERS = st.sampled_from([b"host", b"origin", b"cookie", b"sec-fetch-site", b"sec-fetch-mode", b"x"])


@given(
    headers=st.lists(st.tuples(HEADERS, st.binary(max_size=60)), max_size=8),
    path=st.text(max_size=20),
    query=st.binary(max_size=60),
    kind=st.sampled_from(["http", "websocket"]),
    method=st.sampled_from(["GET", "HEAD", "POST", "X"]),
)
def test_whatever_comes_is_refused_and_never_fails(
    headers: list[tuple[bytes, bytes]], path: str, query: bytes, kind: str, method: str
) -> None:
    """Without the cookie nothing reaches what is behind the gate."""
    came: list[Any] = []

    async def behind(*_: object) -> None:
        raise AssertionError("somebody came in")

    async def receive() -> Any:
        return {"type": f"{kind}.request", "body": b""}

    async def send(message: Any) -> None:
        came.append(message)

    scope = {"type": kind, "method": method, "path": path, "query_string": query}
    given = [(b"host", b"127.0.0.1:8000"), *headers]
    for sent in (headers, given):
        came.clear()
        gate = Gate(behind, 8000, Keys())
        asyncio.run(gate(scope | {"headers": sent, "extensions": {}}, receive, send))
        assert 400 <= came[0]["status"] < 500


def test_a_studio_on_the_usual_port_knows_its_name_without_it() -> None:
    """Browsers leave out port 80."""
    keys, statuses = Keys(), []

    async def send(message: Any) -> None:
        statuses.append(message.get("status"))

    async def receive() -> Any:
        return {"type": "http.request"}

    gate = Gate(PlainTextResponse("in"), 80, keys)
    for host in (b"127.0.0.1", b"127.0.0.1:80", b"127.0.0.1:8080"):
        headers = [(b"host", host), (b"cookie", f"mockinterview-80={keys.cookie}".encode())]
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
        asyncio.run(gate(scope, receive, send))
    assert statuses[::2] == [200, 200, 421]


# --- bounds -------------------------------------------------------------------------------------------


def chunked(studio: Serving, size: int) -> bytes:
    """Return a request of so many bytes that does not say how long it is, and never ends."""
    head = f"POST /rehearsal HTTP/1.1\r\nHost: {studio.host}\r\nOrigin: {studio.origin}\r\n"
    head += (
        f"Cookie: {studio.cookie()}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return head.encode() + f"{size:x}\r\n".encode() + b" " * size


def test_a_body_that_is_too_large_is_refused(studio: Serving) -> None:
    """With its length told or not; a script reads why."""
    headers = studio.entered() | JSON | {"Accept": "application/json"}
    answer = fetch(studio, "/rehearsal", method="POST", headers=headers, body=b" " * (MOST_BODY + 1))
    assert answer.status == 413
    assert "too large" in answer.text
    assert raw(studio, chunked(studio, MOST_BODY + 100_000)).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_breaks_off_is_nobodys_fault(studio: Serving) -> None:
    """Nothing began, and nothing is reported."""
    with socket.create_connection(("127.0.0.1", int(studio.host.partition(":")[2])), PATIENCE_S) as line:
        line.sendall(chunked(studio, 100))
    assert fetch(studio, "/").status == 200
    assert studio.reported == []


def test_only_so_many_connections_are_held() -> None:
    """One more is told so; once they are gone everything is as before."""
    with serving() as studio:
        headers = studio.entered()
        studio.wait_until_left()
        address = ("127.0.0.1", int(studio.host.partition(":")[2]))
        with ExitStack() as stack:
            lines = [
                stack.enter_context(socket.create_connection(address, PATIENCE_S))
                for _ in range(MOST_CONNECTIONS)
            ]
            # They have been taken once the last of them is answered.
            lines[-1].sendall(f"GET / HTTP/1.1\r\nHost: {studio.host}\r\n\r\n".encode())
            assert lines[-1].recv(100).startswith(b"HTTP/1.1 403 ")
            with socket.create_connection(address, PATIENCE_S) as one_more:
                assert one_more.recv(100).startswith(b"HTTP/1.1 503 ")
        while (status := try_to(lambda: fetch(studio, "/", headers=headers).status)) != 200:
            assert status in (503, None)


def try_to(do: Callable[[], int]) -> int | None:
    """Return what comes of it, None where the connection broke."""
    try:
        return do()
    except OSError:
        return None


# --- the live line ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Origin": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Cookie": None}, 403),
        ({"Cookie": "mockinterview=1"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/live?tab=x", "/microphone", "/?token={token}"])
def test_a_foreign_websocket_is_refused(
    studio: Serving, changes: dict[str, str | None], status: int, path: str
) -> None:
    """It is never opened; browsers ask no leave for WebSockets of other sites, so the gate must."""
    headers = studio.entered() | changes
    host = headers.pop("Host", None)
    url = f"ws://{host or studio.host}{path.replace('{token}', studio.token)}"
    given = {name: value for name, value in headers.items() if value is not None}
    line = socket.create_connection(("127.0.0.1", int(studio.host.partition(":")[2])), PATIENCE_S)
    with pytest.raises(InvalidStatus) as refused, connect(url, sock=line, additional_headers=given):
        pass
    assert refused.value.response.status_code == status
    assert refused.value.response.body.count(b"\n") == 1


def test_a_websocket_message_is_bounded(studio: Serving) -> None:
    """A longer one ends the line; packed or not."""
    for compression in ("deflate", None):
        with connect(
            f"ws://{studio.host}/live?tab=x", additional_headers=studio.entered(), compression=compression
        ) as line:
            line.recv(PATIENCE_S)
            line.send("a" * 20_000)
            with pytest.raises(ConnectionClosed) as closed:
                line.recv(PATIENCE_S)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


# --- a page of another origin, in a browser -----------------------------------------------------------

ATTACK = """
const studio = "http://STUDIO";
const ws = studio.replace("http", "ws");
const tried = {};
const outcome = (promise) => promise.then(() => "got through", () => "refused");
const loaded = (name, address) => new Promise((resolve, reject) => {
  const element = Object.assign(document.createElement(name), {onload: resolve, onerror: reject});
  element[name === "link" ? "href" : "src"] = address;
  if (name === "link") element.rel = "stylesheet";
  document.body.append(element);
});
const wishes = {method: "POST", credentials: "include", body: "{}"};
async function attack() {
  tried.read = await outcome(fetch(studio + "/", {credentials: "include"}));
  tried.blind = await outcome(fetch(studio + "/", {credentials: "include", mode: "no-cors"}));
  tried.begin = await outcome(fetch(studio + "/rehearsal",
    {...wishes, headers: {"Content-Type": "application/json"}}));
  tried.beginBlindly = await outcome(fetch(studio + "/rehearsal", {...wishes, mode: "no-cors"}));
  tried.line = await outcome(new Promise((resolve, reject) => {
    const socket = new WebSocket(ws + "/live?tab=x&view=rehearsal");
    socket.onopen = resolve;
    socket.onclose = reject;
  }));
  tried.script = await outcome(loaded("script", studio + "SCRIPT"));
  tried.style = await outcome(loaded("link", studio + "/nowhere.css"));
  tried.picture = await outcome(loaded("img", studio + "/icon.svg"));
  await loaded("iframe", studio + "/").catch(() => {});
  const form = document.querySelector("form");
  const frame = document.querySelector("[name=target]");
  await new Promise((resolve) => { frame.onload = resolve; form.submit(); });
  return tried;
}
"""

ATTACKER = """<!doctype html><title>Elsewhere</title><body>
<iframe name="target"></iframe>
<form method="post" action="http://STUDIO/rehearsal" target="target" enctype="text/plain">
<input name='{"questions": 1, "voice": "' value='"}'></form>
<script>%s</script>
"""


@contextmanager
def another_site(html: str) -> Iterator[int]:
    """Serve one page on another port; gives the port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@contextmanager
def a_browser() -> Iterator[Page]:
    """Open a page in a browser without a window."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
        except Error as error:
            pytest.skip(f"chromium does not start here: {error.message.splitlines()[0]}")
        yield browser.new_page()
        browser.close()


@needs_chromium
def test_a_page_of_another_origin_gets_nothing() -> None:
    """Neither another site nor another port of this computer, in a browser that has the cookie.

    It reads, begins, hears, embeds and loads nothing; the studio's own page does.
    """
    rehearsals = ScriptedRehearsals(lambda _screen: None)
    with serving(desk(rehearsals=rehearsals)) as studio, a_browser() as page:
        page.goto(studio.address)
        assert page.url == f"{studio.origin}/"
        script = page.locator("script[src]").first.get_attribute("src") or ""
        html = (ATTACKER % ATTACK).replace("STUDIO", studio.host).replace("SCRIPT", script)
        with another_site(html) as port:
            for host in ("127.0.0.1", "localhost"):
                page.goto(f"http://{host}:{port}/")
                tried = page.evaluate("attack()")
                assert set(tried.values()) == {"refused"}, (host, tried)
                shown = [frame.content() for frame in page.frames if frame is not page.main_frame]
                assert len(shown) == 2
                assert not any("Mock interview" in content for content in shown)
        assert rehearsals.wished == []
        page.goto(f"{studio.origin}/sessions")
        begun = page.evaluate(
            "fetch('/rehearsal', {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json'}})"
            ".then((answer) => answer.status)"
        )
        assert begun == 201
