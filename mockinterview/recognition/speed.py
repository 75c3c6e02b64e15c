"""How fast the models are on this computer: measured once, so that `auto` takes one that keeps up."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from mockinterview.errors import RecogniserError, StorageError
from mockinterview.places import cache_dir
from mockinterview.private_file import make_private_dir, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.clip import Clip
    from mockinterview.recognition.models import ModelSource

KEEPS_UP = 0.6
"""Seconds of work a second of speech from which on words lag behind: the last piece of an answer, some
12-25 s, is worked on while the person waits, and recording, voice and screen need their share."""

LOAD_TIMEOUT_S = 180.0
LARGEST_FILE = 100_000


def known_speeds() -> dict[str, float]:
    """Return the seconds of work a second of speech, by model, as far as they were measured."""
    with suppress(OSError, ValueError, OverflowError, RecursionError):
        with _path().open("rb") as file:
            kept = json.loads(file.read(LARGEST_FILE))
        if isinstance(kept, dict):
            return {name: float(speed) for name, speed in kept.items() if isinstance(speed, int | float)}
    return {}


def keeps_up(name: str) -> bool:
    """Whether a model keeps up with speech here; one that was never measured is believed to."""
    return known_speeds().get(name, 0.0) <= KEEPS_UP


def measure_speed(source: ModelSource, clip: Clip) -> float:
    """Let a model write down a clip of speech; remember and return its seconds of work a second of sound.

    Raises:
        RecogniserError: it does not load, or fails.
    """
    from mockinterview.recognition.whisper_process import WhisperProcess

    process = WhisperProcess(source)
    try:
        if not process.wait_ready(LOAD_TIMEOUT_S):
            raise RecogniserError(process.problem or "the recogniser did not become ready")
        began = time.monotonic()
        process.transcribe(clip)
        speed = (time.monotonic() - began) / clip.duration
    finally:
        process.close()
    remember_speed(source.name, speed)
    return speed


def remember_speed(name: str, speed: float) -> None:
    """Remember how many seconds of work a second of speech takes a model here."""
    with suppress(StorageError):  # then it is measured again
        make_private_dir(_path().parent)
        write_private(_path(), json.dumps(known_speeds() | {name: round(speed, 3)}).encode())


def _path() -> Path:
    return cache_dir() / "model-speeds.json"
