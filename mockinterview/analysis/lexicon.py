"""The fillers of a language and the rules that tell them from the same words in their real meaning."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mockinterview.analysis.word_patterns import Pattern, compile_pattern

Kind = Literal["filled_pause", "filler_word"]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Rule:
    """What a word is where the pattern fits, and the example that the rule exists for."""

    filler: bool
    pattern: Pattern
    example: str


@dataclass(frozen=True)
class Entry:
    """One filler: the first rule that fits decides, `otherwise` where none does."""

    kind: Kind
    rules: tuple[Rule, ...]
    otherwise: bool

    def rule_for(self, surroundings: str, *, punctuated: bool) -> Rule | None:
        """Return the rule that decides, None where none fits."""
        fitting = (rule for rule in self.rules if rule.pattern.matches(surroundings, punctuated=punctuated))
        return next(fitting, None)

    def is_filler(self, surroundings: str, *, punctuated: bool) -> bool:
        """Say whether the word is a filler in these surroundings."""
        rule = self.rule_for(surroundings, punctuated=punctuated)
        return self.otherwise if rule is None else rule.filler


@dataclass(frozen=True)
class Lexicon:
    """The fillers of one language.

    Attributes:
        filled_pause: matches a whole filled pause in lower case.
        phrases: each filler word by its words, and the filled pauses that may mean something else.
        longest: number of words in the longest phrase.
        doubled: words that are doubled on purpose ("very very", "had had").
        doubling_joint: words that join what is doubled on purpose ("over and over and …").
        subject: words that restart a sentence with more behind them ("they they'd").
        object: words that may end a sentence whose words the next one takes up.
        stammered: words that are a stammer when a hyphen doubles them ("I-I").
        prefix: beginnings of a word that a hyphen may part from it ("re-read").
        doubled_tags: part-of-speech tags of words that are doubled on purpose.
        small_tags: part-of-speech tags of the small words whose repetition is never meant.
    """

    filled_pause: re.Pattern[str]
    phrases: dict[tuple[str, ...], Entry]
    longest: int
    doubled: frozenset[str]
    doubling_joint: frozenset[str]
    subject: frozenset[str]
    object: frozenset[str]
    stammered: frozenset[str]
    prefix: frozenset[str]
    doubled_tags: tuple[str, ...]
    small_tags: tuple[str, ...]


@lru_cache
def lexicon(language: str = "en") -> Lexicon:
    """Read the lexicon of a language, once."""
    data = tomllib.loads((_DATA / f"fillers_{language}.toml").read_text(encoding="utf-8"))
    phrases: dict[tuple[str, ...], Entry] = {}
    for part in data["filler"]:
        rules = tuple(
            Rule(verdict == "filler", compile_pattern(pattern, data["words"]), example)
            for verdict, pattern, example in part["rules"]
        )
        entry = Entry(part.get("kind", "filler_word"), rules, part["otherwise"] == "filler")
        phrases |= {tuple(said.split()): entry for said in part["say"]}
    repetition = data["repetition"]

    def listed(name: str) -> frozenset[str]:
        return frozenset(repetition[name].split("|"))

    return Lexicon(
        filled_pause=re.compile(data["filled_pause"]),
        phrases=phrases,
        longest=max(map(len, phrases)),
        doubled=listed("doubled"),
        doubling_joint=listed("joint"),
        subject=listed("subject"),
        object=listed("object"),
        stammered=listed("stammered"),
        prefix=listed("prefix"),
        doubled_tags=tuple(repetition["doubled_tags"]),
        small_tags=tuple(repetition["small_tags"]),
    )
