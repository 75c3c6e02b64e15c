"""What one verb says in the dependency tree: whose deed, in which tense, done to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Subject = Literal["I", "we", "you", "other", "none"]
Tense = Literal[
    "past",
    "past_perfect",
    "past_progressive",
    "perfect",
    "present",
    "would",
    "could",
    "future",
    "used_to",
    "none",
]
Object = Literal["one", "many", "none"]

SUBJECT_DEPS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
_NO_CLAUSE = frozenset(("aux", "auxpass", "xcomp", "amod", "compound", "pcomp", "acl", "neg"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_FIRST_PERSON = frozenset(("i", "me", "myself"))
_LEADING_VERBS = """
    have manage need try decide end start begin get go want help choose agree offer able wind proceed
    continue keep take volunteer ask tell make let use happen come stop
"""
_LEADS = frozenset(_LEADING_VERBS.split())
"""Verbs whose complement says what was really done: "I had to explain", "I ended up rewriting"."""


def heads_clause(token: Token) -> bool:
    """Whether a token carries a clause: a finite verb, or the root of a fragment."""
    if token.dep_ == "ROOT":
        return not token.is_punct and not token.is_space
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in _NO_CLAUSE:
        return False
    if token.tag_ in _FINITE or any(child.tag_ in _FINITE for child in auxiliaries_of(token)):
        return True
    if token.dep_ == "conj":
        return (
            token.head.pos_ in ("VERB", "AUX") and token.tag_ == token.head.tag_ and heads_clause(token.head)
        )
    if token.tag_ == "VB" or any(child.tag_ == "TO" for child in token.children):
        return False
    return any(child.dep_ in SUBJECT_DEPS and child.tag_ == "PRP" for child in token.children)


def auxiliaries_of(token: Token) -> Iterator[Token]:
    """Yield "had", "was", "'d" before a verb."""
    return (child for child in token.children if child.dep_ in ("aux", "auxpass"))


def subject_of(subjects: list[Token]) -> tuple[Subject, tuple[str, ...]]:
    """Return whose clause it is, and the words that say so."""
    if not subjects:
        return "none", ()
    words = tuple(token.lower_ for token in subjects[-1].subtree)
    first = subjects[-1].lower_
    joined = {first, *(token.lower_ for token in subjects[-1].conjuncts)}
    if len(joined) > 1 and joined & _FIRST_PERSON:
        return "we", words
    if first in _FIRST_PERSON:
        return "I", words
    if first in ("we", "us") or words[-1:] == ("us",):
        return "we", words
    return ("you" if first == "you" else "other"), words


def tense_of(head: Token, above: Tense | None) -> Tense:
    """Judge the tense; a verb joined by "and" shares that of the one above it where it has none."""
    if head.pos_ not in ("VERB", "AUX"):
        return "none"
    if head.lemma_ == "use" and any(child.dep_ == "xcomp" for child in head.children):
        return "used_to"
    auxiliaries = list(auxiliaries_of(head))
    first = next((child for child in auxiliaries if child.tag_ in _FINITE), None)
    if first is None:
        return _bare_tense(head, above)
    return _compound_tense(head, first.lower_, {child.lower_ for child in auxiliaries})


def _bare_tense(head: Token, above: Tense | None) -> Tense:
    if head.tag_ == "VBD":
        return "past"
    if head.tag_ == "VBN":
        if above is not None:
            return above
        return "past" if any(child.dep_ in SUBJECT_DEPS for child in head.children) else "none"
    if above is not None and head.tag_ in ("VB", "VBG"):
        return above
    return "could" if head.tag_ == "MD" else "present"


_BY_AUXILIARY: dict[str, Tense] = {
    **dict.fromkeys(("will", "'ll", "wo", "shall"), "future"),
    **dict.fromkeys(("could", "can", "ca", "may", "might", "must"), "could"),
    **dict.fromkeys(("would", "should"), "would"),
    **dict.fromkeys(("have", "has", "'ve"), "perfect"),
    **dict.fromkeys(("did", "got"), "past"),
    "had": "past_perfect",
}


def _compound_tense(head: Token, first: str, auxiliaries: set[str]) -> Tense:
    """Judge the tense by its first auxiliary; "'d" and "'s" by what they stand with."""
    if first == "'d":
        return "would" if head.tag_ == "VB" or "have" in auxiliaries else "past_perfect"
    if first == "'s" and "been" in auxiliaries:
        return "perfect"
    if first in ("was", "were"):
        return "past_progressive" if head.tag_ == "VBG" else "past"
    return _BY_AUXILIARY.get(first, "present")


def object_of(words: list[Token]) -> Object:
    """Judge the first object by its article, number and kind."""
    for token in words:
        if token.dep_ not in ("dobj", "dative") and not (token.dep_ == "pobj" and token.head.dep_ == "prep"):
            continue
        if token.tag_ in ("PRP", "NNP"):
            return "one"
        fixed = any(child.dep_ in ("det", "poss", "nummod") for child in token.children)
        return "one" if fixed and token.tag_ in ("NN", "NNS") else "many"
    return "none"


def deed_of(head: Token) -> str:
    """Follow "had to", "managed to", "made sure to" to the verb that says what was done."""
    token = head
    for _ in range(3):
        sure = [
            child for child in token.children if child.dep_ == "acomp" and child.lower_ in ("sure", "able")
        ]
        places = [*token.children, *(child for word in sure for child in word.children)]
        below = [child for child in places if child.dep_ in ("xcomp", "ccomp") and child.pos_ == "VERB"]
        leads = bool(sure) or token.lemma_.lower() in _LEADS
        if not leads or not below or heads_clause(below[0]):
            break
        token = below[0]
    return token.lemma_.lower()
