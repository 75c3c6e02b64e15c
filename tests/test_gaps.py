"""What a dossier lacks: an empty one everything, the sample nothing, and what does not fit comes first."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.dossier import BankedStory, Company, Dossier, Fact, Idea, Interviewer, Job, Salary
from mockinterview.dossier_file import load_dossier, sample_path
from mockinterview.preparation.gaps import Gap, gaps
from mockinterview.preparation.typed import amount, amounts, day

TODAY = dt.date(2026, 12, 1)
SAMPLE = load_dossier(sample_path())


def places(dossier: Dossier, today: dt.date = TODAY) -> list[str]:
    """Return where something is open."""
    return [gap.place for gap in gaps(dossier, today)]


def test_an_empty_dossier_lacks_everything_the_most_important_first() -> None:
    """Knowing the company, stories and own questions come before dress and route."""
    found = gaps(Dossier(), TODAY)
    assert [gap.place for gap in found][:2] == ["company facts", "stories"]
    everything = {gap.place.split()[0] for gap in found}
    assert everything == {field.name for field in fields(Dossier)}


def test_the_sample_lacks_nothing() -> None:
    """It is the example of a complete dossier."""
    assert gaps(SAMPLE, TODAY) == ()


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        ({"job": replace(SAMPLE.job, date=dt.date(2026, 11, 30))}, "job date", "(2026-11-30) has passed"),
        ({"job": replace(SAMPLE.job, date=None)}, "job date", "is missing"),
        ({"job": replace(SAMPLE.job, title="")}, "job title", "is missing"),
        ({"job": replace(SAMPLE.job, interviewers=())}, "job interviewers", "Nobody is named"),
        (
            {"job": replace(SAMPLE.job, interviewers=(Interviewer("Ana"), Interviewer("", "hr")))},
            "job interviewers 2 name",
            "The name of the hr is missing.",
        ),
        (
            {"job": replace(SAMPLE.job, interviewers=(Interviewer("Ana"), Interviewer("ana", "hr")))},
            "job interviewers",
            "“ana” is there 2 times",
        ),
        ({"company": replace(SAMPLE.company, facts=())}, "company facts", "Nothing is noted"),
        (
            {"company": Company("Swallow", facts=(Fact("x", "value", "y"),))},
            "company facts",
            "Nothing recent",
        ),
        (
            {"company": Company("Swallow", facts=(Fact("x", "news", "y"),))},
            "company facts",
            "wants and values",
        ),
        (
            {"company": Company("S", facts=(Fact("x", "news", "y"), Fact("z" * 99, "value")))},
            "company facts 2 source",
            f"“{'z' * 39}…”",
        ),
        ({"stories": SAMPLE.stories[:2]}, "stories", "There are two stories; have at least 3."),
        ({"stories": SAMPLE.stories[:1]}, "stories", "There is only one story"),
        (
            {"stories": (*SAMPLE.stories, BankedStory("The flood", "s", "a", "", "m"))},
            "stories 4 result",
            "“The flood” has no result.",
        ),
        (
            {"stories": (*SAMPLE.stories, BankedStory("The flood", "s", "", "r", "m"))},
            "stories 4 action",
            "yourself",
        ),
        (
            {"stories": tuple(replace(s, measure="") for s in SAMPLE.stories)},
            "stories",
            "No story has a measure",
        ),
        ({"my_questions": ()}, "my_questions", "no question of your own"),
        ({"my_questions": ("a", "b")}, "my_questions", "fewer than 3"),
        ({"my_questions": ("a", "b", "B")}, "my_questions", "The question “b” is there 2 times."),
        ({"ideas": ()}, "ideas", "no idea"),
        ({"ideas": (Idea("Paint the cars"),)}, "ideas 1 experience", "“Paint the cars”"),
        (
            {"salary": replace(SAMPLE.salary, walk_away=44_000)},
            "salary walk_away",
            "below 44,000, but your range",
        ),
        (
            {"salary": replace(SAMPLE.salary, low=None, walk_away=47_000)},
            "salary walk_away",
            "begins at 46,000",
        ),
        ({"salary": replace(SAMPLE.salary, walk_away=None)}, "salary walk_away", "is missing"),
        ({"salary": Salary(walk_away=1, benefits=("x",))}, "salary low", "is missing"),
        ({"salary": replace(SAMPLE.salary, high=None)}, "salary high", "The upper end is missing."),
        ({"salary": replace(SAMPLE.salary, benefits=())}, "salary benefits", "besides money"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_taken_from_the_sample_is_missed(change: dict[str, Any], place: str, says: str) -> None:
    """One gap at the right place, with its reason."""
    found = [gap for gap in gaps(replace(SAMPLE, **change), TODAY) if gap.place == place and says in gap.text]
    assert len(found) == 1
    assert found[0].why


def test_a_walk_away_at_the_lower_end_fits() -> None:
    """Only one above it contradicts the range; zero is an amount too."""
    assert "salary walk_away" not in places(replace(SAMPLE, salary=replace(SAMPLE.salary, walk_away=42_000)))
    assert "salary walk_away" not in places(replace(SAMPLE, salary=replace(SAMPLE.salary, walk_away=0)))


def test_the_day_itself_has_not_passed() -> None:
    """From the next day on it has."""
    assert SAMPLE.job.date is not None
    assert places(SAMPLE, SAMPLE.job.date) == []
    assert places(SAMPLE, SAMPLE.job.date + dt.timedelta(days=1)) == ["job date"]


def test_what_contradicts_comes_before_what_is_missing() -> None:
    """A walk-away above the range, then the passed day, then the missing dress."""
    job = replace(SAMPLE.job, date=dt.date(2026, 1, 1), dress="")
    torn = replace(SAMPLE, job=job, salary=replace(SAMPLE.salary, walk_away=45_000))
    assert places(torn) == ["salary walk_away", "job date", "job dress"]


@given(
    st.builds(
        Dossier,
        job=st.builds(Job, title=st.text(), date=st.one_of(st.none(), st.dates())),
        stories=st.lists(st.builds(BankedStory, st.text(), st.text(), st.text()), max_size=4).map(tuple),
        salary=st.builds(Salary, *[st.one_of(st.none(), st.integers(0, 9))] * 3),
    ),
    st.dates(),
)
def test_gaps_are_sentences_with_weights_in_order(dossier: Dossier, today: dt.date) -> None:
    """Any dossier, any day."""
    found = gaps(dossier, today)
    assert all(gap.text.endswith(".") and gap.why.endswith(".") and 0 < gap.weight <= 1 for gap in found)
    assert [gap.weight for gap in found] == sorted((gap.weight for gap in found), reverse=True)
    assert all(isinstance(gap, Gap) for gap in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("as much as possible", ()),
        ("42000", (42_000,)),
        ("between 42,000 and 46,000", (42_000, 46_000)),
        ("42.000–46.000 €", (42_000, 46_000)),
        ("42 000 to 46 000", (42_000, 46_000)),
        ("42-46k", (42_000, 46_000)),
        ("42.5k", (42_500,)),
        ("£42k to £46k", (42_000, 46_000)),
        ("17.50 an hour", ()),
        ("9" * 30, ()),
        ("0", (0,)),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, found: tuple[int, ...]) -> None:
    """Groups of three, k for thousands; cents and nonsense are left out."""
    assert amounts(text) == found


@pytest.mark.parametrize(
    ("text", "value"), [("42k", 42_000), (" 42,000 ", 42_000), ("42k net", None), ("", None)]
)
def test_one_amount_alone(text: str, value: int | None) -> None:
    """With any other word it is none."""
    assert amount(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("soon", None),
        ("8/12/2026", None),
        ("2026-12-08", dt.date(2026, 12, 8)),
        ("2026-02-30", None),
        ("8 December", dt.date(2026, 12, 8)),
        ("Tuesday, 8th of December", dt.date(2026, 12, 8)),
        ("dec 8", dt.date(2026, 12, 8)),
        ("30 November", dt.date(2027, 11, 30)),
        ("29 February", dt.date(2028, 2, 29)),
        ("1 December", dt.date(2026, 12, 1)),
        ("8 Dezember", None),
        ("30 February 2027", None),
        ("99 May", None),
    ],
)
def test_days_are_read_where_they_are_clear(text: str, found: dt.date | None) -> None:
    """Without a year it is the next such day."""
    assert day(text, TODAY) == found
