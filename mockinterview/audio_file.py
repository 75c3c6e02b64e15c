"""Sound files: read in any format, written as WAV, FLAC or Opus."""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.clip import Clip
from mockinterview.errors import BadAudio
from mockinterview.private_file import reason

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from soundfile import SoundFile

FFMPEG_TIMEOUT_S = 300
FFMPEG_READS = "mov,matroska,aac,amr,asf,caf,mp3,wav,flac,ogg,aiff"
"""Containers that hold their own sound; a playlist would have ffmpeg open whatever files it names."""

LONGEST_S = 2 * 3600
MOST_SAMPLES = LONGEST_S * 48_000
"""More of one channel is refused: a few kilobytes of FLAC or OGG may unfold into days of silence."""

RATES = range(1_000, 192_001)
"""Sample rates in Hz that anybody records at; a sound at 1 Hz would grow 16,000-fold for the recogniser."""

MOST_CHANNELS = 16
AT_ONCE = 2**25
"""Values that are read in one go."""


def read_clip(path: Path) -> Clip:
    """Read a sound file, mixed down to one channel, at its own sample rate.

    Formats that libsndfile does not know (phone recordings: m4a, webm) go through ffmpeg where it is
    installed.

    Raises:
        BadAudio: there is no such file, or it holds no readable sound.
    """
    import soundfile

    try:
        if not path.is_file():
            raise BadAudio(f"{path}: there is no such file")
    except OSError as error:  # a name of thousands of letters, a folder that is closed to us
        raise BadAudio(f"{path}: cannot be read: {reason(error)}") from error
    try:
        with soundfile.SoundFile(path) as file:
            return _whole(file, path)
    except (soundfile.LibsndfileError, RuntimeError):
        return _read_with_ffmpeg(path)


def is_sound_shape(sample_rate: int, channels: int) -> bool:
    """Whether a sound of so many Hz and channels is one, as far as anybody records."""
    return sample_rate in RATES and channels <= MOST_CHANNELS


def _whole(file: SoundFile, path: Path) -> Clip:
    """Read all of an open file; how long it is, is only believed as far as there is sound."""
    if not is_sound_shape(file.samplerate, file.channels):
        raise BadAudio(f"{path}: no sound has {file.samplerate:,} Hz and {file.channels:,} channels")
    most = min(MOST_SAMPLES, LONGEST_S * file.samplerate)
    samples = np.empty(min(file.frames, most + 1), np.float32)  # memory is taken as it is filled
    filled = 0
    while filled < len(samples):
        left = min(AT_ONCE // file.channels, len(samples) - filled)
        block = mixed_down(file.read(left, dtype="float32", always_2d=True), file.samplerate).samples
        if not len(block):
            break
        samples[filled : filled + len(block)] = block
        filled += len(block)
    if filled > most:
        raise BadAudio(f"{path}: is longer than can be checked in one piece; cut it into parts of an hour")
    heard = samples[:filled]
    return Clip(heard if 2 * filled > len(samples) else heard.copy(), file.samplerate)


def mixed_down(samples: NDArray[np.float32], sample_rate: int) -> Clip:
    """Return samples of shape (n, channels) as one channel, without what is no number, in [-1, 1]."""
    # A mean over a single channel would take longer than all the rest.
    with np.errstate(all="ignore"):  # infinite samples of both signs
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
    command = [ffmpeg, "-v", "error", "-nostdin", "-max_alloc", str(2**28), "-protocol_whitelist", "file"]
    command += ["-format_whitelist", FFMPEG_READS, "-i", f"file:{path}", "-map", "0:a:0"]
    command += ["-t", str(LONGEST_S + 1), "-ac", "1", "-ar", str(sample_rate), "-f", "f32le", "pipe:1"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=FFMPEG_TIMEOUT_S)
    except (subprocess.SubprocessError, OSError) as error:
        raise BadAudio(f"{path}: not a sound file that can be read") from error
    samples = np.frombuffer(done.stdout, dtype="<f4").astype(np.float32, copy=False)
    if len(samples) > MOST_SAMPLES:
        raise BadAudio(f"{path}: is longer than can be checked in one piece; cut it into parts of an hour")
    return mixed_down(samples.reshape(-1, 1), sample_rate)


def write_clip(path: Path, clip: Clip, *, file_format: str = "FLAC") -> None:
    """Write a clip as 16-bit FLAC or WAV, or as OGG (Opus).

    Raises:
        OSError: the file cannot be written.
    """
    # In memory first: libsndfile does not say so when a disk takes all but the end.
    path.write_bytes(encoded(clip, file_format))


def encoded(clip: Clip, file_format: str, compression: float | None = None) -> bytes:
    """Return a clip as a file in memory: 16-bit FLAC or WAV, or OGG (Opus).

    Args:
        clip: the sound.
        file_format: "FLAC", "WAV" or "OGG".
        compression: on libsndfile's scale from 0 (largest) to 1 (smallest); None is the format's own.
    """
    import soundfile

    file, subtype = io.BytesIO(), "OPUS" if file_format == "OGG" else "PCM_16"

    def write() -> None:
        soundfile.write(
            file,
            clip.samples,
            clip.sample_rate,
            format=file_format,
            subtype=subtype,
            compression_level=compression,
        )

    if threading.current_thread() is threading.main_thread():
        # libsndfile writes to memory by calling Python back, where Ctrl-C would be swallowed; to another
        # thread it does not come.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(write).result()
    else:
        write()
    return file.getvalue()
