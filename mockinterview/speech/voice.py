"""The interviewer's voice: text to speech by pyttsx3, one child process an utterance.

Only texts that everybody has are kept in the cache: an own question, or feedback that quotes an answer,
would tell of a rehearsal that was deleted long ago.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockinterview.audio_file import read_clip, write_clip
from mockinterview.clip import Clip
from mockinterview.errors import BadAudio, MockInterviewError, StorageError, VoiceError
from mockinterview.places import cache_dir
from mockinterview.plain_text import plain_text
from mockinterview.private_file import make_private_dir, replacing
from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable

CHILD = "mockinterview.speech.voice_child"
CACHE = "questions"
OLD_CACHE = "voice"
"""Where earlier versions kept whatever was spoken."""

CACHE_BYTES = 64 * 1024 * 1024
"""Spoken questions kept, about two hours of speech; what was used longest ago goes first."""

LEFT_BEHIND_S = 120.0
"""A folder to speak in that is older than this was left by a program that was killed."""

LARGEST_ANSWER = 2**20
"""Bytes; the voices of any computer are described in fewer."""

LONGEST_TEXT = 5_000
"""Characters spoken in one go, some six minutes; eSpeak crashes somewhere above 8,000."""


MOST_COMING = 4
"""Texts that are being made ready or wait to be spoken: the next question, a follow-up, what is said of an
answer. Older ones are forgotten; whoever waits for one still gets it."""


@dataclass(frozen=True)
class VoiceOptions:
    """How to speak.

    Attributes:
        voice: id or name of a voice of this computer; None: its default if that is English, else its first
            English one.
        rate: words a minute; pyttsx3's own 200 is hurried for an interviewer.
        timeout: seconds that a synthesis may take before it is given up.
    """

    voice: str | None = None
    rate: int = 170
    timeout: float = 10.0


@dataclass(frozen=True)
class InstalledVoice:
    """A voice of this computer; `language` is a tag such as en-gb, empty where not known."""

    id: str
    name: str
    language: str

    @property
    def english(self) -> bool:
        """Whether it speaks English."""
        return self.language.lower().startswith("en")


@dataclass(frozen=True)
class _Utterance:
    """What is spoken, by which voice; None for the computer's own choice."""

    text: str
    voice: str | None


class PyttsxVoice:
    """Speaks with the voices of the operating system (SAPI5, macOS, eSpeak); implements `Voice`.

    Args:
        options: how to speak.
        lasting: texts whose sound is kept for the next time; that of all others is forgotten once played.
    """

    def __init__(self, options: VoiceOptions | None = None, lasting: Iterable[str] = ()) -> None:
        self._options = options or VoiceOptions()
        self._lasting = frozenset(map(_spoken_form, lasting))
        self._coming: dict[_Utterance, Future[Clip]] = {}
        self._lock = threading.Lock()

    def prepare(self, text: str, speaker: str | None = None) -> None:
        """Begin to synthesise in the background; returns at once, never fails."""
        self._begin(self._utterance(text, speaker))

    def clip(self, text: str, speaker: str | None = None) -> Clip:
        """Return the spoken text; an empty text is a moment of silence.

        Raises:
            VoiceError: it cannot be spoken here; the message says why.
        """
        utterance = self._utterance(text, speaker)
        try:
            return self._begin(utterance).result()
        finally:
            with self._lock:
                self._coming.pop(utterance, None)

    def _utterance(self, text: str, speaker: str | None) -> _Utterance:
        return _Utterance(_spoken_form(text), speaker or self._options.voice)

    def _begin(self, utterance: _Utterance) -> Future[Clip]:
        with self._lock:
            if utterance not in self._coming:
                while len(self._coming) >= MOST_COMING:  # prepared, and never asked for
                    self._coming.pop(next(iter(self._coming)))
                self._coming[utterance] = Future()
                arguments = (self._coming[utterance], utterance)
                threading.Thread(target=self._fulfil, args=arguments, name="voice", daemon=True).start()
            return self._coming[utterance]

    def _fulfil(self, future: Future[Clip], utterance: _Utterance) -> None:
        try:
            future.set_result(self._spoken(utterance))
        except Exception as error:  # noqa: BLE001 - whatever it was, `clip` is where it is said
            future.set_exception(_as_voice_error(error))

    def _spoken(self, utterance: _Utterance) -> Clip:
        if not utterance.text:
            return Clip.silence(0.1)
        if len(utterance.text) > LONGEST_TEXT:
            raise VoiceError(f"a text of more than {LONGEST_TEXT:,} characters is too long to be spoken")
        if utterance.text not in self._lasting:
            return _synthesise(utterance, self._options)
        path = self._cached(utterance)
        try:
            clip = read_clip(path)
            path.touch()
        except (BadAudio, OSError):  # not there, or broken
            clip = _synthesise(utterance, self._options)
            _keep(clip, path)
        return clip

    def _cached(self, utterance: _Utterance) -> Path:
        key = json.dumps([utterance.text, sys.platform, utterance.voice, self._options.rate])
        return cache_dir() / CACHE / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.flac"


def _spoken_form(text: str) -> str:
    return " ".join(plain_text(text).split())


def list_voices(timeout: float = VoiceOptions.timeout) -> tuple[InstalledVoice, ...]:
    """Return the voices of this computer, the English ones first.

    Raises:
        VoiceError: speech output is not available; the message says what to do.
    """
    answer = _ask({"voices": {}, "timeout": timeout})
    voices = [InstalledVoice(**voice) for voice in answer["voices"]]
    return tuple(sorted(voices, key=lambda voice: not voice.english))


def _synthesise(utterance: _Utterance, options: VoiceOptions) -> Clip:
    with _workplace() as directory:
        # macOS writes AIFF whatever the name; the file is read by its content.
        path = Path(directory) / "utterance.wav"
        speak = {"text": utterance.text, "path": str(path), "voice": utterance.voice, "rate": options.rate}
        _ask({"speak": speak, "timeout": options.timeout})
        try:
            clip = read_clip(path)
        except BadAudio as error:
            raise VoiceError("the voice gave no sound file that can be read") from error
    if clip.peak == 0:
        raise VoiceError("the voice gave no sound")
    return clip


def _workplace() -> tempfile.TemporaryDirectory[str]:
    """Return a folder to speak in, where the next program finds what one that was killed left in it."""
    beside = cache_dir() / "speaking"
    with suppress(StorageError, OSError):
        make_private_dir(beside)
        _remove_left(beside)
        return tempfile.TemporaryDirectory(dir=beside)
    return tempfile.TemporaryDirectory(prefix="mockinterview-voice-")


def _remove_left(directory: Path) -> None:
    for path in directory.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > LEFT_BEHIND_S:
                shutil.rmtree(path)


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    """Let a child process serve one request; returns its answer."""
    try:
        answer = json.loads(_served(json.dumps(request).encode(), request["timeout"]))
    except OSError as error:
        raise VoiceError(f"the voice could not be started: {error}") from error
    except (ValueError, RecursionError) as error:
        raise VoiceError("the voice stopped without a word") from error
    if not isinstance(answer, dict):
        raise VoiceError("the voice answered nonsense")
    if problem := answer.get("error"):
        raise refusal(str(problem), unknown_voice=answer.get("unknown_voice") is True)
    return answer


def _served(request: bytes, timeout: float) -> bytes:
    """Return what a child answers; it ends before this returns, and before this program does.

    Raises:
        VoiceError: it took too long.
        OSError: it cannot be started.
    """
    apart: dict[str, Any] = {"start_new_session": True}  # Ctrl-C is the program's business, not the child's
    if os.name == "nt":
        apart = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    command = [sys.executable, "-m", CHILD]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=nowhere, **apart
    ) as child:
        overdue = threading.Event()

        def end_it() -> None:
            overdue.set()
            child.kill()

        watch = threading.Timer(timeout, end_it)
        watch.daemon = True
        watch.start()
        atexit.register(child.kill)
        try:
            answer = _exchanged(child, request)
        finally:
            watch.cancel()
            atexit.unregister(child.kill)
            child.kill()
    if overdue.is_set():
        raise VoiceError(f"the voice did not answer within {timeout:g} s")
    return answer


def _exchanged(child: subprocess.Popen[bytes], request: bytes) -> bytes:
    assert child.stdin is not None  # noqa: S101 - Popen was asked for pipes
    assert child.stdout is not None  # noqa: S101
    with suppress(BrokenPipeError):  # it ended; what it answered, if anything, can still be read
        child.stdin.write(request)
        child.stdin.close()
    return child.stdout.read(LARGEST_ANSWER)


def refusal(problem: str, *, unknown_voice: bool = False) -> VoiceError:
    """Return what a driver's error means in one line, with what to do about it."""
    if "do not have eSpeak" in problem:  # pyttsx3's words
        return VoiceError("no voice is installed", Remedy("install_voice"))
    reason = plain_text(problem.strip().split("\n")[0]) or "the voice failed"
    return VoiceError(reason, Remedy("choose_voice") if unknown_voice else None)


def _as_voice_error(error: Exception) -> VoiceError:
    if isinstance(error, VoiceError):
        return error
    reason = str(error) if isinstance(error, MockInterviewError | OSError) else type(error).__name__
    return VoiceError(f"the question could not be spoken: {reason}")


def _keep(clip: Clip, path: Path) -> None:
    with suppress(StorageError, OSError):  # a cache that cannot be written costs time, nothing else
        shutil.rmtree(path.parent.with_name(OLD_CACHE), ignore_errors=True)
        make_private_dir(path.parent)
        with replacing(path) as temporary:
            write_clip(temporary, clip)
        _drop_oldest(path.parent)


def _drop_oldest(directory: Path) -> None:
    kept = 0
    for path in sorted(directory.glob("*.flac"), key=lambda p: p.stat().st_mtime, reverse=True):
        kept += path.stat().st_size
        if kept > CACHE_BYTES:
            path.unlink(missing_ok=True)
