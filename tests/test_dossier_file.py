"""The dossier's file: any file gives a dossier or clear lines; a change keeps what stands around it."""

from __future__ import annotations

import datetime as dt
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockinterview.dossier import BankedStory, Company, Dossier, Fact, Idea, Interviewer, Job, Salary
from mockinterview.dossier_file import (
    LONGEST_LIST,
    LONGEST_TEXT,
    change_dossier,
    default_path,
    load_dossier,
    parse_dossier,
    sample_path,
    save_dossier,
    write_template,
)
from mockinterview.errors import BadDossier, StorageError
from mockinterview.toml_file import lines_of


def refusal(tmp_path: Path, content: str | bytes) -> list[str]:
    """Load a dossier that must be refused and return the lines of the refusal, without the folder."""
    path = tmp_path / "mine.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadDossier) as refused:
        load_dossier(path)
    return [line.removeprefix(f"{tmp_path}/") for line in str(refused.value).splitlines()]


def read(content: str) -> Dossier:
    """Return the dossier in a text."""
    return parse_dossier(content, Path("mine.toml"))


# --- reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", ["", "# nothing\n", "[job]\n", "stories = []", '[job]\ntitle = ""\ndate = ""']
)
def test_nothing_is_an_empty_dossier(content: str) -> None:
    """Empty files, tables and values are as good as left out."""
    assert read(content) == Dossier()


def test_the_usual_place_is_in_the_persons_data(home: Path) -> None:
    """Beside the rehearsals, and where the variable says."""
    assert default_path() == home / "data" / "dossier.toml"


def test_the_sample_is_complete() -> None:
    """Every field that can hold something does."""
    sample = load_dossier(sample_path())
    assert sample.job.date is not None
    assert [len(sample.stories), len(sample.ideas), len(sample.my_questions)] == [3, 2, 4]
    assert (sample.salary.low, sample.salary.high) == (42_000, 46_000)
    assert {fact.kind for fact in sample.company.facts} >= {"mission", "vision", "value", "news"}
    assert all(fact.source for fact in sample.company.facts)
    assert "  " not in sample.stories[0].action


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    """As editors on Windows save it."""
    path = tmp_path / "mine.toml"
    path.write_bytes('[job]\r\ntitle = "Köchin"\r\n'.encode("utf-8-sig"))
    assert load_dossier(path).job.title == "Köchin"


def test_a_text_of_several_lines_becomes_one() -> None:
    """Line breaks and rows of spaces are one space, so that a text can be shown and spoken anywhere."""
    assert read('[[ideas]]\ntext = """\nTwo\n  lines\t here """').ideas == (Idea("Two lines here"),)


def test_half_filled_blocks_stay_and_empty_ones_go() -> None:
    """A kind alone says nothing; a role alone does."""
    dossier = read(
        '[[company.facts]]\ntext = ""\nkind = "news"\n[[company.facts]]\ntext = ""\nsource = "their blog"\n'
        '[[first_interview.said]]\nabout = "salary"\ntext = " "\n'
        '[[job.interviewers]]\nrole = "hr"\n[[job.interviewers]]\nname = ""\nrole = ""\n'
        '[[stories]]\ntitle = ""\nresult = "Saved."\n[[stories]]\ntitle = ""\n'
    )
    assert dossier.company.facts == (Fact("", source="their blog"),)
    assert dossier.first_interview.said == ()
    assert dossier.job.interviewers == (Interviewer("", "hr"),)
    assert dossier.stories == (BankedStory("", result="Saved."),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("42000", 42_000),
        ("42_000", 42_000),
        ("42000.0", 42_000),
        ('"42,000"', 42_000),
        ('"42 000"', 42_000),
        ('"42k"', 42_000),
        ("0", 0),
        ('""', None),
    ],
)
def test_amounts_may_be_written_as_people_do(written: str, meant: int | None) -> None:
    """Numbers, and texts that are one number."""
    assert read(f"[salary]\nwalk_away = {written}").salary.walk_away == meant


@pytest.mark.parametrize(
    "written",
    ["2026-12-08", "2026-12-08T10:30:00", '"2026-12-08"', '"8 December 2026"', '"Tuesday, Dec 8th, 2026"'],
)
def test_days_may_be_written_as_people_do(written: str) -> None:
    """TOML's own dates, and texts that can be read in one way only."""
    assert read(f"[job]\ndate = {written}").job.date == dt.date(2026, 12, 8)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[job]\ntitle", "mine.toml, "),
        ("[job]\ntitel = 'x'", 'mine.toml, line 2, job titel: is not known here; did you mean "title"?'),
        ("jobs = 1", 'mine.toml, line 1, jobs: is not known here; did you mean "job"?'),
        ("xyzzy = 1", "mine.toml, line 1, xyzzy: is not known here; there is job, company, first_interview"),
        ('"a\\nb" = 1', 'mine.toml, line 1, "a\\u000ab": is not known here'),
        ("[job]\ntitle = 5", "mine.toml, line 2, job title: must be a text; put it in quotation marks"),
        ("job = 5", "mine.toml, line 1, job: must be a table: write [job]"),
        (
            "my_questions = 'Why?'",
            "mine.toml, line 1, my_questions: must be a list; put it in square brackets",
        ),
        ("my_questions = [\n'a', 5]", "mine.toml, line 1, my_questions 2: must be a text"),
        ("[stories]\ntitle = 'x'", "mine.toml, line 1, stories: must be a list"),
        ("stories = ['x']", "mine.toml, line 1, stories 1: must be a block: write [[stories]]"),
        (
            "[[stories]]\n[[stories]]\ntitle = 'x'\nresult = 1",
            "mine.toml, line 1, stories 1 title: is missing",
        ),
        (
            "[[job.interviewers]]\nname = 'A'\n[[job.interviewers]]\nrole = 'HR manager'",
            'mine.toml, line 4, job interviewers 2 role: "HR manager" is not known here; did you mean',
        ),
        (
            "[[job.interviewers]]\nrole = 3",
            'mine.toml, line 2, job interviewers 1 role: "3" is not known here',
        ),
        ("[salary]\nlow = -1", "mine.toml, line 2, salary low: must be an amount from 0 to"),
        ("[salary]\nlow = 9999999999", "mine.toml, line 2, salary low: must be an amount from 0 to"),
        ("[salary]\nlow = true", "mine.toml, line 2, salary low: must be a whole amount"),
        ("[salary]\nlow = 17.5", "mine.toml, line 2, salary low: must be a whole amount"),
        ("[salary]\nlow = nan", "mine.toml, line 2, salary low: must be a whole amount"),
        ("[salary]\nlow = 'much'", "mine.toml, line 2, salary low: must be a whole amount"),
        ("[salary]\nlow = '40-50k'", "mine.toml, line 2, salary low: must be a whole amount"),
        (
            "[salary]\nlow = 5\nhigh = 4",
            "mine.toml, line 3, salary high: 4 is less than low, which is 5; swap",
        ),
        ("[salary]\nperiod = 'weekly'", 'mine.toml, line 2, salary period: "weekly" is not known here'),
        ("[job]\ndate = 5", "mine.toml, line 2, job date: must be a day that exists"),
        ("[job]\ndate = '8/12/2026'", "mine.toml, line 2, job date: must be a day that exists"),
        ("[job]\ndate = '31 June 2026'", "mine.toml, line 2, job date: must be a day that exists"),
        ("[job]\ndate = 10:00:00", "mine.toml, line 2, job date: must be a day that exists"),
        (
            "[job]\ntitle = 'x'\nplace = \"a\\u001b[2J\"",
            "mine.toml, line 3, job place: has the control character U+001B",
        ),
        (
            'thank_you = ["a\\u202eb"]',
            "mine.toml, line 1, thank_you 1: has the control character U+202E at place 2",
        ),
        (
            f"[job]\ntitle = '{'a' * (LONGEST_TEXT + 1)}'",
            "mine.toml, line 2, job title: is 2001 characters long",
        ),
        (
            f"my_questions = {['a'] * (LONGEST_LIST + 1)}",
            "mine.toml, line 1, my_questions: holds 201 entries",
        ),
        ("a = " + "[" * 5000, "mine.toml: its brackets or dotted keys are nested too deeply"),
        ("[job]\n" + "a." * 5000 + "a = 1", "mine.toml: its brackets or dotted keys are nested too deeply"),
        ("a = " + "9" * 5000, "mine.toml: is not valid TOML: "),
        (b"[job]\ntitle = 'K\xf6ch'", "mine.toml, line 2: is not UTF-8 text; save the file as UTF-8"),
        ("[job]".encode("utf-16"), "mine.toml: is UTF-16 text; save the file as UTF-8"),
        (b"\x00\x01", "mine.toml, line 1: is not valid TOML"),
        (b"#" * 10_000_000, "mine.toml: is larger than 2 MB, so it is hardly a dossier"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_each_problem_is_one_plain_line(tmp_path: Path, content: str | bytes, says: str) -> None:
    """File, line, place, what is wrong, and what to do."""
    lines = refusal(tmp_path, content)
    assert lines[0].startswith(says)
    assert "cannot be used here" not in lines[0]


def test_every_problem_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Wrong types, unknown keys, amounts and days come together."""
    lines = refusal(tmp_path, "[salary]\nlow = -5\nhihg = 5\n[job]\ndate = 'soon'\n[[stories]]\ntitle = 1\n")
    assert [line.partition(": ")[0] for line in lines] == [
        "mine.toml, line 2, salary low",
        "mine.toml, line 3, salary hihg",
        "mine.toml, line 5, job date",
        "mine.toml, line 7, stories 1 title",
    ]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """Missing files, folders, links that lead in a circle."""
    circle = tmp_path / "circle.toml"
    circle.symlink_to(circle)
    for path, says in (
        (tmp_path / "none.toml", "no such file"),
        (tmp_path, "is a folder"),
        (circle, "no such file"),
    ):
        with pytest.raises(BadDossier, match=says):
            load_dossier(path)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", {}),
        ("a = 1\nb.c = 2", {("a",): 1, ("b",): 2, ("b", "c"): 2}),
        ('x = """\n[no]\nno = 1\n"""\ny = 2', {("x",): 1, ("y",): 5}),
        ("x = [ # [\n 1,\n]\ny = '['", {("x",): 1, ("y",): 4}),
        (
            '[[s]]\n t = 1\n\n[[ s ]] # second\n"u v" = {a = 1}\n[s.w]\nz = 1',
            {
                ("s",): 1,
                ("s", 0): 1,
                ("s", 0, "t"): 2,
                ("s", 1): 4,
                ("s", 1, "u v"): 5,
                ("s", 1, "w"): 6,
                ("s", 1, "w", "z"): 7,
            },
        ),
    ],
)
def test_every_key_and_block_has_its_line(text: str, lines: dict[Any, int]) -> None:
    """Brackets and line breaks inside texts, lists and comments do not count."""
    assert lines_of(text) == lines


TOML_VALUES = st.recursive(
    st.sampled_from(
        ["true", "-1", "60", "nan", "1e99", "2026-01-01", "07:32:00", '""', '"a"', '"\\u001b"', '"hr"']
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(inner, inner).map(lambda pair: f"{{text = {pair[0]}, title = {pair[1]}}}"),
    ),
    max_leaves=5,
)
KEYS = ["date", "title", "interviewers", "facts", "low", "high", "said", "text", "tags", "period", "other"]
SECTIONS = ["job", "company", "first_interview", "salary", "papers"]
TABLES = st.lists(
    st.tuples(
        st.sampled_from(SECTIONS), st.dictionaries(st.sampled_from(KEYS), TOML_VALUES, min_size=1, max_size=4)
    ),
    max_size=3,
    unique_by=lambda table: table[0],
)


@given(
    tables=TABLES,
    top=st.dictionaries(st.sampled_from(["my_questions", "stories", "ideas", "x"]), TOML_VALUES),
)
def test_any_values_give_a_dossier_or_plain_lines(
    tables: list[tuple[str, dict[str, str]]], top: dict[str, str]
) -> None:
    """Values of every type at every place: nothing but `BadDossier` escapes, without pydantic's jargon."""
    text = "".join(f"{key} = {value}\n" for key, value in top.items())
    text += "".join(
        f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in values.items()) for name, values in tables
    )
    assert_dossier_or_refusal(text)


@given(st.text(max_size=200))
def test_any_text_gives_a_dossier_or_plain_lines(text: str) -> None:
    """The lines are printable."""
    assert_dossier_or_refusal(text)


def assert_dossier_or_refusal(text: str) -> None:
    """Read a text; where it is refused, every line names the file and is plain."""
    try:
        parsed = parse_dossier(text, Path("any.toml"))
    except BadDossier as error:
        refused = str(error)
    else:
        assert isinstance(parsed, Dossier)
        return
    assert all(line.startswith("any.toml") for line in refused.split("\n"))
    assert not [c for c in refused if unicodedata.category(c) == "Cc" and c != "\n"]
    assert "cannot be used here" not in refused


# --- writing ------------------------------------------------------------------------------------------

WORDS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12
    )
    .map(
        lambda text: " ".join(
            text.translate(
                dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
            ).split()
        )
    )
    .filter(bool)
)
MAYBE = st.one_of(st.just(""), WORDS)
STORIES = st.builds(
    BankedStory,
    title=WORDS,
    situation=MAYBE,
    action=MAYBE,
    result=MAYBE,
    tags=st.lists(WORDS, max_size=2).map(tuple),
)
DOSSIERS = st.builds(
    Dossier,
    job=st.builds(
        Job,
        title=MAYBE,
        date=st.one_of(st.none(), st.dates()),
        interviewers=st.lists(
            st.builds(Interviewer, WORDS, st.sampled_from(["executive", "hr"])), max_size=3
        ).map(tuple),
    ),
    company=st.builds(
        Company,
        name=MAYBE,
        facts=st.lists(st.builds(Fact, WORDS, st.sampled_from(["news", "value"]), MAYBE), max_size=3).map(
            tuple
        ),
    ),
    stories=st.lists(STORIES, max_size=3).map(tuple),
    my_questions=st.lists(WORDS, max_size=3).map(tuple),
    ideas=st.lists(st.builds(Idea, WORDS, MAYBE), max_size=2).map(tuple),
    salary=st.builds(
        Salary,
        walk_away=st.one_of(st.none(), st.integers(0, 10**6)),
        benefits=st.lists(WORDS, max_size=2).map(tuple),
    ),
)
LAYOUTS = [
    "",
    "template",
    "sample",
    'job = {title = "x", interviewers = [{name = "A"}]}\nstories = [{title = "s"}]\n',
    'job.title = "x"\ncompany.name = "y"\n',
    '[[company.facts]]\ntext = "f"\n[[stories]]\ntitle = "s"\n[salary]\nlow = 1\n[[stories]]\ntitle = "t"\n',
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(layout=st.sampled_from(LAYOUTS), first=DOSSIERS, second=DOSSIERS)
def test_what_is_saved_is_read_again(tmp_path: Path, layout: str, first: Dossier, second: Dossier) -> None:
    """Over any file, however it is laid out, and over what was saved before."""
    path = tmp_path / "mine.toml"
    path.unlink(missing_ok=True)
    if layout == "template":
        write_template(path)
    else:
        path.write_text(sample_path().read_text("utf-8") if layout == "sample" else layout, "utf-8")
    for dossier in (first, second):
        save_dossier(path, dossier)
        assert load_dossier(path) == dossier


def test_a_new_file_explains_itself_and_belongs_to_its_owner(tmp_path: Path) -> None:
    """Made with its folder; the explanations of the template stand beside the values."""
    path = tmp_path / "new" / "mine.toml"
    change_dossier(path, lambda empty: replace(empty, job=replace(empty.job, title="Cook")))
    assert 'title = "Cook"  # as the advert calls it\n' in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_dossier(path) == Dossier(job=Job(title="Cook"))


def test_the_template_holds_nothing_but_every_key(tmp_path: Path) -> None:
    """A person sees all there is; read, it is empty."""
    path = tmp_path / "mine.toml"
    write_template(path)
    assert load_dossier(path) == Dossier()
    text = path.read_text("utf-8")
    for key in (
        "title",
        "dress",
        "interviewers",
        "website",
        "stumped",
        "said",
        "measure",
        "experience",
        "walk_away",
    ):
        assert key in text


def test_comments_order_and_what_did_not_change_stay(tmp_path: Path) -> None:
    """Of the whole file one line differs."""
    path = tmp_path / "mine.toml"
    before = sample_path().read_text("utf-8")
    path.write_text(before, "utf-8")
    change_dossier(path, lambda d: replace(d, job=replace(d.job, dress="A jacket")))
    changed = [
        pair
        for pair in zip(before.splitlines(), path.read_text("utf-8").splitlines(), strict=True)
        if len({*pair}) > 1
    ]
    assert [after for _, after in changed] == ['dress = "A jacket"']


def test_an_entry_that_goes_takes_only_its_own_block_along(tmp_path: Path) -> None:
    """The comments of the other entries stay beside them."""
    path = tmp_path / "mine.toml"
    path.write_text(sample_path().read_text("utf-8"), "utf-8")
    gone = change_dossier(path, lambda d: replace(d, job=replace(d.job, interviewers=d.job.interviewers[1:])))
    text = path.read_text("utf-8")
    assert 'name = "Helen Okafor"\nrole' not in text
    assert 'role = "executive"  # founded the company with her sister' in text
    assert load_dossier(path) == gone


def test_a_change_of_nothing_writes_nothing(tmp_path: Path) -> None:
    """Not even a file that is not there."""
    path = tmp_path / "mine.toml"
    change_dossier(path, lambda dossier: dossier)
    assert not path.exists()


def test_a_broken_file_is_never_overwritten(tmp_path: Path) -> None:
    """What a person wrote is there for mending."""
    path = tmp_path / "mine.toml"
    path.write_text("[job\n")
    with pytest.raises(BadDossier):
        save_dossier(path, Dossier(job=Job(title="x")))
    assert path.read_text() == "[job\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that it leads to is written."""
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "real.toml", tmp_path / "mine.toml"
    real.write_text("")
    link.symlink_to(real)
    save_dossier(link, Dossier(my_questions=("Why?",)))
    assert link.is_symlink()
    assert load_dossier(real).my_questions == ("Why?",)


def test_a_folder_in_its_place_is_an_error_in_one_line(tmp_path: Path) -> None:
    """Neither a traceback nor a loss."""
    with pytest.raises((BadDossier, StorageError), match="is a folder"):
        save_dossier(tmp_path, Dossier(my_questions=("Why?",)))
