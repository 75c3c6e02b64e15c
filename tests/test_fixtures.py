"""The recorded answers: what the manifests say about them is true of the sound and of the texts."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from mockinterview import rubric
from mockinterview.audio_file import read_clip
from mockinterview.bank import default_bank
from mockinterview.follow_up import TARGET_S
from mockinterview.speech.candidate import Candidate

if TYPE_CHECKING:
    from mockinterview.clip import Clip

FOLDER = Path(__file__).parents[1] / "audio_fixtures"
SAMPLE = FOLDER / "sample_candidate"
SECOND = FOLDER / "second_interview"
BANK = {question.id: question for question in default_bank()}
ROOM_DB = -65.0

Answer = dict[str, Any]


def answers(folder: Path) -> list[Answer]:
    """Read a manifest; each entry also gets the `path` of its recording."""
    entries: list[Answer] = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["answers"]
    return [{**entry, "path": folder / entry["file"]} for entry in entries]


LOOSE = answers(FOLDER)
ALL = LOOSE + answers(SAMPLE) + answers(SECOND)
SPOKEN = [answer for answer in ALL if answer["transcript"]]
each_answer = pytest.mark.parametrize("answer", ALL, ids=lambda a: a["file"])
each_spoken = pytest.mark.parametrize("answer", SPOKEN, ids=lambda a: a["file"])


def named(file: str) -> Answer:
    """Return the entry of one recording."""
    return next(answer for answer in ALL if answer["file"] == file)


@cache
def sound(path: Path) -> Clip:
    """Read a recording once."""
    return read_clip(path)


def levels_db(clip: Clip, hop_s: float = 0.05) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the loudness of each hop in dB relative to full scale (RMS), -200 for exact zeros."""
    hop = round(hop_s * clip.sample_rate)
    hops = clip.samples[: len(clip.samples) // hop * hop].astype(np.float64).reshape(-1, hop)
    return np.asarray(10 * np.log10(np.maximum(np.mean(hops**2, axis=1), 1e-20)))


def quiet_stretches(clip: Clip, below_db: float) -> list[float]:
    """Return the lengths in seconds of the stretches that stay below a level."""
    return [len(list(run)) * 0.05 for quiet, run in groupby(levels_db(clip) < below_db) if quiet]


def test_manifests_and_folders_hold_the_same_recordings() -> None:
    """At least twelve recordings and the sample; no file without an entry, none named twice."""
    for folder in (FOLDER, SAMPLE, SECOND):
        listed = [answer["file"] for answer in answers(folder)]
        assert sorted(listed) == sorted(p.name for p in folder.iterdir() if p.suffix in {".ogg", ".flac"})
    assert len(LOOSE) >= 12


def test_the_whole_folder_is_small() -> None:
    """Everybody who installs or clones carries it: under 8 MB, the sample under 2 MB."""
    assert sum(p.stat().st_size for p in FOLDER.rglob("*") if p.is_file()) < 8_000_000
    assert sum(p.stat().st_size for p in SAMPLE.iterdir()) < 2_000_000


@each_answer
def test_a_recording_is_as_its_entry_says(answer: Answer) -> None:
    """Rate and channels as said, readable to the end, never clipped, and the licence stated."""
    info = soundfile.info(answer["path"])
    assert info.samplerate == answer.get("sample_rate", 24_000)
    assert info.channels == answer.get("channels", 1)
    clip = sound(answer["path"])
    assert clip.duration == pytest.approx(info.duration, abs=0.001)
    assert clip.peak < 0.9
    assert "MIT" in answer["licence"]
    assert answer["made_with"]


@each_spoken
def test_a_spoken_answer_is_as_long_as_its_words_need_and_as_its_entry_says(answer: Answer) -> None:
    """Between 120 and 190 words a minute, and short, in zone or long for its question."""
    duration = sound(answer["path"]).duration
    assert 120 < len(answer["transcript"].split()) / duration * 60 < 190
    target = TARGET_S if answer.get("follow_up") else BANK[answer["question"]].target_s
    shortest, longest = rubric.zone(target)
    length = "short" if duration < shortest else "long" if duration > longest else "in zone"
    assert answer["expected"]["length"] == length


@each_spoken
def test_speech_stands_out_of_the_room(answer: Answer) -> None:
    """The voice is where its gain puts it, and the room between the words is at its own level."""
    levels = levels_db(sound(answer["path"]))
    # Voices are set to -23 dB where they sound; the loudest twentieth of a voice lies some 3.5 dB higher.
    speech_db = -23 + 3.5 + answer.get("gain_db", 0.0) + (-3.0 if answer.get("channels") == 2 else 0.0)
    assert np.percentile(levels, 95) == pytest.approx(speech_db, abs=2.0)
    assert np.percentile(levels, 2) == pytest.approx(answer.get("room_db", ROOM_DB) - 4, abs=4)


@each_answer
def test_expected_fillers_are_those_of_the_transcript(answer: Answer) -> None:
    """The um and uh are counted right, and each filler word stands in the text, in order."""
    expected, text = answer["expected"], answer["transcript"]
    assert expected["filled_pauses"] == len(re.findall(r"\b(?:um|uh)\b", text, re.IGNORECASE))
    for filler in expected["filler_words"]:
        found = re.search(rf"\b{filler}\b", text)
        assert found, filler
        text = text[found.end() :]


@each_answer
def test_expected_example_fits_the_question(answer: Answer) -> None:
    """Its question is in the bank; no example where none is wanted; a partial one says what is missing."""
    expected = answer["expected"]
    question = BANK[answer["question"]] if answer["transcript"] else None
    assert expected["example"] in {"none", "partial", "full"}
    if question is None or not question.example_expected:
        assert expected["example"] == "none"
    if expected["example"] == "none":
        assert not expected["quantified"]
    if not answer.get("follow_up"):
        assert ("missing" in expected) == (expected["example"] == "partial")


def test_thinking_pauses_are_two_seconds_of_room_in_mid_answer() -> None:
    """Exactly the two stretches said, each at least 2 s, with speech around them and no digital zeros."""
    answer = named("thinking-pauses.ogg")
    clip = sound(answer["path"])
    long = [s for s in quiet_stretches(clip, ROOM_DB + 10) if s >= 1.5]
    assert len(long) == len(answer["pauses"]) == 2
    assert all(2.0 <= seconds < 3.0 for seconds in long)
    assert levels_db(clip).min() > -80


@pytest.mark.parametrize("answer", [a for a in SPOKEN if "pauses" not in a], ids=lambda a: a["file"])
def test_other_answers_hold_no_long_pause(answer: Answer) -> None:
    """Only the thinking pauses are longer than 1.5 s."""
    assert max(quiet_stretches(sound(answer["path"]), answer.get("room_db", ROOM_DB) + 6)) < 1.5


def test_silence_is_silent_and_noise_is_steady() -> None:
    """Silence is exact zeros, as from a denied microphone; noise is loud, even, and says nothing."""
    assert sound(named("silence.flac")["path"]).peak == 0.0
    levels = levels_db(sound(named("noise.ogg")["path"]))
    assert levels.min() > -50
    assert levels.max() < -35


def test_one_answer_is_over_at_once_and_one_goes_on_for_three_minutes() -> None:
    """Below ten seconds, and within a few seconds of three minutes."""
    assert sound(named("too-short.ogg")["path"]).duration < 10
    assert sound(named("too-long.ogg")["path"]).duration == pytest.approx(180, abs=10)


def test_the_sample_candidate_answers_five_questions_and_one_follow_up() -> None:
    """Core questions first, each answer 20 to 75 s, and the program's own reader takes it."""
    candidate = Candidate(SAMPLE)
    assert candidate.title
    assert len(candidate.questions) == 5
    assert all("core" in BANK[question].tags for question in candidate.questions[:3])
    for answer in answers(SAMPLE):
        assert 20 <= sound(answer["path"]).duration <= 75


def test_the_sample_candidate_shows_every_kind_of_feedback() -> None:
    """A full example with and one without a measure, a partial one completed by its follow-up, fillers."""
    sample = answers(SAMPLE)
    kinds = {
        (a["expected"]["example"], a["expected"]["quantified"]) for a in sample if not a.get("follow_up")
    }
    assert {("full", True), ("full", False), ("partial", False), ("none", False)} <= kinds
    (follow_up,) = (answer for answer in sample if answer.get("follow_up"))
    (before,) = (a for a in sample if a["question"] == follow_up["question"] and a is not follow_up)
    assert (before["expected"]["missing"], follow_up["expected"]["story"]) == (["result"], "full")
    assert any(part.asks_for == "result" for part in BANK[before["question"]].follow_ups)
    assert max(answer["expected"]["filled_pauses"] for answer in sample) >= 5
