"""What the page of a rehearsal shows, and what may be wished in which phase."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import FULL, analysis, question
from studio_parts import PATIENCE_S

from mockinterview.errors import NoSoundSystem, StorageError
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
    TakeKept,
    VoiceCame,
    Waiting,
)
from mockinterview.feedback import Finding, give_feedback
from mockinterview.ports import Command, EndReason, Progress, Trouble
from mockinterview.studio.desk import Wishes
from mockinterview.studio.rehearsing import Rehearsing
from mockinterview.studio.screen import BrowserScreen
from mockinterview.studio.scripted import ScriptedRehearsals
from mockinterview.studio.stage import MOST_NOTICES, NOTHING_ASKED, SPOTS_SHOWN, Stage
from mockinterview.summary import Summary
from mockinterview.transcript import Quote, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.events import Screen

ASKED = QuestionAsked(question(), 1, 2, spoken=True)
WORDS = Transcript.from_text("I rebuilt it")
MOMENT = Heard(Progress(3.14159, -20.04, True, None, None, 296.9), question(), "I rebuilt")
FEEDBACK = FeedbackGiven(WORDS, analysis(example=FULL), give_feedback(analysis(example=FULL), question()))
CHOICE = ChoiceOffered(last=False)
SUMMARY = SessionEnded(Summary(2, 1, 61.0, "You told a story.", None, None), Path("sessions/2026-1"))
SOUND = Path("data/sessions/2026-11-28-1/turn-1.flac")
EVENTS: tuple[Event, ...] = (
    *(SessionStarted(2, None), ASKED, Listening(question()), MOMENT, Waiting("Writing …"), FEEDBACK),
    *(AnswerEnded(EndReason.DONE, 4.0, Trouble.CLIPPED), TakeKept(SOUND), CHOICE, Stuck("no room")),
    *(Notice("a line"), SUMMARY),
)


def after(*events: Event) -> Stage:
    """Return the stage after some events."""
    stage = Stage().starting()
    for event in events:
        stage = stage.after(event)
    return stage


@given(st.lists(st.sampled_from(EVENTS), max_size=20))
def test_every_order_of_events_makes_a_stage_that_json_can_carry(events: list[Event]) -> None:
    """A loop that surprises us must not end the page; steps never go back."""
    steps = [after(*events[:count]).step for count in range(len(events) + 1)]
    assert steps == sorted(steps)
    assert json.loads(json.dumps(asdict(after(*events))))["phase"] == after(*events).phase


@pytest.mark.parametrize(
    ("events", "phase", "commands"),
    [
        ((), "starting", {"quit"}),
        ((SessionStarted(2, "tiny.en"),), "starting", {"quit"}),
        ((ASKED,), "asking", {"done", "again", "skip", "quit"}),
        ((ASKED, Listening(question())), "listening", {"done", "not done", "again", "skip", "quit"}),
        ((ASKED, Listening(question()), MOMENT), "listening", {"done", "not done", "again", "skip", "quit"}),
        ((ASKED, AnswerEnded(EndReason.SILENCE, 9.0, None)), "waiting", {"quit"}),
        ((ASKED, Waiting("…"), Waiting("It takes long.", can_skip=True)), "waiting", {"skip", "quit"}),
        ((ASKED, Waiting("It takes long.", can_skip=True), Waiting("…")), "waiting", {"quit"}),
        ((ASKED, FEEDBACK), "feedback", {"done", "again", "quit"}),
        ((ASKED, FEEDBACK, TakeKept(SOUND)), "feedback", {"done", "again", "quit"}),
        ((ASKED, FEEDBACK, CHOICE), "choosing", {"done", "again", "quit"}),
        ((ASKED, Stuck("no room")), "stuck", {"done", "quit"}),
        ((ASKED, SUMMARY), "ended", set()),
    ],
)
def test_every_phase_offers_what_the_loop_listens_to(
    events: tuple[Event, ...], phase: str, commands: set[str]
) -> None:
    """No button stands there that would do nothing."""
    stage = after(*events)
    assert stage.phase == phase
    assert {command.value for command in stage.commands} == commands


def test_the_running_answer_is_shown_in_numbers_and_words() -> None:
    """Level, time and words of the last moment; the next phase forgets them."""
    moment = after(ASKED, Listening(question()), MOMENT).moment
    assert moment is not None
    assert (moment.elapsed, moment.level_db, moment.text) == (3.14, -20.0, "I rebuilt")
    assert after(ASKED, Listening(question()), MOMENT, Waiting("…")).moment is None


def test_a_speaker_is_reminded_once_an_answer() -> None:
    """The kind line about time comes once, though twenty moments say that it is due."""
    late = Heard(Progress(13.0, -60.0, False, None, 13.0, 290.0), question(), "")
    assert after(ASKED, Listening(question()), late, late).reminders == ("Take your time. I am listening.",)


def test_feedback_shows_spots_only_where_there_is_something_to_hear() -> None:
    """Evidence without times has no spot, and never more than a few are shown."""
    quotes = (Quote("no times", 0, 8), *(Quote(f"spot {n}", 0, 6, float(n), n + 1.0) for n in range(9)))
    finding = Finding("fillers", "improve", "Fewer fillers.", quotes, 0.9)
    feedback = after(ASKED, FeedbackGiven(WORDS, analysis(), (finding,))).feedback
    assert feedback is not None
    assert [spot.start for spot in feedback.core[0].spots] == [float(n) for n in range(SPOTS_SHOWN)]
    assert feedback.take is None


def test_feedback_stays_for_its_follow_up_and_goes_with_the_next_question() -> None:
    """Who is asked for the result still sees what was said of the story."""
    follow_up = QuestionAsked(question(id="more"), 1, 2, is_follow_up=True)
    assert after(ASKED, FEEDBACK, TakeKept(SOUND), follow_up).feedback is not None
    assert after(ASKED, FEEDBACK, QuestionAsked(question(), 2, 2)).feedback is None


def test_a_main_question_that_is_answered_again_stands_there_again() -> None:
    """After its follow-up: its own text and length, and nothing said of the attempt before."""
    more = question(text="And how did that end?", target_s=30.0)
    follow_up = QuestionAsked(more, 1, 2, is_follow_up=True)
    during = after(ASKED, FEEDBACK, follow_up, Listening(more))
    assert during.asked is not None
    assert (during.asked.is_follow_up, during.asked.text) == (True, more.text)
    assert during.feedback is not None
    again = after(ASKED, FEEDBACK, follow_up, Listening(more), FEEDBACK, CHOICE, Listening(ASKED.question))
    assert again.asked is not None
    assert (again.asked.is_follow_up, again.asked.text) == (False, ASKED.question.text)
    assert again.asked.zone != during.asked.zone
    assert again.feedback is None


def test_a_kept_take_can_be_heard_under_an_address_without_any_path() -> None:
    """Session and name, nothing of the disk."""
    feedback = after(ASKED, FEEDBACK, TakeKept(SOUND)).feedback
    assert feedback is not None
    assert feedback.take == "/takes/2026-11-28-1/turn-1.flac"


def test_notices_do_not_pile_up() -> None:
    """A rehearsal that goes wrong again and again shows the last lines only."""
    notices = after(*(Notice(f"line {n}") for n in range(100))).notices
    assert notices == tuple(f"line {n}" for n in range(100 - MOST_NOTICES, 100))


def test_texts_from_outside_are_harmless() -> None:
    """Neither control characters nor marks that reorder text reach the page."""
    hostile = "\x1b[31m\u202eevil\r\nline\x00"
    asked = after(QuestionAsked(question(text=hostile, asked_by=hostile, greeting=hostile), 1, 1)).asked
    assert asked is not None
    assert {asked.text, asked.asked_by, asked.greeting} == {"[31mevil line"}
    assert after(Notice(hostile)).notices == ("[31mevil line",)


# --- the screen ---------------------------------------------------------------------------------------


def screen_at(*events: Event) -> BrowserScreen:
    """Return a screen that was shown some events."""
    screen = BrowserScreen(lambda: None)
    for event in events:
        screen.show(event)
    return screen


def test_a_wish_reaches_the_loop_once() -> None:
    """Done is done once."""
    screen = screen_at(ASKED)
    assert screen.press(Command.DONE, screen.stage.step)
    assert screen.command() is Command.DONE
    assert screen.command() is None


def test_a_second_click_on_done_does_not_skip_what_comes_next() -> None:
    """The loop was already on its way when the finger came down again."""
    screen = screen_at(ASKED, Listening(question()))
    step = screen.stage.step
    assert screen.press(Command.DONE, step)
    assert screen.press(Command.DONE, step)
    assert screen.command() is Command.DONE
    screen.show(FEEDBACK)
    assert screen.command() is None
    assert not screen.press(Command.DONE, step)


def test_a_stop_is_never_lost() -> None:
    """Pressed while the next question was being made ready, it is obeyed once that is asked."""
    screen = screen_at(ASKED, FEEDBACK, CHOICE)
    assert screen.press(Command.QUIT, screen.stage.step)
    screen.show(QuestionAsked(question(), 2, 2))
    assert screen.command() is Command.QUIT
    assert screen.command() is None


def test_the_sum_stays_in_sight_where_the_rehearsal_could_not_go_on() -> None:
    """A microphone that is gone after three answers does not take their summary with it."""
    screen = screen_at(ASKED, FEEDBACK, Stuck("no microphone"), SUMMARY)
    screen.fail("there is no microphone.")
    assert screen.stage.phase == "ended"
    assert screen.stage.closing is not None
    assert screen.stage.notices[-1] == "there is no microphone."


@pytest.mark.parametrize("command", [Command.SKIP, Command.NOT_DONE])
def test_a_wish_that_the_phase_does_not_offer_is_refused(command: Command) -> None:
    """Whatever a page sends, the loop hears only what it can do."""
    screen = screen_at(ASKED, FEEDBACK)
    assert not screen.press(command, screen.stage.step)
    assert screen.command() is None


def test_a_spot_is_heard_only_while_the_microphone_is_closed() -> None:
    """During the answer the loop is never held up."""
    screen = screen_at(ASKED, Listening(question()))
    assert not screen.hear(screen.stage.step, playing=True)
    assert not screen.is_occupied()
    screen.show(FEEDBACK)
    assert screen.hear(screen.stage.step, playing=True)
    assert screen.is_occupied()
    assert screen.hear(screen.stage.step, playing=False)
    assert not screen.is_occupied()


def test_leaving_ends_whatever_goes_on() -> None:
    """Asked again and again the answer is quit, and nobody is occupied any more."""
    screen = screen_at(ASKED, FEEDBACK)
    screen.hear(screen.stage.step, playing=True)
    screen.leave()
    assert [screen.command() for _ in range(3)] == [Command.QUIT] * 3
    assert not screen.is_occupied()


# --- the thread that holds it -------------------------------------------------------------------------


def rehearsing(script: Callable[[Screen], None]) -> tuple[Rehearsing, list[Exception]]:
    """Return what holds a scripted rehearsal, and the errors that it reports."""
    errors: list[Exception] = []
    return Rehearsing(ScriptedRehearsals(script), lambda: None, errors.append), errors


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    give_up = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def test_one_rehearsal_runs_at_a_time_and_then_the_next() -> None:
    """A second begin is refused; steps go on counting, so that no old click fits the new rehearsal."""
    gate = threading.Event()

    def script(screen: Screen) -> None:
        gate.wait(PATIENCE_S)
        screen.show(SUMMARY)

    held, _ = rehearsing(script)
    assert held.stage.phase == "idle"
    assert held.begin(Wishes())
    assert not held.begin(Wishes())
    gate.set()
    until(lambda: not held.running)
    before = held.stage.step
    assert held.begin(Wishes())
    assert held.stage.step > before
    assert held.leave(PATIENCE_S)


def test_the_next_rehearsal_can_begin_while_the_last_one_still_lets_go() -> None:
    """Its end stands on the page already, but its microphone closes a moment later."""
    let_go = threading.Event()

    def script(screen: Screen) -> None:
        screen.show(SUMMARY)
        let_go.wait(PATIENCE_S)

    held, _ = rehearsing(script)
    held.begin(Wishes())
    until(lambda: held.stage.phase == "ended")
    threading.Timer(0.2, let_go.set).start()
    assert held.begin(Wishes())
    assert held.leave(PATIENCE_S)


def test_what_is_stopped_while_it_gets_ready_is_over_at_once() -> None:
    """Though what it waits for hangs; nothing that comes after that is shown, and nothing is asked."""
    hangs, left = threading.Event(), []

    def script(screen: Screen) -> None:
        hangs.wait(PATIENCE_S)
        left.append(screen.has_left())
        screen.show(ASKED)
        raise NoSoundSystem("the sound system does not answer")

    held, errors = rehearsing(script)
    held.begin(Wishes())
    assert held.press(Command.QUIT, held.stage.step)
    assert (held.stage.phase, held.stage.closing) == ("ended", NOTHING_ASKED)
    assert held.running
    hangs.set()
    until(lambda: not held.running)
    assert (held.stage.phase, held.stage.notices, left, errors) == ("ended", (), [True], [])
    assert held.begin(Wishes())
    assert held.leave(PATIENCE_S)


def test_a_voice_that_is_late_is_waited_for_in_words() -> None:
    """The question can be read already; once the voice comes, or does not, it says so in the same step."""
    waits = after(replace(ASKED, spoken=False, awaits_voice=True))
    for spoken in (True, False):
        came = waits.after(VoiceCame(spoken))
        assert waits.asked is not None
        assert came.asked == replace(waits.asked, spoken=spoken, awaits_voice=False)
        assert (waits.asked.spoken, waits.asked.awaits_voice, came.step) == (False, True, waits.step)
    assert after(VoiceCame(spoken=True)).asked is None


def test_what_went_wrong_is_said_in_one_line() -> None:
    """The microphone that is not there, in the words of the program."""

    def script(_screen: Screen) -> None:
        raise NoSoundSystem("there is no microphone; plug one in")

    held, errors = rehearsing(script)
    held.begin(Wishes())
    until(lambda: not held.running)
    assert (held.stage.phase, held.stage.problem) == ("failed", "There is no microphone; plug one in.")
    assert errors == []


def test_an_error_of_our_own_is_reported_and_never_leaves_a_page_waiting() -> None:
    """The page says that it failed, the details go to whoever mends it."""

    def script(_screen: Screen) -> None:
        raise ZeroDivisionError("secret words")

    held, errors = rehearsing(script)
    held.begin(Wishes())
    until(lambda: not held.running)
    assert held.stage.phase == "failed"
    assert "secret" not in held.stage.problem
    assert [type(error) for error in errors] == [ZeroDivisionError]


def test_what_could_not_be_written_is_known_afterwards_and_nothing_new_begins() -> None:
    """A full disk at the end: whoever says goodbye must not say that everything is kept."""

    def script(_screen: Screen) -> None:
        raise StorageError("the disk is full; what was written before is safe")

    held, _ = rehearsing(script)
    held.begin(Wishes())
    until(lambda: not held.running)
    assert held.unwritten == "the disk is full; what was written before is safe"
    assert held.leave(PATIENCE_S)
    assert not held.begin(Wishes())


def test_leaving_waits_until_everything_is_kept() -> None:
    """The rehearsal sees the end coming and closes itself."""
    kept: list[bool] = []

    def script(screen: Screen) -> None:
        while screen.command() is not Command.QUIT:
            time.sleep(0.005)
        screen.show(SUMMARY)
        kept.append(True)

    held, _ = rehearsing(script)
    held.begin(Wishes())
    assert held.leave(PATIENCE_S)
    assert kept == [True]
    assert held.stage.phase == "ended"
