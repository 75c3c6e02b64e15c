"""Which checks belong to which question, beside those that fit every answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from mockinterview.preparation import (
    company,
    consistency,
    ideas,
    leaving,
    own_questions,
    pay,
    story_use,
)
from mockinterview.question import GENERAL, Kind
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.dossier import Dossier
    from mockinterview.feedback import Finding
    from mockinterview.question import Question

ABOUT_THEM: frozenset[Kind] = frozenset(
    ("motivation", "company_knowledge", "first_interview", "future", "culture_fit")
)
"""Questions in whose answer it shows whether somebody read about the company."""

FIGURE, STATEMENT = "figure", "statement"
"""Tags of questions: one that wants a figure named, and a closing one that wants no question back."""

A_FEW_WORDS = Transcript.from_text("I sat down last spring and wrote a new plan for them.")


class PreparedChecks:
    """The checks of one rehearsal; it remembers which stories were told in it.

    Args:
        dossier: what the person has prepared; an empty one leaves the checks that need none.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._told: dict[str, str | None] = {}
        """The story told in answer to each question, by the question's id: a retake does not count."""
        self._last: tuple[str, Transcript, tuple[Finding, ...]] | None = None

    def __call__(self, question: Question, transcript: Transcript) -> tuple[Finding, ...]:
        """Return what the preparation says of an answer, in no particular order."""
        if self._last is None or self._last[:2] != (question.id, transcript):
            found = tuple(self._findings(question, transcript)) if transcript.words else ()
            self._last = (question.id, transcript, found)
        return self._last[2]

    def warm_up(self) -> None:
        """Load and work through once what every check needs, the dossier's own texts included."""
        spare = PreparedChecks(self._dossier)  # nothing was told by these words
        for kind in get_args(Kind):
            spare(replace(GENERAL, id=kind, kind=kind), A_FEW_WORDS)

    def _findings(self, question: Question, transcript: Transcript) -> Iterator[Finding]:
        dossier, kind = self._dossier, question.kind
        if kind in ABOUT_THEM:
            yield from company.findings_from(company.company_knowledge(transcript, dossier), kind)
        if kind == "company_ideas":
            yield from ideas.findings_from(ideas.ideas_in(transcript, dossier), dossier)
        if kind == "closing_questions" and STATEMENT not in question.tags:
            yield from own_questions.findings_from(own_questions.questions_in(transcript, dossier), dossier)
        else:
            yield from consistency.findings_from(consistency.consistency(transcript, dossier, kind))
            # Other questions about money are held against the range as well, but none need be named there.
            about = "logistics" if kind == "salary" and FIGURE not in question.tags else kind
            yield from pay.findings_from(pay.pay_in(transcript, dossier, about), dossier)
            yield from leaving.findings_from(leaving.leaving(transcript, kind), kind)
        if question.example_expected:
            yield from self._about_story(question, transcript)

    def _about_story(self, question: Question, transcript: Transcript) -> tuple[Finding, ...]:
        earlier = [story for asked, story in self._told.items() if story and asked != question.id]
        use = story_use.story_used(transcript, self._dossier, earlier)
        self._told[question.id] = use.story.title if use.story is not None else None
        return story_use.findings_from(use)
