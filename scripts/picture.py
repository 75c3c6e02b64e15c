"""Draw the README's picture: what the terminal shows when the sample candidate answers two questions.

`python scripts/picture.py` writes docs/rehearsal.svg; nothing in it is made up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
WIDTH = 92
LINES = 46
COMMAND = ("rehearse", "--questions", "2", "--seed", "1", "--model", "tiny.en")
STYLES = {"+": "green", ">": "bold yellow", "-": "dim", "|": "italic"}


def shown() -> list[str]:
    """Run the rehearsal and return the lines of its screen."""
    sample = ROOT / "audio_fixtures" / "sample_candidate"
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "mockinterview", *COMMAND, "--candidate", str(sample), "--json"],
            env=os.environ | {"MOCKINTERVIEW_HOME": home, "COLUMNS": str(WIDTH)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        return done.stderr.replace(home, "~/.local/share/mockinterview").splitlines()


def main() -> None:
    """Draw the second question and its feedback."""
    lines = shown()
    begin = next(number for number, line in enumerate(lines) if line.startswith("Question 2"))
    console = Console(record=True, width=WIDTH, file=sys.stderr)
    for line in lines[begin : begin + LINES]:
        style = "bold" if line.startswith("Question") else STYLES.get(line.strip()[:1], "")
        console.print(Text(line, style=style))
    svg = console.export_svg(title="mockinterview rehearse")
    # Without the fonts that it would fetch from elsewhere: any monospaced one will do.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (ROOT / "docs" / "rehearsal.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
