"""Words written down while somebody speaks, against the whole file later: `python -m benchmarks.overlap`.

Every spoken recording of `audio_fixtures/` is cut into pieces as a running answer is, and given to
`whisper.transcribe` as a whole. Word errors, with 95 % intervals over resampled recordings.
"""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.answers import FIXTURES
from benchmarks.models import model_for
from benchmarks.window import MODELS, WordErrors, difference, live_pieces
from benchmarks.word_errors import word_error_rate
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.recognition.checkpoint import load_source
from mockinterview.recognition.messages import WhisperOptions
from mockinterview.recognition.recogniser import Recogniser

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.recognition.models import ModelSource

Recorded = tuple[Clip, str]
"""A clip at 16,000 Hz and its script."""


def recorded() -> list[Recorded]:
    """Return every recording in which somebody speaks."""
    return [
        (read_clip(folder / entry["file"]).resampled(SAMPLE_RATE), entry["transcript"])
        for folder in (FIXTURES, FIXTURES / "sample_candidate")
        for entry in tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["answers"]
        if entry["transcript"]
    ]


def errors(answers: list[Recorded], heard: Callable[[Clip], str]) -> WordErrors:
    """Return the word errors of one way of recognising."""
    words = tuple(len(script.split()) for _, script in answers)
    wrong = tuple(
        word_error_rate(script, heard(clip)) * count
        for (clip, script), count in zip(answers, words, strict=True)
    )
    return WordErrors(words, wrong)


def running(source: ModelSource) -> Callable[[Clip], str]:
    """Return what hears a clip as the rehearsal does."""
    recogniser = Recogniser(source, WhisperOptions())

    def heard(clip: Clip) -> str:
        pieces = (recogniser.recognise(piece.clip).words for piece in live_pieces(clip))
        return " ".join(word.text for words in pieces for word in words)

    return heard


def whole(source: ModelSource) -> Callable[[Clip], str]:
    """Return what hears a clip as `whisper.transcribe` does."""
    import whisper

    model = load_source(source).float()
    return lambda clip: str(whisper.transcribe(model, clip.samples, language="en", fp16=False)["text"])


def main() -> None:
    """Print a table."""
    answers = recorded()
    print(f"{len(answers)} recordings          word errors")
    with tempfile.TemporaryDirectory() as folder:
        for name in MODELS:
            source, _ = model_for(name, Path(folder))
            rows = {
                "whole file": errors(answers, whole(source)),
                "while speaking": errors(answers, running(source)),
            }
            for way, row in rows.items():
                print(f"{source.name:<8} {way:<18} {row.rate:>8.4f}")
            grown, low, high = difference(*rows.values())
            print(f"{source.name:<8} grown by {grown:+.2f} points (95 %: {low:+.2f} to {high:+.2f})")


if __name__ == "__main__":
    main()
