"""The loop: ask, listen, say how it went, keep it; one question after the other.

It knows ports and events, never a device, a process or a terminal.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mockinterview.analysis.answer import AnswerAnalysis, analyse_answer
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE
from mockinterview.errors import BadAudio, DeviceError, RecogniserError, StorageError
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
    VoiceCame,
    Waiting,
)
from mockinterview.feedback import Finding, core_of, give_feedback, ranked
from mockinterview.follow_up import follow_up_for, tell_story
from mockinterview.interview.listening import Ahead, Listener
from mockinterview.interview.parts import Background, Options, Parts
from mockinterview.interview.speaking import POLL_S, Speaker, in_background, is_done
from mockinterview.ports import BrokenOff, Command, EndReason
from mockinterview.remedy import Remedy
from mockinterview.summary import summarise
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from mockinterview.clip import Clip
    from mockinterview.ports import Recording
    from mockinterview.question import Question
    from mockinterview.session import Session

LONG_WAIT_S = 5.0
"""After so long a wait for the last words the person hears how to go on without them."""

WRITE_DOWN = Remedy("write_down")

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
        self._speaker = Speaker(parts, self._tell)

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
                if parts.screen.has_left():
                    break
                if parts.candidate is not None and not parts.candidate.next_question(question.id):
                    break
                coming = questions[number] if number < len(questions) else None
                if self._turn(QuestionAsked(question, number, len(questions)), coming) is Command.QUIT:
                    break
        except KeyboardInterrupt:
            self._finish(lambda: self._insist(parts.keeper.finish))
            raise
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
            self._tell_news()
            folder = keeper.path if keeper.session.turns else None
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
        """Speak and show a question; return what the person wished meanwhile (Enter: just answer).

        Where the voice takes its time, the question can be read, and answered, until it is ready.
        """
        keeper, speaker, screen, late = self._parts.keeper, self._speaker, self._parts.screen, False

        def show_ahead() -> None:
            nonlocal late
            late = True
            screen.show(replace(asked, awaits_voice=True))

        said = speaker.say(asked.question.spoken, asked.question.asker_voice, meanwhile=show_ahead)
        spoken = said.playing is not None
        screen.show(VoiceCame(spoken) if late else replace(asked, spoken=spoken))
        if screen.has_left() and not late:  # before it could be seen: it was never asked
            if said.playing is not None:
                said.playing.stop()
            return Command.QUIT
        self._load_the_rest()
        start = keeper.start_follow_up if asked.is_follow_up else keeper.start_turn
        self._look_after(self._keep(lambda: start(asked.question, said.clip)))
        wish = said.wish or speaker.attend(said.playing)
        while wish is Command.AGAIN and said.clip is not None:
            wish = speaker.attend(speaker.play(said.clip))
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
        except KeyboardInterrupt as stopped:
            rest = stopped.unwritten if isinstance(stopped, BrokenOff) else None
            with suppress(StorageError):  # the end of the session tries again, and says so
                parts.keeper.keep_interrupted(rest)
            raise
        parts.keeper.hold(recording)
        parts.screen.show(AnswerEnded(recording.end_reason, recording.duration, recording.trouble))
        wish = NO_ANSWER.get(recording.end_reason)
        if wish is not None or recording.first_speech is None:
            if parts.transcriber is not None:
                parts.transcriber.discard()
            answer = _Answer(wish)
        else:
            try:
                answer = self._judge(asked, recording, first)
            except BaseException:  # Ctrl-C above all: part of the sound may be nowhere but in the memory
                self._keep(lambda: parts.keeper.keep_take(recording, None, None, ()))
                raise
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
            self._tell(f"{problem}. Your answers are recorded.", WRITE_DOWN)
        parts.screen.show(Listening(asked.question))
        part = parts.keeper.part_path(follow_up=asked.is_follow_up)
        return parts.recorder.record(part, Listener(parts, asked, self._ahead))

    def _judge(self, asked: QuestionAsked, recording: Recording, first: _Answer | None) -> _Answer:
        transcript, wish = self._transcript(recording)
        self._ahead.settle()
        analysis = analyse_answer(recording.sound or _clip_of(recording), transcript)
        story = tell_story(first.transcript, transcript) if first else None
        findings = self._findings(asked, transcript, analysis) if story is None else story.findings
        self._parts.screen.show(FeedbackGiven(transcript, analysis, findings))
        if story is not None:
            self._keep(lambda: self._parts.keeper.set_story(story.example))
        return _Answer(wish, transcript, analysis, findings)

    def _findings(
        self, asked: QuestionAsked, transcript: Transcript | None, analysis: AnswerAnalysis
    ) -> tuple[Finding, ...]:
        advice: tuple[Finding, ...] = ()
        if transcript is not None and not asked.is_follow_up:
            advice = self._options.advice(asked.question, transcript)
        return ranked((*give_feedback(analysis, asked.question), *advice))

    def _transcript(self, recording: Recording) -> tuple[Transcript | None, Command | None]:
        """Return the words of an answer, and QUIT where the person would not wait for them and leaves."""
        transcriber = self._parts.transcriber
        if transcriber is None:
            return None, None
        self._parts.screen.show(Waiting("Writing down your last words …"))
        coming = in_background(partial(transcriber.finish, self._options.recogniser_patience_s))
        kept = f"Your answer is kept ({recording.duration:.0f} s)."
        if not is_done(coming, LONG_WAIT_S):
            wish = self._without_words(coming)
            if wish is not None:
                transcriber.discard()
                coming.exception()  # it must not wait any more when the next answer begins
                self._tell(kept, WRITE_DOWN)
                return None, wish if wish is Command.QUIT else None
        try:
            return coming.result(), None
        except RecogniserError as error:
            self._tell(f"{error}. {kept}", WRITE_DOWN)
            return None, None

    def _without_words(self, coming: Future[Transcript]) -> Command | None:
        """Offer to go on without the words that take so long; return what ended the wait for them."""
        parts, ways = self._parts, (Command.SKIP, Command.QUIT)
        if parts.candidate is None and parts.screen.is_interactive():
            text = "Your last words take long to write down. Your answer is kept."
            parts.screen.show(Waiting(text, can_skip=True))
        return self._speaker.attend_to(coming, self._options.recogniser_patience_s, ways)

    # --- the voice ----------------------------------------------------------------------------------

    def _say_core(self, answer: _Answer) -> Command | None:
        """Speak the strongest point and the one thing to do better; any key ends the speech."""
        core, playing = core_of(answer.findings), None
        if core and self._options.spoken_feedback:
            said = self._speaker.say(" ".join(finding.text for finding in core))
            wish, playing = said.wish, said.playing
        else:
            wish = None
        wish = wish or self._speaker.attend(playing)
        return wish if wish in (Command.QUIT, Command.AGAIN) else None

    # --- what can fail without ending the loop ------------------------------------------------------

    def _keep(self, step: Callable[[], Kept]) -> Kept | None:
        """Write to the store; a full disk is told once and the rehearsal goes on in memory."""
        try:
            return step()
        except StorageError as error:
            self._tell(f"{error}. The rehearsal goes on in memory, and is kept once the disk takes it again.")
            return None
        finally:
            self._tell_news()

    def _insist(self, step: Callable[[], Kept]) -> Kept:
        """Do what cannot be done without: try again for as long as the person wishes.

        Raises:
            DeviceError, StorageError: it failed, and the person gave up or cannot be asked.
        """
        while True:
            try:
                return step()
            except (DeviceError, StorageError) as error:
                if self._choose(Stuck(str(error), error.remedy)) in (None, Command.QUIT):
                    raise

    def _tell_news(self) -> None:
        if news := self._parts.keeper.news():
            self._tell(news)

    def _tell(self, text: str, remedy: Remedy | None = None) -> None:
        if text not in self._told:
            self._told.add(text)
            self._parts.screen.show(Notice(text, remedy))


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
