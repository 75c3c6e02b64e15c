"""What Whisper's encoder hears: filled pauses that the decoder may have left out.

The encoder was trained together with a decoder that drops um and uh, and still tells them apart from words: a
small network over its output (a *probe*), learnt from synthetic voices by `python -m benchmarks.train_probe`,
says at every moment how likely somebody is hesitating. It costs nothing worth mentioning, as the output is
there anyway, and knows nothing of the words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from mockinterview.transcript import HeardPause

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float32]

MODEL = "tiny.en"
"""Whose encoder it was learnt for: the model that comes with the installation."""
FRAME_S = 0.02
LEAST = -1.0
"""Log-odds from which on a frame may belong to a filled pause: whoever joins the evidence decides."""
SHORTEST_FRAMES = 4
BRIDGED_FRAMES = 1


@dataclass(frozen=True, eq=False)
class Probe:
    """A network with two hidden layers of m units, the second of which looks k frames around.

    Attributes:
        first: shape (n_state, m).
        first_bias: shape (m,).
        second: shape (k, m, m), k odd; the layer's weights for each of the frames around.
        second_bias: shape (m,).
        last: shape (m,).
        last_bias: shape (1,).
    """

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats
    last_bias: Floats

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` has written."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(**{field.name: kept[field.name].astype(np.float32) for field in fields(cls)})

    def save(self, path: Path) -> None:
        """Write it with half precision, which is enough."""
        np.savez(path, **{f.name: getattr(self, f.name).astype(np.float16) for f in fields(self)})

    def log_odds(self, features: Floats) -> Floats:
        """Return the log-odds of a filled pause in each frame of 20 ms, shape (n,).

        Args:
            features: the encoder's output, shape (n, n_state).
        """
        around = len(self.second) // 2
        first = np.maximum(features @ self.first + self.first_bias, 0)
        padded = np.pad(first, ((around, around), (0, 0)))
        second = sum(padded[k : k + len(first)] @ weights for k, weights in enumerate(self.second))
        odds: Floats = np.maximum(second + self.second_bias, 0) @ self.last + self.last_bias
        return odds

    def heard(self, features: Floats) -> tuple[HeardPause, ...]:
        """Return the sounds that may be filled pauses, in order; times in seconds from the first frame."""
        odds = self.log_odds(features)
        likely = np.flatnonzero(odds > LEAST)
        runs = np.split(likely, np.flatnonzero(np.diff(likely) > 1 + BRIDGED_FRAMES) + 1)
        return tuple(
            HeardPause(float(run[0]) * FRAME_S, float(run[-1] + 1) * FRAME_S, _strength(odds[run]))
            for run in runs
            if len(run) and run[-1] + 1 - run[0] >= SHORTEST_FRAMES
        )


def _strength(odds: Floats) -> float:
    """Return the mean of the surer half: the edges of a sound are never sure."""
    return round(float(np.mean(np.sort(odds)[len(odds) // 2 :])), 3)


@cache
def load_probe() -> Probe:
    """Load what was learnt; it comes with the package."""
    place = files("mockinterview.recognition").joinpath("probes", f"{MODEL}.npz")
    with as_file(place) as path:
        return Probe.load(path)
