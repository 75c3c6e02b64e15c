"""Whole programs on disks that refuse: the studio, writing down afterwards, a person at the microphone."""

from __future__ import annotations

import errno
import http.client
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import report_sessions as made
import virtual_sound_card
from makers import QUESTION
from rehearsing import Rehearsing
from studio_program import StudioProgram

from faults.shim import Shim, lacking
from faults.studio_alone import SAMPLE, Visitor, rehearsed
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.dossier_file import default_path, load_dossier
from mockinterview.private_file import IN_WORDS
from mockinterview.session import Turn
from mockinterview.store import SessionStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from virtual_sound_card import VirtualSoundCard

    from faults.ledger import Measured

pytestmark = [pytest.mark.long, pytest.mark.skipif(lacking() is not None, reason=str(lacking()))]

ANSWER = Path(__file__).parents[2] / "audio_fixtures" / "sample_candidate" / "2-value.ogg"
TITLE = {"changes": [{"place": "job.title", "seen": "", "value": "Cook"}]}
FULL = "the disk is full"


@pytest.fixture
def shim(home: Path, tmp_path: Path) -> Shim:
    """Return a shim over the home of this test."""
    folder = tmp_path / "shim"
    folder.mkdir()
    return Shim(folder, home)


@pytest.mark.fault(
    "Disks", "the disk is full while the studio runs", "a line says so, and it goes on once there is room"
)
def test_a_studio_on_a_full_disk_goes_on(home: Path, shim: Shim) -> None:
    """A dossier is not kept and a rehearsal does not begin; both do once there is room again."""
    with StudioProgram(environment=shim.environment) as studio:
        visitor = Visitor(studio)
        shim.refuse(1, errno.ENOSPC)
        status, text = visitor.ask("PUT", "/dossier", TITLE)
        assert FULL in text, (status, text)
        assert not default_path().exists()
        assert visitor.ask("POST", "/rehearsal", SAMPLE)[0] == http.client.CREATED
        while visitor.ask("POST", "/rehearsal", SAMPLE)[0] != http.client.CREATED:
            pass  # the first one goes on until the disk has refused it
        shim.let_pass()
        status, text = visitor.ask("PUT", "/dossier", TITLE)
        assert status == http.client.OK, text
        assert load_dossier(default_path()).job.title == "Cook"
        while visitor.ask("POST", "/rehearsal", SAMPLE)[0] != http.client.CREATED:
            pass
        assert rehearsed()
        assert studio.interrupt() == 0
        assert not [line for line in studio.told if "failed" in line or "Traceback" in line], studio.told
    assert home.is_dir()


@pytest.mark.fault(
    "Disks", "the disk refuses a write while answers are written down later", "nothing is lost"
)
def test_writing_down_on_a_refusing_disk(shim: Shim, measured: Measured) -> None:
    """One clear line; the sound is whole, and the words come with the next attempt."""
    store = SessionStore.default()
    with store.create(seed=1, model="tiny.en", candidate=False) as folder:
        clip = read_clip(ANSWER).between(0.0, 3.0)
        write_clip(folder.path / "01-take-1.wav", clip, file_format="WAV")
        take = replace(made.take(), duration=clip.duration, transcript=None, analysis=None, findings=())
        folder.change(lambda session: replace(session, turns=(Turn(QUESTION, None, (take,)),)))
        folder.finish()
    for step, error in (
        (1, errno.EROFS),
        (3, errno.ENOSPC),
        (4, errno.EIO),
        (5, errno.EDQUOT),
        (7, errno.EIO),
    ):
        shim.refuse(step, error)
        done = _write_down(shim)
        shim.let_pass()
        measured.count("attempts")
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        assert "itself failed" not in done.stderr
        assert not done.returncode or IN_WORDS[error] in done.stderr.splitlines()[-1], done.stderr
        session = store.load()
        (kept,) = session.turns[0].takes
        assert read_clip(store.sound(session, kept.audio)).duration == pytest.approx(clip.duration, abs=0.01)
    assert _write_down(shim).returncode == 0
    assert store.load().turns[0].takes[0].transcript is not None


def _write_down(shim: Shim) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mockinterview", "sessions", "transcribe", "--model", "tiny.en"],
        env=os.environ | shim.environment | {"NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[str]:
    """Mount a disk of a size for a block; gives the command that changes it."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    tmpfs = [str(mount), "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
    if not (mount and umount) or subprocess.run(tmpfs, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield mount
    finally:
        subprocess.run([umount, "--lazy", str(folder)], check=True)


@pytest.mark.skipif(virtual_sound_card.missing() is not None, reason=str(virtual_sound_card.missing()))
@pytest.mark.fault(
    "Disks",
    "the disk fills up while a person speaks into a real microphone, who then makes room",
    "it is said while they speak, and no sound is missing",
)
def test_a_disk_that_fills_up_at_the_microphone(
    home: Path, sound_card: VirtualSoundCard, measured: Measured
) -> None:
    """What the disk does not take waits in the memory."""
    spoken = read_clip(ANSWER).between(0.0, 8.0)
    options = ("--questions", "1", "--model", "tiny.en", "--silent-feedback", "--no-follow-ups")
    data = home / "data"
    data.mkdir(mode=0o700)
    with small_disk(data, "700k") as mount, Rehearsing(*options) as rehearsing:
        rehearsing.wait_for("Speak when you are ready")
        sound_card.speak(spoken).wait(timeout=60)
        rehearsing.press()
        rehearsing.wait_for("free some space")
        subprocess.run([mount, "-o", "remount,size=9m", str(data)], check=True)
        rehearsing.press()
        code, _ = rehearsing.end()
        assert code == 0, rehearsing.lines
        session = SessionStore.default().load()
        (take,) = session.turns[0].takes
        heard = read_clip(SessionStore.default().sound(session, take.audio)).duration
        measured.worst("sound missing", max(spoken.duration - heard, 0.0), "s")
        assert heard >= spoken.duration - 0.1, rehearsing.lines
