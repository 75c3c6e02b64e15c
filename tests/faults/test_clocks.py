"""Clocks that jump, summer time that ends, computers that sleep: the sound counts, not the clock."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from makers import question
from rehearsing import Rehearsing, of_sample
from virtual_sound_card import VirtualSoundCard, missing

from faults.answering import Answering
from faults.extent import LONG, extent
from faults.shim import lacking
from mockinterview.audio_file import read_clip
from mockinterview.figures import AnswerFigures
from mockinterview.progress import Rehearsal, progress_of
from mockinterview.store.session_store import Listed, SessionStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.ledger import Measured

PART = "Two at once, and clocks"
BERLIN = ZoneInfo("Europe/Berlin")
SOURCE = Path(__file__).with_name("clock.c")
HOUR_S = 3600
JUMPS = {"an hour back": -HOUR_S, "a day forward": 24 * HOUR_S}


class Clock:
    """A clock on the wall that is set by hand."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        """Return what it shows, with its offset."""
        return self.now.astimezone(BERLIN)

    def passes(self, hours: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(hours=hours)


def rehearse_by(clock: Clock, store: SessionStore, hours: float = 0.1) -> str:
    """Hold a rehearsal without an answer; return its id."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(question())
    clock.passes(hours)
    folder.finish()
    return folder.path.name


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Live in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.fault(
    PART,
    "summer time ends or begins between two rehearsals, or in the middle of one; you travel west",
    "they are listed in the order in which they were held; “last” is the last; none ends before it began",
)
@pytest.mark.parametrize("switch", [dt.date(2026, 10, 25), dt.date(2026, 3, 29)])
def test_rehearsals_keep_their_order_when_the_clocks_are_changed(
    in_berlin: None, tmp_path: Path, measured: Measured, switch: dt.date
) -> None:
    """Every twenty minutes from two hours before the switch until two hours after it."""
    del in_berlin
    at_one = dt.datetime(switch.year, switch.month, switch.day, 1, tzinfo=dt.UTC)
    clock = Clock(at_one - dt.timedelta(hours=2))
    store = SessionStore(tmp_path, clock)
    held = []
    for _ in range(12):
        held.append(rehearse_by(clock, store, 1 / 3))
        assert store.find("last") == held[-1]
        measured.count("rehearsals")
    listed = [item.headline for item in store.list() if isinstance(item, Listed)]
    assert [headline.id for headline in listed] == held[::-1]
    for headline in listed:
        assert headline.ended is not None
        began, ended = map(dt.datetime.fromisoformat, (headline.started, headline.ended))
        assert ended - began == dt.timedelta(minutes=20)


@pytest.mark.fault(
    PART,
    "summer time ends or begins between two rehearsals, or in the middle of one; you travel west",
    "they are listed in the order in which they were held; “last” is the last; none ends before it began",
)
def test_a_journey_west_does_not_bring_an_old_rehearsal_to_the_top(
    tmp_path: Path, measured: Measured
) -> None:
    """Landing in Los Angeles, the local time is earlier than at the start in Tokyo."""
    moment = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
    ids = []
    for number, zone in enumerate(("Asia/Tokyo", "America/Los_Angeles")):
        there = (moment + dt.timedelta(hours=10 * number)).astimezone(ZoneInfo(zone))
        store = SessionStore(tmp_path, lambda there=there: there)  # type: ignore[misc]
        ids.append(store.create(seed=1, model=None, candidate=False))
        ids[-1].start_turn(question())
        ids[-1].finish()
        measured.count("rehearsals")
    store = SessionStore(tmp_path)
    assert store.find("last") == ids[1].path.name
    newest = store.list()[0]
    assert isinstance(newest, Listed)
    assert newest.headline.id == ids[1].path.name


@pytest.mark.fault(
    PART,
    "summer time ends between two rehearsals of one night",
    "progress takes them in their true order, each on its own day",
)
def test_progress_is_in_true_order_over_the_switch(measured: Measured) -> None:
    """2:40 in summer time was before 2:10 in winter time; and 23:30 stays on its day."""
    when = ["2026-10-24T23:30:00+02:00", "2026-10-25T02:40:00+02:00", "2026-10-25T02:10:00+01:00"]
    rehearsals = [Rehearsal(started, (_figures(float(n)),)) for n, started in enumerate(when)]
    progress = progress_of(rehearsals[::-1], dt.date(2026, 10, 25))
    measured.count("rehearsals", len(when))
    assert progress.streak_days == 2
    (record,) = progress.questions
    assert record.last.spoken_s == 2.0


def _figures(spoken_s: float) -> AnswerFigures:
    return AnswerFigures("proud", "Proud of what?", 90.0, spoken_s, 0.0, 3, 140.0, 1.0, "full", 0.0, None)


@pytest.mark.fault(
    PART,
    "the clock is put back an hour, or forward a day, in the middle of a rehearsal",
    "every answer is as long as its sound; no rehearsal ends before it began",
)
@pytest.mark.parametrize("hours", [-1.0, 24.0])
def test_no_rehearsal_ends_before_it_began(tmp_path: Path, measured: Measured, hours: float) -> None:
    """What the clock says at the end is not taken where it cannot be."""
    clock = Clock(dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))
    store = SessionStore(tmp_path, clock)
    kept = store.load(rehearse_by(clock, store, hours))
    measured.count("jumps")
    assert kept.ended is not None
    assert dt.datetime.fromisoformat(kept.started) <= dt.datetime.fromisoformat(kept.ended)


STILL = """
import datetime as dt, sys
from mockinterview.question import Question
from mockinterview.store.session_store import SessionStore
still = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
store = SessionStore.default()
store = SessionStore(store.root, lambda: still)
for _ in range(int(sys.argv[1])):
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(Question("q", "Why?", "motivation", False, 60, (), "Say why."))
    folder.finish()
    print(folder.path.name)
"""


@pytest.mark.fault(
    PART,
    "many rehearsals begin in one second, or while the clock stands still",
    "each has a name and a folder of its own",
)
def test_no_two_rehearsals_share_a_name(measured: Measured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes whose clocks stand still, and a name that is taken already."""
    programs, each = extent(3, 4), extent(15, 200)
    running = [
        subprocess.Popen([sys.executable, "-c", STILL, str(each)], stdout=subprocess.PIPE, text=True)
        for _ in range(programs)
    ]
    ids = [name for program in running for name in program.communicate(timeout=300)[0].split()]
    measured.count("rehearsals in one second", len(ids))
    assert len(set(ids)) == len(ids) == programs * each
    letters = iter("aaaaaaaabbbb")
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))
    still = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
    store = SessionStore(SessionStore.default().root, lambda: still)
    first = store.create(seed=1, model=None, candidate=False)
    first.start_turn(question())
    first.finish()
    assert store.create(seed=2, model=None, candidate=False).path != first.path
    assert len(store.load(first.path.name).turns) == 1


# --- with sound ---------------------------------------------------------------------------------------


@pytest.fixture
def own_card() -> Iterator[VirtualSoundCard]:
    """Give a sound card whose clock is nobody else's."""
    if reason := missing():
        pytest.skip(reason)
    with VirtualSoundCard() as card:
        yield card


def faked(path: Path) -> dict[str, str]:
    """Return the environment of a program whose wall clock goes by a file; its other clocks are true."""
    if reason := lacking():
        pytest.skip(reason)
    library = path.with_suffix(".so")
    command = ["gcc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
    subprocess.run(command, check=True, capture_output=True)
    set_clock(path, 0)
    return {"LD_PRELOAD": str(library), "CLOCK_OFFSET": str(path)}


def set_clock(path: Path, offset_s: int) -> None:
    """Set the clock of programs that look into this file, so many seconds from the true time."""
    new = path.with_suffix(".new")
    new.write_text(f"{offset_s}\n")
    new.replace(path)


@pytest.mark.xdist_group("sound card")
@pytest.mark.fault(
    PART,
    "the clock jumps, or the computer sleeps for an hour, in the middle of an answer",
    "the recording goes on; the answer is as long as its sound, and does not end because of the jump",
)
@pytest.mark.parametrize("accident", ["sleep", *(JUMPS if LONG else {})])
def test_an_answer_does_not_mind_the_clock(
    own_card: VirtualSoundCard, tmp_path: Path, measured: Measured, accident: str
) -> None:
    """The program is stopped as by a closed lid, wakes up, and finds another time."""
    clock = tmp_path / "clock"
    folder = tmp_path / "answers"
    folder.mkdir()
    with Answering(folder, own_card.environment | faked(clock), patience="normal") as answering:
        answering.begin()
        answering.hear(1.0)
        if accident == "sleep":
            answering.stop()
            set_clock(clock, HOUR_S)
            time.sleep(2.5)
            answering.go_on()
        else:
            set_clock(clock, JUMPS[accident])
        slept_at = answering.told[-1][1]["elapsed"]
        answering.hear(slept_at + 2.0)
        answering.ask("done")
        kept = answering.over()
    measured.count("accidents")
    assert kept["ended"] == "done"
    assert kept["duration"] == pytest.approx(read_clip(Path(kept["path"])).duration)
    assert slept_at + 1.9 <= kept["duration"] < slept_at + 10.0


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "the clock is put back an hour, or forward a day, in the middle of a rehearsal",
    "every answer is as long as its sound; no rehearsal ends before it began",
)
@pytest.mark.parametrize("jump", JUMPS)
def test_a_whole_rehearsal_does_not_mind_the_clock(tmp_path: Path, measured: Measured, jump: str) -> None:
    """The real command, whose clock jumps while the first answer is heard."""
    clock = tmp_path / "clock"
    with Rehearsing(*of_sample(questions=2), environment=faked(clock)) as program:
        program.wait_for("Question 1")
        set_clock(clock, JUMPS[jump])
        result = program.result()
        assert not any("not available" in line for line in program.lines)
    store = SessionStore.default()
    kept = store.load(Path(result["session"]).name)
    measured.count("jumps")
    assert kept.ended is not None
    began, ended = map(dt.datetime.fromisoformat, (kept.started, kept.ended))
    assert began <= ended
    if JUMPS[jump] > 0:  # the clock did jump
        assert ended - began > dt.timedelta(hours=23)
    for turn in kept.turns:
        assert turn.take is not None
        assert turn.take.duration == pytest.approx(read_clip(store.sound(kept, turn.take.audio)).duration)
