"""A rehearsal as a person runs it: the real command in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from mockinterview.places import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

PATIENCE_S = 240


def of_sample(questions: int) -> tuple[str, ...]:
    """Return what lets the sample candidate answer so many questions, always the same, through tiny.en."""
    who = ("--candidate", str(bundled("sample_candidate")), "--model", "tiny.en")
    return (*who, "--seed", "1", "--questions", str(questions), "--json")


class Rehearsing:
    """`mockinterview rehearse …`, whose screen can be read and whose keys can be pressed.

    Attributes:
        lines: what the screen (stderr) has shown so far.
    """

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mockinterview", "rehearse", *arguments],
            env=os.environ | dict(environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def wait_for(self, text: str, *, times: int = 1) -> None:
        """Wait until the screen has shown a text so often; fails with what it showed instead."""
        deadline = time.monotonic() + PATIENCE_S
        while sum(text in line for line in self.lines) < times:
            over = self._process.poll() is not None and not self._reader.is_alive()
            if over or time.monotonic() > deadline:
                shown = "\n".join(self.lines)
                raise AssertionError(f"never showed {text!r} {times} times, but:\n{shown}")
            time.sleep(0.02)

    def press(self, line: str = "") -> None:
        """Type a line and Enter."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def interrupt(self) -> None:
        """Press Ctrl-C: the whole group gets it, as in a terminal."""
        os.killpg(self._process.pid, signal.SIGINT)

    def kill(self) -> None:
        """End it at once, without any chance to tidy up."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join(timeout=10)

    def end(self) -> tuple[int, str]:
        """Wait for its end; return the exit code and what it wrote to stdout."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        written = self._process.stdout.read()
        code = self._process.wait(timeout=PATIENCE_S)
        self._reader.join(timeout=10)
        return code, written

    def result(self) -> Any:
        """Wait for its end and return the JSON object that it printed."""
        code, written = self.end()
        assert code == 0, "\n".join(self.lines)
        return json.loads(written)

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.lines.append(line.rstrip("\n"))
