"""Sound in every format that is read, and the recordings that a killed program leaves."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
from session_strategies import tone, write_part

from faults.fuzzing.rule import Target, seeds_by
from mockinterview.audio_file import is_sound_shape, read_clip, write_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.errors import BadAudio
from mockinterview.replay.recording import Recording
from mockinterview.store.part_file import PartFile

TONE = Clip((tone(0.01) / 32_768).astype(np.float32), 48_000)


def _sound(path: Path) -> None:
    clip = read_clip(path)
    assert is_sound_shape(clip.sample_rate, 1)
    assert not len(clip.samples) or (np.isfinite(clip.samples).all() and clip.peak <= 1.0)
    if clip.duration < 1.0:
        clip.resampled(SAMPLE_RATE)


def _replayed(path: Path) -> None:
    recording = Recording.open(path)
    for start in (0.0, 0.01, recording.duration):
        recording.stretch(start)


def _part(path: Path) -> None:
    recording = PartFile.open(path)
    assert sum(map(len, recording.blocks())) == 2 * recording.samples


def _seeds() -> list[bytes]:
    formats = [partial(write_clip, clip=TONE, file_format=kind) for kind in ("WAV", "FLAC", "OGG")]
    return [*seeds_by(*formats), _written("MP3", None), _written("AIFF", "PCM_24"), _written("WAV", "FLOAT")]


def _written(kind: str, subtype: str | None) -> bytes:
    stereo = np.stack([TONE.samples, -TONE.samples], axis=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed"
        soundfile.write(path, stereo, 48_000, format=kind, subtype=subtype)
        return path.read_bytes()


SOUND = Target("sound", (BadAudio,), _sound, _seeds)
REPLAYED = Target("replayed sound", (BadAudio,), _replayed, _seeds)
PART = Target(
    "running recording",
    (BadAudio,),
    _part,
    lambda: seeds_by(lambda path: write_part(path, tone(0.002))),
)
