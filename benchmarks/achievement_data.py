"""The labelled answers for the example check, and which of them are held back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from benchmarks.labelled import DATA, SHARED, LabelledAnswer, read_answers
from mockinterview.analysis.story import Story

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.analysis.achievement import Level

Span = tuple[int, int]
LEVELS: tuple[Level, ...] = ("none", "partial", "full")
Source = Literal["spoken", "typed", "own", "rambling", "unseen"]

FILES: tuple[tuple[Source, Path], ...] = (
    ("spoken", DATA / "answers-dev.jsonl"),
    ("spoken", DATA / "answers-dev-2.jsonl"),
    ("own", DATA / "achievement_own.jsonl"),
    ("own", DATA / "achievement_own_2.jsonl"),
    ("own", DATA / "achievement_own_3.jsonl"),
    ("rambling", DATA / "rambling.jsonl"),
    ("unseen", DATA / "achievement_unseen.jsonl"),
    ("typed", SHARED / "answers-real-dev.jsonl"),
)
"""Hard spoken answers, our own further ones, and real typed ones; the last are public material that is not
part of this repository, and are left out where they are not there."""

ONLY_SCORED: frozenset[Source] = frozenset(("rambling", "unseen"))
"""Held back as a whole: the rambling ones show what the signs cannot tell from a story; the unseen ones were
written when the check was done, by writers who did not know how it judges."""


@dataclass(frozen=True)
class Case:
    """One labelled answer.

    Attributes:
        source: where it comes from.
        answer: its words and labels.
        held_back: whether it is only ever scored: never trained on, never looked at while signs were chosen.
    """

    source: Source
    answer: LabelledAnswer
    held_back: bool

    @property
    def level(self) -> Level:
        """The label."""
        return self.answer.labels["example"]  # type: ignore[no-any-return]

    @cached_property
    def story(self) -> Story:
        """The answer's clauses."""
        return Story.of(self.answer.text)

    def spans(self, *names: str) -> tuple[Span, ...]:
        """Return where the labelled words of `evidence`, `action` or `result` stand."""
        labels = [self.answer.labels.get(name) or [] for name in names]
        marked = [words for label in labels for words in ([label] if isinstance(label, str) else label)]
        starts = [self.answer.text.index(words) for words in marked]
        return tuple((start, start + len(words)) for start, words in zip(starts, marked, strict=True))


def load_cases() -> list[Case]:
    """Read every file that is there; a third of each level of each file is held back, by a hash of the id.

    Of those that are only ever scored, all are.
    """
    cases = []
    for source, path in FILES:
        if not path.exists():
            continue
        by_level = defaultdict(list)
        for answer in read_answers(path):
            by_level[answer.labels["example"]].append(answer)
        for answers in by_level.values():
            answers.sort(key=lambda answer: hashlib.sha256(answer.id.encode()).hexdigest())
            kept = len(answers) if source in ONLY_SCORED else round(len(answers) / 3)
            cases += [Case(source, answer, i < kept) for i, answer in enumerate(answers)]
    return cases
