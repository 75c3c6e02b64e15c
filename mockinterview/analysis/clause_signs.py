"""Signs in one clause, and around it, that it is the speaker's own deed or how things turned out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.analysis import cues
from mockinterview.analysis.story import is_event

if TYPE_CHECKING:
    from mockinterview.analysis.clauses import Clause
    from mockinterview.analysis.story import Story

_CUES = {
    "anchor": cues.ANCHOR,
    "person": cues.PERSON,
    "habit": cues.HABIT,
    "duty": cues.DUTY,
    "outcome": cues.OUTCOME,
    "change": cues.CHANGE,
    "praise": cues.PRAISE,
    "gain": cues.GAIN,
    "learning": cues.LEARNING,
    "unknown": cues.UNKNOWN,
    "star talk": cues.STAR_TALK,
    "spell": cues.SPELL,
    "then": cues.THEN,
    "he or she": cues.ONE_PERSON,
    "lasting": cues.LASTING,
}
_POINTING = frozenset(("this", "that", "it", "which"))
_PEOPLE = frozenset(
    ("he", "she", "they", "who", "everyone", "everybody", "nobody", "no", "somebody", "people")
)


def clause_signs(story: Story, i: int) -> dict[str, float]:
    """Return the signs of clause `i`, by name, each in [0, 1]."""
    clause = story.clauses[i]
    return {
        **_doing(clause),
        **{name: float(bool(cue.search(clause.text))) for name, cue in _CUES.items()},
        **_surroundings(story, i),
        "measure": float(i in story.measured),
        "deed": float(i in story.deeds),
        "event": float(is_event(clause)),
        "length": min(len(clause.words), 15) / 15,
    }


def _doing(clause: Clause) -> dict[str, float]:
    """Who, in which tense, what kind of verb, done to what."""
    subject = clause.subject_words[:1]
    mine = clause.subject == "I"
    state = clause.deed in cues.STATIVE
    lasts = clause.tense in ("present", "perfect") and bool(cues.LASTING.search(clause.text))
    signs = {
        "I": mine,
        "we": clause.subject == "we",
        "you": clause.subject == "you",
        "others": clause.subject == "other",
        "pointing": bool(subject) and subject[0] in _POINTING,
        "people": bool(subject) and subject[0] in _PEOPLE,
        "past": clause.tense == "past",
        "past perfect": clause.tense == "past_perfect",
        "past progressive": clause.tense == "past_progressive",
        "perfect": clause.tense == "perfect",
        "present": clause.tense == "present",
        "would": clause.tense in ("would", "used_to", "future"),
        "could": clause.tense == "could",
        "fragment": clause.tense == "none",
        "object one": clause.object == "one",
        "object many": clause.object == "many",
        "passive": clause.passive,
        "negated": clause.negated,
        "dependent": clause.dependent,
        "because": clause.mark in ("because", "since", "as", "when", "if", "while"),
        "until": clause.mark in ("until", "till", "before"),
        "I past perfect": mine and clause.tense == "past_perfect",
        "so": "so" in clause.words[:2] and clause.mark != "so",
        "state": state,
        "pale": clause.deed in cues.EMPTY_DEED,
        "says": clause.deed in cues.SAY,
        "I state": mine and state,
        "others' state": not mine and state and clause.narrates,
        "lasts": not mine and lasts,
    }
    return {name: float(sign) for name, sign in signs.items()}


def _surroundings(story: Story, i: int) -> dict[str, float]:
    """Where it stands among the speaker's deeds and in the whole answer."""
    clause, deeds, n = story.clauses[i], story.deeds, len(story.clauses)
    before = story.clauses[i - 1] if i else None
    after_deed = bool(deeds) and i > deeds[0]
    mine_after = after_deed and clause.subject == "I"
    signs = {
        "deed just before": any(i - 2 <= k < i for k in deeds),
        "deed before": after_deed,
        "behind the last deed": bool(deeds) and i > deeds[-1],
        "just behind the last deed": bool(deeds) and deeds[-1] < i <= deeds[-1] + 2,
        "deed just behind": any(i < k <= i + 2 for k in deeds),
        "deeds around": sum(abs(k - i) <= 3 for k in deeds if k != i) / 6,
        "place": i / n,
        "last three": i >= n - 3,
        "I thought before": before is not None and before.subject == "I" and before.deed in cues.STATIVE,
        "I gain": mine_after and bool(cues.MY_GAIN.search(clause.text)),
        "I was after a deed": mine_after
        and clause.tense in ("past", "present")
        and clause.deed in ("be", "feel"),
    }
    return {name: float(sign) for name, sign in signs.items()}
