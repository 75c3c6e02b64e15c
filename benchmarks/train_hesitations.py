"""Learns what tells a filled pause from other sounds: `python -m benchmarks.train_hesitations`.

Voices and texts that are learnt from are never those that `benchmarks/fillers_sound.py` reports on. Each
recording is looked at with several transcripts: the true word times, shaken ones, words that swallow the
pause before them (as Whisper's do), and what the real Whisper heard, with and without its doubt. Synthetic
voices say um briefly, people draw it out and mumble it: so each is learnt from a second time, stretched up to
3.5 times, softer, in more noise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import mockinterview.analysis
from benchmarks.recognised import transcript
from benchmarks.sound_effects import stretched, with_noise
from benchmarks.speech_maker import CONDITIONS, Recording, recording, scripts
from mockinterview.analysis.candidates import Candidate, candidates, doubted, pieces
from mockinterview.analysis.level import measure_level
from mockinterview.analysis.places import is_filled_pause, places
from mockinterview.analysis.shape import doubt, shape, sound
from mockinterview.analysis.sound_features import sound_features
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PORTIONS = {"joe": (40, 16), "slt": (40, 16), "awb": (24, 10), "jf_alpha": (20, 0), "jf_nezumi": (12, 0)}
"""How many answers each voice reads, and how many more of them with filled pauses thrown in."""
MODEL = "tiny.en"
QUIET_DB = 30.0
"""Recordings of at least this signal-to-noise ratio are made hesitant and noisier."""
HIDDEN = 16
NETWORKS = 6
"""So many are learnt from different beginnings; their mean is kept, as one wider network."""
EPOCHS = 40
THRESHOLD = 1.2
DOUBT_THRESHOLD = -5.0
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
        begins, ends = _times(word)
        swallows = begins - last < 1.0 and random.random() < swallowing
        start = (last if swallows else begins) + spread_s * random.normal()
        last = ends
        found.append(Word(start, max(last + spread_s * random.normal(), start + 0.02), word.text))
    return Transcript.from_words(found)


def label(candidate: Candidate, hop_s: float, filled_pauses: Sequence[Word]) -> int | None:
    """Return 1 where the candidate is a filled pause, 0 where it is none, None where it is a part of one."""
    start, end = candidate.first * hop_s, candidate.last * hop_s
    least = 0.3 if doubted(candidate.place) else 0.5
    found = 0
    for pause in filled_pauses:
        begins, ends = _times(pause)
        common = min(end, ends) - max(start, begins)
        if common / (max(end, ends) - min(start, begins)) >= least:
            return 1 if doubted(candidate.place) or ends - begins >= SHORTEST_HEARD_S else None
        if common > 0.2 * (end - start):
            found = -1
    return None if found else 0


def hesitant(made: Recording, random: np.random.Generator) -> Recording:
    """Return the recording with its filled pauses longer and softer, and more noise."""
    sound, parts, last, moved = made.clip.samples.astype(np.float64), [], 0, [(0.0, 0.0)]
    filled = []
    for pause in made.filled_pauses:
        start, end = (round(time * SAMPLE_RATE) for time in _times(pause))
        longer = stretched(sound[start:end], 2 ** random.uniform(0, 1.8))
        fade = np.clip(np.minimum(np.arange(len(longer)), np.arange(len(longer))[::-1]) / 320, 0, 1)
        parts += [sound[last:start], longer * (1 + fade * (10 ** (random.uniform(-9, 0) / 20) - 1))]
        first = start / SAMPLE_RATE + moved[-1][1]
        filled.append(Word(first, first + len(longer) / SAMPLE_RATE, pause.text))
        moved.append((end / SAMPLE_RATE, moved[-1][1] + (len(longer) - (end - start)) / SAMPLE_RATE))
        last = end
    noisy = with_noise(random, np.concatenate([*parts, sound[last:]]), random.uniform(8, 35))
    clip = Clip((noisy / max(1.0, float(np.max(np.abs(noisy))))).astype(np.float32))
    times = [_times(word) for word in made.words]
    words = tuple(
        Word(_moved(start, moved), _moved(end, moved), word.text)
        for (start, end), word in zip(times, made.words, strict=True)
    )
    return Recording(made.name, clip, words, tuple(filled))


def _moved(time: float, moved: Sequence[tuple[float, float]]) -> float:
    """Return a time behind all that was made longer before it; `moved` holds (from when on, by how much)."""
    return time + [by for start, by in moved if start <= time + 0.005][-1]


def _times(word: Word) -> tuple[float, float]:
    assert word.start is not None
    assert word.end is not None
    return word.start, word.end


def rows_of(made: Recording, random: np.random.Generator, heard: Transcript | None) -> Iterator[Row]:
    """Yield every candidate of a recording under each kind of transcript."""
    level, features = measure_level(made.clip), sound_features(made.clip)
    whole, parts = sound(level, features), pieces(level, features.change_db)
    kinds = [
        shaken(made.words, random, 0.0, 0.0),
        shaken(made.words, random, 0.04, 0.0),
        shaken(made.words, random, 0.03, 0.6),
        *([heard] if heard else []),
    ]
    written = [word for word in heard.words if is_filled_pause(word)] if heard else []
    for kind in kinds:
        for candidate in candidates(level, parts, places(kind, made.clip.duration)):
            is_pause = label(candidate, level.hop_s, made.filled_pauses)
            if is_pause is None or (kind is heard and label(candidate, level.hop_s, written) != 0):
                continue
            row = shape(candidate, whole)
            weight = 1.5 if is_pause else 1.0
            yield {**row, **doubt(candidate.place, 0.0, known=False)}, is_pause, weight
            if kind is heard:
                yield {**row, **doubt(candidate.place, 0.0)}, is_pause, 3 * weight


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
        "doubt_threshold": DOUBT_THRESHOLD,
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
    network = nn.Sequential(hidden, nn.Tanh(), nn.Dropout(0.1), output)
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3, weight_decay=1e-2)
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


def main() -> None:
    """Learn from the recordings of all voices and write the weights into the package."""
    found: list[Row] = []
    for voice, counts in PORTIONS.items():
        for extra_fillers, count in enumerate(counts):
            for script in scripts(voice, held_back=False, count=count, extra_fillers=bool(extra_fillers)):
                made, random = recording(script), np.random.default_rng(len(found))
                found += rows_of(made, random, transcript(made.clip, MODEL))
                if CONDITIONS[script.condition] >= QUIET_DB:
                    found += rows_of(hesitant(made, random), random, None)
                print(script.name)
    target = Path(mockinterview.analysis.__file__).with_name("hesitations.json")
    target.write_text(json.dumps(learnt_from(found)) + "\n", encoding="utf-8")
    pauses = sum(is_pause for _, is_pause, _ in found)
    print(f"\n{len(found)} candidates, {pauses} of them filled pauses -> {target.name}")


if __name__ == "__main__":
    main()
