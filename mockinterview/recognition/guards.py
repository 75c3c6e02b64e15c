"""Guards against what Whisper invents: loops, and stock phrases over near silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.clip import Clip
    from mockinterview.transcript import Word

SILENCE_DB = -60.0
"""Loudest 30 ms below this (dB relative to full scale): nobody speaks; quiet microphones still give -45."""

FRAME_S = 0.03
LONGEST_LOOP = 12
FEWEST_COPIES = 3
SQUEEZED_S = 0.1
"""Mean length of a word that cannot have been spoken: the fastest speakers need twice as long."""

STOCK_PHRASES = frozenset(
    {
        "you",
        "thank you",
        "thanks",
        "thank you very much",
        "thanks for watching",
        "thank you for watching",
        "bye",
        "bye bye",
        "ill see you next time",
        "see you next time",
        "please subscribe",
        "subscribe",
        "subtitles by the amara org community",
        "music",
        "applause",
    }
)
"""What Whisper writes over noise; dropped only where it doubts that anyone speaks."""

STOCK_NO_SPEECH = 0.3


def is_silent(clip: Clip) -> bool:
    """Whether a clip is too quiet to hold speech."""
    hop = round(FRAME_S * clip.sample_rate)
    count = len(clip.samples) // hop
    if count == 0:
        return True
    energy = np.square(clip.samples[: count * hop].astype(np.float64)).reshape(count, hop).mean(axis=1)
    return bool(np.max(energy) < 10 ** (SILENCE_DB / 10))


def is_stock_phrase(words: Sequence[Word]) -> bool:
    """Whether the whole text is one of the phrases that Whisper writes over noise."""
    text = " ".join(word.text for word in words).lower().replace("'", "")
    return re.sub(r"[^a-z]+", " ", text).strip() in STOCK_PHRASES


def without_loops(words: Sequence[Word], *, suspicious: bool) -> list[Word]:
    """Return the words without repetitions that were never spoken; the first copy is kept.

    People repeat themselves, so three and more copies go only where they were squeezed into no time, or where
    the text as a whole is `suspicious` (it compresses too well).
    """
    kept: list[Word] = []
    position = 0
    while position < len(words):
        length, end = _loop_at(words, position)
        run = words[position:end]
        if length and (suspicious or _mean_length(run) < SQUEEZED_S):
            kept.extend(words[position : position + length])
            position = end
        else:
            kept.append(words[position])
            position += 1
    return kept


def _loop_at(words: Sequence[Word], position: int) -> tuple[int, int]:
    """Return (length of the repeated part, end of the whole run), (0, position) where nothing repeats."""
    texts = [word.text.lower().strip(".,!?") for word in words]
    for length in range(1, LONGEST_LOOP + 1):
        part = texts[position : position + length]
        end = position + length
        while texts[end : end + length] == part and len(part) == length:
            end += length
        if (end - position) // length >= FEWEST_COPIES:
            return length, end
    return 0, position


def _mean_length(words: Sequence[Word]) -> float:
    return float(np.mean([(word.end or 0.0) - (word.start or 0.0) for word in words]))
