"""`mockinterview voices`: hear the voices of this computer."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import click

from mockinterview.cli.terminal import print_json, say
from mockinterview.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockinterview.ports import Loudspeaker
    from mockinterview.speech.voice import InstalledVoice, PyttsxVoice

LINE = "Hello. What's an achievement you've accomplished in your current role?"
POLL_S = 0.02


@click.command()
@click.option("--all", "every", is_flag=True, help="The voices of other languages too.")
@click.option("--rate", type=click.IntRange(80, 400), help="Words a minute.")
@click.option("--loudspeaker", metavar="NAME", help="Name or number of the loudspeaker.")
@click.option("--list-only", is_flag=True, help="List them, play nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list; plays nothing.")
def voices(*, every: bool, rate: int | None, loudspeaker: str | None, list_only: bool, as_json: bool) -> None:
    """Hear the English voices of this computer, one after the other.

    Enter goes on to the next voice, Ctrl-C stops.
    """
    from mockinterview.speech.voice import list_voices

    found = list_voices()
    if as_json:
        _print_json(found)
        return
    # Where no voice says that it speaks English, any may.
    chosen = found if every else tuple(voice for voice in found if voice.english) or found
    if list_only:
        for voice in chosen:
            click.echo(_line(voice))
    else:
        _play(chosen, rate, loudspeaker)
    if len(chosen) < len(found):
        click.echo(f"{len(found) - len(chosen)} more speak other languages: --all", err=True)
    click.echo('Choose one with: mockinterview rehearse --voice "NAME"', err=True)


def _print_json(found: Sequence[InstalledVoice]) -> None:
    from dataclasses import asdict

    print_json([asdict(voice) for voice in found])


def _line(voice: InstalledVoice) -> str:
    return plain_text(f"{voice.name}  ({voice.language or 'language unknown'})  {voice.id}")


def _play(chosen: Sequence[InstalledVoice], rate: int | None, device: str | None) -> None:
    from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
    from mockinterview.speech.voice import PyttsxVoice, VoiceOptions

    speakers = [PyttsxVoice(VoiceOptions(voice.id, rate or VoiceOptions.rate)) for voice in chosen]
    loudspeaker = SoundCardLoudspeaker(device)
    enter = _watch_for_enter()
    for number, voice in enumerate(chosen):
        click.echo(_line(voice))
        for following in speakers[number + 1 : number + 2]:
            following.prepare(LINE)
        _say(speakers[number], loudspeaker, enter)


def _say(voice: PyttsxVoice, loudspeaker: Loudspeaker, enter: threading.Event) -> None:
    from mockinterview.errors import VoiceError

    try:
        clip = voice.clip(LINE)
    except VoiceError as error:
        say(f"  not playable: {error.in_terminal}")
        return
    enter.clear()
    playback = loudspeaker.play(clip)
    try:
        while not (playback.done or enter.is_set()):
            time.sleep(POLL_S)
    finally:
        playback.stop()


def _watch_for_enter() -> threading.Event:
    """Return an event that is set at each Enter, where there is a keyboard."""
    pressed = threading.Event()

    def watch() -> None:
        # Not through sys.stdin: a thread that waits inside it at the end crashes the interpreter.
        while os.read(sys.stdin.fileno(), 1024):
            pressed.set()

    if sys.stdin is not None and sys.stdin.isatty():
        threading.Thread(target=watch, name="keyboard", daemon=True).start()
    return pressed
