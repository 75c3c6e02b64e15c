"""Silent pauses in an answer, from the sound where there is one, else from the gaps between words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mockinterview.analysis.level import runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.analysis.level import Level
    from mockinterview.transcript import Transcript

SHORTEST_PAUSE_S = 0.25
"""Below this a gap belongs to articulation (the field's usual limit)."""
SHORTEST_GAP_S = 0.15
SHORTEST_BURST_S = 0.03
SHORTEST_SPEECH_S = 0.10


@dataclass(frozen=True)
class Pause:
    """A silence inside the answer, between two stretches of speech.

    Attributes:
        start: seconds from the clip's start.
        end: seconds from the clip's start.
    """

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class SpeechSpan:
    """A stretch of sound that is speech, start and end in seconds from the clip's start."""

    start: float
    end: float


def speech_spans(level: Level) -> tuple[SpeechSpan, ...]:
    """Return where somebody speaks, by energy against this recording's own noise floor.

    Sounds below 0.1 s (clicks) are no speech, gaps below 0.15 s (closures of stop consonants) no pause.
    The spans are in order, disjoint and inside the recording whose level is given.
    """
    starts, ends = runs(level.db > level.threshold_db)
    bursts = ends - starts > SHORTEST_BURST_S / level.hop_s
    # Rounded, for 41 * 0.01 is a little more than 0.41, where the recording may end.
    times = zip(*(np.round(edges[bursts] * level.hop_s, 9) for edges in (starts, ends)), strict=True)
    spans = _joined((SpeechSpan(float(start), float(end)) for start, end in times), SHORTEST_GAP_S)
    return tuple(span for span in spans if span.end - span.start >= SHORTEST_SPEECH_S)


def pauses_between(spans: tuple[SpeechSpan, ...]) -> tuple[Pause, ...]:
    """Return the silences of at least 0.25 s between stretches of speech."""
    return tuple(
        Pause(before.end, after.start)
        for before, after in pairwise(_joined(spans, 0.0))
        if after.start - before.end >= SHORTEST_PAUSE_S
    )


def word_spans(transcript: Transcript) -> tuple[SpeechSpan, ...]:
    """Return the stretches covered by words that have times; for answers whose sound is not at hand."""
    return _joined(
        (
            SpeechSpan(max(word.start, 0.0), word.end)
            for word in transcript.words
            if word.start is not None and word.end is not None and word.end > max(word.start, 0.0)
        ),
        0.0,
    )


def _joined(spans: Iterable[SpeechSpan], shortest_gap_s: float) -> tuple[SpeechSpan, ...]:
    """Return the spans in order, joined where at most `shortest_gap_s` lies between."""
    joined: list[SpeechSpan] = []
    for span in sorted(spans, key=lambda span: span.start):
        if joined and span.start - joined[-1].end <= shortest_gap_s:
            last = joined.pop()
            span = SpeechSpan(last.start, max(last.end, span.end))  # noqa: PLW2901 - the span grows
        joined.append(span)
    return tuple(joined)
