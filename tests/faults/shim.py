"""A disk that refuses, and a witness of files and networks: shim.c, compiled and put before a program."""

from __future__ import annotations

import errno
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("shim.c")
STATE = struct.Struct("<5q")
NO_END = 2**62

REFUSALS = {code: errno.errorcode[code] for code in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)}
"""What a disk says: it is full, the person's share of it is used up, it is broken, it cannot be written."""


class Created(NamedTuple):
    """A file or folder as it was right after it was made."""

    mode: int
    path: Path


def lacking() -> str | None:
    """Return why there can be no shim here, None where there can."""
    if sys.platform != "linux":
        return "a library is put before a program like this on Linux only"
    return None if shutil.which("gcc") else "there is no gcc here (apt install gcc libc6-dev)"


@dataclass(frozen=True)
class Shim:
    """A shim over one folder; what it should refuse can be changed while the program runs.

    Attributes:
        folder: for its own files.
        root: only what lies below this is refused.
    """

    folder: Path
    root: Path
    _library: Path = field(init=False)

    def __post_init__(self) -> None:
        """Compile it, and let everything pass."""
        library = self.folder / "shim.so"
        command = ["gcc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True)
        object.__setattr__(self, "_library", library)
        self.let_pass()

    @property
    def state(self) -> Path:
        """The file that the processes share."""
        return self.folder / "shim.state"

    @property
    def environment(self) -> dict[str, str]:
        """What puts it before a program and all its children."""
        return {
            "LD_PRELOAD": str(self._library),
            "SHIM_ROOT": str(self.root),
            "SHIM_STATE": str(self.state),
            "SHIM_LOG": str(self._log),
        }

    @property
    def steps(self) -> int:
        """How many steps below the root there were since it was last set."""
        return int(STATE.unpack(self.state.read_bytes())[0])

    def let_pass(self) -> None:
        """Refuse nothing, and count from 0."""
        set_state(self.state, 0, 0, 0)

    def refuse(self, first: int, error: int, *, last: int = NO_END) -> None:
        """Refuse all steps from the `first` (counted from 1, beginning now) to the `last`."""
        set_state(self.state, first, last, error)

    @property
    def created(self) -> list[Created]:
        """What was made, anywhere; folders too."""
        lines = [line.split(" ", 2) for line in self._lines("mode ")]
        return [Created(int(mode, 8), Path(path)) for _, mode, path in lines]

    @property
    def reached_for(self) -> list[str]:
        """Every attempt to reach a computer, this one under its loopback address included."""
        return [line.removeprefix("net ") for line in self._lines("net ")]

    @property
    def _log(self) -> Path:
        return self.folder / "shim.log"

    def _lines(self, beginning: str) -> list[str]:
        text = self._log.read_text(errors="replace") if self._log.exists() else ""
        return [line for line in text.splitlines() if line.startswith(beginning)]


def set_state(state: Path, first: int, last: int, error: int) -> None:
    """Begin to count, and refuse steps from `first` to `last`; in place, as processes have it mapped."""
    handle = os.open(state, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.write(handle, STATE.pack(0, first, last, error, 0))
    finally:
        os.close(handle)
