"""The small charts of an answer as numbers: length against its zone, pace over time, balance of the story."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from mockinterview import rubric
from mockinterview.feedback import spoken_length
from mockinterview.report.marks import PARTS, Part
from mockinterview.report.numbers import place

if TYPE_CHECKING:
    from mockinterview.analysis.achievement import Example
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.question import Question
    from mockinterview.transcript import Transcript

WINDOW_S = 10.0
"""Pace is counted over so many seconds: about two sentences."""
MOST_POINTS = 240
LOWEST_TOP_WPM = 240.0
"""The pace chart reaches at least so high, so that charts of two answers look alike."""

Verdict = Literal["short", "good", "long"]


@dataclass(frozen=True)
class LengthBar:
    """How long an answer was against the zone that suits its question; all in seconds.

    Attributes:
        spoken: from the first speech to the last.
        low: the zone begins.
        high: the zone ends.
        scale: the bar ends.
    """

    spoken: float
    low: float
    high: float
    scale: float

    @property
    def verdict(self) -> Verdict:
        """Where the answer lies."""
        return "short" if self.spoken < self.low else "long" if self.spoken > self.high else "good"

    def percent(self, seconds: float) -> float:
        """Return a place on the bar, in percent of its width."""
        return round(100 * seconds / self.scale, 2)


@dataclass(frozen=True)
class PaceChart:
    """Words a minute over the time of an answer.

    Attributes:
        points: (seconds from the clip's start, words a minute), in order of time.
        duration: of the recording, in seconds: the chart's width.
        top: words a minute at the chart's upper edge.
    """

    points: tuple[tuple[float, float], ...]
    duration: float
    top: float

    comfortable = (rubric.COMFORTABLE_FROM.value, rubric.COMFORTABLE_TO.value)

    @property
    def line(self) -> str:
        """The points for an SVG of 100 by 100."""
        return " ".join(
            f"{100 * at / self.duration:.2f},{100 - 100 * wpm / self.top:.2f}" for at, wpm in self.points
        )

    @property
    def slowest(self) -> float:
        """Lowest words a minute."""
        return min(wpm for _, wpm in self.points)

    @property
    def fastest(self) -> float:
        """Highest words a minute."""
        return max(wpm for _, wpm in self.points)


@dataclass(frozen=True)
class Share:
    """Part of a story and its share of the story's words, in percent; they begin at `start` percent."""

    part: Part
    percent: int
    start: int


def length_bar(analysis: AnswerAnalysis, question: Question) -> LengthBar | None:
    """Return the bar, None where nothing was said or its length is not known."""
    spoken = place(spoken_length(analysis))
    if not spoken:
        return None
    low, high = rubric.zone(question.target_s)
    return LengthBar(spoken, low, high, max(1.35 * high, 1.05 * spoken))


def pace_chart(transcript: Transcript, analysis: AnswerAnalysis, duration: float) -> PaceChart | None:
    """Return the pace over time, None where the answer is too short for a rate or has no word times.

    At each place, the words whose middle lies within five seconds of it are divided by the part of that
    window that lies between the first word and the last.
    """
    middles = sorted(
        (word.start + word.end) / 2
        for word in transcript.words
        if word.start is not None and word.end is not None and 0 <= word.start <= word.end <= duration + 1
    )
    if analysis.length.speech_rate_wpm is None or len(middles) < 2 or middles[-1] - middles[0] < WINDOW_S:
        return None
    first, last = middles[0], middles[-1]
    steps = min(MOST_POINTS, max(2, round(last - first)))
    points = tuple(
        (min(at, duration), _rate(middles, at, first, last))
        for at in (first + (last - first) * step / steps for step in range(steps + 1))
    )
    return PaceChart(points, duration, max(LOWEST_TOP_WPM, 1.1 * max(wpm for _, wpm in points)))


def _rate(middles: list[float], at: float, first: float, last: float) -> float:
    start, end = max(first, at - WINDOW_S / 2), min(last, at + WINDOW_S / 2)
    words = bisect_left(middles, end) - bisect_left(middles, start)
    return 60 * words / (end - start)


def balance_of(example: Example | None) -> tuple[Share, ...]:
    """Return the story's parts with their shares, which sum to 100; empty without a story."""
    if example is None or not example.judged or not 0.99 < sum(example.balance) < 1.01:
        return ()
    ends = [round(100 * end) for end in accumulate(example.balance)]
    starts = [0, *ends[:-1]]
    return tuple(
        Share(part, end - start, start) for part, start, end in zip(PARTS, starts, ends, strict=True)
    )
