"""Texts from files and recognisers, made harmless for a terminal."""

from __future__ import annotations

from datetime import datetime

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), *map(ord, _BIDI)]
_TABLE: dict[int, str | None] = dict.fromkeys(_CONTROLS)
_TABLE |= dict.fromkeys(map(ord, _SPACES), " ")
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def plain_text(text: str) -> str:
    """Return `text` as one line that cannot act on a terminal.

    Control characters (C0, C1) and marks that reorder text (Unicode's bidirectional controls) are dropped,
    so no escape sequence keeps its meaning; line breaks and tabs become spaces, lone surrogates U+FFFD.
    Letters of right-to-left scripts, emoji and accents stay as they are.
    """
    return text.translate(_TABLE)


def said_time(moment: str) -> str:
    """Say a time in ISO 8601 as a person does: "25 November 2026, 14:03"; any other text stays, plain."""
    try:
        time = datetime.fromisoformat(moment)
    except ValueError:
        return plain_text(moment)
    return f"{time.day} {time:%B %Y, %H:%M}"
