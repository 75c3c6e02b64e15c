"""Studios to try pages on: a desk of simple parts, a server in a thread, and requests of any kind."""

from __future__ import annotations

import http.client
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import psutil
from markupsafe import Markup

from mockinterview.dossier import Dossier
from mockinterview.errors import BadAudio, BadSession
from mockinterview.studio.desk import (
    Change,
    Choice,
    Day,
    DayLine,
    Desk,
    Equipment,
    Export,
    Hit,
    Kept,
    NextStep,
    Repeated,
    Row,
    Sheet,
    Terms,
    Verdict,
    Written,
)
from mockinterview.studio.scripted import ScriptedRehearsals
from mockinterview.studio.server import ServerOptions, StudioServer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from mockinterview.clip import Clip
    from mockinterview.events import Screen
    from mockinterview.studio.desk import ExportKind

PATIENCE_S = 60.0
"""Long enough for the busiest computer; no test waits for it to pass."""

NOTHING = Equipment((), (), (), ())
EQUIPMENT = Equipment(
    microphones=(Choice("0", "Built-in microphone"), Choice("1", "Headset")),
    loudspeakers=(Choice("0", "Built-in loudspeaker"),),
    models=(Choice("auto", "Chosen for this computer"), Choice("none", "None")),
    voices=(Choice("english", "English"),),
)
ROWS = (
    Row(
        "2026-05-02_10-00-00",
        "2 May 2026, 10:00",
        "complete",
        ("Why us?", "What are you proud of?"),
        2,
        4.5,
        0,
    ),
    Row("2026-05-01_09-00-00", "1 May 2026, 09:00", "cut off", ("Why us?",), 1, 1.0, 1),
)
SHEET = Sheet("A report", Markup('<div data-report data-texts="{}"><h1>A report</h1></div>'))


# --- a desk -------------------------------------------------------------------------------------------


def no_script(_screen: Screen) -> None:
    """Let a rehearsal be over before anything happened."""


class QuietMicrophone:
    """A microphone in a still room: blocks of a tenth of a second, as fast as they are fetched."""

    sample_rate = 16_000
    lost_samples = 0

    def open(self) -> Self:
        """Begin to record."""
        return self

    def read(self, timeout: float) -> NDArray[np.float32]:  # noqa: ARG002 - the port's signature
        """Return the next block."""
        return np.full(self.sample_rate // 10, 1e-3, np.float32)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""


@dataclass
class FakeWorkshop:
    """Implements `studio.desk.Workshop` with things that need no sound card."""

    offered: Equipment = EQUIPMENT
    next: NextStep = field(default_factory=lambda: NextStep("first"))
    judgement: Verdict = field(default_factory=lambda: Verdict(good=True, text="You are heard well."))

    def equipment(self) -> Equipment:
        """Return what was given."""
        return self.offered

    def microphone(self, name: str | None) -> QuietMicrophone:  # noqa: ARG002 - the port's signature
        """Return a microphone in a still room."""
        return QuietMicrophone()

    def judge(self, clip: Clip) -> Verdict:  # noqa: ARG002
        """Return what was given."""
        return self.judgement

    def next_step(self, today: dt.date) -> NextStep:  # noqa: ARG002
        """Return what was given."""
        return self.next

    def repeated(self, session: str) -> Repeated:
        """Know the rehearsals of the list."""
        for row in ROWS:
            if row.id == session:
                return Repeated(row.id, row.when, row.count)
        raise BadSession(f"there is no rehearsal {session!r}")


@dataclass
class FakeShelf:
    """Implements `studio.desk.Shelf` in memory; sounds lie in `folder` under their session's id.

    Attributes:
        emptied: how often what was set aside was deleted for good.
        written: what comes of writing a rehearsal down; an error is raised.
        said: what was said, by rehearsal.
    """

    kept: list[Row] = field(default_factory=lambda: list(ROWS))
    folder: Path = Path("nowhere")
    sheet: Sheet = SHEET
    set_aside_ids: list[str] = field(default_factory=list)
    emptied: int = 0
    written: Written | Exception = field(default_factory=lambda: Written(1))
    said: dict[str, str] = field(default_factory=dict)

    def rows(self) -> tuple[Row, ...]:
        """List all that are not set aside."""
        return tuple(row for row in self.kept if row.id not in self.set_aside_ids)

    def search(self, words: Sequence[str]) -> dict[str, tuple[Hit, ...]]:
        """Find a word in what was given."""
        return {
            name: tuple(Hit(n, 1, False, text) for n, word in enumerate(words) if word in text)
            for name, text in self.said.items()
            if any(word in text for word in words)
        }

    def aside(self) -> tuple[Row, ...]:
        """List those that are set aside, the last first."""
        known = {row.id: row for row in self.kept}
        return tuple(known[name] for name in reversed(self.set_aside_ids))

    def replay(self, session: str, nonce: str, tell: Callable[[int, int], None]) -> Sheet:  # noqa: ARG002
        """Return the same page for all."""
        self._known(session)
        tell(1, 1)
        return self.sheet

    def progress(self) -> Sheet:
        """Return the same page."""
        return self.sheet

    def take(self, session: str, name: str) -> Path:
        """Return the file of a sound."""
        self._known(session)
        path = self.folder / session / name
        if "/" in name or not path.is_file():
            raise BadAudio(f"there is no sound {name!r}")
        return path

    def export(self, session: str, kind: ExportKind, folder: Path) -> Export:
        """Write nearly nothing."""
        self._known(session)
        path = folder / f"export.{kind}"
        path.write_text(session, "utf-8")
        return Export(f"{session}.{kind}", "text/plain", path)

    def set_aside(self, session: str) -> None:
        """Hide one."""
        self._known(session)
        self.set_aside_ids.append(session)

    def bring_back(self, session: str) -> None:
        """Show it again."""
        if session not in self.set_aside_ids:
            raise BadSession(f"there is no rehearsal {session!r}")
        self.set_aside_ids.remove(session)

    def write_down(self, session: str, tell: Callable[[int, int, float], bool]) -> Written:
        """Tell the beginning and the end, and say what was given."""
        self._known(session)
        if not (tell(1, 1, 0.0) and tell(1, 1, 1.0)):
            return Written(left=1)
        if isinstance(self.written, Exception):
            raise self.written
        return self.written

    def close(self) -> None:
        """Delete for good."""
        self.emptied += 1

    def _known(self, session: str) -> None:
        if session not in [row.id for row in self.rows()]:
            raise BadSession(f"there is no rehearsal {session!r}")


@dataclass
class FakeCabinet:
    """Implements `studio.desk.Cabinet` in memory."""

    kept: Dossier = field(default_factory=Dossier)
    wished: list[Change] = field(default_factory=list)
    points: tuple[tuple[str, str, str], ...] = (("job", "The job has no title", "Every check asks for it"),)
    of_the_day: Day = field(
        default_factory=lambda: Day(
            "Your interview", (DayLine("route", done=False, text="Look up the way"),), ()
        )
    )

    def dossier(self) -> Dossier:
        """Return what is kept."""
        return self.kept

    @property
    def file(self) -> str:
        """Where it would lie."""
        return "/home/somebody/dossier.toml"

    def keep(self, changes: Sequence[Change], today: dt.date) -> Kept:  # noqa: ARG002 - the port's signature
        """Remember what was wished, and change nothing."""
        self.wished += changes
        return Kept(self.kept)

    def terms(self, paper: bytes, *, pasted: bool) -> Terms:  # noqa: ARG002
        """Return the first words."""
        return Terms(tuple(paper.decode("utf-8", "replace").split()[:3]))

    def open_points(self, dossier: Dossier, today: dt.date) -> tuple[tuple[str, str, str], ...]:  # noqa: ARG002
        """Return what was given."""
        return self.points

    def day(self, today: dt.date) -> Day:  # noqa: ARG002
        """Return what was given."""
        return self.of_the_day


def desk(script: Callable[[Screen], None] = no_script, **parts: Any) -> Desk:
    """Return a desk of simple parts.

    Args:
        script: what happens in every rehearsal.
        parts: others instead: `rehearsals`, `workshop`, `shelf`, `cabinet`.
    """
    simple = Desk(ScriptedRehearsals(script), FakeWorkshop(), FakeShelf(), FakeCabinet())
    return replace(simple, **parts)


# --- a server -----------------------------------------------------------------------------------------


class Serving:
    """A studio that answers, in a thread.

    Attributes:
        address: the first address, token included.
        told: what the person at the terminal was told.
        reported: errors that are our own fault.
    """

    def __init__(self, at: Desk, **options: Any) -> None:
        self.told: list[str] = []
        self.reported: list[Exception] = []
        self._can_answer = threading.Event()
        self.server = StudioServer(
            at,
            ServerOptions(
                ready=lambda _printed, _for_once: self._can_answer.set(),
                tell=self.told.append,
                report=self.reported.append,
                **options,
            ),
        )
        self.address = self.server.address
        self.thread = threading.Thread(target=self.server.run, name="studio")

    @property
    def origin(self) -> str:
        """Where its pages come from: `http://127.0.0.1:PORT`."""
        return self.address.partition("/?")[0]

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return self.origin.removeprefix("http://")

    @property
    def token(self) -> str:
        """The token of the first address."""
        return self.address.partition("token=")[2]

    def start(self) -> None:
        """Serve, and come back once it answers."""
        self.thread.start()
        assert self._can_answer.wait(PATIENCE_S), "the studio never answered"

    def end(self) -> None:
        """Stop serving, and wait until that is over."""
        self.server.stop()
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive(), "the studio never ended"

    def wait_until_over(self) -> None:
        """Wait until no rehearsal runs any more: it does so for a moment after its last event."""
        deadline = time.monotonic() + PATIENCE_S
        while json.loads(fetch(self, "/sessions.json").text)["running_here"]:
            assert time.monotonic() < deadline, "the rehearsal never ended"
            time.sleep(0.005)

    def wait_until_left(self) -> None:
        """Wait until the studio has closed what visitors who left had opened; it does so a moment later."""
        port, deadline = int(self.host.rpartition(":")[2]), time.monotonic() + PATIENCE_S
        while any(
            at.laddr.port == port and at.status != psutil.CONN_LISTEN
            for at in psutil.Process().net_connections("tcp")
        ):
            assert time.monotonic() < deadline, "the studio keeps the connection of a visitor who left"
            time.sleep(0.001)

    def cookie(self) -> str:
        """Come in with the token; return the cookie that was given for it, as a browser sends it back."""
        given = fetch(self, f"/?token={self.token}", headers={}).header("set-cookie")
        return given.partition(";")[0]

    def entered(self) -> dict[str, str]:
        """Return the headers of a page of the studio's own: its cookie and its origin."""
        return {"Cookie": self.cookie(), "Origin": self.origin}


@contextmanager
def serving(at: Desk | None = None, **options: Any) -> Iterator[Serving]:
    """Run a studio in a thread while the block lasts.

    Args:
        at: the desk, a simple one without it.
        options: of `ServerOptions`.
    """
    studio = Serving(at or desk(), **options)
    studio.start()
    try:
        yield studio
    finally:
        studio.end()


# --- requests -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    def header(self, name: str) -> str:
        """Return a header, empty where it is missing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def fetch(
    studio: Serving,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Ask the studio for something, without following where it leads.

    Args:
        studio: whom to ask.
        path: may be anything, even what no browser sends.
        method: of the request.
        headers: may repeat a name; `Host` is the studio's unless one is given. None for those of the
            studio's own page.
        body: sent with its length.
    """
    given = studio.entered() if headers is None else headers
    pairs = list(given.items() if hasattr(given, "items") else given)
    connection = http.client.HTTPConnection(studio.host, timeout=PATIENCE_S)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if not any(name.lower() == "host" for name, _ in pairs):
            connection.putheader("Host", studio.host)
        for name, value in pairs:
            connection.putheader(name, value.encode("latin-1"))
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        came = connection.getresponse()
        return Answer(came.status, tuple(came.getheaders()), came.read())
    finally:
        connection.close()


def fetch_whole(studio: Serving, path: str, **request: Any) -> Answer:
    """Ask for a page whose content is being made, as its script does: until it no longer says to wait."""
    deadline = time.monotonic() + PATIENCE_S
    while "data-waiting" in (answer := fetch(studio, path, **request)).text:
        assert time.monotonic() < deadline, "the page was never ready"
    return answer
