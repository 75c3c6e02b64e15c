"""The words that show situation, action and result, how much of the story each takes, and who acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis import cues

if TYPE_CHECKING:
    from mockinterview.analysis.answer_signs import Roles
    from mockinterview.analysis.story import Story

Span = tuple[int, int]
"""(char_start, char_end) in the answer's text."""

Shares = tuple[float, float, float]

LIKELY = 0.4
"""From here on a clause counts as action or result; chosen on the development answers."""

GOES_ON = 0.3
"""From here on a clause behind the result is quoted with it; chosen on the development answers."""

NEARLY = 0.3
"""An outcome this near to the likeliest is taken where it comes first: it is the one that the deed led to."""

OUTCOME_COUNTS = 0.25
"""A deed is the likelier the one that matters, the likelier an outcome follows; chosen on the development
answers."""

TOLD_FIRST = 0.1
"""What a result that stands before the action must be likelier by: most come after it."""


@dataclass(frozen=True)
class Evidence:
    """What the answer shows.

    Attributes:
        situation: the words before action and result, None where there are none.
        action: the likeliest own deed with those beside it, None where the speaker did nothing.
        result: the likeliest outcome with those beside it, None where none is told.
        action_score: how likely the action is one, in [0, 1].
        result_score: how likely the result is one, in [0, 1].
        measured: whether a measure stands in the result.
        balance: share of the story's words for situation, action and result; sum 1 or all 0.
        actors: share of the deeds that are done by I, we and others; sum 1 or all 0.
    """

    situation: Span | None
    action: Span | None
    result: Span | None
    action_score: float
    result_score: float
    measured: bool
    balance: Shares
    actors: Shares


def find_evidence(story: Story, roles: Roles) -> Evidence:
    """Choose the likeliest own deed and the likeliest outcome, each with its neighbours of the same kind."""
    action = _action(story, roles)
    result = _result(story, roles, action)
    scene = _scene(story, action, result)
    return Evidence(
        situation=_span(story, scene),
        action=_span(story, action),
        result=_span(story, result),
        action_score=max(roles.action, default=0.0),
        result_score=max((roles.result[i] for i in result or ()), default=0.0),
        measured=_measured(story, roles, result),
        balance=_balance(story, roles),
        actors=_actors(story),
    )


def _action(story: Story, roles: Roles) -> range | None:
    """The likeliest deed, back to the clause that names its doer, on through what belongs to it."""
    likely = [i for i, score in enumerate(roles.action) if score >= LIKELY / 2]
    best = max(
        story.deeds or likely, key=lambda i: roles.action[i] + OUTCOME_COUNTS * roles.led_to(i), default=None
    )
    if best is None:
        return None
    first, last = best, best
    while first > 0 and roles.action[first - 1] >= LIKELY:
        first -= 1
    while first > 0 and not story.clauses[first].subject_words and story.clauses[first - 1].subject == "I":
        first -= 1
    while last + 1 < len(story.clauses) and _belongs(story, roles, last + 1):
        last += 1
    return range(first, last + 1)


def _belongs(story: Story, roles: Roles, i: int) -> bool:
    """Whether a clause behind the action is part of it: a deed too, or what hangs on one."""
    clause = story.clauses[i]
    hangs = clause.dependent and (bool(clause.mark) or clause.subject == "I")
    return roles.action[i] >= LIKELY or (hangs and roles.result[i] < LIKELY)


def _result(story: Story, roles: Roles, action: range | None) -> range | None:
    """The first likely outcome behind the action, or the likeliest of all; with those beside it."""
    taken = action or range(0)
    scores = {
        i: score - TOLD_FIRST * (i < taken.start)
        for i, score in enumerate(roles.result)
        if i not in taken and story.clauses[i].tense not in ("would", "future", "used_to")
    }
    if not scores:
        return None
    enough = NEARLY * max(scores.values())
    behind = [i for i, score in scores.items() if i >= taken.stop and score >= enough]
    first = last = behind[0] if behind else max(scores, key=lambda i: scores[i])
    while first - 1 in scores and roles.result[first - 1] >= LIKELY:
        first -= 1
    while last + 1 in scores and roles.result[last + 1] >= GOES_ON:
        last += 1
    return range(first, last + 1)


def _scene(story: Story, action: range | None, result: range | None) -> range | None:
    """What is told of the past before action and result."""
    end = min((part.start for part in (action, result) if part is not None), default=0)
    told = [i for i in range(end) if story.clauses[i].narrates]
    return range(told[0], told[-1] + 1) if told else None


def _span(story: Story, part: range | None) -> Span | None:
    if part is None:
        return None
    clauses = [story.clauses[i] for i in part]
    return min(clause.start for clause in clauses), max(clause.end for clause in clauses)


def _measured(story: Story, roles: Roles, result: range | None) -> bool:
    """Whether a measure stands in the result, right beside it, or in another likely outcome."""
    if result is None:
        return False
    near = range(result.start - 1, result.stop + 1)
    return any(
        i in result or roles.result[i] >= LIKELY or (i in near and roles.result[i] >= LIKELY / 2)
        for i in story.measured
    )


def _balance(story: Story, roles: Roles) -> Shares:
    """Give the words of every past or resulting clause to the part that it most likely belongs to."""
    words = [0, 0, 0]
    for clause, action, result in zip(story.clauses, roles.action, roles.result, strict=True):
        if max(action, result) >= LIKELY:
            words[1 if action >= result else 2] += len(clause.words)
        elif clause.narrates:
            words[0] += len(clause.words)
    return _shares(*words)


def _actors(story: Story) -> Shares:
    doers = [c.subject for c in story.clauses if c.narrates and c.deed not in cues.STATIVE]
    return _shares(doers.count("I"), doers.count("we"), doers.count("other"))


def _shares(first: int, second: int, third: int) -> Shares:
    total = first + second + third
    return (first / total, second / total, third / total) if total else (0.0, 0.0, 0.0)
