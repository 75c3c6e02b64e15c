"""Where an answer asks something: direct and indirect questions, with or without a question mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis.clauses import find_clauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.analysis.clauses import Clause

_ABOUT = (
    r"(?:can|could|may|might|would|will) you (?:please |maybe |perhaps )?(?:also )?"
    r"(?:tell|say|explain|describe|walk|share|talk|give)\b"
)
_FRAME = re.compile(
    r"\b(?:i(?:'d| would|'m| am| was| just| also| want(?:ed)? to| wonder(?:ed)?)?"
    r"(?: (?:just|also|really|quite|actually|so|um|uh))*"
    r" (?:(?:(?:like|love|be (?:interested|curious|glad|keen))(?: (?:also|just))?"
    r" (?:to (?:know|hear|ask|understand|learn|find out|see)|in (?:knowing|hearing)))"
    r"|wondering|curious|interested (?:in|to)|asking myself|(?:want(?:ed)? )?to (?:ask|know)|know (?:if|"
    r"whether))"
    r"|i wonder(?:ed)?|i want(?:ed)? to (?:ask|know)|(?:may|can|could|might) i (?:just |also )?ask"
    rf"|{_ABOUT}|(?:please )?tell me|(?:my|one|another|a|the)(?: \w+)? question (?:is|would be|was)"
    r"|what i(?:'d| would) (?:like|love) to know|do you know)(?!\w)",
    re.IGNORECASE,
)
_NO_MATTER = re.compile(
    r"\bask (?:you )?(?:a|one|some|something|two|a few|a couple of)\b(?: more| quick| last|"
    r" other)*(?: questions?| things?)?"
    r"\s*[.?!,]",
    re.IGNORECASE,
)
"""An announcement: "May I ask a question?"."""

_ANSWERED = re.compile(r"\b(?:everything|all|anything|whatever)(?: (?:that|what))?\s*$", re.IGNORECASE)
"""What stands before "I wanted to know" where nothing is asked: "you told me everything"."""

_AUXILIARY_WORDS = """
    do does did is are was were am can could will would should shall may might must has have had
    's 're 'd ca wo
"""
_AUXILIARIES = frozenset(_AUXILIARY_WORDS.split())
_ASKING = frozenset(("what", "who", "whom", "whose", "which", "how", "why", "where", "when", "whether"))
_SENTENCE_END = re.compile(r"[.?!]+(?=\s|$)")
_FEWEST_WORDS = 3
"""A shorter piece with a question mark ("Right?") asks nothing."""

_BETWEEN = 80
"""Characters between "I was wondering" and the question that belongs to it."""


@dataclass(frozen=True)
class Asked:
    """One question: its own words, and where the sentence before begins, which may explain it."""

    start: int
    end: int
    context_start: int


def find_asked(text: str) -> tuple[Asked, ...]:
    """Return the questions that an answer asks, in order.

    "And how", "and why" without a verb belong to the question before. "I have a question" asks nothing.
    """
    if not text.strip():
        return ()
    clauses = find_clauses(text)
    found = []
    previous = 0
    sentences = list(_sentences(text))
    for start, end in sentences:
        own = [clause for clause in clauses if start <= clause.start < end]
        starts = _starts_in(text, start, end, own, unpunctuated=len(sentences) == 1)
        for place, at in enumerate(starts):
            begin = start if place == 0 else at
            found.append(Asked(begin, starts[place + 1] if place + 1 < len(starts) else end, previous))
        previous = start
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        if text[start:stop].strip():
            yield start + len(text[start:stop]) - len(text[start:stop].lstrip()), stop
        start = stop


def _starts_in(
    text: str, start: int, end: int, clauses: Sequence[Clause], *, unpunctuated: bool
) -> list[int]:
    """Return where the questions of one sentence begin."""
    plain = text.translate({0x2019: "'"})
    if _NO_MATTER.search(plain, start, end):
        return []
    found = (match.span() for match in _FRAME.finditer(plain, start, end))
    frames = [span for span in found if not _ANSWERED.search(plain, start, span[0])]
    direct = [clause.start for clause in clauses if is_question(clause)]
    direct = [at for at in direct if not _is_led_to(text, at, clauses)]
    marked = text[start:end].rstrip().endswith("?")
    if marked:
        direct = sorted({*direct, *(at for at in _embedded(clauses) if _opens(text, start, at))})
    free = [at for at in direct if not any(_belongs(at, frame, direct) for frame in frames)]
    starts = sorted({*free, *(frame[0] for frame in frames)})
    if starts:
        return starts
    embedded = _embedded(clauses)
    if marked and len(text[start:end].split()) >= _FEWEST_WORDS:
        return embedded[:1] or [start]
    if unpunctuated and not text.rstrip().endswith((".", "!")):
        return embedded[:1]
    return [c.start for c in clauses if c.mark == "whether"][:1]


def _embedded(clauses: Sequence[Clause]) -> list[int]:
    """Return where the clauses begin that ask by their first word alone: "whether they", "how you"."""
    return [c.start for c in clauses if c.mark == "whether" or (set(c.words[:1]) & _ASKING and c.dependent)]


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a clause stands at the very start of its sentence, or right behind a name and a comma.

    "When I was there, …" opens a sentence too, and asks nothing.
    """
    if re.match(r"(?:when|where|whether)\b", text[at:], re.IGNORECASE):
        return False
    before = text[start:at].strip()
    return not before or (before.endswith(",") and len(before.split()) <= 3)


def _is_led_to(text: str, at: int, clauses: Sequence[Clause]) -> bool:
    """Whether a question is only what a short one before it asks about: "who decides which lines run"."""
    return any(
        len(clause.words) <= 3
        and is_question(clause)
        and clause.end < at
        and not text[clause.end : at].strip()
        for clause in clauses
    )


def _belongs(at: int, frame: tuple[int, int], direct: Sequence[int]) -> bool:
    """Whether a question is what "I was wondering" leads to, or is such a frame itself ("may I ask")."""
    first = next((start for start in direct if start >= frame[1]), None)
    return frame[0] <= at < frame[1] or (at == first and at - frame[1] < _BETWEEN)


def is_question(clause: Clause) -> bool:
    """Whether a clause asks by its own grammar: "are you", "who decides"; no clause that hangs on another."""
    if clause.tense == "none":
        return False
    words, subject = clause.words, clause.subject_words
    for place, word in enumerate(words[:-1]):
        if word in _AUXILIARIES and subject and words[place + 1] == subject[0]:
            return not {"so", "nor", "neither"} & set(words[:place])
    return bool(not clause.dependent and subject and subject[0] in _ASKING - {"when", "where", "whether"})
