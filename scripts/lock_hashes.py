"""Write requirements/: exact versions with checksums, for an installation on a machine without a network.

`python scripts/lock_hashes.py` takes the versions of constraints.txt and asks the package index for the
SHA-256 of every file that each of them has, for all systems and processors. It needs a network and uv
(`pip install uv`). Two groups stand in files of their own. PyTorch with its libraries for graphics cards:
most Linux machines want PyTorch's small build instead, which comes from PyTorch's own index and has other
checksums. And what only macOS needs: several versions of pip fail on Linux over the conditions in its lines.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "requirements"
COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--extra", "offline", "--constraints", "constraints.txt"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--quiet", "--default-index", "https://pypi.org/simple"),
)
PACKAGE = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
GROUPS = {
    "torch.txt": re.compile(r"torch==|nvidia-|cuda-"),
    "macos.txt": re.compile(r".*sys_platform == 'darwin'"),
    "offline.txt": re.compile(""),
}
"""A package stands in the first of these files whose pattern fits its first line."""

HEADS = {
    "torch.txt": "PyTorch as the package index has it; on Linux with its libraries for graphics cards.",
    "macos.txt": "What a rehearsal without a network needs besides on macOS: the way to its voices.",
    "offline.txt": "What a rehearsal without a network needs, but for PyTorch.",
}
MADE = "Made by scripts/lock_hashes.py from constraints.txt; do not edit."


def main() -> None:
    """Write both files."""
    if shutil.which(COMPILE[0]) is None:
        sys.exit("uv is needed: pip install uv")
    done = subprocess.run(COMPILE, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    grouped: dict[str, list[str]] = {name: [] for name in GROUPS}
    for package in filter(None, map(str.strip, PACKAGE.split(done.stdout))):
        grouped[next(name for name, pattern in GROUPS.items() if pattern.match(package))].append(package)
    FOLDER.mkdir(exist_ok=True)
    for name, packages in grouped.items():
        lines = (f"# {HEADS[name]}", f"# {MADE}", *packages, "")
        (FOLDER / name).write_text("\n".join(lines), "utf-8")
        print(f"{name}: {len(packages)} packages")


if __name__ == "__main__":
    main()
