"""The preparation as forms: in a real browser against the real server and a real file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import PATIENCE_S, complaints_of, serious_barriers
from playwright.sync_api import Page, expect
from studio_parts import Serving, desk, fetch, serving

from mockinterview.cli.studio.cabinet import DossierCabinet
from mockinterview.dossier import BankedStory, Dossier, Fact, Job
from mockinterview.dossier_file import load_dossier, sample_path, save_dossier, write_template
from mockinterview.errors import StorageError
from mockinterview.studio.desk import Kept, Terms
from mockinterview.studio.pages.dossier import PLACES, sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Dialog
    from studio_parts import Answer

    from mockinterview.studio.desk import Change

CHAPTERS = (
    "",
    "job",
    "people",
    "company",
    "first",
    "stories",
    "questions",
    "ideas",
    "salary",
    "thanks",
    "papers",
)
HOSTILE = "<img src=x onerror=alert(1)></script>{{ 1 }}${1} \u0634\u0643\u0631\u0627 " + "w" * 1500
TERMS = Terms(("ferry station", "<b>driver</b>"), ("Of this, only the first 3 of 40 pages were read.",))


class Kiosk(DossierCabinet):
    """The real cabinet, whose disk can be full and whose reader of papers is quick."""

    full = False

    def keep(self, changes: Sequence[Change], today: dt.date) -> Kept:
        """Keep, unless the disk is full."""
        if self.full:
            raise StorageError("cannot write dossier.toml: no space left on device")
        return super().keep(changes, today)

    def terms(self, paper: bytes, *, pasted: bool) -> Terms:
        """Return the same terms for every paper that can be read."""
        return TERMS if pasted else super().terms(paper, pasted=pasted)


@dataclass
class Place:
    """A studio with a dossier of its own."""

    path: Path
    cabinet: Kiosk
    studio: Serving

    def put(self, body: Any, kind: str = "application/json") -> Answer:
        """Send changes as a page does."""
        headers = self.studio.entered() | {"Content-Type": kind}
        return fetch(self.studio, "/dossier", method="PUT", headers=headers, body=json.dumps(body).encode())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Run a studio; nothing went wrong in it on the way."""
    path = tmp_path / "dossier.toml"
    cabinet = Kiosk(path)
    with serving(desk(cabinet=cabinet)) as studio:
        yield Place(path, cabinet, studio)
    assert studio.reported == []


# --- what a page may send -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"changes": [{"place": "job.title", "value": "x"}]}, 422),
        ({"changes": [{"place": "job", "seen": "", "value": "x"}]}, 422),
        ({"changes": [{"place": "__class__", "seen": "", "value": "x"}]}, 422),
        ({"changes": [{"place": "job.title", "seen": "", "value": "x", "path": "/etc"}]}, 422),
        ({"changes": [{"place": "job.title", "seen": "", "value": "x"}] * 100}, 422),
        ({"changes": [{"place": "job.title", "seen": None, "value": [[[[{}]]]]}]}, 200),
        ({"changes": []}, 200),
    ],
)
def test_only_changes_of_known_places_are_read(place: Place, body: Any, status: int) -> None:
    """Whatever else a page sends is refused, and no file comes into being."""
    assert place.put(body).status == status
    assert not place.path.exists()


def test_only_json_is_read(place: Place) -> None:
    """A form of another site cannot send that type."""
    assert place.put({"changes": []}, "text/plain").status == 415


def test_what_was_kept_comes_back_with_what_is_open(place: Place) -> None:
    """The page learns at once what the file holds now, and what that leaves open."""
    came = place.put({"changes": [{"place": "salary.low", "seen": "", "value": "45k"}]})
    answer = json.loads(came.text)
    assert answer["values"]["salary.low"] == "45,000"
    assert list(answer["values"]) == list(PLACES)
    assert ["salary high", "The upper end is missing."] in [point[:2] for point in answer["open"]]


@pytest.mark.parametrize(
    ("kind", "paper", "status", "says"),
    [
        ("application/json", b"{}", 415, ""),
        ("application/octet-stream", b"%PDF-1.4 rubbish", 409, "This file is a broken PDF"),
        ("application/octet-stream", b"", 409, "This file holds no text."),
        ("text/plain", "Führerschein".encode(), 200, "ferry station"),
    ],
)
def test_papers_are_read_or_refused_in_a_line(
    place: Place, kind: str, paper: bytes, status: int, says: str
) -> None:
    """Only the key terms come back; nothing is kept yet."""
    headers = place.studio.entered() | {"Content-Type": kind}
    came = fetch(place.studio, "/dossier/terms", method="POST", headers=headers, body=paper)
    assert came.status == status
    assert says in came.text
    assert not place.path.exists()


def test_a_file_that_cannot_be_read_is_shown_line_by_line_and_left_alone(place: Place) -> None:
    """The page says what does not fit and how to mend it; a form that is still open learns it as well."""
    broken = "[job]\ntitel = '<b>'\ndate = 'soon'\n"
    place.path.write_text(broken)
    came = fetch(place.studio, "/dossier")
    assert came.status == 409
    assert "Line 2, job titel" in came.text
    assert "Line 3, job date" in came.text
    assert "in a text editor" in came.text
    assert "mockinterview prepare" not in came.text
    answer = place.put({"changes": [{"place": "job.title", "seen": "", "value": "x"}]})
    assert answer.status == 409
    assert json.loads(answer.text)["broken"]
    assert place.path.read_text() == broken


def test_the_form_shows_every_place_of_a_dossier() -> None:
    """A new field of the dossier must not be forgotten here."""
    from dataclasses import fields, is_dataclass

    def places(value: Any, way: str = "") -> Iterator[str]:
        if not is_dataclass(value):
            yield way
            return
        for field in fields(value):
            yield from places(getattr(value, field.name), f"{way}.{field.name}".lstrip("."))

    assert set(places(Dossier())) == set(PLACES) == set(sheet(Dossier()))


# --- in the browser -----------------------------------------------------------------------------------


@dataclass
class Visit:
    """An open page of a studio."""

    place: Place
    page: Page
    problems: list[str]

    def open(self, chapter: str) -> None:
        """Open a chapter anew, as a person does with a bookmark."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.place.studio.origin}/dossier#{chapter}")
        self.page.wait_for_selector("[data-dossier] h1")

    def see_kept(self, says: str = "Kept on this computer") -> None:
        """Wait until all that can be kept is kept, and the page says how it stands."""
        expect(self.page.locator(".keeping:not(.pending) [role=status]")).to_have_text(says)


@pytest.fixture
def visit(browser: Browser, place: Place) -> Iterator[Visit]:
    """Come in; afterwards nothing has gone wrong in the page."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    problems = complaints_of(page, "409")
    page.goto(place.studio.address)
    yield Visit(place, page, problems)
    assert problems == []
    context.close()


def test_what_is_typed_is_there_after_a_reload(visit: Visit) -> None:
    """A story by keyboard alone and a fact with the mouse; the file has both, and its own comments."""
    write_template(visit.place.path)
    page = visit.page
    visit.open("stories")
    page.get_by_role("button", name="Add a story").focus()
    page.keyboard.press("Enter")
    for words in (
        "The late bus",
        "It never came",
        "I called a van",
        "All in time",
        "40 people",
        "calm, quick",
    ):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    visit.see_kept()
    page.get_by_role("link", name="Before: The first interview").click()
    expect(page.locator("h1")).to_be_focused()
    page.go_back()
    visit.open("company")
    page.get_by_role("button", name="Add a fact").click()
    page.get_by_label("In your own words").fill("They opened forty stations")
    page.get_by_label("What it is about").select_option("Something new")
    visit.see_kept()

    story = BankedStory(
        "The late bus", "It never came", "I called a van", "All in time", "40 people", ("calm", "quick")
    )
    kept = load_dossier(visit.place.path)
    assert kept.stories == (story,)
    assert kept.company.facts == (Fact("They opened forty stations", "news"),)
    assert "# a name to remember it by" in visit.place.path.read_text()
    visit.open("stories")
    page.get_by_text("The late bus").click()
    expect(page.get_by_label("How did it turn out?")).to_have_value("All in time")


def test_an_amount_that_makes_no_sense_is_said_at_its_field(visit: Visit) -> None:
    """The rest is kept; once the amount is mended, it is kept as well, and shown as it was understood."""
    page = visit.page
    visit.open("salary")
    low = page.get_by_label("From", exact=True)
    low.fill("a fair one")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_label("Currency").press("Tab")
    expect(page.get_by_text("Write a whole amount, such as 42,000 or 42k.")).to_be_visible()
    expect(low).to_have_attribute("aria-invalid", "true")
    visit.see_kept("One field cannot be kept yet. It says why.")
    assert load_dossier(visit.place.path).salary.currency == "EUR"
    page.get_by_role("link", name="Before: Your ideas").click()
    page.get_by_role("button", name="Show me").click()
    expect(low).to_be_focused()
    expect(low).to_have_value("a fair one")
    low.fill("45k")
    low.press("Tab")
    expect(low).to_have_value("45,000")
    visit.see_kept()
    assert load_dossier(visit.place.path).salary.low == 45_000


def test_what_was_changed_elsewhere_is_shown_and_not_overwritten(visit: Visit) -> None:
    """The page names the place and both versions; the person chooses, either way."""
    page = visit.page
    visit.open("job")
    title = page.get_by_label("What is the job called?")
    for button, theirs, kept in (
        ("Take what is there", "From an editor", "From an editor"),
        ("Keep my words instead", "From a terminal", "From the page"),
    ):
        save_dossier(visit.place.path, Dossier(job=Job(title=theirs, dress="A tie")))
        title.fill("From the page")
        title.press("Tab")
        expect(page.get_by_text(f"There it says: “{theirs}”")).to_be_visible()
        assert load_dossier(visit.place.path).job.title == theirs
        expect(title).to_have_value("From the page")
        page.get_by_role("button", name=button).click()
        expect(title).to_have_value(kept)
        visit.see_kept()
        assert load_dossier(visit.place.path).job == Job(title=kept, dress="A tie")
    expect(page.get_by_label("What do people there wear?")).to_have_value("A tie")


def test_nothing_typed_is_lost_while_nothing_can_be_written(visit: Visit) -> None:
    """It is said why, the words stay, leaving is asked about, and it is tried again."""
    page = visit.page
    visit.open("job")
    visit.place.cabinet.full = True
    title = page.get_by_label("What is the job called?")
    title.fill("Driver")
    expect(page.get_by_text("no space left on device")).to_be_visible()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog", timeout=PATIENCE_S * 1000):
        page.evaluate("location.href = '/day'")
    assert asked == ["beforeunload"]
    expect(title).to_have_value("Driver")
    visit.place.cabinet.full = False
    page.get_by_role("button", name="Try again now").click()
    visit.see_kept()
    assert load_dossier(visit.place.path).job.title == "Driver"


def test_entries_are_removed_moved_and_brought_back(visit: Visit) -> None:
    """Focus stays where the hands are; what was removed can be had back."""
    save_dossier(visit.place.path, Dossier(my_questions=("Who?", "What?", "Why?")))
    page = visit.page
    visit.open("questions")
    page.get_by_role("button", name="Move up: Why?").click()
    expect(page.get_by_role("button", name="Move up: Why?")).to_be_focused()
    page.keyboard.press("Enter")
    visit.see_kept()
    assert load_dossier(visit.place.path).my_questions == ("Why?", "Who?", "What?")
    page.get_by_role("button", name="Remove: Who?").click()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    visit.see_kept()
    assert load_dossier(visit.place.path).my_questions == ("Why?", "What?")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Question 2")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("And?")
    visit.see_kept()
    assert load_dossier(visit.place.path).my_questions == ("Why?", "Who?", "And?", "What?")


def test_of_a_paper_the_key_terms_are_kept(visit: Visit) -> None:
    """Pasted or chosen; what cannot be read is refused in a line."""
    page = visit.page
    visit.open("papers")
    page.get_by_label("Choose a file").first.set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 rubbish"}
    )
    expect(page.get_by_text("This file is a broken PDF")).to_be_visible()
    page.get_by_label("Or paste its text").first.fill("We look for a driver.")
    page.get_by_role("button", name="Read the text").first.click()
    expect(page.get_by_text("only the first 3 of 40 pages")).to_be_visible()
    page.get_by_role("button", name="Remove: ferry station").click()
    visit.see_kept()
    assert load_dossier(visit.place.path).papers.advert == ("<b>driver</b>",)


def test_hostile_words_are_only_words_and_fit_a_narrow_page(visit: Visit) -> None:
    """Markup, both directions and a word without an end: nothing runs, nothing goes out sideways."""
    story = BankedStory(HOSTILE, tags=(HOSTILE[:60],))
    job = Job(title=HOSTILE, place="w" * 2000)
    save_dossier(visit.place.path, Dossier(job=job, stories=(story, story), my_questions=(HOSTILE,)))
    for chapter in ("", "job", "stories", "questions"):
        visit.open(chapter)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), chapter
        assert visit.page.evaluate("document.querySelector('main img')") is None
    expect(visit.page.get_by_label("Question 1")).to_have_value(HOSTILE)


@pytest.mark.parametrize(("scheme", "filled"), [("light", True), ("dark", False)])
def test_axe_finds_nothing_serious(visit: Visit, scheme: Any, filled: bool) -> None:
    """Every chapter, full in the light and empty in the dark."""
    visit.page.emulate_media(color_scheme=scheme)
    if filled:
        save_dossier(visit.place.path, load_dossier(sample_path()))
    for chapter in CHAPTERS:
        visit.open(chapter)
        visit.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert serious_barriers(visit.page) == [], chapter
