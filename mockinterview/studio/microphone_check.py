"""The microphone check: how loud it is right now, five seconds to hear again, and a verdict on them.

The page opens a WebSocket; the microphone is open for as long as that is. What the page gets, as JSON:

- `{"type": "open"}` once the microphone delivers;
- `{"type": "level", "db": -31.4, "recorded": 1.2}` about 15 times a second; `recorded` are the seconds of the
  running recording, null where none runs;
- `{"type": "verdict", "good": true, "text": "…", "seconds": 5.0}`: a recording can be heard;
- `{"type": "problem", "text": "…"}`: why the microphone is closed; nothing comes after it.

What a page may say: `{"record": true}`. Anything else is ignored.
"""

from __future__ import annotations

import asyncio
import io
import json
import math
import threading
import time
import wave
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from mockinterview.clip import PCM_BYTES, Clip, pcm_of
from mockinterview.errors import DeviceError
from mockinterview.studio.page import english
from mockinterview.studio.remedies import told
from mockinterview.texts import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mockinterview.ports import MicrophoneStream
    from mockinterview.studio.desk import Workshop

RECORD_S = 5.0
LEVEL_EVERY_S = 1 / 15
READ_S = 0.1
"""How long one look for sound lasts: so soon a page that was closed closes the microphone."""

OPEN_S = 8.0
"""How long a microphone may take to open; Bluetooth headsets take up to five seconds."""

TURN_S = 2.0
"""So long a check waits for the one before it, which closes its microphone, to be over."""

FORGOTTEN_S = 180.0
"""A microphone that nobody asked anything of for so long is closed."""

FLOOR_DB = -100.0
MOST_WAITING = 30
"""Messages to a page that is slow; further levels are dropped."""

Message = dict[str, Any]


class MicrophoneCheck:
    """Checks microphones, one at a time; lives in the event loop.

    Args:
        workshop: has the microphones.
        busy: whether a rehearsal needs the microphone.
        opens_within: seconds that a microphone may take to open.

    Attributes:
        recording: the last recording as a WAV file, kept in memory for as long as its page is open.
    """

    def __init__(self, workshop: Workshop, busy: Callable[[], bool], opens_within: float = OPEN_S) -> None:
        self._workshop = workshop
        self._busy = busy
        self._opens_within = opens_within
        self._turn = asyncio.Lock()
        self.recording: bytes | None = None

    async def serve(self, socket: WebSocket) -> None:
        """Listen for a page until it closes; `device` in its address names the microphone."""
        await socket.accept()
        if self._busy():
            await _refuse(socket, "rehearsal")
            return
        try:
            await asyncio.wait_for(self._turn.acquire(), TURN_S)
        except TimeoutError:
            await _refuse(socket, "elsewhere")
            return
        listening = Listening(self._workshop, socket.query_params.get("device") or None, self._busy)
        listening.start(self._keep, self._turn.release)
        try:
            await _talk(socket, listening, self._opens_within)
        finally:
            listening.end()
            self.recording = None

    def _keep(self, recording: bytes) -> None:
        self.recording = recording


class Listening:
    """An open microphone, in a thread of its own.

    Args:
        workshop: has the microphones, and judges.
        device: which microphone.
        busy: whether a rehearsal needs it.
    """

    def __init__(self, workshop: Workshop, device: str | None, busy: Callable[[], bool]) -> None:
        self._workshop = workshop
        self._device = device
        self._busy = busy
        self._loop = asyncio.get_running_loop()
        self._ended = threading.Event()
        self._wanted = threading.Event()
        self.messages: asyncio.Queue[Message] = asyncio.Queue()

    def start(self, keep: Callable[[bytes], None], over: Callable[[], None]) -> None:
        """Begin; `keep` gets each recording, `over` is called once the microphone is closed for certain."""
        self._keep = keep
        threading.Thread(target=self._run, args=(over,), name="microphone check", daemon=True).start()

    def record(self) -> None:
        """Keep the next seconds."""
        self._wanted.set()

    def end(self) -> None:
        """Close the microphone; returns at once."""
        self._ended.set()

    # --- in the thread ------------------------------------------------------------------------------

    def _run(self, over: Callable[[], None]) -> None:
        try:
            with self._workshop.microphone(self._device).open() as stream:
                self._say({"type": "open"})
                self._follow(stream)
        except DeviceError as error:
            self._say(_problem(harmless(told(error))))
        except EOFError:
            self._say(_problem(_text("stopped")))
        except Exception as error:  # noqa: BLE001 - the page must not wait for ever
            self._say(_problem(_text("failed", error=type(error).__name__)))
        finally:
            self._in_loop(over)

    def _follow(self, stream: MicrophoneStream) -> None:
        """Listen until nobody wants to know any more."""
        meter, taken = Meter(), Taken(stream.sample_rate)
        give_up = time.monotonic() + FORGOTTEN_S
        while not self._ended.is_set():
            if self._busy():
                self._say(_problem(_text("rehearsal")))
                return
            if time.monotonic() > give_up:
                self._say(_problem(_text("forgotten")))
                return
            if self._wanted.is_set():
                self._wanted.clear()
                taken.begin()
                give_up = time.monotonic() + FORGOTTEN_S
            block = stream.read(READ_S)
            if block is None:
                continue
            taken.take(block)
            if (level := meter.take(block)) is not None:
                self._say({"type": "level", "db": level, "recorded": taken.seconds})
            if (clip := taken.whole()) is not None:
                self._judge(clip)

    def _judge(self, clip: Clip) -> None:
        verdict = self._workshop.judge(clip)
        self._in_loop(self._keep_if_open, wav_of(clip))
        self._say(
            {
                "type": "verdict",
                "good": verdict.good,
                "text": harmless(verdict.text),
                "seconds": round(clip.duration, 1),
            }
        )

    def _say(self, message: Message) -> None:
        self._in_loop(self._queue, message)

    def _in_loop(self, do: Callable[..., object], *arguments: object) -> None:
        with suppress(RuntimeError):  # the event loop has ended
            self._loop.call_soon_threadsafe(do, *arguments)

    # --- in the event loop --------------------------------------------------------------------------

    def _keep_if_open(self, recording: bytes) -> None:
        if not self._ended.is_set():
            self._keep(recording)

    def _queue(self, message: Message) -> None:
        if message["type"] != "level" or self.messages.qsize() < MOST_WAITING:
            self.messages.put_nowait(message)


class Meter:
    """How loud it is, at most so often that an eye can follow."""

    def __init__(self) -> None:
        self._blocks: list[NDArray[np.float32]] = []
        self._told = 0.0

    def take(self, block: NDArray[np.float32]) -> float | None:
        """Take a block; return the loudness since the last time in dB, None where that was just now."""
        self._blocks.append(block)
        now = time.monotonic()
        if now - self._told < LEVEL_EVERY_S:
            return None
        samples = np.concatenate(self._blocks)
        self._blocks, self._told = [], now
        power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
        return round(max(10 * math.log10(power), FLOOR_DB), 1) if power > 0 else FLOOR_DB


class Taken:
    """The running recording, `RECORD_S` long."""

    def __init__(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._blocks: list[NDArray[np.float32]] | None = None

    @property
    def seconds(self) -> float | None:
        """Its length so far, None where none runs."""
        return None if self._blocks is None else round(sum(map(len, self._blocks)) / self._sample_rate, 2)

    def begin(self) -> None:
        """Begin anew."""
        self._blocks = []

    def take(self, block: NDArray[np.float32]) -> None:
        """Add a block, where a recording runs."""
        if self._blocks is not None:
            self._blocks.append(block)

    def whole(self) -> Clip | None:
        """Return the recording once it is long enough, and end it; None before."""
        if self._blocks is None or (self.seconds or 0.0) < RECORD_S:
            return None
        clip = Clip(np.concatenate(self._blocks), self._sample_rate)
        self._blocks = None
        return clip.between(0.0, RECORD_S)


async def _talk(socket: WebSocket, listening: Listening, opens_within: float) -> None:
    """Pass on what happens and what is wished, until one side ends."""
    both = [
        asyncio.create_task(_send(socket, listening, opens_within)),
        asyncio.create_task(_receive(socket, listening)),
    ]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)
    with suppress(RuntimeError):  # the page has closed it already
        await socket.close()


async def _send(socket: WebSocket, listening: Listening, opens_within: float) -> None:
    patience: float | None = opens_within
    while True:
        try:
            message = await asyncio.wait_for(listening.messages.get(), patience)
        except TimeoutError:
            message = _problem(_text("no_answer"))
        patience = None
        try:
            await socket.send_text(json.dumps(message, ensure_ascii=False))
        except (RuntimeError, WebSocketDisconnect):  # it was closed meanwhile
            return
        if message["type"] == "problem":
            return


async def _receive(socket: WebSocket, listening: Listening) -> None:
    while True:
        try:
            message = json.loads(await socket.receive_text())
        except WebSocketDisconnect:
            return
        except (KeyError, ValueError, RecursionError):  # bytes, no JSON, or JSON meant to hurt
            continue
        if isinstance(message, dict) and message.get("record") is True:
            listening.record()


async def _refuse(socket: WebSocket, why: str) -> None:
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_text(json.dumps(_problem(_text(why)), ensure_ascii=False))
        await socket.close()


def wav_of(clip: Clip) -> bytes:
    """Return a clip as a WAV file in memory, 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(PCM_BYTES)
        wav.setframerate(clip.sample_rate)
        wav.writeframes(pcm_of(clip.samples))
    return file.getvalue()


def _problem(text: str) -> Message:
    return {"type": "problem", "text": text}


def _text(name: str, **values: object) -> str:
    return english().say(f"start.check.problem.{name}", **values)
