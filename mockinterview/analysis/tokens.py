"""An answer cut into words and breaks, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis.language import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECES = re.compile(r"(?P<word>\w+(?:['’\-]\w+)*)|(?P<comma>\.{2,}|[…,;:()\-–—]+)|(?P<sentence>[.!?]+)")

WORDS_A_BREAK = 30
"""A text with fewer breaks than one in so many words counts as written without punctuation."""

EDGE = "edge"
"""Tag of the two breaks that are the beginning and the end of the text."""

LONGEST_TAGGED = 200_000
"""Characters; far more than anybody answers, and less than spaCy refuses."""


@dataclass(frozen=True)
class Token:
    """A word, or a break: `.` for the end or beginning of a sentence, `,` for any other punctuation.

    Attributes:
        form: lower case, with a straight apostrophe.
        char_start: offset of the first character in the text.
        char_end: offset behind the last character.
        tag: part-of-speech tag of the Penn treebank, `EDGE`, or "" where there is none.
    """

    form: str
    char_start: int
    char_end: int
    tag: str = ""

    @property
    def is_word(self) -> bool:
        """Whether this is a word rather than a break."""
        return self.form not in {",", "."}


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a text into tagged words and breaks; its two edges are ends of a sentence."""
    tags = _tags(text)
    tokens = [Token(".", 0, 0, EDGE)]
    for piece in _PIECES.finditer(text):
        start, end = piece.span()
        if piece["word"]:
            form = piece["word"].lower().replace("’", "'")
            tokens.append(Token(form, start, end, tags.get(start, "")))
        else:
            tokens.append(Token("." if piece["sentence"] else ",", start, end))
    tokens.append(Token(".", len(text), len(text), EDGE))
    return tuple(tokens)


def _tags(text: str) -> dict[int, str]:
    """Return the tag of each word by the offset where it starts; none for a text of hours."""
    if len(text) > LONGEST_TAGGED:
        return {}
    encodable = text.encode("utf-8", "replace").decode()  # half a surrogate pair becomes "?", places stay
    return {token.idx: token.tag_ for token in parse(encodable)}


def is_punctuated(tokens: Sequence[Token]) -> bool:
    """Say whether the text has punctuation to go by."""
    words = sum(token.is_word for token in tokens)
    breaks = len(tokens) - words - 2
    return breaks * WORDS_A_BREAK >= words
