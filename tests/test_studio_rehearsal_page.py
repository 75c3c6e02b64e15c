"""The page of the rehearsal in a real browser, before the real server: what it shows, and what it sends."""

from __future__ import annotations

import queue
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from chromium import PATIENCE_S, complaints_of, needs_chromium, serious_barriers, wait_until
from makers import FULL, analysis, question
from playwright.sync_api import Page
from studio_parts import FakeShelf, Serving, desk, serving

from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    Event,
    FeedbackGiven,
    Heard,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Stuck,
    TakeKept,
    VoiceCame,
    Waiting,
)
from mockinterview.feedback import Finding
from mockinterview.ports import Command, EndReason, Progress, Trouble
from mockinterview.summary import Summary
from mockinterview.transcript import Quote, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, WebSocketRoute

    from mockinterview.events import Screen

BROWSER_OPTIONS = ["--autoplay-policy=no-user-gesture-required"]
HOSTILE = (
    "<img src=x onerror=alert(1)> "
    "\u202e\u05e9\u05dc\u05d5\u05dd \u0639\u0631\u0628\u064a \U0001f642 </script>"
    + "W" * 300
    + " words, and more words" * 440
)

pytestmark = needs_chromium

# --- what happens in a rehearsal -----------------------------------------------------------------------

SESSION = "2026-05-02_10-00-00"
SOUND = Path(f"sessions/{SESSION}/01-take-1.wav")
ANSWER = (
    "In my last job our releases failed every second week, um, so I rebuilt the way we test them, "
    "and we went from eight failures in a quarter to one."
)
GREETING = "Good morning, thank you for coming in again. I lead the platform team."
QUESTION = question(
    text="Tell me about something at work that got better because of you.",
    greeting=GREETING,
    asked_by="Priya Raman, hiring manager",
)
FOLLOW_UP = replace(QUESTION, text="And how did you know that it had worked?", greeting="")
ASKED = QuestionAsked(QUESTION, 1, 3, spoken=True)
FOLLOWED_UP = QuestionAsked(FOLLOW_UP, 1, 3, spoken=True, is_follow_up=True)
STRENGTH = Finding(
    "example",
    "strength",
    "You gave a specific example. What you did: “I rebuilt the way we test them”.",
    (
        Quote("I rebuilt the way we test them", 0, 30, 0.5, 1.0),
        Quote("eight failures to one", 0, 1, 2.0, 2.6),
    ),
    0.9,
)
IMPROVE = Finding(
    "fillers",
    "improve",
    "Three ums in a minute: let a short silence stand instead.",
    (Quote("um", 0, 2, 1.2, 1.4),),
)
OTHER = Finding("pace", "information", "You spoke 141 words a minute, which is easy to follow.")
FEEDBACK = FeedbackGiven(Transcript.from_text(ANSWER), analysis(example=FULL), (STRENGTH, IMPROVE, OTHER))
LONG = (Quote("all of it", 0, 9, 1.0, 55.0), Quote("nearly all of it", 0, 9, 2.0, 55.0))
LONG_FEEDBACK = replace(FEEDBACK, findings=(replace(STRENGTH, evidence=LONG),))
"""Its spots are heard for as long as a test needs."""

SUMMARY = Summary(
    3, 3, 214.0, "You told specific examples in 2 of 3 answers.", "Let a silence stand.", "Name one number."
)
CALM = Progress(42.4, -24.0, True, None, None, 250.0)
COUNTING = replace(CALM, speaking=False, level_db=-58.0, countdown=2.6)
UNHEARD = replace(CALM, elapsed=13.0, speaking=False, level_db=-55.0, waiting=13.0)


def heard(progress: Progress = CALM, text: str = ANSWER) -> Heard:
    """Return a moment of the running answer."""
    return Heard(progress, QUESTION, text)


LISTENING: tuple[Event, ...] = (SessionStarted(3, "tiny.en"), ASKED, Listening(QUESTION))
TOLD: tuple[Event, ...] = (
    *LISTENING,
    AnswerEnded(EndReason.DONE, 74.0, None),
    Waiting("Writing down your last words …"),
    FEEDBACK,
    TakeKept(SOUND),
)
PHASES: dict[str, tuple[Event, ...]] = {
    "starting": (),
    "asking": (SessionStarted(3, "tiny.en"), ASKED),
    "awaiting": (SessionStarted(3, "tiny.en"), replace(ASKED, spoken=False, awaits_voice=True)),
    "listening": (*LISTENING, heard()),
    "counting": (*LISTENING, heard(), heard(replace(COUNTING, countdown=4.0)), heard(COUNTING)),
    "unheard": (*LISTENING, heard(UNHEARD, "")),
    "waiting": TOLD[:-2],
    "waiting long": (*TOLD[:-2], Waiting("Your last words take long to write down.", can_skip=True)),
    "feedback": TOLD,
    "choosing": (*TOLD, ChoiceOffered(last=False)),
    "follow-up": (*TOLD, FOLLOWED_UP),
    "stuck": (*LISTENING, Stuck("no microphone is connected: plug one in")),
    "long spots": (*TOLD[:-2], LONG_FEEDBACK, TakeKept(SOUND), ChoiceOffered(last=False)),
    "notices": (*LISTENING, *(Notice(f"Line {n} that a person should know.") for n in range(1, 9)), heard()),
    "ended": (*TOLD, SessionEnded(SUMMARY, SOUND.parent)),
}


@dataclass
class Director:
    """Says what happens in a rehearsal while it runs, and notes what the page wished.

    Attributes:
        wished: commands in their order, and "hears" or "silent" where a spot began or ended.
    """

    coming: queue.SimpleQueue[Event | None] = field(default_factory=queue.SimpleQueue)
    wished: list[str] = field(default_factory=list)

    def script(self, screen: Screen) -> None:
        """Show what is told until the end is."""
        occupied = False
        while True:
            try:
                event = self.coming.get(timeout=0.01)
            except queue.Empty:
                pass
            else:
                if event is None:
                    return
                screen.show(event)
            if command := screen.command():
                self.wished.append(command.value)
                if command is Command.QUIT:
                    return
            if screen.is_occupied() != occupied:
                occupied = not occupied
                self.wished.append("hears" if occupied else "silent")

    def anew(self) -> None:
        """Forget what was."""
        self.coming, self.wished = queue.SimpleQueue(), []

    def tell(self, *events: Event) -> None:
        """Let things happen."""
        for event in events:
            self.coming.put(event)


@dataclass
class Visit:
    """The page, open in a browser, and who says what happens in it."""

    page: Page
    director: Director
    studio: Serving
    problems: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.problems = complaints_of(self.page)

    def begin(self) -> None:
        """Let a rehearsal begin, as the start page does; one that runs is over before.

        Comes back once the page shows it: what it shows of the one before must not be taken for this one.
        """
        self.director.coming.put(None)
        self.studio.wait_until_over()
        self.director.anew()
        self.page.evaluate(
            """() => fetch("/rehearsal", {
              method: "POST", headers: {"Content-Type": "application/json"}, body: "{}"
            }).then(({status}) => { if (status !== 201) throw Error(status); })"""
        )
        self.wait_for_phase("starting")

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        wait_until(self.page, condition)

    def wait_for_phase(self, phase: str) -> None:
        """Wait until the page shows a phase."""
        self.wait(f"document.querySelector('[data-stage]').dataset.phase === {phase!r}")

    def wait_for_wish(self, *wishes: str) -> None:
        """Wait until the loop has heard just these wishes."""
        deadline = time.monotonic() + PATIENCE_S
        while self.director.wished != list(wishes):
            if time.monotonic() > deadline:
                pytest.fail(f"wished was {self.director.wished}, not {wishes}")
            self.page.wait_for_timeout(25)

    def wait_for_text(self, text: str) -> None:
        """Wait until the page shows a text."""
        self.wait(f"document.querySelector('[data-stage]').innerText.includes({text!r})")

    def wait_for_deck(self, command: str) -> None:
        """Wait until the page steers, and this can be asked for."""
        self.wait(f"document.querySelector('[data-command=\"{command}\"]') !== null")

    def button(self, name: str) -> Locator:
        """Return a button by its beginning."""
        return self.page.locator("[data-stage] button", has_text=name)

    def text(self) -> str:
        """Return what the page shows."""
        return self.page.locator("[data-stage]").inner_text()


@contextmanager
def visiting(browser: Browser, folder: Path, **options: Any) -> Iterator[Visit]:
    """Open the page before a studio of its own."""
    director = Director()
    (folder / SESSION).mkdir()
    tone = 0.1 * np.sin(np.arange(60 * 8000) * 0.3)
    soundfile.write(folder / SESSION / SOUND.name, tone, 8000)
    with serving(desk(director.script, shelf=FakeShelf(folder=folder))) as studio:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        try:
            visit = Visit(context.new_page(), director, studio)
            visit.page.goto(studio.address)
            visit.page.goto(f"{studio.origin}/rehearsal")
            visit.wait("document.querySelector('[data-stage]').dataset.phase !== undefined")
            yield visit
        finally:
            director.coming.put(None)
            context.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Open the page; afterwards nothing has gone wrong in it."""
    with visiting(browser, tmp_path, reduced_motion="reduce") as visit:
        yield visit
        assert visit.problems == []
        assert visit.studio.reported == []


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Open one page for many rehearsals, one after the other."""
    with visiting(browser, tmp_path_factory.mktemp("stage"), reduced_motion="reduce") as visit:
        yield visit


WITHIN = {
    "counting": "listening",
    "unheard": "listening",
    "notices": "listening",
    "follow-up": "asking",
    "awaiting": "asking",
    "waiting long": "waiting",
    "long spots": "choosing",
}
LAST_SEEN = {
    "counting": "ends in 3 seconds",
    "unheard": "0:13",
    "notices": "Line 8",
    "follow-up": FOLLOW_UP.text,
    "waiting long": "Go on without them",
    "waiting": "Writing down your last words",
    "listening": ANSWER,
    "feedback": "Hear it",
}
"""What shows that a phase has come to its last event, where it consists of more than one."""


def show(visit: Visit, phase: str) -> None:
    """Begin a rehearsal and let it come to a phase of `PHASES`."""
    visit.begin()
    visit.director.tell(*PHASES[phase])
    visit.wait_for_phase(WITHIN.get(phase, phase))
    if phase in LAST_SEEN:
        visit.wait_for_text(LAST_SEEN[phase])


# --- what is shown -------------------------------------------------------------------------------------


def test_before_the_first_rehearsal_the_way_to_it_is_shown(visit: Visit) -> None:
    """Without a rehearsal there is no button that does nothing, only a link to the start page."""
    assert "No rehearsal is running" in visit.text()
    assert visit.page.locator("[data-stage] a").get_attribute("href") == "/"
    assert visit.page.locator("[data-stage] button").count() == 0


@pytest.mark.parametrize(
    ("phase", "told"),
    [
        ("starting", ["The voice that asks", "the microphone"]),
        ("awaiting", [QUESTION.text, "Waiting for the voice", "You can read the question already"]),
        ("asking", ["Question 1 of 3", "Priya Raman", GREETING, QUESTION.text, "is being spoken"]),
        ("unheard", ["Take your time. I am listening.", "Your words appear here", "0:13"]),
        ("listening", ["I hear you.", "0:42", "1:00 to 2:00 is a good length", ANSWER]),
        ("counting", ["A pause is fine.", "your answer ends in 3 seconds"]),
        ("waiting", ["Answer over after 1:14.", "Writing down your last words"]),
        ("waiting long", ["take long to write down", "go on without the words", "Go on without them"]),
        ("feedback", ["What was strong", STRENGTH.text, IMPROVE.text, ANSWER, "Go on"]),
        ("choosing", ["Next question", "Answer this one again", "Everything else that was noticed (1)"]),
        ("follow-up", ["Follow-up", FOLLOW_UP.text, "Said of your answer before", IMPROVE.text]),
        ("stuck", ["microphone is connected", "Try again", "is kept"]),
        ("notices", ["Line 6", "Line 7", "Line 8"]),
        ("ended", ["3 of 3 questions answered, 4 minutes", "2 of 3 answers", "Name one number."]),
    ],
)
def test_every_phase_says_what_goes_on(stage: Visit, phase: str, told: list[str]) -> None:
    """No phase is without words, and each shows all that belongs to it."""
    show(stage, phase)
    for text in told:
        stage.wait_for_text(text)
    assert "Line 5" not in stage.text()
    assert stage.problems == []


def test_a_rehearsal_that_gets_ready_can_be_stopped(visit: Visit) -> None:
    """By click; it is over at once, says that there is nothing to keep, and leads to the next one."""
    visit.begin()
    visit.button("Stop").click()
    visit.wait_for_text("there is nothing to keep")
    assert visit.page.locator("[data-stage] a").first.get_attribute("href") == "/"
    assert "could be written" not in visit.text()
    visit.studio.wait_until_over()
    assert visit.director.wished == ["quit"]
    assert visit.problems == []


@pytest.mark.parametrize(
    ("came", "shown", "said"),
    [(True, "is being spoken", "You can read"), (False, "It is only shown this time", QUESTION.text)],
)
def test_a_voice_that_was_waited_for_changes_the_words(
    visit: Visit, came: bool, shown: str, said: str
) -> None:
    """In place, where nothing else moves; a screen reader reads the question out once no voice will."""
    show(visit, "awaiting")
    before = visit.page.locator("[data-command=done]").bounding_box()
    visit.director.tell(VoiceCame(spoken=came))
    visit.wait_for_text(shown)
    assert visit.page.locator("[data-command=done]").bounding_box() == before
    assert said in visit.page.locator("[data-news]").inner_text()


def test_at_the_end_the_ways_lead_on(stage: Visit) -> None:
    """To this rehearsal, to the next one, and to the progress."""
    show(stage, "ended")
    links = stage.page.locator("[data-stage] a")
    assert [link.get_attribute("href") for link in links.all()] == [f"/sessions/{SESSION}", "/", "/progress"]


def test_what_could_not_be_kept_is_not_offered(stage: Visit) -> None:
    """Without a folder there is nothing to hear, and that is said; no answer earns no praise."""
    stage.begin()
    stage.director.tell(*LISTENING, SessionEnded(Summary(0, 1, 0.0, None, None, None), None))
    stage.wait_for_phase("ended")
    assert "Not everything could be written" in stage.text()
    assert "Well done" not in stage.text()
    assert stage.button("Hear it again").count() == 0


def test_nothing_jumps_while_somebody_speaks(stage: Visit) -> None:
    """The main button stays where it is when the microphone opens and when the countdown appears."""
    places = []
    stage.begin()
    for event, shown in (
        (ASKED, "Answer now"),
        (Listening(QUESTION), "Done"),
        (heard(), "0:42"),
        (heard(UNHEARD, ""), "0:13"),
        (heard(COUNTING, ANSWER * 9), "ends in 3 seconds"),
    ):
        stage.director.tell(event)
        stage.wait_for_text(shown)
        places.append(
            stage.page.locator("[data-command=done]").evaluate("e => e.getBoundingClientRect().top")
        )
    assert len(set(places)) == 1


def test_the_newest_words_are_in_sight(stage: Visit) -> None:
    """However long an answer is, its last words stand inside their box."""
    show(stage, "listening")
    stage.director.tell(heard(CALM, ANSWER * 20 + " the very last words"))
    stage.wait("document.querySelector('[data-part=words]').textContent.endsWith('very last words')")
    box, words = (
        stage.page.locator(f"[data-part={part}]").evaluate("e => e.getBoundingClientRect().bottom")
        for part in ("transcript", "words")
    )
    assert words <= box + 1


def test_a_hostile_question_stays_text(browser: Browser, tmp_path: Path) -> None:
    """Ten thousand characters of markup, other scripts and endless words leave the buttons in reach."""
    hostile = replace(QUESTION, text=HOSTILE, greeting=HOSTILE[:800], asked_by=HOSTILE[:500])
    finding = replace(STRENGTH, text=HOSTILE, evidence=(Quote(HOSTILE[:400], 0, 1, 0.5, 1.0),))
    with visiting(browser, tmp_path, viewport={"width": 390, "height": 844}) as visit:
        visit.begin()
        for event, shown in (
            (QuestionAsked(hostile, 1, 1), "Answer now"),
            (Listening(hostile), "Done"),
            (Heard(COUNTING, hostile, HOSTILE), "ends in 3 seconds"),
            (FeedbackGiven(Transcript.from_text(HOSTILE), analysis(), (finding,)), "Go on"),
            (TakeKept(SOUND), "Hear it"),
            (Stuck(HOSTILE), "Try again"),
        ):
            visit.director.tell(event)
            visit.wait_for_text(shown)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
            assert visit.page.locator("[data-command=done]").evaluate(
                "e => e.getBoundingClientRect().bottom <= innerHeight"
            )
        assert visit.page.locator("img").count() == 0
        assert "<img src=x onerror=alert(1)>" in visit.page.locator("h1").inner_text()
        assert visit.problems == []


# --- what is wished ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "key", "button", "command"),
    [
        ("asking", "Enter", "Answer now", "done"),
        ("asking", "r", "Hear it again", "again"),
        ("asking", "s", "Skip", "skip"),
        ("listening", "d", "Done", "done"),
        ("listening", "w", "I am not done", "not done"),
        ("listening", "r", "Start over", "again"),
        ("listening", "Q", "Stop", "quit"),
        ("feedback", "Enter", "Go on", "done"),
        ("choosing", "Enter", "Next question", "done"),
        ("choosing", "r", "Answer this one again", "again"),
        ("waiting long", "s", "Go on without them", "skip"),
        ("stuck", "Enter", "Try again", "done"),
    ],
)
def test_every_command_by_button_and_by_key(
    stage: Visit, phase: str, key: str, button: str, command: str
) -> None:
    """The key that stands on a button does what the button does; Stop ends the script, so it comes once."""
    show(stage, phase)
    stage.wait_for_deck(command)
    stage.page.wait_for_timeout(350)  # a press just after the microphone opened is not meant for it
    stage.page.keyboard.press(key)
    stage.wait_for_wish(command)
    if command != "quit":
        stage.button(button).first.click()
        stage.wait_for_wish(command, command)


def test_what_a_phase_does_not_offer_is_not_sent(stage: Visit) -> None:
    """Skipping feedback, waiting longer for a question, and keys with Ctrl mean nothing."""
    show(stage, "choosing")
    for key in ("s", "w", "Control+r", "x"):
        if key != "Control+r":
            stage.page.keyboard.press(key)
    stage.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'r', ctrlKey: true, bubbles: true}))"
    )
    stage.page.keyboard.press("d")
    stage.wait_for_wish("done")


def test_enter_on_a_focused_button_does_what_it_says_once(stage: Visit) -> None:
    """Enter on "Skip" skips, and is not Done as well; Enter on the chip plays."""
    show(stage, "asking")
    stage.button("Skip").focus()
    stage.page.keyboard.press("Enter")
    stage.wait_for_wish("skip")
    stage.page.wait_for_timeout(100)
    assert stage.director.wished == ["skip"]


def test_a_held_key_and_a_double_click_press_once(visit: Visit) -> None:
    """What was meant for "Answer now" does not end the answer that it begins."""
    show(visit, "asking")
    visit.button("Answer now").focus()
    visit.page.keyboard.down("Enter")
    visit.wait_for_wish("done")
    visit.director.tell(Listening(QUESTION))
    visit.wait_for_phase("listening")
    visit.page.wait_for_timeout(350)
    visit.page.keyboard.down("Enter")  # repeats, for it was never let go
    visit.page.keyboard.up("Enter")
    visit.page.locator("[data-command=done]").evaluate(
        "e => e.dispatchEvent(new MouseEvent('click', {detail: 2, bubbles: true}))"
    )
    visit.page.keyboard.press("w")
    visit.wait_for_wish("done", "not done")


def test_a_press_that_was_meant_for_the_question_does_not_end_the_answer(stage: Visit) -> None:
    """Whoever presses Enter just when the microphone opens wanted to answer, not to be done."""
    show(stage, "asking")
    stage.page.evaluate(
        """() => new MutationObserver((_, observer) => {
          observer.disconnect();
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }).observe(document.querySelector("[data-stage]"), { attributeFilter: ["data-phase"] })"""
    )
    stage.director.tell(Listening(QUESTION))
    stage.wait_for_phase("listening")
    stage.page.keyboard.press("w")
    stage.wait_for_wish("not done")


def test_a_stop_asks_nothing_and_says_that_all_is_kept(stage: Visit) -> None:
    """Before, on the button; afterwards, while the rehearsal is brought to its end."""
    show(stage, "listening")
    assert "all is kept" in stage.button("Stop").inner_text()
    stage.button("Stop").click()
    stage.wait_for_wish("quit")


# --- hear it -------------------------------------------------------------------------------------------

PAUSED = "document.querySelector('[data-take]').paused"


def test_a_spot_is_heard_and_the_loop_waits(visit: Visit) -> None:
    """From a little before its first word to a little behind its last; then the loop goes on."""
    show(visit, "choosing")
    visit.page.evaluate(
        """() => {
          window.pressed = [];
          const look = ([{ target }]) => window.pressed.push(target.getAttribute("aria-pressed"));
          const wanted = { subtree: true, attributeFilter: ["aria-pressed"] };
          new MutationObserver(look).observe(document.querySelector("[data-stage]"), wanted);
        }"""
    )
    visit.page.locator(".chip", has_text="um").click()
    visit.wait_for_wish("hears", "silent")
    assert visit.page.evaluate(PAUSED)
    at = visit.page.evaluate("document.querySelector('[data-take]').currentTime")
    # How soon a page looks whether the end is reached is up to the computer; the sound itself has 60 s.
    assert 1.4 + 0.8 - 0.05 < at < 20
    visit.wait("window.pressed.join() === 'true,false'")
    visit.wait("document.querySelector('.chip[aria-pressed=true]') === null")


def test_a_spot_falls_silent_when_it_is_pressed_again_or_something_else_is(visit: Visit) -> None:
    """A second press stops it; Next does too, before the question is heard."""
    show(visit, "long spots")
    chips = visit.page.locator(".chip")
    chips.first.click()
    visit.wait_for_wish("hears")
    chips.first.click()
    visit.wait_for_wish("hears", "silent")
    chips.nth(1).click()
    visit.wait_for_wish("hears", "silent", "hears")
    visit.page.keyboard.press("d")
    visit.wait(PAUSED)
    deadline = time.monotonic() + PATIENCE_S
    while len(visit.director.wished) < 5 and time.monotonic() < deadline:
        visit.page.wait_for_timeout(20)
    assert sorted(visit.director.wished[3:]) == ["done", "silent"]


def test_a_spot_falls_silent_when_the_phase_is_over(visit: Visit) -> None:
    """The microphone must not hear it."""
    show(visit, "long spots")
    visit.page.locator(".chip").nth(1).click()
    visit.wait(f"!{PAUSED}")
    visit.director.tell(Listening(QUESTION))
    visit.wait_for_phase("listening")
    assert visit.page.evaluate(PAUSED)


def test_nothing_can_be_heard_before_the_take_is_kept(stage: Visit) -> None:
    """Without a sound there is no button for it."""
    stage.begin()
    stage.director.tell(*TOLD[:-1])
    stage.wait_for_phase("feedback")
    assert stage.page.locator(".chip").count() == 0
    stage.director.tell(TakeKept(SOUND))
    stage.wait("document.querySelectorAll('.point .chip').length === 3")


# --- pages that come, go and watch ---------------------------------------------------------------------


def test_a_reload_in_the_middle_of_an_answer_loses_nothing(visit: Visit) -> None:
    """The running answer is shown again, and this page still steers it."""
    show(visit, "counting")
    visit.page.reload()
    visit.wait_for_phase("listening")
    assert ANSWER in visit.text()
    assert "0:42" in visit.text()
    visit.wait_for_deck("not done")  # the page before may still be leaving its place
    visit.page.keyboard.press("w")
    visit.wait_for_wish("not done")


def test_a_second_page_watches_until_it_takes_over(visit: Visit) -> None:
    """It sees all and can press nothing; then the first one watches."""
    show(visit, "listening")
    second = visit.page.context.new_page()
    second.goto(f"{visit.studio.origin}/rehearsal")
    second.locator("text=Another page steers").wait_for()
    second.keyboard.press("d")
    assert second.locator("[data-command]").count() == 0
    assert ANSWER in second.locator("[data-stage]").inner_text()
    second.locator("button", has_text="Steer from here").click()
    visit.page.locator("text=Another page steers").wait_for()
    second.locator("[data-command]").first.wait_for()
    second.keyboard.press("w")
    visit.wait_for_wish("not done")


def test_a_duplicated_tab_is_a_page_of_its_own(visit: Visit) -> None:
    """A browser copies what a tab keeps, its id too; the copy watches all the same."""
    show(visit, "listening")
    copied = visit.page.evaluate("sessionStorage.getItem('tab')")
    second = visit.page.context.new_page()
    second.add_init_script(f"sessionStorage.getItem('tab') ?? sessionStorage.setItem('tab', {copied!r})")
    second.goto(f"{visit.studio.origin}/rehearsal")
    second.locator("text=Another page steers").wait_for()
    assert visit.page.locator("[data-command=done]").is_visible()


def test_a_studio_that_has_ended_is_told(browser: Browser, tmp_path: Path) -> None:
    """A page whose studio is over says so at once, and keeps what it shows."""
    with visiting(browser, tmp_path) as visit:
        show(visit, "listening")
        visit.studio.server.stop()
        visit.page.locator("[data-gone]").wait_for()
        assert ANSWER in visit.text()


def test_a_broken_connection_is_told_and_mends_itself(visit: Visit) -> None:
    """The page says that it tries again, keeps what it shows, and is back by itself."""
    lines: list[WebSocketRoute] = []

    def connect(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    visit.page.route_web_socket("**/live*", connect)
    visit.page.reload()
    show(visit, "listening")
    visit.page.evaluate(
        """() => new MutationObserver((_, observer) => {
          observer.disconnect();
          window.toldWith = document.querySelector("[data-stage]").innerText;
        }).observe(document.querySelector("[data-lost]"), { attributeFilter: ["hidden"] })"""
    )
    lines[-1].close(code=4000, reason="pulled out")
    visit.wait("window.toldWith !== undefined")
    assert ANSWER in visit.page.evaluate("window.toldWith")
    visit.page.locator("[data-lost]").wait_for(state="hidden")
    assert len(lines) > 1


def test_a_slow_machine_stays_responsive(visit: Visit) -> None:
    """Four times slower, with an hour's words coming in all the time, Done is still heard."""
    show(visit, "listening")
    cdp = visit.page.context.new_cdp_session(visit.page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for n in range(200):
        visit.director.tell(heard(replace(CALM, elapsed=n / 10), f"{ANSWER * 200} {n}"))
    visit.page.locator("[data-command=done]").click()
    visit.wait_for_wish("done")
    visit.wait("document.querySelector('[data-part=words]').textContent.endsWith(' 199')")


# --- for everybody -------------------------------------------------------------------------------------


def test_focus_goes_to_the_heading_only_where_its_element_is_gone(stage: Visit) -> None:
    """The main button keeps it from asking to listening; when there is none, the new heading gets it."""
    show(stage, "asking")
    stage.page.locator("[data-command=done]").focus()
    stage.director.tell(Listening(QUESTION))
    stage.wait_for_phase("listening")
    assert stage.page.evaluate("document.activeElement.dataset.command") == "done"
    stage.director.tell(AnswerEnded(EndReason.DONE, 5.0, None))
    stage.wait_for_phase("waiting")
    assert stage.page.evaluate("document.activeElement.textContent") == "Answer over after 0:05."
    stage.director.tell(FEEDBACK)
    stage.wait_for_phase("feedback")
    assert stage.page.evaluate("document.activeElement.textContent") == "Your feedback"


def test_a_screen_reader_is_told_what_changes_and_no_more(visit: Visit) -> None:
    """The countdown and reminders once; neither the level nor the clock nor the words are live."""
    show(visit, "listening")
    news, urgent = visit.page.locator("[data-news]"), visit.page.locator("[data-urgent]")
    visit.wait("document.querySelector('[data-news]').textContent === 'Your turn.'")
    visit.director.tell(heard(COUNTING))
    visit.wait("document.querySelector('[data-urgent]').textContent !== ''")
    assert urgent.inner_text() == "Your answer ends in 3 seconds. Press W if you are not done."
    visit.director.tell(heard(replace(COUNTING, trouble=Trouble.TOO_QUIET)))
    visit.wait("document.querySelector('[data-news]').textContent.startsWith('You are very quiet')")
    visit.director.tell(FEEDBACK)
    visit.wait_for_phase("feedback")
    assert STRENGTH.text in news.inner_text()
    assert visit.page.locator("[data-stage] [aria-live], [data-stage] [role=status]").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_serious_barrier_in_any_phase(browser: Browser, tmp_path: Path, width: int, scheme: Any) -> None:
    """Axe finds nothing serious or critical, and nothing has to be scrolled sideways."""
    options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
    with visiting(browser, tmp_path, reduced_motion="reduce", **options) as visit:
        for phase in PHASES:
            show(visit, phase)
            assert serious_barriers(visit.page) == [], phase
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
