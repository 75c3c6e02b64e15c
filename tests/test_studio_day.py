"""The page of the day: the checklist, and thank-you notes to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import pytest
from chromium import complaints_of, serious_barriers, wait_until
from playwright.sync_api import expect
from studio_parts import FakeCabinet, desk, fetch, serving

from mockinterview.errors import BadDossier
from mockinterview.preparation.thanks import Draft
from mockinterview.studio.desk import Day, DayLine
from mockinterview.studio.page import english
from mockinterview.studio.pages.day import CHAPTERS, groups, letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e" + "w" * 10_000
LINES = (
    DayLine("research", done=True, text="Read your 3 facts"),
    DayLine("research", done=False, text="Ask who will be there"),
    DayLine("route", done=True, text="The place: Harbour Street"),
)
NOTE = Draft(
    "Helen",
    "Thank you: Driver",
    "Dear Helen,\n\nIt was good \\_to\\_ talk.\n\nKind regards,  \n[your name]\n",
)
PLAIN = "Dear Helen,\n\nIt was good _to_ talk.\n\nKind regards,\n[your name]"


class BrokenCabinet(FakeCabinet):
    """Its file cannot be read."""

    def day(self, today: object) -> Day:  # noqa: ARG002 - the port's signature
        """Say so."""
        raise BadDossier("dossier.toml, line 1: is not valid TOML")


# --- what it says -------------------------------------------------------------------------------------


def test_no_lines_are_no_groups() -> None:
    """An empty list is empty."""
    assert groups(()) == ()


def test_a_topic_with_something_open_says_where_it_is_done() -> None:
    """What is done leads nowhere."""
    research, route = groups(LINES)
    assert (research.topic, len(research.lines), research.chapters) == ("research", 2, CHAPTERS["research"])
    assert (route.topic, route.chapters) == ("route", ())


def test_every_topic_and_chapter_has_its_words() -> None:
    """A new topic of the checklist must not be forgotten on the page."""
    from mockinterview.preparation.day import Topic

    texts = english().table["day"]
    assert set(get_args(Topic)) == set(texts["topics"]) == set(CHAPTERS)
    assert {chapter for chapters in CHAPTERS.values() for chapter in chapters} == set(texts["chapters"])
    assert set(texts["chapters"]) <= set(english().table["dossier"]["chapters"])


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("", ()),
        (NOTE.body_markdown, ((PLAIN.removesuffix("[your name]"), False), ("[your name]", True))),
        ("[the job] at [the company]", (("[the job]", True), (" at ", False), ("[the company]", True))),
        (r"a \\ b \* c \[", ((r"a \ b * c \[", False),)),
    ],
)
def test_a_draft_is_plain_text_with_its_gaps_marked(body: str, pieces: tuple[tuple[str, bool], ...]) -> None:
    """It goes into a mail, where signs of Markdown are only in the way."""
    assert letter(Draft("x", "y", body)).pieces == pieces


# --- the page -----------------------------------------------------------------------------------------


def test_an_empty_dossier_gets_kind_words_and_the_way_to_the_forms() -> None:
    """No notes yet: they would hold nothing but gaps."""
    day = Day("Your second interview", LINES, (NOTE,), empty=True)
    with serving(desk(cabinet=FakeCabinet(of_the_day=day))) as studio:
        text = fetch(studio, "/day").text
    assert "Nothing is prepared yet, and that is fine" in text
    assert 'href="/dossier#job"' in text
    assert "Kind regards" not in text


def test_a_file_that_cannot_be_read_is_told_where_it_can_be_mended() -> None:
    """The page of the preparation lists its problems."""
    with serving(desk(cabinet=BrokenCabinet())) as studio:
        came = fetch(studio, "/day")
    assert (came.status, came.header("location")) == (303, "/dossier")


def test_hostile_words_are_shown_as_text() -> None:
    """Nothing of them is markup, and nothing acts on a terminal or turns text around."""
    day = Day(HOSTILE, (DayLine("route", done=False, text=HOSTILE),), (Draft(HOSTILE, HOSTILE, HOSTILE),))
    with serving(desk(cabinet=FakeCabinet(of_the_day=day))) as studio:
        came = fetch(studio, "/day")
    assert came.status == 200
    assert "<script>alert" not in came.text
    assert "&lt;script&gt;alert(1)" in came.text
    assert "\u202e" not in came.text
    assert "\x1b" not in came.text


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open the page of a day; afterwards nothing has gone wrong in it."""
    day = Day("Driver at Swallow", LINES, (NOTE, Draft("[name]", "Thanks", HOSTILE[:200])), "in 3 days")
    with serving(desk(cabinet=FakeCabinet(of_the_day=day))) as studio:
        context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
        page = context.new_page()
        problems = complaints_of(page)
        page.goto(studio.address)
        page.goto(f"{studio.origin}/day")
        yield page
        context.close()
    assert problems == []


def test_a_note_is_copied(page: Page) -> None:
    """The text as it goes into a mail, and the subject by itself."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the note to Helen").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == PLAIN
    page.get_by_role("button", name="Copy the subject").first.click()
    wait_until(page, f"navigator.clipboard.readText().then((text) => text === {NOTE.subject!r})")


def test_without_a_clipboard_the_note_is_selected(page: Page) -> None:
    """Then Ctrl+C does the rest, and the page says so."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    page.get_by_role("button", name="Copy the note to Helen").click()
    expect(page.get_by_text("Selected: copy it with Ctrl+C")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == PLAIN


def test_it_is_accessible_narrow_and_printable(page: Page) -> None:
    """Both schemes without serious findings, no sideways scroll; on paper without buttons and links."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert serious_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    expect(page.get_by_role("button").first).to_be_hidden()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_text("Ask who will be there")).to_be_visible()
