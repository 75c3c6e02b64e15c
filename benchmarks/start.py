"""How long the program takes where nobody should wait: `python -m benchmarks.start`.

The help, which must not load anything heavy; and the sample candidate's rehearsal from the command to the
JSON object, without any sound device, against the length of its recorded answers. Medians of several runs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from mockinterview.places import HOME_VARIABLE, bundled

HELP_RUNS = 9
REHEARSAL_RUNS = 3
NO_SOUND = {"PULSE_SERVER": "unix:/nonexistent/native"}


def timed(*arguments: str) -> tuple[float, str]:
    """Run the command line; return its seconds and what it printed."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | NO_SOUND,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return time.monotonic() - began, done.stdout


def rehearsal() -> tuple[float, float]:
    """Return the seconds of one rehearsal, and those of the recordings in it."""
    candidate = str(bundled("sample_candidate"))
    seconds, printed = timed("rehearse", "--candidate", candidate, "--model", "tiny.en", "--json")
    turns = json.loads(printed)["turns"]
    answers = [*turns, *(turn["follow_up"] for turn in turns if turn["follow_up"])]
    return seconds, sum(answer["analysis"]["length"]["duration_s"] for answer in answers)


def main() -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        print(f"--help               {statistics.median(timed('--help')[0] for _ in range(HELP_RUNS)):.2f} s")
        runs = [rehearsal() for _ in range(REHEARSAL_RUNS)]
        seconds, spoken = statistics.median(run[0] for run in runs), runs[0][1]
        print(f"rehearse --json      {seconds:.1f} s for {spoken:.0f} s of answers")
        print(f"times real time      {spoken / seconds:.1f}")


if __name__ == "__main__":
    main()
