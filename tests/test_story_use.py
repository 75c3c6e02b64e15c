"""Which story of the bank was told, and how completely."""

from __future__ import annotations

import pytest

from mockinterview.dossier import BankedStory, Dossier
from mockinterview.preparation.story_use import findings_from, story_used
from mockinterview.transcript import Transcript

COUNT = BankedStory(
    "The stock count",
    "every month our stock was wrong",
    "introduced a daily count of ten articles",
    "far fewer missing pairs",
    "from 40 to 6 a month",
)
BRIDE = BankedStory(
    "The angry bride",
    "a bride's order had been lost before the wedding",
    "drove to the other branch and had the dress altered overnight",
    "she recommended us to her friends",
)
DOSSIER = Dossier(stories=(COUNT, BRIDE))
TOLD = "Our stock was always wrong, so I introduced a daily count of ten articles."
WHOLE = f"{TOLD} After a year only six pairs were missing instead of forty."


@pytest.mark.parametrize(
    "text", ["", "um uh", "...", "I like people.", "The stock market fell.", "\ud800 \x00"]
)
def test_no_story_is_heard_where_none_is_told(text: str) -> None:
    """Two words in common come by chance."""
    use = story_used(Transcript.from_text(text), DOSSIER, ())
    assert use.story is None
    assert findings_from(use) == ()


def test_an_empty_bank_has_no_story() -> None:
    """Nothing banked, nothing recognised."""
    assert story_used(Transcript.from_text(WHOLE), Dossier(), ()).story is None


def test_the_same_story_twice_in_the_bank_is_not_guessed() -> None:
    """Where two fit alike, neither is named."""
    assert story_used(Transcript.from_text(WHOLE), Dossier(stories=(COUNT, COUNT)), ()).story is None


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (TOLD, ("result", "measure")),
        (f"{TOLD} Then far fewer pairs were missing.", ("measure",)),
        (WHOLE, ()),
        (f"{TOLD} As a result the shelves were right.", ("measure",)),
    ],
)
def test_what_is_left_out_of_the_ending_is_named(text: str, left_out: tuple[str, ...]) -> None:
    """Whoever gives the measure has told the result; a result in other words is accepted."""
    use = story_used(Transcript.from_text(text), DOSSIER, ())
    assert use.story == COUNT
    assert use.left_out == left_out


def test_a_left_out_ending_is_something_to_do_better() -> None:
    """The finding cites what the bank holds."""
    (finding,) = findings_from(story_used(Transcript.from_text(TOLD), DOSSIER, ()))
    assert finding.tone == "improve"
    assert "far fewer missing pairs" in finding.text
    assert "from 40 to 6 a month" in finding.text


def test_a_story_told_before_is_noted_with_another_one() -> None:
    """A strength for the whole story, and information that it came already."""
    findings = findings_from(story_used(Transcript.from_text(WHOLE), DOSSIER, ["The stock count"]))
    assert [finding.tone for finding in findings] == ["strength", "information"]
    assert findings[1].text == (
        "You have told “The stock count” already today. “The angry bride” would be another."
    )
