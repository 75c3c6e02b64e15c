"""TOML files that a person edits: read with clear refusals, and where in the file each value stands."""

from __future__ import annotations

import codecs
import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeAlias

from mockinterview.given_file import read_given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mockinterview.errors import BadInput

Way: TypeAlias = tuple[str | int, ...]
"""How a value is reached from the top of a file: keys, and places in lists counted from 0."""

SHOWN = 40
"""Characters of a value from outside that a message repeats."""

MOST_PROBLEMS = 50
"""So many problems are listed; whoever has mended these sees the next."""

DEEPEST_KEY = 100
"""Parts of a dotted key. The standard library's reader needs the square of their number in time and memory:
120 kB of dots took a minute and 20 GB."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DEEP_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    f"{{{DEEPEST_KEY}}}",
    re.ASCII,
)
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}=\n]',
    re.DOTALL,
)
"""What decides where a statement ends: texts, comments, brackets, the first = and line ends."""


def read_text(path: Path, refuse: type[BadInput], *, what: str, max_bytes: int) -> str:
    """Return the text of a file that is to be UTF-8; a byte-order mark does no harm.

    Args:
        path: the file.
        refuse: the error to raise.
        what: what the file should be, with its article: "a question bank".
        max_bytes: a larger file is refused before it is read to its end.

    Raises:
        BadInput: of the class `refuse`; one line that names the file.
    """
    data = read_given(path, refuse, max_bytes=max_bytes, advice=f", so it is hardly {what}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refuse(f"{path}: is UTF-16 text; save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(f"{path}, line {line}: is not UTF-8 text; save the file as UTF-8") from error


def parse(text: str, path: Path, refuse: type[BadInput]) -> dict[str, Any]:
    """Return what a TOML text holds.

    Raises:
        BadInput: of the class `refuse`; one line with the file, and the line where one can be told.
    """
    if _DEEP_KEY.search(text):
        raise refuse(f"{path}: its brackets or dotted keys are nested too deeply")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise refuse(f"{path}: its brackets or dotted keys are nested too deeply") from error
    except ValueError as error:  # TOMLDecodeError, and int() refusing thousands of digits
        message, _, place = str(error).rstrip(")").partition(" (at ")
        spot = "the end" if place == "end of document" else place.partition(",")[0]
        where = f"{path}, {spot}" if spot else str(path)
        raise refuse(f"{where}: is not valid TOML: {message[:1].lower()}{message[1:]}") from error


def lines_of(text: str) -> dict[Way, int]:
    """Return the line, counted from 1, on which each key and each [[block]] of a valid TOML text begins.

    What stands inside a list or an inline table in braces has no line of its own: take its owner's.
    """
    lines: dict[Way, int] = {}
    counts: dict[Way, int] = {}
    table: Way = ()
    line, counted = 1, 0
    for start, statement in _statements(text):
        line, counted = line + text.count("\n", counted, start), start
        if statement.startswith("["):
            block = statement.startswith("[[")
            way = _numbered(_keys(statement.strip("[] \t\r")), counts)
            if block:
                counts[way] = counts.get(way, -1) + 1
                lines.setdefault(way, line)
                way = (*way, counts[way])
            table = way
        else:
            way = (*table, *_keys(statement))
        for length in range(1, len(way) + 1):
            lines.setdefault(way[:length], line)
    return lines


def line_of(way: Way, lines: dict[Way, int]) -> int | None:
    """Return the line of a value, or of the nearest thing around it that has one."""
    return next((lines[way[:n]] for n in range(len(way), 0, -1) if way[:n] in lines), None)


def _statements(text: str) -> list[tuple[int, str]]:
    """Return where each header or key begins, and its text without the value."""
    found: list[tuple[int, str]] = []
    depth, begin, end = 0, 0, None
    for token in _TOKEN.finditer(text + "\n"):
        sign = token.group()
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        elif depth == 0 and (sign == "\n" or sign[0] in "=#"):
            end = token.start() if end is None else end
            if sign == "\n":
                statement = text[begin:end]
                if stripped := statement.strip():
                    found.append((begin + statement.index(stripped[0]), stripped))
                begin, end = token.end(), None
    return found


def _keys(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key."""
    keys = []
    value: Any = tomllib.loads(f"{dotted} = 0")
    while isinstance(value, dict):
        ((key, value),) = value.items()
        keys.append(key)
    return tuple(keys)


def _numbered(keys: Sequence[str], counts: dict[Way, int]) -> Way:
    """Return the way that a header names: inside a list of blocks it means the last one."""
    way: Way = ()
    for position, key in enumerate(keys):
        way = (*way, key)
        if way in counts and position < len(keys) - 1:
            way = (*way, counts[way])
    return way


def written(value: Any) -> str:
    """Return a value from outside as text, also a number that is too long to be written in digits."""
    try:
        return str(value)
    except ValueError:  # hexadecimal numbers may be of any length, decimal ones not
        return "a number of thousands of digits"


def quoted(value: Any) -> str:
    """Quote a value from outside on one line, shortened, with control characters made visible."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in written(value)[: SHOWN + 1])
    return f'"{shown[:SHOWN]}{"…" if len(shown) > SHOWN else ""}"'


def listed(lines: Sequence[str], path: Path) -> str:
    """Join the problems of a file, a line each; of very many the first."""
    more = len(lines) - MOST_PROBLEMS
    last = [f"{path}: and {more:,} more problem{'s' if more > 1 else ''}"] if more > 0 else []
    return "\n".join([*lines[:MOST_PROBLEMS], *last])


def unknown(word: str, known: Sequence[str]) -> str:
    """Say that a word is not known, and which known one is nearest, or which there are."""
    near = difflib.get_close_matches(word[:64].lower(), known, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"there is {', '.join(known)}"
    return f"is not known here; {hint}"


def place(way: Way) -> str:
    """Name a place as a person does: `tip`, `follow_ups 2 asks_for`."""
    words = (str(part + 1 if isinstance(part, int) else part) for part in way)
    return " ".join(word if _PLAIN_KEY.fullmatch(word) else quoted(word) for word in words) or "as a whole"
