"""Spoken answers with the time of every word and um, synthesised from the labelled answers and kept.

`python -m benchmarks.speech_maker VOICE…` makes them beforehand; the benchmarks make what is missing.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.labelled import DATA, LabelledAnswer, read_answers
from benchmarks.sound_effects import EFFECTS, in_room, with_noise
from benchmarks.voices import VOICES, Spoken, joined
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.places import cache_dir
from mockinterview.transcript import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILLED_PAUSES = {"um", "uh", "er", "erm", "hmm", "uhm"}
CONDITIONS = {"clean": 50.0, "30 dB": 30.0, "20 dB": 20.0, "10 dB": 10.0, "room": 35.0, "telephone": 30.0}
"""Signal-to-noise ratio in dB of each condition."""
EFFECT_CHANCES = {"breath": 0.4, "click": 0.1, "cough": 0.06, "laughter": 0.06}
EXTRA_FILLERS = ("um,", "uh,", "um,", "um~,", "uh~,")
MOST = 40
VERSION = 3


@dataclass(frozen=True)
class Recording:
    """One synthetic answer.

    Attributes:
        name: of voice, text and condition.
        clip: the sound at 16 kHz.
        words: the words without filled pauses, with their true times.
        filled_pauses: the filled pauses, with their true times.
    """

    name: str
    clip: Clip
    words: tuple[Word, ...]
    filled_pauses: tuple[Word, ...]


@dataclass(frozen=True)
class Script:
    """What to make: an answer, who speaks it, how it is recorded."""

    answer: LabelledAnswer
    voice: str
    condition: str
    extra_fillers: bool = False

    @property
    def name(self) -> str:
        """Short and unique."""
        return f"{self.answer.id} {self.voice} {self.condition}{' + more' if self.extra_fillers else ''}"


def answers() -> tuple[LabelledAnswer, ...]:
    """Return the labelled answers that are neither very short nor without every chance of a filler."""
    return tuple(
        answer
        for name in ("answers-dev.jsonl", "answers-dev-2.jsonl")
        for answer in read_answers(DATA / name)
        if len(answer.text.split()) >= 25
    )


def has_filled_pause(answer: LabelledAnswer) -> bool:
    """Whether an um stands in the labelled answer."""
    return any(answer.text[start:end].lower() in FILLED_PAUSES for start, end in answer.fillers)


def scripts(
    voice: str, *, held_back: bool, count: int = MOST, extra_fillers: bool = False
) -> tuple[Script, ...]:
    """Return scripts for a voice: answers with filled pauses, behind them some without; conditions in turn.

    Args:
        voice: name of the voice.
        held_back: whether to take the answers that no threshold was chosen on, or the others.
        count: how many, at most 40.
        extra_fillers: whether to add filled pauses of all kinds at random places.
    """
    ours = [answer for answer in answers() if answer.held_back == held_back]
    ours.sort(key=lambda answer: hashlib.sha256(f"{voice}{answer.id}".encode()).digest())
    chosen = [answer for answer in ours if has_filled_pause(answer)][: MOST * 4 // 5]
    chosen += [answer for answer in ours if not has_filled_pause(answer)][: MOST - len(chosen)]
    conditions = list(CONDITIONS)
    return tuple(
        Script(answer, voice, conditions[i % len(conditions)], extra_fillers)
        for i, answer in enumerate(chosen[:count])
    )


def recording(script: Script) -> Recording:
    """Return the recording of a script, from the cache where it has been made before."""
    key = hashlib.sha256(f"{VERSION} {script.name} {script.answer.text}".encode()).hexdigest()[:16]
    sound, labels = (cache_dir() / "benchmark-speech" / f"{key}.{kind}" for kind in ("flac", "json"))
    if not labels.exists():
        made = _make(script, np.random.default_rng(int(key, 16)))
        _keep(made, sound, labels)
    kept = json.loads(labels.read_text())
    words, filled = ([Word(**word) for word in kept[part]] for part in ("words", "filled_pauses"))
    return Recording(script.name, read_clip(sound), tuple(words), tuple(filled))


def _keep(made: Recording, sound: Path, labels: Path) -> None:
    sound.parent.mkdir(parents=True, exist_ok=True)
    write_clip(sound, made.clip)
    parts = {"words": made.words, "filled_pauses": made.filled_pauses}
    labels.write_text(json.dumps({name: [asdict(word) for word in words] for name, words in parts.items()}))


def _make(script: Script, random: np.random.Generator) -> Recording:
    speed = random.uniform(0.9, 1.15)
    marked = _marked(script.answer)
    if script.extra_fillers:
        marked = list(_with_more_fillers(marked, random))
    spoken = joined(
        _with_gaps((VOICES[script.voice].say(part, speed) for part in _sentences(marked)), random)
    )
    clip = Clip(_recorded(spoken.clip.samples, script.condition, random))
    words: list[Word] = []
    filled: list[Word] = []
    for word in spoken.words:
        (filled if "^" in word.text else words).append(Word(word.start, word.end, word.text.replace("^", "")))
    return Recording(script.name, clip, tuple(words), tuple(filled))


def _marked(answer: LabelledAnswer) -> list[str]:
    """Return the answer's words, a `^` behind each filled pause; `er` is read as `uh`, as it is meant."""
    marked = answer.text
    for start, end in reversed(answer.fillers):
        core = marked[start:end].lower()
        if core in FILLED_PAUSES:
            marked = marked[:start] + {"er": "uh", "erm": "um"}.get(core, core) + "^" + marked[end:]
    return re.sub(r"[—–]", ", ", marked).split()


def _with_more_fillers(marked: list[str], random: np.random.Generator) -> Iterator[str]:
    """Yield the words with more filled pauses and some drawn-out words between them."""
    for word in marked:
        plain = word[-1].isalnum()
        more = random.random() < 0.05
        drawn_out = plain and random.random() < 0.03
        yield word + ("~" if drawn_out else "") + ("," if more and plain and random.random() < 0.7 else "")
        if more:
            yield str(random.choice(EXTRA_FILLERS)).replace("m", "m^").replace("h", "h^")


def _sentences(words: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words by sentence; long ones are cut at a comma, or anywhere."""
    part: list[str] = []
    for word in words:
        part.append(word)
        if word[-1] in ".?!" or len(part) >= 35 or (len(part) >= 20 and word[-1] == ","):
            yield part
            part = []
    if part:
        yield part


def _with_gaps(parts: Iterable[Spoken], random: np.random.Generator) -> Iterator[Spoken]:
    """Put silence between the sentences, in it now and then a breath, a cough, laughter or a click."""
    loudness = 0.05
    for part in parts:
        yield Spoken(Clip(_gap(random, loudness)), ())
        yield part
        loudness = float(np.sqrt(np.mean(part.clip.samples**2)))
    yield Spoken(Clip(_gap(random, loudness)), ())


def _gap(random: np.random.Generator, loudness: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    silence = [np.zeros(round(random.uniform(0.1, 0.5) * SAMPLE_RATE)) for _ in range(2)]
    effect = random.choice(
        [*EFFECT_CHANCES, ""], p=[*EFFECT_CHANCES.values(), 1 - sum(EFFECT_CHANCES.values())]
    )
    sound = EFFECTS[effect](random) * loudness if effect else np.zeros(0)
    return np.concatenate([silence[0], sound, silence[1]]).astype(np.float32)


def _recorded(
    samples: np.ndarray[tuple[int], np.dtype[np.float32]], condition: str, random: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    sound = samples.astype(np.float64)
    if condition == "room":
        sound = in_room(random, sound)
    sound = with_noise(random, sound, CONDITIONS[condition])
    sound *= random.uniform(0.1, 0.9) / np.max(np.abs(sound))
    clip = Clip(sound.astype(np.float32))
    return clip.resampled(8000).resampled(SAMPLE_RATE).samples if condition == "telephone" else clip.samples


def main() -> None:
    """Make the recordings of the voices that are named."""
    for voice in sys.argv[1:]:
        for held_back in (False, True):
            for script in scripts(voice, held_back=held_back):
                print(recording(script).name, flush=True)


if __name__ == "__main__":
    main()
