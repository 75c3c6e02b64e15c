"""The recorded candidate: answers from sound files."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mockinterview.audio_file import write_clip
from mockinterview.clip import Clip
from mockinterview.errors import BadInput
from mockinterview.speech.candidate import BLOCK_S, TAIL_S, Candidate, RecordedMicrophone

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.ports import MicrophoneStream

RATE = 8_000


def tone(loudness: float, seconds: float = 0.5) -> Clip:
    """Return a sound that is known again by its loudness."""
    return Clip(np.full(round(seconds * RATE), loudness, np.float32), RATE)


def answers(directory: Path, *names: str) -> Path:
    """Fill a folder with one recording a name: the first as loud as 0.1, the next as 0.2."""
    directory.mkdir(exist_ok=True)
    for number, name in enumerate(names, start=1):
        write_clip(directory / name, tone(number / 10), file_format="WAV")
    return directory


def manifest(directory: Path, text: str) -> Path:
    """Write a folder's manifest."""
    (directory / "manifest.toml").write_text(text, encoding="utf-8")
    return directory


def heard(stream: MicrophoneStream) -> Clip:
    """Fetch everything that an open microphone gives."""
    blocks = []
    with stream, suppress(EOFError):
        while True:
            blocks.append(stream.read(1.0))
    return Clip(np.concatenate([block for block in blocks if block is not None]), stream.sample_rate)


def which(candidate: Candidate) -> int:
    """Return the number of the recording that the candidate answers with, 0 for silence."""
    return round(heard(candidate.open()).between(0.1, 0.4).peak * 10)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("answers = [", "not valid TOML"),
        ("", "answers"),
        ("answers = []", "no recorded answers"),
        ("answers = 3", "answers"),
        ('[[answers]]\nquestion = "why"', "file"),
        ('[[answers]]\nfile = "a.wav"\nfollow_up = "perhaps"', "follow_up"),
        ('[[answers]]\nfile = "none.wav"', "none.wav"),
        ('[[answers]]\nfile = "../a.wav"', "plain name"),
        ('[[answers]]\nfile = ""', "plain name"),
        ('[[answers]]\nfile = ".."', "no such file"),
        ('[[answers]]\nfile = "a\\u0000.wav"', "no such file"),
    ],
)
def test_a_broken_manifest_gives_one_clear_line(tmp_path: Path, text: str, problem: str) -> None:
    """Whatever is wrong with a manifest is said in one line that names the place."""
    with pytest.raises(BadInput, match=problem) as caught:
        Candidate(manifest(answers(tmp_path, "a.wav"), text))
    assert "\n" not in str(caught.value)


def test_a_manifest_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are no manifest."""
    (tmp_path / "manifest.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="UTF-16 text"):
        Candidate(tmp_path)


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    """Two missing recordings and a broken one are all in the message."""
    (tmp_path / "broken.wav").write_bytes(b"no sound at all")
    entries = "".join(f'[[answers]]\nfile = "{name}.wav"\n' for name in ("gone", "broken", "lost"))
    with pytest.raises(BadInput, match=r"gone\.wav.*broken\.wav.*lost\.wav"):
        Candidate(manifest(tmp_path, entries))


@pytest.mark.parametrize("make", [False, True])
def test_a_missing_or_empty_folder_is_refused(tmp_path: Path, make: bool) -> None:
    """Without recordings there is no candidate."""
    folder = tmp_path / "nobody"
    if make:
        answers(folder)
    with pytest.raises(BadInput, match="nobody"):
        Candidate(folder)


def test_without_a_manifest_files_answer_in_name_order(tmp_path: Path) -> None:
    """Each question gets the next file; afterwards, and to follow-ups, there is no answer."""
    answers(tmp_path, "2.wav", "1.wav")
    (tmp_path / "notes.txt").write_text("no sound")
    candidate = Candidate(tmp_path)
    assert candidate.questions == ()
    assert candidate.next_question("any")
    assert which(candidate) == 2
    assert not candidate.next_question("any", follow_up=True)
    assert candidate.next_question("other")
    assert which(candidate) == 1
    assert not candidate.next_question("third")
    assert which(candidate) == 0


MANIFEST = """
title = "somebody"
made_with = "a key that others read"
[[answers]]
file = "why.wav"
question = "why"
transcript = "Because."
[answers.expected]
fillers = 3
[[answers]]
file = "why-more.wav"
question = "why"
follow_up = true
[[answers]]
file = "what.wav"
question = "what"
"""


def test_a_manifest_ties_recordings_to_questions(tmp_path: Path) -> None:
    """Questions and their follow-ups get their own answers, in whatever order they are asked."""
    candidate = Candidate(manifest(answers(tmp_path, "why.wav", "why-more.wav", "what.wav"), MANIFEST))
    assert candidate.title == "somebody"
    assert candidate.questions == ("why", "what")
    assert candidate.next_question("what")
    assert which(candidate) == 3
    assert not candidate.next_question("what", follow_up=True)
    assert candidate.next_question("why")
    assert which(candidate) == 1
    assert candidate.next_question("why", follow_up=True)
    assert which(candidate) == 2
    assert not candidate.next_question("never heard of")


def test_a_retake_is_the_same_answer(tmp_path: Path) -> None:
    """Every opening until the next question plays the same recording from its start."""
    candidate = Candidate(answers(tmp_path, "a.wav", "b.wav"))
    candidate.next_question("any")
    assert (which(candidate), which(candidate)) == (1, 1)


def test_a_recording_that_is_gone_by_now_is_said(tmp_path: Path) -> None:
    """A file that vanishes between start and question gives a clear line."""
    candidate = Candidate(answers(tmp_path, "a.wav"))
    (tmp_path / "a.wav").unlink()
    with pytest.raises(BadInput, match=r"a\.wav"):
        candidate.next_question("any")


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.5])
def test_a_recording_is_followed_by_near_silence(seconds: float) -> None:
    """The clip comes unchanged in blocks of 32 ms, then hiss that is never exactly zero, then the end."""
    clip = tone(0.3, seconds)
    stream = RecordedMicrophone(clip).open()
    everything = heard(stream)
    count = len(clip.samples)
    assert stream.lost_samples == 0
    assert everything.sample_rate == RATE
    assert everything.duration == pytest.approx(seconds + TAIL_S)
    assert np.array_equal(everything.samples[:count], clip.samples)
    assert 0 < np.max(np.abs(everything.samples[count:])) < 0.001


def test_a_recording_in_real_time_makes_one_wait() -> None:
    """In real time a block is there only when it has been spoken: an impatient reader gets none."""
    with RecordedMicrophone(tone(0.1), real_time=True).open() as stream:
        assert stream.read(0.0) is None
        block = stream.read(5.0)
        assert block is not None
        assert len(block) == round(BLOCK_S * RATE)
