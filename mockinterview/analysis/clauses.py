"""Clauses of a spoken answer: who does what, in which tense; works without punctuation too.

A recogniser's sentences cannot be trusted, so the unit is the finite verb with its own words, found in
the dependency tree. Only the grammar stands here; what it means for a story is told elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.language import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

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

_FILLED_PAUSE = re.compile(r"\s*,?\s*\b(?:u+[hm]+|e+r+m*|e+h+m+|h+m+|m+hm+|mm+)\b[,.]*", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:(?<=[,.?!])|^)\s*(?:like|you know|I mean|sort of|kind of|basically|right|honestly|to be honest)\s*,",
    re.IGNORECASE,
)
_SAME_LENGTH = str.maketrans("’‘ʼ`“”\n\r\t\u00a0", "''''\"\"    ")

_CLAUSE_DEPS_NEVER = frozenset(("aux", "auxpass", "xcomp", "amod", "compound", "pcomp", "acl", "neg"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECT_DEPS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
_FIRST_PERSON = frozenset(("i", "me", "myself"))
_CONTROL = frozenset(
    "have manage need try decide end start begin get go want help choose agree offer able wind proceed "
    "continue keep take volunteer ask tell make let use happen come stop".split()
)
"""Verbs whose complement says what was really done: "I had to explain", "I ended up rewriting"."""


@dataclass(frozen=True)
class Clause:
    """One finite verb with the words that belong to it.

    Attributes:
        start: offset of its first character in the answer's text.
        end: offset behind its last character.
        subject: grammatical person of the doer or of what the verb is about.
        tense: of the finite verb; `none` for a fragment without a verb.
        verb: lemma of the verb.
        deed: lemma of what is really done, where the verb only leads to another ("had to explain").
        words: its own words, lower case, without punctuation.
        passive: whether it is in the passive.
        negated: whether it is negated.
        dependent: whether it hangs on another clause (because, if, who, that …).
        mark: the word that makes it dependent, "" where none.
        subject_words: the words of its own subject, lower case, () where it has none of its own.
    """

    start: int
    end: int
    subject: Subject
    tense: Tense
    verb: str
    deed: str
    words: tuple[str, ...]
    passive: bool = False
    negated: bool = False
    dependent: bool = False
    mark: str = ""
    subject_words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words joined by one space."""
        return " ".join(self.words)

    @property
    def narrates(self) -> bool:
        """Whether it tells of the past: "did", "was doing", "had done"."""
        return self.tense in ("past", "past_perfect", "past_progressive")


def find_clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of an answer in order of their first word."""
    spoken, origin = _without_fillers(text)
    if not spoken.strip():
        return ()
    doc = parse(spoken)
    heads = [token for token in doc if _heads_clause(token)]
    own = _own_tokens(doc, heads)
    found: dict[int, Clause] = {}
    for head in heads:
        clause = _clause(head, own[head.i], found, origin)
        if clause is not None:
            found[head.i] = clause
    return tuple(sorted(found.values(), key=lambda clause: (clause.start, clause.end)))


def _without_fillers(text: str) -> tuple[str, list[int]]:
    """Drop filled pauses and asides between commas; return the rest and each character's old offset."""
    plain = re.sub(r"\bi\b", "I", text.translate(_SAME_LENGTH))
    dropped = bytearray(len(plain))
    for pattern in (_FILLED_PAUSE, _ASIDE):
        for match in pattern.finditer(plain):
            dropped[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    origin = [position for position in range(len(plain)) if not dropped[position]]
    return "".join(plain[position] for position in origin), origin


def _heads_clause(token: Token) -> bool:
    """Whether a token carries a clause: a finite verb, or the root of a fragment."""
    if token.dep_ == "ROOT":
        return not token.is_punct and not token.is_space
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in _CLAUSE_DEPS_NEVER:
        return False
    if token.tag_ in _FINITE or any(child.tag_ in _FINITE for child in _auxiliaries(token)):
        return True
    if token.dep_ == "conj":
        return (
            token.head.pos_ in ("VERB", "AUX") and token.tag_ == token.head.tag_ and _heads_clause(token.head)
        )
    return any(child.dep_ in _SUBJECT_DEPS and child.tag_ == "PRP" for child in token.children)


def _auxiliaries(token: Token) -> Iterator[Token]:
    return (child for child in token.children if child.dep_ in ("aux", "auxpass"))


def _own_tokens(doc: Doc, heads: list[Token]) -> dict[int, list[Token]]:
    """Give every token to the nearest clause head above it."""
    own: dict[int, list[Token]] = {head.i: [] for head in heads}
    owner: dict[int, int] = {}
    for token in doc:
        path = []
        walker = token
        while walker.i not in owner and walker.i not in own and walker.head is not walker:
            path.append(walker.i)
            walker = walker.head
        home = owner.get(walker.i, walker.i)
        for index in path:
            owner[index] = home
        if home in own and not token.is_space:
            own[home].append(token)
    return own


def _clause(head: Token, tokens: list[Token], found: dict[int, Clause], origin: list[int]) -> Clause | None:
    words = [token for token in tokens if not token.is_punct]
    if not words:
        return None
    above = found.get(head.head.i) if head.dep_ == "conj" else None
    subjects = [child for child in head.children if child.dep_ in _SUBJECT_DEPS]
    subject, subject_words = _subject(subjects)
    if subject == "none" and above is not None:
        subject = above.subject
    mark = next((child.lower_ for child in head.children if child.dep_ == "mark"), "")
    if not mark and head.dep_ in ("relcl", "advcl", "ccomp", "csubj"):
        mark = next((token.lower_ for token in words[:1] if token.tag_ in ("WP", "WDT", "WRB")), "")
    auxiliaries = list(_auxiliaries(head))
    return Clause(
        start=origin[words[0].idx],
        end=origin[words[-1].idx + len(words[-1]) - 1] + 1,
        subject=subject,
        tense=_tense(head, auxiliaries, above),
        verb=head.lemma_.lower(),
        deed=_deed(head),
        words=tuple(token.lower_ for token in words),
        passive=any(child.dep_ in ("auxpass", "nsubjpass") for child in head.children),
        negated=any(child.dep_ == "neg" or child.lower_ == "never" for child in head.children),
        dependent=head.dep_ in ("relcl", "advcl", "csubj") or bool(mark),
        mark=mark,
        subject_words=subject_words,
    )


def _subject(subjects: list[Token]) -> tuple[Subject, tuple[str, ...]]:
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


def _tense(head: Token, auxiliaries: list[Token], above: Clause | None) -> Tense:
    if head.pos_ not in ("VERB", "AUX"):
        return "none"
    if head.lemma_ == "use" and any(child.dep_ == "xcomp" for child in head.children):
        return "used_to"
    first = next((child for child in auxiliaries if child.tag_ in _FINITE), None)
    if first is None:
        return _bare_tense(head, above)
    return _compound_tense(head, first.lower_, {child.lower_ for child in auxiliaries})


def _bare_tense(head: Token, above: Clause | None) -> Tense:
    if head.tag_ in ("VBD", "VBN"):
        return above.tense if above is not None and head.tag_ == "VBN" else "past"
    if above is not None and head.tag_ in ("VB", "VBG"):
        return above.tense
    return "could" if head.tag_ == "MD" else "present"


def _compound_tense(head: Token, first: str, auxiliaries: set[str]) -> Tense:
    if first in ("will", "'ll", "wo", "shall"):
        return "future"
    if first in ("could", "can", "ca", "may", "might", "must"):
        return "could"
    if first in ("would", "should"):
        return "would"
    if first == "'d":
        return "would" if head.tag_ == "VB" or "have" in auxiliaries else "past_perfect"
    if first == "had":
        return "past_perfect"
    if first in ("have", "has", "'ve") or (first == "'s" and "been" in auxiliaries):
        return "perfect"
    if first in ("was", "were"):
        return "past_progressive" if head.tag_ == "VBG" else "past"
    return "past" if first in ("did", "got") else "present"


def _deed(head: Token) -> str:
    """Follow "had to", "managed to", "ended up" to the verb that says what was done."""
    token = head
    for _ in range(3):
        below = [
            child for child in token.children if child.dep_ in ("xcomp", "ccomp") and child.pos_ == "VERB"
        ]
        if token.lemma_.lower() not in _CONTROL or not below or _heads_clause(below[0]):
            break
        token = below[0]
    return token.lemma_.lower()
