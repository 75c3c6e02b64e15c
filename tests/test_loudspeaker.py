"""The loudspeaker on a real PortAudio: what is played is what is heard."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from child_process import Child
from virtual_sound_card import VirtualSoundCard, missing

from mockinterview.clip import Clip
from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
from mockinterview.speech.silent import SilentLoudspeaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from virtual_sound_card import Heard

    from mockinterview.ports import Playback

AUDIBLE = 0.01
ON_THE_WAY_S = 0.2
"""What may still be between the loudspeaker and who listens."""


def tone(seconds: float, pitch_hz: float = 440.0, sample_rate: int = 22_050) -> Clip:
    """Make a sine tone."""
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    return Clip((0.3 * np.sin(2 * np.pi * pitch_hz * t)).astype(np.float32), sample_rate)


def audible(clip: Clip) -> Clip:
    """Cut the silence off both ends."""
    loud = np.flatnonzero(np.abs(clip.samples) > AUDIBLE)
    return Clip(clip.samples[loud[0] : loud[-1] + 1], clip.sample_rate) if len(loud) else Clip.silence(0)


def loud_s(clip: Clip) -> float:
    """Return for how many seconds in all something is heard: a pause that a busy computer makes adds none."""
    step = clip.sample_rate // 200
    samples = clip.samples[: len(clip.samples) // step * step].reshape(-1, step)
    return float(np.count_nonzero(np.max(np.abs(samples), axis=1) > AUDIBLE)) * step / clip.sample_rate


def wait_to_hear(heard: Heard, seconds: float) -> None:
    """Wait until so much was heard, or nothing more comes: who listens may be late on a busy computer."""
    before = -1.0
    while before < loud_s(heard.clip) < seconds:
        before = loud_s(heard.clip)
        time.sleep(2 * ON_THE_WAY_S)


def pitch_hz(clip: Clip) -> float:
    """Return the strongest frequency."""
    spectrum = np.abs(np.fft.rfft(clip.samples * np.hanning(len(clip.samples))))
    return float(np.argmax(spectrum)) * clip.sample_rate / len(clip.samples)


def wait_for(playback: Playback) -> list[float]:
    """Wait for the end of a playback and return the positions on the way."""
    positions = []
    while not playback.done:
        positions.append(playback.position)
        time.sleep(0.02)
    return positions


@pytest.mark.parametrize("sample_rate", [16_000, 22_050, 48_000])
def test_a_tone_is_heard_at_its_pitch_and_length(sound_card: VirtualSoundCard, sample_rate: int) -> None:
    """The clip is played at the device's rate without becoming faster, slower, or shorter."""
    with sound_card.listening() as heard:
        playback = SoundCardLoudspeaker().play(tone(1.0, sample_rate=sample_rate))
        assert not playback.done
        wait_for(playback)
        wait_to_hear(heard, 0.98)
        time.sleep(ON_THE_WAY_S)
    sound = audible(heard.clip)
    assert loud_s(sound) == pytest.approx(1.0, abs=0.02)
    assert pitch_hz(sound) == pytest.approx(440.0, abs=2.0)


def test_the_position_rises_to_the_length_of_the_clip(sound_card: VirtualSoundCard) -> None:
    """A replay can let the words run along."""
    del sound_card
    playback = SoundCardLoudspeaker().play(tone(1.5))
    positions = wait_for(playback)
    assert positions == sorted(positions)
    assert positions[0] < 1.0
    assert any(0.1 < position < 1.4 for position in positions)
    assert playback.position == pytest.approx(1.5)


def test_stopping_is_heard_at_once(sound_card: VirtualSoundCard) -> None:
    """What waits in the buffers is dropped."""
    loudspeaker = SoundCardLoudspeaker()
    with sound_card.listening() as heard:
        playback = loudspeaker.play(tone(10.0))
        while playback.position < 0.5:
            time.sleep(0.01)
        playback.stop()
        stopped_at = playback.position
        assert playback.done
        wait_to_hear(heard, stopped_at)
        time.sleep(2 * ON_THE_WAY_S)
    assert 0.3 < loud_s(heard.clip) < stopped_at + ON_THE_WAY_S
    assert playback.position == stopped_at < 6.0
    playback.stop()


def test_a_new_clip_silences_the_old_one(sound_card: VirtualSoundCard) -> None:
    """Two clips are never heard together."""
    loudspeaker = SoundCardLoudspeaker()
    with sound_card.listening() as heard:
        first = loudspeaker.play(tone(10.0, 440.0))
        while first.position < 0.3:
            time.sleep(0.01)
        second = loudspeaker.play(tone(0.5, 880.0))
        assert first.done
        wait_for(second)
        wait_to_hear(heard, 0.78)
        time.sleep(ON_THE_WAY_S)
    sound = audible(heard.clip)
    end = sound.duration
    assert end < 7.0  # the first alone would be heard for 10 s
    assert pitch_hz(sound.between(0.0, 0.25)) == pytest.approx(440.0, abs=8.0)
    assert pitch_hz(sound.between(end - 0.4, end)) == pytest.approx(880.0, abs=8.0)


def test_an_empty_clip_is_over_at_once() -> None:
    """Nothing to play needs no device."""
    playback = SoundCardLoudspeaker().play(Clip.silence(0.0))
    assert playback.done
    assert playback.position == 0.0


def test_the_silent_loudspeaker_is_done_at_once() -> None:
    """A rehearsal without a loudspeaker does not wait for one."""
    playback = SilentLoudspeaker().play(tone(3.0))
    playback.stop()
    assert playback.done
    assert playback.position == 3.0


PLAY_UNTIL_LOST = """
import sys, time
from mockinterview.clip import Clip
from mockinterview.errors import DeviceError
from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
loudspeaker = SoundCardLoudspeaker()
playback = loudspeaker.play(Clip.silence(60))
while playback.position == 0.0:
    time.sleep(0.01)
print("playing", flush=True)
deadline = time.monotonic() + 10
while not playback.done and time.monotonic() < deadline:
    time.sleep(0.01)
playback.stop()
print("done" if playback.position < 10 else "still there")
"""


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
@pytest.mark.parametrize("accident", [VirtualSoundCard.kill, VirtualSoundCard.freeze])
def test_a_loudspeaker_that_disappears_ends_the_playback(
    accident: Callable[[VirtualSoundCard], None],
) -> None:
    """The server dies or hangs: the playback is done, the program goes on and ends, without noise."""
    with VirtualSoundCard() as card, Child(PLAY_UNTIL_LOST, card.environment) as child:
        assert child.wait_for_line() == "playing"
        accident(card)
        assert child.finish() == ("done", "", 0)
