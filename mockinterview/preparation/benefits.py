"""Benefits that an answer names besides the salary: the dossier's own, or those that are usual."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{4,}")

_USUAL = {
    "pension": r"pensions?|retirement (?:plan|scheme)|401 ?k",
    "holiday": r"holidays?|vacation|annual leave|days off|time off",
    "training": r"(?<!my )training(?! as\b)|further education|(?:paid|more|language) courses?|"
    r"certificat(?:es|ions)",
    "home office": r"home office|(?:at|from) home|remote(?:ly)?(?: work| working)?|hybrid",
    "flexible hours": r"flexib\w+ (?:with |in |of |for )?(?:the |my |working )?hours|"
    r"flexible (?:working|time)|flexitime",
    "bonus": r"bonus(?:es)?|profit[- ]sharing|commission",
    "health insurance": r"(?:health|medical|dental) (?:insurance|plan|cover(?:age)?)|health ?care",
    "car": r"company (?:car|bike|bicycle)",
    "travel": r"travel (?:pass|allowance|card|costs)|job ?ticket|season ticket|(?:train|bus) (?:pass|ticket)",
    "shares": r"shares|stock(?: options)?|equity",
    "childcare": r"child ?care|nursery|kindergarten|parental leave",
    "part time": r"part[- ]time|four[- ]day week|(?:fewer|reduced|less) hours",
}
_PATTERNS = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _USUAL.items()}


def benefits_in(text: str, own: tuple[str, ...] = ()) -> tuple[tuple[str, int, int], ...]:
    """Return each benefit that is named, with the offsets of its words, in the order of the text.

    Args:
        text: of the answer.
        own: the dossier's benefits; one of them is named by its own words, or by a usual name for it ("remote
            work" for "two days at home").
    """
    found: dict[str, tuple[int, int]] = {}
    usual = {name: match.span() for name, pattern in _PATTERNS.items() if (match := pattern.search(text))}
    for benefit in own:
        kinds = [name for name, pattern in _PATTERNS.items() if pattern.search(benefit)]
        span = next((usual[name] for name in kinds if name in usual), None) or _own_words_in(text, benefit)
        if span is not None:
            found.setdefault(benefit, span)
        for name in kinds:
            usual.pop(name, None)
    found |= usual
    return tuple((name, *span) for name, span in sorted(found.items(), key=lambda item: item[1]))


def _own_words_in(text: str, benefit: str) -> tuple[int, int] | None:
    """Return where all the longer words of a benefit stand, singular or plural; None where one is missing."""
    words = [word.lower().removesuffix("s") for word in _WORD.findall(benefit)]
    found = [re.search(rf"\b{re.escape(word)}(?:s|es)?\b", text, re.IGNORECASE) for word in words]
    spans = [match.span() for match in found if match]
    return (min(spans)[0], max(spans)[1]) if words and len(spans) == len(words) else None
