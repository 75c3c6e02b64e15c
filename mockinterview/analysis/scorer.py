"""The trained scorer: small logistic regressions over named signs, weights in JSON beside the code.

Two look at one clause (own action? result?), two at the whole answer (an episode? a complete one?). Each
weight says how much its sign counts, so a judgement can be explained. `benchmarks/train_achievement.py`
trains them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.answer_signs import Roles, answer_signs
from mockinterview.analysis.clause_signs import clause_signs

if TYPE_CHECKING:
    from mockinterview.analysis.story import Story

WEIGHTS = "achievement.json"


@dataclass(frozen=True)
class Logistic:
    """A logistic regression over named signs.

    Attributes:
        bias: log-odds where every sign is 0.
        weights: what one unit of each sign adds to the log-odds.
    """

    bias: float
    weights: dict[str, float]

    def __call__(self, signs: dict[str, float]) -> float:
        """Return the probability in (0, 1)."""
        odds = self.bias + sum(weight * signs[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True)
class Scorer:
    """Judges clauses and answers.

    Attributes:
        action: whether a clause tells the speaker's own deed.
        result: whether a clause tells how it turned out.
        episode: whether the answer holds one particular past episode.
        complete: whether that episode has both own action and result.
    """

    action: Logistic
    result: Logistic
    episode: Logistic
    complete: Logistic

    def roles(self, story: Story) -> Roles:
        """Score every clause."""
        signs = [clause_signs(story, i) for i in range(len(story.clauses))]
        return Roles(tuple(map(self.action, signs)), tuple(map(self.result, signs)))

    def probabilities(self, story: Story, roles: Roles) -> tuple[float, float, float]:
        """Return the probabilities of none, partial and full; they sum to 1."""
        signs = answer_signs(story, roles)
        episode, complete = self.episode(signs), self.complete(signs)
        return 1 - episode, episode * (1 - complete), episode * complete

    def level(self, story: Story, roles: Roles) -> Literal["none", "partial", "full"]:
        """Return the likeliest level."""
        none, partial, full = self.probabilities(story, roles)
        if none >= max(partial, full):
            return "none"
        return "full" if full >= partial else "partial"


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """Load the trained weights, once."""
    stored = json.loads(files("mockinterview.analysis").joinpath(WEIGHTS).read_text("utf-8"))
    return Scorer(**{name: Logistic(**stored[name]) for name in ("action", "result", "episode", "complete")})
