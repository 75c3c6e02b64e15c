"""The ear for filled pauses: the encoder of the model that everybody has, and the probe learnt for it.

A larger model writes down better what was said, and drops ums as well; the small one listens beside it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mockinterview.errors import ModelError, StorageError
from mockinterview.recognition.checkpoint import load_source
from mockinterview.recognition.encoder import Encoder, frames_of
from mockinterview.recognition.models import find
from mockinterview.recognition.probe import MODEL, Probe, load_probe

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.recognition.messages import WhisperOptions
    from mockinterview.recognition.models import ModelSource
    from mockinterview.transcript import HeardPause


class Ear:
    """Hears filled pauses in a piece of at most 30 s.

    Args:
        probe: what was learnt.
        encoder: of the probe's model; None where whoever recognises has that encoder at hand.
    """

    def __init__(self, probe: Probe, encoder: Encoder | None) -> None:
        self._probe = probe
        self._encoder = encoder

    def heard(self, clip: Clip, features: Any, hops: int) -> tuple[HeardPause, ...]:
        """Return what may be a filled pause, in order.

        Args:
            clip: the piece, at 16,000 Hz.
            features: what the recogniser's own encoder made of it.
            hops: its length in hops of 10 ms.
        """
        if self._encoder is not None:
            features, hops = self._encoder.encode(clip)
        return self._probe.heard(frames_of(features, hops))


def ear_beside(source: ModelSource, options: WhisperOptions) -> Ear | None:
    """Return the ear that goes with a model, None where the model that it was learnt for is not here."""
    beside = find(MODEL)
    if beside is None:
        return None
    probe = load_probe()
    if beside.path == source.path or (beside.package is not None and beside.package == source.package):
        return Ear(probe, None)
    with suppress(ModelError, StorageError):
        return Ear(probe, Encoder(load_source(beside), options))
    return None
