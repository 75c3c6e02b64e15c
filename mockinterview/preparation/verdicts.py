"""Praise and fault-finding in a clause: words that judge a thing, and what the grammar makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.analysis.clauses import Clause

_GOOD = """
    perfect great excellent wonderful amazing fantastic brilliant beautiful lovely good friendly impressive
    outstanding superb awesome nice right best well strong fine incredible exceptional terrific delightful
    kind     better marvellous flawless
"""
_BAD = """
    bad terrible slow messy wrong weak poor outdated old overpriced dirty confusing broken missing expensive
    boring rude late hard awful horrible chaotic unclear inefficient unfriendly worse worst useless crowded
    dated ugly noisy unorganised disorganised understaffed behind lacking tired cheaper crash lack fail nobody
    mess problem problems fault faults complaint complaints order
"""
_LIKING = frozenset(("love", "like", "admire", "enjoy", "adore", "appreciate"))
_FAILING = frozenset(
    ("crash", "lack", "miss", "fail", "break", "annoy", "waste", "outdate", "ignore", "lose")
)
GOOD = frozenset(_GOOD.split())
BAD = frozenset(_BAD.split()) - {"order"}


def praises(clause: Clause) -> bool:
    """Whether a clause finds something of others good: "the bread is wonderful", "I love it here"."""
    if clause.negated or clause.mark == "if":
        return False
    if clause.subject == "I":
        return clause.verb in _LIKING
    return bool(GOOD & set(clause.words)) and not finds_fault(clause)


def finds_fault(clause: Clause) -> bool:
    """Whether a clause finds something of others bad: "the labels are hard to read", "nobody smiled"."""
    if clause.subject in ("I", "we") and not clause.passive:
        return "complain" in clause.verb
    words = set(clause.words)
    if clause.negated:
        return bool((GOOD - {"well", "right"}) & words)
    return bool(BAD & words) or clause.verb in _FAILING or "too" in clause.words[1:]
