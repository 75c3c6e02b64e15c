"""Whatever is wrong, a person reads one clear line, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from child_process import NO_SOUND_SERVER, no_portaudio, sound_hardware, world_with

from mockinterview.audio_file import write_clip
from mockinterview.clip import Clip

SAMPLE = Path(__file__).parents[1] / "audio_fixtures" / "sample_candidate"
NOWHERE = "does-not-exist"
NO_ESPEAK = {
    "pyttsx3": "def init(*_, **__): raise RuntimeError('this means you probably do not have eSpeak')\n"
}


def run(*arguments: str, environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run the command line; return its exit code, stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | (environment or {}),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def write(path: Path, content: bytes) -> str:
    """Write a file and return its name."""
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rehearse", "--model", NOWHERE), "there is no model"),
        (("rehearse", "--model", "./none.pt"), "no such model file"),
        (("rehearse", "--bank", NOWHERE), NOWHERE),
        (("rehearse", "--candidate", NOWHERE), "no such folder"),
        (("replay", NOWHERE), "no session yet"),
        (("sessions", "show", NOWHERE), "no session yet"),
        (("analyze", NOWHERE), "no such file"),
        (("analyze", "--text", NOWHERE), "cannot be read"),
        (("model", "get", NOWHERE), "there is no model"),
        (("questions", "check", NOWHERE), NOWHERE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_does_not_exist_is_named_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    """Exit code 1, one line that names it, no traceback, nothing on stdout."""
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("rehearse", "--questions", "0"),
        ("rehearse", "--patience", "never"),
        ("analyze",),
        ("analyze", "a.wav", "b.wav", "--words", "w.json"),
        ("analyze", "--text", "a.jsonl", "--words", "w.json"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    """The usage is shown, and no traceback."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Error:" in err


def test_a_file_that_is_no_sound_is_refused_and_the_others_are_still_checked(tmp_path: Path) -> None:
    """Rubbish, an empty file and a good one, with words from elsewhere so that no model is needed."""
    words = write(tmp_path / "words.json", b'[{"start": 0.1, "end": 0.5, "word": "hello"}]')
    write_clip(tmp_path / "good.wav", Clip.silence(1.0), file_format="WAV")
    for name, content in (("rubbish.wav", os.urandom(2000)), ("empty.wav", b"")):
        code, out, err = run("analyze", write(tmp_path / name, content), "--words", words, "--json")
        assert (code, out) == (1, "")
        assert name in err
        assert "Traceback" not in err
    code, out, _ = run("analyze", str(tmp_path / "good.wav"), "--words", words, "--json")
    assert code == 0
    assert '"text": "hello"' in out


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 and a download that was cut short"])
def test_a_model_file_that_is_none_is_refused_before_anything_is_asked(
    tmp_path: Path, content: bytes
) -> None:
    """Otherwise a person would speak and read no word of it."""
    model = write(tmp_path / "model.pt", content)
    for arguments in (("rehearse",), ("analyze", str(SAMPLE / "5-salary.ogg"))):
        code, out, err = run(*arguments, "--model", model)
        assert (code, out) == (1, "")
        assert err == f"{model}: this is no Whisper model (a checkpoint of openai-whisper, *.pt)\n"


def test_a_broken_bank_names_every_problem(tmp_path: Path) -> None:
    """Two questions, three mistakes, three lines, and no rehearsal."""
    bank = write(
        tmp_path / "bank.toml",
        b"""
[[questions]]
id = "one"
text = ""
kind = "achievment"
example_expected = true
target_s = 90
follow_ups = [{ asks_for = "result", text = "And?" }]
tip = "Tell it."

[[questions]]
id = "two"
text = "Why?"
kind = "motivation"
example_expected = false
target_s = 9000
follow_ups = [{ asks_for = "more", text = "And?" }]
tip = "Tell it."
""",
    )
    code, _, err = run("rehearse", "--bank", bank, "--model", "tiny.en")
    assert code == 1
    assert [word in err for word in ("text", "achievement", "target_s")] == [True] * 3
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform != "linux", reason="worlds without sound are made on Linux")
@pytest.mark.parametrize("world", ["no devices", "no PortAudio", "no espeak"])
def test_without_sound_the_sample_candidate_still_rehearses(world: str, tmp_path: Path) -> None:
    """One line says what is missing; one question is answered by the sample candidate all the same."""
    if world == "no devices" and (reason := sound_hardware()):
        pytest.skip(reason)
    environment = {
        "no devices": NO_SOUND_SERVER,
        "no PortAudio": no_portaudio(tmp_path),
        "no espeak": NO_SOUND_SERVER | world_with(tmp_path, NO_ESPEAK),
    }[world]
    code, _, err = run("rehearse", "--questions", "1", "--model", "tiny.en", environment=environment)
    said = " ".join(err.split())
    assert code == 0, said
    assert "A sample candidate answers instead" in said
    assert "1 of 1 questions answered" in said
    assert "Traceback" not in said


def test_a_home_that_cannot_be_written_is_said_before_anybody_speaks(tmp_path: Path) -> None:
    """The data directory is a file: no recording could be kept."""
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    code, _, err = run("rehearse", "--model", "tiny.en", environment={"MOCKINTERVIEW_HOME": str(blocked)})
    assert code == 1
    assert "cannot create the folder" in err
    assert "Traceback" not in err
