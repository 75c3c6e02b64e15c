"""One answer through the very loop that `rehearse` runs, in real time, with a stop-watch beside it."""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

from mockinterview.bank import default_bank
from mockinterview.cli.rehearsal import warm_up
from mockinterview.errors import VoiceError
from mockinterview.events import AnswerEnded, FeedbackGiven
from mockinterview.interview import Background, Interview, Options, Parts
from mockinterview.ports import Command, Microphone, MicrophoneStream
from mockinterview.screen.scripted import ScriptedScreen
from mockinterview.speech.recorder import AnswerRecorder
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store.session_store import SessionStore

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.clip import Clip
    from mockinterview.events import Event
    from mockinterview.recognition.whisper_process import WhisperProcess

SAMPLE_EVERY_S = 0.2
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Timing:
    """How one answer went.

    Attributes:
        wait_s: from the decision that the answer is over to the feedback on the screen, in seconds.
        end: why the answer ended.
        text: the transcript.
        lost_samples: samples of the microphone that were not fetched in time, or dropped by the system.
        overflows: how often the system dropped sound; None for a recording, which waits.
        clock_s: seconds of sound recorded less seconds that passed, over the whole answer.
        cpu: processor time of all processes while the answer was spoken, in cores.
        peak_mb: most memory of all processes together, in millions of bytes.
    """

    wait_s: float
    end: str
    text: str
    lost_samples: int
    overflows: int | None
    clock_s: float
    cpu: float
    peak_mb: float


class Mute:
    """No voice: only the answer is timed."""

    def prepare(self, text: str, speaker: str | None = None) -> None:
        """Do nothing."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:  # noqa: ARG002 - the port
        """Fail, so that the question is only shown."""
        raise VoiceError(f"no voice for {len(text)} characters")


class WatchedMicrophone:
    """Another microphone, with the moment of its first and last block noted."""

    def __init__(self, microphone: Microphone) -> None:
        self._microphone = microphone
        self._stream: MicrophoneStream | None = None
        self.first = self.last = 0.0
        self.seconds = 0.0

    def open(self) -> Self:
        """Open the other microphone."""
        self._stream = self._microphone.open()
        self.first = self.last = self.seconds = 0.0
        return self

    @property
    def stream(self) -> MicrophoneStream:
        """The open stream."""
        assert self._stream is not None
        return self._stream

    @property
    def sample_rate(self) -> int:
        """The other microphone's rate."""
        return self.stream.sample_rate

    @property
    def lost_samples(self) -> int:
        """What the other microphone lost."""
        return self.stream.lost_samples

    def read(self, timeout: float) -> NDArray[np.float32] | None:
        """Read on, and look at the clock."""
        block = self.stream.read(timeout)
        if block is not None:
            self.last = time.monotonic()
            self.first = self.first or self.last - len(block) / self.sample_rate
            self.seconds += len(block) / self.sample_rate
        return block

    def __enter__(self) -> Self:
        self.stream.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.__exit__(kind, error, trace)


class StopWatch(ScriptedScreen):
    """A screen that notes when the answer ended and when the feedback stood; presses Enter when told to."""

    def __init__(self, microphone: WatchedMicrophone, enter_after: float | None) -> None:
        super().__init__()
        self._microphone = microphone
        self._enter_after = enter_after
        self._pressed = 0.0
        self.over = self.shown = 0.0

    def show(self, event: Event) -> None:
        """Note the time."""
        super().show(event)
        if isinstance(event, AnswerEnded):
            self.over = self._pressed or self._microphone.last
        elif isinstance(event, FeedbackGiven):
            self.shown = time.monotonic()

    def command(self) -> Command | None:
        """Press Enter once, when so much of the answer has been heard."""
        due = self._enter_after is not None and self._microphone.seconds >= self._enter_after
        if not due or self._pressed:
            return None
        self._pressed = time.monotonic()
        return Command.DONE


class Watcher:
    """Samples memory and processor time of this process and its children; a context manager."""

    def __init__(self) -> None:
        self.peak_mb = 0.0
        self.cpu = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._began, self._cpu = time.monotonic(), _cpu_seconds()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.cpu = (_cpu_seconds() - self._cpu) / (time.monotonic() - self._began)

    def _sample(self) -> None:
        while not self._stop.wait(SAMPLE_EVERY_S):
            used = sum(_memory(process) for process in _processes())
            self.peak_mb = max(self.peak_mb, used / MEGABYTE)


def _processes() -> list[psutil.Process]:
    own = psutil.Process()
    return [own, *own.children(recursive=True)]


def _memory(process: psutil.Process) -> int:
    """Return bytes in memory, those that are shared counted once (their part of each)."""
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.rss))
    except psutil.Error:
        return 0


def _cpu_seconds() -> float:
    total = 0.0
    for process in _processes():
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


def time_answer(
    microphone: Microphone, recogniser: WhisperProcess, *, enter_after: float | None = None
) -> Timing:
    """Run one question through the loop and time it.

    Args:
        microphone: what the candidate says, in real time.
        recogniser: a started recogniser.
        enter_after: press Enter when so many seconds were heard; None lets silence end the answer.
    """
    question = next(q for q in default_bank() if q.kind == "achievement")
    watched = WatchedMicrophone(microphone)
    screen = StopWatch(watched, enter_after)
    with tempfile.TemporaryDirectory() as folder, Watcher() as watcher:
        keeper = SessionStore(Path(folder)).create(seed=0, model=recogniser.model, candidate=True)
        parts = Parts(Mute(), SilentLoudspeaker(), AnswerRecorder(watched), recogniser, keeper, screen)
        options = Options(spoken_feedback=False, follow_ups=False)
        Interview(parts, options, Background(warm_up)).run((question,), recogniser.model)
    ended = next(event for event in screen.events if isinstance(event, AnswerEnded))
    given = next(event for event in screen.events if isinstance(event, FeedbackGiven))
    return Timing(
        wait_s=screen.shown - screen.over,
        end=ended.reason.value,
        text=given.transcript.text if given.transcript else "",
        lost_samples=watched.lost_samples,
        overflows=getattr(watched.stream, "overflows", None),
        clock_s=watched.seconds - (watched.last - watched.first),
        cpu=watcher.cpu,
        peak_mb=watcher.peak_mb,
    )
