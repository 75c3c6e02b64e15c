"""Three hours of rehearsal in one go: `python -m benchmarks.long_rehearsal [--minutes 180] [--answer 290]`.

The real command, with the real recogniser (tiny.en) and the real voice, asks the questions of a large bank;
recordings answer at length, as fast as the program takes them. The program is watched from outside: what it
holds after a tenth of the rehearsal and at its end must be the same, but for the words that it keeps.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

from benchmarks.answers import answer_of
from benchmarks.library import write_bank
from benchmarks.watching import MEGABYTE, Held, held_by
from mockinterview.audio_file import write_clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

LOOK_EVERY_S = 0.1
BANK = 500
ASKED = "Question "
"""What begins the line with which a question comes on the plain screen."""


@dataclass(frozen=True)
class Watched:
    """A rehearsal that was watched.

    Attributes:
        turns: what the program held, question by question.
        seconds: how long it took.
        spoken_s: seconds of answers.
        code: its exit code.
        session_mb: what was kept of it, in millions of bytes.
        voice_mb: spoken questions in the cache at its end, in millions of bytes.
    """

    turns: tuple[Held, ...]
    seconds: float
    spoken_s: float
    code: int
    session_mb: float
    voice_mb: float

    @property
    def early(self) -> Held:
        """After a tenth of the questions."""
        return self.turns[math.ceil(len(self.turns) / 10)]

    @property
    def late(self) -> Held:
        """At the last question but one: during the last one, the program begins to let go."""
        return self.turns[-2]


def rehearse_long(folder: Path, answers: int, answer_s: float, *options: str) -> Watched:
    """Hold a rehearsal of so many answers of about so many seconds in `folder`, and watch it."""
    home, temporary, candidate = folder / "home", folder / "temporary", folder / "candidate"
    for made in (home, temporary, candidate):
        made.mkdir(parents=True)
    spoken = answer_of(answer_s).clip
    write_clip(candidate / "000.flac", spoken)
    for number in range(1, answers):
        (candidate / f"{number:03}.flac").hardlink_to(candidate / "000.flac")
    bank = write_bank(folder / "bank.toml", BANK)
    began = time.monotonic()
    process = subprocess.Popen(
        [
            *(
                sys.executable,
                "-m",
                "mockinterview",
                "rehearse",
                "--plain",
                "--bank",
                str(bank),
                "--seed",
                "1",
            ),
            *("--candidate", str(candidate), "--questions", str(answers), "--model", "tiny.en", "--json"),
            *options,
        ],
        env=os.environ | {"MOCKINTERVIEW_HOME": str(home), "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process, _Asked(process.stderr) as asked:
        turns = _watch(psutil.Process(process.pid), temporary, asked)
    seconds = time.monotonic() - began
    return Watched(
        turns,
        seconds,
        answers * spoken.duration,
        process.returncode,
        _size(home / "data") / MEGABYTE,
        _size(home / "cache" / "voice") / MEGABYTE,
    )


class _Asked:
    """Counts the questions on the screen of a program, and lets it write on; a context manager."""

    def __init__(self, screen: IO[str]) -> None:
        self._screen = screen
        self.questions = 0
        self._reader = threading.Thread(target=self._read)

    def __enter__(self) -> Self:
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.join()

    def _read(self) -> None:
        for line in self._screen:
            self.questions += line.startswith(ASKED)


def _watch(process: psutil.Process, temporary: Path, asked: _Asked) -> tuple[Held, ...]:
    """Look often until the program is over; return what it held at each question."""
    turns: dict[int, Held] = {}
    for held in _looks(process, temporary):
        if asked.questions:
            before = turns.get(asked.questions, held)
            turns[asked.questions] = before.joined(held)
    return tuple(turns[number] for number in sorted(turns))


def _looks(process: psutil.Process, temporary: Path) -> Iterator[Held]:
    while process.status() != psutil.STATUS_ZOMBIE:
        try:
            yield held_by(process, temporary)
        except psutil.Error:
            return
        time.sleep(LOOK_EVERY_S)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Three hours of rehearsal in one go.")
    parser.add_argument("--minutes", type=float, default=180.0)
    parser.add_argument("--answer", type=float, default=290.0, help="seconds of one answer")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = rehearse_long(Path(folder), math.ceil(wanted.minutes * 60 / wanted.answer), wanted.answer)
    if found.code:
        raise SystemExit(f"the rehearsal ended with {found.code}")
    print(
        f"{found.spoken_s / 3600:.2f} h of answers to {len(found.turns)} questions in {found.seconds:.0f} s"
    )
    print(f"{'':26} {'after a tenth':>14} {'at the end':>12}")
    end, early = found.late, found.early
    print(f"{'memory of the program':26} {early.memory_mb:11.0f} MB {end.memory_mb:9.0f} MB")
    print(f"{'memory of the recogniser':26} {early.helper_mb:11.0f} MB {end.helper_mb:9.0f} MB")
    for name in ("threads", "handles", "processes", "temporary"):
        shown = "temporary files" if name == "temporary" else name
        print(f"{shown:26} {getattr(early, name):14} {getattr(end, name):12}")
    print(f"kept: {found.session_mb:.0f} MB; spoken questions in the cache: {found.voice_mb:.1f} MB")


if __name__ == "__main__":
    main()
