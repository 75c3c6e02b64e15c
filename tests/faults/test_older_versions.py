"""What earlier versions of the program kept still opens, and nothing of it is lost."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from faults.shapes import shape_of
from mockinterview.cli import cli
from mockinterview.dossier import Dossier
from mockinterview.dossier_file import load_dossier, sample_path, save_dossier
from mockinterview.session import SCHEMA, Session
from mockinterview.store import Broken, Listed, SessionStore
from mockinterview.store.import_zip import import_zip
from mockinterview.store.index import INDEX_FILE, Entry
from mockinterview.store.session_file import read_session, write_session

if TYPE_CHECKING:
    from click.testing import Result

    from faults.ledger import Measured

KEPT = Path(__file__).with_name("kept")
VERSIONS = sorted(path.name for path in KEPT.iterdir() if path.is_dir())
SESSIONS = sorted(path.parent for path in KEPT.glob("*/sessions/*/session.json"))
DOSSIERS = sorted(KEPT.glob("*/dossier.toml"))
SHAPES: dict[str, type] = {"session.json": Session, "dossier.toml": Dossier, ".index.json": Entry}

OPENS = pytest.mark.fault(
    "Older versions",
    "a rehearsal was kept by an earlier version of the program",
    "it opens, lists, replays as a page, goes out and comes in again, and loses no field",
)


@pytest.fixture(params=VERSIONS)
def older(request: pytest.FixtureRequest, home: Path) -> SessionStore:
    """Put what an earlier version kept into this test's home, its index as fresh as it was then."""
    data = home / "data"
    shutil.copytree(KEPT / request.param, data, copy_function=shutil.copyfile)
    store = SessionStore(data / "sessions")
    index = store.root / INDEX_FILE
    for session_id, entry in json.loads(index.read_text() if index.exists() else "{}").items():
        os.utime(store.root / session_id / "session.json", ns=(entry["modified_ns"],) * 2)
    return store


def good(*arguments: str) -> Result:
    """Run a command that must end well."""
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result


def ids(store: SessionStore) -> list[str]:
    """Return the ids of all sessions, read from the disk itself."""
    return sorted(path.parent.name for path in store.root.glob("*/session.json"))


@OPENS
def test_older_sessions_are_listed_with_all_that_the_list_shows(
    older: SessionStore, measured: Measured
) -> None:
    """Whatever an older index remembers, each session is there with its questions, once and again."""
    for listed in (older.list(), older.list()):
        assert sorted(item.headline.id for item in listed if isinstance(item, Listed)) == ids(older)
        for item in listed:
            assert isinstance(item, Listed)
            kept = older.load(item.headline.id)
            assert item.headline.questions == len(item.asked) == len(kept.turns)
            judged = [turn for turn in kept.turns if turn.take and turn.take.analysis]
            assert len(item.answers) == len(judged)
    measured.count("rehearsals of earlier versions", len(ids(older)))


@OPENS
def test_older_sessions_are_shown_exported_and_made_a_page(older: SessionStore, tmp_path: Path) -> None:
    """Every way to read a session works on each, and the page plays its sounds."""
    for session_id in ids(older):
        asked = older.load(session_id).turns[0].question.text
        assert asked in good("sessions", "show", session_id).stdout
        assert json.loads(good("sessions", "show", session_id, "--json").stdout)["turns"]
        for kind in ("md", "csv", "json"):
            assert asked in good("sessions", "export", session_id, "--format", kind).stdout
        page = tmp_path / f"{session_id}.html"
        good("report", session_id, "-o", str(page))
        assert asked in page.read_text("utf-8")
        assert "data:audio/" in page.read_text("utf-8")
    good("progress")


@OPENS
def test_older_sessions_go_out_and_come_in_again(older: SessionStore, tmp_path: Path) -> None:
    """A ZIP archive of an older session becomes the same session elsewhere, with every sound of it."""
    elsewhere = SessionStore(tmp_path / "elsewhere")
    for session_id in ids(older):
        archive = tmp_path / f"{session_id}.zip"
        good("sessions", "export", session_id, "-o", str(archive))
        imported = import_zip(elsewhere, archive)
        assert imported.missing == ()
        assert elsewhere.load(imported.id) == older.load(session_id)


@OPENS
@pytest.mark.parametrize("folder", SESSIONS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_an_older_session_is_written_back_without_losing_a_field(folder: Path, tmp_path: Path) -> None:
    """Each value that stood in the file stands there again, at its place."""
    shutil.copyfile(folder / "session.json", tmp_path / "session.json")
    before = json.loads((tmp_path / "session.json").read_bytes())
    write_session(tmp_path, read_session(folder))
    after = json.loads((tmp_path / "session.json").read_bytes())
    assert lost(before | {"schema": SCHEMA}, after) == []


def lost(before: Any, after: Any, place: str = "") -> list[str]:
    """Return the places of everything in `before` that `after` lacks or has otherwise."""
    if isinstance(before, dict) and isinstance(after, dict):
        absent = [f"{place}.{key}" for key in before if key not in after]
        return absent + [
            found
            for key in before
            if key in after
            for found in lost(before[key], after[key], f"{place}.{key}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [found for n, pair in enumerate(pairs) for found in lost(*pair, f"{place}[{n}]")]
    return [] if before == after else [place]


@pytest.mark.fault(
    "Older versions",
    "an earlier version was killed in the middle of an answer",
    "today's program finds that answer and keeps it, and touches no earlier one",
)
def test_what_an_older_program_left_when_it_was_killed_is_kept(
    older: SessionStore, measured: Measured
) -> None:
    """The recording that was running becomes a take of its turn; all else stays as it was."""
    parts = sorted(older.root.glob("*/*.part.wav"))
    before = {path.parent: older.load(path.parent.name) for path in parts}
    recovered = older.recover()
    assert [found.id for found in recovered if found.takes] == [path.parent.name for path in parts]
    for path in parts:
        kept, was = older.load(path.parent.name), before[path.parent]
        assert kept.turns[:-1] == was.turns[:-1]
        take = kept.turns[-1].takes[-1]
        assert take.duration == pytest.approx((path_size(take.audio, path.parent)) / 16_000, abs=0.01)
        assert take.ended == "program ended"
        measured.count("answers recovered")
    assert older.recover() == ()


def path_size(name: str, folder: Path) -> int:
    """Return how many samples a sound has."""
    import soundfile

    return int(soundfile.info(folder / name).frames)


@pytest.mark.fault(
    "Older versions",
    "a dossier was kept by an earlier version of the program",
    "every part of it is read, and stays when it is written anew",
)
@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.parent.name)
def test_an_older_dossier_says_all_that_it_said(path: Path, tmp_path: Path) -> None:
    """It was written from the sample, so it says what the sample says, read once and written once more."""
    assert load_dossier(path) == load_dossier(sample_path())
    again = tmp_path / "dossier.toml"
    shutil.copyfile(path, again)
    save_dossier(again, load_dossier(path))
    assert load_dossier(again) == load_dossier(path)


@pytest.mark.fault(
    "Older versions",
    "a rehearsal was kept by a newer version than this one",
    "it is refused in one clear line and left untouched, byte for byte",
)
def test_a_newer_session_is_refused_and_left_alone(older: SessionStore) -> None:
    """No command changes a file of it, be it whole or cut off, and the others are listed all the same."""
    for session_id in ids(older):
        file = older.root / session_id / "session.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"schema": SCHEMA + 1, "mood": "good"}))
        (older.root / session_id / ".lock").touch()
    before = contents(older.root)
    assert all(isinstance(item, Broken) and "newer version" in item.problem for item in older.list())
    older.recover()
    for session_id in ids(older):
        for command in (
            ("sessions", "show"),
            ("sessions", "export"),
            ("report",),
            ("replay",),
            ("sessions", "transcribe"),
        ):
            refused = CliRunner().invoke(cli, [*command, session_id])
            assert "newer version of mockinterview; update it" in str(refused.exception), command
    assert contents(older.root) == before


def contents(root: Path) -> dict[str, bytes]:
    """Return all that sessions hold, by name; locks are no contents."""
    files = (path for path in root.glob("*/*") if path.name != ".lock")
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


@pytest.mark.fault(
    "Older versions",
    "somebody changes what the program writes",
    "a test fails until what was written before is kept as a sample",
)
@pytest.mark.parametrize("name", SHAPES)
def test_what_is_written_has_the_shape_of_the_newest_sample(name: str) -> None:
    """The fields that are written today are those that `kept/shapes.json` records.

    Does this fail, what is kept has a new shape. Do not only record it: see "Changing what is kept" in
    CONTRIBUTING.md. In short: a field that was taken away or renamed needs a higher `session.SCHEMA` and a
    migration; one that is new needs a default; and in both cases a sample of today's program goes into a new
    folder of `kept/` before `python -m faults.shapes` (in `tests/`) records the new shape.
    """
    recorded = json.loads((KEPT / "shapes.json").read_text("utf-8"))[name]
    today = shape_of(SHAPES[name])
    assert sorted(recorded) == sorted(today)
    for place, values in recorded.items():
        assert set(values) <= set(today[place]), f"{place} no longer takes all that it took"
