"""What the program and the recogniser's child process say to each other.

A message is a head, a line of JSON (the message's kind and its fields) and, behind a `Job`, its sound as it
lies in the memory. Whatever comes out of the pipe, reading it can make nothing but messages: the child reads
model files of strangers.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, is_dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from mockinterview.recognition.heard import Heard
from mockinterview.recognition.models import ModelSource

HEAD = struct.Struct("<4sI")
"""What every message begins with: a mark, and how many bytes follow."""

MARK = b"mi\x03\n"
RUBBISH = "it answered nonsense"
LARGEST = 256 * 2**20
"""An hour of sound in one message; more was never sent."""


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


@dataclass(frozen=True)
class Alive:
    """The child still works on what it was given; sent every second while it does."""


Message = Load | Job | Ready | Failed | Alive | Heard
KINDS = {kind.__name__: kind for kind in get_args(Message)}


def send(stream: IO[bytes], message: Message) -> None:
    """Write a message; raises OSError where nobody listens any more."""
    sound = message.samples.tobytes() if isinstance(message, Job) else b""
    fields = {} if isinstance(message, Job) else asdict(message)
    said = json.dumps([type(message).__name__, fields], default=_text_of).encode() + b"\n"
    stream.write(HEAD.pack(MARK, len(said) + len(sound)) + said)
    stream.write(sound)
    stream.flush()


def receive(stream: IO[bytes]) -> Message:
    """Wait for a message; raises EOFError where the other side has ended, or talks rubbish."""
    mark, size = HEAD.unpack(_exactly(HEAD.size, stream))
    if mark != MARK or size > LARGEST:
        raise EOFError(RUBBISH)
    said, _, sound = _exactly(size, stream).partition(b"\n")
    try:
        kind, fields = json.loads(said)
        if kind == Job.__name__:
            return Job(np.frombuffer(sound, np.float32))
        message: Message = _made(KINDS[kind], fields)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise EOFError(RUBBISH) from error
    return message


def _text_of(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no part of a message")


PLAIN: dict[type, tuple[type, ...]] = {str: (str,), int: (int,), float: (float, int)}
_hints = cache(get_type_hints)


def _made(kind: Any, value: Any) -> Any:
    """Make what a field's type says of what JSON holds; raises TypeError where that is something else."""
    if kind is Path:
        return Path(value)
    if kind in PLAIN and isinstance(value, PLAIN[kind]):
        return value
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        return kind(**{name: _made(_hints(kind)[name], each) for name, each in value.items()})
    if get_origin(kind) is tuple and isinstance(value, list):
        first, last = get_args(kind)
        kinds = [first] * len(value) if last is ... else [first, last]
        return tuple(_made(each, item) for each, item in zip(kinds, value, strict=True))
    if type(None) in get_args(kind):
        return None if value is None else _made(get_args(kind)[0], value)
    raise TypeError(f"{kind} is not made of {type(value).__name__}")


def _exactly(size: int, stream: IO[bytes]) -> bytes:
    try:
        data = stream.read(size)
    except (OSError, ValueError) as error:
        raise EOFError from error
    if len(data) < size:
        raise EOFError
    return data
