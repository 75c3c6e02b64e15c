"""Sound files that are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from full_disk import full_disk

from mockinterview.audio_file import read_clip, write_clip
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
