"""What the real Whisper makes of a recording, kept in the cache: a benchmark recognises each recording once.

Kept are the words, and what the encoder makes of the sound; what a probe hears in that is asked anew each
time, so that no probe is taken for an older one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import torch

from mockinterview.places import cache_dir
from mockinterview.recognition import probe
from mockinterview.recognition.checkpoint import load_source
from mockinterview.recognition.cutting import pieces
from mockinterview.recognition.encoder import Encoder, frames_of
from mockinterview.recognition.heard import Heard, joined
from mockinterview.recognition.messages import WhisperOptions
from mockinterview.recognition.models import resolve
from mockinterview.recognition.probe import Probe, load_probe
from mockinterview.recognition.whisper_process import WhisperProcess
from mockinterview.transcript import HeardPause, Transcript, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mockinterview.clip import Clip


def transcript(clip: Clip, model: str) -> Transcript:
    """Return what the model hears in a clip, its words from the cache where it has heard them before."""
    file = cache_dir() / "benchmark-transcripts" / f"{_key(clip, model)}.json"
    if not file.exists():
        heard = _process(model).transcribe(clip)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"text": heard.text, "words": [asdict(word) for word in heard.words]}))
    kept = json.loads(file.read_text())
    words = tuple(Word(**word) for word in kept["words"])
    return Transcript(kept["text"], words, model, heard_by(load_probe(), clip))


def heard_by(listener: Probe, clip: Clip) -> tuple[HeardPause, ...]:
    """Return what a probe hears in a recording."""
    parts = ((start, Heard(pauses=listener.heard(features))) for start, features in encoded(clip))
    return joined(parts).pauses or ()


def encoded(clip: Clip) -> list[tuple[float, NDArray[np.float32]]]:
    """Return what the probe's encoder makes of each piece of a recording, with its start in seconds."""
    file = cache_dir() / "benchmark-encoded" / f"{_key(clip, probe.MODEL)}.npz"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with torch.inference_mode():
            found = {str(piece.start): frames_of(*_encoder().encode(piece.clip)) for piece in pieces(clip)}
        np.savez(file, **{start: frames.astype(np.float16) for start, frames in found.items()})  # type: ignore[arg-type] # numpy takes its own names too
    with np.load(file) as kept:
        return [(float(start), kept[start].astype(np.float32)) for start in kept.files]


def _key(clip: Clip, model: str) -> str:
    how = f"{model} {clip.sample_rate} {WhisperOptions()}"
    return hashlib.sha256(clip.samples.tobytes() + how.encode()).hexdigest()[:16]


@cache
def _process(model: str) -> WhisperProcess:
    recogniser = WhisperProcess(resolve(model))
    recogniser.start()
    return recogniser


@cache
def _encoder() -> Encoder:
    return Encoder(load_source(resolve(probe.MODEL)), WhisperOptions())
