"""What the loop needs from the outside, as small protocols.

The loop knows these and never a device; real parts, recordings and fakes fit behind them alike.
All times are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from mockinterview.analysis.measured_sound import MeasuredSound
from mockinterview.clip import Clip

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.transcript import Transcript


class Command(Enum):
    """What a person may ask for while the program runs."""

    DONE = "done"
    SKIP = "skip"
    AGAIN = "again"
    QUIT = "quit"
    NOT_DONE = "not done"


@dataclass(frozen=True, eq=False)
class Piece:
    """A stretch of an answer, cut where the speaker paused, for the recogniser.

    A later piece with the same `start` replaces the earlier one: it holds the same sound and more.

    Attributes:
        start: seconds from the answer's start.
        clip: the sound at 16,000 Hz.
    """

    start: float
    clip: Clip


class EndReason(Enum):
    """Why a recording ended."""

    SILENCE = "silence"
    DONE = "done"
    SKIP = "skip"
    AGAIN = "again"
    QUIT = "quit"
    NO_SPEECH = "no speech"
    TOO_LONG = "too long"
    DEVICE_LOST = "device lost"
    RECORDING_OVER = "recording over"


class Trouble(Enum):
    """What was wrong with the sound of a recording, though it was kept."""

    DENIED = "denied"
    """Nothing but exact zeros: the system does not let the program hear the microphone."""

    TOO_QUIET = "too quiet"
    CLIPPED = "clipped"
    GAPS = "gaps"
    """The computer was too busy to fetch every sample: words may be cut."""

    NOT_WRITTEN = "not written"
    """The file could not be written to its end (disk full); the rest was kept in memory."""


@dataclass(frozen=True)
class Progress:
    """The running answer, about ten times a second.

    Attributes:
        elapsed: seconds since the recording began.
        level_db: loudness of the last moment in dB relative to full scale, -100 for digital silence.
        speaking: whether there is speech right now.
        countdown: seconds until silence ends the answer; None while nothing counts down.
        waiting: seconds without a first word; None once there was one.
        cap_left: seconds until the longest allowed answer is reached.
        trouble: what the person should mend right now, None where nothing is wrong.
    """

    elapsed: float
    level_db: float
    speaking: bool
    countdown: float | None
    waiting: float | None
    cap_left: float
    trouble: Trouble | None = None


class RecordingListener(Protocol):
    """Follows a recording as it happens."""

    def on_progress(self, progress: Progress) -> None:
        """Be told how it goes."""

    def on_piece(self, piece: Piece) -> None:
        """Take a piece for the recogniser."""

    def command(self) -> Command | None:
        """Return what the person asked for since the last call; returns at once."""


@dataclass(frozen=True)
class Recording:
    """A finished recording.

    Attributes:
        path: the sound file, WAV, at the microphone's own rate.
        duration: seconds.
        end_reason: why it ended.
        first_speech: seconds from the start to the first speech, None where nobody spoke.
        trouble: what was wrong with the sound, None where nothing was.
        lost_samples: samples the program failed to fetch in time (0 is the promise).
        unwritten: the end of the sound where the disk did not take it, at the same rate; else None.
        sound: what was measured of the sound while it went on, None where it went on too long for that.
    """

    path: Path
    duration: float
    end_reason: EndReason
    first_speech: float | None
    trouble: Trouble | None = None
    lost_samples: int = 0
    unwritten: Clip | None = None
    sound: MeasuredSound | None = None


class BrokenOff(KeyboardInterrupt):
    """Ctrl-C in the middle of an answer.

    Attributes:
        unwritten: the end of the sound where the disk did not take it; else None.
    """

    def __init__(self, unwritten: Clip | None) -> None:
        super().__init__()
        self.unwritten = unwritten


class Recorder(Protocol):
    """Records one answer."""

    def record(self, path: Path, listener: RecordingListener) -> Recording:
        """Record until the answer is over; `path` ends in `.part.wav` and is readable at any moment.

        Raises DeviceError where no recording could begin, StorageError where no file could be opened,
        BrokenOff at Ctrl-C.
        """


class Voice(Protocol):
    """Turns text into speech; `speaker` names a voice of this computer, None the usual one."""

    def prepare(self, text: str, speaker: str | None = None) -> None:
        """Begin to synthesise, so that `clip` need not wait; returns at once, never fails."""

    def clip(self, text: str, speaker: str | None = None) -> Clip:
        """Return the spoken text, waiting for it where needed; raises VoiceError."""


class Playback(Protocol):
    """A sound that is being played."""

    @property
    def position(self) -> float:
        """Seconds played so far."""

    @property
    def done(self) -> bool:
        """Whether the sound is over, was stopped, or its device was lost."""

    def stop(self) -> None:
        """Fall silent at once."""


class Loudspeaker(Protocol):
    """Plays clips."""

    def play(self, clip: Clip) -> Playback:
        """Start to play and return at once; raises DeviceError."""


class MicrophoneStream(Protocol):
    """An open microphone: a context manager that closes it."""

    @property
    def sample_rate(self) -> int:
        """Rate of the blocks in Hz: the device's own."""

    @property
    def lost_samples(self) -> int:
        """Samples that were dropped because nobody fetched them in time (0 is the promise)."""

    def read(self, timeout: float) -> NDArray[np.float32] | None:
        """Return the next block, shape (n,), in [-1, 1]; None where none came within `timeout`.

        Raises DeviceLost when the device has stopped, EOFError when a recording has come to its end.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Microphone(Protocol):
    """Where answers come from."""

    def open(self) -> MicrophoneStream:
        """Begin to record; raises DeviceError."""


class Transcriber(Protocol):
    """Recognises an answer piece by piece while it is still being spoken."""

    @property
    def problem(self) -> str | None:
        """Why no words can come, in one plain line; None while nothing is wrong."""

    def start(self) -> None:
        """Begin to load the model in the background; returns at once."""

    def submit(self, piece: Piece) -> None:
        """Queue a piece of the running answer; returns at once."""

    def partial(self) -> Transcript:
        """Return what is recognised so far; returns at once."""

    def settled(self) -> Transcript | None:
        """Return what is recognised, None while a submitted piece is outstanding; returns at once."""

    def finish(self, timeout: float) -> Transcript:
        """Wait for the pieces that were submitted, return the whole answer and forget it.

        Raises RecogniserError where that is impossible; the next answer starts clean either way.
        """

    def discard(self) -> None:
        """Forget the running answer (it was skipped or is taken again)."""

    def close(self) -> None:
        """End the child process, if there is one."""


class Candidate(Protocol):
    """Somebody who answers with recordings, and so has to be told what is asked."""

    def next_question(self, question_id: str, *, follow_up: bool = False) -> bool:
        """Be asked a question; return whether there is an answer to it."""
