"""The few numbers of an answer that progress is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview import rubric
from mockinterview.analysis.achievement import Level
from mockinterview.analysis.pace import RATE_NEEDS_S
from mockinterview.feedback import Check, seconds, spoken_length

if TYPE_CHECKING:
    from mockinterview.analysis.achievement import Example
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.feedback import Finding
    from mockinterview.session import Session, Turn

HIGHEST = 1e6
"""A figure beyond this comes from a broken file: it is a pace of no speech and a length of eleven days."""


@dataclass(frozen=True)
class AnswerFigures:
    """One judged answer in numbers; the take that counts, its follow-up only where it says so.

    Attributes:
        question_id: id of the question in its bank.
        question: its text.
        target_s: seconds that a good answer has.
        spoken_s: seconds from the first speech to the last.
        follow_up_s: the same of the answer to the follow-up, 0 without one.
        fillers: fillers and likely hesitations; None where the answer is too short for a rate.
        pace_wpm: words a minute; None where the answer is too short for a rate.
        latency_s: seconds from the end of the question to the first word.
        example: level of the example, follow-up included; None where none is expected or nothing was judged.
        weakness: sum of the weights of what to do better, at least 0; higher is weaker.
        weakest: the check that asks most for something better, None where none does.
    """

    question_id: str
    question: str
    target_s: float
    spoken_s: float
    follow_up_s: float
    fillers: int | None
    pace_wpm: float | None
    latency_s: float | None
    example: Level | None
    weakness: float
    weakest: Check | None

    @property
    def filler_rate(self) -> float | None:
        """Fillers a minute."""
        return None if self.fillers is None else 60 * self.fillers / self.spoken_s

    @property
    def in_target(self) -> bool:
        """Whether its length suits the question."""
        low, high = rubric.zone(self.target_s)
        return low <= self.spoken_s <= high

    @property
    def to_practise(self) -> str:
        """What to do better, in a few words; empty where nothing stands out."""
        match self.weakest:
            case None:
                return ""
            case "example":
                return "the example lacks a part" if self.example == "partial" else "no specific example yet"
            case "length":
                word = "short" if self.spoken_s < self.target_s else "long"
                return f"too {word}, {seconds(self.spoken_s)}"
            case "fillers" if self.filler_rate is not None:
                return f"{self.filler_rate:.0f} fillers a minute"
            case "pace" if self.pace_wpm is not None:
                return f"{self.pace_wpm:.0f} words a minute"
        return str(self.weakest)


def figures_of(session: Session) -> tuple[AnswerFigures, ...]:
    """Return the figures of every answer that was spoken and judged, in the order asked."""
    return tuple(figures for turn in session.turns if (figures := _figures(turn)) is not None)


def _figures(turn: Turn) -> AnswerFigures | None:
    take = turn.take
    if take is None or take.analysis is None:
        return None
    analysis, spoken = take.analysis, _spoken(take.analysis)
    if not spoken:
        return None
    pace = _known(analysis.length.speech_rate_wpm) if spoken >= RATE_NEEDS_S else None
    improve = _to_improve(turn)
    return AnswerFigures(
        question_id=turn.question.id,
        question=turn.question.text,
        target_s=turn.question.target_s,
        spoken_s=spoken,
        follow_up_s=_follow_up_s(turn),
        fillers=None if pace is None else analysis.filler_count,
        pace_wpm=pace,
        latency_s=_known(analysis.length.response_latency_s),
        example=_level(_example(turn)) if turn.question.example_expected else None,
        weakness=sum((finding.weight for finding in improve), 0.0),
        weakest=max(improve, key=lambda finding: finding.weight).check if improve else None,
    )


def _to_improve(turn: Turn) -> list[Finding]:
    """Return what the answer should do better; an example that the follow-up completed counts as told."""
    findings = turn.take.findings if turn.take else ()
    told = turn.story is not None and turn.story.level == "full"
    return [
        finding
        for finding in findings
        if finding.tone == "improve"
        and _known(finding.weight) is not None
        and not (told and finding.check == "example")
    ]


def _example(turn: Turn) -> Example | None:
    if turn.story is not None:
        return turn.story
    return turn.take.analysis.example if turn.take and turn.take.analysis else None


def _level(example: Example | None) -> Level | None:
    return example.level if example is not None and example.judged else None


def _follow_up_s(turn: Turn) -> float:
    take = turn.follow_up.take if turn.follow_up else None
    return (_spoken(take.analysis) if take and take.analysis else None) or 0.0


def _spoken(analysis: AnswerAnalysis) -> float | None:
    return _known(spoken_length(analysis))


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and 0 <= value <= HIGHEST else None
