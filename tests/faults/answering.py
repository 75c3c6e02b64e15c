"""One answer after the other through the real recorder and the real microphone, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PATIENCE_S = 60.0

SCRIPT = """
import json, sys, threading
from pathlib import Path
from mockinterview.errors import DeviceError
from mockinterview.ports import Command
from mockinterview.speech.endpoint import EndpointOptions, Patience
from mockinterview.speech.microphone import SoundCardMicrophone
from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions

def say(**told):
    print(json.dumps(told), flush=True)

class Listener:
    wish = None
    def on_progress(self, progress):
        say(elapsed=progress.elapsed, trouble=progress.trouble and progress.trouble.value)
    def on_piece(self, piece):
        pass
    def command(self):
        wish, self.wish = self.wish, None
        return wish

listener = Listener()

def obey():
    for line in sys.stdin:
        listener.wish = Command.DONE if line == "done\\n" else None
        if line == "next\\n":
            go_on.set()

go_on = threading.Event()
threading.Thread(target=obey, daemon=True).start()
recorder = AnswerRecorder(
    SoundCardMicrophone(), RecorderOptions(endpoint=EndpointOptions(patience=Patience(sys.argv[2])))
)
for number in range(1, 100):
    go_on.wait()
    go_on.clear()
    path = Path(sys.argv[1]) / f"{number:02}-take-1.part.wav"
    try:
        kept = recorder.record(path, listener)
    except DeviceError as error:
        say(error=str(error))
    else:
        say(path=str(path), ended=kept.end_reason.value, duration=kept.duration, lost=kept.lost_samples,
            trouble_at_end=kept.trouble and kept.trouble.value)
"""


class Answering:
    """Records answers into a folder; a context manager that leaves no process behind.

    Attributes:
        told: what it said so far, each with the time at which it was read here.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str] | None = None, patience: str = "manual"
    ) -> None:
        self.told: list[tuple[float, dict[str, Any]]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(folder), patience],
            env=os.environ | dict(environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join(10)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def begin(self) -> None:
        """Begin the next answer, and wait until something was heard of it."""
        before = len(self.told)
        self.ask("next")
        self._wait(lambda: len(self.told) > before)

    def ask(self, line: str) -> None:
        """Type a line: `next` begins an answer, `done` ends it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def hear(self, seconds: float) -> None:
        """Wait until the running answer is so long."""
        self._wait(lambda: self.told[-1][1].get("elapsed", 0.0) >= seconds)

    def over(self) -> dict[str, Any]:
        """Wait for the end of the answer, or for why there is none."""
        self._wait(lambda: bool({"ended", "error"} & self.told[-1][1].keys()))
        return self.told[-1][1]

    def stop(self) -> None:
        """Stop the whole program, as Ctrl-Z or a closed lid does."""
        os.killpg(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        os.killpg(self._process.pid, signal.SIGCONT)

    def longest_silence(self, since: float) -> float:
        """Return the longest time in seconds, from a moment on, in which nothing was told."""
        times = [since, *(moment for moment, _ in self.told if moment > since)]
        return max(after - before for before, after in pairwise(times))

    def _wait(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, self.told[-5:]
            assert self._process.poll() is None, self.told[-5:]
            time.sleep(0.01)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.told.append((time.monotonic(), json.loads(line)))
