"""The page of a rehearsal opens at once: its sounds were encoded before anybody asks for it."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from makers import question
from rehearsing import Rehearsing
from session_strategies import tone, write_part

from mockinterview.cli import cli
from mockinterview.cli.preparing import prepare_quietly
from mockinterview.clip import Clip
from mockinterview.report import render_report
from mockinterview.store import SessionStore

if TYPE_CHECKING:
    from mockinterview.session import Session
    from mockinterview.store import SessionFolder

SAMPLE = Path(__file__).parents[1] / "audio_fixtures" / "sample_candidate"
MARK = b"as it was encoded before"


@pytest.fixture
def store() -> SessionStore:
    """Return the store that the commands use."""
    return SessionStore.default()


def encoded(store: SessionStore, session_id: str) -> list[str]:
    """Return the names of the sounds that need not be encoded any more."""
    found = (store.root / session_id).glob(".*.report.npz")
    return sorted(path.name.removesuffix(".report.npz")[1:] for path in found)


def is_rendered_from(store: SessionStore, session: Session, audio: str) -> bool:
    """Whether the page holds what was encoded before: a mark left there stands in the page."""
    kept = store.root / session.id / f".{audio}.report.npz"
    with np.load(kept) as arrays:
        marked = {**arrays, "ogg": np.frombuffer(MARK, np.uint8)}
    with kept.open("wb") as file:
        np.savez(file, **marked)
    return base64.b64encode(MARK) in render_report(session, lambda name: store.sound(session, name))


def begun(store: SessionStore) -> SessionFolder:
    """Begin a rehearsal in which an answer was kept and another one is running."""
    folder = store.create(seed=1, model=None, candidate=False)
    folder.start_turn(question(), Clip.silence(0.1))
    folder.keep_take(write_part(folder.part_path(), tone()))
    write_part(folder.part_path(), tone())
    return folder


def cut_off(folder: SessionFolder) -> str:
    """Let go of a rehearsal as a kill does; return its id."""
    folder.close()
    (folder.path / ".lock").touch()
    return folder.session.id


def test_after_an_import_the_page_is_ready(store: SessionStore, tmp_path: Path) -> None:
    """Question and takes are encoded once the rehearsal is here; where a sound is missing, the others are."""
    folder = begun(store)
    folder.finish()
    session, archive = folder.session, str(tmp_path / "x.zip")
    (folder.path / "01-take-2.flac").unlink()
    for arguments in (["export", "-o", archive], ["delete", session.id, "--yes"], ["import", archive]):
        assert CliRunner().invoke(cli, ["sessions", *arguments]).exit_code == 0
    assert encoded(store, session.id) == ["01-question.flac", "01-take-1.flac"]
    assert is_rendered_from(store, session, "01-take-1.flac")


def test_a_broken_sound_keeps_no_import_from_its_end(store: SessionStore, tmp_path: Path) -> None:
    """The rehearsal is here, and its page will say what is wrong."""
    folder = begun(store)
    folder.finish()
    (folder.path / "01-take-1.flac").write_bytes(b"no sound")
    archive = str(tmp_path / "x.zip")
    for arguments in (["export", "-o", archive], ["delete", folder.session.id, "--yes"]):
        CliRunner().invoke(cli, ["sessions", *arguments])
    done = CliRunner().invoke(cli, ["sessions", "import", archive])
    assert done.exit_code == 0
    assert encoded(store, folder.session.id) == ["01-question.flac", "01-take-2.flac"]


def test_what_recovery_adopted_is_made_ready_and_what_is_broken_passed_over(store: SessionStore) -> None:
    """Every sound of every rehearsal that was found, one that vanished meanwhile included."""
    ids = [cut_off(begun(store)) for _ in range(2)]
    recovered = [found.id for found in store.recover()]
    assert sorted(recovered) == sorted(ids)
    (store.root / ids[0] / "01-take-1.flac").write_bytes(b"no sound")
    prepare_quietly(store, ["there is none", *recovered])
    assert encoded(store, ids[0]) == ["01-question.flac", "01-take-2.flac"]
    assert encoded(store, ids[1]) == ["01-question.flac", "01-take-1.flac", "01-take-2.flac"]
    assert is_rendered_from(store, store.load(ids[1]), "01-take-2.flac")


def test_after_a_rehearsal_its_page_is_ready_and_that_of_one_cut_off_before_it(store: SessionStore) -> None:
    """The whole command with the sample candidate and real Whisper."""
    before = cut_off(begun(store))
    arguments = ("--candidate", str(SAMPLE), "--model", "tiny.en", "--questions", "1", "--no-follow-ups")
    with Rehearsing(*arguments, "--json") as rehearsing:
        rehearsing.wait_for("was cut off")
        rehearsing.result()
    session = store.load()
    take = session.turns[0].take
    assert take is not None
    assert take.audio in encoded(store, session.id)
    assert is_rendered_from(store, session, take.audio)
    assert encoded(store, before) == ["01-question.flac", "01-take-1.flac", "01-take-2.flac"]
