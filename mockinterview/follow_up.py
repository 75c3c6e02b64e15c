"""The one follow-up that the interviewer asks, for exactly what the answer lacked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockinterview import rubric
from mockinterview.analysis.achievement import Example, judge_example
from mockinterview.feedback import Finding, feedback_on_story, spoken_length
from mockinterview.question import FollowUp, Question
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.question import AsksFor

TARGET_S = 45.0
"""A follow-up wants one missing part, not the whole story again."""

_GENERAL: dict[AsksFor, str] = {
    "episode": "Can you tell me about one particular time when that happened?",
    "own_action": "What did you do yourself?",
    "result": "How did it turn out, and how do you know?",
    "measure": "How much did that change? Is there a number or a comparison?",
    "more": "Can you tell me a little more about that?",
}


@dataclass(frozen=True)
class Story:
    """An example told over an answer and its follow-up together, and what to say about it."""

    example: Example
    findings: tuple[Finding, ...]


def tell_story(first: Transcript | None, more: Transcript | None) -> Story | None:
    """Judge the example over both answers together; None where one of them was not transcribed."""
    if first is None or more is None:
        return None
    example = judge_example(Transcript.from_text(f"{first.text} {more.text}".strip()))
    return Story(example, feedback_on_story(example))


def follow_up_for(question: Question, analysis: AnswerAnalysis) -> Question | None:
    """Return the follow-up as a question of its own, None where nothing is missing.

    An example is asked for only where the question expects one, and not from a person who says that
    there is none; a person who gave far less than the target length is asked for more only where the
    bank has words for it.
    """
    example = analysis.example
    if example is None or not example.judged or analysis.says_no_example:
        return None
    if question.example_expected:
        if example.level == "full":
            return None
        return _asking(question, example.missing[0] if example.missing else "episode")
    far_too_short = (spoken_length(analysis) or 0.0) < rubric.FAR_TOO_SHORT.value * question.target_s
    own_words = any(follow_up.asks_for == "more" for follow_up in question.follow_ups)
    return _asking(question, "more") if far_too_short and own_words else None


def _asking(question: Question, part: AsksFor) -> Question:
    own = next((f for f in question.follow_ups if f.asks_for == part), None)
    follow_up = own or FollowUp(part, _GENERAL[part])
    return replace(
        question,
        id=f"{question.id}/{part}",
        text=follow_up.text,
        target_s=TARGET_S,
        follow_ups=(),
        tags=(),
        greeting="",
    )
