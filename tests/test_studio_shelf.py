"""The shelf of the studio: what it shows of the store, gives away, and takes away."""

from __future__ import annotations

import base64
import json
import re
import shutil
import stat
import struct
import tracemalloc
import wave
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import report_sessions as made
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import QUESTION

from mockinterview.audio_file import read_clip
from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.errors import BadAudio, BadSession, StorageError
from mockinterview.report.sound import PEAKS, link_sound, loudest_in, peaks_of
from mockinterview.session import Turn
from mockinterview.store import SessionStore
from mockinterview.store.session_file import write_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mockinterview.session import Session
    from mockinterview.studio.desk import ExportKind, Row

NOT_ONE = ["", "last", "2026", "2026-11-25-140322-abc", "..", "../sessions", ".index.json", "\x1b[2J"]
"""What names no rehearsal in full; a command line would take some of them."""


def silent(_done: int, _total: int) -> None:
    """Hear nothing."""


def keep(store: SessionStore, **changes: Any) -> Session:
    """Keep a rehearsal with one question and the sound of its answer."""
    session = made.session(Turn(QUESTION, None, (made.take(),)), **changes)
    folder = store.root / session.id
    folder.mkdir(parents=True)
    write_session(folder, session)
    made.write_sound(folder / "01-take-1.wav", 2.0)
    return session


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    """Return an empty store."""
    return SessionStore(tmp_path / "sessions")


@pytest.fixture
def kept(store: SessionStore) -> Session:
    """Return a rehearsal in it."""
    return keep(store)


def test_without_rehearsals_all_is_empty(store: SessionStore) -> None:
    """Nothing is listed, nothing to bring back, no progress, and nothing is written."""
    shelf = StoreShelf(store)
    assert (shelf.rows(), shelf.aside(), shelf.progress().body) == ((), (), "")
    shelf.close()
    assert not store.root.exists()


def test_a_row_tells_when_what_and_how_long(store: SessionStore, kept: Session) -> None:
    """The questions are there without the session being read a second time."""
    (row,) = StoreShelf(store).rows()
    assert (row.id, row.when) == (kept.id, "25 November 2026, 14:03")
    assert (row.state, row.count, row.questions) == ("complete", 1, (QUESTION.text,))
    assert (row.minutes, row.untranscribed, row.candidate) == (0.3, 0, False)


def test_rows_say_what_is_wrong(store: SessionStore) -> None:
    """Running, cut off, broken, not written down, the sample candidate: the newest first."""
    waiting = made.take(transcript=None, analysis=None)
    keep(store, id="2026-01-01-100000-aaaa", started="2026-01-01T10:00:00+00:00", ended=None)
    second: dict[str, Any] = {
        "id": "2026-01-02-100000-aaaa",
        "started": "2026-01-02T10:00:00+00:00",
        "candidate": True,
    }
    keep(store, **second)
    write_session(store.root / second["id"], made.session(Turn(QUESTION, None, (waiting,)), **second))
    (store.root / "2026-01-03-100000-aaaa").mkdir()
    (store.root / "2026-01-03-100000-aaaa" / "session.json").write_text("{")
    running = store.create(seed=1, model=None, candidate=False)

    def told(row: Row) -> tuple[str, int, bool, bool]:
        return row.state, row.untranscribed, row.candidate, bool(row.problem)

    rows = {row.id: told(row) for row in StoreShelf(store).rows()}
    running.close()
    assert list(rows.values())[-1] == ("cut off", 0, False, False)
    assert rows.pop(running.session.id) == ("running", 0, False, False)
    assert list(rows.values()) == [
        ("broken", 0, False, True),
        ("complete", 1, True, False),
        ("cut off", 0, False, False),
    ]


def test_the_first_look_keeps_what_a_killed_program_left(store: SessionStore, kept: Session) -> None:
    """A recording that was running is an answer afterwards, before anybody does anything else."""
    folder = store.root / kept.id
    write_session(folder, made.session(Turn(QUESTION, None, ()), ended=None))
    (folder / "01-take-1.wav").rename(folder / "01-take-1.part.wav")
    (row,) = StoreShelf(store).rows()
    assert (row.state, row.untranscribed) == ("cut off", 1)


def test_a_replay_points_to_its_sounds(store: SessionStore, kept: Session) -> None:
    """Nothing is encoded into the page; what it points to is what `take` gives."""
    shelf, told = StoreShelf(store), list[tuple[int, int]]()
    sheet = shelf.replay(kept.id, "number-once", lambda done, total: told.append((done, total)))
    assert sheet.title == "Rehearsal of 25 November 2026, 14:03"
    assert f'src="/takes/{kept.id}/01-take-1.wav"' in sheet.body
    assert 'data-nonce="number-once"' in sheet.body
    assert "data:audio" not in sheet.body
    assert told == [(1, 1)]
    assert shelf.take(kept.id, "01-take-1.wav") == store.root / kept.id / "01-take-1.wav"


def write_long_sound(path: Path, hours: float, rate: int = 48_000) -> None:
    """Write hours of silence with a noise in their middle; the silence takes no place on most disks."""
    samples = round(hours * 3600) * rate
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, samples, "NONE", "not compressed"))
        file.writeframes(b"\0\0")
    noise = np.random.default_rng(1).integers(-20_000, 20_000, rate * 60).astype("<i2").tobytes()
    with path.open("r+b") as file:
        data = 2 * samples
        file.truncate(44 + data)
        file.seek(4)
        file.write(struct.pack("<I", 36 + data))
        file.seek(40)
        file.write(struct.pack("<I", data))
        file.seek(44 + data // 2)
        file.write(noise)


def test_a_recording_of_hours_is_played_and_never_in_memory_as_a_whole(store: SessionStore) -> None:
    """Its player, its waveform and its length are there, at a fraction of what it would take."""
    hours = 1.5
    take = made.take(duration=hours * 3600.0)
    session = made.session(Turn(QUESTION, None, (take,)))
    folder = store.root / session.id
    folder.mkdir(parents=True)
    write_session(folder, session)
    write_long_sound(folder / take.audio, hours)
    shelf = StoreShelf(store)
    tracemalloc.start()
    try:
        body = shelf.replay(session.id, "", silent).body
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert f'src="/takes/{session.id}/{take.audio}"' in body
    assert 'data-duration="5400.0"' in body
    assert "longer than" not in body
    (peaks,) = re.findall(r'data-peaks="([^"]+)"', body)
    bars = np.frombuffer(base64.b64decode(peaks), np.uint8)
    assert set(np.flatnonzero(bars)) == set(range(500, 512)), "a minute of 90, from the middle on"
    assert most < 100_000_000 < hours * 3600 * 48_000 * 4


def test_a_long_recording_that_breaks_off_is_said_to_be_unreadable(store: SessionStore) -> None:
    """Half of a FLAC file: nothing is read into memory in another way, and no limit is named that is none."""
    take = made.take(duration=1_500.0)
    session = made.session(Turn(QUESTION, None, (replace(take, audio="01-take-1.flac"),)))
    folder = store.root / session.id
    folder.mkdir(parents=True)
    write_session(folder, session)
    path = folder / "01-take-1.flac"
    noise = np.random.default_rng(1).normal(0, 0.1, 1_500 * 800).astype(np.float32)
    soundfile.write(path, noise, 800)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    body = StoreShelf(store).replay(session.id, "", silent).body
    assert "missing or cannot be read" in body
    assert "mockinterview replay" not in body


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    samples=st.integers(1, 5_000),
    stretch=st.integers(1, 3_000),
    channels=st.integers(1, 2),
    seed=st.integers(0, 99),
)
def test_peaks_in_stretches_are_those_of_the_whole(
    tmp_path: Path, samples: int, stretch: int, channels: int, seed: int
) -> None:
    """Wherever the stretches end, and however they lie to the bars."""
    path = tmp_path / "it.wav"
    noise = np.random.default_rng(seed).uniform(-1, 1, (samples, channels)).astype(np.float32)
    soundfile.write(path, noise, 8_000)
    clip = read_clip(path)
    loudest, seconds = loudest_in(path, stretch)
    edges = np.linspace(0, samples, min(PEAKS, samples), endpoint=False).astype(np.int64)
    assert np.array_equal(loudest, np.maximum.reduceat(np.abs(clip.samples), edges))
    assert seconds == clip.duration
    assert np.array_equal(link_sound(path, "").peaks, peaks_of(clip))


def test_a_running_rehearsal_is_not_replayed(store: SessionStore) -> None:
    """It would be called cut off, which is not so."""
    folder = store.create(seed=1, model=None, candidate=False)
    with folder, pytest.raises(StorageError, match="still running"):
        StoreShelf(store).replay(folder.session.id, "", silent)


@pytest.mark.parametrize(
    "name", ["session.json", ".lock", "02-take-1.wav", "../01-take-1.wav", "", "report.html"]
)
def test_only_a_sound_that_the_rehearsal_names_is_given(
    store: SessionStore, kept: Session, name: str
) -> None:
    """Neither another file of its folder nor one elsewhere."""
    (store.root / kept.id / "report.html").touch()
    with pytest.raises(BadAudio):
        StoreShelf(store).take(kept.id, name)


def test_a_sound_that_leads_elsewhere_is_not_given(
    store: SessionStore, kept: Session, tmp_path: Path
) -> None:
    """A link in the folder is not followed."""
    secret = tmp_path / "secret"
    secret.touch()
    sound = store.root / kept.id / "01-take-1.wav"
    sound.unlink()
    sound.symlink_to(secret)
    with pytest.raises(BadAudio):
        StoreShelf(store).take(kept.id, "01-take-1.wav")


@pytest.mark.parametrize("name", NOT_ONE)
@pytest.mark.parametrize(
    "ask",
    [
        lambda shelf, name, _: shelf.replay(name, "", silent),
        lambda shelf, name, _: shelf.take(name, "01-take-1.wav"),
        lambda shelf, name, folder: shelf.export(name, "json", folder),
        lambda shelf, name, _: shelf.set_aside(name),
        lambda shelf, name, _: shelf.bring_back(name),
    ],
    ids=["replay", "take", "export", "delete", "bring back"],
)
def test_an_address_names_a_rehearsal_in_full_or_none(
    store: SessionStore,
    kept: Session,
    tmp_path: Path,
    name: str,
    ask: Callable[[StoreShelf, str, Path], object],
) -> None:
    """What a terminal understands as one ("last") would delete the wrong one here."""
    with pytest.raises(BadSession):
        ask(StoreShelf(store), name, tmp_path)
    assert store.load() == kept


@pytest.mark.parametrize(
    ("kind", "ending", "begins"),
    [
        ("zip", ".zip", b"PK"),
        ("markdown", ".md", b"# Rehearsal of 25 November 2026, 14:03"),
        ("csv", ".csv", b"number,follow_up,"),
        ("json", ".json", b"{"),
    ],
)
def test_an_export_is_private_and_named_after_the_rehearsal(
    tmp_path: Path, kind: ExportKind, ending: str, begins: bytes
) -> None:
    """Only its owner can read the file, and its name is safe on every system."""
    store = SessionStore(tmp_path / "sessions")
    kept, folder = keep(store), tmp_path / "out"
    folder.mkdir()
    given = StoreShelf(store).export(kept.id, kind, folder)
    assert given.name == f"{kept.id}{ending}"
    assert given.path.parent == folder
    assert given.path.read_bytes().startswith(begins)
    assert stat.S_IMODE(given.path.stat().st_mode) == 0o600


def test_an_export_without_a_sound_has_the_rest(store: SessionStore, kept: Session, tmp_path: Path) -> None:
    """A missing recording is no reason to keep the words."""
    (store.root / kept.id / "01-take-1.wav").unlink()
    given = StoreShelf(store).export(kept.id, "zip", tmp_path)
    with zipfile.ZipFile(given.path) as archive:
        session = json.loads(archive.read(f"{kept.id}/session.json"))
    assert session["turns"][0]["takes"][0]["audio"] == "01-take-1.wav"


def test_what_was_deleted_can_be_brought_back_until_the_end(store: SessionStore) -> None:
    """The last one is listed first; emptied, nothing of them is on the disk."""
    first, second = keep(store, id="2026-01-01-100000-aaaa"), keep(store, id="2026-01-02-100000-aaaa")
    shelf = StoreShelf(store)
    before = shelf.rows()
    shelf.set_aside(second.id)
    shelf.set_aside(first.id)
    assert shelf.rows() == ()
    assert shelf.aside() == before[::-1]
    shelf.bring_back(second.id)
    assert shelf.rows() == before[:1]
    assert shelf.aside() == before[1:]
    shelf.close()
    assert shelf.aside() == ()
    assert [path.name for path in store.root.iterdir() if path.name.startswith(".aside")] == []


def test_progress_is_that_of_the_person(store: SessionStore) -> None:
    """A page with an answer of one's own, nothing where only the sample candidate answered."""
    keep(store, candidate=True)
    assert StoreShelf(store).progress().body == ""
    shutil.rmtree(store.root)
    keep(store)
    assert "1 rehearsal" in StoreShelf(store).progress().body
