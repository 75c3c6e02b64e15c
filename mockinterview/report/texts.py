"""Every text of the page, from one file, ready to be translated."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files

from mockinterview.texts import Texts


@cache
def english() -> Texts:
    """Return the English texts."""
    source = files("mockinterview.report").joinpath("en.toml").read_text("utf-8")
    return Texts(tomllib.loads(source))


def texts_for_script() -> str:
    """Return the texts that the page's script shows, as JSON."""
    texts = english()
    names = {f"{part}_name": texts.say(f"legend.{part}") for part in ("situation", "action", "result")}
    return json.dumps(texts.table["script"] | names, ensure_ascii=False)
