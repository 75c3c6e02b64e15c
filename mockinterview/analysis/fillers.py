"""Filler words and filled pauses in a transcript, told from the same words in their real meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockinterview.analysis.lexicon import Kind, lexicon
from mockinterview.analysis.repetitions import Repetition, find_repetitions
from mockinterview.analysis.tokens import is_punctuated, tokenise
from mockinterview.analysis.word_patterns import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.analysis.lexicon import Entry, Lexicon
    from mockinterview.analysis.tokens import Token
    from mockinterview.transcript import Transcript

FILLED_PAUSE = "um"

__all__ = ["Filler", "Repetition", "find_fillers", "find_repetitions"]


@dataclass(frozen=True)
class Filler:
    """One filler in the transcript.

    Attributes:
        text: as it stands in the transcript, without punctuation around it.
        kind: `filled_pause` (um, uh, er, hmm) or `filler_word` (like, you know, so …).
        start: seconds from the clip's start, None where times are not known.
        end: seconds from the clip's start, None where times are not known.
        char_start: offset of the first character in the transcript's text.
        char_end: offset behind the last character.
    """

    text: str
    kind: Kind
    start: float | None
    end: float | None
    char_start: int
    char_end: int


def find_fillers(transcript: Transcript) -> tuple[Filler, ...]:
    """Return the fillers in order, none inside another."""
    found = []
    for kind, start, end in _fillers(transcript.text, lexicon()):
        quote = transcript.quote(start, end)
        found.append(Filler(quote.text, kind, quote.start, quote.end, start, end))
    return tuple(found)


def _fillers(text: str, words: Lexicon) -> Iterator[tuple[Kind, int, int]]:
    """Yield kind, char_start and char_end of each filler."""
    tokens = tokenise(text)
    seen = tuple(_filled_pauses_alike(token, words) for token in tokens)
    punctuated = is_punctuated(tokens)
    position = 0
    while position < len(tokens):
        length, entry = _phrase_at(tokens, position, words)
        kind: Kind | None = None
        if entry:
            around = surroundings(seen, position, position + length)
            kind = entry.kind if entry.is_filler(around, punctuated=punctuated) else None
        elif seen[position].form == FILLED_PAUSE:
            kind = "filled_pause"
        if kind:
            yield kind, tokens[position].char_start, tokens[position + length - 1].char_end
        position += length


def _filled_pauses_alike(token: Token, words: Lexicon) -> Token:
    """Return every filled pause as "um", so that the rules need to know only one."""
    return replace(token, form=FILLED_PAUSE) if words.filled_pause.fullmatch(token.form) else token


def _phrase_at(tokens: Sequence[Token], position: int, words: Lexicon) -> tuple[int, Entry | None]:
    """Return the number of words of the longest phrase that stands here (1 if none does), and its entry."""
    for length in range(words.longest, 0, -1):
        entry = words.phrases.get(tuple(token.form for token in tokens[position : position + length]))
        if entry:
            return length, entry
    return 1, None
