"""A recording as the recorder leaves it (`*.part.wav`), and its way to FLAC."""

from __future__ import annotations

import os
import struct
import wave
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.clip import PCM_BYTES, Clip, clip_of_pcm, pcm_of
from mockinterview.errors import BadAudio, StorageError
from mockinterview.private_file import FILE_MODE, reason, replacing
from mockinterview.store.names import kept_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, BinaryIO

    from mockinterview.session import Take

BLOCK_BYTES = 2**20
HEADER_BYTES = 44
"""Length of the header that Python's `wave` writes."""

HEADER_SEARCH_BYTES = 4096
RIFF_DATA = 8
LENGTH = struct.Struct("<I")
"""A chunk's length stands right before its data."""

HEARD_S = 0.05
"""Less than this missing at the end of an answer is no word."""


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
            if not path.is_file():  # a pipe would be waited for
                raise BadAudio(f"{path}: not a recording that can be read")
            with path.open("rb") as file:
                head = file.read(HEADER_SEARCH_BYTES)
            with wave.open(str(path), "rb") as header:
                shape = (header.getnchannels(), header.getsampwidth())
                sample_rate = header.getframerate()
            size = path.stat().st_size
        except (wave.Error, EOFError, OSError, RuntimeError, struct.error) as error:
            raise BadAudio(f"{path}: not a recording that can be read") from error
        data_start = head.find(b"data") + 8
        if shape != (1, PCM_BYTES) or sample_rate <= 0 or data_start < 8:
            raise BadAudio(f"{path}: not a recording that can be read")
        return PartFile(path, sample_rate, data_start, max(size - data_start, 0) // PCM_BYTES)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate

    def blocks(self) -> Iterator[bytes]:
        """Yield all samples, little-endian 16-bit, in blocks of bounded size."""
        left = self.samples * PCM_BYTES
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
        for block in flac.blocks(BLOCK_BYTES // PCM_BYTES, dtype="int16"):
            found = zlib.crc32(block.astype("<i2").tobytes(), found)
    return found


@dataclass(frozen=True)
class KeptSound:
    """What became of a recording.

    Attributes:
        audio: its name from now on: FLAC, or WAV where it could not be compressed.
        duration: seconds that are on the disk.
        note: one line where something went wrong, else None.
        owed: the end that the disk did not take; until it does, the part file has to stay.
    """

    audio: str
    duration: float
    note: str | None = None
    owed: Clip | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to keep."""
        return not self.duration and self.note is None

    def sound_of(self, take: Take) -> Take:
        """Return a take with this sound; where its end was never written, its note still says so."""
        lost = take.duration - self.duration > HEARD_S
        return replace(
            take, audio=self.audio, duration=self.duration, note=self.note or (take.note if lost else None)
        )


def keep_sound(part: Path, rest: Clip | None = None) -> KeptSound:
    """Compress a recording; the part file stays until `settle`, when the session names its sound.

    Args:
        part: the recording.
        rest: the end of it that the disk did not take yet, at the same rate.
    """
    as_wav = kept_name(part.name, ".wav")
    if rest is not None:
        try:
            append(part, rest)
        except StorageError:
            note = f"The last {rest.duration:.0f} seconds of this answer are not on the disk: it was full."
            return KeptSound(as_wav, 0.0, note, rest)
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


def read_held(held: BinaryIO) -> Clip:
    """Return the sound of a recording that is open, wherever its name went.

    Raises:
        OSError, EOFError, wave.Error: it cannot be read.
    """
    with wave.open(held, "rb") as recording:
        return clip_of_pcm(recording.readframes(recording.getnframes()), recording.getframerate())


def append(part: Path, rest: Clip) -> None:
    """Write the end of a recording behind what the disk took of it, and bring its header up to date.

    Args:
        part: a recording as `PartFile` reads it.
        rest: its end, at the same rate.

    Raises:
        StorageError: nothing was changed; the message says why.
    """
    try:
        if not part.exists():  # removed with its folder while it was written
            _begin(part, rest.sample_rate)
        recording = PartFile.open(part)
    except BadAudio as error:
        raise StorageError(str(error)) from error
    except OSError as error:
        raise StorageError(f"cannot write {part}: {reason(error)}") from error
    end = recording.data_start + recording.samples * PCM_BYTES
    sound = pcm_of(rest.samples)
    try:
        with part.open("r+b", buffering=0) as file:
            try:
                file.seek(end)
                while sound:
                    sound = sound[file.write(sound) :]
                _write_lengths(file, recording.data_start, file.tell())
            except OSError:
                file.truncate(end)
                raise
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageError(f"cannot write {part}: {reason(error)}") from error


def _write_lengths(file: IO[bytes], data_start: int, end: int) -> None:
    """Bring the header of a recording up to date."""
    for begin in (RIFF_DATA, data_start):
        file.seek(begin - LENGTH.size)
        file.write(LENGTH.pack(end - begin))


def _begin(part: Path, sample_rate: int) -> None:
    """Make a recording without any sound yet."""
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(handle, "wb") as file, wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(PCM_BYTES)
        recording.setframerate(sample_rate)


def settle(part: Path, audio: str) -> None:
    """Let go of a part file whose sound is named in the session: remove it, or give it its final name.

    Raises:
        StorageError: it is still there under its old name.
    """
    try:
        if audio.endswith(".wav"):
            _tell_length(part)
            part.chmod(FILE_MODE)
            part.replace(part.with_name(audio))
        else:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"cannot put {part} in its place: {reason(error)}") from error


def _tell_length(part: Path) -> None:
    """Let whoever reads a recording hear all of it: the disk may have refused its header alone."""
    with suppress(BadAudio), part.open("r+b", buffering=0) as file:
        recording = PartFile.open(part)
        _write_lengths(file, recording.data_start, recording.data_start + recording.samples * PCM_BYTES)
