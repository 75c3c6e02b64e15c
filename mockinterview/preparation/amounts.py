"""Amounts in spoken text: money, shares and plain numbers, with what they are paid for.

Numbers may be digits, words or both: "42,000", "42k", "€45.000", "forty-two to forty-six thousand".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from mockinterview.dossier import Period
from mockinterview.preparation.spoken_numbers import Number, numbers_in

Unit = Literal["money", "percent", "plain"]

PER_YEAR: dict[Period, float] = {"year": 1, "month": 12, "day": 260, "hour": 2080}
"""How often an employee is paid in a year: 52 weeks of five days of eight hours, holidays included."""


@dataclass(frozen=True)
class Amount:
    """One amount.

    Attributes:
        value: what it comes to, thousands included.
        unit: `money` where a currency, "k" or a period of pay stands with it; else `percent` or `plain`.
        currency: ISO code such as "EUR", "" where none was said.
        period: what it is paid for, None where not said.
        char_start: offset of its first character, a currency before it included.
        char_end: offset behind its last character, currency and period included.
    """

    value: float
    unit: Unit
    currency: str
    period: Period | None
    char_start: int
    char_end: int


_CURRENCIES = {
    "EUR": r"€|euros?|eur",
    "GBP": r"£|pounds?|gbp|quid",
    "USD": r"us\$|\$|(?:us )?dollars?|usd|bucks",
    "CHF": r"chf|(?:swiss )?francs?",
    "INR": r"₹|rupees?|inr",
    "JPY": r"¥|yen|jpy",
    "SEK": r"sek|kronor",
    "DKK": r"dkk|kroner",
    "NOK": r"nok",
    "PLN": r"pln|z[lł]oty?s?",
    "CAD": r"cad",
    "AUD": r"aud",
}
_ANY = "|".join(_CURRENCIES.values())
_BEFORE = re.compile(rf"(?:(?<!\w)|(?<=us))(?P<currency>{_ANY})\s?$", re.IGNORECASE)
_YEAR = r"year|annum"
_QUALIFIERS = r"gross|net|before tax(?:es)?|after tax(?:es)?|basic|base|um+|uh+|erm?|or so|roughly|brutto"
_BEHIND = re.compile(
    rf"[\s-]?(?:(?P<percent>%|per ?cent\b|percentage points?\b)|(?P<currency>(?:{_ANY})(?!\w)))?"
    rf"(?P<paid>(?:[\s,]+(?:{_QUALIFIERS})\b)*[\s,]*"
    r"(?:(?:\b(?:an?|per|each|every)\s+|/\s?)(?P<period>year|annum|month|day|hour)\b(?!['’]s)"
    r"|(?P<ly>yearly|annually|annual|monthly|daily|hourly)\b|(?P<pa>p\.\s?a\.|pa\b)))?",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\b(?P<ly>yearly|annual|monthly|daily|hourly)\b[^.!?\d]{0,40}$", re.IGNORECASE)
_PERIODS: dict[str, Period] = {
    "year": "year",
    "annum": "year",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
    "month": "month",
    "monthly": "month",
    "day": "day",
    "daily": "day",
    "hour": "hour",
    "hourly": "hour",
}
_COUNTED = re.compile(r"\s+\w+s\b", re.IGNORECASE)
_TO = re.compile(
    r"[\s,]*(?:(?:to|or|-|–|—|up to|until|maybe|perhaps|say|let'?s say|um+|uh+|well)[\s,]*)*", re.IGNORECASE
)
_AND = re.compile(r"\s*and\s*", re.IGNORECASE)
_OPENS = re.compile(r"\b(?:between|from|somewhere)\b[^.!?]{0,24}$", re.IGNORECASE)


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return every amount in the order of the text.

    The two ends of a range are two amounts, and share their thousands, currency and period: "forty-two
    to forty-six thousand euros a year" is 42 000 and 46 000, both EUR, both a year. A bare "forty-two"
    stays 42: what was meant is for the caller to say.
    """
    numbers = _with_shared_thousands(text, list(numbers_in(text)))
    amounts = [_amount(text, number) for number in numbers]
    for at, (first, second) in enumerate(pairwise(numbers)):
        if _is_range(text, first, second):
            amounts[at], amounts[at + 1] = _alike(amounts[at], amounts[at + 1])
    return tuple(amounts)


def currency_code(written: str) -> str:
    """Return the ISO code of a currency as somebody wrote it ("€", "pounds", "eur"); "" where not known."""
    for code, pattern in _CURRENCIES.items():
        if re.fullmatch(pattern, written.strip(), re.IGNORECASE):
            return code
    return ""


def _amount(text: str, number: Number) -> Amount:
    before = _BEFORE.search(text, max(0, number.char_start - 14), number.char_start)
    behind = _BEHIND.match(text, number.char_end)
    currency, period, start, end = "", None, number.char_start, number.char_end
    if before:
        currency, start = currency_code(before["currency"]), before.start()
    if behind and (behind["currency"] or behind["percent"] or behind["paid"]):
        currency = currency or currency_code(behind["currency"] or "")
        said = (behind["period"] or behind["ly"] or ("year" if behind["pa"] else "")).lower()
        period = _PERIODS.get(said)
        end = behind.end()
    if behind and behind["percent"]:
        return Amount(number.value, "percent", "", None, start, end)
    thousands = _paid_in_thousands(text, number)
    if period is None and (currency or thousands or number.value >= 1_000):
        leading = _LEADING.search(text, max(0, number.char_start - 60), number.char_start)
        period = _PERIODS[leading["ly"].lower()] if leading else None
    unit: Unit = "money" if currency or period or thousands else "plain"
    return Amount(number.value, unit, currency, period, start, end)


def _paid_in_thousands(text: str, number: Number) -> bool:
    """Whether "k" or "grand" stands for money: "42k", but not "42k users"."""
    if number.words[-1] == "grand":
        return True
    return number.words[-1] == "k" and not _COUNTED.match(text, number.char_end)


def _is_range(text: str, first: Number, second: Number) -> bool:
    between = text[first.char_end : second.char_start]
    between = re.sub(rf"^[\s-]?(?:{_ANY})(?!\w)|(?<!\w)(?:{_ANY})\s?$", "", between, flags=re.IGNORECASE)
    if _TO.fullmatch(between):
        return True
    opened = _OPENS.search(text, max(0, first.char_start - 40), first.char_start)
    return bool(_AND.fullmatch(between) and opened)


def _with_shared_thousands(text: str, numbers: list[Number]) -> list[Number]:
    """Give the lower end of a range the thousands of the upper one."""
    for at in range(len(numbers) - 2, -1, -1):
        low, high = numbers[at], numbers[at + 1]
        scaled = low.value * high.scale
        if low.scale == 1 < high.scale and scaled <= high.value <= 10 * scaled and _is_range(text, low, high):
            numbers[at] = replace(low, value=scaled, scale=high.scale)
    return numbers


def _alike(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Let the ends of a range share currency, period and unit."""
    if "percent" in {first.unit, second.unit}:
        return replace(first, unit="percent"), replace(second, unit="percent")
    currency = first.currency or second.currency
    period = first.period or second.period
    unit: Unit = "money" if "money" in {first.unit, second.unit} else "plain"
    return (
        replace(first, currency=first.currency or currency, period=first.period or period, unit=unit),
        replace(second, currency=second.currency or currency, period=second.period or period, unit=unit),
    )
