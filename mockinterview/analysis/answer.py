"""All checks of one answer, in one frozen result that the rest only reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mockinterview.analysis.achievement import Example, judge_example, says_no_example
from mockinterview.analysis.fillers import Filler, find_fillers
from mockinterview.analysis.hesitations import Hesitations, find_hesitations, load_judge
from mockinterview.analysis.measured_sound import MeasuredSound, measure_sound
from mockinterview.analysis.pace import Length, measure_length
from mockinterview.analysis.pauses import Pause, pauses_between, speech_spans, word_spans
from mockinterview.analysis.repetitions import Repetition, find_repetitions
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from mockinterview.clip import Clip


@dataclass(frozen=True)
class AnswerAnalysis:
    """What is known about one answer.

    Attributes:
        fillers: fillers that stand in the transcript.
        repetitions: immediate repetitions and false starts in the transcript.
        hesitations: filled pauses that the transcript lacks.
        length: duration, words and rates.
        pauses: silent pauses of at least 0.25 s.
        example: the judgement on the achievement example, None where nothing was transcribed.
        says_no_example: whether the person said that there is none to tell.
    """

    fillers: tuple[Filler, ...]
    repetitions: tuple[Repetition, ...]
    hesitations: Hesitations
    length: Length
    pauses: tuple[Pause, ...]
    example: Example | None
    says_no_example: bool = False

    @property
    def filler_count(self) -> int:
        """Fillers in the transcript and filled pauses that it lacks."""
        return len(self.fillers) + len(self.hesitations.found)


@dataclass(frozen=True)
class _Wording:
    """What an answer's words say by themselves, whatever they sounded like."""

    fillers: tuple[Filler, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    example: Example | None = None
    says_no_example: bool = False


def read_ahead(transcript: Transcript) -> None:
    """Check the words of an answer that may be over, so that `analyse_answer` finds it done."""
    _wording(transcript)


@lru_cache(maxsize=2)
def _wording(transcript: Transcript) -> _Wording:
    return _Wording(
        find_fillers(transcript),
        find_repetitions(transcript),
        judge_example(transcript),
        says_no_example(transcript),
    )


def analyse_answer(sound: Clip | MeasuredSound | None, transcript: Transcript | None) -> AnswerAnalysis:
    """Check an answer from its sound, its words, or both.

    Without a transcript only duration and pauses are known; without sound no hesitations are sought.
    """
    hesitations = Hesitations()
    duration: float | None
    if sound is not None:
        measured = sound if isinstance(sound, MeasuredSound) else measure_sound(sound)
        duration, spans = measured.duration, speech_spans(measured.level)
        if transcript is not None and transcript.timed:
            hesitations = find_hesitations(measured, transcript)
    else:
        spans = word_spans(transcript) if transcript else ()
        duration = spans[-1].end if spans else None
    wording = _wording(transcript) if transcript else _Wording()
    return AnswerAnalysis(
        fillers=wording.fillers,
        repetitions=wording.repetitions,
        hesitations=hesitations,
        length=measure_length(duration, spans, transcript),
        pauses=pauses_between(spans),
        example=wording.example,
        says_no_example=wording.says_no_example,
    )


def warm_up() -> None:
    """Load what the checks need, so that the first answer is checked as fast as the others."""
    load_judge()
    analyse_answer(None, Transcript.from_text("I sat down and wrote a new plan for them."))
