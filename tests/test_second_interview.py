"""A second interview with a dossier: from the recorded voice through real Whisper to what each check says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from rehearsing import Rehearsing

from mockinterview.bank import default_bank
from mockinterview.dossier import Dossier
from mockinterview.dossier_file import load_dossier
from mockinterview.preparation.checks import PreparedChecks
from mockinterview.transcript import Transcript

FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
FOLDER = FIXTURES / "second_interview"
DOSSIER = FIXTURES / "sample_dossier.toml"
BANK = {question.id: question for question in default_bank()}
ANSWERS: list[dict[str, Any]] = tomllib.loads((FOLDER / "manifest.toml").read_text("utf-8"))["answers"]
PREPARED = {"company", "consistency", "story", "ideas", "salary", "questions", "leaving"}


pytestmark = pytest.mark.xdist_group("second interview")  # one rehearsal for all of them


def said(findings: list[dict[str, Any]]) -> set[str]:
    """Return what was found as "check tone"."""
    return {f"{finding['check']} {finding['tone']}" for finding in findings}


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Rehearse once with the whole panel, and return the turns."""
    home = {"MOCKINTERVIEW_HOME": str(tmp_path_factory.mktemp("home"))}
    who = ("--candidate", str(FOLDER), "--dossier", str(DOSSIER), "--panel")
    with Rehearsing(*who, "--model", "tiny.en", "--questions", "9", "--json", environment=home) as rehearsing:
        found: list[dict[str, Any]] = rehearsing.result()["turns"]
    return found


def test_every_check_fires_where_it_should(turns: list[dict[str, Any]]) -> None:
    """Each answer shows what it was written to show, with words of the answer as evidence."""
    assert [turn["question"]["id"] for turn in turns] == [answer["question"] for answer in ANSWERS]
    for turn, answer in zip(turns, ANSWERS, strict=True):
        expected = set(answer["expected"]["checks"])
        assert expected <= said(turn["findings"]), answer["file"]
        for finding in turn["findings"]:
            if f"{finding['check']} {finding['tone']}" in expected:
                assert finding["evidence"]
                assert all(quote["text"] in turn["transcript"]["text"] for quote in finding["evidence"])
    fired = {name.split()[0] for answer in ANSWERS for name in answer["expected"]["checks"]}
    assert fired == PREPARED


def test_no_check_blames_an_answer_for_another_ones_slip(turns: list[dict[str, Any]]) -> None:
    """What is to be done better comes from the check that the answer was written for, or a kindred one."""
    kindred = {"salary": {"salary", "consistency"}}
    for turn, answer in zip(turns, ANSWERS, strict=True):
        meant = {name.split()[0] for name in answer["expected"]["checks"]}
        allowed = meant.union(*(kindred.get(check, set()) for check in meant))
        blamed = {f["check"] for f in turn["findings"] if f["tone"] == "improve"} & PREPARED
        assert blamed <= allowed, answer["file"]


def test_the_panel_asks_by_name(turns: list[dict[str, Any]]) -> None:
    """Whoever the dossier names in a role asks its questions, and says hello once."""
    by = {turn["question"]["id"]: turn["question"] for turn in turns}
    assert by["why-leaving"]["asked_by"] == "Helen Okafor, hiring manager"
    assert by["bring-along"]["asked_by"] == "Ruth Lindqvist, executive"
    hellos = [turn["question"]["greeting"].startswith("Hello, I'm Helen Okafor") for turn in turns]
    assert hellos.count(True) == 1
    voices = {turn["question"]["asked_by"]: turn["question"]["asker_voice"] for turn in turns}
    assert len(set(voices.values())) == len(voices)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["file"])
def test_without_a_dossier_nothing_is_held_against_it(answer: dict[str, Any]) -> None:
    """An empty dossier leaves the checks that need none, and none of those speaks of one."""
    checks = PreparedChecks(Dossier())
    found = checks(BANK[answer["question"]], Transcript.from_text(answer["transcript"]))
    assert {finding.check for finding in found} <= {"leaving", "ideas", "questions", "salary"}


@pytest.mark.parametrize(
    ("question", "answer", "wanted"),
    [
        ("salary-expectation", "I would rather talk about that when we know each other better.", True),
        ("training-we-pay", "A course on planning would help me most in the first year.", False),
        ("your-questions", "No, you have told me everything I wanted to know.", True),
        ("anything-to-add", "Only that I would be very glad to come.", False),
    ],
)
def test_only_what_was_asked_for_is_missed(question: str, answer: str, wanted: bool) -> None:
    """A figure is missed where one was asked for, a question where the person was to ask."""
    found = PreparedChecks(load_dossier(DOSSIER))(BANK[question], Transcript.from_text(answer))
    missed = {finding.check for finding in found if finding.tone == "improve"}
    assert bool(missed & {"salary", "questions"}) is wanted


def test_a_story_told_twice_is_noticed_and_a_retake_is_not() -> None:
    """Another question with the same story is told so; the same question again is not."""
    checks = PreparedChecks(load_dossier(DOSSIER))
    words = Transcript.from_text(next(a["transcript"] for a in ANSWERS if a["file"] == "3-brake-cables.ogg"))
    again = "already"
    first, retake = (checks(BANK["saved-time-or-money"], words) for _ in range(2))
    other = checks(BANK["proudest-work"], words)
    assert not any(again in finding.text for finding in (*first, *retake))
    assert any(again in finding.text for finding in other)


def test_warming_up_tells_no_story() -> None:
    """What is worked through while the first question is spoken leaves no trace."""
    words = Transcript.from_text(next(a["transcript"] for a in ANSWERS if a["file"] == "3-brake-cables.ogg"))
    cold, warm = (PreparedChecks(load_dossier(DOSSIER)) for _ in range(2))
    warm.warm_up()
    assert warm(BANK["proudest-work"], words) == cold(BANK["proudest-work"], words)


@pytest.mark.parametrize("text", ["", "Um.", "word " * 3000, "Ja, das weiß ich leider nicht.", "…!?"])
def test_any_words_are_taken(text: str) -> None:
    """Nothing, noise, three thousand words and another language: no error, and no evidence made up."""
    checks = PreparedChecks(load_dossier(DOSSIER))
    for question in BANK.values():
        if question.id in (
            "know-about-us",
            "why-leaving",
            "bring-along",
            "salary-expectation",
            "your-questions",
        ):
            for finding in checks(question, Transcript.from_text(text)):
                assert all(quote.text in text for quote in finding.evidence)
