"""Files that only save time: what they hold can be made anew, so a broken one counts as none."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import TypeAdapter

Kept = TypeVar("Kept")


def read_remembered(path: Path, adapter: TypeAdapter[dict[str, Kept]], most_bytes: int) -> dict[str, Kept]:
    """Return what is remembered, by session; nothing where the file is missing, broken, a link or larger."""
    try:
        if path.is_symlink() or not path.is_file():
            return {}
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
        return adapter.validate_json(data, strict=True) if len(data) <= most_bytes else {}
    except (OSError, ValueError):
        return {}
