"""Recording one answer, with a real voice, the real detector and a recording behind the microphone's port."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest
from full_disk import full_disk

from mockinterview.analysis.measured_sound import measure_sound
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.errors import DeviceLost, StorageError
from mockinterview.ports import Command, EndReason, Piece, Progress, Recording, Trouble
from mockinterview.speech.candidate import RecordedMicrophone, RecordedStream
from mockinterview.speech.endpoint import EndpointOptions, Patience
from mockinterview.speech.recorder import AnswerRecorder, RecorderOptions
from mockinterview.speech.voice import PyttsxVoice, VoiceOptions
from mockinterview.speech.wav_writer import read_part

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mockinterview.ports import Microphone

LINE = "I led the move of our billing system, and we cut the errors by half."


@dataclass
class Follower:
    """Follows a recording, and asks for something once so many seconds have been heard."""

    at: float = 0.0
    wish: Command | None = None
    progress: list[Progress] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def on_progress(self, progress: Progress) -> None:
        """Keep what is told."""
        self.progress.append(progress)

    def on_piece(self, piece: Piece) -> None:
        """Keep the piece."""
        self.pieces.append(piece)

    def command(self) -> Command | None:
        """Ask once, when it is time."""
        if self.wish is None or not self.progress or self.progress[-1].elapsed < self.at:
            return None
        wish, self.wish = self.wish, None
        return wish


class Impatient(Follower):
    """Presses Ctrl-C when it is time."""

    def command(self) -> Command | None:
        """Interrupt the program."""
        if super().command():
            raise KeyboardInterrupt
        return None


class UnpluggedStream(RecordedStream):
    """A microphone that is pulled out after a hundred blocks, 3.2 s."""

    reads = 0

    def read(self, timeout: float) -> NDArray[np.float32] | None:
        """Return sound until the device is gone."""
        self.reads += 1
        if self.reads > 100:
            raise DeviceLost("the microphone is gone")
        return super().read(timeout)


@dataclass
class Unplugged:
    """A microphone that will be pulled out."""

    clip: Clip

    def open(self) -> UnpluggedStream:
        """Begin as if nothing were wrong."""
        return UnpluggedStream(self.clip, real_time=False)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Give a spoken sentence of some four seconds at 16 kHz, loud as a person near a microphone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOCKINTERVIEW_HOME", str(tmp_path_factory.mktemp("home")))
        clip = PyttsxVoice(VoiceOptions(timeout=60.0)).clip(LINE).resampled(SAMPLE_RATE)
    return Clip(clip.samples * np.float32(0.5 / clip.peak), SAMPLE_RATE)


def joined(*parts: Clip | float) -> Clip:
    """Join spoken lines and pauses (seconds of hiss) to one clip at 16 kHz."""
    generator = np.random.default_rng(3)
    hiss = [Clip.silence(part) if isinstance(part, float) else part for part in parts]
    samples = np.concatenate([part.samples for part in hiss])
    return Clip((samples + generator.normal(0, 1e-4, len(samples))).astype(np.float32), SAMPLE_RATE)


def record(
    path: Path, sound: Clip | Microphone, follower: Follower, patience: Patience = Patience.NORMAL
) -> Recording:
    """Record a clip, or from a microphone."""
    microphone = RecordedMicrophone(sound) if isinstance(sound, Clip) else sound
    options = RecorderOptions(endpoint=EndpointOptions(patience=patience))
    return AnswerRecorder(microphone, options).record(path, follower)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a take."""
    return tmp_path / "answer.part.wav"


def test_an_empty_recording_ends_and_is_a_valid_file(path: Path) -> None:
    """A recording without a sound in it gives a silent answer and no piece to recognise."""
    follower = Follower()
    recording = record(path, Clip.silence(0.0), follower)
    assert recording.end_reason is EndReason.RECORDING_OVER
    assert recording.first_speech is None
    assert follower.pieces == []
    assert read_clip(path).duration == pytest.approx(recording.duration)


def test_exact_zeros_are_a_microphone_that_is_denied(path: Path) -> None:
    """Nothing but zeros is given up after 15 s, long before the minute that a thinker has, and named."""
    recording = record(path, Clip.silence(40.0), Follower())
    assert recording.trouble is Trouble.DENIED
    assert recording.end_reason is EndReason.NO_SPEECH
    assert recording.duration == pytest.approx(15.0, abs=0.1)


def test_zeros_at_the_start_alone_are_no_denial(path: Path, line: Clip) -> None:
    """A device that wakes up slowly, or a muted start, is none of the person's worries."""
    sound = Clip(np.concatenate([np.zeros(5 * SAMPLE_RATE, np.float32), line.samples]), SAMPLE_RATE)
    recording = record(path, sound, Follower())
    assert recording.trouble is None
    assert recording.first_speech == pytest.approx(5.0, abs=0.3)


@pytest.mark.parametrize(
    ("gain", "trouble"), [(1.0, None), (0.2, None), (0.01, Trouble.TOO_QUIET), (20.0, Trouble.CLIPPED)]
)
def test_the_sound_is_checked(path: Path, line: Clip, gain: float, trouble: Trouble | None) -> None:
    """A whisper into a far microphone and an overdriven one are named, usual levels are not."""
    samples = np.clip(line.samples * np.float32(gain), -1, 1)
    recording = record(path, joined(0.5, Clip(samples, SAMPLE_RATE)), Follower())
    assert recording.trouble is trouble
    assert recording.first_speech == pytest.approx(0.5, abs=0.6)


def test_a_folder_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    """Where no file can be opened nothing is recorded."""
    with pytest.raises(StorageError):
        record(tmp_path / "missing" / "a.part.wav", Clip.silence(1.0), Follower())


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 48_000])
def test_silence_ends_the_answer_at_any_rate(path: Path, line: Clip, rate: int) -> None:
    """The answer ends its patience after the last word; the file holds what the microphone gave."""
    sound = joined(1.0, line).resampled(rate)
    follower = Follower()
    recording = record(path, sound, follower)
    assert recording.end_reason is EndReason.SILENCE
    assert recording.trouble is None
    assert recording.lost_samples == 0
    assert recording.first_speech == pytest.approx(1.0, abs=0.3)
    assert recording.duration == pytest.approx(sound.duration + 2.5, abs=0.6)
    kept = read_clip(path)
    assert kept.sample_rate == rate
    assert np.max(np.abs(kept.samples[: len(sound.samples)] - sound.samples)) < 1e-4
    (piece,) = follower.pieces
    assert piece.start == pytest.approx(0.5, abs=0.3)
    assert piece.clip.duration == pytest.approx(0.5 + line.duration + 0.3, abs=0.6)


def test_a_piece_is_the_sound_at_its_time(path: Path, line: Clip) -> None:
    """What the recogniser gets is the answer itself, in place to the sample, resampled or not."""
    sound = joined(1.0, line)
    for given in (sound, sound.resampled(48_000)):
        follower = Follower()
        record(path, given, follower)
        (piece,) = follower.pieces
        first = round(piece.start * SAMPLE_RATE)
        count = min(len(piece.clip.samples), len(sound.samples) - first)
        error = piece.clip.samples[:count] - sound.samples[first:][:count]
        assert np.sqrt(np.mean(np.square(error))) < 0.002


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_what_was_measured_meanwhile_is_what_the_file_shows(path: Path, line: Clip, rate: int) -> None:
    """The checks say the same of the running sound as of the kept file, to the last bit."""
    sound = record(path, joined(1.0, line).resampled(rate), Follower()).sound
    assert sound is not None
    kept = measure_sound(read_clip(path))
    assert sound.duration == kept.duration
    np.testing.assert_array_equal(sound.level.db, kept.level.db)
    np.testing.assert_array_equal(sound.features.spectrum_db, kept.features.spectrum_db)


def test_the_sound_of_a_very_long_answer_is_not_held(path: Path, line: Clip) -> None:
    """Beyond the limit nothing measured stays in memory: the file is there to be measured."""
    options = RecorderOptions(longest_measured=2.0)
    recording = AnswerRecorder(RecordedMicrophone(joined(1.0, line)), options).record(path, Follower())
    assert recording.duration > 2.0
    assert recording.sound is None


def test_a_thinking_pause_of_two_seconds_ends_nothing(path: Path, line: Clip) -> None:
    """At normal patience both halves of an answer are recorded; the countdown was shown in between."""
    follower = Follower()
    recording = record(path, joined(0.5, line, 2.0, line), follower)
    assert recording.end_reason is EndReason.SILENCE
    assert recording.duration > 0.5 + 2 * line.duration + 2.0 + 2.0
    assert len({piece.start for piece in follower.pieces}) in {1, 2}
    during = [p for p in follower.progress if p.elapsed < 0.5 + line.duration + 2.0]
    assert any(p.countdown is not None for p in during)


@pytest.mark.parametrize("patience", [Patience.SLOW, Patience.MANUAL])
def test_a_recording_that_is_over_ends_any_patience(path: Path, line: Clip, patience: Patience) -> None:
    """With a recorded candidate even manual patience ends, some seconds after the clip."""
    recording = record(path, line, Follower(), patience)
    expected = EndReason.SILENCE if patience is Patience.SLOW else EndReason.RECORDING_OVER
    assert recording.end_reason is expected


@pytest.mark.parametrize("wish", [Command.DONE, Command.SKIP, Command.AGAIN, Command.QUIT])
def test_a_command_ends_the_answer_at_once(path: Path, line: Clip, wish: Command) -> None:
    """In the middle of a word the answer ends; its tail goes to the recogniser only where it is wanted."""
    follower = Follower(2.0, wish)
    recording = record(path, joined(0.5, line), follower)
    assert recording.end_reason is EndReason(wish.value)
    assert recording.duration == pytest.approx(2.0, abs=0.3)
    if wish in {Command.SKIP, Command.AGAIN}:
        assert follower.pieces == []
    else:
        (piece,) = follower.pieces
        assert piece.start + piece.clip.duration == pytest.approx(recording.duration, abs=0.05)


def test_not_done_holds_the_end_back(path: Path, line: Clip) -> None:
    """Asked for in the silence behind the answer, it outlasts the eight seconds that the recording has."""
    follower = Follower(line.duration + 1.5, Command.NOT_DONE)
    assert record(path, line, follower).end_reason is EndReason.RECORDING_OVER


def test_a_lost_device_keeps_what_was_said(path: Path, line: Clip) -> None:
    """A microphone pulled out in the middle ends the answer; the sound until then is kept and sent."""
    follower = Follower()
    recording = record(path, Unplugged(joined(0.5, line)), follower)
    assert recording.end_reason is EndReason.DEVICE_LOST
    assert read_clip(path).duration == pytest.approx(3.2, abs=0.05)
    assert follower.pieces[-1].start + follower.pieces[-1].clip.duration == pytest.approx(3.2, abs=0.05)


def test_ctrl_c_leaves_a_valid_file(path: Path, line: Clip) -> None:
    """Everything said until the interruption is in the file."""
    with pytest.raises(KeyboardInterrupt):
        record(path, line, Impatient(2.0, Command.DONE))
    assert read_part(path).duration == pytest.approx(2.0, abs=0.3)


def test_a_full_disk_costs_no_word(path: Path, line: Clip) -> None:
    """The answer goes on; it is said, the rest is kept in memory, and the recogniser gets everything."""
    recorder = AnswerRecorder(RecordedMicrophone(joined(0.5, line)))
    follower = Follower()
    with full_disk(44 + 2 * SAMPLE_RATE):
        recording = recorder.record(path, follower)
    assert recording.trouble is Trouble.NOT_WRITTEN
    assert recording.end_reason is EndReason.SILENCE
    assert read_clip(path).duration == pytest.approx(1.0)
    assert recording.unwritten is not None
    assert recording.unwritten.duration == pytest.approx(recording.duration - 1.0)
    assert follower.pieces[-1].clip.duration > line.duration


def test_progress_comes_about_ten_times_a_second(path: Path, line: Clip) -> None:
    """Progress follows the sound's own time, says who waits for whom, and how loud it is."""
    follower = Follower()
    recording = record(path, joined(1.0, line), follower)
    assert 7 < len(follower.progress) / recording.duration < 11
    first, last = follower.progress[0], follower.progress[-1]
    assert (first.waiting, first.speaking, first.countdown) == (first.elapsed, False, None)
    assert first.level_db == pytest.approx(-80, abs=2)
    assert last.waiting is None
    assert last.countdown == pytest.approx(0.0, abs=0.2)
    assert last.cap_left == pytest.approx(300.0 - last.elapsed)
    assert max(p.level_db for p in follower.progress if p.speaking) > -30


def test_real_time_and_faster_give_the_same(tmp_path: Path, line: Clip) -> None:
    """A live answer and one read as fast as possible end at the same sample with the same pieces."""
    sound = joined(0.2, line.between(0.0, 1.2))
    live, fast = Follower(), Follower()
    microphone = RecordedMicrophone(sound, real_time=True)
    spoken = record(tmp_path / "live.part.wav", microphone, live, Patience.FAST)
    read = record(tmp_path / "fast.part.wav", sound, fast, Patience.FAST)
    assert (tmp_path / "live.part.wav").read_bytes() == (tmp_path / "fast.part.wav").read_bytes()
    assert (spoken.duration, spoken.end_reason) == (read.duration, read.end_reason)
    assert [p.start for p in live.pieces] == [p.start for p in fast.pieces]
    assert live.progress == fast.progress
