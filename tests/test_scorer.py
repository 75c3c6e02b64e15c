"""The scorer of the example check, and the answers that it is trained and measured on."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.achievement_data import ONLY_SCORED, load_cases
from mockinterview.analysis.answer_signs import Roles, answer_signs
from mockinterview.analysis.clause_signs import clause_signs
from mockinterview.analysis.scorer import Logistic, scorer
from mockinterview.analysis.story import Story

STORY = Story.of("One day I mended the gate. It held for years.")


def test_every_sign_has_its_weight_and_every_weight_its_sign() -> None:
    """The kept weights belong to this code: nothing is computed in vain, nothing is missing."""
    judge = scorer()
    clause = set(clause_signs(STORY, 0))
    answer = set(answer_signs(STORY, judge.roles(STORY)))
    assert set(judge.action.weights) == set(judge.result.weights) == clause
    assert set(judge.episode.weights) == set(judge.complete.weights) == answer


@pytest.mark.parametrize("text", ["", "Yes.", "One day I mended the gate and it held."])
def test_the_levels_share_one_probability(text: str) -> None:
    """None, partial and full exclude each other and leave nothing out."""
    story = Story.of(text)
    probabilities = scorer().probabilities(story, scorer().roles(story))
    assert sum(probabilities) == pytest.approx(1)
    assert min(probabilities) >= 0


def test_no_clauses_show_no_signs() -> None:
    """An empty answer has every sign at 0."""
    assert set(answer_signs(Story.of(""), Roles((), ())).values()) == {0.0}


def test_a_logistic_regression_weighs_its_signs() -> None:
    """No odds are one half; strong signs come near 0 and 1 and never overflow."""
    model = Logistic(0.0, {"sign": 1.0})
    assert model({"sign": 0.0}) == 0.5
    assert model({"sign": 1e9}) == pytest.approx(1)
    assert model({"sign": -1e9}) == pytest.approx(0)


def test_an_outcome_counts_the_more_the_nearer_behind_the_deed() -> None:
    """What stands before a deed did not come of it."""
    roles = Roles((0.0, 1.0, 0.0, 0.0), (0.9, 0.0, 0.5, 0.5))
    assert (roles.led_to(1), roles.led_to(3)) == (0.5, 0.0)
    assert roles.led_to(0) == pytest.approx(0.45)


def test_a_third_of_every_level_is_held_back() -> None:
    """Held back is a fixed third of each level in each file, and the whole of what is only ever scored."""
    cases = load_cases()
    assert all(case.held_back for case in cases if case.source in ONLY_SCORED)
    for source in {case.source for case in cases} - ONLY_SCORED:
        levels = Counter((case.level, case.held_back) for case in cases if case.source == source)
        for level in ("none", "partial", "full"):
            held, kept = levels[level, True], levels[level, False]
            assert abs(held - (held + kept) / 3) <= 1


def test_every_marked_evidence_stands_in_its_answer() -> None:
    """The labels quote their answers to the letter."""
    for case in load_cases():
        for start, end in case.spans("evidence", "action", "result"):
            assert start < end <= len(case.answer.text)
