"""An answer as other programs read it: the object that `analyze` and `rehearse --json` print.

Its shape is a promise: fields may be added, none is renamed or dropped.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mockinterview.analysis.filler_places import count_fillers, filler_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.feedback import Finding
    from mockinterview.session import Session, Take, Turn
    from mockinterview.transcript import Transcript

Json = dict[str, Any]


def transcript_object(transcript: Transcript | None) -> Json | None:
    """Return the text and its words, None where nothing was transcribed."""
    if transcript is None:
        return None
    words = [
        {
            "start": word.start,
            "end": word.end,
            "word": word.text,
            "probability": word.probability,
            "filled_pause_logprob": word.filled_pause_logprob,
        }
        for word in transcript.words
    ]
    pauses = None if transcript.heard_pauses is None else [asdict(p) for p in transcript.heard_pauses]
    return {
        "text": transcript.text,
        "words": words,
        "model": transcript.model,
        "heard_pauses": pauses,
    }


def analysis_object(transcript: Transcript | None, analysis: AnswerAnalysis) -> Json:
    """Return the checks of one answer; `example` is None where nothing was transcribed."""
    return {
        "fillers": [asdict(filler) for filler in analysis.fillers],
        "repetitions": [asdict(repetition) for repetition in analysis.repetitions],
        "hesitations": [asdict(hesitation) for hesitation in analysis.hesitations.found],
        "too_noisy": analysis.hesitations.too_noisy,
        "filler_counts": asdict(count_fillers(analysis)),
        "filler_places": [asdict(place) for place in filler_places(transcript, analysis)],
        "length": asdict(analysis.length),
        "pauses": [asdict(pause) for pause in analysis.pauses],
        "example": asdict(analysis.example) if analysis.example else None,
    }


def answer_object(transcript: Transcript | None, analysis: AnswerAnalysis) -> Json:
    """Return words and checks of one answer side by side."""
    return {"transcript": transcript_object(transcript), **analysis_object(transcript, analysis)}


def session_object(session: Session, folder: str) -> Json:
    """Return a whole rehearsal."""
    return {
        "session": folder,
        "id": session.id,
        "seed": session.seed,
        "model": session.model,
        "started": session.started,
        "ended": session.ended,
        "turns": [turn_object(turn) for turn in session.turns],
    }


def turn_object(turn: Turn) -> Json:
    """Return one question with the take that counts, and its follow-up where there was one."""
    return {
        "question": asdict(turn.question),
        **_take_object(turn.take),
        "takes": len(turn.takes),
        "story": asdict(turn.story) if turn.story else None,
        "follow_up": turn_object(turn.follow_up) if turn.follow_up else None,
    }


def _take_object(take: Take | None) -> Json:
    if take is None:
        return {"audio": None, "ended": None, "transcript": None, "analysis": None, "findings": []}
    return {
        "audio": take.audio,
        "ended": take.ended,
        "transcript": transcript_object(take.transcript),
        "analysis": analysis_object(take.transcript, take.analysis) if take.analysis else None,
        "findings": findings_list(take.findings),
    }


def findings_list(findings: Iterable[Finding]) -> list[Json]:
    """Return findings in their order of importance."""
    return [asdict(finding) for finding in findings]
