"""What many rehearsals and many questions cost: `python -m benchmarks.large_library`.

Writes made-up rehearsals and a made-up bank, then runs the real commands over them, each in a process of its
own: how long each takes from its start to its end, and the most memory that it had. The first look at a store
reads every rehearsal; after that only what is new or changed is read.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.request import HTTPCookieProcessor, build_opener

from benchmarks.browsing import studio
from benchmarks.library import write_bank, write_sessions
from benchmarks.rehearsing import MEGABYTE
from mockinterview.studio.scripted import ScriptedRehearsals

if TYPE_CHECKING:
    from mockinterview.events import Screen

PROGRAM = """
import re, sys
from mockinterview.cli import main
try:
    main()
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr)
"""
"""Runs the program, and says at its end the most memory that it had (Linux, in units of 1,024 bytes)."""

INDEX = ".index.json"
PAGES = ("", "sessions", "sessions.json", "progress")
LOOKS = 5


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="use this home, and keep it")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = wishes.keep or Path(temporary)
        os.environ["MOCKINTERVIEW_HOME"] = str(home)
        root = home / "data" / "sessions"
        write_sessions(root, wishes.sessions, wishes.turns)
        print(f"{wishes.sessions:,} rehearsals of {wishes.turns} questions:")
        _rehearsals(root)
        bank = write_bank(home / "bank.toml", wishes.questions)
        print(f"a bank of {wishes.questions} questions:")
        _bank(bank)


def _rehearsals(root: Path) -> None:
    for command in (("sessions", "list"), ("progress", "--json")):
        (root / INDEX).unlink(missing_ok=True)
        _run(*command, remark="the first time")
        _run(*command)
    _run("sessions", "list", "--json")
    _run("sessions", "show", "last")
    _run("sessions", "delete", "--yes", max(path.name for path in root.iterdir() if path.is_dir()))
    _run(*_short_rehearsal(), remark="one short answer")
    with studio(ScriptedRehearsals(_nothing)) as server:
        opened = build_opener(HTTPCookieProcessor()).open
        opened(server.address).read()
        for page in PAGES:
            times = []
            for _ in range(LOOKS):
                began = time.perf_counter()
                size = len(opened(server.address.partition("?")[0] + page).read())
                times.append(time.perf_counter() - began)
            what = f"studio, page /{page}"
            print(f"  {what:44} {median(times):6.2f} s, {size / MEGABYTE:.1f} MB of page")


def _bank(bank: Path) -> None:
    _run("questions", "check", str(bank))
    _run("questions", "list", "--bank", str(bank))
    _run(*_short_rehearsal(), "--bank", str(bank), remark="one short answer")


def _short_rehearsal() -> tuple[str, ...]:
    """Return a rehearsal that is over at once: recorded silence answers, which nobody writes down."""
    folder = Path(os.environ["MOCKINTERVIEW_HOME"]) / "candidate"
    if not folder.exists():
        folder.mkdir()
        source = Path(__file__).parents[1] / "audio_fixtures" / "silence.flac"
        (folder / source.name).write_bytes(source.read_bytes())
    return ("rehearse", "--candidate", str(folder), "--questions", "1", "--json")


def _run(*command: str, remark: str = "") -> None:
    """Run one command of the program to its end, and print what it took."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    said = " ".join(word for word in command[:3] if not word.startswith(("/", "--y", "--c")))
    peak_mb = int(done.stderr.split()[-1]) * 1024 / MEGABYTE
    print(f"  {said + (f', {remark}' if remark else ''):44} {seconds:6.2f} s, {peak_mb:.0f} MB")


def _nothing(_screen: Screen) -> None:
    """Let a rehearsal be over before anything happened."""


if __name__ == "__main__":
    main()
