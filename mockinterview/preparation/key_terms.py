"""The words of a text that carry its content: terms of an answer, key terms of an advert or a CV.

Two words count as the same where their lemmas are equal, where they are common synonyms, or where they
share a stem and differ only in endings that make nouns, verbs and adjectives of one another ("punctual",
"punctuality"; "reduce", "reduction").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.language import parse, pipeline
from mockinterview.preparation.spoken_numbers import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

Sort = Literal["name", "number", "noun", "verb", "adjective"]

LONGEST_READ = 400_000
"""Characters of an advert or CV that are read; about two hundred pages."""

_PIECE_READ = 20_000
_SORTS: dict[str, Sort] = {"NOUN": "noun", "PROPN": "name", "VERB": "verb", "ADJ": "adjective", "X": "noun"}
_WORD = re.compile(r"\w[\w'’.+#/-]*")

_PALE = """
    be have do get go make take give come say tell know think see look find want need like try let keep put
    use work feel help talk seem happen become begin start bring show mean ask really thing something anything
    everything nothing somebody people person man woman way lot bit kind sort part side time day week month
    year today moment good great nice well big small new old first last next other same own able many much
    more most few able sure important different right job company team role position employer place example
    question answer interview um uh er erm hmm guess believe understand remember read hear love
"""
PALE = frozenset(_PALE.split())
"""Words that fit every answer; they carry little."""

_BOILERPLATE = """
    experience candidate applicant application responsibility requirement skill knowledge ability opportunity
    environment profile task duty qualification degree benefit offer salary employment description advert
    vacancy cv resume curriculum vitae page contact email phone address date name summary education reference
    level field area range variety basis member client's ideal plus equivalent strong excellent proven
    motivated successful relevant passion passionate dynamic fast-paced competitive full-time part-time
    january february march april may june july august september october november december present
"""
BOILERPLATE = PALE | frozenset(_BOILERPLATE.split())
"""What stands in every advert and every CV."""

_SYNONYMS = (
    ("child", "kid"),
    ("mathematics", "maths", "math"),
    ("truck", "lorry"),
    ("mistake", "error"),
    ("ill", "sick"),
    ("boss", "manager", "supervisor"),
    ("employee", "staff", "worker"),
    ("quick", "fast", "speed"),
    ("customer", "client"),
    ("quit", "resign"),
    ("phone", "call"),
    ("half", "halve"),
    ("award", "prize"),
    ("safety", "safe"),
    ("doctor", "physician"),
    ("price", "cost"),
    ("flat", "apartment"),
    ("rota", "roster"),
    ("purchase", "buy"),
    ("frightening", "scary"),
    ("frighten", "scare"),
)
_SAME = {word: group[0] for group in _SYNONYMS for word in group}

_ENDING_LIST = """
    e y d t s al ally ed er or ers ing ion tion ation ition sion ment ness ity ality ly ive ative able ible
    ance ence ant ent ee ship ist ism ic ical ful less ous ise ize isation ization ian
"""
_ENDINGS = frozenset({"", *_ENDING_LIST.split()})
_INFLECTIONS = frozenset({"", "e", "s", "ing", "ed", "y", "ian"})


@dataclass(frozen=True)
class Term:
    """A word that carries content.

    Attributes:
        lemma: its basic form in lower case; a number as its digits.
        sort: what kind of word it is.
        char_start: offset of its first character in the text.
        char_end: offset behind its last character.
    """

    lemma: str
    sort: Sort
    char_start: int
    char_end: int


@lru_cache(maxsize=512)
def content_terms(text: str) -> tuple[Term, ...]:
    """Return the words that carry content, in the order of the text, numbers as one term each.

    They are remembered: every answer of a rehearsal is held against the same texts of the dossier.
    """
    readable = text.encode("utf-8", "replace").decode()[:LONGEST_READ]
    numbers = list(_numbers(readable))
    covered = {at for term in numbers for at in range(term.char_start, term.char_end)}
    doc = parse(readable) if len(readable) <= _PIECE_READ else pipeline()(readable)
    words = [
        Term(lemma_of(token), _SORTS[token.pos_], token.idx, token.idx + len(token))
        for token in doc
        if token.idx not in covered and _carries(token)
    ]
    return tuple(sorted((*words, *numbers), key=lambda term: term.char_start))


def content_lemmas(text: str) -> tuple[str, ...]:
    """Return the lemmas of the words that carry content, each once, in order, pale ones left out."""
    return tuple(dict.fromkeys(term.lemma for term in content_terms(text) if term.lemma not in PALE))


def lemma_of(token: Token) -> str:
    """Return the lemma in lower case, one for all of a group of synonyms."""
    lemma = token.lemma_.lower().strip("'’.-")
    return _SAME.get(lemma, lemma)


def akin(one: str, other: str) -> bool:
    """Whether two lemmas are the same word or derived from the same stem."""
    if one == other:
        return True
    pairs = enumerate(zip(one, other, strict=False))
    stem = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    endings = (one[stem:], other[stem:])
    if stem >= 5:
        return all(ending in _ENDINGS for ending in endings)
    return stem == 4 and all(ending in _INFLECTIONS for ending in endings)


def shared(lemmas: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return those of `lemmas` that some of `others` is akin to, each once, in order."""
    pool = set(others)
    return tuple(
        lemma for lemma in dict.fromkeys(lemmas) if lemma in pool or any(akin(lemma, other) for other in pool)
    )


def overlap(lemmas: Iterable[str], others: Iterable[str]) -> float:
    """Return which share of `lemmas` is found among `others`, in [0, 1]; 0 for no lemmas."""
    wanted = tuple(dict.fromkeys(lemmas))
    return len(shared(wanted, others)) / len(wanted) if wanted else 0.0


def key_terms(text: str, most: int = 40) -> tuple[str, ...]:
    """Return at most `most` key terms of an advert or a CV, the weightiest first.

    Terms are nouns, names and chains of them ("fleet management"); what comes often and what is made of
    several words weighs more. Boilerplate is left out. Names stay as written, the rest is in lower case.
    """
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    first_seen: dict[str, int] = {}
    for doc in _docs(text):
        for chain in _chains(doc):
            written = " ".join(token.text for token in chain)
            key = " ".join([*(token.lower_ for token in chain[:-1]), lemma_of(chain[-1])])
            named = all(token.pos_ == "PROPN" or token.text.isupper() for token in chain)
            shown.setdefault(key, written if named else key)
            first_seen.setdefault(key, len(first_seen))
            counts[key] += 1
    singles = Counter({key: counts[key] for key in counts if " " not in key})

    def weight(key: str) -> float:
        words = key.split()
        alone = sum(singles[word] for word in words) if len(words) > 1 else 0
        return log2(1 + counts[key] + 0.5 * alone) * (1.6 if len(words) > 1 else 1.0)

    ordered = sorted(counts, key=lambda key: (-weight(key), first_seen[key]))
    return tuple(shown[key] for key in ordered[: max(0, most)])


def _numbers(text: str) -> Iterator[Term]:
    numbers = list(numbers_in(text))
    at = 0
    while at < len(numbers):
        number, value, end = numbers[at], numbers[at].value, numbers[at].char_end
        behind = numbers[at + 1] if at + 1 < len(numbers) else None
        # "nineteen sixty-one" and "twenty twenty-five" are years.
        year = value in {19, 20} and behind is not None and 10 <= behind.value < 100
        if year and behind is not None and text[end : behind.char_start] in {" ", "-"}:
            value, end, at = 100 * value + behind.value, behind.char_end, at + 1
        yield Term(f"{value:g}", "number", number.char_start, end)
        at += 1


def _carries(token: Token) -> bool:
    if token.is_stop or not _WORD.fullmatch(token.text):
        return False
    return token.pos_ in _SORTS and len(lemma_of(token)) > 1


def _docs(text: str) -> Iterator[Doc]:
    """Parse a long text line by line, bullets taken away; pieces keep the memory small."""
    readable = text.encode("utf-8", "replace").decode()[:LONGEST_READ]
    lines = (re.sub(r"^[\s\-–•*·▪#>\d.)]+", "", line).strip() for line in readable.splitlines())
    pieces = (
        line[at : at + _PIECE_READ] for line in lines if line for at in range(0, len(line), _PIECE_READ)
    )
    yield from pipeline().pipe(pieces, batch_size=32)


def _chains(doc: Doc) -> Iterator[list[Token]]:
    """Give every run of nouns and names, cut where boilerplate stands; at most three words."""
    run: list[Token] = []
    for token in (*doc, None):
        if token is not None and _nounlike(token) and lemma_of(token) not in BOILERPLATE:
            run.append(token)
            continue
        for at in range(0, len(run), 3):
            yield run[at : at + 3]
        run = []


def _nounlike(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and len(token) > 1 and bool(_WORD.fullmatch(token.text))
