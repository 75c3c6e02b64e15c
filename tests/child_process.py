"""Runs a script in a process of its own: a process has one PortAudio, in the world of its environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_S = 60

NO_SOUND_SERVER = {"PULSE_SERVER": "unix:/nonexistent/native"}
"""The environment of a machine on which no sound server runs (Linux)."""


def sound_hardware() -> str | None:
    """Return why the world without a sound server still has devices, None where it has none."""
    cards = Path("/proc/asound/cards")
    if cards.exists() and "no soundcards" not in cards.read_text():
        return "this machine has a sound card of its own"
    return None


def no_portaudio(directory: Path) -> dict[str, str]:
    """Make the environment of a machine where sounddevice is installed and PortAudio is not."""
    (directory / "sounddevice.py").write_text('raise OSError("PortAudio library not found")\n')
    return {"PYTHONPATH": str(directory)}


class Child:
    """A running script; a context manager that ends it."""

    def __init__(self, script: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", script],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for_line(self) -> str:
        """Return the next line that the script prints, '' where it ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def finish(self) -> tuple[str, str]:
        """Wait for the script's end and return what it printed since, on stdout and on stderr."""
        out, err = self._process.communicate(timeout=TIMEOUT_S)
        return out.strip(), err.strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def run_child(script: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """Run a script to its end and return what it printed, on stdout and on stderr."""
    with Child(script, environment) as child:
        return child.finish()
