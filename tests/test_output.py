"""What cannot be written on standard output is told from what else the computer refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, sys
import click
import mockinterview.cli.questions as room
from mockinterview.cli import main

@click.command()
def questions():
    {happens}

room.questions = questions
sys.argv = ["mockinterview", "questions"]
main()
"""
REFUSED = "raise OSError(11, os.strerror(11))"
WHILE_WRITING = "click.echo('some output'); raise OSError(28, os.strerror(28))"


def run(happens: str, to: Path, home: Path) -> tuple[int, str]:
    """Run a command in which something happens; return its exit code and what the person is told."""
    with to.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(happens=happens)],
            env=os.environ | {"MOCKINTERVIEW_HOME": str(home), "NO_COLOR": "1"},
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stderr


@pytest.mark.parametrize("size", [10, 8192, 200_000])
def test_a_full_output_is_said_to_be_full(size: int, tmp_path: Path) -> None:
    """However much was to be written."""
    told = run(f"click.echo('x' * {size})", Path("/dev/full"), tmp_path)
    assert told == (1, "cannot write the output: the disk is full: free some space\n")


@pytest.mark.parametrize("happens", [REFUSED, WHILE_WRITING], ids=["a process", "another disk"])
def test_what_else_the_computer_refuses_is_no_fault_of_the_output(happens: str, tmp_path: Path) -> None:
    """One true line, though such an error names no file either; what was printed before is there."""
    code, told = run(happens, tmp_path / "out", tmp_path)
    assert code == 1
    assert told.startswith("this computer refused what mockinterview needs: ")
    assert told.count("\n") == 1
    assert (tmp_path / "out").read_text() == ("some output\n" if "echo" in happens else "")
