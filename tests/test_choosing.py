"""What is asked in a rehearsal, and what the person has prepared for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockinterview.cli.choosing import WHAT_A_DOSSIER_ADDS, Wanted, dossier_for, questions_for
from mockinterview.dossier import Company, Dossier, FirstInterview, Interviewer, Job
from mockinterview.dossier_file import default_path
from mockinterview.errors import BadDossier, BadInput
from mockinterview.remedy import Remedy
from mockinterview.speech.candidate import Candidate

FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
SAMPLE = FIXTURES / "sample_dossier.toml"
STUMPED = "What would you do in your first three months here?"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything in a folder of its own."""
    monkeypatch.setenv("MOCKINTERVIEW_HOME", str(tmp_path))
    return tmp_path


def prepared(text: str) -> Path:
    """Write the person's own dossier."""
    default_path().parent.mkdir(parents=True)
    default_path().write_text(text)
    return default_path()


def test_without_a_dossier_the_person_hears_what_one_would_add() -> None:
    """Nothing is prepared, nothing fails, and one line says what it would be good for."""
    assert dossier_for(None, None, sample=False) == (Dossier(), WHAT_A_DOSSIER_ADDS)


def test_the_persons_own_dossier_is_taken() -> None:
    """What `prepare` keeps is there without any option, and nothing needs to be said."""
    prepared('[company]\nname = "Swallow"\n')
    dossier, notice = dossier_for(None, None, sample=False)
    assert (dossier.company.name, notice) == ("Swallow", None)


def test_a_broken_dossier_of_ones_own_stops_no_rehearsal() -> None:
    """Its first problem is told in one line, with what mends it."""
    prepared("[company]\nnaem = 3\nsite = 4\n")
    dossier, notice = dossier_for(None, None, sample=False)
    assert dossier == Dossier()
    assert notice is not None
    assert 'company naem: is not known here; did you mean "name"?' in notice.text
    assert notice.remedy == Remedy("mend_dossier")
    assert "\n" not in notice.text


def test_a_broken_dossier_that_was_named_is_refused(home: Path) -> None:
    """Whoever names a file wants that one."""
    path = home / "mine.toml"
    path.write_text("[compnay]\n")
    with pytest.raises(BadDossier, match="compnay"):
        dossier_for(path, None, sample=False)
    with pytest.raises(BadDossier, match="no such file"):
        dossier_for(home / "none.toml", None, sample=False)


def test_recordings_are_not_held_against_the_persons_own_dossier() -> None:
    """A recorded candidate has prepared nothing, unless a dossier is named; the sample has its own."""
    prepared('[company]\nname = "Mine"\n')
    candidate = Candidate(FIXTURES / "sample_candidate")
    assert dossier_for(None, candidate, sample=False) == (Dossier(), None)
    assert dossier_for(None, candidate, sample=True)[0].company.name == "Swallow"
    assert dossier_for(SAMPLE, candidate, sample=False)[0].company.name == "Swallow"


@pytest.mark.parametrize("panel", [False, True])
def test_the_same_seed_asks_the_same(panel: bool) -> None:
    """A rehearsal can be repeated, with or without a panel."""
    wanted = Wanted(8, 42, panel=panel)
    dossier = dossier_for(SAMPLE, None, sample=False)[0]
    assert questions_for(wanted, dossier) == questions_for(wanted, dossier)
    assert questions_for(wanted, dossier) != questions_for(Wanted(8, 43, panel=panel), dossier)


def test_only_the_rounds_that_are_wanted_come() -> None:
    """Each round by itself gives as many questions as asked for, none of another."""
    questions = questions_for(Wanted(6, 1, rounds=("salary", "fit")), Dossier())
    assert len(questions) == 6
    assert {question.round for question in questions} == {"salary", "fit"}


def test_what_stumped_the_person_comes_back() -> None:
    """The first question of the round is the one that went wrong, in the words of the first interview."""
    dossier = Dossier(first_interview=FirstInterview(stumped=(STUMPED,)))
    (question,) = questions_for(Wanted(1, 5, rounds=("unfinished",)), dossier)
    assert STUMPED in question.text


def test_a_panel_is_named_after_the_dossier_and_speaks_with_several_voices() -> None:
    """Whom one will meet asks; people of another name have another voice."""
    people = (Interviewer("Priya Raman", "hiring manager"), Interviewer("Sam Oduya", "colleague"))
    dossier = Dossier(job=Job(interviewers=people), company=Company(name="Swallow"))
    questions = questions_for(Wanted(12, 3, panel=True), dossier)
    voices = {question.asked_by: question.asker_voice for question in questions}
    assert {"Priya Raman, hiring manager", "Sam Oduya, colleague"} <= voices.keys()
    assert None not in voices.values()
    assert len(set(voices.values())) == len(voices)


def test_a_chosen_voice_speaks_for_everybody() -> None:
    """Whoever names a voice wants to hear that one."""
    questions = questions_for(Wanted(4, 3, panel=True, one_voice=True), Dossier())
    assert {question.asker_voice for question in questions} == {None}
    assert all(question.asked_by for question in questions)


def test_a_bank_that_needs_a_dossier_says_so(home: Path) -> None:
    """Where every question has an open slot there is nothing to ask, and the line says what would help."""
    bank = home / "bank.toml"
    bank.write_text(
        '[[questions]]\nid = "a"\ntext = "Why {company}?"\nkind = "motivation"\nexample_expected = false\n'
        'target_s = 60\nfollow_ups = [{ asks_for = "more", text = "And?" }]\ntip = "Say why."\n'
    )
    with pytest.raises(BadInput, match="nothing to ask") as caught:
        questions_for(Wanted(3, 1, bank), Dossier())
    assert caught.value.remedy == Remedy("prepare")
    (asked,) = questions_for(Wanted(3, 1, bank), Dossier(company=Company(name="Swallow")))
    assert asked.text == "Why Swallow?"


def test_a_candidate_who_answers_what_is_not_asked_is_refused(home: Path) -> None:
    """Without the company's name, a question that needs it is not there."""
    (home / "manifest.toml").write_text('[[answers]]\nfile = "a.flac"\nquestion = "why-us-why-now"\n')
    (home / "a.flac").write_bytes((FIXTURES / "silence.flac").read_bytes())
    with pytest.raises(BadInput, match="why-us-why-now"):
        questions_for(Wanted(1, 1), Dossier(), Candidate(home))
