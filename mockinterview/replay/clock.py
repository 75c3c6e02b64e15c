"""A clock in the place of a sound that nobody can hear."""

from __future__ import annotations

import time


class ClockPlayback:
    """Seconds that go by as if something was played; see `ports.Playback`.

    Args:
        seconds: how long.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._began = time.monotonic()
        self._stopped: float | None = None

    @property
    def position(self) -> float:
        """Seconds gone by."""
        gone = time.monotonic() - self._began if self._stopped is None else self._stopped
        return min(gone, self._seconds)

    @property
    def done(self) -> bool:
        """Whether the time is over, or was stopped."""
        return self._stopped is not None or self.position >= self._seconds

    def stop(self) -> None:
        """Hold the clock."""
        self._stopped = self.position
