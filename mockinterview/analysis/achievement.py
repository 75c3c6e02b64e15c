"""The specific achievement example: is there one, which words show it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.evidence import find_evidence
from mockinterview.analysis.judgeable import can_be_judged, says_no_example
from mockinterview.analysis.scorer import scorer
from mockinterview.analysis.story import Story
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from mockinterview.analysis.evidence import Evidence, Span
    from mockinterview.transcript import Transcript

Level = Literal["none", "partial", "full"]
Part = Literal["episode", "own_action", "result", "measure"]

__all__ = ["Example", "Level", "Part", "judge_example", "says_no_example"]

UNLIKELY = 0.25
"""Below this nothing in the answer passes for the part; chosen on the development answers."""


@dataclass(frozen=True)
class Example:
    """The judgement on one answer.

    Attributes:
        level: `full` = one particular past episode, the speaker's own action, and how it turned out;
            `partial` = an episode that lacks one of the two; `none` = no episode.
            `not_judged` is said by `judged` being False (another language, nothing but fillers).
        quantified: whether the result carries a measure.
        situation: the words that set the scene, None where there are none.
        action: the words that tell the speaker's own deed.
        result: the words that tell how it turned out.
        missing: what a follow-up would ask for, most important first; `measure` is never needed for `full`.
        balance: share of the story's words for (situation, action, result), each in [0, 1], sum 1 or all 0.
        actors: share of the acting sentences by who acts: ("I", "we", others), sum 1 or all 0.
        judged: False where the answer cannot be judged; then level is `none` and must not be shown.
    """

    level: Level
    quantified: bool
    situation: Quote | None
    action: Quote | None
    result: Quote | None
    missing: tuple[Part, ...]
    balance: tuple[float, float, float] = (0.0, 0.0, 0.0)
    actors: tuple[float, float, float] = (0.0, 0.0, 0.0)
    judged: bool = True


NOT_JUDGED = Example("none", False, None, None, None, (), judged=False)


def judge_example(transcript: Transcript) -> Example:
    """Judge whether the answer holds a specific achievement example."""
    if not can_be_judged(transcript.text):
        return NOT_JUDGED
    story = Story.of(transcript.text)
    judge = scorer()
    roles = judge.roles(story)
    level = judge.level(story, roles)
    evidence = find_evidence(story, roles)
    if level == "none":
        return Example(level, False, None, None, None, ("episode",), actors=evidence.actors)
    lacking = _lacking(evidence) if level == "partial" else ()
    action = None if "own_action" in lacking else evidence.action
    result = None if "result" in lacking else evidence.result
    quantified = result is not None and evidence.measured
    return Example(
        level=level,
        quantified=quantified,
        situation=_quote(transcript, evidence.situation),
        action=_quote(transcript, action),
        result=_quote(transcript, result),
        missing=lacking if quantified else (*lacking, "measure"),
        balance=evidence.balance,
        actors=evidence.actors,
    )


def _quote(transcript: Transcript, span: Span | None) -> Quote | None:
    return None if span is None else transcript.quote(*span)


def _lacking(evidence: Evidence) -> tuple[Part, ...]:
    """Say what a partial example lacks: what shows least, first."""
    scores: dict[Part, float] = {
        "own_action": evidence.action_score if evidence.action is not None else 0.0,
        "result": evidence.result_score if evidence.result is not None else 0.0,
    }
    least_first = sorted(scores, key=scores.__getitem__)
    return tuple(part for part in least_first if scores[part] < UNLIKELY) or (least_first[0],)
