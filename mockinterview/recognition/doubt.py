"""Whisper's doubt: how probable it holds a filled pause where it wrote none.

Whisper was trained on cleaned text and drops um and uh; yet at the word before which one was spoken, it still
gives "um" a far higher probability than elsewhere. The finished text is read once more by the decoder (one
pass), and at each word's first token the probabilities of all one-token filled pauses are added up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLED_PAUSES = ("um", "umm", "uh", "uhh", "er", "erm", "hmm", "mm", "ah", "eh")
"""As Whisper writes them; each is looked for in small letters and capitalised, always with a space before it:
without one they are the ends of words (work-er, alb-um)."""


def filled_pause_tokens(tokenizer: Any) -> list[int]:
    """Return the tokens that are a whole filled pause."""
    spellings = [f" {word}" for pause in FILLED_PAUSES for word in (pause, pause.title())]
    encoded = [tokenizer.encode(spelling) for spelling in spellings]
    return sorted({tokens[0] for tokens in encoded if len(tokens) == 1})


def filled_pause_logprobs(logits: Any, rows: Sequence[int], tokens: Sequence[int]) -> list[float]:
    """Return log(sum of the probabilities of `tokens`) at the given rows; higher is more doubtful, at most 0.

    Args:
        logits: of the teacher-forced pass, shape (positions, vocabulary); row i foretells token i + 1.
        rows: the positions to look at.
        tokens: what `filled_pause_tokens` returned.
    """
    import torch

    looked_at = logits[torch.as_tensor(rows, dtype=torch.long)]
    heard = looked_at[:, torch.as_tensor(tokens)].logsumexp(dim=-1) - looked_at.logsumexp(dim=-1)
    found: list[float] = heard.clamp(max=0.0).tolist()
    return found
