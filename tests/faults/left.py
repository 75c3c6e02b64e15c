"""What a rehearsal left on the disk that was ended from outside: put in order, and judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from faults.rehearsed import run
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.session import Session, Take
from mockinterview.store import SessionStore

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Left:
    """A rehearsal after the next start has put it in order.

    Attributes:
        session: what is kept of it.
        takes: the takes that count, in order, follow-ups included.
        sounds: the sound of each.
    """

    session: Session
    takes: tuple[Take, ...]
    sounds: tuple[Clip, ...]


def put_in_order(home: Path) -> Left | None:
    """Start the program twice more and look at everything; None where no rehearsal had begun yet.

    Fails where something is listed twice, cannot be read, is shorter than it says, or lies about.
    """
    listed = json.loads(run(home, "sessions", "list", "--json")[0])
    again, told = run(home, "sessions", "list", "--json")
    assert json.loads(again) == listed
    assert "cut off" not in told, "said twice"
    assert len({item["id"] for item in listed}) == len(listed) <= 1
    nothing_lies_about(home)
    if not listed:
        return None
    assert listed[0]["state"] in ("complete", "cut off"), listed
    return whole(home)


def whole(home: Path) -> Left:
    """Read the newest rehearsal with all its sounds."""
    store = SessionStore(home / "data" / "sessions")
    session = store.load()
    turns = [each for turn in session.turns for each in (turn, turn.follow_up) if each is not None]
    for turn in turns:
        if turn.question_audio is not None:
            assert read_clip(store.sound(session, turn.question_audio)).duration > 0
    takes = tuple(take for turn in turns for take in turn.takes)
    sounds = tuple(read_clip(store.sound(session, take.audio)) for take in takes)
    for take, sound in zip(takes, sounds, strict=True):
        assert abs(sound.duration - take.duration) < 0.01, take
    return Left(session, takes, sounds)


def nothing_lies_about(home: Path) -> None:
    """Fail where a temporary file, a part of a recording, or a dead program's lock is left."""
    root = home / "data" / "sessions"
    for folder in [path for path in root.glob("*") if path.is_dir()]:
        assert not folder.name.startswith("."), folder
        for path in folder.iterdir():
            kept = path.name == "session.json" or path.suffix in (".flac", ".wav", ".npz")
            assert kept, path
            assert ".part." not in path.name, path
            assert not path.name.startswith(".") or path.name.endswith(".report.npz"), path
    hidden = {path.name for path in root.glob(".*")}
    assert hidden <= {".lock", ".index.json"}, hidden


def missing_at_the_end(kept: Clip, heard: Clip) -> tuple[float, float]:
    """Set a recording beside all that went into the microphone until the end.

    Returns:
        Seconds that its end lacks, and how alike the two are where they overlap, at most 1.
    """
    part, whole_of_it = (clip.resampled(SAMPLE_RATE).samples for clip in (kept, heard))
    size = 2 ** int(np.ceil(np.log2(len(part) + len(whole_of_it))))
    product = np.fft.rfft(whole_of_it, size) * np.conj(np.fft.rfft(part, size))
    fits = np.fft.irfft(product, size)[: len(whole_of_it)]
    begin = int(np.argmax(fits))
    beside = whole_of_it[begin : begin + len(part)]
    own = part[: len(beside)]
    alike = float(np.dot(own, beside) / (np.linalg.norm(own) * np.linalg.norm(beside) + 1e-12))
    return (len(whole_of_it) - begin - len(part)) / SAMPLE_RATE, alike
