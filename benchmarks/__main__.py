"""Run the benchmarks and write benchmarks/RESULTS.md: `python -m benchmarks [NAME …]`.

Names are those of the table below; without one all are run, which takes about forty minutes on two cores.
Results of benchmarks that are not run stay as they were.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")

BENCHMARKS = {
    "fillers": ("fillers",),
    "fillers in sound": ("fillers_sound",),
    "fillers in sound, base": ("fillers_sound", "--model", "base"),
    "achievement": ("achievement",),
    "achievement in sound": ("achievement_sound",),
    "checks": ("checks",),
    "window": ("window",),
    "overlap": ("overlap",),
    "analysis": ("analysis",),
    "start": ("start",),
    "first question": ("first_question",),
    "wait, tiny.en, 90 s": ("wait", "--dims", "tiny.en", "--seconds", "90", "--runs", "3"),
    "wait, base, 90 s": ("wait", "--dims", "base.en", "--seconds", "90", "--runs", "5"),
    "wait, base, 285 s": ("wait", "--dims", "base.en", "--seconds", "285"),
    "analyze": ("analyze",),
    "soak": ("soak",),
    "report": ("report",),
    "studio, start": ("studio_start",),
    "studio, live": ("studio_live",),
    "studio, an hour": ("studio_hour",),
    "three hours in one go": ("long_rehearsal",),
    "much of everything": ("large_library",),
}
"""Title of each benchmark, its module and its arguments."""

HEAD = """# Results

Written by `make bench`, never by hand. Timings depend on the machine; shares do not.
"""


def main() -> None:
    """Run what was asked for, and keep the rest."""
    wanted = sys.argv[1:] or list(BENCHMARKS)
    if unknown := [name for name in wanted if name not in BENCHMARKS]:
        raise SystemExit(f"there is no benchmark {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}")
    sections = read_sections()
    for name in wanted:
        print(f"{name} …", file=sys.stderr)
        sections[name] = measured(name)
        RESULTS.write_text(
            HEAD + "".join(f"\n## {n}\n\n{sections[n]}\n" for n in BENCHMARKS if n in sections)
        )


def measured(name: str) -> str:
    """Run one benchmark and return its section: where and when, and what it printed."""
    module, *arguments = BENCHMARKS[name]
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    when = dt.datetime.now(tz=dt.UTC).date().isoformat()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    command = " ".join(("python -m", f"benchmarks.{module}", *arguments))
    return (
        f"`{command}` on {when}, {machine()}, load {load:.1f} at its end:\n\n```\n{done.stdout.strip()}\n```"
    )


def machine() -> str:
    """Say what this machine is."""
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"


def read_sections() -> dict[str, str]:
    """Return the sections that are there already."""
    if not RESULTS.exists():
        return {}
    parts = re.split(r"^## (.+)\n\n", RESULTS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (text.strip() for text in parts[1::2]), strict=True))


if __name__ == "__main__":
    main()
