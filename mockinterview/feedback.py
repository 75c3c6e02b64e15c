"""From checks to findings: plain sentences, each with its evidence, the strongest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mockinterview.transcript import Quote

Check = Literal["fillers", "length", "pace", "pauses", "example", "sound"]
Tone = Literal["strength", "improve", "information"]


@dataclass(frozen=True)
class Finding:
    """One thing worth saying about an answer.

    Attributes:
        check: which check speaks.
        tone: a strength, one thing to do better, or information.
        text: one plain sentence, fit to be shown and spoken.
        evidence: the words it rests on, with their times.
        weight: how much it matters, in [0, 1]; higher comes first.
    """

    check: Check
    tone: Tone
    text: str
    evidence: tuple[Quote, ...] = ()
    weight: float = 0.0
