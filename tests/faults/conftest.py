"""The fault tests' own fixture, and their table at the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from faults.extent import LONG
from faults.ledger import Ledger, Measured, Promise
from faults.page import page_of, table_of

HERE = Path(__file__).parent
PROMISE, FIGURE = "promise", "figure"
"""Names under which a test's report carries its row and what it measured, also from another process."""


class Table:
    """Gathers what the tests report, prints it, and writes the page where RELIABILITY says so."""

    def __init__(self) -> None:
        self._ledger = Ledger()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Enter what a test found; where tests run in other processes, their reports come here."""
        if report.when != "call" and report.passed:
            return
        told: list[tuple[str, Any]] = report.user_properties
        figures = [found for name, found in told if name == FIGURE]
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        for name, texts in told:
            if name == PROMISE:
                self._ledger.enter(Promise(*texts), report.outcome, figures, reason.removeprefix("Skipped: "))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table of the long form, and write the page."""
        if LONG:
            terminalreporter.section("what was promised, and what was measured")
            terminalreporter.write_line(table_of(self._ledger))
        if wanted := os.environ.get("RELIABILITY"):
            page = Path(wanted)
            everything = [Path(name).resolve() for name in terminalreporter.config.args] == [HERE]
            before = page.read_text("utf-8") if page.exists() and not everything else ""
            page.write_text(page_of(self._ledger, before), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known, and begin a table."""
    config.addinivalue_line("markers", "fault(part, fault, promise): the row of the table that a test fills")
    config.addinivalue_line("markers", "long: only in `make faults`")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give every test its row, and leave what takes long to `make faults`."""
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        mark = item.get_closest_marker("fault")
        if mark is None:
            raise pytest.UsageError(f"{item.nodeid} has no @pytest.mark.fault(part, fault, promise)")
        item.user_properties.append((PROMISE, mark.args))
    late = [] if LONG else [item for item in here if item.get_closest_marker("long")]
    if late:
        config.hook.pytest_deselected(items=late)
        items[:] = [item for item in items if item not in late]


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """Take what a test measures, whatever becomes of the test."""
    return Measured(lambda figure: request.node.user_properties.append((FIGURE, figure)))
