"""Signs in a whole answer that it holds a story, and a complete one; the numbers that the scorer weighs."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, prod
from typing import TYPE_CHECKING

from mockinterview.analysis import cues
from mockinterview.analysis.story import is_event

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from mockinterview.analysis.clauses import Clause
    from mockinterview.analysis.story import Story


FADES = 0.9
"""An outcome a clause further behind its deed counts so much less; chosen on the development answers."""


@dataclass(frozen=True)
class Roles:
    """How likely each clause is the speaker's own deed and an outcome, both in [0, 1], clause by clause."""

    action: tuple[float, ...]
    result: tuple[float, ...]

    def led_to(self, i: int) -> float:
        """Return how likely an outcome follows on clause `i`; one further on counts less."""
        return max((score * FADES**k for k, score in enumerate(self.result[i + 1 :])), default=0.0)


def answer_signs(story: Story, roles: Roles) -> dict[str, float]:
    """Return what the judgement rests on, by name; 0 where there is no sign of it."""
    return {
        **_tenses(story.clauses),
        **_particulars(story.clauses),
        **_doers(story),
        **_outcome(story),
        **_likeliest(story, roles),
        **_together(story, roles),
    }


def _some(count: int) -> float:
    """Count with less and less weight: none is 0, one 1, two 1.6, three 2."""
    return log2(1 + count)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _text(clauses: Iterable[Clause]) -> str:
    return " ".join(clause.text for clause in clauses)


def _hits(cue: re.Pattern[str], text: str) -> float:
    return _some(len(cue.findall(text)))


def _tenses(clauses: tuple[Clause, ...]) -> dict[str, float]:
    verbal = [c for c in clauses if c.tense != "none"]
    mine = [c for c in verbal if c.subject == "I"]
    return {
        "words": log2(1 + sum(len(c.words) for c in clauses)),
        "share of would and will": _share(sum(c.tense in ("would", "future") for c in verbal), len(verbal)),
        "longest run of past": _some(_longest_run(verbal)),
        "I would": _some(sum(c.tense in ("would", "future", "could") for c in mine)),
        "I have": _some(sum(c.tense == "perfect" for c in mine)),
    }


def _longest_run(verbal: list[Clause]) -> int:
    """Past clauses in a row, one clause in another tense allowed between two."""
    best = run = gap = 0
    for clause in verbal:
        run, gap = (run + 1, 0) if clause.narrates else (run if gap == 0 else 0, gap + 1)
        best = max(best, run)
    return best


def _particulars(clauses: tuple[Clause, ...]) -> dict[str, float]:
    """One time, one place, one person, against what is always so."""
    whole = _text(clauses)
    past = _text(c for c in clauses if c.narrates)
    frame = _text(c for c in clauses if c.narrates or c.tense == "none" or c.mark == "when")
    return {
        "anchor": _hits(cues.ANCHOR, frame),
        "person": _hits(cues.PERSON, past),
        "there was": float(bool(cues.THERE_WAS.search(past))),
        "speech": _some(sum(c.narrates and c.deed in cues.SAY for c in clauses)),
        "habit": _hits(cues.HABIT, whole),
        "spell": _hits(cues.SPELL, whole),
        "star talk": _hits(cues.STAR_TALK, whole),
    }


def _doers(story: Story) -> dict[str, float]:
    """Who did it: the speaker, all of us, nobody in particular."""
    past = [c for c in story.clauses if c.narrates]
    solid = [story.clauses[i] for i in story.deeds if story.clauses[i].deed not in cues.EMPTY_DEED]
    theirs = sum(c.subject in ("we", "other") for c in past)
    return {
        "deeds to one": _some(sum(c.object == "one" for c in solid)),
        "deed in words": _some(max((len(c.words) for c in solid), default=0)),
        "we did": _some(sum(c.subject == "we" for c in past)),
        "we did, I did not": 0.0 if solid else _some(theirs),
        "life": _some(sum(c.subject == "I" and c.deed in cues.LIFE for c in past)),
    }


def _outcome(story: Story) -> dict[str, float]:
    """What came of it: what is told behind the first deed, and how the answer ends."""
    clauses, deeds = story.clauses, story.deeds
    after = [c for c in (clauses[deeds[0] + 1 :] if deeds else ()) if c.tense != "none"]
    others = [c for c in after if c.subject != "I"]
    last = clauses[-max(1, len(clauses) // 3) :] if clauses else ()
    ends = sum(len(cue.findall(_text(last))) for cue in (cues.CHANGE, cues.GAIN, cues.PRAISE))
    whole = _text(clauses)
    return {
        "events after a deed": _some(sum(c.narrates and not c.mark for c in others)),
        "others felt": _some(
            sum(c.narrates and c.subject != "you" and c.deed in cues.STATIVE for c in others)
        ),
        "lasts": _some(
            sum(c.tense in ("present", "perfect") and bool(cues.LASTING.search(c.text)) for c in others)
        ),
        "outcome after a deed": _hits(cues.OUTCOME, _text(after)),
        "change at the end": _some(ends),
        "past at the end": _share(sum(c.narrates for c in last), len(last)),
        "event at the end": float(any(is_event(c) for c in last)),
        "learning": float(bool(cues.LEARNING.search(whole))),
        "unknown": _hits(cues.UNKNOWN, whole),
        "measures": _some(len(story.measured)),
    }


def _likeliest(story: Story, roles: Roles) -> dict[str, float]:
    """How likely the likeliest deed and outcomes are; those that are not about the speaker, and late ones."""
    second, best = sorted((0.0, 0.0, *roles.result))[-2:]
    scored = zip(roles.result, story.clauses, strict=True)
    behind = roles.result[story.deeds[-1] + 1 :] if story.deeds else ()
    return {
        "own deed": max(roles.action, default=0.0),
        "best result": best,
        "second result": second,
        "best result of others": max((score for score, c in scored if c.subject != "I"), default=0.0),
        "any result": 1 - prod(1 - score for score in roles.result),
        "result behind the deeds": max(behind, default=0.0),
    }


def _together(story: Story, roles: Roles) -> dict[str, float]:
    """How likely some deed and an outcome behind it are both true, and how much there is of either."""
    behind = roles.result[story.deeds[0] + 1 :] if story.deeds else ()
    both = (deed * roles.led_to(i) for i, deed in enumerate(roles.action))
    return {
        "deed and its outcome": max(both, default=0.0),
        "outcomes in all": sum(behind, 0.0),
        "deeds in all": sum(roles.action, 0.0),
    }
