"""The live screen: in a real terminal, read through a terminal emulator."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from makers import FULL, analysis, question

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pyte
from rich.cells import cell_len
from terminal_program import COLUMNS, ROWS, TerminalProgram

from mockinterview.cli.terminal import plain_option
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    Event,
    FeedbackGiven,
    Heard,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Stuck,
    Waiting,
)
from mockinterview.feedback import Finding, give_feedback
from mockinterview.ports import EndReason, Progress, Trouble
from mockinterview.screen.area import Area
from mockinterview.screen.keys import NoKeys
from mockinterview.screen.live import LiveScreen
from mockinterview.screen.plain import PlainScreen
from mockinterview.summary import Summary
from mockinterview.transcript import Quote, Transcript

REHEARSAL = str(Path(__file__).with_name("live_rehearsal.py"))
ASKED = question()
CHECKS = analysis(30.0, example=FULL)
ABOVE = 5
"""Rows above the area: the greeting, an empty one, number and text of the question, the invitation."""

MOMENT = Progress(75.4, -30.0, True, None, None, 200.0)


class Window(io.StringIO):
    """A terminal that remembers how it looked after every step; high, so that nothing scrolls out of it."""

    def __init__(self) -> None:
        super().__init__()
        self._screen = pyte.Screen(COLUMNS, 100)
        self._stream = pyte.Stream(self._screen)
        self.looks: list[list[str]] = []

    def isatty(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Show a text, one escape sequence after the other."""
        for step in re.split(r"(?=\x1b|\n)", text.replace("\n", "\r\n")):
            self._stream.feed(step)
            self.looks.append([self._row(number) for number in range(ABOVE)])
        return super().write(text)

    @property
    def rows(self) -> list[str]:
        """What stands in the window."""
        return [self._row(number) for number in range(self._screen.lines)]

    def _row(self, number: int) -> str:
        row = self._screen.buffer[number]
        return "".join(row[column].data for column in range(COLUMNS)).rstrip()


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Window:
    """Give a window of 80 by 24."""
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    monkeypatch.setenv("LINES", str(ROWS))
    return Window()


class Typist(NoKeys):
    """Somebody who could press a key, and does not."""

    open = True


def shown(window: Window, *events: Event) -> str:
    """Return what a live screen leaves behind of these events."""
    with LiveScreen(window, NoKeys()) as screen:
        for event in events:
            screen.show(event)
    return "\n".join(window.rows)


REHEARSED: tuple[Event, ...] = (
    SessionStarted(2, "tiny.en"),
    QuestionAsked(ASKED, 1, 2, spoken=True),
    Listening(ASKED),
    Heard(MOMENT, ASKED, "I rebuilt it"),
    Heard(replace(MOMENT, cap_left=20.0), ASKED, "I rebuilt it and it ran"),
    AnswerEnded(EndReason.DONE, 61.0, Trouble.CLIPPED),
    Waiting("Writing down your last words …"),
    FeedbackGiven(Transcript.from_text("I rebuilt it. " * 30), CHECKS, give_feedback(CHECKS, ASKED)),
    ChoiceOffered(last=False),
    QuestionAsked(ASKED, 2, 2, spoken=False),
    Stuck("the microphone is gone"),
    Notice("The disk is full."),
    SessionEnded(Summary(1, 2, 61.0, "You told stories.", "Be brief.", "A tip."), Path("a b/there-it-is")),
)


def test_what_is_left_reads_like_the_plain_screen(window: Window) -> None:
    """The same lines in the same order, except those that only say which keys there are."""
    plain = io.StringIO()
    screen = PlainScreen(plain, NoKeys())
    for event in REHEARSED:
        screen.show(event)
    expected = [line for line in plain.getvalue().splitlines() if line and not line.startswith("Enter = ")]
    assert [line for line in shown(window, *REHEARSED).splitlines() if line] == expected


@pytest.mark.parametrize("count", range(1, len(REHEARSED)))
def test_lines_and_area_change_together(window: Window, count: int) -> None:
    """After every event the window shows the area of this one, not of the one before."""
    keys = Typist()
    with LiveScreen(window, keys) as screen:
        for event in REHEARSED[:count]:
            screen.show(event)
        below = [row for row in area(*REHEARSED[:count]).splitlines() if row]
        shown_last = [row for row in window.rows if row][-len(below) :] if below else []
        assert shown_last == [row.rstrip() for row in below]


def test_nothing_flickers(window: Window) -> None:
    """While an answer runs, the question and all above it stand still at every single step."""
    with LiveScreen(window, NoKeys()) as screen:
        for event in REHEARSED[:3]:
            screen.show(event)
        above = window.rows[:ABOVE]
        window.looks.clear()
        for moment in range(50):
            screen.show(Heard(replace(MOMENT, elapsed=float(moment)), ASKED, "word " * moment))
        assert {tuple(look) for look in window.looks} == {tuple(above)}
    assert "  What are you proud of?" in above


def test_the_same_moment_is_drawn_once(window: Window) -> None:
    """Where nothing changed, nothing is written."""
    with LiveScreen(window, NoKeys()) as screen:
        screen.show(Listening(ASKED))
        screen.show(Heard(MOMENT, ASKED, "words"))
        written = window.tell()
        screen.show(Heard(MOMENT, ASKED, "words"))
        assert window.tell() == written


def test_nothing_moves_while_words_come(window: Window) -> None:
    """The rows of the area keep their places from the first moment on."""
    with LiveScreen(window, NoKeys()) as screen:
        screen.show(Listening(ASKED))
        for count in range(0, 200, 10):
            screen.show(Heard(MOMENT, ASKED, "word " * count))
            level = next(n for n, row in enumerate(window.rows) if row.startswith("Level"))
            assert level == 3


def test_hostile_texts_stay_texts(window: Window) -> None:
    """No escape sequence of a bank or a transcript keeps its meaning."""
    hostile = "\x1b]0;title\x07 \x1b[2J hello [bold]:smile:"
    finding = Finding("example", "strength", hostile, (Quote(hostile, 0, 5, 1.0, 2.0),))
    asked = question(text=hostile)
    text = shown(
        window,
        QuestionAsked(asked, 1, 1, spoken=True),
        Listening(asked),
        Heard(MOMENT, asked, hostile),
        FeedbackGiven(Transcript.from_text(hostile), CHECKS, (finding,)),
        Notice(hostile),
    )
    assert "\x1b[2J" not in window.getvalue()
    assert "\x1b]0" not in window.getvalue()
    assert text.count("hello [bold]:smile:") == 5


# --- the area -----------------------------------------------------------------------------------------


def area(*events: Event, keys: bool = True) -> str:
    """Return the rows of the area after these events."""
    running = Area()
    for event in events:
        running = running.after(event, keys=keys)
    return "\n".join(text for text, _ in running.rows(COLUMNS, ROWS))


LISTENING = (SessionStarted(1, "tiny.en"), Listening(ASKED))


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((QuestionAsked(ASKED, 1, 1, spoken=True),), "r = hear it again"),
        (LISTENING, " 0:00 "),
        (LISTENING, "1:00 to 2:00 is good"),
        ((*LISTENING, Heard(MOMENT, ASKED, "")), " 1:15 "),
        ((*LISTENING, Heard(MOMENT, ASKED, "")), "[####    ]  I hear you"),
        ((*LISTENING, Heard(replace(MOMENT, speaking=False), ASKED, "")), "I am listening"),
        ((*LISTENING, Heard(replace(MOMENT, countdown=1.6), ASKED, "")), "Done in 2 s, speak to go on"),
        ((*LISTENING, Heard(MOMENT, ASKED, "these words")), "these words"),
        ((*LISTENING, Heard(MOMENT, ASKED, "")), "Enter = done"),
        ((*LISTENING, Notice("Full.")), "Level"),
        ((*LISTENING, Waiting("Writing it down …")), "Writing it down …"),
        ((ChoiceOffered(last=False),), "Enter = next question"),
        ((ChoiceOffered(last=True),), "Enter = finish"),
        ((Stuck("no space left"),), "Enter = try again"),
    ],
)
def test_the_area_tells_what_runs(events: tuple[Event, ...], said: str) -> None:
    """Time against the target, level, countdown, words and keys, each in its moment."""
    assert said in area(*events)


@pytest.mark.parametrize(
    "events",
    [
        (),
        (QuestionAsked(ASKED, 1, 1, spoken=False),),
        (*LISTENING, AnswerEnded(EndReason.DONE, 9.0, None)),
        (*LISTENING, SessionEnded(Summary(0, 1, 0.0, None, None, None), Path("there"))),
    ],
)
def test_the_area_is_empty_where_nothing_runs(events: tuple[Event, ...]) -> None:
    """No row is left over."""
    assert area(*events) == ""


def test_where_nobody_can_press_a_key_none_is_named() -> None:
    """A recorded candidate needs no help."""
    assert "Enter" not in area(*LISTENING, keys=False)


def test_without_a_recogniser_there_is_no_room_for_words() -> None:
    """Empty rows would promise words that never come."""
    with_words, without = (area(SessionStarted(1, model), Listening(ASKED)) for model in ("tiny.en", None))
    assert with_words.count("\n") - without.count("\n") == 3


moments = st.builds(
    Progress,
    elapsed=st.floats(0, 4000),
    level_db=st.floats(-200, 20),
    speaking=st.booleans(),
    countdown=st.none() | st.floats(0, 9),
    waiting=st.none(),
    cap_left=st.just(200.0),
)


@given(st.text(max_size=300), moments, st.floats(5, 600), st.tuples(st.integers(1, 200), st.integers(1, 60)))
def test_rows_fit_any_window(text: str, progress: Progress, target_s: float, size: tuple[int, int]) -> None:
    """No row is wider than the window, and their number does not depend on the words."""
    asked = question(target_s=target_s)
    areas = [
        Area().after(Listening(asked), keys=True).after(Heard(progress, asked, said), keys=True)
        for said in ("", text)
    ]
    empty, full = (shown.rows(*size) for shown in areas)
    assert len(empty) == len(full)
    assert all(cell_len(row) <= max(size[0] - 1, 2) for row, _ in full)  # an emoji takes two cells


# --- in a real terminal -------------------------------------------------------------------------------


def is_sane(program: TerminalProgram) -> bool:
    """Whether the terminal is as it was before: its settings, and the cursor to be seen."""
    return program.modes == program.modes_before and not program.cursor_hidden


def test_a_key_without_enter_ends_the_answer_and_the_terminal_is_given_back() -> None:
    """Question, area and findings in a window of 80 by 24, then the shell's terminal as before."""
    with TerminalProgram(REHEARSAL) as program:
        program.wait_for("rebuilt the night shift")
        assert program.modes != program.modes_before
        assert program.cursor_hidden
        program.wait_until(lambda window: "\nEnter = done" in window)
        program.press("d")
        assert program.end() == 0
        assert "Level [" not in program.text
        assert "+ You gave a specific example" in program.text
        assert is_sane(program)


@pytest.mark.parametrize(("key", "code"), [("\x03", -signal.SIGINT), ("s", 1)], ids=["Ctrl-C", "an error"])
def test_however_it_ends_the_terminal_is_given_back(key: str, code: int) -> None:
    """After Ctrl-C and after an exception: settings restored, cursor back, no area left behind."""
    with TerminalProgram(REHEARSAL) as program:
        program.wait_for("Level [")
        program.press(key)
        assert program.end() == code
        assert is_sane(program)
        assert "Level [" not in program.text


def test_a_program_that_is_told_to_end_gives_the_terminal_back() -> None:
    """SIGTERM ends it with the terminal as before."""
    with TerminalProgram(REHEARSAL) as program:
        program.wait_for("Level [")
        os.kill(program.process.pid, signal.SIGTERM)
        assert program.end() == 128 + signal.SIGTERM
        assert is_sane(program)


@pytest.mark.parametrize(("rows", "columns"), [(30, 120), (24, 50), (12, 80), (10, 60)])
def test_a_resized_window_shows_question_and_area_once(rows: int, columns: int) -> None:
    """Narrower, lower, larger: the area fits again and nothing stands twice, whatever was exported."""
    with TerminalProgram(REHEARSAL, COLUMNS=str(COLUMNS), LINES=str(ROWS)) as program:
        program.wait_for("rebuilt the night shift")
        program.resize(rows, columns)
        program.wait_for("0:05")
        program.wait_until(
            lambda window: [window.count(text) for text in ("Level [", "What are you", "is good")] == [1] * 3
        )
        program.press("\n")
        assert program.end() == 0
        assert is_sane(program)


# --- which screen -------------------------------------------------------------------------------------

CHOICE = """
import sys
from contextlib import ExitStack
from mockinterview.cli.terminal import open_screen
with ExitStack() as stack:
    screen = open_screen(stack, plain="--plain" in sys.argv, typed=True)
print(type(screen).__name__)
"""


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, "LiveScreen"),
        ([], {"NO_COLOR": "1"}, "LiveScreen"),
        (["--plain"], {}, "PlainScreen"),
        ([], {"TERM": "dumb"}, "PlainScreen"),
        ([], {"PYTHONIOENCODING": "ascii"}, "PlainScreen"),
    ],
    ids=["a terminal", "no colour", "--plain", "a simple terminal", "only ASCII"],
)
def test_a_terminal_gets_the_live_screen_where_it_can(
    arguments: list[str], environment: dict[str, str], chosen: str
) -> None:
    """Plain lines where they were asked for, and where more is not possible."""
    with TerminalProgram("-c", CHOICE, *arguments, **environment) as program:
        program.wait_for(chosen)
        assert program.end() == 0
        assert is_sane(program)


def test_without_a_terminal_there_are_plain_lines() -> None:
    """A pipe is no terminal."""
    done = subprocess.run(
        [sys.executable, "-c", CHOICE], stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    assert done.stdout.strip() == b"PlainScreen"


def test_the_variable_asks_for_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever uses a screen reader sets it once."""

    @click.command()
    @plain_option
    def command(*, plain: bool) -> None:
        click.echo(plain)

    assert CliRunner().invoke(command).output == "False\n"
    monkeypatch.setenv("MOCKINTERVIEW_PLAIN", "1")
    assert CliRunner().invoke(command).output == "True\n"


def test_without_colour_there_is_no_colour(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves the text as it is and takes the colours away."""
    monkeypatch.setenv("NO_COLOR", "1")
    shown(window, *REHEARSED)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", window.getvalue())
    assert "What are you proud of?" in "\n".join(window.rows)
