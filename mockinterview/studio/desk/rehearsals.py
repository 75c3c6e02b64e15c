"""Rehearsals: how one is to go, and who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Protocol

from annotated_types import Ge, Le, MaxLen

from mockinterview.question import Round

if TYPE_CHECKING:
    from mockinterview.events import Screen

Name = Annotated[str, MaxLen(300)]
Patience = Literal["fast", "normal", "slow", "manual"]


@dataclass(frozen=True)
class Wishes:
    """How a rehearsal is to go, as the start page sends it; names as the options of the command line.

    Attributes:
        sample: the sample candidate answers, to show how it works.
        again: id of the rehearsal whose questions are asked again, None for new ones.
    """

    questions: Annotated[int, Ge(1), Le(50)] = 3
    rounds: Annotated[tuple[Round, ...], MaxLen(8)] = ()
    panel: bool = False
    weakest: bool = False
    again: Name | None = None
    patience: Patience = "normal"
    model: Name = "auto"
    voice: Name | None = None
    microphone: Name | None = None
    loudspeaker: Name | None = None
    silent_feedback: bool = False
    no_follow_ups: bool = False
    sample: bool = False

    __pydantic_config__: ClassVar = {"extra": "forbid"}


class Rehearsals(Protocol):
    """Holds rehearsals."""

    def hold(self, wishes: Wishes, screen: Screen) -> None:
        """Hold one from its first question to its end, in the calling thread.

        Raises:
            MockInterviewError: it could not begin or go on; what was said is kept.
        """

    def warm_up(self) -> None:
        """Load what the first rehearsal will need; takes a few seconds, changes nothing that is seen."""
