"""What the program and the recogniser's child process say to each other."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

from mockinterview.recognition.models import ModelSource


@dataclass(frozen=True)
class WhisperOptions:
    """How to recognise.

    Attributes:
        threads: processor threads for the encoder; None leaves one core to the recording.
        language: of the speech, for models that know several.
        tokens_per_second: an upper bound for what is written (no one speaks faster than 10), against loops.
        temperatures: what is tried in turn where a decoding loops or is unsure: greedy first, then once with
            some chance in it. Each try costs a whole decoding, so there is no third.
        short: a piece up to so many seconds is not filled up to Whisper's window of 30 s, which would be most
            of its cost; longer ones are, as there is little to save (`python -m benchmarks.window`).
        silence_behind: seconds of silence that are encoded behind a short piece, at most 30 s less `short`.
    """

    threads: int | None = None
    language: str = "en"
    tokens_per_second: float = 10.0
    temperatures: tuple[float, ...] = (0.0, 0.4)
    short: float = 15.0
    silence_behind: float = 4.0


@dataclass(frozen=True)
class Load:
    """The first message: which model, and how it is used."""

    source: ModelSource
    options: WhisperOptions


@dataclass(frozen=True, eq=False)
class Job:
    """Sound to be recognised: float32, shape (n,), at 16,000 Hz. The answer is a `Heard`."""

    samples: NDArray[np.float32]


@dataclass(frozen=True)
class Ready:
    """The model is loaded and warm."""


@dataclass(frozen=True)
class Failed:
    """The model cannot be loaded; `problem` says why in one plain line."""

    problem: str


def send(stream: IO[bytes], message: object) -> None:
    """Write a message; raises OSError where nobody listens any more."""
    pickle.dump(message, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Wait for a message; raises EOFError where the other side has ended.

    Both ends are this program, joined by a pipe that no one else can write to, so unpickling is safe.
    """
    try:
        message: object = pickle.load(stream)  # noqa: S301 - see above
    except (pickle.UnpicklingError, OSError, ValueError) as error:
        raise EOFError from error
    return message
