"""All checks of one answer, in one frozen result that the rest only reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis.achievement import Example, judge_example, says_no_example
from mockinterview.analysis.fillers import Filler, find_fillers
from mockinterview.analysis.hesitations import Hesitations, find_hesitations
from mockinterview.analysis.pace import Length, measure_length
from mockinterview.analysis.pauses import Pause, pauses_between, speech_spans, word_spans
from mockinterview.analysis.repetitions import Repetition, find_repetitions

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.transcript import Transcript


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


def analyse_answer(clip: Clip | None, transcript: Transcript | None) -> AnswerAnalysis:
    """Check an answer from its sound, its words, or both.

    Without a transcript only duration and pauses are known; without a clip no hesitations are sought.
    """
    spans = speech_spans(clip) if clip is not None else word_spans(transcript) if transcript else ()
    duration = clip.duration if clip is not None else spans[-1].end if spans else None
    heard = clip is not None and transcript is not None and transcript.timed
    return AnswerAnalysis(
        fillers=find_fillers(transcript) if transcript else (),
        repetitions=find_repetitions(transcript) if transcript else (),
        hesitations=find_hesitations(clip, transcript) if heard and clip and transcript else Hesitations(),
        length=measure_length(duration, spans, transcript),
        pauses=pauses_between(spans),
        example=judge_example(transcript) if transcript else None,
        says_no_example=says_no_example(transcript) if transcript else False,
    )
