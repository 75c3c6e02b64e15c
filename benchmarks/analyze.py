"""Many recordings checked in one go, against calling Whisper on them one after the other.

`python -m benchmarks.analyze`: seconds of whole processes, models loaded, and how many cores each kept busy.
The naive way gives words only; ours gives every check on them too.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.models import model_for
from mockinterview.audio_file import read_clip
from mockinterview.places import HOME_VARIABLE, bundled
from mockinterview.recognition.checkpoint import load_source

NAIVE = """
import sys
from pathlib import Path

import whisper

from mockinterview.audio_file import read_clip
from mockinterview.recognition.checkpoint import load

model = load(Path(sys.argv[1])).float()
for name in sys.argv[2:]:
    samples = read_clip(Path(name)).resampled(16_000).samples
    whisper.transcribe(model, samples, language="en", fp16=False, word_timestamps=True)
"""


@dataclass(frozen=True)
class Took:
    """What one way took: seconds by the clock, and cores busy on average."""

    seconds: float
    cores: float


def timed(command: list[str]) -> Took:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(seconds, busy / seconds)


def main() -> None:
    """Print a table."""
    files = sorted(bundled("sample_candidate").glob("*.ogg"))
    spoken = sum(read_clip(file).duration for file in files)
    print(f"{len(files)} recordings, {spoken:.0f} s       seconds   cores   times real time")
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        for name in ("tiny.en", "base.en"):
            source, _ = model_for(name, Path(home))
            load_source(source)  # once, so that a package's weights lie there as a file
            names = [str(file) for file in files]
            ours = ["-m", "mockinterview", "analyze", "--json", "--model", str(source.path), *names]
            for way, command in {"analyze": ours, "naive": ["-c", NAIVE, str(source.path), *names]}.items():
                took = timed([sys.executable, *command])
                times = spoken / took.seconds
                print(f"{source.name:<9} {way:<18} {took.seconds:>7.1f} {took.cores:>7.2f} {times:>17.1f}")


if __name__ == "__main__":
    main()
