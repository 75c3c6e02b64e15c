"""What a whole rehearsal showed: what was strong, and the one habit to work on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.feedback import Check, Finding, Tone, spoken_length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.session import Session, Take, Turn


@dataclass(frozen=True)
class Summary:
    """A rehearsal in a few lines.

    Attributes:
        answered: questions with a judged answer.
        asked: questions asked.
        spoken_s: seconds spoken in all judged answers.
        strength: what was strong, in one sentence; None where nothing stood out.
        habit: the one habit to work on, in one sentence; None where nothing stood out.
        tip: the tip of the question whose answer showed that habit most; None without a habit.
    """

    answered: int
    asked: int
    spoken_s: float
    strength: str | None
    habit: str | None
    tip: str | None


_STRENGTHS: dict[Check, str] = {
    "example": "You told specific examples",
    "fillers": "You spoke with hardly any fillers",
    "length": "Your answers had a good length",
    "pace": "Your pace was easy to follow",
}
_HABITS: dict[Check, str] = {
    "example": "Finish the story: one occasion, what you did yourself, how it turned out",
    "fillers": "Let a short silence stand where a filler wants to come",
    "length": "Keep an eye on the length of your answers",
    "pace": "Work on your pace",
}


def summarise(session: Session) -> Summary:
    """Read a session's findings and say what they add up to."""
    judged = [(turn, take) for turn in session.turns if (take := turn.take) and take.analysis]
    strongest = _heaviest(judged, "strength")
    weakest = _heaviest(judged, "improve")
    return Summary(
        answered=len(judged),
        asked=len(session.turns),
        spoken_s=sum(spoken_length(take.analysis) or 0.0 for _, take in judged if take.analysis),
        strength=_sentence(_STRENGTHS, strongest, len(judged)),
        habit=_sentence(_HABITS, weakest, len(judged)),
        tip=max(weakest, key=lambda shown: shown[1].weight)[0].question.tip if weakest else None,
    )


def _heaviest(judged: Iterable[tuple[Turn, Take]], tone: Tone) -> list[tuple[Turn, Finding]]:
    """Return the findings of the check that weighs most over all answers, one an answer."""
    by_check: dict[Check, list[tuple[Turn, Finding]]] = defaultdict(list)
    for turn, take in judged:
        for finding in take.findings:
            if finding.tone == tone:
                by_check[finding.check].append((turn, finding))
    return max(by_check.values(), key=lambda shown: sum(f.weight for _, f in shown), default=[])


def _sentence(texts: dict[Check, str], shown: list[tuple[Turn, Finding]], answers: int) -> str | None:
    if not shown:
        return None
    text = texts.get(shown[0][1].check)
    return None if text is None else f"{text} ({len(shown)} of {answers} answers)."
