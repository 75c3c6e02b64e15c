"""The recogniser's child process: loads Whisper, answers one job after the other, ends with its parent."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from typing import IO

from mockinterview.clip import Clip
from mockinterview.errors import MockInterviewError
from mockinterview.recognition.messages import Failed, Job, Load, Ready, receive, send

NICENESS = 5
"""The recording and the screen go first."""


def main() -> None:
    """Serve the parent until it ends or hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    replies = _take_stdout()
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    load = receive(sys.stdin.buffer)
    assert isinstance(load, Load)  # noqa: S101 - the parent is this program
    threading.Thread(target=_listen, args=(inbox,), daemon=True).start()
    _serve(load, inbox, replies)


def _take_stdout() -> IO[bytes]:
    """Keep the pipe to the parent for messages; whatever a library prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return replies


def _listen(inbox: queue.SimpleQueue[object]) -> None:
    """Take messages at once, so that the parent never waits; end the process when the parent is gone."""
    try:
        while True:
            inbox.put(receive(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


def _serve(load: Load, inbox: queue.SimpleQueue[object], replies: IO[bytes]) -> None:
    from mockinterview.recognition.recogniser import Recogniser

    try:
        recogniser = Recogniser(load.source, load.options)
        recogniser.warm_up()
    except MockInterviewError as error:
        send(replies, Failed(str(error)))
        return
    send(replies, Ready())
    while True:
        job = inbox.get()
        assert isinstance(job, Job)  # noqa: S101 - the parent is this program
        send(replies, recogniser.recognise(Clip(job.samples)))
