"""Where the fillers are, how many there are, and how they are listed."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import report_sessions as made
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from makers import analysis, fillers
from whisper_parts import one_after_the_other, spoken, tiny_package

from mockinterview.analysis.answer import AnswerAnalysis, analyse_answer
from mockinterview.analysis.filler_places import (
    WORDS_AROUND,
    FillerPlace,
    count_fillers,
    filler_places,
    most_frequent,
)
from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.answer_json import answer_object
from mockinterview.audio_file import write_clip
from mockinterview.cli import cli
from mockinterview.cli.analyze import filler_paragraph, fillers_heading
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

MANY = "um " + "we moved the whole store over one weekend and nobody lost a day of work " * 3


def found_at(*spans: tuple[float, float]) -> Hesitations:
    """Return filled pauses that the transcript lacks."""
    return Hesitations(tuple(Hesitation(start, end, 0.9, ("sound",)) for start, end in spans))


def shown(place: FillerPlace) -> str:
    """Return a place as one line."""
    return f"{place.before}|{place.text}|{place.after}"


def beside(*spans: tuple[float, float], said: Transcript | None = None) -> list[str]:
    """Return the places of filled pauses that were found beside words of a second each."""
    checks = analysis(hesitations=found_at(*spans))
    return [shown(place) for place in filler_places(said or made.transcript("a b c d e f g"), checks)]


# --- places -----------------------------------------------------------------------------------------


def test_nothing_said_has_no_places() -> None:
    """Neither without a transcript nor in an empty one."""
    assert filler_places(None, analysis()) == ()
    assert filler_places(Transcript.from_text(""), analysis()) == ()


def test_what_was_found_without_any_words_still_has_its_time() -> None:
    """The recogniser failed; the sound alone knows when."""
    place = filler_places(None, analysis(hesitations=found_at((3.0, 3.4))))[0]
    assert (place.text, place.source, place.start, place.end) == ("um", "found", 3.0, 3.4)
    assert (place.before, place.after) == ("", "")


@pytest.mark.parametrize(("start", "end"), [(0, 4), (9_000, 9_010), (10, 2), (-5, -1)])
def test_a_filler_that_is_not_in_the_text_breaks_nothing(start: int, end: int) -> None:
    """Words and checks of a broken file need not belong together."""
    filler = Filler("like", "filler_word", None, None, start, end)
    place = filler_places(made.transcript("one two three"), analysis(fillers=(filler,)))[0]
    assert place.text == "like"


@pytest.mark.parametrize("times", [(None, None), (math.nan, math.nan), (math.inf, math.inf)])
def test_words_without_sensible_times_are_passed_over(times: tuple[float | None, float | None]) -> None:
    """The um at 2.5 s stands before the first word that is known to come later."""
    said = Transcript.from_words([Word(0.2, 0.8, "a"), Word(*times, "b"), Word(4.0, 4.5, "c")])
    assert beside((2.4, 2.6), said=said) == ["a b|um|c"]


@pytest.mark.parametrize(
    ("span", "line"),
    [
        ((0.0, 0.1), "|um|a b c d e"),
        ((2.9, 3.1), "a b c|um|d e"),
        ((3.2, 3.4), "a b c|um|d e"),
        ((3.6, 3.8), "b c d|um|e f"),
        ((9.0, 9.4), "c d e f g|um|"),
    ],
    ids=["first", "between", "swallowed by the next word", "swallowed by the word before", "last"],
)
def test_an_um_that_was_found_stands_between_its_words(span: tuple[float, float], line: str) -> None:
    """Three words before it and two behind it, more of one side where the other has none."""
    assert beside(span) == [line]


def test_heard_and_found_are_told_apart_and_stand_in_order() -> None:
    """The um and "you know" were written down, the um before "and" was not."""
    found = filler_places(made.transcript(), made.analysis())
    assert [(place.source, place.kind, shown(place)) for place in found] == [
        ("heard", "filled_pause", "Last spring|um|I rebuilt the"),
        ("heard", "filler_word", "rebuilt the shelf|you know|and it"),
        ("found", "filled_pause", "shelf you know|um|and it"),
    ]
    assert [place.start for place in found] == [2.2, 7.2, 9.0]


def test_a_filler_keeps_the_writing_of_the_transcript() -> None:
    """Punctuation around it stays outside, capitals stay."""
    said = Transcript.from_text("Well, we won. Um, twice.")
    place = next(p for p in filler_places(said, analyse_answer(None, said)) if p.kind == "filled_pause")
    assert shown(place) == "Well, we won.|Um|twice."


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(0, 3)), max_size=5),
    st.lists(st.one_of(st.none(), st.floats(-1, 60)), max_size=12),
)
def test_every_filler_has_one_place_with_at_most_five_words(
    spans: list[tuple[float, float]], starts: list[float | None]
) -> None:
    """Whatever the times are, none is lost and none is told with half the answer."""
    said = Transcript.from_words(
        Word(start, None if start is None else start + 0.5, f"w{n}") for n, start in enumerate(starts)
    )
    places = filler_places(
        said, analysis(hesitations=found_at(*((start, start + length) for start, length in spans)))
    )
    assert sorted(place.start or 0.0 for place in places) == sorted(start for start, _ in spans)
    for place in places:
        around = [*place.before.split(), *place.after.split()]
        assert len(around) == min(WORDS_AROUND, len(starts))
        assert " ".join(around) in said.text


# --- counts -----------------------------------------------------------------------------------------


def rates(checks: AnswerAnalysis) -> tuple[float | None, float | None]:
    """Return fillers a minute and per 100 words."""
    counts = count_fillers(checks)
    return counts.per_minute, counts.per_100_words


def test_filled_pauses_and_filler_words_are_counted_apart() -> None:
    """One um was written down, one found, and one "you know"."""
    counts = count_fillers(made.analysis())
    assert (counts.filled_pauses, counts.filler_words, counts.found, counts.total) == (2, 1, 1, 3)


def test_rates_go_by_the_time_and_by_the_words() -> None:
    """Six in one minute and 120 words: six a minute, five per 100 words."""
    assert rates(analysis(60.0, wpm=120.0, fillers=fillers(*["like"] * 6))) == pytest.approx((6.0, 5.0))


@pytest.mark.parametrize(
    ("length", "minute", "hundred"),
    [
        (Length(15.0, 15.0, 60), False, False),
        (Length(60.0, 60.0, 39), False, False),
        (Length(None, None, 39), False, False),
        (Length(None, None, 40), False, True),
        (Length(20.0, 20.0, 40, 120.0, 120.0), True, True),
        (Length(20.0, 20.0, None), False, False),
        (Length(20.0, 0.0, 0), False, False),
    ],
    ids=["15 s", "39 words", "39 written", "40 written", "20 s and 40 words", "no words", "silence"],
)
def test_a_short_answer_has_no_rates(length: Length, *, minute: bool, hundred: bool) -> None:
    """Below 20 s or 40 words a rate means nothing; what is only written has no minutes."""
    per_minute, per_100_words = rates(analysis(length=length, fillers=fillers("like")))
    assert (per_minute is not None, per_100_words is not None) == (minute, hundred)


@pytest.mark.parametrize(
    ("changes", "unsure"),
    [
        ({}, False),
        ({"hesitations": found_at((1.0, 1.3))}, True),
        ({"hesitations": Hesitations(too_noisy=True)}, True),
    ],
    ids=["all heard", "some found", "too noisy"],
)
def test_a_count_is_a_lower_bound_where_the_sound_had_to_be_asked(
    changes: dict[str, Any], *, unsure: bool
) -> None:
    """What was found once may have been missed elsewhere."""
    assert count_fillers(analysis(**changes)).at_least == unsure


def test_the_most_frequent_are_counted_whatever_their_capitals() -> None:
    """What was found by its sound is an um like the others."""
    checks = analysis(fillers=fillers("Um", "like", "like", "so"), hesitations=found_at((1, 2), (3, 4)))
    assert most_frequent(checks) == (("um", 3), ("like", 2), ("so", 1))
    assert most_frequent(analysis()) == ()


# --- shown and written ------------------------------------------------------------------------------


def test_each_place_is_shown_with_its_time_and_its_words() -> None:
    """Heard by the recogniser and found beside its words look different, in words and in the brackets."""
    lines = [
        line
        for place in filler_places(made.transcript(), made.analysis())
        for line in filler_paragraph(place).lines(80)
    ]
    assert lines == [
        "  0:02 heard  … Last spring [um] I rebuilt the …",
        "  0:07 heard  … rebuilt the shelf [you know] and it …",
        "  0:09 found  … shelf you know [um?] and it …",
    ]


def test_the_heading_says_what_the_list_holds() -> None:
    """At least so many where the sound was asked; no rates where the answer is too short."""
    heading = fillers_heading(count_fillers(made.analysis()))
    assert heading == "Every filler: at least 2 um or uh, 1 filler word (9 a minute, 17 per 100 words)"
    short = analysis(15.0, wpm=None, fillers=fillers("like", "so"))
    assert fillers_heading(count_fillers(short)) == "Every filler: 0 um or uh, 2 filler words"


def test_a_hostile_transcript_cannot_steer_the_terminal() -> None:
    """Words around a filler come from a file."""
    said = Transcript.from_text("\x1b]0;title\x07 um \x1b[2J hello")
    place = filler_places(said, analyse_answer(None, said))[0]
    assert "\x1b" not in "".join(filler_paragraph(place).lines(80))


def written(folder: Path, *arguments: str) -> str:
    """Return what `analyze --text` prints of one answer."""
    file = folder / "answers.jsonl"
    file.write_text(json.dumps({"id": "a1", "question": "Why?", "answer": MANY}) + "\n", "utf-8")
    return CliRunner().invoke(cli, ["analyze", "--text", str(file), *arguments]).output


def test_analyze_lists_every_filler(tmp_path: Path) -> None:
    """A written answer has no times, but each filler has its words."""
    output = written(tmp_path)
    assert "Every filler: 1 um or uh, 0 filler words (2.2 per 100 words)" in output
    assert "  - … [um] we moved the whole store …" in output


def test_the_json_object_has_counts_and_places(tmp_path: Path) -> None:
    """Other programs get the same numbers."""
    answer = json.loads(written(tmp_path, "--json"))
    assert answer["filler_counts"] == {
        "filled_pauses": 1,
        "filler_words": 0,
        "found": 0,
        "per_minute": None,
        "per_100_words": pytest.approx(100 / 46),
        "at_least": False,
    }
    assert [(place["text"], place["source"], place["after"]) for place in answer["filler_places"]] == [
        ("um", "heard", "we moved the whole store")
    ]


def test_a_spoken_answer_has_its_places_in_the_json_object() -> None:
    """Nothing that was there before is gone, and each place has its time."""
    answer = answer_object(made.transcript(), made.analysis())
    assert {"fillers", "hesitations", "length", "pauses", "example"} <= answer.keys()
    assert [place["source"] for place in answer["filler_places"]] == ["heard", "heard", "found"]
    assert answer_object(None, replace(made.analysis(), fillers=()))["filler_places"][0]["before"] == ""


def test_words_from_elsewhere_have_their_ums_found_by_the_ear(tmp_path: Path) -> None:
    """A caption file has no um and leaves no room for one: the model that is here listens for it."""
    tiny_package()
    before, um, after = (
        spoken(text, tmp_path) for text in ("I worked for the city of Boston", "um", "for about ten years.")
    )
    write_clip(tmp_path / "answer.wav", one_after_the_other(before, um, after), file_format="WAV")
    ends = before.duration + um.duration
    said = ["I", "worked", "for", "the", "city", "of", "Boston"]
    step = ends / len(said)
    words = [{"start": k * step, "end": (k + 1) * step, "word": word} for k, word in enumerate(said)]
    words.append({"start": ends, "end": ends + after.duration, "word": "for about ten years."})
    (tmp_path / "words.json").write_text(json.dumps(words), "utf-8")
    arguments = ("--words", str(tmp_path / "words.json"), "--json")
    answer = json.loads(CliRunner().invoke(cli, ["analyze", str(tmp_path / "answer.wav"), *arguments]).stdout)
    assert [word["word"] for word in answer["transcript"]["words"]][-1] == "for about ten years."
    (found,) = answer["hesitations"]
    assert found["start"] < before.duration + um.duration / 2 < found["end"]
