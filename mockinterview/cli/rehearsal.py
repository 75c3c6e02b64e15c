"""A rehearsal wired together from real parts, whatever face it has: the terminal's, or the browser's."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from mockinterview.dossier import Dossier
from mockinterview.events import Notice
from mockinterview.question import Round
from mockinterview.session import Session
from mockinterview.texts import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.cli.practice import Again
    from mockinterview.events import Screen
    from mockinterview.feedback import Finding
    from mockinterview.interview import Parts
    from mockinterview.ports import Loudspeaker
    from mockinterview.preparation.checks import PreparedChecks
    from mockinterview.question import Question
    from mockinterview.recognition.whisper_process import WhisperProcess
    from mockinterview.session import Keeper
    from mockinterview.speech.candidate import Candidate
    from mockinterview.transcript import Transcript

QUESTIONS = 5
PATIENCE = ("fast", "normal", "slow", "manual")
ROUNDS: tuple[Round, ...] = get_args(Round)
BESIDE = (
    "Another rehearsal is running in another window, and both hear this microphone. Each is kept for itself; "
    "close the other one if you did not mean that."
)


@dataclass(frozen=True)
class Plan:
    """How a rehearsal is to go; names as the options of `mockinterview rehearse`.

    Attributes:
        sample: the sample candidate answers, to show how it works.
        report_every: seconds of sound between two reports of the running answer.
        unhurried: wait for the person before a follow-up where no feedback is spoken.
        unheard: a program asked for it: where recordings answer, nobody listens to the questions.
    """

    questions: int = QUESTIONS
    seed: int | None = None
    bank: Path | None = None
    dossier: Path | None = None
    rounds: tuple[Round, ...] = ()
    panel: bool = False
    weakest: bool = False
    patience: str = "normal"
    model: str = "auto"
    voice: str | None = None
    rate: int = 170
    microphone: str | None = None
    loudspeaker: str | None = None
    candidate: Path | None = None
    sample: bool = False
    silent_feedback: bool = False
    no_follow_ups: bool = False
    report_every: float = 0.1
    unhurried: bool = False
    unheard: bool = False


@dataclass(frozen=True)
class Held:
    """A rehearsal that was held.

    Attributes:
        session: how it is kept.
        folder: where.
        model: name of the model that wrote it down.
        by_person: whether a person answered, not recordings.
    """

    session: Session
    folder: Path
    model: str
    by_person: bool


class LeftEarly(Exception):
    """The person left before the rehearsal began."""


class Rehearsal:
    """One rehearsal.

    Args:
        plan: how it is to go.
        again: the rehearsal that it repeats, None for new questions.
    """

    def __init__(self, plan: Plan, again: Again | None = None) -> None:
        self._plan = plan
        self._again = again
        self._dossier = Dossier()
        self._notices: list[Notice] = []
        self._recovered: list[str] = []

    def hold(
        self, open_screen: Callable[[ExitStack, bool], Screen], has_left: Callable[[], bool] = lambda: False
    ) -> Held:
        """Hold it.

        Args:
            open_screen: gives the screen; is told whether a person answers.
            has_left: whether the person has gone meanwhile.

        Raises:
            LeftEarly: they had, before anything was kept.
        """
        from mockinterview.cli.preparing import prepare_sound
        from mockinterview.cli.transcribing import warm_recogniser
        from mockinterview.interview import Background, Interview, Options

        plan = self._plan
        with ExitStack() as stack:
            # First of all: the model takes longest to load.
            recogniser = stack.enter_context(warm_recogniser(plan.model))
            candidate = self._candidate()
            self._dossier = self._prepared(candidate)
            questions, seed = self._questions(candidate)
            loudspeaker = self._loudspeaker(candidate)
            if has_left():
                raise LeftEarly
            keeper = self._keeper(seed, recogniser.model, candidate)
            screen = open_screen(stack, candidate is None)
            parts = self._parts(loudspeaker, recogniser, keeper, screen, candidate)
            for notice in self._notices:
                screen.show(notice)
            options = Options(
                spoken_feedback=not plan.silent_feedback,
                follow_ups=not plan.no_follow_ups,
                unhurried=plan.unhurried,
                advice=self._advice,
            )
            session = Interview(parts, options, Background(self._warm_up, prepare_sound)).run(
                questions, recogniser.model
            )
        return Held(session, keeper.path, recogniser.model, candidate is None)

    # --- parts --------------------------------------------------------------------------------------

    def _candidate(self) -> Candidate | None:
        """Return who answers with recordings: whom the person named, or the sample without a microphone."""
        from mockinterview.errors import NoSoundSystem
        from mockinterview.places import bundled
        from mockinterview.speech.candidate import Candidate
        from mockinterview.speech.devices import SOUND, Direction

        plan = self._plan
        if plan.candidate is not None:
            return Candidate(plan.candidate)
        if plan.sample:
            return Candidate(bundled("sample_candidate"))
        try:
            SOUND.find(Direction.INPUT, plan.microphone)
        except NoSoundSystem as error:
            if plan.microphone is not None or plan.weakest or self._again:
                raise  # the sample candidate would practise in the person's place
            text = f"{sentence(str(error))} A sample candidate answers instead."
            self._notices.append(Notice(text, error.remedy))
            return Candidate(bundled("sample_candidate"))
        return None

    def _questions(self, candidate: Candidate | None) -> tuple[tuple[Question, ...], int]:
        from mockinterview.cli.choosing import Wanted, questions_for

        plan = self._plan
        seed = plan.seed if plan.seed is not None else random.randrange(1_000_000)  # noqa: S311 - no secret
        if self._again:
            return self._again.questions, seed
        wanted = Wanted(
            plan.questions,
            seed,
            plan.bank,
            plan.rounds,
            panel=plan.panel,
            weakest=plan.weakest,
            one_voice=plan.voice is not None,
        )
        return questions_for(wanted, self._dossier, candidate), seed

    def _prepared(self, candidate: Candidate | None) -> Dossier:
        from mockinterview.cli.choosing import dossier_for

        plan = self._plan
        sample = candidate is not None and plan.candidate is None
        dossier, notice = dossier_for(plan.dossier, candidate, sample=sample)
        if notice is not None:
            self._notices.append(notice)
        return dossier

    def _loudspeaker(self, candidate: Candidate | None) -> Loudspeaker:
        from mockinterview.errors import NoSoundSystem
        from mockinterview.speech.devices import SOUND, Direction
        from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
        from mockinterview.speech.silent import SilentLoudspeaker

        plan = self._plan
        if candidate is not None and plan.unheard:
            return SilentLoudspeaker()
        try:
            SOUND.find(Direction.OUTPUT, plan.loudspeaker)
        except NoSoundSystem as error:
            if plan.loudspeaker is not None:
                raise
            text = f"{sentence(str(error))} Questions are shown instead of spoken."
            self._notices.append(Notice(text, error.remedy))
            return SilentLoudspeaker()
        return SoundCardLoudspeaker(plan.loudspeaker)

    def _keeper(self, seed: int, model: str, candidate: Candidate | None) -> Keeper:
        """Return where this rehearsal is kept."""
        from mockinterview.store import SessionStore

        store = SessionStore.default()
        found = store.recover()
        self._notices += [Notice(recovered.notice, recovered.remedy) for recovered in found]
        self._recovered = [recovered.id for recovered in found]
        if candidate is None and store.running():
            self._notices.append(Notice(BESIDE))
        return store.create(seed=seed, model=model, candidate=candidate is not None)

    @cached_property
    def _checks(self) -> PreparedChecks:
        from mockinterview.preparation.checks import PreparedChecks

        return PreparedChecks(self._dossier)

    def _advice(self, question: Question, transcript: Transcript) -> tuple[Finding, ...]:
        """Return what the preparation says of an answer; what that needs is loaded by `_warm_up`."""
        return self._checks(question, transcript)

    def _warm_up(self) -> None:
        """Do what nobody waits for, once the first question is being spoken."""
        warm_up()
        self._checks.warm_up()
        if self._recovered:
            from mockinterview.cli.preparing import prepare_quietly
            from mockinterview.store import SessionStore

            prepare_quietly(SessionStore.default(), self._recovered)

    def _parts(
        self,
        loudspeaker: Loudspeaker,
        recogniser: WhisperProcess,
        keeper: Keeper,
        screen: Screen,
        candidate: Candidate | None,
    ) -> Parts:
        from mockinterview.interview import Parts
        from mockinterview.speech.endpoint import EndpointOptions, Patience
        from mockinterview.speech.microphone import SoundCardMicrophone
        from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions
        from mockinterview.speech.voice import PyttsxVoice, VoiceOptions

        plan = self._plan
        endpoint = EndpointOptions(patience=Patience(plan.patience))
        microphone = candidate or SoundCardMicrophone(plan.microphone)
        return Parts(
            voice=PyttsxVoice(VoiceOptions(plan.voice, plan.rate), lasting=_known_to_all()),
            loudspeaker=loudspeaker,
            recorder=AnswerRecorder(
                microphone, RecorderOptions(endpoint=endpoint, progress_every=plan.report_every)
            ),
            transcriber=recogniser,
            keeper=keeper,
            screen=screen,
            candidate=candidate,
        )


def _known_to_all() -> Iterator[str]:
    """Yield the texts of the bundled questions: who finds their sound learns nothing about anybody."""
    from mockinterview.bank import default_bank

    for question in default_bank():
        yield question.text
        yield from (follow_up.text for follow_up in question.follow_ups)


def warm_up() -> None:
    """Load what the first answer needs while the first question is being spoken."""
    from mockinterview.analysis import answer
    from mockinterview.speech import activity

    activity.warm_up()
    answer.warm_up()
