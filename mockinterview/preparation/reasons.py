"""Reasons for leaving a job, by what they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Topic = Literal[
    "growth", "pay", "place", "contract", "people", "boredom", "workload", "family", "health", "security"
]


@dataclass(frozen=True)
class Reason:
    """What a reason is about, and where it stands in the text."""

    topic: Topic
    char_start: int
    char_end: int


_PATTERNS: dict[Topic, str] = {
    "growth": (
        r"\bgrow(?:th|ing)?\b|\bresponsibilit\w+|\bnext (?:step|level|challenge)|\bpromot\w+"
        r"|\bmov(?:e|ing) up\b|\b(?:bigger|larger|broader) (?:role|job|team|task\w*)"
        r"|\bdevelop(?:ment)?\b(?! team)"
        r"|\blearn(?:ing)?\b|\blead(?:ing)? (?:a|my own|people|teams?)\b|\bcareer\b|\bnew challenges?\b"
        r"|\bspeciali[sz]\w+|\bmanage (?:a|my own)\b"
    ),
    "pay": r"\b(?:salary|pay|paid|money|wages?|underpaid)\b|\ba (?:pay )?raise\b|\bpay rise\b|\bearn more\b",
    "place": (
        r"\bcommut\w+|\bcloser to home\b|\btoo far\b|\brelocat\w+"
        r"|\bmov(?:ed|ing|e) (?:here|house|home|away|to)\b|\b(?:minutes|hours) each way\b"
        r"|\bdriv(?:e|ing) (?:\w+ )?(?:minutes|hours)\b"
    ),
    "contract": (
        r"\bredundan\w+|\blaid off\b|\blay-?offs?\b|\bfixed-term\b|\bclos(?:ed|es|ing|ure)\b"
        r"|\bcontract\b[^.!?]{0,24}\b(?:ends?|ended|ending|runs? out|ran out|expir\w+|over)\b"
        r"|\bshut(?:s|ting)? down\b|\bbankrupt\w*|\binsolven\w+|\bproject (?:is over|ended|ends)"
        r"|\brestructur\w+|\bcut (?:my|our|the) (?:job|position)s?"
    ),
    "people": (
        r"\b(?:get|got|getting) (?:along|on) with\b|\bfight\w*\b|\bconflicts?\b"
        r"|\b(?:because of|problems? with|trouble with|disagree\w*) (?:\w+ ){0,2}"
        r"(?:manager|boss|team|supervisor|colleagues?)\b"
    ),
    "boredom": (
        r"\bbor(?:ed|ing|edom)\b|\bsame (?:tasks?|things?|work) (?:every|each|all)\b|\bno challenge\b"
        r"|\broutine\b"
    ),
    "workload": (
        r"\bovertime\b|\bworkload|\bstress\w*\b|\btoo much work\b|\b(?:too )?long hours\b|\bburn\w* ?out\b"
        r"|\b(?:fifty|sixty|seventy|eighty|[5-8]0) hours\b|\bthe hours\b|\bnight shifts?\b"
    ),
    "family": (r"\b(?:child(?:ren)?|kids?|family|husband|wife|partner|parents?|mother|father)(?:['’]s)?\b"),
    "health": r"\b(?:my|own) (?:health|back|knees?)\b|\billness\b",
    "security": r"\bsecurity\b|\bsecure job\b|\bstab(?:le|ility)\b|\bfinancial (?:problems|trouble)\b",
}
_COMPILED = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in _PATTERNS.items()}
_DENIED = re.compile(r"\b(?:not|isn['’]?t|wasn['’]?t|never) (?:\w+ ){0,3}$", re.IGNORECASE)


def reasons_in(text: str) -> tuple[Reason, ...]:
    """Return the reasons that are named, in the order of the text; "it's not about the money" is none."""
    found = [
        Reason(topic, *match.span())
        for topic, pattern in _COMPILED.items()
        for match in pattern.finditer(text)
        if not _DENIED.search(text, max(0, match.start() - 40), match.start())
    ]
    return tuple(sorted(found, key=lambda reason: reason.char_start))
