"""The person's own questions to the interviewers: how many, how specific, and what was left unasked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.analysis.judgeable import can_be_judged
from mockinterview.feedback import Finding, shorten
from mockinterview.preparation.asking import Asked, find_asked
from mockinterview.preparation.key_terms import PALE, Term, content_lemmas, content_terms, shared
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockinterview.dossier import Company, Dossier, Fact
    from mockinterview.transcript import Transcript

Verdict = Literal["none", "perks", "generic", "specific"]
"""None asked; only about time off and pay; none that fits this job alone; at least one that does."""

LONG_QUESTION = 4
"""From so many words of content on, a question is known by them wherever they stand."""

TELLING = 3
"""So many particular words make a question specific, whatever they are."""


@dataclass(frozen=True)
class OwnQuestions:
    """What an answer asks.

    Attributes:
        asked: every question, in order.
        specific: those about this job, this company or somebody in the room, or about something just said.
        on_website: those whose answer anybody finds on the company's website.
        perks: those about holidays, time off or pay.
        not_asked: places of the dossier's questions that were not asked, counted from 0.
        judged: False for an answer without words, or in another language.
    """

    asked: tuple[Quote, ...] = ()
    specific: tuple[Quote, ...] = ()
    on_website: tuple[Quote, ...] = ()
    perks: tuple[Quote, ...] = ()
    not_asked: tuple[int, ...] = ()
    judged: bool = False

    @property
    def verdict(self) -> Verdict:
        """The whole in one word."""
        if not self.asked:
            return "none"
        if self.specific:
            return "specific"
        return "perks" if self.perks and 2 * len(self.perks) > len(self.asked) else "generic"


@dataclass(frozen=True)
class _Unit:
    """One question with its words, lower case, and its terms."""

    asked: Asked
    text: str
    context: str
    terms: tuple[Term, ...]

    @property
    def lemmas(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term.lemma for term in self.terms if term.lemma not in PALE))


def questions_in(transcript: Transcript, dossier: Dossier) -> OwnQuestions:
    """Find and sort the questions in one answer."""
    text = transcript.text
    left = tuple(range(len(dossier.my_questions)))
    # "What are your hours?" is too short to tell the language; only what asks nothing may be foreign.
    units = tuple(_units(text))
    if not units and not can_be_judged(text):
        return OwnQuestions(not_asked=left)
    found: dict[str, list[Quote]] = {"specific": [], "on_website": [], "perks": [], "generic": []}
    last, sort = None, ""
    for unit in units:
        # "What went wrong there, and what did you learn from it?": the second leans on the first.
        leans = last is not None and last.asked.context_start == unit.asked.context_start
        before, sort = sort, _sort(unit, dossier)
        if sort == "generic" and before == "specific" and leans and _LEANS.search(unit.text):
            sort = "specific"
        found[sort].append(transcript.quote(unit.asked.start, unit.asked.end))
        last = unit
    return OwnQuestions(
        asked=tuple(transcript.quote(unit.asked.start, unit.asked.end) for unit in units),
        specific=tuple(found["specific"]),
        on_website=tuple(found["on_website"]),
        perks=tuple(found["perks"]),
        not_asked=tuple(n for n in left if not _was_asked(dossier.my_questions[n], units, text)),
        judged=True,
    )


def _units(text: str) -> Iterator[_Unit]:
    terms = content_terms(text)
    for asked in find_asked(text):
        own = tuple(term for term in terms if asked.start <= term.char_start < asked.end)
        context = text[asked.context_start : asked.end].lower()
        yield _Unit(asked, text[asked.start : asked.end].lower(), context, own)


# --- what sort a question is ------------------------------------------------------------------------

_PERKS = re.compile(
    r"\b(?:holidays?|vacation|days? off|time off|annual leave|salary|wages?|paid|pay ?(?:day|rise|"
    r"slip)?|bonus(?:es)?|"
    r"overtime|raise|benefits|perks|company (?:car|phone)|home office|work(?:ing)? (?:from|at) home|"
    r"remote(?:ly)?|"
    r"sick (?:days|leave)|lunch break|discount|pension)\b"
)
_PLAIN_FACT = re.compile(
    r"\bwhat (?:exactly )?(?:do you|does (?:your|the|this) \w+|is it (?:that )?you)(?: all)? (?:do|make|"
    r"sell|offer|produce)\b"
    r"|\bwhat (?:is|are|'s) (?:your|the) (?:companys? |company's )?(?:mission|vision|values?|products?|"
    r"services)\b"
    r"|\bwhat's (?:your|the) (?:mission|vision)\b|\bwho (?:are|is) (?:your|the) (?:ceo|customers|clients)\b"
    r"|\bwhen (?:was|were) (?:you|it|the \w+) (?:founded|started)\b"
)
_ASKS_FACT = re.compile(
    r"^\W*(?:and |um |uh |so |well )*(?:what (?:is|are)|what's|when|how (?:many|old|big|large)|do|does|"
    r"is|are|where|who)\b"
)
_STOCK = re.compile(
    r"\b(?:typical|average|normal) (?:work\w* )?(?:day|week)\b|\bday[- ]to[- ]day\b|\bculture\b|"
    r"\batmosphere\b"
    r"|\bnext steps?\b|\bhear (?:back )?from you\b|\b(?:room|chance|opportunit\w+) (?:to|for) (?:grow|"
    r"advance|career)\w*"
    r"|\bcareer\b|\bchallenges?\b|\blike (?:best|most|it|working)\b|\benjoy (?:most|about)\b|\bdress code\b"
    r"|\bopening hours\b|\bin (?:five|ten|5|10) years\b|\bhow (?:big|large) is\b|\babout (?:the|"
    r"your) (?:team|company)\b"
    r"|\bkind of (?:person|people)\b|\bdo i start\b|\bstart(?:ing)? date\b|\bworking hours\b|\bparking\b"
)
_LEANS = re.compile(r"\b(?:it|that|this|them|they|those)\b")
_FOLLOWS_UP = re.compile(
    r"\byou(?:'ve| have)? (?:just |also )?(?:mention|sa(?:id|y)|told|talk|spoke|describ|explain|"
    r"point)\w*|\b(?:you \w+ )?earlier\b"
    r"|\bas you said\b"
)
_ABOUT_ME_HERE = re.compile(
    r"\b(?:first|next) (?:\w+ )?(?:hundred|ninety|thirty|\d+|three|six)? ?(?:days?|weeks?|months?|"
    r"year)\b|\bthis (?:job|role|position|post)\b"
    r"|\b(?:expect|want|need) (?:of |from )?me\b|\bmy (?:reports?|team|tasks?|work|predecessor|part|"
    r"role)\b|\bbe mine\b"
)


def _sort(unit: _Unit, dossier: Dossier) -> str:
    if _PERKS.search(unit.text):
        return "perks"
    if any(_asks(unit, question) for question in dossier.my_questions):
        return "specific"
    if _on_website(unit, dossier.company):
        return "on_website"
    return "specific" if _is_specific(unit, dossier) else "generic"


def _on_website(unit: _Unit, company: Company) -> bool:
    """Whether the website tells it: a bare fact about the company, or one that was read there."""
    if _PLAIN_FACT.search(unit.text):
        return True
    if not _ASKS_FACT.search(unit.text) or not unit.lemmas:
        return False
    company_words = content_lemmas(company.name)
    own = [lemma for lemma in unit.lemmas if lemma not in company_words]
    facts = [fact for fact in company.facts if _read_on_website(fact, company)]
    return any(2 * len(shared(own, content_lemmas(fact.text))) >= len(own) > 0 for fact in facts)


def _read_on_website(fact: Fact, company: Company) -> bool:
    source, site = fact.source.lower(), re.sub(r"^https?://(?:www\.)?|/.*$", "", company.website.lower())
    return "website" in source or "homepage" in source or bool(site and site in source)


def _is_specific(unit: _Unit, dossier: Dossier) -> bool:
    if _FOLLOWS_UP.search(unit.context) or _speaks_to(unit, dossier):
        return True
    mine = [lemma for lemma in unit.lemmas if lemma not in content_lemmas(dossier.company.name)]
    if any(_names(mine, fact.text, unit) for fact in dossier.company.facts):
        return True
    advert = " ".join((*dossier.papers.advert, dossier.job.title))
    if shared(mine, content_lemmas(advert)):
        return True
    if _STOCK.search(unit.text):
        return False
    return bool(_ABOUT_ME_HERE.search(unit.text)) or len(mine) >= TELLING


def _names(lemmas: list[str], fact: str, unit: _Unit) -> bool:
    """Whether a question takes up a fact: by a name in it, or by two of its words."""
    common = shared(lemmas, content_lemmas(fact))
    names = {term.lemma for term in unit.terms if term.sort == "name"}
    return len(common) >= 2 or bool(names & set(common))


def _speaks_to(unit: _Unit, dossier: Dossier) -> bool:
    """Whether an interviewer is asked by name."""
    names = {part.lower() for who in dossier.job.interviewers for part in who.name.split()}
    names -= {"ms", "mr", "mrs", "dr", "ms.", "mr.", "mrs.", "dr."}
    return any(re.search(rf"\b{re.escape(name)}\b", unit.text) for name in names if len(name) > 1)


def _was_asked(prepared: str, units: Sequence[_Unit], text: str) -> bool:
    """Whether a prepared question came, also where the recogniser wrote it down as a statement."""
    wanted = content_lemmas(prepared)
    spoken = len(shared(wanted, content_lemmas(text))) if len(wanted) >= LONG_QUESTION else 0
    return any(_asks(unit, prepared) for unit in units) or 3 * spoken > 2 * len(wanted)


def _asks(unit: _Unit, prepared: str) -> bool:
    """Whether a question is one that was prepared, in whatever words; a short one must be whole."""
    wanted = content_lemmas(prepared)
    if not wanted:
        return False
    found = len(shared(wanted, unit.lemmas))
    if len(wanted) <= 2:
        every = tuple(dict.fromkeys(term.lemma for term in content_terms(prepared)))
        return len(shared(every, [term.lemma for term in unit.terms])) == len(every)
    return found >= 2 and 2 * found >= len(wanted)


# --- findings ---------------------------------------------------------------------------------------

_IMPROVE: dict[Verdict, str] = {
    "none": "You asked nothing back: two questions about this very job show that you mean it.",
    "perks": "You asked only about time off and pay: ask about the work first, and keep these for the offer.",
    "generic": "Your questions would fit any company: tie one to something that you read or heard here.",
}


def findings_from(questions: OwnQuestions, dossier: Dossier) -> tuple[Finding, ...]:
    """Say how the questions were, quote the specific ones, and name one that was prepared and not asked."""
    return tuple(_findings(questions, dossier)) if questions.judged else ()


def _findings(questions: OwnQuestions, dossier: Dossier) -> Iterator[Finding]:
    verdict = questions.verdict
    ready = [shorten(dossier.my_questions[place]) for place in questions.not_asked]
    if verdict == "specific":
        said = "; ".join(f"“{shorten(quote.text)}”" for quote in questions.specific[:2])
        yield Finding(
            "questions", "strength", f"You asked about this very job: {said}.", questions.specific, 0.65
        )
    else:
        hint = f" You had one ready: “{ready[0]}”." if ready else ""
        weight = 0.8 if verdict == "none" else 0.7
        yield Finding("questions", "improve", _IMPROVE[verdict] + hint, questions.asked, weight)
    if questions.on_website:
        said = f"“{shorten(questions.on_website[0].text)}”"
        text = f"Their website answers {said}: ask what it does not tell."
        yield Finding("questions", "improve", text, questions.on_website, 0.6)
    if verdict == "specific" and ready:
        text = f"Not asked yet: “{ready[0]}”" + (f", and {len(ready) - 1} more." if ready[1:] else ".")
        yield Finding("questions", "information", text, weight=0.2)
