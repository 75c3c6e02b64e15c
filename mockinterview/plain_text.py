"""Texts from files and recognisers, made harmless for a terminal."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import cache

MOST_MARKS = 8
"""Marks on one letter that are kept: more than any script stacks, and too few to cover the lines around."""

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029\u2800"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = (
    *(0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),  # Mongolian variation selectors and vowel separator
    0x200B,  # zero width space
    *range(0x2060, 0x2070),  # word joiner, invisible operators, deprecated controls
    *range(0xFFF0, 0xFFFC),  # unassigned and ignorable, interlinear annotation
    *range(0x1BCA0, 0x1BCA4),  # shorthand format controls
    *range(0x1D173, 0x1D17B),  # musical format controls
    *range(0xE0000, 0xE1000),  # tags, more variation selectors
)
"""What has no shape of its own and so can carry or split a text that nobody sees."""

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), *map(ord, _BIDI), *_UNSEEN]
_TABLE: dict[int, str | None] = dict.fromkeys(_CONTROLS)
_TABLE |= dict.fromkeys(map(ord, _SPACES), " ")
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

_STRAY = re.compile(
    # A selector asks for a look of the sign before it; emoji and keycaps need one, hidden texts need many.
    "(?<![^\\x00-\\x7f\\u200c\\u200d\\ufe00-\\ufe0f])(?<![0-9#*])[\\ufe00-\\ufe0f]+"
    # A joiner stands between two letters of scripts that are written joined, or between two emoji.
    "|(?<![^\\x00-\\x7f\\u200c\\u200d])[\\u200c\\u200d]+|[\\u200c\\u200d]+(?=[\\x00-\\x7f]|$)"
)
_MAYBE_STACKED = re.compile(rf"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}")


def plain_text(text: str) -> str:
    """Return `text` as one line that cannot act on a terminal, and hides nothing.

    Control characters (C0, C1), marks that reorder text (Unicode's bidirectional controls) and characters
    that nobody sees are dropped, so no escape sequence keeps its meaning; line breaks and tabs become spaces,
    lone surrogates U+FFFD. Letters of all scripts, emoji and accents stay as they are, with the joiners that
    they need; of the marks on one letter MOST_MARKS stay.
    """
    text = text.translate(_TABLE)
    if text.isascii():
        return text
    while (clean := _STRAY.sub("", text)) != text:
        text = clean
    return _MAYBE_STACKED.sub(_few_marks, text)


def plain_lines(text: str) -> str:
    """Return `text` as `plain_text` does, line by line."""
    return "\n".join(map(plain_text, text.split("\n")))


def plain_json(written: str) -> str:
    """Return JSON that says the same, with each character that could act or hide on a terminal escaped."""
    return written if written.isascii() and "\x7f" not in written else _hidden().sub(_escaped, written)


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(f"[\u200c\u200d\ufe00-\ufe0f{re.escape(''.join(map(chr, _TABLE)))}]")


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return found[0]  # between the values: inside them, JSON has escaped it already
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _few_marks(found: re.Match[str]) -> str:
    """Drop the marks that stand on a letter beyond the first few."""
    kept, marks = [], 0
    for letter in found[0]:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def said_time(moment: str) -> str:
    """Say a time in ISO 8601 as a person does: "25 November 2026, 14:03"; any other text stays, plain."""
    try:
        time = datetime.fromisoformat(moment)
    except ValueError:
        return plain_text(moment)
    return f"{time.day} {time:%B %Y, %H:%M}"
