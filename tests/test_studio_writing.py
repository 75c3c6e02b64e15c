"""Answers that were only recorded, written down in the studio: by the shelf, the server, and for real."""

from __future__ import annotations

import json
import shutil
import threading
import time
import tomllib
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
import report_sessions as made
from makers import QUESTION
from studio_parts import PATIENCE_S, FakeShelf, Serving, desk, fetch, fetch_whole, serving

from benchmarks.word_errors import word_error_rate
from mockinterview.audio_file import read_clip
from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.errors import BadSession, ModelError, RecogniserError, StorageError
from mockinterview.ports import Command
from mockinterview.session import Take, Turn
from mockinterview.store import SessionStore
from mockinterview.store.lock import is_locked
from mockinterview.store.names import LOCK_FILE
from mockinterview.store.session_file import write_session
from mockinterview.studio.desk import Written
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.clip import Clip
    from mockinterview.events import Screen

FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
SESSION = "2026-11-25-140322-abcd"
SCRIPT = {"Accept": "application/json"}


class Scripted:
    """A recogniser without a model: gives what it was told, or raises it; implements `Recogniser`.

    Args:
        answers: for one recording after the other.
        halfway: called in the middle of each.

    Attributes:
        closed: whether it was ended.
    """

    def __init__(self, *answers: str | RecogniserError, halfway: Callable[[], object] = lambda: None) -> None:
        self._answers = list(answers)
        self._halfway = halfway
        self._given_up = threading.Event()
        self.closed = False

    def transcribe(self, clip: Clip, on_progress: Callable[[float], None] | None = None) -> Transcript:
        """Return the next answer, and tell at the beginning, in the middle and at the end."""
        assert clip.sample_rate == 16_000
        assert on_progress is not None
        on_progress(0.0)
        self._halfway()
        on_progress(0.5)
        answer = self._answers.pop(0)
        if isinstance(answer, RecogniserError):
            raise answer
        on_progress(1.0)
        return Transcript.from_text(answer)

    def discard(self) -> None:
        """Wake who waits until it is given up."""
        self._given_up.set()

    def close(self) -> None:
        """Remember it."""
        self.closed = True

    def wait_until_given_up(self) -> None:
        """Be at work until somebody ends it."""
        assert self._given_up.wait(PATIENCE_S)

    @contextmanager
    def __call__(self, _model: str) -> Iterator[Scripted]:
        """Be the one that is given for a block, as `warm_recogniser` does."""
        try:
            yield self
        finally:
            self.close()


def keep(store: SessionStore, takes: int = 2, *, name: str = SESSION, silent: str = "") -> str:
    """Keep a rehearsal whose answers were recorded and not written down; the sound `silent` is missing."""
    waiting = [Take(f"{n:02}-take-1.wav", 1.0, "device lost") for n in range(1, takes + 1)]
    turns = [Turn(QUESTION, None, (take,)) for take in waiting]
    folder = store.root / name
    folder.mkdir(parents=True)
    started = f"{name[:10]}T14:03:22+01:00"
    write_session(folder, made.session(*turns, id=name, started=started, model=None))
    for take in waiting:
        if take.audio != silent:
            made.write_sound(folder / take.audio, 1.0)
    return name


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    """Return a store with one rehearsal, of two answers that wait."""
    store = SessionStore(tmp_path / "sessions")
    keep(store)
    return store


def said(store: SessionStore) -> list[str | None]:
    """Return the words of each answer as they are on the disk."""
    takes = [turn.take for turn in store.load(SESSION).turns]
    return [take.transcript.text if take and take.transcript else None for take in takes]


def go_on(_number: int, _total: int, _share: float) -> bool:
    """Let it go on."""
    return True


# --- by the shelf -------------------------------------------------------------------------------------


def test_every_answer_gets_words_checks_and_findings(store: SessionStore) -> None:
    """It tells which take it is at, and how much of it is done; afterwards the row no longer waits."""
    shelf, told = StoreShelf(store, Scripted("I fixed it.", "It held.")), []

    def tell(*how_far: float) -> bool:
        told.append(how_far)
        return True

    assert shelf.rows()[0].untranscribed == 2
    assert shelf.write_down(SESSION, tell) == Written(written=2)
    assert said(store) == ["I fixed it.", "It held."]
    assert all(turn.take and turn.take.analysis and turn.take.findings for turn in store.load().turns)
    assert told == [(n, 2, share) for n in (1, 2) for share in (0.0, 0.5, 1.0)]
    assert shelf.rows()[0].untranscribed == 0


def test_where_nothing_waits_no_recogniser_is_started(store: SessionStore) -> None:
    """Pressed twice, or written down in a terminal meanwhile."""
    StoreShelf(store, Scripted("One.", "Two.")).write_down(SESSION, go_on)
    recogniser = Scripted()
    assert StoreShelf(store, recogniser).write_down(SESSION, go_on) == Written()
    assert not recogniser.closed


@pytest.mark.parametrize("name", ["", "last", "2026", "..", SESSION + "x"])
def test_an_address_names_a_rehearsal_in_full_or_none(store: SessionStore, name: str) -> None:
    """What a terminal understands as one is none here."""
    with pytest.raises(BadSession):
        StoreShelf(store, Scripted()).write_down(name, go_on)


def test_a_recording_that_is_missing_keeps_no_other_from_its_words(tmp_path: Path) -> None:
    """It is counted, and goes on waiting; the session says nothing false about it."""
    store = SessionStore(tmp_path / "sessions")
    keep(store, silent="01-take-1.wav")
    assert StoreShelf(store, Scripted("It held.")).write_down(SESSION, go_on) == Written(1, unreadable=1)
    assert said(store) == [None, "It held."]


def test_a_recogniser_that_dies_loses_nothing_that_was_written_down(store: SessionStore) -> None:
    """The first answer has its words; the second still waits, and gets them the next time."""
    dying = Scripted("I fixed it.", RecogniserError("the speech recogniser stopped unexpectedly, twice"))
    with pytest.raises(RecogniserError, match="twice"):
        StoreShelf(store, dying).write_down(SESSION, go_on)
    assert dying.closed
    assert said(store) == ["I fixed it.", None]
    assert not is_locked(store.root / SESSION / LOCK_FILE)
    StoreShelf(store, Scripted("It held.")).write_down(SESSION, go_on)
    assert said(store) == ["I fixed it.", "It held."]


def test_without_a_model_it_says_so_and_can_be_tried_again(store: SessionStore) -> None:
    """Once there is one, the same shelf writes down."""
    models = {"auto": False}

    @contextmanager
    def recogniser(model: str) -> Iterator[Scripted]:
        if not models[model]:
            raise ModelError("no model")
        yield Scripted("One.", "Two.")

    shelf = StoreShelf(store, recogniser)
    with pytest.raises(ModelError):
        shelf.write_down(SESSION, go_on)
    models["auto"] = True
    assert shelf.write_down(SESSION, go_on) == Written(2)


def test_what_another_program_works_on_is_left_alone(store: SessionStore) -> None:
    """It says so without a path, and nothing is changed."""
    with store.open(SESSION), pytest.raises(StorageError, match=r"^Another program works on this") as told:
        StoreShelf(store, Scripted()).write_down(SESSION, go_on)
    assert str(store.root) not in str(told.value)
    assert said(store) == [None, None]


def test_told_to_stop_it_keeps_what_is_complete(store: SessionStore) -> None:
    """In the middle of the second answer: the first is kept, the second as it was."""
    shelf = StoreShelf(store, Scripted("One.", "Two."))
    came = shelf.write_down(SESSION, lambda number, _total, share: (number, share) < (2, 0.5))
    assert came == Written(1, left=1)
    assert said(store) == ["One.", None]


def test_meanwhile_the_rehearsal_is_shown_and_cannot_be_deleted(store: SessionStore) -> None:
    """Its row is not that of a running one, its page opens, and no other is begun beside it."""
    keep(store, name="2026-01-01-100000-aaaa")

    def halfway() -> None:
        assert {row.state for row in shelf.rows()} == {"complete"}
        assert shelf.replay(SESSION, "", lambda _done, _total: None).title
        with pytest.raises(StorageError, match="being written down"):
            shelf.set_aside(SESSION)
        with pytest.raises(StorageError, match="being written down"):
            shelf.write_down("2026-01-01-100000-aaaa", go_on)

    shelf = StoreShelf(store, Scripted("One.", "Two.", halfway=halfway))
    assert shelf.write_down(SESSION, go_on).written == 2
    shelf.set_aside(SESSION)


def test_at_the_end_of_the_studio_it_ends_with_nothing_half_written(store: SessionStore) -> None:
    """The recogniser is closed, the words of the answer it was at are not kept, and the folder is free."""
    began = threading.Event()

    def halfway() -> None:
        began.set()
        recogniser.wait_until_given_up()

    recogniser = Scripted("Half an", halfway=halfway)
    shelf, before = StoreShelf(store, recogniser), (store.root / SESSION / "session.json").read_bytes()
    came: list[Written] = []
    thread = threading.Thread(target=lambda: came.append(shelf.write_down(SESSION, go_on)))
    thread.start()
    assert began.wait(PATIENCE_S)
    shelf.close()
    thread.join(PATIENCE_S)
    assert came == [Written(left=2)]
    assert recogniser.closed
    assert (store.root / SESSION / "session.json").read_bytes() == before
    assert not (store.root / SESSION / LOCK_FILE).exists()
    assert shelf.write_down(SESSION, go_on) == Written(left=2), "it was begun after the end"


# --- over the server ----------------------------------------------------------------------------------


def write_down(studio: Serving, session: str = SESSION) -> tuple[int, dict[str, Any]]:
    """Press the button; return the status and what the page is told."""
    path = f"/sessions/{session}/write-down"
    answer = fetch(studio, path, method="POST", headers=studio.entered() | SCRIPT)
    return answer.status, json.loads(answer.text)


def how_far(studio: Serving) -> dict[str, Any]:
    """Return what a page hears that asks."""
    told = json.loads(fetch(studio, "/writing.json", headers=studio.entered() | SCRIPT).text)
    assert isinstance(told, dict)
    return told


def over(studio: Serving) -> dict[str, Any]:
    """Wait until it is over; return what came of it."""
    deadline = time.monotonic() + 4 * PATIENCE_S  # the real recogniser may have to be made ready first
    while (now := how_far(studio)).get("running", True):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return now


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is true; fails where it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "never true"
        time.sleep(0.005)


def test_a_page_that_asks_never_waits(store: SessionStore) -> None:
    """The button answers at once; how far it is survives a reload; pressed again, it is still the same."""
    may_end = threading.Event()
    shelf = StoreShelf(store, Scripted("One.", "Two.", halfway=lambda: may_end.wait(PATIENCE_S)))
    with serving(desk(shelf=shelf)) as studio:
        assert not how_far(studio)["running"]
        status, begun = write_down(studio)
        assert (status, begun["session"], begun["running"]) == (202, SESSION, True)
        while not how_far(studio)["number"]:
            time.sleep(0.005)
        now = how_far(studio)
        assert (now["number"], now["total"], now["share"]) == (1, 2, 0.0)
        assert json.loads(fetch(studio, "/sessions.json").text)["writing"] == now
        assert "Writing down answer" in fetch_whole(studio, f"/sessions/{SESSION}").text
        assert write_down(studio)[0] == 202
        status, refused = write_down(studio, "2026-01-01-100000-aaaa")
        assert status == 409
        assert refused["problem"].startswith("Another rehearsal is being written down")
        may_end.set()
        assert over(studio)["came"] == {"written": 2, "unreadable": 0, "left": 0}
    assert said(store) == ["One.", "Two."]


def test_a_running_rehearsal_has_the_computer_for_itself(store: SessionStore) -> None:
    """Nothing is begun beside it, and what goes on is put off, with a word about it."""

    def script(screen: Screen) -> None:
        began.set()
        while screen.command() is not Command.QUIT:
            time.sleep(0.005)

    began = threading.Event()
    shelf = StoreShelf(store, Scripted("One.", halfway=lambda: began.wait(PATIENCE_S)))
    with serving(desk(script, shelf=shelf)) as studio:
        write_down(studio)
        assert fetch(studio, "/rehearsal", method="POST", body=b"{}", headers=json_body(studio)).status == 201
        assert over(studio)["problem"].startswith("A rehearsal began, so the rest was put off.")
        status, refused = write_down(studio)
        assert status == 409
        assert refused["problem"].startswith("A rehearsal is running")
    assert said(store) == [None, None]


def json_body(studio: Serving) -> dict[str, str]:
    """Return the headers of a page that sends JSON."""
    return studio.entered() | {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ModelError("there is no model; get it"), "There is no model; get it."),
        (StorageError("Another program works on this"), "Another program works on this."),
        (BadSession("there is none"), "There is none."),
    ],
)
def test_what_went_wrong_is_said_in_a_line(error: Exception, line: str) -> None:
    """It is over then, and may be tried again."""
    with serving(desk(shelf=FakeShelf(written=error))) as studio:
        session = FakeShelf().rows()[0].id
        for _ in range(2):
            assert write_down(studio, session)[0] == 202
            assert over(studio)["problem"] == line
        assert studio.reported == []


def test_a_failure_of_our_own_is_reported_and_said() -> None:
    """The next page that asks hears of it, and the one after it that it is over."""
    with serving(desk(shelf=FakeShelf(written=ZeroDivisionError()))) as studio:
        write_down(studio, FakeShelf().rows()[0].id)
        assert "ZeroDivisionError" in over(studio)["problem"]
        assert [type(error) for error in studio.reported] == [ZeroDivisionError]


def test_only_our_own_page_has_anything_written_down(store: SessionStore) -> None:
    """Without our origin, the cookie alone begins nothing."""
    with serving(desk(shelf=StoreShelf(store, Scripted("One.", "Two.")))) as studio:
        path, headers = f"/sessions/{SESSION}/write-down", {"Cookie": studio.cookie()}
        assert fetch(studio, path, method="POST", headers=headers).status == 403
        assert not how_far(studio)["running"]
    assert said(store) == [None, None]


# --- for real -----------------------------------------------------------------------------------------


@contextmanager
def real(model: str) -> Iterator[Any]:
    """Give the real recogniser, with its smallest model whatever is wished."""
    from mockinterview.cli.transcribing import warm_recogniser

    del model
    with warm_recogniser("tiny.en") as recogniser:
        yield recogniser


def test_the_real_recogniser_writes_down_what_was_said(tmp_path: Path) -> None:
    """What a pulled-out microphone left behind gets its words over the real server, and its page is whole."""
    entries = tomllib.loads((FIXTURES / "manifest.toml").read_text("utf-8"))["answers"]
    spoken = next(entry for entry in entries if entry["file"] == "too-short.ogg")
    store, clip = SessionStore(tmp_path / "sessions"), read_clip(FIXTURES / spoken["file"])
    take = Take(spoken["file"], clip.duration, "device lost")
    folder = store.root / SESSION
    folder.mkdir(parents=True)
    write_session(folder, made.session(Turn(QUESTION, None, (take,)), model=None))
    shutil.copy(FIXTURES / spoken["file"], folder)
    with serving(desk(shelf=StoreShelf(store, real))) as studio:
        assert write_down(studio)[0] == 202
        now = over(studio)
        assert (now["problem"], now["came"]["written"]) == ("", 1)
        assert "data-unwritten" not in fetch_whole(studio, f"/sessions/{SESSION}").text
    (words,) = said(store)
    assert word_error_rate(spoken["transcript"], words or "") <= 0.1


def test_a_studio_ends_while_the_real_recogniser_is_at_work(store: SessionStore) -> None:
    """It waits neither for the model nor for the words; no process stays, and the answers wait as before."""
    made.write_sound(store.root / SESSION / "01-take-1.wav", 600.0)  # it is at work for a while
    before, threads = psutil.Process().children(), {*threading.enumerate()}
    with serving(desk(shelf=StoreShelf(store, real))) as studio:
        write_down(studio)
        while not how_far(studio)["number"]:
            time.sleep(0.005)
        assert how_far(studio)["running"]
    wait_for(lambda: {*psutil.Process().children()} <= {*before})
    at_work = ("whisper", "writing down")
    wait_for(lambda: not [one for one in {*threading.enumerate()} - threads if one.name in at_work])
    assert said(store) == [None, None]
    assert not is_locked(store.root / SESSION / LOCK_FILE)


@pytest.mark.parametrize("waits", [True, False])
def test_the_page_of_the_replay_offers_a_button_where_words_are_missing(
    store: SessionStore, waits: bool
) -> None:
    """And names no command of a terminal to somebody in a browser."""
    shelf = StoreShelf(store, Scripted("One.", "Two."))
    if not waits:
        shelf.write_down(SESSION, go_on)
    body = str(shelf.replay(SESSION, "", lambda _done, _total: None).body)
    assert body.count("data-unwritten") == (2 if waits else 0)
    assert ("stands below each that was recorded" in body) == waits
    assert "mockinterview sessions" not in body


def test_without_its_recording_an_answer_has_no_button(tmp_path: Path) -> None:
    """It would lead nowhere; that it was never written down is said all the same."""
    store = SessionStore(tmp_path / "sessions")
    keep(store, 1, silent="01-take-1.wav")
    body = str(StoreShelf(store, Scripted()).replay(SESSION, "", lambda _done, _total: None).body)
    assert "recorded but not written down" in body
    assert "Write down what was said" not in body
    assert "mockinterview sessions" not in body


def test_a_take_with_a_note_keeps_it_beside_the_button(tmp_path: Path) -> None:
    """What went wrong is still said."""
    store = SessionStore(tmp_path / "sessions")
    keep(store, 1)
    session = store.load(SESSION)
    turn = session.turns[0]
    noted = replace(turn, takes=(replace(turn.takes[0], note="The microphone was pulled out."),))
    write_session(store.root / SESSION, replace(session, turns=(noted,)))
    body = str(StoreShelf(store, Scripted()).replay(SESSION, "", lambda _done, _total: None).body)
    assert "The microphone was pulled out. This answer was recorded but not written down." in body
