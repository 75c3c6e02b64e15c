"""The child process behind the voice: `python -m mockinterview.speech.voice_child`.

One request a process: pyttsx3 speaks only its first utterance reliably, keeps one text slot on Linux,
prints on stdout and sometimes hangs. Reads one JSON object from stdin, prints one on stdout:

    {"speak": {"text": …, "path": …, "voice": … or null, "rate": …}, "timeout": …}  ->  {"ok": true}
    {"voices": {}, "timeout": …}                                      ->  {"voices": [{"id": …, …}]}
    what went wrong                                                   ->  {"error": …}
    a voice that is not there                                         ->  {"error": …, "unknown_voice": true}
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from mockinterview.lifeline import end_with_parent

SETTLE_S = 2.0
"""How long a file may take to appear after the engine says that it is done."""

POLL_S = 0.02


class _UnknownVoice(Exception):
    """There is no voice of the name that was asked for."""


def main() -> None:
    """Serve the one request on stdin."""
    end_with_parent()
    request = json.load(sys.stdin)
    _die_after(request["timeout"])
    with redirect_stdout(sys.stderr):  # pyttsx3 chats
        answer = _serve(request)
    json.dump(answer, sys.stdout)


def _die_after(seconds: float) -> None:
    """Never outlive a parent that was killed and so cannot kill this process."""
    timer = threading.Timer(seconds, os._exit, [1])
    timer.daemon = True
    timer.start()


def _serve(request: dict[str, Any]) -> dict[str, Any]:
    try:
        import pyttsx3

        engine = pyttsx3.init()
        if "voices" in request:
            return {"voices": [_described(voice) for voice in engine.getProperty("voices")]}
        return _speak(engine, **request["speak"])
    except Exception as error:  # noqa: BLE001 - drivers raise anything; the parent words it for the person
        unknown = {"unknown_voice": True} if isinstance(error, _UnknownVoice) else {}
        return {"error": str(error) or type(error).__name__, **unknown}


def _described(voice: Any) -> dict[str, str]:
    language = next(iter(voice.languages or ()), "") or ""
    if isinstance(language, bytes):  # older drivers: b"\x05en-gb"
        language = language.lstrip(b"\x05").decode("utf-8", "replace")
    return {"id": str(voice.id), "name": str(voice.name), "language": str(language).replace("_", "-")}


def _speak(engine: Any, text: str, path: str, voice: str | None, rate: int) -> dict[str, Any]:
    events: list[str] = []
    engine.connect("finished-utterance", lambda **_: events.append("finished"))
    engine.connect("error", lambda exception=None, **_: events.append(str(exception or "the engine failed")))
    if chosen := _choose(engine, voice):
        engine.setProperty("voice", chosen)
    engine.setProperty("rate", rate)
    if espeak := sys.modules.get("pyttsx3.drivers._espeak"):
        # eSpeak's own thread works off its settings in a race that the rate set above may lose to the
        # driver's first 200, so it is set again where nothing else is under way: just before the words.
        engine.connect("started-utterance", lambda **_: _set_espeak_rate(espeak, rate))
    engine.save_to_file(text, path)
    engine.runAndWait()
    _settle(Path(path), events)
    errors = [event for event in events if event != "finished"]
    return {"error": errors[0]} if errors else {"ok": True}


def _set_espeak_rate(espeak: Any, rate: int) -> None:
    espeak.SetParameter(espeak.RATE, rate, 0)
    espeak.Synchronize()


def _choose(engine: Any, wanted: str | None) -> str | None:
    """Return the id of the wanted voice, else of one that speaks English; None where the default does."""
    voices = [_described(voice) for voice in engine.getProperty("voices")]
    if wanted is not None:
        fold = wanted.casefold()
        matching = [v["id"] for v in voices if fold in (v["id"].casefold(), v["name"].casefold())]
        if not matching:
            raise _UnknownVoice(f"there is no voice called {wanted!r}")
        return matching[0]
    english = [v["id"] for v in voices if v["language"].lower().startswith("en")]
    return None if not english or engine.getProperty("voice") in english else english[0]


def _settle(path: Path, events: list[str]) -> None:
    """Wait until the engine reports an end, or the file has stopped growing: not every driver reports."""
    deadline = time.monotonic() + SETTLE_S
    size, since = -1, time.monotonic()
    while not events and time.monotonic() < deadline:
        now = path.stat().st_size if path.exists() else 0
        if now != size:
            size, since = now, time.monotonic()
        if size > 0 and time.monotonic() - since > 10 * POLL_S:
            return
        time.sleep(POLL_S)


if __name__ == "__main__":
    main()
