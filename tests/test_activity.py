"""Is there speech?"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.speech.activity import (
    BLOCK,
    BLOCK_S,
    ActivityOptions,
    EnergyGate,
    VoiceActivity,
    level_db,
    warm_up,
)
from mockinterview.speech.voice import PyttsxVoice, VoiceOptions

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE = "In my current role I led the move of our billing system. We cut the errors by half."


def decisions(samples: NDArray[np.floating]) -> list[bool]:
    """Return what a fresh detector says to each 32 ms of a sound at 16 kHz."""
    activity = VoiceActivity()
    whole = len(samples) - len(samples) % BLOCK
    return [activity.decide(block) for block in samples[:whole].astype(np.float32).reshape(-1, BLOCK)]


def noise(seconds: float, rms: float) -> NDArray[np.floating]:
    """Return white noise."""
    generator = np.random.default_rng(7)
    return generator.normal(0.0, rms, round(seconds * SAMPLE_RATE)).astype(np.float32)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Give a line spoken by a real voice, at 16 kHz, normalised to a peak of 0.5."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOCKINTERVIEW_HOME", str(tmp_path_factory.mktemp("home")))
        clip = PyttsxVoice(VoiceOptions(timeout=60.0)).clip(LINE).resampled(SAMPLE_RATE)
    return Clip(clip.samples / np.float32(2 * clip.peak), SAMPLE_RATE)


@pytest.mark.parametrize(
    ("samples", "level"),
    [([], -100.0), ([0.0] * 10, -100.0), ([1e-9] * 10, -100.0), ([0.1, -0.1], -20.0), ([1.0, -1.0], 0.0)],
)
def test_loudness_in_db(samples: list[float], level: float) -> None:
    """Full scale is 0 dB, a tenth of it -20 dB, digital silence and anything near it -100 dB."""
    assert level_db(np.array(samples, np.float32)) == pytest.approx(level, abs=0.01)


@pytest.mark.parametrize("rms", [0.0, 1e-7, 1e-5, 1e-3, 1e-2, 0.1])
def test_silence_and_steady_noise_are_no_speech(rms: float) -> None:
    """Neither zeros nor dither nor hiss nor loud noise is taken for speech."""
    assert sum(decisions(noise(10, rms))) == 0


def test_hum_and_clicks_are_hardly_speech() -> None:
    """Mains hum is no speech, and keyboard clicks never last as long as a word."""
    seconds = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE
    clicks = np.zeros(len(seconds), np.float32)
    clicks[::4000] = 0.8
    assert sum(decisions(0.05 * np.sin(2 * np.pi * 50 * seconds))) == 0
    assert sum(decisions(clicks)) * BLOCK_S < 0.2


@pytest.mark.parametrize(
    "sound", [np.ones(BLOCK * 20, np.float32), np.resize(np.array([1, -1], np.float32), BLOCK * 20)]
)
def test_broken_sound_does_no_harm(sound: NDArray[np.floating]) -> None:
    """A stuck or a wildly swinging input gives decisions, not errors."""
    assert len(decisions(sound)) == 20


@pytest.mark.parametrize("gain", [1.0, 0.1, 0.02])
def test_a_real_voice_is_speech_and_the_rest_is_not(spoken: Clip, gain: float) -> None:
    """Loud or quiet, most of a spoken line is speech; the hiss before and behind it is none."""
    hiss = noise(2, 1e-4)
    heard = decisions(np.concatenate([hiss, spoken.samples * np.float32(gain), hiss]))
    blocks = round(2 / BLOCK_S)
    during = heard[blocks:-blocks]
    assert sum(heard[: blocks - 4]) == 0
    assert sum(heard[-blocks + 10 :]) == 0
    assert sum(during) >= 0.7 * len(during)


def test_a_voice_in_a_noisy_room_is_still_heard(spoken: Clip) -> None:
    """With steady noise 20 dB below the voice, most of the line is found and the noise is not."""
    rms = 10 ** ((level_db(spoken.samples) - 20) / 20)
    lead = np.zeros(3 * SAMPLE_RATE, np.float32)
    heard = decisions(
        np.concatenate([lead, spoken.samples])
        + noise(3 + spoken.duration, rms)[: len(lead) + len(spoken.samples)]
    )
    assert sum(heard[:90]) == 0
    assert sum(heard[94:]) >= 0.6 * len(heard[94:])


def test_the_gate_never_lets_near_silence_pass() -> None:
    """What is fainter than any voice stays out, however much it stands out of digital silence."""
    gate = EnergyGate(ActivityOptions())
    assert [gate.passes(level) for level in (-100.0, -90.0, -80.0, -73.0)] == [False] * 4


def test_the_gate_follows_a_noise_that_stays() -> None:
    """A fan that starts is let through at first and shut out once it has become the room's noise."""
    gate = EnergyGate(ActivityOptions())
    passed = [gate.passes(-40.0) for _ in range(round(120 / BLOCK_S))]
    assert passed[0]
    assert not passed[-1]


def test_the_gate_stays_open_for_speech_with_its_dips() -> None:
    """Minutes of talk do not close the gate: the dips between words keep the noise floor down."""
    gate = EnergyGate(ActivityOptions())
    passed = [gate.passes(-60.0 if n % 30 == 0 else -30.0) for n in range(round(300 / BLOCK_S))]
    assert all(ok for n, ok in enumerate(passed) if n % 30)


def test_detecting_speech_imports_no_torch() -> None:
    """The model runs without torch, which would cost seconds at every start."""
    code = (
        "import sys, numpy; from mockinterview.speech import activity; activity.warm_up();"
        "activity.VoiceActivity().decide(numpy.zeros(activity.BLOCK, numpy.float32));"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_the_speech_detector_reports_to_nobody() -> None:
    """Microsoft hears of every session, unless that is forbidden before onnxruntime is loaded."""
    code = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'onnxruntime':\n"
        "            print(os.environ.get('ORT_DISABLE_TELEMETRY'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        "from mockinterview.speech.activity import VoiceActivity\n"
        "VoiceActivity()\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_warming_up_is_safe_to_repeat() -> None:
    """Whoever is unsure may warm up again; the model is then there."""
    warm_up()
    warm_up()
    assert VoiceActivity().decide(np.zeros(BLOCK, np.float32)) is False
