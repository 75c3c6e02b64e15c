"""The `prepare` command: the conversation, show, edit, check, the checklist, advert and CV."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from terminal_program import TerminalProgram

from mockinterview.cli import cli
from mockinterview.dossier import BankedStory, Company, Dossier, Fact, Interviewer, Job, Said
from mockinterview.dossier_file import default_path, load_dossier, sample_path, save_dossier
from mockinterview.errors import BadDossier, BadInput

HOSTILE = "evil]0;title[2J <b>*x*</b> `c` # 1."
KEY_TERMS = Path(__file__).parents[1] / "mockinterview" / "preparation" / "key_terms.py"


def run(*arguments: str, typed: str | None = None) -> Result:
    """Run the command line in this process; errors of ours are left in `exception`."""
    return CliRunner().invoke(cli, ["prepare", *arguments], input=typed)


def good(*arguments: str, typed: str | None = None) -> Result:
    """Run a command that must succeed."""
    result = run(*arguments, typed=typed)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result


def lines(*answers: str) -> str:
    """Return answers as they are typed."""
    return "".join(f"{answer}\n" for answer in answers)


# --- the conversation ---------------------------------------------------------------------------------


def test_answers_are_kept_in_their_places() -> None:
    """Job, company, day and the people with their roles; the end of the input ends it well."""
    typed = lines("Cook", "Soup & Sons", "2026-12-08", "Harbour 3", "Ana", "exec", "Bo", "", "", "Soups")
    done = good(typed=typed)
    kept = load_dossier(default_path())
    assert (kept.job.title, kept.company.name, str(kept.job.date)) == ("Cook", "Soup & Sons", "2026-12-08")
    assert kept.job.interviewers == (Interviewer("Ana", "executive"), Interviewer("Bo", "hiring manager"))
    assert kept.company.website == "Soups"
    assert stat.S_IMODE(default_path().stat().st_mode) == 0o600
    assert f"Kept in {default_path()}" in done.stderr
    assert "Still open, the most important first:" in done.stdout
    assert "Next: `mockinterview prepare --part company`" in done.stdout


def test_enter_all_the_way_keeps_what_is_there_and_changes_nothing() -> None:
    """Over the whole sample: every question is asked, and no byte of the file changes."""
    default_path().parent.mkdir(parents=True)
    default_path().write_bytes(sample_path().read_bytes())
    done = good(typed="\n" * 200)
    assert default_path().read_bytes() == sample_path().read_bytes()
    assert "so far: Fleet operations manager" in done.stderr
    assert "The day (8 of 8)" in done.stderr


def test_nothing_answered_writes_nothing() -> None:
    """Not even an empty file."""
    good(typed="\n" * 200)
    assert not default_path().exists()


def test_a_story_is_asked_for_part_by_part() -> None:
    """Its title is kept at once, its parts one after the other; tags are split at commas."""
    good(
        "--part",
        "stories",
        typed=lines("The flood", "Water", "I pumped", "Dry", "9 hours", "calm, leading", ""),
    )
    story = BankedStory("The flood", "Water", "I pumped", "Dry", "9 hours", ("calm", "leading"))
    assert load_dossier(default_path()).stories == (story,)


def test_only_what_a_story_lacks_is_asked_again() -> None:
    """The result of the unfinished one, then new ones."""
    save_dossier(default_path(), Dossier(stories=(BankedStory("The flood", "s", "a", "", "m", ("t",)),)))
    done = good("--part", "stories", typed=lines("Dry again", ""))
    assert load_dossier(default_path()).stories[0].result == "Dry again"
    assert "what was the matter" not in done.stderr


def test_entries_and_values_can_be_taken_away() -> None:
    """`-1` for an entry, `-` for a value."""
    save_dossier(default_path(), Dossier(job=Job("Cook", route="Bus"), my_questions=("Why?", "How?")))
    good("--part", "questions", typed=lines("-5", "-1", ""))
    good("--part", "day", typed=lines("-"))
    kept = load_dossier(default_path())
    assert (kept.my_questions, kept.job.route, kept.job.title) == (("How?",), "", "Cook")


def test_facts_of_one_kind_leave_those_of_another_alone() -> None:
    """Taking the first piece of news away does not touch the mission before it."""
    facts = (Fact("Soup for all", "mission", "site"), Fact("New pot", "news", "paper"))
    save_dossier(default_path(), Dossier(company=Company("S", facts=facts)))
    good("--part", "company", typed=lines("", "", "", "-1", "Old pot", "radio", ""))
    assert load_dossier(default_path()).company.facts == (facts[0], Fact("Old pot", "news", "radio"))


def test_what_was_said_is_one_entry_a_key_fact() -> None:
    """A second answer takes the place of the first."""
    good("--part", "first", typed=lines("", "", "Too far", "Six weeks"))
    good("--part", "first", typed=lines("", "", "", "Four weeks"))
    said = load_dossier(default_path()).first_interview.said
    assert set(said) == {Said("reason for leaving", "Too far"), Said("notice period", "Four weeks")}


def test_a_range_is_one_answer_and_a_wrong_one_is_asked_again() -> None:
    """A later range below the first one leaves no contradiction in the file."""
    typed = lines("a lot", "46-42k", "EUR", "year", "no idea", "40k", "pension", "")
    done = good("--part", "salary", typed=typed)
    salary = load_dossier(default_path()).salary
    assert (salary.low, salary.high, salary.walk_away, salary.currency) == (42_000, 46_000, 40_000, "EUR")
    assert done.stderr.count("Write a whole amount") == 2
    good("--part", "salary", typed=lines("30,000"))
    assert (load_dossier(default_path()).salary.low, load_dossier(default_path()).salary.high) == (
        30_000,
        None,
    )


def test_unclear_days_and_roles_are_asked_again() -> None:
    """With how to write them."""
    done = good("--part", "job", typed=lines("", "", "8/12", "2026-12-08", "", "Ana", "boss", "HR", ""))
    assert load_dossier(default_path()).job.interviewers == (Interviewer("Ana", "hr"),)
    assert "Write the day and the month in words" in done.stderr
    assert "It is one of: hiring manager" in done.stderr


def test_hostile_and_endless_answers_do_no_harm() -> None:
    """Escapes lose their meaning, too long an answer is asked again."""
    done = good("--part", "job", typed=lines("a\x1b[2J\u202eb\t c", "x" * 2001, "Fine"))
    kept = load_dossier(default_path())
    assert (kept.job.title, kept.company.name) == ("a[2Jb c", "Fine")
    assert "a few words will do" in done.stderr


def test_a_broken_dossier_is_told_before_anything_is_asked() -> None:
    """And stays as it is."""
    default_path().parent.mkdir(parents=True)
    default_path().write_text("[job\n")
    result = run(typed=lines("Cook"))
    assert isinstance(result.exception, BadDossier)
    assert default_path().read_text() == "[job\n"


def test_ctrl_c_in_a_terminal_keeps_every_answer(home: Path) -> None:
    """A real terminal: the answers are in the file, what is open is told, the exit code is 130."""
    with TerminalProgram("-m", "mockinterview", "prepare") as program:
        program.wait_for("What is the job called?")
        program.press("Cook\r")
        program.wait_for("Which company is it at?")
        program.press("Soup & Söhne\r")
        program.wait_for("When is the second interview?")
        program.press("\x03")
        program.wait_for("Stopped.")
        assert program.end() == 130
        assert "Still open" in program.text
        assert "Traceback" not in program.text
    kept = load_dossier(home / "data" / "dossier.toml")
    assert (kept.job.title, kept.company.name) == ("Cook", "Soup & Söhne")


# --- show, check, day ---------------------------------------------------------------------------------


def test_an_empty_dossier_is_shown_checked_and_listed() -> None:
    """Without a file nothing fails, and the first step is named."""
    shown = good("show")
    assert "`mockinterview prepare` begins" in shown.stderr
    assert shown.stdout.count("nothing yet") == 10
    gaps = json.loads(good("check", "--json").stdout)["gaps"]
    assert gaps[0].keys() == {"place", "text", "why", "weight"}
    assert gaps[0]["place"] == "company facts"
    items = json.loads(good("day", "--json").stdout)["items"]
    assert not any(item["done"] for item in items)
    assert "- [ ] " in good("day").stdout
    assert not default_path().exists()


def test_the_sample_is_shown_checked_and_listed() -> None:
    """It is complete, its day is near, and the person's own dossier is left alone."""
    assert "Helen Okafor, hiring manager" in good("show", "--sample").stdout
    assert json.loads(good("check", "--sample", "--json").stdout) == {"gaps": []}
    assert good("check", "--sample").stdout.startswith("Nothing is missing.")
    day = json.loads(good("day", "--sample", "--json").stdout)
    assert day["headline"].startswith("Fleet operations manager at Swallow: in 3 days")
    assert all(item["done"] for item in day["items"])
    assert "## Research\n- [x] " in good("day", "--sample").stdout
    assert not default_path().exists()


def test_show_as_json_holds_every_field() -> None:
    """Days are written as 2026-12-08."""
    shown = json.loads(good("show", "--sample", "--json").stdout)
    assert shown["job"]["date"] == "2026-12-08"
    assert shown["stories"][0]["tags"] == ["solving problems", "saving money"]


def test_another_dossier_may_be_named_before_or_behind(tmp_path: Path) -> None:
    """One for each job."""
    other = tmp_path / "other.toml"
    save_dossier(other, Dossier(job=Job("Baker")))
    for arguments in (("show", "--dossier", str(other)), ("--dossier", str(other), "show")):
        assert "Baker" in good(*arguments).stdout
    missing = run("show", "--dossier", str(tmp_path / "none.toml"))
    assert isinstance(missing.exception, BadDossier)


def test_texts_of_a_dossier_do_nothing_on_the_terminal() -> None:
    """What looks like markup is shown as it is."""
    story = BankedStory(HOSTILE, HOSTILE, HOSTILE)
    save_dossier(default_path(), Dossier(job=Job(HOSTILE, dress=HOSTILE), stories=(story,)))
    for arguments in (("show",), ("check",), ("day",)):
        shown = good(*arguments).stdout
        assert "evil" in shown
        assert all(letter.isprintable() or letter == "\n" for letter in shown), arguments


def test_a_real_process_prints_problems_and_no_traceback(tmp_path: Path) -> None:
    """Exit code 1, one line a problem, nothing on stdout."""
    path = tmp_path / "mine.toml"
    path.write_text("[job]\ntitel = 1\ndate = 2\n")
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", "prepare", "check", "--dossier", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f'{path}, line 2, job titel: is not known here; did you mean "title"?',
        f"{path}, line 3, job date: must be a day that exists, such as 2026-12-08 or 8 December 2026",
    ]


# --- edit ---------------------------------------------------------------------------------------------


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *contents: str | None) -> None:
    """Make $VISUAL a program that writes one content after the other; None only looks."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"contents = {contents!r}\n"
        f"counter = pathlib.Path({str(tmp_path / 'count')!r})\n"
        "turn = int(counter.read_text()) if counter.exists() else 0\n"
        "counter.write_text(str(turn + 1))\n"
        "if contents[turn] is not None:\n"
        "    pathlib.Path(sys.argv[1]).write_text(contents[turn])\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def test_edit_makes_a_file_that_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none; it is the owner's alone."""
    editor(tmp_path, monkeypatch, None)
    done = good("edit")
    assert "# as the advert calls it" in default_path().read_text("utf-8")
    assert stat.S_IMODE(default_path().stat().st_mode) == 0o600
    assert "`mockinterview prepare check` lists them" in done.stderr


def test_the_editor_has_the_umask_of_its_person(tmp_path: Path, home: Path) -> None:
    """What it writes elsewhere can be read by whom they let read; the dossier stays theirs alone."""
    script, other = tmp_path / "editor.sh", tmp_path / "other"
    script.write_text(f'#!/bin/sh\ntouch {other} "$1.new"\ncat "$1" >"$1.new"\nmv "$1.new" "$1"\n')
    script.chmod(0o700)
    subprocess.run(
        [sys.executable, "-m", "mockinterview", "prepare", "edit"],
        env=os.environ | {"VISUAL": str(script), "MOCKINTERVIEW_HOME": str(home)},
        check=True,
        capture_output=True,
        umask=0o022,
    )
    assert stat.S_IMODE(other.stat().st_mode) == 0o644
    assert stat.S_IMODE(default_path().stat().st_mode) == 0o600


def test_a_broken_edit_is_listed_and_may_be_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor opens again with what was written."""
    editor(tmp_path, monkeypatch, "[job]\ntitel = 'Cook'\n", "[job]\ntitle = 'Cook'\n")
    done = good("edit", typed="y\n")
    assert 'job titel: is not known here; did you mean "title"?' in done.stderr
    assert load_dossier(default_path()).job.title == "Cook"


@pytest.mark.parametrize("typed", ["n\n", ""])
def test_a_broken_edit_that_is_left_stays_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Exit code 1, and not a word is lost; the end of the input is a no."""
    editor(tmp_path, monkeypatch, "[job\ntitle = 'Cook'\n")
    result = run("edit", typed=typed)
    assert result.exit_code == 1
    assert "It is kept as you wrote it" in result.stderr
    assert default_path().read_text() == "[job\ntitle = 'Cook'\n"


# --- advert and CV ------------------------------------------------------------------------------------


@pytest.mark.skipif(not KEY_TERMS.exists(), reason="the reader of key terms is not there")
@pytest.mark.parametrize("paper", ["advert", "cv"])
def test_key_terms_of_a_paper_are_kept(tmp_path: Path, paper: str) -> None:
    """They are printed, and stand in the dossier beside what was there."""
    save_dossier(default_path(), Dossier(job=Job("Cook")))
    path = tmp_path / "paper.md"
    path.write_text("# Fleet manager\n\nYou plan the weekend duty of our drivers and look after the fleet.\n")
    done = good(paper, str(path))
    kept = load_dossier(default_path())
    terms = getattr(kept.papers, paper)
    assert any("fleet" in term.lower() for term in terms)
    assert done.stdout.strip() == ", ".join(terms)
    assert kept.job.title == "Cook"


def test_a_paper_without_text_changes_nothing(tmp_path: Path) -> None:
    """One line, and no dossier is made."""
    path = tmp_path / "paper.txt"
    path.write_text(" \n")
    result = run("advert", str(path))
    assert isinstance(result.exception, BadInput)
    assert not default_path().exists()


def test_a_part_goes_with_the_conversation_only() -> None:
    """A usage error, before anything is read."""
    assert run("--part", "job", "show").exit_code == 2
    assert run("--part", "wishes").exit_code == 2
