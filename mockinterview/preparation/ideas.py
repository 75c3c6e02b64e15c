"""Ideas for the company: is something concrete suggested, tied to own experience, in a fair tone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.clauses import find_clauses
from mockinterview.analysis.judgeable import can_be_judged
from mockinterview.feedback import Finding, shorten
from mockinterview.preparation.key_terms import content_lemmas, content_terms, shared
from mockinterview.preparation.verdicts import finds_fault, praises
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mockinterview.analysis.clauses import Clause
    from mockinterview.dossier import Dossier
    from mockinterview.preparation.key_terms import Term
    from mockinterview.transcript import Transcript

Tone = Literal["even", "praise", "faults"]
"""`praise`: everything is perfect; `faults`: a list of what is bad; both without any suggestion."""

STRETCH = 160
"""Characters after the start of a suggestion in which its matter must be named: a long sentence."""

USED_FROM = 0.5
"""Share of an idea's words that must be heard for it to count as used, at least two; three always do."""


@dataclass(frozen=True)
class Ideas:
    """What an answer suggests to the company.

    Attributes:
        suggestions: each concrete suggestion, in order.
        experience: words that tell where it comes from; None where nothing does, or nothing is suggested.
        used: places of the dossier's ideas that were used, counted from 0.
        tone: of the answer; `even` wherever something is suggested.
        judged: False for an answer without words, or in another language.
    """

    suggestions: tuple[Quote, ...] = ()
    experience: Quote | None = None
    used: tuple[int, ...] = ()
    tone: Tone = "even"
    judged: bool = False

    @property
    def tied(self) -> bool:
        """Whether a suggestion stands on own experience."""
        return self.experience is not None


def ideas_in(transcript: Transcript, dossier: Dossier) -> Ideas:
    """Find the suggestions in one answer, and what they rest on."""
    text = transcript.text
    clauses = find_clauses(text)
    terms = content_terms(text)
    spans = tuple(_suggestions(text, clauses, terms))
    if not spans:
        return Ideas(tone=_tone(clauses), judged=True) if can_be_judged(text) else Ideas()
    experience = _experience(text, clauses, terms, dossier)
    heard = [term.lemma for term in terms]
    return Ideas(
        suggestions=tuple(transcript.quote(*span) for span in spans),
        experience=transcript.quote(*experience) if experience else None,
        used=tuple(place for place, idea in enumerate(dossier.ideas) if _is_used(idea.text, heard)),
        judged=True,
    )


# --- suggestions ------------------------------------------------------------------------------------

_FRAME = re.compile(
    r"\b(?:(?:what|how) about|why (?:not|don'?t (?:you|we))|(?:have you|did you) (?:ever )?(?:thought|"
    r"consider(?:ed)?)"
    r"|let'?s|let us|if it (?:were|was) up to me|i(?:'d| would)? (?:suggest|recommend|propose|advise)"
    r"|(?:my|one|an|another|a)(?: \w+)? (?:suggestion|idea|proposal)\b(?: \w+)?(?:,|:| (?:is|would|"
    r"might|could)\b)"
    r"|it(?:'d| would| might| could| may)(?: \w+)? (?:be worth|pay|make sense|be (?:good|useful|helpful|"
    r"wise|nice))"
    r"|(?:thing|step|start) (?:would|could|might) be to"
    r"|i(?:'d| would) start (?:with|by))(?!\w)",
    re.IGNORECASE,
)
_THINGS_TO_TRY = re.compile(
    r"\bthing (?:that |which )?(?:i|we|you)(?:'d| would| could| might| should)\b", re.IGNORECASE
)

_OWN_STATE = """
    be love like want need say think know learn join fit work help bring understand ask tell stay mean guess
    agree call describe hope imagine enjoy appreciate prefer have get explain earn see believe feel expect
    accept name come apply answer remember talk admit swear wish hear
"""
_NO_DEED = frozenset(_OWN_STATE.split())
"""Verbs behind "I would" that speak of oneself or of the talk, not of something to be done."""

_VAGUE = """
    communication innovation efficiency efficient improvement improve quality process service performance
    motivation energy marketing social media medium digital digitalisation culture attitude creativity
    strategy digitization productivity teamwork change idea suggestion proposal general opinion best
    everything modern solution growth potential synergy optimise optimize optimisation future success world
"""
VAGUE = frozenset(_VAGUE.split())
"""Words that fit every company: with nothing else, a suggestion is not concrete."""

_LED_ON = frozenset(
    ("because", "until", "when", "where", "who", "which", "if", "since", "while", "how", "whether")
)
_UNREAL = re.compile(
    r"(?:would|could|should|might|'d) have (?!(?:an?|the|one|two|some|more|every|each|my|your|our)\b)\w+"
)


def _suggestions(text: str, clauses: Sequence[Clause], terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Give the span of every concrete suggestion; one that lies in another is left out."""
    starts = sorted({*_framed(text), *(clause.start for clause in clauses if _proposes(clause))})
    behind = 0
    for start in starts:
        end = _end_of(text, start, clauses)
        if start >= behind and _is_concrete(terms, start, end):
            yield start, end
            behind = end


def _framed(text: str) -> Iterator[int]:
    plain = text.replace("\u2019", "'")
    for pattern in (_FRAME, _THINGS_TO_TRY):
        yield from (match.start() for match in pattern.finditer(plain))


def _proposes(clause: Clause) -> bool:
    """Whether a clause says what one would do, or what they could do."""
    if clause.tense not in ("would", "could") or clause.negated or clause.passive:
        return False
    deed = "try" if clause.verb == "try" else clause.deed
    if clause.subject not in ("I", "we", "you") or clause.mark in _LED_ON or deed in _NO_DEED:
        return False
    if "can" in clause.words or "must" in clause.words:
        return clause.subject != "I" and bool({"maybe", "perhaps", "here"} & set(clause.words))
    # "We would have lost": what did not happen is no suggestion.
    return not _UNREAL.search(clause.text)


def _end_of(text: str, start: int, clauses: Sequence[Clause]) -> int:
    """Return where a suggestion ends: with its sentence, else with the last clause that begins near it."""
    stop = re.compile(r"[.?!](?=\s|$)").search(text, start)
    end = stop.start() if stop else len(text)
    if end - start <= STRETCH:
        return end
    near = [clause.end for clause in clauses if start <= clause.start < start + STRETCH // 2]
    return min(end, max((*near, start + STRETCH // 4)), start + 2 * STRETCH)


def _is_concrete(terms: Sequence[Term], start: int, end: int) -> bool:
    """Whether particular things are named: two telling words, one of them a thing."""
    end = min(end, start + STRETCH)
    telling = [term for term in terms if start <= term.char_start < end and term.lemma not in VAGUE]
    things = [term for term in telling if term.sort in ("noun", "name")]
    return bool(things) and len({term.lemma for term in telling if term.sort != "number"}) >= 2


# --- own experience ---------------------------------------------------------------------------------

_EARLIER = re.compile(
    r"\b(?:(?:my|our) (?:\w+ )?(?:last|old|former|previous|first|current|present|earlier|own)(?: \w+)? ?"
    r"(?:job|work|company|employer|post|role|position|team|place|surgery|clinic|school|office|shop|"
    r"store|firm|"
    r"department|workplace|boss|\w+)"
    r"|(?:where|when|while) (?:i|we) (?:\w+ )?(?:worked|was|were|trained|ran|led|studied|had|did|managed)"
    r"|in my (?:experience|training|apprenticeship|time (?:at|as))|i(?:'ve| have) (?:done|seen|run|set|"
    r"built|used|had|led)"
    r"|we used to|i used to)\b",
    re.IGNORECASE,
)
_WATCHED = """
    visit notice see read hear look think want come meet queue tell ask say like love feel wait walk find
    call know enjoy wonder try mention be apply stand buy order get live hope
"""
_ONLY_WATCHED = frozenset(_WATCHED.split())
"""Past deeds of a visitor: they show interest, not experience."""


def _experience(
    text: str, clauses: Sequence[Clause], terms: Sequence[Term], dossier: Dossier
) -> tuple[int, int] | None:
    """Return the words that tell of own work: the dossier's first, else an earlier job, else a past deed."""
    told = [c for c in clauses if c.narrates and c.subject in ("I", "we") and c.mark != "if"]
    for source in _own_past(dossier):
        lemmas = content_lemmas(source)
        for clause in told:
            heard = [term.lemma for term in terms if clause.start <= term.char_start < clause.end]
            if len(shared(lemmas, heard)) >= 2:
                return clause.start, clause.end
    earlier = _EARLIER.search(text.replace("\u2019", "'"))
    if earlier:
        around = [c for c in clauses if c.start <= earlier.start() < c.end]
        home = max(around, key=lambda clause: clause.start, default=None)
        return (home.start, home.end) if home else earlier.span()
    deed = next((c for c in told if c.verb not in _ONLY_WATCHED and c.deed not in _ONLY_WATCHED), None)
    return (deed.start, deed.end) if deed else None


def _own_past(dossier: Dossier) -> Iterator[str]:
    yield from (idea.experience for idea in dossier.ideas if idea.experience)
    for story in dossier.stories:
        yield f"{story.situation} {story.action} {story.result}"


def _is_used(idea: str, heard: Iterable[str]) -> bool:
    lemmas = content_lemmas(idea)
    found = len(shared(lemmas, heard))
    return found >= 3 or (found >= min(2, len(lemmas)) > 0 and found >= USED_FROM * len(lemmas))


# --- tone and findings ------------------------------------------------------------------------------


def _tone(clauses: Sequence[Clause]) -> Tone:
    """Judge an answer without suggestion: two of one sort and none of the other make a tone."""
    praise, faults = sum(map(praises, clauses)), sum(map(finds_fault, clauses))
    if praise >= 2 and not faults:
        return "praise"
    return "faults" if faults >= 2 and faults > praise else "even"


_NOTHING: dict[Tone, str] = {
    "praise": "You praised them, and that is kind, but they asked for an idea: name one thing you would try.",
    "faults": "You named what is wrong, but not what you would do: turn one of the faults into a suggestion.",
    "even": "There was no concrete suggestion yet: name one thing that you would try, and how to start.",
}


def findings_from(ideas: Ideas, dossier: Dossier) -> tuple[Finding, ...]:
    """Say what was suggested, whether it stands on own experience, and which idea of the dossier is left."""
    if not ideas.judged:
        return ()
    return (*_about_suggestions(ideas, dossier), *_about_unused(ideas, dossier))


def _about_suggestions(ideas: Ideas, dossier: Dossier) -> Iterator[Finding]:
    if not ideas.suggestions:
        ready = f" You had one ready: “{shorten(dossier.ideas[0].text)}”." if dossier.ideas else ""
        yield Finding("ideas", "improve", _NOTHING[ideas.tone] + ready, weight=0.8)
        return
    first = ideas.suggestions[0]
    said = f"“{shorten(first.text)}”"
    if ideas.experience is not None:
        text = f"You made a concrete suggestion and said where you know it from: {said}."
        yield Finding("ideas", "strength", text, (first, ideas.experience), 0.7)
        return
    yield Finding("ideas", "strength", f"You made a concrete suggestion: {said}.", (first,), 0.5)
    own = next(
        (dossier.ideas[place].experience for place in ideas.used if dossier.ideas[place].experience), ""
    )
    hint = f": “{shorten(own)}”" if own else ", for example from an earlier job"
    text = f"Your suggestion would carry more weight if you said where you know it from{hint}."
    yield Finding("ideas", "improve", text, (first,), 0.6)


def _about_unused(ideas: Ideas, dossier: Dossier) -> Iterator[Finding]:
    left = [idea for place, idea in enumerate(dossier.ideas) if place not in ideas.used]
    if ideas.suggestions and left:
        text = f"You still have an idea in reserve: “{shorten(left[0].text)}”."
        yield Finding("ideas", "information", text, weight=0.15)
