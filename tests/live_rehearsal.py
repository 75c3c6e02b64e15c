"""A program for the terminal: shows one question on the live screen until a key ends it.

Enter goes on to the feedback, s raises an error, any other command ends it at once.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from makers import FULL, analysis, question

from mockinterview.events import (
    AnswerEnded,
    FeedbackGiven,
    Heard,
    Listening,
    QuestionAsked,
    SessionEnded,
    SessionStarted,
)
from mockinterview.feedback import give_feedback
from mockinterview.ports import Command, EndReason, Progress
from mockinterview.screen.live import LiveScreen
from mockinterview.screen.terminal_keys import TerminalKeys
from mockinterview.summary import Summary
from mockinterview.transcript import Transcript

WORDS = "I rebuilt the night shift plan and it ran for a year without a single gap in it"


def main() -> None:
    """Run it."""
    asked = question(text="What are you proud of, and what was hard about it when you look back now?")
    checks = analysis(30.0, example=FULL)
    with TerminalKeys(sys.stderr) as keys, LiveScreen(sys.stderr, keys) as screen:
        screen.show(SessionStarted(1, "tiny.en"))
        screen.show(QuestionAsked(asked, 1, 1, spoken=True))
        screen.show(Listening(asked))
        moment, command = 0, None
        while command is None:
            moment += 1
            progress = Progress(moment / 10, -60.0 + moment % 50, True, None, None, 300.0)
            screen.show(Heard(progress, asked, f"{WORDS} " * (moment // 10)))
            time.sleep(0.02)
            command = screen.command()
        if command is Command.SKIP:
            raise RuntimeError
        screen.show(AnswerEnded(EndReason.DONE, 30.0, None))
        screen.show(FeedbackGiven(Transcript.from_text(WORDS), checks, give_feedback(checks, asked)))
        screen.show(SessionEnded(Summary(1, 1, 30.0, None, None, None), Path("there")))


main()
