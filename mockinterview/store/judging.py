"""Answers that were kept without a transcript, judged afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.analysis.answer import analyse_answer
from mockinterview.feedback import Advice, give_feedback, no_advice, ranked
from mockinterview.follow_up import tell_story
from mockinterview.store.edit import change_take, change_turn, places
from mockinterview.store.names import Place

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.session import Session, Take, Turn
    from mockinterview.transcript import Transcript


def untranscribed(session: Session) -> tuple[tuple[Place, Take], ...]:
    """Return the takes in which something was said that nobody has written down yet."""
    return tuple(
        (place, take) for place, turn in places(session) for take in turn.takes if take.awaits_transcript
    )


def judge(
    session: Session, place: Place, audio: str, heard: tuple[Clip, Transcript], advice: Advice = no_advice
) -> Session:
    """Give a take its transcript, checks and findings, as the rehearsal would have done.

    Args:
        session: the session.
        place: the take's turn or follow-up.
        audio: name of the take's sound file.
        heard: the sound at 16,000 Hz and its words.
        advice: what to say beside what fits every question; of a follow-up nothing.
    """
    clip, transcript = heard
    analysis = analyse_answer(clip, transcript)

    def judged(take: Take) -> Take:
        question = _turn(session, place).question
        more = () if place.follow_up else advice(question, transcript)
        findings = ranked((*give_feedback(analysis, question), *more))
        return replace(take, transcript=transcript, analysis=analysis, findings=findings)

    return _with_story(change_take(session, place, audio, judged), Place(place.turn))


def _with_story(session: Session, place: Place) -> Session:
    """Judge the example over an answer and its follow-up, once both have words."""
    turn = _turn(session, place)
    first, more = turn.take, turn.follow_up.take if turn.follow_up is not None else None
    story = tell_story(first.transcript, more.transcript) if first and more else None
    if story is None or more is None:
        return session
    session = change_turn(session, place, lambda asked: replace(asked, story=story.example))
    return change_take(
        session,
        Place(place.turn, follow_up=True),
        more.audio,
        lambda take: replace(take, findings=story.findings),
    )


def _turn(session: Session, place: Place) -> Turn:
    return next(turn for known, turn in places(session) if known == place)
