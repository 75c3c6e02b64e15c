"""The endpoint: when is the answer over?

Driven by the sound's own time, one voice-activity decision after another, never by the clock: a recording
that is read faster than real time ends at the same sample as a live one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mockinterview.ports import EndReason
from mockinterview.speech.activity import BLOCK_S


class Patience(Enum):
    """How long a silence may last before it ends the answer.

    Voice assistants stop after 0.5-0.8 s, which cuts off people who think. Interview products wait about
    1.6 s (fast), 2.65 s (normal) and 3.6 s (slow); a quarter of the utterances of people who stutter were
    cut off by a usual endpointer (CHI '23). `MANUAL` never ends an answer by itself.
    """

    FAST = "fast"
    NORMAL = "normal"
    SLOW = "slow"
    MANUAL = "manual"

    @property
    def seconds(self) -> float | None:
        """The silence in seconds, None for never."""
        return {"fast": 1.6, "normal": 2.5, "slow": 4.0}.get(self.value)


@dataclass(frozen=True)
class EndpointOptions:
    """When an answer ends; all in seconds, our judgement where no source is named.

    Attributes:
        patience: see there.
        no_speech: without any word for so long, nobody is going to answer.
        cap: the longest answer; three times what coaches call a long one.
        countdown_after: a silence this long makes the countdown visible; shorter ones are breath.
        blip: a sound shorter than this is a click or a cough, no word, and does not restart the patience.
        after_blip: yet so much silence must follow one: it may have been the start of a word.
        thinking: how long "not done" holds the end back, where the patience is shorter.
    """

    patience: Patience = Patience.NORMAL
    no_speech: float = 60.0
    cap: float = 300.0
    countdown_after: float = 1.0
    blip: float = 0.2
    after_blip: float = 1.0
    thinking: float = 10.0


class Endpoint:
    """Follows one answer and says when and why it is over."""

    def __init__(self, options: EndpointOptions | None = None) -> None:
        self._options = options or EndpointOptions()
        self._blocks = 0
        self._run = 0  # blocks of the sound that is going on
        self._first_speech: float | None = None
        self._silent_since = 0.0  # end of the last word, or of the last "not done"
        self._sound_ended = 0.0  # end of the last sound of any length
        self._wait: float | None = self._options.patience.seconds

    @property
    def elapsed(self) -> float:
        """Seconds heard so far."""
        return self._blocks * BLOCK_S

    @property
    def speaking(self) -> bool:
        """Whether there is speech right now."""
        return self._run > 0

    @property
    def first_speech(self) -> float | None:
        """Seconds from the start to the first word, None before it."""
        return self._first_speech

    @property
    def waiting(self) -> float | None:
        """Seconds without a first word, None once there was one."""
        return self.elapsed if self._first_speech is None else None

    @property
    def cap_left(self) -> float:
        """Seconds until the longest answer is reached."""
        return max(self._options.cap - self.elapsed, 0.0)

    @property
    def countdown(self) -> float | None:
        """Seconds until silence ends the answer; None while nothing counts down."""
        if self._left is None or self.elapsed - self._silent_since < self._options.countdown_after:
            return None
        return max(self._left, 0.0)

    @property
    def ended(self) -> EndReason | None:
        """Why the answer is over, None while it goes on."""
        if self.cap_left <= 0:
            return EndReason.TOO_LONG
        if self._left is not None and self._left <= 0:
            return EndReason.SILENCE
        if self._wait is not None and self._first_speech is None and self._nobody_speaks:
            return EndReason.NO_SPEECH
        return None

    @property
    def _left(self) -> float | None:
        if self._wait is None or self._first_speech is None or self.speaking:
            return None
        end = max(self._silent_since + self._wait, self._sound_ended + self._options.after_blip)
        return end - self.elapsed

    @property
    def _nobody_speaks(self) -> bool:
        return not self.speaking and self.elapsed - self._silent_since >= self._options.no_speech

    def push(self, speech: bool) -> None:
        """Take the next block's decision."""
        self._blocks += 1
        if not speech:
            self._run = 0
            return
        self._run += 1
        self._sound_ended = self.elapsed
        if self._run * BLOCK_S >= self._options.blip:
            self._silent_since = self.elapsed
            self._wait = self._options.patience.seconds
            if self._first_speech is None:
                self._first_speech = self.elapsed - self._run * BLOCK_S

    def not_done(self) -> None:
        """Restart the patience and hold the end back: the person wants time to think."""
        self._silent_since = self.elapsed
        if self._wait is not None:
            self._wait = max(self._wait, self._options.thinking)
