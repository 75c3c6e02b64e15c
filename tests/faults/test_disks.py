"""Disks that are full, broken, read-only or gone, at every step of a rehearsal and of every command."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import report_sessions as made
from makers import QUESTION

from faults.extent import LONG, extent
from faults.shim import NO_END, REFUSALS, Shim, lacking
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.clip import Clip
from mockinterview.session import Take, Turn
from mockinterview.store import Listed, SessionStore
from mockinterview.store.edit import places
from mockinterview.store.import_zip import import_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from faults.ledger import Measured

pytestmark = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))

ROOT = Path(__file__).parents[2]
ANSWER = ROOT / "audio_fixtures" / "sample_candidate" / "2-value.ogg"
SPOKEN_S = 2.0
ANSWER_S = 4.58
"""What is said, and the silence that ends the answer."""

ONCE = (
    "one single write, rename or sync fails, each of a whole rehearsal in turn",
    "nothing that was said is missing, or one clear line ends it before anything was said",
)
FOR_EVER = (
    "the disk is full (or broken, read-only, over quota) from some write on, each in turn",
    "it is said once in words, and what was written before stays whole and readable",
)
ROOM_AGAIN = (
    "the disk is full, and the person makes room when told",
    "what was only in the memory is written then: nothing is missing",
)
GONE = (
    "the folder of the rehearsal is removed in the middle of an answer, or before its words are written down",
    "the answer is kept whole, and it is told once what happened",
)
STOPPED = ("Ctrl-C on a full disk", "the person can make room, and nothing said until then is missing")
COMMANDS = ("the disk refuses a write of a command", "one clear line, and everything is as it was before")


@dataclass(frozen=True)
class Outcome:
    """What came of a small rehearsal: exit code, what was told, how many steps, and where it is kept."""

    code: int
    told: list[str]
    steps: int
    home: Path

    def takes(self, *, questions: bool = True) -> list[Take]:
        """Return its answers after the next start of the program, each as long as can be heard.

        Every spoken question must be there too, unless `questions` is False.
        """
        store = SessionStore(self.home / "data" / "sessions")
        store.recover()
        assert store.recover() == ()
        listed = store.list()
        assert all(isinstance(item, Listed) for item in listed), listed
        found = []
        for item in listed:
            assert isinstance(item, Listed)
            session = store.load(item.headline.id)
            left = {path.name for path in (store.root / session.id).iterdir()}
            assert not [name for name in left if ".part." in name or name.endswith((".tmp", ".json~"))], left
            for _, turn in places(session):
                if questions and turn.question_audio is not None:
                    assert read_clip(store.sound(session, turn.question_audio)).duration > 0
                for take in turn.takes:
                    heard = read_clip(store.sound(session, take.audio)).duration if take.duration else 0.0
                    assert heard == pytest.approx(take.duration, abs=0.01) or take.note, take
                    found.append(replace(take, duration=heard))
        return found


@dataclass(frozen=True)
class Rehearsals:
    """Holds small rehearsals (see small_rehearsal.py) below a shim; its program runs all the while."""

    shim: Shim
    program: subprocess.Popen[str]

    def home(self) -> Path:
        """Return a new home."""
        home = self.shim.root / str(len(list(self.shim.root.iterdir())))
        home.mkdir()
        return home

    def hold(self, *runs: dict[str, Any]) -> list[Outcome]:
        """Hold them one after the other, each with a home of its own."""
        return [self.hold_at(self.home(), run) for run in runs]

    def hold_at(self, home: Path, run: dict[str, Any]) -> Outcome:
        """Hold one."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        calm = {"first": 0, "last": NO_END, "error": errno.ENOSPC, "frees": False, "at": "answer"}
        self.program.stdin.write(json.dumps({**calm, **run, "home": str(home)}) + "\n")
        self.program.stdin.flush()
        outcome = Outcome(**json.loads(self.program.stdout.readline()), home=home)
        assert self.program.stdout.readline() == "\n"
        assert all("Traceback" not in text for text in outcome.told), outcome
        return outcome


@pytest.fixture(scope="module")
def rehearsals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsals]:
    """Return what holds them, with a candidate whose answers take two seconds."""
    folder = tmp_path_factory.mktemp("disks")
    for name in ("homes", "candidate", "shim"):
        (folder / name).mkdir()
    clip = read_clip(ANSWER)
    short = Clip(clip.samples[: round(SPOKEN_S * clip.sample_rate)], clip.sample_rate)
    for number in (1, 2):
        write_clip(folder / "candidate" / f"{number}.wav", short, file_format="WAV")
    shim = Shim(folder / "shim", folder / "homes")
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("small_rehearsal.py")), str(folder / "candidate")],
        env=os.environ | shim.environment | {"PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield Rehearsals(shim, program)


@pytest.fixture(scope="module")
def steps(rehearsals: Rehearsals) -> int:
    """Return how many steps a small rehearsal takes on a disk that refuses none."""
    (clean,) = rehearsals.hold({})
    assert (clean.code, clean.told) == (0, [])
    assert [round(take.duration, 2) for take in clean.takes()] == [ANSWER_S, ANSWER_S]
    return clean.steps


def chosen(steps: int, few: int, seed: int) -> list[int]:
    """Return some steps; in the long form all."""
    everything = range(1, steps + 1)
    return [*everything] if LONG else sorted(random.Random(seed).sample(everything, few))  # noqa: S311 - a test


def refusal(step: int) -> int:
    """Return an error for a step: all kinds take turns."""
    return [*REFUSALS][step % len(REFUSALS)]


def in_share(runs: Sequence[dict[str, Any]], share: int) -> Sequence[dict[str, Any]]:
    """Return one share of the runs: each test stays below its time limit."""
    return runs[share :: extent(1, 4)]


@pytest.mark.parametrize("share", range(extent(1, 4)))
@pytest.mark.fault("Disks", *ONCE)
def test_one_refusal_costs_nothing(
    rehearsals: Rehearsals, steps: int, measured: Measured, share: int
) -> None:
    """Whatever step it meets, every answer is there in full."""
    runs = [{"first": n, "last": n, "error": refusal(n)} for n in chosen(steps, 1, 1)]
    for outcome in rehearsals.hold(*in_share(runs, share)):
        assert outcome.code in (0, 1), outcome
        takes = outcome.takes()
        missing = 0.0 if outcome.code else 2 * ANSWER_S - sum(take.duration for take in takes)
        measured.count("refusals")
        measured.worst("sound missing", max(missing, 0.0), "s")
        assert missing == pytest.approx(0, abs=0.02), outcome
        if outcome.code:
            assert len(outcome.told) == 1, outcome


@pytest.mark.parametrize("share", range(extent(1, 4)))
@pytest.mark.fault("Disks", *FOR_EVER)
def test_a_disk_that_refuses_for_ever_is_told_once(
    rehearsals: Rehearsals, steps: int, measured: Measured, share: int
) -> None:
    """Nothing is said twice, nothing that was written is lost, and no traceback is seen."""
    runs = [{"first": n, "error": refusal(n)} for n in chosen(steps, 2, 2)]
    for outcome in rehearsals.hold(*in_share(runs, share)):
        assert outcome.code in (0, 1), outcome
        assert len(outcome.told) == len({*outcome.told}), outcome
        assert outcome.told or not outcome.code, outcome
        takes = outcome.takes()
        measured.count("disks refusing for ever")
        assert sum(take.duration for take in takes) <= 2 * ANSWER_S + 0.02
        if not outcome.told:
            assert sum(take.duration for take in takes) == pytest.approx(2 * ANSWER_S, abs=0.02), outcome


@pytest.mark.fault("Disks", *ROOM_AGAIN)
def test_what_was_in_memory_is_written_once_there_is_room(
    rehearsals: Rehearsals, steps: int, measured: Measured
) -> None:
    """The disk fills up at some step; when the person is asked and makes room, every answer is whole."""
    runs = [{"first": n, "error": refusal(n), "frees": True} for n in chosen(steps, 1, 3)[:: extent(1, 2)]]
    for run, outcome in zip(runs, rehearsals.hold(*runs), strict=True):
        measured.count("disks freed")
        if outcome.code == 0:
            durations = [round(take.duration, 2) for take in outcome.takes()]
            assert durations, (run, outcome)
            assert {*durations} == {ANSWER_S}, (run, outcome)
        else:  # the rehearsal could not even begin
            assert outcome.takes() == []


@pytest.mark.parametrize(
    ("folder", "at"),
    [
        pytest.param("data", "answer", marks=pytest.mark.long),
        pytest.param("data/sessions/2*", "answer", marks=pytest.mark.long),
        ("data/sessions/2*", "words"),
    ],
)
@pytest.mark.fault("Disks", *GONE)
def test_a_removed_folder_costs_no_sound(
    rehearsals: Rehearsals, measured: Measured, folder: str, at: str
) -> None:
    """What was recorded so far is taken back from the removed file; folder and session are made again."""
    (outcome,) = rehearsals.hold({"removes": folder, "at": at})
    durations = [round(take.duration, 2) for take in outcome.takes(questions=False)]
    measured.count("folders removed")
    measured.worst("sound missing", max(2 * ANSWER_S - sum(durations), 0.0), "s")
    assert outcome.code == 0, outcome
    assert durations == [ANSWER_S, ANSWER_S], outcome
    assert len([text for text in outcome.told if "was removed; it is made again" in text]) == 1, outcome


@pytest.mark.parametrize(("moment", "seconds"), [("answer", 1.0), ("words", ANSWER_S)])
@pytest.mark.fault("Disks", *STOPPED)
def test_ctrl_c_on_a_full_disk_loses_nothing(
    rehearsals: Rehearsals, measured: Measured, moment: str, seconds: float
) -> None:
    """The end of the answer is in the memory alone; once there is room it is written, and all is over."""
    (outcome,) = rehearsals.hold({"fills": True, "interrupts": True, "at": moment, "frees": True})
    (take,) = outcome.takes()
    measured.count("Ctrl-C")
    measured.worst("sound missing", max(seconds - take.duration, 0.0), "s")
    assert outcome.code == 130, outcome
    assert take.duration >= seconds - 0.01, outcome
    assert any("free some space" in text for text in outcome.told), outcome


# --- commands -----------------------------------------------------------------------------------------

CASES = {
    "export": ("sessions", "export", "--format", "zip", "-o", "{home}/out.zip"),
    "captions": ("sessions", "export", "--format", "vtt", "-o", "{home}/captions"),
    "import": ("sessions", "import", "{home}/in.zip"),
    "delete": ("sessions", "delete", "last", "--yes"),
    "list": ("sessions", "list"),
    "report": ("report",),
    "progress": ("progress", "--html", "{home}/progress.html"),
    "prepare": ("prepare", "edit"),
}


def run_cli(shim: Shim, home: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run the command line below the shim."""
    filled = [argument.format(home=home) for argument in arguments]
    return subprocess.run(
        [sys.executable, "-m", "mockinterview", *filled],
        env=os.environ
        | shim.environment
        | {"MOCKINTERVIEW_HOME": str(home), "EDITOR": "true", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with one rehearsal, and the archive of another."""
    from mockinterview.store.export import write_zip

    home = tmp_path_factory.mktemp("furnished") / "home"
    store = SessionStore(home / "data" / "sessions")
    for archive in (True, False):
        with store.create(seed=1, model="tiny.en", candidate=False) as folder:
            made.write_sound(folder.path / "01-take-1.wav", made.DURATION)
            folder.change(lambda session: replace(session, turns=(Turn(QUESTION, None, (made.take(),)),)))
            folder.finish()
        if archive:
            write_zip(store, store.load(), home / "in.zip")
            store.delete("last")
    return home


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
@pytest.mark.fault("Disks", *COMMANDS)
def test_a_command_on_a_refusing_disk(furnished: Path, tmp_path: Path, measured: Measured, name: str) -> None:
    """It ends with 0 or with 1 and one line; the rehearsal is whole, but where it was to be deleted."""
    (tmp_path / "shim").mkdir()
    (tmp_path / "homes").mkdir()
    shim = Shim(tmp_path / "shim", tmp_path / "homes")
    clean = tmp_path / "homes" / "clean"
    shutil.copytree(furnished, clean)
    done = run_cli(shim, clean, CASES[name])
    assert done.returncode == 0, done.stderr
    total = shim.steps
    for point in range(1, total + 1, max(1, total // 12)):
        home = tmp_path / "homes" / str(point)
        shutil.copytree(furnished, home)
        shim.refuse(point, refusal(point))
        done = run_cli(shim, home, CASES[name])
        shim.let_pass()
        measured.count("refused writes")
        assert done.returncode in (0, 1), done.stderr
        assert not done.returncode or len(done.stderr.splitlines()) == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert "itself failed" not in done.stderr
        found = Outcome(0, [], 0, home).takes()
        assert len(found) >= (0 if name == "delete" else 1)
        assert all(take.duration == pytest.approx(made.DURATION) for take in found)
        store = SessionStore(home / "data" / "sessions")
        if name == "import" and len(found) == 1:
            import_zip(store, home / "in.zip")
        if name == "delete" and not found:
            assert [path.name for path in store.root.iterdir() if path.is_dir()] == []


@pytest.mark.fault("Disks", "the output goes to a full disk (`> FILE`)", "one clear line, exit code 1")
def test_output_on_a_full_disk_is_one_line(furnished: Path) -> None:
    """/dev/full takes nothing."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mockinterview", "sessions", "list", "--json"],
            env=os.environ | {"MOCKINTERVIEW_HOME": str(furnished), "NO_COLOR": "1"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "cannot write the output: the disk is full: free some space\n",
    )


@pytest.mark.fault("Disks", "a small disk really fills up while somebody speaks", FOR_EVER[1])
def test_a_small_disk_really_fills_up(rehearsals: Rehearsals, measured: Measured) -> None:
    """A tmpfs of 120 kB: the rest is told, and what fitted can be heard once there is room to work."""
    home = rehearsals.home()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    tmpfs = [str(mount), "-t", "tmpfs", "-o", "size=120k,mode=700", "tmpfs", str(home)]
    if not (mount and umount) or subprocess.run(tmpfs, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        outcome = rehearsals.hold_at(home, {})
        assert outcome.told
        subprocess.run([mount, "-o", "remount,size=2m", str(home)], check=True)
        heard = sum(take.duration for take in outcome.takes())
        assert heard > 1
        measured.note(f"{heard:.1f} s of {2 * ANSWER_S:.0f} s fitted and can be heard")
    finally:
        subprocess.run([umount, "--lazy", str(home)], check=True)
