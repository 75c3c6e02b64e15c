"""Hesitations: filled pauses that were spoken but do not stand in the transcript."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from mockinterview.analysis.candidates import candidates, heard_candidates, pieces
from mockinterview.analysis.places import is_filled_pause, places
from mockinterview.analysis.shape import Witness, shape, sound, testimony

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.analysis.candidates import Candidate
    from mockinterview.analysis.measured_sound import MeasuredSound
    from mockinterview.analysis.places import Place
    from mockinterview.analysis.shape import Sound
    from mockinterview.transcript import HeardPause, Transcript

Evidence = Literal["recogniser", "sound"]

TOO_NOISY_DB = 12.0
"""Where loud speech stands out of the noise by less, breath, noise and ums are not told apart."""
APART_S = 0.08
"""Two hesitations have at least this between them."""
CLEAR_SOUND = 1.0
"""By so much, in log-odds, the sound must be surer than the threshold where the recogniser, which has no ear,
doubts nothing: it may be wrong."""
SAME_DOUBT_S = 0.5
"""One doubt speaks for one filled pause: another one as near as this must be told by its sound alone."""
BESIDE_WRITTEN_S = 0.1


@dataclass(frozen=True)
class Hesitation:
    """One filled pause that the transcript lacks.

    Attributes:
        start: seconds from the clip's start.
        end: seconds from the clip's start.
        score: how sure, in [0, 1]; higher is surer.
        evidence: who spoke for it: the recogniser (its doubt, its ear), the sound, or both.
    """

    start: float
    end: float
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Hesitations:
    """All of an answer.

    Attributes:
        found: in order of time.
        too_noisy: the recording is too noisy for the sound to be trusted; then counts are not given.
    """

    found: tuple[Hesitation, ...] = ()
    too_noisy: bool = False


@dataclass(frozen=True, eq=False)
class Judge:
    """A small network with one hidden layer, learnt from synthetic voices (benchmarks/train_hesitations.py).

    Attributes:
        names: of the n numbers that it looks at, in order.
        mean: what they are usually, shape (n,).
        scale: how much they vary, shape (n,).
        hidden: weights of the hidden layer, shape (n, m).
        hidden_bias: shape (m,).
        output: weights of the output, shape (m,).
        output_bias: of the output.
        threshold: log-odds from which on a filled pause is reported.
        threshold_with_ear: the same where the recogniser's ear has a say.
        doubt_threshold: log-probability from which on Whisper's doubt counts as evidence by itself.
        ear_threshold: log-odds from which on its ear does.
        doubt_offset: by model: what to add to its doubt to make it comparable to tiny.en's.
    """

    names: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    output: NDArray[np.float64]
    output_bias: float
    threshold: float
    threshold_with_ear: float
    doubt_threshold: float
    ear_threshold: float
    doubt_offset: dict[str, float]

    def log_odds(self, rows: Sequence[dict[str, float]]) -> NDArray[np.float64]:
        """Return the log-odds of a filled pause for each row, shape (len(rows),)."""
        values = np.array([[row[name] for name in self.names] for row in rows]).reshape(-1, len(self.names))
        usual = np.clip((values - self.mean) / self.scale, -4.0, 4.0)
        odds: NDArray[np.float64] = (
            np.tanh(usual @ self.hidden + self.hidden_bias) @ self.output + self.output_bias
        )
        return odds

    def offset(self, model: str | None) -> float:
        """Return what to add to a model's doubts."""
        return self.doubt_offset.get(model or "", self.doubt_offset["other"])

    def doubts(self, place: Place, offset: float) -> bool:
        """Whether the recogniser's doubt at a place is evidence by itself."""
        return place.doubt is not None and place.doubt + offset > self.doubt_threshold

    def hears(self, pause: HeardPause | None) -> bool:
        """Whether what its ear heard is evidence by itself."""
        return pause is not None and pause.log_odds > self.ear_threshold


def find_hesitations(
    measured: MeasuredSound, transcript: Transcript, judge: Judge | None = None
) -> Hesitations:
    """Return the hesitations of an answer.

    Sounds in the time that the words leave free, and where the recogniser doubts that nothing was said or its
    ear takes them for one, are judged by their shape, by that doubt and by that ear. Where no word has times,
    nothing can be found; where the recogniser says nothing, the sound is judged alone.

    Args:
        measured: the answer's sound.
        transcript: its words.
        judge: who decides; the one that comes with the package where none is given.
    """
    judge = judge or load_judge()
    if not any(word.start is not None and word.end is not None for word in transcript.words):
        return Hesitations()
    level = measured.level
    if level.speech_db < TOO_NOISY_DB:
        return Hesitations(too_noisy=not measured.silent)
    features = measured.features
    between, pauses = places(transcript, measured.duration), transcript.heard_pauses
    found = candidates(level, pieces(level, features.change_db), between)
    found += heard_candidates(level, pauses or (), between)
    written = [
        (word.start, word.end)
        for word in transcript.words
        if word.start is not None and word.end is not None and is_filled_pause(word)
    ]
    unwritten = [c for c in found if not c.place.written and not _beside(c, written, level.hop_s)]
    witness = Witness(judge.offset(transcript.model), pauses)
    return Hesitations(_judged(unwritten, sound(level, features), witness, judge))


def _beside(candidate: Candidate, written: list[tuple[float, float]], hop_s: float) -> bool:
    """Whether the candidate is a filled pause that stands in the transcript."""
    start, end = candidate.first * hop_s - BESIDE_WRITTEN_S, candidate.last * hop_s + BESIDE_WRITTEN_S
    return any(start < written_end and end > written_start for written_start, written_end in written)


def _judged(
    found: Sequence[Candidate], whole: Sound, witness: Witness, judge: Judge
) -> tuple[Hesitation, ...]:
    """Return the candidates that are filled pauses, the surest of those that overlap."""
    hop_s = whole.level.hop_s
    shapes = [shape(candidate, whole) for candidate in found]
    by_sound, by_all = (
        judge.log_odds([{**row, **testimony(c, told, hop_s)} for row, c in zip(shapes, found, strict=True)])
        for told in (None, witness)
    )
    has_ear = witness.pauses is not None  # then the sound alone finds nothing that it does not find
    threshold = judge.threshold_with_ear if has_ear else judge.threshold
    either = by_all if has_ear else np.maximum(by_sound - CLEAR_SOUND, by_all)
    chosen: list[Hesitation] = []
    told: set[HeardPause] = set()  # one heard pause speaks for one filled pause
    for i in np.argsort(-either, kind="stable"):
        odds, candidate = float(either[i]), found[i]
        if odds < threshold:
            break
        pause, _ = witness.heard(candidate, hop_s)
        if pause in told:
            continue
        sounds, hears = float(by_sound[i]) > judge.threshold, judge.hears(pause)
        start, end = candidate.first * hop_s, candidate.last * hop_s
        apart_s = APART_S if sounds or hears else SAME_DOUBT_S
        if all(end + apart_s <= other.start or other.end + apart_s <= start for other in chosen):
            heard = hears or judge.doubts(candidate.place, witness.doubt_offset)
            score = 1 / (1 + float(np.exp(-odds)))
            chosen.append(Hesitation(start, end, score, _evidence(heard=heard, sounds=sounds)))
            if pause is not None:
                told.add(pause)
    return tuple(sorted(chosen, key=lambda hesitation: hesitation.start))


def _evidence(*, heard: bool, sounds: bool) -> tuple[Evidence, ...]:
    """Return who spoke for it; where neither would have been enough alone, both did."""
    if heard == sounds:
        return ("recogniser", "sound")
    return ("recogniser",) if heard else ("sound",)


@cache
def load_judge() -> Judge:
    """Load what was learnt; it comes with the package."""
    text = files("mockinterview.analysis").joinpath("hesitations.json").read_text(encoding="utf-8")
    return judge_from(json.loads(text))


def judge_from(learnt: dict[str, Any]) -> Judge:
    """Build a judge from what `benchmarks/train_hesitations.py` writes."""
    arrays = {name: np.array(learnt[name]) for name in ("mean", "scale", "hidden", "hidden_bias", "output")}
    return Judge(**{**learnt, **arrays, "names": tuple(learnt["names"])})
