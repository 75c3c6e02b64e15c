"""An answer's words as captions (WebVTT, https://www.w3.org/TR/webvtt1/), for any player."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mockinterview.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.transcript import Transcript, Word

LONGEST_S = 6.0
LONGEST_TEXT = 84
"""Two lines of 42 characters: more is hard to read in passing."""

PAUSE_S = 0.8
"""A pause of that length ends a caption."""

SHORTEST_S = 0.1
LATEST_S = 359_999.0
"""99:59:59: no recording is longer, and the format writes hours with two digits."""


def to_vtt(transcript: Transcript) -> str | None:
    """Return the captions of an answer, None where its words have no times.

    Times that run backwards, or are none, are mended: each caption begins no earlier than the one before.
    """
    if not transcript.words or not transcript.timed:
        return None
    captions = ["WEBVTT"]
    at = 0.0
    for words in _captions(transcript):
        text = _escaped(" ".join(word.text for word in words))
        if not text:  # a line of nothing would end the block
            continue
        start = max(_time(words[0].start), at)
        end = max(_time(words[-1].end), start + SHORTEST_S)
        at = start
        captions.append(f"{_stamp(start)} --> {_stamp(end)}\n{text}")
    return "\n\n".join(captions) + "\n"


def _captions(transcript: Transcript) -> Iterator[tuple[Word, ...]]:
    """Cut the words at pauses, at the ends of sentences, and where a caption would be too long."""
    caption: list[Word] = []
    for word in transcript.words:
        if caption and _ends_before(word, caption):
            yield tuple(caption)
            caption = []
        caption.append(word)
    yield tuple(caption)


def _ends_before(word: Word, caption: list[Word]) -> bool:
    last, begun = caption[-1], _time(caption[0].start)
    return (
        _time(word.start) - _time(last.end) > PAUSE_S
        or last.text.endswith((".", "?", "!"))
        or _time(word.end) - begun > LONGEST_S
        or sum(len(said.text) + 1 for said in caption) + len(word.text) > LONGEST_TEXT
    )


def _time(seconds: float | None) -> float:
    if seconds is None or not math.isfinite(seconds):
        return 0.0
    return min(max(seconds, 0.0), LATEST_S)


def _stamp(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}.{milliseconds:03}"


def _escaped(text: str) -> str:
    """Make a text one line in which nothing is markup, nor the arrow of a time."""
    line = " ".join(plain_text(text).split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
