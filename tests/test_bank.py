"""The question bank: the built-in one, banks of one's own, broken banks, and the choice of questions."""

from __future__ import annotations

import difflib
import itertools
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.bank import MAX_BYTES, choose_questions, default_bank, load_bank
from mockinterview.errors import BadBank
from mockinterview.places import bundled
from mockinterview.preparation.checks import FIGURE, STATEMENT
from mockinterview.preparation.panel import ROLE_TAGS
from mockinterview.preparation.rounds import ROUNDS
from mockinterview.preparation.slots import Slots, fill, has_lone_brace, unknown_slots
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

EARLIER_DRAWS = [
    ["q6", "q3", "q2", "q7", "q5"],
    ["q0", "q9", "q8", "q3", "q11"],
    ["q6", "q2", "q3", "q7", "q11"],
]
"""What `choose_questions` gave for the seeds 0, 1 and 2 when the bank had no slots yet."""

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


@cache
def the_bank() -> tuple[Question, ...]:
    """Return the built-in bank."""
    return default_bank()


@pytest.fixture(scope="module")
def bank() -> tuple[Question, ...]:
    """Return the built-in bank."""
    return the_bank()


def test_the_seven_questions_of_the_beginning_are_there_word_for_word(bank: tuple[Question, ...]) -> None:
    """They carry the tag `core`; nearly every kind has a core question, no kind is mostly core."""
    core = Counter(q.kind for q in bank if "core" in q.tags)
    assert {q.text for q in bank if "core" in q.tags} >= set(CORE_TEXTS)
    assert len(core) >= 15
    assert max(core.values()) <= 2


def test_the_built_in_bank_is_large_and_varied(bank: tuple[Question, ...]) -> None:
    """At least 120 questions, 10 a round, five a kind, and at least 8 a round without a dossier."""
    assert len(bank) >= 120
    assert min(Counter(q.round for q in bank)[name] for name in ROUNDS) >= 10
    kinds = Counter(q.kind for q in bank)
    assert set(kinds) == set(get_args(Kind))
    assert min(kinds.values()) >= 5
    unfilled = Counter(q.round for q in bank if fill(q, Slots()))
    assert min(unfilled[name] for name in ROUNDS) >= 8


def test_nothing_is_said_twice(bank: tuple[Question, ...]) -> None:
    """Ids, tips and follow-ups are unique, and no two questions are nearly the same."""
    assert len({q.id for q in bank}) == len({q.tip for q in bank}) == len(bank)
    follow_ups = [f.text for q in bank for f in q.follow_ups]
    assert len(set(follow_ups)) == len(follow_ups)
    texts = [q.text.lower() for q in bank]
    alike = [
        pair
        for pair in itertools.combinations(texts, 2)
        if (match := difflib.SequenceMatcher(None, *pair)).quick_ratio() > 0.85 and match.ratio() > 0.85
    ]
    assert alike == []


def test_every_question_can_be_spoken_in_one_breath_or_two(bank: tuple[Question, ...]) -> None:
    """At most 240 characters, and it ends as a sentence does."""
    for question in bank:
        assert len(question.text) <= 240, question.id
        assert question.text[-1] in ".?", question.id


def test_every_slot_is_known_and_about_a_quarter_of_the_questions_have_one(
    bank: tuple[Question, ...],
) -> None:
    """Each of the four slots is used; no brace is left over."""
    slotted = 0
    used = set()
    for question in bank:
        for text in (question.text, question.tip, *(f.text for f in question.follow_ups)):
            assert not unknown_slots(text), question.id
            assert not has_lone_brace(text), question.id
        slotted += "{" in question.text
        used |= {name for name in Slots.__dataclass_fields__ if f"{{{name}}}" in question.text}
    assert 0.2 <= slotted / len(bank) <= 0.3
    assert used == set(Slots.__dataclass_fields__)


def test_each_file_holds_one_round_and_there_is_no_other_file(bank: tuple[Question, ...]) -> None:
    """The bank is the files in the order of the rounds."""
    files = {path.stem for path in bundled("prompts").glob("*.toml")}
    assert files == set(ROUNDS)
    assert [q.round for q in bank] == sorted((q.round for q in bank), key=ROUNDS.index)
    for name in ROUNDS:
        assert {q.round for q in load_bank(bundled("prompts") / f"{name}.toml")} == {name}


def test_the_tags_in_use_are_those_that_the_file_explains(bank: tuple[Question, ...]) -> None:
    """`core`, who asks, and what is wanted; each stands in the file that explains them."""
    tags = {tag for q in bank for tag in q.tags}
    assert tags == {"core", *ROLE_TAGS, FIGURE, STATEMENT}
    explained = (bundled("prompts") / "motivation.toml").read_text("utf-8")
    assert all(f'"{tag}"' in explained for tag in tags)


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
    for path, what in ((tmp_path / "none.toml", "there is no such file"), (tmp_path, "is a folder")):
        with pytest.raises(BadBank, match=what):
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
        ({"kind": '"xyz"'}, 'kind: "xyz" is not known here; there is motivation, company_knowledge, value'),
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
        ({"text": '"Why {compny}?"'}, 'text: "{compny}" is not known here; did you mean "{company}"?'),
        ({"text": '"Why {Company}?"'}, 'text: "{Company}" is not known here; did you mean "{company}"?'),
        ({"text": '"Why {}?"'}, 'text: "{}" is not known here; there is {company}, {role}, {interviewer}'),
        ({"text": '"Why {company?"'}, "text: has a lone brace; braces are only for slots: {company}, {role}"),
        ({"text": '"Why {{company}}?"'}, "text: has a lone brace"),
        ({"tip": '"Go }."'}, "tip: has a lone brace"),
        (
            {"follow_ups": '[{asks_for = "more", text = "Of {vlaue}?"}]'},
            'follow_ups 1 text: "{vlaue}" is not known here; did you mean "{value}"?',
        ),
        ({"asked_by": '"{interviewer}"'}, "asked_by: has a brace; slots are filled only in text, follow_ups"),
        ({"tags": '["{role}"]'}, "tags 1: has a brace"),
        ({"kind": '"{role}"'}, 'kind: "{role}" is not known here'),
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
    """A list in one line has that one line for all of its questions."""
    assert problems(tmp_path, "questions = [3]") == [
        "mine.toml, line 1, question number 1, as a whole: must be a [[questions]] block"
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


@given(count=st.integers(-3, 200), seed=st.integers())
def test_a_choice_repeats_with_its_seed_and_holds_no_question_twice(count: int, seed: int) -> None:
    """As many as asked for, at most those without a slot, each once, the same for the same seed."""
    bank = the_bank()
    chosen = choose_questions(bank, count, seed)
    whole = [q for q in bank if "{" not in q.text]
    assert len(chosen) == len({q.id for q in chosen}) == min(max(count, 0), len(whole))
    assert {q.id for q in chosen} <= {q.id for q in whole}
    assert chosen == choose_questions(bank, count, seed)


@given(count=st.integers(3, 20), seed=st.integers())
def test_an_interview_opens_with_motivation_and_closes_with_the_candidates_questions(
    count: int, seed: int
) -> None:
    """Motivation, first interview, everything else, salary, practical matters, closing questions."""
    stages = {"motivation": 0, "first_interview": 1, "salary": 3, "logistics": 4, "closing_questions": 5}
    order = [stages.get(q.kind, 2) for q in choose_questions(the_bank(), count, seed)]
    assert order == sorted(order)
    assert order[0] in {0, 1}


def test_core_questions_come_more_often(bank: tuple[Question, ...]) -> None:
    """Each more often than any other of its kind, on average more than twice as often as the others."""
    drawn = Counter(q.id for seed in range(1000) for q in choose_questions(bank, 5, seed))
    whole = [q for q in bank if "{" not in q.text]
    core = [(drawn[q.id], q.kind) for q in whole if "core" in q.tags]
    others = [drawn[q.id] for q in whole if "core" not in q.tags]
    for often, kind in core:
        assert often > max(drawn[q.id] for q in whole if q.kind == kind and "core" not in q.tags)
    assert sum(often for often, _ in core) / len(core) > 2 * sum(others) / len(others)
    assert min(others) > 0


def test_a_kind_is_seldom_asked_twice_in_a_short_interview(bank: tuple[Question, ...]) -> None:
    """Five questions are mostly of five kinds: on average at least four and a half."""
    kinds = [len({q.kind for q in choose_questions(bank, 5, seed)}) for seed in range(200)]
    assert sum(kinds) / len(kinds) >= 4.5


def test_an_empty_bank_gives_no_questions() -> None:
    """Nothing to draw from, nothing drawn."""
    assert choose_questions((), 5, 0) == ()


def test_a_bank_without_slots_is_drawn_from_as_ever(tmp_path: Path) -> None:
    """The same seed gives the questions that it has always given."""
    path = tmp_path / "mine.toml"
    kinds = ["motivation", "salary", "value", "leaving", "conflict", "closing_questions"]
    path.write_text("".join(block(id=f'"q{n}"', kind=f'"{kinds[n % 6]}"') for n in range(12)))
    drawn = [[q.id for q in choose_questions(load_bank(path), 5, seed)] for seed in (0, 1, 2)]
    assert drawn == EARLIER_DRAWS
