"""The interviewer's voice within the loop: heard where it can be, never waited for in silence."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mockinterview.clip import Clip
from mockinterview.errors import DeviceError, VoiceError
from mockinterview.ports import Command, Playback

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from mockinterview.interview.parts import Parts
    from mockinterview.remedy import Remedy

POLL_S = 0.02
AT_ONCE_S = 1.0
"""A voice that is ready by then was not waited for; later, the text is shown first."""

PATIENCE_S = 3.0
"""So long a person waits for a voice, and is then listened to. One that works needs less, the first time too,
while the recogniser is being loaded and other programs keep the computer busy; one that was late or failed is
not waited for again until it has spoken."""

VOICE_S = 12.0
"""Longer than any voice takes; where recordings answer nobody waits, and the replay wants the question."""

Done = TypeVar("Done")


@dataclass(frozen=True)
class Said:
    """What became of a text that was to be spoken.

    Attributes:
        clip: its sound, None where the voice failed or came too late.
        playing: the same on its way out of the loudspeaker, None where nothing is heard.
        wish: what the person wished instead of waiting for the voice.
    """

    clip: Clip | None = None
    playing: Playback | None = None
    wish: Command | None = None


class Speaker:
    """Speaks by the parts of a rehearsal; `tell` takes what the person should know, and what helps."""

    def __init__(self, parts: Parts, tell: Callable[[str, Remedy | None], None]) -> None:
        self._parts = parts
        self._tell = tell
        self._longest = PATIENCE_S if parts.candidate is None else VOICE_S
        self._patience = self._longest

    def say(self, text: str, speaker: str | None = None, meanwhile: Callable[[], None] | None = None) -> Said:
        """Begin to speak a text.

        Args:
            text: what to say.
            speaker: by which voice, None for the usual one.
            meanwhile: called where the voice is not ready at once, so that there is something to read.
        """
        coming = in_background(partial(self._parts.voice.clip, text, speaker))
        if not is_done(coming, AT_ONCE_S) and self._patience > AT_ONCE_S:
            if meanwhile is not None:
                meanwhile()
            wish = self.attend_to(coming, self._patience - AT_ONCE_S)
            if wish is not None:
                return Said(wish=wish)
        if self._parts.screen.has_left():
            return Said(wish=Command.QUIT)
        clip = self._clip_of(coming)
        return Said(clip, self.play(clip))

    def _clip_of(self, coming: Future[Clip]) -> Clip | None:
        try:
            clip = coming.result(0)
        except VoiceError as error:
            self._tell(f"{error}. Questions are shown instead of spoken.", error.remedy)
        except TimeoutError:
            self._tell("The voice takes too long; what it does not say in time is only shown.", None)
        else:
            self._patience = self._longest
            return clip
        self._patience = AT_ONCE_S
        return None

    def play(self, clip: Clip | None) -> Playback | None:
        """Begin to play a sound, where there is one and a loudspeaker."""
        if clip is None:
            return None
        try:
            return self._parts.loudspeaker.play(clip)
        except DeviceError as error:
            self._tell(f"{error}. Questions are shown instead of spoken.", error.remedy)
            return None

    def attend(self, playing: Playback | None) -> Command | None:
        """Wait until a sound is over; a command ends it at once and is returned.

        A person who hears something else meanwhile ends it too, and is waited for.
        """
        screen = self._parts.screen
        while (attending := playing is not None and not playing.done) or screen.is_occupied():
            command = screen.command()
            if playing is not None and attending and (command is not None or screen.is_occupied()):
                playing.stop()
            if command is not None:
                return command
            time.sleep(POLL_S)
        return screen.command() if playing is not None else None

    def attend_to(
        self, coming: Future[Done], seconds: float, wishes: Container[Command] | None = None
    ) -> Command | None:
        """Wait for something, so many seconds at most; one of these commands (None: any) ends the wait."""
        deadline = time.monotonic() + seconds
        while not is_done(coming, POLL_S) and time.monotonic() < deadline:
            command = self._parts.screen.command()
            if command is not None and (wishes is None or command in wishes):
                return command
        return None


def in_background(work: Callable[[], Done]) -> Future[Done]:
    """Do something that may hang in a thread of its own, which the program's end does not wait for."""
    coming: Future[Done] = Future()

    def do() -> None:
        try:
            coming.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            coming.set_exception(error)

    threading.Thread(target=do, name="in background", daemon=True).start()
    return coming


def is_done(coming: Future[Done], seconds: float) -> bool:
    """Wait so long at most; return whether it is done."""
    return bool(wait_for((coming,), seconds).done)
