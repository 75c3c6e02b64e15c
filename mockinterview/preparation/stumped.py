"""The questions that stumped somebody in the first interview, asked again."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.plain_text import plain_text
from mockinterview.question import FollowUp, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.dossier import Dossier

TAG = "stumped"

LONGEST = 300
"""Characters that are read out of a question somebody wrote down; the rest is cut off."""

_LEAD_INS = (
    "This came up in your first interview, and I'd like to come back to it.",
    "Here is a question you have met before. How would you answer it today?",
    "One thing from your first interview is still open.",
    "Let me go back to something you were asked last time.",
    "You have had a little time to think about this one.",
)

_EPISODE = re.compile(
    r"\b(?:(?:a|one) (?:time|situation|moment|case)|an? (?:\w+ )?(?:example|occasion|achievement)"
    r"|when (?:did|have) you)\b",
    re.IGNORECASE,
)
"""Signs that a question wants one event told."""

_ABOUT_AN_EVENT = Question(
    id="stumped",
    text="",
    kind="first_interview",
    example_expected=True,
    target_s=115.0,
    follow_ups=(
        FollowUp("episode", "Which one occasion comes to your mind now?"),
        FollowUp("result", "And how did that turn out?"),
    ),
    tip="Take one story from your story bank that fits, and decide on its last sentence before you begin.",
)
_ABOUT_ANYTHING = replace(
    _ABOUT_AN_EVENT,
    example_expected=False,
    target_s=90.0,
    follow_ups=(FollowUp("more", "What do you know today that you did not think of then?"),),
    tip="You have had time to think: say the main point in your first sentence, then one reason for it.",
)


def stumped_questions(dossier: Dossier, bank: Sequence[Question] = ()) -> tuple[Question, ...]:
    """Return what stumped the person as questions "stumped-1", "stumped-2" …, in the dossier's order.

    Args:
        dossier: where they stand; empty and repeated ones are passed over.
        bank: a question with the same words lends its follow-ups, tip and target length.
    """
    known = {_words(question.text): question for question in bank}
    return tuple(
        _again(number, text, known.get(_words(text)))
        for number, text in enumerate(_distinct(dossier.first_interview.stumped), start=1)
    )


def without_stumped(bank: Sequence[Question], stumped: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions of a bank that do not ask word for word what stumped the person."""
    met = {_words(text) for text in stumped}
    return tuple(question for question in bank if _words(question.text) not in met)


def _again(number: int, text: str, known: Question | None) -> Question:
    like = known or (_ABOUT_AN_EVENT if _EPISODE.search(text) else _ABOUT_ANYTHING)
    lead_in = _LEAD_INS[(number - 1) % len(_LEAD_INS)]
    return replace(
        like, id=f"stumped-{number}", text=f"{lead_in} {text}", kind="first_interview", tags=(TAG,)
    )


def _distinct(texts: Sequence[str]) -> Iterator[str]:
    met: set[str] = set()
    for text in texts:
        said = " ".join(plain_text(text).replace("{", " ").replace("}", " ").split())
        words = _words(said)
        if words and words not in met:
            met.add(words)
            short = textwrap.shorten(said, LONGEST, placeholder="…") if len(said) > LONGEST else said
            yield short if short[-1] in ".!?…" else f"{short}?"


def _words(text: str) -> str:
    """Return only the letters and digits of a text, to compare it with others."""
    return "".join(character for character in text.casefold() if character.isalnum())
