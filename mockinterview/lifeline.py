"""A helper process that ends with the program that started it, whatever becomes of either."""

from __future__ import annotations

import sys
from contextlib import suppress

_PR_SET_PDEATHSIG = 1
_SIGKILL = 9


def end_with_parent() -> None:
    """Have the system kill this process once the thread that started it is gone (Linux; elsewhere nothing).

    A closed pipe says the same, but nobody reads it in a process that was stopped or hangs. To be called
    first of all, in the helper.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # a system without it: the closed pipe has to do
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
