"""The question bank: the built-in one, banks of one's own, broken banks, and the choice of questions."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, get_args

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.bank import MAX_BYTES, choose_questions, default_bank, load_bank
from mockinterview.cli.questions import questions as questions_command
from mockinterview.errors import BadBank
from mockinterview.question import Kind, Question

if TYPE_CHECKING:
    from pathlib import Path

CORE_TEXTS = [
    "What interests you about this job?",
    "What specific value will you bring to this position?",
    "What did you think after your first interview?",
    "Why are you leaving your current place of employment?",
    "What's an achievement you've accomplished in your current role?",
    "What would you change about this company?",
    "What do you think this team could be doing better?",
]

ZONES = {30: "15-45", 67: "45-90", 115: "77-153", 20: "13-27", 90: "60-120"}
"""The target lengths in use; two thirds to four thirds of each is the zone that coaches advise."""

FIELDS = {
    "id": '"mine"',
    "text": '"Why us?"',
    "kind": '"motivation"',
    "example_expected": "false",
    "target_s": "67",
    "follow_ups": '[{asks_for = "more", text = "Go on."}]',
    "tip": '"Be yourself."',
}


def block(**changes: str | None) -> str:
    """Write one question as TOML, with some fields changed; None leaves the field out."""
    lines = [f"{key} = {value}" for key, value in {**FIELDS, **changes}.items() if value is not None]
    return "\n".join(["[[questions]]", *lines, ""])


def problems(tmp_path: Path, content: str | bytes) -> list[str]:
    """Load a bank that must be refused and return the lines of the refusal, without the folder."""
    path = tmp_path / "mine.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadBank) as refusal:
        load_bank(path)
    return [line.removeprefix(f"{tmp_path}/") for line in str(refusal.value).splitlines()]


@pytest.fixture(scope="module")
def bank() -> tuple[Question, ...]:
    """Return the built-in bank."""
    return default_bank()


def test_the_seven_questions_of_the_beginning_are_there_word_for_word(bank: tuple[Question, ...]) -> None:
    """The core questions, and only they, carry the tag `core`."""
    assert [q.text for q in bank if "core" in q.tags] == CORE_TEXTS


def test_the_built_in_bank_is_large_and_varied(bank: tuple[Question, ...]) -> None:
    """At least 44 questions, every kind at least twice, no text or tip used twice."""
    assert len(bank) >= 44
    kinds = Counter(q.kind for q in bank)
    assert set(kinds) == set(get_args(Kind))
    assert min(kinds.values()) >= 2
    assert len({q.text for q in bank}) == len({q.tip for q in bank}) == len(bank)
    follow_ups = [f.text for q in bank for f in q.follow_ups]
    assert len(set(follow_ups)) == len(follow_ups)


def test_follow_ups_ask_for_a_missing_part_only_where_an_example_is_expected(
    bank: tuple[Question, ...],
) -> None:
    """An example question never asks merely for `more`; every other question asks for nothing else."""
    for question in bank:
        asked = [follow_up.asks_for for follow_up in question.follow_ups]
        assert len(set(asked)) == len(asked), question.id
        assert ("more" in asked) != question.example_expected, question.id


def test_targets_are_those_that_the_file_explains(bank: tuple[Question, ...]) -> None:
    """Salary and practical questions are short, stories long."""
    assert {q.target_s for q in bank} == set(ZONES)
    for question in bank:
        assert (question.target_s == 30) == (question.kind in {"salary", "logistics"})
        assert (question.target_s == 20) == (question.kind == "closing_questions")
        if question.kind in {"achievement", "behavioural", "conflict", "failure"}:
            assert question.target_s == 115
            assert question.example_expected


def test_a_bank_of_ones_own_is_read(tmp_path: Path) -> None:
    """Tags may be left out; a byte-order mark, Windows line ends and accents do no harm."""
    path = tmp_path / "mine.toml"
    path.write_bytes(block(text='"Où\u00a0?"').replace("\n", "\r\n").encode("utf-8-sig"))
    (question,) = load_bank(path)
    assert question.text == "Où\u00a0?"
    assert question.tags == ()
    assert question.follow_ups[0].asks_for == "more"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "mine.toml: holds no question; each begins with a line [[questions]]"),
        ("questions = []", "mine.toml: holds no question; each begins with a line [[questions]]"),
        ("questions = 3", "mine.toml: holds no question; each begins with a line [[questions]]"),
        ("[questions]\nid = 'a'", "mine.toml: write [[questions]] with two brackets"),
        (block().replace("questions", "question"), 'mine.toml: "question" is not known here; did you mean'),
        ("# fine\nid = 'a", "mine.toml, the end: is not valid TOML: "),
        ("# fine\nid 'a'", "mine.toml, line 2: is not valid TOML: "),
        ("a = " + "9" * 5000, "mine.toml: is not valid TOML: "),
        ("a = " + "[" * 5000, "mine.toml: its brackets or dotted keys are nested too deeply"),
        (
            "[[questions]]\n" + "a." * 5000 + "a = 1",
            "mine.toml: its brackets or dotted keys are nested too deeply",
        ),
        ("[[questions]]\nkind" + ".a" * 5000 + " = 1", "mine.toml: its brackets or dotted keys are nested"),
        (b"# fine\n# caf\xe9", "mine.toml, line 2: is not UTF-8 text"),
        (b"\x00" * 10, "mine.toml, line 1: is not valid TOML: "),
        (b"#" * (MAX_BYTES + 1), "mine.toml: is larger than 2 MB"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_that_is_no_bank_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, says: str
) -> None:
    """Each names the file, and the line where one can be told."""
    lines = problems(tmp_path, content)
    assert lines[0].startswith(says)


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    """The message names the path."""
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(BadBank, match="there is no such file"):
            load_bank(path)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": None}, "text: is missing"),
        ({"text": '""'}, "text: is empty"),
        ({"text": '"  "'}, "text: is empty"),
        ({"text": "5"}, "text: must be a text in quotation marks"),
        ({"text": '"a\\u001b[2J"'}, "text: has the control character U+001B at place 2"),
        ({"text": '"""two\nlines"""'}, "text: has the control character U+000A at place 4"),
        ({"tip": '"a\\u202eb"'}, "tip: has the control character U+202E at place 2"),
        ({"text": f'"{"a" * 501}"'}, "text: is 501 characters long; at most 500"),
        ({"id": '"../etc"'}, "id: must be at most 64 letters"),
        ({"id": '""'}, "id: is empty"),
        ({"kind": '"achievment"'}, 'kind: "achievment" is not known here; did you mean "achievement"?'),
        ({"kind": '"xyz"'}, 'kind: "xyz" is not known here; there is motivation, value, first_interview'),
        ({"kind": "[1]"}, 'kind: "[1]" is not known here; there is motivation'),
        ({"example_expected": '"maybe"'}, "example_expected: must be true or false"),
        ({"target_s": '"long"'}, "target_s: must be a number of seconds between 5 and 600"),
        ({"target_s": "4"}, "target_s: must be a number of seconds between 5 and 600"),
        ({"target_s": "601"}, "target_s: must be a number of seconds between 5 and 600"),
        ({"target_s": "1" + "0" * 400}, "target_s: must be a number of seconds between 5 and 600"),
        ({"target_s": "nan"}, "target_s: must be a number of seconds between 5 and 600"),
        ({"target_s": "2020-01-01"}, "target_s: must be a number of seconds between 5 and 600"),
        ({"follow_ups": "[]"}, "follow_ups: holds 0; one or two are needed"),
        ({"follow_ups": '"Why?"'}, "follow_ups: must be a list in square brackets"),
        ({"follow_ups": '["Why?"]'}, "follow_ups 1: must be written { asks_for ="),
        (
            {"follow_ups": '[{asks_for = "results", text = "And?"}]'},
            'follow_ups 1 asks_for: "results" is not known here; did you mean "result"?',
        ),
        ({"tags": '"core"'}, "tags: must be a list in square brackets"),
        ({"tags": "[1]"}, "tags 1: must be a text in quotation marks"),
        ({"hint": '"x"'}, "hint: is not known here; there is id, text, kind"),
        ({"tipp": '"x"'}, 'tipp: is not known here; did you mean "tip"?'),
        ({'"a\\nb"': "1"}, '"a\\u000ab": is not known here'),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_field_is_named_in_plain_words(
    tmp_path: Path, changes: dict[str, str | None], says: str
) -> None:
    """One line: file, line, question, field, what is wrong, and the nearest right word."""
    lines = problems(tmp_path, block(**changes))
    assert len(lines) == 1
    assert lines[0].startswith("mine.toml, line 1, question ")
    assert lines[0].split(", ", 3)[3].startswith(says)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    """Problems of several questions come together, in the order of the file."""
    lines = problems(tmp_path, block() + block(tip=None) + "\n" + block(id=None, kind='"salery"'))
    assert [line.partition(", ")[2] for line in lines] == [
        'line 9, question "mine", id: "mine" is the id of an earlier question too',
        'line 9, question "mine", tip: is missing',
        "line 17, question number 3, id: is missing",
        'line 17, question number 3, kind: "salery" is not known here; did you mean "salary"?',
    ]


def test_a_question_written_inline_is_named_by_its_number(tmp_path: Path) -> None:
    """Where no line can be told, none is invented."""
    assert problems(tmp_path, "questions = [3]") == [
        "mine.toml, question number 1, as a whole: must be a [[questions]] block"
    ]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_bank_or_a_clear_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """Nothing but BadBank ever escapes."""
    assert_bank_or_refusal(tmp_path_factory, content)


TOML_VALUES = st.recursive(
    st.sampled_from(
        [
            "true",
            "-1",
            "60",
            "nan",
            "1e99",
            "1979-05-27",
            "07:32:00",
            '""',
            '"a"',
            '"\\u001b"',
            '"more"',
            '"salary"',
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(inner, inner).map(lambda pair: f"{{asks_for = {pair[0]}, text = {pair[1]}}}"),
        inner.map(lambda value: f"{{x = {value}}}"),
    ),
    max_leaves=5,
)
CHANGES = st.dictionaries(st.sampled_from([*FIELDS, "tags", "other"]), TOML_VALUES, max_size=4)


@given(st.lists(CHANGES, max_size=3))
def test_any_fields_give_a_bank_or_a_clear_refusal(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]]
) -> None:
    """Values of every type in every field: a bank, or lines without pydantic's jargon."""
    assert_bank_or_refusal(tmp_path_factory, "".join(block(**change) for change in changes).encode())


def assert_bank_or_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Load bytes as a bank; where they are refused, the lines must be printable and plain."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        assert load_bank(path)
    except BadBank as error:
        refusal = str(error)
    else:
        return
    assert all(line.startswith(str(path)) for line in refusal.split("\n"))
    assert not [c for c in refusal if unicodedata.category(c) == "Cc" and c != "\n"]
    assert "cannot be used here" not in refusal


@given(count=st.integers(-3, 80), seed=st.integers())
def test_a_choice_repeats_with_its_seed_and_holds_no_question_twice(count: int, seed: int) -> None:
    """As many as asked for, at most the bank, each once, the same again for the same seed."""
    bank = default_bank()
    chosen = choose_questions(bank, count, seed)
    assert len(chosen) == len({q.id for q in chosen}) == min(max(count, 0), len(bank))
    assert chosen == choose_questions(bank, count, seed)


@given(count=st.integers(3, 20), seed=st.integers())
def test_an_interview_opens_with_motivation_and_closes_with_the_candidates_questions(
    count: int, seed: int
) -> None:
    """Motivation, first interview, everything else, salary, practical matters, closing questions."""
    stages = {"motivation": 0, "first_interview": 1, "salary": 3, "logistics": 4, "closing_questions": 5}
    order = [stages.get(q.kind, 2) for q in choose_questions(default_bank(), count, seed)]
    assert order == sorted(order)
    assert order[0] in {0, 1}


def test_core_questions_come_more_often(bank: tuple[Question, ...]) -> None:
    """Over many interviews the rarest core question still comes more often than any other."""
    drawn = Counter(q.id for seed in range(400) for q in choose_questions(bank, 5, seed))
    core = [drawn[q.id] for q in bank if "core" in q.tags]
    others = [drawn[q.id] for q in bank if "core" not in q.tags]
    assert min(core) > max(others)
    assert min(others) > 0


def test_a_kind_is_seldom_asked_twice_in_a_short_interview(bank: tuple[Question, ...]) -> None:
    """Five questions are mostly of five kinds: on average at least four and a half."""
    kinds = [len({q.kind for q in choose_questions(bank, 5, seed)}) for seed in range(200)]
    assert sum(kinds) / len(kinds) >= 4.5


def test_an_empty_bank_gives_no_questions() -> None:
    """Nothing to draw from, nothing drawn."""
    assert choose_questions((), 5, 0) == ()


def test_the_list_as_json_holds_every_field(bank: tuple[Question, ...]) -> None:
    """`questions list --json` is what was loaded, in order."""
    result = CliRunner().invoke(questions_command, ["list", "--json"])
    assert result.exit_code == 0
    listed = json.loads(result.stdout)
    assert [entry["id"] for entry in listed] == [q.id for q in bank]
    assert set(listed[0]) == set(FIELDS) | {"tags"}


def test_the_list_can_be_of_one_kind_and_of_another_bank(tmp_path: Path) -> None:
    """`--kind` filters, `--bank` reads another file, plain output keeps a question on one line."""
    path = tmp_path / "mine.toml"
    long = "Why [red]us[/red]? " + "Really? " * 30
    path.write_text(block(text=f'"{long}"') + block(id='"money"', kind='"salary"'))
    every = CliRunner().invoke(questions_command, ["list", "--bank", str(path)])
    assert every.stdout.splitlines() == ["motivation", f"  {long}  mine", "salary", "  Why us?  money"]
    salary = CliRunner().invoke(questions_command, ["list", "--bank", str(path), "--kind", "salary"])
    assert salary.stdout.splitlines() == ["salary", "  Why us?  money"]


def test_an_unknown_kind_is_a_usage_error_that_names_the_kinds() -> None:
    """Exit code 2, and the kinds to choose from."""
    result = CliRunner().invoke(questions_command, ["list", "--kind", "salery"])
    assert result.exit_code == 2
    assert "choose from motivation, value" in result.stderr
    assert result.stdout == ""


def test_check_says_that_a_bank_is_fine_or_fails_with_its_problems(tmp_path: Path) -> None:
    """A good bank gives one line and exit 0; a bad one raises the error that the program shows."""
    path = tmp_path / "mine.toml"
    path.write_text(block())
    good = CliRunner().invoke(questions_command, ["check", str(path)])
    assert (good.exit_code, good.stdout) == (0, "1 question, no problems\n")
    path.write_text(block(tip=None))
    bad = CliRunner().invoke(questions_command, ["check", str(path)])
    assert bad.exit_code == 1
    assert isinstance(bad.exception, BadBank)
    assert bad.stdout == ""
