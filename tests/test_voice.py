"""The interviewer's voice, by the real speech synthesis of this machine."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mockinterview.cli.voices import voices
from mockinterview.errors import VoiceError
from mockinterview.places import cache_dir
from mockinterview.remedy import Remedy
from mockinterview.speech.voice import (
    CACHE_BYTES,
    MOST_COMING,
    PyttsxVoice,
    VoiceOptions,
    list_voices,
    refusal,
)

if TYPE_CHECKING:
    from pathlib import Path

PATIENT = VoiceOptions(timeout=60.0)
"""Waits on the busiest computer too."""

QUESTION = "Why are you leaving your current place of employment?"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the cache of each test to itself."""
    monkeypatch.setenv("MOCKINTERVIEW_HOME", str(tmp_path))
    return tmp_path


def keeping(timeout: float = 60.0) -> PyttsxVoice:
    """Return a voice that keeps the sound of what everybody may hear."""
    return PyttsxVoice(VoiceOptions(timeout=timeout), lasting=(QUESTION, "Yes."))


def cached() -> list[Path]:
    """Return the spoken texts in the cache."""
    return sorted((cache_dir() / "questions").glob("*"))


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x1b\x00\x07"])
def test_nothing_to_say_is_a_moment_of_silence(text: str) -> None:
    """An empty text needs no voice and is no error."""
    clip = PyttsxVoice(PATIENT).clip(text)
    assert clip.peak == 0
    assert clip.duration < 1


@pytest.mark.parametrize(
    "text",
    [
        "Grüße, 面试 🙂",
        "\ud800 why",
        "<speak>&amp;</speak>",
        "--help",
        "a\x00b\x1b[31m",
        "$(reboot) `ls`",
        "word " * 500,
    ],
)
def test_any_text_is_spoken(text: str) -> None:
    """Foreign letters, lone surrogates, markup, options, control characters and long texts do no harm."""
    clip = PyttsxVoice(PATIENT).clip(text)
    assert clip.duration > 0.2
    assert clip.peak > 0.01


def test_an_endless_text_is_refused() -> None:
    """A text that would crash the synthesiser is refused in one line."""
    with pytest.raises(VoiceError, match="too long"):
        PyttsxVoice(PATIENT).clip("word " * 2000)


def test_a_question_is_spoken_at_the_length_of_speech() -> None:
    """Nine words at 170 a minute take some three seconds."""
    assert 2.0 < PyttsxVoice(PATIENT).clip(QUESTION).duration < 5.0


def test_a_higher_rate_is_faster() -> None:
    """The rate reaches the synthesiser."""
    slow = PyttsxVoice(replace(PATIENT, rate=120)).clip(QUESTION)
    fast = PyttsxVoice(replace(PATIENT, rate=240)).clip(QUESTION)
    assert slow.duration > 1.5 * fast.duration


def test_a_busy_machine_speaks_no_faster() -> None:
    """Many syntheses at once all keep the rate: none loses it in the synthesiser's own race."""
    crowd = [PyttsxVoice(PATIENT) for _ in range(6)]
    for voice in crowd:
        voice.prepare(QUESTION)
    assert len({voice.clip(QUESTION).duration for voice in crowd}) == 1


def test_a_prepared_text_is_the_text_that_is_spoken() -> None:
    """Preparing several texts at once mixes nothing up, and preparing twice does no harm."""
    voice = PyttsxVoice(PATIENT)
    for text in ("Yes.", QUESTION, QUESTION):
        voice.prepare(text)
    assert voice.clip("Yes.").duration < 1.5 < voice.clip(QUESTION).duration


def test_a_spoken_text_is_cached_and_private() -> None:
    """The second time costs no synthesis (no time-out strikes), and nobody else can read it."""
    first = keeping().clip(QUESTION)
    again = keeping(timeout=0.001).clip(QUESTION)
    assert abs(again.duration - first.duration) < 0.01
    (path,) = cached()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or sys.platform == "win32"


def test_a_broken_cache_file_is_made_again() -> None:
    """Rubbish in the cache is replaced and never played."""
    whole = keeping().clip(QUESTION).duration
    (path,) = cached()
    for rubbish in (b"", b"rubbish", path.read_bytes()[:50]):
        path.write_bytes(rubbish)
        assert keeping().clip(QUESTION).duration == whole


def test_without_a_cache_the_voice_still_speaks(home: Path) -> None:
    """A cache that cannot be written costs time, nothing else."""
    (home / "cache").write_text("a file where the folder should be")
    assert keeping().clip(QUESTION).duration > 2


def test_the_cache_does_not_grow_without_end() -> None:
    """What was used longest ago goes first once the cache is full; what was just spoken stays."""
    voice = keeping()
    voice.clip(QUESTION)
    (used,) = cached()
    old = used.with_name("old.flac")
    with old.open("wb") as file:
        file.truncate(CACHE_BYTES)
    os.utime(old, (0, 0))
    voice.clip("Yes.")
    assert old not in cached()
    assert used in cached()
    assert len(cached()) == 2


def test_what_belongs_to_a_person_is_not_kept(home: Path) -> None:
    """An own question or a quoted answer leaves no sound behind, and what earlier versions kept goes."""
    (home / "cache" / "voice").mkdir(parents=True)
    (home / "cache" / "voice" / "old.flac").touch()
    voice = keeping()
    voice.clip("Why did Ada Quill leave?")
    assert cached() == []
    voice.clip(QUESTION)
    assert len(cached()) == 1
    assert not (home / "cache" / "voice").exists()


def test_what_is_prepared_and_never_asked_for_does_not_pile_up() -> None:
    """A long rehearsal that often goes another way holds the last few sounds, and can still say any."""
    voice = PyttsxVoice()
    for number in range(4 * MOST_COMING):
        voice.prepare("" if number % 2 else " ", f"speaker {number}")  # empty texts need no child process
    assert len(voice._coming) == MOST_COMING
    assert voice.clip("", "speaker 1").duration == pytest.approx(0.1)


def test_an_unknown_voice_is_said() -> None:
    """A wrong name is answered with where the right ones are."""
    with pytest.raises(VoiceError, match="no voice called 'Nobody'") as caught:
        PyttsxVoice(replace(PATIENT, voice="Nobody")).clip(QUESTION)
    assert caught.value.remedy == Remedy("choose_voice")
    assert cached() == []


def test_a_synthesis_that_takes_too_long_is_given_up() -> None:
    """The time-out gives one line, and the next try starts afresh."""
    voice = PyttsxVoice(VoiceOptions(timeout=0.001))
    voice.prepare(QUESTION)
    for _ in range(2):
        with pytest.raises(VoiceError, match="did not answer within"):
            voice.clip(QUESTION)


def test_voices_are_listed_english_ones_first() -> None:
    """The list has English voices in front, and each can be chosen by its name."""
    listed = list_voices()
    english = [voice.english for voice in listed]
    assert english[0]
    assert english == sorted(english, reverse=True)
    assert PyttsxVoice(replace(PATIENT, voice=listed[0].name.upper())).clip("Hello.").peak > 0.01


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            "This means you probably do not have eSpeak or eSpeak-ng installed!",
            "sudo apt install libespeak-ng1",
        ),
        ("no good\nand much more", "no good"),
        ("\x1b[31mred", "[31mred"),
        ("", "the voice failed"),
    ],
)
def test_a_drivers_trouble_is_said_in_plain_words(problem: str, said: str) -> None:
    """Whatever a driver says becomes one line that a terminal can show."""
    assert said in refusal(problem).in_terminal
    assert "\n" not in refusal(problem).in_terminal


@pytest.mark.skipif(sys.platform == "win32", reason="programs run under other names on Windows")
def test_a_child_without_a_synthesiser_answers_with_the_reason(tmp_path: Path) -> None:
    """A machine without pyttsx3's library gives an error object, not a traceback."""
    (tmp_path / "pyttsx3.py").write_text("raise RuntimeError('you probably do not have eSpeak')")
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview.speech.voice_child"],
        input='{"voices": {}, "timeout": 10}',
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == '{"error": "you probably do not have eSpeak"}'


def test_the_command_lists_voices() -> None:
    """`voices --json` is one JSON list for programs, `voices --list-only` a line a voice for people."""
    runner = CliRunner()
    listed = json.loads(runner.invoke(voices, ["--json"]).stdout)
    assert {"id", "name", "language"} == set(listed[0])
    english = [voice["name"] for voice in listed if voice["language"].startswith("en")]
    lines = runner.invoke(voices, ["--list-only"]).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == english
    everything = runner.invoke(voices, ["--list-only", "--all"]).stdout.splitlines()
    assert len(everything) == len(listed)


@pytest.mark.parametrize("rate", ["0", "1000", "fast"])
def test_the_command_refuses_a_rate_that_nobody_understands(rate: str) -> None:
    """A rate outside 80-400 words a minute is a usage error."""
    assert CliRunner().invoke(voices, ["--rate", rate]).exit_code == 2
