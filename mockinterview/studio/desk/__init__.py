"""What the pages need from the rest of the house, as small protocols; the command line fits the rooms in."""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.studio.desk.cabinet import Cabinet, Change, Day, DayLine, Kept, Misfit, Terms
from mockinterview.studio.desk.rehearsals import Patience, Rehearsals, Wishes
from mockinterview.studio.desk.shelf import Export, ExportKind, Hit, Row, Sheet, Shelf, Written
from mockinterview.studio.desk.workshop import (
    Choice,
    Equipment,
    NextStep,
    Part,
    Problem,
    Repeated,
    Verdict,
    Workshop,
)

__all__ = [
    "Cabinet",
    "Change",
    "Choice",
    "Day",
    "DayLine",
    "Desk",
    "Equipment",
    "Export",
    "ExportKind",
    "Hit",
    "Kept",
    "Misfit",
    "NextStep",
    "Part",
    "Patience",
    "Problem",
    "Rehearsals",
    "Repeated",
    "Row",
    "Sheet",
    "Shelf",
    "Terms",
    "Verdict",
    "Wishes",
    "Workshop",
    "Written",
]


@dataclass(frozen=True)
class Desk:
    """All of it."""

    rehearsals: Rehearsals
    workshop: Workshop
    shelf: Shelf
    cabinet: Cabinet
