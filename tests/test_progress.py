"""What changed over all rehearsals: figures, weeks, questions, trends, and how they are told."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from makers import FULL, NONE, analysis, fillers, question
from session_strategies import sessions

from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.cli.progress import QUESTIONS_SHOWN, progress
from mockinterview.feedback import Finding, give_feedback
from mockinterview.figures import AnswerFigures, figures_of
from mockinterview.progress import Rehearsal, mann_kendall_z, most_answered, progress_of, summarise
from mockinterview.session import Session, Take, Turn
from mockinterview.store import Listed, SessionStore

if TYPE_CHECKING:
    from pathlib import Path

    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.question import Question

TODAY = date(2026, 11, 25)  # a Wednesday
PLAIN = AnswerFigures("proud", "What are you proud of?", 90.0, 60.0, 0.0, 3, 140.0, 1.0, "full", 0.0, None)


def answer(**changes: Any) -> AnswerFigures:
    """Return the figures of an answer without anything remarkable, with changes."""
    return replace(PLAIN, **changes)


def rehearsal(day: date, *answers: AnswerFigures) -> Rehearsal:
    """Return a rehearsal on the evening of a day."""
    return Rehearsal(f"{day}T18:30:00+01:00", answers or (PLAIN,))


def turn(checks: AnswerAnalysis | None, asked: Question | None = None, **changes: Any) -> Turn:
    """Return a turn with one take that was judged so."""
    asked = asked or question()
    findings = give_feedback(checks, asked) if checks else ()
    take = Take("01-take-1.flac", 70.0, "done", None, checks, findings)
    return replace(Turn(asked, None, (take,)), **changes)


def without(speaking_s: float) -> AnswerAnalysis:
    """Return checks with a time of speaking that cannot be one."""
    return analysis(length=Length(9.0, speaking_s, 3))


def session(*turns: Turn) -> Session:
    """Return a session of these turns."""
    return Session("2026-11-25-140322-abcd", f"{TODAY}T14:03:22+01:00", None, 1, None, False, turns)


# --- the figures of an answer -------------------------------------------------------------------------


def test_the_figures_of_an_answer_are_those_of_its_checks() -> None:
    """Fillers with hesitations, pace, latency, level and what to do better."""
    found = Hesitations((Hesitation(2.5, 2.9, 0.8, ("sound",)),))
    checks = analysis(30.0, 150.0, fillers=fillers("um", "like"), hesitations=found)
    (figures,) = figures_of(session(turn(checks)))
    assert figures.question_id == "proud"
    assert (figures.spoken_s, figures.fillers, figures.pace_wpm, figures.latency_s) == (30.0, 3, 150.0, 0.8)
    assert figures.filler_rate == pytest.approx(6.0)
    assert figures.example == "none"
    assert figures.weakest == "example"
    assert figures.to_practise == "no specific example yet"
    assert not figures.in_target  # 30 s of 90 s


@pytest.mark.parametrize(
    "nothing",
    [
        Turn(question()),
        turn(None),
        turn(analysis(0.0, None)),
        Turn(question(), None, (Take("a.flac", 9.0, "done", None, without(float("nan"))),)),
        Turn(question(), None, (Take("a.flac", 9.0, "done", None, without(float("inf"))),)),
    ],
    ids=["no take", "not judged", "nothing said", "not a number", "endless"],
)
def test_what_was_not_answered_has_no_figures(nothing: Turn) -> None:
    """Skipped questions, recordings without words and broken numbers count for nothing."""
    assert figures_of(session(nothing)) == ()


def test_an_example_that_the_follow_up_completed_counts_as_told() -> None:
    """The story over both answers is what counts, and its length is added to what was spoken."""
    more = turn(analysis(20.0, None))
    (figures,) = figures_of(session(turn(analysis(), story=FULL, follow_up=more)))
    assert figures.example == "full"
    assert figures.weakest is None
    assert (figures.spoken_s, figures.follow_up_s) == (75.0, 20.0)


def test_a_short_answer_has_no_rate() -> None:
    """Under 20 s three fillers mean nothing."""
    (figures,) = figures_of(session(turn(analysis(19.0, 150.0, fillers=fillers("um")))))
    assert (figures.fillers, figures.filler_rate, figures.pace_wpm) == (None, None, None)


def test_where_no_example_is_wanted_none_is_missed() -> None:
    """A question about salary has no level."""
    asked = question(example_expected=False)
    (figures,) = figures_of(session(turn(analysis(example=NONE), asked)))
    assert figures.example is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weakest": None}, ""),
        ({"weakest": "example", "example": "partial"}, "the example lacks a part"),
        ({"weakest": "example", "example": "none"}, "no specific example yet"),
        ({"weakest": "length", "spoken_s": 20.0}, "too short, 20 seconds"),
        ({"weakest": "length", "spoken_s": 200.0}, "too long, 3 minutes 20 seconds"),
        ({"weakest": "fillers", "fillers": 9}, "9 fillers a minute"),
        ({"weakest": "pace", "pace_wpm": 201.4}, "201 words a minute"),
        ({"weakest": "pace", "pace_wpm": None}, "pace"),
    ],
)
def test_what_to_practise_is_said_in_a_few_words(changes: dict[str, Any], said: str) -> None:
    """Each check has its own words."""
    assert answer(**changes).to_practise == said


@given(session=sessions)
@settings(max_examples=60)
def test_any_session_has_figures_that_can_be_added_up(session: Session) -> None:
    """Whatever numbers a file holds, the figures are finite and the progress stands."""
    figures = figures_of(session)
    found = progress_of([Rehearsal("2026-11-25", figures)], TODAY)
    assert json.loads(json.dumps(found.total.spoken_s, allow_nan=False)) >= 0
    assert found.total.answers == len(figures)


# --- all together -------------------------------------------------------------------------------------


def test_nothing_gives_nothing() -> None:
    """Without a rehearsal all is empty and nothing fails."""
    found = progress_of([], TODAY)
    assert (found.rehearsals, found.weeks, found.questions, found.trends) == (0, (), (), ())
    assert (found.total.answers, found.total.filler_rate, found.total.in_target) == (0, None, None)
    assert found.trend_lacks == 5


def test_rates_are_weighted_by_the_time_spoken() -> None:
    """6 fillers in 60 s and none in 180 s are 1.5 a minute, not 3; one too short for a rate counts not."""
    summary = summarise(
        [
            answer(fillers=6, spoken_s=60.0, pace_wpm=100.0),
            answer(fillers=0, spoken_s=180.0, pace_wpm=140.0),
            answer(fillers=None, spoken_s=10.0, pace_wpm=None),
        ]
    )
    assert summary.filler_rate == pytest.approx(1.5)
    assert summary.pace_wpm == pytest.approx(130.0)
    assert summary.spoken_s == pytest.approx(250.0)


def test_shares_and_levels_are_counted_over_the_answers() -> None:
    """Length is good from 60 to 120 s of 90; a complete example counts one, one in part a half."""
    summary = summarise(
        [
            answer(spoken_s=60.0, example="full", latency_s=1.0),
            answer(spoken_s=120.0, example="partial", latency_s=9.0),
            answer(spoken_s=121.0, example="none", latency_s=2.0),
            answer(spoken_s=30.0, example=None, latency_s=None),
        ]
    )
    assert summary.in_target == pytest.approx(0.5)
    assert (summary.examples_full, summary.examples_partial, summary.examples_none) == (1, 1, 1)
    assert summary.example_share == pytest.approx(0.5)
    assert summary.latency_s == 2.0


def test_weeks_begin_on_monday_and_the_clock_is_that_of_the_place() -> None:
    """Sunday evening and Monday morning lie in two weeks, whatever the offset from UTC."""
    sunday = Rehearsal("2026-11-22T23:59:00-08:00", (PLAIN,))
    monday = Rehearsal("2026-11-23T00:10:00+13:00", (PLAIN,))
    found = progress_of([monday, sunday], TODAY)
    assert [(week.monday, week.rehearsals) for week in found.weeks] == [
        (date(2026, 11, 16), 1),
        (date(2026, 11, 23), 1),
    ]


@pytest.mark.parametrize(
    ("days_ago", "streak"),
    [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 0, 1, 2, 4), 3), ((1, 2), 2)],
)
def test_a_streak_is_days_in_a_row_up_to_today_or_yesterday(days_ago: tuple[int, ...], streak: int) -> None:
    """Two rehearsals on one day are one day; a gap ends it; today may still come."""
    given_ = [rehearsal(TODAY - timedelta(days=days)) for days in days_ago]
    assert progress_of(given_, TODAY).streak_days == streak


def test_the_question_with_the_weakest_last_answer_comes_first() -> None:
    """The last answer counts, not the worst one; of equals the one asked longest ago."""
    weak, better = answer(weakness=0.9, weakest="length"), answer(weakness=0.1)
    other, old = answer(question_id="other", weakness=0.5), answer(question_id="old", weakness=0.5)
    found = progress_of(
        [
            rehearsal(TODAY - timedelta(days=9), weak, old),
            rehearsal(TODAY - timedelta(days=2), better, other),
        ],
        TODAY,
    )
    assert [record.question_id for record in found.questions] == ["old", "other", "proud"]
    assert found.questions[-1].summary.answers == 2
    assert found.questions[-1].last_on == TODAY - timedelta(days=2)


def test_the_question_answered_most_comes_first_in_its_table() -> None:
    """Of equals the one that was answered last."""
    twice, old, new = answer(), answer(question_id="old"), answer(question_id="new")
    found = progress_of(
        [rehearsal(TODAY - timedelta(days=9), twice, old), rehearsal(TODAY, twice, new)], TODAY
    )
    assert [record.question_id for record in most_answered(found.questions)] == ["proud", "new", "old"]


def test_a_rehearsal_without_a_day_or_an_answer_does_not_count() -> None:
    """Its file is broken or everything was skipped."""
    assert progress_of([Rehearsal("soon", (PLAIN,)), Rehearsal(str(TODAY), ())], TODAY).rehearsals == 0


# --- trends -------------------------------------------------------------------------------------------


def series(*rates: int) -> list[Rehearsal]:
    """Return a rehearsal a day with so many fillers a minute, the last one today."""
    first = TODAY - timedelta(days=len(rates) - 1)
    return [rehearsal(first + timedelta(days=n), answer(fillers=rate)) for n, rate in enumerate(rates)]


@pytest.mark.parametrize("rates", [(9,), (9, 3), (9, 7, 5, 3)])
def test_few_rehearsals_have_no_trend(rates: tuple[int, ...]) -> None:
    """Two points make a line and no trend; it is said how many are still needed."""
    found = progress_of(series(*rates), TODAY)
    assert found.trends == ()
    assert found.trend_lacks == 5 - len(rates)


@pytest.mark.parametrize(
    ("rates", "direction"),
    [
        ((12, 10, 9, 7, 4), "better"),
        ((4, 7, 9, 10, 12), "worse"),
        ((9, 3, 8, 4, 9), "no clear change"),
        ((5, 5, 5, 5, 5), "no clear change"),
        ((2, 2, 1, 1, 0), "no clear change"),  # so few do no harm, so fewer are not better
        ((*(3,) * 8, *range(20, 8, -1)), "better"),  # only the last twelve are looked at
    ],
)
def test_a_trend_is_told_where_chance_hardly_explains_it(rates: tuple[int, ...], direction: str) -> None:
    """Fillers a minute over the rehearsals."""
    found = progress_of(series(*rates), TODAY)
    trend = next(trend for trend in found.trends if trend.measure == "fillers")
    assert trend.direction == direction


def test_a_pace_gets_better_towards_what_is_easy_to_follow() -> None:
    """From 220 down to 160 is better, and from 160 down to 120 is neither."""
    falling = [answer(pace_wpm=wpm) for wpm in (220.0, 205.0, 195.0, 185.0, 175.0)]
    inside = [answer(pace_wpm=wpm) for wpm in (160.0, 150.0, 140.0, 130.0, 120.0)]
    for given_, direction in ((falling, "better"), (inside, "no clear change")):
        rehearsals = [rehearsal(TODAY + timedelta(days=n), figures) for n, figures in enumerate(given_)]
        trend = next(trend for trend in progress_of(rehearsals, TODAY).trends if trend.measure == "pace")
        assert trend.direction == direction


def test_the_time_before_the_first_word_has_no_trend() -> None:
    """To think first is no fault, so less of it is not called better."""
    rehearsals = [rehearsal(TODAY + timedelta(days=n), answer(latency_s=9.0 - n)) for n in range(8)]
    assert {trend.measure for trend in progress_of(rehearsals, TODAY).trends} == {
        "fillers",
        "pace",
        "in_target",
        "examples",
    }


@pytest.mark.parametrize(
    ("values", "z"),
    [
        ([], 0.0),
        ([1.0], 0.0),
        ([1.0, 1.0, 1.0], 0.0),
        # S = 10 of 10 pairs, variance 5 * 4 * 15 / 18 = 16.67
        ([1.0, 2.0, 3.0, 4.0, 5.0], 9 / (300 / 18) ** 0.5),
        ([5.0, 4.0, 3.0, 2.0, 1.0], -9 / (300 / 18) ** 0.5),
        # one tie of two: S = 5, variance (4 * 3 * 13 - 2 * 1 * 9) / 18
        ([1.0, 1.0, 2.0, 3.0], 4 / (138 / 18) ** 0.5),
    ],
)
def test_mann_kendall_by_hand(values: list[float], z: float) -> None:
    """Small cases worked out on paper."""
    assert mann_kendall_z(values) == pytest.approx(z)


# --- the command --------------------------------------------------------------------------------------


@pytest.fixture
def store(home: Path) -> SessionStore:
    """Give the person's store."""
    return SessionStore(home / "data" / "sessions")


def keep(
    store: SessionStore,
    *turns: Turn,
    candidate: bool = False,
    model: str = "tiny.en",
    on: date | None = None,
) -> None:
    """Keep a session of these turns, of today or of another day."""
    with store.create(seed=1, model=model, candidate=candidate) as folder:
        folder.session = replace(folder.session, turns=turns)
        if on is not None:
            folder.session = replace(folder.session, started=f"{on}T18:30:00+01:00")
        folder.finish()


def run(*arguments: str, charset: str = "utf-8") -> str:
    """Return what the command prints; with an option only what a program would read."""
    result = CliRunner(charset=charset, env={"COLUMNS": "80"}).invoke(progress, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout if arguments else result.output


def test_without_a_rehearsal_the_command_says_what_to_do() -> None:
    """No error, one line."""
    assert "`mockinterview rehearse` makes the first" in run()


def test_the_command_shows_week_need_and_next_question(store: SessionStore) -> None:
    """Within 80 columns: the week, what a trend still needs, the question to practise and why."""
    keep(store, turn(analysis(30.0)))
    shown = run()
    assert "1 rehearsal, 1 answer, 30 seconds spoken" in shown
    assert "0:30" in shown
    assert "can be told after 4 more rehearsals" in shown
    assert "What are you proud of?" in shown
    assert "no specific example yet" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_sample_candidate_is_not_the_person(store: SessionStore) -> None:
    """A rehearsal of recorded answers leaves no trace in the figures."""
    keep(store, turn(analysis()), candidate=True)
    assert json.loads(run("--json"))["rehearsals"] == 0


def test_json_holds_everything(store: SessionStore) -> None:
    """Weeks, questions and total, dates as ISO 8601."""
    keep(store, turn(analysis()), turn(analysis(), question(id="other")))
    found = json.loads(run("--json"))
    assert found["total"]["answers"] == 2
    assert date.fromisoformat(found["weeks"][0]["monday"]).weekday() == 0
    assert {record["question_id"] for record in found["questions"]} == {"proud", "other"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", 'a,"b"\n=c'])
def test_no_cell_of_the_table_begins_a_formula(store: SessionStore, text: str) -> None:
    """A question from a foreign bank stays text in a spreadsheet."""
    keep(store, turn(analysis(), question(text=text)))
    rows = list(csv.reader(io.StringIO(run("--csv"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[0] for row in rows] == ["of", "week", "question", "all"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_hostile_questions_stay_texts(store: SessionStore) -> None:
    """No escape sequence or markup of a bank keeps its meaning."""
    keep(store, turn(analysis(), question(text="\x1b[2J [bold]Why?")))
    shown = run()
    assert "\x1b" not in shown
    assert "[bold]Why?" in shown


def test_the_index_remembers_the_figures(store: SessionStore) -> None:
    """A second look reads no session again: the figures are there although the file's text is gone."""
    keep(store, turn(analysis()))
    (first,) = store.list()
    assert isinstance(first, Listed)
    path = store.root / first.headline.id / "session.json"
    state = path.stat()
    path.write_bytes(b" " * state.st_size)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert store.list() == (first,)
    assert first.answers[0].question_id == "proud"


def test_json_and_csv_exclude_each_other() -> None:
    """A usage error."""
    assert CliRunner().invoke(progress, ["--json", "--csv"]).exit_code == 2


def test_columns_are_explained_and_questions_have_their_numbers(store: SessionStore) -> None:
    """Every column of the weeks is told in a sentence; a question's numbers stand below its text."""
    keep(store, turn(analysis(30.0, 150.0, fillers=fillers("um"))))
    shown = run()
    assert "Times: rehearsals in that week." in shown
    lines = shown.splitlines()
    names, text, numbers = lines[lines.index("Question by question") + 1 :][:3]
    assert names.split()[:6] == ["Answers", "Fillers", "Words", "Length", "Examples", "Began"]
    assert text == "What are you proud of?"
    assert numbers.split()[:6] == ["1", "2.0", "150", "0%", "0/0/1", "0.8"]


def test_many_questions_are_cut_and_it_is_said_where_the_rest_is(store: SessionStore) -> None:
    """The terminal shows a few; the table for a spreadsheet has every one."""
    asked = [question(id=str(n), text=f"Number {n}?") for n in range(QUESTIONS_SHOWN + 2)]
    keep(store, *(turn(analysis(), one) for one in asked))
    shown = run()
    assert f"(the {QUESTIONS_SHOWN} of {len(asked)} that you answered most; --csv has all)" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert sum(line.startswith("question,") for line in run("--csv").splitlines()) == len(asked)


@pytest.mark.parametrize(("weeks", "drawn"), [(1, False), (2, False), (3, True), (30, True)])
def test_plots_need_three_weeks(store: SessionStore, weeks: int, drawn: bool) -> None:
    """With fewer, why there is none is said instead; with many, half a year fits into 80 columns."""
    for n in range(weeks):
        keep(store, turn(analysis(30.0, 150.0)), on=TODAY - timedelta(weeks=n))
    shown = run()
    assert ("Seconds to first word     " in shown) == drawn
    assert ("Curves need three weeks" in shown) == (not drawn)
    assert max(map(len, shown.splitlines())) <= 80


def test_a_terminal_of_few_signs_gets_no_plots_and_no_error(store: SessionStore) -> None:
    """What ASCII cannot write is left out or becomes a question mark."""
    for n in range(3):
        keep(store, turn(analysis(), question(text="Où êtes-vous?")), on=TODAY - timedelta(weeks=n))
    shown = run(charset="ascii")
    assert "O? ?tes-vous?" in shown
    assert "A bar a week" not in shown
    assert shown.isascii()


def test_a_finding_of_no_weight_makes_no_question_weak() -> None:
    """Only what asks for something better counts."""
    take = Take("a.flac", 70.0, "done", None, analysis(), (Finding("fillers", "strength", "Good.", (), 0.9),))
    (figures,) = figures_of(session(Turn(question(), None, (take,))))
    assert (figures.weakness, figures.weakest) == (0.0, None)
