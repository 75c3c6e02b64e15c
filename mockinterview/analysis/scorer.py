"""The trained scorer: two logistic regressions over the story's features, kept as JSON beside the code.

The first says whether the answer holds an episode, the second whether the episode is complete (own action and
result). `benchmarks/train_achievement.py` trains them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import Literal


@dataclass(frozen=True)
class Logistic:
    """A logistic regression over named features; a feature it does not know counts nothing."""

    bias: float
    weights: dict[str, float]

    def __call__(self, features: dict[str, float]) -> float:
        """Return the probability in (0, 1)."""
        score = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True)
class Scorer:
    """Says the level of an answer from its features.

    Attributes:
        episode: whether there is a particular past episode.
        complete: whether the episode has own action and result.
    """

    episode: Logistic
    complete: Logistic

    def probabilities(self, features: dict[str, float]) -> tuple[float, float, float]:
        """Return the probabilities of none, partial and full; they sum to 1."""
        episode, complete = self.episode(features), self.complete(features)
        return 1 - episode, episode * (1 - complete), episode * complete

    def level(self, features: dict[str, float]) -> Literal["none", "partial", "full"]:
        """Return the likeliest level."""
        none, partial, full = self.probabilities(features)
        if none >= max(partial, full):
            return "none"
        return "full" if full >= partial else "partial"


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """Load the trained weights, once."""
    stored = json.loads(files("mockinterview.analysis").joinpath("achievement.json").read_text("utf-8"))
    return Scorer(**{name: Logistic(**stored[name]) for name in ("episode", "complete")})
