"""Learns what tells a filled pause from other sounds: `python -m benchmarks.train_hesitations`.

Voices and texts that are learnt from are never those that `benchmarks/fillers_sound.py` reports on. Each
recording is looked at with several transcripts: the true word times, shaken ones, words that swallow the
pause before them (as Whisper's do), and what the real Whisper heard, with and without its doubt and its ear
(a probe that never heard this voice, see `train_probe`). Synthetic voices say um briefly, people draw it out
and mumble it: so each is learnt from a second time, stretched up to 3.5 times, softer, in more noise, in a
higher or deeper voice.

With `--check` nothing is written: each group of voices is judged by what was learnt from the others, at
several thresholds.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import mockinterview.analysis
from benchmarks.agreement import agreement
from benchmarks.altered import times_of
from benchmarks.fillers_sound import matched, written
from benchmarks.recognised import heard_by, transcript
from benchmarks.train_probe import GROUPS, PORTIONS, spoken, stranger
from mockinterview.analysis.candidates import Candidate, candidates, doubted, heard_candidates, pieces
from mockinterview.analysis.hesitations import Judge, find_hesitations, judge_from
from mockinterview.analysis.level import measure_level
from mockinterview.analysis.measured_sound import measure_sound
from mockinterview.analysis.places import is_filled_pause, places
from mockinterview.analysis.shape import Witness, shape, sound, testimony
from mockinterview.analysis.sound_features import sound_features
from mockinterview.recognition.probe import MODEL
from mockinterview.transcript import HeardPause, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.agreement import Counts
    from benchmarks.speech_maker import Recording
    from mockinterview.analysis.measured_sound import MeasuredSound

HIDDEN = 16
NETWORKS = 6
"""So many are learnt from different beginnings; their mean is kept, as one wider network."""
EPOCHS = 40
THRESHOLD, THRESHOLD_WITH_EAR = 1.2, 0.25
THRESHOLDS = (-0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 1.5, 2.0)
DOUBT_THRESHOLD = -5.0
EAR_THRESHOLD = 0.0
DOUBT_OFFSET = {"tiny.en": 0.0, "other": 0.0}
SHORTEST_HEARD_S = 0.1
"""A pause that the voice spoke shorter than this is no example of one."""


Row = tuple[dict[str, float], int, float]
"""A candidate's description, whether it is a filled pause, and how much it counts."""


@dataclass(frozen=True)
class Rows:
    """Candidates described, with what they are: 1 a filled pause, 0 none, and how much each counts."""

    values: NDArray[np.float64]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


def shaken(
    words: Sequence[Word], random: np.random.Generator, spread_s: float, swallowing: float
) -> Transcript:
    """Return the words with times as a recogniser gives them.

    Args:
        words: with their true times.
        random: where the errors come from.
        spread_s: standard deviation of the error of each time.
        swallowing: chance that a word begins where the one before it ended.
    """
    found, last = [], 0.0
    for word in words:
        begins, ends = times_of(word)
        swallows = begins - last < 1.0 and random.random() < swallowing
        start = (last if swallows else begins) + spread_s * random.normal()
        last = ends
        found.append(Word(start, max(last + spread_s * random.normal(), start + 0.02), word.text))
    return Transcript.from_words(found)


def label(
    candidate: Candidate, hop_s: float, filled_pauses: Sequence[Word], heard: Sequence[HeardPause] = ()
) -> int | None:
    """Return 1 where the candidate is a filled pause, 0 where it is none, None where it is a part of one."""
    start, end = candidate.first * hop_s, candidate.last * hop_s
    told = doubted(candidate.place) or Witness(pauses=tuple(heard)).heard(candidate, hop_s)[1] > 0.5
    found = 0
    for pause in filled_pauses:
        begins, ends = times_of(pause)
        common = min(end, ends) - max(start, begins)
        if common / (max(end, ends) - min(start, begins)) >= (0.3 if told else 0.5):
            return 1 if told or ends - begins >= SHORTEST_HEARD_S else None
        if common > 0.2 * (end - start):
            found = -1
    return None if found else 0


def rows_of(
    made: Recording, random: np.random.Generator, heard: Transcript | None, pauses: tuple[HeardPause, ...]
) -> Iterator[Row]:
    """Yield every candidate of a recording under each kind of transcript.

    Args:
        made: the recording.
        random: what shakes the words' times.
        heard: what the real recogniser wrote, None to do without.
        pauses: what its ear heard.
    """
    level, features = measure_level(made.clip), sound_features(made.clip)
    whole, parts = sound(level, features), pieces(level, features.change_db)
    swallowing = shaken(made.words, random, 0.03, 0.6)
    kinds = [shaken(made.words, random, 0.0, 0.0), shaken(made.words, random, 0.04, 0.0), swallowing]
    known = [word for word in heard.words if is_filled_pause(word)] if heard else []
    for kind in (*kinds, *([heard] if heard else [])):
        between = places(kind, made.clip.duration)
        told = pauses if kind is heard or kind is swallowing else ()
        for candidate in (*candidates(level, parts, between), *heard_candidates(level, told, between)):
            is_pause = label(candidate, level.hop_s, made.filled_pauses, told)
            if is_pause is None or (kind is heard and label(candidate, level.hop_s, known, told) != 0):
                continue
            row, weight = shape(candidate, whole), 1.5 if is_pause else 1.0
            for witness, counts in _witnesses(pauses, heard=kind is heard, shaken=kind is swallowing):
                yield {**row, **testimony(candidate, witness, level.hop_s)}, is_pause, counts * weight


def _witnesses(
    pauses: tuple[HeardPause, ...], *, heard: bool, shaken: bool
) -> Iterator[tuple[Witness | None, float]]:
    """Yield what the recogniser may say beside its words, and how much each case counts."""
    yield None, 1.0
    if heard:
        yield Witness(), 3.0
    if heard or shaken:
        yield Witness(pauses=pauses), 3.0 if heard else 1.0


def learnt_from(found: Sequence[Row]) -> dict[str, Any]:
    """Return the network, as `hesitations.judge_from` reads it."""
    values = np.array([list(row.values()) for row, _, _ in found])
    rows = Rows(values, *(np.array(column, float) for column in list(zip(*found, strict=True))[1:]))
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    networks = [_network(rows, mean, scale, seed) for seed in range(NETWORKS)]
    return {
        "names": list(found[0][0]),
        "mean": _rounded(mean),
        "scale": _rounded(scale),
        "hidden": _rounded(np.concatenate([n[0] for n in networks], axis=1)),
        "hidden_bias": _rounded(np.concatenate([n[1] for n in networks])),
        "output": _rounded(np.concatenate([n[2] for n in networks]) / NETWORKS),
        "output_bias": float(np.mean([n[3] for n in networks])),
        "threshold": THRESHOLD,
        "threshold_with_ear": THRESHOLD_WITH_EAR,
        "doubt_threshold": DOUBT_THRESHOLD,
        "ear_threshold": EAR_THRESHOLD,
        "doubt_offset": DOUBT_OFFSET,
    }


def _network(
    rows: Rows, mean: NDArray[np.float64], scale: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    x = torch.tensor(np.clip((rows.values - mean) / scale, -4, 4), dtype=torch.float32)
    y, weights = (torch.tensor(column, dtype=torch.float32) for column in (rows.labels, rows.weights))
    hidden, output = nn.Linear(x.shape[1], HIDDEN), nn.Linear(HIDDEN, 1)
    network = nn.Sequential(hidden, nn.Tanh(), nn.Dropout(0.3), output)
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, EPOCHS)
    for _ in range(EPOCHS):
        for batch in torch.split(torch.randperm(len(x)), 512):
            loss = nn.functional.binary_cross_entropy_with_logits(
                network(x[batch])[:, 0], y[batch], weights[batch]
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
            optimiser.step()
        schedule.step()
    with torch.no_grad():
        return hidden.weight.numpy().T, hidden.bias.numpy(), output.weight.numpy()[0], float(output.bias)


def _rounded(values: NDArray[np.float64]) -> Any:
    return np.round(values.astype(float), 4).tolist()


def rows_from(voice: str) -> list[Row]:
    """Return every candidate of all that a voice reads."""
    found: list[Row] = []
    for read in spoken(voice):
        random, pauses = np.random.default_rng(len(found)), _ear(voice, read.recording)
        heard = None if read.altered else transcript(read.recording.clip, MODEL)
        found += rows_of(read.recording, random, heard, pauses)
    return found


def _ear(voice: str, made: Recording) -> tuple[HeardPause, ...]:
    return heard_by(stranger(voice), made.clip)


def check() -> None:
    """Print how each group of voices is judged by what was learnt from the others."""
    rows = {voice: rows_from(voice) for voice in PORTIONS}
    counts: dict[float, list[Counts]] = {}
    for group in GROUPS:
        learnt = learnt_from([row for voice in PORTIONS if voice not in group for row in rows[voice]])
        of_group: dict[float, list[Counts]] = {}
        for made, words in (pair for voice in group for pair in _as_heard(voice)):
            measured = measure_sound(made.clip)
            for threshold in THRESHOLDS:
                judge = judge_from({**learnt, "threshold_with_ear": threshold})
                of_group.setdefault(threshold, []).append(_count(made, words, measured, judge))
        _print(" ".join(group), of_group)
        for threshold, those in of_group.items():
            counts.setdefault(threshold, []).extend(those)
    _print("all", counts)


def _as_heard(voice: str) -> Iterator[tuple[Recording, Transcript]]:
    for read in spoken(voice):
        if not read.altered:
            words = transcript(read.recording.clip, MODEL)
            yield read.recording, replace(words, heard_pauses=_ear(voice, read.recording))


def _count(made: Recording, words: Transcript, measured: MeasuredSound, judge: Judge) -> Counts:
    found = find_hesitations(measured, words, judge).found
    spans = [*written(words), *((hesitation.start, hesitation.end) for hesitation in found)]
    return matched(spans, [times_of(pause) for pause in made.filled_pauses])


def _print(name: str, by_threshold: dict[float, list[Counts]]) -> None:
    for threshold, counts in by_threshold.items():
        result = agreement(counts)
        print(f"{name:<24} {threshold:>4}  precision {result.precision}  recall {result.recall}", flush=True)


def main() -> None:
    """Learn from the recordings of all voices and write the weights into the package."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_hesitations", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only see how strange voices are judged")
    if parser.parse_args().check:
        check()
        return
    found = [row for voice in PORTIONS for row in rows_from(voice)]
    target = Path(mockinterview.analysis.__file__).with_name("hesitations.json")
    target.write_text(json.dumps(learnt_from(found)) + "\n", encoding="utf-8")
    pauses = sum(is_pause for _, is_pause, _ in found)
    print(f"{len(found)} candidates, {pauses} of them filled pauses -> {target.name}")


if __name__ == "__main__":
    main()
