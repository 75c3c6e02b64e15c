"""The peer: what `erm` (PyPI) would cut out of a recording as fillers, with the same weights as ours.

erm asks faster-whisper with a prompt full of ums, adds three detectors of its own, and is run as it comes.
Only its cleaning of the sound is left out, which serves the cuts and not the finding. It brings its own
engine, so it lives in an environment of its own, whose Python the environment variable ERM_PYTHON names.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.audio_file import write_clip
from mockinterview.places import cache_dir
from mockinterview.recognition.weights import package_of

if TYPE_CHECKING:
    from mockinterview.clip import Clip

Span = tuple[float, float]

VERSION = "0.4.0"
PYTHON = "ERM_PYTHON"
HOW_TO = (
    f"The peer is not installed: python -m venv DIR && DIR/bin/pip install erm=={VERSION}, needs ffmpeg too; "
    f"then {PYTHON}=DIR/bin/python python -m benchmarks.fillers_sound"
)
OPTIONS = ("--dry-run", "--denoise", "none", "--device", "cpu", "--compute-type", "float32")
CHILD = """
import contextlib, sys
import erm.cli
options = sys.argv[1:]
for line in sys.stdin:
    sound = line.rstrip()
    with contextlib.redirect_stdout(sys.stderr):
        failed = erm.cli.main([sound, "--json", sound + ".json", *options])
    print("failed" if failed else "done", flush=True)
"""
"""Started once: loading its libraries takes longer than most recordings."""


@dataclass(frozen=True)
class Peer:
    """An installed erm with the weights that it is given.

    Attributes:
        python: the interpreter of its environment.
        weights: a folder in CTranslate2's format.
    """

    python: str
    weights: Path

    def cuts(self, clip: Clip) -> list[Span]:
        """Return what it would cut, in seconds, from the cache where it was asked before."""
        how = f"erm {VERSION} {self.weights.parent.name} {clip.sample_rate} {OPTIONS}"
        key = hashlib.sha256(clip.samples.tobytes() + how.encode()).hexdigest()[:16]
        file = cache_dir() / "benchmark-peer" / f"{key}.json"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(self._ask(clip)))
        return [(start, end) for start, end in json.loads(file.read_text())]

    def _ask(self, clip: Clip) -> list[Span]:
        child = _child(self.python, self.weights)
        assert child.stdin
        assert child.stdout
        # It writes beside the sound.
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder, "answer.wav")
            write_clip(sound, clip)
            child.stdin.write(f"{sound}\n")
            child.stdin.flush()
            if child.stdout.readline() != "done\n":
                raise SystemExit("erm failed; it says above why")
            cuts = json.loads(Path(f"{sound}.json").read_text())["cuts"]
        return [(cut["start"], cut["end"]) for cut in cuts]


def find_peer(model: str) -> Peer | None:
    """Return the peer with the weights of a model, None where it is not installed or cannot be given them."""
    package, python = package_of(model), os.environ.get(PYTHON, "")
    if not python and importlib.util.find_spec("erm"):
        python = sys.executable
    paths = package.paths if package else None
    # Weights in several parts have no folder that CTranslate2 could load.
    return Peer(python, paths[0].parent) if python and paths and len(paths) == 1 else None


@cache
def _child(python: str, weights: Path) -> subprocess.Popen[str]:
    """Start its process; it ends with ours, as its input does.

    CTranslate2 takes four threads whatever the machine has; on fewer cores they keep each other waiting.
    """
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [python, "-c", CHILD, "--model", str(weights), *OPTIONS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
