"""What every face needs that writes down whole recordings."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockinterview.clip import Clip
    from mockinterview.recognition.whisper_process import WhisperProcess
    from mockinterview.store import SessionStore
    from mockinterview.transcript import Transcript


@contextmanager
def warm_recogniser(model: str) -> Iterator[WhisperProcess]:
    """Begin to load a model in its own process, and end that process after the block.

    Raises:
        ModelError: there is no such model here.
    """
    from mockinterview.recognition import models
    from mockinterview.recognition.whisper_process import WhisperProcess

    recogniser = WhisperProcess(models.resolve(model))
    recogniser.start()
    try:
        yield recogniser
    finally:
        recogniser.close()


def write_down(recogniser: WhisperProcess, clip: Clip, name: str) -> Transcript:
    """Write a recording's words down, with a bar on a terminal for as long as that takes.

    Raises:
        RecogniserError: that is impossible.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    from mockinterview.plain_text import plain_text

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(plain_text(name)), total=1.0)
        return recogniser.transcribe(clip, lambda done: bar.update(task, completed=done))


class Recogniser(Protocol):
    """What writes down a whole recording."""

    def transcribe(self, clip: Clip, on_progress: Callable[[float], None] | None = None) -> Transcript:
        """Return its words; tells the share that is done, from 0 to 1."""

    def discard(self) -> None:
        """Give up the recording that is being written down; from any thread."""

    def close(self) -> None:
        """End; from any thread."""


@dataclass(frozen=True)
class Waiting:
    """A take that waits for its words: the name of its sound, and which it is (from 1) of how many."""

    audio: str
    number: int
    total: int


class Scribe(Protocol):
    """Writes down the takes of a rehearsal one after the other, and hears what became of each."""

    def hear(self, take: Waiting, clip: Clip) -> Transcript:
        """Return the words of a take, at 16,000 Hz.

        Whatever it raises ends the work; the takes before stay written down.
        """

    def written(self, take: Waiting, words: int) -> None:
        """Hear that a take is kept with so many words."""

    def unreadable(self, take: Waiting, problem: str) -> None:
        """Hear why the sound of a take cannot be read; it goes on with the next."""


def write_down_session(store: SessionStore, session_id: str, scribe: Scribe) -> None:
    """Write down and check all takes of a rehearsal that were only recorded.

    Each is kept as soon as it is written down, so that nothing of it is lost whatever happens next.

    Raises:
        StorageError: another program works on it, or nothing can be written.
        BadSession: there is no such rehearsal, or it is broken.
    """
    from mockinterview.audio_file import read_clip
    from mockinterview.cli.choosing import dossier_for
    from mockinterview.cli.preparing import prepare_sound
    from mockinterview.clip import SAMPLE_RATE
    from mockinterview.dossier import Dossier
    from mockinterview.errors import BadAudio
    from mockinterview.preparation.checks import PreparedChecks
    from mockinterview.store.judging import judge, untranscribed

    with store.open(session_id) as folder:
        dossier = Dossier() if folder.session.candidate else dossier_for(None, None, sample=False)[0]
        advice = PreparedChecks(dossier)
        waiting = untranscribed(folder.session)
        for number, (place, take) in enumerate(waiting, 1):
            this = Waiting(take.audio, number, len(waiting))
            try:
                sound = store.sound(folder.session, take.audio)
                clip = read_clip(sound).resampled(SAMPLE_RATE)
            except BadAudio as error:
                scribe.unreadable(this, str(error))
                continue
            transcript = scribe.hear(this, clip)
            folder.change(
                partial(judge, place=place, audio=take.audio, heard=(clip, transcript), advice=advice)
            )
            scribe.written(this, len(transcript.words))
            prepare_sound(sound)
