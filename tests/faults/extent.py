"""How much is tried: little in every test run, much in `make faults`."""

from __future__ import annotations

import os

LONG = os.environ.get("FAULTS") == "long"
"""Whether this is the long form."""


def extent(short: int, long: int) -> int:
    """Return how many moments, files or inputs are tried in this run."""
    return long if LONG else short
