"""The page of progress: its curves, its safety, and how it stands in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import serious_barriers, wait_until
from click.testing import CliRunner

from mockinterview import progress_page
from mockinterview.cli.progress import progress
from mockinterview.figures import AnswerFigures
from mockinterview.progress import Rehearsal, progress_of
from mockinterview.progress_page.charts import charts_of
from mockinterview.progress_page.page import render_part, render_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from mockinterview.progress import Progress

TODAY = date(2026, 11, 25)
PLAIN = AnswerFigures(
    "proud", "What are you proud of?", 90.0, 60.0, 0.0, 3, 140.0, 1.0, "partial", 0.9, "example"
)
HOSTILE = "</style></script><img src=x onerror=alert(1)>\x1b[2J\u202e & \"quoted\" 'text'"


def rehearsed(weeks: int, **changes: Any) -> Progress:
    """Return progress over one rehearsal a week, with one filler less each time."""
    answers = (replace(PLAIN, **({"fillers": max(9 - week, 0)} | changes)) for week in range(weeks))
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


@pytest.mark.parametrize(("weeks", "charts"), [(0, 0), (1, 0), (2, 0), (3, 5), (8, 5)])
def test_a_curve_needs_three_weeks(weeks: int, charts: int) -> None:
    """Two points make a line, but say nothing; the page says why there is none, and the numbers stay."""
    found = rehearsed(weeks)
    assert len(charts_of(found.weeks)) == charts
    page = Elements(render_progress(found))
    assert ("Curves need three weeks" in page.text) == (0 < weeks < 3)
    assert sum("data-chart" in attributes for _, attributes in page.found) == charts
    assert sum(tag == "script" for tag, _ in page.found) == bool(charts)


def test_a_curve_goes_from_the_first_week_to_the_last() -> None:
    """9 fillers to 7 on a scale to 10, because a scale ends at an even number; days lie a week apart."""
    chart = charts_of(rehearsed(3).weeks)[0]
    days, values, texts = zip(*chart.drawing.points, strict=True)
    assert (chart.name, chart.latest) == ("Fillers a minute", "7.0")
    assert [later - earlier for earlier, later in pairwise(days)] == [7, 7]
    assert values == pytest.approx((9.0, 8.0, 7.0))
    assert texts[0] == "9.0, week of 9 November 2026"
    assert chart.drawing.top == 10.0
    assert chart.drawing.ticks == ((0.0, "0.0"), (5.0, "5.0"), (10.0, "10.0"))
    assert chart.drawing.zone == (0.0, 5.0)
    assert "9.0 in the week of 9 November 2026, 7.0 in the week of 23 November 2026" in chart.described


def test_the_time_before_the_first_word_has_a_curve_and_no_zone() -> None:
    """Nothing says how long somebody should think."""
    chart = charts_of(rehearsed(3, latency_s=2.5).weeks)[-1]
    assert (chart.name, chart.latest, chart.zone_text) == ("Seconds to first word", "2.5", "")
    assert chart.drawing.top == 4.0


def test_a_measure_that_is_not_known_has_no_curve() -> None:
    """Answers too short for a rate leave fillers and pace out."""
    found = rehearsed(3, fillers=None, pace_wpm=None)
    assert [chart.name for chart in charts_of(found.weeks)] == [
        "Answers of a good length",
        "Examples told",
        "Seconds to first word",
    ]


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
        (8, "1 question, those that you answered most first"),
        (8, "8 weeks, the latest first"),
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


def test_a_question_has_its_numbers_in_a_row() -> None:
    """How often answered, the measures, and the day of the last answer; a dash for what is not known."""
    page = render_progress(rehearsed(3, latency_s=None)).decode()
    (row,) = re.findall(r"<tr>\s*(<th scope=\"row\" dir=\"auto\">.*?)</tr>", page, re.DOTALL)
    assert re.findall(r">([^<>]*)</t[hd]>", row) == [
        "What are you proud of?",
        "3",
        "8.0",
        "140",
        "100%",
        "0/3/0",
        "–",
        "25 November 2026",
    ]


def test_the_page_allows_itself_nothing_but_its_own_style_and_script() -> None:
    """The policy names the hash of the one style and the one script; there is no link to anywhere."""
    page = render_progress(rehearsed(8)).decode()
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in page.replace("&#39;", "'")
    assert "default-src 'none';" in page.replace("&#39;", "'")
    assert "unsafe" not in page.split("</head>")[0].split("<style>")[0]
    elements = Elements(page.encode()).found
    assert not {"link", "img", "iframe", "a"} & {tag for tag, _ in elements}
    assert not any({"style", "src", "href"} & set(attributes) for _, attributes in elements)
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]


def test_the_script_is_made_of_its_sources() -> None:
    """`npm run build` was run after the last change; the licence is in it, and nothing ends its element."""
    static = Path(progress_page.__file__).parent / "static"
    digest = hashlib.sha256()
    for source in sorted((static / "src").iterdir()):
        digest.update(source.read_bytes())
    script = (static / "progress.js").read_text("utf-8")
    assert digest.hexdigest() in script[:300]
    assert "Permission is hereby granted, free of charge" in script[:800]
    assert "</script" not in script.lower()
    assert "<!--" not in script


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """Readable by the person alone; never over a folder; not together with --json."""
    target = tmp_path / "progress.html"
    assert CliRunner().invoke(progress, ["--html", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"<!doctype html>")
    assert target.stat().st_mode & 0o077 == 0
    assert CliRunner().invoke(progress, ["--html", str(tmp_path)]).exit_code != 0
    assert CliRunner().invoke(progress, ["--html", str(target), "--json"]).exit_code == 2


# --- in a browser -------------------------------------------------------------------------------------


class Visit:
    """A page that is open, what it asked for, and what it complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open the page of some progress; afterwards it has asked for nothing and complained about nothing."""
    path = tmp_path / "progress.html"
    visits = []

    def opened(found: Progress, **options: Any) -> Visit:
        path.write_bytes(render_progress(found))
        visited = Visit(browser.new_page(**options))
        visits.append(visited)
        visited.page.goto(path.as_uri())
        return visited

    yield opened
    for visited in visits:
        visited.page.close()
        assert visited.requests == [path.as_uri()]
        assert visited.messages == []


@pytest.mark.parametrize("weeks", [2, 8])
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_in_a_browser_nothing_is_fetched_and_nothing_is_a_barrier(
    visit: Callable[..., Visit], width: int, scheme: str, weeks: int
) -> None:
    """No request, no console message, no sideways scrolling, nothing that axe-core calls a barrier."""
    page = visit(
        rehearsed(weeks, question=HOSTILE), viewport={"width": width, "height": 900}, color_scheme=scheme
    ).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_barriers(page, "moderate", "minor") == []


def test_charts_are_drawn_with_dots_scale_and_zone(visit: Callable[..., Visit]) -> None:
    """A dot a week that says its week, three lines across with their numbers, the zone where there is one."""
    page = visit(rehearsed(8)).page
    charts = page.get_by_role("img")
    assert charts.count() == page.locator("[data-chart] svg").count() == 5
    first = page.get_by_role("img", name="Fillers a minute")
    assert first.locator(".ct-point").count() == 8
    assert first.locator(".ct-point title").first.text_content() == "9.0, week of 5 October 2026"
    assert first.locator(".ct-label").all_inner_texts() == ["0.0", "5.0", "10.0"]
    assert page.locator(".curve .zone").count() == 2
    area, dot = (first.locator(name).first.bounding_box() for name in (".zone", ".ct-point"))
    assert area is not None
    assert dot is not None
    middle = dot["y"] + dot["height"] / 2
    assert (area["y"] - middle) / area["height"] == pytest.approx(
        4 / 5, abs=0.05
    )  # 9, and 0 to 5 are the zone


def test_many_weeks_are_a_line_without_dots(visit: Callable[..., Visit]) -> None:
    """Dots side by side would hide it."""
    page = visit(rehearsed(90)).page
    assert page.locator(".ct-line").count() == 5
    assert page.locator(".ct-point").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_line_and_ground_differ_enough(visit: Callable[..., Visit], scheme: str) -> None:
    """The line has the colour of the text, whatever the person's colours are."""
    page = visit(rehearsed(8), color_scheme=scheme).page
    stroke = page.locator(".ct-line").first.evaluate("line => getComputedStyle(line).stroke")
    assert stroke == page.evaluate("getComputedStyle(document.body).color")


def test_a_chart_follows_the_window_and_fits_on_paper(visit: Callable[..., Visit]) -> None:
    """Made narrower, and printed, no chart is wider than its place."""
    page = visit(rehearsed(8), viewport={"width": 1280, "height": 900}).page
    for width in (390, 640):
        page.set_viewport_size({"width": width, "height": 900})
        # The window tells the charts a moment later.
        fits = f"(chart) => (({{ width }}) => 0 < width && width <= {width})(chart.getBoundingClientRect())"
        wait_until(page, f"[...document.querySelectorAll('.curve svg')].every({fits})")
        page.emulate_media(media="print")


def test_without_scripts_every_chart_is_told_in_words(visit: Callable[..., Visit]) -> None:
    """No empty frame stands there, and the numbers are the same."""
    page = visit(rehearsed(8), java_script_enabled=False).page
    assert page.locator("[data-chart]").first.is_hidden()
    assert page.get_by_text("9.0 in the week of 5 October 2026, 2.0 in the week of 23 November").is_visible()
    assert page.get_by_role("cell", name="9.0").is_visible()


# --- inside another page ------------------------------------------------------------------------------


@pytest.mark.parametrize("weeks", [1, 8])
def test_a_part_says_what_the_page_says_and_runs_nothing(weeks: int) -> None:
    """Words, tables and charts are the same; frame, style and script are those of the page around it."""
    found = rehearsed(weeks, question=HOSTILE)
    page, part = (Elements(made) for made in (render_progress(found), render_part(found).encode()))
    assert not {tag for tag, _ in part.found} & {"html", "head", "body", "main", "script", "style", "img"}
    assert not [name for _, given in part.found for name in given if name.startswith("on") or name == "style"]
    lines = [line.strip() for line in part.text.splitlines() if line.strip()]
    assert [line for line in lines if line not in page.text] == []
    charts = [[given.get("data-chart") for _, given in made.found] for made in (page, part)]
    assert [c for c in charts[0] if c] == [c for c in charts[1] if c]
    assert "mockinterview rehearse" not in part.text
