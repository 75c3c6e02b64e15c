"""Learns to hear filled pauses in what Whisper's encoder makes of sound: `python -m benchmarks.train_probe`.

Voices and texts that are learnt from are never those that `benchmarks/fillers_sound.py` reports on. For
whoever learns from the probe in turn (benchmarks/train_hesitations.py) there is one for each group of voices
that never heard them: what a probe says of its own training is better than what it will ever say again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import mockinterview.recognition
from benchmarks.altered import as_another, hesitant, times_of
from benchmarks.recognised import encoded
from benchmarks.speech_maker import CONDITIONS, Recording, recording, scripts
from mockinterview.places import cache_dir
from mockinterview.recognition.probe import FRAME_S, MODEL, Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


PORTIONS = {
    "joe": (40, 16),
    "slt": (40, 16),
    "awb": (24, 10),
    "kal16": (20, 10),
    "jf_alpha": (20, 0),
    "jf_gongitsune": (14, 0),
}
"""How many answers each voice reads, and how many more of them with filled pauses thrown in."""
GROUPS = (("joe",), ("slt",), ("awb", "kal16"), ("jf_alpha", "jf_gongitsune"))
"""Voices that are left out together."""
QUIET_DB = 30.0
"""Recordings of at least this signal-to-noise ratio are made more hesitant, softer and noisier too."""
HIDDEN = 32
AROUND = 11  # frames, 220 ms
EPOCHS = 12
BATCH = 4
EDGE_S = 0.03
"""So near to where a filled pause begins or ends, a frame is neither one nor none."""

Floats = NDArray[np.float32]
Frames = tuple[Floats, Floats, Floats]
"""Features, whether each frame is a filled pause, and how much it counts."""


@dataclass(frozen=True)
class Read:
    """Something that a voice has read; altered where it sounds like somebody else's, more hesitant."""

    recording: Recording
    altered: bool = False


def spoken(voice: str) -> Iterator[Read]:
    """Yield what a voice reads, each twice: plain, and altered."""
    for extra_fillers, count in enumerate(PORTIONS[voice]):
        for script in scripts(voice, held_back=False, count=count, extra_fillers=bool(extra_fillers)):
            made = recording(script)
            yield Read(made)
            random = np.random.default_rng(list(hashlib.sha256(script.name.encode()).digest()))
            other = as_another(made, 2 ** random.uniform(-0.3, 0.3))
            quiet = CONDITIONS[script.condition] >= QUIET_DB
            yield Read(hesitant(other, random) if quiet else other, altered=True)


def frames_from(voices: Iterable[str]) -> list[Frames]:
    """Return the labelled frames of everything that these voices read."""
    found = []
    for voice in voices:
        for read in spoken(voice):
            for start, features in encoded(read.recording.clip):
                middle = start + (np.arange(len(features)) + 0.5) * FRAME_S
                found.append((features, *_labels(middle, read.recording)))
    return found


def _labels(middle: NDArray[np.floating[Any]], made: Recording) -> tuple[Floats, Floats]:
    is_pause, counts = np.zeros(len(middle), np.float32), np.ones(len(middle), np.float32)
    for pause in made.filled_pauses:
        start, end = times_of(pause)
        inside = (middle >= start) & (middle <= end)
        is_pause[inside], counts[inside] = 1.0, 3.0
        for edge in (start, end):
            counts[np.abs(middle - edge) < EDGE_S] = 0.0
    return is_pause, counts


def learn(found: Sequence[Frames]) -> Probe:
    """Learn a probe from labelled frames."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    some = np.concatenate([features[::5] for features, _, _ in found])
    mean, scale = some.mean(axis=0), some.std(axis=0) + 1e-3
    data = [tuple(map(torch.tensor, ((x - mean) / scale, y, w))) for x, y, w in found if len(x) > AROUND]
    first = nn.Linear(len(mean), HIDDEN)
    second = nn.Conv1d(HIDDEN, HIDDEN, AROUND, padding=AROUND // 2)
    last, drop = nn.Linear(HIDDEN, 1), nn.Dropout(0.3)
    parameters = [*first.parameters(), *second.parameters(), *last.parameters()]

    def odds(x: Any) -> Any:
        hidden = torch.relu(first(drop(x + 0.2 * torch.randn_like(x))))
        return last(drop(torch.relu(second(hidden.T[None])[0].T)))[:, 0]

    optimiser = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=1e-2)
    steps = EPOCHS * (len(data) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(EPOCHS):
        for batch in torch.split(torch.randperm(len(data)), BATCH):
            losses = [
                nn.functional.binary_cross_entropy_with_logits(odds(x), y, w)
                for x, y, w in (data[int(i)] for i in batch)
            ]
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
            optimiser.step()
            schedule.step()
    assert second.bias is not None
    weights, bias = first.weight.detach().numpy(), first.bias.detach().numpy()
    return Probe(
        first=(weights / scale).T.astype(np.float32),
        first_bias=(bias - weights @ (mean / scale)).astype(np.float32),
        second=second.weight.detach().numpy().transpose(2, 1, 0),
        second_bias=second.bias.detach().numpy(),
        last=last.weight.detach().numpy()[0],
        last_bias=last.bias.detach().numpy(),
    )


@cache
def stranger(voice: str) -> Probe:
    """Return a probe that has never heard a voice, from the cache where it was learnt before."""
    [group] = [group for group in GROUPS if voice in group]
    others = [other for other in PORTIONS if other not in group]
    file = cache_dir() / "benchmark-probes" / f"{MODEL} {' '.join(others)}.npz"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        learn(frames_from(others)).save(file)
    return Probe.load(file)


def main() -> None:
    """Learn from the recordings of all voices and write the weights into the package."""
    target = Path(mockinterview.recognition.__file__).parent / "probes" / f"{MODEL}.npz"
    target.parent.mkdir(exist_ok=True)
    found = frames_from(PORTIONS)
    learn(found).save(target)
    pauses = sum(int(labels.sum()) for _, labels, _ in found)
    print(f"{sum(len(labels) for _, labels, _ in found)} frames, {pauses} of filled pauses -> {target.name}")


if __name__ == "__main__":
    main()
