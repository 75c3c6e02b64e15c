"""Transcripts by the real Whisper, kept in the cache: a benchmark recognises each recording once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from mockinterview.places import cache_dir
from mockinterview.recognition.messages import WhisperOptions
from mockinterview.recognition.models import resolve
from mockinterview.recognition.whisper_process import WhisperProcess
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from mockinterview.clip import Clip


def transcript(clip: Clip, model: str) -> Transcript:
    """Return what the model hears in a clip, from the cache where it has heard it before."""
    how = f"{model} {clip.sample_rate} {WhisperOptions()}"
    key = hashlib.sha256(clip.samples.tobytes() + how.encode()).hexdigest()[:16]
    file = cache_dir() / "benchmark-transcripts" / f"{key}.json"
    if not file.exists():
        heard = _recogniser(model).transcribe(clip)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"text": heard.text, "words": [asdict(word) for word in heard.words]}))
    kept = json.loads(file.read_text())
    return Transcript(kept["text"], tuple(Word(**word) for word in kept["words"]), model)


@cache
def _recogniser(model: str) -> WhisperProcess:
    recogniser = WhisperProcess(resolve(model))
    recogniser.start()
    return recogniser
