"""A session for other eyes: as lines of text, as Markdown, as a ZIP archive."""

from __future__ import annotations

import re
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mockinterview.errors import BadAudio, BadInput
from mockinterview.plain_text import plain_text, said_time
from mockinterview.private_file import replacing
from mockinterview.store.edit import places
from mockinterview.store.index import headline_of
from mockinterview.store.names import SESSION_FILE
from mockinterview.store.session_file import session_json
from mockinterview.store.webvtt import to_vtt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mockinterview.session import Session, Take
    from mockinterview.store.session_store import SessionStore

LEFT_BEHIND_S = 600.0
"""A hidden file beside an export that nobody wrote to for so long was left by a program that was killed."""

Kind = Literal["title", "detail", "question", "answer", "remark", "strength", "improve", "information"]


@dataclass(frozen=True)
class Line:
    """One paragraph of a session, harmless on a terminal."""

    kind: Kind
    text: str


def lines_of(session: Session) -> Iterator[Line]:
    """Yield what a person wants to read: questions, answers, findings."""
    line = headline_of(session)
    yield Line("title", f"Rehearsal of {said_time(line.started)}")
    questions = "1 question" if line.questions == 1 else f"{line.questions} questions"
    facts = [questions, f"{line.recorded_s / 60:.1f} minutes recorded"]
    facts += [f"model {line.model}"] if line.model else []
    facts += ["answered by a recorded candidate"] if line.candidate else []
    yield Line("detail", plain_text(", ".join(facts)))
    for place, turn in places(session):
        name = f"Follow-up to question {place.turn}" if place.follow_up else f"Question {place.turn}"
        yield Line("question", plain_text(f"{name}: {turn.question.text}"))
        if turn.take is None:
            yield Line("remark", "There is no answer.")
        else:
            yield from _take_lines(turn.take)


def _take_lines(take: Take) -> Iterator[Line]:
    if take.transcript is not None and take.transcript.text:
        yield Line("answer", plain_text(take.transcript.text))
    if take.remark:
        yield Line("remark", plain_text(take.remark))
    for finding in take.findings:
        yield Line(finding.tone, plain_text(finding.text))


_MARKDOWN: dict[Kind, str] = {
    "title": "# ",
    "detail": "",
    "question": "## ",
    "answer": "> ",
    "remark": "",
    "strength": "- **Strong:** ",
    "improve": "- **Do better:** ",
    "information": "- ",
}


def to_markdown(session: Session) -> str:
    """Return the session as Markdown; nothing in a text acts as markup."""
    return "\n\n".join(_MARKDOWN[line.kind] + _escaped(line.text) for line in lines_of(session)) + "\n"


def _escaped(text: str) -> str:
    """Put a backslash before what is markup anywhere, at the start of a paragraph, or a link by itself."""
    text = re.sub(r"([\\`*_{}\[\]<>&#|~!$])", r"\\\1", " ".join(text.split()))
    text = re.sub(r"(?i)(?=://)|(?<=\bwww)(?=\.)", r"\\", text)
    return re.sub(r"^(\d+(?=[.)])|(?=[-+=:]))", r"\1\\", text)


def write_zip(store: SessionStore, session: Session, target: Path) -> tuple[str, ...]:
    """Write the session, its sounds and captions as a ZIP archive; return the names of missing sounds.

    Raises:
        StorageError: it cannot be written; nothing was changed.
    """
    missing = []
    _remove_left(target)
    with replacing(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{session.id}/{SESSION_FILE}", session_json(session))
        for name, captions in captions_of(session).items():
            archive.writestr(f"{session.id}/{name}", captions)
        for name in sounds_of(session):
            try:
                sound = store.sound(session, name)
            except BadAudio:
                missing.append(name)
            else:
                # FLAC does not get smaller a second time.
                archive.write(sound, f"{session.id}/{name}", zipfile.ZIP_STORED)
    return tuple(missing)


def _remove_left(target: Path) -> None:
    """Remove what an export to the same place left that was killed long ago."""
    hidden = re.compile(re.escape(f".{target.name}.") + "[a-z0-9_]{8}" + re.escape(target.suffix))
    with suppress(OSError):
        for path in target.absolute().parent.iterdir():
            if hidden.fullmatch(path.name) and time.time() - path.stat().st_mtime > LEFT_BEHIND_S:
                path.unlink()


def captions_of(session: Session) -> dict[str, str]:
    """Return the captions of every answer that has words with times, by file name beside its sound."""
    captions = {}
    for _, turn in places(session):
        for take in turn.takes:
            text = to_vtt(take.transcript) if take.transcript else None
            if text is not None:
                captions[f"{take.audio.rpartition('.')[0] or take.audio}.vtt"] = text
    return {name: text for name, text in captions.items() if name not in sounds_of(session)}


def sounds_of(session: Session) -> tuple[str, ...]:
    """Return the names of all sounds that a session names, each once."""
    names: dict[str, None] = {}
    for _, turn in places(session):
        names |= dict.fromkeys(filter(None, [turn.question_audio, *(take.audio for take in turn.takes)]))
    return tuple(names)


def check_target(target: Path) -> None:
    """Refuse what must not be replaced by a file: a folder, a device, a pipe.

    Raises:
        BadInput: it is there, and no plain file.
    """
    with suppress(OSError):
        if target.exists() and not target.is_file():
            raise BadInput(f"{target} is no plain file: name a file that may be (over)written")
