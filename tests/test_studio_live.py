"""The live line: what pages see of a rehearsal, and what they can do about it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import makers
import pytest
from studio_parts import PATIENCE_S, Serving, desk, fetch, serving
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from mockinterview.events import ChoiceOffered, FeedbackGiven, Heard, Listening, Notice, QuestionAsked
from mockinterview.ports import Command, Progress
from mockinterview.studio.live import LONGEST_TAB_ID, MOST_PAGES, Live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.events import Screen

QUESTION = makers.QUESTION


class Line:
    """A page's live line, as a program holds it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.stage: dict[str, Any] = {}
        self.steers = False

    def read(self) -> dict[str, Any]:
        """Return the next message; remembers the stage."""
        message: dict[str, Any] = json.loads(self.socket.recv(PATIENCE_S))
        if message["type"] == "stage":
            self.stage, self.steers = message["stage"], message["steers"]
        return message

    def until(self, true: Callable[[Line], bool]) -> Line:
        """Read until something is true; fails where the studio falls silent before."""
        while not true(self):
            self.read()
        return self

    def in_phase(self, phase: str) -> Line:
        """Read until the rehearsal is in a phase."""
        return self.until(lambda line: line.stage.get("phase") == phase)

    def say(self, **message: Any) -> None:
        """Say something in this step."""
        self.socket.send(json.dumps({"step": self.stage["step"]} | message))


@contextmanager
def line_of(studio: Serving, tab: str, view: str = "rehearsal", **options: Any) -> Iterator[Line]:
    """Open a page's live line, and wait for its first message."""
    url = f"ws://{studio.host}/live?tab={tab}&view={view}"
    with connect(url, additional_headers=studio.entered(), open_timeout=PATIENCE_S, **options) as socket:
        line = Line(socket)
        line.read()
        yield line


def begin(studio: Serving) -> None:
    """Begin a rehearsal."""
    headers = studio.entered() | {"Content-Type": "application/json"}
    assert fetch(studio, "/rehearsal", method="POST", headers=headers, body=b"{}").status == 201


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is true; fails where it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "never true"
        time.sleep(0.005)


class Script:
    """A rehearsal that stands at a choice until somebody decides.

    Attributes:
        got: what the screen was asked to pass on.
        screen: its screen, once it runs.
    """

    def __init__(self) -> None:
        self.got: list[Command] = []
        self.screen: Screen | None = None

    def __call__(self, screen: Screen) -> None:
        """Ask, listen, give feedback, and offer a choice until "quit"."""
        screen.show(QuestionAsked(QUESTION, 1, 1))
        screen.show(Listening(QUESTION))
        screen.show(heard("I was"))
        screen.show(FeedbackGiven(None, makers.analysis(), ()))
        screen.show(ChoiceOffered(last=True))
        self.screen = screen
        while (command := screen.command()) is not Command.QUIT:
            if command is not None:
                self.got.append(command)
            time.sleep(0.005)

    @property
    def is_occupied(self) -> bool:
        """Whether the loop waits for a page that plays a spot."""
        return self.screen is not None and self.screen.is_occupied()


def heard(text: str, elapsed: float = 1.0) -> Heard:
    """Return a moment of an answer."""
    return Heard(Progress(elapsed, -20.0, True, None, None, 100.0), QUESTION, text)


@pytest.fixture
def script() -> Script:
    """Return a rehearsal that stands at a choice."""
    return Script()


@pytest.fixture
def studio(script: Script) -> Iterator[Serving]:
    """Run a studio whose rehearsals stand at a choice."""
    with serving(desk(script), comes_back=0.3) as running:
        yield running
    assert running.reported == []


# --- what pages see -----------------------------------------------------------------------------------


def test_a_page_sees_at_once_how_things_stand(studio: Serving) -> None:
    """Before any rehearsal, and in the middle of one."""
    with line_of(studio, "a") as line:
        assert line.stage["phase"] == "idle"
    begin(studio)
    with line_of(studio, "a") as line:
        line.in_phase("choosing")
        assert line.stage["asked"]["text"] == QUESTION.text
        assert line.stage["commands"] == ["done", "again", "quit"]


def test_the_running_answer_comes_in_small_messages() -> None:
    """Moments carry no question and no feedback; every other change carries all."""
    go, seen = threading.Event(), threading.Event()

    def script(screen: Screen) -> None:
        screen.show(QuestionAsked(QUESTION, 1, 1))
        screen.show(Listening(QUESTION))
        assert go.wait(PATIENCE_S)
        screen.show(heard("I was", 1.0))
        assert seen.wait(PATIENCE_S)
        screen.show(Notice("Your disk is nearly full"))

    with serving(desk(script)) as studio, line_of(studio, "a") as line:
        begin(studio)
        line.in_phase("listening")
        go.set()
        moment = line.read()
        seen.set()
        assert moment["type"] == "moment"
        assert moment["moment"]["text"] == "I was"
        assert set(moment) == {"type", "moment", "reminders"}
        line.in_phase("failed")


def test_a_slow_page_skips_moments_and_sees_the_end() -> None:
    """The rehearsal never waits for it, and it is not flooded with what is long past."""
    moments = 3000
    shown = threading.Event()

    def script(screen: Screen) -> None:
        screen.show(QuestionAsked(QUESTION, 1, 1))
        screen.show(Listening(QUESTION))
        for n in range(moments):
            screen.show(heard("word " * 4000, float(n)))
            time.sleep(0.0005)
        screen.show(ChoiceOffered(last=True))
        shown.set()
        while screen.command() is not Command.QUIT:
            time.sleep(0.005)

    with serving(desk(script)) as studio, line_of(studio, "a", max_queue=1, compression=None) as line:
        begin(studio)
        assert shown.wait(2 * PATIENCE_S)
        read = 0
        while line.stage["phase"] != "choosing":
            line.read()
            read += 1
        assert read < moments


def test_a_change_without_a_loop_is_forgotten() -> None:
    """A rehearsal may say something before the studio began, or after it ended."""
    live = Live()
    live.changed()

    async def start() -> None:
        live.start()

    asyncio.run(start())
    live.changed()


# --- who steers ---------------------------------------------------------------------------------------


def test_the_second_tab_watches_and_can_take_over(studio: Serving, script: Script) -> None:
    """What it presses before that is ignored; afterwards the first is ignored."""
    with line_of(studio, "a") as first, line_of(studio, "b") as second:
        begin(studio)
        assert first.in_phase("choosing").steers
        assert not second.in_phase("choosing").steers
        second.say(command="done")
        second.say(take_over=True)
        second.until(lambda line: line.steers)
        first.until(lambda line: not line.steers)
        first.say(command="done")
        first.say(take_over=False)
        second.say(command="again")
        wait_for(lambda: script.got == [Command.AGAIN])


def test_a_reload_keeps_the_place(script: Script) -> None:
    """In the middle of a rehearsal; the tab beside it only watches, before and after."""
    with serving(desk(script), comes_back=PATIENCE_S) as studio, line_of(studio, "b", view="other"):
        with line_of(studio, "a") as before:
            begin(studio)
            before.in_phase("choosing")
        with line_of(studio, "b") as beside, line_of(studio, "a") as after:
            assert not beside.steers
            after.until(lambda line: line.steers and line.stage["phase"] == "choosing")
            after.say(command="done")
            wait_for(lambda: script.got == [Command.DONE])
            assert not beside.steers
    assert studio.reported == []


def test_a_tab_that_does_not_come_back_loses_its_place(studio: Serving) -> None:
    """The one that watched steers, without asking for it."""
    with line_of(studio, "b", view="other"):
        with line_of(studio, "a") as gone:
            assert gone.steers
        with line_of(studio, "b") as watching:
            watching.until(lambda line: line.steers)


def test_pages_elsewhere_never_steer(studio: Serving, script: Script) -> None:
    """The list of rehearsals sees that one runs, and cannot end it."""
    with line_of(studio, "a", view="other") as other, line_of(studio, "b") as steering:
        begin(studio)
        assert not other.in_phase("choosing").steers
        other.say(take_over=True, command="quit")
        other.say(hear=True)
        assert steering.in_phase("choosing").steers
        steering.say(command="done")
        wait_for(lambda: script.got == [Command.DONE])
        assert not script.is_occupied


def test_a_command_of_another_step_is_forgotten(studio: Serving, script: Script) -> None:
    """A "done" that was meant for the last answer must not skip the feedback."""
    with line_of(studio, "a") as line:
        begin(studio)
        line.in_phase("choosing")
        for step in (line.stage["step"] - 1, line.stage["step"] + 1, -1, 10**30):
            line.say(command="done", step=step)
        line.say(command="again")
        wait_for(lambda: script.got == [Command.AGAIN])


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "null",
        "[]",
        "{",
        "7",
        '"done"',
        "[" * 8000,
        '{"a":' * 3000,
        "9" * 5000,
        '{"command": "done"}',
        '{"command": "done", "step": true}',
        '{"command": "done", "step": 1.0}',
        '{"command": "done", "step": "1"}',
        '{"command": [], "step": STEP}',
        '{"command": {}, "step": STEP}',
        '{"command": "explode", "step": STEP}',
        '{"command": "skip", "step": STEP}',
        '{"hear": 1, "step": STEP}',
        '{"take_over": 1}',
        '{"command": "\\ud800", "step": STEP}',
        b"",
        b"\x00\xff" * 100,
    ],
)
def test_rubbish_is_ignored(studio: Serving, script: Script, rubbish: str | bytes) -> None:
    """The line stays open, and the next proper word counts."""
    with line_of(studio, "a") as line:
        begin(studio)
        line.in_phase("choosing")
        step = str(line.stage["step"])
        line.socket.send(rubbish.replace("STEP", step) if isinstance(rubbish, str) else rubbish)
        line.say(command="done")
        wait_for(lambda: bool(script.got))
    assert script.got == [Command.DONE]
    assert not script.is_occupied


# --- hearing a spot -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["stops", "closes", "is taken over", "breaks"])
def test_the_rehearsal_waits_for_whoever_hears_a_spot(studio: Serving, script: Script, how: str) -> None:
    """And no longer: whether the page says so, is closed, loses its place, or its line breaks."""
    with line_of(studio, "b") as other:
        other.say(take_over=True)
        with line_of(studio, "a") as hearing:
            begin(studio)
            hearing.in_phase("choosing").say(take_over=True)
            hearing.until(lambda line: line.steers)
            hearing.say(hear=True)
            wait_for(lambda: script.is_occupied)
            if how == "stops":
                hearing.say(hear=False)
            elif how == "is taken over":
                other.in_phase("choosing").say(take_over=True)
            elif how == "breaks":
                hearing.socket.socket.close()
            if how != "closes":
                wait_for(lambda: not script.is_occupied)
        wait_for(lambda: not script.is_occupied)


# --- bounds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["", "?tab=", f"?tab={'a' * (LONGEST_TAB_ID + 1)}", "?tab", "?view=rehearsal"]
)
def test_a_line_without_a_tab_is_refused(studio: Serving, query: str) -> None:
    """Only our own pages hold one, and they have an id."""
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://{studio.host}/live{query}", additional_headers=studio.entered()),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_only_so_many_pages_can_be_open(studio: Serving) -> None:
    """One more reads why it cannot; once another is closed it can."""
    lines = [line_of(studio, str(n)) for n in range(MOST_PAGES)]
    for line in lines:
        line.__enter__()
    with pytest.raises(ConnectionClosed) as refused, line_of(studio, "more"):
        pass
    assert refused.value.rcvd is not None
    assert refused.value.rcvd.code == 1013
    assert "Too many pages" in refused.value.rcvd.reason
    for line in lines:
        line.__exit__(None, None, None)
    with line_of(studio, "more") as one_more:
        assert one_more.stage["phase"] == "idle"
