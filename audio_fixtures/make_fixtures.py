"""Make the recordings from the texts in the two manifests.

Needs the `fixtures` extra (piper-tts and its voice), and `flite` and `espeak-ng` on the path:

    python audio_fixtures/make_fixtures.py [NAME...]

Without names every recording is made. A file whose sound would not change is left alone, so that running
this twice changes nothing (an OGG file carries a random serial number).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
from pydantic import TypeAdapter

from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Speaker = Callable[[str], Clip]

HERE = Path(__file__).parent
FOLDERS = (HERE, HERE / "sample_candidate", HERE / "second_interview")
MANIFESTS = tuple(folder / "manifest.toml" for folder in FOLDERS)

SEED = 7
SPEECH_DB = -23.0
"""Loudness of the speech in dB relative to full scale (RMS), a usual level for recordings."""

LEAD_IN_S, TAIL_S, SENTENCE_GAP_S = 0.4, 0.6, 0.55
ESPEAK_WPM = 175  # its own default
PACE = 1.3
"""How much slower than by default every voice speaks: the defaults rush at 200 words a minute and more."""

FARTHER_CHANNEL = 0.4
"""How much of the voice the second of two channels hears."""

SMALL = 0.93
"""How hard libsndfile squeezes Opus (0 to 1): about 24 kbit/s, plenty for a voice."""


@dataclass(frozen=True)
class Pause:
    """A silence in the middle of an answer, `seconds` long, behind the words `after`."""

    after: str
    seconds: float


@dataclass(frozen=True)
class Recipe:
    """How one recording is made: what the manifest says about it, as far as the sound goes.

    Attributes:
        file: name of the sound file, beside the manifest.
        made_with: program and voice, such as "flite slt"; or "silence" or "noise".
        transcript: what is spoken.
        pauses: silences in mid-answer, in order.
        seconds: length where nobody speaks.
        gain_db: how much louder than usual the voice is.
        room_db: loudness of the room (pink noise) in dB relative to full scale (RMS).
        sample_rate: in Hz.
        channels: one or two.
    """

    file: str
    made_with: str
    transcript: str
    pauses: tuple[Pause, ...] = ()
    seconds: float = 0.0
    gain_db: float = 0.0
    room_db: float = -65.0
    sample_rate: int = 24_000
    channels: int = 1


@dataclass(frozen=True)
class Recipes:
    """The recipes of one manifest."""

    answers: tuple[Recipe, ...]


def main(names: list[str]) -> None:
    """Make the recordings named, or all."""
    for manifest in MANIFESTS:
        recipes = TypeAdapter(Recipes).validate_python(tomllib.loads(manifest.read_text("utf-8")))
        for recipe in recipes.answers:
            if not names or recipe.file in names:
                path = manifest.parent / recipe.file
                changed = write(path, recording(recipe), recipe.sample_rate)
                print(f"{path.relative_to(HERE)}: {'made' if changed else 'unchanged'}")


def recording(recipe: Recipe) -> NDArray[np.float32]:
    """Return the finished sound, shape (n, channels)."""
    if recipe.made_with == "silence":
        return Clip.silence(recipe.seconds, recipe.sample_rate).samples[:, np.newaxis]
    if recipe.made_with == "noise":
        return room(round(recipe.seconds * recipe.sample_rate), recipe.room_db)[:, np.newaxis]
    voice = spoken(recipe)
    mono = voice + room(len(voice), recipe.room_db)
    if recipe.channels == 1:
        return mono[:, np.newaxis]
    return np.stack([mono, voice * FARTHER_CHANNEL + room(len(voice), recipe.room_db, SEED + 1)], axis=1)


def spoken(recipe: Recipe) -> NDArray[np.float32]:
    """Return the voice alone, at its final loudness, with its pauses."""
    rate = recipe.sample_rate
    speak = speaker(recipe.made_with)
    parts = [Clip.silence(LEAD_IN_S, rate).samples]
    for text, pause in cut(recipe.transcript, recipe.pauses):
        parts += [speak(text).resampled(rate).samples, Clip.silence(pause, rate).samples]
    parts.append(Clip.silence(TAIL_S, rate).samples)
    voice = np.concatenate(parts)
    loud = voice[np.abs(voice) > np.abs(voice).max() / 100]
    gain = 10 ** ((SPEECH_DB + recipe.gain_db) / 20) / float(np.sqrt(np.mean(loud**2)))
    return np.asarray(np.clip(voice * gain, -1, 1), np.float32)


def cut(text: str, pauses: tuple[Pause, ...]) -> Iterator[tuple[str, float]]:
    """Cut a text behind the words of each pause; yield each part and the silence behind it in seconds."""
    for pause in pauses:
        before, words, text = text.partition(pause.after)
        if not words:
            raise SystemExit(
                f"no pause can follow {pause.after!r}: these words are not in the rest of the text"
            )
        yield before + words, pause.seconds
    yield text, 0.0


def room(count: int, loudness_db: float, seed: int = SEED) -> NDArray[np.float32]:
    """Return the sound of a room: pink noise (power falling with 1/f), shape (count,)."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    spectrum[0] = 0
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    noise = np.fft.irfft(spectrum, count)
    loudness = float(np.sqrt(np.mean(noise**2)))
    return np.asarray(noise * (10 ** (loudness_db / 20) / loudness), np.float32)


def speaker(made_with: str) -> Speaker:
    """Return what turns a text into a voice, by the program and the voice in `made_with`."""
    program, _, voice = made_with.partition(" ")
    if program == "piper-tts":
        return piper(voice)
    slower = f"duration_stretch={PACE}"
    commands = {
        "flite": ["flite", "-voice", voice, "--setf", slower, "-o"],
        "espeak-ng": ["espeak-ng", "-v", voice, "-s", str(round(ESPEAK_WPM / PACE)), "-w"],
    }
    return partial(run, commands[program])


def run(command: list[str], text: str) -> Clip:
    """Speak with a program that reads a text file; its command ends where the WAV file is named."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "text", Path(folder) / "sound.wav"
        source.write_text(text, "utf-8")
        subprocess.run([*command, target, "-f", source], check=True, capture_output=True)
        return read_clip(target)


def piper(voice: str) -> Speaker:
    """Load a voice, whose random numbers begin anew with every recording."""
    import onnxruntime
    from piper import PiperVoice, SynthesisConfig

    onnxruntime.set_seed(SEED)
    loaded = PiperVoice.load(str(files(f"{voice}_us_piper_voice") / "data" / f"en_US-{voice}-medium.onnx"))
    style = SynthesisConfig(length_scale=PACE)

    def speak(text: str) -> Clip:
        rate = loaded.config.sample_rate
        parts: list[NDArray[np.float32]] = []
        for sentence in re.split(r"(?<=[.?!])\s+", text.strip()):
            parts += [chunk.audio_float_array for chunk in loaded.synthesize(sentence, style)]
            parts.append(Clip.silence(SENTENCE_GAP_S, rate).samples)
        return Clip(np.concatenate(parts[:-1]), rate)

    return speak


def write(path: Path, samples: NDArray[np.float32], sample_rate: int) -> bool:
    """Write Opus or FLAC, as the name says; return whether the sound is another one than before."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / path.name
        if path.suffix == ".flac":
            soundfile.write(made, samples, sample_rate, subtype="PCM_16")
        else:
            soundfile.write(made, samples, sample_rate, format="OGG", subtype="OPUS", compression_level=SMALL)
        if path.exists() and np.array_equal(soundfile.read(made)[0], soundfile.read(path)[0]):
            return False
        path.write_bytes(made.read_bytes())
        return True


if __name__ == "__main__":
    main(sys.argv[1:])
