"""A real rehearsal whose screen is read in a terminal: told what to do, and ended from outside."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

PATIENCE_S = 120
MODEL = ("--model", "tiny.en")
RECOGNISER, VOICE = "whisper_child", "voice_child"
"""What stands in the command line of the program's helpers."""

BANK = """
[[questions]]
id = "proud"
text = "What are you proud of?"
kind = "achievement"
example_expected = true
target_s = 60
follow_ups = [{ asks_for = "result", text = "And how did that end?" }]
tip = "Tell one occasion."

[[questions]]
id = "why"
text = "Why here?"
kind = "motivation"
example_expected = false
target_s = 60
follow_ups = [{ asks_for = "result", text = "And then?" }]
tip = "Say why."
"""


@dataclass(frozen=True)
class Process:
    """A process of this machine."""

    pid: int
    parent: int
    command: str


def processes(home: Path) -> list[Process]:
    """Return all living processes that work in a home of the program."""
    wanted = f"MOCKINTERVIEW_HOME={home}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted not in (folder / "environ").read_bytes() + b"\0":
                continue
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if state not in "ZX":
                found.append(Process(int(folder.name), int(parent), command))
    return found


def orphans(home: Path, but: int = 0, patience_s: float = 60.0) -> list[Process]:
    """Wait until nothing of the program lives any more; return what does all the same."""
    deadline = time.monotonic() + patience_s
    while left := [one for one in processes(home) if one.pid not in (but, os.getpid())]:
        if time.monotonic() > deadline:
            return left
        time.sleep(0.05)
    return []


class Rehearsed:
    """`mockinterview rehearse --plain` with its screen in a terminal; ends with the block.

    Attributes:
        lines: what the screen has shown so far.
        reports: when the running answer's line was written, in seconds of the monotonic clock.
    """

    def __init__(self, home: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.lines: list[str] = []
        self.reports: list[float] = []
        home.mkdir(parents=True, exist_ok=True)
        bank = home / "bank.toml"
        bank.write_text(BANK)
        ours, its = pty.openpty()
        self._screen = ours
        options = ("--bank", str(bank), "--seed", "1", "--plain", "--silent-feedback", "--patience", "fast")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mockinterview", "rehearse", *options, *arguments],
            env=os.environ | {"MOCKINTERVIEW_HOME": str(home), "NO_COLOR": "1"} | dict(environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=its,
            start_new_session=True,
        )
        os.close(its)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        for one in processes(self.home):  # a test that fails leaves nothing behind either
            with suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGKILL)
        os.close(self._screen)
        if self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()

    def shown(self, text: str) -> int:
        """Return on how many lines a text stood so far."""
        return sum(text in line for line in self.lines)

    def wait_for(self, text: str, times: int = 1) -> float:
        """Wait until a text stood on so many lines; return when that was seen."""
        deadline = time.monotonic() + PATIENCE_S
        while self.shown(text) < times:
            ended = self.process.poll() is not None and not self._reader.is_alive()
            if ended or time.monotonic() > deadline:
                shown = "\n".join(self.lines)
                raise AssertionError(f"never showed {text!r} {times} times, but:\n{shown}")
            time.sleep(0.005)
        return time.monotonic()

    def press(self, line: str = "") -> None:
        """Type a line and Enter."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def signal(self, number: int) -> None:
        """Send a signal to the program alone."""
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        """End the program at once, as a crash does; its helpers are not touched."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join(timeout=10)

    def end(self) -> int:
        """Wait for its end; return its exit code."""
        code = self.process.wait(timeout=PATIENCE_S)
        self._reader.join(timeout=10)
        return code

    def helper(self, kind: str, but: int = 0) -> int:
        """Wait for a helper of the program; return its number."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.process.poll() is None:
            for one in processes(self.home):
                if one.parent == self.process.pid and kind in one.command and one.pid != but:
                    return one.pid
            time.sleep(0.005)
        raise AssertionError(f"there is no {kind}")

    def longest_gap(self, since: float, until: float) -> float:
        """Return the longest time between two reports of the running answer, in seconds."""
        moments = [since, *(moment for moment in self.reports if since < moment < until), until]
        return max(after - before for before, after in pairwise(moments))

    def _read(self) -> None:
        rest = b""
        while True:
            try:
                received = os.read(self._screen, 4096)
            except OSError:
                return
            if not received:
                return
            if b" of 0:" in received:
                self.reports.append(time.monotonic())
            *lines, rest = (rest + received).split(b"\n")
            for line in lines:
                shown = line.decode(errors="replace").rstrip("\r").rpartition("\x1b[K")[2]
                self.lines.append(shown)


def run(
    home: Path, *arguments: str, code: int = 0, environment: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Run another command of the program in a home; return what it wrote to stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | {"MOCKINTERVIEW_HOME": str(home), "NO_COLOR": "1"} | dict(environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr
