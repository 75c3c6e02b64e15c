"""All checks of one answer, in one frozen result that the rest only reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis.achievement import Example, judge_example, says_no_example
from mockinterview.analysis.fillers import Filler, find_fillers
from mockinterview.analysis.hesitations import Hesitations, find_hesitations, load_judge
from mockinterview.analysis.level import measure_level
from mockinterview.analysis.pace import Length, measure_length
from mockinterview.analysis.pauses import Pause, pauses_between, speech_spans, word_spans
from mockinterview.analysis.repetitions import Repetition, find_repetitions
from mockinterview.clip import SAMPLE_RATE
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


def analyse_answer(clip: Clip | None, transcript: Transcript | None) -> AnswerAnalysis:
    """Check an answer from its sound, its words, or both.

    Without a transcript only duration and pauses are known; without a clip no hesitations are sought.
    """
    hesitations = Hesitations()
    duration: float | None
    if clip is not None:
        clip = clip.resampled(SAMPLE_RATE)
        level = measure_level(clip)
        duration, spans = clip.duration, speech_spans(clip, level)
        if transcript is not None and transcript.timed:
            hesitations = find_hesitations(clip, transcript, level)
    else:
        spans = word_spans(transcript) if transcript else ()
        duration = spans[-1].end if spans else None
    return AnswerAnalysis(
        fillers=find_fillers(transcript) if transcript else (),
        repetitions=find_repetitions(transcript) if transcript else (),
        hesitations=hesitations,
        length=measure_length(duration, spans, transcript),
        pauses=pauses_between(spans),
        example=judge_example(transcript) if transcript else None,
        says_no_example=says_no_example(transcript) if transcript else False,
    )


def warm_up() -> None:
    """Load what the checks need, so that the first answer is checked as fast as the others."""
    load_judge()
    analyse_answer(None, Transcript.from_text("I sat down and wrote a new plan for them."))
