"""What the program and the recogniser's process say arrives as it was said; nothing else arrives at all."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.recognition.heard import Heard
from mockinterview.recognition.messages import (
    HEAD,
    LARGEST,
    MARK,
    Alive,
    Failed,
    Job,
    Load,
    Message,
    Ready,
    WhisperOptions,
    receive,
    send,
)
from mockinterview.recognition.models import ModelSource
from mockinterview.recognition.weights import Package
from mockinterview.transcript import Word

NUMBERS = st.floats(allow_nan=False)
MAYBE = st.none() | NUMBERS
WORDS = st.builds(Word, MAYBE, MAYBE, st.text(), MAYBE, MAYBE)
PATHS = st.text(st.characters(exclude_characters="\0")).map(Path)
PACKAGES = st.builds(
    Package, st.text(), st.lists(st.tuples(st.text(), st.text())).map(tuple), st.text(), st.text(), st.text()
)
OPTIONS = st.builds(
    WhisperOptions,
    st.none() | st.integers(),
    st.text(),
    NUMBERS,
    st.lists(NUMBERS).map(tuple),
    NUMBERS | st.integers(),
    NUMBERS,
)
MESSAGES = st.one_of(
    st.builds(Load, st.builds(ModelSource, st.text(), PATHS, st.none() | PACKAGES), OPTIONS),
    st.builds(Ready),
    st.builds(Failed, st.text()),
    st.builds(Alive),
    st.builds(Heard, st.lists(WORDS).map(tuple), MAYBE),
)
LOAD = Load(ModelSource("tiny.en", Path("tiny.pt")), WhisperOptions())


def sent(*messages: Message) -> bytes:
    """Return what stands in the pipe."""
    pipe = io.BytesIO()
    for message in messages:
        send(pipe, message)
    return pipe.getvalue()


def framed(body: bytes) -> bytes:
    """Return a message of any content."""
    return HEAD.pack(MARK, len(body)) + body


@given(st.lists(MESSAGES, max_size=3))
def test_messages_arrive_as_they_were_sent(messages: list[Message]) -> None:
    """Of every kind, one behind the other."""
    pipe = io.BytesIO(sent(*messages))
    assert [receive(pipe) for _ in messages] == messages
    assert pipe.read() == b""


@given(st.binary(max_size=400).map(lambda data: data[: len(data) // 4 * 4]))
def test_sound_arrives_bit_for_bit(data: bytes) -> None:
    """Also a line break among the samples, and what is no number."""
    samples = np.frombuffer(data, np.float32)
    pipe = io.BytesIO(sent(Job(samples), Ready()))
    job = receive(pipe)
    assert isinstance(job, Job)
    assert job.samples.tobytes() == data
    assert job.samples.dtype == np.float32
    assert receive(pipe) == Ready()


def test_a_file_name_in_no_encoding_arrives() -> None:
    """Linux allows any bytes in a file's name."""
    load = replace(LOAD, source=ModelSource("own", Path("stimme-\udcff.pt")))
    assert receive(io.BytesIO(sent(load))) == load


def test_what_is_no_message_is_not_sent() -> None:
    """It would only be refused at the other end."""
    with pytest.raises(TypeError):
        sent(Failed({1, 2}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        ["Ready"],
        ["Ready", {}, {}],
        ["Ready", []],
        ["Ready", {"problem": "x"}],
        ["Failed", {}],
        ["Failed", {"problem": 5}],
        ["Failed", {"problem": None}],
        ["Failed", {"__class__": "x"}],
        ["Popen", {"args": "true"}],
        [["Failed"], {"problem": "x"}],
        ["Heard", {"words": {}}],
        ["Heard", {"words": [5]}],
        ["Heard", {"words": [{"start": "0", "end": 1, "text": "um"}]}],
        ["Heard", {"doubt_behind": [1]}],
        ["Load", {"source": {"name": "x", "path": 5}, "options": {}}],
        ["Load", {"source": {"name": "x", "path": "x", "package": {"parts": [["a"]]}}, "options": {}}],
    ],
    ids=json.dumps,
)
def test_what_is_no_message_is_rubbish(said: object) -> None:
    """Other kinds, other fields, fields of another type."""
    with pytest.raises(EOFError, match="nonsense"):
        receive(io.BytesIO(framed(json.dumps(said).encode() + b"\n")))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MARK,
        framed(b"")[:-1],
        framed(b""),
        framed(b"\n"),
        framed(b"\xff\n"),
        framed(b"[" * 100_000),
        framed(b"1" * 10_000),
        framed(b'["Job", {}]\nabc'),
        sent(Failed("cut"))[:-1],
        HEAD.pack(MARK, LARGEST + 1) + b"x" * 100,
        HEAD.pack(b"mi\x02\n", 5) + b"\x80\x05K*.",
    ],
    ids=range(12),
)
def test_broken_data_are_the_end(data: bytes) -> None:
    """Whatever they are; what claims to be huge is not waited for."""
    with pytest.raises(EOFError):
        receive(io.BytesIO(data))


@given(st.binary(max_size=200))
def test_random_data_are_a_message_or_the_end(data: bytes) -> None:
    """Nothing else comes of them."""
    for stream in (data, framed(data), framed(b'["Heard", ' + data)):
        try:
            receive(io.BytesIO(stream))
        except EOFError:
            continue
