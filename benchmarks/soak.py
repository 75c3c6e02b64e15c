"""A long answer on a busy computer: `python -m benchmarks.soak [--minutes 10] [--memory-minutes 60]`.

First, an answer is recorded in real time (on a virtual sound card where there is one) while two recognisers
work, one on the answer and one on something else without end: overflows and samples lost are counted, and
the sound is compared with the clock. Then an hour is recorded faster than real time, and the memory of the
recording process is read on the way: it must not grow with the answer.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.answers import answer_of
from benchmarks.models import model_for
from benchmarks.rehearsing import MEGABYTE, WatchedMicrophone
from benchmarks.spoken import Stage
from mockinterview.clip import SAMPLE_RATE
from mockinterview.recognition.whisper_process import WhisperProcess
from mockinterview.speech.candidate import RecordedMicrophone
from mockinterview.speech.endpoint import EndpointOptions, Patience
from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockinterview.clip import Clip
    from mockinterview.ports import Command, Microphone, Piece, Progress, Recording

LOAD_TIMEOUT_S = 120.0
ROUND_S = 300.0
"""Length of the answer that is spoken over and over."""


class Following:
    """What the rehearsal does with a running answer: its pieces go to the recogniser, if there is one."""

    def __init__(self, recogniser: WhisperProcess | None, on_progress: Callable[[float], None]) -> None:
        self._recogniser = recogniser
        self._on_progress = on_progress
        self.pieces = 0

    def on_progress(self, progress: Progress) -> None:
        """Report the seconds so far."""
        self._on_progress(progress.elapsed)

    def on_piece(self, piece: Piece) -> None:
        """Submit it."""
        self.pieces += 1
        if self._recogniser is not None:
            self._recogniser.submit(piece)

    def command(self) -> Command | None:
        """Nobody presses a key."""
        return None


def record(microphone: Microphone, seconds: float, following: Following, folder: Path) -> Recording:
    """Record so many seconds, whatever is said in them."""
    endpoint = EndpointOptions(patience=Patience.MANUAL, no_speech=seconds, cap=seconds)
    recorder = AnswerRecorder(microphone, RecorderOptions(endpoint=endpoint))
    return recorder.record(folder / "answer.part.wav", following)


def lasting(seconds: float) -> Clip:
    """Return an answer that lasts longer than that."""
    clip = answer_of(ROUND_S).clip
    while clip.duration < seconds + 5:
        clip = clip.followed_by(clip)
    return clip


def keep_busy(recogniser: WhisperProcess, stop: threading.Event) -> None:
    """Recognise over and over."""
    clip = answer_of(60.0).clip.resampled(SAMPLE_RATE)
    while not stop.is_set():
        recogniser.transcribe(clip)


def soak(seconds: float) -> None:
    """Print what was lost."""
    stop = threading.Event()
    with tempfile.TemporaryDirectory() as folder, Stage() as stage:
        source, _ = model_for("base.en", Path(folder))
        recognisers = [WhisperProcess(source), WhisperProcess(source)]
        if not all(recogniser.wait_ready(LOAD_TIMEOUT_S) for recogniser in recognisers):
            raise SystemExit("the model did not load")
        busy = threading.Thread(target=keep_busy, args=(recognisers[1], stop))
        busy.start()
        psutil.cpu_percent()
        microphone = WatchedMicrophone(stage.speak(lasting(seconds)))
        following = Following(recognisers[0], lambda _: None)
        recording = record(microphone, seconds, following, Path(folder))
        used = psutil.cpu_percent() / 100 * (os.cpu_count() or 1)
        clock = microphone.seconds - (microphone.last - microphone.first)
        stop.set()
        busy.join()
        for recogniser in recognisers:
            recogniser.close()
        overflows = getattr(microphone.stream, "overflows", None)
    print(f"recorded              {recording.duration:.0f} s with {source.name}, {following.pieces} pieces")
    print(f"cores in use          {used:.2f} of {os.cpu_count()}")
    print(f"overflows             {'no sound card' if overflows is None else overflows}")
    print(f"samples lost          {recording.lost_samples}")
    print(f"sound against clock   {clock:+.3f} s")


def memory(minutes: float) -> None:
    """Print the memory of this process along a long recording."""
    own = psutil.Process()
    seen: dict[int, float] = {}

    def look(elapsed: float) -> None:
        minute = int(elapsed // 60)
        if minute % 10 == 0 or minute == 1:
            seen.setdefault(minute, own.memory_info().rss / MEGABYTE)

    microphone = RecordedMicrophone(lasting(minutes * 60))  # the hour itself lies in memory from the start
    with tempfile.TemporaryDirectory() as folder:
        recording = record(microphone, minutes * 60, Following(None, look), Path(folder))
    seen[round(minutes)] = own.memory_info().rss / MEGABYTE
    told = ", ".join(f"{used:.0f} at {minute} min" for minute, used in sorted(seen.items()) if minute)
    print(f"memory in MB          {told} (of {recording.duration / 60:.0f} min)")


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A long answer on a busy computer.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--memory-minutes", type=float, default=60.0)
    wanted = parser.parse_args(arguments)
    soak(wanted.minutes * 60)
    memory(wanted.memory_minutes)


if __name__ == "__main__":
    main()
