"""What the recogniser heard in one piece, and how pieces are joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockinterview.transcript import HeardPause, Word

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Heard:
    """The words of one piece.

    Attributes:
        words: in order, their times in seconds from the start of the piece.
        doubt_behind: log-probability of a filled pause behind the last word, None where not known.
        pauses: what may be a filled pause by the encoder's ear, times as the words'; None where the model has
            no such ear.
    """

    words: tuple[Word, ...] = ()
    doubt_behind: float | None = None
    pauses: tuple[HeardPause, ...] | None = None


def joined(parts: Iterable[tuple[float, Heard]]) -> Heard:
    """Join pieces that do not overlap, given with their starts in seconds, in order.

    A filled pause at a cut stands behind one piece and before the next: the stronger doubt is kept.
    """
    words: list[Word] = []
    pauses: list[HeardPause] | None = None
    behind: float | None = None
    for start, heard in parts:
        if heard.pauses is not None:
            moved = (replace(p, start=p.start + start, end=p.end + start) for p in heard.pauses)
            pauses = [*(pauses or ()), *moved]
        for word in heard.words:
            doubts = [doubt for doubt in (word.filled_pause_logprob, behind) if doubt is not None]
            words.append(
                replace(
                    word,
                    start=(word.start or 0.0) + start,
                    end=(word.end or 0.0) + start,
                    filled_pause_logprob=max(doubts, default=None),
                )
            )
            behind = None
        behind = heard.doubt_behind if heard.words else behind
    return Heard(tuple(words), behind, None if pauses is None else tuple(pauses))
