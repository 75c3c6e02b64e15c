"""The real browser of the tests that look at pages: started once a module, and watched for complaints."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "no chromium here: `apt-get install chromium`"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
PATIENCE_S = 60.0
"""Long enough for the busiest computer; no test waits for it to pass."""

expect.set_options(timeout=PATIENCE_S * 1000)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEFT_AT_ONCE = "closed before the connection is established"
"""What the browser says of the line of a page that was left while it was still being opened: no fault."""

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
BARRIERS = """
(impacts) => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => impacts.includes(impact))
  .map(({ id, nodes: [{ html, failureSummary }] }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`))
"""


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Return a browser without a window; a module may ask for more with `BROWSER_OPTIONS`."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    options = [*QUIET, *getattr(request.module, "BROWSER_OPTIONS", ())]
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        except Error as error:
            pytest.skip(f"chromium does not start here: {error.message.splitlines()[0]}")
        yield started
        started.close()


def complaints_of(page: Page, *expected: str) -> list[str]:
    """Return a list that grows with each warning and error of a page, but for lines with an expected text."""
    complaints: list[str] = []
    expected += (LEFT_AT_ONCE,)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(text in message.text for text in expected):
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def serious_barriers(page: Page, *also: str) -> list[str]:
    """Return what axe-core finds serious or critical (`also`: "moderate", "minor"), each with a place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(BARRIERS, ["serious", "critical", *also])
    return found


def wait_until(page: Page, condition: str) -> None:
    """Wait until an expression is true (Playwright's own way needs eval, which our pages forbid).

    What cannot be evaluated yet, as a part is missing or a page makes room for the next, is not true yet.
    """
    deadline, holds = time.monotonic() + PATIENCE_S, False
    while not holds:
        trouble = ""
        try:
            holds = bool(page.evaluate(condition))
        except Error as error:
            trouble = error.message
        if not holds and time.monotonic() > deadline:
            pytest.fail(f"never true: {condition} {trouble}")
        page.wait_for_timeout(0 if holds else 50)
