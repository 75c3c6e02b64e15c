"""Encoding only the sound that is there, against Whisper's whole window: `python -m benchmarks.window`.

Two voices read answers (see `fillers_sound`); the length of the silence behind the sound was chosen on other
recordings. Each is cut into pieces as a running answer is, and only the short pieces differ. Word errors,
with 95 % intervals over resampled answers, and seconds for each short piece.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.fillers_sound import UNHEARD_VOICES
from benchmarks.models import model_for
from benchmarks.speech_maker import recording, scripts
from benchmarks.voices import can_speak
from benchmarks.word_errors import word_error_rate
from mockinterview.recognition.messages import WhisperOptions
from mockinterview.recognition.recogniser import Recogniser
from mockinterview.speech.activity import BLOCK, VoiceActivity
from mockinterview.speech.cutter import Cutter

if TYPE_CHECKING:
    from benchmarks.speech_maker import Recording
    from mockinterview.clip import Clip
    from mockinterview.ports import Piece

MODELS = ("tiny.en", "base.en")
ANSWERS = 12
"""So many of each voice."""

RESAMPLED = 2000


@dataclass(frozen=True)
class WordErrors:
    """What one way of recognising gets wrong.

    Attributes:
        words: in each script.
        errors: word errors in each answer.
    """

    words: tuple[int, ...]
    errors: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Word error rate over all answers."""
        return sum(self.errors) / sum(self.words)


def measure(made: list[Recording], recogniser: Recogniser) -> tuple[WordErrors, float]:
    """Recognise every recording piece by piece; return the errors, and the seconds for a short piece."""
    words, errors, count, took = [], [], 0, 0.0
    for answer in made:
        script = " ".join(word.text for word in answer.words)
        heard = []
        for piece in live_pieces(answer.clip):
            began = time.monotonic()
            heard += [word.text for word in recogniser.recognise(piece.clip).words]
            if piece.clip.duration <= WhisperOptions.short:
                took += time.monotonic() - began
                count += 1
        words.append(len(script.split()))
        errors.append(word_error_rate(script, " ".join(heard)) * words[-1])
    return WordErrors(tuple(words), tuple(errors)), took / count


def live_pieces(clip: Clip) -> list[Piece]:
    """Cut an answer as it would have been cut while it was spoken."""
    activity, cutter = VoiceActivity(), Cutter()
    last: dict[float, Piece] = {}  # a later piece with the same start replaces the earlier one
    for block in clip.samples[: len(clip.samples) // BLOCK * BLOCK].reshape(-1, BLOCK):
        if piece := cutter.push(block, activity.decide(block)):
            last[piece.start] = piece
    if piece := cutter.finish():
        last[piece.start] = piece
    return [last[start] for start in sorted(last)]


def difference(whole: WordErrors, short: WordErrors) -> tuple[float, float, float]:
    """Return by how many points the word error rate grows, with its 95 % interval over resampled answers."""
    chosen = np.random.default_rng(0).integers(0, len(whole.words), (RESAMPLED, len(whole.words)))
    more = np.array(short.errors) - np.array(whole.errors)
    words = np.array(whole.words)
    grown = 100 * more[chosen].sum(axis=1) / words[chosen].sum(axis=1)
    low, high = np.percentile(grown, [2.5, 97.5])
    return 100 * (short.rate - whole.rate), float(low), float(high)


def main() -> None:
    """Print a table."""
    if missing := [voice for voice in UNHEARD_VOICES if not can_speak(voice)]:
        raise SystemExit(f"these voices are not installed (`make bench` does it): {', '.join(missing)}")
    made = [
        recording(script)
        for voice in UNHEARD_VOICES
        for script in scripts(voice, held_back=True, count=ANSWERS)
    ]
    print(f"{len(made)} answers                 word errors   seconds a short piece")
    with tempfile.TemporaryDirectory() as folder:
        for name in MODELS:
            source, _ = model_for(name, Path(folder))
            rows = {}
            for encoded, options in {
                "whole window": WhisperOptions(short=0.0),
                "the sound and 4 s": WhisperOptions(),
            }.items():
                recogniser = Recogniser(source, options)
                recogniser.warm_up()
                rows[encoded], seconds = measure(made, recogniser)
                print(f"{source.name:<8} {encoded:<18} {rows[encoded].rate:>10.4f} {seconds:>17.2f}")
            grown, low, high = difference(*rows.values())
            print(f"{source.name:<8} grown by {grown:+.2f} points (95 %: {low:+.2f} to {high:+.2f})")


if __name__ == "__main__":
    main()
