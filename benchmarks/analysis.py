"""What the checks of one answer cost without the recogniser: `python -m benchmarks.analysis`.

Milliseconds, medians of several runs, of every check, the feedback and what the preparation says: of a kept
recording with its words; where the sound was measured while it went on, as in a rehearsal; and where the
words were checked while the silence counted down as well.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.answers import answer_of
from mockinterview.analysis import answer as checks
from mockinterview.analysis.measured_sound import measure_sound
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.dossier_file import load_dossier, sample_path
from mockinterview.feedback import give_feedback
from mockinterview.preparation.checks import PreparedChecks
from mockinterview.question import GENERAL
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from mockinterview.analysis.measured_sound import MeasuredSound

RUNS = 15
SECONDS = (90.0, 285.0)
DOUBT = -9.0
"""An ordinary log-probability of a filled pause before a word."""


@dataclass(frozen=True)
class Bench:
    """One answer to be checked: its sound at 16,000 Hz, its script, and what the person has prepared."""

    clip: Clip
    script: str
    advice: PreparedChecks

    def median_ms(self, sound: Clip | MeasuredSound, *, ahead: bool = False) -> float:
        """Time the checks, with words that were not checked before, or were checked `ahead`."""
        took = []
        for run in range(RUNS):
            words = self._words(f"{'Ahead' if ahead else 'Fresh'} run {run}.")
            if ahead:
                checks.read_ahead(words)
                self.advice(GENERAL, words)
            began = time.perf_counter()
            give_feedback(checks.analyse_answer(sound, words), GENERAL)
            self.advice(GENERAL, words)
            took.append(1000 * (time.perf_counter() - began))
        return statistics.median(took)

    def _words(self, last: str) -> Transcript:
        """Spread the words evenly over the sound; other last words, and nothing is remembered."""
        words = [*self.script.split(), *last.split()]
        step = self.clip.duration / len(words)
        spread = (Word(n * step, (n + 0.9) * step, text, 0.9, DOUBT) for n, text in enumerate(words))
        return Transcript.from_words(spread, "base.en")


def main() -> None:
    """Print a table."""
    advice = PreparedChecks(load_dossier(sample_path()))
    checks.warm_up()
    advice.warm_up()
    print("milliseconds        kept recording   sound measured   words read ahead too")
    for seconds in SECONDS:
        answer = answer_of(seconds)
        bench = Bench(answer.clip.resampled(SAMPLE_RATE), answer.script, advice)
        measured = measure_sound(bench.clip)
        kept, meanwhile = bench.median_ms(bench.clip), bench.median_ms(measured)
        ahead = bench.median_ms(measured, ahead=True)
        print(f"answer of {bench.clip.duration:>3.0f} s {kept:>18.0f} {meanwhile:>16.0f} {ahead:>22.0f}")


if __name__ == "__main__":
    main()
