"""How long a person waits: for the first question, and for the feedback behind an answer.

`python -m benchmarks.wait [--seconds 90] [--dims tiny.en] [--runs 1] [--json]`

An answer made of the sample candidate's is spoken in real time (on a virtual sound card where there is one)
into the loop that `rehearse` runs; the naive way is timed in the same run on the same sound.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import first_question, naive
from benchmarks.answers import Answer, answer_of
from benchmarks.models import model_for
from benchmarks.rehearsing import Timing, time_answer
from benchmarks.spoken import Stage
from benchmarks.word_errors import word_error_rate
from mockinterview.audio_file import write_clip
from mockinterview.recognition.messages import WhisperOptions
from mockinterview.recognition.whisper_process import WhisperProcess

RANDOM_TOKENS_PER_SECOND = 3.0
"""What people speak, in tokens: random weights would write on for ever."""

ENTER_AFTER_S, SHORT_S = 30.0, 8.0
"""Enter is pressed behind an answer of this length, as only its last piece counts; in a single run behind a
shorter one, to stay within a minute."""

LOAD_TIMEOUT_S = 120.0


@dataclass(frozen=True)
class Result:
    """What was measured; times in seconds, None where it could not be.

    `overflows` and `lost_samples` are counted on a real (virtual) sound card; `clock_s` is the
    largest difference between the sound recorded and the time that passed.
    """

    model: str
    seconds: float
    runs: int
    wait_after_endpoint_s: float
    wait_after_enter_s: float
    naive_wait_s: float
    ratio: float
    first_question_s: float
    lost_samples: int | None
    overflows: int | None
    clock_s: float
    cpu_cores: float
    peak_memory_mb: float
    wer: float | None
    naive_wer: float | None


def measure(seconds: float, dims: str, runs: int) -> Result:
    """Measure one model with an answer about so long."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        source, real = model_for(dims, folder)
        options = (
            WhisperOptions()
            if real
            else WhisperOptions(tokens_per_second=RANDOM_TOKENS_PER_SECOND, temperatures=(0.0,))
        )
        recogniser = WhisperProcess(source, options)
        stack.callback(recogniser.close)
        if not recogniser.wait_ready(LOAD_TIMEOUT_S):
            raise SystemExit(recogniser.problem or "the model did not load")
        stage = stack.enter_context(Stage())
        answer = answer_of(seconds)
        by_silence = [time_answer(stage.speak(answer.clip), recogniser) for _ in range(runs)]
        spoken = answer.clip.between(0.0, ENTER_AFTER_S if runs > 1 else SHORT_S)
        by_enter = [
            time_answer(stage.speak(spoken), recogniser, enter_after=spoken.duration + stage.delay)
            for _ in range(runs)
        ]
        recogniser.close()
        write_clip(folder / "answer.wav", answer.clip, file_format="WAV")
        bound = None if real else RANDOM_TOKENS_PER_SECOND
        naive_s, naive_text = naive.transcribe(source.path, folder / "answer.wav", bound)
        return _result(
            _Measured(answer, by_silence, by_enter, naive_s, naive_text if real else None, stage.real),
            source.name,
        )


@dataclass(frozen=True)
class _Measured:
    """What one run gave; `naive_text` is None where the weights are random."""

    answer: Answer
    by_silence: list[Timing]
    by_enter: list[Timing]
    naive_s: float
    naive_text: str | None
    on_sound_card: bool


def _result(measured: _Measured, model: str) -> Result:
    timings = [*measured.by_silence, *measured.by_enter]
    wait = statistics.median(timing.wait_s for timing in measured.by_silence)
    script, naive_text = measured.answer.script, measured.naive_text
    return Result(
        model=model,
        seconds=round(measured.answer.clip.duration, 1),
        runs=len(measured.by_silence),
        wait_after_endpoint_s=round(wait, 3),
        wait_after_enter_s=round(statistics.median(timing.wait_s for timing in measured.by_enter), 3),
        naive_wait_s=round(measured.naive_s, 3),
        ratio=round(measured.naive_s / wait, 1),
        first_question_s=round(first_question.measure(), 3),
        lost_samples=sum(timing.lost_samples for timing in timings) if measured.on_sound_card else None,
        overflows=sum(timing.overflows or 0 for timing in timings) if measured.on_sound_card else None,
        clock_s=round(max(abs(timing.clock_s) for timing in timings), 3),
        cpu_cores=round(statistics.median(timing.cpu for timing in measured.by_silence), 2),
        peak_memory_mb=round(max(timing.peak_mb for timing in timings)),
        wer=None if naive_text is None else word_error_rate(script, measured.by_silence[0].text),
        naive_wer=None if naive_text is None else word_error_rate(script, naive_text),
    )


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long a person waits.")
    parser.add_argument("--seconds", type=float, default=90.0, help="length of the answer")
    parser.add_argument("--dims", default="tiny.en", help="size of the model: tiny.en, base.en, small.en")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    began = time.monotonic()
    result = measure(wanted.seconds, wanted.dims, wanted.runs)
    if wanted.json:
        print(json.dumps(asdict(result)))
        return
    for name, value in asdict(result).items():
        print(f"{name:24} {value}")
    print(f"measured in {time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
