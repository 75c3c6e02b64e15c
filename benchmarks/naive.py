"""The naive way, in a process of its own: record everything, then call `whisper.transcribe`.

`python -m benchmarks.naive CHECKPOINT SOUND [TOKENS_A_SECOND]` prints one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, cast

from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE

WINDOW_S = 30


def transcribe(checkpoint: Path, sound: Path, tokens_per_second: float | None = None) -> tuple[float, str]:
    """Return how long the naive way takes in seconds, model loaded and warm, and its text."""
    arguments = [str(checkpoint), str(sound), *([str(tokens_per_second)] if tokens_per_second else [])]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.naive", *arguments], check=True, capture_output=True, text=True
    )
    result = cast("dict[str, Any]", json.loads(done.stdout.splitlines()[-1]))
    return float(result["seconds"]), str(result["text"])


def main() -> None:
    """Load, warm up, transcribe once, print."""
    import whisper

    checkpoint, sound, *bound = sys.argv[1:]
    clip = read_clip(Path(sound)).resampled(SAMPLE_RATE)
    from mockinterview.recognition.checkpoint import load

    model = load(Path(checkpoint)).float()
    options: dict[str, Any] = {"language": "en", "fp16": False, "word_timestamps": True}
    if bound:  # random weights never end a sentence: bound what they write, and do not let them try again
        options |= {"sample_len": round(float(bound[0]) * WINDOW_S), "temperature": 0.0}
    whisper.transcribe(model, clip.samples[: 2 * SAMPLE_RATE], **options)
    began = time.monotonic()
    result = whisper.transcribe(model, clip.samples, **options)
    print(json.dumps({"seconds": time.monotonic() - began, "text": result["text"].strip()}))


if __name__ == "__main__":
    main()
