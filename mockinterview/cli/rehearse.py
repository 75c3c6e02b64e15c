"""`mockinterview rehearse`: wires the real parts together and runs the loop."""

from __future__ import annotations

import json
import random
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from mockinterview.cli.terminal import open_screen, plain_option
from mockinterview.dossier import Dossier
from mockinterview.question import Round

if TYPE_CHECKING:
    from mockinterview.events import Screen
    from mockinterview.feedback import Finding
    from mockinterview.interview import Parts
    from mockinterview.ports import Loudspeaker
    from mockinterview.preparation.checks import PreparedChecks
    from mockinterview.question import Question
    from mockinterview.recognition.whisper_process import WhisperProcess
    from mockinterview.session import Keeper, Session
    from mockinterview.speech.candidate import Candidate
    from mockinterview.transcript import Transcript

QUESTIONS = 5
PATIENCE = ("fast", "normal", "slow", "manual")
ROUNDS = get_args(Round)


@dataclass(frozen=True)
class Wishes:
    """What the person asked for on the command line; names as the options."""

    questions: int
    seed: int | None
    bank: Path | None
    dossier: Path | None
    rounds: tuple[Round, ...]
    panel: bool
    weakest: bool
    again: str | None
    patience: str
    model: str
    voice: str | None
    rate: int
    microphone: str | None
    loudspeaker: str | None
    candidate: Path | None
    silent_feedback: bool
    no_follow_ups: bool
    plain: bool
    as_json: bool


@click.command()
@click.option(
    "--questions",
    type=click.IntRange(1, 500),
    default=QUESTIONS,
    show_default=True,
    help="How many questions.",
)
@click.option("--seed", type=int, help="Repeat the choice of questions of an earlier rehearsal.")
@click.option("--bank", type=click.Path(path_type=Path), help="A question bank of your own (TOML).")
@click.option(
    "--round",
    "rounds",
    type=click.Choice(ROUNDS),
    multiple=True,
    help="Only this round of the interview; can be given several times. All of them mixed without it.",
)
@click.option("--panel", is_flag=True, help="Each round has an interviewer of its own, as in real life.")
@click.option(
    "--dossier",
    type=click.Path(path_type=Path),
    help="What you have prepared, instead of what `mockinterview prepare` keeps.",
)
@click.option(
    "--weakest", is_flag=True, help="Ask what your last answers were weakest at, the weakest first."
)
@click.option(
    "--again",
    metavar="SESSION[:TURN]",
    help="Repeat a rehearsal, or one question of it, and see what changed.",
)
@click.option(
    "--patience",
    type=click.Choice(PATIENCE),
    default="normal",
    show_default=True,
    help="How long a silence may last before your answer counts as over; manual: only Enter ends it.",
)
@click.option("--model", default="auto", metavar="NAME|PATH", help="The model that writes your words down.")
@click.option("--voice", metavar="NAME", help="The interviewer's voice; `mockinterview voices` plays them.")
@click.option("--rate", type=click.IntRange(80, 400), default=170, show_default=True, help="Words a minute.")
@click.option("--microphone", metavar="NAME", help="Name or number of the microphone.")
@click.option("--loudspeaker", metavar="NAME", help="Name or number of the loudspeaker.")
@click.option(
    "--candidate",
    type=click.Path(path_type=Path),
    help="A folder of recorded answers, instead of you.",
)
@click.option("--silent-feedback", is_flag=True, help="Show the feedback without speaking it.")
@click.option("--no-follow-ups", is_flag=True, help="Never ask for what was missing.")
@plain_option
@click.option("--json", "as_json", is_flag=True, help="At the end, the whole rehearsal as one JSON object.")
def rehearse(**options: object) -> None:
    """Rehearse: questions are asked aloud, you answer, you hear how it went.

    Everything stays on this computer. Without a microphone a sample candidate answers.
    """
    _Rehearsal(Wishes(**options)).run()  # type: ignore[arg-type] # click has checked the types


class _Rehearsal:
    """One call of the command."""

    def __init__(self, wishes: Wishes) -> None:
        from mockinterview.cli.practice import Again

        if wishes.again and (wishes.weakest or wishes.bank or wishes.rounds or wishes.panel):
            raise click.UsageError(
                "--again repeats what was asked: leave out --weakest, --bank, --round and --panel"
            )
        self._wishes = wishes
        self._again = Again.of(wishes.again) if wishes.again else None
        self._dossier = Dossier()
        self._notices: list[str] = []
        self._recovered: list[str] = []

    def run(self) -> None:
        from mockinterview.cli.model import offer_better
        from mockinterview.cli.preparing import prepare_sound
        from mockinterview.cli.transcribing import warm_recogniser
        from mockinterview.interview import Background, Interview, Options

        wishes = self._wishes
        with ExitStack() as stack:
            # First of all: the model takes longest to load.
            recogniser = stack.enter_context(warm_recogniser(wishes.model))
            candidate = self._candidate()
            self._dossier = self._prepared(candidate)
            questions, seed = self._questions(candidate)
            keeper = self._keeper(seed, recogniser.model, candidate)
            parts = self._parts(stack, recogniser, keeper, candidate)
            for notice in self._notices:
                _tell(parts.screen, notice)
            options = Options(
                spoken_feedback=not wishes.silent_feedback,
                follow_ups=not wishes.no_follow_ups,
                advice=self._advice,
            )
            session = Interview(parts, options, Background(self._warm_up, prepare_sound)).run(
                questions, recogniser.model
            )
        if self._again:
            for line in self._again.compared(session):
                click.echo(line, err=True)
        if wishes.as_json:
            from mockinterview.answer_json import session_object

            click.echo(json.dumps(session_object(session, str(parts.keeper.path)), ensure_ascii=False))
        elif candidate is None and _is_first(session):
            offer_better(recogniser.model)

    # --- parts --------------------------------------------------------------------------------------

    def _candidate(self) -> Candidate | None:
        """Return who answers with recordings: whom the person named, or the sample without a microphone."""
        from mockinterview.errors import NoSoundSystem
        from mockinterview.places import bundled
        from mockinterview.speech.candidate import Candidate
        from mockinterview.speech.devices import SOUND, Direction

        wishes = self._wishes
        if wishes.candidate is not None:
            return Candidate(wishes.candidate)
        try:
            SOUND.find(Direction.INPUT, wishes.microphone)
        except NoSoundSystem as error:
            if wishes.microphone is not None or wishes.weakest or self._again:
                raise  # the sample candidate would practise in the person's place
            self._notices.append(f"{_sentence(error)} A sample candidate answers instead.")
            return Candidate(bundled("sample_candidate"))
        return None

    def _questions(self, candidate: Candidate | None) -> tuple[tuple[Question, ...], int]:
        from mockinterview.cli.choosing import Wanted, questions_for

        wishes = self._wishes
        seed = wishes.seed if wishes.seed is not None else random.randrange(1_000_000)  # noqa: S311 - no secret
        if self._again:
            return self._again.questions, seed
        wanted = Wanted(
            wishes.questions,
            seed,
            wishes.bank,
            wishes.rounds,
            panel=wishes.panel,
            weakest=wishes.weakest,
            one_voice=wishes.voice is not None,
        )
        return questions_for(wanted, self._dossier, candidate), seed

    def _prepared(self, candidate: Candidate | None) -> Dossier:
        from mockinterview.cli.choosing import dossier_for

        wishes = self._wishes
        sample = candidate is not None and wishes.candidate is None
        dossier, notice = dossier_for(wishes.dossier, candidate, sample=sample)
        if notice:
            self._notices.append(notice)
        return dossier

    def _loudspeaker(self, candidate: Candidate | None) -> Loudspeaker:
        from mockinterview.errors import NoSoundSystem
        from mockinterview.speech.devices import SOUND, Direction
        from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
        from mockinterview.speech.silent import SilentLoudspeaker

        wishes = self._wishes
        if candidate is not None and wishes.as_json:
            return SilentLoudspeaker()  # a program asked, nobody listens
        try:
            SOUND.find(Direction.OUTPUT, wishes.loudspeaker)
        except NoSoundSystem as error:
            if wishes.loudspeaker is not None:
                raise
            self._notices.append(f"{_sentence(error)} Questions are shown instead of spoken.")
            return SilentLoudspeaker()
        return SoundCardLoudspeaker(wishes.loudspeaker)

    def _keeper(self, seed: int, model: str, candidate: Candidate | None) -> Keeper:
        """Return where this rehearsal is kept."""
        from mockinterview.store import SessionStore

        store = SessionStore.default()
        found = store.recover()
        self._notices += [recovered.notice for recovered in found]
        self._recovered = [recovered.id for recovered in found]
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
        self, stack: ExitStack, recogniser: WhisperProcess, keeper: Keeper, candidate: Candidate | None
    ) -> Parts:
        from mockinterview.interview import Parts
        from mockinterview.speech.endpoint import EndpointOptions, Patience
        from mockinterview.speech.microphone import SoundCardMicrophone
        from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions
        from mockinterview.speech.voice import PyttsxVoice, VoiceOptions

        wishes = self._wishes
        endpoint = EndpointOptions(patience=Patience(wishes.patience))
        microphone = candidate or SoundCardMicrophone(wishes.microphone)
        return Parts(
            voice=PyttsxVoice(VoiceOptions(wishes.voice, wishes.rate)),
            loudspeaker=self._loudspeaker(candidate),
            recorder=AnswerRecorder(microphone, RecorderOptions(endpoint=endpoint)),
            transcriber=recogniser,
            keeper=keeper,
            screen=open_screen(stack, plain=wishes.plain, typed=candidate is None),
            candidate=candidate,
        )


def _tell(screen: Screen, text: str) -> None:
    from mockinterview.events import Notice

    screen.show(Notice(text))


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def warm_up() -> None:
    """Load what the first answer needs while the first question is being spoken."""
    from mockinterview.analysis import answer
    from mockinterview.speech import activity

    activity.warm_up()
    answer.warm_up()


def _is_first(session: Session) -> bool:
    """Whether no person came to an end here before; asked late, as a long list takes a moment to read."""
    from mockinterview.store import Listed, SessionStore

    kept = [listed.headline for listed in SessionStore.default().list() if isinstance(listed, Listed)]
    others = (headline for headline in kept if headline.id != session.id)
    return all(headline.candidate or headline.ended is None for headline in others)
