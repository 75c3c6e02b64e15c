"""An hour of rehearsal on a page that stays open: `python -m benchmarks.studio_hour`.

Twelve answers of five minutes go by, with every moment and all their words, as fast as the page takes them
and no faster than twenty-five times real time. Printed is the memory of the studio's process and of the page
after each quarter of an hour: neither must grow with the time.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.browsing import browser, studio
from benchmarks.rehearsing import MEGABYTE
from mockinterview.analysis.answer import analyse_answer
from mockinterview.cli.studio.rehearsals import REPORT_EVERY_S
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
from mockinterview.ports import EndReason, Progress
from mockinterview.question import GENERAL
from mockinterview.studio.scripted import ScriptedRehearsals
from mockinterview.summary import Summary
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

    from mockinterview.events import Screen

ANSWERS = 12
ANSWER_S = 300.0
FASTER = 25.0
WORDS_A_SECOND = 2.5
QUARTER = 3
"""Answers in a quarter of an hour."""

SAID = "I rebuilt the night shift plan with two colleagues and after that it ran for a year without a gap "


class Hour:
    """The script of the hour.

    Attributes:
        done: answers that are over.
    """

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, screen: Screen) -> None:
        """Go through it."""
        screen.show(SessionStarted(ANSWERS, "scripted"))
        for number in range(1, ANSWERS + 1):
            screen.show(QuestionAsked(GENERAL, number, ANSWERS))
            screen.show(Listening(GENERAL))
            text = self._speak(screen)
            screen.show(AnswerEnded(EndReason.SILENCE, ANSWER_S, None))
            transcript = Transcript.from_text(text)
            analysis = analyse_answer(None, transcript)
            screen.show(FeedbackGiven(transcript, analysis, give_feedback(analysis, GENERAL)))
            self.done = number
            while self.done % QUARTER == 0 and screen.command() is None:  # until it has been looked at
                time.sleep(0.05)
        screen.show(SessionEnded(Summary(ANSWERS, ANSWERS, ANSWERS * ANSWER_S, None, None, None), Path("x")))

    def _speak(self, screen: Screen) -> str:
        words = (SAID * 50).split()
        elapsed, text = 0.0, ""
        while elapsed < ANSWER_S:
            elapsed += REPORT_EVERY_S
            text = " ".join(words[: round(elapsed * WORDS_A_SECOND)])
            progress = Progress(elapsed, -30.0 + elapsed % 10, True, None, None, ANSWER_S - elapsed)
            screen.show(Heard(progress, GENERAL, text))
            time.sleep(REPORT_EVERY_S / FASTER)
        return text


def main() -> None:
    """Measure and print."""
    hour, own = Hour(), psutil.Process()
    rehearsals = ScriptedRehearsals(hour)
    with browser() as window, studio(rehearsals) as server:
        context = window.new_context()
        page = context.new_page()
        page.goto(server.address)
        page.goto(server.address.partition("?")[0] + "rehearsal")
        line = context.new_cdp_session(page)
        page.evaluate(
            "fetch('/rehearsal', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'})"
        )
        for quarter in range(QUARTER, ANSWERS + 1, QUARTER):
            while hour.done < quarter:
                page.wait_for_timeout(200)
            page.wait_for_timeout(500)
            print(
                f"after {quarter * ANSWER_S / 60:.0f} min: studio {own.memory_info().rss / MEGABYTE:.0f} MB, "
                f"page {_heap(line):.1f} MB"
            )
            page.keyboard.press("Enter")
        context.close()


def _heap(line: CDPSession) -> float:
    """Return what the page's script holds once rubbish is collected, in millions of bytes."""
    line.send("HeapProfiler.collectGarbage")
    return float(line.send("Runtime.getHeapUsage")["usedSize"]) / MEGABYTE


if __name__ == "__main__":
    main()
