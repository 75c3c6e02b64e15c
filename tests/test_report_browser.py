"""The replay page in a real browser: it plays, seeks, shows, and reaches out to nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import report_sessions as made
from chromium import complaints_of, needs_chromium, serious_barriers, wait_until
from makers import QUESTION

from mockinterview.feedback import Finding
from mockinterview.report import render_report
from mockinterview.session import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

PLAYER = "document.querySelector('[data-player] audio')"
TIME = f"{PLAYER}.currentTime"
SOUGHT = "window.sought"

pytestmark = needs_chromium


class Visit:
    """A page that is open, and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems = complaints_of(page)
        self.requests: list[str] = []
        page.on("request", self._on_request)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.requests.append(request.url)

    def time(self) -> float:
        """Return where the answer's player is, in seconds."""
        return float(self.page.evaluate(TIME))

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        wait_until(self.page, condition)

    def note_jumps(self) -> None:
        """Keep in `window.sought` where the player was last made to jump to: how time goes on is no proof."""
        self.page.evaluate(
            f"() => {{ {PLAYER}.onseeking = ({{ target }}) => {{ {SOUGHT} = target.currentTime }} }}"
        )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the made session: two takes of one question, and a hostile second one."""
    folder = tmp_path_factory.mktemp("report")
    made.write_sound(folder / "01-take-1.wav")
    made.write_sound(folder / "01-take-2.wav")
    made.write_sound(folder / "01-question.wav", 1.0)
    first = made.take(analysis=made.analysis(pauses=()))
    counts = made.take(audio="01-take-2.wav")
    hostile = made.take(
        transcript=made.transcript(made.HOSTILE),
        analysis=None,
        findings=(Finding("pace", "information", made.HOSTILE),),
    )
    session = made.session(
        Turn(QUESTION, "01-question.wav", (first, counts)),
        Turn(replace(QUESTION, text=made.HOSTILE), None, (hostile,)),
        model=made.HOSTILE,
    )
    path = folder / "report.html"
    path.write_bytes(render_report(session, made.in_folder(folder)))
    return path


@pytest.fixture
def visit(browser: Browser, report: Path) -> Iterator[Visit]:
    """Open the page from the disk; afterwards nothing has gone wrong and nothing was asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    visited = Visit(context.new_page())
    visited.page.goto(report.as_uri())
    visited.wait("document.querySelector('.wave canvas, .wave > div') !== null")
    yield visited
    assert visited.problems == []
    assert visited.requests == [report.as_uri()]
    context.close()


def test_it_plays_and_pauses(visit: Visit) -> None:
    """The button starts the answer and time goes on; pressed again, it stops."""
    play = visit.page.locator("[data-do=play]").first
    play.click()
    visit.wait(f"{TIME} > 0.3")
    assert play.inner_text() == "Pause"
    play.click()
    visit.wait("document.querySelector('[data-do=play]').innerText === 'Play'")
    assert visit.page.evaluate("document.querySelector('[data-player] audio').paused")


def test_a_click_on_a_word_plays_from_there(visit: Visit) -> None:
    """The word "held" was said at 11.2 s; it is lit while it is heard."""
    visit.note_jumps()
    visit.page.locator("[data-transcript] [data-s='11.2']").first.click()
    visit.wait(f"Math.abs({SOUGHT} - 11.2) < 0.01 && {TIME} > 11.25")
    visit.wait("document.querySelector('.lit') !== null")
    visit.page.locator("[data-do=play]").first.click()
    visit.wait(f"{PLAYER}.paused")
    since = f"{TIME} + 0.05 - document.querySelector('.lit').dataset.s"
    visit.wait(f"{since} >= 0 && {since} < 1.05")


def test_words_are_reached_and_played_by_keys(visit: Visit) -> None:
    """One stop for Tab, arrows from word to word, Enter plays; only that word is a button."""
    words = visit.page.locator("[data-transcript]").first
    assert words.locator("[tabindex='0']").count() == 1
    words.locator("[tabindex='0']").focus()
    for _ in range(4):
        visit.page.keyboard.press("ArrowRight")
    focused = visit.page.locator(":focus")
    assert focused.inner_text() == "rebuilt"
    assert words.locator("[role=button]").count() == 1
    visit.note_jumps()
    visit.page.keyboard.press("Enter")
    visit.wait(f"Math.abs({SOUGHT} - 4.2) < 0.01 && {TIME} > 4.25")


def test_the_position_is_moved_by_keys(visit: Visit) -> None:
    """The position is a slider with a name and a value in words."""
    seek = visit.page.locator("input.seek").first
    seek.focus()
    visit.page.keyboard.press("End")
    visit.wait(f"{TIME} > 19 && !document.querySelector('[data-player] audio').seeking")
    visit.wait("document.querySelector('input.seek').getAttribute('aria-valuetext') === '0:20 of 0:20'")
    visit.page.keyboard.press("Home")
    visit.wait(f"{TIME} === 0")


def test_a_finding_plays_its_spot_and_stops(visit: Visit) -> None:
    """The words "you know" are heard from 0.8 s before it to 0.8 s behind it: 6.4 s to 9.6 s."""
    visit.note_jumps()
    visit.page.locator(".chip", has_text="you know").first.click()
    visit.wait(f"Math.abs({SOUGHT} - 6.4) < 0.01 && {TIME} > 6.4")
    visit.wait(f"{PLAYER}.paused")
    # How soon a page looks whether the end is reached is up to the computer; the sound itself has 20 s.
    assert 9.6 - 0.1 < visit.time() < 16


def test_after_a_spot_play_goes_on_to_the_end(visit: Visit) -> None:
    """The end of a spot holds for that spot alone."""
    visit.page.evaluate(f"() => {{ {PLAYER}.playbackRate = 0.1 }}")  # the spot lasts until it is paused
    visit.page.locator(".chip", has_text="um").first.click()
    visit.wait(f"{TIME} > 1.45 && !{PLAYER}.paused")
    play = visit.page.locator("[data-do=play]").first
    play.click()
    visit.wait(f"{PLAYER}.paused")
    play.click()
    visit.page.evaluate(f"() => {{ {PLAYER}.playbackRate = 2 }}")
    visit.wait(f"{TIME} > 4")


def test_next_mark_goes_from_flag_to_flag(visit: Visit) -> None:
    """Each is named in words: situation, filler, action … and back."""
    now = visit.page.locator("[data-now]").first
    said = []
    for _ in range(7):
        visit.page.locator("[data-do=next]").first.click()
        said.append(now.inner_text())
    assert said == [
        "Situation begins at 0:00",
        "Filler “um” at 0:02",
        "Action begins at 0:03",
        "Filler “you know” at 0:07",
        "Probably an um at 0:09",
        "Result begins at 0:10",
        "Pause of 1.1 seconds at 0:16",
    ]
    visit.page.locator("[data-do=next]").first.click()
    assert now.inner_text() == "There is no mark after this place."


def test_marks_lie_where_they_belong(visit: Visit) -> None:
    """Each region covers its own share of the waveform: 7.2 s to 8.8 s of 20 s is 36 % to 44 %."""
    visit.wait(
        "document.querySelector('.wave > div').shadowRoot.querySelectorAll('[part~=region]').length === 7"
    )
    places = visit.page.evaluate(
        """() => {
          const root = document.querySelector('.wave > div').shadowRoot;
          const whole = root.querySelector('.wrapper').getBoundingClientRect();
          return [...root.querySelectorAll('[part~=region]')].map((region) => {
            const { left, right } = region.getBoundingClientRect();
            const share = (x) => (x - whole.left) / whole.width;
            return [region.getAttribute('part').split(' ')[1], share(left), share(right)];
          });
        }"""
    )
    expected = [
        ("situation", 0.2, 1.8),
        ("filler", 2.2, 2.8),
        ("action", 3.2, 6.8),
        ("filler", 7.2, 8.8),
        ("hesitation", 9.0, 9.15),
        ("result", 10.2, 15.8),
        ("pause", 16.0, 17.1),
    ]
    assert [kind for kind, _, _ in places] == [kind for kind, _, _ in expected]
    for (_, left, right), (_, start, end) in zip(places, expected, strict=True):
        assert left == pytest.approx(start / 20, abs=0.002)
        assert right == pytest.approx(end / 20, abs=0.004)


def test_a_click_on_the_waveform_goes_there(visit: Visit) -> None:
    """Three quarters of the width are 15 of 20 seconds."""
    visit.page.evaluate("document.querySelector('.wave').scrollIntoView({block: 'center'})")
    box = visit.page.locator(".wave").first.bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    visit.wait(f"{TIME} > 14")
    assert visit.time() == pytest.approx(15, abs=0.2)


def test_more_than_a_thousand_marks_are_drawn_and_gone_through(browser: Browser, tmp_path: Path) -> None:
    """All that the waveform carries are there, the keys lead from one to the next, and a word plays."""
    made.write_sound(tmp_path / "01-take-1.wav")
    flagged = made.session(Turn(QUESTION, None, (made.take(**made.many_marks(1500), findings=()),)))
    path = tmp_path / "report.html"
    path.write_bytes(render_report(flagged, made.in_folder(tmp_path)))
    context = browser.new_context()
    visit = Visit(context.new_page())
    visit.page.goto(path.as_uri())
    visit.page.locator(".wave").scroll_into_view_if_needed()
    # What is shorter than a hundredth of a second is drawn as a line: a marker.
    drawn = "shadowRoot.querySelectorAll('[part~=region], [part~=marker]').length"
    visit.wait(f"document.querySelector('.wave > div')?.{drawn} === 1000")
    for _ in range(3):
        visit.page.locator("[data-do=next]").click()
    assert visit.page.locator("[data-now]").inner_text() == "Filler “like” at 0:00"
    visit.page.locator("[data-transcript] [data-s]").last.click()
    visit.wait(f"{TIME} > 14")
    assert visit.problems == []
    context.close()


def test_speed_is_chosen(visit: Visit) -> None:
    """Half as fast, with the same voice."""
    visit.page.locator("[data-do=speed]").first.select_option("0.5")
    assert visit.page.evaluate("document.querySelector('[data-player] audio').playbackRate") == 0.5


def test_only_one_sound_is_heard_at_a_time(visit: Visit) -> None:
    """The question falls silent when the answer begins."""
    # It is short, and must still be heard when the answer begins.
    visit.page.evaluate("() => { document.querySelector('.spoken audio').playbackRate = 0.1 }")
    visit.page.locator("[data-hear]").click()
    visit.wait("!document.querySelector('.spoken audio').paused")
    visit.page.locator("[data-do=play]").first.click()
    visit.wait(f"document.querySelector('.spoken audio').paused && {TIME} > 0")


def test_an_earlier_take_has_its_own_player(visit: Visit) -> None:
    """Opened, it draws its waveform and plays."""
    visit.page.locator(".earlier > summary").click()
    earlier = visit.page.locator(".earlier [data-player]")
    earlier.locator("canvas").first.wait_for()
    earlier.locator("[data-do=play]").click()
    visit.wait("document.querySelector('.earlier audio').currentTime > 0.2")


def test_a_hostile_session_stays_text(visit: Visit) -> None:
    """No element of it exists, no script of it ran, and a person can read it."""
    assert visit.page.locator("img").count() == 0
    assert visit.page.locator("script").count() == 1
    assert visit.page.title().startswith("Rehearsal of")
    assert made.HOSTILE in visit.page.locator("#question-2 h2").inner_text()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier(browser: Browser, report: Path, width: int, scheme: Any) -> None:
    """Axe finds nothing serious or critical, and nothing has to be scrolled sideways."""
    # The checker is put into the page past its policy, which would rightly refuse it.
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(report.as_uri())
    page.locator(".wave").first.scroll_into_view_if_needed()
    page.locator(".wave canvas").first.wait_for()
    page.locator(".earlier > summary").click()
    page.locator("[data-transcript] [data-s='11.2']").first.click()
    assert serious_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_script_the_recordings_play_all_the_same(browser: Browser, report: Path) -> None:
    """The browser's own player is there, and no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator("audio[controls]").first.is_visible()
    assert not page.locator("[data-do=play]").first.is_visible()
    context.close()


def test_printed_it_keeps_words_and_marks(visit: Visit) -> None:
    """On paper there are no buttons; words, findings and the legend stay."""
    visit.page.emulate_media(media="print", color_scheme="dark")
    assert not visit.page.locator("[data-do=play]").first.is_visible()
    assert visit.page.locator("[data-transcript]").first.is_visible()
    assert visit.page.locator(".legend").is_visible()
    paper = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
