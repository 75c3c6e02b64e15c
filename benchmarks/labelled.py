"""The labelled spoken answers: JSON lines whose `answer` carries braces around every filler."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Material that is not part of this repository; the benchmarks leave out what is not there."""

Span = tuple[int, int]


@dataclass(frozen=True)
class LabelledAnswer:
    """One answer with its labels.

    Attributes:
        id: short unique id.
        text: the answer without braces.
        fillers: (char_start, char_end) of each braced filler in `text`, in order.
        question: the interviewer's question, "" where there is none.
        labels: every other field of the line (`example`, `quantified`, `star`, `evidence` …).
        held_back: whether this answer is only scored and was never looked at while rules were written.
    """

    id: str
    text: str
    fillers: tuple[Span, ...]
    question: str = ""
    labels: dict[str, Any] = field(default_factory=dict)

    @property
    def held_back(self) -> bool:
        """One answer in three, by a hash of its id, so that nobody chose it."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 3 == 0


def take_braces_out(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text without braces, and where the braced parts stand in it."""
    spans = []
    text = ""
    for part in re.split(r"(\{[^{}]*\})", marked):
        plain = part[1:-1] if part.startswith("{") else part
        if plain is not part:
            spans.append((len(text), len(text) + len(plain)))
        text += plain
    return text, tuple(spans)


def read_answers(path: Path) -> tuple[LabelledAnswer, ...]:
    """Read labelled answers, one JSON object a line."""
    answers = []
    for line in path.read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        text, fillers = take_braces_out(labels.pop("answer"))
        answers.append(LabelledAnswer(labels.pop("id"), text, fillers, labels.pop("question", ""), labels))
    return tuple(answers)


def without_punctuation(answer: LabelledAnswer) -> LabelledAnswer:
    """Return the answer as a weak recogniser writes it: no punctuation, all in lower case."""
    text = ""
    places = []
    for position, character in enumerate(answer.text):
        places.append(len(text))
        inside = 0 < position < len(answer.text) - 1
        joins = character in "'’" or (
            character == "-" and inside and answer.text[position - 1 : position + 2 : 2].isalnum()
        )
        text += character.lower() if character.isalnum() or character.isspace() or joins else ""
    places.append(len(text))
    fillers = tuple((places[start], places[end]) for start, end in answer.fillers)
    return LabelledAnswer(answer.id, text, fillers, answer.question, answer.labels)
