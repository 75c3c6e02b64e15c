"""A question bank: read from TOML files, and drawn from."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, fields
from functools import cache
from random import Random
from typing import TYPE_CHECKING, get_args

from mockinterview.errors import BadBank
from mockinterview.places import bundled
from mockinterview.preparation.rounds import ROUNDS, ring
from mockinterview.preparation.slots import SLOTS, Slots, fill, has_lone_brace, unknown_slots
from mockinterview.question import AsksFor, FollowUp, Kind, Question
from mockinterview.toml_file import (
    line_of,
    lines_of,
    listed,
    parse,
    place,
    quoted,
    read_text,
    unknown,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

MAX_BYTES = 2_000_000
"""A bank of thousands of questions fits; a film that was named by mistake does not."""

MOST_QUESTIONS = 10_000
MOST_ENTRIES = 100
"""Of a list or a table inside a question: far more than any has."""

MAX_TEXT = 500
"""Longest text in characters: about half a minute when spoken."""

OPENING: tuple[Kind, ...] = ("motivation", "first_interview")
SHORTEST_WITH_OPENING = 3
"""From this many questions on, one of them is always an opening one."""

TOWARDS_THE_END: tuple[Kind, ...] = ("salary", "logistics", "closing_questions")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
"""Unicode categories of characters that can play tricks with a terminal."""

_ORDINARY_MARKS = "\u00ad\u200c\u200d\u200e\u200f"
"""Soft hyphen, joiners and direction marks: hidden too, but part of how some languages are written."""

_WITH_SLOTS = {"text", "follow_ups", "tip"}
_WITHOUT_SLOTS = {"tags", "greeting", "asked_by", "asker_voice"}

_SECONDS = "must be a number of seconds between 5 and 600"
_WANTED = {
    "missing": "is missing",
    "string_type": "must be a text in quotation marks",
    "string_too_short": "is empty",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "float_type": _SECONDS,
    "float_parsing": _SECONDS,
    "greater_than_equal": _SECONDS,
    "less_than_equal": _SECONDS,
    "tuple_type": "must be a list in square brackets",
}
"""What a value should have been, by the kind of error that pydantic reports."""


@cache
def default_bank() -> tuple[Question, ...]:
    """Return the bank that comes with the program: one file a round."""
    files = (bundled("prompts") / f"{name}.toml" for name in ROUNDS)
    return tuple(question for file in files for question in load_bank(file))


def load_bank(path: Path) -> tuple[Question, ...]:
    """Read a bank.

    Raises:
        BadBank: the file cannot be used; its message lists every problem, one line each.
    """
    text = read_text(path, BadBank, what="a question bank", max_bytes=MAX_BYTES)
    try:
        raw = _blocks(path, text)
        questions, problems = _validated(raw)
    except RecursionError as error:
        raise BadBank(f"{path}: its brackets or dotted keys are nested too deeply") from error
    if not problems:
        return questions
    starts = lines_of(text)
    lines = []
    for problem in sorted(problems, key=lambda problem: problem.question):
        number = problem.question
        where = f"{path}, line {line_of(('questions', number), starts)}, {_name(raw[number], number)}"
        lines.append(f"{where}, {problem.field}: {problem.what}")
    raise BadBank(listed(lines, path))


def choose_questions(bank: Sequence[Question], count: int, seed: int) -> tuple[Question, ...]:
    """Draw the questions of one interview, in the order in which they are asked.

    Core questions come more often, and a kind that was drawn already comes less often. The interview
    opens with motivation and the first interview; salary, practical matters and the person's own
    questions come at the end. A question with a slot is never drawn: fill the bank beforehand.

    Args:
        bank: where to draw from, without replacement.
        count: how many; the whole bank where it holds fewer, none where it is below one.
        seed: the same seed gives the same questions.
    """
    random = Random(seed)  # noqa: S311 - a choice of questions is no secret
    whole = [filled for question in bank if (filled := fill(question, Slots()))]
    # The second of a kind waits twice as long, the third three times.
    rung: Counter[Kind] = Counter()
    waited = []
    for time, question in ring(whole, random):
        rung[question.kind] += 1
        waited.append((time * rung[question.kind], question))
    waited.sort(key=lambda bell: bell[0])
    drawn = [question for _, question in waited]
    chosen = drawn[: max(count, 0)]
    opener = next((question for question in drawn if question.kind in OPENING), None)
    if opener and len(chosen) >= SHORTEST_WITH_OPENING and opener not in chosen:
        chosen[-1] = opener
    return tuple(sorted(chosen, key=_stage))


def _stage(question: Question) -> int:
    if question.kind in OPENING:
        return OPENING.index(question.kind) - len(OPENING)
    return TOWARDS_THE_END.index(question.kind) + 1 if question.kind in TOWARDS_THE_END else 0


@dataclass(frozen=True)
class _Problem:
    """One thing that is wrong: in which question (counted from 0), in which field, and what."""

    question: int
    field: str
    what: str


def _blocks(path: Path, text: str) -> list[object]:
    """Return what the file holds under `questions`, not yet checked."""
    data = parse(text, path, BadBank)
    problems = [f"{path}: {quoted(key)} {unknown(key, ['questions'])}" for key in data if key != "questions"]
    blocks = data.get("questions")
    if isinstance(blocks, dict):
        problems.append(f"{path}: write [[questions]] with two brackets on each side before every question")
    elif not isinstance(blocks, list) or not blocks:
        problems.append(f"{path}: holds no question; each begins with a line [[questions]]")
    elif len(blocks) > MOST_QUESTIONS:
        problems.append(f"{path}: holds {len(blocks):,} questions; keep at most {MOST_QUESTIONS:,}")
    if problems or not isinstance(blocks, list):
        raise BadBank(listed(problems, path))
    return blocks


def _validated(raw: list[object]) -> tuple[tuple[Question, ...], list[_Problem]]:
    from pydantic import ValidationError

    # Before the types are checked, which would tell of a million entries one by one.
    if problems := [
        _Problem(i, "as a whole", what) for i, block in enumerate(raw) if (what := _crowd(block))
    ]:
        return (), problems
    problems = [_Problem(i, field, what) for i, block in enumerate(raw) for field, what in _own_rules(block)]
    ids: Counter[str] = Counter()
    for i, block in enumerate(raw):
        if isinstance(block, dict) and isinstance(name := block.get("id"), str):
            ids[name] += 1
            if ids[name] == 2:
                problems.append(_Problem(i, "id", f"{quoted(name)} is the id of an earlier question too"))
    try:
        return _adapter().validate_python(raw), problems
    except ValidationError as error:
        problems += (_problem(detail) for detail in error.errors(include_url=False, include_context=False))
    return (), problems


@cache
def _adapter() -> TypeAdapter[tuple[Question, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Question, ...])


def _crowd(value: object) -> str:
    """Say that a list or a table somewhere inside has too many entries; empty where none has."""
    if not isinstance(value, dict | list):
        return ""
    if len(value) > MOST_ENTRIES:
        return f"holds a list or table of {len(value):,} entries; at most {MOST_ENTRIES} are needed"
    inner = value.values() if isinstance(value, dict) else value
    return next((what for part in inner if (what := _crowd(part))), "")


def _own_rules(block: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong beyond types: ids, number of follow-ups, texts that cannot be spoken."""
    if not isinstance(block, dict):
        return
    name = block.get("id")
    if isinstance(name, str) and name and not _ID.fullmatch(name):
        yield "id", "must be at most 64 letters, digits, - and _, beginning with a letter or digit"
    follow_ups = block.get("follow_ups")
    if isinstance(follow_ups, list) and not 1 <= len(follow_ups) <= 2:
        yield "follow_ups", f"holds {len(follow_ups)}; one or two are needed"
    for path, text in _texts(block, ()):
        if what := _unspeakable(text) or _wrong_slot(path, text):
            yield place(path), what


def _texts(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each text inside a block with the way to it; ids have their own rule."""
    if isinstance(value, str) and path != ("id",):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _texts(inner, (*path, i))


def _unspeakable(text: str) -> str | None:
    if text and not text.strip():
        return "is empty"
    if len(text) > MAX_TEXT:
        return f"is {len(text)} characters long; at most {MAX_TEXT} can be spoken in one go"
    for number, character in enumerate(text, start=1):
        if unicodedata.category(character) in _HIDDEN and character not in _ORDINARY_MARKS:
            code = f"U+{ord(character):04X}"
            return f"has the control character {code} at place {number}; keep it to one plain line"
    return None


def _wrong_slot(path: Sequence[str | int], text: str) -> str | None:
    """Say what is wrong with the braces of a text; what is no text of its own has another rule."""
    if path[0] in _WITHOUT_SLOTS:
        braces = "{" in text or "}" in text
        return "has a brace; slots are filled only in text, follow_ups and tip" if braces else None
    if path[0] not in _WITH_SLOTS or path[-1] == "asks_for":
        return None
    if strange := unknown_slots(text):
        return f"{quoted(strange[0])} {unknown(strange[0], SLOTS)}"
    if has_lone_brace(text):
        return f"has a lone brace; braces are only for slots: {', '.join(SLOTS)}"
    return None


def _problem(detail: ErrorDetails) -> _Problem:
    """Say in plain words what pydantic found."""
    question, *path = detail["loc"]
    kind = detail["type"]
    if kind == "unexpected_keyword_argument":
        owner = Question if len(path) == 1 else FollowUp
        what = unknown(str(path[-1]), [field.name for field in fields(owner)])
    elif kind == "literal_error":
        known = get_args(Kind if path[-1] == "kind" else AsksFor)
        what = f"{quoted(detail['input'])} {unknown(written(detail['input']), known)}"
    elif kind == "dataclass_type":
        what = (
            'must be written { asks_for = "...", text = "..." }' if path else "must be a [[questions]] block"
        )
    else:
        what = _WANTED.get(kind, "cannot be used here")
    return _Problem(int(question), place(tuple(path)), what)


def _name(block: object, index: int) -> str:
    name = block.get("id") if isinstance(block, dict) else None
    return f"question {quoted(name)}" if isinstance(name, str) and name else f"question number {index + 1}"
