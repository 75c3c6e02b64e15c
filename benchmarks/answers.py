"""The recorded answers of `audio_fixtures/` as material: sound, script, and answers of any length."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip

FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
GAP_S = 0.8
"""Between two answers that are joined: a pause to breathe, no end."""

MOST_JOINED = 6


@dataclass(frozen=True)
class Answer:
    """A recorded answer and the words that were spoken in it."""

    name: str
    clip: Clip
    script: str


def sample_answers() -> tuple[Answer, ...]:
    """Return the answers of the sample candidate, follow-up included, at their own rate."""
    folder = FIXTURES / "sample_candidate"
    entries = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["answers"]
    return tuple(
        Answer(entry["file"], read_clip(folder / entry["file"]), entry["transcript"]) for entry in entries
    )


def answer_of(seconds: float) -> Answer:
    """Return an answer about so long: whole sample answers joined, repeated where there are too few."""
    answers = sample_answers()
    total = sum(answer.clip.duration + GAP_S for answer in answers)
    rounds, rest = divmod(seconds, total)
    chosen = [*answers * int(rounds), *_nearest(answers, rest)]
    clip, script = chosen[0].clip, chosen[0].script
    for answer in chosen[1:]:
        clip = clip.followed_by(Clip.silence(GAP_S, clip.sample_rate)).followed_by(answer.clip)
        script = f"{script} {answer.script}"
    return Answer(" + ".join(answer.name for answer in chosen), clip, script)


def _nearest(answers: tuple[Answer, ...], seconds: float) -> tuple[Answer, ...]:
    groups = (group for size in range(1, MOST_JOINED + 1) for group in combinations(answers, size))

    def misses(group: tuple[Answer, ...]) -> float:
        return abs(sum(answer.clip.duration + GAP_S for answer in group) - GAP_S - seconds)

    return min(groups, key=misses)
