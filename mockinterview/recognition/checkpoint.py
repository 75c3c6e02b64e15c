"""Whisper checkpoints as openai-whisper keeps them: saved, and loaded without trusting them.

Only the recogniser's child process calls these: they need torch.
"""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, Any

from mockinterview.errors import ModelError
from mockinterview.private_file import make_private_dir, replacing
from mockinterview.recognition.dimensions import Dimensions
from mockinterview.recognition.weights import read_package

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.recognition.models import ModelSource
    from mockinterview.recognition.weights import Tensors


def save(path: Path, dimensions: Dimensions, network: Tensors) -> None:
    """Write a checkpoint that `whisper.load_model` takes; float16 stays float16.

    Raises:
        StorageError: it could not be written; nothing half-made is left.
    """
    import torch

    state = {name: torch.from_numpy(tensor.copy()) for name, tensor in network.items()}
    make_private_dir(path.parent)
    with replacing(path) as temporary:
        torch.save({"dims": vars(dimensions), "model_state_dict": state}, temporary)


def load_source(source: ModelSource) -> Any:
    """Return a `whisper.model.Whisper`, made from its package first where that was never done.

    Raises:
        ModelError: it cannot be loaded.
    """
    if source.package is not None and not source.path.exists():
        save(source.path, *read_package(source.package))
    return load(source.path)


def load(path: Path) -> Any:
    """Return the `whisper.model.Whisper` of a checkpoint, ready to recognise, on the best device here.

    The file is never trusted: no code in it is run, and its numbers are checked before a network is built.

    Raises:
        ModelError: the file cannot be read, or is no Whisper checkpoint.
    """
    import torch
    import whisper
    from whisper.model import ModelDimensions, Whisper

    dimensions, state = _read(path)
    model = Whisper(ModelDimensions(**vars(dimensions)))
    model.load_state_dict(state, strict=True)
    if dimensions.standard_name is not None:
        model.set_alignment_heads(whisper._ALIGNMENT_HEADS[dimensions.standard_name])  # noqa: SLF001 - has no public way
    return model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def _read(path: Path) -> tuple[Dimensions, dict[str, Any]]:
    import torch

    if _unfolds(path):
        raise ModelError(f"{path} is no Whisper model file")
    try:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise ModelError(f"cannot read the model file {path}: {error.strerror or error}") from error
    except Exception as error:  # a hostile file may make torch raise anything
        raise ModelError(f"{path} is no Whisper model file") from error
    if not isinstance(checkpoint, dict):
        raise ModelError(f"{path} is no Whisper model file")
    state = checkpoint.get("model_state_dict")
    if not isinstance(state, dict) or not all(_plain(torch, tensor) for tensor in state.values()):
        raise ModelError(f"{path} is no Whisper model file")
    if sum(tensor.numel() * tensor.element_size() for tensor in state.values()) > path.stat().st_size:
        raise ModelError(f"{path} is no Whisper model file: it claims more than it holds")
    try:
        dimensions = Dimensions.from_mapping(checkpoint.get("dims"))
        dimensions.check({name: tuple(tensor.shape) for name, tensor in state.items()})
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error
    return dimensions, state


def _unfolds(path: Path) -> bool:
    """Whether an archive claims more than the file holds: PyTorch packs nothing, so it is a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, struct.error):
        return False  # no archive, or a broken one: PyTorch will say so
    return sum(entry.file_size for entry in entries) > path.stat().st_size


def _plain(torch: Any, tensor: object) -> bool:
    """Whether it is a dense tensor of fractions, as weights are."""
    return isinstance(tensor, torch.Tensor) and tensor.is_floating_point() and tensor.layout is torch.strided
