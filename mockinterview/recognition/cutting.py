"""Where to cut long sound: at its quietest places, so that no word is torn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mockinterview.ports import Piece

if TYPE_CHECKING:
    from mockinterview.clip import Clip

LONGEST_S = 28.0
"""Whisper hears 30 s at once; a little room is left."""

SHORTEST_S = 15.0
HOP_S = 0.02
QUIET_HOPS = 15
"""The quietest 0.3 s: longer than the closure of a consonant, as short as a breath between sentences."""


def pieces(clip: Clip) -> list[Piece]:
    """Cut a clip into pieces of 15 to 28 s (the last one shorter), end to end, nothing lost.

    Each cut lies in the middle of the quietest 0.3 s of the range it may fall in.
    """
    found = []
    start = 0.0
    while clip.duration - start > LONGEST_S:
        latest = min(LONGEST_S, clip.duration - start - 1.0)
        cut = start + SHORTEST_S + _quietest(clip.between(start + SHORTEST_S, start + latest))
        found.append(Piece(start, clip.between(start, cut)))
        start = cut
    found.append(Piece(start, clip.between(start, clip.duration)))
    return found


def _quietest(clip: Clip) -> float:
    """Return the middle of the quietest stretch in seconds from the clip's start."""
    hop = round(HOP_S * clip.sample_rate)
    count = len(clip.samples) // hop
    energy = np.square(clip.samples[: count * hop].astype(np.float64)).reshape(count, hop).sum(axis=1)
    stretches = np.convolve(energy, np.ones(QUIET_HOPS), mode="valid")
    return float((np.argmin(stretches) + QUIET_HOPS / 2) * HOP_S)
