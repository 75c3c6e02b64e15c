"""Benchmark of filled pauses from sound file to count: `python -m benchmarks.fillers_sound`.

Two voices that nothing was learnt from read texts that nothing was learnt from, with breaths, coughs,
laughter and clicks between the sentences, in six recording conditions; and the real recordings beside the
repository, where they are. What is found counts where it overlaps a labelled one or lies within 0.5 s of it.
The peer `erm` does the same work with the same weights, where it is installed (benchmarks/peer.py).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.agreement import Agreement, Counts, agreement
from benchmarks.altered import times_of
from benchmarks.labelled import SHARED
from benchmarks.peer import HOW_TO, find_peer
from benchmarks.recognised import heard_by, transcript
from benchmarks.speech_maker import CONDITIONS, Recording, recording, scripts
from benchmarks.voices import can_speak
from mockinterview.analysis.hesitations import find_hesitations
from mockinterview.analysis.measured_sound import measure_sound
from mockinterview.analysis.places import is_filled_pause
from mockinterview.audio_file import read_clip
from mockinterview.recognition.probe import load_probe
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

UNHEARD_VOICES = {"rms": 40, "jm_kumo": 24}
KNOWN_VOICES = {"joe": 40}
"""How many answers each voice reads; the known ones were learnt from, with other texts."""
TOLERANCE_S = 0.5
REAL = SHARED / "hesitations"
PEER = "erm, the peer"

Span = tuple[float, float]


@dataclass(frozen=True)
class SoundRow:
    """One line of the table.

    Attributes:
        recordings: which recordings.
        words: where the words come from.
        found_by: what finds the filled pauses.
        result: how well they agree with the labels.
    """

    recordings: str
    words: str
    found_by: str
    result: Agreement


@dataclass(frozen=True)
class CountedRow:
    """A real recording that is labelled with the number of filled pauses only; `peer` is what erm finds."""

    recording: str
    labelled: int
    written: int
    found: int
    peer: int | None


@dataclass(frozen=True)
class SoundResults:
    """Everything that is measured on sound."""

    rows: tuple[SoundRow, ...]
    by_condition: dict[str, Agreement]
    counted: tuple[CountedRow, ...]
    too_noisy: int


def matched(found: Sequence[Span], labelled: Sequence[Span]) -> Counts:
    """Match each found span with the nearest labelled one that is still free."""
    free, hits = list(labelled), 0
    for start, end in sorted(found):
        distances = [max(other_start - end, start - other_end, 0.0) for other_start, other_end in free]
        if distances and min(distances) <= TOLERANCE_S:
            free.pop(distances.index(min(distances)))
            hits += 1
    return Counts(hits, len(found) - hits, len(free))


def written(words: Transcript) -> list[Span]:
    """Return where filled pauses stand in a transcript."""
    return [times_of(word) for word in words.words if is_filled_pause(word)]


def measure(model: str = "tiny.en") -> SoundResults:
    """Measure everything; makes and recognises what is not in the cache."""
    voices = {**UNHEARD_VOICES, **KNOWN_VOICES}
    if missing := [voice for voice in voices if not can_speak(voice)]:
        raise SystemExit(f"these voices are not installed (`make bench` does it): {', '.join(missing)}")
    rows: list[SoundRow] = []
    sets = {
        voice: [recording(s) for s in scripts(voice, held_back=True, count=count)]
        for voice, count in voices.items()
    }
    unheard = [made for voice in UNHEARD_VOICES for made in sets[voice]]
    for name, recordings in {
        "unheard voices": unheard,
        **{f"  {voice}": sets[voice] for voice in UNHEARD_VOICES},
        **{f"{voice} (known voice)": sets[voice] for voice in KNOWN_VOICES},
        "real people": list(_real()),
    }.items():
        rows += _rows(name, recordings, model) if recordings else ()
    by_condition = {
        condition: agreement(
            [_count(made, _heard(model), both) for made in unheard if condition in made.name]
        )
        for condition in CONDITIONS
    }
    noisy = sum(find_hesitations(measure_sound(made.clip), _heard(model)(made)).too_noisy for made in unheard)
    return SoundResults(tuple(rows), by_condition, tuple(_counted(model)), noisy)


def both(made: Recording, words: Transcript) -> list[Span]:
    """Return the filled pauses that are written and those that are found beside it."""
    found = find_hesitations(measure_sound(made.clip), words).found
    return written(words) + [(hesitation.start, hesitation.end) for hesitation in found]


def _rows(name: str, recordings: list[Recording], model: str) -> Iterator[SoundRow]:
    heard = _heard(model)
    kinds: tuple[tuple[str, str, Callable[[Recording], Transcript], Callable[..., list[Span]]], ...] = (
        (model, "transcript alone", heard, lambda _, words: written(words)),
        (model, "sound", lambda made: _words_alone(heard(made)), both),
        (model, "sound, doubt, ear", heard, both),
        ("given", "sound", lambda made: Transcript.from_words(made.words), both),
        ("given", "sound and ear", _given, both),
    )
    for words, found_by, said, find in kinds:
        result = agreement([_count(made, said, find) for made in recordings])
        yield SoundRow(name, words, found_by, result)
    if peer := find_peer(model):
        counts = [matched(peer.cuts(made.clip), _labelled(made)) for made in recordings]
        yield SoundRow(name, model, PEER, agreement(counts))


def _count(
    made: Recording,
    said: Callable[[Recording], Transcript],
    find: Callable[[Recording, Transcript], list[Span]],
) -> Counts:
    return matched(find(made, said(made)), _labelled(made))


def _labelled(made: Recording) -> list[Span]:
    return [times_of(word) for word in made.filled_pauses]


def _heard(model: str) -> Callable[[Recording], Transcript]:
    return lambda made: transcript(made.clip, model)


def _given(made: Recording) -> Transcript:
    """Return the true words, and what the ear hears beside them, as `analyze --words` puts them together."""
    return Transcript.from_words(made.words, heard_pauses=heard_by(load_probe(), made.clip))


def _words_alone(words: Transcript) -> Transcript:
    plain = tuple(Word(word.start, word.end, word.text, word.probability) for word in words.words)
    return Transcript(words.text, plain, words.model)


def _real() -> Iterator[Recording]:
    """Yield the real recordings whose words and filled pauses have times."""
    for file, labels in _annotations():
        if "words" in labels:
            words = tuple(Word(word["start"], word["end"], word["word"]) for word in labels["words"])
            filled = tuple(Word(word["start"], word["end"], word["text"]) for word in labels["filled_pauses"])
            yield Recording(file.name, read_clip(file), words, filled)


def _counted(model: str) -> Iterator[CountedRow]:
    peer = find_peer(model)
    for file, labels in _annotations():
        if "filled_pauses_count" in labels:
            clip = read_clip(file)
            words = transcript(clip, model)
            found = len(find_hesitations(measure_sound(clip), words).found)
            cuts = len(peer.cuts(clip)) if peer else None
            yield CountedRow(file.name, labels["filled_pauses_count"], len(written(words)), found, cuts)


def _annotations() -> list[tuple[Path, dict[str, Any]]]:
    file = REAL / "annotations.json"
    labels = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return [(REAL / name, labelled) for name, labelled in labels.items()]


def print_sound(results: SoundResults) -> None:
    """Print what was measured on sound."""
    print("Filled pauses from sound file to count. 95 % intervals over resampled recordings.\n")
    print("recordings             n words   found by          right false missed  precision           recall")
    for row in results.rows:
        counts, result = row.result.counts, row.result
        print(
            f"{row.recordings:<20} {result.answers:>3} {row.words:<7} {row.found_by:<17} {counts.hits:>5} "
            f"{counts.false_alarms:>5} {counts.misses:>6}  {result.precision!s:<19} {result.recall}"
        )
    print(f"\nToo noisy to count: {results.too_noisy} recordings of the unheard voices\n")
    print(f"{'unheard voices, sound, doubt, ear':<35} {'right':>5} {'false':>5} {'missed':>6}")
    for condition, result in results.by_condition.items():
        counts = result.counts
        print(f"  {condition:<33} {counts.hits:>5} {counts.false_alarms:>5} {counts.misses:>6}")
    if results.counted:
        print(f"\n{'real, by count':<22} {'labelled':>8} {'written':>8} {'found':>6} {'erm':>4}")
    for real in results.counted:
        cuts = "-" if real.peer is None else real.peer
        print(f"{real.recording:<22} {real.labelled:>8} {real.written:>8} {real.found:>6} {cuts:>4}")
    if not any(row.found_by == PEER for row in results.rows):
        print(f"\n{HOW_TO}")


def main() -> None:
    """Measure, and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fillers_sound", description=__doc__)
    parser.add_argument("--model", default="tiny.en", help="the recogniser (tiny.en)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    asked = parser.parse_args()
    results = measure(asked.model)
    if asked.json:
        print(json.dumps(asdict(results)))
    else:
        print_sound(results)


if __name__ == "__main__":
    main()
