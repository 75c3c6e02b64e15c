"""A program for the terminal: every event of a rehearsal with every hostile text, on one screen."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.hostile import question, texts, turn
from mockinterview.events import (
    AnswerEnded,
    ChoiceOffered,
    Event,
    FeedbackGiven,
    Heard,
    Listening,
    Notice,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
    Stuck,
    Waiting,
)
from mockinterview.ports import EndReason, Progress
from mockinterview.screen.keys import NoKeys
from mockinterview.screen.live import LiveScreen
from mockinterview.screen.plain import PlainScreen
from mockinterview.summary import Summary

RUNNING = "words " + "語" * 60
"""What is being said: twice as wide as it is long, and never to be left standing."""


def main() -> None:
    """Run it."""
    with ExitStack() as stack:
        keys = NoKeys()
        live = sys.argv[1] == "live"
        screen = stack.enter_context(LiveScreen(sys.stderr, keys)) if live else PlainScreen(sys.stderr, keys)
        for text in texts():
            asked, take = question(text), turn(text).takes[0]
            moment = Progress(1.0, -20.0, True, None, None, 300.0)
            assert take.analysis is not None
            summary = Summary(1, 1, 30.0, text, text, text)
            happened: tuple[Event, ...] = (
                SessionStarted(1, text),
                QuestionAsked(asked, 1, 1, spoken=True),
                QuestionAsked(asked, 1, 1, spoken=False, is_follow_up=True),
                Listening(asked),
                *(Heard(moment, asked, RUNNING) for _ in range(9)),
                Heard(moment, asked, text),
                Heard(Progress(2.0, -20.0, False, None, 2.0, 300.0), asked, text),
                AnswerEnded(EndReason.DONE, 30.0, None),
                Waiting(text),
                FeedbackGiven(take.transcript, take.analysis, take.findings),
                ChoiceOffered(last=True),
                Stuck(text),
                Notice(text),
                SessionEnded(summary, Path(text.replace("\0", ""))),
            )
            for event in happened:
                screen.show(event)
        screen.show(Notice("the end"))


main()
