"""A recording as the recorder leaves it (`*.part.wav`), and its way to FLAC."""

from __future__ import annotations

import wave
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.errors import BadAudio, StorageError
from mockinterview.private_file import FILE_MODE, reason, replacing
from mockinterview.store.names import kept_name

if TYPE_CHECKING:
    from collections.abc import Iterator

BYTES_PER_SAMPLE = 2
BLOCK_BYTES = 2**20
HEADER_BYTES = 44
"""Length of the header that Python's `wave` writes."""

HEADER_SEARCH_BYTES = 4096


@dataclass(frozen=True)
class PartFile:
    """A mono 16-bit WAV file whose header may lag behind its sound, because its writer was killed.

    Attributes:
        path: the file.
        sample_rate: in Hz.
        data_start: offset of the first sample in bytes.
        samples: whole samples that are really there, by the file's size.
    """

    path: Path
    sample_rate: int
    data_start: int
    samples: int

    @staticmethod
    def open(path: Path) -> PartFile:
        """Read the header, trusting the file's size more than the length that stands there.

        Raises:
            BadAudio: no mono 16-bit WAV file.
        """
        try:
            with path.open("rb") as file:
                head = file.read(HEADER_SEARCH_BYTES)
            with wave.open(str(path), "rb") as header:
                shape = (header.getnchannels(), header.getsampwidth())
                sample_rate = header.getframerate()
            size = path.stat().st_size
        except (wave.Error, EOFError, OSError) as error:
            raise BadAudio(f"{path}: not a recording that can be read") from error
        data_start = head.find(b"data") + 8
        if shape != (1, BYTES_PER_SAMPLE) or sample_rate <= 0 or data_start < 8:
            raise BadAudio(f"{path}: not a recording that can be read")
        return PartFile(path, sample_rate, data_start, max(size - data_start, 0) // BYTES_PER_SAMPLE)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate

    def blocks(self) -> Iterator[bytes]:
        """Yield all samples, little-endian 16-bit, in blocks of bounded size."""
        left = self.samples * BYTES_PER_SAMPLE
        with self.path.open("rb") as file:
            file.seek(self.data_start)
            while left and (block := file.read(min(left, BLOCK_BYTES))):
                left -= len(block)
                yield block

    def compress(self, target: Path) -> None:
        """Write the same samples as FLAC, and read them back before they count as kept.

        Raises:
            StorageError: they could not be written; `target` is unchanged.
        """
        import numpy as np
        import soundfile

        written = 0
        with replacing(target) as temporary:
            try:
                with soundfile.SoundFile(
                    temporary, "w", self.sample_rate, channels=1, subtype="PCM_16", format="FLAC"
                ) as flac:
                    for block in self.blocks():
                        written = zlib.crc32(block, written)
                        flac.write(np.frombuffer(block, "<i2"))
                read_back = _checksum(temporary)
            except (soundfile.LibsndfileError, AssertionError) as error:
                # soundfile asserts that every sample was taken: it is not where the disk is full.
                raise OSError(f"the sound could not be compressed ({error or 'disk full'})") from error
            if read_back != written:
                raise OSError("the compressed sound does not equal the recording (disk full?)")


def _checksum(path: Path) -> int:
    import soundfile

    found = 0
    with soundfile.SoundFile(path) as flac:
        for block in flac.blocks(BLOCK_BYTES // BYTES_PER_SAMPLE, dtype="int16"):
            found = zlib.crc32(block.astype("<i2").tobytes(), found)
    return found


@dataclass(frozen=True)
class KeptSound:
    """What became of a recording.

    Attributes:
        audio: its name from now on: FLAC, or WAV where it could not be compressed.
        duration: seconds.
        note: one line where something went wrong, else None.
    """

    audio: str
    duration: float
    note: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to keep."""
        return not self.duration and self.note is None


def keep_sound(part: Path) -> KeptSound:
    """Compress a recording; the part file stays until `settle`, when the session names its sound."""
    as_wav = kept_name(part.name, ".wav")
    try:
        recording = PartFile.open(part)
    except BadAudio:
        if part.exists() and part.stat().st_size <= HEADER_BYTES:
            return KeptSound(as_wav, 0.0)
        return KeptSound(as_wav, 0.0, "The sound of this answer cannot be read; its file is kept.")
    if not recording.samples:  # FLAC cannot hold nothing
        return KeptSound(as_wav, 0.0)
    audio = kept_name(part.name, ".flac")
    try:
        recording.compress(part.with_name(audio))
    except StorageError as error:
        return KeptSound(as_wav, recording.duration, f"Kept uncompressed: {error}.")
    return KeptSound(audio, recording.duration)


def settle(part: Path, audio: str) -> None:
    """Let go of a part file whose sound is named in the session: remove it, or give it its final name.

    Raises:
        StorageError: it is still there under its old name.
    """
    try:
        if audio.endswith(".wav"):
            part.chmod(FILE_MODE)
            part.replace(part.with_name(audio))
        else:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"cannot put {part} in its place: {reason(error)}") from error
