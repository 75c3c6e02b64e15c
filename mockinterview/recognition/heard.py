"""What the recogniser heard in one piece, and how pieces are joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockinterview.transcript import Word

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Heard:
    """The words of one piece.

    Attributes:
        words: in order, their times in seconds from the start of the piece.
        doubt_behind: log-probability of a filled pause behind the last word, None where not known.
    """

    words: tuple[Word, ...] = ()
    doubt_behind: float | None = None


def joined(parts: Iterable[tuple[float, Heard]]) -> Heard:
    """Join pieces that do not overlap, given with their starts in seconds, in order.

    A filled pause at a cut stands behind one piece and before the next: the stronger doubt is kept.
    """
    words: list[Word] = []
    behind: float | None = None
    for start, heard in parts:
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
    return Heard(tuple(words), behind)
