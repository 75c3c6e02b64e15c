"""The loop: asks, listens, judges and keeps, whatever fails on the way."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from full_disk import full_disk
from makers import question

from mockinterview.analysis.answer import analyse_answer
from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip
from mockinterview.errors import DeviceLost, NoSoundSystem, RecogniserError, StorageError, VoiceError
from mockinterview.events import (
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
)
from mockinterview.feedback import Finding
from mockinterview.interview import Background, Interview, Options, Parts
from mockinterview.interview.speaking import VOICE_S
from mockinterview.ports import Command, Playback, Trouble
from mockinterview.recognition.scripted import ScriptedTranscriber
from mockinterview.remedy import Remedy
from mockinterview.screen.scripted import ScriptedScreen
from mockinterview.speech.candidate import RecordedMicrophone, RecordedStream
from mockinterview.speech.recorder import AnswerRecorder
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store.session_store import SessionStore
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    def prepare(self, text: str, speaker: str | None = None) -> None:
        """Nothing takes long."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:  # noqa: ARG002 - the port
        """Return a tenth of a second, the same for every text."""
        assert text
        return Clip.silence(0.1)


class Hoarse(Tone):
    """A voice that always fails."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:  # noqa: ARG002 - the port
        """Fail in plain words."""
        raise VoiceError(f"no voice for {text[:5]}")


class Hanging(Tone):
    """A voice that hangs over its first text, and then speaks."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._spoken: list[str] = []

    def clip(self, text: str, speaker: str | None = None) -> Clip:
        """Hang, or speak."""
        self._spoken.append(text)
        if len(self._spoken) == 1:
            self.over.wait()
        return super().clip(text, speaker)


class NoLoudspeaker:
    """A machine without any loudspeaker."""

    def play(self, clip: Clip) -> Playback:
        """Fail in plain words."""
        raise NoSoundSystem(f"no loudspeaker for {clip.duration} s")


class Played:
    """A sound that takes fifty looks, or until it is stopped."""

    def __init__(self) -> None:
        self._looks = 50
        self.stopped = False

    position = 0.0

    @property
    def done(self) -> bool:
        """Whether it is over."""
        self._looks -= 1
        return self.stopped or self._looks < 0

    def stop(self) -> None:
        """Fall silent."""
        self.stopped = True


class Longwinded:
    """A loudspeaker that takes its time."""

    def __init__(self) -> None:
        self.played: list[Played] = []

    def play(self, clip: Clip) -> Playback:  # noqa: ARG002 - the port
        """Begin."""
        self.played.append(Played())
        return self.played[-1]


class BrokenMicrophone:
    """A microphone that cannot be opened."""

    def open(self) -> RecordedStream:
        """Fail in plain words."""
        raise DeviceLost("the microphone is gone")


class LooseMicrophone(RecordedMicrophone):
    """A microphone that opens at the second try."""

    failed = False

    def open(self) -> RecordedStream:
        """Fail once, in plain words."""
        if not self.failed:
            self.failed = True
            raise DeviceLost("the microphone is gone")
        return super().open()


class Prepared(Tone):
    """A voice that notes what it was asked for."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def prepare(self, text: str, speaker: str | None = None) -> None:  # noqa: ARG002 - the port
        """Note it."""
        self.calls.append(f"prepare {text}")

    def clip(self, text: str, speaker: str | None = None) -> Clip:
        """Note it, and say it."""
        self.calls.append(f"say {text}")
        return super().clip(text, speaker)


class Early(ScriptedTranscriber):
    """A recogniser that has words while the silence still counts down, though not always the last ones."""

    asked = 0

    def settled(self) -> Transcript | None:
        """Return nothing, then words that will change, then those that stay."""
        self.asked += 1
        return (None, RESULT, WITHOUT_RESULT)[min(self.asked - 1, 2)]


class Chooser(ScriptedScreen):
    """A person who answers each choice that is offered, and may press keys during the second answer."""

    def __init__(self, *choices: Command, while_listening: Sequence[Command | None] = ()) -> None:
        super().__init__()
        self._choices = iter(choices)
        self._keys = iter(while_listening)

    def command(self) -> Command | None:
        """Return the next choice where one is offered."""
        last = self.events[-1] if self.events else None
        if isinstance(last, ChoiceOffered | Stuck):
            return next(self._choices, Command.DONE)
        if len([event for event in self.events if isinstance(event, Listening)]) == 2:
            return next(self._keys, None)
        return None

    def is_interactive(self) -> bool:
        """Whether somebody is there: yes."""
        return True


class Hearing(ScriptedScreen):
    """A person who hears a spot of the first answer again as soon as there is one, and then goes on."""

    looks = 0

    def is_occupied(self) -> bool:
        """Whether the person is at it: for five looks of the loop."""
        kept = [type(event).__name__ for event in self.events if not isinstance(event, Heard)]
        if kept.count("TakeKept") != 1 or kept[-1] != "TakeKept":
            return False
        self.looks += 1
        return self.looks <= 5


class Timed(ScriptedScreen):
    """Notes when each kind of event came first."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: dict[str, float] = {}

    def show(self, event: Event) -> None:
        """Note the moment."""
        super().show(event)
        self.moments.setdefault(type(event).__name__, time.monotonic())


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


class Gone(ScriptedScreen):
    """A person who leaves while the first question is made ready."""

    looks = 0

    def has_left(self) -> bool:
        """Whether the person is gone: not at the first look."""
        self.looks += 1
        return self.looks > 1


class Interrupted(Tone):
    """A voice at which somebody presses Ctrl-C."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:  # noqa: ARG002 - the port
        """End it."""
        raise KeyboardInterrupt


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


@pytest.mark.parametrize("last", [RESULT, WITHOUT_RESULT], ids=["changed", "stayed"])
def test_words_that_were_checked_ahead_never_stand_for_others(parts: Parts, last: Transcript) -> None:
    """The feedback is on the words that were recognised in the end, whatever was checked before that."""
    early = Early([last])
    session, _ = run(replace(parts, transcriber=early), options=Options(follow_ups=False))
    (take,) = session.turns[0].takes
    assert early.asked > 2
    assert take.transcript == last
    assert take.analysis is not None
    assert take.analysis.example == analyse_answer(None, last).example


def test_what_comes_next_waits_for_a_person_who_hears_the_answer_again(parts: Parts) -> None:
    """The follow-up is asked once the spot is over, even where no feedback is spoken."""
    screen = Hearing()
    run(replace(parts, screen=screen), options=Options(spoken_feedback=False))
    assert screen.looks == 6
    asked = [event for event in screen.events if isinstance(event, QuestionAsked)]
    assert [event.is_follow_up for event in asked] == [False, True]


def test_an_unhurried_rehearsal_leaves_time_to_read_before_the_follow_up(parts: Parts) -> None:
    """Where no feedback is spoken, the person says when the follow-up may come."""
    kinds = []
    for unhurried in (False, True):
        screen = Chooser()
        options = Options(spoken_feedback=False, unhurried=unhurried)
        Interview(replace(parts, screen=screen), options).run((question(),), "scripted")
        kinds.append([type(event).__name__ for event in screen.events if not isinstance(event, Heard)])
    before = [names[: names.index("QuestionAsked", 2)].count("ChoiceOffered") for names in kinds]
    assert before == [0, 1]


def test_hearing_the_answer_again_silences_the_spoken_feedback(parts: Parts) -> None:
    """Two voices at once help nobody."""
    speaker = Longwinded()
    run(replace(parts, screen=Hearing(), loudspeaker=speaker), options=Options(follow_ups=False))
    assert [played.stopped for played in speaker.played] == [False, True]


def test_a_take_that_was_judged_is_shown_where_it_can_be_heard(parts: Parts) -> None:
    """The screen learns the sound's place in the session's folder."""
    session, events = run(parts, options=Options(follow_ups=False))
    (kept,) = (event for event in events if isinstance(event, TakeKept))
    assert kept.sound == parts.keeper.path / session.turns[0].takes[0].audio
    assert kept.sound.is_file()


def test_advice_is_given_on_an_answer_and_never_on_a_follow_up(parts: Parts) -> None:
    """What the preparation says stands among the findings; a follow-up asks for one part, and is spared."""
    asked_about: list[str] = []

    def advice(asked: Question, transcript: Transcript) -> tuple[Finding, ...]:
        asked_about.append(asked.id)
        return (Finding("story", "improve", f"Of {len(transcript.words)} words.", weight=0.95),)

    session, _ = run(
        replace(parts, transcriber=Early([WITHOUT_RESULT, RESULT])), options=Options(advice=advice)
    )
    (turn,) = session.turns
    assert turn.take is not None
    assert f"Of {len(WITHOUT_RESULT.words)} words." in [finding.text for finding in turn.take.findings]
    assert turn.follow_up is not None
    assert turn.follow_up.take is not None
    assert "story" not in {finding.check for finding in turn.follow_up.take.findings}
    assert set(asked_about) == {question().id}


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
        "TakeKept",
        "SessionEnded",
    ]
    (turn,) = session.turns
    assert turn.take is not None
    assert turn.take.transcript == WITHOUT_RESULT
    assert turn.take.findings
    assert (folder.path / turn.take.audio).is_file()
    assert SessionStore(folder.path.parent).load("last") == session


def test_every_sound_is_looked_after_in_the_background(parts: Parts, folder: SessionFolder) -> None:
    """The spoken questions and all takes, so that the page of the rehearsal opens at once."""
    kept: list[str] = []
    background = Background(sound_kept=lambda path: kept.append(path.name))
    person = ScriptedScreen([None, Command.AGAIN, *[None] * 9])
    Interview(replace(parts, screen=person), Options(follow_ups=False), background).run((question(),), "x")
    for thread in threading.enumerate():
        if thread.name == "meanwhile":
            thread.join()
    assert sorted(kept) == ["01-question.flac", "01-take-1.flac", "01-take-2.flac"]
    assert all((folder.path / name).is_file() for name in kept)


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


def test_a_voice_that_hangs_is_not_waited_for_long_and_tried_again(parts: Parts) -> None:
    """After some seconds the question can be answered without a key; the next one is heard."""
    voice, screen = Hanging(), Timed()
    quiet = Options(spoken_feedback=False, follow_ups=False)
    patient = replace(parts, voice=voice, screen=screen)
    session, events = run(patient, question(), question(id="second"), options=quiet)
    voice.over.set()
    assert screen.moments["QuestionAsked"] - screen.moments["SessionStarted"] < VOICE_S
    assert [turn.question_audio is not None for turn in session.turns] == [False, True]
    assert all(turn.take for turn in session.turns)
    assert [text for text in notices(events) if "voice" in text] == [
        "The voice takes too long; what it does not say in time is only shown."
    ]


def test_without_a_loudspeaker_questions_are_shown_and_kept(parts: Parts, folder: SessionFolder) -> None:
    """The spoken question is still there for the replay."""
    session, events = run(replace(parts, loudspeaker=NoLoudspeaker()))
    assert any("shown instead of spoken" in text for text in notices(events))
    audio = session.turns[0].question_audio
    assert audio is not None
    assert (folder.path / audio).is_file()


def test_who_leaves_before_the_first_question_leaves_nothing(parts: Parts, folder: SessionFolder) -> None:
    """It is neither asked nor heard, and there is no empty rehearsal in the list."""
    loudspeaker = Longwinded()
    session, events = run(replace(parts, screen=Gone(), loudspeaker=loudspeaker))
    assert (session.turns, loudspeaker.played) == ((), [])
    assert [type(event) for event in events if not isinstance(event, SessionStarted)] == [
        QuestionAsked,
        SessionEnded,
    ]
    assert isinstance(events[-1], SessionEnded)
    assert events[-1].folder is None
    assert not folder.path.exists()


def test_ctrl_c_before_the_first_question_leaves_nothing(parts: Parts, folder: SessionFolder) -> None:
    """As above, in the terminal."""
    with pytest.raises(KeyboardInterrupt):
        run(replace(parts, voice=Interrupted()))
    assert not folder.path.exists()


def test_a_late_voice_is_told_to_be_late_and_then_what_became_of_it(parts: Parts) -> None:
    """Nothing says that a question is being spoken before it is."""
    screen = ScriptedScreen()

    class Late(Tone):
        def clip(self, text: str, speaker: str | None = None) -> Clip:
            while not any(isinstance(event, QuestionAsked) for event in screen.events):
                time.sleep(0.01)
            return super().clip(text, speaker)

    _, events = run(replace(parts, voice=Late(), screen=screen))
    asked = next(event for event in events if isinstance(event, QuestionAsked))
    assert (asked.spoken, asked.awaits_voice) == (False, True)
    assert [event for event in events if isinstance(event, VoiceCame)] == [VoiceCame(spoken=True)]


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
    assert Remedy("write_down") in [event.remedy for event in events if isinstance(event, Notice)]


def test_a_recogniser_that_cannot_work_is_told_once_and_before_anybody_speaks(parts: Parts) -> None:
    """Two answers, one line, and it comes before the first of them."""

    class Broken(ScriptedTranscriber):
        problem = "the model is broken"

    session, events = run(replace(parts, transcriber=Broken()), question(), question(id="second"))
    said = [n for n, event in enumerate(events) if isinstance(event, Notice)]
    listening = [n for n, event in enumerate(events) if isinstance(event, Listening)]
    (notice,) = notices(events)
    assert notice == "the model is broken. Your answers are recorded."
    assert said[0] < listening[0]
    assert len(listening) == len(session.turns) == 2


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
    screen = Chooser(Command.AGAIN, Command.DONE)
    session, events = run(replace(parts, screen=screen), options=Options(follow_ups=False))
    assert len(session.turns) == 1
    assert len(session.turns[0].takes) == 2
    assert len([event for event in events if isinstance(event, Listening)]) == 2


def test_answering_again_after_a_follow_up_is_a_take_of_the_question(
    parts: Parts, folder: SessionFolder
) -> None:
    """The retake lies with the question, and what each follow-up was answered stays."""
    session, _ = run(replace(parts, screen=Chooser(Command.AGAIN, Command.DONE)))
    (turn,) = SessionStore(folder.path.parent).load("last").turns
    assert session.turns == (turn,)
    assert turn.follow_up is not None
    assert [take.audio for take in turn.takes] == ["01-take-1.flac", "01-take-2.flac"]
    assert [take.audio for take in turn.follow_up.takes] == [
        "01-follow-up-take-1.flac",
        "01-follow-up-take-2.flac",
    ]
    assert [take.transcript for take in turn.takes] == [WITHOUT_RESULT] * 2
    assert [take.transcript for take in turn.follow_up.takes] == [RESULT] * 2
    assert all((folder.path / take.audio).is_file() for take in (*turn.takes, *turn.follow_up.takes))


def test_a_story_told_with_an_earlier_take_is_not_held_against_a_new_one(parts: Parts) -> None:
    """The second time the whole story is told at once: no follow-up, no old judgement."""
    whole = Transcript.from_text(f"{WITHOUT_RESULT.text} {RESULT.text}")
    told = ScriptedTranscriber([WITHOUT_RESULT, Transcript.from_text("I do not know."), whole])
    session, _ = run(replace(parts, transcriber=told, screen=Chooser(Command.AGAIN, Command.DONE)))
    (turn,) = session.turns
    assert turn.take is not None
    assert turn.take.transcript == whole
    assert turn.story is None


def test_a_retake_that_was_skipped_leaves_the_answer_as_it_was(parts: Parts) -> None:
    """The sound of both is kept; the answer counts."""
    person = Chooser(Command.AGAIN, Command.DONE, while_listening=[None, Command.SKIP])
    session, _ = run(replace(parts, screen=person), options=Options(follow_ups=False))
    (turn,) = session.turns
    assert [take.ended for take in turn.takes] == ["silence", "skip"]
    assert turn.take == turn.takes[0]


def test_questions_are_made_ready_to_be_spoken_one_at_a_time(parts: Parts) -> None:
    """Five questions do not start five voices: the next is prepared once the one before was asked."""
    voice = Prepared()
    asked = [question(id=str(number), text=f"Question {number}?") for number in range(3)]
    run(replace(parts, voice=voice), *asked, options=Options(follow_ups=False, spoken_feedback=False))
    assert voice.calls == [
        "say Question 0?",
        "prepare Question 1?",
        "say Question 1?",
        "prepare Question 2?",
        "say Question 2?",
    ]


def test_a_microphone_that_does_not_open_ends_the_rehearsal_with_an_error(
    parts: Parts, folder: SessionFolder
) -> None:
    """Nobody can be asked: the error goes to the caller, and the session is closed properly."""
    assert isinstance(parts.screen, ScriptedScreen)
    with pytest.raises(DeviceLost, match="the microphone is gone"):
        run(replace(parts, recorder=AnswerRecorder(BrokenMicrophone())))
    assert isinstance(parts.screen.events[-1], SessionEnded)
    assert SessionStore(folder.path.parent).load("last").ended is not None


def test_a_microphone_that_is_plugged_in_again_goes_on(parts: Parts) -> None:
    """A person is told what is wrong and tries again: the same question is answered."""
    person = Chooser(Command.DONE, Command.DONE)
    loose = AnswerRecorder(LooseMicrophone(read_clip(SPEECH)))
    session, events = run(replace(parts, recorder=loose, screen=person), options=Options(follow_ups=False))
    assert [event.problem for event in events if isinstance(event, Stuck)] == ["the microphone is gone"]
    assert [take.ended for take in session.turns[0].takes] == ["silence"]


def test_who_gives_up_on_the_microphone_gets_its_error(parts: Parts) -> None:
    """Q at the question whether to try again."""
    broken = replace(parts, recorder=AnswerRecorder(BrokenMicrophone()), screen=Chooser(Command.QUIT))
    with pytest.raises(DeviceLost, match="the microphone is gone"):
        run(broken)


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
    assert SessionStore(folder.path.parent).load("last") == session


def test_an_end_that_cannot_be_written_is_an_error(parts: Parts, folder: SessionFolder) -> None:
    """The folder becomes a file: the person gets the summary, the caller the error."""

    class Vandal(ScriptedScreen):
        def show(self, event: Event) -> None:
            super().show(event)
            if isinstance(event, FeedbackGiven):
                shutil.rmtree(folder.path)
                folder.path.touch()

    screen = Vandal()
    with pytest.raises(StorageError, match="cannot write"):
        run(replace(parts, screen=screen), options=Options(follow_ups=False))
    ended = screen.events[-1]
    assert isinstance(ended, SessionEnded)
    assert ended.folder is None
    assert ended.summary.answered == 1


def test_an_answer_on_a_full_disk_is_whole_once_there_is_room(parts: Parts, folder: SessionFolder) -> None:
    """The disk fills up while somebody speaks, and is freed before the choice: not a sample is missing."""
    spoken = read_clip(SPEECH)

    class Disk(Chooser):
        def show(self, event: Event) -> None:
            super().show(event)
            if isinstance(event, Stuck):
                disk.close()

    with ExitStack() as disk:
        disk.enter_context(full_disk(40_000))
        screen = Disk(Command.DONE, Command.DONE)
        session, events = run(replace(parts, screen=screen), options=Options(follow_ups=False))
    (problem,) = [event.problem for event in events if isinstance(event, Stuck)]
    assert "seconds of what you said" in problem
    told = [event.progress.trouble for event in events if isinstance(event, Heard)]
    assert told[0] is None
    assert Trouble.NOT_WRITTEN in told
    take = SessionStore(folder.path.parent).load("last").turns[0].take
    assert take is not None
    assert (take.audio, take.note) == ("01-take-1.flac", None)
    kept = read_clip(folder.path / take.audio)
    assert kept.duration == pytest.approx(take.duration, abs=0.001)
    heard = spoken.samples[: len(kept.samples)]
    assert np.max(np.abs(kept.samples[: len(heard)] - heard)) < 1e-4
    assert session.ended is not None
