"""What a killed program leaves is found, kept and put in order."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import wave
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from full_disk import full_disk
from session_strategies import QUESTION, tone, write_part

from mockinterview.clip import Clip
from mockinterview.errors import StorageError
from mockinterview.store import Broken, Listed, SessionStore
from mockinterview.store.part_file import PartFile, append

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mockinterview.store import SessionFolder

RECORD = """
import sys, wave
from pathlib import Path
import numpy as np
from mockinterview.question import Question
from mockinterview.store import SessionStore

folder = SessionStore(Path(sys.argv[1])).create(seed=1, model=None, candidate=False)
folder.start_turn(Question("q", "Why?", "motivation", False, 60, (), "Say why."))
with folder.part_path().open("wb") as file:
    recording = wave.open(file)
    recording.setparams((1, 2, 16000, 0, "NONE", "not compressed"))
    for block in range(10**6):
        samples = np.arange(block * 1600, (block + 1) * 1600).astype("<i2").tobytes()
        {write}
        file.flush()
        print(block, flush=True)
"""
WITH_HEADER = "recording.writeframes(samples)"
HEADER_LAGS = "recording.writeframesraw(samples)"

REHEARSE = """
import sys, wave
from pathlib import Path
import numpy as np
from mockinterview.clip import Clip
from mockinterview.ports import EndReason, Recording
from mockinterview.question import Question
from mockinterview.store import SessionStore

folder = SessionStore(Path(sys.argv[1])).create(seed=1, model=None, candidate=False)
question = Question("q", "Why?", "motivation", False, 60, (), "Say why.")
for turn in range(10**6):
    folder.start_turn(question, Clip.silence(0.05))
    part = folder.part_path()
    with wave.open(str(part), "wb") as recording:
        recording.setparams((1, 2, 16000, 0, "NONE", "not compressed"))
        recording.writeframes(np.full(800, turn, "<i2").tobytes())
    folder.keep_take(Recording(part, 0.05, EndReason.DONE, 0.0))
    print(turn + 1, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    """Return an empty store."""
    return SessionStore(tmp_path / "sessions")


def kill_after(script: str, root: Path, lines: int, delay: float = 0.0) -> int:
    """Run a script on a store and kill it some seconds after it printed so many lines.

    Returns:
        The last number that it printed.
    """
    child = subprocess.Popen([sys.executable, "-c", script, str(root)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout as output:
        for _ in range(lines):
            last = output.readline()
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        return int((output.read().splitlines() or [last])[-1])


def cut_off(folder: SessionFolder) -> Path:
    """Let go of a session as a kill does: nothing is tidied, the lock file stays. Return its folder."""
    folder.close()
    (folder.path / ".lock").touch()
    return folder.path


def test_a_session_that_ended_before_its_first_question_is_not_kept(store: SessionStore) -> None:
    """Ended in order it goes at once; earlier versions left it, and those go at the next start."""
    store.create(seed=1, model=None, candidate=False).finish()
    assert store.list() == ()
    left = store.create(seed=1, model=None, candidate=False)
    left.close()
    assert len(store.list()) == 1
    assert store.recover() == ()
    assert not left.path.exists()
    assert store.list() == ()


@pytest.mark.parametrize("end", ["finish", "close"])
def test_what_holds_a_question_or_a_sound_is_never_taken_for_empty(store: SessionStore, end: str) -> None:
    """A question without an answer, and the sound of a question that never reached the disk."""
    asked = store.create(seed=1, model=None, candidate=False)
    asked.start_turn(QUESTION)
    sound = store.create(seed=1, model=None, candidate=False)
    write_part(sound.part_path(), tone(0.3))
    running = store.create(seed=1, model=None, candidate=False)
    for folder in (asked, sound):
        getattr(folder, end)()
    store.recover()
    assert {asked.path, sound.path, running.path} == {path for path in store.root.iterdir() if path.is_dir()}
    assert [path.name for path in sound.path.iterdir() if path.name != "session.json"]
    running.close()


@pytest.mark.parametrize("write", [WITH_HEADER, HEADER_LAGS])
def test_what_was_recorded_before_a_kill_is_kept(store: SessionStore, write: str) -> None:
    """SIGKILL in the middle of an answer loses nothing that had reached the file, even if its header lags."""
    last = kill_after(RECORD.format(write=write), store.root, lines=20)
    (recovered,) = store.recover()
    session = store.load("last")
    take = session.turns[0].take
    assert take is not None
    assert (take.audio, take.ended) == ("01-take-1.flac", "program ended")
    assert take.note is not None
    samples, sample_rate = soundfile.read(store.sound(session, take.audio), dtype="int16")
    assert sample_rate == 16_000
    assert len(samples) >= (last + 1) * 1600
    np.testing.assert_array_equal(samples, np.arange(len(samples)).astype(np.int16))
    assert take.duration == pytest.approx(len(samples) / 16_000)
    assert recovered.takes == 1
    assert recovered.seconds == take.duration
    assert f"{take.duration:.0f} seconds" in recovered.notice
    assert {path.name for path in (store.root / session.id).iterdir()} == {"session.json", "01-take-1.flac"}
    assert store.recover() == ()
    assert store.load("last") == session


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.007, 0.012, 0.019])
def test_a_kill_at_any_moment_leaves_every_earlier_turn_whole(store: SessionStore, delay: float) -> None:
    """Each turn that was kept is there with its sound, once, and nothing temporary remains."""
    kept = kill_after(REHEARSE, store.root, lines=3, delay=delay)
    store.recover()
    session = store.load("last")
    assert kept <= len(session.turns) <= kept + 1  # the next one may have begun
    for number, turn in enumerate(session.turns[:kept]):
        assert len(turn.takes) == 1
        assert turn.question_audio is not None
        assert soundfile.info(store.sound(session, turn.question_audio)).frames == 800
        samples, _ = soundfile.read(store.sound(session, turn.takes[0].audio), dtype="int16")
        np.testing.assert_array_equal(samples, np.full(800, number))
    names = [path.name for path in (store.root / session.id).iterdir()]
    assert all(name == "session.json" or name.endswith(".flac") for name in names), names
    assert len(store.list()) == 1


def test_a_running_session_is_left_alone(store: SessionStore) -> None:
    """While its program lives, a session is neither changed nor reported."""
    with store.create(seed=1, model=None, candidate=False) as folder:
        folder.start_turn(QUESTION)
        part = folder.part_path()
        write_part(part, tone())
        assert store.recover() == ()
        assert part.exists()


def test_a_session_cut_off_between_answers_is_reported_once(store: SessionStore) -> None:
    """Nothing was running: the notice says that all is kept, and only the first time."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    cut_off(folder)
    (recovered,) = store.recover()
    assert (recovered.id, recovered.takes) == (folder.session.id, 0)
    assert "everything said in it is kept" in recovered.notice
    assert store.recover() == ()
    assert store.load() == folder.session
    listed = store.list()[0]
    assert isinstance(listed, Listed)
    assert listed.state == "cut off"


def test_a_rehearsal_without_a_question_does_not_stay(store: SessionStore) -> None:
    """Killed before it asked anything, it goes without a word; one that lives stays."""
    cut_off(store.create(seed=1, model=None, candidate=False))
    with store.create(seed=2, model=None, candidate=False) as living:
        assert store.recover() == ()
        assert [listed.headline.id for listed in store.list() if isinstance(listed, Listed)] == [
            living.session.id
        ]


def test_a_kill_before_the_take_was_written(store: SessionStore) -> None:
    """The FLAC file was made, the session does not know it: one take comes of both."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    part = folder.part_path()
    write_part(part, tone())
    PartFile.open(part).compress(part.with_name("01-take-1.flac"))
    cut_off(folder)
    assert [recovered.takes for recovered in store.recover()] == [1]
    assert [take.audio for take in store.load().turns[0].takes] == ["01-take-1.flac"]
    assert not part.exists()


def test_a_kill_before_the_part_file_was_removed(store: SessionStore) -> None:
    """The take was written: it stays as it was, and only the part file goes."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    part = folder.part_path()
    recording = write_part(part, tone())
    spare = part.with_name("spare")
    shutil.copy(part, spare)
    folder.keep_take(recording)
    folder.finish()
    spare.rename(part)
    assert store.recover() == ()
    assert store.load() == folder.session
    assert not part.exists()


def test_a_kill_before_an_uncompressed_sound_got_its_name(store: SessionStore) -> None:
    """The take names the WAV file that is still called part: its sound is kept, in one take."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    part = folder.part_path()
    folder.keep_take(write_part(part, tone(0.0)))
    assert [take.audio for take in folder.session.turns[0].takes] == ["01-take-1.wav"]
    (folder.path / "01-take-1.wav").unlink()
    write_part(part, tone())
    cut_off(folder)
    store.recover()
    assert [(take.audio, take.ended) for take in store.load().turns[0].takes] == [
        ("01-take-1.flac", "silence")
    ]


def test_takes_of_a_follow_up_are_put_where_they_belong(store: SessionStore) -> None:
    """The name of the recording says whose it is."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    folder.keep_take(write_part(folder.part_path(), tone()))
    folder.start_follow_up(QUESTION)
    write_part(folder.part_path(follow_up=True), tone())
    cut_off(folder)
    store.recover()
    turn = store.load().turns[0]
    assert [take.ended for take in turn.takes] == ["silence"]
    assert turn.follow_up is not None
    assert [take.ended for take in turn.follow_up.takes] == ["program ended"]


def test_a_recording_without_its_question_is_kept_as_sound(store: SessionStore) -> None:
    """Where the turn never reached the disk, the sound stays in the folder."""
    folder = store.create(seed=1, model=None, candidate=False)
    path = cut_off(folder)
    write_part(path / "01-take-1.part.wav", tone())
    assert [recovered.takes for recovered in store.recover()] == [0]
    assert store.load().turns == ()
    assert soundfile.info(path / "01-take-1.flac").frames == len(tone())
    assert store.recover() == ()


@pytest.mark.parametrize("content", [b"", b"RIFF"])
def test_a_recording_of_nothing_is_no_take(store: SessionStore, content: bytes) -> None:
    """A file killed before its first sample is removed."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    part = folder.part_path()
    part.write_bytes(content)
    cut_off(folder)
    assert [recovered.takes for recovered in store.recover()] == [0]
    assert store.load().turns[0].takes == ()
    assert not part.exists()


def test_an_unreadable_recording_is_kept_and_named(store: SessionStore) -> None:
    """A header lost to a power cut: the file stays under a final name, and its take says so."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    folder.part_path().write_bytes(bytes(5000))
    path = cut_off(folder)
    store.recover()
    take = store.load().turns[0].take
    assert take is not None
    assert (take.audio, take.duration) == ("01-take-1.wav", 0.0)
    assert take.note == "The sound of this answer cannot be read; its file is kept."
    assert (path / take.audio).read_bytes() == bytes(5000)
    assert store.recover() == ()


def test_leftovers_of_a_kill_are_removed(store: SessionStore) -> None:
    """Temporary files, a session that was just being made, and a half-deleted one disappear."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    path = cut_off(folder)
    (path / ".session.json.abcd_123.json").write_bytes(b"{")
    (path / ".01-take-1.flac.zzzzzzzz.flac").write_bytes(b"fLaC")
    (store.root / ".index.json.abcd_123.json").write_bytes(b"{")
    (store.root / "2026-11-25-140322-abcd").mkdir()
    (store.root / "2026-11-25-140322-abcd" / ".lock").touch()
    (store.root / ".deleting-2026-11-25-140322-bcde").mkdir()
    (store.root / ".deleting-2026-11-25-140322-bcde" / "01-take-1.flac").touch()
    store.recover()
    assert {item.name for item in store.root.iterdir()} == {".lock", path.name}
    assert {item.name for item in path.iterdir()} == {"session.json"}


def test_a_broken_session_keeps_its_recordings_and_hides_no_other(store: SessionStore) -> None:
    """Where `session.json` cannot be read nothing of its folder is touched, and others are recovered."""
    broken, whole = (store.create(seed=seed, model=None, candidate=False) for seed in range(2))
    for folder in (broken, whole):
        folder.start_turn(QUESTION)
        write_part(folder.part_path(), tone())
        cut_off(folder)
    (broken.path / "session.json").write_bytes(b"{")
    assert [recovered.id for recovered in store.recover()] == [whole.session.id]
    assert (broken.path / "01-take-1.part.wav").exists()
    assert {type(listed) for listed in store.list()} == {Broken, Listed}


def noise(seconds: float) -> NDArray[np.int16]:
    """Return noise, which does not get smaller by compression."""
    return np.random.default_rng(1).integers(-32768, 32767, round(seconds * 48_000), dtype=np.int16)


def test_a_sound_without_room_to_compress_stays_as_wav(store: SessionStore) -> None:
    """The recording gets its final name, the session says so, and it can be heard."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    recording = write_part(folder.part_path(), noise(1.0))
    with full_disk(50_000):
        folder.keep_take(recording)
    take = store.load().turns[0].take
    assert take is not None
    assert (take.audio, take.ended) == ("01-take-1.wav", "silence")
    assert (take.note or "").startswith("Kept uncompressed: cannot write")
    samples, _ = soundfile.read(store.sound(folder.session, take.audio), dtype="int16")
    np.testing.assert_array_equal(samples, noise(1.0))
    assert not recording.path.exists()


def test_a_full_disk_loses_nothing_that_was_recorded(store: SessionStore) -> None:
    """Where not even the session can be written, the recording waits until there is room again."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    recording = write_part(folder.part_path(), noise(1.0))
    with full_disk(100):
        with pytest.raises(StorageError, match="cannot write"):
            folder.keep_take(recording)
        assert [take.duration for take in folder.session.turns[0].takes] == [1.0]
        cut_off(folder)
        assert store.recover() == ()
        assert store.load().turns[0].takes == ()
    assert [recovered.seconds for recovered in store.recover()] == [1.0]
    session = store.load()
    samples, _ = soundfile.read(store.sound(session, "01-take-1.flac"), dtype="int16")
    np.testing.assert_array_equal(samples, noise(1.0))
    assert [take.audio for take in session.turns[0].takes] == ["01-take-1.flac"]


def test_a_kill_while_the_disk_is_full_costs_no_second_that_is_on_it(store: SessionStore) -> None:
    """The end of the answer was only in memory: what the disk took is kept, and its take says what is not."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(QUESTION)
    recording = write_part(folder.part_path(), noise(1.0))
    rest = Clip(np.full(96_000, 0.5, np.float32), 48_000)
    with full_disk(recording.path.stat().st_size):
        folder.keep_take(replace(recording, duration=3.0, unwritten=rest))
        assert store.load().turns[0].takes[0].duration == 3.0
        cut_off(folder)
    store.recover()
    take = store.load().turns[0].take
    assert take is not None
    assert (take.audio, take.duration) == ("01-take-1.flac", 1.0)
    assert take.note == "The last 2 seconds of this answer are not on the disk: it was full."
    samples, _ = soundfile.read(store.sound(store.load(), take.audio), dtype="int16")
    np.testing.assert_array_equal(samples, noise(1.0))
    assert store.recover() == ()


@pytest.mark.parametrize("room", [0, 1, 999, 96_000])
def test_what_the_disk_does_not_take_at_once_is_written_whole_or_not_at_all(
    tmp_path: Path, room: int
) -> None:
    """Whatever room there is, the recording stays as it was, until all of the rest fits behind it."""
    part = write_part(tmp_path / "01-take-1.part.wav", noise(1.0)).path
    rest = Clip(noise(1.0).astype(np.float32)[:48_000] / np.float32(32_768), 48_000)
    before = part.read_bytes()
    with full_disk(len(before) + room):
        if room < 96_000:
            with pytest.raises(StorageError, match="cannot write"):
                append(part, rest)
            assert part.read_bytes() == before
            return
        append(part, rest)
    samples, _ = soundfile.read(part, dtype="int16")
    np.testing.assert_array_equal(samples, np.concatenate([noise(1.0), noise(1.0)]))


def test_a_header_that_claims_too_much_is_not_believed(tmp_path: Path) -> None:
    """The file's size says how many whole samples there are."""
    path = tmp_path / "01-take-1.part.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", "not compressed"))
        file.writeframes(tone(0.1).tobytes())
    path.write_bytes(path.read_bytes()[: 44 + 1001])
    part = PartFile.open(path)
    assert (part.samples, part.duration) == (500, 500 / 16_000)
    assert b"".join(part.blocks()) == tone(0.1).tobytes()[:1000]
