"""Changes to a session, each giving a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockinterview.store.names import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.session import Session, Take, Turn


def places(session: Session) -> Iterator[tuple[Place, Turn]]:
    """Yield every turn and its follow-up in the order asked."""
    for number, turn in enumerate(session.turns, start=1):
        yield Place(number), turn
        if turn.follow_up is not None:
            yield Place(number, follow_up=True), turn.follow_up


def has_place(session: Session, place: Place) -> bool:
    """Whether that turn was asked."""
    return any(known == place for known, _ in places(session))


def add_turn(session: Session, place: Place, turn: Turn) -> Session:
    """Append a turn, or give the last one its follow-up; what an earlier follow-up was answered stays."""
    if not place.follow_up:
        return replace(session, turns=(*session.turns, turn))

    def asked_for_more(asked: Turn) -> Turn:
        earlier = asked.follow_up.takes if asked.follow_up is not None else ()
        return replace(asked, follow_up=replace(turn, takes=earlier))

    return change_turn(session, Place(place.turn), asked_for_more)


def change_turn(session: Session, place: Place, change: Callable[[Turn], Turn]) -> Session:
    """Change one turn or follow-up."""

    def changed(turn: Turn) -> Turn:
        if not place.follow_up:
            return change(turn)
        if turn.follow_up is None:
            raise KeyError(place)
        return replace(turn, follow_up=change(turn.follow_up))

    turns = list(session.turns)
    turns[place.turn - 1] = changed(turns[place.turn - 1])
    return replace(session, turns=tuple(turns))


def add_take(session: Session, place: Place, take: Take) -> Session:
    """Append a take; where it is the answer that counts now, a story told with an earlier one does not."""

    def answered(turn: Turn) -> Turn:
        return replace(turn, takes=(*turn.takes, take), story=None if take.is_answer else turn.story)

    return change_turn(session, place, answered)


def change_take(session: Session, place: Place, audio: str, change: Callable[[Take], Take]) -> Session:
    """Change the take whose sound file is `audio`."""
    return change_turn(
        session,
        place,
        lambda turn: replace(
            turn, takes=tuple(change(take) if take.audio == audio else take for take in turn.takes)
        ),
    )
