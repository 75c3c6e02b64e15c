"""The list of devices: what a person means, and what is said where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from child_process import NO_SOUND_SERVER, no_portaudio, run_child, sound_hardware

from mockinterview.errors import NoSoundSystem
from mockinterview.speech.devices import SOUND, Device, Direction, matching

if TYPE_CHECKING:
    from pathlib import Path

    from virtual_sound_card import VirtualSoundCard


def device(number: int, name: str, backend: str = "MME") -> Device:
    """Make a device of which only the name matters."""
    return Device(number, name, 48_000, 2, default=number == 0, backend=backend)


DEVICES = [
    device(0, "Sound Mapper"),
    device(1, "Headset (WH-1000)", "WASAPI"),
    device(2, "Headset (WH-1000)"),
    device(3, "Headset"),
    device(12, "Webcam 3", "WASAPI"),
]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ("", []),
        ("   ", []),
        ("nothing like it", []),
        ("4", []),
        ("12", [12]),
        (" 3 ", [3]),
        ("headset", [3, 2, 1]),
        ("WH-1000", [2, 1]),
        ("webcam 3", [12]),
    ],
)
def test_a_device_is_meant_by_number_or_part_of_its_name(wanted: str, numbers: list[int]) -> None:
    """A whole name goes before a part, the default device's backend before others, a number is a number."""
    assert [d.number for d in matching(DEVICES, wanted)] == numbers


def test_no_device_matches_where_there_is_none() -> None:
    """An empty list is no error of its own."""
    assert matching([], "headset") == []


@pytest.mark.parametrize("direction", Direction)
def test_the_system_default_comes_first(sound_card: VirtualSoundCard, direction: Direction) -> None:
    """Without a wish the system's own choice is taken."""
    del sound_card
    SOUND.refresh()
    devices = SOUND.devices(direction)
    assert [d.default for d in devices] == [True] + [False] * (len(devices) - 1)
    assert SOUND.find(direction) == devices[0]


@pytest.mark.parametrize("direction", Direction)
def test_an_unknown_device_lists_the_known_ones(sound_card: VirtualSoundCard, direction: Direction) -> None:
    """The person sees what may be chosen instead."""
    del sound_card
    SOUND.refresh()
    with pytest.raises(NoSoundSystem, match=f"no {direction.noun} 'trumpet'; choose one of: .* default"):
        SOUND.find(direction, "trumpet")


OPEN_BOTH = """
from mockinterview.errors import DeviceError
from mockinterview.clip import Clip
from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
from mockinterview.speech.microphone import SoundCardMicrophone
for what in (SoundCardMicrophone().open, lambda: SoundCardLoudspeaker().play(Clip.silence(0.1))):
    try:
        what()
    except DeviceError as error:
        print(type(error).__name__, error.in_terminal)
"""


@pytest.mark.skipif(sound_hardware() is not None, reason=str(sound_hardware()))
def test_a_machine_without_devices_gets_one_line_each() -> None:
    """PortAudio is there and lists nothing: both errors say which device is missing."""
    out, err, _ = run_child(OPEN_BOTH, NO_SOUND_SERVER)
    microphone, loudspeaker = out.splitlines()
    assert microphone.startswith("NoSoundSystem no microphone was found; ")
    assert loudspeaker.startswith("NoSoundSystem no loudspeaker was found; ")
    assert err == ""


def test_a_machine_without_portaudio_is_told_how_to_get_it(tmp_path: Path) -> None:
    """The library is missing: both errors name it and the command that installs it."""
    out, err, _ = run_child(OPEN_BOTH, no_portaudio(tmp_path))
    lines = out.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("NoSoundSystem the sound library PortAudio is missing; install it: ")
    assert err == ""


@pytest.mark.skipif(sound_hardware() is not None, reason=str(sound_hardware()))
def test_devices_that_appear_later_are_found(sound_card: VirtualSoundCard) -> None:
    """The list is asked anew: a headset plugged in after the start can be used."""
    script = f"""
import os
from mockinterview.speech.devices import SOUND, Direction
print(len(SOUND.devices(Direction.INPUT)))
os.environ["PULSE_SERVER"] = "{sound_card.environment["PULSE_SERVER"]}"
SOUND.refresh()
print(len(SOUND.devices(Direction.INPUT)) > 0)
"""
    assert run_child(script, NO_SOUND_SERVER).out.split() == ["0", "True"]
