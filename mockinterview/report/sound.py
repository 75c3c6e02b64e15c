"""A recording as the page carries it, or points to it: sound for the ear, peaks for the eye."""

from __future__ import annotations

import base64
import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mockinterview.audio_file import encoded, mixed_down, read_clip
from mockinterview.errors import BadAudio, StorageError
from mockinterview.private_file import write_private

if TYPE_CHECKING:
    from pathlib import Path

    from soundfile import SoundFile

    from mockinterview.clip import Clip

OPUS_RATE = 24_000
"""Hz; Opus takes 8, 12, 16, 24 or 48 kHz, and speech has nothing above 12 kHz that matters."""
COMPRESSION = 0.96
"""Of libsndfile's scale from 0 to 1: 15 to 17 kbit/s for one voice, at which Opus keeps all of its band."""
LONGEST_SOUND_S = 20 * 60.0
"""A longer recording would fill the page alone, and memory: there it is not even read."""
STRETCH = 500_000
"""Samples that are read at once of a recording whose sound stays where it is: 2 MB a channel."""
PEAKS = 1000
"""Bars of the waveform: more than any screen shows."""
LOUD_PERCENTILE = 99.5
"""What fills the waveform's height; one click must not make the speech look flat."""
LOUDNESS = 0.7
"""Exponent that makes soft speech visible beside loud speech."""
FORM = 2
"""Raised whenever a kept sound means something else."""


class TooLong(BadAudio):
    """A recording is longer than the page takes."""


@dataclass(frozen=True, eq=False)
class Sound:
    """One recording, ready to be put into the page.

    Attributes:
        ogg: an Ogg Opus file.
        peaks: as `peaks_of` gives them.
        duration: seconds.
    """

    ogg: bytes
    peaks: NDArray[np.uint8]
    duration: float

    @property
    def uri(self) -> str:
        """The recording as a data URI."""
        return f"data:audio/ogg;base64,{base64.b64encode(self.ogg).decode('ascii')}"

    @property
    def bytes_in_page(self) -> int:
        """How much of the page it takes: Base64 makes four letters of three bytes."""
        return 4 * (len(self.ogg) + len(self.peaks)) // 3

    @property
    def peaks_text(self) -> str:
        """The peaks as Base64."""
        return _text_of(self.peaks)


@dataclass(frozen=True, eq=False)
class Linked:
    """One recording that the page fetches when it is to be heard.

    Attributes:
        uri: where from.
        peaks: as `peaks_of` gives them.
        duration: seconds.
    """

    uri: str
    peaks: NDArray[np.uint8]
    duration: float

    @property
    def peaks_text(self) -> str:
        """The peaks as Base64."""
        return _text_of(self.peaks)


def _text_of(peaks: NDArray[np.uint8]) -> str:
    return base64.b64encode(peaks.tobytes()).decode("ascii")


def prepare_sound(path: Path) -> Sound:
    """Read a recording and encode it, or take what was encoded before.

    To encode is the slow part, so the result is kept beside the recording, hidden and private; it goes
    when the session is deleted. Where nothing can be written there, it is made anew each time.

    Raises:
        TooLong: it is longer than `LONGEST_SOUND_S`.
        BadAudio: it cannot be read, or holds no sound.
    """
    kept = _kept_beside(path)
    sound = _read_kept(kept, path)
    if sound is None:
        sound = _encode(_read(path))
        with suppress(StorageError):
            write_private(kept, _packed(sound))
    return sound


def link_sound(path: Path, uri: str) -> Linked:
    """Read a recording for its peaks alone, or take those of what `prepare_sound` has kept.

    It may have any length, as no more than a stretch of it is ever in memory.

    Raises:
        BadAudio: it cannot be read, or holds no sound.
    """
    import soundfile

    kept = _read_kept(_kept_beside(path), path)
    if kept is not None:
        return Linked(uri, kept.peaks, kept.duration)
    try:
        loudest, seconds = loudest_in(path)
    except (soundfile.LibsndfileError, RuntimeError):  # another format, or it says what is wrong
        clip = _read(path)
        return Linked(uri, peaks_of(clip), clip.duration)
    return Linked(uri, _scaled(loudest), seconds)


def peaks_of(clip: Clip, most: int = PEAKS) -> NDArray[np.uint8]:
    """Return how loud each of at most `most` equal stretches is at its loudest, shape (n,); 255 is loud."""
    edges = _edges(len(clip.samples), most)
    if not len(edges):
        return np.zeros(0, dtype=np.uint8)
    return _scaled(np.maximum.reduceat(np.abs(clip.samples), edges))


def loudest_in(path: Path, stretch: int = STRETCH) -> tuple[NDArray[np.float32], float]:
    """Return the loudest sample of each bar of the waveform, and the seconds of a file.

    Args:
        path: a file that libsndfile reads.
        stretch: samples that are read at once.

    Raises:
        LibsndfileError, RuntimeError: libsndfile cannot read it.
        BadAudio: there is no sound in it.
    """
    import soundfile

    with soundfile.SoundFile(path) as file:
        rate, told = file.samplerate, file.frames
        loudest, samples = _loudest(file, told, stretch)
        if 0 < samples < told:  # its header promises more than there is
            file.seek(0)
            loudest, samples = _loudest(file, samples, stretch)
    if not samples:
        raise BadAudio(f"{path.name}: there is no sound in it")
    return loudest, samples / rate


def _loudest(file: SoundFile, length: int, stretch: int) -> tuple[NDArray[np.float32], int]:
    """Return the loudest sample of each bar of a file of that length, and how many samples were found."""
    edges = _edges(length, PEAKS)
    loudest = np.zeros(len(edges), dtype=np.float32)
    start = 0
    while start < length:
        read = file.read(min(stretch, length - start), dtype="float32", always_2d=True)
        if not len(read):
            break
        samples = np.abs(mixed_down(read, file.samplerate).samples)
        first = int(np.searchsorted(edges, start, "right")) - 1
        last = int(np.searchsorted(edges, start + len(samples), "left"))
        bars = slice(first, last)
        here = np.maximum.reduceat(samples, np.maximum(edges[bars] - start, 0))
        np.maximum(loudest[bars], here, out=loudest[bars])
        start += len(samples)
    return loudest, start


def _edges(length: int, most: int) -> NDArray[np.int64]:
    """Return where each bar begins, for a sound of so many samples."""
    return np.linspace(0, length, min(most, length), endpoint=False).astype(np.int64)


def _scaled(loudest: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return bars as bytes; shape (n,), n not zero."""
    full = float(np.percentile(loudest, LOUD_PERCENTILE))
    if full <= 0:
        return np.zeros(len(loudest), dtype=np.uint8)
    scaled: NDArray[np.float32] = np.clip(loudest / full, 0.0, 1.0) ** LOUDNESS
    return np.rint(255 * scaled).astype(np.uint8)


def _kept_beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.report.npz")


def _read(path: Path) -> Clip:
    import soundfile

    # Where libsndfile does not know the format, `read_clip` may, or says what is wrong.
    with suppress(soundfile.LibsndfileError, RuntimeError):
        _check_length(soundfile.info(path).duration, path.name)
    clip = read_clip(path)
    _check_length(clip.duration, path.name)
    if not len(clip.samples):
        raise BadAudio(f"{path.name}: there is no sound in it")
    return clip


def _check_length(seconds: float, name: str) -> None:
    if seconds > LONGEST_SOUND_S:
        raise TooLong(f"{name}: is longer than {LONGEST_SOUND_S / 60:.0f} minutes")


def _encode(clip: Clip) -> Sound:
    return Sound(encoded(clip.resampled(OPUS_RATE), "OGG", COMPRESSION), peaks_of(clip), clip.duration)


def _packed(sound: Sound) -> bytes:
    file = io.BytesIO()
    np.savez(
        file,
        form=np.int64(FORM),
        ogg=np.frombuffer(sound.ogg, dtype=np.uint8),
        peaks=sound.peaks,
        duration=np.float64(sound.duration),
    )
    return file.getvalue()


def _read_kept(kept: Path, recording: Path) -> Sound | None:
    """Return what was kept of this recording, None where there is nothing or it is older or broken."""
    try:
        if kept.is_symlink() or kept.stat().st_mtime_ns < recording.stat().st_mtime_ns:
            return None
        with np.load(io.BytesIO(kept.read_bytes()), allow_pickle=False) as arrays:
            if int(arrays["form"]) != FORM:
                return None
            ogg, peaks = arrays["ogg"].tobytes(), arrays["peaks"].astype(np.uint8)
            return Sound(ogg, peaks, float(arrays["duration"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
