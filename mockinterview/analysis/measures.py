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

MEASURE = re.compile(
    rf"(?<![\w'])(?:{_NUMBER}(?:s\b|\b|%)|zero\b|none\b|not one\b|halv\w+|half\b|a third\b|two thirds\b|(?:a|three) quarters?\b|"
    r"doubl\w+|tripl\w+|trebl\w+|twice\b|percent\b|per cent\b|%|one in\b|nobody\b|no one\b|one\b(?= (?:person|pallet|complaint)))",
    re.IGNORECASE,
)
"""An amount. "One" alone is mostly a pronoun and does not count."""

_MEASURES_NOTHING = re.compile(
    rf"(?:\b(?:at|past|till|until|aged?|number|room|floor|year|since|in|ward|class|bay|grade|route|page|phase|step)\s+$)"
    rf"|(?:\bin (?:19|20)\d\d)",
    re.IGNORECASE,
)
_NAMES_A_TIME = re.compile(
    r"^\s*(?:o'?clock|am\b|pm\b|years? old|year[- ]olds?|times? (?:out|before)|of (?:us|them|my|our|the)|people like)",
    re.IGNORECASE,
)


def find_measures(text: str) -> tuple[tuple[int, int], ...]:
    """Return (char_start, char_end) of every number that measures something.

    Left out are numbers that only name: clock times, ages, years, room and floor numbers.
    """
    return tuple(
        match.span()
        for match in MEASURE.finditer(text)
        if not _MEASURES_NOTHING.search(text[max(0, match.start() - 12) : match.start()])
        and not _NAMES_A_TIME.match(text[match.end() : match.end() + 14])
    )
