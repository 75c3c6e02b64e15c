"""The cutter: pieces of a running answer for the recogniser, cut where the speaker pauses.

The recogniser works on 30 s windows and pays for a whole one each time, hears best what begins and ends in
a pause, and invents words where there is only silence. So pieces grow toward 12-25 s, end at pauses, and
hold speech with a small margin around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.ports import Piece
from mockinterview.speech.activity import BLOCK, BLOCK_S, level_db

Block = NDArray[np.float32]


@dataclass(frozen=True)
class CutterOptions:
    """Where to cut; all in seconds, our judgement within what the field reports.

    Attributes:
        pause: a silence this long is a place to cut.
        growth: new sound that a piece needs to be sent again at a short pause: someone who pauses every
            second must not flood the recogniser.
        rest: a silence this long may be the end of the answer: what is there is sent in any case.
        long_pause: a silence this long ends a piece however short: no silence inside pieces.
        enough: a piece this long is finished at the next pause.
        longest: without a pause a piece is cut here, under the recogniser's window of 30 s.
        search: ... at the quietest place of its last seconds.
        before, after: what is kept around speech.
        shortest: less speech than this, alone between long pauses, is a click or a cough and is not sent.
    """

    pause: float = 0.35
    growth: float = 4.0
    rest: float = 0.8
    long_pause: float = 2.0
    enough: float = 12.0
    longest: float = 26.0
    search: float = 8.0
    before: float = 0.5
    after: float = 0.3
    shortest: float = 0.2


class Cutter:
    """Takes sound block by block and gives pieces; holds the current piece and nothing older.

    A piece with the start of the last one replaces it (see `Piece`); one with another start begins behind
    it. So the last piece of each start, in order, are the answer without its pauses: none overlap.
    """

    def __init__(self, options: CutterOptions | None = None) -> None:
        self._options = options or CutterOptions()
        self._start = 0  # number of the first block held
        self._blocks: list[Block] = []
        self._speech: list[bool] = []
        self._sent = 0  # blocks that the last piece with this start held
        self._spoke_until: int | None = None  # number of the block behind the last piece's speech

    def push(self, block: Block, speech: bool) -> Piece | None:
        """Take the next 512 samples at 16 kHz, return a piece where it is time for one."""
        self._blocks.append(block)
        self._speech.append(speech)
        if not any(self._speech):
            self._drop(len(self._blocks) - _blocks(self._options.before))
            return None
        if len(self._blocks) >= _blocks(self._options.longest):
            return self._cut_in_speech()
        return None if speech else self._at_pause()

    def finish(self) -> Piece | None:
        """Return what was said since the last piece, if anything; the answer is over."""
        return self._piece() if self._has_news else None

    def _at_pause(self) -> Piece | None:
        options = self._options
        silent = len(self._blocks) - self._speech_end
        at_rest = silent == _blocks(options.rest)
        pausing = at_rest or silent == _blocks(options.pause)
        long_enough = len(self._blocks) >= _blocks(options.enough)
        if silent == _blocks(options.long_pause) or (pausing and long_enough):
            return self._finished()
        grown = len(self._blocks) - self._sent >= _blocks(options.growth)
        due = at_rest or (pausing and grown)
        return self._piece() if due and self._has_news else None

    def _finished(self) -> Piece | None:
        piece = self._piece() if self._has_news else None
        self._spoke_until = self._start + self._speech_end
        self._drop(self._piece_end)
        return piece

    def _cut_in_speech(self) -> Piece:
        levels = np.array([level_db(block) for block in self._blocks])
        smooth = np.convolve(levels, np.ones(3) / 3, mode="same")
        first = len(levels) - _blocks(self._options.search)
        quietest = first + int(np.argmin(smooth[first:-1]))
        piece = self._piece(quietest)
        self._spoke_until = self._start + len(self._blocks)
        self._drop(quietest)
        return piece

    @property
    def _speech_end(self) -> int:
        """Blocks up to the end of the last speech."""
        return len(self._speech) - self._speech[::-1].index(True)

    @property
    def _piece_end(self) -> int:
        return min(self._speech_end + _blocks(self._options.after), len(self._blocks))

    @property
    def _has_news(self) -> bool:
        enough_speech = sum(self._speech) * BLOCK_S >= self._options.shortest
        return any(self._speech[self._sent :]) and (enough_speech or self._goes_on)

    @property
    def _goes_on(self) -> bool:
        """Whether speech was shortly before this: then the shortest sound may be a word."""
        if self._spoke_until is None:
            return False
        silent = self._start + self._speech.index(True) - self._spoke_until
        return silent < _blocks(self._options.long_pause)

    def _piece(self, end: int | None = None) -> Piece:
        self._sent = self._piece_end if end is None else end
        clip = Clip(np.concatenate(self._blocks[: self._sent]), SAMPLE_RATE)
        return Piece(self._start * BLOCK / SAMPLE_RATE, clip)

    def _drop(self, blocks: int) -> None:
        if blocks > 0:
            del self._blocks[:blocks], self._speech[:blocks]
            self._start += blocks
            self._sent = 0


def _blocks(seconds: float) -> int:
    return round(seconds / BLOCK_S)
