"""What must hold whatever stands in a file: it is read, or refused in clear lines, and nothing else."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 2_000
"""Characters of a line that refuses a file: beyond a screen nobody reads it."""


@dataclass(frozen=True)
class Target:
    """A reader of something from outside.

    Attributes:
        name: what it reads, in a word.
        refusals: the errors that it may raise.
        read: reads the file that is given, and does with it what the program would do first.
        seeds: inputs that are read well, made by our own code.
        writes: name of a folder beside the file where it may write.
        costly: whether it is tried in the long form only.
    """

    name: str
    refusals: tuple[type[Exception], ...]
    read: Callable[[Path], object]
    seeds: Callable[[], list[bytes]]
    writes: str = ""
    costly: bool = False


def obey(target: Target, data: bytes, folder: Path) -> str:
    """Give an input to a target; return why it was refused, '' where it was read.

    Raises:
        AssertionError: it was refused in another way than a person can read, or something was left behind.
        Exception: it was not refused but failed.
    """
    given = folder / "given"
    given.write_bytes(data)
    said = ""
    with warnings.catch_warnings(action="error"):
        try:
            target.read(given)
        except target.refusals as refused:
            said = str(refused)
            assert said, "an empty refusal"
            for line in said.replace(str(folder), "").split("\n"):
                assert line.isprintable(), f"not printable: {line[:200]!r}"
                assert len(line) <= LONGEST_LINE, f"too long: {line[:200]!r}"
    left = {name for name in _below(folder) if name.parts[0] != target.writes}
    assert left == {Path("given")}, f"left behind: {left}"
    assert given.read_bytes() == data, "the input was changed"
    return said


def seeds_by(*writers: Callable[[Path], object]) -> list[bytes]:
    """Return what each of these writes to a path."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for writer in writers:
            path = Path(folder) / "seed"
            writer(path)
            found.append(path.read_bytes())
    return found


def _below(folder: Path) -> Iterator[Path]:
    return (path.relative_to(folder) for path in folder.rglob("*"))
