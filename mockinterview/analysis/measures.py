"""Numbers that measure something: amounts, shares and changes, in digits or in words."""

from __future__ import annotations

import re

_ONES = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_BIG = "hundred|thousand|million|billion|dozen|grand|lakhs?|crore"
_NUMBER = (
    rf"(?:[£$€]?\d[\d,.]*\s?(?:k|m|%)?|(?:(?:a|one|{_ONES}|{_BIG}|couple of|and)[ -]?)*(?:{_ONES}|{_BIG}))"
)
_CHANGES = (
    r"zero|not one|halv\w+|half|a third|two thirds|(?:a|three) quarters?|doubl\w+|tripl\w+|trebl\w+|"
    r"twice(?= as| the| what| over)|percent|per cent|one in"
)

MEASURE = re.compile(
    rf"(?<![\w'])(?:(?P<share>(?:{_CHANGES})\b)|{_NUMBER}(?:s\b|\b|(?<=%))|%)", re.IGNORECASE
)
"""An amount. "One" alone is mostly a pronoun and does not count."""

_ONLY_NAMES = re.compile(
    r"\b(?:at|past|till|until|aged?|number|room|floor|year|since|in|own|ward|class|bay|grade|route|page|phase|step)\s+$",
    re.IGNORECASE,
)
_NAMES_A_TIME = re.compile(
    r"^\s*(?:o'?clock|am\b|pm\b|years? old|year[- ]olds?|times? (?:out|before)|of (?:us|them|my|our|the)\b)",
    re.IGNORECASE,
)


def find_measures(text: str) -> tuple[tuple[int, int], ...]:
    """Return (char_start, char_end) of every number that measures something.

    Left out are numbers that only name: clock times, ages, years, room and floor numbers.
    """
    return tuple(
        match.span() for match in MEASURE.finditer(text) if match["share"] or not _only_names(text, match)
    )


def _only_names(text: str, number: re.Match[str]) -> bool:
    before, behind = (
        text[max(0, number.start() - 12) : number.start()],
        text[number.end() : number.end() + 14],
    )
    return bool(_ONLY_NAMES.search(before) or _NAMES_A_TIME.match(behind))
