"""The entry in the applications menu."""

from __future__ import annotations

import configparser
import os
import shlex
import sys
from pathlib import Path

import pytest

from mockinterview.cli.studio import launcher
from mockinterview.cli.studio.launcher import install_launcher
from mockinterview.errors import StorageError

COMMAND = [sys.executable, "-m", "mockinterview", "studio"]


@pytest.fixture(autouse=True)
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of a person who has installed nothing yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path / "AppData"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path


def test_linux_gets_an_entry_that_names_this_python_and_an_icon(person: Path) -> None:
    """A desktop file in the place of freedesktop.org, with an icon that exists."""
    path = install_launcher("linux")
    assert path == person / ".local/share/applications/mockinterview.desktop"
    entry = configparser.RawConfigParser(delimiters="=")
    entry.optionxform = str  # type: ignore[assignment,method-assign] # keys keep their capitals
    entry.read_string(path.read_text("utf-8"))
    values = dict(entry["Desktop Entry"])
    assert shlex.split(values["Exec"]) == COMMAND
    assert Path(values["Icon"]).read_text("utf-8").startswith("<svg")
    assert values["Terminal"] == "false"


def test_the_entry_goes_where_the_person_keeps_such_things(
    person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XDG_DATA_HOME is heeded."""
    monkeypatch.setenv("XDG_DATA_HOME", str(person / "elsewhere"))
    assert install_launcher("linux").is_relative_to(person / "elsewhere")


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/usr/bin/python", '"/usr/bin/python"'),
        ("/my programs/python", '"/my programs/python"'),
        ("/100%/python", '"/100%%/python"'),
        ("/a$b`c/python", '"/a\\\\$b\\\\`c/python"'),
        ("C:\\python", '"C:\\\\\\\\python"'),
    ],
)
def test_a_path_with_signs_is_quoted_as_the_desktop_reads_it(word: str, written: str) -> None:
    """By the rules of the Desktop Entry Specification for strings and for Exec."""
    assert launcher._exec_word(word) == written


def test_macos_gets_a_file_that_starts_it_when_opened(person: Path) -> None:
    """It can be executed, and runs the very command."""
    path = install_launcher("darwin")
    assert path.is_relative_to(person)
    assert os.access(path, os.X_OK)
    shebang, line = path.read_text("utf-8").splitlines()
    assert shebang == "#!/bin/sh"
    assert shlex.split(line) == ["exec", *COMMAND]


def test_windows_gets_a_file_in_the_start_menu(person: Path) -> None:
    """With the line ends that its shell reads."""
    path = install_launcher("win32")
    assert path.is_relative_to(person / "AppData")
    assert path.read_bytes().endswith(b"-m mockinterview studio\r\n")


def test_installing_again_changes_nothing() -> None:
    """Twice is once."""
    first = install_launcher("linux").read_bytes()
    assert install_launcher("linux").read_bytes() == first


def test_a_place_that_cannot_be_written_is_said_in_one_line(
    person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where a folder should be."""
    (person / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(person / "file"))
    with pytest.raises(StorageError, match="cannot write the entry"):
        install_launcher("linux")
