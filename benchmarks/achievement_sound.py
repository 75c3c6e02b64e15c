"""Whether the example is judged alike from sound and from script: `python -m benchmarks.achievement_sound`.

Every recorded answer of `audio_fixtures/` is judged twice, from what Whisper hears in it and from the
words that were spoken; both are held against the label in the manifest.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from dataclasses import asdict, dataclass

from benchmarks.answers import FIXTURES
from benchmarks.recognised import transcript
from mockinterview.analysis.achievement import judge_example
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE
from mockinterview.transcript import Transcript


@dataclass(frozen=True)
class Row:
    """One recorded answer: the label, and the level judged from the script and from the sound."""

    file: str
    label: str
    from_script: str
    from_sound: str


def measure(model: str) -> tuple[Row, ...]:
    """Judge every recorded answer that has words."""
    rows = []
    for manifest in sorted(FIXTURES.rglob("manifest.toml")):
        for entry in tomllib.loads(manifest.read_text("utf-8"))["answers"]:
            if entry.get("transcript"):
                heard = transcript(read_clip(manifest.parent / entry["file"]).resampled(SAMPLE_RATE), model)
                script = judge_example(Transcript.from_text(entry["transcript"]))
                label = entry["expected"]["example"]
                rows.append(Row(entry["file"], label, script.level, judge_example(heard).level))
    return tuple(rows)


def main() -> None:
    """Measure, and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", default="tiny.en", help="the recogniser, tiny.en unless said otherwise")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args()
    rows = measure(asked.model)
    alike = sum(row.from_sound == row.from_script for row in rows)
    right = sum(row.from_sound == row.label for row in rows)
    if asked.json:
        rows_json = [asdict(row) for row in rows]
        print(json.dumps({"answers": len(rows), "alike": alike, "right": right, "rows": rows_json}))
        return
    print(f"{'answer':<28}{'label':<9}{'script':<9}{asked.model}")
    for row in rows:
        print(f"{row.file:<28}{row.label:<9}{row.from_script:<9}{row.from_sound}")
    print(f"\nJudged alike from sound and script: {alike} of {len(rows)}; as labelled from sound: {right}")


if __name__ == "__main__":
    main()
