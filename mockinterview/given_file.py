"""A file that a person named: its bytes, or one clear line that says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.private_file import reason

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.errors import BadInput


def read_given(path: Path, refuse: type[BadInput], *, max_bytes: int, advice: str) -> bytes:
    """Return what a file holds.

    Args:
        path: the file.
        refuse: the error to raise.
        max_bytes: a larger file is refused before it is read to its end.
        advice: what is said behind "is larger than 2 MB".

    Raises:
        BadInput: of the class `refuse`; one line that names the file.
    """
    try:
        if path.is_dir():
            raise refuse(f"{path}: is a folder; name the file in it")
        if not path.is_file():
            raise refuse(f"{path}: there is no such file")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise refuse(f"{path}: cannot be read: {reason(error)}") from error
    if len(data) > max_bytes:
        raise refuse(f"{path}: is larger than {max_bytes // 1_000_000} MB{advice}")
    return data
