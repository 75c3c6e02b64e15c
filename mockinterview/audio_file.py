"""Sound files: read in any format, written as WAV, FLAC or Opus."""

from __future__ import annotations

import errno
import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.clip import Clip
from mockinterview.errors import BadAudio

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FFMPEG_TIMEOUT_S = 300


def read_clip(path: Path) -> Clip:
    """Read a sound file, mixed down to one channel, at its own sample rate.

    Formats that libsndfile does not know (phone recordings: m4a, webm) go through ffmpeg where it is
    installed.

    Raises:
        BadAudio: there is no such file, or it holds no readable sound.
    """
    import soundfile

    if not path.is_file():
        raise BadAudio(f"{path}: there is no such file")
    try:
        samples, sample_rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError):
        return _read_with_ffmpeg(path)
    return mixed_down(samples, sample_rate)


def mixed_down(samples: NDArray[np.float32], sample_rate: int) -> Clip:
    """Return samples of shape (n, channels) as one channel, without what is no number, in [-1, 1]."""
    # A mean over a single channel would take longer than all the rest.
    mono = samples.mean(axis=1, dtype=np.float32) if samples.shape[1] > 1 else samples[:, 0].copy()
    np.nan_to_num(mono, copy=False)
    return Clip(np.clip(mono, -1.0, 1.0, out=mono), sample_rate)


def _read_with_ffmpeg(path: Path) -> Clip:
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise BadAudio(
            f"{path}: not a sound file that can be read here; for phone recordings (m4a, webm) "
            "install ffmpeg, or save it as WAV, FLAC, OGG or MP3"
        )
    sample_rate = 48_000
    command = [ffmpeg, "-v", "error", "-nostdin", "-i", f"file:{path}", "-map", "0:a:0"]
    command += ["-ac", "1", "-ar", str(sample_rate), "-f", "f32le", "pipe:1"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=FFMPEG_TIMEOUT_S)
    except (subprocess.SubprocessError, OSError) as error:
        raise BadAudio(f"{path}: not a sound file that can be read") from error
    samples = np.frombuffer(done.stdout, dtype="<f4").astype(np.float32)
    return mixed_down(samples.reshape(-1, 1), sample_rate)


def write_clip(path: Path, clip: Clip, *, file_format: str = "FLAC") -> None:
    """Write a clip as 16-bit FLAC or WAV, or as OGG (Opus).

    Raises:
        OSError: the file cannot be written.
    """
    import soundfile

    subtype = "OPUS" if file_format == "OGG" else "PCM_16"
    try:
        soundfile.write(path, clip.samples, clip.sample_rate, format=file_format, subtype=subtype)
    except soundfile.LibsndfileError as error:
        # libsndfile says "System error" for whatever the system refused; nearly always the disk is full.
        raise OSError(errno.ENOSPC, "no space left, or not allowed", str(path)) from error
