"""Immediate repetitions and false starts, told from words that are doubled on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.lexicon import Lexicon, lexicon
from mockinterview.analysis.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.transcript import Transcript

Kind = Literal["repetition", "false_start"]

LONGEST_REPEATED = 4
"""Words in the longest phrase that counts when it is said again: "it was the it was the …"."""

LONGEST_STAMMER = 2
"""Letters that a stammer repeats at the most: "th-the"."""

FURTHEST_COMPLETION = 4
"""How many words behind a broken-off word its completion is sought."""


@dataclass(frozen=True)
class Repetition:
    """A word or phrase said again at once, or broken off: "I I went", "we wen- we went".

    Attributes as in `Filler`; `text` holds all of it, from the first word to the last.
    """

    text: str
    kind: Kind
    start: float | None
    end: float | None
    char_start: int
    char_end: int


@dataclass(frozen=True)
class _Spoken:
    """A word and what stands behind it: "" nothing, "," or "." a break, "-" the word is broken off."""

    token: Token
    behind: str

    @property
    def form(self) -> str:
        return self.token.form


@dataclass(frozen=True)
class _Slip:
    """A repetition or false start, by the places of its first and last word."""

    kind: Kind
    first: int
    last: int


def find_repetitions(transcript: Transcript) -> tuple[Repetition, ...]:
    """Return immediate repetitions and false starts in order, never one inside another."""
    words = lexicon()
    spoken = _without_filled_pauses(transcript.text, words)
    found = []
    position = free = 0  # free: the first word that no slip before holds
    while position < len(spoken):
        slip = _said_again(spoken, position, words) or _broken_off(spoken, position, free, words)
        if slip:
            found.append(_cite(transcript, slip, spoken))
            free = slip.last + 1
        position = slip.last + 1 if slip else position + 1
    return tuple(found)


def _cite(transcript: Transcript, slip: _Slip, spoken: Sequence[_Spoken]) -> Repetition:
    span = (spoken[slip.first].token.char_start, spoken[slip.last].token.char_end)
    quote = transcript.quote(*span)
    return Repetition(quote.text, slip.kind, quote.start, quote.end, *span)


def _without_filled_pauses(text: str, words: Lexicon) -> list[_Spoken]:
    """Return the words alone: "I, um, I went" repeats like "I, I went"."""
    spoken: list[_Spoken] = []
    for token in tokenise(text):
        if not token.is_word:
            if spoken and spoken[-1].behind != ".":
                cut = text[token.char_start - 1 : token.char_end + 1]
                broken_off = cut[1:2] == "-" and cut[:1].isalpha() and cut[2:].isspace()
                spoken[-1] = _Spoken(spoken[-1].token, "-" if broken_off else token.form)
        elif not words.filled_pause.fullmatch(token.form):
            spoken.append(_Spoken(token, ""))
    return spoken


def _said_again(spoken: Sequence[_Spoken], first: int, words: Lexicon) -> _Slip | None:
    """Return a phrase said twice or more, the longest phrase there is."""
    for length in range(LONGEST_REPEATED, 0, -1):
        last = first + length - 1
        while _repeats(spoken, first, last + 1, length, words):
            last += length
        if last > first + length - 1:
            return _Slip("repetition", first, last)
    return None


def _repeats(spoken: Sequence[_Spoken], first: int, again: int, length: int, words: Lexicon) -> bool:
    """Say whether the phrase at `first` is said again at `again`, without meaning to."""
    phrase, repeated = spoken[first : first + length], spoken[again : again + length]
    if [word.form for word in phrase] != [word.form for word in repeated]:
        return False
    if any(word.behind for word in (*phrase[:-1], *repeated[:-1])):
        return False
    between = spoken[again - 1].behind
    if between == "," and (repeated[-1].behind or not _is_small_word(phrase[0].token, words)):
        return False  # "We waited, we waited." is meant, "I, I waited" is not
    return between != "." and not _on_purpose(phrase, words)


def _on_purpose(phrase: Sequence[_Spoken], words: Lexicon) -> bool:
    """Say whether doubling these words is good English: "very very", "had had", "five five", "B B C"."""
    forms = {word.form for word in phrase}
    if forms <= words.doubled:
        return True
    last = phrase[-1].token
    if len(phrase) > 1:
        joined = forms & words.doubling_joint and not any(w.token.tag.startswith("PRP") for w in phrase)
        open_ended = _is_small_word(last, words) or last.tag.startswith("VB")
        return bool(joined) or not open_ended or last.form in words.object
    spelled = len(last.form) == 1 and last.form not in {"i", "a"}
    counted = any(character.isdigit() for character in last.form)
    return spelled or counted or last.tag.startswith(words.doubled_tags)


def _is_small_word(token: Token, words: Lexicon) -> bool:
    """Say whether this is one of the small words that hold a sentence together."""
    return "'" in token.form or token.tag.startswith(words.small_tags)


def _broken_off(spoken: Sequence[_Spoken], broken: int, free: int, words: Lexicon) -> _Slip | None:
    """Return a false start that begins at `free` or later: "we wen- we went", "they they'd", "th-the"."""
    word = spoken[broken]
    if _stammered(word.form, words):
        return _Slip("false_start", broken, broken)
    following = spoken[broken + 1 : broken + 1 + FURTHEST_COMPLETION]
    contracted = bool(following) and following[0].form.startswith(word.form + "'")
    if contracted and word.form in words.subject and word.behind in {"", ","}:
        return _Slip("false_start", broken, broken + 1)
    if word.behind != "-":
        return None
    for ahead, completion in enumerate(following, 1):
        if completion.form.startswith(word.form) and completion.form != word.form:
            return _Slip("false_start", *_with_words_before(spoken, broken, free, ahead))
    return None


def _stammered(form: str, words: Lexicon) -> bool:
    """Say whether a recogniser wrote a stammer as one word: "I-I", "th-the"; never "re-read", "bye-bye"."""
    *begun, completed = form.split("-")
    if not begun or begun[0] in words.prefix:
        return False
    short = all(len(part) <= LONGEST_STAMMER for part in begun) and begun[0] != completed
    return (short or completed in words.stammered) and all(completed.startswith(part) for part in begun)


def _with_words_before(spoken: Sequence[_Spoken], broken: int, free: int, ahead: int) -> tuple[int, int]:
    """Widen a false start by the words that were said again with it: the "we" of "we wen- we went"."""
    again = ahead - 1
    before = [word.form for word in spoken[max(free, broken - again) : broken]]
    restarted = [word.form for word in spoken[broken + 1 : broken + ahead]]
    return (broken - again if before == restarted else broken), broken + ahead
