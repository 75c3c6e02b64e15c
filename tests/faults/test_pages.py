"""Texts from files stay text on every page, in the real browser."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from chromium import complaints_of, needs_chromium, wait_until
from click.testing import CliRunner
from studio_parts import Serving, desk, serving

from faults import hostile, tricks
from mockinterview.cli import cli
from mockinterview.cli.studio.cabinet import DossierCabinet
from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    FeedbackGiven,
    Heard,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Stuck,
    Waiting,
)
from mockinterview.ports import EndReason, Progress
from mockinterview.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from faults.ledger import Measured
    from mockinterview.events import Event, Screen

pytestmark = [
    needs_chromium,
    pytest.mark.fault(
        "Screens",
        "the same texts, and HTML, scripts, links and template marks, stand on a page in the browser",
        "they stay text: nothing runs, nothing is fetched, and no text reorders what stands beside it",
    ),
]

FOREIGN = (
    "iframe, base, object, embed, form[action^='http'], a[href^='javascript'], a[href*='evil'], "
    "img[src='x'], svg[onload], [onerror], [onload], [onfocus], [onmouseover], "
    "meta[http-equiv='refresh'], link[href*='evil']"
)
"""What would be on a page only if a text had become markup."""

UNCAGED = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (node.data.includes('MARK') && !holder.closest('[dir=auto], bdi, .unseen, script, style')) {
            found.push(`${holder.tagName}.${holder.className} in ${holder.parentElement.className}`);
        }
    }
    for (const field of document.querySelectorAll('input, textarea')) {
        if (field.value.includes('MARK') && field.dir !== 'auto') found.push(`${field.tagName}#${field.id}`);
    }
    return [...new Set(found)];
}""".replace("MARK", tricks.RIGHT_TO_LEFT)
"""Names the elements that show a foreign text and let it reorder what stands beside it."""


class Watched:
    """A page whose every request and complaint is noted."""

    def __init__(self, page: Page, *allowed: str) -> None:
        self.page = page
        self.problems = complaints_of(page)
        self.strange: list[str] = []
        page.on("request", lambda request: self._note(request.url, allowed))
        page.on("dialog", self._dismiss)

    def _note(self, url: str, allowed: tuple[str, ...]) -> None:
        if not url.startswith(("data:", "blob:", *allowed)):
            self.strange.append(url)

    def _dismiss(self, dialog: Any) -> None:
        self.strange.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def check(self, where: str, *, shows: bool = True) -> None:
        """Nothing ran, was fetched or complained of; all is text, and each in a cage of its own."""
        page = self.page
        assert "hurt" not in page.title(), where
        assert page.locator(FOREIGN).count() == 0, (
            where,
            page.locator(FOREIGN).first.evaluate("e => e.outerHTML"),
        )
        assert self.strange == [], where
        assert self.problems == [], where
        text = page.evaluate("document.body.innerText")
        if shows:
            assert "<script>document.title='hurt'</script>" in text, (where, text[:2000])
            assert "{{7*7}}" in text, where
        assert tricks.acts(text.replace("\t", " ").replace("\u00a0", " ")) == [], where
        assert page.evaluate(UNCAGED) == [], where


@pytest.fixture
def watch(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Open watched pages in a browser that was never here."""
    hostile.furnish(tmp_path)
    context = browser.new_context(viewport={"width": 1000, "height": 800}, reduced_motion="reduce")
    yield lambda *allowed: Watched(context.new_page(), *allowed)
    context.close()


def test_files_that_are_pages_keep_hostile_texts_as_text(
    watch: Any, tmp_path: Path, measured: Measured
) -> None:
    """The report of a rehearsal and the page of progress, opened from the disk."""
    for name, command in (("report", ("report", hostile.ID, "-o")), ("progress", ("progress", "--html"))):
        path = tmp_path / f"{name}.html"
        assert CliRunner().invoke(cli, [*command, str(path)]).exit_code == 0
        seen = watch(path.as_uri())
        seen.page.goto(path.as_uri())
        seen.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        seen.check(name)
        measured.count("pages")
    measured.count("tricks", len(tricks.PAGE) + len(tricks.EVERY))


class Staged:
    """A rehearsal of hostile events that goes on step by step."""

    def __init__(self) -> None:
        self._steps = threading.Semaphore(0)

    def go_on(self, steps: int = 1) -> None:
        """Let so many more steps happen."""
        self._steps.release(steps)

    def script(self, screen: Screen) -> None:
        """Show the events of each step, and wait for the next."""
        for step in steps_of(hostile.joined()).values():
            for event in step:
                screen.show(event)
            self._steps.acquire(timeout=240)


def steps_of(text: str) -> dict[str, tuple[Event, ...]]:
    """Return a rehearsal by the phases of its page, every text of which is this one."""
    asked, take = hostile.question(text), hostile.turn(text).takes[0]
    assert take.analysis is not None
    heard = Heard(Progress(1.0, -20.0, True, None, None, 300.0), asked, text)
    return {
        "asking": (SessionStarted(1, text), QuestionAsked(asked, 1, 1, spoken=True)),
        "listening": (Listening(asked), heard, Notice(text)),
        "waiting": (AnswerEnded(EndReason.DONE, 30.0, None), Waiting(text)),
        "choosing": (
            FeedbackGiven(take.transcript, take.analysis, take.findings),
            ChoiceOffered(last=False),
        ),
        "stuck": (Stuck(text),),
        "ended": (SessionEnded(Summary(1, 1, 30.0, text, text, text), None),),
    }


@pytest.fixture
def staged() -> Iterator[Staged]:
    """Prepare a rehearsal, and let it end whatever happens."""
    rehearsal = Staged()
    yield rehearsal
    rehearsal.go_on(20)


@pytest.fixture
def studio(staged: Staged) -> Iterator[Serving]:
    """Serve the hostile home, and the hostile rehearsal."""
    with serving(desk(staged.script, shelf=StoreShelf(), cabinet=DossierCabinet())) as served:
        yield served
        staged.go_on(20)


def test_the_studio_keeps_hostile_texts_as_text(
    watch: Any, studio: Serving, staged: Staged, measured: Measured
) -> None:
    """Start, sessions, replay, progress, dossier, day with its drafts, and a running rehearsal."""
    socket = studio.origin.replace("http:", "ws:")
    seen = watch(studio.origin, socket)
    page = seen.page
    page.goto(studio.address)
    for path in ("/sessions", f"/sessions/{hostile.ID}", "/progress", "/dossier", "/day"):
        page.goto(f"{studio.origin}{path}")
        wait_until(page, "document.readyState === 'complete' && !document.querySelector('[data-waiting]')")
        page.wait_for_timeout(300)
        seen.check(path, shows=path in SHOW_ALL)
        measured.count("pages")
    page.evaluate(BEGIN)
    page.goto(f"{studio.origin}/rehearsal")
    for phase in steps_of("x"):
        wait_until(page, f"document.querySelector('[data-stage]')?.dataset.phase === '{phase}'")
        seen.check(f"rehearsal, {phase}", shows=True)
        staged.go_on()
        measured.count("pages")


BEGIN = """() => fetch("/rehearsal", {
    method: "POST", headers: {"Content-Type": "application/json"}, body: "{}"
}).then(({status}) => { if (status !== 201) throw Error(status); })"""

SHOW_ALL = (f"/sessions/{hostile.ID}", "/progress")
"""Pages that show texts whole; a list cuts them, and a dossier never took the worst."""
