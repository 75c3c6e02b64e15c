"""A recogniser without a model: returns the transcripts it was given."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from mockinterview.errors import RecogniserError
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.ports import Piece


class ScriptedTranscriber:
    """For programs that know the words already; implements `ports.Transcriber`.

    A script entry that is an error is raised instead of returned; past its end nothing was recognised.

    Attributes:
        pieces: every piece that was submitted and not discarded, in order.
    """

    def __init__(self, answers: Iterable[Transcript | RecogniserError] = ()) -> None:
        self.pieces: list[Piece] = []
        self._answers = deque(answers)

    @property
    def problem(self) -> str | None:
        """Nothing can be wrong."""
        return None

    def start(self) -> None:
        """There is nothing to load."""

    def submit(self, piece: Piece) -> None:
        """Remember a piece."""
        self.pieces.append(piece)

    def partial(self) -> Transcript:
        """Return nothing: the words come at the end."""
        return Transcript.from_words(())

    def settled(self) -> Transcript | None:
        """Return nothing: the words come at the end."""
        return None

    def finish(self, timeout: float) -> Transcript:  # noqa: ARG002 - the port's signature
        """Return the next transcript of the script, or raise its error."""
        answer = self._answers.popleft() if self._answers else Transcript.from_words(())
        if isinstance(answer, RecogniserError):
            raise answer
        return answer

    def discard(self) -> None:
        """Forget the pieces of the running answer."""
        self.pieces.clear()

    def close(self) -> None:
        """There is nothing to end."""
