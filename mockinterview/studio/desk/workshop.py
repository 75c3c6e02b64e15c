"""The workshop: microphones, voices and models, and what to do with them next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import datetime as dt

    from mockinterview.clip import Clip
    from mockinterview.ports import Microphone

Part = Literal["disk", "model", "voice", "microphone", "loudspeaker"]


@dataclass(frozen=True)
class Choice:
    """Something to choose: `value` as a wish names it, `label` as it is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class Problem:
    """A part of the equipment that is missing or wrong; `text` says in a line what, and what to do."""

    part: Part
    text: str


@dataclass(frozen=True)
class Equipment:
    """What this computer offers; the first of a list is used where nobody chooses, voices excepted."""

    microphones: tuple[Choice, ...]
    loudspeakers: tuple[Choice, ...]
    models: tuple[Choice, ...]
    voices: tuple[Choice, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How a microphone was heard: whether well, and in a line what was heard and what to do about it."""

    good: bool
    text: str


@dataclass(frozen=True)
class NextStep:
    """The next sensible step, and where the person stands.

    Attributes:
        name: which text of `start.toml` says it.
        rehearsals: how many the person has held.
        days: until the interview, None where no day is known or it is over.
        weak: answered questions whose last answer can get better.
        prepared: whether there is a dossier.
    """

    name: Literal["first", "prepare", "rehearse", "weakest", "day"]
    rehearsals: int = 0
    days: int | None = None
    weak: int = 0
    prepared: bool = False


@dataclass(frozen=True)
class Repeated:
    """A rehearsal whose questions are asked again: its id, when it was in words, and how many they are."""

    id: str
    when: str
    questions: int


class Workshop(Protocol):
    """The equipment: microphones, voices, models."""

    def equipment(self) -> Equipment:
        """Look what there is; takes a moment, never raises."""

    def microphone(self, name: str | None) -> Microphone:
        """Return a microphone by its name or number, None for the system's default."""

    def judge(self, clip: Clip) -> Verdict:
        """Say whether what a microphone delivered is heard well."""

    def next_step(self, today: dt.date) -> NextStep:
        """Return the next sensible step; reads hardly anything, so that the start page is there at once."""

    def repeated(self, session: str) -> Repeated:
        """Return what is known of a rehearsal to be repeated; raises BadSession where there is none."""
