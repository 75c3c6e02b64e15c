"""The numbers that feedback is measured by, as data, each with its source.

They describe what listeners notice; none of them is a score of how hireable somebody is
(words alone explain little of an overall impression: Muralidhar & Gatica-Perez, R² .11).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """One number of the rubric.

    Attributes:
        value: the number itself.
        unit: what it counts.
        source: where it comes from.
    """

    value: float
    unit: str
    source: str


_COACHING = "coaching guides (advice, no experiment); our judgement"
_ZANDAN = "Zandan, Quantified Communications"
_LASKE = "Laske & DiGennaro Reed 2024, doi 10.1002/jaba.1093"
_PACE = "NCVS: about 150 in US conversation; Rodero 2012; bands of speaking tools; our judgement"

FEW_FILLERS = Threshold(
    2, "fillers a minute", f"{_LASKE}: 0, 2 and 5 a minute do no harm; best speakers about 1"
)
AVERAGE_FILLERS = Threshold(5, "fillers a minute", f"{_ZANDAN}: the average speaker; no harm in {_LASKE}")
MANY_FILLERS = Threshold(12, "fillers a minute", f"{_LASKE}: 12 a minute do harm")

CONVERSATION = Threshold(150, "words a minute", "NCVS: US conversation")
SLOW = Threshold(100, "words a minute", _PACE)
COMFORTABLE_FROM = Threshold(120, "words a minute", _PACE)
COMFORTABLE_TO = Threshold(170, "words a minute", _PACE)
FAST = Threshold(190, "words a minute", _PACE)

LONG_PAUSE = Threshold(1.0, "seconds", f"{_ZANDAN}: above 1 s a pause is long; strong speakers pause 2-3 s")
STALL = Threshold(5.0, "seconds", "our judgement: beyond 5 s a listener wonders whether the answer is over")

ZONE_FROM = Threshold(2 / 3, "of the question's target length", f"{_COACHING}: 60-120 s around 90 s")
ZONE_TO = Threshold(4 / 3, "of the question's target length", f"{_COACHING}: 60-120 s around 90 s")
FAR_TOO_SHORT = Threshold(1 / 3, "of the question's target length", _COACHING)
FAR_TOO_LONG = Threshold(2.0, "of the question's target length", _COACHING)


STEP_S = 5
"""Zones are told in steps of so many seconds: nobody speaks by the second."""


def zone(target_s: float) -> tuple[float, float]:
    """Return the (shortest, longest) length in seconds that suits a question's target length."""
    low, high = (STEP_S * round(target_s * share.value / STEP_S) for share in (ZONE_FROM, ZONE_TO))
    return low, high
