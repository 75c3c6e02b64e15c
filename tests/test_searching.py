"""Searching what was said: found by the words of the answers, and forgotten with the rehearsal."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import report_sessions as made
from chromium import complaints_of, needs_chromium
from makers import QUESTION
from studio_parts import FakeShelf, desk, fetch, serving

from mockinterview.cli.studio.searching import WORDS_AFTER, WORDS_BEFORE
from mockinterview.cli.studio.shelf import StoreShelf
from mockinterview.session import Turn
from mockinterview.store import SessionStore
from mockinterview.store.said import SAID_FILE
from mockinterview.store.session_file import write_session
from mockinterview.studio.desk import Hit
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

FIRST = "2026-05-01-101112-abcd"
SECOND = "2026-05-02-101112-abcd"
LONG = f"{'well ' * 30}the Zürich linen {'and so on ' * 10}".strip()


def keep(store: SessionStore, name: str, *answers: str, follow_up: str = "") -> None:
    """Keep a rehearsal with these answers, the last of which may have a follow-up."""
    turns = [Turn(QUESTION, None, (made.take(transcript=Transcript.from_text(text)),)) for text in answers]
    if follow_up:
        more = Turn(QUESTION, None, (made.take(transcript=Transcript.from_text(follow_up)),))
        turns[-1] = replace(turns[-1], follow_up=more)
    (store.root / name).mkdir(parents=True, exist_ok=True)
    write_session(store.root / name, made.session(*turns, id=name))


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    """Return a store with two rehearsals."""
    store = SessionStore(tmp_path / "sessions")
    keep(store, FIRST, "I counted every sheet.", LONG)
    keep(store, SECOND, "I baked bread.", follow_up="It rose by forty percent.")
    return store


def test_words_are_found_where_they_were_said(store: SessionStore) -> None:
    """Whatever their case and accents, with some words around, once a word and rehearsal."""
    search = StoreShelf(store).search
    assert search(["SHEET"]) == {FIRST: (Hit(0, 1, False, "I counted every sheet."),)}
    ((hit,),) = search(["zurich"]).values()
    assert (hit.number, len(hit.text.split())) == (2, WORDS_BEFORE + 1 + WORDS_AFTER + 2)
    assert "Zürich linen" in hit.text
    assert search(["baked", "nothing", "forty"])[SECOND] == (
        Hit(0, 1, False, "I baked bread."),
        Hit(2, 1, True, "It rose by forty percent."),
    )
    assert search([]) == search([""]) == search(["nothing"]) == {}


def test_what_is_new_changed_or_broken_is_seen_at_the_next_search(store: SessionStore) -> None:
    """By the same studio and by another one, whatever stands in the file that remembers it."""
    shelf = StoreShelf(store)
    shelf.search(["x"])
    keep(store, SECOND, "I baked rolls.")
    assert list(shelf.search(["rolls"])) == [SECOND]
    (store.root / SECOND / "session.json").write_text("{")
    assert shelf.search(["rolls"]) == {}
    for content in ("{", '{"a": 1}', json.dumps({FIRST: {"modified_ns": 0, "size": 0, "answers": []}})):
        (store.root / SAID_FILE).write_text(content)
        assert list(StoreShelf(store).search(["sheet"])) == [FIRST]
    assert (store.root / SAID_FILE).stat().st_mode & 0o777 == 0o600


def test_nothing_said_is_remembered_of_what_was_deleted(store: SessionStore) -> None:
    """For good, and while it can be brought back."""
    shelf = StoreShelf(store)
    shelf.search(["x"])
    remembered = store.root / SAID_FILE
    assert "counted every sheet" in remembered.read_text()
    store.delete(FIRST)
    assert "counted every sheet" not in remembered.read_text()
    shelf.set_aside(SECOND)
    assert "bread" not in remembered.read_text()
    assert shelf.search(["bread"]) == {}
    shelf.bring_back(SECOND)
    assert list(shelf.search(["bread"])) == [SECOND]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"words": ["bread"]}, 200),
        ({"words": "bread"}, 422),
        ({"words": ["x"] * 21}, 422),
        ({"words": ["x" * 101]}, 422),
        ({}, 422),
    ],
)
def test_the_page_asks_for_a_few_words(store: SessionStore, body: object, status: int) -> None:
    """Anything else is refused."""
    with serving(desk(shelf=StoreShelf(store))) as studio:
        headers = studio.entered() | {"Content-Type": "application/json", "Accept": "application/json"}
        answer = fetch(
            studio, "/sessions/search", method="POST", headers=headers, body=json.dumps(body).encode()
        )
    assert answer.status == status
    assert ("I baked bread." in answer.text) == (status == 200)


@needs_chromium
def test_the_list_shows_where_it_was_said(browser: Browser) -> None:
    """A word of an answer and one of a question together; what was said is text, never markup."""
    said = {"2026-05-02_10-00-00": "we went to Swallow <img src=x onerror=alert(1)>"}
    with serving(desk(shelf=FakeShelf(said=said))) as studio:
        context = browser.new_context()
        page = context.new_page()
        problems = complaints_of(page)
        page.goto(studio.address)
        page.goto(f"{studio.origin}/sessions")
        page.get_by_label("Search").fill("swallow <img")
        page.get_by_text("None of them.").wait_for()
        page.get_by_label("Search").fill("went proud")
        page.get_by_text("1 of 2 rehearsals").wait_for()
        assert page.locator(".hits").inner_text().splitlines()[-1].endswith(said["2026-05-02_10-00-00"])
        assert page.locator("img").count() == 0
        page.get_by_label("Search").fill("")
        page.get_by_text("2 rehearsals").wait_for()
        assert page.locator(".hits").count() == 0
        assert problems == []
        context.close()
