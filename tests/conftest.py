"""What every test finds: a home of its own, and nobody else at the sound card."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from chromium import browser
from hypothesis import HealthCheck, settings
from virtual_sound_card import sound_card

if TYPE_CHECKING:
    from pathlib import Path

# Neither how fast a busy machine is nor chance shall decide: every run tries the same examples.
# To look for new ones: pytest --hypothesis-profile=wide, with --hypothesis-seed=N to find them again.
SLOW = (HealthCheck.too_slow,)
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("wide", deadline=None, max_examples=1000, suppress_health_check=SLOW)
settings.load_profile("steady")

# What a shell starts in the background ignores Ctrl-C, and so would the programs that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the program's data and caches at a fresh directory."""
    path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MOCKINTERVIEW_HOME", str(path))
    return path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests with a sound card run one after the other: beside each other they would starve its clock."""
    for item in items:
        if {"sound_card", "card"} & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.xdist_group("sound card"))


__all__ = ["browser", "home", "sound_card"]
