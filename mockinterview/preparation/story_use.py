"""Story use: which story of the story bank was told, what of its ending was left out, was it told before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.dossier import BankedStory
from mockinterview.feedback import Finding, shorten
from mockinterview.preparation.key_terms import content_lemmas, content_terms, overlap, shared
from mockinterview.preparation.spoken_numbers import numbers_in
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.dossier import Dossier
    from mockinterview.preparation.key_terms import Term
    from mockinterview.transcript import Transcript

Ending = Literal["result", "measure"]

LEAST_WORDS = 3
"""So many different words of a story must be heard; two come together by chance."""

LEAST_SHARE = 0.25
MARGIN = 1.5
"""The story told is heard so many times as much as any other; chosen on the development cases."""

RESULT_HEARD = 0.34
"""Share of the words of a result that is enough to say that it was told."""

_TURNED_OUT = re.compile(
    r"\b(?:in the end|as a result|so that|since then|afterwards|eventually|finally|"
    r"turned out|which meant|result(?:ed)?|thanks to that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StoryUse:
    """The story that an answer told.

    Attributes:
        story: the story of the bank, None where none was told, or where it is not clear which.
        quote: the words that show it.
        left_out: of its result and its measure what was not told, as far as the bank has them.
        again: whether it was told earlier in this session.
        another: title of a story of the bank that was not told yet, "" where there is none.
    """

    story: BankedStory | None = None
    quote: Quote | None = None
    left_out: tuple[Ending, ...] = ()
    again: bool = False
    another: str = ""


def story_used(transcript: Transcript, dossier: Dossier, told: Sequence[str]) -> StoryUse:
    """Find the story that was told; `told` holds the titles of those told earlier in the session."""
    heard = content_terms(transcript.text)
    story = _story_of(dossier.stories, heard)
    if story is None:
        return StoryUse()
    lemmas = _lemmas(story, "title", "situation", "action", "result")
    hits = [term for term in heard if shared([term.lemma], lemmas)]
    untold = (other.title for other in dossier.stories if other is not story and other.title not in told)
    return StoryUse(
        story,
        transcript.quote(hits[0].char_start, hits[-1].char_end),
        _left_out(story, transcript.text, heard),
        story.title in told,
        next(untold, ""),
    )


def findings_from(use: StoryUse) -> tuple[Finding, ...]:
    """Say what of the story's ending to tell next time, and that it was told already."""
    if use.story is None:
        return ()
    findings = []
    evidence = (use.quote,) if use.quote else ()
    parts: dict[Ending, str] = {"result": use.story.result, "measure": use.story.measure}
    left = [f"“{shorten(parts[part])}”" for part in use.left_out]
    if left:
        text = f"You told “{use.story.title}” but left out how it ended: {' and '.join(left)}. Say that too."
        findings.append(Finding("story", "improve", text, evidence, 0.7 if "result" in use.left_out else 0.6))
    elif use.story.result or use.story.measure:
        text = f"You told “{use.story.title}” to its end, with what came of it."
        findings.append(Finding("story", "strength", text, evidence, 0.5))
    if use.again:
        other = f" “{use.another}” would be another." if use.another else ""
        text = f"You have told “{use.story.title}” already today.{other}"
        findings.append(Finding("story", "information", text, evidence, 0.3))
    return tuple(findings)


def _lemmas(story: BankedStory, *parts: str) -> tuple[str, ...]:
    text = ". ".join(str(getattr(story, part)) for part in parts)
    return content_lemmas(text)


def _story_of(stories: Sequence[BankedStory], heard: Sequence[Term]) -> BankedStory | None:
    """Return the story heard most, where it is heard clearly and clearly more than the others."""
    spoken = {term.lemma for term in heard}
    banks = [_lemmas(story, "title", "situation", "action", "result") for story in stories]
    scores = []
    for lemmas in banks:
        common = shared(lemmas, spoken)
        sharing = [sum(bool(shared([lemma], other)) for other in banks) for lemma in common]
        share = len(common) / max(1, len(lemmas))
        enough = len(common) >= LEAST_WORDS and share >= LEAST_SHARE
        scores.append(sum(1 / count for count in sharing) if enough else 0.0)
    ranking = sorted(zip(scores, range(len(stories)), strict=True), reverse=True)
    if not ranking or not ranking[0][0]:
        return None
    second = ranking[1][0] if len(ranking) > 1 else 0.0
    return stories[ranking[0][1]] if ranking[0][0] >= MARGIN * second else None


def _left_out(story: BankedStory, text: str, heard: Sequence[Term]) -> tuple[Ending, ...]:
    spoken = {term.lemma for term in heard}
    measured = not story.measure or _measure_heard(story.measure, spoken)
    # Whoever gives the measure has told the result with it.
    told_by_measure = bool(story.measure) and measured
    ended = not story.result or told_by_measure or _result_heard(story, text, spoken)
    left: tuple[tuple[Ending, bool], ...] = (("result", ended), ("measure", measured))
    return tuple(part for part, told in left if not told)


def _measure_heard(measure: str, spoken: set[str]) -> bool:
    figures = {f"{number.value:g}" for number in numbers_in(measure)}
    if figures:
        return bool(figures & spoken)
    return overlap((term.lemma for term in content_terms(measure)), spoken) > 0.5


def _result_heard(story: BankedStory, text: str, spoken: set[str]) -> bool:
    before = _lemmas(story, "situation", "action")
    own = [lemma for lemma in _lemmas(story, "result") if not shared([lemma], before)]
    if not own:
        own = list(_lemmas(story, "result"))
    # A result in words of one's own is not to be missed: what introduces one is enough.
    return overlap(own, spoken) >= RESULT_HEARD or bool(_TURNED_OUT.search(text))
