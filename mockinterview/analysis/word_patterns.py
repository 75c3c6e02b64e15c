"""Words in their surroundings: small patterns that read like the phrases they match.

A pattern is a line of elements with the word in question in the middle as `[]`, for example
`looks|sounds [] a|an`; `[@UH]` asks for its own part-of-speech tag too. An element is

- `word`, `one|two`, `look*`, `*'s`: these words, `*` for any letters;
- `<name>`: a list of words from the lexicon; it may stand among others, `or|<conjunction>`;
- `@VBD|VB`: any word with one of these part-of-speech tags (a prefix is enough: `@VB` is every verb);
- `,` any punctuation or the edge of the text; `.` the end or beginning of a sentence;
  `edge` the beginning or end of the whole text;
- `^` the place where a sentence opens, with nothing but openers (um, okay, well …) before;
- `same` a word of at least four letters that the pattern's next `same` repeats;
- `_` any word; `...` up to three words;
- `!` before an element turns it round, `?` behind an element makes it optional.

`bare` at the beginning of a pattern holds it to texts without punctuation, `written` to texts with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mockinterview.analysis.tokens import Token

SURROUNDINGS = 12
"""Tokens on either side that a pattern can see."""

_ANY_WORD = r"[^\s,./]\S* "
_SAID_ONCE = r"(?P<same>[^\s/]{4,})/\S* "
_SAID_AGAIN = r"(?P=same)/\S* "
_FIXED = {
    ",": r"[,.]/\S* ",
    ".": r"\./\S* ",
    "edge": r"\./edge ",
    "_": _ANY_WORD,
    "...": f"(?:{_ANY_WORD}){{0,3}}",
    "same": _SAID_ONCE,
}


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern; `text` is how it was written."""

    text: str
    expression: re.Pattern[str]
    punctuated: bool | None

    def matches(self, surroundings: str, *, punctuated: bool) -> bool:
        """Say whether the rendered surroundings fit."""
        fits_writing = self.punctuated is None or self.punctuated is punctuated
        return fits_writing and self.expression.search(surroundings) is not None


def surroundings(tokens: Sequence[Token], start: int, end: int) -> str:
    """Write what stands around `tokens[start:end]`, in the form that patterns are matched against."""
    before = tokens[max(0, start - SURROUNDINGS) : start]
    after = tokens[end : end + SURROUNDINGS]
    return f" {_render(before)}[]/{tokens[start].tag} {_render(after)}"


def _render(tokens: Sequence[Token]) -> str:
    return "".join(f"{token.form}/{token.tag} " for token in tokens)


def compile_pattern(text: str, classes: Mapping[str, str]) -> Pattern:
    """Compile a pattern; `classes` maps each `<name>` to its words, written `one|two`.

    Raises:
        ValueError: the pattern has no `[]`, or names an unknown class.
    """
    elements = text.split()
    punctuated = {"bare": False, "written": True}.get(text.partition(" ")[0])
    if punctuated is not None:
        elements = elements[1:]
    if sum(element.startswith("[") for element in elements) != 1:
        raise ValueError(f"a pattern needs exactly one []: {text!r}")
    expression = "".join(_element(element, classes) for element in elements)
    expression = expression.replace(_SAID_ONCE, _SAID_AGAIN).replace(_SAID_AGAIN, _SAID_ONCE, 1)
    return Pattern(text, re.compile("(?<= )" + expression), punctuated)


def _element(element: str, classes: Mapping[str, str]) -> str:
    """Translate one element into a regular expression over rendered tokens."""
    if element in _FIXED:
        return _FIXED[element]
    if element.startswith("["):
        return rf"\[\]/(?:{element[1:-1].removeprefix('@')})\S* "
    if element == "^":
        return (
            rf"\./\S* (?:{_words(classes['opener'], classes)}|you/\S* know/\S* |i/\S* mean/\S* |[,.]/\S* )*"
        )
    if element.startswith("!"):
        return f"(?!{_element(element[1:], classes)})\\S+ "
    if element.endswith("?"):
        return f"(?:{_element(element[:-1], classes)})?"
    return _words(element, classes)


def _words(alternatives: str, classes: Mapping[str, str]) -> str:
    """Translate `one|two*|<name>` or `@TAG|TAG`."""
    if alternatives.startswith("@"):
        return rf"[^\s/]+/(?:{alternatives[1:]})\S* "
    return rf"(?:{'|'.join(_spelled_out(alternatives, classes))})/\S* "


def _spelled_out(alternatives: str, classes: Mapping[str, str]) -> list[str]:
    """Return the regular expression of each alternative, lists of words opened up."""
    found = []
    for word in alternatives.split("|"):
        if word.startswith("<"):
            if word[1:-1] not in classes:
                raise ValueError(f"there is no list of words {word}")
            found += _spelled_out(classes[word[1:-1]], classes)
        elif word == ",":
            found.append("[,.]")
        else:
            found.append(re.escape(word).replace(r"\*", r"[^\s/]*"))
    return found
