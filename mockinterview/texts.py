"""The texts of a page, from files that are ready to be translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mockinterview.plain_text import plain_text

Table = dict[str, Any]


@dataclass(frozen=True)
class Texts:
    """The texts of one language.

    Attributes:
        table: tables of texts, as TOML gives them.
    """

    table: Table

    def say(self, key: str, **values: object) -> str:
        """Return the text of a dotted key with its {placeholders} filled.

        A text with the two forms `one` and `other` is chosen by the value `n`.
        """
        text: Any = self.table
        for part in key.split("."):
            text = text[part]
        if isinstance(text, dict):
            text = text["one" if values["n"] == 1 else "other"]
        return str(text).format(**values) if values else str(text)


def sentence(text: str) -> str:
    """Return what an error says as a sentence: with a capital letter, and a full stop where it needs one."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def sentences(*texts: str) -> str:
    """Return texts as sentences, one after the other; empty ones are left out."""
    return " ".join(sentence(text) for text in texts if text)


def harmless(text: str) -> str:
    """Return a text from outside as one line without control characters; escaping is the template's work."""
    return " ".join(plain_text(text).split())
