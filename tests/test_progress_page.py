"""The page of progress: its curves, its safety, and how it stands in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mockinterview.cli.progress import progress
from mockinterview.figures import AnswerFigures
from mockinterview.progress import Rehearsal, progress_of
from mockinterview.progress_page.charts import charts_of
from mockinterview.progress_page.page import render_progress

if TYPE_CHECKING:
    from mockinterview.progress import Progress

TODAY = date(2026, 11, 25)
PLAIN = AnswerFigures(
    "proud", "What are you proud of?", 90.0, 60.0, 0.0, 3, 140.0, 1.0, "partial", 0.9, "example"
)
HOSTILE = "</style></script><img src=x onerror=alert(1)>\x1b[2J\u202e & \"quoted\" 'text'"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def rehearsed(weeks: int, **changes: object) -> Progress:
    """Return progress over one rehearsal a week, with one filler less each time."""
    answers = (
        replace(PLAIN, fillers=max(9 - week, 0), **changes)  # type: ignore[arg-type] # a test's shorthand
        for week in range(weeks)
    )
    first = TODAY - timedelta(weeks=weeks - 1)
    return progress_of(
        [Rehearsal(str(first + timedelta(weeks=week)), (given,)) for week, given in enumerate(answers)], TODAY
    )


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note its text."""
        self.text += data


# --- curves -------------------------------------------------------------------------------------------


def test_one_week_has_no_curve() -> None:
    """A point is no line."""
    assert charts_of(rehearsed(1).weeks) == ()


def test_a_curve_goes_from_the_first_week_to_the_last() -> None:
    """9 fillers to 8 on a scale to 9: the first point is at the upper edge, a little inside the picture."""
    chart = charts_of(rehearsed(2).weeks)[0]
    assert chart.name == "Fillers a minute"
    assert [x for x, _ in chart.points] == [2.0, 98.0]
    assert [y for _, y in chart.points] == pytest.approx([4.0, 96 - 92 * 8 / 9])
    assert chart.scale == "0 to 9"
    assert chart.latest == "8.0"
    assert "9.0 in the week of 16 November 2026, 8.0 in the week of 23 November 2026" in chart.described


def test_a_measure_that_is_not_known_has_no_curve() -> None:
    """Answers too short for a rate leave fillers and pace out."""
    short = replace(PLAIN, fillers=None, pace_wpm=None)
    found = progress_of([Rehearsal(str(TODAY - timedelta(weeks=n)), (short,)) for n in range(3)], TODAY)
    assert [chart.name for chart in charts_of(found.weeks)] == ["Answers of a good length", "Examples told"]


# --- the file -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (0, "`mockinterview rehearse` makes the first"),
        (2, "can be told after 3 more rehearsals"),
        (8, "Fillers a minute: better, from 8.0 to 3.0"),
        (8, "8 rehearsals, 8 answers, 8 minutes spoken"),
        (8, "What are you proud of?"),
        (8, "the example lacks a part"),
    ],
)
def test_the_page_says_what_the_terminal_says(weeks: int, said: str) -> None:
    """Opening, trends, what is still needed, and what to practise."""
    assert said in Elements(render_progress(rehearsed(weeks))).text


def test_a_hostile_question_stays_text() -> None:
    """No element, no attribute and no control character comes out of a bank."""
    plain, hostile = (
        Elements(render_progress(progress_of([Rehearsal(str(TODAY), (given,))], TODAY)))
        for given in (PLAIN, replace(PLAIN, question=HOSTILE))
    )
    assert hostile.found == plain.found
    assert "<img src=x onerror=alert(1)>" in hostile.text
    assert not {"\x1b", "\u202e"} & set(hostile.text)


def test_the_page_allows_itself_nothing_but_its_own_style() -> None:
    """The policy names the hash of the one style; there is no script and no link to anywhere."""
    page = render_progress(rehearsed(8)).decode()
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in page.replace("&#39;", "'")
    elements = Elements(page.encode()).found
    assert not {"script", "link", "img", "iframe", "a"} & {tag for tag, _ in elements}
    assert not any({"style", "src", "href"} & set(attributes) for _, attributes in elements)


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """Readable by the person alone; never over a folder; not together with --json."""
    target = tmp_path / "progress.html"
    assert CliRunner().invoke(progress, ["--html", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"<!doctype html>")
    assert target.stat().st_mode & 0o077 == 0
    assert CliRunner().invoke(progress, ["--html", str(tmp_path)]).exit_code != 0
    assert CliRunner().invoke(progress, ["--html", str(target), "--json"]).exit_code == 2


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: `apt-get install chromium`")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_in_a_browser_nothing_is_fetched_and_nothing_is_a_barrier(
    tmp_path: Path, width: int, scheme: str
) -> None:
    """No request, no console message, no sideways scrolling, nothing that axe-core calls a barrier."""
    playwright_api = pytest.importorskip("playwright.sync_api")
    path = tmp_path / "progress.html"
    path.write_bytes(render_progress(rehearsed(8, question=HOSTILE)))
    requests, messages = [], []
    with playwright_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
        except playwright_api.Error as error:
            pytest.skip(f"chromium does not start here: {error.message.splitlines()[0]}")
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.goto(path.as_uri())
        assert page.locator("svg[role=img]").count() == 4
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".zone").first.evaluate("zone => getComputedStyle(zone).fill") != "rgb(0, 0, 0)"
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document)")
        browser.close()
    assert requests == [path.as_uri()]
    assert messages == []
    assert [violation["id"] for violation in found["violations"]] == []
