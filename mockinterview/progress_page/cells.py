"""The numbers of some answers as the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.progress import value_of
from mockinterview.progress_page.words import said

if TYPE_CHECKING:
    from mockinterview.progress import Measure, Summary


def cells(summary: Summary, missing: str = "-") -> tuple[str, ...]:
    """Write fillers a minute, words a minute, length in target, examples, and seconds to the first word."""
    told = (summary.examples_full, summary.examples_partial, summary.examples_none)
    return (
        _cell("fillers", summary, missing),
        _cell("pace", summary, missing),
        _cell("in_target", summary, missing),
        "/".join(map(str, told)) if any(told) else missing,
        _cell("latency", summary, missing),
    )


def _cell(measure: Measure, summary: Summary, missing: str) -> str:
    value = value_of(measure, summary)
    return missing if value is None else said(measure, value)
