"""Durations and dates in spoken text: "two and a half months", "a month's notice", "the first of March"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.preparation.spoken_numbers import numbers_in

if TYPE_CHECKING:
    from mockinterview.preparation.spoken_numbers import Number


@dataclass(frozen=True)
class Span:
    """A duration: `days` long (a month counts 30.4, a year 365.25), with its place in the text."""

    days: float
    char_start: int
    char_end: int


@dataclass(frozen=True)
class Day:
    """A date, as far as it was said, with its place in the text.

    Attributes:
        month: 1 to 12.
        first: earliest day of the month that is meant; "beginning of March" is 1 to 10, "March" 1 to 31.
        last: latest day of the month that is meant.
        year: None where not said.
        char_start: offset of the first character.
        char_end: offset behind the last character.
    """

    month: int
    first: int
    last: int
    year: int | None
    char_start: int
    char_end: int

    def days_apart(self, other: Day) -> int:
        """Return how many days lie between the two at least; 0 where they may be the same.

        Where a year was not said, the nearest one is meant.
        """
        (low, high), (other_low, other_high) = self._in_year(), other._in_year()
        if self.year is not None and other.year is not None:
            shifts: tuple[int, ...] = ((other.year - self.year) * 365,)
        else:
            shifts = (-365, 0, 365)
        gaps = (max(0, other_low + shift - high, low - other_high - shift) for shift in shifts)
        return min(gaps)

    def _in_year(self) -> tuple[int, int]:
        before = round((self.month - 1) * 30.4)
        return before + self.first, before + self.last


_DAYS = {"day": 1.0, "week": 7.0, "wk": 7.0, "fortnight": 14.0, "month": 30.4, "year": 365.25}
_UNIT = re.compile(
    r"[\s-]*(?:(?:calendar|full|whole|working|more|or so|clear|um|uh)[\s,]+){0,2}"
    r"(?P<unit>day|week|wk|fortnight|month|year)s?\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"\s+and a half\b", re.IGNORECASE)
_WITHOUT_NUMBER = re.compile(
    r"\b(?P<many>half an?|an?|one|the full|a full|an?(?:other)?|a couple(?: of)?|a few|per)[\s-]+"
    r"(?:(?:calendar|full|whole|single)\s+)?(?P<unit>day|week|fortnight|month|year)s?\b"
    r"(?P<half> and a half\b)?"
    r"|\b(?P<possessive>day|week|fortnight|month|year)['’]s notice\b",
    re.IGNORECASE,
)
_MANY = {"half a": 0.5, "half an": 0.5, "a couple": 2.0, "a couple of": 2.0, "a few": 3.0}


def durations_in(text: str) -> tuple[Span, ...]:
    """Return every duration in the order of the text; the two ends of "two to three weeks" are two."""
    found = []
    numbers = numbers_in(text)
    for at, number in enumerate(numbers):
        unit = _UNIT.match(text, number.char_end) or _unit_of_range(text, number, numbers[at + 1 :])
        if unit is None:
            continue
        end = unit.end() if unit.start() == number.char_end else number.char_end
        half = _AND_A_HALF.match(text, end)
        value = number.value + (0.5 if half else 0.0)
        found.append(
            Span(value * _DAYS[unit["unit"].lower()], number.char_start, half.end() if half else end)
        )
    taken = [(span.char_start, span.char_end) for span in found]
    for match in _WITHOUT_NUMBER.finditer(text):
        many = (match["many"] or "").lower()
        # "twelve hundred a month" is pay, and "two weeks" inside "two weeks" was seen already.
        paid = many in {"a", "an", "per"} and _is_paid(text, match.start())
        if many == "per" or paid or any(start < match.end() and match.start() < end for start, end in taken):
            continue
        unit_name = (match["unit"] or match["possessive"]).lower()
        value = _MANY.get(" ".join(many.split()), 1.0) + (0.5 if match["half"] else 0.0)
        found.append(Span(value * _DAYS[unit_name], match.start(), match.end()))
    return tuple(sorted(found, key=lambda span: span.char_start))


def _unit_of_range(text: str, number: Number, later: tuple[Number, ...]) -> re.Match[str] | None:
    """Return the unit that the lower end of a range shares: "two to three weeks"."""
    if not later or not re.fullmatch(r"\s*(?:to|or|-|–)\s*", text[number.char_end : later[0].char_start]):
        return None
    return _UNIT.match(text, later[0].char_end)


_PAID = re.compile(
    r"(?:\d|hundred|thousand|grand|k|euros?|pounds?|dollars?|gross|net|times|hours|once|twice)[\s,]*$",
    re.IGNORECASE,
)


def _is_paid(text: str, at: int) -> bool:
    return bool(_PAID.search(text, max(0, at - 16), at))


_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = _MONTH_NAMES.split()
_MONTH = "|".join([*_MONTHS, "jan", "feb", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec"])
_ORDINAL_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS.split(), start=1)}
_ORDINALS |= {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}
_ORDINALS |= {
    f"twenty{joint}{word}": 20 + value for word, value in list(_ORDINALS.items())[:9] for joint in ("-", " ")
}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_YEAR = re.compile(r",?\s+(20\d\d)\b")
_PART = r"(?P<part>beginning|start|early|middle|mid|end|late|first half|second half)"
_DATES = re.compile(
    rf"\b(?:the\s+)?(?P<day>{_NTH})\s+(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH})\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?:the\s+)?(?P<day2>{_NTH})\b(?!\s*(?:%|percent|people|weeks|months|days))"
    rf"|\b(?:the\s+)?{_PART}[\s-]+(?:of\s+|in\s+)?(?P<month3>{_MONTH})\b"
    rf"|\b(?:in|by|from|until|till|since|for|of|this|next|before|after|around|on)\s+(?P<month4>{_MONTH})\b"
    r"|\b(?P<iso>20\d\d-\d\d-\d\d)\b|\b(?P<dotted>\d{1,2}\.\s?\d{1,2}\.(?:\s?20\d\d)?)",
    re.IGNORECASE,
)
_PART_DAYS = {
    "beginning": (1, 10),
    "start": (1, 10),
    "early": (1, 10),
    "middle": (10, 20),
    "mid": (10, 20),
    "end": (21, 31),
    "late": (21, 31),
    "first half": (1, 15),
    "second half": (16, 31),
}


def dates_in(text: str) -> tuple[Day, ...]:
    """Return every date that names a month; "may" and "march" only where they can be no verb."""
    days = (_day(match) for match in _DATES.finditer(text))
    return tuple(day for day in days if day is not None)


def _day(match: re.Match[str]) -> Day | None:
    found = match.groupdict()
    year: int | None = None
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
        first = last = day
    elif found["dotted"]:
        day, month, *years = (int(part) for part in re.findall(r"\d+", found["dotted"]))
        first = last = day
        year = years[0] if years else None
    else:
        named = found["month"] or found["month2"] or found["month3"] or found["month4"]
        month = _month(named)
        nth = found["day"] or found["day2"]
        first, last = (_nth(nth),) * 2 if nth else _PART_DAYS.get((found["part"] or "").lower(), (1, 31))
        said = _YEAR.match(match.string, match.end())
        year = int(said[1]) if said else None
    possible = 1 <= month <= 12 and 1 <= first <= last <= 31
    return Day(month, first, last, year, match.start(), match.end()) if possible else None


def _month(name: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _nth(written: str) -> int:
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else _ORDINALS[" ".join(written.lower().split())]
