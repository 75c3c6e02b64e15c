"""Take the pictures of the studio that README shows: `python scripts/studio_screenshots.py`.

Needs what tests and benchmarks need. The sample candidate rehearses first (about two minutes), with the
sample dossier; then every page is taken in both widths, the page of the rehearsal in the middle of an answer
and with its feedback. Writes docs/studio-PAGE-1280.png and docs/studio-PAGE-390.png.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.browsing import browser, studio
from benchmarks.spoken import Stage
from mockinterview.dossier_file import default_path, sample_path
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    FeedbackGiven,
    Heard,
    Listening,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    TakeKept,
)
from mockinterview.places import HOME_VARIABLE
from mockinterview.ports import Command, EndReason, Progress
from mockinterview.store import SessionStore
from mockinterview.studio.scripted import ScriptedRehearsals
from mockinterview.summary import Summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from mockinterview.events import Screen

DOCS = Path(__file__).parents[1] / "docs"
SIZES = {1280: 900, 390: 844}
"""Width and height of the window."""

SAMPLE = ("rehearse", "--candidate", "audio_fixtures/sample_candidate", "--model", "tiny.en", "--json")
PAGES = {"start": "/", "sessions": "/sessions", "progress": "/progress", "dossier": "/dossier", "day": "/day"}
SETTLE_MS = 1200
TOLD = 2
"""The sample's answer that is shown: an example that lacks its result."""


def main() -> None:
    """Take all of them."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        for seed in ("1", "2"):
            subprocess.run(
                [sys.executable, "-m", "mockinterview", *SAMPLE, "--seed", seed],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        for kept in Path(home).glob("data/sessions/*/session.json"):  # only a person makes progress
            kept.write_text(
                kept.read_text("utf-8").replace('"candidate": true', '"candidate": false'), "utf-8"
            )
        shutil.copy(sample_path(), default_path())
        with Stage(), browser() as window, studio(ScriptedRehearsals(_answer)) as server:
            for width in SIZES:
                _take_all(window, server.address, width)


def _take_all(window: Browser, address: str, width: int) -> None:
    size = {"width": width, "height": SIZES[width]}
    context = window.new_context(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
    page, root = context.new_page(), address.partition("/?")[0]
    page.goto(address)
    for name, path in PAGES.items():
        page.goto(root + path)
        _take(page, name, width)
    page.goto(f"{root}/sessions/{SessionStore.default().find('last')}")
    page.locator("#question-2").evaluate("element => element.scrollIntoView()")
    _take(page, "replay", width)
    page.goto(root + "/rehearsal")
    page.evaluate(
        "fetch('/rehearsal', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'})"
    )
    _take(page, "rehearsal", width)
    page.keyboard.press("Enter")
    _take(page, "feedback", width)
    page.keyboard.press("q")
    page.wait_for_timeout(SETTLE_MS)
    context.close()


def _take(page: Page, name: str, width: int) -> None:
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=DOCS / f"studio-{name}-{width}.png")


def _answer(screen: Screen) -> None:
    """Let the sample candidate's answer stand on the screen until a key is pressed, then its feedback."""
    store = SessionStore.default()
    session = store.load("last")
    turn = session.turns[TOLD]
    take = turn.take
    if take is None or take.transcript is None or take.analysis is None:
        raise SystemExit("the sample candidate's answer was not judged")
    screen.show(SessionStarted(3, session.model))
    screen.show(QuestionAsked(turn.question, 2, 3, spoken=True))
    screen.show(Listening(turn.question))
    words = take.transcript.text.split()
    progress = Progress(
        elapsed=48.0, level_db=-18.0, speaking=True, countdown=None, waiting=None, cap_left=250
    )
    screen.show(Heard(progress, turn.question, " ".join(words[: len(words) // 2])))
    _until_pressed(screen)
    screen.show(AnswerEnded(EndReason.DONE, take.duration, None))
    screen.show(FeedbackGiven(take.transcript, take.analysis, take.findings))
    screen.show(TakeKept(store.sound(session, take.audio)))
    screen.show(ChoiceOffered(last=False))
    _until_pressed(screen)
    screen.show(SessionEnded(Summary(2, 2, take.duration, None, None, None), None))


def _until_pressed(screen: Screen) -> Command:
    while (command := screen.command()) is None:
        time.sleep(0.02)
    return command


if __name__ == "__main__":
    main()
