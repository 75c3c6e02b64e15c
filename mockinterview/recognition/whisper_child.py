"""The recogniser's child process: loads Whisper, answers one job after the other, ends with its parent."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from typing import IO

from mockinterview.clip import Clip
from mockinterview.errors import MockInterviewError
from mockinterview.recognition.messages import Alive, Failed, Job, Load, Message, Ready, receive, send

NICENESS = 5
"""The recording and the screen go first."""

BEAT_S = 1.0
"""Seconds between two signs of life while something is worked on."""


def main() -> None:
    """Serve the parent until it ends or hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    replies = _take_stdout()
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    load = receive(sys.stdin.buffer)
    assert isinstance(load, Load)  # noqa: S101 - the parent is this program
    threading.Thread(target=_listen, args=(inbox,), daemon=True).start()
    try:
        _serve(load, inbox, replies)
    except Exception:  # noqa: BLE001 - the last line of it is what the person is told
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)  # Python's own end would wait for the thread that listens, and bury that line


def _take_stdout() -> IO[bytes]:
    """Keep the pipe to the parent for messages; whatever a library prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return replies


def _listen(inbox: queue.SimpleQueue[Message]) -> None:
    """Take messages at once, so that the parent never waits; end the process when the parent is gone."""
    try:
        while True:
            inbox.put(receive(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


class _Replies:
    """What the parent is told: an answer to each message, and until then that one is still alive."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._working = True  # the first thing to do is to load
        threading.Thread(target=self._beat, daemon=True).start()

    def begin(self) -> None:
        """Begin to work on something."""
        with self._lock:
            self._working = True

    def send(self, message: Message) -> None:
        """Answer; then there is nothing to do."""
        with self._lock:
            send(self._stream, message)
            self._working = False

    def _beat(self) -> None:
        with suppress(OSError):  # the parent is gone
            while True:
                time.sleep(BEAT_S)
                with self._lock:
                    if self._working:
                        send(self._stream, Alive())


def _serve(load: Load, inbox: queue.SimpleQueue[Message], stream: IO[bytes]) -> None:
    replies = _Replies(stream)
    from mockinterview.recognition.recogniser import Recogniser

    try:
        recogniser = Recogniser(load.source, load.options)
        recogniser.warm_up()
    except MockInterviewError as error:
        replies.send(Failed(str(error)))
        return
    replies.send(Ready())
    while True:
        job = inbox.get()
        replies.begin()
        assert isinstance(job, Job)  # noqa: S101 - the parent is this program
        replies.send(recogniser.recognise(Clip(job.samples)))
