"""An entry in the applications menu, so that the studio starts by a click."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from mockinterview.errors import StorageError
from mockinterview.private_file import reason

NAME = "Mock interview"
COMMENT = "Rehearse a second job interview out loud"
ID = "mockinterview"


def install_launcher(platform: str = sys.platform) -> Path:
    """Put the studio where this system looks for programs, for this person only; return the file to click.

    The entry names this very Python, so that it works for an installation in a virtual environment too.

    Raises:
        StorageError: it cannot be written.
    """
    install = {"darwin": _macos, "win32": _windows}.get(platform, _freedesktop)
    try:
        return install()
    except OSError as error:
        raise StorageError(f"cannot write the entry for the studio: {reason(error)}") from error


def _command() -> list[str]:
    return [sys.executable, "-m", "mockinterview", "studio"]


def _freedesktop() -> Path:
    """Write an entry as freedesktop.org describes it, with its icon."""
    share = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    icon = _write(share / "icons" / "hicolor" / "scalable" / "apps" / f"{ID}.svg", _icon())
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        f"Comment={COMMENT}",
        f"Exec={' '.join(map(_exec_word, _command()))}",
        f"Icon={icon}",
        "Terminal=false",
        "Categories=Education;",
        "Keywords=interview;rehearsal;speech;",
    ]
    return _write(share / "applications" / f"{ID}.desktop", "\n".join(lines) + "\n")


def _macos() -> Path:
    """Write a file that Terminal runs when it is opened."""
    path = Path.home() / "Applications" / f"{NAME}.command"
    return _write(path, f"#!/bin/sh\nexec {shlex.join(_command())}\n", mode=0o755)


def _windows() -> Path:
    """Write a file for the start menu."""
    menu = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    return _write(menu / f"{NAME}.cmd", f'@start /min "" {subprocess.list2cmdline(_command())}\r\n')


def _exec_word(word: str) -> str:
    """Quote an argument of `Exec`: four signs need a backslash within quotes, a percent sign is doubled."""
    escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word).replace("%", "%%")
    # The value of a key is unescaped once before: a backslash is written as two.
    return '"' + escaped.replace("\\", "\\\\") + '"'


def _icon() -> str:
    return files("mockinterview.studio").joinpath("static", "icon.svg").read_text("utf-8")


def _write(path: Path, text: str, mode: int = 0o644) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="")
    path.chmod(mode)
    return path
