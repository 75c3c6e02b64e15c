"""How well the example check judges labelled answers: `python -m benchmarks.achievement [--json]`.

For every source, dev (seen while signs were chosen, trained on) and held back (only ever scored) apart:
accuracy of none, partial and full, F1 of each, the confusion, both naive detectors, how often the quoted
action and result overlap the labelled evidence, and the time of a 300-word answer. Brackets hold 95 %
bootstrap intervals.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.achievement_data import LEVELS, load_cases
from mockinterview.analysis.achievement import judge_example
from mockinterview.analysis.language import parse, pipeline
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from benchmarks.achievement_data import Case, Span
    from mockinterview.analysis.achievement import Example
    from mockinterview.transcript import Quote

    Indices = NDArray[np.int_]

RESAMPLES = 2000
TIMED_WORDS = 300


def i_did_something(text: str) -> bool:
    """Naive: some "I" is followed at once, or after one adverb, by a verb in the past tense."""
    doc = parse(text)
    for i, token in enumerate(doc[:-1]):
        after = doc[i + 1] if doc[i + 1].pos_ != "ADV" or i + 2 >= len(doc) else doc[i + 2]
        if token.lower_ == "i" and after.tag_ == "VBD":
            return True
    return False


def has_a_digit(text: str) -> bool:
    """Naive: some digit stands in it."""
    return bool(re.search(r"\d", text))


NAIVE: dict[str, Callable[[str], bool]] = {"I + past verb": i_did_something, "has a digit": has_a_digit}
"""Detectors that say full or none."""


def f1(truth: Indices, judged: Indices, level: int) -> float:
    """F1 of one level; 0 where it neither occurs nor is judged."""
    hits = np.sum((truth == level) & (judged == level))
    return float(2 * hits / max(1, np.sum(truth == level) + np.sum(judged == level)))


def interval(measure: Callable[[Indices], float], n: int) -> tuple[float, float]:
    """95 % bootstrap interval of a measure of the chosen answers."""
    chance = np.random.default_rng(6)
    values = [measure(chance.integers(0, n, n)) for _ in range(RESAMPLES)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def overlaps(quote: Quote | None, spans: Sequence[Span]) -> bool:
    """Whether a quote shares a character with one of the spans."""
    return quote is not None and any(
        quote.char_start < end and quote.char_end > start for start, end in spans
    )


def evidence_share(cases: Sequence[Case], examples: Sequence[Example]) -> float | None:
    """Share of the full answers with labelled evidence whose quoted action and result both overlap it."""
    checked = []
    for case, example in zip(cases, examples, strict=True):
        spans = case.spans("evidence", "action", "result")
        if case.level == "full" and spans:
            checked.append(overlaps(example.action, spans) and overlaps(example.result, spans))
    return sum(checked) / len(checked) if checked else None


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """Judge the cases and count."""
    examples = [judge_example(Transcript.from_text(case.answer.text)) for case in cases]
    truth = np.array([LEVELS.index(case.level) for case in cases])
    judged = np.array([LEVELS.index(example.level) for example in examples])
    told = [i for i, case in enumerate(cases) if case.level == "full" and examples[i].level == "full"]
    measured = [examples[i].quantified == cases[i].answer.labels["quantified"] for i in told]
    report: dict[str, Any] = {
        "answers": len(cases),
        "accuracy": float(np.mean(truth == judged)),
        "accuracy_interval": interval(lambda i: float(np.mean(truth[i] == judged[i])), len(cases)),
        "f1": {level: f1(truth, judged, k) for k, level in enumerate(LEVELS)},
        "f1_full_interval": interval(lambda i: f1(truth[i], judged[i], 2), len(cases)),
        "confusion": [[int(np.sum((truth == a) & (judged == b))) for b in range(3)] for a in range(3)],
        "evidence": evidence_share(cases, examples),
        "quantified": sum(measured) / len(measured) if measured else None,
        "naive": {},
    }
    for name, detector in NAIVE.items():
        guess = np.array([2 * detector(case.answer.text) for case in cases])
        report["naive"][name] = {"accuracy": float(np.mean(truth == guess)), "f1_full": f1(truth, guess, 2)}
    return report


def time_of_an_answer(cases: Sequence[Case]) -> float:
    """Milliseconds to judge 300 words that were never parsed before, median of 9, after a warm-up."""
    words = " ".join(case.answer.text for case in cases).split()
    times = []
    for k in range(10):
        piece = Transcript.from_text(" ".join(words[k * TIMED_WORDS : (k + 1) * TIMED_WORDS]))
        start = time.perf_counter()
        judge_example(piece)
        times.append(time.perf_counter() - start)
    return float(np.median(times[1:]) * 1000)


def print_report(name: str, report: dict[str, Any]) -> None:
    """Print one part as a table."""
    low, high = report["accuracy_interval"]
    f1_low, f1_high = report["f1_full_interval"]
    f1s = "  ".join(f"{level} {value:.2f}" for level, value in report["f1"].items())
    print(f"\n{name}: {report['answers']} answers")
    print(f"  accuracy {report['accuracy']:.2f} [{low:.2f}, {high:.2f}]")
    print(f"  F1       {f1s}  (full [{f1_low:.2f}, {f1_high:.2f}])")
    for naive, scores in report["naive"].items():
        print(f"  naive    {naive}: accuracy {scores['accuracy']:.2f}, F1 of full {scores['f1_full']:.2f}")
    for level, row in zip(LEVELS, report["confusion"], strict=True):
        print(f"  {level:8} judged none {row[0]:3}  partial {row[1]:3}  full {row[2]:3}")
    if report["evidence"] is not None:
        print(f"  evidence overlaps in {report['evidence']:.0%} of the full answers")
    if report["quantified"] is not None:
        print(f"  measured or not: right in {report['quantified']:.0%} of the full answers found")


def main() -> None:
    """Measure everything that is there and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object")
    as_json = parser.parse_args().json
    pipeline()
    cases = load_cases()
    reports = {}
    for held_back in (False, True):
        for source in dict.fromkeys(case.source for case in cases):
            part = [case for case in cases if case.source == source and case.held_back == held_back]
            if part:
                reports[f"{source}, {'held back' if held_back else 'dev'}"] = measure(part)
    spent = time_of_an_answer(cases)
    if as_json:
        print(json.dumps({"ms_per_300_words": spent, **reports}))
        return
    for name, report in reports.items():
        print_report(name, report)
    print(f"\n{spent:.0f} ms for {TIMED_WORDS} words")


if __name__ == "__main__":
    main()
