"""The plain screen: every event in words, and keys that never block."""

from __future__ import annotations

import io
import os
import pty
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import FULL, analysis, question

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
    Waiting,
)
from mockinterview.feedback import Finding, give_feedback
from mockinterview.ports import Command, EndReason, Progress, Trouble
from mockinterview.remarks import clock
from mockinterview.screen.keys import LineKeys, NoKeys, command_of
from mockinterview.screen.plain import PlainScreen, status_line
from mockinterview.screen.words import meter
from mockinterview.summary import Summary
from mockinterview.transcript import Quote, Transcript

ASKED = QuestionAsked(question(), 2, 5, spoken=True)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def shown(*events: Event, terminal: bool = False) -> str:
    """Return what a plain screen writes for these events."""
    stream = Terminal() if terminal else io.StringIO()
    screen = PlainScreen(stream, NoKeys())
    for event in events:
        screen.show(event)
    return stream.getvalue()


def heard(text: str = "", **changes: float | None) -> Heard:
    """Return a moment of a running answer."""
    plain: dict[str, float | None] = {"elapsed": 75.4, "level_db": -30.0, "countdown": None, "waiting": None}
    values = {**plain, "cap_left": 200.0, **changes}
    return Heard(Progress(speaking=True, **values), question(), text)  # type: ignore[arg-type] # test values


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (SessionStarted(5, "tiny.en"), "5 questions"),
        (SessionStarted(1, None), "your answers are only recorded"),
        (ASKED, "Question 2 of 5"),
        (QuestionAsked(question(), 2, 5, spoken=False), "shown only"),
        (QuestionAsked(question(), 2, 5, awaits_voice=True), "the voice is late"),
        (SessionEnded(Summary(0, 0, 0.0, None, None, None), None), "nothing to keep"),
        (QuestionAsked(question(), 2, 5, spoken=True, is_follow_up=True), "Follow-up"),
        (Listening(question()), "1 minute to 2 minutes"),
        (AnswerEnded(EndReason.SILENCE, 61.0, None), "Answer over"),
        (AnswerEnded(EndReason.SKIP, 1.0, None), "Skipped"),
        (AnswerEnded(EndReason.DEVICE_LOST, 9.0, None), "kept"),
        (AnswerEnded(EndReason.NO_SPEECH, 60.0, Trouble.DENIED), "privacy settings"),
        (AnswerEnded(EndReason.DONE, 60.0, Trouble.NOT_WRITTEN), "free some space"),
        (ChoiceOffered(last=False), "next question"),
        (ChoiceOffered(last=True), "finish"),
        (Notice("The disk is full"), "! The disk is full"),
        (
            SessionEnded(Summary(2, 3, 130.0, "You told stories.", "Be brief.", "A tip."), Path("there")),
            "2 of 3 questions answered, 2 minutes 10 seconds of speaking",
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value[:12],
)
def test_every_event_is_said_in_words(event: Event, said: str) -> None:
    """Each event reaches the person as a line."""
    assert said in shown(event)


def test_nothing_from_a_bank_or_a_transcript_can_steer_the_terminal() -> None:
    """Escape sequences in texts lose their meaning."""
    hostile = "\x1b]0;title\x07 \x1b[2J hello"
    transcript = Transcript.from_text(hostile)
    findings = (Finding("example", "strength", hostile, (Quote(hostile, 0, 5, 1.0, 2.0),)),)
    text = shown(
        QuestionAsked(question(text=hostile), 1, 1, spoken=True),
        FeedbackGiven(transcript, analysis(), findings),
        Notice(hostile),
    )
    assert "\x1b" not in text
    assert "hello" in text


def test_feedback_shows_the_strongest_point_then_the_one_thing_to_do_better() -> None:
    """A full example that is too short: praise first, then length, each marked in words or signs."""
    checks = analysis(30.0, wpm=None, example=FULL)
    text = shown(FeedbackGiven(None, checks, give_feedback(checks, question())))
    assert text.index("+ You gave a specific example") < text.index(
        "> One thing to do better: Your answer took"
    )


def test_what_was_quoted_already_is_only_given_its_times() -> None:
    """A quote that stands in the sentence is not written twice; one that does not, is."""
    quotes = (Quote("Um, so", 0, 6, 61.0, 62.0), Quote("we won", 7, 13, 75.0, 76.0))
    finding = Finding("fillers", "improve", "You said “um, so”.", quotes)
    text = shown(FeedbackGiven(None, analysis(), (finding,)))
    assert text.casefold().count("um, so") == 1
    assert "1:15 “we won”" in text
    assert "At 1:01." in text


def test_without_a_terminal_nothing_is_rewritten() -> None:
    """A log or a screen reader gets whole lines only, and no line ten times a second."""
    assert shown(Listening(question()), heard("some words"), Waiting("a moment")).count("\n") == 2


def test_a_long_wait_says_how_to_go_on() -> None:
    """What takes long may be left, by a key that is named."""
    text = shown(Waiting("a moment"), Waiting("It takes long.", can_skip=True))
    assert text.splitlines() == ["It takes long.", "s = go on without them, q = stop (all is kept)"]


def test_a_long_silence_before_the_first_word_is_met_kindly_and_once() -> None:
    """After 12 s without a word one line says that there is no hurry."""
    waiting = heard(waiting=12.5)
    assert shown(Listening(question()), heard(waiting=11.0), waiting, waiting).count("Take your time") == 1


def test_the_end_of_the_longest_answer_is_announced() -> None:
    """Thirty seconds before the cap the person is told, once."""
    late = heard(cap_left=29.0)
    assert shown(Listening(question()), late, late).count("30 seconds are left") == 1


def test_the_status_line_is_cleared_before_the_next_line() -> None:
    """On a terminal the meter never stays behind in the text."""
    text = shown(Listening(question()), heard("words"), Notice("next"), terminal=True)
    assert "\r\x1b[K! next\n" in text


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (heard(), "1:15 of 1:00-2:00"),
        (heard(countdown=1.4), "done in 1 s, speak to go on"),
        (heard("these are the last words"), "these are the last words"),
    ],
)
def test_the_status_line_tells_time_target_and_countdown(event: Heard, said: str) -> None:
    """What a speaker glances at."""
    assert said in status_line(event)


@given(st.floats(-200, 20))
def test_the_meter_has_one_width(level_db: float) -> None:
    """Whatever the level, nothing in the line moves."""
    assert len(meter(level_db)) == len(meter(-60.0))


def test_the_meter_is_empty_for_silence_and_full_for_full_scale() -> None:
    """The ends of the scale."""
    assert set(meter(-100.0)) == {" "}
    assert set(meter(0.0)) == {"#"}


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0:00"), (59.9, "0:59"), (60.0, "1:00"), (3725.0, "62:05")]
)
def test_clock(value: float, written: str) -> None:
    """Minutes and seconds as a clock shows them."""
    assert clock(value) == written


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", Command.DONE),
        ("  ", Command.DONE),
        ("s", Command.SKIP),
        ("Skip", Command.SKIP),
        ("r", Command.AGAIN),
        ("q", Command.QUIT),
        ("w", Command.NOT_DONE),
        ("x", None),
        ("\x1b[A", None),
    ],
)
def test_typed_lines_mean_commands(line: str, command: Command | None) -> None:
    """Enter and five letters; anything else is ignored."""
    assert command_of(line) is command


def wait_for(keys: LineKeys) -> Command | None:
    """Return the next command, None where none can come any more."""
    until = time.monotonic() + 60
    while (command := keys.next()) is None and keys.open and time.monotonic() < until:
        time.sleep(0.005)
    return command


def test_keys_are_read_while_the_loop_goes_on() -> None:
    """Commands come one by one from a terminal, and asking never waits."""
    ours, theirs = pty.openpty()
    keys = LineKeys(theirs)
    assert keys.next() is None
    os.write(ours, b"s\nw\n\n")
    assert [wait_for(keys) for _ in range(3)] == [Command.SKIP, Command.NOT_DONE, Command.DONE]
    os.close(ours)


def test_a_closed_input_offers_no_choice() -> None:
    """Where nobody can type the loop must not wait."""
    ours, theirs = os.pipe()
    keys = LineKeys(ours)
    os.close(theirs)
    assert wait_for(keys) is None
    assert not PlainScreen(io.StringIO(), keys).is_interactive()
    os.close(ours)
