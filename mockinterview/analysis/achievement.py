"""The specific achievement example: is there one, which words show it, what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.evidence import find_evidence
from mockinterview.analysis.scorer import scorer
from mockinterview.analysis.story import Story, features
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from mockinterview.analysis.evidence import Span
    from mockinterview.transcript import Transcript

Level = Literal["none", "partial", "full"]
Part = Literal["episode", "own_action", "result", "measure"]


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


_NOT_JUDGED = Example("none", False, None, None, None, (), judged=False)

_NO_EXAMPLE = re.compile(
    r"\b(?:(?:can't|cannot|can not|couldn't|don't|do not|didn't) (?:really |honestly |actually |even |quite )?"
    r"(?:think of|recall|remember|come up with|have|got) (?:really |actually )?"
    r"(?:one|any|anything|an example|a (?:good |specific |particular )?(?:example|time|story|situation|instance))"
    r"|nothing (?:really |much )?(?:comes|springs) to mind|(?:no|not an?) example|my mind(?:'s| is| has)? (?:gone )?blank"
    r"|(?:drawing|drawn|draw) a blank|haven't (?:really )?(?:got|had) (?:one|any|an example|a time))\b",
    re.IGNORECASE,
)


def judge_example(transcript: Transcript) -> Example:
    """Judge whether the answer holds a specific achievement example."""
    if not can_be_judged(transcript.text):
        return _NOT_JUDGED
    story = Story.of(transcript.text)
    level = scorer().level(features(story))
    evidence = find_evidence(story)
    if level == "none":
        return Example("none", False, None, None, None, ("episode",), actors=evidence.actors)
    action, result = evidence.action, evidence.result
    quantified = result is not None and evidence.measured
    return Example(
        level=level,
        quantified=quantified,
        situation=_quote(transcript, evidence.situation),
        action=_quote(transcript, action),
        result=_quote(transcript, result),
        missing=_missing(level, action, result, quantified),
        balance=evidence.balance,
        actors=evidence.actors,
    )


def says_no_example(transcript: Transcript) -> bool:
    """Whether the person says that there is no example: "I can't think of one"."""
    return bool(_NO_EXAMPLE.search(transcript.text.replace("’", "'")))


def can_be_judged(text: str) -> bool:
    """Whether there is English in the answer beyond fillers."""
    return bool(text.strip())


def _quote(transcript: Transcript, span: Span | None) -> Quote | None:
    return None if span is None else transcript.quote(*span)


def _missing(level: Level, action: Span | None, result: Span | None, quantified: bool) -> tuple[Part, ...]:
    missing: list[Part] = []
    if level == "partial":
        if action is None:
            missing.append("own_action")
        if result is None or action is not None:
            missing.append("result")
    if not quantified:
        missing.append("measure")
    return tuple(missing)
