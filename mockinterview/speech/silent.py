"""A loudspeaker that makes no sound: for machines without one, and for rehearsals with recorded answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.clip import Clip


@dataclass(frozen=True)
class SilentPlayback:
    """A sound that was over at once.

    Attributes:
        position: seconds "played": the whole clip.
        done: always true.
    """

    position: float
    done: bool = True

    def stop(self) -> None:
        """There is nothing to stop."""


class SilentLoudspeaker:
    """Plays nothing, and is done with it at once."""

    def play(self, clip: Clip) -> SilentPlayback:
        """Return a playback that is over."""
        return SilentPlayback(clip.duration)
