"""What comes after a rehearsal in the studio: the list, replay, copies, deleting, and progress."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import re
import tempfile
import threading
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import report_sessions as made
import test_studio_writing as written
from chromium import complaints_of, serious_barriers, wait_until
from makers import QUESTION
from markupsafe import Markup
from studio_parts import PATIENCE_S, FakeShelf, Serving, desk, fetch, fetch_whole, serving

from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.errors import BadSession
from mockinterview.session import Turn
from mockinterview.store import SessionStore
from mockinterview.store.session_file import write_session
from mockinterview.studio.desk import Sheet
from mockinterview.studio.sheets import FRESH_S, Sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SCRIPT = {"Accept": "application/json"}
NEWEST = "2026-11-25-140322-abcd"


def keep(store: SessionStore, number: int, **changes: Any) -> str:
    """Keep a rehearsal, the older the higher its number; return its id."""
    session_id = f"2026-{11 - number % 10:02}-25-140322-abc{chr(ord('d') + number // 10)}"
    text = made.HOSTILE if number == 2 else f"{QUESTION.text} No. {number}"
    turn = Turn(replace(QUESTION, text=text), "01-question.wav", (made.take(),))
    started = f"{session_id[:10]}T14:03:22+01:00"
    folder = store.root / session_id
    folder.mkdir(parents=True)
    write_session(folder, made.session(turn, id=session_id, **{"started": started} | changes))
    made.write_sound(folder / "01-take-1.wav")
    made.write_sound(folder / "01-question.wav", 1.0)
    return session_id


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    """Return a store with three rehearsals: a whole one, one that was cut off, and a hostile one."""
    store = SessionStore(tmp_path / "sessions")
    for number, changes in enumerate(({}, {"ended": None}, {})):
        keep(store, number, **changes)
    return store


@pytest.fixture
def studio(store: SessionStore) -> Iterator[Serving]:
    """Return a studio before this store."""
    with serving(replace(desk(), shelf=StoreShelf(store))) as served:
        yield served


# --- what the server answers --------------------------------------------------------------------------


def listed(studio: Serving) -> dict[str, Any]:
    """Return what the list asks for."""
    told = json.loads(fetch(studio, "/sessions.json").text)
    assert isinstance(told, dict)
    return told


def test_the_page_of_the_list_waits_for_no_rehearsal() -> None:
    """It is there at once and says what it waits for, however long the look takes."""
    looks = threading.Event()

    class SlowShelf(FakeShelf):
        def rows(self) -> Any:
            assert looks.wait(PATIENCE_S)
            return super().rows()

    with serving(desk(shelf=SlowShelf())) as studio:
        assert "Looking through your rehearsals" in fetch(studio, "/sessions").text
        looks.set()
        assert len(listed(studio)["rows"]) == 2


def test_the_list_has_all_with_the_newest_first(studio: Serving) -> None:
    """With what it shows and searches of each."""
    told = listed(studio)
    assert [row["state"] for row in told["rows"]] == ["complete", "cut off", "complete"]
    assert told["rows"][0]["id"] == NEWEST
    assert told["rows"][0]["questions"] == ["What are you proud of? No. 0"]
    assert (told["aside"], told["running_here"]) == ([], False)


def test_deleted_it_can_be_brought_back_and_is_gone_once_the_studio_ends(store: SessionStore) -> None:
    """Nothing of it is left in the folder of sessions then."""
    with serving(replace(desk(), shelf=StoreShelf(store))) as studio:
        assert fetch(studio, f"/sessions/{NEWEST}", method="DELETE").status == 200
        assert [row["id"] for row in listed(studio)["aside"]] == [NEWEST]
        assert fetch_whole(studio, f"/sessions/{NEWEST}", headers=studio.entered() | SCRIPT).status == 409
        assert fetch(studio, f"/sessions/{NEWEST}/bring-back", method="POST").status == 200
        assert len(listed(studio)["rows"]) == 3
        fetch(studio, f"/sessions/{NEWEST}", method="DELETE")
    assert len(list(store.root.glob("2026-*"))) == 2
    assert list(store.root.glob(".aside-*")) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sessions/last"),
        ("GET", "/sessions/2026"),
        ("GET", "/sessions/%2e%2e"),
        ("GET", "/sessions/..%2f..%2fetc"),
        ("GET", f"/sessions/{NEWEST}/export/html"),
        ("GET", f"/sessions/{NEWEST}/export/..%2fzip"),
        ("GET", "/sessions/last/export/zip"),
        ("GET", f"/takes/{NEWEST}/session.json"),
        ("DELETE", "/sessions/last"),
        ("DELETE", "/sessions/.index.json"),
        ("POST", f"/sessions/{NEWEST}/bring-back"),
    ],
)
def test_what_is_not_there_is_refused_in_a_line(
    store: SessionStore, studio: Serving, method: str, path: str
) -> None:
    """Nothing is deleted, given away or written by an address that somebody made up."""
    answer = fetch_whole(studio, path, method=method, headers=studio.entered() | SCRIPT)
    assert answer.status in (404, 409)
    assert json.loads(answer.text)["problem"]
    assert len(list(store.root.glob("2026-*"))) == 3


@pytest.mark.parametrize("method", ["DELETE", "POST"])
def test_only_our_own_page_deletes(store: SessionStore, studio: Serving, method: str) -> None:
    """Without our origin, the cookie alone opens nothing."""
    path = f"/sessions/{NEWEST}" + ("" if method == "DELETE" else "/bring-back")
    for headers in (
        {"Cookie": studio.cookie()},
        {"Cookie": studio.cookie(), "Origin": "http://evil.example"},
    ):
        assert fetch(studio, path, method=method, headers=headers).status == 403
    assert (store.root / NEWEST).is_dir()


@pytest.mark.parametrize("kind", ["zip", "markdown", "csv", "json"])
def test_a_copy_is_given_and_nothing_of_it_stays(
    studio: Serving, kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It comes as a file to keep, under the rehearsal's name; the temporary one is removed."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    answer = fetch(studio, f"/sessions/{NEWEST}/export/{kind}")
    assert answer.status == 200
    assert re.fullmatch(rf'attachment; filename="{NEWEST}\.\w+"', answer.header("content-disposition"))
    if kind == "zip":
        with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
            assert f"{NEWEST}/01-take-1.wav" in archive.namelist()
    assert fetch(studio, f"/sessions/{NEWEST}x/export/{kind}").status == 409
    deadline = time.monotonic() + PATIENCE_S
    while list((tmp_path / "temporary").iterdir()):  # it goes once all of it was sent, so a moment later
        assert time.monotonic() < deadline, "the temporary file stays"
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.wav", "audio/wav"),
        ("a.flac", "audio/flac"),
        ("a.ogg", "audio/ogg"),
        ("a.b", "application/octet-stream"),
    ],
)
def test_a_sound_says_what_it_is_and_can_be_begun_anywhere(
    tmp_path: Path, name: str, media_type: str
) -> None:
    """A browser plays nothing of a kind that it does not know, and jumps only where parts are given."""
    row = FakeShelf().rows()[0]
    (tmp_path / row.id).mkdir()
    (tmp_path / row.id / name).write_bytes(b"0123456789")
    with serving(desk(shelf=FakeShelf(folder=tmp_path))) as studio:
        headers = studio.entered() | {"Range": "bytes=3-5"}
        answer = fetch(studio, f"/takes/{row.id}/{name}", headers=headers)
    assert (answer.status, answer.header("content-type"), answer.body) == (206, media_type, b"345")


def test_the_policy_of_a_replay_allows_one_style_more_and_no_more(studio: Serving) -> None:
    """The player's own, under a nonce that is never the same; the rest is what the gate says of all."""
    plain = fetch(studio, "/sessions").header("content-security-policy")
    nonces = set()
    for _ in range(2):
        answer = fetch_whole(studio, f"/sessions/{NEWEST}")
        policy = answer.header("content-security-policy")
        (nonce,) = re.findall(r"'nonce-([\w-]{20,})'", policy)
        assert policy.replace(f" 'nonce-{nonce}'", "") == plain
        assert f'data-nonce="{nonce}"' in answer.text
        nonces.add(nonce)
    assert len(nonces) == 2
    assert "unsafe" not in plain


def test_a_replay_that_takes_long_says_what_it_waits_for() -> None:
    """The page is there, tells how many recordings are read, and then shows them; a failure is said too."""
    read, told_of = threading.Event(), threading.Semaphore(0)

    class SlowShelf(FakeShelf):
        def replay(self, session: str, nonce: str, tell: Callable[[int, int], None]) -> Sheet:
            tell(2, 7)
            told_of.release()
            assert read.wait(PATIENCE_S)
            if session == "broken":
                raise BadSession("it is broken")
            return Sheet("Ready", Markup("<p>{}</p>").format(nonce))

    with serving(desk(shelf=SlowShelf())) as studio:
        for name in ("whole", "broken"):
            assert "Getting the recordings ready" in fetch(studio, f"/sessions/{name}").text
            assert told_of.acquire(timeout=PATIENCE_S)
            told = json.loads(fetch(studio, f"/sessions/{name}/ready").text)
            assert told == {"ready": False, "done": 2, "total": 7}
        read.set()
        whole = fetch_whole(studio, "/sessions/whole")
        assert re.search(r"<p>[\w-]{20,}</p>", whole.text)
        broken = fetch_whole(studio, "/sessions/broken", headers=studio.entered() | SCRIPT)
        assert (broken.status, json.loads(broken.text)) == (409, {"problem": "It is broken."})
        assert json.loads(fetch(studio, "/sessions/broken/ready").text)["ready"]


def test_a_sheet_is_given_once_and_not_when_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made meanwhile is what comes next; not fetched in time, it is made again."""
    made_so_far = itertools.count()
    may_end = threading.Event()

    def make(_name: str, _nonce: str, _tell: object) -> Sheet:
        assert may_end.wait(PATIENCE_S)
        return Sheet(str(next(made_so_far)), Markup())

    async def left(sheets: Sheets) -> None:
        """Ask for one, and wait for it without fetching it."""
        may_end.clear()
        assert await sheets.get("it", 0.0) is None
        assert not sheets.state("it")["ready"]
        may_end.set()
        while not sheets.state("it")["ready"]:  # noqa: ASYNC110 - what is waited for ends in a thread
            await asyncio.sleep(0.001)

    async def fetched(sheets: Sheets) -> str:
        found = await sheets.get("it", PATIENCE_S)
        assert found is not None
        return found.sheet.title

    async def visits() -> list[str]:
        sheets, loop = Sheets(make), asyncio.get_running_loop()
        await left(sheets)
        seen = [await fetched(sheets), await fetched(sheets)]
        await left(sheets)
        now = loop.time
        monkeypatch.setattr(loop, "time", lambda: now() + FRESH_S + 1)
        return [*seen, await fetched(sheets)]

    assert asyncio.run(visits()) == ["0", "1", "3"]


def test_progress_comes_in_the_frame(studio: Serving) -> None:
    """With its charts' script and style, and the way back to a rehearsal."""
    text = fetch_whole(studio, "/progress").text
    assert "3 rehearsals" in text
    assert "progress.js" in text
    assert 'aria-current="page">Progress' in text


def test_without_a_judged_answer_progress_says_what_will_be_there() -> None:
    """No command of a terminal is offered to somebody in a browser."""
    with serving(desk(shelf=FakeShelf(sheet=Sheet("", Markup())))) as studio:
        text = fetch_whole(studio, "/progress").text
    assert "Once you have rehearsed" in text
    assert "mockinterview rehearse" not in text


# --- in a browser -------------------------------------------------------------------------------------

AUDIO = "document.querySelector('[data-player] audio')"


class Visit:
    """A page that is open, and what went wrong in it."""

    def __init__(self, page: Page, studio: Serving) -> None:
        self.page = page
        self.studio = studio
        self.problems = complaints_of(page)
        page.goto(studio.address)

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.studio.origin + path)

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        wait_until(self.page, condition)

    def focused(self) -> str:
        """Return the id of what has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))


@pytest.fixture
def visit(browser: Browser, studio: Serving) -> Iterator[Visit]:
    """Open the studio; afterwards nothing has gone wrong, the policy of the pages included."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    visited = Visit(context.new_page(), studio)
    yield visited
    assert visited.problems == []
    context.close()


def test_from_the_list_to_the_replay_and_back_and_deleted_and_brought_back(visit: Visit) -> None:
    """Searched for, heard, left, deleted once asked, and back again, all with the focus where one is."""
    page = visit.page
    visit.go("/sessions")
    page.get_by_label("Search").fill("november PROUD")
    page.get_by_text("1 of 3 rehearsals").wait_for()
    page.get_by_role("link", name="Hear it again: 25 November 2026, 14:03").click()

    page.get_by_role("heading", name="Your rehearsal of 25 November 2026").wait_for()
    visit.wait(
        "document.querySelector('.wave > div')?.shadowRoot.querySelectorAll('[part~=region]').length === 7"
    )
    page.locator("[data-do=play]").first.click()
    visit.wait(f"{AUDIO}.currentTime > 0.3")
    page.evaluate(
        f"() => {{ {AUDIO}.onseeking = (event) => {{ window.sought = event.target.currentTime; }}; }}"
    )
    page.locator("[data-transcript] [data-s='11.2']").first.click()
    visit.wait(f"Math.abs(window.sought - 11.2) < 0.1 && {AUDIO}.currentTime > 11.25")
    assert page.locator("[data-nonce]").first.evaluate("node => node.dataset.framed") == ""

    page.get_by_role("link", name="← Your rehearsals").click()
    page.get_by_role("button", name="Delete: 25 November 2026, 14:03").click()
    assert page.get_by_role("dialog").get_by_text("25 November 2026, 14:03").is_visible()
    page.keyboard.press("Escape")
    page.get_by_text("3 rehearsals").wait_for()
    page.get_by_role("button", name="Delete: 25 November 2026, 14:03").click()
    page.get_by_role("button", name="Delete it").click()
    page.get_by_text("2 rehearsals").wait_for()
    visit.wait(f"document.activeElement.id === 'row-{NEWEST}'")

    page.reload()
    page.get_by_role("heading", name="Deleted since the studio was opened").wait_for()
    page.get_by_role("button", name="Bring it back: 25 November 2026, 14:03").click()
    page.get_by_text("3 rehearsals").wait_for()
    assert visit.focused() == f"row-{NEWEST}"
    assert page.get_by_text("Deleted since").count() == 0


def test_what_was_said_is_written_down_from_the_list_and_from_the_replay(
    browser: Browser, tmp_path: Path
) -> None:
    """A button, then words about how far it is that survive a reload, then the answers' own words."""
    store, may_end = SessionStore(tmp_path / "sessions"), threading.Event()
    for name in ("2026-11-25-140322-abcd", "2026-10-25-140322-abcd"):
        written.keep(store, name=name)
    recogniser = written.Scripted(*["I fixed it."] * 4, halfway=lambda: may_end.wait(PATIENCE_S))
    with serving(desk(shelf=StoreShelf(store, recogniser))) as studio:
        context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
        visit = Visit(context.new_page(), studio)
        page = visit.page
        visit.go("/sessions")
        page.get_by_role("button", name="Write down what was said: 25 November 2026").press("Enter")
        row = page.locator(".rehearsal", has=page.locator(f"#row-{NEWEST}"))
        row.get_by_text("Writing down answer 1 of 2 …").wait_for()
        assert visit.focused() == f"row-{NEWEST}"
        page.reload()
        row.get_by_text("Writing down answer 1 of 2 …").wait_for()
        assert row.get_by_role("button", disabled=False).count() == 0
        may_end.set()
        row.get_by_text("2 answers are written down.").wait_for()
        assert not row.get_by_text("not written down").is_visible()

        may_end.clear()
        visit.go("/sessions/2026-10-25-140322-abcd")
        page.get_by_role("button", name="Write down what was said").last.press("Enter")
        page.locator("#question-2").get_by_text("Writing down answer 1 of 2 …").wait_for()
        page.reload()
        page.locator("#question-1").get_by_text("Writing down answer 1 of 2 …").wait_for()
        may_end.set()
        page.locator("#question-2").get_by_text("I fixed it.").wait_for()
        assert page.get_by_role("button", name="Write down what was said").count() == 0
        assert visit.problems == []
        context.close()


def test_what_goes_wrong_meanwhile_is_said(visit: Visit, store: SessionStore) -> None:
    """A rehearsal that another program deleted cannot be deleted again: the page says so and stays."""
    visit.go("/sessions")
    button = visit.page.get_by_role("button", name="Delete: 25 November 2026, 14:03")
    button.wait_for()
    store.delete(NEWEST)
    button.click()
    visit.page.get_by_role("button", name="Delete it").click()
    visit.page.get_by_role("alert").get_by_text("There is no such rehearsal any more.").wait_for()
    visit.problems.clear()  # the browser notes the refused request


def test_a_hostile_question_stays_text(visit: Visit) -> None:
    """In the list and on the page of the replay."""
    visit.go("/sessions")
    link = visit.page.get_by_role("link", name="Hear it again: 25 September 2026")
    link.wait_for()
    assert visit.page.get_by_text(made.HOSTILE).is_visible()
    link.click()
    visit.page.locator("#question-1-heading").wait_for()
    assert made.HOSTILE in visit.page.locator("#question-1-heading").inner_text()
    assert visit.page.locator("img").count() == 0
    assert "hurt" not in visit.page.title()


def test_thousands_are_searched_and_shown_in_parts(browser: Browser, tmp_path: Path) -> None:
    """Forty at first, more when asked for, with the focus on the first new one; the oldest is found."""
    store = SessionStore(tmp_path / "sessions")
    keep(store, 0)
    (row,) = StoreShelf(store).rows()
    rows = [replace(row, id=f"id-{n}", questions=(f"Question number{n}?",)) for n in range(2_000)]
    with serving(desk(shelf=FakeShelf(kept=rows))) as studio:
        context = browser.new_context()
        visit = Visit(context.new_page(), studio)
        visit.go("/sessions")
        visit.page.get_by_text("2000 rehearsals").wait_for()
        assert visit.page.locator(".rehearsal").count() == 40
        visit.page.get_by_role("button", name="Show 200 more").click()
        assert visit.page.locator(".rehearsal").count() == 240
        assert visit.focused() == "row-id-40"
        visit.page.get_by_label("Search").fill("number1999")
        visit.page.get_by_text("Question number1999?").wait_for()
        visit.page.get_by_label("Search").fill("nothing of the kind")
        visit.page.get_by_text("None of them.").wait_for()
        assert visit.problems == []
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_serious_barrier(browser: Browser, studio: Serving, width: int, scheme: Any) -> None:
    """Axe finds nothing serious on any of the pages, and nothing has to be scrolled sideways."""
    # The checker is put into the page past its policy, which would rightly refuse it.
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    visit = Visit(context.new_page(), studio)

    def check(path: str, ready: str, *press: str) -> None:
        if path:
            visit.go(path)
        visit.page.locator(ready).first.wait_for()
        for button in press:
            visit.page.locator(button).first.click()
        assert serious_barriers(visit.page) == [], path
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, path

    check("/sessions", ".rehearsal", ".menu summary")
    check("", ".menu[open] a", "button[aria-label^=Delete]")
    visit.page.keyboard.press("Enter")  # keep it
    check("", ".rehearsal", "button[aria-label^=Delete]", ".ask .main")
    check("/sessions", ".aside .gone")
    check("/sessions/2026-10-25-140322-abcd", ".wave > div")
    check("/progress", ".practise")
    context.close()
