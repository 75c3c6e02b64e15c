"""Whether an answer can be judged at all, and whether the person says that there is nothing to tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.transcript import Transcript

_COMMON_WORDS = """
    the and to of i it that was is you my we for with have had she they this but not are what were from or
    there if when would about all her his them our by one your can just like been out up then because who
    which their said how more will it's that's i've don't i'm did got get been could into over think know
"""
COMMON = frozenset(_COMMON_WORDS.split())
"""Common English words that no neighbouring language spells alike: a third and more of what is spoken."""

FEWEST_COMMON = 0.15
"""With a smaller share of them, a text of any length is not English."""

ENOUGH_WORDS = 6
"""Below this the share says nothing: "Detail, stamina, calm." is English."""

_FILLER_WORDS = """
    um uh er erm hm hmm mm mhm ah oh eh like you know i mean well so okay ok yeah right just actually
    basically literally honestly sort kind of anyway
"""
_EMPTY_WORDS = frozenset(_FILLER_WORDS.split())

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

_ONE = (
    r"(?:one\b|any\b|anything|an example|a specific|"
    r"(?:a|any) (?:\w+ )?(?:example|time|story|situation|instance|experience))"
)
_HAVE = (
    r"(?:think of|recall|remember|come up with|have|had|got|give(?: you)?)"
    r" (?:(?:really|actually|ever|having) )*"
)
_NO_EXAMPLE = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|don'?t|do not|didn'?t|haven'?t|have not|never)"
    rf" (?:(?:really|honestly|actually|even|quite|think i) )*{_HAVE}{_ONE}"
    r"|\bnothing (?:really |much |specific )?(?:comes|springs|came) to mind"
    r"|\b(?:there isn'?t (?:an|any|a)|(?:there is|i have|i'?ve got|got) (?:no|not an?)) (?:\w+ )?example"
    r"|\bmind(?:'?s| is| has| just)? (?:gone |went |going )?(?:totally |completely )?blank"
    r"|\b(?:drawing|drawn|draw) a blank",
    re.IGNORECASE,
)


def can_be_judged(text: str) -> bool:
    """Whether there is English in the answer beyond fillers."""
    letters = [character for character in text if character.isalpha()]
    if not letters or sum(character.isascii() for character in letters) < len(letters) / 2:
        return False
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if all(word in _EMPTY_WORDS for word in words):
        return False
    common = sum(word in COMMON for word in words)
    return len(words) < ENOUGH_WORDS or common >= FEWEST_COMMON * len(words)


def says_no_example(transcript: Transcript) -> bool:
    """Whether the person says that there is no example to tell: "I can't think of one"."""
    return bool(_NO_EXAMPLE.search(transcript.text.replace("’", "'")))
