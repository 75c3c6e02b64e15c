"""A WAV file that is readable at every moment."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from full_disk import full_disk
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.audio_file import read_clip
from mockinterview.errors import BadAudio, StorageError
from mockinterview.speech.wav_writer import WavWriter, read_part

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 8_000
STEP = 1 / 32_768
"""What 16 bits can tell apart."""


def ramp(seconds: float) -> NDArray[np.float32]:
    """Return a sound in which every place differs from its neighbours."""
    return np.linspace(-1, 1, round(seconds * RATE), dtype=np.float32)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"x" * 44, b"\0" * 1000, b"RIFF" + b"\xff" * 60])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that the writer did not write gives one clear line."""
    path = tmp_path / "broken.part.wav"
    path.write_bytes(content)
    with pytest.raises(BadAudio, match=r"broken\.part\.wav"):
        read_part(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A recording that is not there gives one clear line."""
    with pytest.raises(BadAudio, match="no such file"):
        read_part(tmp_path / "none.part.wav")


def test_a_file_that_cannot_be_opened_is_said_at_once(tmp_path: Path) -> None:
    """Where nothing can be written the person learns it before speaking."""
    with pytest.raises(StorageError):
        WavWriter(tmp_path / "missing" / "a.part.wav", RATE)
    with full_disk(10), pytest.raises(StorageError):
        WavWriter(tmp_path / "a.part.wav", RATE)


def test_an_empty_recording_is_a_readable_file(tmp_path: Path) -> None:
    """A recording that ended before any sound came is valid, and empty."""
    path = tmp_path / "a.part.wav"
    WavWriter(path, RATE).close()
    assert len(read_clip(path).samples) == len(read_part(path).samples) == 0


def test_the_file_is_private(tmp_path: Path) -> None:
    """Nobody else may listen."""
    path = tmp_path / "a.part.wav"
    WavWriter(path, RATE).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or sys.platform == "win32"


@given(st.lists(st.integers(0, 3000), max_size=20))
def test_what_was_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, lengths: list[int]) -> None:
    """Blocks of any length come back in order, to 16-bit precision, by both readers."""
    path = tmp_path_factory.mktemp("wav") / "a.part.wav"
    sound = ramp(sum(lengths) / RATE)
    with WavWriter(path, RATE) as writer:
        for block in np.split(sound, np.cumsum(lengths)[:-1]) if lengths else []:
            writer.write(block)
    for clip in (read_clip(path), read_part(path)):
        assert clip.sample_rate == RATE
        assert len(clip.samples) == len(sound)
        assert np.max(np.abs(clip.samples - sound), initial=0.0) <= STEP


def test_too_loud_samples_are_clipped_not_wrapped(tmp_path: Path) -> None:
    """A sample beyond full scale is written as full scale."""
    path = tmp_path / "a.part.wav"
    with WavWriter(path, RATE) as writer:
        writer.write(np.array([2.0, -2.0], np.float32))
    assert read_part(path).samples.tolist() == [1.0 - STEP, -1.0]


def test_the_file_is_valid_while_it_is_written(tmp_path: Path) -> None:
    """At every moment any sound program can open the file; at most half a second is missing."""
    path = tmp_path / "a.part.wav"
    with WavWriter(path, RATE) as writer:
        for n in range(1, 40):
            writer.write(ramp(0.1))
            assert read_clip(path).duration >= n * 0.1 - 0.5


@given(st.integers(0, 20_000))
def test_a_file_cut_at_any_byte_gives_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, size: int
) -> None:
    """Whatever byte the disk kept last, the samples before it are read."""
    path = tmp_path_factory.mktemp("wav") / "a.part.wav"
    with WavWriter(path, RATE) as writer:
        writer.write(ramp(1.0))
    path.write_bytes(path.read_bytes()[:size])
    if size < 44:
        with pytest.raises(BadAudio):
            read_part(path)
    else:
        assert len(read_part(path).samples) == min((size - 44) // 2, RATE)


@pytest.mark.parametrize("limit", [3000, 3001])
def test_a_full_disk_keeps_the_rest_in_memory(tmp_path: Path, limit: int) -> None:
    """When the disk is full nothing is raised, the file stays valid, and file and memory make the whole."""
    path = tmp_path / "a.part.wav"
    sound = ramp(3.0)
    with full_disk(limit), WavWriter(path, RATE) as writer:
        for block in np.split(sound, 30):
            writer.write(block)
        assert writer.duration == pytest.approx(3.0)
    in_file = read_clip(path).samples
    assert len(in_file) == (limit - 44) // 2
    # Half a sample may stand at the file's end: it is then missing in both, and nothing else is.
    whole = np.concatenate([in_file, writer.unwritten.samples])
    assert len(sound) - len(whole) == (limit - 44) % 2


def test_a_disk_with_space_again_gets_everything(tmp_path: Path) -> None:
    """What could not be written is written as soon as there is room."""
    path = tmp_path / "a.part.wav"
    sound = ramp(4.0)
    with WavWriter(path, RATE) as writer:
        with full_disk(3001):
            writer.write(sound[: 2 * RATE])
            assert len(writer.unwritten.samples) > 0
        writer.write(sound[2 * RATE :])
        assert len(writer.unwritten.samples) == 0
    assert np.max(np.abs(read_part(path).samples - sound)) <= STEP


CHILD = """
import sys, time
from pathlib import Path
import numpy as np
from mockinterview.speech.wav_writer import WavWriter
writer = WavWriter(Path(sys.argv[1]), 8000)
while True:
    writer.write(np.full(800, 0.5, np.float32))
    print(writer.duration, flush=True)
    time.sleep(0.005)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_program_loses_at_most_the_last_second(tmp_path: Path) -> None:
    """After SIGKILL in the middle of an answer the file holds all but the last moment."""
    path = tmp_path / "a.part.wav"
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        spoken = next(seconds for line in child.stdout if (seconds := float(line)) >= 5.0)
        child.send_signal(signal.SIGKILL)
    for clip in (read_part(path), read_clip(path)):
        assert clip.duration >= spoken - 1.0
        assert np.all(np.abs(clip.samples - 0.5) < 2 * STEP)
