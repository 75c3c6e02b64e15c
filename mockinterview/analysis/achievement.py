"""The specific achievement example: is there one, which words show it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.transcript import Quote

if TYPE_CHECKING:
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


def judge_example(transcript: Transcript) -> Example:
    """Judge whether the answer holds a specific achievement example."""
    raise NotImplementedError
