"""Sounds that may be filled pauses: those in the time that the words of the transcript leave free."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.analysis.level import runs
from mockinterview.analysis.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mockinterview.analysis.level import Level
    from mockinterview.transcript import HeardPause

ACTIVE_RANGE_DB = 22.0
"""A filled pause lies at most this far below the loud parts."""
CUT_CHANGE_DB = 3.0
CUT_HOPS = 5  # 50 ms
MOST_PIECES = 3
BRIDGE_S = 0.05
SHORTEST_S, LONGEST_S = 0.09, 1.6
SOFT_S = 0.06
"""Word times are soft by this much, and by more where the recogniser doubts them."""
SOFT_IN_DOUBT_S = 0.2
LEAST_DOUBT = -6.0
"""From here on the recogniser itself says where to listen: the words' times need not leave room."""
LEAST_FREE = 0.6
SHORTEST_IN_WORD_S = 0.14
LEAST_OVER_S = 0.3
"""A word without doubt hides no pause unless it takes so much longer than it needs."""


@dataclass(frozen=True)
class Candidate:
    """A sound near a place between words that may be a filled pause.

    Attributes:
        first: its first hop.
        last: the hop behind its last one.
        place: where it was looked for.
        free: share of it that no word needs, in [0, 1].
        covered: share of it that lies within the times of the words beside it, in [0, 1].
        over_s: how much more time the word that it lies in takes than it needs, in seconds.
    """

    first: int
    last: int
    place: Place
    free: float
    covered: float
    over_s: float


def active(level: Level) -> NDArray[np.bool_]:
    """Return which hops are loud enough for a filled pause."""
    return level.db > max(level.threshold_db, level.speech_db - ACTIVE_RANGE_DB)


def pieces(level: Level, change_db: NDArray[np.float32]) -> tuple[tuple[int, int], ...]:
    """Cut the sound at silences and quick changes into pieces alike in themselves, as (first, last) hops."""
    loud = active(level)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(change_db, 3), 7)
    peaks = (change_db >= CUT_CHANGE_DB) & (change_db == np.max(around, axis=1))
    found: list[tuple[int, int]] = []
    for start, end in zip(*runs(loud), strict=True):
        cuts = [int(start)]
        for peak in start + 3 + np.flatnonzero(peaks[start + 3 : end - 3]):
            if peak - cuts[-1] >= CUT_HOPS:
                cuts.append(int(peak))
        found += pairwise([*cuts, int(end)])
    return tuple(found)


def candidates(
    level: Level, parts: Sequence[tuple[int, int]], between: Sequence[Place]
) -> tuple[Candidate, ...]:
    """Return every sound of one to three pieces, 0.09 to 1.6 s long, that lies mostly in free time."""
    starts = np.array([first for first, _ in parts])
    found = []
    for place in between:
        soft = SOFT_IN_DOUBT_S if doubted(place) else SOFT_S
        low, high = place.start - soft, place.end + soft
        near = max(int(np.searchsorted(starts, low / level.hop_s)) - MOST_PIECES, 0)
        for i in range(near, int(np.searchsorted(starts, high / level.hop_s))):
            for first, last in _unions(parts, i, BRIDGE_S / level.hop_s):
                candidate = _candidate(first, last, place, (low, high), level.hop_s)
                if _possible(candidate, level.hop_s):
                    found.append(candidate)
    return tuple(found)


def heard_candidates(
    level: Level, pauses: Sequence[HeardPause], between: Sequence[Place]
) -> tuple[Candidate, ...]:
    """Return every sound that the recogniser's ear takes for a filled pause, at the place nearest to it.

    Its word times say where it can be at best; the ear hears it where it is.
    """
    starts, ends = (np.array([getattr(place, edge) for place in between]) for edge in ("start", "end"))
    found = []
    for pause in pauses:
        if not 0.0 <= pause.start < pause.end < np.inf:  # a kept answer may say anything
            continue
        first = round(pause.start / level.hop_s)
        last = min(round(pause.end / level.hop_s), len(level.db))
        if SHORTEST_S <= (last - first) * level.hop_s <= LONGEST_S:
            middle = (pause.start + pause.end) / 2
            place = between[int(np.argmin(np.maximum(starts - middle, middle - ends)))]
            free = (place.start - SOFT_IN_DOUBT_S, place.end + SOFT_IN_DOUBT_S)
            found.append(_candidate(first, last, place, free, level.hop_s))
    return tuple(found)


def doubted(place: Place) -> bool:
    """Whether the recogniser holds it possible that a filled pause was dropped here."""
    return place.doubt is not None and place.doubt > LEAST_DOUBT


def _unions(parts: Sequence[tuple[int, int]], i: int, bridge: float) -> Iterator[tuple[int, int]]:
    """Yield piece `i` alone and with those that follow it closely."""
    for k in range(i, min(i + MOST_PIECES, len(parts))):
        if k > i and parts[k][0] - parts[k - 1][1] > bridge:
            return
        yield parts[i][0], parts[k][1]


def _candidate(first: int, last: int, place: Place, free: tuple[float, float], hop_s: float) -> Candidate:
    start, end = first * hop_s, last * hop_s
    before, after = (_overlap(start, end, claim.start, claim.end) for claim in (place.before, place.after))
    return Candidate(
        first,
        last,
        place,
        free=_overlap(start, end, *free) / (end - start),
        covered=min((before + after) / (end - start), 1.0),
        over_s=(place.after if after > before else place.before).over_s,
    )


def _overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    return max(min(end, other_end) - max(start, other_start), 0.0)


def _possible(candidate: Candidate, hop_s: float) -> bool:
    seconds = (candidate.last - candidate.first) * hop_s
    if not SHORTEST_S <= seconds <= LONGEST_S or candidate.free < LEAST_FREE:
        return False
    in_word = candidate.covered >= 0.5 and not doubted(candidate.place)
    return not in_word or (seconds >= SHORTEST_IN_WORD_S and candidate.over_s >= LEAST_OVER_S)
