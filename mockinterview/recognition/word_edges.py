"""Word times without the silence that Whisper lets a word swallow.

Whisper's alignment knows no gaps: a word lasts until the next one begins, unless punctuation stands between.
A pause in the middle of a phrase so becomes part of a word. Here each word is fitted to where the sound is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.analysis.level import measure_level
from mockinterview.analysis.pauses import SpeechSpan, speech_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.clip import Clip
    from mockinterview.transcript import Word

SHORTEST_PART_S = 0.1
"""A shorter stretch of sound at a word's edge is the tail of its neighbour: alignment is soft by as much."""


def fitted(words: Sequence[Word], clip: Clip) -> list[Word]:
    """Return the words, each shrunk to the sound inside it; a word without sound keeps its times.

    Sound on both sides of a silence stays with the word: it may be a filled pause that was not written.
    """
    spans = speech_spans(measure_level(clip))
    return [_fitted(word, spans) for word in words]


def _fitted(word: Word, spans: Sequence[SpeechSpan]) -> Word:
    if word.start is None or word.end is None:
        return word
    parts = [(max(span.start, word.start), min(span.end, word.end)) for span in spans]
    solid = [(start, end) for start, end in parts if end - start >= SHORTEST_PART_S]
    return replace(word, start=solid[0][0], end=solid[-1][1]) if solid else word
