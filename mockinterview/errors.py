"""Every error a person may see, as one tree.

MockInterviewError            one clear line: what is wrong, and what to do
├── BadInput                  a file or value from outside cannot be used
│   ├── BadBank               a question bank with problems (all of them listed)
│   ├── BadDossier            a dossier with problems (all of them listed)
│   ├── BadAudio              a sound file that cannot be read
│   └── BadSession            a session file that is broken or from a newer version
├── DeviceError               the sound system
│   ├── NoSoundSystem         PortAudio is missing or finds no device
│   └── DeviceLost            a device stopped delivering in the middle
├── VoiceError                the question could not be spoken
├── RecogniserError           the answer could not be transcribed
│   └── ModelError            weights missing, broken, refused, or not downloadable
└── StorageError              nothing can be written: disk full, read-only, no permission
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.remedy import Remedy


class MockInterviewError(Exception):
    """Base of all errors whose text is meant for the person: one line, plain words, the same in every face.

    Args:
        text: what is wrong, and what helps where that is the same in every face.
        remedy: what helps where it is not: a command, which only a terminal takes.
    """

    def __init__(self, text: str = "", remedy: Remedy | None = None) -> None:
        super().__init__(text)
        self.remedy = remedy

    @property
    def in_terminal(self) -> str:
        """What is wrong and what helps, for who can type a command."""
        return f"{self}; {self.remedy.in_terminal}" if self.remedy else str(self)


class BadInput(MockInterviewError):
    """A file or a value from outside cannot be used."""


class BadBank(BadInput):
    """A question bank has problems; the message lists every one, a line each."""


class BadDossier(BadInput):
    """A dossier has problems; the message lists every one, a line each."""


class BadAudio(BadInput):
    """A sound file cannot be read."""


class BadSession(BadInput):
    """A session file is broken, or was written by a newer version."""


class DeviceError(MockInterviewError):
    """The sound system cannot do what was asked."""


class NoSoundSystem(DeviceError):
    """PortAudio is missing, or there is no such device."""


class DeviceLost(DeviceError):
    """A device stopped in the middle of its work."""


class VoiceError(MockInterviewError):
    """A text could not be turned into speech."""


class RecogniserError(MockInterviewError):
    """An answer could not be transcribed."""


class ModelError(RecogniserError):
    """Recogniser weights are missing, broken, refused, or could not be downloaded."""


class StorageError(MockInterviewError):
    """Nothing can be written where the sessions are kept."""
