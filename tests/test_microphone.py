"""The microphone on a real PortAudio: what is spoken is what is read, and a lost device is noticed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from child_process import Child
from virtual_sound_card import VirtualSoundCard, missing

from mockinterview.clip import Clip
from mockinterview.speech.microphone import SoundCardMicrophone

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mockinterview.ports import MicrophoneStream


TRIES = 5


def read_for(stream: MicrophoneStream, seconds: float) -> NDArray[np.float32]:
    """Read so many seconds of sound."""
    blocks = [np.zeros(0, np.float32)]
    while sum(map(len, blocks)) < seconds * stream.sample_rate:
        block = stream.read(1.0)
        assert block is not None, "the microphone fell silent"
        assert block.dtype == np.float32
        assert block.ndim == 1
        blocks.append(block)
    return np.concatenate(blocks)


def chirp(seconds: float, sample_rate: int) -> Clip:
    """Make a tone that rises from 200 to 2,000 Hz: it resembles itself only at the right place."""
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    phase = 2 * np.pi * (200 * t + (2_000 - 200) / (2 * seconds) * t**2)
    return Clip((0.3 * np.sin(phase)).astype(np.float32), sample_rate)


def best_match(heard: NDArray[np.float32], spoken: NDArray[np.float32]) -> float:
    """Return the correlation of the spoken sound with the heard one at the place where it fits best."""
    size = 1 << (len(heard) + len(spoken)).bit_length()
    products = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(spoken, size)), size)
    start = int(np.argmax(products[: len(heard)]))
    part = heard[start : start + len(spoken)]
    return float(np.corrcoef(part, spoken[: len(part)])[0, 1])


def test_what_is_spoken_is_read_without_a_gap(sound_card: VirtualSoundCard) -> None:
    """A spoken chirp comes back whole: one lost block would break its correlation.

    On a busy computer the sound system itself may stutter, hence some tries; what our own code loses is lost
    every time.
    """
    likeness = 0.0
    for _ in range(TRIES):
        with SoundCardMicrophone().open() as stream:
            spoken = chirp(3.0, stream.sample_rate)
            player = sound_card.speak(spoken, delay=0.2)
            heard = read_for(stream, 4.5)
            if stream.lost_samples == 0:
                likeness = max(likeness, best_match(heard, spoken.samples))
        player.wait(60)
        if likeness > 0.99:
            break
    assert likeness > 0.99


def test_a_silent_microphone_gives_zeros(sound_card: VirtualSoundCard) -> None:
    """Exact zeros, which a system delivers that denies the microphone, arrive as exact zeros."""
    del sound_card
    with SoundCardMicrophone().open() as stream:
        assert not read_for(stream, 0.5).any()


def test_a_microphone_opens_again_and_again(sound_card: VirtualSoundCard) -> None:
    """Every answer opens the microphone anew."""
    del sound_card
    for _ in range(3):
        with SoundCardMicrophone("default").open() as stream:
            assert len(read_for(stream, 0.1)) > 0


def test_a_late_reader_gets_the_oldest_sound_and_the_rest_is_counted(sound_card: VirtualSoundCard) -> None:
    """The queue is bounded, and nothing is dropped in secret."""
    del sound_card
    with SoundCardMicrophone(queue_s=0.5).open() as stream:
        while stream.lost_samples == 0:
            time.sleep(0.05)
        kept = 0
        while (block := stream.read(0.0)) is not None:
            kept += len(block)
        # The reader itself makes room for a block or two while it reads.
        assert 0.3 < kept / stream.sample_rate < 0.8


LISTEN_UNTIL_LOST = """
import time
from mockinterview.errors import DeviceLost
from mockinterview.speech.microphone import SoundCardMicrophone
with SoundCardMicrophone().open() as stream:
    while stream.read(1.0) is None:
        pass
    print("listening", flush=True)
    deadline = time.monotonic() + 10
    try:
        while time.monotonic() < deadline:
            stream.read(0.5)
        print("still there")
    except DeviceLost as error:
        print("lost:", error)
print("closed")
"""


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
@pytest.mark.parametrize(
    "accident", [VirtualSoundCard.kill, VirtualSoundCard.unplug, VirtualSoundCard.freeze]
)
def test_a_microphone_that_disappears_is_noticed(accident: Callable[[VirtualSoundCard], None]) -> None:
    """The server dies, the device is pulled out, or nobody answers: an error, no hang, no noise."""
    with VirtualSoundCard() as card, Child(LISTEN_UNTIL_LOST, card.environment) as child:
        assert child.wait_for_line() == "listening"
        accident(card)
        out, err, code = child.finish()
    assert out.splitlines() == ["lost: the microphone 'default' has stopped", "closed"]
    assert (err, code) == ("", 0)
