"""A stage to speak on: the tests' virtual sound card where there can be one, else recordings in real time."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from mockinterview.speech.candidate import RecordedMicrophone
from mockinterview.speech.microphone import SoundCardMicrophone

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from virtual_sound_card import VirtualSoundCard, missing

if TYPE_CHECKING:
    from mockinterview.clip import Clip
    from mockinterview.ports import Microphone, MicrophoneStream

PLAYER_DELAY_S = 0.25
"""From the opening of the microphone to the first sound: the player has to start."""


class Stage:
    """Where answers are spoken; a context manager.

    Attributes:
        real: whether sound goes through PortAudio and a sound server.
        delay: seconds from a microphone's opening to the first sound.
    """

    def __init__(self) -> None:
        self.real = missing() is None
        self.delay = PLAYER_DELAY_S if self.real else 0.0
        self._card: VirtualSoundCard | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if self.real:
            self._card = self._stack.enter_context(VirtualSoundCard())
            patch = self._stack.enter_context(pytest.MonkeyPatch.context())
            for name, value in self._card.environment.items():
                patch.setenv(name, value)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def speak(self, clip: Clip) -> Microphone:
        """Return a microphone into which the clip is spoken once it is opened."""
        if self._card is None:
            return RecordedMicrophone(clip, real_time=True)
        return _Spoken(self._card, clip)


class _Spoken:
    """A real microphone with somebody in front of it."""

    def __init__(self, card: VirtualSoundCard, clip: Clip) -> None:
        self._card = card
        self._clip = clip
        self._microphone = SoundCardMicrophone()

    def open(self) -> MicrophoneStream:
        stream = self._microphone.open()
        self._card.speak(self._clip)
        return stream
