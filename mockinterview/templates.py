"""What every HTML page of ours is made with: templates that escape, files of a room, digests for policies."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates_of(room: str) -> Environment:
    """Return the templates of a package: all that is put into them is escaped, and nothing may be missing."""
    return Environment(
        loader=PackageLoader(room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def static_text(room: str, name: str) -> str:
    """Return a file of a package's folder `static`."""
    return files(room).joinpath("static", name).read_text("utf-8")


def digest_of(text: str) -> str:
    """Return what a Content-Security-Policy calls an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"
