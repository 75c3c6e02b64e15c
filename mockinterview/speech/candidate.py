"""The recorded candidate: answers from sound files, behind the microphone's port."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip
from mockinterview.errors import BadAudio, BadInput
from mockinterview.toml_file import parse, quoted, read_text

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

MANIFEST = "manifest.toml"
MANIFEST_BYTES = 2_000_000
MOST_ANSWERS = 1_000
MOST_PROBLEMS = 10
SUFFIXES = {".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".webm"}
BLOCK_S = 0.032
TAIL_S = 8.0
"""Seconds of near-silence behind an answer: longer than the longest patience, so the endpoint decides."""

HISS = 1e-4
"""Loudness of that silence (-80 dB): no speech, and not the exact zeros of a microphone that is denied."""


class RecordedMicrophone:
    """Plays a clip into the recorder, then near-silence, then ends with EOFError.

    Args:
        clip: what the candidate says.
        real_time: deliver it as fast as it was spoken; otherwise as fast as it is fetched.
    """

    def __init__(self, clip: Clip, *, real_time: bool = False) -> None:
        self._clip = clip
        self._real_time = real_time

    def open(self) -> RecordedStream:
        """Begin at the clip's start."""
        return RecordedStream(self._clip, real_time=self._real_time)


class RecordedStream:
    """An open recording; see `MicrophoneStream`."""

    def __init__(self, clip: Clip, *, real_time: bool) -> None:
        rate = clip.sample_rate
        hiss = np.random.default_rng(0).normal(0.0, HISS, round(TAIL_S * rate)).astype(np.float32)
        self._samples = np.concatenate([clip.samples, hiss])
        self._rate = rate
        self._position = 0
        self._began = time.monotonic() if real_time else None

    @property
    def sample_rate(self) -> int:
        """The file's own rate in Hz."""
        return self._rate

    @property
    def lost_samples(self) -> int:
        """None: a recording waits."""
        return 0

    def read(self, timeout: float) -> NDArray[np.float32] | None:
        """Return the next 32 ms; raises EOFError at the end."""
        if self._position >= len(self._samples):
            raise EOFError
        end = self._position + max(round(BLOCK_S * self._rate), 1)
        if self._began is not None:
            ahead = self._began + end / self._rate - time.monotonic()
            time.sleep(min(max(ahead, 0.0), timeout))
            if ahead > timeout:
                return None
        block = self._samples[self._position : end]
        self._position = end
        return block

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._position = len(self._samples)


@dataclass(frozen=True)
class RecordedAnswer:
    """One `[[answers]]` entry of a manifest; other keys belong to those who check the answers.

    Attributes:
        file: name of the sound file, beside the manifest.
        question: id of the question that it answers; None: whatever is asked next.
        follow_up: whether it answers the follow-up to that question.
    """

    file: str
    question: str | None = None
    follow_up: bool = False


@dataclass(frozen=True)
class Manifest:
    """What ties the recordings of a directory to questions."""

    answers: tuple[RecordedAnswer, ...]
    title: str = ""


class Candidate:
    """A candidate made of recordings; a `Microphone` whose every opening is one take of an answer.

    Before each question the loop calls `next_question`; every `open` until the next call plays the same
    answer from its start. Without a manifest the sound files answer one question each, in name order.

    Raises:
        BadInput: the directory, its manifest or a recording cannot be used; names every problem.
    """

    def __init__(self, directory: Path, *, real_time: bool = False) -> None:
        self._directory = directory
        self._real_time = real_time
        manifest = _read_manifest(directory)
        self._title = manifest.title
        self._answers = list(manifest.answers)
        self._questions = tuple(dict.fromkeys(a.question for a in manifest.answers if a.question))
        self._clip = Clip.silence(0)

    @property
    def title(self) -> str:
        """Who this is, in a few words; may be empty."""
        return self._title

    @property
    def questions(self) -> tuple[str, ...]:
        """Ids of the questions that there are answers to, in order; empty: any question will do."""
        return self._questions

    def next_question(self, question_id: str, *, follow_up: bool = False) -> bool:
        """Be asked; return whether there is an answer (without one the candidate stays silent).

        Raises:
            BadAudio: the recording is broken.
        """
        answer = self._find(question_id, follow_up=follow_up)
        if answer is None:
            self._clip = Clip.silence(0)
            return False
        self._answers.remove(answer)
        self._clip = read_clip(self._directory / answer.file)
        return True

    def open(self) -> RecordedStream:
        """Answer the question that was asked last."""
        return RecordedMicrophone(self._clip, real_time=self._real_time).open()

    def _find(self, question_id: str, *, follow_up: bool) -> RecordedAnswer | None:
        meant = [a for a in self._answers if a.question == question_id and a.follow_up == follow_up]
        open_to_all = [a for a in self._answers if a.question is None and a.follow_up == follow_up]
        return next(iter(meant or open_to_all), None)


def _read_manifest(directory: Path) -> Manifest:
    if not directory.is_dir():
        raise BadInput(f"{directory}: there is no such folder of recorded answers")
    path = directory / MANIFEST
    manifest = _parse(path) if path.exists() else _in_name_order(directory)
    if not manifest.answers:
        raise BadInput(f"{directory}: there are no recorded answers in this folder (WAV, FLAC or OGG files)")
    if len(manifest.answers) > MOST_ANSWERS:
        raise BadInput(_too_many(directory, len(manifest.answers)))
    if problems := [p for answer in manifest.answers if (p := _problem(directory, answer.file))]:
        raise BadAudio(_told(problems))
    return manifest


def _in_name_order(directory: Path) -> Manifest:
    files = sorted(p.name for p in directory.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES)
    return Manifest(tuple(RecordedAnswer(name) for name in files if not name.startswith(".")))


def _parse(path: Path) -> Manifest:
    from pydantic import TypeAdapter, ValidationError

    data = parse(read_text(path, BadInput, what="a manifest", max_bytes=MANIFEST_BYTES), path, BadInput)
    answers = data.get("answers")
    if isinstance(answers, list) and len(answers) > MOST_ANSWERS:
        raise BadInput(_too_many(path, len(answers)))
    try:
        return TypeAdapter(Manifest).validate_python(data)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg'].lower()}" for e in error.errors()]
        raise BadInput(f"{path}: {_told(problems)}") from error


def _too_many(path: Path, answers: int) -> str:
    return f"{path}: holds {answers:,} answers; at most {MOST_ANSWERS:,} are heard"


def _told(problems: list[str]) -> str:
    more = len(problems) - MOST_PROBLEMS
    return "; ".join(problems[:MOST_PROBLEMS]) + (f"; and {more} more" if more > 0 else "")


def _problem(directory: Path, name: str) -> str | None:
    import soundfile

    if name != (directory / name).name:
        return f"{directory / MANIFEST}: {quoted(name)} must be the plain name of a file beside it"
    try:
        soundfile.info(directory / name)
    except (soundfile.LibsndfileError, RuntimeError):
        try:
            read_clip(directory / name)
        except BadAudio as error:
            return str(error)
    return None
