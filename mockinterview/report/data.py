"""What the page shows, prepared from a session: numbers and harmless texts, no markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockinterview.analysis.filler_places import FillerCounts, count_fillers
from mockinterview.feedback import Tone, filler_rates, shorten
from mockinterview.plain_text import said_time
from mockinterview.report.charts import LengthBar, PaceChart, Share, balance_of, length_bar, pace_chart
from mockinterview.report.comparison import Comparison, compare
from mockinterview.report.marks import MOST_MARKS, Mark, Noticed, Run, marks_of, noticed_in, runs_of
from mockinterview.report.numbers import place
from mockinterview.report.sound import Linked, Sound
from mockinterview.report.sounds import Gap, prepare_sounds
from mockinterview.summary import Summary, summarise
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.feedback import Finding
    from mockinterview.report.sounds import Progress, SoundPath
    from mockinterview.session import Session, Take, Turn


MOST_FINDINGS = 50
MOST_SPOTS = 12
"""Buttons under one finding; all of them stand in the transcript anyway."""
SPOT_WORDS = 6
MOST_NOTICED = 200
"""Fillers listed with the words around them."""


@dataclass(frozen=True)
class Spot:
    """A place that a finding points to: what is said there, and when (seconds)."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Shown:
    """A finding with the places that it rests on."""

    tone: Tone
    text: str
    spots: tuple[Spot, ...]
    more_spots: int


@dataclass(frozen=True)
class Fillers:
    """Every filler of an answer.

    Attributes:
        counts: how many of each kind.
        rates: how often they come, in words; empty where too short for a rate.
        listed: each with the words around it.
        more: how many were left out.
    """

    counts: FillerCounts
    rates: str
    listed: tuple[Noticed, ...]
    more: int


@dataclass(frozen=True)
class Answer:
    """One take as it is shown.

    Attributes:
        id: unique in the page.
        number: counted from 1.
        sound: the recording, or why there is none.
        duration: of the recording, in seconds.
        remark: what went wrong, or why there are no words; else empty.
        note: of that, what went wrong.
        waits: whether something was said that nobody has written down yet.
        replay: the command that plays it in the terminal.
        runs: the transcript.
        marks: what is flagged on the waveform.
        more_marks: how many are flagged in the words alone.
        findings: the feedback, the strongest first.
        more_findings: how many were left out.
        fillers: the list of every filler, None where there is none.
        length: against its zone.
        pace: over time.
        balance: of the story.
    """

    id: str
    number: int
    sound: Sound | Linked | Gap
    duration: float
    remark: str
    note: str = ""
    waits: bool = False
    replay: str = ""
    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    more_marks: int = 0
    findings: tuple[Shown, ...] = ()
    more_findings: int = 0
    fillers: Fillers | None = None
    length: LengthBar | None = None
    pace: PaceChart | None = None
    balance: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One question, or a follow-up, with its answers.

    Attributes:
        id: unique in the page.
        number: of the question, counted from 1.
        follow_up: whether it is the follow-up to that question.
        asked_by: who asked; empty for nobody in particular.
        text: the question.
        tip: a sentence for the person; empty for a follow-up.
        sound: the question as it was heard, None where it was only shown.
        answers: in order.
        answer: the one of them that counts, None where there is none.
        comparison: takes side by side, None where there is nothing to compare.
        together: level of the example over answer and follow-up, None where not judged.
    """

    id: str
    number: int
    follow_up: bool
    asked_by: str
    text: str
    tip: str
    sound: Sound | Linked | None
    answers: tuple[Answer, ...]
    answer: Answer | None
    comparison: Comparison | None
    together: str | None

    @property
    def others(self) -> tuple[Answer, ...]:
        """The answers that do not count, the newest first."""
        return tuple(answer for answer in reversed(self.answers) if answer is not self.answer)


@dataclass(frozen=True)
class Page:
    """A whole session.

    Attributes:
        when: its local time, as a person says it.
        model: what wrote the words down, None where nothing did.
        candidate: whether a recorded candidate answered.
        ended: whether the rehearsal was closed.
        summary: what it adds up to.
        spoken: seconds spoken in all judged answers.
        asked: the questions and follow-ups in order.
    """

    when: str
    model: str | None
    candidate: bool
    ended: bool
    summary: Summary
    spoken: float
    asked: tuple[Asked, ...]

    @property
    def waits(self) -> bool:
        """Whether an answer waits for its words whose recording is there."""
        answers = (answer for asked in self.asked for answer in asked.answers)
        return any(answer.waits and not isinstance(answer.sound, Gap) for answer in answers)


def page_of(session: Session, path_of: SoundPath, progress: Progress) -> Page:
    """Prepare a session for a page that holds its sounds.

    Args:
        session: the session.
        path_of: gives the file of a sound name; raises BadAudio where it is missing.
        progress: told (sounds done, sounds in all).
    """
    return page_with(session, prepare_sounds(session, path_of, progress))


def page_with(session: Session, sounds: Mapping[str, Sound | Linked | Gap]) -> Page:
    """Prepare a session for a page, with all sounds that it names."""
    kept = _Kept(harmless(session.id), sounds)
    asked = tuple(
        shown for number, turn in enumerate(session.turns, 1) for shown in _both(number, turn, kept)
    )
    summary = summarise(session)
    return Page(
        when=harmless(said_time(session.started)),
        model=harmless(session.model) if session.model else None,
        candidate=session.candidate,
        ended=session.ended is not None,
        summary=summary,
        spoken=place(summary.spoken_s) or 0.0,
        asked=asked,
    )


# --- questions and answers ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Kept:
    """The id of the session, and its sounds by their names."""

    id: str
    sounds: Mapping[str, Sound | Linked | Gap]

    def replay_of(self, take: Take, turn: Turn, number: int) -> str:
        """Return the command that plays a take in the terminal."""
        every = "" if take is turn.take else " --takes"
        return f"mockinterview replay {self.id} --turn {number}{every}"


def _both(number: int, turn: Turn, kept: _Kept) -> Iterator[Asked]:
    yield _asked(number, turn, kept, follow_up=False)
    if turn.follow_up is not None:
        together = turn.story.level if turn.story is not None and turn.story.judged else None
        yield _asked(number, turn.follow_up, kept, follow_up=True, together=together)


def _asked(
    number: int,
    turn: Turn,
    kept: _Kept,
    *,
    follow_up: bool,
    together: str | None = None,
) -> Asked:
    name = f"question-{number}" + ("-follow-up" if follow_up else "")
    spoken = kept.sounds[turn.question_audio] if turn.question_audio is not None else None
    answers = tuple(
        replace(
            _answer(f"{name}-take-{take_number}", take_number, take, turn, kept),
            replay=kept.replay_of(take, turn, number),
        )
        for take_number, take in enumerate(turn.takes, 1)
    )
    return Asked(
        id=name,
        number=number,
        follow_up=follow_up,
        asked_by=harmless(turn.question.asked_by),
        text=harmless(turn.question.text),
        tip="" if follow_up else harmless(turn.question.tip),
        sound=None if isinstance(spoken, Gap) else spoken,
        answers=answers,
        answer=answers[turn.takes.index(turn.take)] if turn.take is not None else None,
        comparison=compare(turn.takes, turn.question),
        together=together,
    )


def _answer(name: str, number: int, take: Take, turn: Turn, kept: _Kept) -> Answer:
    sound = kept.sounds[take.audio]
    duration = (place(take.duration) or 0.0) if isinstance(sound, Gap) else sound.duration
    answer = Answer(
        id=name,
        number=number,
        sound=sound,
        duration=duration,
        remark=harmless(take.remark),
        note=harmless(take.note or ""),
        waits=take.awaits_transcript,
        runs=runs_of(take),
        findings=tuple(_shown(finding) for finding in take.findings[:MOST_FINDINGS]),
        more_findings=max(len(take.findings) - MOST_FINDINGS, 0),
    )
    analysis = take.analysis
    if analysis is None:
        return answer
    marks = marks_of(analysis)
    return replace(
        answer,
        marks=marks[:MOST_MARKS],
        more_marks=len(marks[MOST_MARKS:]),
        fillers=_fillers(take, count_fillers(analysis)),
        length=length_bar(analysis, turn.question),
        pace=pace_chart(take.transcript, analysis, duration) if take.transcript else None,
        balance=balance_of(analysis.example),
    )


def _fillers(take: Take, counts: FillerCounts) -> Fillers | None:
    noticed = noticed_in(take)
    listed, more = noticed[:MOST_NOTICED], len(noticed[MOST_NOTICED:])
    return Fillers(counts, filler_rates(counts), listed, more) if noticed else None


def _shown(finding: Finding) -> Shown:
    spots = [
        Spot(shorten(harmless(quote.text), SPOT_WORDS), start, end)
        for quote in finding.evidence
        if (start := place(quote.start)) is not None and (end := place(quote.end)) is not None
    ]
    more = max(len(spots) - MOST_SPOTS, 0)
    return Shown(finding.tone, harmless(finding.text), tuple(spots[:MOST_SPOTS]), more)
