"""What helps, where that depends on the face of the program: a command to type, or something to click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal[
    "first_rehearsal",
    "all_rehearsals",
    "write_down",
    "install",
    "any_model",
    "this_model",
    "choose_voice",
    "install_voice",
    "sound_plugins",
    "other_folder",
    "other_disk",
    "not_weakest",
    "prepare",
    "mend_dossier",
    "open_dossier",
    "read_advert",
    "read_cv",
]
"""Every way out that is not the same for who has a terminal and for who has not."""

_IN_TERMINAL: dict[Way, str] = {
    "first_rehearsal": "`mockinterview rehearse` makes the first",
    "all_rehearsals": "`mockinterview sessions list` shows all",
    "write_down": "`mockinterview sessions transcribe` writes down what was said",
    "install": "install it: {of}",
    "any_model": "get one with `{of}` or `mockinterview model get base.en`",
    "this_model": "get it with `mockinterview model get {of}`",
    "choose_voice": "`mockinterview voices` lists those that there are",
    "install_voice": "install one: `sudo apt install libespeak-ng1` (or your system's espeak-ng package)",
    "sound_plugins": "Debian and Ubuntu may need `sudo apt install libasound2-plugins`",
    "other_folder": "set MOCKINTERVIEW_HOME to a folder that you may write to",
    "other_disk": "make room, or set MOCKINTERVIEW_HOME to a folder on another disk",
    "not_weakest": "rehearse once without --weakest first",
    "prepare": "`mockinterview prepare` asks you about the job and the company",
    "mend_dossier": "`mockinterview prepare edit` mends it",
    "open_dossier": "`mockinterview prepare edit` opens it in your editor",
    "read_advert": "`mockinterview prepare advert FILE` keeps its key terms",
    "read_cv": "`mockinterview prepare cv FILE` keeps its key terms",
}


@dataclass(frozen=True)
class Remedy:
    """What a person can do about something; each face puts it into words of its own.

    Attributes:
        way: what to do.
        of: what a command for it needs: the name of a model, or the whole command where the computer has a
            say in it; else empty.
    """

    way: Way
    of: str = ""

    @property
    def in_terminal(self) -> str:
        """The same for who can type a command, as a part of a sentence."""
        return _IN_TERMINAL[self.way].format(of=self.of)


def in_terminal(remedy: Remedy | None) -> str:
    """Return what helps, for who can type a command; empty where there is nothing to say."""
    return remedy.in_terminal if remedy else ""
