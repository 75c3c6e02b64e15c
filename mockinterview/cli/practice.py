"""Which questions a person practises again, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mockinterview.remedy import Remedy
from mockinterview.session import Session, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.progress import Progress
    from mockinterview.question import Question
    from mockinterview.report.comparison import Cell, Row
    from mockinterview.store import Broken, Listed


def own_progress(listed: Sequence[Listed | Broken]) -> Progress:
    """Return the progress of the person: without the rehearsals of a recorded candidate."""
    from datetime import datetime

    from mockinterview.progress import Rehearsal, progress_of
    from mockinterview.store import Listed

    own = (item for item in listed if isinstance(item, Listed) and not item.headline.candidate)
    rehearsals = (Rehearsal(item.headline.started, item.answers) for item in own)
    return progress_of(rehearsals, datetime.now().astimezone().date())


def last_own_turns() -> tuple[Turn, ...]:
    """Return the turns of the person's last rehearsal, none where there is no such.

    Raises:
        BadSession: it is broken.
    """
    from mockinterview.store import Listed, SessionStore

    store = SessionStore.default()
    own = [item for item in store.list() if isinstance(item, Listed) and not item.headline.candidate]
    return store.load(own[0].headline.id).turns if own else ()


def weakest_questions(bank: Sequence[Question], count: int, seed: int) -> tuple[Question, ...]:
    """Return the questions whose last answers were weakest, the weakest first.

    Behind them come questions that were never answered, then those that need no practice.

    Raises:
        BadInput: nothing was answered yet.
    """
    from mockinterview.bank import choose_questions
    from mockinterview.errors import BadInput
    from mockinterview.store import SessionStore

    records = own_progress(SessionStore.default().list()).questions
    if not records:
        raise BadInput("no answer of yours was judged yet", Remedy("not_weakest"))
    by_id = {question.id: question for question in bank}
    answered = [(by_id[r.question_id], r.last.weakness) for r in records if r.question_id in by_id]
    known = {question.id for question, _ in answered}
    new = choose_questions([question for question in bank if question.id not in known], count, seed)
    weak = [question for question, weakness in answered if weakness > 0]
    rest = [question for question, weakness in answered if weakness <= 0]
    return (*weak, *new, *rest)[:count]


@dataclass(frozen=True)
class Again:
    """An earlier rehearsal, or one question of it, to be repeated."""

    session: Session
    turns: tuple[Turn, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked again, in the same order."""
        return tuple(turn.question for turn in self.turns)

    @staticmethod
    def of(wish: str) -> Again:
        """Read `SESSION` or `SESSION:TURN`, where SESSION is an id, the beginning of one, or "last".

        Raises:
            BadSession: there is no such session, or it is broken.
            BadInput: nothing was asked in it.
        """
        from mockinterview.errors import BadInput
        from mockinterview.store import SessionStore

        ref, _, number = wish.partition(":")
        session = SessionStore.default().load(ref)
        if not session.turns:
            raise BadInput(f"nothing was asked in the rehearsal {session.id}")
        if not number:
            return Again(session, session.turns)
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(session.turns)):
            known = f"the rehearsal {session.id} has {len(session.turns)} question(s)"
            raise click.BadParameter(f"{known}: write {ref}:1 for the first", param_hint="--again")
        return Again(session, (session.turns[int(number) - 1],))

    def compared(self, now: Session) -> Iterator[str]:
        """Yield, line by line, what changed in each answer."""
        from mockinterview.plain_text import plain_text, said_time
        from mockinterview.report.comparison import compare

        yield ""
        yield f"Compared with {said_time(self.session.started)}:"
        compared = False
        for before, after in zip(self.turns, now.turns, strict=False):
            takes = [take for take in (before.take, after.take) if take is not None]
            found = compare(takes, after.question)
            if found is not None:
                compared = True
                yield f"  {plain_text(after.question.text)}"
                yield from (f"    {line(row)}" for row in found.rows)
        if not compared:
            yield "  There are no two judged answers to compare."


def line(row: Row) -> str:
    """Say how one measure changed: "Length  1:10, now 1:32 (+0:22, better)"."""
    from mockinterview.report.numbers import changed
    from mockinterview.report.texts import english

    say = english().say
    before, now = row.cells
    text = f"{say(f'comparison.{row.measure}'):32} {_value(row, before)}, now {_value(row, now)}"
    remarks = []
    if now.change and row.measure != "example":
        remarks.append(changed(now.change, row.measure))
    if now.direction in ("better", "worse"):
        remarks.append(say(f"comparison.{now.direction}"))
    return f"{text} ({', '.join(remarks)})" if remarks else text


def _value(row: Row, cell: Cell) -> str:
    from mockinterview.report.comparison import LEVELS
    from mockinterview.report.numbers import measured
    from mockinterview.report.texts import english

    if cell.value is None:
        return english().say("comparison.unknown")
    if row.measure == "example":
        return english().say(f"comparison.level_{LEVELS[int(cell.value)]}")
    return measured(cell.value, row.measure)
