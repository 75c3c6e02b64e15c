"""A question of the interviewer, and the bank that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le, MinLen

Kind = Literal[
    "motivation",
    "value",
    "first_interview",
    "leaving",
    "achievement",
    "behavioural",
    "strengths",
    "weakness",
    "company_ideas",
    "salary",
    "culture_fit",
    "management",
    "conflict",
    "failure",
    "future",
    "logistics",
    "closing_questions",
]
"""What a question is about."""

AsksFor = Literal["episode", "own_action", "result", "measure", "more"]
"""What a follow-up asks for: a missing part of the example, or simply more than a few words."""

Text = Annotated[str, MinLen(1)]


@dataclass(frozen=True)
class FollowUp:
    """A second question that asks for what the answer lacked."""

    asks_for: AsksFor
    text: Text

    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True)
class Question:
    """One question of a bank.

    Attributes:
        id: unique in its bank.
        text: as it is spoken and shown.
        kind: what it is about.
        example_expected: whether a good answer holds a specific achievement example.
        target_s: the length in seconds that a good answer has.
        follow_ups: one or two, each for something that may be missing.
        tip: one plain sentence for the person.
        tags: `core` marks the questions that come most often.
    """

    id: Text
    text: Text
    kind: Kind
    example_expected: bool
    target_s: Annotated[float, Ge(5), Le(600)]
    follow_ups: tuple[FollowUp, ...]
    tip: Text
    tags: tuple[str, ...] = ()

    __pydantic_config__: ClassVar = {"extra": "forbid"}


GENERAL = Question(
    id="any",
    text="Tell me about a time when you achieved something.",
    kind="achievement",
    example_expected=True,
    target_s=90.0,
    follow_ups=(),
    tip="Tell one occasion: what was the matter, what you did, how it turned out.",
)
"""What an answer is held against where nobody knows what was asked."""
