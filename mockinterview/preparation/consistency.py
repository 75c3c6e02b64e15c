"""Consistency with the first interview: key facts that are now said differently.

Only what contradicts clearly is told; where an answer does not speak of a fact, or tells of the change
itself ("it is two weeks instead of four now"), nothing is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mockinterview.dossier import KeyFact
from mockinterview.feedback import Finding, shorten
from mockinterview.preparation.amounts import PER_YEAR, amounts_in
from mockinterview.preparation.reasons import reasons_in
from mockinterview.preparation.times import dates_in, durations_in
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.dossier import Dossier, Said
    from mockinterview.preparation.amounts import Amount
    from mockinterview.question import Kind
    from mockinterview.transcript import Transcript

NOTICE_TOLERANCE = 0.15
"""Four weeks are a month, and eight weeks two."""

START_TOLERANCE_DAYS = 14
PAY_TOLERANCE = 0.08


@dataclass(frozen=True)
class Change:
    """A key fact that is now said differently: what it was about, the words then and now."""

    about: KeyFact
    then: str
    now: Quote


@dataclass(frozen=True)
class Consistency:
    """What was said differently from the first interview, in the order of the dossier."""

    changes: tuple[Change, ...] = ()


class _Range(NamedTuple):
    low: float
    high: float
    start: int
    end: int


def consistency(transcript: Transcript, dossier: Dossier, kind: Kind) -> Consistency:
    """Compare the answer with what the dossier notes of the first interview."""
    text = transcript.text
    if _TELLS_OF_CHANGE.search(text):
        return Consistency()
    changes = []
    for said in dossier.first_interview.said:
        span = _contradiction(said, text, kind)
        if span is not None:
            changes.append(Change(said.about, said.text, transcript.quote(*span)))
    return Consistency(tuple(changes))


def findings_from(result: Consistency) -> tuple[Finding, ...]:
    """Say what changed, softly: there may be a good reason."""
    return tuple(_finding(change) for change in result.changes)


_NAMES: dict[KeyFact, str] = {
    "notice period": "of your notice period",
    "start date": "of your start",
    "salary": "of the salary",
}


def _finding(change: Change) -> Finding:
    then, now = shorten(change.then), shorten(change.now.text)
    if change.about == "reason for leaving":
        text = (
            f"Last time your reason for leaving was “{then}”, now it sounds like “{now}”: "
            "both may be true, so be ready to say how they fit together."
        )
        return Finding("consistency", "improve", text, (change.now,), 0.6)
    text = (
        f"Last time you said {_NAMES[change.about]} “{then}”, now “{now}”: "
        "be ready to explain, or keep to one."
    )
    return Finding("consistency", "improve", text, (change.now,), 0.8)


_TELLS_OF_CHANGE = re.compile(
    r"\b(?:instead of|no longer|has changed|have changed|things changed|changed since|last time i|"
    r"(?:in|at) the first interview i|i (?:first|originally|previously) said|different(?:ly)? from what i)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\b(?:sorry|i mean|no wait|or rather|let me correct)\b", re.IGNORECASE)


def _contradiction(said: Said, text: str, kind: Kind) -> tuple[int, int] | None:
    """Return where the answer contradicts, None where it does not or does not speak of it."""
    if said.about == "notice period":
        return _disjoint(_notice_then(said.text), _notice_now(text), NOTICE_TOLERANCE, 3.0)
    if said.about == "start date":
        return _start_moved(said.text, text)
    if said.about == "salary":
        return _pay_changed(said.text, text, kind)
    if said.about == "reason for leaving":
        return _other_reason(said.text, text, kind)
    return None


def _disjoint(
    then: _Range | None, now: _Range | None, tolerance: float, least: float
) -> tuple[int, int] | None:
    """Return where the answer's range stands if the two lie further apart than is tolerated."""
    if then is None or now is None:
        return None
    gap = max(then.low - now.high, now.low - then.high)
    apart = gap > max(least, tolerance * min(max(then.high, 1.0), max(now.high, 1.0)))
    return (now.start, now.end) if apart else None


# --- notice period ----------------------------------------------------------------------------------

_NOTICE = re.compile(r"\bnotice\b", re.IGNORECASE)
_LEAVES = re.compile(
    r"\b(?:leave|start|begin|join(?: you)?|available|free|be (?:with|at) you(?:rs)?)\s+"
    r"(?:\w+\s+)?(?:in|within|after)\s+(?:about |around |just |only |roughly |um |uh )*$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:no notice(?: period)?|without notice|(?:start|begin|available|free)\s+"
    r"(?:tomorrow|immediately|at once|right away|straight away))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|cannot|can['’]?t|couldn['’]?t|won['’]?t|wouldn['’]?t)\b[^.!?]{0,16}$", re.IGNORECASE
)
_NEAR_NOTICE = 32
"""Characters between a duration and "notice" at most."""


def _notice_then(text: str) -> _Range | None:
    spans = durations_in(text)
    if spans:
        return _Range(min(s.days for s in spans), max(s.days for s in spans), 0, len(text))
    return _at_once(text) or (
        _Range(0, 0, 0, len(text)) if re.match(r"\s*(?:none|immediately)\b", text, re.IGNORECASE) else None
    )


def _notice_now(text: str) -> _Range | None:
    text, shift = _corrected(text)
    near = []
    for span in durations_in(text):
        gaps = [_gap(text, span.char_start, span.char_end, *cue.span()) for cue in _NOTICE.finditer(text)]
        leaving = _LEAVES.search(text, max(0, span.char_start - 48), span.char_start)
        distance = 0 if leaving else min((gap for gap in gaps if gap is not None), default=None)
        if distance is not None and distance <= _NEAR_NOTICE:
            near.append((distance, span))
    if not near:
        found = _at_once(text)
        return found and _Range(0, 0, found.start + shift, found.end + shift)
    nearest = min(near, key=lambda entry: entry[0])[1]
    group = [span for _, span in near if abs(span.char_start - nearest.char_start) <= 24]
    start, end = min(s.char_start for s in group), max(s.char_end for s in group)
    return _Range(min(s.days for s in group), max(s.days for s in group), start + shift, end + shift)


def _gap(text: str, start: int, end: int, cue_start: int, cue_end: int) -> int | None:
    """Return the characters between two places; None where a sentence ends between them."""
    low, high = (end, cue_start) if end <= cue_start else (cue_end, start)
    between = text[low:high]
    return None if re.search(r"[.!?;](?:\s|$)", between) else len(between) + 20 * between.count(",")


def _at_once(text: str) -> _Range | None:
    for match in _AT_ONCE.finditer(text):
        if not _NOT.search(text, 0, match.start()):
            return _Range(0, 0, *match.span())
    return None


def _corrected(text: str) -> tuple[str, int]:
    """Return what stands behind the last correction of oneself, and how much was cut off."""
    cuts = [match.end() for match in _CORRECTS.finditer(text)]
    cut = next((at for at in reversed(cuts) if re.search(r"\w", text[at:])), 0)
    return (text[cut:], cut) if cut and (durations_in(text[cut:]) or amounts_in(text[cut:])) else (text, 0)


# --- start date -------------------------------------------------------------------------------------

_STARTS = re.compile(
    r"\b(?:start|begin|available|free|join you|be with you|come to you|move in|starting date)\b",
    re.IGNORECASE,
)
_NEAR_START = 70


def _start_moved(then: str, text: str) -> tuple[int, int] | None:
    days = dates_in(then)
    if not days:
        return None
    now = []
    for day in dates_in(text):
        gaps = [_gap(text, day.char_start, day.char_end, *cue.span()) for cue in _STARTS.finditer(text)]
        if any(gap is not None and gap <= _NEAR_START for gap in gaps):
            now.append(day)
    if not now or any(day.days_apart(other) <= START_TOLERANCE_DAYS for day in days for other in now):
        return None
    return now[0].char_start, now[0].char_end


# --- salary -----------------------------------------------------------------------------------------

_OTHER_MONEY = re.compile(
    r"\b(?:budget|turnover|sales|costs?|revenue|sav(?:ed|ings?)|customers?|users?|project|contract|invoices?|"
    r"currently|at the moment|at present|present salary|earn(?:ed|ing)?|bonus of|worth)\b",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"\b(?:salary|pay|paid|expect\w*|looking for|wage|figure|number|range|compensation|package)\b",
    re.IGNORECASE,
)


def _pay_changed(then: str, text: str, kind: Kind) -> tuple[int, int] | None:
    text, shift = _corrected(text)
    before = _yearly(amounts_in(then))
    amounts = [amount for amount in amounts_in(text) if _is_own_pay(amount, text, kind)]
    now = _yearly(amounts)
    if before is None or now is None or _currencies_differ(amounts_in(then), amounts):
        return None
    span = _disjoint(before, now, PAY_TOLERANCE, 0.0)
    return span and (span[0] + shift, span[1] + shift)


def _yearly(amounts: Sequence[Amount]) -> _Range | None:
    values = []
    for amount in amounts:
        # What has no period and is too small for a year could mean anything.
        period = amount.period or ("year" if amount.value >= 10_000 else None)
        if amount.unit != "percent" and period is not None:
            values.append((amount.value * PER_YEAR[period], amount))
    if not values:
        return None
    figures = [value for value, _ in values]
    start, end = values[0][1].char_start, values[-1][1].char_end
    return _Range(min(figures), max(figures), start, end)


def _is_own_pay(amount: Amount, text: str, kind: Kind) -> bool:
    start, end = _sentence_around(text, amount.char_start)
    sentence = text[start:end]
    if _OTHER_MONEY.search(sentence):
        return False
    return kind == "salary" or bool(_PAY.search(sentence))


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    start = max((match.end() for match in re.finditer(r"[.!?](?=\s)", text[:at])), default=0)
    behind = re.search(r"[.!?](?=\s|$)", text[at:])
    return start, at + behind.start() if behind else len(text)


def _currencies_differ(then: Sequence[Amount], now: Sequence[Amount]) -> bool:
    before, after = ({amount.currency for amount in amounts} - {""} for amounts in (then, now))
    return bool(before and after and not before & after)


# --- reason for leaving -----------------------------------------------------------------------------

_LEAVING = re.compile(r"\b(?:reason|leav(?:e|ing)|left|quit(?:ting)?)\b", re.IGNORECASE)


def _other_reason(then: str, text: str, kind: Kind) -> tuple[int, int] | None:
    """Compare what the reasons are about; nothing is said unless both are clear and share nothing."""
    if kind != "leaving" and not _LEAVING.search(text):
        return None
    before, now = reasons_in(then), reasons_in(text)
    topics = {reason.topic for reason in now}
    if not before or len(topics) != 1 or {reason.topic for reason in before} & topics:
        return None
    return now[0].char_start, now[0].char_end
