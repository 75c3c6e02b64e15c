"""Company knowledge: which of the facts that were found out stand in the answer, in whatever words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.dossier import Fact
from mockinterview.feedback import Finding, shorten
from mockinterview.preparation.key_terms import PALE, akin, content_lemmas, content_terms, shared
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.dossier import Dossier
    from mockinterview.preparation.key_terms import Term
    from mockinterview.question import Kind
    from mockinterview.transcript import Transcript

ENOUGH = 0.45
"""Share of a fact's weight that must be heard; chosen on the development cases."""

ENOUGH_OF_LONG = 2.0
"""Of a long fact so much weight is enough: two nouns that no other fact has."""

LEAST = 0.9
"""Whatever the fact, so much must be heard: about one noun that no other fact has.

A fact without it, such as "A car for everybody" where every fact speaks of cars, cannot be told from
ordinary words: it is not judged.
"""

STRETCH = 260
"""Characters within which the words of one fact must stand: about two long sentences."""

_WEIGHTS = {"name": 1.5, "number": 1.2, "noun": 1.0, "adjective": 0.9, "verb": 0.7}
_STRONG = ("mission", "news", "value", "vision")
_WANTED_FOR: frozenset[Kind] = frozenset({"motivation", "company_knowledge"})


@dataclass(frozen=True)
class FactUsed:
    """A fact that was used, and the words that show it."""

    fact: Fact
    quote: Quote


@dataclass(frozen=True)
class CompanyKnowledge:
    """What of the company's facts stands in an answer.

    Attributes:
        used: the facts that were used, in the order of the dossier.
        unused: strong facts that were not, the strongest first: with a source, of a mission, value, vision
            or news, and specific.
    """

    used: tuple[FactUsed, ...] = ()
    unused: tuple[Fact, ...] = ()


def company_knowledge(transcript: Transcript, dossier: Dossier) -> CompanyKnowledge:
    """Find the facts about the company that the answer uses."""
    facts = dossier.company.facts
    if not facts:
        return CompanyKnowledge()
    known = set(content_lemmas(f"{dossier.company.name}. {dossier.job.title}"))
    weighted = _weigh(facts, known)
    heard = content_terms(transcript.text)
    used = []
    for fact, weights in zip(facts, weighted, strict=True):
        span = _span_of(weights, heard) or _named(fact, heard)
        if span is not None:
            used.append(FactUsed(fact, transcript.quote(*span)))
    said = {entry.fact for entry in used}
    strong = [
        (fact, sum(weights.values()))
        for fact, weights in zip(facts, weighted, strict=True)
        if fact not in said
        and fact.kind in _STRONG
        and fact.source
        and len(weights) > 1
        and sum(weights.values()) >= LEAST
    ]
    strong.sort(key=lambda entry: (_STRONG.index(entry[0].kind), -entry[1]))
    return CompanyKnowledge(tuple(used), tuple(fact for fact, _ in strong))


def findings_from(knowledge: CompanyKnowledge, kind: Kind) -> tuple[Finding, ...]:
    """Say which facts were used; where the question asks for them and none was, name one to use."""
    if knowledge.used:
        facts = "; ".join(f"“{shorten(entry.fact.text)}”" for entry in knowledge.used[:2])
        text = f"You used what you know about them: {facts}."
        weight = 0.6 if kind in _WANTED_FOR else 0.4
        quotes = tuple(entry.quote for entry in knowledge.used)
        return (Finding("company", "strength", text, quotes, weight),)
    if kind not in _WANTED_FOR or not knowledge.unused:
        return ()
    fact = knowledge.unused[0]
    text = (
        f"You did not mention “{shorten(fact.text)}”, which you found in {shorten(fact.source, 8)}: "
        "one such fact shows that you mean this company."
    )
    return (Finding("company", "improve", text, weight=0.75),)


def _weigh(facts: Sequence[Fact], known: set[str]) -> list[dict[str, float]]:
    """Weigh the words of each fact: names most, and the less the more facts share them."""
    terms = [content_terms(fact.text) for fact in facts]
    lemmas = [{term.lemma for term in of_fact} for of_fact in terms]
    weighted = []
    for of_fact in terms:
        weights = {}
        for term in of_fact:
            if term.lemma in PALE or any(akin(term.lemma, other) for other in known):
                continue
            sharing = sum(bool(shared([term.lemma], others)) for others in lemmas)
            weights[term.lemma] = _WEIGHTS[term.sort] / max(1, sharing)
        weighted.append(weights)
    return weighted


def _span_of(weights: dict[str, float], heard: Sequence[Term]) -> tuple[int, int] | None:
    """Return the stretch of the answer that holds enough of the fact, None where there is none."""
    hits = [(term, fitting) for term in heard if (fitting := shared(weights, [term.lemma]))]
    best: tuple[float, int, int] | None = None
    for at, (first, _) in enumerate(hits):
        within = [hit for hit in hits[at:] if hit[0].char_end <= first.char_start + STRETCH]
        matched = {lemma for _, lemmas in within for lemma in lemmas}
        score = sum(weights[lemma] for lemma in matched)
        if len(matched) >= min(2, len(weights)) and (best is None or score > best[0]):
            best = (score, first.char_start, within[-1][0].char_end)
    if best is None or best[0] < max(LEAST, min(ENOUGH_OF_LONG, ENOUGH * sum(weights.values()))):
        return None
    return best[1], best[2]


def _named(fact: Fact, heard: Sequence[Term]) -> tuple[int, int] | None:
    """Find the name of a value that is written "Punctuality: …", for which the one word is enough."""
    name, colon, _ = fact.text.partition(":")
    if fact.kind != "value" or not colon or len(name.split()) != 1:
        return None
    lemmas = content_lemmas(name)
    named = (term for term in heard if shared([term.lemma], lemmas))
    return next(((term.char_start, term.char_end) for term in named), None)
