"""From the command to the first question: `python -m benchmarks.first_question` prints cold and warm seconds.

The moment is that in which the question's sound is handed to the loudspeaker (on a sound card it is heard
about 10 ms later); warm means that its speech lies in the cache. The recogniser is still loading then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.spoken import Stage
from mockinterview.places import HOME_VARIABLE, bundled

ASKED = "Question 1"
COMMAND = ("rehearse", "--questions", "1", "--seed", "1", "--model", "tiny.en")


def measure(*, cold: bool = False) -> float:
    """Return the seconds, with the question's speech in the cache unless `cold`."""
    with tempfile.TemporaryDirectory() as home, Stage():
        first = _run(Path(home))
        return first if cold else _run(Path(home))


def _run(home: Path) -> float:
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "mockinterview", *COMMAND, "--candidate", str(bundled("sample_candidate"))],
        env=os.environ | {HOME_VARIABLE: str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        asked = next((time.monotonic() for line in process.stderr if line.startswith(ASKED)), None)
        process.terminate()
        process.stderr.read()
    if asked is None:
        raise SystemExit("the first question never came")
    return asked - began


def main() -> None:
    """Print both."""
    print(f"cold {measure(cold=True):.2f} s")
    print(f"warm {measure():.2f} s")


if __name__ == "__main__":
    main()
