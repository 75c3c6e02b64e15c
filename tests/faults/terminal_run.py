"""Runs a command to its end on a terminal, and tells what a terminal makes of what it wrote."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from typing import Any

import pyte

COLUMNS, ROWS = 80, 50


class Window(pyte.HistoryScreen):
    """A terminal's window that remembers what it was asked for beyond showing text."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, ROWS, history=20_000, ratio=0.5)
        self.asked: list[str] = []

    def write_process_input(self, data: str) -> None:
        """Note what the terminal would type."""
        self.asked.append(f"typed {data!r}")

    def set_title(self, param: str) -> None:
        """Note a title."""
        self.asked.append(f"title {param!r}")

    def set_icon_name(self, param: str) -> None:
        """Note an icon's name."""
        self.asked.append(f"icon {param!r}")

    def bell(self, *_: Any) -> None:
        """Note a bell."""
        self.asked.append("bell")

    def define_charset(self, code: str, mode: str) -> None:
        """Note another character set."""
        self.asked.append(f"letters {code}{mode}")

    def reset(self) -> None:
        """Note a reset, but for the first."""
        if hasattr(self, "asked"):
            self.asked.append("reset")
        super().reset()

    @property
    def text(self) -> str:
        """All that was ever shown."""
        above = ["".join(row[column].data for column in range(COLUMNS)) for row in self.history.top]
        return "\n".join(line.rstrip() for line in [*above, *self.display])


@dataclass(frozen=True)
class Run:
    """What a command wrote, and what a window made of it."""

    raw: str
    window: Window


def shown(written: bytes) -> Run:
    """Show bytes in a fresh window."""
    window = Window()
    pyte.ByteStream(window).feed(written)
    return Run(written.decode(errors="surrogateescape"), window)


def on_terminal(*arguments: str | bytes) -> Run:
    """Run Python with arguments on a terminal."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    ) as process:
        os.close(its)
        written = b"".join(iter(lambda: _some(ours), b""))
        process.wait(timeout=60)
    os.close(ours)
    return shown(written)


def _some(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError as error:  # Linux says so when the last writer has gone
        if error.errno != errno.EIO:
            raise
        return b""
