"""What every test finds: a home of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from virtual_sound_card import sound_card

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the program's data and caches at a fresh directory."""
    path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MOCKINTERVIEW_HOME", str(path))
    return path


__all__ = ["home", "sound_card"]
