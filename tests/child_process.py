"""Runs a script in a process of its own: a process has one PortAudio, in the world of its environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_S = 180
"""Long enough for the busiest computer; no test waits for it to pass."""

NO_SOUND_SERVER = {"PULSE_SERVER": "unix:/nonexistent/native"}
"""The environment of a machine on which no sound server runs (Linux)."""


def sound_hardware() -> str | None:
    """Return why the world without a sound server still has devices, None where it has none."""
    cards = Path("/proc/asound/cards")
    if cards.exists() and "no soundcards" not in cards.read_text():
        return "this machine has a sound card of its own"
    return None


def world_with(directory: Path, modules: Mapping[str, str]) -> dict[str, str]:
    """Make the environment of a machine where these modules (name: source) hide the installed ones."""
    for name, source in modules.items():
        (directory / f"{name}.py").write_text(source)
    return {"PYTHONPATH": str(directory)}


def no_portaudio(directory: Path) -> dict[str, str]:
    """Make the environment of a machine where sounddevice is installed and PortAudio is not."""
    return world_with(directory, {"sounddevice": 'raise OSError("PortAudio library not found")\n'})


class Finished(NamedTuple):
    """What a script printed, without the white space at both ends, and its exit code."""

    out: str
    err: str
    code: int


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

    def finish(self) -> Finished:
        """Wait for the script's end and return what it printed since."""
        out, err = self._process.communicate(timeout=TIMEOUT_S)
        return Finished(out.strip(), err.strip(), self._process.returncode)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def run_child(script: str, environment: Mapping[str, str]) -> Finished:
    """Run a script to its end and return what it printed."""
    with Child(script, environment) as child:
        return child.finish()
