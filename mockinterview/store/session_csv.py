"""A session as a table: one row an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.feedback import spoken_length
from mockinterview.store.csv_text import csv_text
from mockinterview.store.edit import places

if TYPE_CHECKING:
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.session import Session, Take, Turn
    from mockinterview.store.csv_text import Cell
    from mockinterview.store.names import Place

_QUESTION = ("number", "follow_up", "question_id", "question")
_TAKE = ("recorded_s", "answer", "strong", "do_better")
_CHECKS = (
    "spoken_s",
    "words",
    "words_per_minute",
    "fillers",
    "likely_ums",
    "began_after_s",
    "example",
    "example_measured",
)


def to_csv(session: Session) -> str:
    """Return a session as CSV, each question and follow-up with the answer that counts."""
    rows = (_row(place, turn) for place, turn in places(session))
    return csv_text((*_QUESTION, *_TAKE, *_CHECKS), rows)


def _row(place: Place, turn: Turn) -> tuple[Cell, ...]:
    asked = (place.turn, "yes" if place.follow_up else "no", turn.question.id, turn.question.text)
    take = turn.take
    analysis = take.analysis if take else None
    return (
        *asked,
        *(_take_cells(take) if take else (None,) * len(_TAKE)),
        *(_check_cells(analysis) if analysis else (None,) * len(_CHECKS)),
    )


def _take_cells(take: Take) -> tuple[Cell, ...]:
    said = {
        tone: " ".join(f.text for f in take.findings if f.tone == tone) for tone in ("strength", "improve")
    }
    text = take.transcript.text if take.transcript else None
    return (take.duration, text, said["strength"], said["improve"])


def _check_cells(analysis: AnswerAnalysis) -> tuple[Cell, ...]:
    length, example = analysis.length, analysis.example
    judged = example if example is not None and example.judged else None
    return (
        spoken_length(analysis),
        length.words,
        length.speech_rate_wpm,
        len(analysis.fillers),
        len(analysis.hesitations.found),
        length.response_latency_s,
        judged.level if judged else None,
        ("yes" if judged.quantified else "no") if judged else None,
    )
