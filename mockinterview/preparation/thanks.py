"""Thank-you notes after the interview: short Markdown drafts, one for each interviewer, never sent."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from mockinterview.question import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mockinterview.dossier import Dossier, PanelRole
    from mockinterview.feedback import Finding
    from mockinterview.question import Question

MOST_WORDS = 120
"""A longer note is not read."""

_QUOTED_WORDS = (5, 25)
"""Shorter says nothing, longer is no longer a note; a quote is never cut in its middle."""

_SOMEBODY = "[name]"

_LONGEST_TEXT = 300
"""Characters of anything that a note repeats."""

_LONGEST_NAME = 8
"""Words of a name, a company or a title that a note repeats."""


@dataclass(frozen=True)
class Topic:
    """One thing that was talked about.

    Attributes:
        kind: of the question that it answered.
        said: the words that answered it best, as they were spoken; "" where none stood out.
        named: the matter as the dossier has it (an idea, a question of one's own); "" where it is not there.
        weight: how well it went, in [0, 1]; the highest is named in the note.
    """

    kind: Kind
    said: str = ""
    named: str = ""
    weight: float = 0.0


@dataclass(frozen=True)
class Talked:
    """What one interviewer asked about; `asked_by` as a question shows it ("Priya Raman, hiring manager")."""

    asked_by: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Draft:
    """One note, for the person to change and send.

    Attributes:
        recipient: a name, or "[name]" where nobody knows it.
        subject: of the mail.
        body_markdown: fewer than 120 words; what the person must fill in stands in square brackets.
    """

    recipient: str
    subject: str
    body_markdown: str


def talked_about(answers: Iterable[tuple[Question, Sequence[Finding]]]) -> tuple[Talked, ...]:
    """Gather by interviewer what was talked about, in the order of their first question.

    Args:
        answers: each question with the findings on its answer, as a session's turns hold them.
    """
    by_asker: dict[str, list[Topic]] = defaultdict(list)
    for question, findings in answers:
        by_asker[question.asked_by].append(_topic(question, findings))
    return tuple(Talked(asked_by, tuple(topics)) for asked_by, topics in by_asker.items())


_CITES = ("example", "story", "ideas", "questions", "company")
"""The checks whose evidence is what was told; that of others is how it was told."""


def _topic(question: Question, findings: Sequence[Finding]) -> Topic:
    best = [f for f in findings if f.tone == "strength" and f.check in _CITES and f.evidence]
    best.sort(key=lambda finding: -finding.weight)
    low, high = _QUOTED_WORDS
    quotes = (quote.text for finding in best for quote in finding.evidence)
    said = next((text for text in quotes if low <= len(text.split()) <= high), "")
    return Topic(question.kind, said, weight=best[0].weight if best else 0.0)


def drafts(dossier: Dossier, talked: Sequence[Talked] = ()) -> tuple[Draft, ...]:
    """Write one note for everybody who gets one; a general one where nobody is known.

    A note names only what was talked about with its own recipient. The same input gives the same notes.
    """
    names = _recipients(dossier, talked)
    offset = crc32(dossier.company.name.encode("utf-8", "replace"))
    return tuple(
        _draft(dossier, name, _best_topic(name, talked, alone=len(names) == 1), offset + place)
        for place, name in enumerate(names)
    )


# --- who gets one, and what it names ----------------------------------------------------------------


def _recipients(dossier: Dossier, talked: Sequence[Talked]) -> list[str]:
    listed = [_name(text) for text in dossier.thank_you]
    listed = [name for name in listed if name] or [_name(who.name) for who in dossier.job.interviewers]
    listed = [name for name in listed if name] or [_name(one.asked_by) for one in talked]
    return list(dict.fromkeys(name for name in listed if name)) or [_SOMEBODY]


def _name(text: str) -> str:
    """Return the name alone: without a role behind a comma, an address in brackets or a title's dash."""
    return _clean(re.split(r"[,<(;]|\s[-–—]\s", text, maxsplit=1)[0], _LONGEST_NAME)


def _best_topic(name: str, talked: Sequence[Talked], *, alone: bool) -> Topic | None:
    own = [one for one in talked if alone or _name(one.asked_by).casefold() == name.casefold()]
    topics = [topic for one in own for topic in one.topics if topic.kind in _MATTERS]
    return max(topics, key=lambda topic: (bool(topic.named or topic.said), topic.weight), default=None)


# Salary, weaknesses, failures, conflicts and leaving are not what one wants to be remembered by.
_MATTERS: dict[Kind, str] = {
    "achievement": "what I have achieved so far",
    "behavioural": "how I go about my work",
    "value": "what I could bring to the team",
    "strengths": "what I am good at",
    "motivation": "why this work draws me",
    "company_knowledge": "where the company is heading",
    "company_ideas": "what could be tried next",
    "culture_fit": "how you work together",
    "management": "how the team is led",
    "future": "where this job could lead",
    "closing_questions": "my questions about the job",
}


# --- the words --------------------------------------------------------------------------------------

_OPENINGS = (
    "Thank you for taking the time to talk with me about {job}.",
    "It was good to talk with you about {job}. Thank you for your time and for your questions.",
    "Thank you for the conversation about {job}; I came away with a much clearer picture.",
    "I wanted to thank you for our talk about {job}.",
)
_ABOUT = (
    "What has stayed with me most is the part about {matter}.",
    "I especially liked talking with you about {matter}.",
    "Since then I have thought again about {matter}.",
    "I was glad that we came to speak about {matter}.",
)
_QUOTE = " I told you: “{said}”. I hope to do work of that kind with you."
_QUOTE_OF: dict[Kind, str] = {
    "closing_questions": " I had asked: “{said}” Thank you for answering so openly.",
    "company_ideas": " My thought was: “{said}”. I would be glad to look into it further.",
    "company_knowledge": " I said: “{said}”. That is one reason why I would like to be part of it.",
    "motivation": " I said: “{said}”. That still holds, and more so after our talk.",
}
_CLOSINGS: dict[PanelRole | None, tuple[str, ...]] = {
    "hiring manager": (
        "I would be glad to take this work on. If anything is still open, please just ask.",
        "I would like to start on this with you. If you need anything else from me, please let me know.",
    ),
    "colleague": (
        "I can well imagine working side by side with you.",
        "It would be a pleasure to work with you and the others.",
    ),
    "executive": (
        "I would be glad to do my part in what you have planned.",
        "I would like to help with where you are taking the company.",
    ),
    "hr": (
        "Thank you also for arranging everything. If you need any papers from me, please let me know.",
        "If anything is missing from my papers, please let me know. I look forward to hearing from you.",
    ),
    None: (
        "I look forward to hearing from you.",
        "If anything is still open, please just ask. I look forward to hearing from you.",
        "I would be glad to hear from you, whichever way you decide.",
    ),
}
_UNKNOWN = "[one thing that you talked about{whom}]"


def _draft(dossier: Dossier, name: str, topic: Topic | None, variant: int) -> Draft:
    about = _ABOUT[variant % len(_ABOUT)]
    if topic is None:
        whom = "" if name == _SOMEBODY else f" with {_escaped(name)}"
        named = about.format(matter=_UNKNOWN.format(whom=whom))
    else:
        named = about.format(matter=_MATTERS[topic.kind]) + _quoted(topic)
    closings = _CLOSINGS[_role(dossier, name)]
    paragraphs = (
        f"Dear {name if name == _SOMEBODY else _escaped(name)},",
        _OPENINGS[variant % len(_OPENINGS)].format(job=_job(dossier)),
        named,
        closings[variant % len(closings)],
        "Kind regards,  \n[your name]",
    )
    title = _clean(dossier.job.title, _LONGEST_NAME)
    subject = f"Thank you: {title}" if title else "Thank you for our talk"
    return Draft(name, subject, "\n\n".join(paragraphs) + "\n")


def _job(dossier: Dossier) -> str:
    title = _escaped(_clean(dossier.job.title, _LONGEST_NAME))
    company = _escaped(_clean(dossier.company.name, _LONGEST_NAME)) or "[the company]"
    return f"the job of {title} at {company}" if title else f"[the job] at {company}"


def _role(dossier: Dossier, name: str) -> PanelRole | None:
    roles = {_name(who.name).casefold(): who.role for who in dossier.job.interviewers}
    return roles.get(name.casefold())


def _quoted(topic: Topic) -> str:
    low, high = _QUOTED_WORDS
    said = next((text for text in (topic.named, topic.said) if low <= len(text.split()) <= high), "")
    said = _escaped(_clean(_without_filled_pauses(said), high).rstrip(".,;: "))
    if topic.kind == "closing_questions" and said and said[-1] not in "?!":
        said += "?"
    return _QUOTE_OF.get(topic.kind, _QUOTE).format(said=said) if said else ""


_FILLED_PAUSE = re.compile(r",?\s*\b(?:u+[hm]+|e+r+m*|h+m+)\b[,.]?", re.IGNORECASE)


def _without_filled_pauses(text: str) -> str:
    return _FILLED_PAUSE.sub("", text).strip()


def _clean(text: str, most_words: int) -> str:
    """Bring a text on one line of at most so many words; square brackets mark only gaps."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.replace("[", "(").replace("]", ")").split()[:most_words])[:_LONGEST_TEXT]


def _escaped(text: str) -> str:
    """Take from a text what Markdown would read as a sign."""
    return re.sub(r"([\\`*_<>#~|!])", r"\\\1", text)
