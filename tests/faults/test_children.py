"""The recogniser and the voice die, hang, crawl, run out of memory or answer rubbish in a real rehearsal."""

from __future__ import annotations

import os
import random
import resource
import signal
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from child_process import world_with
from virtual_sound_card import VirtualSoundCard, sound_card
from whisper_parts import spoken

from faults.extent import LONG
from faults.left import nothing_lies_about, whole
from faults.moments import Moment, long_form, moments
from faults.rehearsed import MODEL, RECOGNISER, VOICE, Rehearsed, orphans, processes
from faults.warmed import place, warm
from mockinterview.audio_file import write_clip
from mockinterview.errors import VoiceError
from mockinterview.recognition import messages
from mockinterview.speech.voice import PyttsxVoice, VoiceOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from faults.ledger import Measured
    from mockinterview.clip import Clip

__all__ = ["place", "sound_card", "warm"]

PART = "Helpers of the program"
SEED = 1002
LOADED_S = 3.0
"""By then the recogniser has loaded its model; one that hangs before is given a minute."""

READY = "Speak when you are ready"
WORDS = "Last spring our help desk was drowning in password resets."
LITTLE_MEMORY = 64 * 2**20
HANGING_VOICE = "import time\ntime.sleep(3600)\n"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Return a short answer."""
    return spoken(WORDS, tmp_path_factory.mktemp("said"))


def kill(pid: int) -> None:
    """End it."""
    os.kill(pid, signal.SIGKILL)


def stop(pid: int) -> None:
    """Let it hang for good."""
    os.kill(pid, signal.SIGSTOP)


def starve(pid: int) -> None:
    """Give it no more memory."""
    resource.prlimit(pid, resource.RLIMIT_AS, (LITTLE_MEMORY, LITTLE_MEMORY))


def babble(pid: int) -> None:
    """Let it answer rubbish: write into every pipe that it writes to."""
    rubbish = random.Random(1).randbytes(100_000)  # noqa: S311 - no secret
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            if handle.name != "0" and str(handle.readlink()).startswith("pipe:"):
                pipe = os.open(handle, os.O_WRONLY | os.O_NONBLOCK)
                with suppress(BlockingIOError):
                    os.write(pipe, rubbish)
                os.close(pipe)


@contextmanager
def crawling(pid: int) -> Iterator[None]:
    """Let it work one twentieth of the time."""
    over = threading.Event()

    def hold_up() -> None:
        with suppress(ProcessLookupError):
            while not over.is_set():
                stop(pid)
                time.sleep(0.19)
                os.kill(pid, signal.SIGCONT)
                time.sleep(0.01)

    thread = threading.Thread(target=hold_up)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def every_voice(place: Path, do: Callable[[int], None]) -> Iterator[None]:
    """Do something to each voice as soon as it is there."""
    over, seen = threading.Event(), set[int]()

    def watch() -> None:
        while not over.is_set():
            for one in processes(place):
                if VOICE in one.command and one.pid not in seen:
                    seen.add(one.pid)
                    with suppress(OSError):
                        do(one.pid)
            time.sleep(0.01)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def answer(rehearsed: Rehearsed, card: VirtualSoundCard, clip: Clip, measured: Measured, times: int) -> None:
    """Answer a question; the running answer is reported all the while, and its end is noticed."""
    since = rehearsed.wait_for(READY, times)
    card.speak(clip)
    until = rehearsed.wait_for("Answer over", times)
    gap = rehearsed.longest_gap(since + 1.0, until)  # opening the microphone takes a moment
    measured.worst("longest time without a sign on the screen while somebody speaks", gap, "s")
    if LONG:
        assert gap < 2.0


def recorded(place: Path, clip: Clip) -> Path:
    """Return a candidate who answers two questions with the same recording."""
    answers = place / "candidate"
    answers.mkdir()
    for name in ("1.flac", "2.flac"):
        write_clip(answers / name, clip)
    return answers


def finish(rehearsed: Rehearsed, place: Path, takes: int) -> list[str]:
    """End the rehearsal; everything is kept, nobody is left. Return what the person was told."""
    assert rehearsed.end() == 0, rehearsed.lines
    assert orphans(place) == []
    assert not any("Traceback" in line for line in rehearsed.lines)
    left = whole(place)
    nothing_lies_about(place)
    assert [take.ended for take in left.takes] == ["silence"] * takes
    assert all(sound.peak > 0.02 for sound in left.sounds)
    return [line for line in rehearsed.lines if line.startswith("! ")]


def goes_on(fault: str) -> pytest.MarkDecorator:
    """Make the row of a fault that costs words at most."""
    return pytest.mark.fault(PART, fault, "the answer goes on, ends and is kept, the next question comes")


def in_every_way(**faults: str) -> pytest.MarkDecorator:
    """Let a test run once for each way to fail, which the row calls by these words."""
    ways = {"killed": kill, "stopped": stop, "starved": starve, "babbling": babble}
    return pytest.mark.parametrize(
        "do", [pytest.param(ways[name], id=name, marks=goes_on(fault)) for name, fault in faults.items()]
    )


@pytest.mark.long
@in_every_way(
    killed="the recogniser is killed",
    stopped="the recogniser hangs for good",
    starved="the recogniser gets no more memory",
    babbling="the recogniser answers rubbish",
)
def test_a_recogniser_that_fails_costs_no_answer(
    do: Callable[[int], None],
    place: Path,
    said: Clip,
    sound_card: VirtualSoundCard,
    measured: Measured,
) -> None:
    """It is started again where that helps; the sound is kept whatever happens."""
    with Rehearsed(place, *MODEL, "--no-follow-ups") as rehearsed:
        rehearsed.wait_for(READY)
        helper = rehearsed.helper(RECOGNISER)
        time.sleep(LOADED_S)
        do(helper)
        answer(rehearsed, sound_card, said, measured, 1)
        began = time.monotonic()
        measured.worst("wait for the feedback", rehearsed.wait_for("Enter = next") - began, "s")
        rehearsed.press()
        answer(rehearsed, sound_card, said, measured, 2)
        rehearsed.wait_for("Enter = finish")
        rehearsed.press()
        finish(rehearsed, place, 2)
    assert all(take.transcript is not None for take in whole(place).takes)


@pytest.mark.long
@goes_on("the recogniser runs at a twentieth of its speed")
def test_a_crawling_recogniser_can_be_left_behind(
    place: Path, said: Clip, sound_card: VirtualSoundCard, measured: Measured
) -> None:
    """The person hears that it takes long, and goes on without the words."""
    with Rehearsed(place, *MODEL, "--no-follow-ups") as rehearsed:
        rehearsed.wait_for(READY)
        with crawling(rehearsed.helper(RECOGNISER)):
            answer(rehearsed, sound_card, said, measured, 1)
            began = rehearsed.wait_for("take long to write down")
            rehearsed.press("s")
            measured.worst("from the key to the next step", rehearsed.wait_for("Enter = next") - began, "s")
            rehearsed.press("q")
            finish(rehearsed, place, 1)


@pytest.mark.fault(
    PART, "the voice hangs", "the question can be read at once and answered, and nobody waits for it again"
)
def test_a_hanging_voice_delays_no_question(
    place: Path, said: Clip, sound_card: VirtualSoundCard, measured: Measured
) -> None:
    """The question is shown, Enter begins the answer; no voice survives the end."""
    modules = {"pyttsx3": HANGING_VOICE} | ({} if LONG else {"torch": "raise ImportError('left out')"})
    environment = world_with(place.parent, modules)
    with Rehearsed(place, *MODEL, "--no-follow-ups", environment=environment) as rehearsed:
        began = rehearsed.wait_for("Your second interview")
        shown = rehearsed.wait_for("Question 1 of 2")
        measured.worst("from the beginning to the question on the screen", shown - began, "s")
        rehearsed.press()
        measured.worst("from Enter to the open microphone", rehearsed.wait_for(READY) - shown, "s")
        if LONG:
            assert shown - began < 2.0
        answer(rehearsed, sound_card, said, measured, 1)
        rehearsed.press("q")
        finish(rehearsed, place, 1)


@pytest.mark.long
@pytest.mark.fault(
    PART, "the voice hangs", "the question can be read at once and answered, and nobody waits for it again"
)
def test_a_hanging_voice_is_not_waited_for_without_a_key(
    place: Path, said: Clip, sound_card: VirtualSoundCard, measured: Measured
) -> None:
    """After some seconds the microphone is open though nobody pressed anything."""
    environment = world_with(place.parent, {"pyttsx3": HANGING_VOICE})
    with Rehearsed(place, *MODEL, "--no-follow-ups", environment=environment) as rehearsed:
        for number, onward in enumerate(("Enter = next", "Enter = finish"), start=1):
            shown = rehearsed.wait_for(f"Question {number} of 2")
            opened = rehearsed.wait_for(READY, number) - shown
            measured.worst("from the question on the screen to the microphone, without a key", opened, "s")
            assert opened < 4.0
            answer(rehearsed, sound_card, said, measured, number)
            rehearsed.wait_for(onward)
            rehearsed.press()
        told = finish(rehearsed, place, 2)
    assert sum("voice takes too long" in line for line in told) == 1


@pytest.mark.long
@in_every_way(
    killed="the voice is killed",
    stopped="the voice is stopped for good",
    starved="the voice gets no memory",
    babbling="the voice answers rubbish",
)
def test_a_voice_that_fails_costs_no_question(
    do: Callable[[int], None],
    place: Path,
    said: Clip,
    sound_card: VirtualSoundCard,
    measured: Measured,
) -> None:
    """The questions are shown, one line says why, and the answers are kept."""
    with every_voice(place, do), Rehearsed(place, *MODEL, "--no-follow-ups") as rehearsed:
        rehearsed.wait_for("Your second interview")
        answer(rehearsed, sound_card, said, measured, 1)
        over = rehearsed.wait_for("Enter = next")
        rehearsed.press()
        shown = rehearsed.wait_for("Question 2 of 2")
        measured.worst("from Enter to the second question", shown - over, "s")
        assert shown - over < 2.5
        answer(rehearsed, sound_card, said, measured, 2)
        rehearsed.wait_for("Enter = finish")
        rehearsed.press()
        told = finish(rehearsed, place, 2)
    spoken_of = [line for line in told if "shown instead of spoken" in line or "voice" in line]
    unheard = [turn for turn in whole(place).session.turns if turn.question_audio is None]
    assert bool(unheard) == bool(spoken_of), told  # one without memory may still have what it needs
    assert len(spoken_of) <= 2


STAGES = (
    ("loading", "Your second interview", 1, 0.0, 1.0, 2),
    ("the question is spoken", "Question 1 of 2", 1, 0.0, 1.0, 2),
    ("last words", "Answer over", 1, 0.0, 0.8, 3),
    ("feedback", "  | ", 1, 0.0, 0.1, 2),
    ("next answer", "Answer over", 2, 0.0, 0.2, 2),
)


@goes_on("the recogniser is killed at any moment of a rehearsal")
@pytest.mark.parametrize("moment", long_form(moments(STAGES, SEED)))
def test_a_recogniser_killed_at_any_moment_costs_no_word(
    moment: Moment, place: Path, said: Clip, measured: Measured
) -> None:
    """It is started again, and hears what it had not finished once more."""
    options = ("--no-follow-ups", "--candidate", str(recorded(place, said)))
    with Rehearsed(place, *MODEL, *options) as rehearsed:
        since = rehearsed.wait_for(moment.line, moment.times)
        time.sleep(max(since + moment.delay - time.monotonic(), 0))
        kill(rehearsed.helper(RECOGNISER))
        measured.count("kills")
        finish(rehearsed, place, 2)
    words = [take.transcript.text for take in whole(place).takes if take.transcript is not None]
    assert len(words) == 2
    assert all("password" in text for text in words), words


@pytest.mark.long
@goes_on("the voice is killed at any moment of its work")
@pytest.mark.parametrize("seed", range(4))
def test_a_voice_killed_at_any_moment_costs_no_answer(
    seed: int, place: Path, said: Clip, measured: Measured
) -> None:
    """What it spoke before is kept, the rest is shown, and nothing half is left."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    def kill_soon(pid: int) -> None:
        time.sleep(chance.uniform(0.0, 0.08))  # it needs no longer
        kill(pid)
        measured.count("kills")

    options = ("--no-follow-ups", "--candidate", str(recorded(place, said)))
    with every_voice(place, kill_soon), Rehearsed(place, *MODEL, *options) as rehearsed:
        finish(rehearsed, place, 2)
    assert list((place / "cache" / "speaking").iterdir()) == []


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "the program is killed while a recogniser or a voice of it hangs",
    "neither of them lives on",
)
@pytest.mark.usefixtures("sound_card")
@pytest.mark.parametrize("kind", [RECOGNISER, VOICE])
def test_a_hanging_helper_dies_with_the_program(kind: str, place: Path, measured: Measured) -> None:
    """A stopped process cannot notice a closed pipe; the system ends it."""
    environment = world_with(place.parent, {"pyttsx3": HANGING_VOICE})
    with Rehearsed(place, *MODEL, environment=environment) as rehearsed:
        helper = rehearsed.helper(kind)
        time.sleep(1.0)  # it has begun
        stop(helper)
        rehearsed.kill()
        began = time.monotonic()
        assert orphans(place) == []
        measured.worst("a helper outlives the program", time.monotonic() - began, "s")


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "Ctrl-C at any stage while recogniser and voice hang",
    "the program ends at once with 130, what was said is kept, and no helper lives on",
)
@pytest.mark.parametrize("stage", ["Question 1 of 2", READY, "Answer over"])
def test_ctrl_c_ends_hanging_helpers_too(
    stage: str, place: Path, said: Clip, sound_card: VirtualSoundCard, measured: Measured
) -> None:
    """Nothing waits for a process that answers nobody."""
    environment = world_with(place.parent, {"pyttsx3": HANGING_VOICE})
    with Rehearsed(place, *MODEL, environment=environment) as rehearsed:
        rehearsed.wait_for("Question 1 of 2")
        stop(rehearsed.helper(RECOGNISER))
        if stage != "Question 1 of 2":
            rehearsed.press()
            rehearsed.wait_for(READY)
            sound_card.speak(said)
            rehearsed.wait_for(stage)
            time.sleep(1.0)
        began = time.monotonic()
        rehearsed.signal(signal.SIGINT)
        assert rehearsed.end() == 130, rehearsed.lines
        measured.worst("from Ctrl-C to the end", time.monotonic() - began, "s")
        assert orphans(place) == []
    left = whole(place)
    assert left.session.ended is not None
    assert len(left.takes) == (stage != "Question 1 of 2")


@pytest.mark.fault(
    PART,
    "a helper answers rubbish: nothing, random bytes, an endless line",
    "it is never read as an answer, and the line for the person is plain",
)
@pytest.mark.parametrize(
    "rubbish", [b"", b"\n", b"rubbish", b"\x80\x05K*.", bytes(range(256)) * 40], ids=range(5)
)
def test_rubbish_is_no_message(rubbish: bytes, tmp_path: Path) -> None:
    """What does not begin as every message does is not even read."""
    pipe = tmp_path / "pipe"
    pipe.write_bytes(rubbish)
    with pipe.open("rb") as stream, pytest.raises(EOFError):
        messages.receive(stream)


@pytest.mark.fault(
    PART,
    "a helper answers rubbish: nothing, random bytes, an endless line",
    "it is never read as an answer, and the line for the person is plain",
)
@pytest.mark.parametrize(
    "speech",
    [
        "import os; os.write(1, b'[1, 2]'); os._exit(0)",
        "import os; os.write(1, os.urandom(4000)); os._exit(0)",
        pytest.param("import os\nwhile True: os.write(1, b'x' * 65536)", marks=pytest.mark.long),
    ],
    ids=["a list", "noise", "endless"],
)
def test_a_babbling_voice_is_a_voice_that_fails(
    speech: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are bounded, and one line says that it cannot speak."""
    for name, value in world_with(tmp_path, {"pyttsx3": speech}).items():
        monkeypatch.setenv(name, value)
    # Not "did not answer in time": it is given up for what it says, long before.
    with pytest.raises(VoiceError, match=r"without a word|nonsense"):
        PyttsxVoice(VoiceOptions(timeout=120.0)).clip("Why?")
