"""Clauses: who does what in which tense, with punctuation and without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.analysis.clauses import Clause, find_clauses
from mockinterview.analysis.story import Story


def first(text: str) -> Clause:
    """Return the first clause of a text."""
    return find_clauses(text)[0]


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\n"])
def test_no_words_have_no_clauses(text: str) -> None:
    """Punctuation alone says nothing."""
    assert find_clauses(text) == ()


@pytest.mark.parametrize(
    ("text", "subject", "tense"),
    [
        ("I moved the aisle.", "I", "past"),
        ("We moved the aisle.", "we", "past"),
        ("My brother and I moved the aisle.", "we", "past"),
        ("She moved the aisle.", "other", "past"),
        ("You move the aisle.", "you", "present"),
        ("I was moving the aisle.", "I", "past_progressive"),
        ("I'd moved the aisle.", "I", "past_perfect"),
        ("I'd move the aisle.", "I", "would"),
        ("I would have moved the aisle.", "I", "would"),
        ("I've moved the aisle.", "I", "perfect"),
        ("I'll move the aisle.", "I", "future"),
        ("I didn't move the aisle.", "I", "past"),
        ("I could move the aisle.", "I", "could"),
        ("I used to move the aisle.", "I", "used_to"),
        ("i moved the aisle", "I", "past"),
    ],
)
def test_person_and_tense_are_read(text: str, subject: str, tense: str) -> None:
    """The finite verb says who and when, also through contractions."""
    clause = first(text)
    assert (clause.subject, clause.tense) == (subject, tense)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("I had to explain it to him.", "explain"),
        ("I managed to fix it.", "fix"),
        ("I ended up rewriting the form.", "rewrite"),
        ("I made sure to call every client.", "call"),
        ("I wrote a letter.", "write"),
    ],
)
def test_the_deed_is_what_was_really_done(text: str, deed: str) -> None:
    """Verbs that only lead to another are followed to it."""
    assert first(text).deed == deed


def test_passive_and_negation_are_read() -> None:
    """Both change whose deed it is, or whether there is one."""
    assert first("The guests were moved.").passive
    assert not first("I moved the guests.").passive
    assert first("I never moved the guests.").negated


def test_sentences_without_punctuation_fall_apart_into_their_clauses() -> None:
    """Every finite verb has its clause, though a recogniser wrote no full stop."""
    clauses = find_clauses("I wrote a short script and I brought it to the treasurer and he signed it")
    assert [(clause.subject, clause.verb) for clause in clauses] == [
        ("I", "write"),
        ("I", "bring"),
        ("other", "sign"),
    ]


def test_filled_pauses_stay_out_of_the_grammar() -> None:
    """Hesitation neither makes clauses nor moves their places in the text."""
    text = "Um, I, uh, moved the, er, aisle."
    clause = first(text)
    assert (clause.subject, clause.tense) == ("I", "past")
    assert text[clause.start : clause.end] == "I, uh, moved the, er, aisle"


def test_a_clause_leaves_out_the_and_at_its_ends() -> None:
    """What joins two clauses is part of neither quote."""
    text = "I moved the aisle and I painted the door."
    assert [text[c.start : c.end] for c in find_clauses(text)] == [
        "I moved the aisle",
        "I painted the door",
    ]


def test_a_story_in_the_present_is_read_as_past() -> None:
    """The guest comes in, so the speaker acts: that tells of one evening."""
    story = Story.of("The guest comes in and he is angry. I take his bag and I give him a tea. He laughs.")
    assert len(story.deeds) == 2


def test_a_story_without_verb_endings_is_read_as_past() -> None:
    """Where verbs have no endings, one turn of somebody else is enough to tell of one evening."""
    story = Story.of("I ask the manager and he give me the ok. I take the alarm and I wire it to the door.")
    assert len(story.deeds) == 3


def test_a_habit_in_the_present_stays_present() -> None:
    """Always and usually tell of no evening at all."""
    assert Story.of("I always take the bag and I usually give them a tea.").deeds == ()


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_every_clause_lies_inside_its_text(text: str) -> None:
    """Offsets are those of the answer as it was given, whatever was left out for the grammar."""
    for clause in find_clauses(text):
        assert 0 <= clause.start < clause.end <= len(text)
        assert clause.words
