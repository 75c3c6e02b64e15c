"""The shape of a story: which clauses are own deeds, which tell how it turned out, and what frames them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from mockinterview.analysis import cues
from mockinterview.analysis.clauses import find_clauses
from mockinterview.analysis.measures import find_measures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.analysis.clauses import Clause


@dataclass(frozen=True)
class Story:
    """An answer seen as a row of clauses."""

    text: str
    clauses: tuple[Clause, ...]

    @staticmethod
    def of(text: str) -> Story:
        """Read an answer."""
        return Story(text, find_clauses(text))

    @cached_property
    def deeds(self) -> tuple[int, ...]:
        """Indices of the clauses in which the speaker did something."""
        return tuple(i for i, clause in enumerate(self.clauses) if is_deed(clause))

    @cached_property
    def events(self) -> tuple[int, ...]:
        """Indices of the clauses in which something else happened."""
        return tuple(i for i, clause in enumerate(self.clauses) if is_event(clause))

    @cached_property
    def after_deed(self) -> tuple[Clause, ...]:
        """The clauses behind the first own deed."""
        return self.clauses[self.deeds[0] + 1 :] if self.deeds else ()

    @cached_property
    def measured(self) -> frozenset[int]:
        """Indices of the clauses that hold a measure."""
        spans = find_measures(self.text)
        return frozenset(
            i
            for i, clause in enumerate(self.clauses)
            if any(start >= clause.start and end <= clause.end for start, end in spans)
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


def _some(count: float) -> float:
    """Count with less and less weight: 0, 1, 1.6, 2, 2.3 …"""
    return log(1 + count, 2)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def features(story: Story) -> dict[str, float]:
    """Return what the judgement rests on, by name; every value is 0 where there is no sign of it."""
    return {**_tenses(story), **_particulars(story), **_roles(story), **_outcome(story)}


def _tenses(story: Story) -> dict[str, float]:
    clauses = story.clauses
    mains = [c for c in clauses if c.tense != "none"]
    n = len(mains)
    return {
        "words": log(1 + sum(len(c.words) for c in clauses)),
        "share past": _share(sum(c.narrates for c in mains), n),
        "share present": _share(sum(c.tense == "present" for c in mains), n),
        "share would or will": _share(sum(c.tense in ("would", "future") for c in mains), n),
        "longest run of past": _some(_longest_run(clauses)),
        "I present": _some(
            _count(
                clauses, lambda c: c.subject == "I" and c.tense == "present" and c.deed not in cues.STATIVE
            )
        ),
        "I would": _some(
            _count(clauses, lambda c: c.subject == "I" and c.tense in ("would", "future", "could"))
        ),
        "I have": _some(_count(clauses, lambda c: c.subject == "I" and c.tense == "perfect")),
        "you do": _some(_count(clauses, lambda c: c.subject == "you")),
        "if": _some(_count(clauses, lambda c: c.mark == "if")),
        "others present": _some(
            _count(
                clauses,
                lambda c: c.subject == "other" and c.tense == "present" and c.deed not in cues.STATIVE,
            )
        ),
    }


def _longest_run(clauses: Iterable[Clause]) -> int:
    """Past clauses in a row, one clause in another tense allowed between them."""
    best = run = gap = 0
    for clause in clauses:
        if clause.narrates:
            run, gap = run + 1, 0
        elif clause.tense != "none":
            gap += 1
            if gap > 1:
                run = 0
        best = max(best, run)
    return best


def _count(clauses, test) -> int:
    return sum(1 for c in clauses if test(c))


def _particulars(story: Story) -> dict[str, float]:
    whole = " ".join(c.text for c in story.clauses)
    past = " ".join(c.text for c in story.clauses if c.narrates)
    n = len(story.clauses)
    return {
        "anchor": _some(len(cues.ANCHOR.findall(past))),
        "person": _some(len(cues.PERSON.findall(past))),
        "habit": _some(len(cues.HABIT.findall(whole))),
        "duty": _some(len(cues.DUTY.findall(whole))),
        "star talk": _some(len(cues.STAR_TALK.findall(whole))),
        "there was": float("there was" in past or "we had a" in past or "i had a" in past),
        "speech": _some(_count(story.clauses, lambda c: c.narrates and c.deed in cues.SAY)),
    }


def _roles(story: Story) -> dict[str, float]:
    clauses = story.clauses
    deeds = [clauses[i] for i in story.deeds]
    solid = [c for c in deeds if c.deed not in cues.EMPTY_DEED]
    return {
        "deeds": _some(len(deeds)),
        "solid deeds": _some(len(solid)),
        "any solid deed": float(bool(solid)),
        "deed words": _some(max((len(c.words) for c in solid), default=0)),
        "we did": _some(_count(clauses, lambda c: c.subject == "we" and c.narrates)),
        "we did, I did not": float(not solid)
        * _some(_count(clauses, lambda c: c.subject in ("we", "other") and c.narrates)),
        "passives": _some(_count(clauses, lambda c: c.passive and c.narrates)),
        "others did": _some(len(story.events)),
        "I was": _some(_count(clauses, lambda c: c.subject == "I" and c.narrates and c.deed in cues.STATIVE)),
    }


def _outcome(story: Story) -> dict[str, float]:
    after = [c for c in story.after_deed if c.tense != "none"]
    told = [c for c in after if c.subject != "I" and not c.mark and c.narrates]
    text = " ".join(c.text for c in after)
    last = story.clauses[-max(1, len(story.clauses) // 3) :]
    last_text = " ".join(c.text for c in last)
    whole = " ".join(c.text for c in story.clauses)
    past = " ".join(c.text for c in story.clauses if c.narrates)
    return {
        "events after deed": _some(len(told)),
        "outcome after deed": _some(len(cues.OUTCOME.findall(text))),
        "change": _some(len(cues.CHANGE.findall(past))),
        "praise": _some(len(cues.PRAISE.findall(past))),
        "gain": _some(len(cues.GAIN.findall(past))),
        "learning": float(bool(cues.LEARNING.search(whole))),
        "unknown": _some(len(cues.UNKNOWN.findall(whole))),
        "past at the end": _share(sum(c.narrates for c in last), len(last)),
        "event at the end": float(any(is_event(c) for c in last)),
        "measures": _some(len(story.measured)),
        "change at the end": _some(
            len(cues.CHANGE.findall(last_text))
            + len(cues.GAIN.findall(last_text))
            + len(cues.PRAISE.findall(last_text))
        ),
    }
