"""The studio on real parts: real browser, real server, real sound card (a virtual one), real tiny.en."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import complaints_of, needs_chromium, serious_barriers
from playwright.sync_api import Error
from studio_program import StudioProgram
from virtual_sound_card import VirtualSoundCard, missing

from benchmarks.word_errors import word_error_rate
from mockinterview.audio_file import read_clip
from mockinterview.store.session_store import Listed, SessionStore
from mockinterview.studio.page import english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from mockinterview.clip import Clip

ANSWER = Path(__file__).parents[1] / "audio_fixtures" / "sample_candidate" / "2-value.ogg"
SAID_FIRST = "I'd say I find out why something keeps going wrong and then I stay until it stops"
PHASE = "document.querySelector('[data-stage]')?.dataset.phase"
WORST_WER = 0.3
"""Of the first sentence, which is cut off at its end."""

pytestmark = [
    needs_chromium,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]


class Visit:
    """A person at a page, who also looks at the browser's console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems = complaints_of(page)

    def until(self, holds: Callable[[], object], said: str, *, seconds: float = 120) -> None:
        """Wait until something holds (Playwright's own way needs eval, which the pages forbid)."""
        give_up = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < give_up, f"never: {said}; phase {self.phase()}; {self.text()[:2000]}"
            self.page.wait_for_timeout(50)

    def phase(self) -> str | None:
        """Return the phase that the page of the rehearsal shows."""
        try:
            shown: str | None = self.page.evaluate(PHASE)
        except Error:  # between two pages
            return None
        return shown

    def until_phase(self, *phases: str) -> str:
        """Wait for one of some phases, and return it."""
        self.until(lambda: self.phase() in phases, f"the phase {phases}")
        return self.phase() or ""

    def text(self) -> str:
        """Return all that stands in the page."""
        try:
            return self.page.inner_text("body")
        except Error:
            return ""

    def press(self, key: str) -> None:
        """Press a key on the page as a whole."""
        self.page.keyboard.press(key)

    def click(self, text: str) -> None:
        """Click the button or link with a text."""
        self.page.locator("main").get_by_text(text, exact=True).first.click()


def say(key: str) -> str:
    """Return a text of the pages."""
    return english().say(key)


def answer(seconds: float) -> Clip:
    """Return the beginning of a recorded answer."""
    return read_clip(ANSWER).between(0.0, seconds)


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    """Return a sound card of the test's own: some tests break it."""
    with VirtualSoundCard() as own:
        yield own


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visit]:
    """Open an address as a person does, in a browser that was never here."""
    context = browser.new_context(reduced_motion="reduce")
    visit = Visit(context.new_page())
    visit.page.goto(address)
    yield visit
    context.close()


def begin(visit: Visit, questions: int) -> None:
    """Begin a rehearsal whose answers only the person ends, without follow-ups and spoken feedback."""
    page = visit.page
    page.locator("#questions").fill(str(questions))
    page.get_by_label(say("start.plan.patience_of.manual")).check()
    page.locator("[data-plan] details summary").click()
    visit.until(lambda: page.locator("#model option[value='tiny.en']").count(), "the models")
    page.locator("#model").select_option("tiny.en")  # not the one chosen for this computer
    page.locator("#follow_ups").uncheck()
    page.locator("#spoken_feedback").uncheck()
    page.locator("[data-plan] [data-begin]").click()
    visit.until(lambda: page.url.endswith("/rehearsal"), "the page of the rehearsal")
    visit.until_phase("asking", "listening")


def listening(visit: Visit) -> None:
    """Cut the question short: the person answers now."""
    if visit.until_phase("asking", "listening") == "asking":
        visit.press("Enter")
    visit.until_phase("listening")


def seconds_so_far(visit: Visit) -> float:
    """Return how long the running answer is, as its page shows it."""
    minutes, seconds = visit.page.locator("[data-part=clock]").inner_text().split(":")
    return 60.0 * int(minutes) + int(seconds)


def takes() -> list[float]:
    """Return the seconds of all takes of the last rehearsal."""
    return [take.duration for turn in SessionStore.default().load("last").turns for take in turn.takes]


def test_from_the_start_page_through_two_questions_to_the_replay(
    browser: Browser, card: VirtualSoundCard
) -> None:
    """Done by click and by key, a reload in the middle, feedback to hear, the report's own player."""
    with (
        StudioProgram(environment=card.environment) as studio,
        visiting(browser, studio.address) as visit,
    ):
        page = visit.page
        assert "token" not in page.url
        begin(visit, 2)
        listening(visit)
        player = card.speak(answer(9.0), delay=0.5)
        visit.until(lambda: "going wrong" in visit.text().lower(), "the first words")
        page.reload()
        visit.until(lambda: "going wrong" in visit.text().lower(), "the words after a reload")
        assert visit.until_phase("listening") == "listening"
        player.wait(120)
        page.get_by_role("button", name=say("rehearsal.commands.done")).first.click()
        visit.until_phase("choosing")
        assert say("rehearsal.feedback.words") in visit.text()
        hear = page.locator("[data-stage] button", has_text=say("rehearsal.feedback.hear"))
        if hear.count():
            hear.first.click()
            visit.until(
                lambda: page.evaluate("document.querySelector('[data-take]').currentTime") > 0, "sound"
            )
        visit.press("Enter")
        listening(visit)
        card.speak(answer(4.0), delay=0.5).wait(120)
        visit.press("Enter")
        visit.until_phase("choosing")
        visit.press("Enter")
        visit.until_phase("ended")
        assert serious_barriers(page) == []
        visit.click(say("rehearsal.ended.hear"))
        visit.until(lambda: "/sessions/" in page.url, "the page of the session")
        visit.until(lambda: page.locator("[data-player]").count() == 2, "two players")
        page.locator("[data-player]").first.get_by_role("button").first.click()
        visit.until(
            lambda: page.evaluate("document.querySelector('[data-player] audio').currentTime") > 0, "replay"
        )
        assert visit.problems == []
        assert studio.interrupt() == 0
        assert studio.rest_of_output() == ""
    session = SessionStore.default().load("last")
    first = session.turns[0].take
    assert first is not None
    assert first.ended == "done"
    assert first.transcript is not None
    words = " ".join(first.transcript.text.split()[: len(SAID_FIRST.split())])
    assert word_error_rate(SAID_FIRST, words) <= WORST_WER
    assert [turn.take is not None and turn.take.ended for turn in session.turns] == ["done", "done"]
    assert session.ended is not None


def test_a_studio_that_is_killed_in_the_middle_of_an_answer_has_kept_it(
    browser: Browser, card: VirtualSoundCard
) -> None:
    """After kill -9 and a new start the answer is in the list, no more than its last second is missing."""
    with (
        StudioProgram(environment=card.environment) as studio,
        visiting(browser, studio.address) as visit,
    ):
        begin(visit, 1)
        listening(visit)
        card.speak(answer(20.0), delay=0.2)
        visit.until(lambda: "going wrong" in visit.text().lower(), "the first words")
        spoken = seconds_so_far(visit)
        studio.kill()
    with (
        StudioProgram(environment=card.environment) as studio,
        visiting(browser, studio.address) as visit,
    ):
        begin(visit, 1)
        visit.until(lambda: "was cut off" in visit.text(), "the word about the rehearsal before")
        visit.press("q")
        visit.until_phase("ended", "choosing")
        visit.page.goto(studio.at("/sessions"))
        visit.until(lambda: visit.text().count(say("sessions.hear")) >= 2, "both rehearsals")
    (cut,) = (
        listed.headline.id
        for listed in SessionStore.default().list()
        if isinstance(listed, Listed) and listed.headline.recorded_s > 1
    )
    (take,) = SessionStore.default().load(cut).turns[0].takes
    assert spoken >= 2
    assert take.duration > spoken - 1.0


def test_a_microphone_that_is_pulled_out_ends_the_answer_and_keeps_it(
    browser: Browser, card: VirtualSoundCard
) -> None:
    """The page says what happened in one line, and the rehearsal goes on to its feedback."""
    with (
        StudioProgram(environment=card.environment) as studio,
        visiting(browser, studio.address) as visit,
    ):
        begin(visit, 2)
        listening(visit)
        card.speak(answer(20.0), delay=0.2)
        visit.until(lambda: "going wrong" in visit.text().lower(), "the first words")
        card.unplug()
        visit.until(lambda: "microphone stopped" in visit.text().lower(), "what happened")
        visit.until_phase("choosing")
        visit.press("q")
        visit.until_phase("ended")
    assert takes()[0] > 3.0


def test_a_closed_page_comes_back_into_the_answer_and_ctrl_c_keeps_it(
    browser: Browser, card: VirtualSoundCard
) -> None:
    """Closed during the question, opened again, steered from there; then the program ends cleanly."""
    with StudioProgram(environment=card.environment) as studio:
        with visiting(browser, studio.address) as visit:
            begin(visit, 1)
        with visiting(browser, studio.address) as visit:
            visit.until(lambda: say("frame.running") in visit.text(), "that one is running")
            visit.page.goto(studio.at("/rehearsal"))
            listening(visit)
            card.speak(answer(20.0), delay=0.2)
            visit.until(lambda: "going wrong" in visit.text().lower(), "the first words")
            assert visit.problems == []
            assert studio.interrupt() == 0
            visit.until(lambda: say("frame.gone") in visit.text(), "that it has ended")
    assert SessionStore.default().load("last").ended is not None
    assert takes()[0] > 3.0
