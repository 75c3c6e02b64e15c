"""An answer as a row of clauses: which are own deeds, which tell what happened, where a measure stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from mockinterview.analysis import cues
from mockinterview.analysis.clauses import Clause, find_clauses
from mockinterview.analysis.measures import find_measures


@dataclass(frozen=True)
class Story:
    """An answer seen as a row of clauses."""

    text: str
    clauses: tuple[Clause, ...]

    @staticmethod
    def of(text: str) -> Story:
        """Read an answer."""
        return Story(text, as_past(find_clauses(text)))

    @cached_property
    def deeds(self) -> tuple[int, ...]:
        """Indices of the clauses in which the speaker did something."""
        return tuple(i for i, clause in enumerate(self.clauses) if is_deed(clause))

    @cached_property
    def measured(self) -> frozenset[int]:
        """Indices of the clauses that hold a measure."""
        spans = find_measures(self.text)
        return frozenset(
            i
            for i, clause in enumerate(self.clauses)
            if any(start < clause.end and end > clause.start for start, end in spans)
        )


def is_deed(clause: Clause) -> bool:
    """Whether the speaker did something, once: "I moved the aisle", not "I managed a team" or "I knew"."""
    return (
        clause.subject == "I"
        and clause.tense == "past"
        and not clause.passive
        and not clause.negated
        and clause.deed not in cues.STATIVE
        and clause.mark not in ("if", "whether", "when", "whenever")
        and not cues.DUTY.search(clause.text)
        and not cues.HABIT.search(clause.text)
    )


def is_event(clause: Clause) -> bool:
    """Whether something happened that somebody else did or that was done."""
    return (
        clause.subject in ("other", "none")
        and clause.tense == "past"
        and (clause.passive or clause.deed not in cues.STATIVE)
        and clause.mark not in ("if", "whether")
    )


def is_somebody(clause: Clause) -> bool:
    """Whether its own subject is one person in particular: "she", "a customer", "my manager"."""
    words = clause.subject_words
    return bool(words) and (words[-1] in ("he", "she") or bool(cues.PERSON.search(" ".join(words))))


def as_past(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Read a story that is told in the present ("he come in, so I take the apron") as told in the past.

    It is one where the speaker and somebody in particular take turns; a habit has no such other. Where
    verbs go without their ending ("he come"), one turn of the other is enough: the past has none either.
    """
    mine = [c for c in clauses if _acts_now(c) and c.subject == "I"]
    theirs = [c for c in clauses if c.tense == "present" and not c.dependent and is_somebody(c)]
    usual = [c for c in clauses if c.mark in ("if", "whenever") or cues.HABIT.search(c.text)]
    endless = any(map(_lacks_ending, clauses))
    if len(mine) < 2 or len(theirs) < (1 if endless else 2):
        return clauses
    if len(usual) > (len(mine) if endless else min(len(mine), len(theirs))):
        return clauses
    acted = [i for i, c in enumerate(clauses) if _acts_now(c) and (c.subject == "I" or is_somebody(c))]
    told = range(acted[0], acted[-1] + 1)
    return tuple(
        replace(c, tense="past") if i in told and c.tense == "present" and c.mark != "if" else c
        for i, c in enumerate(clauses)
    )


def _acts_now(clause: Clause) -> bool:
    return clause.tense == "present" and not clause.dependent and clause.deed not in cues.STATIVE


def _lacks_ending(clause: Clause) -> bool:
    """Whether a verb of one other person has no ending: "he come", "my boss give me"."""
    words = clause.subject_words
    one = is_somebody(clause) or words[-1:] == ("it",)
    bare = clause.verb in clause.words and clause.verb not in ("be", "have", "do")
    return one and bare and clause.tense == "present" and not clause.negated
