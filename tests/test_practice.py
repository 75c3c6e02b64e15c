"""Practising again: the weakest questions first, an earlier one repeated and compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from makers import FULL, NONE, analysis, fillers, question
from rehearsing import Rehearsing

from mockinterview.bank import default_bank
from mockinterview.cli.practice import Again, weakest_questions
from mockinterview.cli.rehearse import rehearse
from mockinterview.errors import BadInput, BadSession
from mockinterview.feedback import give_feedback
from mockinterview.session import Session, Take, Turn
from mockinterview.store import SessionStore

SAMPLE = Path(__file__).parents[1] / "audio_fixtures" / "sample_candidate"
BANK = tuple(question(id=name) for name in ("good", "fillers", "short", "new"))
FINE = analysis(example=FULL)
MANY_FILLERS = analysis(example=FULL, fillers=fillers(*("um",) * 8))
SHORT = analysis(25.0, example=NONE)


@pytest.fixture
def store(home: Path) -> SessionStore:
    """Return the person's store."""
    return SessionStore(home / "data" / "sessions")


def turn(name: str, checks: object) -> Turn:
    """Return a question with an answer that was judged so."""
    asked = question(id=name)
    return Turn(asked, None, (Take("a.flac", 70.0, "done", None, checks, give_feedback(checks, asked)),))  # type: ignore[arg-type] # checks of the makers


def keep(store: SessionStore, *turns: Turn, candidate: bool = False) -> Session:
    """Keep a rehearsal of these turns."""
    with store.create(seed=1, model="tiny.en", candidate=candidate) as folder:
        folder.session = replace(folder.session, turns=turns)
        folder.finish()
    return folder.session


# --- the weakest --------------------------------------------------------------------------------------


def test_the_weakest_come_first_then_new_ones_then_what_is_good(store: SessionStore) -> None:
    """Without an example and too short weighs more than fillers; a good answer is asked last."""
    keep(store, turn("good", FINE), turn("fillers", MANY_FILLERS), turn("short", SHORT))
    asked = [asked.id for asked in weakest_questions(BANK, 4, seed=1)]
    assert asked == ["short", "fillers", "new", "good"]
    assert [asked.id for asked in weakest_questions(BANK, 1, seed=1)] == ["short"]


def test_questions_that_the_bank_lacks_are_left_out(store: SessionStore) -> None:
    """A question of another bank cannot be asked."""
    keep(store, turn("elsewhere", SHORT), turn("fillers", MANY_FILLERS))
    assert next(iter(weakest_questions(BANK, 4, seed=1))).id == "fillers"


def test_before_the_first_answer_there_is_no_weakest(store: SessionStore) -> None:
    """One line says what to do; answers of the sample candidate do not count."""
    keep(store, turn("good", SHORT), candidate=True)
    with pytest.raises(BadInput, match="no answer of yours was judged yet") as refused:
        weakest_questions(BANK, 4, seed=1)
    assert "without --weakest" in refused.value.in_terminal


# --- again --------------------------------------------------------------------------------------------


def test_a_rehearsal_or_one_question_of_it_is_repeated(store: SessionStore) -> None:
    """By id, the beginning of one, or "last", with or without the number of the question."""
    session = keep(store, turn("good", FINE), turn("short", SHORT))
    assert [asked.id for asked in Again.of("last").questions] == ["good", "short"]
    assert [asked.id for asked in Again.of(f"{session.id}:2").questions] == ["short"]


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "1.0", "²", "9" * 9999])
def test_a_question_that_was_not_asked_cannot_be_repeated(store: SessionStore, number: str) -> None:
    """A usage error that says how many there are."""
    keep(store, turn("good", FINE), turn("short", SHORT))
    with pytest.raises(click.BadParameter, match=r"2 question\(s\)"):
        Again.of(f"last:{number}")


def test_a_rehearsal_that_is_not_there_cannot_be_repeated(store: SessionStore) -> None:
    """The store's own line; a rehearsal without a question has one too."""
    with pytest.raises(BadSession):
        Again.of("last")
    with store.create(seed=1, model="tiny.en", candidate=False) as folder:
        folder.close()
    with pytest.raises(BadInput, match="nothing was asked"):
        Again.of("last:1")


def test_each_measure_is_compared_in_words(store: SessionStore) -> None:
    """Value before, value now, the change, and whether it is for the better."""
    before = keep(store, turn("short", SHORT))
    now = replace(before, turns=(turn("short", replace(FINE, fillers=fillers("um", "um"))),))
    lines = [" ".join(line.split()) for line in Again.of("last").compared(now)]
    assert "Length 0:25, now 1:15 (+0:50, better)" in lines
    assert "Example none, now complete (better)" in lines
    assert "Words a minute 140, now 140" in lines
    assert "Fillers 0, now 2 (+2)" in lines


def test_where_nothing_can_be_compared_it_is_said(store: SessionStore) -> None:
    """The question was skipped this time, or the rehearsal broken off."""
    before = keep(store, turn("short", SHORT))
    again = Again.of("last")
    for turns in ((), (Turn(question(id="short")),)):
        assert "no two judged answers" in list(again.compared(replace(before, turns=turns)))[-1]


@pytest.mark.parametrize("other", [["--weakest"], ["--bank", "x.toml"]])
def test_again_goes_with_no_other_choice(store: SessionStore, other: list[str]) -> None:
    """A usage error, before any model is loaded."""
    keep(store, turn("good", FINE))
    assert CliRunner().invoke(rehearse, ["--again", "last", *other]).exit_code == 2


def test_a_question_is_repeated_and_compared(store: SessionStore) -> None:
    """The real command: the one question, answered by a recording, then what changed."""
    asked = next(known for known in default_bank() if known.id == "interest-in-the-job")
    keep(store, turn("good", FINE), replace(turn("x", SHORT), question=asked))
    arguments = ("--again", "last:2", "--candidate", str(SAMPLE), "--model", "tiny.en", "--json")
    with Rehearsing(*arguments) as rehearsing:
        result = rehearsing.result()
        shown = rehearsing.lines
    assert [asked["question"]["id"] for asked in result["turns"]] == ["interest-in-the-job"]
    (length,) = [line for line in shown if line.strip().startswith("Length")]
    assert length.split(", now 0:")[0].endswith("0:25")
