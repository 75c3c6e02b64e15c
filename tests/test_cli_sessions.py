"""The `sessions` command: list, show, export, delete, transcribe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import analysis, question
from markdown_it import MarkdownIt
from session_strategies import sessions, tone, write_part

from benchmarks.word_errors import word_error_rate
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.cli import cli
from mockinterview.clip import Clip
from mockinterview.errors import BadInput, BadSession, ModelError, StorageError
from mockinterview.feedback import Finding
from mockinterview.plain_text import plain_text, said_time
from mockinterview.session import Session, Take, TakeEnd, Turn
from mockinterview.store import Place, SessionStore
from mockinterview.store.export import lines_of, to_markdown
from mockinterview.store.judging import judge, untranscribed
from mockinterview.store.session_file import parse_session
from mockinterview.transcript import Transcript

FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
HOSTILE = "\x1b]0;title\x07\x1b[2J\u202eevil\u2066 <script>alert(1)</script> [x](http://y) *b* # 1. | `c`"
FINDINGS = (
    Finding("example", "strength", "You gave a specific example."),
    Finding("length", "improve", "Say more."),
    Finding("pace", "information", "Your pace was about 140 words a minute."),
)


@pytest.fixture
def store(home: Path) -> SessionStore:
    """Return the store that the commands use."""
    return SessionStore(home / "data" / "sessions")


def keep(store: SessionStore, text: str = "I fixed it.") -> Session:
    """Keep a rehearsal of one question with sound, words and findings."""
    folder = store.create(seed=1, model="tiny.en", candidate=False)
    folder.start_turn(question(), Clip.silence(0.1))
    recording = write_part(folder.part_path(), tone(0.5))
    folder.keep_take(recording, Transcript.from_text(text), analysis(), FINDINGS)
    folder.finish()
    return folder.session


def run(*arguments: str, typed: str | None = None) -> Result:
    """Run the command line in this process; errors of ours are left in `exception`."""
    return CliRunner().invoke(cli, ["sessions", *arguments], input=typed)


def good(*arguments: str, typed: str | None = None) -> Result:
    """Run a command that must succeed."""
    result = run(*arguments, typed=typed)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result


# --- list and show ------------------------------------------------------------------------------------


def test_without_rehearsals_the_list_says_how_to_make_one() -> None:
    """The message is on stderr, stdout stays empty, the JSON list too."""
    result = good("list")
    assert result.stdout == ""
    assert "mockinterview rehearse" in result.stderr
    assert json.loads(good("list", "--json").stdout) == []


def test_the_list_has_a_line_a_rehearsal(store: SessionStore) -> None:
    """Newest first: id, date, questions, minutes, state and model; a broken one with its reason."""
    session, broken = keep(store), keep(store)
    (store.root / broken.id / "session.json").write_text("{")
    lines = good("list").stdout.splitlines()
    assert len(lines) == 3
    by_id = {line.split()[0]: line for line in lines}
    assert said_time(session.started) in by_id[session.id]
    assert by_id[session.id].split()[-4:] == ["1", "0.0", "complete", "tiny.en"]
    assert "broken" in by_id[broken.id]
    assert "session.json is broken" in by_id[broken.id]
    listed = {item["id"]: item for item in json.loads(good("list", "--json").stdout)}
    assert listed[session.id]["state"] == "complete"
    assert (listed[session.id]["questions"], listed[session.id]["recorded_s"]) == (1, 0.5)
    assert listed[broken.id].keys() == {"id", "state", "problem"}


def test_show_has_question_answer_and_findings(store: SessionStore) -> None:
    """In words that need no explanation; nothing but them on stdout."""
    session = keep(store)
    shown = good("show", session.id[:-1]).stdout
    for text in (
        f"Rehearsal of {said_time(session.started)}",
        "1 question, 0.0 minutes recorded, model tiny.en",
        "Question 1: What are you proud of?",
        "  | I fixed it.",
        "  + You gave a specific example.",
        "  > One thing to do better: Say more.",
        "  - Your pace was about 140 words a minute.",
    ):
        assert text in shown.splitlines()


def test_show_as_json_is_the_object_of_rehearse(store: SessionStore) -> None:
    """The same shape that `rehearse --json` prints."""
    session = keep(store)
    shown = json.loads(good("show", "--json").stdout)
    assert shown["id"] == session.id
    assert shown["session"] == str(store.root / session.id)
    assert shown["turns"][0]["transcript"]["text"] == "I fixed it."
    assert [finding["tone"] for finding in shown["turns"][0]["findings"]] == [
        "strength",
        "improve",
        "information",
    ]


def test_texts_from_a_file_do_nothing_on_the_terminal(store: SessionStore) -> None:
    """Escape sequences and bidirectional tricks are shown as harmless letters."""
    keep(store, HOSTILE)
    for arguments in (("show",), ("list",), ("export",)):
        shown = good(*arguments).stdout
        assert all(letter.isprintable() or letter == "\n" for letter in shown), arguments


@given(text=st.text())
def test_plain_text_is_one_harmless_line(text: str) -> None:
    """No control, no reordering mark, no line break; and nothing changes the second time."""
    shown = plain_text(text)
    assert not set(shown) & {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
    assert not set(shown) & set(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029\u2066\u2067\u2068\u2069"
    )
    assert len(shown.splitlines()) <= 1
    assert plain_text(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a\tb\r\nc", "a b  c"),
        ("\x1b[31mred\x9b0m", "[31mred0m"),
        ("\u202eabc", "abc"),
        ("שלום 🙂 é नमस्ते", "שלום 🙂 é नमस्ते"),
        ("\ud800", "\ufffd"),
    ],
)
def test_plain_text_keeps_what_people_write(text: str, shown: str) -> None:
    """Letters of every script stay; only what acts on a terminal goes."""
    assert plain_text(text) == shown


@pytest.mark.parametrize("command", ["show", "export", "delete", "transcribe"])
def test_an_unknown_id_is_one_clear_line(store: SessionStore, command: str) -> None:
    """Each command that takes an ID refuses one that is not there."""
    keep(store)
    assert isinstance(run(command, "1999").exception, BadSession)


def test_an_error_is_one_line_on_stderr_and_exit_code_1() -> None:
    """As the whole program does it: no traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", "sessions", "show", "last"],
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "there is no session yet; `mockinterview rehearse` makes the first\n"


# --- export -------------------------------------------------------------------------------------------


def test_markdown_is_the_default(store: SessionStore) -> None:
    """Questions are headings, the answer a quote, findings a list."""
    keep(store)
    lines = good("export").stdout.splitlines()
    assert lines[0].startswith("# Rehearsal of ")
    assert "## Question 1: What are you proud of?" in lines
    assert "> I fixed it." in lines
    assert "- **Do better:** Say more." in lines


@given(
    text=st.text(min_size=1)
    | st.just(HOSTILE)
    | st.sampled_from(["- a", "1. a", "+ a", "===", "# a", "    a"])
)
def test_no_text_acts_as_markup(text: str) -> None:
    """Whatever was said, a Markdown reader sees one quote of plain text."""
    take = Take("01-take-1.flac", 1.0, "done", Transcript.from_text(text))
    session = Session("x", "", None, 1, None, False, (Turn(question(), None, (take,)),))
    tokens = MarkdownIt("commonmark").parse(to_markdown(session))
    inside = tokens[[token.type for token in tokens].index("blockquote_open") + 1 :]
    inside = inside[: [token.type for token in inside].index("blockquote_close")]
    assert {token.type for token in inside} <= {"paragraph_open", "inline", "paragraph_close"}
    parts = [part for token in inside for part in token.children or ()]
    assert {part.type for part in parts} <= {"text", "text_special"}
    assert "".join(part.content for part in parts).split() == plain_text(text).split()


@given(session=sessions)
@settings(max_examples=30)
def test_any_session_can_be_written_as_text(session: Session) -> None:
    """Every turn has its heading, and no line holds a control character."""
    lines = list(lines_of(session))
    headings = sum(line.kind == "question" for line in lines)
    assert headings == len(session.turns) + sum(turn.follow_up is not None for turn in session.turns)
    assert all(plain_text(line.text) == line.text for line in lines)
    assert to_markdown(session).endswith("\n")


def test_json_is_the_session_itself(store: SessionStore, tmp_path: Path) -> None:
    """The exported file is read back as the same session; it is private."""
    session = keep(store)
    target = tmp_path / "mine.json"
    good("export", "-o", str(target))
    assert parse_session(target.read_bytes(), "x") == session
    assert parse_session(good("export", "--format", "json").stdout_bytes, "x") == session
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_zip_holds_the_session_and_its_sounds(store: SessionStore, tmp_path: Path) -> None:
    """Under one folder; a missing sound is named and left out."""
    session = keep(store)
    target = tmp_path / "mine.zip"
    good("export", session.id, "--format", "zip", "-o", str(target))
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = ["session.json", "01-question.flac", "01-take-1.flac"]
        assert archive.namelist() == [f"{session.id}/{name}" for name in names]
        sound = archive.read(f"{session.id}/01-take-1.flac")
    assert sound == (store.root / session.id / "01-take-1.flac").read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    (store.root / session.id / "01-question.flac").unlink()
    assert "01-question.flac is missing" in good("export", "-o", str(target)).stderr


def test_a_zip_never_holds_a_file_from_elsewhere(store: SessionStore, tmp_path: Path) -> None:
    """A sound that is a link is treated as missing."""
    session = keep(store)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    sound = store.root / session.id / "01-take-1.flac"
    sound.unlink()
    sound.symlink_to(secret)
    target = tmp_path / "mine.zip"
    assert "01-take-1.flac is missing" in good("export", "-o", str(target)).stderr
    assert b"secret" not in target.read_bytes()


@pytest.mark.parametrize("kind", ["md", "zip"])
def test_an_export_replaces_nothing_but_files(store: SessionStore, tmp_path: Path, kind: str) -> None:
    """A folder or a pipe is refused, a folder that does not exist too; nothing is left behind."""
    keep(store)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target, error in ((tmp_path, BadInput), (pipe, BadInput), (tmp_path / "no" / "x", StorageError)):
        assert isinstance(run("export", "--format", kind, "-o", str(target)).exception, error)
    assert list(tmp_path.iterdir()) == [pipe]


# --- delete -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "typed", "left"),
    [(["--yes"], None, 0), ([], "y\n", 0), ([], "n\n", 1), ([], "\n", 1), ([], "", 1)],
)
def test_delete_asks_once(store: SessionStore, arguments: list[str], typed: str | None, left: int) -> None:
    """Only a yes deletes; no answer at all is a no."""
    session = keep(store)
    run("delete", session.id, *arguments, typed=typed)
    assert len(store.list()) == left
    assert (store.root / session.id).exists() == bool(left)


# --- transcribe ---------------------------------------------------------------------------------------


def test_nothing_to_transcribe_needs_no_model(store: SessionStore) -> None:
    """Where every answer has its words, no recogniser is started."""
    keep(store)
    for arguments in ((), ("last",)):
        result = good("transcribe", *arguments, "--model", "no such model")
        assert "Every answer is transcribed already." in result.stderr


def test_answers_without_words_need_a_model(store: SessionStore) -> None:
    """A take that waits is found, in one session or in all; the model that is not there is named."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(question())
    folder.keep_take(write_part(folder.part_path(), tone()))
    folder.finish()
    keep(store)
    for arguments in ((), (folder.session.id,)):
        assert isinstance(run("transcribe", *arguments, "--model", "no such model").exception, ModelError)


def test_an_interrupted_answer_is_written_down_by_the_real_recogniser(store: SessionStore) -> None:
    """The program was killed in the middle: its words, checks and findings come with one command."""
    entries = tomllib.loads((FIXTURES / "manifest.toml").read_text())["answers"]
    spoken = next(entry for entry in entries if entry["file"] == "too-short.ogg")
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(question())
    write_clip(folder.part_path(), read_clip(FIXTURES / spoken["file"]), file_format="WAV")
    folder.close()
    good("transcribe", "--model", "tiny.en")
    session = store.load()
    take = session.turns[0].take
    assert take is not None
    assert take.transcript is not None
    assert take.transcript.model == "tiny.en"
    assert word_error_rate(spoken["transcript"], take.transcript.text) <= 0.1
    assert take.analysis is not None
    assert any(finding.check == "length" and finding.tone == "improve" for finding in take.findings)
    assert untranscribed(session) == ()
    assert (store.root / session.id / f".{take.audio}.report.npz").is_file(), "its page is not ready"


def test_only_what_was_said_waits_for_a_transcript() -> None:
    """Skipped, repeated and silent takes do not; interrupted ones do."""
    rows: tuple[tuple[TakeEnd, float, Transcript | None], ...] = (
        ("silence", 1.0, None),
        ("silence", 1.0, Transcript.from_text("")),
        ("silence", 0.0, None),
        ("skip", 1.0, None),
        ("again", 1.0, None),
        ("no speech", 1.0, None),
        ("program ended", 1.0, None),
        ("quit", 1.0, None),
    )
    takes = tuple(Take(f"{ended}.flac", duration, ended, said) for ended, duration, said in rows)
    session = Session("x", "", None, 1, None, False, (Turn(question(), None, takes),))
    assert [take.ended for _, take in untranscribed(session)] == ["silence", "program ended", "quit"]


def test_an_answer_judged_later_is_as_one_judged_at_once() -> None:
    """Words, checks and findings are added to that take alone; with a follow-up the story is told anew."""
    answer = Take("01-take-1.flac", 1.0, "done")
    more = replace(answer, audio="01-follow-up-take-1.flac")
    turn = Turn(question(), None, (answer,), Turn(question(), None, (more,)))
    session = Session("x", "", None, 1, None, False, (turn,))
    clip = Clip.silence(1.0)
    first = Transcript.from_text("Last year our checkout was slow, so I rewrote the query behind it.")
    once = judge(session, Place(1), answer.audio, (clip, first))
    assert once.turns[0].takes[0].transcript == first
    assert once.turns[0].takes[0].analysis is not None
    assert once.turns[0].takes[0].findings
    assert once.turns[0].follow_up == turn.follow_up
    assert once.turns[0].story is None
    second = Transcript.from_text("After that, orders went up by a third.")
    twice = judge(once, Place(1, follow_up=True), more.audio, (clip, second))
    assert twice.turns[0].takes == once.turns[0].takes
    assert twice.turns[0].follow_up is not None
    assert twice.turns[0].follow_up.takes[0].transcript == second
    assert twice.turns[0].story is not None
    assert untranscribed(twice) == ()
