"""The studio as a person starts it: the real command in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

PATIENCE_S = 120


class StudioProgram:
    """`mockinterview studio --no-open`; a context manager that leaves no process behind.

    Attributes:
        address: what it printed, token included.
        told: its lines on stderr so far.
    """

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mockinterview", "studio", "--no-open", *arguments],
            env=os.environ | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.told: list[str] = []
        self._reader = threading.Thread(target=self._read, args=(self._process.stderr,), daemon=True)
        self._reader.start()
        self.address = self._process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.told

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._process.wait(PATIENCE_S)
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def at(self, path: str) -> str:
        """Return the address of one of its pages."""
        return self.address.partition("/?")[0] + path

    def kill(self) -> None:
        """End it and its children at once, as a computer does whose battery is empty."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE_S)

    def interrupt(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        os.killpg(self._process.pid, signal.SIGINT)
        return self._process.wait(PATIENCE_S)

    def rest_of_output(self) -> str:
        """Return what else it has written to stdout, once it is over."""
        assert self._process.stdout is not None
        return self._process.stdout.read()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self.told.append(line.rstrip("\n"))
