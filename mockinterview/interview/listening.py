"""What goes on while somebody speaks: the recogniser is fed, the screen told, the words checked ahead."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from mockinterview.analysis.answer import read_ahead
from mockinterview.events import Heard

if TYPE_CHECKING:
    from mockinterview.events import QuestionAsked
    from mockinterview.feedback import Advice
    from mockinterview.interview.parts import Parts
    from mockinterview.ports import Command, Piece, Progress
    from mockinterview.transcript import Transcript


class Listener:
    """Passes a running recording on to the recogniser and the screen."""

    def __init__(self, parts: Parts, asked: QuestionAsked, ahead: Ahead) -> None:
        self._parts = parts
        self._asked = asked
        self._ahead = ahead

    def on_progress(self, progress: Progress) -> None:
        """Show how it goes; while silence counts down, check the words that may be the last ones."""
        transcriber = self._parts.transcriber
        text = "" if transcriber is None else transcriber.partial().text
        self._parts.screen.show(Heard(progress, self._asked.question, text))
        if transcriber is not None and progress.countdown is not None:
            self._ahead.read(self._asked, transcriber.settled())

    def on_piece(self, piece: Piece) -> None:
        """Give the recogniser what was said."""
        if self._parts.transcriber is not None:
            self._parts.transcriber.submit(piece)

    def command(self) -> Command | None:
        """Return what the person asked for."""
        return self._parts.screen.command()


class Ahead:
    """Checks the words of an answer that may be over, while its silence still counts down."""

    def __init__(self, advice: Advice) -> None:
        self._advice = advice
        self._worker = ThreadPoolExecutor(1, "ahead")
        self._read: Transcript | None = None
        self._done: Future[None] | None = None

    def read(self, asked: QuestionAsked, transcript: Transcript | None) -> None:
        """Begin to check words, unless that was done or others are being checked; returns at once."""
        busy = self._done is not None and not self._done.done()
        if transcript is not None and not busy and transcript != self._read:
            self._read = transcript
            self._done = self._worker.submit(self._check, asked, transcript)

    def _check(self, asked: QuestionAsked, transcript: Transcript) -> None:
        read_ahead(transcript)
        if not asked.is_follow_up:  # what an answer lacked was asked for: there is nothing else to say of it
            self._advice(asked.question, transcript)

    def settle(self) -> None:
        """Wait until nothing is being checked: two must not ask for advice at once."""
        if self._done is not None:
            self._done.exception()
