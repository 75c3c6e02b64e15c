"""A program in a real terminal of 80 by 24, read through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

PATIENCE_S = 120
END = b"\x1b]7777;end\x07"
"""What no program prints, and no terminal shows."""

COLUMNS, ROWS = 80, 24


class TerminalProgram:
    """Python with arguments, whose window can be read and resized, and whose keys can be pressed."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self._ours, self._its = pty.openpty()
        self._resize(ROWS, COLUMNS)
        self.modes_before = termios.tcgetattr(self._its)
        self._window = pyte.HistoryScreen(COLUMNS, ROWS, history=1000)
        self._stream = pyte.ByteStream(self._window)
        self._lock = threading.Lock()
        self._tail = b""
        self._all_read = threading.Event()
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment},
            stdin=self._its,
            stdout=self._its,
            stderr=self._its,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - one system call, and there is no other way
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._its)
        self._reader.join(timeout=10)
        os.close(self._ours)

    @property
    def rows(self) -> list[str]:
        """What stands in the window."""
        with self._lock:
            return [row.rstrip() for row in self._window.display]

    @property
    def text(self) -> str:
        """What stands in the window and has scrolled out of it."""
        with self._lock:
            above = [
                "".join(row[column].data for column in range(self._window.columns)).rstrip()
                for row in self._window.history.top
            ]
            return "\n".join([*above, *(row.rstrip() for row in self._window.display)])

    @property
    def cursor_hidden(self) -> bool:
        """Whether the cursor is hidden."""
        return bool(self._window.cursor.hidden)

    @property
    def modes(self) -> list[Any]:
        """The terminal's settings, as `termios` gives them."""
        return termios.tcgetattr(self._its)

    def wait_for(self, text: str) -> None:
        """Wait until a text is there; fails with what is there instead."""
        self._wait(lambda: text in self.text, f"never showed {text!r}, but")

    def wait_until(self, holds: Callable[[str], bool]) -> None:
        """Wait until something is true of the window; it may be read in the middle of a drawing."""
        self._wait(lambda: holds("\n".join(self.rows)), "never came true of")

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Change the window's size, as dragging its corner does."""
        with self._lock:
            self._window.resize(rows, columns)
        self._resize(rows, columns)

    def end(self) -> int:
        """Wait for its end; return the exit code."""
        code = self.process.wait(timeout=PATIENCE_S)
        self._read_all()
        return code

    def _read_all(self) -> None:
        """Wait until the last lines of a program that has ended are in the window."""
        os.write(self._its, END)
        assert self._all_read.wait(PATIENCE_S), "the window hangs"

    def _wait(self, holds: Callable[[], bool], complaint: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            if ended := self.process.poll() is not None:
                self._read_all()
            time.sleep(0.01)
            if time.monotonic() > deadline or (ended and not holds()):
                raise AssertionError(f"{complaint}:\n{self.text}")

    def _resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self._its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self) -> None:
        while True:
            try:
                received = os.read(self._ours, 4096)
            except OSError:
                return
            if not received:
                return
            with self._lock:
                self._stream.feed(received)
            self._tail += received
            if END in self._tail:
                self._all_read.set()
            self._tail = self._tail[-len(END) :]


def _take_terminal() -> None:
    """Make the terminal on stdin that of the new session, so that Ctrl-C reaches it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
