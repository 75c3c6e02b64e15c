"""Train the scorer of the example check: `python -m benchmarks.train_achievement`.

Ridge logistic regressions by Newton's method, numpy only. First the two that look at a clause, then the two
that look at an answer, whose signs include what the first two say; for the second stage the clauses of an
answer are scored by models that have not seen it. Held-back answers take no part. The real typed answers are
public material outside this repository: where they are missing it trains without them, with slightly other
weights.

`--cross-validate` trains nothing for keeps and prints how answers fare that were left out in turn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import mockinterview.analysis
from benchmarks.achievement_data import LEVELS, load_cases
from mockinterview.analysis.answer_signs import answer_signs
from mockinterview.analysis.clause_signs import clause_signs
from mockinterview.analysis.scorer import WEIGHTS, Logistic, Scorer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.achievement_data import Case

    Signs = dict[str, float]

RIDGE = 10.0
FOLDS = 8
DECIMALS = 4


def fit(signs: Sequence[Signs], truth: Sequence[bool]) -> Logistic:
    """Fit one ridge logistic regression on standardised signs, and write it for unstandardised ones."""
    names = list(signs[0])
    x = np.array([[each[name] for name in names] for each in signs])
    y = np.array(truth, dtype=float)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    ridge = RIDGE * np.eye(z.shape[1])
    ridge[0, 0] = 1e-6
    beta = np.zeros(z.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ beta))
        step = np.linalg.solve((z.T * (p * (1 - p))) @ z + ridge, z.T @ (p - y) + ridge @ beta)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    weights = np.where(x.std(axis=0) > 0, beta[1:] / spread, 0.0)
    return Logistic(
        round(float(beta[0] - weights @ mean), DECIMALS),
        {name: round(float(weight), DECIMALS) for name, weight in zip(names, weights, strict=True)},
    )


def fold_of(case: Case, salt: str = "") -> int:
    """Return the fold of a case, by a hash of its id."""
    return int(hashlib.md5((case.answer.id + salt).encode()).hexdigest(), 16) % FOLDS  # noqa: S324 not a secret


def clause_truth(case: Case) -> tuple[Sequence[bool | None], Sequence[bool | None]]:
    """Say of each clause whether it is action and whether result; None where the labels do not say.

    Our own answers mark both. A span of evidence holds both: its own deeds are the action, and what stands
    behind the last of them is the result; what follows the span may tell more of the result. Where a part
    is labelled as missing, no clause is it.
    """
    neither, unsaid = [False] * len(case.story.clauses), [None] * len(case.story.clauses)
    if case.level == "none":
        return neither, neither
    if case.source == "own":
        marked = bool(case.spans("action", "result"))
        return (_inside(case, "action"), _inside(case, "result")) if marked else (unsaid, unsaid)
    if case.level == "partial":
        told = case.answer.labels.get("star") or {"action": True, "result": True}
        return unsaid if told["action"] else neither, unsaid if told["result"] else neither
    inside = _inside(case, "evidence")
    deeds = [i for i in case.story.deeds if inside[i]]
    if not deeds or not any(inside[deeds[-1] + 1 :]):
        return unsaid, unsaid
    last = max(i for i, within in enumerate(inside) if within)
    result = [inside[i] and i > deeds[-1] if i <= last else None for i in range(len(inside))]
    return [i in deeds for i in range(len(inside))], result


def _inside(case: Case, name: str) -> list[bool]:
    spans = case.spans(name)
    middles = [(clause.start + clause.end) / 2 for clause in case.story.clauses]
    return [any(start <= middle < end for start, end in spans) for middle in middles]


def train_clauses(cases: Sequence[Case]) -> tuple[Logistic, Logistic]:
    """Train what scores one clause: own action, result."""
    signs: tuple[list[Signs], list[Signs]] = ([], [])
    truth: tuple[list[bool], list[bool]] = ([], [])
    for case in cases:
        described = [clause_signs(case.story, i) for i in range(len(case.story.clauses))]
        for role, labels in enumerate(clause_truth(case)):
            said = [(each, label) for each, label in zip(described, labels, strict=True) if label is not None]
            signs[role].extend(each for each, _ in said)
            truth[role].extend(label for _, label in said)
    return fit(signs[0], truth[0]), fit(signs[1], truth[1])


def train_answers(cases: Sequence[Case], signs: Sequence[Signs]) -> tuple[Logistic, Logistic]:
    """Train what scores an answer: an episode, and a complete one where there is one."""
    told = [i for i, case in enumerate(cases) if case.level != "none"]
    episode = fit(signs, [case.level != "none" for case in cases])
    complete = fit([signs[i] for i in told], [cases[i].level == "full" for i in told])
    return episode, complete


def train(cases: Sequence[Case]) -> Scorer:
    """Train all four."""
    unsure = Logistic(0.0, {})
    signs: list[Signs] = [{}] * len(cases)
    for fold in range(FOLDS):
        others = [case for case in cases if fold_of(case) != fold]
        clauses = Scorer(*train_clauses(others), unsure, unsure)
        for i, case in enumerate(cases):
            if fold_of(case) == fold:
                signs[i] = answer_signs(case.story, clauses.roles(case.story))
    return Scorer(*train_clauses(cases), *train_answers(cases, signs))


def cross_validate(cases: Sequence[Case], salt: str) -> NDArray[np.int_]:
    """Return the judged level of every case, as an index, each by a scorer that has not seen it."""
    judged = np.zeros(len(cases), dtype=int)
    for fold in range(FOLDS):
        scorer = train([case for case in cases if fold_of(case, salt) != fold])
        for i, case in enumerate(cases):
            if fold_of(case, salt) == fold:
                judged[i] = LEVELS.index(scorer.level(case.story, scorer.roles(case.story)))
    return judged


def _print_cross_validation(cases: Sequence[Case]) -> None:
    truth = np.array([LEVELS.index(case.level) for case in cases])
    judged = cross_validate(cases, "outer")
    for source in sorted({case.source for case in cases}):
        here = np.array([case.source == source for case in cases])
        hits = np.sum((truth == 2) & (judged == 2) & here)
        f1 = 2 * hits / max(1, np.sum((truth == 2) & here) + np.sum((judged == 2) & here))
        print(f"{source:8} accuracy {np.mean(truth[here] == judged[here]):.2f}  F1 of full {f1:.2f}")


def main() -> None:
    """Train and keep, or cross-validate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cross-validate", action="store_true", help="keep nothing, print how it fares")
    asked = parser.parse_args()
    cases = [case for case in load_cases() if not case.held_back]
    if asked.cross_validate:
        _print_cross_validation(cases)
        return
    trained = train(cases)
    kept = {name: {"bias": model.bias, "weights": model.weights} for name, model in vars(trained).items()}
    path = Path(mockinterview.analysis.__file__).with_name(WEIGHTS)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"trained on {len(cases)} answers: {path.name}")


if __name__ == "__main__":
    main()
