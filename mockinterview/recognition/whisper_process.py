"""Whisper in one warm child process, fed while the person still speaks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NoReturn

from mockinterview.clip import SAMPLE_RATE
from mockinterview.errors import ModelError, RecogniserError
from mockinterview.private_file import reason
from mockinterview.recognition.child_process import ChildLost, ChildProcess
from mockinterview.recognition.cutting import pieces
from mockinterview.recognition.messages import Job, Load, WhisperOptions
from mockinterview.recognition.running_answer import RunningAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.clip import Clip
    from mockinterview.ports import Piece
    from mockinterview.recognition.models import ModelSource
    from mockinterview.transcript import Transcript

MOST_LOSSES = 2
"""So often may the child die over one answer before it is given up."""

PIECE_TIMEOUT_S = 300.0
"""Longest time for one piece of a whole recording: even large models on old computers need less."""


class WhisperProcess:
    """A `ports.Transcriber`.

    One thread owns the child: it starts it, sends one piece at a time and stores the words. Everything else
    only touches the running answer, under a lock, and returns at once.
    """

    def __init__(self, source: ModelSource, options: WhisperOptions | None = None) -> None:
        self._source = source
        self._options = options or WhisperOptions()
        self._changed = threading.Condition()
        self._answer = RunningAnswer()
        self._child: ChildProcess | None = None
        self._failure: RecogniserError | None = None
        self._ready = False
        self._closed = False
        self._losses = 0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to load the model in the background; returns at once."""
        with self._changed:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="whisper", daemon=True)
                self._thread.start()

    @property
    def model(self) -> str:
        """Name of the model, as transcripts give it."""
        return self._source.name

    @property
    def ready(self) -> bool:
        """Whether the model is loaded and warm."""
        return self._ready

    @property
    def problem(self) -> str | None:
        """Why the recogniser cannot work, in one plain line; None while nothing is wrong."""
        failure = self._failure
        return str(failure) if failure else None

    @property
    def child_pid(self) -> int | None:
        """Number of the child process, for whoever watches memory or load; None while there is none."""
        child = self._child
        return child.pid if child else None

    def wait_ready(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the model; return whether it is ready."""
        self.start()
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._failure or self._closed, timeout)
            return self._ready

    def submit(self, piece: Piece) -> None:
        """Queue a piece of the running answer, at 16,000 Hz; returns at once.

        A piece with the start of an earlier one replaces it.
        """
        if piece.clip.sample_rate != SAMPLE_RATE:
            raise ValueError(f"pieces have {SAMPLE_RATE} Hz, not {piece.clip.sample_rate}")
        self.start()
        with self._changed:
            self._answer.submit(piece)
            self._changed.notify_all()

    def partial(self) -> Transcript:
        """Return what is recognised so far; returns at once."""
        with self._changed:
            return self._answer.transcript(self.model)

    def settled(self) -> Transcript | None:
        """Return what is recognised, None while a submitted piece is outstanding; returns at once."""
        with self._changed:
            return None if self._answer.outstanding else self._answer.transcript(self.model)

    def finish(self, timeout: float) -> Transcript:
        """Wait for the pieces that were submitted, return the whole answer and forget it.

        Raises:
            RecogniserError: the child died twice, hangs past the timeout, or has no model. The next answer
                starts clean, with one fresh try.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._answer.outstanding or self._failure, timeout)
            transcript = self._answer.transcript(self.model)
            unfinished, failure = self._answer.outstanding, self._failure
            if unfinished and failure is None:
                self._give_up(timeout)
            self._forget()
        if unfinished and failure is not None:
            raise failure
        return transcript

    def discard(self) -> None:
        """Forget the running answer; whoever waits for it gets nothing."""
        with self._changed:
            self._forget()
            self._changed.notify_all()

    def close(self) -> None:
        """End the child process; what is outstanding is lost."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            child, thread = self._child, self._thread
        if child is not None:
            child.kill()
        if thread is not None:
            thread.join()

    def transcribe(self, clip: Clip, on_progress: Callable[[float], None] | None = None) -> Transcript:
        """Recognise a whole recording of any length and rate; a running answer is forgotten.

        Args:
            clip: the sound.
            on_progress: called with the part that is done, from 0 to 1.

        Raises:
            RecogniserError: it cannot be recognised.
        """
        self.discard()
        parts = pieces(clip.resampled(SAMPLE_RATE))
        for part in parts:
            self.submit(part)
        try:
            for done in range(len(parts)):
                if on_progress is not None:
                    on_progress(done / len(parts))
                self._wait_for_all_but(len(parts) - done - 1)
            transcript = self.finish(0.0)
        finally:
            self.discard()
        if on_progress is not None:
            on_progress(1.0)
        return transcript

    def _wait_for_all_but(self, rest: int) -> None:
        with self._changed:
            done = self._changed.wait_for(
                lambda: self._answer.outstanding <= rest or self._failure, PIECE_TIMEOUT_S
            )
            if not done:
                self._give_up(PIECE_TIMEOUT_S)

    def _give_up(self, timeout: float) -> NoReturn:
        """End a child that hangs; the lock is held."""
        child = self._child
        self._forget()
        if child is not None:
            child.kill()
        raise RecogniserError(f"the speech recogniser did not finish within {timeout:.0f} s")

    def _forget(self) -> None:
        self._answer = RunningAnswer()
        self._failure = None
        self._losses = 0

    # From here on: the thread that owns the child.

    def _work(self) -> None:
        try:
            self._load()
            while (next_piece := self._wait_for_piece()) is not None:
                self._recognise(*next_piece)
        finally:
            self._drop_child()

    def _wait_for_piece(self) -> tuple[RunningAnswer, Piece] | None:
        """Wait for something to do; None when this recogniser is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (self._answer.next_piece() and not self._failure))
            piece = self._answer.next_piece()
            return None if self._closed or piece is None else (self._answer, piece)

    def _recognise(self, answer: RunningAnswer, piece: Piece) -> None:
        child = self._load()
        if child is None:
            return
        try:
            heard = child.ask(Job(piece.clip.samples))
        except ChildLost as loss:
            self._lost(answer, loss)
            return
        with self._changed:
            answer.store(piece, heard)
            self._changed.notify_all()

    def _load(self) -> ChildProcess | None:
        """Return the warm child, starting it where there is none; None where that failed."""
        if self._child is not None:
            return self._child
        answer = self._answer
        try:
            child = ChildProcess(Load(self._source, self._options))
        except OSError as error:
            self._fail(answer, RecogniserError(f"the speech recogniser cannot be started: {reason(error)}"))
            return None
        with self._changed:
            self._child = child
            if self._closed:
                child.kill()
        try:
            child.wait_ready()
        except ChildLost as loss:
            return self._load() if self._lost(answer, loss) else None
        except ModelError as error:
            self._drop_child()
            self._fail(answer, error)
            return None
        with self._changed:
            self._ready = True
            self._changed.notify_all()
        return child

    def _lost(self, answer: RunningAnswer, loss: ChildLost) -> bool:
        """Clear away a child that died; return whether another may be tried for the same answer."""
        self._drop_child()
        with self._changed:
            if answer is not self._answer or self._closed:
                return False
            self._losses += 1
            if self._losses < MOST_LOSSES:
                return True
        why = f" ({loss})" if str(loss) else ""
        self._fail(answer, RecogniserError(f"the speech recogniser stopped unexpectedly, twice{why}"))
        return False

    def _fail(self, answer: RunningAnswer, error: RecogniserError) -> None:
        with self._changed:
            if answer is self._answer:
                self._failure = error
            self._changed.notify_all()

    def _drop_child(self) -> None:
        with self._changed:
            child, self._child = self._child, None
            self._ready = False
        if child is not None:
            child.close()
