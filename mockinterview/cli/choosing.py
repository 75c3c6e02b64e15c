"""What is asked in a rehearsal, by whom, and what the person has prepared for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.dossier import Dossier
from mockinterview.errors import BadDossier, BadInput, VoiceError
from mockinterview.events import Notice
from mockinterview.question import Round
from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mockinterview.preparation.panel import Panel
    from mockinterview.question import Question
    from mockinterview.speech.candidate import Candidate
    from mockinterview.speech.voice import InstalledVoice

EASY_TO_FOLLOW = ("en-us", "en-gb")
"""Voices of these languages come before those of other kinds of English."""

WHAT_A_DOSSIER_ADDS = Notice(
    "Tip: prepare for this job and company. Then the questions name them, and your answers are held against "
    "what you prepared.",
    Remedy("prepare"),
)


@dataclass(frozen=True)
class Wanted:
    """What kind of interview it is to be.

    Attributes:
        count: how many questions.
        seed: the same seed gives the same questions.
        bank: a bank of one's own, None for the one that comes with the program.
        rounds: only these; all of them where empty.
        panel: whether each round has an interviewer of its own.
        weakest: whether the questions come that were answered worst.
        one_voice: whether everybody on the panel speaks with the voice that was chosen for all.
    """

    count: int
    seed: int
    bank: Path | None = None
    rounds: tuple[Round, ...] = ()
    panel: bool = False
    weakest: bool = False
    one_voice: bool = False


def dossier_for(
    path: Path | None, candidate: Candidate | None, *, sample: bool
) -> tuple[Dossier, Notice | None]:
    """Return what is prepared, and what the person should know about that.

    Recordings that answer have a dossier only where one is named, and the sample its own.

    Raises:
        BadDossier: the dossier that was named cannot be used.
    """
    from mockinterview.dossier_file import default_path, load_dossier, sample_path

    if path is not None:
        return load_dossier(path), None
    if sample:
        return load_dossier(sample_path()), None
    if candidate is not None:
        return Dossier(), None
    if not default_path().exists():
        return Dossier(), WHAT_A_DOSSIER_ADDS
    try:
        return load_dossier(default_path()), None
    except BadDossier as error:
        first = str(error).partition("\n")[0]
        text = f"{first} This rehearsal goes without your dossier."
        return Dossier(), Notice(text, Remedy("mend_dossier"))


def questions_for(
    wanted: Wanted, dossier: Dossier, candidate: Candidate | None = None
) -> tuple[Question, ...]:
    """Return the questions in the order in which they are asked, every slot filled.

    Raises:
        BadBank: the bank cannot be used.
        BadInput: nothing can be asked, or a recorded candidate answers what is not there.
    """
    from mockinterview.bank import default_bank, load_bank
    from mockinterview.preparation.rounds import Choice, askable, fill_bank, interview_questions
    from mockinterview.preparation.stumped import stumped_questions

    bank = load_bank(wanted.bank) if wanted.bank else default_bank()
    panel = _panel(dossier, one_voice=wanted.one_voice) if wanted.panel else None
    if wanted.weakest:
        from mockinterview.cli.practice import weakest_questions

        inside = [q for q in askable(bank, dossier, panel) if not wanted.rounds or q.round in wanted.rounds]
        return _asked_by(panel, weakest_questions(inside, wanted.count, wanted.seed))
    if candidate is not None and candidate.questions:
        every = (*stumped_questions(dossier), *fill_bank(bank, dossier, panel))
        return _asked_by(panel, _answered_by(candidate, every)[: wanted.count])
    choice = Choice(wanted.count, wanted.seed, wanted.rounds, panel)
    questions = interview_questions(bank, dossier, choice)
    if not questions:
        nothing = (
            "there is nothing to ask, as the bank has no question in these rounds, or only such as name the "
            "company or the job"
        )
        raise BadInput(nothing, Remedy("prepare"))
    return questions


def _panel(dossier: Dossier, *, one_voice: bool) -> Panel:
    """Return who asks, each with a voice of their own as far as this computer has several."""
    from mockinterview.preparation.panel import Panel, assign
    from mockinterview.speech.voice import list_voices

    if one_voice:
        return Panel.of(dossier)
    try:
        english = easy_first(voice for voice in list_voices() if voice.english)
    except VoiceError:  # said when the first question cannot be spoken
        english = []
    return assign([voice.id for voice in english], Panel.of(dossier))


def easy_first(voices: Iterable[InstalledVoice]) -> list[InstalledVoice]:
    """Return voices in their order, those that are easiest to follow before the others."""
    return sorted(voices, key=lambda voice: voice.language.lower() not in EASY_TO_FOLLOW)


def _asked_by(panel: Panel | None, questions: Sequence[Question]) -> tuple[Question, ...]:
    return panel.asking(questions) if panel else tuple(questions)


def _answered_by(candidate: Candidate, bank: Sequence[Question]) -> tuple[Question, ...]:
    by_id = {question.id: question for question in bank}
    unknown = [name for name in candidate.questions if name not in by_id]
    if unknown:
        raise BadInput(f"the candidate answers questions that the bank does not have: {', '.join(unknown)}")
    return tuple(by_id[name] for name in candidate.questions)
