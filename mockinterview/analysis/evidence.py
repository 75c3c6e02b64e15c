"""The words that show situation, action and result, and who acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis import cues
from mockinterview.analysis.story import is_event

if TYPE_CHECKING:
    from mockinterview.analysis.clauses import Clause
    from mockinterview.analysis.story import Story

Span = tuple[int, int]
"""(char_start, char_end) in the answer's text."""


@dataclass(frozen=True)
class Evidence:
    """What the answer shows, each part None where nothing shows it."""

    situation: Span | None
    action: Span | None
    result: Span | None
    measured: bool
    balance: tuple[float, float, float]
    actors: tuple[float, float, float]


def find_evidence(story: Story) -> Evidence:
    """Choose the run of own deeds, then the likeliest outcome behind it (or before it)."""
    action = _best_run(story)
    result = _best_result(story, action)
    situation = _scene(story, action, result)
    return Evidence(
        _span(story, situation),
        _span(story, action),
        _span(story, result),
        result is not None and any(i in story.measured for i in result),
        _balance(story, situation, action, result),
        _actors(story),
    )


def _best_run(story: Story) -> range | None:
    """The run of deeds, at most one clause between two, that tells most."""
    runs: list[range] = []
    for i in story.deeds:
        if runs and i - runs[-1].stop <= 1:
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))

    def weight(run: range) -> float:
        deeds = [story.clauses[i] for i in run if i in story.deeds]
        return sum(1.0 + len(c.words) / 10 - 0.8 * (c.deed in cues.EMPTY_DEED) for c in deeds)

    return max(runs, key=weight, default=None)


def _outcome_weight(clause: Clause, measured: bool) -> float:
    text = clause.text
    return (
        0.8 * is_event(clause)
        + 0.8 * bool(cues.OUTCOME.search(text))
        + 0.6 * bool(cues.CHANGE.search(text))
        + 0.6 * bool(cues.PRAISE.search(text))
        + 0.5 * bool(cues.GAIN.search(text))
        + 0.8 * measured
        - 1.0 * (clause.subject == "I" and clause.tense == "present")
        - 1.5 * (clause.tense in ("would", "future", "used_to"))
        - 0.5 * (clause.mark in ("because", "since", "if", "when"))
    )


def _best_result(story: Story, action: range | None) -> range | None:
    best, best_weight = None, 0.9
    for i, clause in enumerate(story.clauses):
        if action is not None and i in action:
            continue
        weight = _outcome_weight(clause, i in story.measured)
        if action is not None and i < action.start:
            weight -= 0.8
        if weight > best_weight:
            best, best_weight = range(i, i + 1), weight
    return best


def _scene(story: Story, action: range | None, result: range | None) -> range | None:
    end = min((part.start for part in (action, result) if part is not None), default=0)
    told = [i for i in range(end) if story.clauses[i].narrates]
    return range(told[0], told[-1] + 1) if told else None


def _span(story: Story, part: range | None) -> Span | None:
    if part is None:
        return None
    inside = [story.clauses[i] for i in part]
    return min(c.start for c in inside), max(c.end for c in inside)


def _balance(story: Story, *parts: range | None) -> tuple[float, float, float]:
    words = [sum(len(story.clauses[i].words) for i in part) if part else 0 for part in parts]
    total = sum(words)
    a, b, c = (count / total if total else 0.0 for count in words)
    return a, b, c


def _actors(story: Story) -> tuple[float, float, float]:
    acting = [
        c.subject
        for c in story.clauses
        if c.narrates and c.deed not in cues.STATIVE and c.subject in ("I", "we", "other")
    ]
    if not acting:
        return 0.0, 0.0, 0.0
    i, we = acting.count("I") / len(acting), acting.count("we") / len(acting)
    return i, we, 1 - i - we
