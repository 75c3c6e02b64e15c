"""Rehearsals for the studio: the terminal's own, with another screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.cli.practice import Again
    from mockinterview.events import Screen
    from mockinterview.studio.desk import Wishes


REPORT_EVERY_S = 0.03
"""A page follows the voice more closely than a terminal can be drawn: every block of 32 ms."""


class RealRehearsals:
    """Holds rehearsals with real parts; implements `studio.desk.Rehearsals`."""

    def hold(self, wishes: Wishes, screen: Screen) -> None:
        """Hold one to its end."""
        from mockinterview.cli.rehearsal import LeftEarly, Plan, Rehearsal

        plan = Plan(
            questions=wishes.questions,
            rounds=wishes.rounds,
            panel=wishes.panel,
            weakest=wishes.weakest,
            patience=wishes.patience,
            model=wishes.model,
            voice=wishes.voice,
            microphone=wishes.microphone,
            loudspeaker=wishes.loudspeaker,
            silent_feedback=wishes.silent_feedback,
            no_follow_ups=wishes.no_follow_ups,
            sample=wishes.sample,
            unhurried=True,
            report_every=REPORT_EVERY_S,
        )
        with suppress(LeftEarly):
            Rehearsal(plan, self._again(wishes)).hold(lambda _stack, _person: screen, screen.has_left)

    def warm_up(self) -> None:
        """Load what the first question waits for else."""
        from mockinterview.speech.devices import SOUND

        SOUND.library  # noqa: B018 - loads PortAudio

    def _again(self, wishes: Wishes) -> Again | None:
        from mockinterview.cli.practice import Again

        return Again.of(wishes.again) if wishes.again else None
