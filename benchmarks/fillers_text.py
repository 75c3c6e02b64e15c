"""Fillers in text: ours and a plain list of words against the labels."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.agreement import Agreement, Counts, agreement
from benchmarks.labelled import DATA, SHARED, read_answers, without_punctuation
from mockinterview.analysis.fillers import find_fillers
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.labelled import LabelledAnswer, Span

NAIVE = re.compile(
    r"\b(?:u+m+|u+h+|er+m?|hm+|you know|i mean|to be honest|kind of|sort of|like|so|well|right|okay|ok"
    r"|yeah|basically|actually|literally|just|honestly)\b",
    re.IGNORECASE,
)
"""The plain list: every such word is a filler, whatever it means."""


@dataclass(frozen=True)
class Row:
    """One line of the table: which answers, found by whom, and how well."""

    answers: str
    found_by: str
    result: Agreement


@dataclass(frozen=True)
class TextResults:
    """Everything measured on text.

    Attributes:
        rows: the table.
        by_word: counts of each filler on the held-back answers.
        real_answers: number of real typed answers, None where they are not at hand.
        real_alarms: fillers found in them, each of them a false alarm.
        seconds_a_300_words: seconds for 300 words, after the first answer, without the cache.
    """

    rows: tuple[Row, ...]
    by_word: dict[str, Counts]
    real_answers: int | None
    real_alarms: int
    seconds_a_300_words: float


def ours(text: str) -> set[Span]:
    """Return the spans of the fillers that the product finds."""
    return {(filler.char_start, filler.char_end) for filler in find_fillers(Transcript.from_text(text))}


def naive(text: str) -> set[Span]:
    """Return the spans of every word on the plain list."""
    return {match.span() for match in NAIVE.finditer(text)}


def measure_text() -> TextResults:
    """Measure fillers in text on the answers of this repository, and on the real ones where present."""
    dev = [
        answer for file in ("answers-dev", "answers-dev-2") for answer in read_answers(DATA / f"{file}.jsonl")
    ]
    further = read_answers(DATA / "fillers-extra.jsonl")
    held_back = [answer for answer in dev if answer.held_back]
    groups = {
        "held back": held_back,
        "held back, no punctuation": [without_punctuation(answer) for answer in held_back],
        "held back, of our own": [answer for answer in further if answer.held_back],
        "looked at": [answer for answer in (*dev, *further) if not answer.held_back],
    }
    rows = [
        Row(name, finder.__name__, agreement([_counts(answer, finder) for answer in group]))
        for name, group in groups.items()
        for finder in (ours, naive)
    ]
    real = SHARED / "answers-real-dev.jsonl"
    real_answers = read_answers(real) if real.exists() else None
    alarms = sum(len(ours(answer.text)) for answer in real_answers or ())
    return TextResults(
        tuple(rows),
        _by_word(held_back),
        None if real_answers is None else len(real_answers),
        alarms,
        _seconds_a_300_words(held_back),
    )


def _counts(answer: LabelledAnswer, finder: Callable[[str], set[Span]]) -> Counts:
    return Counts.of(finder(answer.text), set(answer.fillers))


def _by_word(answers: Sequence[LabelledAnswer]) -> dict[str, Counts]:
    """Return the counts of each filler, the most frequent first."""
    words: defaultdict[str, Counts] = defaultdict(Counts)
    for answer in answers:
        found, labelled = ours(answer.text), set(answer.fillers)
        for start, end in found | labelled:
            span = {(start, end)}
            words[answer.text[start:end].lower()] += Counts.of(found & span, labelled & span)
    return dict(sorted(words.items(), key=lambda item: (-item[1].hits - item[1].misses, item[0])))


def _seconds_a_300_words(answers: Sequence[LabelledAnswer]) -> float:
    """Time the check on texts that no cache has seen."""
    texts = [f"{answer.text} That is all." for answer in answers]
    ours(texts[0])
    start = time.perf_counter()
    for text in texts[1:]:
        ours(text)
    words = sum(len(text.split()) for text in texts[1:])
    return (time.perf_counter() - start) / words * 300
