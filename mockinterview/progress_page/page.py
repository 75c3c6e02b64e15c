"""Progress as one HTML file, or a part of another page: in words and tables, charts drawn by one script."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from mockinterview.feedback import seconds
from mockinterview.plain_text import plain_text
from mockinterview.progress import most_answered
from mockinterview.progress_page import words
from mockinterview.progress_page.cells import cells
from mockinterview.progress_page.charts import charts_of
from mockinterview.templates import digest_of, static_text, templates_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from mockinterview.progress import Progress

ROOM = "mockinterview.progress_page"
QUESTIONS_SHOWN = 10
"""Questions to practise next; the table below has them all."""


def render_progress(found: Progress) -> bytes:
    """Return progress as one HTML file, UTF-8, that works from the disk without a network."""
    style, script = _style(), static_text(ROOM, "progress.js")
    html = _rendered(
        "progress.html",
        found,
        framed=False,
        policy=_policy(style, script),
        # Ours, from the package: the only texts that are not escaped.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
    )
    return html.encode("utf-8", "replace")


def render_part(found: Progress) -> Markup:
    """Return progress as a part of another page, with everything from outside escaped.

    That page must load the report's style, and `static/progress.css` and `static/progress.js`; nothing in
    the part runs by itself.
    """
    return Markup(_rendered("framed.html", found, framed=True))  # noqa: S704


def _rendered(name: str, found: Progress, **values: object) -> str:
    return (
        _environment()
        .get_template(name)
        .render(
            found=found,
            charts=charts_of(found.weeks),
            questions=most_answered(found.questions),
            weak=[record for record in found.questions if record.last.weakness > 0][:QUESTIONS_SHOWN],
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = templates_of(ROOM)
    environment.globals |= {"words": words, "cells": cells}
    environment.filters |= {"seconds": seconds, "day": words.day, "fields": asdict, "harmless": plain_text}
    return environment


@cache
def _style() -> str:
    """Return the style of the report, so that both pages look alike, and what this page adds to it."""
    return f"\n{static_text('mockinterview.report', 'report.css')}\n{static_text(ROOM, 'progress.css')}"


def _policy(style: str, script: str) -> str:
    """Return a Content-Security-Policy under which nothing runs but our script, and nothing is fetched."""
    return (
        f"default-src 'none'; script-src '{digest_of(script)}'; style-src '{digest_of(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
