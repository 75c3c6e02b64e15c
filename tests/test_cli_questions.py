"""`mockinterview questions`: the list by round and kind, and the check of a bank of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from test_bank import FIELDS, block

from mockinterview.bank import default_bank
from mockinterview.cli.questions import questions
from mockinterview.errors import BadBank, BadDossier
from mockinterview.preparation.rounds import ROUNDS, TITLES

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

DOSSIER = """
[company]
name = "Acme"
[job]
title = "Fleet Planner"
[first_interview]
stumped = ["What is your biggest weakness?"]
"""


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(questions, arguments)


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    """Return the path of a half-filled dossier."""
    path = tmp_path / "dossier.toml"
    path.write_text(DOSSIER)
    return str(path)


def test_the_list_as_json_holds_every_field() -> None:
    """What was loaded, in order, with the round; slots as they stand in the bank."""
    result = run("list", "--json")
    assert result.exit_code == 0
    listed = json.loads(result.stdout)
    bank = default_bank()
    assert [(entry["id"], entry["round"]) for entry in listed] == [(q.id, q.round) for q in bank]
    assert set(listed[0]) == set(FIELDS) | {"tags", "greeting", "asked_by", "asker_voice", "round"}
    assert any("{company}" in entry["text"] for entry in listed)


def test_the_list_is_grouped_by_round_and_kind() -> None:
    """Every round with its title and its name, in the order in which they come."""
    lines = run("list").stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [f"{TITLES[r]}  {r}" for r in ROUNDS]
    assert lines[1:3] == [
        "  motivation",
        "    What interests you about this job?  interest-in-the-job (core)",
    ]


def test_the_list_can_be_of_one_kind_and_of_another_bank(tmp_path: Path) -> None:
    """`--kind` filters, `--bank` reads another file, plain output keeps a question on one line."""
    path = tmp_path / "mine.toml"
    long = "Why [red]us[/red]? " + "Really? " * 30
    path.write_text(block(text=f'"{long}"') + block(id='"money"', kind='"salary"'))
    salary = ["Salary and benefits  salary", "  salary", "    Why us?  money"]
    every = run("list", "--bank", str(path))
    assert every.stdout.splitlines() == [
        "Motivation and company knowledge  motivation",
        "  motivation",
        f"    {long}  mine",
        *salary,
    ]
    assert run("list", "--bank", str(path), "--kind", "salary").stdout.splitlines() == salary


@pytest.mark.parametrize("name", ROUNDS)
def test_the_list_can_be_of_one_round(name: str) -> None:
    """Only that one; together with a kind of another round, none."""
    listed = json.loads(run("list", "--round", name, "--json").stdout)
    assert {entry["round"] for entry in listed} == {name}
    kind = "salary" if name != "salary" else "conflict"
    nothing = run("list", "--round", name, "--kind", kind)
    assert (nothing.exit_code, nothing.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--kind", "salery"], "choose from motivation, company_knowledge, value"),
        (["--round", "future"], "choose from motivation, unfinished, achievements"),
        (["--round", ""], "choose from motivation, unfinished"),
    ],
)
def test_an_unknown_kind_or_round_is_a_usage_error(arguments: list[str], says: str) -> None:
    """Exit code 2, and what there is to choose from."""
    result = run("list", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_a_dossier_fills_the_slots_and_brings_what_stumped_the_person(dossier: str) -> None:
    """What it cannot fill is left out, and a line on stderr says why."""
    result = run("list", "--dossier", dossier, "--json")
    assert result.exit_code == 0
    listed = {entry["id"]: entry for entry in json.loads(result.stdout)}
    assert listed["why-us-why-now"]["text"] == "Why Acme, and why now?"
    assert "What is your biggest weakness?" in listed["stumped-1"]["text"]
    assert "ask-about-a-value" not in listed
    assert not any("{" in entry["text"] for entry in listed.values())
    assert "left out, as the dossier has nothing for: {interviewer} (" in result.stderr
    assert "{company}" not in result.stderr


def test_a_dossier_that_says_nothing_leaves_the_slotted_questions_out(tmp_path: Path) -> None:
    """The others are listed."""
    path = tmp_path / "dossier.toml"
    path.write_text("[company]\nname = ' '\n")
    result = run("list", "--dossier", str(path))
    assert result.exit_code == 0
    assert "{" not in result.stdout
    assert "interest-in-the-job" in result.stdout
    assert "{company} (" in result.stderr


def test_a_missing_or_broken_dossier_is_refused(tmp_path: Path) -> None:
    """The error that the program shows, nothing on stdout."""
    path = tmp_path / "dossier.toml"
    path.write_text("[compny]\n")
    for wrong in (path, tmp_path / "none.toml"):
        result = run("list", "--dossier", str(wrong))
        assert isinstance(result.exception, BadDossier)
        assert result.stdout == ""


@pytest.mark.parametrize("change", [{"tip": None}, {"text": '"Why {compny}?"'}, {"text": '"Why {?"'}])
def test_check_says_that_a_bank_is_fine_or_fails_with_its_problems(
    tmp_path: Path, change: dict[str, str | None]
) -> None:
    """A good bank gives one line and exit 0; a bad one raises the error that the program shows."""
    path = tmp_path / "mine.toml"
    path.write_text(block(text='"Why {company}?"'))
    good = run("check", str(path))
    assert (good.exit_code, good.stdout) == (0, "1 question, no problems\n")
    path.write_text(block(**change))
    bad = run("check", str(path))
    assert bad.exit_code == 1
    assert isinstance(bad.exception, BadBank)
    assert bad.stdout == ""
