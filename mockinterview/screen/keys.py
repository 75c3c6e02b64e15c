"""Commands typed as lines: Enter, or a letter and Enter."""

from __future__ import annotations

import os
import queue
import threading

from mockinterview.ports import Command

COMMANDS: dict[str, Command] = {
    "": Command.DONE,
    "d": Command.DONE,
    "s": Command.SKIP,
    "r": Command.AGAIN,
    "q": Command.QUIT,
    "w": Command.NOT_DONE,
}
"""What a typed line means; anything else is ignored."""


class LineKeys:
    """Reads a file descriptor line by line in a thread, so that asking never waits."""

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._open = True
        threading.Thread(target=self._read, name="keys", daemon=True).start()

    @property
    def open(self) -> bool:
        """Whether more can come."""
        return self._open

    def next(self) -> Command | None:
        """Return the oldest command not fetched yet; returns at once."""
        while (line := self.line()) is not None:
            command = command_of(line)
            if command is not None:
                return command
        return None

    def line(self) -> str | None:
        """Return the oldest line not fetched yet, without its end; returns at once."""
        try:
            return self._lines.get_nowait()
        except queue.Empty:
            return None

    def _read(self) -> None:
        # os.read and not sys.stdin: a thread that waits inside sys.stdin holds a lock that Python
        # needs when it ends.
        buffered = b""
        for received in iter(self._chunk, b""):
            *lines, buffered = (buffered + received).split(b"\n")
            for line in lines:
                self._lines.put(line.decode(errors="replace").rstrip("\r"))
        self._open = False

    def _chunk(self) -> bytes:
        try:
            return os.read(self._descriptor, 1024)
        except OSError:
            return b""


def command_of(line: str) -> Command | None:
    """Return what a typed line asks for, None where it means nothing."""
    return COMMANDS.get(line.strip().lower()[:1] if line.strip() else "")


class NoKeys:
    """Nobody types: a recorded candidate answers."""

    open = False

    def next(self) -> Command | None:
        """Return None: there never is a command."""
        return None


Keys = LineKeys | NoKeys
