"""Reading a dossier: what the file holds, or every problem at once, a line each."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

from mockinterview.dossier import Dossier
from mockinterview.errors import BadDossier
from mockinterview.preparation.typed import LARGEST_AMOUNT, amount, day
from mockinterview.toml_file import (
    Way,
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
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

MAX_BYTES = 2_000_000
"""A dossier is a few kilobytes; a film that was named by mistake is not."""

LONGEST_TEXT = 2000
"""Characters of one text: more than anybody tells in one answer."""

LONGEST_LIST = 200
"""Entries of one list."""

DAY: Way = ("job", "date")
AMOUNTS: tuple[Way, ...] = (("salary", "low"), ("salary", "high"), ("salary", "walk_away"))
LABELS = {"facts": "kind", "said": "about"}
"""What sorts an entry, and says nothing by itself: without other words the entry is empty."""

_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_WANTED = {
    "missing": "is missing; write it, or take the block out",
    "string_type": "must be a text; put it in quotation marks",
    "tuple_type": "must be a list; put it in square brackets",
}
"""What a value should have been, by the kind of error that pydantic reports."""


def load_dossier(path: Path) -> Dossier:
    """Read a dossier.

    In texts a line break or a row of spaces is one space; what is empty is as good as left out.

    Raises:
        BadDossier: the file cannot be used; its message lists every problem, one line each.
    """
    return parse_dossier(read_text(path, BadDossier, what="a dossier", max_bytes=MAX_BYTES), path)


def parse_dossier(text: str, path: Path) -> Dossier:
    """Return the dossier that a TOML text holds; `path` is only named in messages.

    Raises:
        BadDossier: as `load_dossier`.
    """
    raw = parse(text, path, BadDossier)
    try:
        problems, tidied = tidy(raw)
        problems += _problems(tidied)
        if not problems:
            return _adapter().validate_python(without_empty(tidied))
        lines = lines_of(text)
    except RecursionError as error:
        raise BadDossier(f"{path}: its brackets or dotted keys are nested too deeply") from error
    told = sorted(((line_of(way, lines), way, what) for way, what in problems), key=lambda p: p[0] or 0)
    said = [f"{path}{f', line {line}' if line else ''}, {place(way)}: {what}" for line, way, what in told]
    raise BadDossier(listed(said, path))


def tidy(raw: dict[str, Any]) -> tuple[list[tuple[Way, str]], dict[str, Any]]:
    """Return what is wrong beyond types, and the values as they are meant, without what is wrong."""
    problems: list[tuple[Way, str]] = []

    def tidied(value: Any, way: Way) -> Any:
        """Return a value as it is meant; None drops it."""
        if way == DAY or way in AMOUNTS:
            meant, what = _day(value) if way == DAY else _amount(value)
            if what:
                problems.append((way, what))
            return meant
        if isinstance(value, str):
            words = " ".join(value.split())
            if what := _unusable(words):
                problems.append((way, what))
            return words if words or not _is_choice(way) else None
        if isinstance(value, dict | list) and len(value) > LONGEST_LIST:
            problems.append((way, _crowded(value)))
            return type(value)()
        if isinstance(value, list):
            return [tidied(inner, (*way, i)) for i, inner in enumerate(value)]
        return _tidied_table(value, way, tidied) if isinstance(value, dict) else value

    meant = tidied(raw, ())
    salary = meant.get("salary")
    if isinstance(salary, dict) and (low := salary.get("low")) and (high := salary.get("high", low)) < low:
        problems.append((("salary", "high"), f"{high} is less than low, which is {low}; swap them"))
    return problems, meant


def _tidied_table(table: dict[str, Any], way: Way, tidied: Callable[[Any, Way], Any]) -> dict[str, Any]:
    pairs = ((key, tidied(inner, (*way, key))) for key, inner in table.items())
    return {key: inner for key, inner in pairs if inner is not None}


def _crowded(value: dict[str, Any] | list[Any]) -> str:
    """Say that a list or a table is too long; told one by one, thousands of unknown keys took minutes."""
    if isinstance(value, list):
        return f"holds {len(value)} entries; keep the best, at most {LONGEST_LIST}"
    return f"holds {len(value)} keys; at most {LONGEST_LIST} make sense"


def _amount(value: Any) -> tuple[int | None, str]:
    """Return an amount, or what is wrong with it."""
    meant = amount(value) if isinstance(value, str) else value
    if isinstance(value, str) and not value.strip():
        return None, ""
    if isinstance(meant, float) and meant.is_integer():
        meant = int(meant)
    if isinstance(meant, bool) or not isinstance(meant, int):
        return None, "must be a whole amount without cents, such as 42000"
    if not 0 <= meant <= LARGEST_AMOUNT:
        return None, f"must be an amount from 0 to {LARGEST_AMOUNT}"
    return meant, ""


def _day(value: Any) -> tuple[dt.date | None, str]:
    """Return a day, or what is wrong with it."""
    if isinstance(value, dt.datetime):
        return value.date(), ""
    if isinstance(value, dt.date):
        return value, ""
    if isinstance(value, str) and not value.strip():
        return None, ""
    if isinstance(value, str) and (meant := day(value)):
        return meant, ""
    return None, "must be a day that exists, such as 2026-12-08 or 8 December 2026"


def _unusable(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return f"is {len(text)} characters long; say it in at most {LONGEST_TEXT}"
    for number, character in enumerate(text, start=1):
        if unicodedata.category(character) in ("Cc", "Cs") or character in _REORDERING:
            return f"has the control character U+{ord(character):04X} at place {number}; take it out"
    return ""


def is_empty(name: str, entry: Any) -> bool:
    """Whether an entry of the list `name` says nothing: an empty text, or a block with empty texts."""
    if isinstance(entry, dict):
        return not any(value for key, value in entry.items() if key != LABELS.get(name))
    return isinstance(entry, str) and not entry


def without_empty(value: Any, name: str = "") -> Any:
    """Return values without the empty entries of their lists."""
    if isinstance(value, dict):
        return {key: without_empty(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_empty(inner) for inner in value if not is_empty(name, inner)]
    return value


def _problems(meant: dict[str, Any]) -> list[tuple[Way, str]]:
    """Return what does not fit a dossier's types."""
    from pydantic import ValidationError

    try:
        _adapter().validate_python(meant)
    except ValidationError as error:
        return [_problem(d) for d in error.errors(include_url=False, include_context=False)]
    return []


@cache
def _adapter() -> TypeAdapter[Dossier]:
    from pydantic import TypeAdapter

    return TypeAdapter(Dossier)


def _problem(detail: ErrorDetails) -> tuple[Way, str]:
    """Say in plain words what pydantic found."""
    way, kind = tuple(detail["loc"]), detail["type"]
    if kind == "unexpected_keyword_argument":
        owner = _type_at(way[:-1])
        return way, unknown(str(way[-1]), [field.name for field in fields(owner)])
    if kind == "literal_error":
        return way, f"{quoted(detail['input'])} {unknown(written(detail['input']), get_args(_type_at(way)))}"
    if kind == "dataclass_type":
        return way, _how_to_write(way)
    return way, _WANTED.get(kind, "cannot be used here")


def _how_to_write(way: Way) -> str:
    names = ".".join(str(part) for part in way if isinstance(part, str))
    if isinstance(way[-1], int):
        return f"must be a block: write [[{names}]] and its keys below"
    return f"must be a table: write [{names}] and its keys below"


def _is_choice(way: Way) -> bool:
    """Whether one of a few words is wanted there, so that an empty one counts as left out."""
    try:
        return get_origin(_type_at(way)) is Literal
    except (KeyError, TypeError):
        return False


def _type_at(way: Way) -> Any:
    """Return the type of a place in a dossier; a `KeyError` or `TypeError` where there is none."""
    kind: Any = Dossier
    for part in way:
        if isinstance(part, int):
            kind = get_args(kind)[0] if get_origin(kind) is tuple else None
        elif is_dataclass(kind) and isinstance(kind, type):
            kind = _hints(kind)[part]
        else:
            raise KeyError(part)
        kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return kind


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
