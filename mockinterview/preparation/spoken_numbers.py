"""Numbers in spoken text: digits, words, and both mixed, as a recogniser writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_SMALL_WORDS.split(), start=1)}
_TENS = {word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), start=2)} | {"fourty": 40}
_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "thousands": 1_000,
    "grand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
_FILLERS = frozenset({"um", "uh", "er", "erm", "like"})

_PIECE = re.compile(
    r"(?P<digits>(?<![\w.,])(?:\d{1,3}(?:[ ,.'’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d{1,2}(?!\d))?))"
    r"(?P<name>st|nd|rd|th|[^\W\d_kKmM]\w*)?"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
_TIGHT, _LOOSE = re.compile(r"[\s\-\u2010\u2011]*"), re.compile(r"[\s\-\u2010\u2011,.…]*")


@dataclass(frozen=True)
class Number:
    """One number.

    Attributes:
        value: what it comes to.
        scale: the last "thousand" or "million" in it as a factor; 1 where there is none.
        char_start: offset of its first character in the text.
        char_end: offset behind its last character.
        words: the words it is made of, lower case.
    """

    value: float
    scale: int
    char_start: int
    char_end: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    form: str
    value: float | None
    start: int
    end: int


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return every number in the order of the text; "one" alone is a pronoun and does not count.

    Ordinals ("1st", "second") are no amounts and are left out too.
    """
    pieces = _pieces(text)
    found = []
    at = 0
    while at < len(pieces):
        reading = _Reading(text, pieces, at)
        number = reading.read()
        if number is not None:
            found.append(number)
        at = max(reading.at, at + 1)
    return tuple(found)


def digits_value(digits: str) -> float:
    """Read "42,000", "45.000", "3.5", "3,5" or "42,000.50"; a group of three digits is thousands."""
    grouped = re.fullmatch(r"(\d{1,3}(?:[ ,.'’]\d{3})+)(?:[.,](\d{1,2}))?", digits)
    if grouped:
        return float(re.sub(r"\D", "", grouped[1]) + "." + (grouped[2] or "0"))
    return float(digits.replace(",", "."))


def _pieces(text: str) -> list[_Piece]:
    pieces = []
    for match in _PIECE.finditer(text):
        if match["word"]:
            pieces.append(_Piece(match["word"].lower(), None, *match.span()))
        elif match["name"] is None:
            pieces.append(_Piece(match["digits"], digits_value(match["digits"]), *match.span()))
        else:
            pieces.append(_Piece(match[0], None, *match.span()))
    return pieces


class _Reading:
    """The reading of one number from a piece onwards; `at` stands behind what was taken."""

    def __init__(self, text: str, pieces: list[_Piece], at: int) -> None:
        self.text, self.pieces, self.at, self.first = text, pieces, at, at
        self.total = 0.0
        self.current: float | None = None
        self.scale = 1
        self.room = 0  # what a further small number must stay below

    def read(self) -> Number | None:
        """Take as many pieces as make one number; None where there is none."""
        self._article()
        while self.at < len(self.pieces) and self._take():
            pass
        taken = self.pieces[self.first : self.at]
        words = tuple(piece.form for piece in taken)
        if (self.current is None and self.scale == 1) or words == ("one",):
            return None
        value = self.total + (self.current or 0.0)
        return Number(value, self.scale, taken[0].start, taken[-1].end, words)

    def _article(self) -> None:
        """Take "a" or "half a" before a scale: "a hundred", "half a million", "a couple of thousand"."""
        forms = [piece.form for piece in self.pieces[self.at : self.at + 4]]
        scaled = _SCALES.keys() - {"k", "m"} | {"hundred"}
        if forms[:1] == ["a"] and forms[1:2] and forms[1] in (scaled | {"dozen"}):
            self.at += 1
        elif forms[:2] == ["half", "a"] and forms[2:3] and forms[2] in scaled:
            self.at, self.current = self.at + 2, 0.5
        elif forms[:3] == ["a", "couple", "of"] and forms[3:4] and forms[3] in scaled:
            self.at, self.current = self.at + 3, 2.0

    def _take(self) -> bool:
        piece = self.pieces[self.at]
        if self.at > self.first and not self._touches(self.at):
            return False
        if piece.form in _FILLERS:
            return self._filler()
        if piece.value is not None:
            return self._digits(piece)
        return self._word(piece.form)

    def _word(self, form: str) -> bool:
        if form in _SMALL or form in _TENS:
            return self._small(form)
        if form in {"hundred", "dozen"}:
            return self._hundred(100 if form == "hundred" else 12)
        return self._scaled(form) if form in _SCALES else self._joined()

    def _touches(self, at: int) -> bool:
        """Whether nothing but white space or a hyphen parts this piece from the last one."""
        before, here = self.pieces[at - 1], self.pieces[at]
        loose = before.form in _FILLERS or here.form in _FILLERS
        digits = here.value is not None or before.value is not None
        gap = self.text[before.end : here.start]
        if digits and "-" in gap:
            return here.form in _SCALES
        return bool((_LOOSE if loose else _TIGHT).fullmatch(gap))

    def _filler(self) -> bool:
        """Skip "um" inside a number, where the number goes on behind it."""
        if self.at == self.first or self.at + 1 >= len(self.pieces) or not self._touches(self.at + 1):
            return False
        before, self.at = self.at, self.at + 1
        if self.pieces[self.at].form not in _FILLERS and self._take():
            return True
        self.at = before
        return False

    def _digits(self, piece: _Piece) -> bool:
        if self.current is not None or (self.scale > 1 and (piece.value or 0) >= self.scale):
            return False
        self.current, self.room, self.at = piece.value, 0, self.at + 1
        if piece.value is not None and piece.value >= 1_000 and self.scale == 1:
            self.scale = 1_000
            self.total, self.current = piece.value, None
            self.room = -1
        return True

    def _small(self, form: str) -> bool:
        value = _SMALL.get(form) or _TENS[form]
        if self.room < 0 or (self.current is not None and value >= self.room):
            return False
        self.current = (self.current or 0.0) + value
        self.room = 10 if form in _TENS else 0
        self.at += 1
        return True

    def _hundred(self, factor: int) -> bool:
        if self.room < 0 or (self.current or 0) >= 100:
            return False
        self.current, self.room, self.at = (self.current or 1.0) * factor, 100, self.at + 1
        return True

    def _scaled(self, form: str) -> bool:
        bare = self.current is None
        if self.room < 0 or (bare and (form in {"k", "m"} or self.at > self.first + 1 or self.scale > 1)):
            return False
        if self.scale > 1 and _SCALES[form] >= self.scale:
            return False
        self.total += (1.0 if self.current is None else self.current) * _SCALES[form]
        self.scale, self.current, self.room, self.at = _SCALES[form], None, 1_000, self.at + 1
        return True

    def _joined(self) -> bool:
        """Take "and twenty", "and a half", "point five" behind a number that has begun."""
        forms = [piece.form for piece in self.pieces[self.at : self.at + 3]]
        begun = self.current is not None or self.scale > 1
        if not begun or self.room < 0:
            return False
        if forms == ["and", "a", "half"]:
            step = 0.5 if self.current is not None else 0.5 * self.scale
            self.current, self.room, self.at = (self.current or 0.0) + step, 0, self.at + 3
            return True
        if len(forms) > 1 and forms[0] == "and" and self.room >= 100 and self._goes_on(forms[1]):
            self.at += 1
            return True
        if len(forms) > 1 and forms[0] == "point" and forms[1] in _SMALL and self.current is not None:
            self.current, self.room, self.at = self.current + _SMALL[forms[1]] / 10, 0, self.at + 2
            return True
        return False

    def _goes_on(self, form: str) -> bool:
        return (form in _SMALL and form != "one") or form in _TENS
