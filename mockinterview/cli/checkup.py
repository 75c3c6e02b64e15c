"""What a rehearsal needs, checked part by part; every check works where another part is missing."""

from __future__ import annotations

import platform
import shutil
import tempfile
import time
from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.errors import (
    DeviceError,
    MockInterviewError,
    ModelError,
    NoSoundSystem,
    StorageError,
    VoiceError,
)
from mockinterview.places import bundled, data_dir
from mockinterview.plain_text import plain_text
from mockinterview.private_file import reason
from mockinterview.recognition import models
from mockinterview.recognition.speed import KEEPS_UP, measure_speed
from mockinterview.remedy import Remedy
from mockinterview.speech.activity import VoiceActivity, level_db
from mockinterview.speech.devices import SOUND, Direction, listed
from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
from mockinterview.speech.microphone import SoundCardMicrophone
from mockinterview.speech.recorder import SoundCheck
from mockinterview.speech.voice import PyttsxVoice, list_voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mockinterview.ports import Microphone

SETTLE_S = 0.3
"""What is not judged at the beginning: some devices click when they are opened."""

PROBE_S = 2.0
"""How long the microphone is listened to then."""

FULL_SCALE = 0.999
WINDOW_S = 0.1
"""The loudest moment of this length is what counts: a word, not a click."""

PLAY_S = 0.3
PLAY_PATIENCE_S = 6.0
SHOWN_INSTEAD = "until this is mended, questions are shown instead of spoken"
TEST_LINE = "This is how the questions will sound."

SPOKEN = "5-salary.ogg"
"""Twenty seconds of the sample candidate, to measure the recogniser with."""

MB = 1_000_000
LEAST_FREE = 100 * MB
"""An answer of five minutes takes 30 MB while it is recorded (48,000 Hz, 16 bit), half of that once kept."""

COMFORTABLY_FREE = 1_000 * MB
"""A month of daily rehearsals."""


class State(Enum):
    """How a part is."""

    OK = "ok"
    ATTENTION = "attention"
    """It can be done without, or it works, but not well."""

    MISSING = "missing"
    """Nobody can rehearse before this is mended."""


@dataclass(frozen=True)
class Check:
    """One part of what a rehearsal needs.

    Attributes:
        name: the part.
        state: how it is.
        found: what was found, in one line.
        remedy: what to do about it, in one line; empty where nothing need be done, or only a `way` is known.
        way: the same where it depends on the face.
    """

    name: str
    state: State
    found: str
    remedy: str = ""
    way: Remedy | None = None


@dataclass(frozen=True)
class Devices:
    """Which devices to check, by number or name; None is the system's default."""

    microphone: str | None = None
    loudspeaker: str | None = None


def check_all(devices: Devices, on_listening: Callable[[], None]) -> Iterator[Check]:
    """Check every part, the quick ones first; `on_listening` is called when the person should speak."""
    yield check_disk(data_dir())
    recogniser = check_recogniser()
    yield recogniser
    if recogniser.state is State.OK:
        yield check_speed()
    yield check_speech_detector()
    yield check_ffmpeg()
    yield check_voice()
    library = check_sound_library()
    yield library
    if library.state is State.OK:
        yield check_loudspeaker(devices.loudspeaker)
        yield check_microphone(devices.microphone, on_listening)


def check_disk(directory: Path) -> Check:
    """Check that rehearsals can be kept in a directory, which need not exist yet."""
    name = "disk"
    existing = next(path for path in (directory, *directory.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            file.write(b"mockinterview")
    except OSError as error:
        found = f"rehearsals cannot be kept in {plain_text(str(directory))} ({reason(error)})"
        return Check(name, State.MISSING, found, way=Remedy("other_folder"))
    free = shutil.disk_usage(existing).free
    found = f"{free / (1000 * MB):.1f} GB free for rehearsals in {plain_text(str(directory))}"
    if free < COMFORTABLY_FREE:
        state = State.MISSING if free < LEAST_FREE else State.ATTENTION
        return Check(name, state, found, way=Remedy("other_disk"))
    return Check(name, State.OK, found)


def check_recogniser() -> Check:
    """Check that something can write down what is said; nothing is loaded."""
    name = "recogniser"
    if find_spec("whisper") is None:
        install = Remedy("install", "pip install openai-whisper")
        return Check(name, State.MISSING, "Whisper is not installed", way=install)
    try:
        best = models.resolve().name
    except (ModelError, StorageError) as error:
        return _failed(name, State.MISSING, error, Remedy("this_model", models.BETTER))
    found = f"Whisper with the model {best}"
    if best in models.SMALLEST:
        found += "; a larger one hears accents and technical words better: "
        found += f"mockinterview model get {models.BETTER}"
    return Check(name, State.OK, found)


def check_speed() -> Check:
    """Measure the models on a recorded answer, the best one first, until one keeps up with speech."""
    name, took = "speed", ""
    too_slow: list[str] = []
    for source in models.best_first():
        try:
            clip = read_clip(bundled("sample_candidate") / SPOKEN).resampled(SAMPLE_RATE)
            speed = measure_speed(source, clip)
        except MockInterviewError as error:
            return _failed(name, State.ATTENTION, error, f"mockinterview model remove {source.name}")
        took = f"{source.name} needs {speed:.2f} s for a second of speech"
        if speed <= KEEPS_UP:
            slower = f"; too slow here: {', '.join(too_slow)}" if too_slow else ""
            return Check(name, State.OK, took + slower)
        too_slow.append(source.name)
    remedy = "your feedback will come late; close other programs and run this again"
    return Check(name, State.ATTENTION, took, remedy)


def check_speech_detector() -> Check:
    """Check what tells speech from silence, and so when an answer is over."""
    name = "speech detector"
    try:
        VoiceActivity()
    except DeviceError as error:
        return _failed(name, State.MISSING, error, "pip install silero-vad onnxruntime")
    return Check(name, State.OK, "silero-vad")


def check_ffmpeg() -> Check:
    """Check for ffmpeg, which only `analyze` may want."""
    if ffmpeg := shutil.which("ffmpeg"):
        return Check("ffmpeg", State.OK, plain_text(ffmpeg))
    return Check(
        "ffmpeg", State.ATTENTION, "not found", "only to analyse phone recordings (m4a, webm): install ffmpeg"
    )


def check_voice() -> Check:
    """Check that questions can be spoken, by speaking one (into memory)."""
    try:
        english = sum(voice.english for voice in list_voices())
        PyttsxVoice().clip(TEST_LINE)
    except VoiceError as error:
        return _failed("voice", State.ATTENTION, error, SHOWN_INSTEAD)
    if not english:
        return Check(
            "voice", State.ATTENTION, "no English voice", "install an English voice in the system's settings"
        )
    return Check("voice", State.OK, f"{english} English {'voice' if english == 1 else 'voices'}")


def check_sound_library() -> Check:
    """Check that PortAudio is there."""
    try:
        version = SOUND.library.get_portaudio_version()[1]
    except NoSoundSystem as error:
        return _failed("sound library", State.MISSING, error, "restart the computer's sound system")
    return Check("sound library", State.OK, version.partition(",")[0])


def check_loudspeaker(wanted: str | None) -> Check:
    """Check that a loudspeaker plays, with a moment of silence."""
    name = "loudspeaker"
    try:
        found = _devices_line(Direction.OUTPUT, wanted)
        playback = SoundCardLoudspeaker(wanted).play(Clip.silence(PLAY_S))
    except DeviceError as error:
        return _failed(name, State.ATTENTION, error, SHOWN_INSTEAD)
    give_up = time.monotonic() + PLAY_PATIENCE_S
    while not playback.done and time.monotonic() < give_up:
        time.sleep(WINDOW_S)
    playback.stop()
    if playback.position < PLAY_S:
        return Check(
            name, State.ATTENTION, f"{found}, which does not play", "choose another one: --loudspeaker"
        )
    return Check(name, State.OK, found)


def check_microphone(wanted: str | None, on_listening: Callable[[], None]) -> Check:
    """Check what a microphone hears in two seconds."""
    name = "microphone"
    try:
        found = _devices_line(Direction.INPUT, wanted)
        clip = listen(SoundCardMicrophone(wanted), on_listening)
    except DeviceError as error:
        return _failed(name, State.MISSING, error, "plug it in again, or choose another one: --microphone")
    state, heard, remedy = judge(clip)
    return Check(name, state, f"{found}: {heard}", remedy)


def listen(microphone: Microphone, on_listening: Callable[[], None]) -> Clip:
    """Record a moment; `on_listening` is called when the microphone is open.

    Raises:
        DeviceError: the microphone refuses, or stops.
    """
    with microphone.open() as stream:
        on_listening()
        blocks = [np.zeros(0, np.float32)]
        while sum(map(len, blocks)) < (SETTLE_S + PROBE_S) * stream.sample_rate:
            block = stream.read(WINDOW_S)
            if block is not None:
                blocks.append(block)
        clip = Clip(np.concatenate(blocks), stream.sample_rate)
    return clip.between(SETTLE_S, clip.duration)


def judge(clip: Clip) -> tuple[State, str, str]:
    """Say whether a microphone is heard well.

    Returns:
        The state, what was heard, and the remedy.
    """
    limits = SoundCheck()
    if clip.peak == 0.0:
        heard = "nothing but exact zeros, so it is muted or this program may not hear it"
        return State.MISSING, heard, _permission_remedy()
    starts = np.arange(0.0, clip.duration, WINDOW_S)
    loudest_db = max(level_db(clip.between(start, start + WINDOW_S).samples) for start in starts)
    if np.mean(np.abs(clip.samples) >= FULL_SCALE) > limits.clipped:
        return State.ATTENTION, "too loud, it distorts", "turn the input level down in the sound settings"
    if loudest_db < limits.quiet_db:
        heard = f"very quiet ({loudest_db:.0f} dB at its loudest)"
        return State.ATTENTION, heard, "speak while it listens; if you did, come closer or turn the level up"
    return State.OK, f"heard well ({loudest_db:.0f} dB at its loudest)", ""


def _permission_remedy() -> str:
    """Say where this system lets a program hear the microphone."""
    remedies = {
        "Darwin": "System Settings > Privacy & Security > Microphone: switch your terminal on, restart it",
        "Windows": "Settings > Privacy & security > Microphone: let desktop apps access your microphone",
    }
    elsewhere = "switch it on and turn its level up in the sound settings (or pavucontrol, alsamixer)"
    return remedies.get(platform.system(), elsewhere)


def _devices_line(direction: Direction, wanted: str | None) -> str:
    """Name the device that is used, and the others that could be."""
    used = SOUND.find(direction, wanted)
    # Windows lists every device once a backend.
    others = [d for d in SOUND.devices(direction) if d != used and d.backend == used.backend]
    return listed([used]) + (f" (also there: {listed(others)})" if others else "")


def _failed(name: str, state: State, error: MockInterviewError, remedy: str | Remedy) -> Check:
    """Make a check from an error, which often says itself what to do: "what is wrong; what helps"."""
    found, _, helps = plain_text(str(error)).partition("; ")
    if helps or error.remedy:
        return Check(name, state, found, helps, error.remedy)
    if isinstance(remedy, Remedy):
        return Check(name, state, found, way=remedy)
    return Check(name, state, found, remedy)
