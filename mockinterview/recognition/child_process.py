"""Starting, asking and ending the recogniser's child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import IO

from mockinterview.errors import ModelError
from mockinterview.places import cache_dir
from mockinterview.recognition.heard import Heard
from mockinterview.recognition.messages import Failed, Job, Load, Ready, receive, send

BOOT = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from mockinterview.recognition.whisper_child import main
main()"""
END_S = 5.0
THREADS = {"OMP_WAIT_POLICY": "PASSIVE", "NUMBA_NUM_THREADS": "1"}
"""Waiting threads sleep: spinning, they would take the core that the recording needs, and slow each other
tenfold on a busy computer."""

if sys.platform == "win32":
    SYSTEM_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    SYSTEM_FLAGS = 0


class ChildLost(Exception):
    """The child process died; the text is its last word, perhaps empty."""


class ChildProcess:
    """One child. `ask` and `wait_ready` block and belong to one thread; `kill` may come from any."""

    def __init__(self, load: Load) -> None:
        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._last_words,
            env={"NUMBA_CACHE_DIR": str(cache_dir() / "numba")} | os.environ | THREADS,
            # The terminal's Ctrl-C does not reach the child: the parent decides when it ends.
            start_new_session=True,
            creationflags=SYSTEM_FLAGS,
        )
        self._load = load

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    def wait_ready(self) -> None:
        """Wait until the model is loaded and warm.

        Raises:
            ModelError: it cannot be loaded.
            ChildLost: the child died.
        """
        self._send(self._load)
        message = self._receive()
        if isinstance(message, Failed):
            raise ModelError(message.problem)
        if not isinstance(message, Ready):
            raise ChildLost(f"it said {type(message).__name__}")

    def ask(self, job: Job) -> Heard:
        """Have a job done; raises ChildLost where the child dies over it."""
        self._send(job)
        message = self._receive()
        if not isinstance(message, Heard):
            raise ChildLost(f"it said {type(message).__name__}")
        return message

    def kill(self) -> None:
        """End the child at once and wait for its end."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)

    def close(self) -> None:
        """End the child and free what it held; for the thread that asks."""
        self.kill()
        for stream in (self._pipe(self._process.stdin), self._pipe(self._process.stdout), self._last_words):
            with suppress(OSError):
                stream.close()

    def _send(self, message: object) -> None:
        try:
            send(self._pipe(self._process.stdin), message)
        except (OSError, ValueError) as error:
            raise ChildLost(self._reason()) from error

    def _receive(self) -> object:
        try:
            return receive(self._pipe(self._process.stdout))
        except EOFError as error:
            raise ChildLost(self._reason()) from error

    def _reason(self) -> str:
        self.kill()
        self._last_words.seek(0)
        lines = self._last_words.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None  # noqa: S101 - Popen was asked for pipes
        return stream
