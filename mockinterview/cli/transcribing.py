"""What every command needs that writes down whole recordings."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockinterview.clip import Clip
    from mockinterview.recognition.whisper_process import WhisperProcess
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
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=1.0)
        return recogniser.transcribe(clip, lambda done: bar.update(task, completed=done))
