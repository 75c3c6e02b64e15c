"""The plots of progress in the terminal: a bar a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.figures import AnswerFigures
from mockinterview.progress import Rehearsal, progress_of
from mockinterview.progress_page import words
from mockinterview.progress_page.plots import plots_of

if TYPE_CHECKING:
    from mockinterview.progress import Week

TODAY = date(2026, 11, 25)
PLAIN = AnswerFigures("proud", "What are you proud of?", 90.0, 60.0, 0.0, 3, 140.0, 1.0, "full", 0.0, None)


def weekly(*answers: AnswerFigures | None) -> tuple[Week, ...]:
    """Return weeks with such an answer each, the last one this week; None is a week without."""
    start = TODAY - timedelta(weeks=len(answers) - 1)
    given_ = [
        Rehearsal(str(start + timedelta(weeks=n)), (figures,))
        for n, figures in enumerate(answers)
        if figures is not None
    ]
    return progress_of(given_, TODAY).weeks


@pytest.mark.parametrize(
    ("rates", "bars"),
    [
        ((), None),
        ((8, 8), None),
        ((8, None, 8), None),  # two points are no curve, however far apart
        ((8, 8, 8), "███"),
        ((0, 0, 0), "▁▁▁"),
        ((8, None, 0, 4), "█ ▁▄"),  # a week without is a gap
        ((16, 8, 0), "█▄▁"),  # the scale grows with what it has to hold
        ((*(0,) * 10, *(8,) * 26), "█" * 26),  # half a year is shown
    ],
)
def test_a_plot_has_a_sign_for_each_week_of_the_calendar(
    rates: tuple[int | None, ...], bars: str | None
) -> None:
    """Fillers a minute on a scale from 0 to 8 at least."""
    weeks = weekly(*(None if rate is None else replace(PLAIN, fillers=rate) for rate in rates))
    found = {plot.name: plot.bars for plot in plots_of(weeks)}
    assert found.get("Fillers a minute") == bars


def test_every_measure_has_a_plot_with_its_first_and_last_value() -> None:
    """The seconds to the first word are among them, with a decimal."""
    plots = plots_of(
        weekly(replace(PLAIN, latency_s=2.0), replace(PLAIN, latency_s=3.0), replace(PLAIN, latency_s=1.5))
    )
    assert [plot.name for plot in plots] == list(words.NAMES.values())
    assert (plots[-1].bars, plots[-1].first, plots[-1].last) == ("▄▆▄", "2.0", "1.5")
    assert max(len(plot.name) for plot in plots) <= 24


@given(st.lists(st.none() | st.floats(0, 1e6), max_size=40))
def test_any_values_have_plots(latencies: list[float | None]) -> None:
    """Whatever a file says, a plot is as wide as its weeks."""
    weeks = weekly(*(replace(PLAIN, latency_s=latency) for latency in latencies))
    for plot in plots_of(weeks):
        assert len(plot.bars) == min(len(weeks), 26)
