"""A store that can only be read: a mounted backup, a folder of somebody else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import report_sessions as made
from makers import QUESTION

from mockinterview.session import Turn
from mockinterview.store import SessionStore

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[1] / "audio_fixtures" / "sample_candidate"
POWERLESS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""What makes root heed permissions like anybody else."""


@pytest.fixture
def read_only(home: Path) -> Iterator[Path]:
    """Keep a rehearsal that was never listed and never encoded, and take away every right to write."""
    store = SessionStore(home / "data" / "sessions")
    with store.create(seed=1, model="tiny.en", candidate=False) as folder:
        made.write_sound(folder.path / "01-take-1.wav", 1.0)
        folder.change(lambda session: replace(session, turns=(Turn(QUESTION, None, (made.take(),)),)))
        folder.finish()
    everything = [home, *home.rglob("*")]
    for path in everything:
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield home
    for path in everything:
        path.chmod(0o700)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as somebody without special powers."""
    powerless = POWERLESS if os.geteuid() == 0 else []
    if powerless and shutil.which(powerless[0]) is None:
        pytest.skip("root writes everywhere, and there is no setpriv here (apt install util-linux)")
    return subprocess.run(
        [*powerless, sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | {"NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["sessions", "list"], "complete"),
        (["sessions", "list", "--json"], '"state": "complete"'),
        (["sessions", "show"], "rebuilt the shelf"),
        (["sessions", "export"], "rebuilt the shelf"),
        (["progress"], "fillers"),
        (["progress", "--json"], "{"),
        (["replay"], "rebuilt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_only_reads_needs_no_right_to_write(read_only: Path, arguments: list[str], shown: str) -> None:
    """It ends well, says nothing of what it could not keep for the next time, and leaves all as it was."""
    before = sorted(read_only.rglob("*"))
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert shown in done.stdout
    assert "cannot write" not in done.stderr
    assert sorted(read_only.rglob("*")) == before


def test_the_page_is_written_elsewhere(read_only: Path, tmp_path: Path) -> None:
    """-o names a place; without it, the line that refuses says so."""
    target = tmp_path / "page.html"
    done = run("report", "-o", str(target))
    assert (done.returncode, done.stdout) == (0, f"{target}\n"), done.stderr
    assert b"data:audio/ogg" in target.read_bytes()
    refused = run("report")
    assert refused.returncode == 1
    assert refused.stderr.endswith("name another place with -o FILE\n")
    assert not list(read_only.rglob("*.html"))


def test_a_rehearsal_says_at_once_that_it_cannot_be_kept(read_only: Path) -> None:
    """One line, before a question is asked."""
    done = run("rehearse", "--candidate", str(SAMPLE), "--questions", "1", "--model", "tiny.en", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(("cannot write ", "cannot create "))
    assert str(read_only) in done.stderr
    assert "Traceback" not in done.stderr
