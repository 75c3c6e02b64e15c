"""The page: one file that needs nothing else, or a part of another page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from mockinterview.report.comparison import LEVELS
from mockinterview.report.data import page_of, page_with
from mockinterview.report.marks import marks_text
from mockinterview.report.numbers import changed, clock, measured
from mockinterview.report.sound import Linked, Sound
from mockinterview.report.sounds import link_sounds
from mockinterview.report.texts import english, texts_for_script
from mockinterview.templates import digest_of, static_text, templates_of
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from jinja2 import Environment

    from mockinterview.report.sounds import Progress, SoundPath
    from mockinterview.session import Session

ROOM = "mockinterview.report"


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def render_report(session: Session, path_of: SoundPath, progress: Progress = _silent) -> bytes:
    """Return a session as one HTML file, UTF-8, that works from the disk without a network.

    A recording that is missing, broken or very long leaves a gap that the page explains. Recordings that
    were encoded are kept beside the originals, so the second time is quick.

    Args:
        session: the session.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        progress: told (sounds done, sounds in all) while recordings are encoded.
    """
    nonce = secrets.token_urlsafe(16)
    script = static_text(ROOM, "report.js")
    html = (
        _environment()
        .get_template("page.html")
        .render(
            page=page_of(session, path_of, progress),
            framed=False,
            nonce=nonce,
            policy=_policy(script, nonce),
            # Ours, from the package: the only texts that are not escaped.
            style=Markup(static_text(ROOM, "report.css")),  # noqa: S704
            script=Markup(script),  # noqa: S704
        )
    )
    return html.encode("utf-8", "replace")


@dataclass(frozen=True)
class Frame:
    """How a session is shown inside a page of another program, which brings our style and script.

    Attributes:
        nonce: under which that page's policy allows the style that the player adds.
        address_of: gives the address from which the page fetches the sound of a name.
    """

    nonce: str
    address_of: Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """A part of another page: a title for it, and what it shows, with everything from outside escaped."""

    title: str
    body: Markup


def render_part(session: Session, path_of: SoundPath, frame: Frame, progress: Progress = _silent) -> Part:
    """Return a session as a part of another page; its recordings stay where they are.

    The other page must load `static/report.css` and `static/report.js`; nothing in the part runs by itself.

    Args:
        session: the session.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        frame: how it is shown.
        progress: told (sounds done, sounds in all) while recordings are read.
    """
    shown = page_with(session, link_sounds(session, path_of, frame.address_of, progress))
    template = _environment().get_template("framed.html")
    body = template.render(page=shown, framed=True, nonce=frame.nonce)
    title = english().say("page.tab", when=shown.when)
    return Part(title, Markup(body))  # noqa: S704 - the template escapes what it is given


@cache
def _environment() -> Environment:
    texts = english()
    environment = templates_of(ROOM)
    environment.globals |= {"say": texts.say, "levels": LEVELS, "script_texts": texts_for_script()}
    environment.filters |= {
        "clock": clock,
        "measured": measured,
        "changed": changed,
        "marks_text": marks_text,
        "harmless": harmless,
    }
    environment.tests["sound"] = lambda value: isinstance(value, Sound | Linked)
    return environment


def _policy(script: str, nonce: str) -> str:
    """Return a Content-Security-Policy under which nothing runs but our script, and nothing is fetched.

    The style has a nonce instead of a hash because the player puts its own beside it.
    """
    return (
        f"default-src 'none'; script-src '{digest_of(script)}'; style-src 'nonce-{nonce}'; media-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
