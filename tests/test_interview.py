"""The loop: asks, listens, judges and keeps, whatever fails on the way."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from makers import question

from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip
from mockinterview.errors import DeviceLost, NoSoundSystem, RecogniserError, VoiceError
from mockinterview.events import (
    ChoiceOffered,
    Event,
    FeedbackGiven,
    Heard,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
)
from mockinterview.interview import Interview, Options, Parts
from mockinterview.ports import Command, Playback
from mockinterview.recognition.scripted import ScriptedTranscriber
from mockinterview.screen.scripted import ScriptedScreen
from mockinterview.speech.candidate import RecordedMicrophone, RecordedStream
from mockinterview.speech.recorder import AnswerRecorder
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store.session_store import SessionStore
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.question import Question
    from mockinterview.session import Session
    from mockinterview.store.folder import SessionFolder

SPEECH = Path(__file__).parents[1] / "audio_fixtures" / "too-short.ogg"

WITHOUT_RESULT = Transcript.from_text(
    "Last spring our ward kept running out of clean linen on Sundays. "
    "So I counted every sheet for a month and I wrote a new order list."
)
RESULT = Transcript.from_text("After that we never ran out again, and the other wards took over my list.")


class Tone:
    """A voice that says everything as a short tone."""

    def prepare(self, text: str) -> None:
        """Nothing takes long."""

    def clip(self, text: str) -> Clip:
        """Return a tenth of a second, the same for every text."""
        assert text
        return Clip.silence(0.1)


class Hoarse(Tone):
    """A voice that always fails."""

    def clip(self, text: str) -> Clip:
        """Fail in plain words."""
        raise VoiceError(f"no voice for {text[:5]}")


class NoLoudspeaker:
    """A machine without any loudspeaker."""

    def play(self, clip: Clip) -> Playback:
        """Fail in plain words."""
        raise NoSoundSystem(f"no loudspeaker for {clip.duration} s")


class BrokenMicrophone:
    """A microphone that cannot be opened."""

    def open(self) -> RecordedStream:
        """Fail in plain words."""
        raise DeviceLost("the microphone is gone")


class InterruptedMicrophone(RecordedMicrophone):
    """A person who presses Ctrl-C while speaking."""

    def open(self) -> RecordedStream:
        """Deliver half a second, then the interrupt."""
        stream = super().open()
        reads = iter(range(40))

        def read(timeout: float) -> object:
            if next(reads, None) is None:
                raise KeyboardInterrupt
            return RecordedStream.read(stream, timeout)

        stream.read = read  # type: ignore[method-assign,assignment] # one stream that ends by an interrupt
        return stream


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    """Return a session under way."""
    store = SessionStore(tmp_path / "sessions")
    return store.create(seed=1, model="scripted", candidate=False)


@pytest.fixture
def parts(folder: SessionFolder) -> Parts:
    """Return parts that work: a person who says a few words, a recogniser that hears a whole story."""
    return Parts(
        voice=Tone(),
        loudspeaker=SilentLoudspeaker(),
        recorder=AnswerRecorder(RecordedMicrophone(read_clip(SPEECH))),
        transcriber=ScriptedTranscriber([WITHOUT_RESULT, RESULT] * 4),
        keeper=folder,
        screen=ScriptedScreen(),
    )


def run(parts: Parts, *questions: Question, options: Options | None = None) -> tuple[Session, list[Event]]:
    """Run a rehearsal and return what was kept and shown."""
    session = Interview(parts, options or Options()).run(questions or (question(),), "scripted")
    assert isinstance(parts.screen, ScriptedScreen)
    return session, parts.screen.events


def notices(events: list[Event]) -> list[str]:
    """Return the lines the person was told."""
    return [event.text for event in events if isinstance(event, Notice)]


def test_an_answer_is_asked_recorded_judged_and_kept(parts: Parts, folder: SessionFolder) -> None:
    """One question from its asking to the file on the disk."""
    session, events = run(parts, options=Options(follow_ups=False))
    kinds = [type(event).__name__ for event in events if not isinstance(event, Heard)]
    assert kinds == [
        "SessionStarted",
        "QuestionAsked",
        "Listening",
        "AnswerEnded",
        "Waiting",
        "FeedbackGiven",
        "SessionEnded",
    ]
    (turn,) = session.turns
    assert turn.take is not None
    assert turn.take.transcript == WITHOUT_RESULT
    assert turn.take.findings
    assert (folder.path / turn.take.audio).is_file()
    assert SessionStore(folder.path.parent).load("last") == session


def test_the_recogniser_hears_while_the_person_speaks(parts: Parts) -> None:
    """The pieces that were submitted hold the answer's speech."""
    run(parts, options=Options(follow_ups=False))
    assert isinstance(parts.transcriber, ScriptedTranscriber)
    longest = max(piece.clip.duration for piece in parts.transcriber.pieces)
    assert longest > 0.5 * read_clip(SPEECH).duration


def test_a_missing_result_is_asked_for_once_and_the_story_judged_together(parts: Parts) -> None:
    """The follow-up in the question's own words, its own takes, one judgement over both."""
    session, events = run(parts)
    asked = [event for event in events if isinstance(event, QuestionAsked)]
    assert [(event.question.text, event.is_follow_up) for event in asked] == [
        ("What are you proud of?", False),
        ("And how did that end?", True),
    ]
    (turn,) = session.turns
    assert turn.follow_up is not None
    assert turn.follow_up.take is not None
    assert turn.follow_up.take.transcript == RESULT
    assert turn.story is not None
    assert turn.story.level == "full"


def test_no_follow_ups_means_none(parts: Parts) -> None:
    """The person turned them off."""
    session, _ = run(parts, options=Options(follow_ups=False))
    assert session.turns[0].follow_up is None


def test_without_a_voice_questions_are_shown_and_the_loop_goes_on(parts: Parts) -> None:
    """Two questions, one notice a failing text, both answered."""
    session, events = run(replace(parts, voice=Hoarse()), question(), question(id="second"))
    asked = [event for event in events if isinstance(event, QuestionAsked)]
    assert not any(event.spoken for event in asked)
    assert len([turn for turn in session.turns if turn.take]) == 2
    assert any("shown instead of spoken" in text for text in notices(events))


def test_without_a_loudspeaker_questions_are_shown_and_kept(parts: Parts, folder: SessionFolder) -> None:
    """The spoken question is still there for the replay."""
    session, events = run(replace(parts, loudspeaker=NoLoudspeaker()))
    assert any("shown instead of spoken" in text for text in notices(events))
    audio = session.turns[0].question_audio
    assert audio is not None
    assert (folder.path / audio).is_file()


def test_a_failing_recogniser_costs_no_word_of_the_recording(parts: Parts, folder: SessionFolder) -> None:
    """The answer is kept and judged by its sound, and the person is told what to do later."""
    failing = ScriptedTranscriber([RecogniserError("the recogniser stopped")])
    session, events = run(replace(parts, transcriber=failing))
    take = session.turns[0].take
    assert take is not None
    assert take.transcript is None
    assert take.analysis is not None
    assert take.analysis.length.speaking_time_s
    assert (folder.path / take.audio).is_file()
    assert any("sessions transcribe" in text for text in notices(events))


def test_without_a_recogniser_answers_are_still_recorded(parts: Parts) -> None:
    """No model on this machine: duration and pauses are known."""
    session, events = run(replace(parts, transcriber=None))
    assert session.turns[0].take is not None
    assert any(isinstance(event, FeedbackGiven) and event.transcript is None for event in events)


def test_a_silent_answer_is_not_judged(parts: Parts) -> None:
    """Nobody spoke: no finding is made up, and the next question comes."""
    silent = AnswerRecorder(RecordedMicrophone(Clip.silence(2.0)))
    session, events = run(replace(parts, recorder=silent), question(), question(id="second"))
    assert len(session.turns) == 2
    assert all(turn.take is not None and turn.take.analysis is None for turn in session.turns)
    assert not [event for event in events if isinstance(event, FeedbackGiven)]


@pytest.mark.parametrize(
    ("commands", "ended", "turns"),
    [
        ([None, Command.SKIP], ["skip"], 2),
        ([None, Command.QUIT], ["quit"], 1),
        ([None, Command.AGAIN, *[None] * 9], ["again", "silence"], 2),
        ([None, *[None] * 20, Command.DONE], ["done"], 2),
    ],
    ids=["skip", "quit", "again", "done"],
)
def test_commands_during_an_answer(
    parts: Parts, commands: list[Command | None], ended: list[str], turns: int
) -> None:
    """Skip goes on, quit ends with everything kept, again takes the answer once more, Enter ends it."""
    screen = ScriptedScreen(commands)
    session, _ = run(
        replace(parts, screen=screen), question(), question(id="second"), options=Options(follow_ups=False)
    )
    assert [take.ended for take in session.turns[0].takes] == ended
    assert len(session.turns) == turns


def test_the_person_may_answer_again_after_the_feedback(parts: Parts) -> None:
    """At the choice `again` gives a second take of the same question, Enter goes on."""

    class Chooser(ScriptedScreen):
        choices = iter([Command.AGAIN, Command.DONE])

        def command(self) -> Command | None:
            offered = bool(self.events) and isinstance(self.events[-1], ChoiceOffered)
            return next(self.choices, Command.DONE) if offered else None

        def is_interactive(self) -> bool:
            return True

    session, events = run(replace(parts, screen=Chooser()), options=Options(follow_ups=False))
    assert len(session.turns) == 1
    assert len(session.turns[0].takes) == 2
    assert len([event for event in events if isinstance(event, Listening)]) == 2


def test_a_microphone_that_does_not_open_ends_the_rehearsal_in_words(parts: Parts) -> None:
    """One line, and the session is closed properly."""
    session, events = run(replace(parts, recorder=AnswerRecorder(BrokenMicrophone())))
    assert any("the microphone is gone" in text for text in notices(events))
    assert isinstance(events[-1], SessionEnded)
    assert session.ended is not None


def test_ctrl_c_during_an_answer_keeps_what_was_said(parts: Parts, folder: SessionFolder) -> None:
    """The interrupt goes on to the caller, the words up to it are on the disk."""
    interrupted = AnswerRecorder(InterruptedMicrophone(read_clip(SPEECH)))
    with pytest.raises(KeyboardInterrupt):
        run(replace(parts, recorder=interrupted))
    kept = SessionStore(folder.path.parent).load("last")
    take = kept.turns[0].take
    assert take is not None
    assert read_clip(folder.path / take.audio).duration == pytest.approx(40 * 0.032, abs=0.05)
    assert kept.ended is not None


def test_a_store_that_fails_is_told_once_and_the_rehearsal_goes_on(
    parts: Parts, folder: SessionFolder
) -> None:
    """The session's folder vanishes under the running program."""

    class Vandal(ScriptedScreen):
        def show(self, event: Event) -> None:
            super().show(event)
            if isinstance(event, QuestionAsked) and event.number == 1:
                shutil.rmtree(folder.path)
                folder.path.mkdir()

    session, events = run(replace(parts, screen=Vandal()), question(), question(id="second"))
    assert len(session.turns) == 2
    assert isinstance(events[-1], SessionEnded)
