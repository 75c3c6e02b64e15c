"""The whole program on real parts: real voice, real sound card (a virtual one), real Whisper."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from checks_of import WORST_WER, assert_as_expected
from rehearsing import Rehearsing

from benchmarks.word_errors import word_error_rate
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.bank import default_bank
from mockinterview.clip import Clip
from mockinterview.store.session_store import SessionStore

if TYPE_CHECKING:
    from virtual_sound_card import VirtualSoundCard

FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
SAMPLE = FIXTURES / "sample_candidate"
MODEL = ("--model", "tiny.en")


def answers(folder: Path) -> dict[str, dict[str, Any]]:
    """Return a manifest's answers by file name."""
    return {
        entry["file"]: entry for entry in tomllib.loads((folder / "manifest.toml").read_text())["answers"]
    }


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Write a bank with one question that is asked quickly."""
    path = tmp_path / "bank.toml"
    path.write_text(
        """
        [[questions]]
        id = "proud"
        text = "What are you proud of?"
        kind = "achievement"
        example_expected = true
        target_s = 30
        follow_ups = [{ asks_for = "result", text = "And how did that end?" }]
        tip = "Tell one occasion."
        """
    )
    return path


def test_the_sample_candidate_rehearses_without_any_sound_device() -> None:
    """Five recorded answers and a follow-up through real Whisper: words and checks as the manifest says."""
    with Rehearsing("--candidate", str(SAMPLE), *MODEL, "--seed", "1", "--json") as rehearsing:
        result = rehearsing.result()
    targets = {question.id: question.target_s for question in default_bank()}
    entries = answers(SAMPLE)
    main = [entry for entry in entries.values() if not entry.get("follow_up")]
    assert [turn["question"]["id"] for turn in result["turns"]] == [entry["question"] for entry in main]
    for turn, entry in zip(result["turns"], main, strict=True):
        assert_as_expected(entry, turn, targets[entry["question"]])
        assert turn["findings"]
    (asked_again,) = [turn for turn in result["turns"] if turn["follow_up"]]
    more = next(entry for entry in entries.values() if entry.get("follow_up"))
    assert word_error_rate(more["transcript"], asked_again["follow_up"]["transcript"]["text"]) <= WORST_WER
    assert asked_again["story"]["level"] == more["expected"]["story"]
    assert Path(result["session"], "session.json").is_file()


def test_the_same_candidate_and_seed_give_the_same_words(tmp_path: Path) -> None:
    """A rehearsal with recorded answers can be repeated."""
    shutil.copy(FIXTURES / "robotic.ogg", tmp_path)  # what is hardest to hear
    texts = []
    for _ in range(2):
        with Rehearsing(
            "--candidate", str(tmp_path), *MODEL, "--seed", "7", "--questions", "1", "--json"
        ) as again:
            texts.append(again.result()["turns"][0]["transcript"]["text"])
    assert texts[0] == texts[1]


def test_a_question_is_heard_and_an_answer_through_the_microphone_is_judged(
    sound_card: VirtualSoundCard, bank: Path
) -> None:
    """Speaker monitor, virtual microphone and real tiny.en: the stored words are those of the script."""
    entry = answers(FIXTURES)["stereo.ogg"]
    quickly = ("--silent-feedback", "--no-follow-ups")
    arguments = ("--bank", str(bank), "--questions", "1", *MODEL, *quickly, "--json")
    with sound_card.listening() as heard, Rehearsing(*arguments) as rehearsing:
        rehearsing.wait_for("Speak when you are ready")
        spoken = heard.clip
        sound_card.speak(read_clip(FIXTURES / entry["file"]), delay=1.0)
        rehearsing.wait_for("Answer over")
        rehearsing.wait_for("Enter = finish")
        result = rehearsing.result()
    assert spoken.peak > 0.05, "the question was not heard"
    turn = result["turns"][0]
    assert turn["ended"] == "silence"
    assert_as_expected(entry, turn, 30.0)
    stored = SessionStore.default().load("last")
    take = stored.turns[0].take
    assert take is not None
    assert take.transcript is not None
    assert take.transcript.text == turn["transcript"]["text"]


def test_a_thinking_pause_does_not_end_an_answer_and_enter_does(
    sound_card: VirtualSoundCard, bank: Path
) -> None:
    """Two pauses of two seconds are waited out; Enter ends the answer at once."""
    clip = read_clip(FIXTURES / "thinking-pauses.ogg").between(0.0, 31.0)
    arguments = ("--bank", str(bank), "--questions", "1", *MODEL, "--silent-feedback", "--no-follow-ups")
    with Rehearsing(*arguments, "--json") as rehearsing:
        rehearsing.wait_for("Speak when you are ready")
        player = sound_card.speak(clip, delay=1.0)
        player.wait(timeout=120)
        assert not any("Answer over" in line for line in rehearsing.lines)
        rehearsing.press()
        rehearsing.wait_for("Answer over")
        rehearsing.press()
        result = rehearsing.result()
    turn = result["turns"][0]
    assert turn["ended"] == "done"
    assert turn["analysis"]["length"]["duration_s"] == pytest.approx(clip.duration + 1.0, abs=4.0)
    assert len([p for p in turn["analysis"]["pauses"] if p["end"] - p["start"] >= 1.8]) >= 2


def test_what_was_said_survives_a_kill_in_the_middle_of_an_answer(
    sound_card: VirtualSoundCard, bank: Path
) -> None:
    """SIGKILL after some seconds of speech: the next start finds the recording and says so."""
    clip = read_clip(FIXTURES / "strong-without-number.ogg").between(0.0, 8.0)
    arguments = ("--bank", str(bank), "--questions", "1", *MODEL, "--silent-feedback")
    with Rehearsing(*arguments) as rehearsing:
        rehearsing.wait_for("Speak when you are ready")
        sound_card.speak(clip).wait(timeout=60)
        rehearsing.kill()
    with Rehearsing(*arguments) as next_start:
        next_start.wait_for("was cut off")
        next_start.press("q")
        next_start.end()
    store = SessionStore.default()
    newest = store.load("last")
    (killed,) = [path.name for path in store.root.iterdir() if path.is_dir() and path.name != newest.id]
    kept = store.load(killed)
    take = kept.turns[0].take
    assert take is not None
    sound = read_clip(store.sound(kept, take.audio))
    assert sound.duration >= clip.duration - 1.0
    assert sound.peak > 0.05


@pytest.mark.parametrize("stage", ["Question 1", "Speak when you are ready", "Enter = finish"])
def test_ctrl_c_at_every_stage_keeps_the_session_and_ends_with_130(
    sound_card: VirtualSoundCard, bank: Path, stage: str
) -> None:
    """While the question is spoken, while listening, while choosing: no traceback, all kept."""
    arguments = ("--bank", str(bank), "--questions", "1", *MODEL, "--silent-feedback", "--no-follow-ups")
    with Rehearsing(*arguments) as rehearsing:
        if stage == "Enter = finish":
            rehearsing.wait_for("Speak when you are ready")
            sound_card.speak(read_clip(FIXTURES / "too-short.ogg"))
        rehearsing.wait_for(stage)
        rehearsing.interrupt()
        code, _ = rehearsing.end()
    assert code == 130, "\n".join(rehearsing.lines)
    assert not any("Traceback" in line for line in rehearsing.lines), "\n".join(rehearsing.lines)
    store = SessionStore.default()
    kept = [store.load(session_id) for session_id in store.ids()]
    assert len(kept) == 1 or stage == "Question 1"  # which may end before the question counts as asked
    assert all(session.ended is not None for session in kept)


def test_a_silent_answer_says_that_nothing_was_heard(bank: Path, tmp_path: Path) -> None:
    """Digital silence instead of an answer: the privacy settings are named, nothing is judged."""
    folder = tmp_path / "silent"
    folder.mkdir()
    write_clip(folder / "a.flac", Clip.silence(3.0))
    with Rehearsing("--candidate", str(folder), "--bank", str(bank), *MODEL, "--json") as rehearsing:
        result = rehearsing.result()
    assert "allow this program to use it in the system's privacy settings" in " ".join(rehearsing.lines)
    assert result["turns"][0]["analysis"] is None
