"""Sessions with sound for the replay page: what is said, and when, is known exactly."""

from __future__ import annotations

import wave
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from makers import QUESTION

from mockinterview.analysis.achievement import Example
from mockinterview.analysis.answer import AnswerAnalysis
from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.analysis.pauses import Pause
from mockinterview.errors import BadAudio
from mockinterview.feedback import Finding
from mockinterview.session import Session, Take, Turn
from mockinterview.transcript import Quote, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAID = "Last spring um I rebuilt the shelf you know and it held for a whole year thank you"
"""One word a second: the first from 0.2 s to 0.8 s, the next a second later …"""
DURATION = 20.0
HOSTILE = "</script><img src=x onerror=\"document.title='hurt'\"><script>document.title='hurt'</script>"


def transcript(text: str = SAID) -> Transcript:
    """Return words that begin at 0.2 s, 1.2 s … and last 0.6 s each."""
    return Transcript.from_words(
        Word(second + 0.2, second + 0.8, word) for second, word in enumerate(text.split())
    )


def quote(text: str, said: Transcript | None = None) -> Quote:
    """Cite words of what was said."""
    said = said or transcript()
    start = said.text.index(text)
    return said.quote(start, start + len(text))


def analysis(**changes: Any) -> AnswerAnalysis:
    """Return checks that flag something of every kind."""
    fillers = []
    for text, kind in (("um", "filled_pause"), ("you know", "filler_word")):
        cited = quote(text)
        fillers.append(
            Filler(text, kind, cited.start, cited.end, cited.char_start, cited.char_end)  # type: ignore[arg-type] # both are kinds
        )
    example = Example(
        "full",
        False,
        quote("Last spring"),
        quote("I rebuilt the shelf"),
        quote("it held for a whole year"),
        ("measure",),
        balance=(0.2, 0.5, 0.3),
    )
    found = AnswerAnalysis(
        fillers=tuple(fillers),
        repetitions=(),
        hesitations=Hesitations((Hesitation(9.0, 9.15, 0.9, ("sound",)),)),
        length=Length(DURATION, 14.0, 18, 54.0, 77.0, 0.2, 4.0),
        pauses=(Pause(8.9, 9.1), Pause(16.0, 17.1)),
        example=example,
    )
    return replace(found, **changes)


def many_marks(count: int) -> dict[str, Any]:
    """Return words and checks of an answer whose every other word is a filler, with an um and a pause."""
    step = 15.0 / (2 * count)
    said = Transcript.from_words(
        Word(n * step, (n + 0.5) * step, "like" if n % 2 else "so") for n in range(2 * count)
    )
    fillers = tuple(
        Filler(word.text, "filler_word", word.start, word.end, *place)
        for word, place in zip(said.words[1::2], said.offsets[1::2], strict=True)
    )
    return {"transcript": said, "analysis": analysis(fillers=fillers, example=None)}


def take(**changes: Any) -> Take:
    """Return a judged answer, with changes."""
    finding = Finding("fillers", "improve", "I counted 2 fillers.", (quote("um"), quote("you know")), 0.5)
    made = Take("01-take-1.wav", DURATION, "silence", transcript(), analysis(), (finding,))
    return replace(made, **changes)


def session(*turns: Turn, **changes: Any) -> Session:
    """Return a rehearsal of these turns, of one judged answer where none is given."""
    asked = turns or (Turn(QUESTION, "01-question.wav", (take(),)),)
    made = Session(
        "2026-11-25-140322-abcd",
        "2026-11-25T14:03:22+01:00",
        "2026-11-25T14:20:00+01:00",
        1,
        "tiny.en",
        False,
        asked,
    )
    return replace(made, **changes)


def write_sound(path: Path, seconds: float = DURATION, rate: int = 16_000) -> Path:
    """Write a tone that is loud in the first half and soft in the second."""
    time = np.arange(round(seconds * rate)) / rate
    loudness = np.where(time < seconds / 2, 0.8, 0.1)
    samples = np.rint(32_000 * loudness * np.sin(2 * np.pi * 220 * time)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", "not compressed"))
        file.writeframes(samples.tobytes())
    return path


def in_folder(folder: Path) -> Callable[[str], Path]:
    """Return what gives the file of a sound name in a folder."""

    def path_of(name: str) -> Path:
        path = folder / name
        if not path.is_file():
            raise BadAudio(f"the sound {name!r} is missing")
        return path

    return path_of
