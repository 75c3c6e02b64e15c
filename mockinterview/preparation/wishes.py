"""Which amounts in an answer are the salary that the person wishes for, and what they come to.

What somebody earned before, what others are paid, budgets and savings are no wish.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.preparation.amounts import PER_YEAR, amounts_in

if TYPE_CHECKING:
    from mockinterview.analysis.clauses import Clause
    from mockinterview.dossier import Period, Salary
    from mockinterview.preparation.amounts import Amount

_PLAUSIBLE = (0.4, 2.5)
"""A figure further from one's own range than this was meant for another period, or is no pay."""

_PAID = frozenset(("earn", "make", "get", "receive", "pay", "offer", "start"))
"""Verbs that tell what somebody is paid, when they stand in the present: "I earn 39,000"."""

_HOPES = frozenset(("hope", "hop", "think", "look", "aim", "want", "expect", "say", "imagine", "see"))
"""Verbs whose past is a polite present: "I was hoping for 48,000" (its lemma comes out as "hop")."""

_OTHER_MONEY = re.compile(
    r"\b(?:budgets?|saved?|savings?|costs?|sales|revenues?|turnover|raised|funding|invest\w*|loan|donat\w+|"
    r"fees?|profits?|prices?|(?:a|the) course|grant|customers?|users?|contracts?|orders?|used to|previous\w*|"
    r"current(?:ly)?|last (?:job|year|salary)|at the moment|right now|so far)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:salary|wages?|pay (?:me|expectation)|paid|earn(?:ing)?s?|compensation|expectations?)\b",
    re.IGNORECASE,
)
_LOOKS_FOR = re.compile(
    r"\b(?:looking for|hoping for|aiming for|expect(?:ing)?|i(?:'d| would) (?:want|like))\b"
)
_REFUSED = re.compile(r"(?:too (?:low|little)|not enough|isn'?t enough|below what)\b", re.IGNORECASE)
"""Behind an amount: "38,000 would be too low for me"."""

_COUNTED = re.compile(
    r"[\s-](?!(?:seem|sound|work|feel|suit|look|mean|depend|plu|thank|alway)s\b)[a-z]{3,}s\b'?"
    r"|[\s-](?:people|children|staff|men|women|percent|years?|minutes?)\b"
)
_COUNTED_OFF = re.compile(
    r"\b(?:(?:team|group|crew|staff|class|one|two) of|aged?|i am|i'?m|turned|chapter|number)\s$",
    re.IGNORECASE,
)


def wishes_in(
    text: str, clauses: tuple[Clause, ...], salary: Salary, *, about_pay: bool
) -> list[tuple[Amount, float]]:
    """Return the amounts that the person wishes for, each with its value in the dossier's period.

    Args:
        text: of the answer.
        clauses: of the same text.
        salary: the dossier's.
        about_pay: whether the question was about pay; else only what is beyond doubt counts.
    """
    found = []
    for amount in _joined(text, amounts_in(text)):
        clause = _clause_at(clauses, amount.char_start)
        if not _may_be_pay(text, amount, clause):
            continue
        if not about_pay and not _clearly_a_wish(text, amount, clause):
            continue
        value = _in_period(amount, salary)
        if value is not None:
            found.append((amount, float(round(value) if value >= 100 else round(value, 2))))
    return found


def _joined(text: str, amounts: tuple[Amount, ...]) -> list[Amount]:
    """Read two spoken digits in a row as a number of thousands: "three five" is 3,500."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and text[last.char_end : amount.char_start] == " "
            and text[last.char_start].isalpha()
            and max(last.value, amount.value) < 10
        ):
            value = 1_000 * last.value + 100 * amount.value
            joined[-1] = replace(amount, value=value, unit="money", char_start=last.char_start)
        else:
            joined.append(amount)
    return joined


def _clause_at(clauses: tuple[Clause, ...], position: int) -> Clause | None:
    """Return the innermost clause that a position lies in, else the last one that began before it."""
    around = [clause for clause in clauses if clause.start <= position < clause.end]
    if around:
        return max(around, key=lambda clause: clause.start)
    return next((clause for clause in reversed(clauses) if clause.start <= position), None)


def _may_be_pay(text: str, amount: Amount, clause: Clause | None) -> bool:
    """Whether an amount can be a wish: no count of things, no earlier pay, no money of others."""
    counted = amount.unit == "plain" and (
        _COUNTED.match(text.lower(), amount.char_end)
        or _COUNTED_OFF.search(text, max(0, amount.char_start - 20), amount.char_start)
    )
    refused = _REFUSED.search(text, amount.char_end, amount.char_end + 40)
    if amount.unit == "percent" or amount.value <= 0 or counted or refused:
        return False
    if clause is None:
        return True
    polite = bool(_HOPES & {clause.verb, clause.deed})
    if clause.narrates and not polite:
        return False
    if clause.verb in _PAID and clause.tense in ("present", "perfect"):
        return False
    return not _OTHER_MONEY.search(_own_words(text, clause))


def _own_words(text: str, clause: Clause) -> str:
    return text[clause.start : clause.end]


def _clearly_a_wish(text: str, amount: Amount, clause: Clause | None) -> bool:
    """Whether a figure that nobody asked for is beyond doubt one's own pay."""
    if amount.unit != "money" and amount.value < 1_000:
        return False
    start = max(0, (clause.start if clause else amount.char_start) - 40)
    near = text[start : amount.char_end + 30].lower()
    if _OTHER_MONEY.search(near):
        return False
    return bool(_WISH.search(near)) or (amount.period is not None and bool(_LOOKS_FOR.search(near)))


def _reference(salary: Salary) -> float | None:
    """Return an amount that stands for the dossier's range, in its period."""
    known = [amount for amount in (salary.low, salary.high, salary.walk_away) if amount]
    return sum(known) / len(known) if known else None


def _in_period(amount: Amount, salary: Salary) -> float | None:
    """Bring an amount into the dossier's period; None where it cannot be meant as pay.

    "Forty-five" may be thousands, and "3,500" without a period is a month's pay where the dossier speaks of
    a year: of the readings, the first that comes near the dossier's own range is taken.
    """
    reference = _reference(salary)
    if reference is None:
        sure = amount.unit == "money" or amount.value >= 1_000
        return amount.value if sure else None
    periods: tuple[Period, ...] = (
        (amount.period,) if amount.period else (salary.period, "year", "month", "hour")
    )
    scales = (1, 1_000) if amount.value < 1_000 else (1,)
    low, high = _PLAUSIBLE
    for period in periods:
        for scale in scales:
            value = amount.value * scale * PER_YEAR[period] / PER_YEAR[salary.period]
            if low * reference <= value <= high * reference:
                return value
    return None
