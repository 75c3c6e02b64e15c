"""A question of the interviewer, and the bank that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le, MinLen

Kind = Literal[
    "motivation",
    "company_knowledge",
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

Round = Literal[
    "motivation",
    "unfinished",
    "achievements",
    "ideas",
    "fit",
    "concerns",
    "salary",
    "your_questions",
]
"""The rounds of a second interview, in the order in which they come."""

ROUND_OF: dict[Kind, Round] = {
    "motivation": "motivation",
    "company_knowledge": "motivation",
    "future": "motivation",
    "first_interview": "unfinished",
    "achievement": "achievements",
    "behavioural": "achievements",
    "failure": "achievements",
    "company_ideas": "ideas",
    "value": "ideas",
    "culture_fit": "fit",
    "management": "fit",
    "conflict": "fit",
    "strengths": "concerns",
    "weakness": "concerns",
    "leaving": "concerns",
    "salary": "salary",
    "logistics": "salary",
    "closing_questions": "your_questions",
}
"""Which round a kind of question belongs to."""

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
        greeting: what the one who asks says before it, the first time they speak; empty otherwise.
        asked_by: who asks, as it is shown ("Priya Raman, hiring manager"); empty where nobody in particular.
        asker_voice: name of the system voice that speaks it; None for the one that was chosen for all.
    """

    id: Text
    text: Text
    kind: Kind
    example_expected: bool
    target_s: Annotated[float, Ge(5), Le(600)]
    follow_ups: tuple[FollowUp, ...]
    tip: Text
    tags: tuple[str, ...] = ()
    greeting: str = ""
    asked_by: str = ""
    asker_voice: str | None = None

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    @property
    def spoken(self) -> str:
        """All that is said aloud."""
        return f"{self.greeting} {self.text}" if self.greeting else self.text

    @property
    def round(self) -> Round:
        """The round that it belongs to."""
        return ROUND_OF[self.kind]


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
