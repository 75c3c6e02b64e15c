"""A program that holds small rehearsals one after the other, each in a fork of its own and with its own home.

All parts that write are the real ones; the voice is a tone, the words are known before. Reads one JSON object
a line from stdin: `home`; `first`, `last`, `error`: which steps the shim refuses; `frees`: whether the person
makes room when asked; and what happens in the middle of the first answer (`at` "answer") or while its last
words are written down (`at` "words"): `removes` (a folder), `fills` (the disk, for ever), `interrupts`
(Ctrl-C). It prints: `code`, `told` (what the person was told of the disk), `steps`; then an empty line, once
all of it is over.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from faults.shim import NO_END, STATE, set_state
from mockinterview.analysis import answer
from mockinterview.cli import INTERRUPTED
from mockinterview.cli.preparing import prepare_sound
from mockinterview.clip import Clip
from mockinterview.errors import MockInterviewError
from mockinterview.events import ChoiceOffered, Event, Heard, Notice, Stuck, Waiting
from mockinterview.interview import Background, Interview, Options, Parts
from mockinterview.ports import Command, Trouble
from mockinterview.question import FollowUp, Question
from mockinterview.recognition.scripted import ScriptedTranscriber
from mockinterview.remarks import TROUBLES
from mockinterview.screen.scripted import ScriptedScreen
from mockinterview.speech.candidate import Candidate
from mockinterview.speech.recorder import AnswerRecorder
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store import SessionStore
from mockinterview.transcript import Transcript, Word

SHIM = Path(os.environ["SHIM_STATE"])
MIDDLE_S = 1.0
SAID = "Last spring I rebuilt the shelf zanzibar and I asked the night shift"
QUESTIONS = tuple(
    Question(
        f"q{n}",
        "What are you proud of?",
        "achievement",
        True,
        60,
        (FollowUp("result", "And then?"),),
        "Tell.",
    )
    for n in (1, 2)
)


class Tone:
    """A voice that hums; implements `Voice`."""

    def prepare(self, text: str, speaker: str | None = None) -> None:
        """There is nothing to do ahead."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:  # noqa: ARG002 - the port's signature
        """Return a short sound."""
        return Clip.silence(0.3)


class Screen(ScriptedScreen):
    """Remembers what was told of the disk, makes room when asked, and lets happen what should."""

    def __init__(self, run: dict[str, Any]) -> None:
        super().__init__()
        self._run = run
        self._wish = False
        self.told: list[str] = []

    def show(self, event: Event) -> None:
        """Note what is about the disk."""
        spoken = isinstance(event, Heard) and event.progress.elapsed > MIDDLE_S
        if spoken if self._run["at"] == "answer" else isinstance(event, Waiting):
            self._happen()
        if isinstance(event, Notice):
            self.told.append(event.text)
        elif isinstance(event, Stuck):
            self.told.append(event.problem)
            set_state(SHIM, 0, 0, 0)
            self._wish = True
        elif isinstance(event, ChoiceOffered):
            self._wish = True
        elif isinstance(event, Heard) and event.progress.trouble is Trouble.NOT_WRITTEN:
            self.told += {TROUBLES[Trouble.NOT_WRITTEN]} - {*self.told}

    def _happen(self) -> None:
        if folder := self._run.pop("removes", None):
            shutil.rmtree(next(Path(str(self._run["home"])).glob(folder)))
        if self._run.pop("fills", None):
            set_state(SHIM, 1, NO_END, errno.ENOSPC)
        if self._run.pop("interrupts", False):
            signal.raise_signal(signal.SIGINT)

    def command(self) -> Command | None:
        """Try again once there is room."""
        wish, self._wish = self._wish, False
        return Command.DONE if wish else None

    def is_interactive(self) -> bool:
        """Whether there is a person who makes room."""
        return bool(self._run["frees"])


def hold(screen: Screen) -> None:
    """Hold one rehearsal in the person's own store, and look at it as the list does."""
    words = Transcript.from_words(Word(n * 0.2, n * 0.2 + 0.1, word) for n, word in enumerate(SAID.split()))
    store = SessionStore.default()
    store.recover()
    candidate = Candidate(Path(sys.argv[1]))
    parts = Parts(
        voice=Tone(),
        loudspeaker=SilentLoudspeaker(),
        recorder=AnswerRecorder(candidate),
        transcriber=ScriptedTranscriber([words] * 4),
        keeper=store.create(seed=1, model="tiny.en", candidate=False),
        screen=screen,
        candidate=None if screen.is_interactive() else candidate,
    )
    if screen.is_interactive():
        candidate.next_question("q1")
    Interview(parts, Options(spoken_feedback=False), Background(sound_kept=prepare_sound)).run(
        QUESTIONS, "tiny.en"
    )


def attempt(run: dict[str, Any]) -> tuple[int, list[str]]:
    """Hold one, and say how a program would have ended."""
    screen = Screen(run)
    code = 0
    try:
        hold(screen)
    except MockInterviewError as error:
        screen.told.append(str(error))
        code = 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    return code, screen.told


def in_fork(run: dict[str, Any]) -> None:
    """Hold one in a process of its own, and print what came of it."""
    os.environ["MOCKINTERVIEW_HOME"] = str(run["home"])
    sys.stdout.flush()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        print(flush=True)  # all of it is over, its lock let go of
        return
    code, told = 2, [""]
    set_state(SHIM, run["first"], run["last"], run["error"])
    try:
        code, told = attempt(run)
    except BaseException:  # noqa: BLE001 - the test says that this must not be
        told = [traceback.format_exc()]
    steps = STATE.unpack(SHIM.read_bytes())[0]
    set_state(SHIM, 0, 0, 0)
    print(json.dumps({"code": code, "told": told, "steps": steps}), flush=True)
    os._exit(0)


def main() -> None:
    """Serve every line."""
    answer.warm_up()
    for line in sys.stdin:
        in_fork(json.loads(line))


main()
