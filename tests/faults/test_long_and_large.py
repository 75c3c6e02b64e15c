"""Hours of rehearsal in one go, thousands of kept rehearsals, hundreds of questions: nothing piles up."""

from __future__ import annotations

import os
import threading
from functools import reduce
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from studio_parts import Serving, fetch_whole

from benchmarks.library import write_bank, write_sessions
from benchmarks.long_rehearsal import rehearse_long
from benchmarks.watching import Held, held_by
from faults.extent import LONG, extent
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.bank import load_bank
from mockinterview.cli.practice import own_progress
from mockinterview.cli.preparing import prepare_sound
from mockinterview.cli.studio.cabinet import DossierCabinet
from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.cli.studio.workshop import SoundWorkshop
from mockinterview.clip import Clip
from mockinterview.dossier import Dossier
from mockinterview.events import QuestionAsked
from mockinterview.interview import Background, Interview, Options, Parts
from mockinterview.places import bundled
from mockinterview.preparation.rounds import Choice, interview_questions
from mockinterview.recognition.scripted import ScriptedTranscriber
from mockinterview.screen.scripted import ScriptedScreen
from mockinterview.speech.candidate import Candidate
from mockinterview.speech.endpoint import EndpointOptions, Patience
from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store import Listed, SessionStore
from mockinterview.studio.desk import Desk
from mockinterview.studio.scripted import ScriptedRehearsals
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.events import Event, Screen
    from mockinterview.ports import Voice
    from mockinterview.question import Question
    from mockinterview.session import Session

PART = "Long and large"
HOURS = pytest.mark.fault(
    PART,
    "one rehearsal goes on for hours, over dozens of questions",
    "no thread, open file, helper or temporary file more than early on; memory grows only by the words",
)
LIBRARY = pytest.mark.fault(
    PART,
    "there are thousands of kept rehearsals",
    "listing, adding up, deleting and the start of the next one leave nothing behind in memory",
)
BANK = pytest.mark.fault(
    PART, "a bank of 500 questions", "every question can come, and choosing among them holds nobody up"
)
STUDIO = pytest.mark.fault(
    PART, "pages of the studio are opened again and again", "no thread, open file or helper more than before"
)

TURNS = 60
SETTLED = 10
"""The turn from which on nothing may grow: all that is needed is loaded. What lasts shows in ten turns."""

SAID = "Last spring I rebuilt the shelf plan with two colleagues and it held for a whole year"
GROWTH_MB = 24.0
"""Room for what an allocator keeps: a clip of a leaked answer a turn would be more."""

ANSWER_S = 0.9
QUESTIONS = 500


class Tone:
    """A voice that hums; implements `Voice`."""

    def prepare(self, text: str, speaker: str | None = None) -> None:
        """There is nothing to do ahead."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:  # noqa: ARG002 - the port's signature
        """Return a short sound."""
        return Clip.silence(0.3)


class Watching(ScriptedScreen):
    """Looks at what this process holds, each time a question is asked."""

    def __init__(self, temporary: Path) -> None:
        super().__init__()
        self.looks: list[Held] = []
        self._temporary, self._own = temporary, psutil.Process()

    def show(self, event: Event) -> None:
        """Look, once what nobody waits for is done, and forget the event."""
        if isinstance(event, QuestionAsked) and not event.is_follow_up:
            _wait_for_threads()
            self.looks.append(held_by(self._own, self._temporary))


def _wait_for_threads() -> None:
    for thread in threading.enumerate():
        if thread.name in ("meanwhile", "voice"):
            thread.join(60)


def _candidate(folder: Path, answers: int) -> Candidate:
    """Return somebody who gives the same short answer over and over."""
    folder.mkdir()
    recording = next(bundled("sample_candidate").glob("*.ogg"))
    write_clip(folder / "000.flac", read_clip(recording).between(0.0, ANSWER_S))
    for number in range(1, answers):
        (folder / f"{number:03}.flac").hardlink_to(folder / "000.flac")
    return Candidate(folder)


def rehearse(folder: Path, questions: tuple[Question, ...], voice: Voice) -> tuple[Session, list[Held]]:
    """Hold a rehearsal with words known before; return it, and what this process held at each question."""
    temporary = folder / "temporary"
    temporary.mkdir()
    screen = Watching(temporary)
    candidate = _candidate(folder / "candidate", len(questions))
    parts = Parts(
        voice,
        SilentLoudspeaker(),
        AnswerRecorder(candidate, RecorderOptions(endpoint=EndpointOptions(patience=Patience("fast")))),
        ScriptedTranscriber(repeat(Transcript.from_text(SAID), len(questions))),
        SessionStore.default().create(seed=1, model=None, candidate=True),
        screen,
        candidate,
    )
    options = Options(spoken_feedback=False)
    background = Background(sound_kept=prepare_sound) if LONG else Background()
    kept = Interview(parts, options, background).run(questions, None)
    _wait_for_threads()
    return kept, screen.looks


def assert_the_same(before: Held, after: Held) -> None:
    """Assert that nothing has piled up but memory, which has its own bounds."""
    for name in ("threads", "handles", "processes", "temporary"):
        assert getattr(after, name) <= getattr(before, name), f"{name}: {before}, then {after}"


# --- hours --------------------------------------------------------------------------------------------


@HOURS
def test_nothing_piles_up_over_sixty_questions(tmp_path: Path, measured: Any) -> None:
    """In its last ten questions the program holds what it held in its second ten."""
    questions = load_bank(write_bank(tmp_path / "bank.toml", TURNS))
    kept, looks = rehearse(tmp_path, questions, Tone())
    assert len(looks) == TURNS
    assert all(turn.take and turn.take.transcript for turn in kept.turns)
    early = reduce(Held.joined, looks[SETTLED : 2 * SETTLED])
    late = reduce(Held.joined, looks[-SETTLED:])
    assert_the_same(early, late)
    grown = late.memory_mb - early.memory_mb
    assert grown < GROWTH_MB
    measured.count("questions", TURNS)
    measured.worst("memory grown over 40 questions", grown, "MB")


@HOURS
@pytest.mark.long
def test_nothing_piles_up_over_an_hour_with_the_real_recogniser(tmp_path: Path, measured: Any) -> None:
    """The real command, voice and recogniser hold at the end of an hour what they held early."""
    found = rehearse_long(tmp_path, 13, 290.0)
    assert found.code == 0
    assert len(found.turns) == 13
    assert_the_same(found.early, found.late)
    grown = found.late.memory_mb - found.early.memory_mb
    assert grown < 150.0  # an hour of sound alone would be 690 MB
    measured.count("questions", len(found.turns))
    measured.count("minutes of answers", round(found.spoken_s / 60))
    measured.worst("memory grown over an hour", grown, "MB")
    measured.worst("recogniser grown over an hour", found.late.helper_mb - found.early.helper_mb, "MB")


# --- thousands ----------------------------------------------------------------------------------------


@LIBRARY
def test_looking_at_many_rehearsals_leaves_nothing_behind(tmp_path: Path, measured: Any) -> None:
    """After ten looks at all of them, a deletion and a tidying, the program holds what it held at first."""
    count = extent(200, 2000)
    store = SessionStore.default()
    write_sessions(store.root, count, 2)
    own = psutil.Process()
    assert own_progress(store.list()).rehearsals == count
    before = held_by(own, tmp_path)
    for _ in range(10):
        assert store.recover() == ()
        assert own_progress(store.list()).rehearsals == count
    gone = store.delete("last")
    listed = store.list()
    assert len(listed) == count - 1
    assert gone not in {item.headline.id for item in listed if isinstance(item, Listed)}
    after = held_by(own, tmp_path)
    assert_the_same(before, after)
    assert after.memory_mb - before.memory_mb < GROWTH_MB
    assert {path.name for path in store.root.iterdir() if not path.is_dir()} <= {".lock", ".index.json"}
    measured.count("rehearsals", count)
    measured.worst("memory grown over ten looks", after.memory_mb - before.memory_mb, "MB")


@LIBRARY
def test_only_what_changed_is_read_again(tmp_path: Path, measured: Any) -> None:  # noqa: ARG001
    """The second look at many rehearsals opens none of them."""
    store = SessionStore.default()
    write_sessions(store.root, extent(20, 200), 1)
    first = store.list()
    for folder in filter(Path.is_dir, store.root.iterdir()):
        state = (folder / "session.json").stat()
        (folder / "session.json").write_bytes(b"?" * state.st_size)
        os.utime(folder / "session.json", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert store.list() == first


# --- hundreds -----------------------------------------------------------------------------------------


@BANK
def test_a_bank_of_hundreds_is_asked_from_as_a_whole(tmp_path: Path, measured: Any) -> None:
    """Whoever asks for all gets each once; over some rehearsals of five, hardly one stays unasked."""
    bank = load_bank(write_bank(tmp_path / "bank.toml", QUESTIONS))
    every = interview_questions(bank, Dossier(), Choice(QUESTIONS, 1))
    assert {question.id for question in every} == {question.id for question in bank}
    draws = extent(20, 1000)
    asked = {
        question.id
        for seed in range(draws)
        for question in interview_questions(bank, Dossier(), Choice(5, seed))
    }
    assert len(asked) > (0.9 * QUESTIONS if LONG else 3 * draws)
    measured.count("choices", draws)


# --- again and again ----------------------------------------------------------------------------------


def no_script(_screen: Screen) -> None:
    """Let a rehearsal be over before anything happened."""


@STUDIO
def test_the_studio_holds_no_more_after_many_visits(tmp_path: Path, measured: Any) -> None:
    """List, replay and progress of real rehearsals, over and over, by visitors who come anew each time."""
    store = SessionStore.default()
    write_sessions(store.root, extent(20, 200), 2)
    visits = extent(10, 300)
    newest = max(path.name for path in store.root.iterdir() if path.is_dir())
    pages = ("/", "/sessions", "/sessions.json", f"/sessions/{newest}", "/progress")
    rehearsals = ScriptedRehearsals(no_script)
    studio = Serving(Desk(rehearsals, SoundWorkshop(), StoreShelf(), DossierCabinet()))
    studio.start()
    try:
        entered = studio.entered()
        looks = []
        for _ in range(visits):
            for page in pages:
                assert fetch_whole(studio, page, headers=entered).status == 200, page
            studio.wait_until_left()
            looks.append(held_by(psutil.Process(), tmp_path))
    finally:
        studio.end()
    early = reduce(Held.joined, looks[visits // 5 : visits // 2])
    late = reduce(Held.joined, looks[visits // 2 :])
    assert_the_same(early, late)
    assert late.memory_mb - early.memory_mb < GROWTH_MB
    measured.count("pages", visits * len(pages))
    measured.worst("memory grown", late.memory_mb - early.memory_mb, "MB")
