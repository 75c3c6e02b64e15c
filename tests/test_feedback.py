"""Feedback: plain sentences with evidence, the strongest point first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers import FULL, NONE, analysis, fillers, question

from mockinterview.analysis.achievement import Example, Part
from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.analysis.pauses import Pause
from mockinterview.feedback import (
    Finding,
    core_of,
    feedback_on_story,
    give_feedback,
    ranked,
    seconds,
    shorten,
)
from mockinterview.transcript import Quote


def texts(findings: tuple[Finding, ...], check: str) -> list[str]:
    """Return what one check said."""
    return [finding.text for finding in findings if finding.check == check]


def test_an_answer_without_any_speech_gets_only_what_is_known() -> None:
    """Nobody spoke: no praise and no count is made up."""
    silent = analysis(length=Length(20.0, 0.0, 0), example=None)
    assert give_feedback(silent, question()) == ()


def test_an_answer_that_was_not_transcribed_is_judged_by_its_length_alone() -> None:
    """The recogniser failed: duration is still true, words are not invented."""
    heard = analysis(length=Length(80.0, 75.0, None, None, None, 1.0, 5.0), example=None)
    assert [finding.check for finding in give_feedback(heard, question())] == ["length"]


def test_an_example_that_could_not_be_judged_is_not_mentioned() -> None:
    """Another language: no verdict rather than a wrong one."""
    unknown = Example("none", False, None, None, None, ("episode",), judged=False)
    assert not texts(give_feedback(analysis(example=unknown), question()), "example")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("episode", "no specific example"),
        ("own_action", "not what you did yourself"),
        ("result", "not how it turned out"),
    ],
)
def test_the_one_missing_part_is_named(missing: Part, said: str) -> None:
    """An example was expected and lacks exactly one thing: that one is asked for."""
    partial = Example("partial", False, None, None, None, (missing,))
    found = give_feedback(analysis(example=partial), question())
    assert [said in text for text in texts(found, "example")] == [True]


def test_a_full_example_is_quoted() -> None:
    """Praise comes with the words that earned it."""
    found = give_feedback(analysis(example=FULL), question())[0]
    assert (found.check, found.tone) == ("example", "strength")
    assert "I rebuilt it" in found.text
    assert "it ran for a year" in found.text
    assert [quote.text for quote in found.evidence] == ["I rebuilt it", "it ran for a year"]


def test_a_person_without_an_example_gets_a_kind_word_and_a_tip() -> None:
    """Who says that nothing comes to mind is not told off for it."""
    text = texts(give_feedback(analysis(example=NONE, says_no_example=True), question()), "example")
    assert ["It is fine" in said for said in text] == [True]


def test_written_answers_are_counted_by_their_words() -> None:
    """Text has no minutes: 10 fillers in 100 words are many, none in 39 words is too little to tell."""
    many = analysis(length=Length(None, None, 100), fillers=fillers(*["like"] * 10))
    assert "10 fillers in 100 words" in texts(give_feedback(many, question()), "fillers")[0]
    few = analysis(length=Length(None, None, 39))
    assert not texts(give_feedback(few, question()), "fillers")


def test_no_example_is_demanded_where_none_is_expected() -> None:
    """A question about salary wants no story."""
    salary = question(kind="salary", example_expected=False)
    assert not texts(give_feedback(analysis(example=NONE), salary), "example")


@pytest.mark.parametrize(
    ("spoken", "tone", "said"),
    [
        (20.0, "improve", "you can say more"),
        (59.0, "improve", "you can say more"),
        (60.0, "strength", "good length"),
        (120.0, "strength", "good length"),
        (121.0, "improve", "is enough"),
    ],
)
def test_length_is_held_against_the_zone_of_the_question(spoken: float, tone: str, said: str) -> None:
    """For a target of 90 s the zone is 60 to 120 s."""
    found = [f for f in give_feedback(analysis(spoken), question()) if f.check == "length"]
    assert [(f.tone, said in f.text) for f in found] == [(tone, True)]


@pytest.mark.parametrize(
    ("count", "tone"),
    [
        (0, "strength"),
        (2, "strength"),
        (3, "information"),
        (5, "information"),
        (6, "improve"),
        (20, "improve"),
    ],
)
def test_fillers_are_judged_by_their_rate(count: int, tone: str) -> None:
    """In one minute: 2 do no harm, 5 are average, 12 do harm."""
    found = give_feedback(analysis(60.0, fillers=fillers(*["like"] * count)), question())
    assert [f.tone for f in found if f.check == "fillers"] == [tone]


def test_the_three_most_frequent_fillers_are_named() -> None:
    """Four kinds of fillers were said: the rarest is left out."""
    said = fillers("like", "Like", "like", "so", "so", "well", "well", "right")
    text = texts(give_feedback(analysis(60.0, fillers=said), question()), "fillers")[0]
    assert "“like” (3), “so” (2), “well” (2)" in text
    assert "right" not in text


def test_a_short_answer_gets_no_filler_count() -> None:
    """Below 20 s a rate means nothing, so it is not given."""
    short = analysis(15.0, wpm=None, fillers=fillers("um", "um", "um"))
    assert not texts(give_feedback(short, question()), "fillers")


def test_hesitations_beside_the_transcript_make_the_count_a_lower_bound() -> None:
    """What was found beside the words is said as "at least"."""
    found = Hesitations((Hesitation(1.0, 1.4, 0.9, ("sound",)),) * 6)
    text = texts(give_feedback(analysis(60.0, hesitations=found), question()), "fillers")[0]
    assert "at least 6 fillers" in text


def test_how_often_fillers_come_is_said_by_time_and_by_words() -> None:
    """Six in one minute and 120 words, and which of them were ums."""
    ums = tuple(replace(um, kind="filled_pause") for um in fillers("um", "uh"))
    said = analysis(60.0, wpm=120.0, fillers=(*ums, *fillers("like", "like", "so", "like")))
    text = texts(give_feedback(said, question()), "fillers")[0]
    assert "6 fillers in 1 minute, 2 of them um or uh (6 a minute, 5 per 100 words)" in text


@pytest.mark.parametrize(
    ("heard", "found", "said"),
    [
        (("um", "um", "like"), 1, "“um” (3, 1 by the sound alone), “like” (1)"),
        (("like",), 2, "“um” (2, by its sound alone), “like” (1)"),
        (("um", "like"), 0, "“um” (1), “like” (1)"),
    ],
)
def test_what_was_not_written_down_is_never_passed_off_as_heard(
    heard: tuple[str, ...], found: int, said: str
) -> None:
    """Ums that were found by their sound are counted, and said to be."""
    hesitations = Hesitations((Hesitation(1.0, 1.4, 0.9, ("sound",)),) * found)
    checks = analysis(60.0, fillers=fillers(*heard), hesitations=hesitations)
    assert f"mostly {said}" in texts(give_feedback(checks, question()), "fillers")[0]


def test_too_noisy_to_count_is_never_praised() -> None:
    """Hardly any fillers were found, but the recording is too noisy to know."""
    found = give_feedback(analysis(60.0, hesitations=Hesitations(too_noisy=True)), question())
    assert not [f for f in found if f.check == "fillers" and f.tone == "strength"]


@pytest.mark.parametrize(
    ("wpm", "tone"),
    [
        (80.0, "improve"),
        (110.0, "information"),
        (145.0, "strength"),
        (180.0, "information"),
        (210.0, "improve"),
    ],
)
def test_pace_is_held_against_comfortable_speech(wpm: float, tone: str) -> None:
    """120 to 170 words a minute are easy to follow, below 100 and above 190 are not."""
    found = give_feedback(analysis(60.0, wpm=wpm), question())
    assert [f.tone for f in found if f.check == "pace"] == [tone]


def test_a_stall_is_told_with_its_place_and_a_thinking_pause_is_not() -> None:
    """Three seconds to think are fine, seven are worth a word."""
    assert not texts(give_feedback(analysis(pauses=(Pause(5.0, 8.0),)), question()), "pauses")
    found = give_feedback(analysis(pauses=(Pause(5.0, 12.0),)), question())
    stall = next(f for f in found if f.check == "pauses")
    assert "7 seconds" in stall.text
    assert (stall.evidence[0].start, stall.evidence[0].end) == (5.0, 12.0)


def test_the_strongest_point_comes_first_and_the_one_thing_to_do_better_second() -> None:
    """Order is what a nervous person reads first."""
    found = ranked(
        (
            Finding("pace", "improve", "slower", weight=0.4),
            Finding("length", "improve", "shorter", weight=0.8),
            Finding("pace", "information", "fact", weight=0.9),
            Finding("fillers", "strength", "few", weight=0.5),
        )
    )
    assert [finding.text for finding in found] == ["few", "shorter", "fact", "slower"]
    assert [finding.text for finding in core_of(found)] == ["few", "shorter"]


def test_without_a_strength_none_is_made_up() -> None:
    """Vague praise is worse than none."""
    assert [f.tone for f in core_of((Finding("pace", "improve", "slower"),))] == ["improve"]


def test_a_story_completed_by_the_follow_up_is_praised_with_its_result() -> None:
    """The follow-up brought the missing part."""
    found = feedback_on_story(FULL)
    assert [f.tone for f in found] == ["strength"]
    assert "it ran for a year" in found[0].text


def test_a_story_that_still_lacks_its_result_says_so_once() -> None:
    """No second follow-up: one sentence of what would complete it."""
    partial = Example("partial", False, None, Quote("I rebuilt it", 0, 12), None, ("result",))
    assert ["not how it turned out" in f.text for f in feedback_on_story(partial)] == [True]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0 seconds"),
        (1.2, "1 second"),
        (59.6, "1 minute"),
        (60.0, "1 minute"),
        (61.0, "1 minute 1 second"),
        (125.0, "2 minutes 5 seconds"),
    ],
)
def test_lengths_are_said_in_plain_words(value: float, said: str) -> None:
    """Fit to be spoken aloud."""
    assert seconds(value) == said


def test_a_long_quote_is_cut_with_an_ellipsis() -> None:
    """The ear cannot hold thirty quoted words."""
    assert shorten("one two three", words=2) == "one two …"
    assert shorten("one two", words=2) == "one two"
