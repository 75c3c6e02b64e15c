"""Starting, asking and ending the recogniser's child process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import IO

from mockinterview.errors import ModelError
from mockinterview.places import cache_dir
from mockinterview.recognition.heard import Heard
from mockinterview.recognition.messages import Alive, Failed, Job, Load, Message, Ready, receive, send

BOOT = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from mockinterview.lifeline import end_with_parent
end_with_parent()
from mockinterview.recognition.whisper_child import main
main()"""
END_S = 5.0
LOOK_S = 1.0
LOADING_S = 60.0
"""So long a child may give no sign of life while it loads: a slow disk may hold up all of it."""

WORKING_S = 15.0
"""The same while it recognises, where all that takes long leaves room for signs."""

OF_MEMORY = ("memory", "bad_alloc")
"""One of these stands in what a process says last that ran out of memory."""

OUT_OF_MEMORY = "the computer's memory ran out; a smaller model needs less"
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
    """One child. `ask` and `wait_ready` block and belong to one thread; `kill` may come from any.

    A child that gives no sign of life while it should work is ended, and lost like one that died.
    """

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
        self._patience: float | None = None  # seconds without a sign of life, None while nothing is asked
        self._silence = 0.0
        self._hung = False
        self._ended = threading.Event()
        threading.Thread(target=self._watch, name="whisper-watch", daemon=True).start()

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
        message = self._answer(self._load, LOADING_S)
        if isinstance(message, Failed):
            raise ModelError(message.problem)
        if not isinstance(message, Ready):
            raise ChildLost(f"it said {type(message).__name__}")

    def ask(self, job: Job) -> Heard:
        """Have a job done; raises ChildLost where the child dies over it."""
        message = self._answer(job, WORKING_S)
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
        self._ended.set()
        self.kill()
        for stream in (self._pipe(self._process.stdin), self._pipe(self._process.stdout), self._last_words):
            with suppress(OSError):
                stream.close()

    def _answer(self, message: Message, patience: float) -> Message:
        self._silence, self._patience = 0.0, patience
        try:
            self._send(message)
            while isinstance(answer := self._receive(), Alive):
                self._silence = 0.0
            return answer
        finally:
            self._patience = None

    def _watch(self) -> None:
        """End a child that hangs. Looks are counted, not time: a laptop that slept made nobody hang."""
        while not self._ended.wait(LOOK_S):
            self._silence += LOOK_S
            patience = self._patience
            if patience is not None and self._silence > patience:
                self._hung = True
                self._process.kill()
                return

    def _send(self, message: Message) -> None:
        try:
            send(self._pipe(self._process.stdin), message)
        except (OSError, ValueError) as error:
            raise ChildLost(self._reason()) from error

    def _receive(self) -> Message:
        try:
            return receive(self._pipe(self._process.stdout))
        except EOFError as error:
            raise ChildLost(str(error) or self._reason()) from error

    def _reason(self) -> str:
        """Return why it died, in plain words where these are known, else its own last ones."""
        with suppress(subprocess.TimeoutExpired):  # its end may be a moment behind that of its pipe
            self._process.wait(LOOK_S)
        if self._hung:
            return "it gave no sign of life"
        ended_by_system = os.name == "posix" and self._process.returncode == -signal.SIGKILL
        self.kill()
        self._last_words.seek(0)
        said = self._last_words.read().decode(errors="replace")
        lines = [line.strip() for line in said.split("\n") if line.strip()]
        if ended_by_system or any(sign in line.lower() for line in lines[-3:] for sign in OF_MEMORY):
            return OUT_OF_MEMORY
        return lines[-1] if lines else ""

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None  # noqa: S101 - Popen was asked for pipes
        return stream
