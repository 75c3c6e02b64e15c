"""The start page: the next step, the microphone check, and how a rehearsal is to go."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pytest
import soundfile
from chromium import complaints_of, needs_chromium, serious_barriers, wait_until
from studio_parts import EQUIPMENT, PATIENCE_S, FakeWorkshop, desk, fetch, serving
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from mockinterview.cli.studio.workshop import SoundWorkshop
from mockinterview.clip import Clip
from mockinterview.errors import DeviceError, DeviceLost
from mockinterview.places import bundled
from mockinterview.studio.desk import Equipment, NextStep, Problem, Verdict, Wishes
from mockinterview.studio.microphone_check import MicrophoneCheck
from mockinterview.studio.scripted import ScriptedRehearsals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page
    from studio_parts import Serving
    from virtual_sound_card import VirtualSoundCard
    from websockets.sync.client import ClientConnection

    from mockinterview.events import Screen

SPEECH = bundled("sample_candidate") / "5-salary.ogg"
HOSTILE = "</script><img src=x onerror=\"document.title='hurt'\">\x1b[31m"


@dataclass
class MadeMicrophone:
    """A microphone by plan: a tone in blocks of a tenth of a second, then an error.

    Attributes:
        level: of the tone, 0 for zeros.
        blocks: how many come before the error, None for no end.
        error: raised then.
        refuses: raised when it is opened.
    """

    level: float = 0.1
    blocks: int | None = None
    error: Exception = field(default_factory=lambda: DeviceLost("the microphone 'Made' has stopped"))
    refuses: Exception | None = None
    sample_rate: int = 8_000
    lost_samples: int = 0
    closed: threading.Event = field(default_factory=threading.Event)

    def open(self) -> Self:
        """Begin to record."""
        if self.refuses is not None:
            raise self.refuses
        return self

    def read(self, timeout: float) -> NDArray[np.float32]:
        """Return the next block, faster than time goes."""
        time.sleep(timeout / 50)
        if self.blocks is not None:
            self.blocks -= 1
            if self.blocks < 0:
                raise self.error
        t = np.arange(self.sample_rate // 10) / self.sample_rate
        return (self.level * np.sin(2 * np.pi * 200 * t)).astype(np.float32)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.closed.set()


@dataclass
class MadeWorkshop(FakeWorkshop):
    """A workshop with one made microphone; `wanted` are the names asked for, `judged` the recordings."""

    made: MadeMicrophone = field(default_factory=MadeMicrophone)
    wanted: list[str | None] = field(default_factory=list)
    judged: list[Clip] = field(default_factory=list)

    def microphone(self, name: str | None) -> Any:
        """Return the made one."""
        self.wanted.append(name)
        return self.made

    def judge(self, clip: Clip) -> Verdict:
        """Note it."""
        self.judged.append(clip)
        return self.judgement


def listening(studio: Serving, device: str = "") -> ClientConnection:
    """Open the microphone check as a page of the studio does."""
    return connect(
        f"ws://{studio.host}/microphone?device={device}",
        origin=Origin(studio.origin),
        additional_headers={"Cookie": studio.cookie()},
        proxy=None,
        max_queue=None,
        open_timeout=PATIENCE_S,
    )


def next_of(kind: str, socket: ClientConnection) -> dict[str, Any]:
    """Return the next message of a kind."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(PATIENCE_S))
        if message["type"] == kind:
            return message


def until(over: threading.Event) -> Callable[[Screen], None]:
    """Return a rehearsal in which nothing happens until it is over."""

    def script(_screen: Screen) -> None:
        over.wait(PATIENCE_S)

    return script


def happens(condition: Callable[[], bool]) -> bool:
    """Wait until something is so."""
    give_up = time.monotonic() + PATIENCE_S
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.01)
    return condition()


# --- the page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "line", "button"),
    [
        (NextStep("first"), "Check your microphone, then rehearse three questions.", "Check my microphone"),
        (NextStep("prepare", 1), "Tell me about the job and the company", 'href="/dossier"'),
        (NextStep("rehearse", 9, None, 0, True), "Ready for another rehearsal?", 'form="plan"'),
        (NextStep("weakest", 9, None, 1, True), "One answer of yours", "Practise 1 question<"),
        (NextStep("weakest", 9, None, 40, True), "Practise the answers", "Practise 3 questions<"),
        (NextStep("day", 9, 0, 2, True), "Your interview is today.", 'href="/day"'),
        (NextStep("day", 9, 1, 2, True), "Your interview is tomorrow.", 'href="/day"'),
        (NextStep("day", 9, 2, 2, True), "Your interview is in 2 days.", 'href="/day"'),
    ],
)
def test_the_next_step_stands_at_the_top_with_one_big_button(step: NextStep, line: str, button: str) -> None:
    """A sentence, and what does it."""
    with serving(desk(workshop=FakeWorkshop(next=step))) as studio:
        text = fetch(studio, "/").text
    heading, _, rest = text.partition("</h1>")
    assert line in heading
    assert button in rest.partition('class="card')[0]
    assert text.count('class="main big"') == 1
    assert ('name="weakest"' in text) == bool(step.rehearsals)


def test_the_page_is_there_before_anybody_knows_which_devices_are() -> None:
    """A sound system that never answers keeps nobody from the page."""
    answers = threading.Event()

    class Slow(FakeWorkshop):
        def equipment(self) -> Equipment:
            answers.wait(PATIENCE_S)
            return super().equipment()

    with serving(desk(workshop=Slow())) as studio:
        asking = threading.Thread(target=fetch, args=(studio, "/api/equipment"))
        asking.start()
        assert "Check your microphone" in fetch(studio, "/").text
        answers.set()
        asking.join()


def test_the_equipment_comes_as_it_is() -> None:
    """Names and problems, for the script."""
    problem = Problem("voice", HOSTILE)
    offered = Equipment(EQUIPMENT.microphones, (), (), (), (problem,))
    with serving(desk(workshop=FakeWorkshop(offered=offered))) as studio:
        found = json.loads(fetch(studio, "/api/equipment").body)
    assert [choice["label"] for choice in found["microphones"]] == ["Built-in microphone", "Headset"]
    assert found["problems"] == [{"part": "voice", "text": HOSTILE}]


@pytest.mark.parametrize("wish", ["nothing", "%2e%2e%2fdossier", "%00", "x" * 5_000, "%3Cscript%3E"])
def test_what_is_no_rehearsal_cannot_be_repeated(wish: str) -> None:
    """The page says so, and nothing of the address becomes markup."""
    with serving() as studio:
        answer = fetch(studio, f"/?again={wish}")
    assert answer.status == 409
    assert "there is no rehearsal" in answer.text.lower()
    assert "<script>" not in answer.text


def test_a_repeated_rehearsal_is_named_and_asks_for_nothing_that_is_settled() -> None:
    """When it was stands at the top; how many and about what is no question then."""
    with serving() as studio:
        text = fetch(studio, "/?again=2026-05-02_10-00-00").text
    assert "The same questions as on 2 May 2026, 10:00" in text
    assert "Begin: 2 questions" in text
    assert 'name="patience"' in text
    assert 'name="questions"' not in text
    assert 'name="rounds"' not in text


# --- the microphone check -----------------------------------------------------------------------------


def test_level_verdict_and_recording_come_from_the_microphone_that_was_named() -> None:
    """Five seconds of a tone of -23 dB, judged once and heard again as they were; gone with the page."""
    workshop = MadeWorkshop()
    with serving(desk(workshop=workshop)) as studio:
        with listening(studio, "Headset") as socket:
            next_of("open", socket)
            level = next_of("level", socket)
            assert level["recorded"] is None
            assert level["db"] == pytest.approx(-23.0, abs=0.2)
            assert fetch(studio, "/microphone/recording").status == 404
            socket.send('{"record": true}')
            assert next_of("verdict", socket) == {
                "type": "verdict",
                "good": True,
                "text": "You are heard well.",
                "seconds": 5.0,
            }
            answer = fetch(studio, "/microphone/recording")
            samples, rate = soundfile.read(io.BytesIO(answer.body))
            assert (answer.header("content-type"), answer.header("cache-control")) == (
                "audio/wav",
                "no-store",
            )
            assert (len(samples), rate) == (5 * 8_000, 8_000)
            assert samples == pytest.approx(workshop.judged[0].samples, abs=1e-4)
        assert workshop.wanted == ["Headset"]
        assert workshop.made.closed.wait(PATIENCE_S)
        assert happens(lambda: fetch(studio, "/microphone/recording").status == 404)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            MadeMicrophone(refuses=DeviceError("the microphone 'A' cannot be opened; close others")),
            "The microphone 'A' cannot be opened; close others.",
        ),
        (MadeMicrophone(refuses=DeviceError(HOSTILE)), "</script><img"),
        (MadeMicrophone(refuses=ValueError("?")), "The microphone check itself failed (ValueError)."),
        (MadeMicrophone(blocks=5), "The microphone 'Made' has stopped."),
        (MadeMicrophone(blocks=0, error=EOFError()), "The microphone has stopped."),
        (MadeMicrophone(blocks=3, error=MemoryError()), "The microphone check itself failed"),
    ],
    ids=["refuses", "hostile", "our fault", "lost", "over", "memory"],
)
def test_a_microphone_that_fails_says_so_once_and_the_next_check_can_begin(
    made: MadeMicrophone, said: str
) -> None:
    """One line, then the line is closed; nothing hangs, nothing stays taken."""
    workshop = MadeWorkshop(made=made)
    with serving(desk(workshop=workshop)) as studio:
        with listening(studio) as socket:
            problem = next_of("problem", socket)["text"]
            assert problem.startswith(said)
            assert "\x1b" not in problem
            with pytest.raises(ConnectionClosed):
                socket.recv(PATIENCE_S)
        workshop.made = MadeMicrophone()
        with listening(studio) as socket:
            next_of("level", socket)


def test_a_microphone_that_disappears_while_it_records_leaves_no_recording() -> None:
    """Half a recording is judged by nobody."""
    workshop = MadeWorkshop(made=MadeMicrophone(blocks=20))
    with serving(desk(workshop=workshop)) as studio, listening(studio) as socket:
        socket.send('{"record": true}')
        assert next_of("problem", socket)["text"] == "The microphone 'Made' has stopped."
        assert fetch(studio, "/microphone/recording").status == 404
    assert workshop.judged == []


def test_a_microphone_that_never_opens_is_given_up() -> None:
    """The sound system hangs: the page is told after a while, and its thread is left to itself."""
    never = threading.Event()

    class Hanging(MadeMicrophone):
        def open(self) -> Self:
            never.wait(PATIENCE_S)
            return self

    class Socket:
        """A page that says nothing."""

        query_params: dict[str, str] = {}  # noqa: RUF012 - as a WebSocket has it

        def __init__(self) -> None:
            self.sent: list[str] = []

        async def accept(self) -> None:
            """Accept."""

        async def close(self) -> None:
            """Close."""

        async def receive_text(self) -> str:
            """Wait for ever."""
            await asyncio.Event().wait()
            return ""

        async def send_text(self, text: str) -> None:
            """Note it."""
            self.sent.append(text)

    socket = Socket()

    async def check() -> None:
        workshop = MadeWorkshop(made=Hanging())
        await MicrophoneCheck(workshop, lambda: False, opens_within=0.05).serve(socket)  # type: ignore[arg-type]
        never.set()

    asyncio.run(check())
    assert [json.loads(text)["type"] for text in socket.sent] == ["problem"]
    assert "does not answer" in socket.sent[0]


def test_one_page_checks_at_a_time() -> None:
    """The second is told to close the first; after that it may."""
    workshop = MadeWorkshop()
    with serving(desk(workshop=workshop)) as studio:
        with listening(studio) as first:
            next_of("level", first)
            with listening(studio) as second:
                assert "Another page" in next_of("problem", second)["text"]
            next_of("level", first)
        assert workshop.made.closed.wait(PATIENCE_S)
        with listening(studio) as third:
            next_of("level", third)


def test_a_running_rehearsal_has_the_microphone() -> None:
    """A check that runs ends when one begins, and none begins before that is over."""
    over = threading.Event()
    workshop = MadeWorkshop()
    rehearsals = ScriptedRehearsals(until(over))
    with serving(desk(workshop=workshop, rehearsals=rehearsals)) as studio:
        headers = {**studio.entered(), "Content-Type": "application/json"}
        with listening(studio) as socket:
            next_of("level", socket)
            begun = fetch(studio, "/rehearsal", method="POST", headers=headers, body=b"{}")
            assert begun.status == 201
            assert "A rehearsal is running" in next_of("problem", socket)["text"]
        assert workshop.made.closed.wait(PATIENCE_S)
        with listening(studio) as socket:
            assert "A rehearsal is running" in next_of("problem", socket)["text"]
        assert len(workshop.wanted) == 1
        over.set()


@pytest.mark.parametrize(
    "message",
    [b"\x00\xff", "", "record", "null", "[]", '{"record": "yes"}', '{"record": 1}', "[" * 15_000],
    ids=["bytes", "empty", "no JSON", "null", "list", "text", "number", "deep"],
)
def test_what_a_page_should_not_say_is_ignored(message: str | bytes) -> None:
    """The level goes on, and nothing is recorded."""
    with serving(desk(workshop=MadeWorkshop())) as studio, listening(studio) as socket:
        socket.send(message)
        for _ in range(3):
            assert next_of("level", socket)["recorded"] is None


def test_nobody_else_hears_the_microphone() -> None:
    """Another site's page is turned away before anything is opened, and so is who has no cookie."""
    workshop = MadeWorkshop()
    with serving(desk(workshop=workshop)) as studio:
        for origin, cookie in (("http://evil.example", studio.cookie()), (studio.origin, "none=1")):
            with pytest.raises(InvalidStatus):
                connect(
                    f"ws://{studio.host}/microphone",
                    origin=Origin(origin),
                    additional_headers={"Cookie": cookie},
                    proxy=None,
                )
        assert fetch(studio, "/microphone/recording", headers={}).status == 403
    assert workshop.wanted == []


# --- in a browser -------------------------------------------------------------------------------------


class Visit:
    """A page that is open, and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems = complaints_of(page)

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        wait_until(self.page, condition)

    def knows_the_equipment(self) -> None:
        """Wait until devices, voices and models are listed."""
        self.wait("document.querySelector('#model').options.length > 1")


@contextmanager
def visiting(browser: Browser, studio: Serving, **options: Any) -> Iterator[Visit]:
    """Open the start page; afterwards nothing has gone wrong in it."""
    context = browser.new_context(reduced_motion="reduce", **options)
    visit = Visit(context.new_page())
    visit.page.goto(studio.address)
    yield visit
    context.close()
    assert visit.problems == []


@needs_chromium
def test_the_microphone_is_checked_in_the_page(browser: Browser, sound_card: VirtualSoundCard) -> None:
    """On a real sound card: silence is named, the level moves, five seconds are judged and heard again."""
    with serving(desk(workshop=SoundWorkshop())) as studio, visiting(browser, studio) as visit:
        page = visit.page
        bar = "document.querySelector('.level').getAttribute('aria-valuenow')"
        said = page.locator(".said")
        assert page.locator("#check").is_hidden()
        page.get_by_role("button", name="Check my microphone").click()
        assert page.evaluate("document.activeElement.id") == "check-title"
        visit.wait("document.querySelector('.said').textContent.includes('Nothing at all comes')")
        speech = sound_card.speak(SPEECH)
        visit.wait(f"Number({bar}) > 20")
        levels = {page.evaluate(bar)}
        while len(levels) <= 5 and speech.poll() is None:
            page.wait_for_timeout(70)
            levels.add(page.evaluate(bar))
        assert len(levels) > 5
        visit.wait("document.querySelector('.said').textContent.includes('I hear you')")
        speech.terminate()
        speech = sound_card.speak(SPEECH)  # from its beginning: long enough for what is recorded now
        page.get_by_role("button", name="Record 5 seconds").click()
        visit.wait("document.querySelector('.said').textContent.includes('seconds left')")
        page.locator("audio").wait_for()
        assert said.inner_text().startswith("Heard well.")
        page.evaluate("document.querySelector('audio').play()")
        visit.wait("document.querySelector('audio').currentTime > 0.3")
        assert page.evaluate("document.querySelector('audio').duration") == pytest.approx(5.0, abs=0.01)
        page.get_by_role("button", name="Close the microphone").click()
        assert page.locator("#check").is_hidden()
        assert page.evaluate("document.activeElement.textContent") == "Check my microphone"
        assert happens(lambda: fetch(studio, "/microphone/recording").status == 404)
        speech.terminate()


@needs_chromium
def test_what_was_chosen_is_sent_and_still_chosen_the_next_time(browser: Browser) -> None:
    """By keyboard alone; the rehearsal gets every wish, and the page remembers."""
    rehearsals = ScriptedRehearsals(lambda _screen: None)
    at = desk(workshop=FakeWorkshop(next=NextStep("rehearse", 4, None, 0, True)), rehearsals=rehearsals)
    with serving(at) as studio, visiting(browser, studio) as visit:
        page = visit.page
        visit.knows_the_equipment()
        page.locator("#questions").focus()
        for key in ("ArrowLeft", "ArrowLeft", "ArrowLeft", "Tab", "Space", "Tab", "Tab", "Space"):
            page.keyboard.press(key)
        assert page.locator("output").inner_text() == "2 questions, about 6 minutes"
        page.get_by_label("until I say that I am done").press("Space")
        page.get_by_label("Different people ask").press("Space")
        page.locator("summary").press("Enter")
        page.get_by_label("Microphone").select_option(label="Headset")
        page.get_by_label("Speak the feedback, too").press("Space")
        page.get_by_label("Speak the feedback, too").press("Enter")
        page.wait_for_url("**/rehearsal")
        studio.wait_until_over()
        page.goto(studio.origin)
        visit.knows_the_equipment()
        page.get_by_role("button", name="Begin", exact=True).first.click()
        page.wait_for_url("**/rehearsal")
    headset = EQUIPMENT.microphones[1].value
    wished = Wishes(
        2,
        ("motivation", "achievements"),
        panel=True,
        patience="manual",
        microphone=headset,
        silent_feedback=True,
    )
    assert rehearsals.wished == [wished, wished]


@needs_chromium
def test_other_ways_to_begin_send_their_own_wishes(browser: Browser) -> None:
    """The weakest answers, the sample candidate, and the same questions again."""
    rehearsals = ScriptedRehearsals(lambda _screen: None)
    at = desk(workshop=FakeWorkshop(next=NextStep("weakest", 4, None, 2, True)), rehearsals=rehearsals)
    with serving(at) as studio, visiting(browser, studio) as visit:
        for name, address in (
            ("Practise 2 questions", "/"),
            ("Show me how it works", "/"),
            ("Begin: 2 questions", "/?again=2026-05-02_10-00-00"),
        ):
            visit.page.goto(studio.origin + address)
            visit.page.get_by_role("button", name=name).click()
            visit.page.wait_for_url("**/rehearsal")
            studio.wait_until_over()
    assert rehearsals.wished == [
        Wishes(2, weakest=True),
        Wishes(2, sample=True),
        Wishes(again="2026-05-02_10-00-00"),
    ]


@needs_chromium
def test_what_cannot_be_is_said_where_the_person_looks(browser: Browser) -> None:
    """What is missing, and what still works; a remembered oddity does no harm; one rehearsal at a time."""
    over = threading.Event()
    rehearsals = ScriptedRehearsals(until(over))
    missing = tuple(Problem(part, HOSTILE) for part in ("model", "voice", "microphone", "loudspeaker"))
    workshop = FakeWorkshop(offered=Equipment((), (), (), (), missing))
    with serving(desk(workshop=workshop, rehearsals=rehearsals)) as studio:
        context = browser.new_context()
        visit = Visit(context.new_page())
        visit.page.goto(studio.address)
        for kept in ("[1", "null", '{"rounds": 3, "questions": "NaN", "patience": "x", "voice": 7}'):
            visit.page.evaluate("(kept) => localStorage.setItem('mockinterview.start', kept)", kept)
            visit.page.goto(studio.origin)
            visit.page.locator(".problems li").nth(3).wait_for()
        assert visit.page.locator("img").count() == 0
        assert "shown instead of spoken" in visit.page.locator(".problems").inner_text()
        assert visit.page.locator("[data-equipment]").inner_text() == "Microphone: none. Loudspeaker: none."
        workshop.offered = EQUIPMENT
        visit.page.get_by_role("button", name="Look again").click()
        visit.knows_the_equipment()
        assert visit.page.locator(".problems").count() == 0
        assert visit.problems == []
        headers = {**studio.entered(), "Content-Type": "application/json"}
        assert fetch(studio, "/rehearsal", method="POST", headers=headers, body=b"{}").status == 201
        visit.page.get_by_role("button", name="Begin", exact=True).click()
        alert = visit.page.locator("[data-trouble] a")
        alert.wait_for()
        assert alert.get_attribute("href") == "/rehearsal"
        assert visit.page.get_by_role("button", name="Begin", exact=True).is_visible()
        context.close()
        over.set()
    assert rehearsals.wished == [Wishes()]


@needs_chromium
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_no_serious_barrier(browser: Browser, width: int, scheme: Any) -> None:
    """With all that can be open: axe finds nothing serious, and nothing has to be scrolled sideways."""
    offered = Equipment(*(EQUIPMENT.microphones,) * 4, (Problem("voice", "No voice is here." + "x" * 80),))
    workshop = MadeWorkshop(offered=offered, next=NextStep("weakest", 4, None, 2))
    with (
        serving(desk(workshop=workshop)) as studio,
        visiting(
            browser,
            studio,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=True,  # the checker is put into the page past its policy, which would refuse it
        ) as visit,
    ):
        page = visit.page
        visit.knows_the_equipment()
        page.locator("summary").click()
        page.get_by_role("button", name="Check the microphone").click()
        page.locator("[data-check-do=record]:not([aria-disabled=true])").click()
        page.locator("audio").wait_for()
        assert serious_barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
