"""Models to measure with: the real ones that packages bring, random ones of the true size for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mockinterview.recognition import models, weights
from mockinterview.recognition.dimensions import Dimensions

if TYPE_CHECKING:
    from pathlib import Path

SIZES = {
    "tiny.en": Dimensions(80, 1500, 384, 6, 4, 51864, 448, 384, 6, 4),
    "base.en": Dimensions(80, 1500, 512, 8, 6, 51864, 448, 512, 8, 6),
    "small.en": Dimensions(80, 1500, 768, 12, 12, 51864, 448, 768, 12, 12),
}
"""The true dimensions of OpenAI's English models."""

REAL_ALIKE = {"base.en": "base"}
"""Where the English model is not at hand, a real one of its size: they differ in one vocabulary entry."""


def model_for(name: str, folder: Path) -> tuple[models.ModelSource, bool]:
    """Return a model of this size, and whether its weights are real.

    Raises:
        ModelError: the name is none of a size that can be made.
    """
    for real in (name, REAL_ALIKE.get(name, name)):
        if real in models.KNOWN and (source := models.find(real)):
            return source, True
    if name not in SIZES:
        return models.resolve(name), True
    return random_model(name, folder), False


def random_model(name: str, folder: Path) -> models.ModelSource:
    """Write a checkpoint of the true dimensions with random weights: it costs the same and says nothing."""
    from mockinterview.recognition import checkpoint

    generator = np.random.default_rng(0)
    dimensions = SIZES[name]
    network: weights.Tensors = {
        tensor: (0.02 * generator.standard_normal(shape)).astype(np.float16)
        for tensor, shape in dimensions.shapes().items()
    }
    path = folder / f"{name}-random.pt"
    checkpoint.save(path, dimensions, network)
    return models.ModelSource(f"{name} (random)", path)
