"""The wheel holds everything: questions and sample candidate too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel and unpack it away from the checkout; return the folder to be put on the path."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *build], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True)
    return site


def run(site: Path, *arguments: str) -> str:
    """Run the installed program far from the checkout and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | {"PYTHONPATH": str(site)},
        cwd=site.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def test_questions_come_with_the_wheel(installed: Path) -> None:
    """The bank is found where there is no checkout."""
    assert "What interests you about this job?" in run(installed, "questions", "list")


def test_the_sample_candidate_comes_with_the_wheel(installed: Path) -> None:
    """Its recordings lie inside the package, with the manifest that ties them to questions."""
    script = "from mockinterview.places import bundled; print(bundled('sample_candidate'))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(installed)},
        cwd=installed.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    folder = Path(done.stdout.strip())
    assert installed in folder.parents
    assert (folder / "manifest.toml").is_file()
    assert len(list(folder.glob("*.ogg"))) >= 5


def test_the_sample_dossier_comes_with_the_wheel(installed: Path) -> None:
    """It is found where there is no checkout, and nothing is missing in it."""
    assert json.loads(run(installed, "prepare", "check", "--sample", "--json")) == {"gaps": []}


def test_written_answers_are_checked_by_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Word lists and weights of the checks are inside too."""
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"id": "a", "question": "", "answer": "Um, I like it, you know."}\n')
    assert '"kind": "filled_pause"' in run(installed, "analyze", "--text", "--json", str(answers))
