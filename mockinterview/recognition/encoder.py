"""Whisper's encoder: from a clip to what its decoder, and a probe, are told of the sound."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.clip import Clip
    from mockinterview.recognition.messages import WhisperOptions

MOST_THREADS = 4
"""For the encoder. The decoder's steps are too small to share: it takes one."""

HOPS_PER_SECOND = 100
HOPS_PER_FRAME = 2  # the encoder halves them


class Encoder:
    """The encoder of a loaded `whisper.model.Whisper`.

    Args:
        model: the model; its decoder is not needed.
        options: how to recognise.
    """

    def __init__(self, model: Any, options: WhisperOptions) -> None:
        self._encoder, self._n_mels = model.encoder, model.dims.n_mels
        self._device = model.device
        self._options = options
        self._threads = options.threads or min(os.cpu_count() or 1, MOST_THREADS)

    def encode(self, clip: Clip) -> tuple[Any, int]:
        """Return the encoded sound, shape (n, n_state) with 50 a second, and its length in hops of 10 ms.

        More than 30 s are cut off; a short clip has some silence behind it.
        """
        import torch
        from whisper.audio import N_FRAMES, N_SAMPLES, log_mel_spectrogram, pad_or_trim

        hops = min(round(clip.duration * HOPS_PER_SECOND), N_FRAMES)
        encoded = N_FRAMES // HOPS_PER_FRAME
        if clip.duration <= self._options.short:
            encoded = (hops + round(self._options.silence_behind * HOPS_PER_SECOND) + 1) // HOPS_PER_FRAME
        # As whisper.transcribe does: of the sound with silence behind it, then cut and padded.
        mel = log_mel_spectrogram(torch.from_numpy(clip.samples.copy()), self._n_mels, padding=N_SAMPLES)
        mel = pad_or_trim(mel[:, :hops], HOPS_PER_FRAME * encoded).to(self._device)
        torch.set_num_threads(self._threads)
        with _positions(self._encoder, encoded):
            half = self._device.type == "cuda"
            features = self._encoder((mel.half() if half else mel).unsqueeze(0))[0]
        torch.set_num_threads(1)
        return features, hops


def frames_of(features: Any, hops: int) -> NDArray[np.float32]:
    """Return encoded sound without the silence behind it, shape (n, n_state)."""
    sounding = features[: hops // HOPS_PER_FRAME]
    frames: NDArray[np.float32] = sounding.float().cpu().numpy()
    return frames


@contextmanager
def _positions(encoder: Any, count: int) -> Iterator[None]:
    """Let the encoder take fewer positions than the 1500 of a whole window."""
    every = encoder.positional_embedding
    encoder.positional_embedding = every[:count]
    try:
        yield
    finally:
        encoder.positional_embedding = every
