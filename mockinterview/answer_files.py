"""Answers from elsewhere: words with times (JSON) and written answers (JSON lines)."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mockinterview.errors import BadInput
from mockinterview.private_file import reason
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 64_000_000
"""Bytes; an hour of speech is about 1 MB of words."""

LARGEST_LINE = 1_000_000
"""Characters of one written answer with all that stands around it."""


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
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput(f"{path}: too large for a list of words ({LARGEST_FILE // 1_000_000} MB at most)")
        entries = json.loads(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {reason(error)}") from error
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
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LARGEST_LINE + 1):
                number += 1
                if line.strip():
                    yield _written(line, f"{path}, line {number}")
                while len(line) > LARGEST_LINE and not line.endswith(b"\n"):
                    line = lines.readline(LARGEST_LINE + 1)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {reason(error)}") from error


def _written(line: bytes, where: str) -> WrittenAnswer | BadInput:
    if len(line) > LARGEST_LINE:
        return BadInput(f"{where}: too long for one answer")
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError):
        return BadInput(f"{where}: not JSON")
    if not isinstance(entry, dict) or not isinstance(entry.get("answer"), str):
        return BadInput(f'{where}: expected {{"id", "question", "answer"}} with the answer as text')
    name, question = entry.get("id", ""), entry.get("question") or ""
    return WrittenAnswer(str(name), str(question), Transcript.from_text(entry["answer"]))
