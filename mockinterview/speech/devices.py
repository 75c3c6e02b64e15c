"""The sound devices of this machine, as PortAudio lists them."""

from __future__ import annotations

import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from mockinterview.errors import NoSoundSystem
from mockinterview.plain_text import plain_text
from mockinterview.remedy import Remedy
from mockinterview.speech.native_noise import mute_c_libraries
from mockinterview.speech.sound_thread import FIRST_ANSWER_S, SoundThread

if TYPE_CHECKING:
    from collections.abc import Iterable

STALE_AFTER_S = 10.0
"""Age at which the list of devices is asked for again before a device is opened (about 30 ms)."""


class Direction(Enum):
    """Which way the sound goes."""

    INPUT = "input"
    OUTPUT = "output"

    @property
    def noun(self) -> str:
        """What a person calls such a device."""
        return "microphone" if self is Direction.INPUT else "loudspeaker"


@dataclass(frozen=True)
class Device:
    """A device that can be opened, in one direction.

    Attributes:
        number: PortAudio's index; it changes when devices come and go.
        name: what the system calls it.
        sample_rate: its own rate in Hz.
        channels: the most it offers.
        default: whether the system uses it where nobody chose.
        backend: the sound system behind it (ALSA, Core Audio, MME …).
    """

    number: int
    name: str
    sample_rate: int
    channels: int
    default: bool
    backend: str


class SoundSystem:
    """PortAudio, of which a process has one: loaded when first needed, thread-safe.

    Attributes:
        thread: where all is done that may make the caller wait.
    """

    def __init__(self) -> None:
        self.thread = SoundThread()
        self._library: Any = None
        self._listed_at = 0.0
        self._open_streams: set[object] = set()

    @property
    def library(self) -> Any:
        """The module `sounddevice`.

        Raises:
            NoSoundSystem: it cannot be loaded.
            NoAnswer: it hangs.
        """
        if self._library is None:
            self.thread.ask(self._load, FIRST_ANSWER_S)
        return self._library

    def _load(self) -> None:
        if self._library is None:
            mute_c_libraries()
            self._library = _import_sounddevice()
            self._listed_at = time.monotonic()

    def refresh(self, *, older_than: float = 0.0) -> bool:
        """Ask the system anew which devices there are, so that those plugged in meanwhile are seen.

        Impossible while a stream is open, for PortAudio must be started again for that.

        Args:
            older_than: leave a list alone that is younger than so many seconds.

        Returns:
            Whether the list is as fresh as was asked for.

        Raises:
            NoSoundSystem: PortAudio does not start again.
            NoAnswer: it hangs.
        """
        library = self.library
        return self.thread.ask(lambda: self._refresh(library, older_than))

    def _refresh(self, library: Any, older_than: float) -> bool:
        if time.monotonic() - self._listed_at < older_than:
            return True
        if self._open_streams:
            return False
        try:
            with suppress(library.PortAudioError):  # it was down already
                library._terminate()  # noqa: SLF001 - sounddevice has no public name for it
            library._initialize()  # noqa: SLF001
        except library.PortAudioError as error:
            raise NoSoundSystem(f"the sound system does not answer ({error}); restart the program") from error
        self._listed_at = time.monotonic()
        return True

    def devices(self, direction: Direction) -> list[Device]:
        """List the devices of one direction, the default one first.

        Raises:
            NoSoundSystem: PortAudio cannot be loaded, or does not answer.
            NoAnswer: it hangs.
        """
        library = self.library
        found = self.thread.ask(lambda: _devices(library, direction))
        return sorted((d for d in found if d.channels > 0), key=lambda d: not d.default)

    def find(self, direction: Direction, wanted: str | None = None) -> Device:
        """Return the device that a person means, or the default one.

        Args:
            direction: which way the sound goes.
            wanted: its number, or its name or a part of it in any case.

        Raises:
            NoSoundSystem: there is none; the message lists those that exist.
        """
        found = self.devices(direction)
        if not found:
            raise no_device(direction)
        if wanted is None:
            return found[0]
        meant = matching(found, wanted)
        if not meant:
            raise NoSoundSystem(f"there is no {direction.noun} {wanted!r}; choose one of: {listed(found)}")
        return meant[0]

    def opened(self, stream: object) -> None:
        """Note that a stream is open."""
        self._open_streams.add(stream)

    def closed(self, stream: object) -> None:
        """Note that a stream is closed."""
        self._open_streams.discard(stream)


SOUND = SoundSystem()
"""The one of this process."""


def _devices(library: Any, direction: Direction) -> list[Device]:
    """List what PortAudio lists, in its order."""
    try:
        entries = library.query_devices()
        backends = [backend["name"] for backend in library.query_hostapis()]
    except library.PortAudioError as error:
        raise NoSoundSystem(f"the sound system does not answer ({error})") from error
    default = library.default.device[direction.value]
    return [
        Device(
            number=entry["index"],
            name=" ".join(plain_text(entry["name"]).split()),
            sample_rate=round(entry["default_samplerate"]),
            channels=entry[f"max_{direction.value}_channels"],
            default=entry["index"] == default,
            backend=backends[entry["hostapi"]],
        )
        for entry in entries
    ]


def matching(devices: list[Device], wanted: str) -> list[Device]:
    """Return the devices that a person may mean by a number or a part of a name, the best match first.

    A whole name goes before a part, and the backend of the first device before others (Windows lists every
    device once a backend).
    """
    word = wanted.strip().casefold()
    if word.isdecimal():
        return [d for d in devices if d.number == int(word)]
    named = [d for d in devices if word and word in d.name.casefold()]
    return sorted(named, key=lambda d: (d.name.casefold() != word, d.backend != devices[0].backend))


def listed(devices: Iterable[Device]) -> str:
    """Name devices in one line, with the numbers by which they may be chosen."""
    return ", ".join(f"{device.number} {device.name}" for device in devices)


def _import_sounddevice() -> Any:
    try:
        import sounddevice
    except ImportError as error:
        raise NoSoundSystem("the package sounddevice is missing", Remedy("install", reinstall())) from error
    except OSError as error:
        missing = "the sound library PortAudio is missing"
        raise NoSoundSystem(missing, Remedy("install", portaudio_remedy())) from error
    except Exception as error:  # PortAudioError, which has no name before the import has ended
        raise NoSoundSystem(f"the sound system does not start ({error})") from error
    return sounddevice


def reinstall() -> str:
    """Say how sounddevice, which brings PortAudio on macOS and Windows, is installed again."""
    return "pip install --force-reinstall sounddevice"


def portaudio_remedy() -> str:
    """Say how PortAudio is installed here."""
    if platform.system() == "Linux":
        return "sudo apt install libportaudio2 (Fedora: sudo dnf install portaudio)"
    return reinstall()


def no_device(direction: Direction) -> NoSoundSystem:
    """Return what is said where there is no device: that, and what to do."""
    line = f"no {direction.noun} was found; plug one in or switch it on"
    return NoSoundSystem(line, Remedy("sound_plugins") if platform.system() == "Linux" else None)
