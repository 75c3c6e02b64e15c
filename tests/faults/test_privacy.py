"""Nobody else reads what is kept, what was deleted is gone, and nothing reaches for a network."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faults.extent import extent
from faults.shim import Shim, lacking
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.clip import Clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.ledger import Measured

pytestmark = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))

ROOT = Path(__file__).parents[2]
ANSWER = ROOT / "audio_fixtures" / "sample_candidate" / "2-value.ogg"
OWN_QUESTION = "What did Quillon Zanzibar teach you?"
BANK = f"""
[[questions]]
id = "own"
text = "{OWN_QUESTION}"
kind = "achievement"
example_expected = true
target_s = 90
follow_ups = [{{ asks_for = "result", text = "And how did Zanzibar end?" }}]
tip = "Tell one occasion."
"""
ALONE = (
    "import fcntl, os, socket, struct, sys; s = socket.socket();"
    "fcntl.ioctl(s, 0x8914, struct.pack('16sh22x', b'lo', 1)); s.close();"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""Brings the loopback up in a fresh network namespace (SIOCSIFFLAGS, IFF_UP), then runs Python there."""

APART = (shutil.which("unshare") or "unshare", "-n", sys.executable, "-c", ALONE)

MODES = (
    "any umask, a data folder that others may enter, temporary files",
    "every file is 0600 and every folder 0700 from its first moment on, and others cannot enter",
)
NETWORK = (
    "there is no network at all (rehearsal, report, progress, studio)",
    "everything works, and nothing even tries to reach another computer",
)
DELETED = (
    "a rehearsal is deleted",
    "no file holds its id, a word that was said or an own question, as text or as sound",
)
WORDS = (
    "words that were said",
    "they stand in the rehearsal's folder only, in no log and in no process's arguments or environment",
)


@dataclass
class Visit:
    """A person's whole visit on a computer without a network, below a shim."""

    shim: Shim
    home: Path
    temporary: Path
    said: str = ""
    session: str = ""
    arguments: tuple[str, ...] = ()

    def run(self, *arguments: str, umask: int = 0) -> subprocess.CompletedProcess[str]:
        """Run the command line in a network namespace of its own, and look at all processes meanwhile."""
        watched: set[str] = set(self.arguments)
        command = [*APART, "-m", "mockinterview", *arguments]
        with subprocess.Popen(
            command,
            env=os.environ | self.shim.environment | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            umask=umask,
        ) as process:
            while True:
                try:
                    out, told = process.communicate(timeout=0.2)
                    break
                except subprocess.TimeoutExpired:
                    watched |= set(_seen_by_others())
        self.arguments = tuple(watched)
        return subprocess.CompletedProcess(command, process.returncode, out, told)

    @property
    def environment(self) -> dict[str, str]:
        """Its home, and a folder of its own for temporary files."""
        return {"MOCKINTERVIEW_HOME": str(self.home), "TMPDIR": str(self.temporary), "NO_COLOR": "1"}

    def rehearse(self, folder: Path, *, umask: int) -> None:
        """Answer an own question with a recording, and open all pages of it."""
        arguments = ("--candidate", str(folder), "--bank", str(folder / "bank.toml"), "--questions", "1")
        done = self.run("rehearse", *arguments, "--model", "tiny.en", "--json", umask=umask)
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout)
        self.session = Path(result["session"]).name
        self.said = result["turns"][0]["transcript"]["text"]
        pages = (("report",), ("progress", "--html", str(self.home / "data" / "progress.html")))
        for page in pages[: extent(1, 2)]:
            done = self.run(*page, umask=umask)
            assert done.returncode == 0, done.stderr
            assert self.said not in done.stderr

    def holding(self, text: str) -> list[Path]:
        """Return the files below its home and among its temporary ones that hold a text, or are named so."""
        files = [path for place in (self.home, self.temporary) for path in place.rglob("*")]
        sought = text.casefold().encode()
        return [
            path
            for path in files
            if text in path.name or (path.is_file() and sought in path.read_bytes().lower())
        ]


def _seen_by_others() -> Iterator[str]:
    """Yield the arguments and the environment of every process."""
    for process in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            with suppress(OSError):  # it is over
                yield (process / name).read_bytes().replace(b"\0", b" ").decode(errors="replace")


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Return a visit with everything open to everybody: umask 0, a data folder of mode 0755."""
    return a_visit(tmp_path_factory.mktemp("privacy"), umask=0)


def a_visit(folder: Path, *, umask: int) -> Visit:
    """Hold a rehearsal, and look at it."""
    visit = an_empty_home(folder)
    clip = read_clip(ANSWER)
    short = Clip(clip.samples[: round(4 * clip.sample_rate)], clip.sample_rate)
    write_clip(folder / "candidate" / "1.wav", short, file_format="WAV")
    (folder / "candidate" / "bank.toml").write_text(BANK)
    visit.rehearse(folder / "candidate", umask=umask)
    return visit


def an_empty_home(folder: Path) -> Visit:
    """Return a visit that has not begun; others may enter its folders."""
    if subprocess.run([*APART, "-c", ""], capture_output=True, check=False).returncode:
        pytest.skip("no network can be taken away here (unshare -n)")
    for name in ("shim", "home/data/sessions", "home/cache", "temporary", "candidate"):
        (folder / name).mkdir(parents=True)
        (folder / name).chmod(0o755)
    return Visit(Shim(folder / "shim", folder / "home"), folder / "home", folder / "temporary")


def assert_private(visit: Visit) -> None:
    """Check all that was made, at the moment it was made and at the end."""
    places = (visit.home, visit.temporary)
    made = [item for item in visit.shim.created if any(place in item.path.parents for place in places)]
    assert len(made) > 20
    assert [item for item in made if item.mode & 0o077] == []
    for path in visit.home.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


@pytest.mark.fault("Privacy", *MODES)
def test_all_is_private_under_an_open_umask(visit: Visit, measured: Measured) -> None:
    """Files and folders belong to their owner alone even while they are being made."""
    assert_private(visit)
    measured.count("files and folders made", len(visit.shim.created))


@pytest.mark.long
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o777], ids=oct)
@pytest.mark.fault("Privacy", *MODES)
def test_all_is_private_under_any_umask(tmp_path: Path, measured: Measured, umask: int) -> None:
    """And nothing is so private that the program cannot read it itself."""
    visit = a_visit(tmp_path, umask=umask)
    assert_private(visit)
    measured.count("files and folders made", len(visit.shim.created))


@pytest.mark.fault("Privacy", *NETWORK)
def test_no_network_is_needed_and_none_is_tried(visit: Visit, measured: Measured) -> None:
    """No name is looked up and no address is connected to, by the program or by any child or library."""
    assert visit.shim.reached_for == []
    measured.count("attempts", len(visit.shim.reached_for))


@pytest.mark.long
@pytest.mark.fault("Privacy", *NETWORK)
def test_the_studio_needs_no_network(tmp_path: Path, measured: Measured) -> None:
    """Every page, and the sample candidate's rehearsal, comes over the loopback; nothing else is tried."""
    visit = an_empty_home(tmp_path)
    script = Path(__file__).with_name("studio_alone.py")
    command = [*APART, str(script)]
    tests = {"PYTHONPATH": str(ROOT / "tests")}
    environment = os.environ | visit.shim.environment | visit.environment | tests
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert all("127.0.0.1" in attempt for attempt in visit.shim.reached_for), visit.shim.reached_for
    measured.count("pages", len(done.stdout.splitlines()))


@pytest.mark.fault("Privacy", *WORDS)
def test_words_stay_in_the_folder_of_their_rehearsal(visit: Visit, measured: Measured) -> None:
    """No cache, log, temporary file, process argument or environment holds what was said."""
    folder = visit.home / "data" / "sessions" / visit.session
    found = [path for path in visit.holding(visit.said) if folder not in path.parents]
    assert visit.said
    assert found == []
    assert list(visit.temporary.iterdir()) == []
    assert not [line for line in visit.arguments if visit.said in line or OWN_QUESTION in line]
    measured.count("command lines and environments seen", len(visit.arguments))


@pytest.mark.fault("Privacy", *DELETED)
def test_what_was_deleted_is_gone(visit: Visit, measured: Measured) -> None:
    """Index, pages, captions and caches forget it; a page written by hand elsewhere is the person's own."""
    (visit.home / "data" / "progress.html").unlink(missing_ok=True)
    home = visit.home.with_name("copy")
    shutil.copytree(visit.home, home)
    copy = Visit(visit.shim, home, visit.temporary)
    assert copy.holding(visit.session)
    assert copy.holding(OWN_QUESTION)
    assert list((home / "cache").rglob("*.flac")) == []  # no sound of an own question was ever kept
    done = copy.run("sessions", "delete", visit.session, "--yes")
    assert done.returncode == 0, done.stderr
    for text in (visit.session, visit.said, OWN_QUESTION, "Zanzibar", visit.said.split(",")[0]):
        assert copy.holding(text) == [], text
        measured.count("texts sought")


@pytest.mark.fault(
    "Privacy", "the program itself fails", "what it keeps of the failure holds no word of the person's"
)
def test_the_details_of_a_failure_hold_no_words(home: Path) -> None:
    """Where an error came from is kept, and what it said is not."""
    from mockinterview.cli import keep_details

    try:
        try:
            int("zanzibar")
        except ValueError as error:
            raise KeyError("zanzibar too") from error
    except KeyError as error:
        kept = keep_details(error)
    path = home / "cache" / "last-error.txt"
    text = path.read_text()
    assert str(path) in kept
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert __file__ in text
    assert "zanzibar" not in text.replace('int("zanzibar")', "").replace('KeyError("zanzibar too")', "")
