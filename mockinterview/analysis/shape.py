"""The shape of a sound in numbers that tell an um from a breath, a click, laughter or a word."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mockinterview.analysis.candidates import active
from mockinterview.analysis.level import Level
from mockinterview.analysis.sound_features import SoundFeatures
from mockinterview.transcript import HeardPause

if TYPE_CHECKING:
    from mockinterview.analysis.candidates import Candidate
    from mockinterview.analysis.places import Place

SILENCE_HOPS = 30  # 0.3 s
DOUBT_CENTRE, DOUBT_KNEE = -8.0, -6.0
NOTHING_HEARD = -2.0  # below all that the ear tells of

Heard = tuple[HeardPause | None, float]
"""What a sound was heard as, and the share of their time in common, in [0, 1]; (None, 0) where as nothing."""


@dataclass(frozen=True)
class Witness:
    """What the recogniser has to say beside its words.

    Attributes:
        doubt_offset: added to its doubts, as models doubt more or less readily.
        pauses: what its ear takes for filled pauses, None for a model without such an ear.
    """

    doubt_offset: float = 0.0
    pauses: tuple[HeardPause, ...] | None = None

    def heard(self, candidate: Candidate, hop_s: float) -> Heard:
        """Return which heard pause a candidate is, and how much of both their time they have in common."""
        start, end = candidate.first * hop_s, candidate.last * hop_s
        best: Heard = (None, 0.0)
        for pause in (self.pauses or ())[bisect_right(self._ends, start) :]:
            if pause.start >= end:
                break
            common = min(end, pause.end) - max(start, pause.start)
            share = common / (max(end, pause.end) - min(start, pause.start))
            best = max(best, (pause, share), key=lambda heard: heard[1])
        return best

    @cached_property
    def _ends(self) -> list[float]:
        return [pause.end for pause in self.pauses or ()]


@dataclass(frozen=True, eq=False)
class Sound:
    """A whole recording, and what is usual in its voiced speech; spectra are relative to that.

    Attributes:
        level: the level of each hop.
        features: the features of each hop.
        active: which hops are loud enough for a filled pause, shape (n_hops,).
        spectrum_db: the usual spectrum, shape (18,).
        change_db: the usual change.
        pitch: the usual pitch, in octaves (log2 of Hz).
    """

    level: Level
    features: SoundFeatures
    active: NDArray[np.bool_]
    spectrum_db: NDArray[np.float32]
    change_db: float
    pitch: float


def sound(level: Level, features: SoundFeatures) -> Sound:
    """Measure what is usual in the loud and voiced parts."""
    loud = level.db > max(level.threshold_db, level.speech_db - 15.0)
    voiced = loud & (features.voicing > 0.5)
    chosen = voiced if np.count_nonzero(voiced) > 20 else loud
    if not chosen.any():
        chosen = np.ones_like(chosen)
    return Sound(
        level,
        features,
        active(level),
        features.spectrum_db[chosen].mean(axis=0),
        max(float(np.median(features.change_db[chosen])), 0.5),
        float(np.median(np.log2(features.pitch_hz[chosen]))),
    )


def shape(candidate: Candidate, whole: Sound) -> dict[str, float]:
    """Describe a candidate in numbers of about -3 to 3, by name."""
    return {
        **_length(candidate, whole),
        **_level(candidate, whole),
        **_spectrum(candidate, whole),
        **_voice(candidate, whole),
    }


def testimony(candidate: Candidate, witness: Witness | None, hop_s: float) -> dict[str, float]:
    """Describe what the recogniser says of a candidate, in numbers by name; all zero without one.

    Args:
        candidate: what is described.
        witness: the recogniser, None to leave it out: what does the sound say alone?
        hop_s: seconds a hop.
    """
    if witness is None:
        return {**_doubt(candidate.place, None), **_ear(None)}
    heard = witness.heard(candidate, hop_s) if witness.pauses is not None else None
    return {**_doubt(candidate.place, witness.doubt_offset), **_ear(heard)}


def _doubt(place: Place, offset: float | None) -> dict[str, float]:
    here = near = None
    if offset is not None and place.doubt is not None:
        here = place.doubt + offset
        near = place.near_doubt + offset if place.near_doubt is not None else None
    return {
        "doubt_known": float(here is not None),
        "doubt": 0.0 if here is None else float(np.clip(here - DOUBT_CENTRE, -4.0, 6.0)) / 3,
        "doubt_high": 0.0 if here is None else max(here - DOUBT_KNEE, 0.0) / 2,
        "doubt_near": 0.0 if near is None else float(np.clip(near - DOUBT_CENTRE, -4.0, 6.0)) / 3,
        "doubt_near_high": 0.0 if near is None else max(near - DOUBT_KNEE, 0.0) / 2,
    }


def _ear(heard: Heard | None) -> dict[str, float]:
    if heard is None:
        return {"ear_known": 0.0, "ear": 0.0, "ear_share": 0.0}
    pause, share = heard
    surely = float(np.clip(pause.log_odds, -1.0, 6.0)) if pause else NOTHING_HEARD
    return {"ear_known": 1.0, "ear": surely / 2, "ear_share": share}


def _length(candidate: Candidate, whole: Sound) -> dict[str, float]:
    """How long it is, and how that fits into the time that the words leave free."""
    hop_s, place = whole.level.hop_s, candidate.place
    seconds = (candidate.last - candidate.first) * hop_s
    room = place.end - place.start
    sounding = _sounding(whole, place.before.start, place.after.end)
    overdraw = candidate.covered * seconds - candidate.over_s
    excess = float(np.clip(sounding - place.before.needed_s - place.after.needed_s, -0.5, 1.5))
    return {
        "length": float(np.log2(seconds / 0.3)),
        "short": max(0.2 - seconds, 0.0) * 10,
        "long": max(seconds - 0.6, 0.0) * 2,
        "room": min(room, 1.5),
        "gap": min(place.gap_s, 1.0),
        "fill": min(seconds / (room + 0.2), 2.0),
        "edge": float(place.edge),
        "free": candidate.free,
        "covered": candidate.covered,
        "over": float(np.clip(candidate.over_s, -0.5, 1.5)),
        "overdraw": max(overdraw, -0.5) if candidate.covered > 0.5 else -0.5,
        "excess": excess,
        "rest": float(np.clip(_sounding(whole, place.start, place.end) - seconds, 0.0, 3.0)),
        "excess_share": float(np.clip(excess / seconds, -2.0, 3.0)),
    }


def _sounding(whole: Sound, start: float, end: float) -> float:
    """Return for how many seconds from `start` to `end` there is sound."""
    hop_s = whole.level.hop_s
    return float(np.count_nonzero(whole.active[round(start / hop_s) : round(end / hop_s)])) * hop_s


def _level(candidate: Candidate, whole: Sound) -> dict[str, float]:
    """How loud it is, how evenly, and how it stands out of what lies around it."""
    first, last, level = candidate.first, candidate.last, whole.level
    db, edge = level.db[first:last], _edge(candidate)
    before = _silence(whole.active[max(first - SILENCE_HOPS, 0) : first][::-1])
    after = _silence(whole.active[last : last + SILENCE_HOPS])
    return {
        "silence_before": before,
        "silence_after": after,
        "alone": min(before, after),
        "level": float(np.mean(db) - level.speech_db) / 10,
        "peak": float(np.max(db) - level.speech_db) / 10,
        "unevenness": float(np.std(db[edge:-edge])) / 5,
        "step_before": float(np.mean(db[:5]) - np.mean(level.db[max(first - 8, 0) : first + 1])) / 10,
        "step_after": float(np.mean(db[-5:]) - np.mean(level.db[last - 1 : last + 8])) / 10,
        "range": level.speech_db / 20,
    }


def _spectrum(candidate: Candidate, whole: Sound) -> dict[str, float]:
    """How its spectrum moves, and how it differs from this speaker's usual one."""
    first, last, features = candidate.first, candidate.last, whole.features
    edge = _edge(candidate)
    change = features.change_db[first + edge : last - edge] / whole.change_db
    spectrum = features.spectrum_db[first:last]
    colour = spectrum.mean(axis=0) - whole.spectrum_db
    colour = (colour - colour.mean()) / 10
    tilt = spectrum[:, 7:].mean(axis=1) - spectrum[:, :4].mean(axis=1)
    third = max(1, len(tilt) // 3)
    cut_before = features.change_db[max(first - 3, 0) : first + 3]
    cut_after = features.change_db[last - 3 : last + 3]
    return {
        "change": float(np.mean(change)),
        "change_max": float(np.max(change)),
        "change_low": float(np.percentile(change, 25)),
        "cut_before": float(np.max(cut_before)) / whole.change_db,
        "cut_after": float(np.max(cut_after)) / whole.change_db,
        "tilt_end": float(tilt[-third:].mean() - tilt[:third].mean()) / 10,
        "foreign": float(np.mean(np.abs(colour))),
        **{f"colour_{k}": float(colour[3 * k : 3 * k + 3].mean()) for k in range(6)},
    }


def _voice(candidate: Candidate, whole: Sound) -> dict[str, float]:
    """How much voice is in it, and how steady its pitch."""
    inside, features = slice(candidate.first, candidate.last), whole.features
    voiced = features.voicing[inside] > 0.5
    heard = features.pitch_hz[inside][voiced]
    pitch = np.log2(heard) if len(heard) >= 3 else np.array([whole.pitch])
    low, middle, high = np.percentile(pitch, [20, 50, 80])
    return {
        "voicing": float(np.mean(features.voicing[inside])),
        "voiced": float(np.mean(voiced)),
        "pitch": float(middle - whole.pitch),
        "pitch_spread": min(float(high - low) * 4, 3.0),
        "flatness": float(np.mean(features.flatness[inside])) * 3,
    }


def _edge(candidate: Candidate) -> int:
    """Return how many hops at either end belong to the neighbours' sound too."""
    return max(1, min(3, (candidate.last - candidate.first) // 4))


def _silence(sounding: NDArray[np.bool_]) -> float:
    """Return how long it is silent from the beginning on, 1 for 0.3 s and more."""
    return float(np.argmax(sounding)) / SILENCE_HOPS if sounding.any() else 1.0
