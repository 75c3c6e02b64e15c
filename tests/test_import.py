"""A rehearsal goes to another machine and back: archives, captions, tables; hostile archives first."""

from __future__ import annotations

import csv
import io
import json
import stat
import warnings
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from full_disk import full_disk
from hypothesis import example, given, settings
from hypothesis import strategies as st
from makers import FULL, analysis, fillers, question
from session_strategies import sessions, tone, transcripts, write_part

from mockinterview.audio_file import read_clip
from mockinterview.cli.sessions import sessions as command
from mockinterview.clip import Clip
from mockinterview.errors import BadInput, BadSession, StorageError
from mockinterview.feedback import Finding
from mockinterview.session import Session, Turn
from mockinterview.store import SessionStore
from mockinterview.store import import_zip as importing
from mockinterview.store.csv_text import csv_text
from mockinterview.store.export import captions_of, sounds_of, write_zip
from mockinterview.store.import_zip import import_zip
from mockinterview.store.session_file import session_json, write_session
from mockinterview.store.webvtt import to_vtt
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

ID = "2026-11-25-140322-abcd"
SESSION = Session(ID, "2026-11-25T14:03:22+01:00", None, 1, "tiny.en", False, (Turn(question()),))
GOOD = {f"{ID}/session.json": session_json(SESSION)}


@pytest.fixture
def here(tmp_path: Path) -> SessionStore:
    """Return the store that a rehearsal comes from."""
    return SessionStore(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> SessionStore:
    """Return the store of the other machine."""
    return SessionStore(tmp_path / "there")


def rehearsed(store: SessionStore) -> Session:
    """Keep a rehearsal of one question with sounds and timed words."""
    folder = store.create(seed=1, model="tiny.en", candidate=False)
    folder.start_turn(question(), Clip.silence(0.1))
    said = Transcript.from_words([Word(0.1, 0.2, "I"), Word(0.2, 0.4, "did.")])
    folder.keep_take(write_part(folder.part_path(), tone(0.5)), said, analysis(example=FULL))
    folder.finish()
    return folder.session


def packed(path: Path, files: dict[str, bytes], **changes: int) -> Path:
    """Write an archive with these files; changes are made to the entry of the last one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files.items(), start=1):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if number == len(files):
                for field, value in changes.items():
                    setattr(entry, field, value)
            archive.writestr(entry, data)
    return path


def everything(folder: Path) -> list[Path]:
    """Return all files below a folder, hidden ones too, but for the lock of the store."""
    return sorted(path for path in folder.rglob("*") if path.name != ".lock")


# --- hostile archives ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../escaped.flac",
        f"{ID}/../../escaped.flac",
        f"{ID}/../escaped.flac",
        "/tmp/escaped.flac",  # noqa: S108 - never written
        f"{ID}/sub/escaped.flac",
        f"{ID}//escaped.flac",
        f"./{ID}/escaped.flac",
        f"{ID}\\..\\escaped.flac",
        "C:\\escaped.flac",
        f"{ID}/.hidden",
        f"{ID}/.lock",
        "",
        "..",
        "escaped.flac",
        f"{ID}/na\x1b[2Jme.flac",
        f"{ID}/{'n' * 300}.flac",
    ],
)
def test_no_name_leads_out_of_the_folder(there: SessionStore, tmp_path: Path, name: str) -> None:
    """Such an archive is refused as a whole, in one harmless line, and nothing is left behind."""
    archive = packed(tmp_path / "x.zip", {**GOOD, name: b"sound"})
    before = everything(tmp_path)
    with pytest.raises(BadInput, match="is no file of a rehearsal") as caught:
        import_zip(there, archive)
    assert str(caught.value).isprintable()
    assert everything(tmp_path) == before


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(there: SessionStore, tmp_path: Path, kind: int) -> None:
    """Only plain files are taken."""
    files = {**GOOD, f"{ID}/01-take-1.flac": b"/etc/passwd"}
    archive = packed(tmp_path / "x.zip", files, external_attr=(kind | 0o777) << 16)
    with pytest.raises(BadInput, match="a link or a device"):
        import_zip(there, archive)


def test_a_bomb_is_refused_unread(there: SessionStore, tmp_path: Path) -> None:
    """Ten megabytes of nothing in ten kilobytes are no sound."""
    archive = packed(tmp_path / "x.zip", {**GOOD, f"{ID}/01-take-1.flac": bytes(10 * 2**20)})
    with pytest.raises(BadInput, match="beyond all measure"):
        import_zip(there, archive)


def test_a_bomb_in_many_small_parts_is_refused_unread(there: SessionStore, tmp_path: Path) -> None:
    """A hundred megabytes of nothing, one megabyte a file, are no sounds either."""
    parts = {f"{ID}/{number}.flac": bytes(2**20) for number in range(100)}
    with pytest.raises(BadInput, match="beyond all measure"):
        import_zip(there, packed(tmp_path / "x.zip", {**GOOD, **parts}))


def test_ten_thousand_equal_findings_come_back(
    here: SessionStore, there: SessionStore, tmp_path: Path
) -> None:
    """They pack better than any sound does, and are no bomb."""
    session = rehearsed(here)
    take = session.turns[0].take
    assert take is not None
    finding = Finding("pace", "information", "Your pace was easy to follow, about 160 words a minute.")
    full = replace(take, findings=(finding,) * 10_000)
    many = replace(session, turns=(replace(session.turns[0], takes=(full,)),))
    import_zip(there, packed(tmp_path / "x.zip", {f"{session.id}/session.json": session_json(many)}))
    again = there.load(session.id).turns[0].take
    assert again is not None
    assert again.findings == full.findings


def test_too_many_entries_are_refused(there: SessionStore, tmp_path: Path) -> None:
    """No rehearsal has so many files."""
    names = {f"{ID}/{number}.flac": b"" for number in range(importing.MAX_ENTRIES)}
    with pytest.raises(BadInput, match="far too large"):
        import_zip(there, packed(tmp_path / "x.zip", {**GOOD, **names}))


def test_an_archive_that_says_it_is_enormous_is_refused(there: SessionStore, tmp_path: Path) -> None:
    """The sizes in the directory count, before anything is read."""
    archive = packed(tmp_path / "x.zip", {**GOOD, f"{ID}/a.flac": b"0", f"{ID}/b.flac": b"1"})
    data = bytearray(archive.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:  # the size unpacked stands 24 bytes behind the mark of each entry
        data[at + 24 : at + 28] = (2**31).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 1)
    archive.write_bytes(data)
    with pytest.raises(BadInput, match="far too large"):
        import_zip(there, archive)


def test_a_name_that_stands_twice_is_refused(there: SessionStore, tmp_path: Path) -> None:
    """Two programs might read two different files of one name."""
    archive = tmp_path / "x.zip"
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(archive, "w") as written:
        for _ in range(2):
            written.writestr(f"{ID}/session.json", session_json(SESSION))
    with pytest.raises(BadInput, match="twice"):
        import_zip(there, archive)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {f"{ID}/01-take-1.flac": b"x"},
        {**GOOD, "2026-11-25-140322-efgh/session.json": session_json(SESSION)},
        {**GOOD, "another/01-take-1.flac": b"x"},
    ],
    ids=["empty", "no session", "two sessions", "two folders"],
)
def test_an_archive_holds_one_rehearsal(there: SessionStore, tmp_path: Path, files: dict[str, bytes]) -> None:
    """Anything else is told how to make one."""
    with pytest.raises(BadInput, match="export --format zip"):
        import_zip(there, packed(tmp_path / "x.zip", files))


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "broken"),
        (b"{}", "broken"),
        (b"[" * 100_000, "broken"),
        (json.dumps({"schema": 10**6}).encode(), "newer version"),
        (
            session_json(SESSION).replace(b'"question_audio": null', b'"question_audio": "../x.flac"'),
            "outside",
        ),
    ],
    ids=["empty", "no session", "nested", "newer", "leads out"],
)
def test_a_broken_session_is_refused(there: SessionStore, tmp_path: Path, document: bytes, said: str) -> None:
    """The same checks as for a session in the store."""
    with pytest.raises(BadSession, match=said):
        import_zip(there, packed(tmp_path / "x.zip", {f"{ID}/session.json": document}))
    assert everything(there.root) == []


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"no archive at all" * 100], ids=["empty", "cut", "text"]
)
def test_what_is_no_archive_is_refused(there: SessionStore, tmp_path: Path, data: bytes) -> None:
    """One clear line."""
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="no ZIP archive"):
        import_zip(there, path)
    with pytest.raises(BadInput, match="no such file"):
        import_zip(there, tmp_path / "none.zip")


@given(data=st.data())
@settings(max_examples=60)
def test_a_damaged_archive_is_refused_or_read_rightly(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever bytes are changed or cut, either one clear error comes, or the session is whole."""
    folder = tmp_path_factory.mktemp("damaged")
    path = packed(folder / "x.zip", {**GOOD, f"{ID}/01-take-1.flac": bytes(range(50))})
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))])
    store = SessionStore(folder / "there")
    try:
        imported = import_zip(store, path)
    except (BadInput, BadSession, StorageError):
        assert everything(store.root) == []
    else:
        assert store.load(imported.id).turns == SESSION.turns


# --- there and back -----------------------------------------------------------------------------------


def test_a_rehearsal_comes_back_whole_and_private(
    here: SessionStore, there: SessionStore, tmp_path: Path
) -> None:
    """Session and sounds are the same, readable by their owner alone."""
    session = rehearsed(here)
    write_zip(here, session, tmp_path / "x.zip")
    imported = import_zip(there, tmp_path / "x.zip")
    assert (imported.id, imported.missing) == (session.id, ())
    assert there.load(imported.id) == session
    for name in sounds_of(session):
        heard = read_clip(there.sound(session, name))
        assert heard.samples.tobytes() == read_clip(here.sound(session, name)).samples.tobytes()
    folder = there.root / session.id
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert sorted(path.name for path in there.root.iterdir()) == [".lock", session.id]


@given(session=sessions)
@settings(max_examples=40)
def test_any_session_comes_back(session: Session, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever it holds; sounds that are not there are named as missing."""
    folder = tmp_path_factory.mktemp("any")
    here, there = SessionStore(folder / "here"), SessionStore(folder / "there")
    (here.root / session.id).mkdir(parents=True)
    write_session(here.root / session.id, session)
    write_zip(here, session, folder / "x.zip")
    imported = import_zip(there, folder / "x.zip")
    assert set(imported.missing) == set(sounds_of(session))
    assert session_json(there.load(imported.id)) == session_json(session)


def test_a_rehearsal_that_is_here_already_is_not_touched(here: SessionStore, tmp_path: Path) -> None:
    """It is said, and what is here stays."""
    session = rehearsed(here)
    write_zip(here, session, tmp_path / "x.zip")
    before = everything(here.root)
    with pytest.raises(BadInput, match="is here already"):
        import_zip(here, tmp_path / "x.zip")
    assert everything(here.root) == before


def test_what_a_mac_adds_to_an_archive_is_passed_over(there: SessionStore, tmp_path: Path) -> None:
    """A folder that was packed again in the Finder can be imported."""
    files = {f"{ID}/": b"", f"{ID}/.DS_Store": b"x", f"__MACOSX/{ID}/._session.json": b"x", **GOOD}
    assert import_zip(there, packed(tmp_path / "x.zip", files)).id == ID


def test_only_sounds_that_the_session_names_are_written(there: SessionStore, tmp_path: Path) -> None:
    """Other files of the archive stay out, and so does one that calls itself a sound and is none."""
    named = replace(SESSION, turns=(Turn(question(), "session.json"), Turn(question(), "page.html")))
    files = {
        f"{ID}/page.html": b"<script>",
        f"{ID}/other.flac": b"x",
        f"{ID}/session.json": session_json(named),
    }
    imported = import_zip(there, packed(tmp_path / "x.zip", files))
    assert set(imported.missing) == {"session.json", "page.html"}
    assert [path.name for path in (there.root / ID).iterdir()] == ["session.json"]


def test_a_full_disk_leaves_nothing_behind(here: SessionStore, there: SessionStore, tmp_path: Path) -> None:
    """The import fails in one line; the list stays as it was."""
    session = rehearsed(here)
    write_zip(here, session, tmp_path / "x.zip")
    sound = here.sound(session, "01-take-1.flac").stat().st_size
    with full_disk(sound - 1), pytest.raises(StorageError, match="cannot write"):
        import_zip(there, tmp_path / "x.zip")
    assert there.list() == ()
    assert [path.name for path in there.root.iterdir()] == [".lock"]


def test_the_command_imports_what_the_command_exported(home: Path, tmp_path: Path) -> None:
    """Export, delete, import: the rehearsal is back."""
    store = SessionStore(home / "data" / "sessions")
    session = rehearsed(store)
    target = str(tmp_path / "x.zip")
    assert run("export", "-o", target).exit_code == 0
    assert run("delete", session.id, "--yes").exit_code == 0
    assert f"Imported {session.id}" in run("import", target).stderr
    assert store.load() == session


def run(*arguments: str) -> Result:
    """Run `mockinterview sessions`."""
    return CliRunner().invoke(command, arguments)


# --- captions -----------------------------------------------------------------------------------------


def timed(*words: tuple[float, float, str]) -> Transcript:
    """Return words with their times."""
    return Transcript.from_words(Word(start, end, text) for start, end, text in words)


@pytest.mark.parametrize(
    ("transcript", "captions"),
    [
        (timed(), None),
        (Transcript.from_text("no times"), None),
        (timed((0.5, 0.9, "Yes.")), ["00:00:00.500 --> 00:00:00.900\nYes."]),
        # a sentence ends a caption, and so does a pause
        (
            timed((0.0, 0.4, "I"), (0.4, 0.8, "did."), (0.9, 1.2, "Then"), (2.5, 3.0, "all")),
            [
                "00:00:00.000 --> 00:00:00.800\nI did.",
                "00:00:00.900 --> 00:00:01.200\nThen",
                "00:00:02.500 --> 00:00:03.000\nall",
            ],
        ),
        # markup and arrows are text
        (
            timed((3600.0, 3661.25, "<b>-->&")),
            ["01:00:00.000 --> 01:01:01.250\n&lt;b&gt;--&gt;&amp;"],
        ),
        # times that run backwards, are none or negative
        (
            timed((5.0, 6.0, "A."), (1.0, float("nan"), "B."), (-1.0, float("inf"), "C.")),
            [
                "00:00:05.000 --> 00:00:06.000\nA.",
                "00:00:05.000 --> 00:00:05.100\nB.",
                "00:00:05.000 --> 00:00:05.100\nC.",
            ],
        ),
    ],
)  # fmt: skip
def test_captions_by_hand(transcript: Transcript, captions: list[str] | None) -> None:
    """Each case with what a player should show."""
    expected = None if captions is None else "\n\n".join(["WEBVTT", *captions]) + "\n"
    assert to_vtt(transcript) == expected


def test_captions_are_short_enough_to_read() -> None:
    """A long sentence is cut after 84 characters or six seconds."""
    fast = timed(*((n * 0.1, n * 0.1 + 0.1, "quick") for n in range(60)))
    slow = timed(*((n * 1.0, n * 1.0 + 1.0, "slow") for n in range(20)))
    assert max(len(line) for line in (to_vtt(fast) or "").splitlines()) <= 84
    assert (to_vtt(slow) or "").count("-->") == 4  # six words of a second each: 6 + 6 + 6 + 2


@given(transcripts)
@example(Transcript.from_words([Word(0.0, 0.0, " "), Word(0.0, 7.0, "well")]))
def test_captions_are_well_formed(transcript: Transcript) -> None:
    """Every block has one line of times and one of text; the times never run backwards."""
    text = to_vtt(transcript)
    if text is None:
        return
    head, *blocks = text.rstrip("\n").split("\n\n")
    starts = []
    assert head == "WEBVTT"
    for block in blocks:
        times, *lines = block.split("\n")
        start, arrow, end = times.split(" ")
        starts.append(start)
        assert arrow == "-->"
        assert start < end
        assert len(lines) <= 1
        assert not any("-->" in line or "<" in line for line in lines)
    assert starts == sorted(starts)


def test_the_archive_holds_captions_beside_the_sounds(here: SessionStore, tmp_path: Path) -> None:
    """Players find captions by the name of the sound."""
    session = rehearsed(here)
    write_zip(here, session, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        written = archive.read(f"{session.id}/01-take-1.vtt").decode()
    assert "I did." in written
    assert captions_of(session) == {"01-take-1.vtt": written}


def test_the_command_writes_captions_into_a_folder(home: Path, tmp_path: Path) -> None:
    """One file an answer; a file name instead of a folder is a usage error."""
    rehearsed(SessionStore(home / "data" / "sessions"))
    folder = tmp_path / "captions"
    assert run("export", "--format", "vtt", "-o", str(folder)).exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["01-take-1.vtt"]
    assert run("export", "-o", str(tmp_path / "x.vtt")).exit_code == 2


# --- tables -------------------------------------------------------------------------------------------


def test_a_table_has_a_row_for_every_question_and_follow_up(home: Path) -> None:
    """The answer that counts with its measures; what is not known is empty."""
    store = SessionStore(home / "data" / "sessions")
    with store.create(seed=1, model=None, candidate=False) as folder:
        folder.start_turn(question(text="=Why?"), None)
        checks = analysis(60.0, 150.0, example=FULL, fillers=fillers("um"))
        folder.keep_take(write_part(folder.part_path(), tone(0.5)), Transcript.from_text('-"So", I'), checks)
        folder.start_follow_up(question(text="And then?"), None)
        folder.finish()
    written = run("export", "--format", "csv").stdout
    first, second = csv.DictReader(io.StringIO(written, newline=""))
    assert (first["number"], first["follow_up"], first["question"]) == ("1", "no", "'=Why?")
    assert (first["answer"], first["recorded_s"], first["spoken_s"]) == ('\'-"So", I', "0.5", "60")
    assert (first["words_per_minute"], first["fillers"], first["example"]) == ("150", "1", "full")
    assert (second["number"], second["follow_up"], second["answer"]) == ("1", "yes", "")


@given(
    st.lists(st.tuples(st.text(), st.none() | st.integers() | st.floats()), max_size=5),
)
def test_any_cell_can_be_read_back_and_is_no_formula(rows: list[tuple[str, int | float | None]]) -> None:
    """Whatever the texts hold, the table keeps its shape."""
    read = list(csv.reader(io.StringIO(csv_text(("text", "number"), rows), newline="")))
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in read)
