"""A WAV file that is readable at every moment, whatever happens to the program or the disk.

Sound goes to the file twice a second, header included; the standard library's `wave` would lose track of
what arrived once a write fails, and a full disk must not cost what is still in memory.
"""

from __future__ import annotations

import errno
import io
import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from mockinterview.clip import PCM_BYTES, Clip, clip_of_pcm, pcm_of
from mockinterview.errors import BadAudio, StorageError
from mockinterview.private_file import FILE_MODE, reason

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")  # RIFF, fmt (16-bit mono PCM), data: 44 bytes


@dataclass(frozen=True)
class WriterOptions:
    """How often the sound reaches the file, and the disk, in seconds of sound."""

    write_every: float = 0.5
    sync_every: float = 3.0


class WavWriter:
    """Writes 16-bit mono; a context manager. Once it is open, it never raises about the disk.

    What cannot be written is kept in memory and tried again with every later write. Where the file is
    removed meanwhile, so is all of it.

    Raises:
        StorageError: the file could not be opened.
    """

    def __init__(self, path: Path, sample_rate: int, options: WriterOptions | None = None) -> None:
        self._sample_rate = sample_rate
        self._options = options or WriterOptions()
        self._pending = bytearray()
        self._refused = False
        self._written = 0  # bytes of sound in the file
        self._due = 0
        self._sync_due = 0
        self._path = path
        try:
            self._file = _open_private(path)
        except OSError as error:
            raise StorageError(f"cannot write {path}: {reason(error)}") from error
        try:
            self._write_header()
        except OSError as error:
            self._file.close()
            path.unlink(missing_ok=True)
            raise StorageError(f"cannot write {path}: {reason(error)}") from error

    @property
    def duration(self) -> float:
        """Seconds of sound taken so far, written or not."""
        return (self._written + len(self._pending)) / PCM_BYTES / self._sample_rate

    @property
    def refused(self) -> bool:
        """Whether the disk did not take what was last given to it."""
        return self._refused

    @property
    def unwritten(self) -> Clip:
        """The end of the sound that is not in the file: empty where all is well."""
        pending = bytes(self._pending[self._written % PCM_BYTES :])
        return clip_of_pcm(pending, self._sample_rate)

    def write(self, samples: NDArray[np.float32]) -> None:
        """Take samples of shape (n,), in [-1, 1]; louder ones are clipped."""
        self._pending += pcm_of(samples)
        if self._written + len(self._pending) >= self._due:
            self._flush()

    def close(self) -> None:
        """Write the rest and close the file; a second call does nothing."""
        if not self._file.closed:
            self._sync_due = 0
            self._flush()
            with suppress(OSError):
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _flush(self) -> None:
        self._due = self._written + len(self._pending) + self._bytes(self._options.write_every)
        self._refused = True
        with suppress(OSError):  # the disk is full or gone: what is pending stays, `unwritten` tells
            self._look_for_file()
            try:
                self._append()
            finally:
                self._write_header()
            if self._written >= self._sync_due:
                self._sync_due = self._written + self._bytes(self._options.sync_every)
                os.fsync(self._file.fileno())
            self._refused = False

    def _look_for_file(self) -> None:
        """Where the file was removed, take back what was in it, and begin a new one in its place."""
        if os.name != "posix" or os.fstat(self._file.fileno()).st_nlink:
            return
        self._file.seek(HEADER.size)
        lost = self._file.read(self._written)
        self._pending[:0] = lost
        self._written = 0
        removed, self._file = self._file, _open_private(self._path)
        removed.close()

    def _append(self) -> None:
        self._file.seek(HEADER.size + self._written)
        while self._pending:
            count = self._file.write(self._pending) or 0
            del self._pending[:count]
            self._written += count

    def _write_header(self) -> None:
        self._file.seek(0)
        header = _header(self._sample_rate, self._written - self._written % PCM_BYTES)
        if self._file.write(header) != len(header):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _bytes(self, seconds: float) -> int:
        return round(seconds * self._sample_rate) * PCM_BYTES


def read_part(path: Path) -> Clip:
    """Read a recording that may have been cut off at any byte; its header need not be up to date.

    Raises:
        BadAudio: the file cannot be read or was not written by `WavWriter`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadAudio(f"{path}: cannot be read: {reason(error)}") from error
    if len(data) < HEADER.size:
        raise BadAudio(f"{path}: this recording was cut off before it held any sound")
    riff, _, wave, fmt, size, coding, channels, sample_rate, _, _, bits, chunk, _ = HEADER.unpack_from(data)
    expected = (b"RIFF", b"WAVE", b"fmt ", 16, 1, 1, 16, b"data")
    if (riff, wave, fmt, size, coding, channels, bits, chunk) != expected or sample_rate == 0:
        raise BadAudio(f"{path}: not a recording of this program")
    return clip_of_pcm(data[HEADER.size :], sample_rate)


def _open_private(path: Path) -> io.FileIO:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), FILE_MODE)
    return io.FileIO(handle, "rb+")


def _header(sample_rate: int, sound_bytes: int) -> bytes:
    fmt = (b"fmt ", 16, 1, 1, sample_rate, sample_rate * PCM_BYTES, PCM_BYTES, 8 * PCM_BYTES)
    size = HEADER.size - 8 + sound_bytes
    return HEADER.pack(b"RIFF", size, b"WAVE", *fmt, b"data", sound_bytes)
