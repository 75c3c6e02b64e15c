"""Sound files that are written."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from full_disk import full_disk

from mockinterview.audio_file import encoded, read_clip, write_clip
from mockinterview.clip import Clip

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("file_format", ["FLAC", "WAV", "OGG"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.97, 0.999])
def test_a_full_disk_is_told(tmp_path: Path, file_format: str, share: float) -> None:
    """Whether it is full before the first byte, in the middle or just before the end."""
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 96_000).astype(np.float32)
    path, clip = tmp_path / "sound", Clip(noise, 48_000)
    write_clip(path, clip, file_format=file_format)
    whole = path.read_bytes()
    with full_disk(int(share * len(whole))), pytest.raises(OSError, match="too large"):
        write_clip(path, clip, file_format=file_format)
    write_clip(path, clip, file_format=file_format)
    assert read_clip(path).duration == pytest.approx(2.0, abs=0.02)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a signal after a while: not on Windows")
def test_ctrl_c_while_a_sound_is_encoded_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    """It is neither swallowed nor written on the screen by the library that encodes."""
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 120 * 48_000).astype(np.float32)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            encoded(Clip(noise, 48_000), "FLAC")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert capfd.readouterr().err == ""
