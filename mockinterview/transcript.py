"""What was said: words with their times, and quotes from them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_SURROGATES = re.compile("[\ud800-\udfff]")


def _writable(text: str) -> str:
    """Replace lone surrogates, which JSON may hold and UTF-8 cannot, one for one by U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


@dataclass(frozen=True)
class Word:
    """One recognised word, punctuation included.

    Attributes:
        start: seconds from the clip's start, None where times are not known.
        end: seconds from the clip's start, None where times are not known.
        text: the word as written, without surrounding white space.
        probability: the recogniser's own probability in [0, 1], None where not known.
        filled_pause_logprob: Whisper's log-probability (at most 0) of a filled pause right before the
            word, None where not known.
    """

    start: float | None
    end: float | None
    text: str
    probability: float | None = None
    filled_pause_logprob: float | None = None


@dataclass(frozen=True)
class HeardPause:
    """A sound that the recogniser's encoder takes for a filled pause, whether or not one was written.

    Attributes:
        start: seconds from the clip's start.
        end: seconds from the clip's start.
        log_odds: how sure it is; above 0 more likely one than not.
    """

    start: float
    end: float
    log_odds: float


@dataclass(frozen=True)
class Quote:
    """Words of an answer, cited as evidence.

    Attributes:
        text: exactly as it stands in the transcript's text.
        char_start: offset of the first character in the transcript's text.
        char_end: offset behind the last character.
        start: seconds from the clip's start, None where times are not known.
        end: seconds from the clip's start, None where times are not known.
    """

    text: str
    char_start: int
    char_end: int
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Transcript:
    """The words of one answer, in order.

    Attributes:
        text: the whole text; every word stands in it, in order.
        words: the words; their `text` joined by white space gives `text`.
        model: name of the model that recognised it, None where it came from elsewhere.
        heard_pauses: what may be a filled pause by the encoder's ear, in order; None where nobody listened.
    """

    text: str
    words: tuple[Word, ...]
    model: str | None = None
    heard_pauses: tuple[HeardPause, ...] | None = None

    @staticmethod
    def from_words(
        words: Iterable[Word], model: str | None = None, heard_pauses: tuple[HeardPause, ...] | None = None
    ) -> Transcript:
        """Build a transcript whose text is the words joined by one space."""
        kept = tuple(replace(word, text=_writable(word.text)) for word in words if word.text)
        return Transcript(" ".join(word.text for word in kept), kept, model, heard_pauses)

    @staticmethod
    def from_text(text: str) -> Transcript:
        """Build a transcript without times; offsets into `text` stay true."""
        text = _writable(text)
        return Transcript(text, tuple(Word(None, None, part) for part in text.split()))

    @property
    def timed(self) -> bool:
        """Whether every word has its times (true for no words at all)."""
        return all(word.start is not None and word.end is not None for word in self.words)

    @cached_property
    def offsets(self) -> tuple[tuple[int, int], ...]:
        """(char_start, char_end) of each word in `text`."""
        found = []
        position = 0
        for word in self.words:
            start = self.text.index(word.text, position)
            position = start + len(word.text)
            found.append((start, position))
        return tuple(found)

    def quote(self, char_start: int, char_end: int) -> Quote:
        """Cite `text[char_start:char_end]`, with the times of the words that it touches."""
        # Words stand in order, so those touched are one run: a long transcript is not walked a quote.
        first = bisect_right(self.offsets, char_start, key=lambda offsets: offsets[1])
        behind = bisect_left(self.offsets, char_end, key=lambda offsets: offsets[0])
        touched = self.words[first:behind]
        start = touched[0].start if touched else None
        end = touched[-1].end if touched else None
        return Quote(self.text[char_start:char_end], char_start, char_end, start, end)
