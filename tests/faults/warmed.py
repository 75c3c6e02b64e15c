"""A home of one's own in which the recogniser need not be made ready first (long form)."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from whisper_parts import spoken

from faults.extent import LONG
from faults.rehearsed import MODEL, Rehearsed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose cache holds the converted model and what is compiled for it."""
    home = tmp_path_factory.mktemp("warm")
    if LONG:
        answers = home / "answers"
        answers.mkdir()
        spoken("It was the password resets.", answers)
        options = ("--questions", "1", "--no-follow-ups", "--candidate", str(answers))
        with Rehearsed(home, *MODEL, *options) as first:
            assert first.end() == 0, first.lines
    return home


@pytest.fixture
def place(tmp_path: Path, warm: Path) -> Path:
    """Return a home of its own, with the model at hand."""
    home = tmp_path / "home"
    home.mkdir()
    if LONG:
        shutil.copytree(warm / "cache", home / "cache", copy_function=os.link)
    return home
