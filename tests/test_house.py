"""The house: imports point down, and nothing heavy is carried to the front door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mockinterview"

GROUND = [
    "errors",
    "clip",
    "transcript",
    "question",
    "dossier",
    "places",
    "private_file",
    "file_lock",
    "audio_file",
    "plain_text",
    "given_file",
    "lifeline",
    "toml_file",
    "texts",
    "remedy",
    "templates",
]
FLOORS = [
    GROUND,
    ["analysis"],
    ["rubric", "feedback", "follow_up"],
    ["preparation"],
    ["ports", "session", "summary", "events", "remarks", "answer_json", "figures", "progress"],
    [
        "speech",
        "recognition",
        "screen",
        "store",
        "replay",
        "report",
        "progress_page",
        "bank",
        "dossier_file",
        "documents",
        "answer_files",
        "interview",
        "studio",
    ],
    ["cli", "__main__"],
]
"""Every module or room on its floor, the lowest first; imports go to the same floor or below."""

ROOMS = FLOORS[5]
"""Rooms of one floor that must not know each other."""

FRONT_DOOR = [
    ["--help"],
    ["questions", "list"],
    ["sessions", "list"],
    ["replay", "--help"],
    ["model", "list"],
    ["report", "--help"],
    ["progress", "--json"],
    ["prepare", "show"],
    ["prepare", "check"],
    ["prepare", "--help"],
]
HEAVY = ["torch", "whisper", "sounddevice", "pyttsx3", "spacy", "onnxruntime"]


def room_of(module: str) -> str:
    """Return the part of the house that a module belongs to."""
    return module.removeprefix("mockinterview").strip(".").split(".")[0] or "mockinterview"


def imports_of(path: Path) -> set[str]:
    """Return the rooms of our own that a file imports, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mockinterview"):
            if node.module == "mockinterview":
                found |= {alias.name for alias in node.names if not alias.name.startswith("__")}
            else:
                found.add(room_of(node.module or ""))
        elif isinstance(node, ast.Import):
            found |= {room_of(a.name) for a in node.names if a.name.startswith("mockinterview.")}
    return found


def files() -> list[tuple[str, Path]]:
    """Return every source file with its room."""
    listed = []
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE).with_suffix("")
        if relative.parts != ("__init__",):
            listed.append((relative.parts[0], path))
    return listed


def floor_of(room: str) -> int:
    """Return the number of a room's floor."""
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def test_every_module_has_its_place_in_the_house() -> None:
    """A module that no floor names would escape the rules below."""
    known = {room for floor in FLOORS for room in floor}
    assert {room for room, _ in files()} <= known


@pytest.mark.parametrize(("room", "path"), files(), ids=lambda value: getattr(value, "stem", value))
def test_imports_point_down(room: str, path: Path) -> None:
    """No file imports from a floor above its own."""
    above = {other for other in imports_of(path) if floor_of(other) > floor_of(room)}
    assert not above


@pytest.mark.parametrize(("room", "path"), files(), ids=lambda value: getattr(value, "stem", value))
def test_rooms_meet_only_through_ports(room: str, path: Path) -> None:
    """Speech, recognition, screen, store and the loop never import each other."""
    if room in ROOMS:
        assert not (imports_of(path) & set(ROOMS)) - {room}


@pytest.mark.parametrize("arguments", FRONT_DOOR, ids=" ".join)
def test_light_commands_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    """Help, questions, sessions, replay and models start without torch, sound, voice or grammar."""
    script = (
        "import sys\n"
        "from mockinterview.cli import cli\n"
        f"cli.main({arguments!r}, standalone_mode=False)\n"
        f"sys.exit(', '.join(m for m in {HEAVY!r} if m in sys.modules) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"MOCKINTERVIEW_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
