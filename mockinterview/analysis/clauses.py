"""Clauses of a spoken answer: who does what, in which tense; works without punctuation too.

A recogniser's sentences cannot be trusted, so the unit is the finite verb with its own words, found in
the dependency tree. Only the grammar stands here; what it means for a story is told elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mockinterview.analysis.grammar import (
    SUBJECT_DEPS,
    Object,
    Subject,
    Tense,
    deed_of,
    heads_clause,
    object_of,
    subject_of,
    tense_of,
)
from mockinterview.analysis.language import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FILLED_PAUSE = re.compile(r"\s*,?\s*\b(?:u+[hm]+|e+r+m*|e+h+m+|h+m+|m+hm+|mm+)\b[,.]*", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:(?<=[,.?!])|^)\s*(?:like|you know|I mean|sort of|kind of|basically|right|honestly|to be honest)\s*,",
    re.IGNORECASE,
)
_PLAIN = str.maketrans("\u2019\u2018\u02bc`\u201c\u201d\n\r\t\u00a0", "''''\"\"    ")
"""One character for one, so that offsets stay what they are."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which no text can hold and spaCy refuses."""

_SAME_IN_PAST = frozenset(
    ("put", "cut", "set", "let", "read", "hit", "shut", "quit", "cost", "beat", "spread", "bet", "hurt")
) | frozenset(("split", "cast", "come", "run", "give"))
"""Verbs whose past looks like their present, in writing or in many a dialect."""

_JOINTS = frozenset(
    ("and", "but", "or", "so", "because", "that", "well", "okay", "then", "um", "uh", "er", "yeah")
)


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
        object: whether it is done to one particular thing or person ("the aisle", "her"), to many or to
            things in general ("people", "best practice"), or to none.
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
    object: Object = "none"

    @property
    def text(self) -> str:
        """Its words joined by one space."""
        return " ".join(self.words)

    @property
    def narrates(self) -> bool:
        """Whether it tells of the past: "did", "was doing", "had done"."""
        return self.tense in ("past", "past_perfect", "past_progressive")


@lru_cache(maxsize=8)
def find_clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of an answer in order of their first word; the last few texts are remembered."""
    spoken, origin = _without_fillers(text)
    if not spoken.strip():
        return ()
    doc = parse(spoken)
    heads = [token for token in doc if heads_clause(token)]
    own = _own_tokens(doc, heads)
    found: dict[int, Clause] = {}
    for head in heads:
        clause = _clause(head, own[head.i], found, origin)
        if clause is not None:
            found[head.i] = clause
    return _settle_tense(sorted(found.values(), key=lambda clause: (clause.start, clause.end)))


def _settle_tense(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Read "I put" and "we cut" as past among past clauses: their form does not say."""
    settled = list(clauses)
    for i, clause in enumerate(clauses):
        near = settled[max(0, i - 1) : i] + clauses[i + 1 : i + 2]
        if clause.tense == "present" and clause.verb in _SAME_IN_PAST and any(c.narrates for c in near):
            settled[i] = replace(clause, tense="past")
    return tuple(settled)


def _without_fillers(text: str) -> tuple[str, list[int]]:
    """Drop filled pauses and asides between commas; return the rest and each character's old offset."""
    plain = re.sub(r"\bi\b", "I", _LONE_SURROGATE.sub("?", text.translate(_PLAIN)))
    dropped = bytearray(len(plain))
    for pattern in (_FILLED_PAUSE, _ASIDE):
        for match in pattern.finditer(plain):
            dropped[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    origin = [position for position in range(len(plain)) if not dropped[position]]
    return "".join(plain[position] for position in origin), origin


def _own_tokens(doc: Doc, heads: list[Token]) -> dict[int, list[Token]]:
    """Give every token to the nearest clause head above it."""
    own: dict[int, list[Token]] = {head.i: [] for head in heads}
    for token in doc:
        home = next((above.i for above in (token, *token.ancestors) if above.i in own), None)
        if home is not None and not token.is_space:
            own[home].append(token)
    return own


def _without_joints(words: list[Token]) -> list[Token]:
    """Leave out "and", "so", "but" at both ends: they belong between clauses, not in a quote."""
    first, last = 0, len(words)
    while first < last and words[first].lower_ in _JOINTS:
        first += 1
    while last > first and words[last - 1].lower_ in _JOINTS:
        last -= 1
    return words[first:last]


def _clause(head: Token, tokens: list[Token], found: dict[int, Clause], origin: list[int]) -> Clause | None:
    words = [token for token in tokens if not token.is_punct]
    core = _without_joints(words)
    if not core:
        return None
    above = found.get(head.head.i) if head.dep_ == "conj" else None
    subjects = [child for child in head.children if child.dep_ in SUBJECT_DEPS]
    subject, subject_words = subject_of(subjects)
    if subject == "none" and above is not None:
        subject = above.subject
    mark = next((child.lower_ for child in head.children if child.dep_ == "mark"), "")
    if not mark and head.dep_ in ("relcl", "advcl", "ccomp", "csubj"):
        mark = next((token.lower_ for token in words[:1] if token.tag_ in ("WP", "WDT", "WRB")), "")
    return Clause(
        start=origin[core[0].idx],
        end=origin[core[-1].idx + len(core[-1]) - 1] + 1,
        subject=subject,
        tense=tense_of(head, above.tense if above else None),
        verb=head.lemma_.lower(),
        deed=deed_of(head),
        words=tuple(token.lower_ for token in words),
        passive=any(child.dep_ in ("auxpass", "nsubjpass") for child in head.children),
        negated=any(child.dep_ == "neg" or child.lower_ == "never" for child in head.children),
        dependent=head.dep_ in ("relcl", "advcl", "csubj") or bool(mark),
        mark=mark,
        subject_words=subject_words,
        object=object_of(words),
    )
