"""Whisper in its child process, with the real tiny.en and real speech: words, order, losses, ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from whisper_parts import PATIENCE_S, one_after_the_other, spoken, tiny, whisper, words_wrong

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.errors import ModelError, RecogniserError
from mockinterview.ports import Piece
from mockinterview.recognition.child_process import ChildLost, ChildProcess
from mockinterview.recognition.messages import Load, WhisperOptions
from mockinterview.recognition.models import ModelSource
from mockinterview.recognition.whisper_process import WhisperProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mockinterview.transcript import Transcript

__all__ = ["tiny", "whisper"]

FIRST = "Last spring our help desk was drowning in password resets, and nobody had time for anything else."
SECOND = "So I made a short guide with pictures, and I taught the new people on the team myself."
THIRD = "By the end of the summer the phone was quiet, and the manager said thank you."


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    """Return the sentences, spoken."""
    folder = tmp_path_factory.mktemp("voices")
    return {text: spoken(text, folder) for text in (FIRST, SECOND, THIRD)}


@pytest.fixture
def clean(whisper: WhisperProcess) -> Iterator[WhisperProcess]:
    """Return the shared recogniser without a running answer."""
    whisper.discard()
    yield whisper
    whisper.discard()


def child_of(process: WhisperProcess) -> int:
    """Return the recogniser's child."""
    pid = process.child_pid
    assert pid is not None
    return pid


def gone(pid: int) -> bool:
    """Wait until a process has ended."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def check_times(transcript: Transcript, duration: float) -> None:
    """Every word has its times: inside the sound, in order, with some length."""
    assert transcript.timed
    assert all(0 <= word.start < word.end <= duration + 1e-6 for word in transcript.words)  # type: ignore[operator] # timed
    assert all(a.end <= b.start + 1e-6 for a, b in pairwise(transcript.words))  # type: ignore[operator] # timed


def test_pieces_become_one_transcript(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """Words come in order with times from the answer's start; none is doubled or lost at a cut."""
    start = 0.0
    for text in (FIRST, SECOND, THIRD):
        clean.submit(Piece(start, voices[text]))
        start += voices[text].duration
    transcript = clean.finish(PATIENCE_S)
    assert words_wrong(f"{FIRST} {SECOND} {THIRD}", transcript.text) <= 0.1
    assert transcript.model == "tiny.en"
    check_times(transcript, start)
    second = voices[FIRST].duration
    pictures = next(word for word in transcript.words if word.text.startswith("pictures"))
    assert second < (pictures.start or 0) < second + voices[SECOND].duration
    assert all(0 <= (word.probability or -1) <= 1 for word in transcript.words)
    assert all((word.filled_pause_logprob or 0) <= 0 for word in transcript.words)


def test_a_pause_inside_a_phrase_is_a_gap_between_words(clean: WhisperProcess, tmp_path: Path) -> None:
    """Whisper's alignment would make the word before or after it a second longer."""
    before, after = (
        spoken("My manager asked me to call", tmp_path),
        spoken("every customer myself.", tmp_path),
    )
    clean.submit(Piece(0.0, one_after_the_other(before, Clip.silence(1.0), after)))
    words = clean.finish(PATIENCE_S).words
    assert max((b.start or 0) - (a.end or 0) for a, b in pairwise(words)) == pytest.approx(1.2, abs=0.3)


def test_the_order_of_submission_does_not_matter(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """The start of a piece decides where its words stand."""
    clean.submit(Piece(20.0, voices[SECOND]))
    clean.submit(Piece(0.0, voices[FIRST]))
    assert words_wrong(f"{FIRST} {SECOND}", clean.finish(PATIENCE_S).text) <= 0.1


def test_a_longer_piece_replaces_the_shorter_one(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """The sound that both hold is written down once, whether the first was done or still queued."""
    whole = one_after_the_other(voices[FIRST], voices[SECOND])
    clean.submit(Piece(0.0, voices[FIRST]))
    first = clean.partial()
    while not first.words:
        time.sleep(0.01)
        first = clean.partial()
    assert words_wrong(FIRST, first.text) <= 0.15
    clean.submit(Piece(0.0, voices[SECOND]))  # never heard: the next replaces it in the queue
    clean.submit(Piece(0.0, whole))
    assert words_wrong(f"{FIRST} {SECOND}", clean.finish(PATIENCE_S).text) <= 0.1


def test_a_finished_answer_is_forgotten(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """The next answer starts empty; so it does after a discarded one, even one still in work."""
    clean.submit(Piece(0.0, voices[FIRST]))
    clean.finish(PATIENCE_S)
    assert clean.partial().words == ()
    clean.submit(Piece(0.0, voices[FIRST]))
    clean.discard()
    clean.submit(Piece(0.0, voices[THIRD]))
    assert words_wrong(THIRD, clean.finish(PATIENCE_S).text) <= 0.15


def test_an_answer_without_pieces_is_empty_at_once(clean: WhisperProcess) -> None:
    """Nobody spoke: nothing is waited for."""
    transcript = clean.finish(0.0)
    assert (transcript.text, transcript.words, transcript.model) == ("", (), "tiny.en")


@pytest.mark.parametrize(
    "clip",
    [
        Clip.silence(0),
        Clip.silence(0.005),
        Clip.silence(5),
        Clip(np.full(SAMPLE_RATE, 1e-4, np.float32)),
        Clip(np.random.default_rng(1).normal(0, 1e-4, 4 * SAMPLE_RATE).astype(np.float32)),
    ],
    ids=["nothing", "80 samples", "digital silence", "an offset", "the hiss of an input"],
)
def test_silence_has_no_words(clean: WhisperProcess, clip: Clip) -> None:
    """Whisper would invent some."""
    clean.submit(Piece(0.0, clip))
    assert clean.finish(PATIENCE_S).words == ()


@pytest.mark.parametrize("level", [0.003, 0.05])
def test_noise_has_no_words(clean: WhisperProcess, level: float) -> None:
    """A fan is not a candidate: no stock phrase, no loop."""
    noise = np.random.default_rng(2).normal(0, level, 8 * SAMPLE_RATE).astype(np.float32)
    clean.submit(Piece(0.0, Clip(noise)))
    assert clean.finish(PATIENCE_S).words == ()


def test_one_word_is_heard(clean: WhisperProcess, tmp_path: Path) -> None:
    """The shortest answer there is."""
    clean.submit(Piece(0.0, spoken("Yes.", tmp_path)))
    assert clean.finish(PATIENCE_S).text.lower().startswith("yes")


def test_a_long_recording_is_cut_and_loses_nothing(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """More than one window, at another rate; the progress runs from 0 to 1."""
    order = [FIRST, SECOND, THIRD] * 3
    pause = Clip.silence(0.4)
    whole = one_after_the_other(*(clip for text in order for clip in (voices[text], pause)))
    progress: list[float] = []
    transcript = clean.transcribe(whole.resampled(22_050), progress.append)
    assert words_wrong(" ".join(order), transcript.text) <= 0.1
    check_times(transcript, whole.duration)
    assert progress[0] == 0.0
    assert progress[-1] == 1.0
    assert progress == sorted(progress)


def test_a_piece_longer_than_a_window_is_cut_by_the_child(
    clean: WhisperProcess, voices: dict[str, Clip]
) -> None:
    """A caller that sends too much still gets every word."""
    order = [FIRST, SECOND, THIRD] * 3
    whole = one_after_the_other(*(voices[text] for text in order))
    assert whole.duration > 28
    clean.submit(Piece(0.0, whole))
    assert words_wrong(" ".join(order), clean.finish(PATIENCE_S).text) <= 0.1


def test_another_sample_rate_is_refused(clean: WhisperProcess) -> None:
    """Whisper would hear it too fast or too slow, and write nonsense."""
    with pytest.raises(ValueError, match="16000 Hz, not 8000"):
        clean.submit(Piece(0.0, Clip.silence(1, 8000)))


def test_a_child_that_dies_once_costs_nothing(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """It is started again, and the pieces that were not done are sent again."""
    clean.submit(Piece(0.0, voices[FIRST]))
    os.kill(child_of(clean), signal.SIGKILL)
    clean.submit(Piece(10.0, voices[SECOND]))
    assert words_wrong(f"{FIRST} {SECOND}", clean.finish(PATIENCE_S).text) <= 0.1


def test_a_child_that_dies_twice_is_one_plain_line_and_the_next_answer_works(
    clean: WhisperProcess, voices: dict[str, Clip]
) -> None:
    """The loop is told, keeps the sound, and goes on."""
    first = child_of(clean)
    os.kill(first, signal.SIGKILL)
    clean.submit(Piece(0.0, voices[FIRST]))
    while clean.child_pid in (None, first):
        time.sleep(0.01)
    os.kill(child_of(clean), signal.SIGKILL)
    with pytest.raises(RecogniserError, match="stopped unexpectedly, twice"):
        clean.finish(PATIENCE_S)
    clean.submit(Piece(0.0, voices[THIRD]))
    assert words_wrong(THIRD, clean.finish(PATIENCE_S).text) <= 0.15


def test_a_child_that_hangs_is_ended_at_the_timeout(clean: WhisperProcess, voices: dict[str, Clip]) -> None:
    """The wait is bounded, the stuck process is gone, and the next answer works."""
    stuck = child_of(clean)
    os.kill(stuck, signal.SIGSTOP)
    clean.submit(Piece(0.0, voices[FIRST]))
    with pytest.raises(RecogniserError, match="did not finish"):
        clean.finish(0.2)
    assert gone(stuck)
    clean.submit(Piece(0.0, voices[THIRD]))
    assert words_wrong(THIRD, clean.finish(PATIENCE_S).text) <= 0.15


def test_a_model_file_that_is_none_is_named(tmp_path: Path, voices: dict[str, Clip]) -> None:
    """Loading fails in the background with one line, and finishing an answer says the same."""
    path = tmp_path / "notes.pt"
    path.write_bytes(b"not a model")
    process = WhisperProcess(ModelSource("notes", path))
    assert not process.wait_ready(PATIENCE_S)
    assert process.problem == f"{path} is no Whisper model file"
    process.submit(Piece(0.0, voices[THIRD]))
    with pytest.raises(ModelError, match="no Whisper model file"):
        process.finish(PATIENCE_S)
    process.close()


def test_a_package_that_was_tampered_with_is_refused(tiny: ModelSource, tmp_path: Path) -> None:
    """The checksum is looked at in the child, before anything is parsed; nothing is left in the cache."""
    assert tiny.package is not None
    other = ModelSource("tiny.en", tmp_path / "tiny.en.pt", replace(tiny.package, sha256="0" * 64))
    process = WhisperProcess(other)
    assert not process.wait_ready(PATIENCE_S)
    assert "not the published ones" in (process.problem or "")
    process.close()
    assert list(tmp_path.iterdir()) == []


def test_closing_ends_the_child_even_while_it_loads(tiny: ModelSource) -> None:
    """No process stays, and closing twice, or what was never started, is harmless."""
    process = WhisperProcess(tiny)
    process.close()
    process = WhisperProcess(tiny)
    process.start()
    while process.child_pid is None:
        time.sleep(0.01)
    pid = child_of(process)
    process.close()
    process.close()
    assert gone(pid)


def test_a_child_that_breaks_says_why_in_its_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end does not bury that line under Python's own complaints."""
    (tmp_path / "torch.py").write_text("raise ImportError('no such library')")
    monkeypatch.syspath_prepend(tmp_path)
    child = ChildProcess(Load(ModelSource("any", tmp_path / "any.pt"), WhisperOptions()))
    with closing(child), pytest.raises(ChildLost, match=r"^ImportError: no such library$"):
        child.wait_ready()


def test_broken_files_of_compiled_code_do_no_harm(
    whisper: WhisperProcess, tiny: ModelSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept to start sooner is made again, or done without, where it was damaged."""
    assert whisper.ready
    kept = shutil.copytree(os.environ["NUMBA_CACHE_DIR"], tmp_path / "numba")
    damaged = [path for path in kept.rglob("*") if path.is_file()]
    assert damaged
    for path in damaged:
        path.write_bytes(b"damaged")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(kept))
    process = WhisperProcess(tiny)
    assert process.wait_ready(PATIENCE_S), process.problem
    process.close()


ORPHAN = """
import sys, time
from pathlib import Path
from mockinterview.recognition.models import ModelSource
from mockinterview.recognition.whisper_process import WhisperProcess
process = WhisperProcess(ModelSource("tiny.en", Path(sys.argv[1])))
process.wait_ready(120)
print(process.child_pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_the_child_outlives_neither_ctrl_c_nor_its_killed_parent(
    whisper: WhisperProcess, tiny: ModelSource
) -> None:
    """Ctrl-C reaches only the parent, which decides; a parent that is killed leaves no orphan."""
    assert whisper.ready  # so the checkpoint exists
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(tiny.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        child = int(parent.stdout.readline())
        os.kill(child, signal.SIGINT)
        assert os.getpgid(child) != os.getpgid(parent.pid)
        time.sleep(0.1)
        os.kill(child, 0)  # still there
        parent.kill()
        assert gone(child)
        assert parent.stdout.read() == b""
        assert parent.stderr.read() == b""
