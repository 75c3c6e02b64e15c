"""SIGKILL at any moment of a rehearsal, and of what is done with rehearsals afterwards."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pytest
from child_process import NO_SOUND_SERVER, world_with
from session_strategies import QUESTION, tone, write_part
from virtual_sound_card import MICROPHONE, VirtualSoundCard, sound_card
from virtual_sound_card import SAMPLE_RATE as CARD_RATE
from whisper_parts import one_after_the_other, spoken

from faults.extent import LONG, extent
from faults.left import Left, missing_at_the_end, nothing_lies_about, put_in_order, whole
from faults.moments import Moment, long_form, moments
from faults.rehearsed import BANK, MODEL, PATIENCE_S, Rehearsed, orphans, run
from faults.warmed import place, warm
from mockinterview.audio_file import write_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.errors import MockInterviewError
from mockinterview.speech.wav_writer import read_part
from mockinterview.store import SessionStore

if TYPE_CHECKING:
    from pathlib import Path

    from faults.ledger import Measured

__all__ = ["place", "sound_card", "warm"]

PART = "Sudden ends"
SEED = 1001
FIRST = "Last spring our help desk was drowning in password resets."
SECOND = "So I made a short guide with pictures, and I taught the new people on the team myself."
THIRD = "By the end of the summer the phone was quiet, and the manager said thank you."
PAUSE_S = 0.8
MOST_MISSING_S = 1.0


READY = "Speak when you are ready"
STAGES = (
    ("the question is spoken", "Question 1 of 2", 1, 0.0, 1.5, 6),
    ("first words", READY, 1, 0.5, 2.5, 7),
    ("pause", READY, 1, 4.2, 4.9, 6),
    ("end of the answer", READY, 1, 10.2, 11.2, 6),
    ("answer to the follow-up", READY, 2, 0.5, 5.0, 4),
)
"""Moments while somebody speaks, at the sound card."""

QUICK_STAGES = (
    ("analysis", "Answer over", 1, 0.0, 1.0, 6),
    ("writing", "  | ", 1, 0.0, 0.12, 9),
    ("follow-up", "Follow-up", 1, 0.0, 1.0, 4),
    ("next question", "Question 2 of 2", 1, 0.0, 0.5, 2),
    ("closing", "Answer over", 3, 0.3, 1.3, 3),
)
"""Moments that no ear is needed for: recordings answer, as fast as they are read."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clip, Clip, Clip]:
    """Return an answer without a result, with a pause in it; its follow-up; and a short answer."""
    folder = tmp_path_factory.mktemp("said")
    first, second, third = (spoken(text, folder) for text in (FIRST, SECOND, THIRD))
    return one_after_the_other(first, Clip.silence(PAUSE_S), second), third, first


def candidate(folder: Path, said: tuple[Clip, Clip, Clip]) -> Path:
    """Write a candidate who answers with recordings."""
    answers = folder / "candidate"
    answers.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, clip in zip(("proud", "more", "why"), said, strict=True):
        write_clip(answers / f"{name}.flac", clip)
        question = "proud" if name == "more" else name
        follow_up = "true" if name == "more" else "false"
        entries.append(
            f'[[answers]]\nfile = "{name}.flac"\nquestion = "{question}"\nfollow_up = {follow_up}\n'
        )
    (answers / "manifest.toml").write_text("\n".join(entries))
    return answers


def world(place: Path) -> dict[str, str]:
    """Return the environment: temporary files go where they can be seen; the short form has no recogniser."""
    beside = place.parent
    temporary = beside / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = {"TMPDIR": str(temporary)}
    if not LONG:  # torch takes most of the time, and only what becomes of the sound matters
        environment |= world_with(beside, {"torch": "raise ImportError('left out')"})
    return environment


def look_after(place: Path, measured: Measured) -> Left | None:
    """Judge what a kill left: no process, no temporary file, and a list that works."""
    assert orphans(place) == []
    left = put_in_order(place)
    assert list((place.parent / "tmp").iterdir()) == []
    measured.count("kills of the whole program")
    if left is not None and LONG:
        can_be_opened(place)
    return left


def followed_up(place: Path) -> Path:
    """Write a bank with one question, which has a follow-up where the answer lacks a result."""
    bank = place / "one.toml"
    bank.write_text(BANK[: BANK.rindex("[[questions]]")])
    return bank


def can_be_opened(place: Path) -> None:
    """Open what is left in every way that there is; the replay without any loudspeaker."""
    page = place / "page.html"
    ways = (("report", "last", "-o", str(page)), ("sessions", "show", "last", "--json"), ("replay", "last"))
    with ThreadPoolExecutor() as at_once:
        _, shown, heard = at_once.map(lambda way: run(place, *way, environment=NO_SOUND_SERVER)[0], ways)
    assert page.stat().st_size > 10_000
    assert json.loads(shown)["turns"] is not None
    assert "Question 1" in heard


AT_ANY_MOMENT = pytest.mark.fault(
    PART,
    "the program is killed at any moment of a rehearsal",
    "the running answer lacks its last second at most, all before it is whole, and nothing is left over",
)


@AT_ANY_MOMENT
@pytest.mark.parametrize("moment", long_form(moments(STAGES, SEED), (10,)))
def test_a_kill_while_somebody_speaks_costs_a_second_at_most(
    moment: Moment,
    place: Path,
    said: tuple[Clip, Clip, Clip],
    sound_card: VirtualSoundCard,
    measured: Measured,
) -> None:
    """What went into the microphone until the kill is in the recording, but for its last moment."""
    hiss = np.random.default_rng(SEED).normal(0.0, 0.0015, 60 * SAMPLE_RATE).astype(np.float32)
    bank = ("--bank", str(followed_up(place))) if moment.times > 1 else ()
    with (
        sound_card.listening(MICROPHONE) as heard,
        Rehearsed(place, *MODEL, *bank, environment=world(place)) as rehearsed,
    ):
        players = [sound_card.speak(Clip(hiss))]
        for number in range(1, moment.times):
            rehearsed.wait_for(moment.line, number)
            sound_card.speak(said[number - 1])
        since = rehearsed.wait_for(moment.line, moment.times)
        if moment.line == READY:
            players.append(sound_card.speak(said[moment.times - 1]))
        time.sleep(max(since + moment.delay - time.monotonic(), 0))
        until_then = heard.clip
        recording = rehearsed.shown(READY) > rehearsed.shown("Answer over")
        rehearsed.kill()
        for player in players:
            player.terminate()
        left = look_after(place, measured)
    if not recording:
        return
    assert left is not None
    assert [take.ended for take in left.takes] == ["silence"] * (moment.times - 1) + ["program ended"]
    missing, alike = missing_at_the_end(left.sounds[-1], until_then)
    assert alike > 0.9
    measured.worst("sound missing", missing, "s")
    assert missing <= MOST_MISSING_S


@AT_ANY_MOMENT
@pytest.mark.parametrize("moment", long_form(moments(QUICK_STAGES, SEED + 1), (2,)))
def test_a_kill_after_an_answer_costs_nothing(
    moment: Moment, place: Path, said: tuple[Clip, Clip, Clip], measured: Measured
) -> None:
    """While it is judged, written and closed: every answer so far is whole, in one take."""
    answers = candidate(place, said)
    with Rehearsed(
        place, *MODEL, "--json", "--candidate", str(answers), environment=world(place)
    ) as rehearsed:
        since = rehearsed.wait_for(moment.line, moment.times)
        time.sleep(max(since + moment.delay - time.monotonic(), 0))
        over = rehearsed.shown("Answer over") + rehearsed.shown("recording is over")
        rehearsed.kill()
    left = look_after(place, measured)
    assert left is not None
    assert over >= 1
    assert len(left.takes) >= over
    for take, sound, clip in zip(left.takes[:over], left.sounds, said if LONG else said[::2], strict=False):
        assert take.ended in ("silence", "recording over", "program ended")
        assert sound.duration >= clip.duration
        np.testing.assert_allclose(sound.samples[: len(clip.samples)], clip.samples, atol=1e-4)
    for take in left.takes[: over - 1]:
        assert take.ended != "program ended"
        assert take.transcript is not None or not LONG


def kept(place: Path, sessions: int, takes: int = 3, cut_off: bool = False) -> SessionStore:
    """Keep rehearsals with some takes each; their programs ended without a word where `cut_off`."""
    store = SessionStore(place / "data" / "sessions")
    sound = np.random.default_rng(SEED).integers(-3000, 3000, 20 * CARD_RATE, dtype=np.int16)
    for number in range(sessions):
        folder = store.create(seed=number, model=None, candidate=False)
        for take in range(takes):
            folder.start_turn(QUESTION, Clip.silence(0.1))
            recording = write_part(folder.part_path(), sound if cut_off else tone())
            if not cut_off or take < takes - 1:
                folder.keep_take(recording)
        if cut_off:
            folder.close()
            (folder.path / ".lock").touch()
        else:
            folder.finish()
    return store


def kill_after(place: Path, delay: float, *arguments: str) -> bool:
    """Run a command and kill it so many seconds after its start; return whether it was over before."""
    with subprocess.Popen(
        [sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | {"MOCKINTERVIEW_HOME": str(place)} | world(place),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        over = process.poll() is not None
        process.kill()
    return over


def delays(tries: int, first: float, last: float) -> list[float]:
    """Return moments from a start on, spread with some chance in it."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    return [first + (last - first) * (number + chance.random()) / tries for number in range(tries)]


@pytest.mark.fault(
    PART,
    "the program is killed while it puts in order what an earlier kill left, again and again",
    "the next start finishes it; every recording is there once, with its full length",
)
def test_a_kill_during_recovery_is_recovered_from(place: Path, measured: Measured) -> None:
    """`sessions list` is killed while it recovers; the recordings stay whole."""
    kept(place, sessions=1, cut_off=True)
    for delay in delays(extent(2, 25), 0.25, 1.2):
        kill_after(place, delay, "sessions", "list")
        measured.count("kills")
    left = put_in_order(place)
    assert left is not None
    assert [round(sound.duration, 2) for sound in left.sounds] == [20.0] * 3
    assert [take.ended for take in left.takes] == ["silence", "silence", "program ended"]


@pytest.mark.fault(
    PART,
    "the program is killed while it deletes a rehearsal",
    "the rehearsal is whole or gone, and no part of it stays",
)
def test_a_kill_during_delete_leaves_all_or_nothing(place: Path, measured: Measured) -> None:
    """After the next start there is a whole rehearsal, or nothing."""
    for delay in delays(extent(1, 12), 0.2, 0.6):
        store = kept(place, sessions=1)
        kill_after(place, delay, "sessions", "delete", "last", "--yes")
        measured.count("kills")
        left = put_in_order(place)
        assert left is None or len(left.sounds) == 3
        if left is not None:
            store.delete("last")


@pytest.mark.fault(
    PART,
    "the program is killed while it exports or imports a rehearsal",
    "the rehearsal itself is untouched, an archive is whole or not there, and the next start tidies up",
)
def test_a_kill_during_export_and_import_leaves_all_or_nothing(
    place: Path, tmp_path: Path, measured: Measured
) -> None:
    """A half archive never has the name of a whole one; a half import is no rehearsal."""
    store = kept(place, sessions=1)
    archive, exported = tmp_path / "whole.zip", tmp_path / "out"
    run(place, "sessions", "export", "last", "-o", str(archive))
    exported.mkdir()
    for delay in delays(extent(1, 10), 0.3, 0.7):
        kill_after(place, delay, "sessions", "export", "last", "-o", str(exported / "a.zip"))
        measured.count("kills")
        assert not (exported / "a.zip").exists() or zipfile.is_zipfile(exported / "a.zip")
    for hidden in exported.glob(".*"):
        os.utime(hidden, (0, 0))
    run(place, "sessions", "export", "last", "-o", str(exported / "a.zip"))
    assert [path.name for path in exported.iterdir()] == ["a.zip"]
    store.delete("last")
    for delay in delays(extent(1, 12), 0.3, 0.9):
        kill_after(place, delay, "sessions", "import", str(archive))
        measured.count("kills")
        left = put_in_order(place)
        if left is not None:
            assert len(left.sounds) == 3
            store.delete("last")


@pytest.mark.fault(
    PART,
    "the program is killed while it imports a rehearsal, between two of its files",
    "the next start removes what came in, and the archive can be imported again",
)
def test_what_a_killed_import_left_is_removed(place: Path) -> None:
    """The folder in which an import gathers its files is nobody's once its program is dead."""
    kept(place, sessions=1)
    half = place / "data" / "sessions" / ".importing-2026-01-01-000000-abcd"
    half.mkdir()
    (half / "01-take-1.flac").write_bytes(b"half")
    assert put_in_order(place) is not None
    assert not half.exists()


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "the program is killed while it writes down answers afterwards",
    "what it had written down stays, the rest waits for the next try, and every sound is whole",
)
def test_a_kill_while_words_are_written_down_later(
    place: Path, said: tuple[Clip, Clip, Clip], measured: Measured
) -> None:
    """Each take has all its words or none, and the next run completes them."""
    store = SessionStore(place / "data" / "sessions")
    with store.create(seed=1, model=None, candidate=False) as folder:
        for clip in said:
            folder.start_turn(QUESTION)
            samples = (clip.resampled(CARD_RATE).samples * 32767).astype(np.int16)
            folder.keep_take(write_part(folder.part_path(), samples))
        folder.finish()
    for delay in delays(6, 1.0, 8.0):
        kill_after(place, delay, "sessions", "transcribe", *MODEL)
        measured.count("kills")
        assert orphans(place) == []
        assert put_in_order(place) is not None
    run(place, "sessions", "transcribe", *MODEL)
    assert all(take.transcript is not None and take.transcript.text for take in whole(place).takes)


def wait_until_recorded(place: Path, seconds: float) -> None:
    """Wait until so much of an answer is on the disk, with something to hear in it."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        for part in (place / "data" / "sessions").glob("*/*.part.wav"):
            with suppress(MockInterviewError, OSError):
                clip = read_part(part)
                if clip.duration > seconds and clip.peak > 0.1:
                    return
        assert time.monotonic() < deadline, "nothing is recorded"
        time.sleep(0.02)


@pytest.mark.fault(
    PART,
    "the program is told to end, or its window is closed, while somebody speaks",
    "all that was said is kept before it ends, with one line and the exit code that systems expect",
)
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, 143),
        pytest.param(signal.SIGHUP, 129, marks=pytest.mark.long),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.long),
    ],
)
def test_a_program_that_is_told_to_end_keeps_what_was_said(
    number: int,
    code: int,
    place: Path,
    said: tuple[Clip, Clip, Clip],
    sound_card: VirtualSoundCard,
) -> None:
    """It ends as at Ctrl-C: the session is closed, and nothing is left to recover."""
    with Rehearsed(place, *MODEL, environment=world(place)) as rehearsed:
        rehearsed.wait_for(READY)
        player = sound_card.speak(said[0])
        wait_until_recorded(place, 1.2)
        rehearsed.signal(number)
        assert rehearsed.end() == code, rehearsed.lines
        player.terminate()
    assert rehearsed.lines[-1] == "Stopped."
    assert not any("Traceback" in line for line in rehearsed.lines)
    assert orphans(place) == []
    left = whole(place)
    assert left.session.ended is not None
    nothing_lies_about(place)
    assert left.sounds[0].duration > 1.0
    assert left.sounds[0].peak > 0.02
