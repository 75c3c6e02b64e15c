"""The life of a studio: how it begins, what it says when something fails, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from studio_parts import PATIENCE_S, FakeShelf, Serving, desk, fetch, serving
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from mockinterview.errors import BadInput, BadSession, StorageError
from mockinterview.ports import Command
from mockinterview.studio.scripted import ScriptedRehearsals
from mockinterview.studio.server import ServerOptions, StudioServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

    from mockinterview.events import Screen

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=[\w-]{43}")
GONE_AFTER_S = 1.5
"""So long a page may take to come back, on a busy computer too."""

JSON = {"Content-Type": "application/json", "Accept": "application/json"}
HOLDS_ON = """
import time
from studio_parts import desk
from mockinterview.cli.studio.command import run_studio
def script(screen):
    while HOLDING:
        time.sleep(0.02)
    time.sleep(SECONDS)
run_studio(desk(script), no_open=True)
"""
"""A studio whose rehearsals end at once when they should, so many seconds later, or never."""


# --- a studio as a program ----------------------------------------------------------------------------


class Program:
    """A studio in a process of its own; `line` is the first that it printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.line = process.stdout.readline()

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return self.line.partition("//")[2].partition("/")[0]

    def entered(self) -> dict[str, str]:
        """Come in; return the headers of a page of its own."""
        given = fetch(self, self.line.strip().partition(self.host)[2], headers={})  # type: ignore[arg-type]
        return {"Cookie": given.header("set-cookie").partition(";")[0], "Origin": f"http://{self.host}"}

    def end(self, number: int) -> tuple[int, str, str]:
        """Send a signal; return its exit code and what it still printed."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> tuple[int, str, str]:
        """Wait for its end."""
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, out, err


@contextmanager
def program(*command: str, **environment: str) -> Iterator[Program]:
    """Run a studio in a process of its own while the block lasts."""
    process = subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Program(process)
    finally:
        process.kill()
        process.communicate()


STUDIO = ("-m", "mockinterview", "studio")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_once_it_answers_and_ends_with_one_line(number: int) -> None:
    """The address is all of stdout; Ctrl-C and SIGTERM end it with exit code 0, and no child is left."""
    with program(*STUDIO, "--no-open") as studio:
        assert ADDRESS.fullmatch(studio.line.strip())
        assert fetch(studio, "/", headers=studio.entered()).status == 200  # type: ignore[arg-type]
        children = psutil.Process(studio.process.pid).children(recursive=True)
        code, out, err = studio.end(number)
        assert (code, out) == (0, "")
        assert err == "The studio has ended. Everything you said is kept.\n"
        wait_for(lambda: not any(child.is_running() for child in children))


def test_a_taken_port_is_one_clear_line() -> None:
    """It names the port and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with program(*STUDIO, "--no-open", "--port", str(port)) as studio:
            code, _, err = studio.wait()
    assert (code, studio.line) == (1, "")
    assert err.count("\n") == 1
    assert f"port {port} cannot be used" in err
    assert "--port" in err


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_cannot_be_is_refused(port: str) -> None:
    """As any option that cannot be right."""
    with program(*STUDIO, "--no-open", "--port", port) as studio:
        assert studio.wait()[0] == 2


def test_the_browser_is_opened_and_need_not_come_back(tmp_path: Path) -> None:
    """It gets an address and the person's umask; one that blocks until it is closed keeps nobody waiting."""
    browser, given = tmp_path / "browser", tmp_path / "given"
    browser.write_text(f'#!/bin/sh\necho "$1" >{given}.part\nmv {given}.part {given}\nexec sleep 60\n')
    browser.chmod(0o700)
    with popen(*STUDIO, BROWSER=str(browser)) as process:
        wait_for(given.exists)
        once = given.read_text().strip()
        assert ADDRESS.fullmatch(once)
        assert oct(stat.S_IMODE(given.stat().st_mode)) == "0o644"
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_S)
        for child in children:
            with suppress(psutil.NoSuchProcess):  # the `mv` of a moment ago
                child.kill()
        out, err = process.communicate()
    assert (process.returncode, out) == (0, "")
    assert "Ctrl-C ends it" in err
    assert ADDRESS.search(err)
    assert once not in err


def test_without_a_browser_the_address_is_printed(tmp_path: Path) -> None:
    """It says that there is none."""
    with program(*STUDIO, PATH=str(tmp_path), BROWSER="", DISPLAY="", WAYLAND_DISPLAY="") as studio:
        assert ADDRESS.fullmatch(studio.line.strip())
        code, _, err = studio.end(signal.SIGINT)
    assert code == 0
    assert "No browser was found here" in err


def test_the_first_page_waits_for_nothing_heavy() -> None:
    """What a rehearsal needs is loaded once a page is there."""
    heavy = ("pydantic", "spacy", "numpy", "sounddevice", "torch", "onnxruntime")
    script = (
        "import sys\n"
        "import mockinterview.cli.studio, mockinterview.studio.server\n"
        "from mockinterview.studio.page import page\n"
        "page('rehearsal')\n"
        f"sys.exit(', '.join(m for m in {heavy!r} if m in sys.modules) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ctrl_c_keeps_what_was_said_and_says_so() -> None:
    """Where that takes a moment."""
    script = HOLDS_ON.replace("HOLDING", "not screen.command()").replace("SECONDS", "1.0")
    with program("-c", script) as studio:
        begin(studio)
        code, out, err = studio.end(signal.SIGINT)
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "Keeping what was said …",
        "The studio has ended. Everything you said is kept.",
    ]


def test_a_second_ctrl_c_ends_at_once() -> None:
    """Even where a rehearsal never ends; what was recorded is on the disk."""
    script = HOLDS_ON.replace("HOLDING", "True").replace("SECONDS", "0")
    with program("-c", script) as studio:
        begin(studio)
        studio.process.send_signal(signal.SIGINT)
        assert studio.process.stderr is not None
        assert studio.process.stderr.readline() == "Keeping what was said …\n"
        code, out, err = studio.end(signal.SIGINT)
    assert (code, out) == (130, "")
    assert err.count("\n") == 1
    assert "on the disk" in err


@contextmanager
def popen(*command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run a studio that prints nothing on stdout."""
    process = subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=0o022,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def begin(studio: Any) -> None:
    """Begin a rehearsal."""
    answer = fetch(studio, "/rehearsal", method="POST", headers=studio.entered() | JSON, body=b"{}")
    assert answer.status == 201


def wait_for(true: Any) -> None:
    """Wait until something is true; fails where it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "never true"
        time.sleep(0.005)


# --- beginning and ending -----------------------------------------------------------------------------


def page_of(studio: Serving, tab: str = "a") -> ClientConnection:
    """Open a page's live line."""
    url = f"ws://{studio.host}/live?tab={tab}"
    return connect(url, additional_headers=studio.entered(), open_timeout=PATIENCE_S)


def test_a_port_can_be_chosen_and_is_free_again_afterwards() -> None:
    """Right after the end, though the system remembers the connections for a while."""
    # The page is still there at the end: the studio closes its line first, which the system remembers.
    with ExitStack() as pages, serving() as studio:
        port = int(studio.host.partition(":")[2])
        pages.enter_context(page_of(studio)).recv(PATIENCE_S)
        with pytest.raises(BadInput, match=str(port)):
            StudioServer(desk(), ServerOptions(port=port))
    with serving(port=port) as again:
        assert again.host == f"127.0.0.1:{port}"
        assert fetch(again, "/").status == 200


def test_only_this_computer_reaches_it() -> None:
    """It listens on 127.0.0.1 alone."""
    with serving() as studio:
        listening = [c.laddr for c in psutil.Process().net_connections() if c.status == psutil.CONN_LISTEN]
        assert [f"{a.ip}:{a.port}" for a in listening if str(a.port) in studio.host] == [studio.host]


def test_nothing_is_left_at_the_end() -> None:
    """Neither a thread nor a socket, with pages open and requests made in between."""
    threads = set(threading.enumerate())
    open_before = len(psutil.Process().net_connections())
    shelf = FakeShelf()
    with ExitStack() as pages, serving(desk(shelf=shelf)) as studio:
        fetch(studio, "/")
        fetch(studio, "/sessions")
        pages.enter_context(page_of(studio)).recv(PATIENCE_S)
    assert shelf.emptied == 1
    wait_for(lambda: set(threading.enumerate()) <= threads)
    wait_for(lambda: len(psutil.Process().net_connections()) <= open_before)


def test_pages_are_told_that_the_studio_has_ended() -> None:
    """With a code that says so, and a reason for whoever reads it."""
    with serving() as studio, page_of(studio) as line:
        line.recv(PATIENCE_S)
        studio.server.stop()
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(PATIENCE_S)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1001, "The studio has ended.")


def test_it_ends_when_the_last_page_has_been_closed_for_a_while() -> None:
    """It says so, and ends the rehearsal that runs with everything kept."""
    kept = threading.Event()

    def script(screen: Screen) -> None:
        while screen.command() is not Command.QUIT:
            time.sleep(0.005)
        kept.set()

    studio = Serving(desk(script), gone_after=0.1)
    studio.start()
    with page_of(studio) as line:
        line.recv(PATIENCE_S)
        begin(studio)
    studio.thread.join(PATIENCE_S)
    assert not studio.thread.is_alive()
    assert kept.is_set()
    told = [line for line in studio.told if line != "Keeping what was said …"]  # said where that takes long
    assert told == ["The last page was closed, so the studio ends."]


def test_it_goes_on_while_a_page_is_open_or_none_ever_was() -> None:
    """A page that comes back in time, a request, a line that is no page: none of them ends it."""
    with serving(gone_after=0.05) as studio:
        fetch(studio, "/")
        with pytest.raises(Exception, match="403"), page_of(studio, tab=""):
            pass
        time.sleep(0.2)
        assert fetch(studio, "/").status == 200
    with serving(gone_after=GONE_AFTER_S) as comes_back:
        with page_of(comes_back, "a"):
            pass
        with page_of(comes_back, "a") as line:
            line.recv(PATIENCE_S)
            time.sleep(GONE_AFTER_S + 0.1)
            assert fetch(comes_back, "/").status == 200
    assert studio.told == comes_back.told == []


class Warmed(ScriptedRehearsals):
    """Rehearsals that know whether they were warmed up, which fails in some way."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__(lambda _screen: None)
        self.warm = threading.Event()
        self._error = error

    def warm_up(self) -> None:
        """Remember it."""
        self.warm.set()
        if self._error:
            raise self._error


@pytest.mark.parametrize(("error", "reported"), [(None, 0), (StorageError("no"), 0), (ValueError("ours"), 1)])
def test_the_first_rehearsal_is_warmed_up_once_a_page_is_there(
    error: Exception | None, reported: int
) -> None:
    """Not before, and only once; where it fails the studio goes on."""
    rehearsals = Warmed(error)
    with serving(desk(rehearsals=rehearsals)) as studio:
        assert fetch(studio, "/").status == 200
        assert not rehearsals.warm.is_set()
        for tab in "ab":
            with page_of(studio, tab) as line:
                line.recv(PATIENCE_S)
        assert rehearsals.warm.wait(PATIENCE_S)
        assert fetch(studio, "/").status == 200
    assert len(studio.reported) == reported


def test_what_cannot_be_deleted_at_the_end_is_said() -> None:
    """And is no failure."""

    class Stuck(FakeShelf):
        def close(self) -> None:
            raise StorageError("the disk is read-only")

    with serving(desk(shelf=Stuck())) as studio:
        pass
    assert studio.told == ["the disk is read-only."]


# --- what fails ---------------------------------------------------------------------------------------


@dataclass
class FailingShelf(FakeShelf):
    """A shelf whose takes fail."""

    error: Exception | None = None

    def take(self, session: str, name: str) -> Path:  # noqa: ARG002 - the port's signature
        """Fail."""
        raise self.error or BadSession("there is none")


def problem_of(studio: Serving, path: str, **request: Any) -> tuple[int, str]:
    """Return the status and the problem of a request, having asked as a page and as a script."""
    headers = studio.entered() | request.pop("headers", {})
    as_page = fetch(studio, path, headers=headers, **request)
    as_script = fetch(studio, path, headers=headers | {"Accept": "application/json"}, **request)
    problem: str = json.loads(as_script.text)["problem"]
    assert as_page.status == as_script.status
    assert "<h1>That did not work</h1>" in as_page.text
    assert "Traceback" not in as_page.text + as_script.text
    return as_script.status, problem


def test_what_cannot_be_done_is_said_in_its_own_words() -> None:
    """As a sentence, harmless, whatever stands in it."""
    error = BadSession("there is no rehearsal '<b>\x1b[31m'")
    with serving(desk(shelf=FailingShelf(error=error))) as studio:
        assert problem_of(studio, "/takes/a/b") == (409, "There is no rehearsal '<b>[31m'.")
        assert "<b>" not in fetch(studio, "/takes/a/b").text
    assert studio.reported == []


def test_what_is_our_own_fault_is_said_plainly_and_reported() -> None:
    """The page says what to do, and nothing of the details; the studio goes on."""
    error = ZeroDivisionError("secret details")
    with serving(desk(shelf=FailingShelf(error=error))) as studio:
        status, problem = problem_of(studio, "/takes/a/b")
        assert status == 500
        assert "The studio itself failed (ZeroDivisionError)" in problem
        assert "secret" not in problem
        assert fetch(studio, "/").status == 200
    assert studio.reported == [error, error]


@pytest.mark.parametrize(
    ("method", "path", "status", "problem"),
    [
        ("GET", "/nowhere", 404, "There is nothing at this address."),
        ("GET", "/assets/0000/studio.css", 404, "There is nothing at this address."),
        ("GET", "/assets/0000/..%2f..%2fpage.py", 404, "There is nothing at this address."),
        ("PUT", "/rehearsal", 405, "This address does not take that."),
        ("POST", "/rehearsal", 415, "The studio cannot read that kind of content."),
    ],
)
def test_what_is_not_there_is_said_plainly(method: str, path: str, status: int, problem: str) -> None:
    """To a person as a page, to a script as JSON."""
    with serving() as studio:
        assert problem_of(studio, path, method=method) == (status, problem)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "Invalid JSON"),
        (b"{", "Invalid JSON"),
        (b"\xff", "Invalid JSON"),
        (b"[" * 100_000, "Invalid JSON"),
        (b"null", "Input should be"),
        (b"[]", "Input should be"),
        (b'{"questions": 51}', "questions: Input should be less than or equal to 50"),
        (b'{"questions": 1e400}', "questions: "),
        (b'{"questions": NaN}', "questions: "),
        (b'{"model": "' + b"a" * 301 + b'"}', "model: "),
        (b'{"voice": "\\ud800"}', "Invalid JSON"),
        (b'{"rounds": ["nonsense"]}', "rounds.0: "),
        (b'{"nonsense\\u001b[31m": 1}', "nonsense[31m: "),
        (b'{"' + b"a" * 5000 + b'": 1}', "aaa"),
    ],
    ids=range(14),
)
def test_wishes_that_do_not_fit_are_refused_with_a_reason(body: bytes, said: str) -> None:
    """One short line that names the place; nothing begins."""
    rehearsals = ScriptedRehearsals(lambda _screen: None)
    with serving(desk(rehearsals=rehearsals)) as studio:
        headers = {"Content-Type": "application/json"}
        status, problem = problem_of(studio, "/rehearsal", method="POST", headers=headers, body=body)
    assert status == 422
    assert said in problem
    assert len(problem) < 300
    assert problem.isprintable()
    assert rehearsals.wished == []
