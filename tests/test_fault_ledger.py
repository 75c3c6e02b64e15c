"""The table of promises tells what was found, and nothing better."""

from __future__ import annotations

import pytest
from faults.ledger import Figure, Ledger, Measured, Outcome, Promise
from faults.page import page_of, table_of

KILLED = Promise("Sudden ends", "The program | is killed", "Nothing is lost")


def entered(*outcomes: Outcome, reason: str = "") -> Ledger:
    """Return a table with these outcomes of one promise."""
    ledger = Ledger()
    for outcome in outcomes:
        ledger.enter(KILLED, outcome, reason=reason if outcome == "skipped" else "")
    return ledger


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (["passed"], "held"),
        (["passed", "passed"], "held"),
        (["passed", "failed", "skipped"], "BROKEN (1 of 3)"),
        (["passed", "skipped"], "held, in part not tried"),
        (["skipped", "skipped"], "not tried here"),
    ],
)
def test_a_row_is_as_good_as_its_worst_test(outcomes: list[Outcome], verdict: str) -> None:
    """One failure breaks the promise; what was not tried is not said to hold."""
    ((_, (row,)),) = entered(*outcomes).by_part(())
    assert row.verdict == verdict


def test_figures_of_many_tests_become_one_line() -> None:
    """Counts are added, of values the largest counts, and a note stands once."""
    ledger = Ledger()
    for lost in (0.25, 0.125, 0.5):
        figures: list[Figure] = []
        measured = Measured(figures.append)
        measured.count("kills", 20)
        measured.worst("sound missing", lost, "s")
        measured.note("tiny.en")
        ledger.enter(KILLED, "passed", figures)
    ((_, (row,)),) = ledger.by_part(())
    assert row.measured == "60 kills; sound missing 0.50 s at most; tiny.en"


def test_a_run_of_some_files_replaces_their_rows_only() -> None:
    """What was measured before stays on the page, in its place; no row is mixed with an older one."""
    ledger = entered("failed")
    ledger.enter(Promise("Disks", "full", "told"), "passed", [("count", "disks", 3, "")])
    before = page_of(ledger)
    assert page_of(Ledger(), before) == before
    after = page_of(entered("passed"), before)
    assert "BROKEN" not in after
    assert after.count("The program") == before.count("The program")
    assert "| full | told | 3 disks | held |" in after
    assert after.index("### Sudden ends") < after.index("### Disks")


def test_page_and_table_hold_every_row_in_its_part() -> None:
    """Known parts come in their order; a bar in a text does not break the table of the page."""
    ledger = entered("passed", "skipped", reason="no sound card here")
    ledger.enter(Promise("Another part", "x", "y"), "failed")
    ledger.enter(Promise("Disks", "full", "told"), "passed")
    page = page_of(ledger)
    assert (
        "| The program \\| is killed | Nothing is lost | no sound card here | held, in part not tried |"
        in page
    )
    assert page.index("### Sudden ends") < page.index("### Disks") < page.index("### Another part")
    assert "| x | y |  | BROKEN (1 of 1) |" in page
    printed = table_of(ledger)
    assert "The program | is killed" in printed
    assert "BROKEN (1 of 1)" in printed
