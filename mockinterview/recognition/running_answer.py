"""The answer that is being recognised: its pieces, and what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.recognition.heard import Heard, joined
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.ports import Piece


class RunningAnswer:
    """Pieces in order of their start. Not safe for threads: its owner locks."""

    def __init__(self) -> None:
        self._outstanding: dict[float, Piece] = {}
        self._heard: dict[float, Heard] = {}

    def submit(self, piece: Piece) -> None:
        """Take a piece; it replaces an earlier one with the same start, whose words stay until then."""
        self._outstanding[piece.start] = piece

    def next_piece(self) -> Piece | None:
        """Return the earliest piece that is not recognised yet."""
        return self._outstanding[min(self._outstanding)] if self._outstanding else None

    def store(self, piece: Piece, heard: Heard) -> None:
        """Keep the words of a piece; where a newer one replaced it meanwhile, that one stays outstanding."""
        self._heard[piece.start] = heard
        if self._outstanding.get(piece.start) is piece:
            del self._outstanding[piece.start]

    @property
    def outstanding(self) -> int:
        """How many pieces are not recognised yet."""
        return len(self._outstanding)

    def transcript(self, model: str) -> Transcript:
        """Return the words known so far, in order of time."""
        heard = joined(sorted(self._heard.items()))
        return Transcript.from_words(heard.words, model, heard.pauses)
