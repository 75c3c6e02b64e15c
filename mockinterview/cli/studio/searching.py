"""Searching what was said in all kept rehearsals."""

from __future__ import annotations

import threading
import unicodedata
from typing import TYPE_CHECKING

from mockinterview.studio.desk import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mockinterview.store import SessionStore
    from mockinterview.store.said import Said, Spoken

WORDS_BEFORE, WORDS_AFTER = 6, 9
"""Words that are shown around what was found."""


class Searcher:
    """Finds words in answers; thread-safe.

    Args:
        store: where they are kept.
    """

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._index = store.said_index()
        self._folded: dict[str, tuple[Said, str]] = {}
        self._mutex = threading.Lock()

    def search(self, words: Sequence[str]) -> dict[str, tuple[Hit, ...]]:
        """Return, by rehearsal, where each of the words was said first; those without any are left out."""
        wanted = [folded(word) for word in words]
        with self._mutex:
            said = self._index.look(self._store.ids())
            self._fold(said)
            found = {name: _hits(said[name], self._folded[name][1], wanted) for name in said}
        return {name: hits for name, hits in found.items() if hits}

    def _fold(self, said: Mapping[str, Said]) -> None:
        """Keep the words of each rehearsal ready to be compared: folding all anew would take a second."""
        self._folded = {
            name: self._folded[name]
            if name in self._folded and self._folded[name][0] is one
            else (one, folded(" ".join(answer.text for answer in one.answers)))
            for name, one in said.items()
        }


def _hits(said: Said, whole: str, wanted: Sequence[str]) -> tuple[Hit, ...]:
    return tuple(
        _hit(said.answers, number, word) for number, word in enumerate(wanted) if word and word in whole
    )


def _hit(answers: Sequence[Spoken], number: int, word: str) -> Hit:
    """Show a word where it was said first."""
    answer = next(answer for answer in answers if word in folded(answer.text))
    texts = answer.text.split()
    at = next((place for place, text in enumerate(texts) if word in folded(text)), 0)
    first, last = max(at - WORDS_BEFORE, 0), at + 1 + WORDS_AFTER
    before, after = "… " if first else "", " …" if last < len(texts) else ""
    return Hit(number, answer.number, answer.follow_up, f"{before}{' '.join(texts[first:last])}{after}")


def folded(text: str) -> str:
    """Return a text without accents and capitals, as the page folds what it searches itself."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M")).lower()
