"""Benchmark of the filler check: `python -m benchmarks.fillers [--json]`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from benchmarks.fillers_text import TextResults, measure_text


def main() -> None:
    """Measure, and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fillers", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    asked = parser.parse_args()
    text = measure_text()
    if asked.json:
        print(json.dumps({"text": asdict(text)}))
    else:
        print_text(text)


def print_text(results: TextResults) -> None:
    """Print what was measured on text."""
    print("Fillers in text: the very same words must be marked. 95 % intervals over resampled answers.")
    print("One answer in three is held back: only scored, never read while the rules were written")
    print("(those of our own come from whoever wrote the rules: easier than a stranger's).\n")
    print(f"{'answers':<26}{'n':>4} {'by':<6} {'precision':<19} {'recall':<19} {'F1':<19}")
    for row in results.rows:
        result = row.result
        print(
            f"{row.answers:<26}{result.answers:>4} {row.found_by:<6} "
            f"{result.precision!s:<19} {result.recall!s:<19} {result.f1!s:<19}"
        )
    print(f"\n{'held back, by word':<20}{'right':>6}{'false':>6}{'missed':>7}")
    for word, counts in results.by_word.items():
        print(f"{word:<20}{counts.hits:>6}{counts.false_alarms:>6}{counts.misses:>7}")
    if results.real_answers is not None:
        print(f"\nFalse alarms in {results.real_answers} real typed answers: {results.real_alarms}")
    print(f"\nTime for 300 words: {1000 * results.seconds_a_300_words:.0f} ms")


if __name__ == "__main__":
    main()
