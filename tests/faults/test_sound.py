"""Sound that fails: devices that vanish, hang, fall silent, shout or change, while somebody answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from child_process import run_child
from rehearsing import Rehearsing
from virtual_sound_card import MICROPHONE, SPEAKER, VirtualSoundCard, missing

from faults.answering import Answering
from faults.extent import LONG, extent
from mockinterview.audio_file import read_clip
from mockinterview.clip import Clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from faults.ledger import Measured

PART = "Sound"
HANG_S = 2.0
NOISE_S = 30.0
STALL_S = 0.5
TRIES = 4

pytestmark = [
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
    pytest.mark.xdist_group("sound card"),
]


@pytest.fixture
def own_card() -> Iterator[VirtualSoundCard]:
    """Give a sound card that may be broken."""
    with VirtualSoundCard() as card:
        yield card


def voice(loudness: float = 0.1) -> Clip:
    """Make noise, of which every moment can be told from silence."""
    samples = np.random.default_rng(10).normal(0, loudness, round(NOISE_S * 48_000))
    return Clip(np.clip(samples, -1, 1).astype(np.float32), 48_000)


def heard(kept: Mapping[str, Any]) -> Clip:
    """Read what was recorded, from the file."""
    from pathlib import Path

    return read_clip(Path(kept["path"]))


def check(measured: Measured, answering: Answering, kept: Mapping[str, Any], fault_at: float) -> None:
    """Check what holds whatever happens: all that was told to be heard is in the file, and nobody hangs."""
    told = max(said.get("elapsed", 0.0) for _, said in answering.told)
    silence = answering.longest_silence(fault_at)
    measured.count("accidents")
    measured.worst("sound missing", max(told - heard(kept).duration, 0.0), "s")
    measured.worst("longest time without a word from the program", silence, "s")
    assert heard(kept).duration == pytest.approx(kept["duration"])
    assert kept["duration"] >= told - 0.1
    if LONG:
        assert silence <= HANG_S


VANISHES = pytest.mark.fault(
    PART,
    "while you answer, the sound system dies, hangs, or the microphone is pulled out",
    "what you said until then is kept; you are told within 2 s; the next answer can begin or says why not",
)
ACCIDENTS: dict[str, Callable[[VirtualSoundCard], None]] = {
    "dies": VirtualSoundCard.kill,
    "hangs": VirtualSoundCard.freeze,
    "pulled out": VirtualSoundCard.unplug,
}


@VANISHES
@pytest.mark.parametrize("accident", ACCIDENTS)
@pytest.mark.parametrize("after", [0.7, 2.3, 5.1][: extent(1, 3)])
def test_a_microphone_that_vanishes_ends_the_answer_in_time(
    own_card: VirtualSoundCard, tmp_path: Path, measured: Measured, accident: str, after: float
) -> None:
    """The answer is kept, and whoever tries again at once is answered too."""
    with Answering(tmp_path, own_card.environment) as answering:
        own_card.speak(voice())
        answering.begin()
        answering.hear(after)
        fault_at = time.monotonic()
        ACCIDENTS[accident](own_card)
        kept = answering.over()
        assert kept["ended"] == "device lost"
        check(measured, answering, kept, fault_at)
        if accident != "pulled out":
            fault_at = time.monotonic()
            answering.begin()
            again = answering.over()
            measured.worst("longest time until a second try was refused", time.monotonic() - fault_at, "s")
            assert ("does not answer" if accident == "hangs" else "no microphone was found") in again["error"]


@pytest.mark.fault(
    PART,
    "the sound system hangs and goes on, or a headset is plugged in again, perhaps with another sample rate",
    "the next answer is recorded as if nothing had happened, without a restart of the program",
)
@pytest.mark.parametrize("rate", ["hung", 16_000, *([44_100, 8_000] if LONG else [])])
def test_a_microphone_that_comes_back_is_used_again(
    own_card: VirtualSoundCard, tmp_path: Path, measured: Measured, rate: int | str
) -> None:
    """The list of devices is asked anew, and a sound system that woke up is believed."""
    with Answering(tmp_path, own_card.environment) as answering:
        answering.begin()
        answering.hear(0.5)
        if isinstance(rate, int):
            own_card.unplug()
            assert answering.over()["ended"] == "device lost"
            own_card.plug_in(SPEAKER)
            own_card.plug_in(MICROPHONE, rate)
        else:
            own_card.freeze()
            assert answering.over()["ended"] == "device lost"
            answering.begin()
            assert "does not answer" in answering.over()["error"]
            own_card.thaw()
            own_card.wait_until_awake()
        with own_card.listening(MICROPHONE) as spoken:
            own_card.speak(voice())
            while spoken.clip.peak < 0.05:
                time.sleep(0.02)
        answering.begin()
        answering.hear(1.0)
        answering.ask("done")
        kept = answering.over()
    measured.count("devices that came back")
    assert kept["ended"] == "done"
    assert heard(kept).peak > 0.05


@pytest.mark.fault(
    PART,
    "the microphone is pulled out, and the system hands over to another one",
    "the answer goes on; what the first one heard is kept",
)
def test_an_answer_goes_on_with_the_microphone_that_is_left(
    own_card: VirtualSoundCard, tmp_path: Path, measured: Measured
) -> None:
    """As systems do when the headset goes and the laptop's own microphone is left; and when it returns."""
    with Answering(tmp_path, own_card.environment) as answering:
        own_card.speak(voice())
        answering.begin()
        answering.hear(1.0)
        fault_at = time.monotonic()
        own_card.pull_out(MICROPHONE)
        answering.hear(2.5)
        own_card.plug_in(MICROPHONE, 16_000)
        answering.hear(3.5)
        answering.ask("done")
        kept = answering.over()
        assert kept["ended"] == "done"
        check(measured, answering, kept, fault_at)
        assert heard(kept).between(0.0, 1.0).peak > 0.05


@pytest.mark.fault(
    PART,
    "the microphone delivers nothing but zeros, or far too much",
    "it is recorded as it comes, never louder than full scale, and named in one clear line",
)
@pytest.mark.parametrize(("loudness", "trouble"), [(0.0, "denied"), (50.0, "clipped")])
def test_zeros_and_shouting_are_named(
    own_card: VirtualSoundCard, tmp_path: Path, measured: Measured, loudness: float, trouble: str
) -> None:
    """Neither ends the program, nor goes by unsaid."""
    with Answering(tmp_path, own_card.environment) as answering:
        if loudness:
            own_card.speak(voice(loudness))
        answering.begin()
        answering.hear(2.0)
        answering.ask("done")
        kept = answering.over()
    measured.count("such microphones")
    assert kept["trouble_at_end"] == trouble
    assert heard(kept).duration >= 2.0


@pytest.mark.fault(
    PART,
    "the sound system stalls for half a second, then delivers all at once",
    "the answer goes on; what the system dropped is counted and said",
)
def test_a_stall_ends_no_answer(own_card: VirtualSoundCard, tmp_path: Path, measured: Measured) -> None:
    """Stalls shorter than a second are no loss of the device."""
    for number in range(TRIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        if _stalled_for_half_a_second(own_card, folder, measured):
            return
    pytest.skip("this computer is too busy to let the sound stall for half a second only")


def _stalled_for_half_a_second(card: VirtualSoundCard, folder: Path, measured: Measured) -> bool:
    """Let stalls end no answer; return False where one took longer than it should."""
    with Answering(folder, card.environment) as answering:
        card.speak(voice())
        answering.begin()
        for stall in range(extent(1, 5)):
            answering.hear(1.0 + stall)
            fault_at = time.monotonic()
            card.freeze()
            time.sleep(STALL_S)
            card.thaw()
            if time.monotonic() - fault_at > STALL_S + 0.3:
                return False
            measured.count("stalls")
        answering.hear(2.0 + extent(1, 5))
        answering.ask("done")
        kept = answering.over()
        assert kept["ended"] == "done"
        check(measured, answering, kept, fault_at)
    measured.worst("sound that the system dropped", kept["lost"] / 48_000, "s")
    return True


ASOUND = """
pcm.!default {{ type asym {direction}.pcm {{ type pulse }} }}
ctl.!default {{ type pulse }}
"""
"""A machine whose only device plays, or records; a device with a name of its own would be found besides."""

FIND = """
from mockinterview.errors import DeviceError
from mockinterview.speech.devices import SOUND, Direction
for direction in Direction:
    try:
        print(direction.name, SOUND.find(direction).name)
    except DeviceError as error:
        print(error)
"""


@pytest.mark.fault(
    PART,
    "the sound system hangs before the program starts",
    "one clear line instead of a program that waits for ever",
)
def test_a_sound_system_that_hangs_from_the_start_is_told(
    own_card: VirtualSoundCard, measured: Measured
) -> None:
    """Not even loading PortAudio can be waited for."""
    own_card.freeze()
    began = time.monotonic()
    out, err, code = run_child(FIND, own_card.environment)
    measured.worst("time until it is said, the program's start included", time.monotonic() - began, "s")
    assert [line.split(";")[0] for line in out.splitlines()] == ["the sound system does not answer"] * 2
    assert (err, code) == ("", 0)


# --- the whole program --------------------------------------------------------------------------------

BANK = """
[[questions]]
id = "proud"
text = "What are you proud of, and how did all of it come about in the end?"
kind = "achievement"
example_expected = true
target_s = 90
follow_ups = [{ asks_for = "result", text = "And how did that end?" }]
tip = "Tell one occasion."
"""


@pytest.fixture
def arguments(tmp_path: Path) -> tuple[str, ...]:
    """Give what makes the real command ask one question."""
    bank = tmp_path / "bank.toml"
    bank.write_text(BANK)
    return ("--bank", str(bank), "--questions", "1", "--model", "tiny.en", "--no-follow-ups")


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "while a question is spoken, the sound system dies or hangs",
    "the question stays on the screen; you are told what to do, and can try again or leave",
)
@pytest.mark.parametrize("accident", ["dies", "hangs"])
def test_a_question_that_is_cut_off_goes_on_to_a_clear_line(
    own_card: VirtualSoundCard, measured: Measured, arguments: tuple[str, ...], accident: str
) -> None:
    """The real command: the loop goes on, and Ctrl-C and q still work."""
    with own_card.listening() as played, Rehearsing(*arguments, environment=own_card.environment) as program:
        program.wait_for("Question 1")
        while played.clip.peak < 0.05:
            time.sleep(0.02)
        fault_at = time.monotonic()
        ACCIDENTS[accident](own_card)
        program.wait_for("does not answer" if accident == "hangs" else "no microphone was found")
        measured.worst("time until it is said", time.monotonic() - fault_at, "s")
        measured.count("rehearsals")
        program.press("q")
        code, _ = program.end()
    assert code == 1
    assert not any("Traceback" in line for line in program.lines)


@pytest.mark.long
@pytest.mark.fault(
    PART,
    "there is a microphone and no loudspeaker, or a loudspeaker and no microphone",
    "without a loudspeaker you read the questions and rehearse; without a microphone you are told to plug "
    "one in, and a sample candidate shows meanwhile how it works",
)
@pytest.mark.parametrize("there", ["capture", "playback"])
def test_half_a_sound_system_is_enough_to_go_on(
    own_card: VirtualSoundCard, tmp_path: Path, measured: Measured, arguments: tuple[str, ...], there: str
) -> None:
    """The real command, on a machine where one of the two devices does not exist."""
    config = tmp_path / "asound.conf"
    config.write_text(ASOUND.format(direction=there))
    environment = {**own_card.environment, "ALSA_CONFIG_PATH": str(config)}
    out, _, _ = run_child(FIND, environment)
    if there == "capture":
        assert out.splitlines()[0].startswith("INPUT")
        expected = ("No loudspeaker was found; plug one in", "Questions are", "Speak when you are")
    else:
        expected = ("No microphone was found; plug one in", "candidate answers instead", "Done: ")
    with Rehearsing(*arguments[2:], environment=environment) as program:
        for line in expected:
            program.wait_for(line)
    measured.count("rehearsals")
