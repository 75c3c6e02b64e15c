"""Recogniser weights, and what the recogniser's process says."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import numpy as np
from test_weights import DIMENSIONS, SMALL, file_of

from faults.fuzzing.rule import Target
from mockinterview.errors import ModelError
from mockinterview.recognition import checkpoint, models, weights
from mockinterview.recognition.heard import Heard
from mockinterview.recognition.messages import Failed, Ready, receive, send
from mockinterview.transcript import Word

HEARD = Heard((Word(0.5, 0.75, "um", 0.5),), -2.0)


def _package(path: Path) -> None:
    weights.to_network(weights.parse(path.read_bytes()))


def _packages() -> list[bytes]:
    ten = np.ones(10, np.float32)
    whole = {"encoder/conv1/weight": np.ones((4, 80, 3), np.float32), "encoder/num_heads": ten}
    whole |= {"decoder/embeddings/weight": np.ones((9, 4), np.float32), "decoder/num_heads": np.array(2.5)}
    whole |= {f"{side}/position_encodings/encodings": ten for side in ("encoder", "decoder")}
    whole = {name: values.astype(np.float16) for name, values in whole.items()}
    return [file_of(SMALL, {"b": "a/weight"}), file_of(whole)]


def _checkpoint(path: Path) -> None:
    models.resolve(str(path))
    checkpoint.load(path)


def _checkpoints() -> list[bytes]:
    import torch

    seeds = []
    with tempfile.TemporaryDirectory() as folder:
        for zipped in (True, False):
            path = Path(folder) / "seed"
            state = {"encoder.ln_post.bias": torch.zeros(4)}
            torch.save(
                {"dims": DIMENSIONS, "model_state_dict": state},
                path,
                _use_new_zipfile_serialization=zipped,
            )
            seeds.append(path.read_bytes())
    return seeds


def _message(path: Path) -> None:
    with path.open("rb") as pipe:
        try:
            receive(pipe)
        except EOFError as over:
            raise EOFError(str(over) or "it ended") from over


def _messages() -> list[bytes]:
    seeds = []
    for message in (Ready(), Failed("no model"), HEARD):
        pipe = io.BytesIO()
        send(pipe, message)
        seeds.append(pipe.getvalue())
    return seeds


PACKAGE = Target("weight file", (ModelError,), _package, _packages)
CHECKPOINT = Target(
    "checkpoint",
    (ModelError,),
    _checkpoint,
    _checkpoints,
    costly=True,
)
MESSAGE = Target("recogniser's message", (EOFError,), _message, _messages)
