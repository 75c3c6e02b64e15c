"""Records one answer: into a file first, then to voice activity, endpoint and cutter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mockinterview.analysis.measured_sound import MeasuredSound, SoundMeter
from mockinterview.clip import SAMPLE_RATE, clip_of_pcm, pcm_of
from mockinterview.errors import DeviceLost
from mockinterview.ports import (
    BrokenOff,
    Command,
    EndReason,
    Microphone,
    MicrophoneStream,
    Progress,
    Recording,
    RecordingListener,
    Trouble,
)
from mockinterview.speech.activity import BLOCK, FLOOR_DB, ActivityOptions, VoiceActivity, level_db
from mockinterview.speech.cutter import Cutter, CutterOptions
from mockinterview.speech.endpoint import Endpoint, EndpointOptions
from mockinterview.speech.wav_writer import WavWriter, WriterOptions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mockinterview.clip import Clip

ENDINGS = {
    Command.DONE: EndReason.DONE,
    Command.SKIP: EndReason.SKIP,
    Command.AGAIN: EndReason.AGAIN,
    Command.QUIT: EndReason.QUIT,
}
NOT_WANTED = {EndReason.SKIP, EndReason.AGAIN}
"""Endings after which nobody wants to read the answer."""


@dataclass(frozen=True)
class SoundCheck:
    """When the sound of a recording is worth a word; our judgement.

    Attributes:
        denied_after: so many seconds of nothing but exact zeros mean a microphone that may not be heard;
            real ones always deliver some noise.
        give_up_after: then it is no use to listen on.
        quiet_db: speech below this loudness; a laptop's microphone gives -35 to -20 dB.
        deaf_db: where nothing louder than this was heard, nobody could have been.
        clipped: share of the samples at full scale that can be heard as distortion.
        gap: seconds of lost sound that can be heard.
    """

    denied_after: float = 1.0
    give_up_after: float = 15.0
    quiet_db: float = -48.0
    deaf_db: float = -65.0
    clipped: float = 0.001
    gap: float = 0.02


@dataclass(frozen=True)
class RecorderOptions:
    """How to record.

    Attributes:
        read_timeout: seconds to wait for sound before commands are looked at.
        progress_every: seconds of sound between two reports.
        longest_measured: seconds; the sound of a longer recording is measured from its file, not meanwhile,
            as what was measured lies in memory.
    """

    activity: ActivityOptions = field(default_factory=ActivityOptions)
    endpoint: EndpointOptions = field(default_factory=EndpointOptions)
    cutter: CutterOptions = field(default_factory=CutterOptions)
    writer: WriterOptions = field(default_factory=WriterOptions)
    check: SoundCheck = field(default_factory=SoundCheck)
    read_timeout: float = 0.1
    progress_every: float = 0.1
    longest_measured: float = 600.0


class AnswerRecorder:
    """Records answers from a microphone, or from a recording behind the same port."""

    def __init__(self, microphone: Microphone, options: RecorderOptions | None = None) -> None:
        self._microphone = microphone
        self._options = options or RecorderOptions()

    def record(self, path: Path, listener: RecordingListener) -> Recording:
        """Record one answer (see the port); what was heard is in the file even if this is interrupted.

        Raises:
            DeviceError: no recording could begin.
            StorageError: no file could be opened.
            BrokenOff: Ctrl-C came; it holds what the disk did not take.
        """
        activity = VoiceActivity(self._options.activity)  # loading may take a moment: before the microphone
        with (
            self._microphone.open() as stream,
            WavWriter(path, stream.sample_rate, self._options.writer) as file,
        ):
            ear = _Ear(self._options, listener, activity, stream.sample_rate)
            try:
                reason = self._listen(stream, file, ear)
            except KeyboardInterrupt as stopped:
                raise BrokenOff(_rest(file)) from stopped
            unwritten = _rest(file)
            ear.finish(wanted=reason not in NOT_WANTED)
            gaps = stream.lost_samples > self._options.check.gap * stream.sample_rate
            return Recording(
                path=path,
                duration=file.duration,
                end_reason=reason,
                first_speech=ear.endpoint.first_speech,
                trouble=Trouble.NOT_WRITTEN if unwritten else Trouble.GAPS if gaps else ear.trouble,
                lost_samples=stream.lost_samples,
                unwritten=unwritten,
                sound=ear.measured(),
            )

    def _listen(self, stream: MicrophoneStream, file: WavWriter, ear: _Ear) -> EndReason:
        while True:
            try:
                block = stream.read(self._options.read_timeout)
            except DeviceLost:
                return EndReason.DEVICE_LOST
            except EOFError:
                return EndReason.RECORDING_OVER
            if block is not None:
                file.write(block)
                ear.hear(block, written=not file.refused)
            if reason := ear.obey() or ear.over:
                return reason


def _rest(file: WavWriter) -> Clip | None:
    """Close a file; return the end of its sound that the disk did not take."""
    file.close()
    rest = file.unwritten
    return rest if len(rest.samples) else None


class _Ear:
    """What is done with the sound of one answer while it comes in."""

    def __init__(
        self,
        options: RecorderOptions,
        listener: RecordingListener,
        activity: VoiceActivity,
        sample_rate: int,
    ) -> None:
        self._options = options
        self._listener = listener
        self._activity = activity
        self._sample_rate = sample_rate
        self._resampler = _Resampler(sample_rate)
        self.endpoint = Endpoint(options.endpoint)
        self._cutter = Cutter(options.cutter)
        self._sound = _Sound(options.check)
        self._meter: SoundMeter | None = SoundMeter()
        self._rest = np.zeros(0, np.float32)
        self._unreported: list[NDArray[np.float32]] = []
        self._written = True

    @property
    def over(self) -> EndReason | None:
        return EndReason.NO_SPEECH if self._sound.hopeless else self.endpoint.ended

    @property
    def trouble(self) -> Trouble | None:
        return self._sound.trouble

    def hear(self, block: NDArray[np.float32], *, written: bool) -> None:
        """Take a block at the microphone's own rate; `written` is whether the disk takes the sound."""
        self._written = written
        self._sound.check(block)
        self._hear(self._resampler.push(_as_written(block)))
        if not self.endpoint.ended:
            self._report(block)

    def measured(self) -> MeasuredSound | None:
        """Return what was measured of all the sound; None where it was too long."""
        return self._meter.finish() if self._meter is not None else None

    def _hear(self, sound: NDArray[np.float32]) -> None:
        if self._meter is not None:
            self._meter.push(sound)
            if self._meter.duration > self._options.longest_measured:
                self._meter = None
        self._follow(sound)

    def _follow(self, sound: NDArray[np.float32]) -> None:
        sound = np.concatenate([self._rest, sound])
        whole = len(sound) - len(sound) % BLOCK
        self._rest = sound[whole:]
        for block in sound[:whole].reshape(-1, BLOCK):
            if not self.endpoint.ended:
                self._take(block, self._activity.decide(block))

    def _take(self, block: NDArray[np.float32], speech: bool) -> None:
        self._sound.note(level_db(block), speech)
        self.endpoint.push(speech)
        if piece := self._cutter.push(block, speech):
            self._listener.on_piece(piece)

    def _report(self, block: NDArray[np.float32]) -> None:
        """Say how it goes: by the sound as it came in, for the resampler holds back its last milliseconds."""
        self._unreported.append(block)
        if sum(map(len, self._unreported)) >= self._options.progress_every * self._sample_rate:
            level = level_db(np.concatenate(self._unreported))
            self._unreported.clear()
            self._listener.on_progress(self._progress(level))

    def obey(self) -> EndReason | None:
        """Do what the person asked for; return the reason where that ends the answer."""
        command = self._listener.command()
        if command is Command.NOT_DONE:
            self.endpoint.not_done()
        return ENDINGS.get(command) if command else None

    def finish(self, *, wanted: bool) -> None:
        """Give away what the cutter still holds, the last few milliseconds included."""
        if not wanted:
            return
        self._hear(self._resampler.finish())
        self._follow(np.zeros(BLOCK, np.float32))
        if piece := self._cutter.finish():
            self._listener.on_piece(piece)

    def _progress(self, level: float) -> Progress:
        return Progress(
            elapsed=self.endpoint.elapsed,
            level_db=level,
            speaking=self.endpoint.speaking,
            countdown=self.endpoint.countdown,
            waiting=self.endpoint.waiting,
            cap_left=self.endpoint.cap_left,
            trouble=self._to_mend(),
        )

    def _to_mend(self) -> Trouble | None:
        if not self._written:
            return Trouble.NOT_WRITTEN
        return Trouble.DENIED if self.trouble is Trouble.DENIED else None


class _Sound:
    """Whether the sound itself is in order."""

    def __init__(self, options: SoundCheck) -> None:
        self._options = options
        self._samples = 0
        self._clipped = 0
        self._zeros_only = True
        self._heard = 0.0  # seconds at 16 kHz
        self._loudest_db = FLOOR_DB
        self._speech_power = 0.0
        self._speech_blocks = 0

    @property
    def hopeless(self) -> bool:
        return self._zeros_only and self._heard >= self._options.give_up_after

    @property
    def trouble(self) -> Trouble | None:
        options = self._options
        if self._zeros_only:
            return Trouble.DENIED if self._heard >= options.denied_after else None
        if self._clipped > options.clipped * self._samples:
            return Trouble.CLIPPED
        if self._speech_blocks:
            mean_db = 10 * float(np.log10(self._speech_power / self._speech_blocks))
            return Trouble.TOO_QUIET if mean_db < options.quiet_db else None
        return Trouble.TOO_QUIET if self._loudest_db < options.deaf_db else None

    def check(self, block: NDArray[np.float32]) -> None:
        """Look at a block at the microphone's own rate."""
        sizes = np.abs(block)
        self._samples += len(block)
        self._clipped += int(np.count_nonzero(sizes >= 0.999))
        self._zeros_only = self._zeros_only and not np.any(sizes)

    def note(self, level: float, speech: bool) -> None:
        """Note the loudness of a block of voice activity."""
        self._heard += BLOCK / SAMPLE_RATE
        self._loudest_db = max(self._loudest_db, level)
        if speech:
            self._speech_blocks += 1
            self._speech_power += 10 ** (level / 10)


def _as_written(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a block as it stands in the file: who checks that later must hear the very same."""
    return clip_of_pcm(pcm_of(block), SAMPLE_RATE).samples


class _Resampler:
    """Turns a stream at one rate into a stream at 16 kHz."""

    def __init__(self, sample_rate: int) -> None:
        self._stream = None
        if sample_rate != SAMPLE_RATE:
            import soxr

            self._stream = soxr.ResampleStream(sample_rate, SAMPLE_RATE, 1, dtype="float32")

    def push(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        if self._stream is None:
            return block
        return _within_scale(self._stream.resample_chunk(np.ascontiguousarray(block, np.float32)))

    def finish(self) -> NDArray[np.float32]:
        """Return the sound that is still on its way."""
        nothing = np.zeros(0, np.float32)
        return (
            nothing
            if self._stream is None
            else _within_scale(self._stream.resample_chunk(nothing, last=True))
        )


def _within_scale(samples: Any) -> NDArray[np.float32]:
    """Return samples in [-1, 1]: between loud samples a resampler can overshoot."""
    within: NDArray[np.float32] = np.clip(np.asarray(samples), -1.0, 1.0)
    return within
