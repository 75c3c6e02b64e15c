"""The loop: ask, listen, say how it went, keep it; one question after the other.

It knows ports and events, never a device, a process or a terminal.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mockinterview.analysis.answer import AnswerAnalysis, analyse_answer
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE
from mockinterview.errors import BadAudio, DeviceError, RecogniserError, StorageError, VoiceError
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    FeedbackGiven,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Stuck,
    TakeKept,
    Waiting,
)
from mockinterview.feedback import Finding, core_of, give_feedback, ranked
from mockinterview.follow_up import follow_up_for, tell_story
from mockinterview.interview.listening import Ahead, Listener
from mockinterview.interview.parts import Background, Options, Parts
from mockinterview.ports import Command, EndReason
from mockinterview.summary import summarise
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mockinterview.clip import Clip
    from mockinterview.ports import Playback, Recording
    from mockinterview.question import Question
    from mockinterview.session import Session

POLL_S = 0.02
Kept = TypeVar("Kept")
NO_ANSWER = {EndReason.SKIP: Command.SKIP, EndReason.AGAIN: Command.AGAIN, EndReason.QUIT: Command.QUIT}


@dataclass(frozen=True)
class _Answer:
    """What became of one attempt: what the person wished instead of answering, or the checks."""

    wish: Command | None
    transcript: Transcript | None = None
    analysis: AnswerAnalysis | None = None
    findings: tuple[Finding, ...] = ()


class Interview:
    """One rehearsal.

    Args:
        parts: what it works with.
        options: how it goes.
        background: what is done meanwhile.
    """

    def __init__(self, parts: Parts, options: Options, background: Background | None = None) -> None:
        self._parts = parts
        self._options = options
        self._background = background or Background()
        self._cold = True
        self._ahead = Ahead(options.advice)
        self._told: set[str] = set()

    def run(self, questions: Sequence[Question], model: str | None) -> Session:
        """Ask the questions in order and return the finished session.

        A KeyboardInterrupt ends the session with everything kept and goes on to the caller.

        Raises:
            DeviceError: the microphone does not open, and the person did not want to try again.
            StorageError: not everything could be written, likewise.
        """
        parts = self._parts
        parts.screen.show(SessionStarted(len(questions), model))
        try:
            for number, question in enumerate(questions, start=1):
                if parts.candidate is not None and not parts.candidate.next_question(question.id):
                    break
                coming = questions[number] if number < len(questions) else None
                if self._turn(QuestionAsked(question, number, len(questions)), coming) is Command.QUIT:
                    break
        except BaseException:
            self._finish(parts.keeper.finish)
            raise
        self._finish(lambda: self._insist(parts.keeper.finish))
        return parts.keeper.session

    def _finish(self, close: Callable[[], None]) -> None:
        """Close the session and sum it up, whether or not all of it could be written."""
        keeper, folder = self._parts.keeper, None
        try:
            close()
            folder = keeper.path
        except StorageError as error:
            raise StorageError(f"{error}; what was written before is safe in {keeper.path}") from error
        finally:
            self._parts.screen.show(SessionEnded(summarise(keeper.session), folder))

    # --- one turn -----------------------------------------------------------------------------------

    def _turn(self, asked: QuestionAsked, coming: Question | None) -> Command | None:
        """Ask one question until its answer stands; return what the person wished last.

        `coming` is what will be asked next: it is made ready to be spoken, one at a time.
        """
        wish = self._ask(asked)
        if coming is not None:
            self._parts.voice.prepare(coming.spoken, coming.asker_voice)
        while wish not in (Command.QUIT, Command.SKIP):
            answer = self._answer(asked)
            wish = answer.wish or self._discuss(asked, answer)
            if wish is None:
                wish = self._choose(ChoiceOffered(last=asked.number == asked.total))
            if wish is not Command.AGAIN:
                break
        return wish

    def _ask(self, asked: QuestionAsked) -> Command | None:
        """Speak and show a question; return what the person wished meanwhile (Enter: just answer)."""
        clip = self._spoken(asked.question.spoken, asked.question.asker_voice)
        keeper = self._parts.keeper
        playing = self._begin(clip)
        self._parts.screen.show(replace(asked, spoken=playing is not None))
        self._load_the_rest()
        start = keeper.start_follow_up if asked.is_follow_up else keeper.start_turn
        self._look_after(self._keep(lambda: start(asked.question, clip)))
        wish = self._attend(playing)
        while wish is Command.AGAIN:
            wish = self._attend(self._begin(clip))
        return wish if wish in (Command.QUIT, Command.SKIP) else None

    def _look_after(self, sound: Path | None) -> None:
        if sound is not None:
            _meanwhile(partial(self._background.sound_kept, sound))

    def _load_the_rest(self) -> None:
        if self._cold:
            self._cold = False
            _meanwhile(self._background.warm_up)

    def _discuss(self, asked: QuestionAsked, answer: _Answer) -> Command | None:
        """Say the core of the feedback, then ask for what was missing, where something was."""
        if answer.analysis is None:
            return None
        follow_up = follow_up_for(asked.question, answer.analysis) if self._options.follow_ups else None
        if follow_up is not None:
            self._parts.voice.prepare(follow_up.text, follow_up.asker_voice)
        wish = self._say_core(answer)
        if wish is not None or follow_up is None:
            return wish
        if self._options.unhurried and not self._options.spoken_feedback:
            wish = self._choose(ChoiceOffered(last=False))
            if wish in (Command.QUIT, Command.AGAIN):
                return wish
        candidate = self._parts.candidate
        if candidate is not None and not candidate.next_question(asked.question.id, follow_up=True):
            return None
        first = answer if asked.question.example_expected else None
        asked = replace(asked, question=follow_up, is_follow_up=True)
        wish = self._ask(asked)
        while wish is None or wish is Command.AGAIN:
            more = self._answer(asked, first)
            wish = more.wish or self._say_core(more)
            if wish is None:
                return None
        return None if wish is Command.SKIP else wish

    def _choose(self, offer: ChoiceOffered | Stuck) -> Command | None:
        """Wait for the person, and return what was pressed; None where nobody can answer."""
        screen = self._parts.screen
        if self._parts.candidate is not None or not screen.is_interactive():
            return None
        screen.show(offer)
        while (command := screen.command()) is None:
            if not screen.is_interactive():
                return None
            time.sleep(POLL_S)
        return command

    # --- one answer ---------------------------------------------------------------------------------

    def _answer(self, asked: QuestionAsked, first: _Answer | None = None) -> _Answer:
        """Record, transcribe and check one attempt, and keep it; `first` is what a follow-up is about."""
        parts = self._parts
        try:
            recording = self._insist(lambda: self._record(asked))
        except KeyboardInterrupt:
            parts.keeper.keep_interrupted()
            raise
        parts.screen.show(AnswerEnded(recording.end_reason, recording.duration, recording.trouble))
        wish = NO_ANSWER.get(recording.end_reason)
        if wish is not None or recording.first_speech is None:
            if parts.transcriber is not None:
                parts.transcriber.discard()
            answer = _Answer(wish)
        else:
            answer = self._judge(asked, recording, first)
        sound = self._keep(
            lambda: parts.keeper.keep_take(recording, answer.transcript, answer.analysis, answer.findings)
        )
        self._look_after(sound)
        if sound is not None and answer.analysis is not None:
            parts.screen.show(TakeKept(sound))
        return answer

    def _record(self, asked: QuestionAsked) -> Recording:
        parts = self._parts
        if parts.transcriber is not None and (problem := parts.transcriber.problem):
            self._tell(f"{problem}. Your answers are recorded; {self._options.write_down_later}.")
        parts.screen.show(Listening(asked.question))
        part = parts.keeper.part_path(follow_up=asked.is_follow_up)
        return parts.recorder.record(part, Listener(parts, asked, self._ahead))

    def _judge(self, asked: QuestionAsked, recording: Recording, first: _Answer | None) -> _Answer:
        transcript = self._transcript(recording)
        self._ahead.settle()
        analysis = analyse_answer(recording.sound or _clip_of(recording), transcript)
        story = tell_story(first.transcript, transcript) if first else None
        findings = self._findings(asked, transcript, analysis) if story is None else story.findings
        self._parts.screen.show(FeedbackGiven(transcript, analysis, findings))
        if story is not None:
            self._keep(lambda: self._parts.keeper.set_story(story.example))
        return _Answer(None, transcript, analysis, findings)

    def _findings(
        self, asked: QuestionAsked, transcript: Transcript | None, analysis: AnswerAnalysis
    ) -> tuple[Finding, ...]:
        advice: tuple[Finding, ...] = ()
        if transcript is not None and not asked.is_follow_up:
            advice = self._options.advice(asked.question, transcript)
        return ranked((*give_feedback(analysis, asked.question), *advice))

    def _transcript(self, recording: Recording) -> Transcript | None:
        transcriber = self._parts.transcriber
        if transcriber is None:
            return None
        self._parts.screen.show(Waiting("Writing down your last words …"))
        try:
            return transcriber.finish(self._options.recogniser_patience_s)
        except RecogniserError as error:
            later = self._options.write_down_later
            self._tell(f"{error}. Your answer is kept ({recording.duration:.0f} s); {later}.")
            return None

    # --- the voice ----------------------------------------------------------------------------------

    def _say_core(self, answer: _Answer) -> Command | None:
        """Speak the strongest point and the one thing to do better; any key ends the speech."""
        core, playing = core_of(answer.findings), None
        if core and self._options.spoken_feedback:
            playing = self._begin(self._spoken(" ".join(finding.text for finding in core)))
        wish = self._attend(playing)
        return wish if wish in (Command.QUIT, Command.AGAIN) else None

    def _spoken(self, text: str, speaker: str | None = None) -> Clip | None:
        try:
            return self._parts.voice.clip(text, speaker)
        except VoiceError as error:
            self._tell(f"{error}. Questions are shown instead of spoken.")
            return None

    def _begin(self, clip: Clip | None) -> Playback | None:
        if clip is None:
            return None
        try:
            return self._parts.loudspeaker.play(clip)
        except DeviceError as error:
            self._tell(f"{error}. Questions are shown instead of spoken.")
            return None

    def _attend(self, playing: Playback | None) -> Command | None:
        """Wait until a sound is over; a command ends it at once and is returned.

        A person who hears something else meanwhile ends it too, and is waited for.
        """
        screen = self._parts.screen
        while (attending := playing is not None and not playing.done) or screen.is_occupied():
            command = screen.command()
            if playing is not None and attending and (command is not None or screen.is_occupied()):
                playing.stop()
            if command is not None:
                return command
            time.sleep(POLL_S)
        return screen.command() if playing is not None else None

    # --- what can fail without ending the loop ------------------------------------------------------

    def _keep(self, step: Callable[[], Kept]) -> Kept | None:
        """Write to the store; a full disk is told once and the rehearsal goes on in memory."""
        try:
            return step()
        except StorageError as error:
            self._tell(f"{error}. The rehearsal goes on in memory; free some space, so that it can be kept.")
            return None

    def _insist(self, step: Callable[[], Kept]) -> Kept:
        """Do what cannot be done without: try again for as long as the person wishes.

        Raises:
            DeviceError, StorageError: it failed, and the person gave up or cannot be asked.
        """
        while True:
            try:
                return step()
            except (DeviceError, StorageError) as error:
                remedy = "; free some space" if isinstance(error, StorageError) else ""
                if self._choose(Stuck(f"{error}{remedy}")) in (None, Command.QUIT):
                    raise

    def _tell(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self._parts.screen.show(Notice(text))


def _meanwhile(work: Callable[[], None]) -> None:
    def attempt() -> None:
        try:
            work()
        except RuntimeError:  # once the program ends, Python lets no library register with it any more
            if threading.main_thread().is_alive():
                raise

    # Not a daemon: an interpreter that ends while a library is being imported aborts.
    threading.Thread(target=attempt, name="meanwhile").start()


def _clip_of(recording: Recording) -> Clip | None:
    """Return the whole sound at 16,000 Hz, what only the memory holds included; None where unreadable."""
    try:
        written = read_clip(recording.path)
    except BadAudio:
        return recording.unwritten and recording.unwritten.resampled(SAMPLE_RATE)
    return written.followed_by(recording.unwritten).resampled(SAMPLE_RATE)
