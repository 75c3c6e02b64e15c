"""Take the pictures of a replay page that README shows.

`python scripts/report_screenshots.py PAGE [QUESTION]` needs Playwright and Chromium. PAGE is what
`mockinterview report` wrote; QUESTION is the number of the question to show. Writes docs/report-1280.png and
docs/report-390.png.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parents[1] / "docs"
SIZES = {1280: 1180, 390: 844}
"""Width and height of the window."""
HEARD_MS = 1500


def main(page_path: Path, number: str = "2") -> None:
    """Show the question with its answer being played, in both widths."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(page_path.absolute().as_uri())
            question = page.locator(f"#question-{number}")
            question.evaluate("element => element.scrollIntoView()")
            question.locator("[data-do=next]").first.click()
            page.wait_for_timeout(HEARD_MS)
            page.screenshot(path=DOCS / f"report-{width}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
