"""From the command to a page that can be used: `python -m benchmarks.studio_start [--runs 5]`.

`mockinterview studio --no-open` is started, its address is opened in a Chromium that runs already (a person's
browser mostly does), and the page counts as usable when its first button is there, can be clicked and its
script has run. Printed are the median and the slowest, from the start of the process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from benchmarks.browsing import browser
from mockinterview.places import HOME_VARIABLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

USABLE = "document.readyState === 'complete' && !!document.querySelector('main .main:not(:disabled)')"
GIVE_UP_S = 30.0


def measure(window: Browser) -> tuple[float, float]:
    """Return the seconds until the address is printed, and until the page can be used."""
    with tempfile.TemporaryDirectory() as home:
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "mockinterview", "studio", "--no-open"],
            env=os.environ | {HOME_VARIABLE: home},
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            printed = time.monotonic() - began
            context = window.new_context()
            page = context.new_page()
            page.goto(address, wait_until="commit")
            while not page.evaluate(USABLE):
                if time.monotonic() - began > GIVE_UP_S:
                    raise SystemExit("the page never became usable")
                time.sleep(0.005)
            usable = time.monotonic() - began
            context.close()
            process.terminate()
    return printed, usable


def main(arguments: list[str] | None = None) -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description="From the command to a page that can be used.")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(arguments).runs
    with browser() as window:
        window.new_context().new_page().close()  # the very first tab of a browser takes longer
        printed, usable = zip(*(measure(window) for _ in range(runs)), strict=True)
    for said, times in (("address printed", printed), ("page usable", usable)):
        print(f"{said:16} median {statistics.median(times):.2f} s, slowest {max(times):.2f} s of {runs}")


if __name__ == "__main__":
    main()
