"""What the fault tests promise and what they measured, as rows of a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Kind = Literal["count", "worst", "note"]
Figure = tuple[Kind, str, float, str]
"""What is known: its kind, its name, its value (0 for a note) and its unit."""

Outcome = Literal["passed", "failed", "skipped"]


class Measured:
    """Where one test says what it measured.

    Args:
        tell: takes each figure at once, so that a test that fails has told what it knew.
    """

    def __init__(self, tell: Callable[[Figure], None]) -> None:
        self._tell = tell

    def count(self, name: str, number: int = 1) -> None:
        """Add to a number of things tried or seen ("kills"); the row shows the sum."""
        self._tell(("count", name, float(number), ""))

    def worst(self, name: str, value: float, unit: str) -> None:
        """Tell a value of which the row shows the largest ("sound missing", 0.31, "s")."""
        self._tell(("worst", name, value, unit))

    def note(self, text: str) -> None:
        """Tell something that is no number; each text stands in the row once."""
        self._tell(("note", text, 0.0, ""))


@dataclass(frozen=True, order=True)
class Promise:
    """A row: in which part of the table, what goes wrong, and what holds all the same."""

    part: str
    fault: str
    promise: str


@dataclass
class Row:
    """What is known about a promise after all tests that carry it."""

    promise: Promise
    outcomes: list[Outcome] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Whether it held: in all tests, in those that could be tried here, or not."""
        failed, skipped = self.outcomes.count("failed"), self.outcomes.count("skipped")
        if failed:
            return f"BROKEN ({failed} of {len(self.outcomes)})"
        if skipped == len(self.outcomes):
            return "not tried here"
        return "held, in part not tried" if skipped else "held"

    @property
    def measured(self) -> str:
        """All figures in one line: sums, worst values, notes."""
        counts: dict[str, int] = defaultdict(int)
        worst: dict[str, tuple[float, str]] = {}
        notes: dict[str, None] = {}
        for kind, name, value, unit in self.figures:
            if kind == "count":
                counts[name] += round(value)
            elif kind == "worst":
                worst[name] = max(worst.get(name, (value, unit)), (value, unit))
            else:
                notes[name] = None
        said = [f"{number:,} {name}" for name, number in counts.items()]
        said += [f"{name} {_amount(value, unit)} at most" for name, (value, unit) in worst.items()]
        said += [*notes, *dict.fromkeys(self.reasons)]
        return "; ".join(said)


def _amount(value: float, unit: str) -> str:
    digits = 0 if value == round(value) or abs(value) >= 100 else 2
    return f"{value:,.{digits}f} {unit}".strip()


class Ledger:
    """All rows, in the order in which their first test was heard of."""

    def __init__(self) -> None:
        self._rows: dict[Promise, Row] = {}

    def enter(
        self, promise: Promise, outcome: Outcome, figures: Iterable[Figure] = (), reason: str = ""
    ) -> None:
        """Add what one test found."""
        row = self._rows.setdefault(promise, Row(promise))
        row.outcomes.append(outcome)
        row.figures.extend(figures)
        if reason:
            row.reasons.append(reason)

    def by_part(self, parts: Sequence[str]) -> list[tuple[str, list[Row]]]:
        """Return the rows of each part, known parts in their order, any other behind them."""
        found = dict.fromkeys([*parts, *(promise.part for promise in self._rows)])
        grouped = [(part, [row for row in self._rows.values() if row.promise.part == part]) for part in found]
        return [(part, rows) for part, rows in grouped if rows]
