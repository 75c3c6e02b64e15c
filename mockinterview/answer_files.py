"""Answers from elsewhere: words with times (JSON) and written answers (JSON lines)."""

from __future__ import annotations

import json
import math
import stat
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from mockinterview.errors import BadInput
from mockinterview.given_file import read_given
from mockinterview.private_file import reason
from mockinterview.toml_file import written
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 16_000_000
"""Bytes; an hour of speech is about 1 MB of words."""

LARGEST_LINE = 1_000_000
"""Characters of one written answer with all that stands around it."""

LONGEST_SKIPPED = 64_000_000
"""Characters without a line end: this is no text at all, and may never end."""

MOST_BAD_LINES = 100
"""So many lines in a row that are no answers: nobody reads more of them."""

_HALF_CHARACTERS = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True)
class WrittenAnswer:
    """One line of a file of written answers: its id, the question (may be empty) and the words."""

    id: str
    question: str
    transcript: Transcript


def read_words(path: Path) -> Transcript:
    """Read `[{"start", "end", "word"}, …]`, as other recognisers write it.

    Times may be missing or null; words are put in order of their start, where all have one.

    Raises:
        BadInput: the file cannot be read or is no such list; says where.
    """
    data = read_given(path, BadInput, max_bytes=LARGEST_FILE, advice=", too large for a list of words")
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path}: not a JSON file") from error
    if not isinstance(entries, list):
        raise BadInput(f'{path}: expected a list of {{"start", "end", "word"}}')
    words = [_word(entry, f"{path}: word {number}") for number, entry in enumerate(entries, start=1)]
    if all(word.start is not None for word in words):
        words.sort(key=lambda word: word.start or 0.0)
    return Transcript.from_words(words)


def _word(entry: object, where: str) -> Word:
    if not isinstance(entry, dict) or not isinstance(entry.get("word"), str):
        raise BadInput(f'{where}: expected {{"start", "end", "word"}}')
    start, end = (_time(entry.get(key), f"{where}: {key}") for key in ("start", "end"))
    if start is None or end is None:
        return Word(None, None, entry["word"].strip())
    return Word(start, max(start, end), entry["word"].strip())


def _time(value: object, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(f"{where} must be a number of seconds")
    seconds = float(value) if abs(value) < 1e9 else math.inf
    if not (math.isfinite(seconds) and seconds >= 0):
        raise BadInput(f"{where} must be a number of seconds, 0 or more")
    return seconds


def read_written(path: Path) -> Iterator[WrittenAnswer | BadInput]:
    """Read `{"id", "question", "answer"}` a line; a bad line gives its error, and the rest is still read.

    Raises:
        BadInput: the file itself cannot be read.
    """
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise BadInput(f"{path}: is a folder; name the file in it")
        with path.open("rb") as lines:
            number = bad = 0
            while line := lines.readline(LARGEST_LINE + 1):
                number += 1
                if line.strip():
                    answer = _written(line, f"{path}, line {number}")
                    bad = bad + 1 if isinstance(answer, BadInput) else 0
                    yield answer
                _skip_rest(line, lines, path)
                if bad >= MOST_BAD_LINES:
                    raise BadInput(f"{path}: the last {bad} lines are no answers, so the rest is not read")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {reason(error)}") from error


def _skip_rest(line: bytes, lines: IO[bytes], path: Path) -> None:
    """Read to the end of a line that is too long."""
    skipped = 0
    while len(line) > LARGEST_LINE and not line.endswith(b"\n"):
        line = lines.readline(LARGEST_LINE + 1)
        skipped += len(line)
        if skipped > LONGEST_SKIPPED:
            raise BadInput(f"{path}: goes on without a line end, so it holds no answers, one a line")


def _written(line: bytes, where: str) -> WrittenAnswer | BadInput:
    if len(line) > LARGEST_LINE:
        return BadInput(f"{where}: too long for one answer")
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError):
        return BadInput(f"{where}: not JSON")
    if not isinstance(entry, dict) or not isinstance(entry.get("answer"), str):
        return BadInput(f'{where}: expected {{"id", "question", "answer"}} with the answer as text')
    try:
        name, question = (_whole(value) for value in (entry.get("id", ""), entry.get("question") or ""))
    except RecursionError:
        return BadInput(f"{where}: its id or question is nested too deeply")
    return WrittenAnswer(name, question, Transcript.from_text(entry["answer"]))


def _whole(value: Any) -> str:
    """Return a value as text; half a character (a lone surrogate) could not be printed."""
    return written(value).translate(_HALF_CHARACTERS)
