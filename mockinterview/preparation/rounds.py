"""The rounds of a second interview: which questions come, and in which order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, get_args

from mockinterview.preparation import stumped
from mockinterview.preparation.panel import Panel
from mockinterview.preparation.slots import Slots, fill
from mockinterview.question import ROUND_OF, Round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.dossier import Dossier
    from mockinterview.question import Kind, Question

ROUNDS: tuple[Round, ...] = get_args(Round)

TITLES: dict[Round, str] = {
    "motivation": "Motivation and company knowledge",
    "unfinished": "Unfinished business from the first interview",
    "achievements": "Achievements in depth",
    "ideas": "Ideas for us",
    "fit": "Fit with team and manager",
    "concerns": "Concerns about you",
    "salary": "Salary and benefits",
    "your_questions": "Your questions for us",
}
"""What a round is called."""

CORE_TAG = "core"
CORE_WEIGHT = 4.0
"""A core question is this many times likelier to come first than another."""

SHORTEST_WHOLE = 3
"""From this many questions on, an interview has a beginning and an end."""

_KINDS: tuple[Kind, ...] = tuple(ROUND_OF)
_FUTURE: Kind = "future"


@dataclass(frozen=True)
class Choice:
    """What an interview is to be.

    Attributes:
        count: how many questions.
        seed: the same seed gives the same questions.
        rounds: only these; all of them where empty.
        panel: who asks; None where all questions come from nobody in particular.
    """

    count: int
    seed: int
    rounds: tuple[Round, ...] = ()
    panel: Panel | None = None


def interview_questions(bank: Sequence[Question], dossier: Dossier, choice: Choice) -> tuple[Question, ...]:
    """Draw the questions of one interview, in the order in which they are asked.

    They go through the rounds in their order. Every kind comes once before one comes twice, and every
    round before one has two kinds. From SHORTEST_WHOLE on, an interview opens with the motivation, takes
    up what stumped the person, and closes with the person's own questions. Core questions come more
    often; what stumped the person comes before the other questions of its round.

    Returns:
        As many as asked for, fewer only where there are not enough; no slot is left open.
    """
    rounds = choice.rounds or ROUNDS
    open_to_ask = [q for q in askable(bank, dossier, choice.panel) if q.round in rounds]
    drawn = _drawn(open_to_ask, choice)[: max(choice.count, 0)]
    in_order = sorted(drawn, key=lambda question: _place(question, choice.panel))
    return choice.panel.asking(in_order) if choice.panel else tuple(in_order)


def askable(bank: Sequence[Question], dossier: Dossier, panel: Panel | None = None) -> tuple[Question, ...]:
    """Return all that can be asked: what stumped the person, and the bank with its slots filled.

    A question of the bank that stumped the person stands only among the former.
    """
    filled = fill_bank(bank, dossier, panel)
    again = stumped.stumped_questions(dossier, filled)
    taken = {question.id for question in again}
    rest = stumped.without_stumped(filled, dossier.first_interview.stumped)
    return (*again, *(question for question in rest if question.id not in taken))


def fill_bank(bank: Sequence[Question], dossier: Dossier, panel: Panel | None = None) -> tuple[Question, ...]:
    """Return the questions whose slots the dossier can fill, filled."""
    people = panel or Panel.of(dossier)
    found = []
    for question in bank:
        interviewer = people.another(panel.member_for(question) if panel else None)
        filled = fill(question, Slots.of(dossier, interviewer))
        if filled is not None:
            found.append(filled)
    return tuple(found)


def ring(bank: Sequence[Question], random: Random) -> list[tuple[float, Question]]:
    """Let each question ring at a random time, core ones sooner; return them as they ring.

    Weighted sampling without replacement (Efraimidis & Spirakis 2006).
    """
    bells = [(random.expovariate(CORE_WEIGHT if CORE_TAG in q.tags else 1.0), q) for q in bank]
    bells.sort(key=lambda bell: bell[0])
    return bells


def _drawn(bank: Sequence[Question], choice: Choice) -> list[Question]:
    """Return all questions in the order in which they get a place."""
    random = Random(choice.seed)  # noqa: S311 - a choice of questions is no secret
    luck: dict[str, float] = {group: random.random() for group in (*ROUNDS, _FUTURE)}
    if choice.count >= SHORTEST_WHOLE:
        luck |= dict.fromkeys(_first_to_come(bank), -1.0)
    rung = [question for _, question in ring(bank, random)]
    rung.sort(key=lambda question: stumped.TAG not in question.tags)
    kinds: dict[str, list[Kind]] = defaultdict(list)  # of each group, as they rang
    asked: dict[Kind, int] = defaultdict(int)
    placed = []
    for question in rung:
        group = _group(question)
        if question.kind not in kinds[group]:
            kinds[group].append(question.kind)
        place = (asked[question.kind], kinds[group].index(question.kind), luck[group])
        asked[question.kind] += 1
        placed.append((place, question))
    placed.sort(key=lambda pair: pair[0])
    return [question for _, question in placed]


def _group(question: Question) -> str:
    """Return what a question competes with for one place: its round.

    Questions about the future stand for themselves, as they make no opening of an interview.
    """
    return _FUTURE if question.kind == _FUTURE else question.round


def _first_to_come(bank: Sequence[Question]) -> list[str]:
    """Return the rounds that no whole interview lacks."""
    again = any(stumped.TAG in question.tags for question in bank)
    return ["motivation", "your_questions", *(["unfinished"] if again else [])]


def _place(question: Question, panel: Panel | None) -> tuple[int, int, int]:
    """Return where a question stands in the interview; in a round nobody asks in turns with others."""
    asker = panel.seat_of(question) if panel else 0
    return ROUNDS.index(question.round), asker, _KINDS.index(question.kind)
