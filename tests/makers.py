"""Small makers of what tests need over and over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mockinterview.analysis.achievement import Example
from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.question import FollowUp, Question
from mockinterview.transcript import Quote

QUESTION = Question(
    id="proud",
    text="What are you proud of?",
    kind="achievement",
    example_expected=True,
    target_s=90.0,
    follow_ups=(FollowUp("result", "And how did that end?"),),
    tip="Tell one occasion.",
)

NONE = Example("none", False, None, None, None, ("episode",))
FULL = Example("full", True, None, Quote("I rebuilt it", 0, 12), Quote("it ran for a year", 13, 30), ())


def question(**changes: Any) -> Question:
    """Return a question about an achievement, with changes."""
    return replace(QUESTION, **changes)


def fillers(*texts: str) -> tuple[Filler, ...]:
    """Return filler words at made-up places."""
    return tuple(
        Filler(text, "filler_word", None, None, n * 10, n * 10 + len(text)) for n, text in enumerate(texts)
    )


def analysis(spoken: float = 75.0, wpm: float | None = 140.0, **changes: Any) -> AnswerAnalysis:
    """Return the checks of an answer without anything remarkable, with changes."""
    length = Length(spoken, spoken, round((wpm or 0) * spoken / 60), wpm, wpm, 0.8, 0.0)
    return replace(AnswerAnalysis((), (), Hesitations(), length, (), NONE), **changes)
