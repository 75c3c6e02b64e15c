"""A recording that is read a stretch at a time, however long it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from mockinterview.audio_file import is_sound_shape, mixed_down
from mockinterview.clip import Clip
from mockinterview.errors import BadAudio

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRETCH_S = 180.0
"""The most that is in memory at once: 35 MB at 48,000 Hz. Hardly any answer is longer."""
SEAM_SEARCH_S = 30.0
"""A stretch that does not reach the end of its recording ends at the quietest place of its last seconds."""
PAUSE_S = 0.6
"""So long a pause hides that the next stretch takes a moment to begin."""
HOP_S = 0.05


@dataclass(frozen=True)
class Recording:
    """A sound file; no more of it than a stretch is ever in memory.

    Attributes:
        path: the file, in a format that libsndfile reads.
        duration: seconds, as its header says.
    """

    path: Path
    duration: float

    @staticmethod
    def open(path: Path) -> Recording:
        """Look at a file.

        Raises:
            BadAudio: it cannot be read, or holds no sound.
        """
        import soundfile

        try:
            if not path.is_file():  # a pipe would be waited for
                _refuse(path)
            told = soundfile.info(path)
        except (soundfile.LibsndfileError, RuntimeError, OSError):
            _refuse(path)
        if not is_sound_shape(told.samplerate, told.channels):
            _refuse(path)
        if not told.frames:
            raise BadAudio(f"there is no sound in {path.name}")
        return Recording(path, told.frames / told.samplerate)

    def stretch(self, start: float) -> Clip:
        """Return what is heard from a second on, one channel, at the file's own rate.

        It is at most `STRETCH_S` long. Where more follows, it ends in a pause; behind the end it is empty.

        Raises:
            BadAudio: it cannot be read any more.
        """
        import soundfile

        try:
            with soundfile.SoundFile(self.path) as file:
                rate = file.samplerate
                file.seek(min(round(start * rate), file.frames))
                samples = file.read(round(STRETCH_S * rate), dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, RuntimeError, ValueError):  # a damaged MP3 ends before itself
            _refuse(self.path)
        heard = mixed_down(samples, rate)
        is_whole = len(samples) < round(STRETCH_S * rate)
        return heard if is_whole else Clip(heard.samples[: seam_of(heard.samples, rate)], rate)


def seam_of(samples: NDArray[np.float32], sample_rate: int) -> int:
    """Return the sample in the middle of the quietest pause among the last `SEAM_SEARCH_S`.

    Args:
        samples: shape (n,), longer than `SEAM_SEARCH_S`.
        sample_rate: in Hz.
    """
    hop = round(HOP_S * sample_rate)
    hops = round(SEAM_SEARCH_S / HOP_S)
    first = len(samples) - hops * hop
    energy = np.square(samples[first:].reshape(hops, hop)).mean(axis=1)
    pause = round(PAUSE_S / HOP_S)
    quietest = int(np.argmin(np.convolve(energy, np.ones(pause), "valid")))
    return first + (quietest + pause // 2) * hop


def _refuse(path: Path) -> NoReturn:
    raise BadAudio(f"{path.name} cannot be read as sound") from None
