"""Answers from elsewhere are read whole or refused with one line."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.answer_files import WrittenAnswer, read_words, read_written
from mockinterview.errors import BadInput
from mockinterview.transcript import Transcript


def words_file(tmp_path: Path, content: str) -> Path:
    """Write a file of words."""
    path = tmp_path / "words.json"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not a JSON file"),
        ("{}", "expected a list"),
        ("[1]", "word 1"),
        ('[{"start": 0, "end": 1}]', "word 1"),
        ('[{"word": "a"}, {"start": "x", "end": 1, "word": "b"}]', "word 2: start"),
        ('[{"start": -1, "end": 1, "word": "b"}]', "0 or more"),
        ('[{"start": NaN, "end": 1, "word": "b"}]', "number of seconds"),
        ('[{"start": 1e999, "end": 1, "word": "b"}]', "number of seconds"),
        ('[{"start": true, "end": 1, "word": "b"}]', "number of seconds"),
        ("[" * 100_000, "not a JSON file"),
    ],
)
def test_what_is_no_list_of_words_is_refused(tmp_path: Path, content: str, said: str) -> None:
    """One line that names the place."""
    with pytest.raises(BadInput, match=said):
        read_words(words_file(tmp_path, content))


def test_a_missing_file_is_named() -> None:
    """The path stands in the message."""
    with pytest.raises(BadInput, match=r"nowhere\.json"):
        read_words(Path("nowhere.json"))


def test_an_empty_list_is_an_answer_without_words(tmp_path: Path) -> None:
    """Somebody's recogniser heard nothing: that is no error."""
    assert read_words(words_file(tmp_path, "[]")).text == ""


def test_words_are_put_in_order_of_time(tmp_path: Path) -> None:
    """Other recognisers sometimes write overlapping channels one after the other."""
    entries = [{"start": 2, "end": 3, "word": " two"}, {"start": 0, "end": 1, "word": "one "}]
    transcript = read_words(words_file(tmp_path, json.dumps(entries)))
    assert transcript.text == "one two"
    assert transcript.timed


def test_an_end_before_its_start_becomes_a_point_in_time(tmp_path: Path) -> None:
    """Times that run backwards must not make negative lengths."""
    transcript = read_words(words_file(tmp_path, '[{"start": 2, "end": 1, "word": "a"}]'))
    assert (transcript.words[0].start, transcript.words[0].end) == (2.0, 2.0)


def test_words_without_times_keep_their_order(tmp_path: Path) -> None:
    """Text alone is still worth checking."""
    transcript = read_words(words_file(tmp_path, '[{"word": "b"}, {"word": "a", "start": 1, "end": 2}]'))
    assert transcript.text == "b a"
    assert not transcript.timed


@given(st.binary(max_size=200))
def test_any_bytes_give_words_or_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Rubbish never raises anything else."""
    path = tmp_path_factory.mktemp("any") / "words.json"
    path.write_bytes(data)
    with suppress(BadInput):
        assert isinstance(read_words(path), Transcript)


def test_a_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Three answers, the second broken: two are read, one is an error with its line number."""
    path = tmp_path / "answers.jsonl"
    path.write_text(
        '{"id": "a", "answer": "one"}\nnonsense\n\n{"id": 7, "question": null, "answer": "two"}\n'
    )
    first, second, third = read_written(path)
    assert isinstance(first, WrittenAnswer)
    assert (first.id, first.transcript.text) == ("a", "one")
    assert isinstance(second, BadInput)
    assert "line 2" in str(second)
    assert isinstance(third, WrittenAnswer)
    assert (third.id, third.question) == ("7", "")


def test_a_line_without_end_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    """Three million characters on one line, then a good one."""
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "a", "answer": "' + "x" * 3_000_000 + '"}\n{"id": "b", "answer": "fine"}\n')
    first, second = read_written(path)
    assert isinstance(first, BadInput)
    assert isinstance(second, WrittenAnswer)


def test_offsets_stay_true_where_the_text_holds_half_a_character(tmp_path: Path) -> None:
    """A lone surrogate is replaced one for one, so what is printed can be written as UTF-8."""
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "a", "answer": "x\\ud800y like"}\n')
    (answer,) = read_written(path)
    assert isinstance(answer, WrittenAnswer)
    assert answer.transcript.text == "x\ufffdy like"
    assert answer.transcript.offsets == ((0, 3), (4, 8))
    answer.transcript.text.encode()
