"""Much of what a person may have: thousands of kept rehearsals, a bank of hundreds of questions."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from mockinterview.analysis.achievement import Example, Level
from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.bank import default_bank
from mockinterview.feedback import give_feedback
from mockinterview.question import ROUND_OF
from mockinterview.session import Session, Take, Turn
from mockinterview.store.session_file import write_session
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.question import Question

FIRST_DAY = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
SENTENCE = "so I moved the night stock to the morning shift and the queue was gone within two weeks"
QUESTION = """
[[questions]]
id = "question-{number}"
text = "This is question {number}: what would you tell us about {kind}?"
kind = "{kind}"
example_expected = false
target_s = 60
follow_ups = [{{ asks_for = "more", text = "What more is there to number {number}?" }}]
tip = "Say one thing about number {number}, and stop."
"""


def write_bank(path: Path, questions: int) -> Path:
    """Write a bank of so many made-up questions, of every kind in turn."""
    kinds = zip(range(1, questions + 1), cycle(ROUND_OF), strict=False)
    path.write_text("".join(QUESTION.format(number=number, kind=kind) for number, kind in kinds), "utf-8")
    return path


def write_sessions(root: Path, sessions: int, turns: int) -> None:
    """Write made-up sessions, a day or two apart, that get better slowly."""
    chance = random.Random(1)  # noqa: S311 - made-up answers are no secret
    bank = default_bank()
    for number in range(sessions):
        share = number / sessions
        moment = FIRST_DAY + timedelta(days=number // 3 * 2, minutes=number % 3)
        folder = root / f"{moment:%Y-%m-%d-%H%M%S}-{number:04}"
        folder.mkdir(parents=True)
        asked = chance.sample(bank, min(turns, len(bank)))
        given = tuple(_turn(question, chance, share) for question in asked)
        stamp = moment.isoformat(timespec="seconds")
        write_session(folder, Session(folder.name, stamp, stamp, 1, "tiny.en", False, given))


def _turn(question: Question, chance: random.Random, share: float) -> Turn:
    said = SENTENCE.split() * 10
    spoken = question.target_s * chance.uniform(0.4 + 0.3 * share, 1.7 - 0.4 * share)
    transcript = Transcript.from_words(
        (Word(spoken * n / len(said), spoken * (n + 0.8) / len(said), word) for n, word in enumerate(said)),
        "tiny.en",
    )
    fillers = (Filler("so", "filler_word", 1.0, 1.2, 0, 2),) * int(chance.uniform(2, 12) * (1 - share / 2))
    levels: tuple[Level, ...] = ("none", "partial", "full")
    level = chance.choices(levels, (1 - share, 1, 0.3 + share))[0]
    analysis = AnswerAnalysis(
        fillers=fillers,
        repetitions=(),
        hesitations=Hesitations(),
        length=Length(spoken, spoken, 180, chance.uniform(110, 190), 170.0, chance.uniform(0.3, 3), 0.0),
        pauses=(),
        example=Example(level, False, None, None, None, () if level == "full" else ("result",)),
    )
    take = Take("01-take-1.flac", spoken + 2, "done", transcript, analysis)
    return Turn(question, None, (replace(take, findings=give_feedback(analysis, question)),))
