"""Two programs at once on one data directory: nothing is mixed, lost, or listed twice."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from makers import question
from rehearsing import Rehearsing, of_sample
from studio_program import StudioProgram

from faults.extent import extent
from mockinterview.dossier_file import change_dossier, default_path, load_dossier
from mockinterview.places import bundled
from mockinterview.session import Session
from mockinterview.store.folder import local_now
from mockinterview.store.lock import Busy, locked
from mockinterview.store.names import LOCK_FILE, new_session_id
from mockinterview.store.session_file import write_session
from mockinterview.store.session_store import Broken, Listed, SessionStore

if TYPE_CHECKING:
    from pathlib import Path

    from virtual_sound_card import VirtualSoundCard

    from faults.ledger import Measured
    from mockinterview.clip import Clip
    from mockinterview.dossier import Dossier

PART = "Two at once, and clocks"
SAMPLE = bundled("sample_candidate")

DANCE = """
import json, random, sys
import numpy as np
from mockinterview.errors import BadSession, StorageError
from mockinterview.ports import EndReason, Recording
from mockinterview.question import Question
from mockinterview.speech.wav_writer import WavWriter
from mockinterview.store.session_store import Broken, SessionStore

dancer, steps = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(dancer)
store = SessionStore.default()
open_ones, kept, deleted, odd = [], {}, [], []

def create():
    open_ones.append(store.create(seed=dancer, model=None, candidate=False))

def answer():
    if not open_ones:
        return create()
    folder = chance.choice(open_ones)
    text = f"{dancer}-{chance.random()}"
    folder.start_turn(Question(id=text, text=text, kind="strengths", example_expected=False, target_s=60,
                               follow_ups=(), tip=text))
    part = folder.part_path()
    value = chance.uniform(-0.9, 0.9)
    with WavWriter(part, 8000) as file:
        file.write(np.full(800, value, np.float32))
    folder.keep_take(Recording(part, 0.1, EndReason.DONE, None))
    kept.setdefault(folder.path.name, []).append((text, value))

def finish():
    if open_ones:
        folder = open_ones.pop(chance.randrange(len(open_ones)))
        folder.finish()
        if folder.session.turns:  # else nothing of it stays
            kept.setdefault(folder.path.name, [])

def show():
    listed = store.list()
    odd.extend(item.problem for item in listed if isinstance(item, Broken))
    ids = [item.headline.id for item in listed if not isinstance(item, Broken)]
    if len(ids) != len(set(ids)):
        odd.append("listed twice")
    running = {item.headline.id for item in listed if getattr(item, "state", "") == "running"}
    odd.extend("not running" for folder in open_ones if folder.path.name not in running)

def delete():
    mine = [name for name in kept if name not in {folder.path.name for folder in open_ones}]
    if mine:
        store.delete(name := chance.choice(sorted(mine)))
        deleted.append(name)
        del kept[name]

def put_in_order():
    odd.extend(found.notice for found in store.recover())

def read_last():
    try:
        store.load()
    except BadSession as error:  # deleted by somebody between the look and the reading
        if "no session" not in str(error) and "session.json is missing" not in str(error):
            odd.append(str(error))

for _ in range(steps):
    step = chance.choice([create, answer, answer, answer, finish, show, delete, put_in_order, read_last])
    try:
        step()
    except StorageError as error:
        odd.append(f"{step.__name__}: {error}")
while open_ones:
    finish()
print(json.dumps({"kept": kept, "deleted": deleted, "odd": odd}))
"""


@pytest.mark.fault(
    PART,
    "many programs begin, answer, list, tidy up and delete rehearsals at the same time",
    "in the end the folder holds exactly what each of them kept; nothing is mixed, lost or listed twice",
)
@pytest.mark.parametrize("seed", range(extent(1, 4)))
def test_many_programs_dance_on_one_folder(measured: Measured, seed: int) -> None:
    """Each takes seeded steps; what they say they kept is compared with what is there, sound by sound."""
    dancers, steps = extent(3, 6), extent(25, 120)
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", DANCE, str(100 * seed + dancer), str(steps)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for dancer in range(dancers)
    ]
    ended = [program.communicate(timeout=300) for program in programs]
    assert not any(err for _, err in ended), ended
    told = [json.loads(out) for out, _ in ended]
    kept = {name: answers for one in told for name, answers in one["kept"].items()}
    measured.count("steps of programs beside each other", dancers * steps)
    assert [odd for one in told for odd in one["odd"]] == []
    store = SessionStore.default()
    listed = store.list()
    ids = [item.headline.id for item in listed if isinstance(item, Listed)]
    assert len(ids) == len(listed)
    assert sorted(ids) == sorted(kept)
    assert not set(ids) & {name for one in told for name in one["deleted"]}
    for name, answers in kept.items():
        turns = store.load(name).turns
        assert [turn.question.text for turn in turns] == [text for text, _ in answers]
        for turn, (_, value) in zip(turns, answers, strict=True):
            assert turn.take is not None
            sound = _read(store, name, turn.take.audio)
            assert sound.samples.min() == sound.samples.max() == pytest.approx(value, abs=1e-4)
    assert {path.name for path in store.root.iterdir()} <= {*ids, ".lock", ".index.json"}


def _read(store: SessionStore, session_id: str, name: str) -> Clip:
    from mockinterview.audio_file import read_clip

    return read_clip(store.sound(store.load(session_id), name))


@pytest.mark.fault(
    PART,
    "one program lists rehearsals at the very moment at which another begins or deletes one",
    "the list waits a moment and shows no half rehearsal",
)
def test_a_session_that_is_being_made_is_not_broken(measured: Measured) -> None:
    """Its folder is there before its `session.json` is: who lists then looks again."""
    store = SessionStore.default()
    before = store.create(seed=1, model=None, candidate=False)
    before.start_turn(question())
    before.finish()
    name = new_session_id(local_now())
    found: list[Listed | Broken] = []
    lister = threading.Thread(target=lambda: found.extend(store.list()))
    with locked(store.root / LOCK_FILE):
        (store.root / name).mkdir()
        lister.start()
        time.sleep(0.2)
        write_session(store.root / name, Session(name, local_now().isoformat(), None, 1, None, False))
    lister.join()
    measured.count("lists")
    assert [item for item in found if isinstance(item, Broken)] == []
    assert len(found) == 2


@pytest.mark.fault(
    PART,
    "one program lists rehearsals at the very moment at which another opens one",
    "who opens it is never told that it is in use",
)
def test_who_looks_whether_a_session_runs_stands_in_nobodys_way(measured: Measured) -> None:
    """To look, the lock is taken for an instant; others wait for that instant instead of giving up."""
    store = SessionStore.default()
    folder = store.create(seed=1, model=None, candidate=False)
    session_id = folder.path.name
    folder.start_turn(question())
    folder.close()  # cut off: every list has a look at it
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            SessionStore.default().list()

    watchers = [threading.Thread(target=look) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    try:
        for _ in range(extent(30, 300)):
            store.open(session_id).close()
            measured.count("openings")
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join()


WRITE_DOWN = """
import sys
from dataclasses import replace
from mockinterview.dossier_file import change_dossier, default_path

def also(text):
    return lambda kept: replace(kept, my_questions=(*kept.my_questions, text))

for number in range(int(sys.argv[2])):
    change_dossier(default_path(), also(f"Question {sys.argv[1]}-{number}?"))
"""


@pytest.mark.fault(
    PART,
    "two windows change what you prepared at the same time",
    "both changes are kept",
)
def test_no_change_of_a_dossier_is_lost(measured: Measured) -> None:
    """Every writer reads what the one before wrote."""
    writers, changes = extent(3, 4), extent(8, 40)
    programs = [
        subprocess.Popen([sys.executable, "-c", WRITE_DOWN, str(writer), str(changes)])
        for writer in range(writers)
    ]
    assert [program.wait(timeout=120) for program in programs] == [0] * writers
    measured.count("changes", writers * changes)
    wanted = {f"Question {writer}-{number}?" for writer in range(writers) for number in range(changes)}
    assert set(load_dossier(default_path()).my_questions) == wanted


@pytest.mark.fault(
    PART,
    "you edit what you prepared in your editor while another window would change it too",
    "the other window says so in one line; nothing that either wrote is overwritten",
)
def test_a_dossier_that_is_open_in_an_editor_is_left_alone(
    tmp_path: Path, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves the whole file: whatever was changed meanwhile would be gone."""
    editor = tmp_path / "editor"
    editor.write_text(
        f"#!/bin/sh\ntouch {tmp_path}/open\nwhile [ ! -e {tmp_path}/close ]; do sleep 0.05; done\n"
        "echo '# my own comment' >> \"$1\"\n"
    )
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    first = subprocess.Popen([sys.executable, "-m", "mockinterview", "prepare", "edit"])
    while not (tmp_path / "open").exists():
        assert first.poll() is None
        time.sleep(0.02)
    other = _run("prepare", "edit")
    assert (other.returncode, "open in an editor in another window" in other.stderr) == (1, True)
    with pytest.raises(Busy, match="open in an editor in another window"):
        change_dossier(default_path(), _as_if_prepared)
    measured.count("other windows", 2)
    (tmp_path / "close").touch()
    assert first.wait(timeout=60) == 0
    assert change_dossier(default_path(), _as_if_prepared).my_questions
    assert "# my own comment" in default_path().read_text("utf-8")


def _as_if_prepared(kept: Dossier) -> Dossier:
    return replace(kept, my_questions=("What would my first week look like?",))


# --- the whole program --------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "two rehearsals run at once, while a third window lists, exports, deletes and shows progress",
    "each is kept whole and for itself; the third does what it is asked for, or says why not in a line",
)
def test_two_rehearsals_and_a_third_window(tmp_path: Path, measured: Measured) -> None:
    """Real commands with recorded answers; the clips of both are compared with what was asked."""
    store = SessionStore.default()
    arguments = of_sample(questions=2)
    with Rehearsing(*arguments) as one, Rehearsing(*arguments) as two:
        for program in (one, two):
            program.wait_for("Question 1")
        running = [item.headline.id for item in store.list() if isinstance(item, Listed)]
        assert len(set(running)) == 2
        for command in (
            ("sessions", "list"),
            ("progress", "--json"),
            ("sessions", "export", running[0], "--format", "zip", "--output", str(tmp_path / "a.zip")),
            ("report", running[0], "--output", str(tmp_path / "a.html")),
            ("sessions", "delete", running[0], "--yes"),
            ("sessions", "transcribe", running[1]),
        ):
            done = _run(*command)
            measured.count("commands meanwhile")
            assert "Traceback" not in done.stderr, done.stderr
            assert done.returncode in (0, 1, 2), command
            assert (done.returncode == 0) or done.stderr.strip(), command
        results = [one.result(), two.result()]
    measured.count("rehearsals beside each other", 2)
    texts = [[turn["transcript"]["text"] for turn in result["turns"]] for result in results]
    assert texts[0] == texts[1]
    listed = store.list()
    assert sorted(item.headline.id for item in listed if isinstance(item, Listed)) == sorted(running)
    assert all(isinstance(item, Listed) and item.state == "complete" for item in listed)


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "you begin a rehearsal while another one still runs in another window",
    "you are told in one line; both are kept",
)
def test_a_second_rehearsal_at_the_same_microphone_is_told(
    sound_card: VirtualSoundCard, measured: Measured
) -> None:
    """Both hear the same voice, which loses nothing, yet is hardly meant."""
    del sound_card
    arguments = ("--model", "tiny.en", "--questions", "1")
    with Rehearsing(*arguments) as first:
        first.wait_for("Speak when you are ready")
        with Rehearsing(*arguments) as second:
            second.wait_for("Another rehearsal is running in another window")
            second.wait_for("Speak when you are ready")
            measured.count("rehearsals beside each other", 2)
        assert not any("Another rehearsal" in line for line in first.lines)


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "two studios are open beside a rehearsal in the terminal",
    "both show it once, as running; it cannot be deleted from there before it is over",
)
def test_two_studios_beside_a_rehearsal_in_the_terminal(measured: Measured) -> None:
    """Real programs; the studios are asked as their pages ask them."""
    store = SessionStore.default()
    arguments = of_sample(questions=1)
    with StudioProgram() as one, StudioProgram() as two, Rehearsing(*arguments) as program:
        program.wait_for("Question 1")
        name = store.find("last")
        for studio in (one, two):
            with httpx.Client(headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=True) as page:
                page.get(studio.address)
                rows = page.get(studio.at("/sessions.json")).json()["rows"]
                assert [(row["id"], row["state"]) for row in rows] == [(name, "running")]
                origin = {"Origin": studio.at("")}
                assert page.delete(studio.at(f"/sessions/{name}"), headers=origin).status_code == 409
                measured.count("studios")
        program.result()
        assert [item.headline.id for item in store.list() if isinstance(item, Listed)] == [name]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        check=False,
    )
