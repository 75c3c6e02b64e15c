"""The panel: whom one meets in a second interview, what each asks about, and how each asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from mockinterview.dossier import PanelRole
from mockinterview.preparation.slots import sayable
from mockinterview.question import ROUND_OF, FollowUp, Round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.dossier import Dossier
    from mockinterview.question import Question

ROLE_OF: dict[Round, PanelRole] = {
    "motivation": "hr",
    "unfinished": "hiring manager",
    "achievements": "hiring manager",
    "ideas": "executive",
    "fit": "colleague",
    "concerns": "hiring manager",
    "salary": "hr",
    "your_questions": "hiring manager",
}
"""Who asks in which round, unless a question's tag names somebody else."""

ROLE_TAGS: dict[str, PanelRole] = {role.replace(" ", "_"): role for role in get_args(PanelRole)}
"""The tags of a question that name who asks it."""


@dataclass(frozen=True)
class _Manner:
    """How a role shows itself.

    Attributes:
        behind_name: what it is called behind a name.
        without_name: what it is called where there is no name.
        introduction: how "Hello, I'm" or "Hello, I'm Priya Raman," goes on.
        follow_ups: what it asks where a question lacks words of its own for what is missing.
    """

    behind_name: str
    without_name: str
    introduction: str
    follow_ups: tuple[FollowUp, ...]


_MANNERS: dict[PanelRole, _Manner] = {
    "hr": _Manner(
        "human resources",
        "human resources",
        "from human resources. I look at what brings you here and what you need from us.",
        (
            FollowUp("episode", "Take one occasion for me. What happened that day?"),
            FollowUp("result", "And how did it end for the people involved?"),
        ),
    ),
    "hiring manager": _Manner(
        "hiring manager",
        "the hiring manager",
        "the hiring manager. I look at what you have done and how you did it.",
        (
            FollowUp("own_action", "What would I have seen you do, had I been in charge there?"),
            FollowUp("measure", "If you had reported that to me, which figure would have stood in it?"),
        ),
    ),
    "executive": _Manner(
        "executive",
        "an executive",
        "one of the people who run the company. I look at where we are going, and at your part in it.",
        (
            FollowUp("result", "What did the whole company have of it in the end?"),
            FollowUp("measure", "What was that worth to the business, roughly?"),
        ),
    ),
    "colleague": _Manner(
        "colleague",
        "a future colleague",
        "somebody you would work with. I look at how our days together would be.",
        (
            FollowUp("episode", "Tell me about one day of it, the way you would tell it over lunch."),
            FollowUp("own_action", "What would I have seen you do, sitting at the next desk?"),
        ),
    ),
}


@dataclass(frozen=True)
class Member:
    """Somebody on the panel.

    Attributes:
        role: what they are there.
        name: as it is spoken; empty where the dossier names nobody in that role.
        voice: name of the system voice they speak with; None for the one that was chosen for all.
    """

    role: PanelRole
    name: str = ""
    voice: str | None = None

    @property
    def person(self) -> str:
        """Who it is: two roles of one name are one person."""
        return self.name or self.role

    @property
    def shown(self) -> str:
        """How they are shown: "Priya Raman, colleague", or only "the hiring manager"."""
        manner = _MANNERS[self.role]
        return f"{self.name}, {manner.behind_name}" if self.name else manner.without_name

    @property
    def introduction(self) -> str:
        """What they say before their first question."""
        between = "" if not self.name else " " if self.role == "hr" else ", "
        return f"Hello, I'm {self.name}{between}{_MANNERS[self.role].introduction}"


@dataclass(frozen=True)
class Panel:
    """Everybody who asks, in the order in which they come; each role is there at least once."""

    members: tuple[Member, ...]

    @staticmethod
    def of(dossier: Dossier) -> Panel:
        """Return the panel of a dossier; a role that it does not name is there without a name."""
        members: list[Member] = []
        for role in dict.fromkeys(ROLE_OF.values()):
            names = (sayable(asker.name) for asker in dossier.job.interviewers if asker.role == role)
            named = [Member(role, name) for name in dict.fromkeys(names) if name]
            members += named or [Member(role)]
        return Panel(tuple(members))

    def member_for(self, question: Question) -> Member:
        """Return who asks a question; several people of one role share its kinds of question."""
        tagged = (ROLE_TAGS[tag] for tag in question.tags if tag in ROLE_TAGS)
        role = next(tagged, ROLE_OF[question.round])
        those = [member for member in self.members if member.role == role] or [Member(role)]
        return those[list(ROUND_OF).index(question.kind) % len(those)]

    def seat_of(self, question: Question) -> int:
        """Return the place of a question's asker among the members."""
        member = self.member_for(question)
        return self.members.index(member) if member in self.members else len(self.members)

    def another(self, member: Member | None) -> str:
        """Return the name of somebody other than this member, the hiring manager first; may be empty."""
        others = [m for m in self.members if m.name and (member is None or m.person != member.person)]
        others.sort(key=lambda other: other.role != "hiring manager")
        return others[0].name if others else ""

    def asking(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        """Return the questions as the panel asks them: who, with which voice, and from which angle.

        Before their first question everybody introduces themselves; where a question lacks words of its
        own for a missing part of an example, the asker has some.
        """
        met: set[str] = set()
        asked = []
        for question in questions:
            member = self.member_for(question)
            asked.append(
                replace(
                    question,
                    greeting="" if member.person in met else member.introduction,
                    follow_ups=(*question.follow_ups, *_own_words(member, question)),
                    asked_by=member.shown,
                    asker_voice=member.voice,
                )
            )
            met.add(member.person)
        return tuple(asked)


def assign(voices: Sequence[str], panel: Panel) -> Panel:
    """Give each person of a panel a voice of their own; people share where there are too few voices.

    Args:
        voices: names of voices of this computer, the English ones, the preferred first. Fewer than two
            leave everybody with the voice that was chosen for all.
        panel: who needs one.
    """
    several = list(dict.fromkeys(voice for voice in voices if voice.strip()))
    if len(several) < 2:
        return Panel(tuple(replace(member, voice=None) for member in panel.members))
    people = dict.fromkeys(member.person for member in panel.members)
    voice_of = {person: several[n % len(several)] for n, person in enumerate(people)}
    return Panel(tuple(replace(member, voice=voice_of[member.person]) for member in panel.members))


def _own_words(member: Member, question: Question) -> tuple[FollowUp, ...]:
    if not question.example_expected:
        return ()
    has = {follow_up.asks_for for follow_up in question.follow_ups}
    return tuple(f for f in _MANNERS[member.role].follow_ups if f.asks_for not in has)
