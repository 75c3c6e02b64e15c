"""Pages: templates with every text from one place, and the few files that they load."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response

from mockinterview.templates import templates_of
from mockinterview.texts import Texts, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from jinja2 import Environment

ROOM = "mockinterview.studio"
LOOKS = "report"
"""The report's style is the style of every page, and its player that of the replay."""

CHARTS = "progress_page"

LANGUAGE = "en"
MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A file that pages load; its address changes with its content, so it may be kept for good."""

    name: str
    content: bytes

    @property
    def address(self) -> str:
        """Where it is fetched."""
        return f"/assets/{hashlib.sha256(self.content).hexdigest()[:16]}/{self.name}"

    @property
    def media_type(self) -> str:
        """What it is."""
        return MEDIA_TYPES[self.name.rpartition(".")[2]]


def page(name: str, *, data: dict[str, Any] | None = None, status: int = 200, **values: Any) -> Response:
    """Return a page.

    Args:
        name: of its template, of its file of texts and of its script and style, where it has such.
        data: what its script needs, as JSON can carry it.
        status: of the response.
        values: what the template needs.
    """
    texts = english()
    html = (
        _environment()
        .get_template(f"{name}.html")
        .render(
            page=name,
            script_texts=json.dumps(texts.table["script"] | texts.table.get(name, {}), ensure_ascii=False),
            script_data=json.dumps(data or {}, ensure_ascii=False),
            **values,
        )
    )
    return HTMLResponse(html.encode("utf-8", "replace"), status)


@cache
def english() -> Texts:
    """Return the English texts: a table a file of `texts/en`, so that a translation is a folder."""
    folder = files(ROOM).joinpath("texts", LANGUAGE)
    return Texts(
        {
            path.name.removesuffix(".toml"): tomllib.loads(path.read_text("utf-8"))
            for path in folder.iterdir()
            if path.name.endswith(".toml")
        }
    )


@cache
def assets() -> dict[str, Asset]:
    """Return the files that pages may load, by name."""
    found = {path.name: Asset(path.name, path.read_bytes()) for path in _asset_files()}
    return dict(sorted(found.items()))


def _asset_files() -> Iterator[Traversable]:
    # Named from the house, as naming a room imports it, with numpy and all.
    for room in (LOOKS, CHARTS, "studio"):
        for path in files("mockinterview").joinpath(room, "static").iterdir():
            if path.name.rpartition(".")[2] in MEDIA_TYPES:
                yield path


@cache
def _environment() -> Environment:
    environment = templates_of(ROOM)
    known = assets()
    environment.globals |= {
        "say": english().say,
        "asset": lambda name: known[name].address,
        "has_asset": lambda name: name in known,
    }
    environment.filters |= {"harmless": harmless}
    return environment
