"""`mockinterview prepare thanks`: notes to send oneself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from makers import QUESTION
from report_sessions import quote, session, take

from mockinterview.cli import cli
from mockinterview.errors import BadSession
from mockinterview.feedback import Finding
from mockinterview.private_file import make_private_dir
from mockinterview.session import Turn
from mockinterview.store.session_file import write_session

SAMPLE = ("--dossier", str(Path(__file__).parents[1] / "audio_fixtures" / "sample_dossier.toml"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything in a folder of its own."""
    monkeypatch.setenv("MOCKINTERVIEW_HOME", str(tmp_path))
    return tmp_path


def thanks(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["prepare", "thanks", *arguments], catch_exceptions=False)


def test_every_interviewer_gets_a_note_of_their_own() -> None:
    """Three people in the dossier, three notes, no two alike."""
    notes = json.loads(thanks(*SAMPLE, "--json").stdout)
    assert [note["recipient"] for note in notes] == ["Helen Okafor", "Tomasz Berg", "Ruth Lindqvist"]
    assert len({note["body_markdown"].replace(note["recipient"], "") for note in notes}) == 3


def test_without_anything_one_general_note_says_what_to_fill_in() -> None:
    """Nobody is known and nothing was said: brackets stand where the person must write."""
    result = thanks()
    assert result.exit_code == 0
    assert result.stdout.count("Subject:") == 1
    assert "[name]" in result.stdout
    assert "nothing is ever sent" not in result.stdout


def test_a_session_that_is_not_there_is_said_in_one_line() -> None:
    """An id that nobody knows is an error, not a general note."""
    with pytest.raises(BadSession, match="no session yet"):
        thanks("nosuch", *SAMPLE)


def test_a_note_names_what_was_talked_about(home: Path) -> None:
    """The example that was told to Helen stands in her note, in the words that were said."""
    told = quote("I rebuilt the shelf you know and it held")
    asked = replace(QUESTION, asked_by="Helen Okafor, hiring manager")
    found = Finding("example", "strength", "You gave a specific example.", (told,), 0.9)
    folder = make_private_dir(home / "data" / "sessions" / session().id)
    write_session(folder, session(Turn(asked, "01-question.wav", (take(findings=(found,)),))))
    notes = {note["recipient"]: note for note in json.loads(thanks("last", *SAMPLE, "--json").stdout)}
    assert told.text in notes["Helen Okafor"]["body_markdown"]
    assert told.text not in notes["Tomasz Berg"]["body_markdown"]
    assert "[" not in notes["Helen Okafor"]["body_markdown"].replace("[your name]", "")
