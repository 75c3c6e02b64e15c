"""Salary in an answer: which figure was named, how it stands to one's own range, and what counts besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.clauses import find_clauses
from mockinterview.analysis.judgeable import can_be_judged
from mockinterview.feedback import Finding
from mockinterview.preparation.amounts import currency_code
from mockinterview.preparation.benefits import benefits_in
from mockinterview.preparation.wishes import wishes_in
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.dossier import Dossier, Salary
    from mockinterview.preparation.amounts import Amount
    from mockinterview.question import Kind
    from mockinterview.transcript import Transcript

Fit = Literal["within", "overlapping", "below", "above"]
"""How what was named stands to the range of the dossier."""

ABOUT_PAY: frozenset[Kind] = frozenset(("salary", "logistics"))
"""Kinds of question after which a figure is no blurting."""

TOLERANCE = 0.01
"""Share of an amount that is only rounding: 3,333 a month is 40,000 a year."""


@dataclass(frozen=True)
class Pay:
    """What an answer says about pay.

    Attributes:
        asked: whether a figure was wanted, the question being about salary, and the answer can be judged.
        low: the lowest figure that was named as one's own wish, in the period of the dossier (as said where
            the dossier holds no amount); None where none was.
        high: the highest one; equal to `low` for a single figure.
        fit: how the two stand to the range of the dossier; None where either is not known.
        below_walk_away: whether `low` is under what one would still accept.
        reasoned: whether the figure came with a reason.
        blurted: whether it was named though the question was about something else.
        deferred: whether the person asked for the company's own figure first.
        benefits: what was named besides: the dossier's own words where it holds them, else a general name.
        figures: where the figures stand.
        benefit_quotes: where the benefits stand, in the order of `benefits`.
    """

    asked: bool = False
    low: float | None = None
    high: float | None = None
    fit: Fit | None = None
    below_walk_away: bool = False
    reasoned: bool = False
    blurted: bool = False
    deferred: bool = False
    benefits: tuple[str, ...] = ()
    figures: tuple[Quote, ...] = ()
    benefit_quotes: tuple[Quote, ...] = ()


def pay_in(transcript: Transcript, dossier: Dossier, question_kind: Kind) -> Pay:
    """Look for the person's own salary figure and benefits in one answer.

    What somebody earned before, what others are paid, budgets and savings are no figure of one's own.
    """
    text = transcript.text
    salary = dossier.salary
    clauses = find_clauses(text)
    wishes = wishes_in(text, clauses, salary, about_pay=question_kind in ABOUT_PAY)
    values = [value for _, value in wishes]
    low, high = min(values, default=None), max(values, default=None)
    same_money = _same_currency([amount for amount, _ in wishes], salary)
    benefits = benefits_in(text, salary.benefits) if question_kind in ABOUT_PAY else ()
    return Pay(
        # "Forty thousand" holds no common word: only an answer without any figure may be a foreign one.
        asked=question_kind == "salary" and (bool(wishes) or can_be_judged(text)),
        low=low,
        high=high,
        fit=_fit(low, high, salary) if same_money else None,
        below_walk_away=same_money and _below(low, salary.walk_away),
        reasoned=bool(wishes) and bool(_REASON.search(text)),
        blurted=bool(wishes) and question_kind not in ABOUT_PAY,
        deferred=not wishes and bool(_DEFERS.search(text)),
        benefits=tuple(name for name, _, _ in benefits),
        figures=tuple(transcript.quote(amount.char_start, amount.char_end) for amount, _ in wishes),
        benefit_quotes=tuple(transcript.quote(start, end) for _, start, end in benefits),
    )


_REASON = re.compile(
    r"\b(?:because|since|given|based (?:on|upon)|i base|market|survey|similar (?:jobs?|roles?|posts?)|"
    r"compar\w+|"
    r"what i bring|what i(?: ha|')ve (?:read|seen|heard|found)|(?:with|for) my \w+|experience|"
    r"responsib\w+|years (?:of|in)|going rate|usual (?:for|in))\b",
    re.IGNORECASE,
)
_DEFERS = re.compile(
    r"\b(?:what (?:you|is|you'?ve|have you)(?: have| had)? (?:budgeted|planned|in mind|the (?:range|"
    r"budget|band))"
    r"|your (?:range|budget|band|figure)|(?:range|band|budget) (?:you|for (?:this|the)))\b",
    re.IGNORECASE,
)


def _same_currency(amounts: list[Amount], salary: Salary) -> bool:
    own = currency_code(salary.currency)
    said = {amount.currency for amount in amounts if amount.currency}
    return not own or said <= {own}


def _below(value: float | None, limit: float | None) -> bool:
    return value is not None and limit is not None and value < limit * (1 - TOLERANCE)


def _fit(low: float | None, high: float | None, salary: Salary) -> Fit | None:
    """Say how the named range stands to the dossier's; an end that is left open there is never passed."""
    if low is None or high is None or (salary.low is None and salary.high is None):
        return None
    above = salary.high * (1 + TOLERANCE) if salary.high is not None else float("inf")
    if _below(high, salary.low):
        return "below"
    if low > above:
        return "above"
    return "overlapping" if _below(low, salary.low) or high > above else "within"


# --- findings ---------------------------------------------------------------------------------------


def findings_from(pay: Pay, dossier: Dossier) -> tuple[Finding, ...]:
    """Say how the named figure stands to one's own range, or that one was wanted and none came."""
    salary = dossier.salary
    return (*_about_figure(pay, salary), *_about_no_figure(pay, salary), *_about_benefits(pay, salary))


def _about_figure(pay: Pay, salary: Salary) -> Iterator[Finding]:
    if pay.low is None or pay.high is None:
        return
    named = _money_range(pay.low, pay.high, salary)
    if pay.blurted:
        text = f"You named {named} though nobody had asked: let them bring up the salary first."
        yield Finding("salary", "improve", text, pay.figures, 0.65)
    if pay.below_walk_away and salary.walk_away is not None:
        limit = _money(salary.walk_away, salary)
        what = f"You named {named}, below" if pay.low == pay.high else f"Your range, {named}, starts below"
        text = f"{what} the {limit} where you wanted to say no: name a figure that you could accept."
        yield Finding("salary", "improve", text, pay.figures, 0.85)
    elif pay.fit == "below" or (pay.fit == "overlapping" and _below(pay.low, salary.low)):
        own = _own_range(salary)
        text = f"You named {named}; your own range is {own}. They will hear the lower end, so start at yours."
        yield Finding("salary", "improve", text, pay.figures, 0.6)
    elif pay.fit in ("above", "overlapping"):
        text = f"You named {named}, more than your own range of {_own_range(salary)}: have the reason ready."
        yield Finding("salary", "information", text, pay.figures, 0.3)
    elif pay.fit == "within" and not pay.blurted:
        yield _about_good_figure(pay, named)


def _about_good_figure(pay: Pay, named: str) -> Finding:
    if pay.reasoned:
        text = f"You named {named}, inside your range, and said why."
        return Finding("salary", "strength", text, pay.figures, 0.65)
    text = (
        f"You named {named}, inside your range. With a reason, such as similar posts, it is harder to refuse."
    )
    return Finding("salary", "strength", text, pay.figures, 0.45)


def _about_no_figure(pay: Pay, salary: Salary) -> Iterator[Finding]:
    own = _own_range(salary)
    if not pay.asked or pay.low is not None or not own:
        return
    if pay.deferred:
        text = f"You asked for their figure first; should they press, have your range ready: {own}."
        yield Finding("salary", "information", text, weight=0.3)
    else:
        yield Finding("salary", "improve", f"You named no figure; have your range ready: {own}.", weight=0.7)


def _about_benefits(pay: Pay, salary: Salary) -> Iterator[Finding]:
    if pay.benefits:
        text = f"Besides the salary you named {', '.join(pay.benefits)}."
        yield Finding("salary", "information", text, pay.benefit_quotes, 0.2)
    left = [benefit for benefit in salary.benefits if benefit not in pay.benefits]
    if pay.asked and left:
        yield Finding("salary", "information", f"You could also bring up {', '.join(left[:3])}.", weight=0.1)


def _own_range(salary: Salary) -> str:
    ends = [end for end in (salary.low, salary.high) if end is not None]
    if not ends:
        return ""
    if len(ends) == 2:
        return _money_range(ends[0], ends[1], salary)
    return f"{'from' if salary.high is None else 'up to'} {_money(ends[0], salary)}"


def _money_range(low: float, high: float, salary: Salary) -> str:
    if low == high:
        return _money(low, salary)
    return f"{_number(low)} to {_money(high, salary)}"


def _money(value: float, salary: Salary) -> str:
    """Write an amount in the dossier's currency and period: "£42,000", "3,500 EUR a month"."""
    currency = salary.currency.strip()
    sign = len(currency) == 1
    number = f"{currency}{_number(value)}" if sign else f"{_number(value)} {currency}".strip()
    period = "" if salary.period == "year" else f" {'an' if salary.period == 'hour' else 'a'} {salary.period}"
    return number + period


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.2f}"
