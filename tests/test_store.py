"""The session store: kept step by step, private, read with suspicion."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from full_disk import full_disk
from hypothesis import given, settings
from hypothesis import strategies as st
from session_strategies import QUESTION, sessions, tone, write_part

from mockinterview.analysis.achievement import Example
from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip, pcm_of
from mockinterview.errors import BadAudio, BadSession, StorageError
from mockinterview.ports import EndReason, Recording
from mockinterview.remedy import Remedy
from mockinterview.session import Session, Take, Turn
from mockinterview.store import Broken, Listed, Place, SessionStore
from mockinterview.store.edit import change_take
from mockinterview.store.index import forget
from mockinterview.store.lock import Busy, locked
from mockinterview.store.part_file import keep_sound, settle
from mockinterview.store.session_file import MAX_BYTES, migrate, parse_session, write_session
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mockinterview.store import SessionFolder

TRANSCRIPT = Transcript.from_text("I fixed it.")


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    """Return an empty store whose clock goes on a minute at each look."""
    minutes = count()
    begin = datetime(2026, 11, 25, 14, 3, 22).astimezone()  # ids are in local time, wherever that is
    return SessionStore(tmp_path / "data" / "sessions", lambda: begin + timedelta(minutes=next(minutes)))


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let the system make files that everybody may read and write."""
    old = os.umask(0)
    yield
    os.umask(old)


def begin(store: SessionStore) -> SessionFolder:
    """Begin a session."""
    return store.create(seed=7, model="tiny.en", candidate=False)


def answer(folder: SessionFolder, transcript: Transcript | None = None, *, follow_up: bool = False) -> None:
    """Answer the question that was asked last, or its follow-up, with half a second of tone."""
    folder.keep_take(write_part(folder.part_path(follow_up=follow_up), tone()), transcript)


def finished(store: SessionStore) -> Session:
    """Keep a session with one question and one answer."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    answer(folder, TRANSCRIPT)
    folder.finish()
    return folder.session


# --- keeping ------------------------------------------------------------------------------------------


def test_every_step_is_on_the_disk_at_once(store: SessionStore) -> None:
    """After each step, what the disk says equals the session in memory."""
    folder = begin(store)
    example = Example("partial", False, None, None, None, ("result",))
    steps: tuple[Callable[[], object], ...] = (
        lambda: folder.start_turn(QUESTION, Clip.silence(0.2)),
        lambda: answer(folder),
        lambda: answer(folder, TRANSCRIPT),
        lambda: folder.start_follow_up(replace(QUESTION, id="more"), Clip.silence(0.1)),
        lambda: answer(folder, follow_up=True),
        lambda: folder.set_story(example),
        lambda: folder.start_turn(QUESTION),
        folder.finish,
    )
    for step in steps:
        step()
        assert store.load("last") == folder.session
    turn = folder.session.turns[0]
    assert [take.audio for take in turn.takes] == ["01-take-1.flac", "01-take-2.flac"]
    assert turn.take is not None
    assert turn.take.transcript == TRANSCRIPT
    assert turn.question_audio == "01-question.flac"
    assert turn.follow_up is not None
    assert turn.follow_up.question_audio == "01-follow-up-question.flac"
    assert [take.audio for take in turn.follow_up.takes] == ["01-follow-up-take-1.flac"]
    assert turn.story == example
    assert len(folder.session.turns) == 2


def test_an_answer_is_kept_bit_for_bit(store: SessionStore) -> None:
    """The FLAC file holds exactly the recorded samples, and the part file is gone."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    samples = np.array([0, 1, -1, 32767, -32768, 12345] * 1000, dtype=np.int16)
    part = folder.part_path()
    folder.keep_take(write_part(part, samples))
    kept, sample_rate = soundfile.read(folder.path / "01-take-1.flac", dtype="int16")
    assert sample_rate == 48_000
    np.testing.assert_array_equal(kept, samples)
    assert not part.exists()


def test_the_spoken_question_is_kept(store: SessionStore) -> None:
    """The question's sound can be read back with its length and rate."""
    folder = begin(store)
    folder.start_turn(QUESTION, Clip(np.full(2205, 0.5, dtype=np.float32), 22_050))
    clip = read_clip(store.sound(folder.session, "01-question.flac"))
    assert clip.sample_rate == 22_050
    assert clip.duration == pytest.approx(0.1)
    assert clip.peak == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize("content", [b"", b"no sound at all, but more bytes than a header has" * 2])
def test_an_unreadable_recording_is_kept_as_it_is(store: SessionStore, content: bytes) -> None:
    """A recording that is no sound becomes a take under a final name, byte for byte."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    part = folder.part_path()
    part.write_bytes(content)
    folder.keep_take(Recording(part, 0.0, EndReason.DEVICE_LOST, None))
    take = store.load().turns[0].take
    assert take is not None
    assert take.audio == "01-take-1.wav"
    assert take.ended == "device lost"
    assert (folder.path / take.audio).read_bytes() == content
    assert not part.exists()
    assert (take.note is None) == (content == b"")


def test_an_empty_recording_is_kept_as_wav(store: SessionStore) -> None:
    """No sample at all cannot be FLAC; the WAV file stays and can be read."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    folder.keep_take(write_part(folder.part_path(), tone(0.0)))
    assert read_clip(store.sound(folder.session, "01-take-1.wav")).duration == 0


def test_a_part_path_never_meets_a_file_that_is_there(store: SessionStore) -> None:
    """A recording that nobody kept is not overwritten by the next one."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    first = folder.part_path()
    write_part(first, tone())
    assert first.name == "01-take-1.part.wav"
    assert folder.part_path().name == "01-take-2.part.wav"


def test_a_broken_off_recording_is_kept(store: SessionStore) -> None:
    """After an interrupt the recording becomes a take that says so."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    write_part(folder.part_path(), tone(0.5))
    folder.keep_interrupted()
    take = store.load().turns[0].take
    assert take is not None
    assert (take.audio, take.duration, take.ended) == ("01-take-1.flac", 0.5, "program ended")
    assert take.note is not None


def test_a_judgement_may_come_later(store: SessionStore) -> None:
    """A take without a transcript gets one through `open`."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    answer(folder)
    folder.finish()
    with store.open("last") as again:
        again.change(
            lambda session: change_take(
                session, Place(1), "01-take-1.flac", lambda take: replace(take, transcript=TRANSCRIPT)
            )
        )
    take = store.load().turns[0].take
    assert take is not None
    assert take.transcript == TRANSCRIPT
    assert store.load().ended == folder.session.ended


@pytest.mark.usefixtures("open_umask")
def test_nobody_else_may_read_anything(store: SessionStore) -> None:
    """Whatever the umask, files have 0600 and folders 0700."""
    folder = begin(store)
    folder.start_turn(QUESTION, Clip.silence(0.1))
    answer(folder)
    part = folder.part_path()
    part.write_bytes(b"no sound at all, but more bytes than a header has" * 2)
    folder.keep_take(Recording(part, 0.0, EndReason.DONE, None))
    store.list()
    everything = [store.root.parent, *store.root.parent.rglob("*")]
    assert {".lock", ".index.json", "session.json", "01-take-2.wav"} <= {path.name for path in everything}
    modes = {path: path.stat().st_mode & 0o777 for path in everything}
    assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items()), modes


def test_a_session_that_cannot_be_begun_leaves_nothing(store: SessionStore) -> None:
    """On a full disk there is one plain line, and no folder."""
    store.root.mkdir(parents=True)
    with full_disk(10), pytest.raises(StorageError, match="cannot write"):
        begin(store)
    assert [path.name for path in store.root.iterdir()] == [".lock"]


def test_after_a_failed_write_the_session_in_memory_is_right(store: SessionStore) -> None:
    """When the folder cannot be written each step says so, and the loop can go on."""
    folder = begin(store)
    folder.path.rename(folder.path.with_name("elsewhere"))
    folder.path.touch()  # in its way
    with pytest.raises(StorageError, match="cannot write"):
        folder.start_turn(QUESTION, Clip.silence(0.1))
    with pytest.raises(StorageError, match="cannot write"):
        folder.keep_take(Recording(folder.part_path(), 3.0, EndReason.DONE, 0.2), TRANSCRIPT)
    assert folder.session.turns[0].question == QUESTION
    assert [take.transcript for take in folder.session.turns[0].takes] == [TRANSCRIPT]
    with pytest.raises(StorageError):
        folder.finish()
    assert folder.session.ended is not None


def test_a_later_step_writes_what_an_earlier_one_could_not(store: SessionStore) -> None:
    """When the disk works again, all of it is written and the recordings get their final form."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    recording = write_part(folder.part_path(), tone())
    away = folder.path.with_name("elsewhere")
    folder.path.rename(away)
    folder.path.touch()  # in its way
    with pytest.raises(StorageError):
        folder.keep_take(recording)
    folder.path.unlink()
    away.rename(folder.path)
    folder.start_turn(QUESTION)
    folder.finish()
    assert store.load() == folder.session
    take = folder.session.turns[0].take
    assert take is not None
    assert store.sound(folder.session, take.audio).exists()
    assert not recording.path.exists()


# --- reading ------------------------------------------------------------------------------------------


@given(session=sessions)
@settings(max_examples=60)
def test_any_session_is_read_back_as_it_was(
    session: Session, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Writing and reading gives the same session, value for value."""
    folder = tmp_path_factory.mktemp("store") / session.id
    folder.mkdir()
    write_session(folder, session)
    # Compared as text, where NaN equals NaN and 0 does not equal False.
    assert repr(parse_session((folder / "session.json").read_bytes(), session.id)) == repr(session)


def test_a_number_that_is_none_does_not_make_a_session_unreadable(store: SessionStore) -> None:
    """NaN, should a measure ever give it, comes back as NaN."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    folder.keep_take(replace(write_part(folder.part_path(), tone()), duration=math.nan))
    take = store.load().turns[0].take
    assert take is not None
    assert math.isnan(take.duration)


def as_json(session: Session) -> dict[str, Any]:
    """Return a session as the JSON object in its file."""
    from pydantic import TypeAdapter

    document = TypeAdapter(Session).dump_python(session, mode="json")
    assert isinstance(document, dict)
    return document


def with_take(**changed: object) -> bytes:
    """Return a session of one take as JSON, with some fields of the take changed."""
    take = Take("01-take-1.flac", 1.0, "done", TRANSCRIPT)
    document = as_json(Session("x", "", None, 1, None, False, (Turn(QUESTION, None, (take,)),)))
    document["turns"][0]["takes"][0].update(changed)
    return json.dumps(document).encode()


def test_the_unchanged_document_of_these_tests_is_good() -> None:
    """What the next table breaks is whole before."""
    assert parse_session(with_take(), "x").turns[0].takes[0].transcript == TRANSCRIPT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"\xff\xfe\x00",
        b'{"schema": 1}',
        b'{"schema": "1"}',
        b'{"schema": true}',
        b'{"schema": 0}',
        b'{"schema": -1}',
        b'{"schema": 1e9}',
        b'{"schema": 1, "id": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"schema": 1, "turns": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        with_take(duration="1.0"),
        with_take(duration=None),
        with_take(ended="\x1b[31m"),
        with_take(audio="../../etc/passwd"),
        with_take(audio="/etc/passwd"),
        with_take(audio="..\\x.flac"),
        with_take(audio="C:x.flac"),
        with_take(audio=".."),
        with_take(audio=".lock"),
        with_take(audio=""),
        with_take(audio="a\x00b"),
        with_take(audio="x.flac\n"),
        with_take(transcript={"text": "I", "words": [{"start": 0, "end": 1, "text": "you"}]}),
        with_take(transcript={"text": "I", "words": "I"}),
    ],
)
def test_a_broken_file_is_refused_in_one_plain_line(data: bytes) -> None:
    """Whatever is wrong, the only error is BadSession, on one harmless line."""
    with pytest.raises(BadSession) as caught:
        parse_session(data, "x")
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 300


def test_a_follow_up_has_no_follow_up() -> None:
    """Deeper nesting than the program writes is refused."""
    inner = Turn(QUESTION, follow_up=Turn(QUESTION, follow_up=Turn(QUESTION)))
    document = as_json(Session("x", "", None, 1, None, False, (inner,)))
    with pytest.raises(BadSession, match="follow-up of a follow-up"):
        parse_session(json.dumps(document).encode(), "x")


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_random_bytes_are_no_session(data: bytes) -> None:
    """Nothing but BadSession comes of random bytes."""
    with pytest.raises(BadSession):
        parse_session(data, "x")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(session=sessions, value=json_values, data=st.data())
@settings(max_examples=100)
def test_a_value_of_the_wrong_kind_anywhere_is_read_or_refused(
    session: Session, value: object, data: st.DataObject
) -> None:
    """Any one value replaced by another: a session or BadSession, never another error."""
    document = as_json(session)
    at: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not at[key] or not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            break
        at = at[key]
    at[key] = value
    with suppress(BadSession):
        parse_session(json.dumps(document).encode(), "x")


def test_a_newer_session_asks_for_an_update() -> None:
    """A higher schema is refused before anything else in the file is looked at."""
    with pytest.raises(BadSession, match="newer version of mockinterview; update it"):
        parse_session(b'{"schema": 2, "turns": "of another kind"}', "x")


def test_a_huge_file_is_refused_unread(store: SessionStore) -> None:
    """A file beyond any session's size is not parsed."""
    session = finished(store)
    with (store.root / session.id / "session.json").open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(BadSession, match="too large"):
        store.load(session.id)


def test_ten_megabytes_of_text_are_refused() -> None:
    """Much data of the wrong kind is refused as little data is."""
    with pytest.raises(BadSession):
        parse_session(b'{"schema": 1, "id": "' + b"x" * 10_000_000 + b'"}', "x")


def test_an_older_document_goes_through_every_step() -> None:
    """From version 1 to 3 both steps are applied in order, and the version is raised."""
    steps = {1: lambda d: d | {"path": [1]}, 2: lambda d: d | {"path": [*d["path"], 2]}}
    assert migrate({"schema": 1}, 1, steps, 3) == {"schema": 3, "path": [1, 2]}
    with pytest.raises(KeyError):
        migrate({"schema": 0}, 0, steps, 3)


def test_a_sound_is_never_fetched_from_elsewhere(store: SessionStore, tmp_path: Path) -> None:
    """A link out of the folder, a folder, or nothing at all is no sound."""
    session = finished(store)
    secret = tmp_path / "secret.flac"
    soundfile.write(secret, tone(), 48_000)
    folder = store.root / session.id
    (folder / "link.flac").symlink_to(secret)
    (folder / "folder.flac").mkdir()
    for name in ("link.flac", "folder.flac", "none.flac", "../secret.flac", str(secret)):
        with pytest.raises(BadAudio, match="missing"):
            store.sound(session, name)


def test_a_linked_session_file_is_refused(store: SessionStore, tmp_path: Path) -> None:
    """`session.json` itself must lie in its folder."""
    session = finished(store)
    path = store.root / session.id / "session.json"
    path.rename(tmp_path / "away.json")
    path.symlink_to(tmp_path / "away.json")
    with pytest.raises(BadSession, match=r"no session\.json"):
        store.load(session.id)


# --- finding and listing ------------------------------------------------------------------------------


def test_an_empty_store_says_what_to_do(store: SessionStore) -> None:
    """Nothing to list, and a reference to a session says how the first is made."""
    assert store.list() == ()
    assert store.recover() == ()
    with pytest.raises(BadSession) as caught:
        store.load("last")
    assert caught.value.remedy == Remedy("first_rehearsal")


def test_a_session_is_found_by_id_beginning_or_last(store: SessionStore) -> None:
    """Each way to name a session gives its id; an unclear one is refused."""
    old, new = finished(store), finished(store)
    assert old.id < new.id
    assert store.find(old.id) == old.id
    assert store.find(old.id[:-2]) == old.id
    assert store.find("last") == new.id
    for ref, problem in (("2026", "2 sessions begin with"), ("1999", "no session"), ("", "no session")):
        with pytest.raises(BadSession, match=problem):
            store.find(ref)


@pytest.mark.parametrize("ref", ["..", "../sessions", "/", ".", ".lock", "~", "*"])
def test_a_reference_never_leaves_the_store(store: SessionStore, ref: str) -> None:
    """Paths are no references, for reading and for deleting."""
    finished(store)
    with pytest.raises(BadSession):
        store.load(ref)
    with pytest.raises(BadSession):
        store.delete(ref)
    assert len(store.list()) == 1


def test_the_list_is_newest_first_and_a_broken_session_hides_no_other(store: SessionStore) -> None:
    """Broken ones stand in their place with the reason."""
    first, second, third, fourth = (finished(store).id for _ in range(4))
    (store.root / second / "session.json").write_bytes(b"{")
    (store.root / third / "session.json").unlink()
    for _ in range(2):  # the second time from what is remembered
        listed = store.list()
        assert [type(item) for item in listed] == [Listed, Broken, Broken, Listed]
        assert [item.id if isinstance(item, Broken) else item.headline.id for item in listed] == [
            fourth,
            third,
            second,
            first,
        ]
        assert isinstance(listed[0], Listed)
        assert (listed[0].headline.questions, listed[0].headline.recorded_s) == (1, 0.5)
        assert listed[0].state == "complete"


def test_a_change_shows_in_the_list(store: SessionStore) -> None:
    """What is remembered of a session never outlives a change of its file."""
    folder = begin(store)
    for questions in range(3):
        listed = store.list()[0]
        assert isinstance(listed, Listed)
        assert (listed.headline.questions, listed.state) == (questions, "running")
        folder.start_turn(QUESTION)
    folder.close()
    listed = store.list()[0]
    assert isinstance(listed, Listed)
    assert listed.state == "cut off"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"x": {"size": "big"}}', b"\xff"])
def test_a_broken_memory_of_the_list_is_made_anew(store: SessionStore, content: bytes) -> None:
    """The index is only a memory: rubbish in it changes nothing."""
    session = finished(store)
    expected = store.list()
    (store.root / ".index.json").write_bytes(content)
    assert store.list() == expected
    assert session.id in (store.root / ".index.json").read_text()


def test_foreign_files_are_no_sessions(store: SessionStore, tmp_path: Path) -> None:
    """Files, links and hidden folders in the store's folder are left alone."""
    session = finished(store)
    (store.root / "notes.txt").write_text("mine")
    (store.root / ".hidden").mkdir()
    (store.root / "linked").symlink_to(tmp_path)
    assert len(store.list()) == 1
    assert store.find("last") == session.id


def test_a_recording_whose_header_the_disk_refused_is_heard_in_full(tmp_path: Path) -> None:
    """It stays as WAV, where there is no room for a FLAC, and players believe its header."""
    part, noise = tmp_path / "01-take-1.part.wav", np.random.default_rng(1).uniform(-0.5, 0.5, 32_000)
    soundfile.write(part, noise[:16_000], 16_000, subtype="PCM_16")
    with part.open("ab") as file:
        file.write(pcm_of(noise[16_000:].astype(np.float32)))
    with full_disk(1_000):
        kept = keep_sound(part)
        settle(part, kept.audio)
    assert kept.audio == "01-take-1.wav"
    assert read_clip(tmp_path / kept.audio).duration == kept.duration == 2.0


# --- deleting -----------------------------------------------------------------------------------------


def test_deleting_leaves_nothing(store: SessionStore) -> None:
    """The folder, and what the list remembered of it, are gone; others stay."""
    kept, doomed = finished(store), finished(store)
    store.list()
    assert store.delete(doomed.id) == doomed.id
    assert [path.name for path in store.root.iterdir() if not path.name.startswith(".")] == [kept.id]
    assert doomed.id not in (store.root / ".index.json").read_text()


def test_what_was_deleted_is_forgotten_on_a_full_disk(store: SessionStore) -> None:
    """Where the index cannot be written anew, nothing is remembered of any; the next list is whole."""
    kept, doomed = finished(store), finished(store)
    store.list()
    with full_disk(0):
        store.delete(doomed.id)
    assert not (store.root / ".index.json").exists()
    assert [item.headline.id for item in store.list() if isinstance(item, Listed)] == [kept.id]


def test_what_was_deleted_is_forgotten_beside_another_program(store: SessionStore) -> None:
    """One that writes there for longer than anybody waits keeps nothing of it alive."""
    doomed = finished(store)
    store.list()
    with locked(store.root / ".lock"):
        forget(store.root, doomed.id, patience=0.0)
    assert not (store.root / ".index.json").exists()


def test_a_running_session_is_not_deleted(store: SessionStore) -> None:
    """The lock of a running session forbids to delete or to open it."""
    folder = begin(store)
    folder.start_turn(QUESTION)
    with pytest.raises(StorageError, match="still running"):
        store.delete(folder.session.id)
    with pytest.raises(StorageError, match="in use"):
        store.open(folder.session.id)
    folder.finish()
    store.delete(folder.session.id)
    assert store.list() == ()


def test_a_broken_session_can_be_deleted(store: SessionStore) -> None:
    """What cannot be read can be removed."""
    session = finished(store)
    (store.root / session.id / "session.json").write_bytes(b"{")
    store.delete(session.id)
    assert store.list() == ()


# --- setting aside ------------------------------------------------------------------------------------


def hidden(store: SessionStore) -> list[str]:
    """Return what lies hidden beside the sessions, without the lock and the index."""
    return sorted(path.name for path in store.root.glob(".aside-*"))


def test_set_aside_is_not_listed_and_comes_back_as_it_was(store: SessionStore) -> None:
    """Neither the list nor an id finds it; brought back, every file of it is the same."""
    kept, other = finished(store), finished(store)
    files = {path.name: path.read_bytes() for path in (store.root / kept.id).iterdir()}
    store.list()
    aside = store.aside()
    aside.put(kept.id)
    assert [item.headline.id for item in store.list() if isinstance(item, Listed)] == [other.id]
    with pytest.raises(BadSession, match="there is no session"):
        store.load(kept.id)
    assert list(aside.ids) == [kept.id]
    aside.bring_back(kept.id)
    assert list(aside.ids) == []
    assert {path.name: path.read_bytes() for path in (store.root / kept.id).iterdir()} == files
    listed = [item for item in store.list() if isinstance(item, Listed)]
    assert [item.headline.id for item in listed] == [other.id, kept.id]
    assert listed[0].asked == (QUESTION.text,)


def test_what_is_set_aside_is_private(store: SessionStore, open_umask: None) -> None:  # noqa: ARG001
    """Nobody else may look into the hidden folder, whatever the system's default is."""
    kept = finished(store)
    store.aside().put(kept.id)
    (folder,) = store.root.glob(".aside-*")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / ".lock").stat().st_mode & 0o777 == 0o600
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_a_running_session_is_not_set_aside(store: SessionStore) -> None:
    """It stays where it is, and is said to run."""
    folder = begin(store)
    aside = store.aside()
    with pytest.raises(Busy, match="still running"):
        aside.put(folder.session.id)
    assert aside.ids == ()
    assert store.load() == folder.session


@pytest.mark.parametrize("name", ["2026-01-01-000000-none", ".lock", "..", "", ".", "a/../../b"])
def test_only_a_session_is_set_aside(store: SessionStore, name: str) -> None:
    """A name that is none, or leaves the folder, moves nothing and brings back nothing."""
    kept = finished(store)
    aside = store.aside()
    with pytest.raises(BadSession):
        aside.put(name)
    with pytest.raises(BadSession):
        aside.bring_back(name)
    assert store.load() == kept
    assert store.root.is_dir()


def test_others_leave_it_alone_while_its_program_lives_and_delete_it_afterwards(store: SessionStore) -> None:
    """A process that sets a session aside is killed: until then `recover` keeps it, then nothing stays."""
    kept = finished(store)
    script = (
        "import sys; from pathlib import Path; from mockinterview.store import SessionStore\n"
        "aside = SessionStore(Path(sys.argv[1])).aside(); aside.put(sys.argv[2])\n"
        "print('put', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(store.root), kept.id]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "put\n"
        store.recover()
        (folder,) = store.root.glob(".aside-*")
        assert [path.name for path in folder.glob("*/*")] == [kept.id]
        program.kill()
    store.recover()
    assert hidden(store) == []
    assert store.list() == ()


def test_emptied_nothing_of_it_stays(store: SessionStore) -> None:
    """All of it is gone for good, twice is once, and more can be set aside afterwards."""
    first, second = finished(store), finished(store)
    aside = store.aside()
    aside.put(first.id)
    aside.empty()
    aside.empty()
    assert hidden(store) == []
    with pytest.raises(BadSession, match="cannot be brought back"):
        aside.bring_back(first.id)
    aside.put(second.id)
    aside.bring_back(second.id)
    assert store.load() == second


def test_an_id_that_comes_again_hides_nothing(store: SessionStore, tmp_path: Path) -> None:
    """The same rehearsal out of an archive can be set aside too; both come back, the last one first."""
    kept = finished(store)
    copy = tmp_path / "copy"
    shutil.copytree(store.root / kept.id, copy)
    aside = store.aside()
    aside.put(kept.id)
    shutil.copytree(copy, store.root / kept.id)
    (store.root / kept.id / "second").touch()
    with pytest.raises(BadSession, match="another session"):
        aside.bring_back(kept.id)
    aside.put(kept.id)
    aside.bring_back(kept.id)
    assert (store.root / kept.id / "second").exists()
    shutil.rmtree(store.root / kept.id)
    aside.bring_back(kept.id)
    assert store.load() == kept


def test_a_broken_session_is_set_aside_and_brought_back(store: SessionStore) -> None:
    """What cannot be opened can be got rid of all the same."""
    kept = finished(store)
    (store.root / kept.id / "session.json").write_text("{", "utf-8")
    aside = store.aside()
    aside.put(kept.id)
    assert store.list() == ()
    aside.bring_back(kept.id)
    (item,) = store.list()
    assert isinstance(item, Broken)


@settings(max_examples=25)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["put", "back", "recover", "list"]), st.integers(0, 2)), max_size=12
    )
)
def test_whatever_is_done_no_session_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    """Each is either in the list or can be brought back, and never both."""
    store = SessionStore(tmp_path_factory.mktemp("aside"))
    names = [f"2026-11-25-14000{n}-abcd" for n in range(3)]
    for name in names:
        (store.root / name).mkdir()
        kept = Session(name, "2026-11-25", "2026-11-25", 1, None, candidate=False, turns=(Turn(QUESTION),))
        write_session(store.root / name, kept)
    aside, away = store.aside(), set[str]()
    for step, number in steps:
        name = names[number]
        if step in ("put", "back") and (step == "put") == (name in away):
            with pytest.raises(BadSession):
                (aside.put if step == "put" else aside.bring_back)(name)
        elif step == "put":
            aside.put(name)
            away.add(name)
        elif step == "back":
            aside.bring_back(name)
            away.remove(name)
        elif step == "recover":
            store.recover()
        listed = {item.headline.id for item in store.list() if isinstance(item, Listed)}
        assert listed == set(names) - away
        assert set(aside.ids) == away
    aside.empty()
    assert hidden(store) == []


def test_an_index_of_an_older_program_is_completed(store: SessionStore) -> None:
    """It lacks the questions: they are read once, and then remembered."""
    kept = finished(store)
    store.list()
    index = store.root / ".index.json"
    entries = json.loads(index.read_text("utf-8"))
    del entries[kept.id]["asked"]
    index.write_text(json.dumps(entries), "utf-8")
    (item,) = store.list()
    assert isinstance(item, Listed)
    assert item.asked == (QUESTION.text,)
    assert json.loads(index.read_text("utf-8"))[kept.id]["asked"] == [QUESTION.text]


def test_a_hostile_question_is_one_short_line_in_the_list(store: SessionStore) -> None:
    """Neither a control character nor a page of text gets into the index."""
    folder = begin(store)
    folder.start_turn(replace(QUESTION, text="\x1b[2J\nWhy\u202e " * 500))
    folder.finish()
    (item,) = store.list()
    assert isinstance(item, Listed)
    (text,) = item.asked
    assert text.startswith("[2J Why [2J Why")
    assert len(text) < 400
    assert text.isprintable()
