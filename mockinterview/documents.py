"""The text of a job advert or a CV: plain text, Markdown or PDF, told apart by what the file holds."""

from __future__ import annotations

import codecs
import logging
import time
import unicodedata
from typing import TYPE_CHECKING, Any

from mockinterview.errors import BadInput
from mockinterview.given_file import read_given

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdf import PdfReader

MAX_BYTES = 20_000_000
"""A CV with photographs fits; a film that was named by mistake does not."""

MAX_PAGES = 30
"""Pages of a PDF that are read."""

MAX_CHARACTERS = 100_000
"""Characters that are kept: about 30 full pages."""

LONGEST_S = 30.0
"""Seconds that a PDF may take; what was read until then is kept."""

_ELSEWHERE = "save it as PDF or as plain text"
_FOREIGN = {
    b"PK\x03\x04": f"is a Word, OpenDocument or other packed file; {_ELSEWHERE}",
    b"\xd0\xcf\x11\xe0": f"is an old Word file; {_ELSEWHERE}",
    b"{\\rtf": f"is a rich-text file; {_ELSEWHERE}",
    b"\x89PNG": "is a picture; copy its text into a .txt",
    b"\xff\xd8\xff": "is a picture; copy its text into a .txt",
    b"GIF8": "is a picture; copy its text into a .txt",
    b"<!doctype html": "is a web page; copy its text into a .txt, or print it as PDF",
    b"<html": "is a web page; copy its text into a .txt, or print it as PDF",
}
"""What other files begin with, in small letters as far as they are letters."""

_NOT_IN_TEXTS = 0.01
"""More control characters than this share, and it is no text."""


def read_document(path: Path, tell: Callable[[str], None] | None = None) -> str:
    """Return the text of an advert or a CV.

    Texts may be UTF-8, UTF-16 with its mark, or Windows-1252; of a PDF the first `MAX_PAGES` pages are
    read, of any text the first `MAX_CHARACTERS` characters.

    Args:
        path: the file.
        tell: gets a line where only a part was read.

    Raises:
        BadInput: it holds no readable text; one line that says what to do.
    """
    tell = tell or (lambda _: None)
    data = _read(path)
    text = _pdf_text(path, tell) if b"%PDF-" in data[:1024] else _decoded(path, data)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    if not text.strip():
        raise BadInput(f"{path}: holds no text")
    if len(text) > MAX_CHARACTERS:
        tell(f"{path}: only the first {MAX_CHARACTERS:,} characters were read.")
    return text[:MAX_CHARACTERS]


def _read(path: Path) -> bytes:
    data = read_given(path, BadInput, max_bytes=MAX_BYTES, advice="; save it without pictures")
    start = data[:64].lstrip().lower()
    for mark, what in _FOREIGN.items():
        if start.startswith(mark.lower()):
            raise BadInput(f"{path}: {what}")
    return data


def _decoded(path: Path, data: bytes) -> str:
    """Return a text in whichever of the usual encodings it is."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    strange = sum(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)
    if strange > _NOT_IN_TEXTS * len(text):
        raise BadInput(f"{path}: is no text; {_ELSEWHERE}")
    return text


class _TooSlowError(Exception):
    """The time for a PDF is up."""


def _pdf_text(path: Path, tell: Callable[[str], None]) -> str:
    """Return the text of a PDF's first pages."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on untidy files help nobody here
    try:
        reader = _opened(path)
        total = len(reader.pages)
        pages = _pages(reader)
    except BadInput:
        raise
    except Exception as error:  # a broken PDF fails anywhere inside the reader, in any way
        raise BadInput(f"{path}: is a broken PDF; save it anew, or copy its text into a .txt") from error
    if total and not pages:
        raise BadInput(f"{path}: takes too long to read; copy its text into a .txt")
    if len(pages) < total:
        tell(f"{path}: only the first {len(pages)} of {total} pages were read.")
    text = "\n".join(pages)
    if not text.strip():
        what = "holds pictures only" if total else "has no page"
        raise BadInput(f"{path}: {what}; save it as text or copy the text into a .txt")
    return text


def _opened(path: Path) -> PdfReader:
    """Open a PDF; one that asks for no password to be read is decrypted."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(path)
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise BadInput(f"{path}: is locked by a password; save it without one, or copy its text into a .txt")
    return reader


def _pages(reader: PdfReader) -> list[str]:
    """Return the text of each page, as far as number and time allow."""
    until = time.monotonic() + LONGEST_S

    def watch(*_: Any) -> None:
        if time.monotonic() > until:
            raise _TooSlowError

    pages: list[str] = []
    for page in reader.pages[:MAX_PAGES]:
        try:
            pages.append(page.extract_text(visitor_operand_before=watch))
        except _TooSlowError:
            break
    return pages
