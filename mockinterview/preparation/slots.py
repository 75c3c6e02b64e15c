"""Slots in a question, such as {company}: filled from a dossier, never spoken empty."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from mockinterview.plain_text import plain_text

if TYPE_CHECKING:
    from mockinterview.dossier import Dossier
    from mockinterview.question import Question

STAND_INS: dict[str, str] = {
    "company": "the company",
    "role": "the job",
    "interviewer": "the interviewer",
    "value": "their values",
}
"""Every slot, and what a tip says where it has no value."""

SLOTS = tuple(f"{{{name}}}" for name in STAND_INS)
"""Every slot as it is written in a bank."""

LONGEST = 120
"""Characters of a value; nobody can follow a question in the middle of which more is read out."""

_SLOT = re.compile(r"\{([^{}]*)\}")
_NO_BRACES = str.maketrans("{}", "  ")
_LETTERS_FOR_ALL = re.compile(r"\s*\((?:(?:[a-z]\s*[/|,*]\s*){1,4}[a-z]|all genders)\)", re.IGNORECASE)
"""What adverts put behind a title: "(m/f/d)"; nobody says it aloud."""


@dataclass(frozen=True)
class Slots:
    """What the slots are filled with; empty where not known.

    Attributes:
        company: what the company is called.
        role: the title of the job.
        interviewer: somebody whom one meets, other than the one who asks.
        value: a value of the company, in its own words.
    """

    company: str = ""
    role: str = ""
    interviewer: str = ""
    value: str = ""

    @staticmethod
    def of(dossier: Dossier, interviewer: str = "") -> Slots:
        """Return what a dossier says; the value is the first that is short enough to be spoken."""
        values = (
            sayable(fact.text).rstrip(" .,;:!?") for fact in dossier.company.facts if fact.kind == "value"
        )
        return Slots(
            company=sayable(dossier.company.name),
            role=sayable(_LETTERS_FOR_ALL.sub("", dossier.job.title)),
            interviewer=sayable(interviewer),
            value=next((value for value in values if value), ""),
        )

    def value_of(self, name: str) -> str:
        """Return what a slot is filled with, empty where nothing is known or there is no such slot."""
        return sayable(asdict(self).get(name, ""))


def sayable(text: str) -> str:
    """Return a person's text as it can be put into a sentence, empty where it cannot.

    White space is collapsed and braces are left out, so that they are never taken for a slot; what
    holds no letter or digit, or more than LONGEST characters, cannot be said.
    """
    said = " ".join(plain_text(text).translate(_NO_BRACES).split())
    return said if len(said) <= LONGEST and any(c.isalnum() for c in said) else ""


def fill(question: Question, slots: Slots) -> Question | None:
    """Return a question with its slots filled, None where its text has a slot without a value.

    A follow-up with such a slot is left out; a tip, which is only read, says "the company" instead.
    """
    text = _filled(question.text, slots)
    if text is None:
        return None
    told = ((follow_up, _filled(follow_up.text, slots)) for follow_up in question.follow_ups)
    follow_ups = tuple(replace(follow_up, text=said) for follow_up, said in told if said is not None)
    return replace(question, text=text, follow_ups=follow_ups, tip=_tip(question.tip, slots))


def missing_slots(question: Question, slots: Slots) -> tuple[str, ...]:
    """Return the slots without a value that keep a question from being asked, as "{company}"."""
    return tuple(f"{{{name}}}" for name in _SLOT.findall(question.text) if not slots.value_of(name))


def unknown_slots(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is no slot, braces included."""
    return tuple(f"{{{name}}}" for name in dict.fromkeys(_SLOT.findall(text)) if name not in STAND_INS)


def has_lone_brace(text: str) -> bool:
    """Whether a brace opens or closes nothing."""
    return any(brace in _SLOT.sub("", text) for brace in "{}")


def _filled(text: str, slots: Slots) -> str | None:
    if has_lone_brace(text) or not all(map(slots.value_of, _SLOT.findall(text))):
        return None
    return _SLOT.sub(lambda slot: slots.value_of(slot[1]), text)


def _tip(tip: str, slots: Slots) -> str:
    if not any(brace in tip for brace in "{}"):
        return tip
    said = _SLOT.sub(lambda slot: slots.value_of(slot[1]) or STAND_INS.get(slot[1], slot[1]), tip)
    said = " ".join(said.translate(_NO_BRACES).split())
    return f"{said[:1].upper()}{said[1:]}"
