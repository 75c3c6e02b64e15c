"""What a Whisper network looks like: its dimensions, and the shape of every tensor that follows from them.

Both ways to a network (a package file, a checkpoint) are checked against this before anything is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

MEL_BANDS = (80, 128)
AUDIO_CONTEXT = 1500
TEXT_CONTEXT = 448
ENGLISH_VOCABULARY = 51_864
VOCABULARIES = (ENGLISH_VOCABULARY, 51_865, 51_866)
LARGEST_STATE = 1280
LARGEST_DEPTH = 32


@dataclass(frozen=True)
class Dimensions:
    """The ten numbers that a Whisper network is built from, named as in openai-whisper.

    Raises:
        ModelError: no Whisper network has such numbers.
    """

    n_mels: int
    n_audio_ctx: int
    n_audio_state: int
    n_audio_head: int
    n_audio_layer: int
    n_vocab: int
    n_text_ctx: int
    n_text_state: int
    n_text_head: int
    n_text_layer: int

    def __post_init__(self) -> None:
        numbers = list(vars(self).values())
        if not all(type(number) is int and number > 0 for number in numbers) or not self._plausible:
            raise ModelError("the model file does not describe a Whisper network")

    @property
    def _plausible(self) -> bool:
        return (
            self.n_mels in MEL_BANDS
            and self.n_vocab in VOCABULARIES
            and (self.n_audio_ctx, self.n_text_ctx) == (AUDIO_CONTEXT, TEXT_CONTEXT)
            and self.n_audio_state == self.n_text_state <= LARGEST_STATE
            and self.n_audio_state % 2 == 0
            and self.n_audio_state % self.n_audio_head == 0
            and self.n_text_state % self.n_text_head == 0
            and max(self.n_audio_layer, self.n_text_layer) <= LARGEST_DEPTH
        )

    @staticmethod
    def from_mapping(numbers: object) -> Dimensions:
        """Read the dimensions of a checkpoint; raises ModelError where they are none."""
        names = set(Dimensions.__dataclass_fields__)
        if not isinstance(numbers, dict) or set(numbers) != names:
            raise ModelError("the model file does not describe a Whisper network")
        return Dimensions(**numbers)

    @property
    def standard_name(self) -> str | None:
        """Name of OpenAI's model with these dimensions, None where there is none.

        Large v1 and v2 share their dimensions; the later one is named.
        """
        if self.n_mels == 128:
            return {32: "large-v3", 4: "large-v3-turbo"}.get(self.n_text_layer)
        size = {(384, 4): "tiny", (512, 6): "base", (768, 12): "small", (1024, 24): "medium"}.get(
            (self.n_text_state, self.n_text_layer)
        )
        if size and self.n_audio_layer == self.n_text_layer:
            return f"{size}.en" if self.n_vocab == ENGLISH_VOCABULARY else size
        return "large-v2" if (self.n_text_state, self.n_text_layer) == (1280, 32) else None

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every tensor of the network, by its name in a checkpoint."""
        state = self.n_audio_state
        found: dict[str, tuple[int, ...]] = {
            "encoder.positional_embedding": (self.n_audio_ctx, state),
            "encoder.conv1.weight": (state, self.n_mels, 3),
            "encoder.conv1.bias": (state,),
            "encoder.conv2.weight": (state, state, 3),
            "encoder.conv2.bias": (state,),
            "decoder.positional_embedding": (self.n_text_ctx, state),
            "decoder.token_embedding.weight": (self.n_vocab, state),
        }
        for layer in range(self.n_audio_layer):
            found |= _block_shapes(f"encoder.blocks.{layer}", state, ("attn",))
        for layer in range(self.n_text_layer):
            found |= _block_shapes(f"decoder.blocks.{layer}", state, ("attn", "cross_attn"))
        for norm in ("encoder.ln_post", "decoder.ln"):
            found |= {f"{norm}.weight": (state,), f"{norm}.bias": (state,)}
        return found

    def check(self, shapes: Mapping[str, tuple[int, ...]]) -> None:
        """Raise ModelError where the tensors of a file are not exactly those of this network."""
        if dict(shapes) != self.shapes():
            raise ModelError("the model file lacks parts of the network, or has parts of another one")


def _block_shapes(block: str, state: int, attentions: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {
        f"{block}.mlp.0.weight": (4 * state, state),
        f"{block}.mlp.0.bias": (4 * state,),
        f"{block}.mlp.2.weight": (state, 4 * state),
        f"{block}.mlp.2.bias": (state,),
    }
    for norm in ("mlp_ln", *(f"{attention}_ln" for attention in attentions)):
        found |= {f"{block}.{norm}.weight": (state,), f"{block}.{norm}.bias": (state,)}
    for attention in attentions:
        for part in ("query", "key", "value", "out"):
            found[f"{block}.{attention}.{part}.weight"] = (state, state)
            if part != "key":  # Whisper's keys have no bias
                found[f"{block}.{attention}.{part}.bias"] = (state,)
    return found
