"""Amounts and days as a person types them."""

from __future__ import annotations

import datetime as dt
import re

LARGEST_AMOUNT = 1_000_000_000

_GROUP = r"[,.'’\u00a0\u202f ]"
_AMOUNT = re.compile(
    rf"(?P<whole>\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?P<part>[.,]\d{{1,2}})?(?:\s*(?P<k>[kK])\b)?(?!\d)"
)
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(
    r"(?:[a-z]+day,? )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})\.?"
    r"|(?P<month2>[a-z]{3,9})\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?)(?:,? (?P<year>\d{4}))?"
)


def amounts(text: str) -> tuple[int, ...]:
    """Return the whole amounts in a text, in order: "42-46k" gives 42000 and 46000.

    Commas, points, spaces and apostrophes between groups of three digits do no harm. An amount with cents
    or above a thousand million is left out.
    """
    found = list(_AMOUNT.finditer(text))
    in_thousands = bool(found and found[-1]["k"])
    values = []
    for match in found:
        value = int(re.sub(r"\D", "", match["whole"])[:12])
        if match["part"] and not match["k"]:
            continue
        if match["k"] or (in_thousands and value < 1000):
            value = round(float(f"{value}{(match['part'] or '').replace(',', '.')}") * 1000)
        if value <= LARGEST_AMOUNT:
            values.append(value)
    return tuple(values)


def amount(text: str) -> int | None:
    """Return the one amount that a text is, None where it is anything else."""
    whole = _AMOUNT.fullmatch(text.strip())
    values = amounts(text) if whole else ()
    return values[0] if len(values) == 1 else None


def day(text: str, today: dt.date | None = None) -> dt.date | None:
    """Return the day that a text names: "2026-12-08", "8 December 2026", "Tuesday, Dec 8th, 2026".

    Args:
        text: what was typed; days that could be read in two ways (8/12) are not understood.
        today: where given, a day without a year is the next such day from today on.
    """
    cleaned = " ".join(text.lower().split())
    if iso := _ISO.fullmatch(cleaned):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _WORDS.fullmatch(cleaned)
    name = (match["month"] or match["month2"]) if match else ""
    month = next((n for n, known in enumerate(_MONTHS, start=1) if known.startswith(name)), 0) if name else 0
    if not match or not month:
        return None
    number = int(match["day"] or match["day2"])
    if match["year"]:
        return _date(int(match["year"]), month, number)
    if today is None:
        return None
    following = (_date(year, month, number) for year in range(today.year, today.year + 9))
    return next((found for found in following if found and found >= today), None)


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
