"""Every text of the page, from one file, ready to be translated."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mockinterview.plain_text import plain_text

Table = dict[str, Any]


@dataclass(frozen=True)
class Texts:
    """The texts of one language.

    Attributes:
        table: what `LANGUAGE.toml` holds.
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

    def for_script(self) -> str:
        """Return the texts that the page's script shows, as JSON."""
        names = {f"{part}_name": self.say(f"legend.{part}") for part in ("situation", "action", "result")}
        return json.dumps(self.table["script"] | names, ensure_ascii=False)


@cache
def english() -> Texts:
    """Return the English texts."""
    source = files("mockinterview.report").joinpath("en.toml").read_text("utf-8")
    return Texts(tomllib.loads(source))


def harmless(text: str) -> str:
    """Return a text from outside as one line without control characters; escaping is the template's work."""
    return " ".join(plain_text(text).split())
