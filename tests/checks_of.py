"""What a manifest says about an answer, held against what the program found in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.word_errors import word_error_rate

WORST_WER = 0.10
SPARE_FILLED_PAUSES = 1
"""So many more may be found in the sound of one answer than were said; none may be missed."""


def assert_as_expected(entry: dict[str, Any], answer: dict[str, Any], target_s: float) -> None:
    """Hold one judged answer, as `--json` prints it, against its manifest entry."""
    expected, analysis = entry["expected"], answer["analysis"]
    assert word_error_rate(entry["transcript"], answer["transcript"]["text"]) <= WORST_WER
    assert_example(expected, analysis["example"])
    length = analysis["length"]
    share = (length["speaking_time_s"] + length["pause_time_s"]) / target_s
    assert expected["length"] == ("short" if share < 2 / 3 else "long" if share > 4 / 3 else "in zone")
    assert filler_words(analysis) == said_fillers(expected)
    assert 0 <= filled_pauses(analysis) - expected["filled_pauses"] <= SPARE_FILLED_PAUSES


def assert_example(expected: dict[str, Any], example: dict[str, Any]) -> None:
    """Hold the judgement of the example against a manifest, what is missing included."""
    assert example["level"] == expected["example"]
    assert example["quantified"] is expected["quantified"]
    if "missing" in expected:
        assert set(example["missing"]) - {"measure"} == set(expected["missing"])


def said_fillers(expected: dict[str, Any]) -> Counter[str]:
    """Return the filler words that a manifest lists."""
    return Counter(word.casefold() for word in expected["filler_words"])


def filler_words(analysis: dict[str, Any]) -> Counter[str]:
    """Return the filler words that were found, without the um and uh."""
    return Counter(f["text"].casefold() for f in analysis["fillers"] if f["kind"] == "filler_word")


def filled_pauses(analysis: dict[str, Any]) -> int:
    """Return how many um and uh were found, in the words and in the sound."""
    return len([f for f in analysis["fillers"] if f["kind"] == "filled_pause"]) + len(analysis["hesitations"])
