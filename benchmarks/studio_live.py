"""How far a page is behind the sound and the loop: `python -m benchmarks.studio_live [--model NAME]`.

A rehearsal runs in a studio: real loop, real recogniser, a virtual sound card where there is one, and a real
browser on the page. Into the microphone go twenty short bursts of noise and then an answer of about half a
minute. Measured are, all on the clock of this machine and up to the frame in which the page has drawn it:

- level: from the moment in which the sound system delivered the first loud sample of a burst;
- words: from the moment in which new words stood in the loop;
- feedback: from the moment in which the loop showed it;
- key: from the press of Enter in the page to the moment in which the loop ended the answer.

All of it once more with the page's processor slowed down to a quarter.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.answers import answer_of
from benchmarks.browsing import browser, studio
from benchmarks.models import model_for
from benchmarks.rehearsing import Mute
from benchmarks.spoken import Stage as Booth
from mockinterview.bank import default_bank
from mockinterview.cli.rehearsal import warm_up
from mockinterview.cli.studio.rehearsals import REPORT_EVERY_S
from mockinterview.clip import Clip
from mockinterview.events import AnswerEnded, FeedbackGiven, Heard
from mockinterview.interview import Background, Interview, Options, Parts
from mockinterview.recognition.whisper_process import WhisperProcess
from mockinterview.speech.endpoint import EndpointOptions, Patience
from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store.session_store import SessionStore

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Self

    from numpy.typing import NDArray
    from playwright.sync_api import Browser

    from mockinterview.events import Event, Screen
    from mockinterview.ports import Command, Microphone, MicrophoneStream
    from mockinterview.studio.desk import Wishes

BURSTS = 20
BURST_S, STILL_S = 0.3, 0.7
LOUD, LOUD_DB = 0.1, -30.0
ANSWER_S = 30.0
RATE = 16_000
LOAD_S = 120.0

# Every message of the live line, with the time of the frame that shows it.
WATCH = """
window.seen = [];
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      const { type, moment, stage } = JSON.parse(event.data);
      const level = moment ? moment.level_db : -100;
      const words = moment ? moment.text.length : -1;
      const phase = stage ? stage.phase : "";
      requestAnimationFrame(() => setTimeout(() => {
        window.seen.push([(performance.timeOrigin + performance.now()) / 1000, type, level, words, phase]);
      }));
    });
  }
};
addEventListener("keydown", () => {
  window.pressed = (performance.timeOrigin + performance.now()) / 1000;
}, true);
"""


@dataclass
class Clock:
    """When something happened in the studio's process, in seconds since the epoch.

    Attributes:
        bursts: the first loud sample of each burst was delivered.
        words: (time, length of the text) whenever the running text changed.
        feedback: it was shown.
        ended: the loop ended the answer.
        over: the bursts and the answer were heard.
    """

    bursts: list[float] = field(default_factory=list)
    words: list[tuple[float, int]] = field(default_factory=list)
    feedback: float = 0.0
    ended: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)


class ListenedMicrophone:
    """Another microphone, with the moment of each burst noted."""

    def __init__(self, microphone: Microphone, clock: Clock, seconds: float) -> None:
        self._microphone = microphone
        self._clock = clock
        self._seconds = seconds
        self._heard = 0.0
        self._still_since = 0.0
        self._stream: MicrophoneStream | None = None

    def open(self) -> Self:
        """Open the other microphone."""
        self._stream = self._microphone.open()
        return self

    @property
    def sample_rate(self) -> int:
        """The other microphone's rate."""
        assert self._stream is not None
        return self._stream.sample_rate

    @property
    def lost_samples(self) -> int:
        """What the other microphone lost."""
        assert self._stream is not None
        return self._stream.lost_samples

    def read(self, timeout: float) -> NDArray[np.float32] | None:
        """Read on, and look for the beginning of a burst."""
        assert self._stream is not None
        block = self._stream.read(timeout)
        if block is None:
            return None
        delivered = time.time()
        loud = np.flatnonzero(np.abs(block) > LOUD / 2)
        if len(loud) and len(self._clock.bursts) < BURSTS and self._heard - self._still_since > STILL_S / 2:
            self._clock.bursts.append(delivered)
        self._heard += len(block) / self.sample_rate
        if len(loud):
            self._still_since = self._heard
        if self._heard >= self._seconds:
            self._clock.over.set()
        return block

    def __enter__(self) -> Self:
        assert self._stream is not None
        self._stream.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._stream is not None
        self._stream.__exit__(kind, error, trace)


class NotingScreen:
    """Another screen, with a look at the clock before each event."""

    def __init__(self, screen: Screen, clock: Clock) -> None:
        self._screen = screen
        self._clock = clock

    def show(self, event: Event) -> None:
        """Note the time, and show it."""
        now, words = time.time(), self._clock.words
        if isinstance(event, Heard) and event.text and (not words or words[-1][1] != len(event.text)):
            words.append((now, len(event.text)))
        elif isinstance(event, AnswerEnded):
            self._clock.ended = now
        elif isinstance(event, FeedbackGiven):
            self._clock.feedback = now
        self._screen.show(event)

    def command(self) -> Command | None:
        """Ask the other screen."""
        return self._screen.command()

    def is_interactive(self) -> bool:
        """Ask the other screen."""
        return self._screen.is_interactive()

    def is_occupied(self) -> bool:
        """Ask the other screen."""
        return self._screen.is_occupied()

    def has_left(self) -> bool:
        """Ask the other screen."""
        return self._screen.has_left()


class TimedRehearsals:
    """Implements `studio.desk.Rehearsals`: one question, whose answer is spoken into the microphone."""

    def __init__(self, booth: Booth, recogniser: WhisperProcess, folder: Path) -> None:
        self._booth = booth
        self._recogniser = recogniser
        self._folder = folder
        self.clock = Clock()

    def hold(self, wishes: Wishes, screen: Screen) -> None:  # noqa: ARG002 - the protocol
        """Hold it."""
        clip = bursts().followed_by(answer_of(ANSWER_S).clip.resampled(RATE))
        question = next(q for q in default_bank() if q.kind == "achievement")
        microphone = ListenedMicrophone(
            self._booth.speak(clip), self.clock, self._booth.delay + clip.duration + 1.0
        )
        options = RecorderOptions(
            endpoint=EndpointOptions(patience=Patience.MANUAL, no_speech=600.0),
            progress_every=REPORT_EVERY_S,
        )
        keeper = SessionStore(self._folder).create(seed=0, model=self._recogniser.model, candidate=True)
        parts = Parts(
            Mute(),
            SilentLoudspeaker(),
            AnswerRecorder(microphone, options),
            self._recogniser,
            keeper,
            NotingScreen(screen, self.clock),
        )
        quiet = Options(spoken_feedback=False, follow_ups=False)
        Interview(parts, quiet, Background(warm_up)).run((question,), self._recogniser.model)

    def warm_up(self) -> None:
        """Load nothing ahead."""


def bursts() -> Clip:
    """Return short noises with stillness between them."""
    generator = np.random.default_rng(0)
    noise = generator.uniform(-2 * LOUD, 2 * LOUD, round(BURST_S * RATE))
    still = generator.uniform(-1e-4, 1e-4, round(STILL_S * RATE))
    return Clip(np.tile(np.concatenate([still, noise]), BURSTS).astype(np.float32), RATE)


def measure(window: Browser, booth: Booth, recogniser: WhisperProcess, slowdown: int) -> None:
    """Hold one rehearsal and print how far its page was behind."""
    with tempfile.TemporaryDirectory() as folder:
        rehearsals = TimedRehearsals(booth, recogniser, Path(folder))
        with studio(rehearsals) as server:
            context = window.new_context()
            context.add_init_script(WATCH)
            page = context.new_page()
            page.goto(server.address)
            page.goto(server.address.partition("?")[0] + "rehearsal")
            if slowdown > 1:
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
            page.evaluate(BEGIN)
            while not rehearsals.clock.over.is_set():
                page.wait_for_timeout(200)
            page.keyboard.press("Enter")
            while not any(entry[4] == "choosing" for entry in page.evaluate("window.seen")):
                page.wait_for_timeout(100)
            _print(rehearsals.clock, page.evaluate("window.seen"), page.evaluate("window.pressed"))
            page.keyboard.press("Enter")
            context.close()


BEGIN = """fetch("/rehearsal", {method: "POST", headers: {"Content-Type": "application/json"}, body: "{}"})"""


def _print(clock: Clock, seen: list[Any], pressed: float) -> None:
    levels = [
        next(at for at, _, level, *_ in seen if at >= burst and level > LOUD_DB) - burst
        for burst in clock.bursts
    ]
    words = [
        next(at for at, _, _, length, _ in seen if at >= stood and length == written) - stood
        for stood, written in clock.words
        if any(length == written for _, _, _, length, _ in seen)
    ]
    shown = next(at for at, *_, phase in seen if phase == "feedback")
    for said, times in (("level", levels), ("words", words)):
        worst = sorted(times)[int(0.95 * (len(times) - 1))]
        print(
            f"{said:9} median {1000 * statistics.median(times):.0f} ms, 95 % within {1000 * worst:.0f} ms, "
            f"slowest {1000 * max(times):.0f} ms of {len(times)}"
        )
    print(f"feedback  {1000 * (shown - clock.feedback):.0f} ms")
    print(f"key       {1000 * (clock.ended - pressed):.0f} ms")


def main(arguments: list[str] | None = None) -> None:
    """Measure at full speed, and with a slow page."""
    parser = argparse.ArgumentParser(description="How far the page is behind the sound and the loop.")
    parser.add_argument("--model", default="tiny.en")
    name = parser.parse_args(arguments).model
    with tempfile.TemporaryDirectory() as folder, Booth() as booth, browser() as window:
        recogniser = WhisperProcess(model_for(name, Path(folder))[0])
        if not recogniser.wait_ready(LOAD_S):
            raise SystemExit("the model did not load")
        for slowdown, said in ((1, "full speed"), (4, "the page's processor at a quarter")):
            print(f"{said}:")
            measure(window, booth, recogniser, slowdown)
        recogniser.close()


if __name__ == "__main__":
    main()
