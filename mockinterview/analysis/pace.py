"""Length and pace of an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis.pauses import pauses_between

if TYPE_CHECKING:
    from mockinterview.analysis.pauses import SpeechSpan
    from mockinterview.transcript import Transcript

RATE_NEEDS_S = 20.0
RATE_NEEDS_WORDS = 40
"""Below either, an answer is too short for a rate that means anything."""


@dataclass(frozen=True)
class Length:
    """How long an answer was and how fast.

    Attributes:
        duration_s: the whole recording, None where there is only text.
        speaking_time_s: from the first word to the last, without silent pauses; None without times.
        words: number of words, None where nothing was transcribed.
        speech_rate_wpm: words a minute from the first word to the last, pauses included;
            None below 20 s or 40 words.
        articulation_rate_wpm: words a minute of speaking time; None below 20 s or 40 words.
        response_latency_s: from the clip's start (the question's end) to the first word; None without times.
        pause_time_s: sum of the silent pauses, None without times.
    """

    duration_s: float | None
    speaking_time_s: float | None
    words: int | None
    speech_rate_wpm: float | None = None
    articulation_rate_wpm: float | None = None
    response_latency_s: float | None = None
    pause_time_s: float | None = None


def count_words(text: str) -> int:
    """Count words: runs of letters or digits, an apostrophe or hyphen inside a word joins it."""
    return len(re.findall(r"\w+(?:['’\-]\w+)*", text))


def measure_length(
    duration: float | None, spans: tuple[SpeechSpan, ...], transcript: Transcript | None
) -> Length:
    """Measure an answer from its stretches of speech (empty for text alone) and its words.

    Speech rate = words / (end of last speech - start of first speech); articulation rate = words /
    speaking time. Both after Goldman-Eisler (1968), in words rather than syllables.
    """
    words = None if transcript is None else count_words(transcript.text)
    if not spans:
        return Length(duration, 0.0 if duration is not None else None, words)
    whole = spans[-1].end - spans[0].start
    paused = sum(pause.duration for pause in pauses_between(spans))
    speaking = whole - paused
    rated = words is not None and words >= RATE_NEEDS_WORDS and whole >= RATE_NEEDS_S
    return Length(
        duration_s=duration,
        speaking_time_s=speaking,
        words=words,
        speech_rate_wpm=60 * words / whole if rated and words else None,
        articulation_rate_wpm=60 * words / speaking if rated and words and speaking > 0 else None,
        response_latency_s=spans[0].start,
        pause_time_s=paused,
    )
