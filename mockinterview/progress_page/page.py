"""Progress as one HTML file: no script, no outside request."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mockinterview.feedback import seconds
from mockinterview.plain_text import plain_text
from mockinterview.progress_page import words
from mockinterview.progress_page.charts import charts_of

if TYPE_CHECKING:
    from mockinterview.progress import Progress

QUESTIONS_SHOWN = 10


def render_progress(found: Progress) -> bytes:
    """Return progress as one HTML file, UTF-8, that works from the disk without a network."""
    style = _style()
    html = (
        _environment()
        .get_template("progress.html")
        .render(
            found=found,
            charts=charts_of(found.weeks),
            weak=[record for record in found.questions if record.last.weakness > 0][:QUESTIONS_SHOWN],
            policy=_policy(style),
            style=Markup(style),  # noqa: S704 - ours, from the package: the only text that is not escaped
        )
    )
    return html.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mockinterview.progress_page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"words": words}
    environment.filters |= {"seconds": seconds, "day": words.day, "harmless": plain_text}
    return environment


@cache
def _style() -> str:
    """Return the style of the report, so that both pages look alike, and what this page adds to it."""
    report = files("mockinterview.report").joinpath("static", "report.css").read_text("utf-8")
    own = files("mockinterview.progress_page").joinpath("static", "progress.css").read_text("utf-8")
    return f"\n{report}\n{own}"


def _policy(style: str) -> str:
    """Return a Content-Security-Policy under which nothing runs and nothing is fetched."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
