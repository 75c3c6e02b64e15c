"""What helps is said so that it can be done: a command in a terminal, what is on the page in a browser."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, get_args

import pytest
from studio_parts import desk, fetch, serving

from mockinterview.cli.studio.cabinet import DossierCabinet
from mockinterview.cli.studio.rehearsals import RealRehearsals
from mockinterview.cli.studio.workshop import SoundWorkshop
from mockinterview.dossier import Dossier
from mockinterview.errors import MockInterviewError
from mockinterview.events import Notice, Stuck
from mockinterview.preparation.day import checklist
from mockinterview.preparation.gaps import gaps
from mockinterview.remedy import Remedy, Way
from mockinterview.store.recovery import Recovered
from mockinterview.studio.desk import Wishes
from mockinterview.studio.page import english
from mockinterview.studio.rehearsing import Rehearsing
from mockinterview.studio.remedies import on_page, told
from mockinterview.studio.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = re.compile(r"`|mockinterview [a-z]+|pip |sudo |MOCKINTERVIEW_HOME|(?<!\w)--[a-z]")


def texts(table: Any) -> Iterator[str]:
    """Yield every text of a table of texts."""
    if isinstance(table, str):
        yield table
    else:
        for inner in table.values():
            yield from texts(inner)


def test_no_text_of_the_pages_asks_for_a_command() -> None:
    """Who rehearses in the browser has no terminal."""
    assert not [text for text in texts(english().table) if COMMAND.search(text)]


@pytest.mark.parametrize("way", get_args(Way))
def test_every_way_out_has_words_in_both_faces(way: Way) -> None:
    """Those of the page may be empty, where what helps stands right beside."""
    assert set(english().table["remedies"]) == set(get_args(Way))
    assert Remedy(way, "base.en").in_terminal
    assert "{" not in on_page(Remedy(way, "base.en")) + Remedy(way, "base.en").in_terminal


def test_an_error_has_words_of_its_own_in_each_face() -> None:
    """The same for both, with or without a remedy."""
    error = MockInterviewError("there is no session 'x'", Remedy("all_rehearsals"))
    assert error.in_terminal == "there is no session 'x'; `mockinterview sessions list` shows all"
    assert told(error) == "There is no session 'x'. “Your rehearsals” shows all that there are."
    assert MockInterviewError("no").in_terminal == "no"
    assert told(MockInterviewError("no")) == "No."


def test_what_the_loop_tells_comes_to_the_page_in_its_words() -> None:
    """A notice and a problem that it waits for."""
    recovered = Recovered("2026-05-01_09-00-00", 1, 12.0)
    stage = Stage().starting().after(Notice(recovered.notice, recovered.remedy))
    assert stage.notices[0].endswith(
        "are kept. Under “Your rehearsals” you can have written down what was said."
    )
    stuck = stage.after(Stuck("the sound library PortAudio is missing", Remedy("install", "sudo apt …")))
    assert stuck.problem.endswith("is missing. Whoever set up this program on your computer can add it.")


@pytest.mark.parametrize(
    "wishes", [Wishes(again="nothing"), Wishes(model="medium.en")], ids=["again", "model"]
)
def test_a_rehearsal_that_cannot_begin_asks_for_no_command(wishes: Wishes) -> None:
    """The real errors, on the page of the rehearsal."""
    rehearsing = Rehearsing(RealRehearsals(), lambda: None)
    assert rehearsing.begin(wishes)
    rehearsing.leave(60.0)
    assert rehearsing.stage.phase == "failed"
    assert "“" in rehearsing.stage.problem
    assert not COMMAND.search(rehearsing.stage.problem)


def test_pages_that_fail_ask_for_no_command() -> None:
    """A rehearsal to repeat that is not there, and a preparation that cannot be read."""
    from mockinterview.dossier_file import default_path

    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_text("[compnay]\n")
    with serving(desk(workshop=SoundWorkshop(), cabinet=DossierCabinet())) as studio:
        for path in ("/?again=nothing", "/dossier"):
            answer = fetch(studio, path, headers=studio.entered())
            assert answer.status == 409
            shown = re.sub(r"<(script|style)[\s\S]*?</\1>|<[^>]*>", " ", answer.text)
            assert not COMMAND.search(shown)


def test_the_preparation_asks_for_no_command() -> None:
    """What is open, and the checklist: what reads an advert stands beside it."""
    today = dt.date(2026, 5, 20)
    said = [gap.text + gap.why for gap in gaps(Dossier(), today)]
    said += [item.text for item in checklist(Dossier(), today)]
    assert not any(COMMAND.search(text) for text in said)
