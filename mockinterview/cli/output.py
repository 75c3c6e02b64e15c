"""Standard output whose own errors can be told from all others: a full disk behind `> FILE`, say."""

from __future__ import annotations

import io
import sys


class OutputError(OSError):
    """What belongs on standard output could not be written there."""


class _Output(io.FileIO):
    """Standard output, which says that it was the one that failed."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override] # whatever holds bytes
        """Write some of the data; whoever has gone who read it is told as ever."""
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from error


def watch_output() -> None:
    """Let standard output raise `OutputError` from now on; that of a terminal stays as it is."""
    out = sys.stdout
    try:
        if not isinstance(out, io.TextIOWrapper) or out.isatty():
            return
        out.flush()
        raw = _Output(out.fileno(), "wb", closefd=False)
    except (OSError, ValueError):  # it is closed, or no file at all
        return
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(raw), out.encoding, out.errors, line_buffering=out.line_buffering
    )
