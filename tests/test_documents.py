"""Adverts and CVs: text in the usual encodings, Markdown, PDF; everything else is refused with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from mockinterview.documents import MAX_BYTES, MAX_CHARACTERS, MAX_PAGES, read_document
from mockinterview.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

ADVERT = "Wir suchen: Köchin – 42 000 €, sofort"


def pdf(*pages: str) -> PdfWriter:
    """Return a PDF with one line of text on each page; an empty one holds nothing."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(width=300, height=300)
        if text:
            content = DecodedStreamObject()
            content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
            page[NameObject("/Contents")] = writer._add_object(content)
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
    return writer


def written(tmp_path: Path, content: bytes | PdfWriter, name: str = "paper.txt") -> Path:
    """Write a file and return its path."""
    path = tmp_path / name
    if isinstance(content, PdfWriter):
        content.write(path)
    else:
        path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    """Return why a file is refused, empty where it is read."""
    try:
        read_document(path)
    except BadInput as error:
        return str(error)
    return ""


@pytest.mark.parametrize("content", [b"", b"  \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_words_is_refused(tmp_path: Path, content: bytes) -> None:
    """Empty, blank, or only a mark of its encoding."""
    with pytest.raises(BadInput, match=r"paper\.txt: holds no text"):
        read_document(written(tmp_path, content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """With marks and without, whatever the name ends in."""
    assert read_document(written(tmp_path, ADVERT.encode(encoding), "advert.md")) == ADVERT


def test_both_byte_orders_of_utf_16_are_read(tmp_path: Path) -> None:
    """Each begins with its own mark."""
    for order, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert read_document(written(tmp_path, mark + ADVERT.encode(order))) == ADVERT


def test_line_ends_become_plain_and_stray_controls_go(tmp_path: Path) -> None:
    """Windows and old Mac line ends, page breaks; an escape sequence loses its escape."""
    content = b"# Cook\r\nsoup\rbread\f" + b"and " * 50 + b"\x1b[2Jsalt"
    text = read_document(written(tmp_path, content))
    assert text.startswith("# Cook\nsoup\nbread\nand ")
    assert text.endswith("[2Jsalt")
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "is a Word, OpenDocument or other packed file; save it as PDF or as plain text"),
        (b"\xd0\xcf\x11\xe0rest", "is an old Word file"),
        (b"{\\rtf1 x}", "is a rich-text file"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"\n <!DOCTYPE HTML><p>Cook</p>", "is a web page"),
        (bytes(range(256)) * 20, "is no text"),
        (b"\x00" * 100, "is no text"),
        (b"%PDF-1.7\n", "is a broken PDF"),
        (b"%PDF-1.7\n%%EOF", "is a broken PDF"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    """By what they hold, not by their names."""
    with pytest.raises(BadInput) as refused:
        read_document(written(tmp_path, content))
    assert str(refused.value).startswith(f"{tmp_path / 'paper.txt'}: {says}")
    assert "\n" not in str(refused.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """Missing files and folders."""
    for path, says in ((tmp_path / "none", "there is no such file"), (tmp_path, "is a folder")):
        with pytest.raises(BadInput, match=says):
            read_document(path)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """Before it is decoded."""
    with pytest.raises(BadInput, match="is larger than 20 MB"):
        read_document(written(tmp_path, b"a" * (MAX_BYTES + 1)))


def test_a_long_text_is_cut_and_that_is_told(tmp_path: Path) -> None:
    """The beginning is kept."""
    told: list[str] = []
    text = read_document(written(tmp_path, b"word " * 30_000), told.append)
    assert len(text) == MAX_CHARACTERS
    assert len(told) == 1
    assert "only the first 100,000 characters were read" in told[0]


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    """Whatever its name ends in; nothing is told where all was read."""
    told: list[str] = []
    text = read_document(written(tmp_path, pdf("Fleet manager", "", "Weekend duty"), "advert"), told.append)
    assert [line for line in text.splitlines() if line] == ["Fleet manager", "Weekend duty"]
    assert told == []


def test_of_200_pages_the_first_are_read_and_that_is_told(tmp_path: Path) -> None:
    """A CV is hardly longer, and a book would take minutes."""
    told: list[str] = []
    text = read_document(written(tmp_path, pdf(*(f"page {n}." for n in range(1, 201)))), told.append)
    assert f"page {MAX_PAGES}." in text
    assert f"page {MAX_PAGES + 1}." not in text
    assert [line.partition(": ")[2] for line in told] == ["only the first 30 of 200 pages were read."]


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the time is up before the first page, it is not taken for a picture."""
    monkeypatch.setattr("mockinterview.documents.LONGEST_S", -1.0)
    with pytest.raises(BadInput, match="takes too long to read"):
        read_document(written(tmp_path, pdf("Fleet manager")))


@pytest.mark.parametrize(("pages", "says"), [(("", ""), "holds pictures only"), ((), "has no page")])
def test_a_pdf_without_text_is_refused(tmp_path: Path, pages: tuple[str, ...], says: str) -> None:
    """With the way out."""
    with pytest.raises(BadInput, match=f"{says}; save it as text or copy the text into a .txt"):
        read_document(written(tmp_path, pdf(*pages)))


def test_a_locked_pdf_is_refused_and_one_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    """A password is needed, or only an owner's password is set."""
    locked, limited = pdf("Secret"), pdf("Open to all")
    locked.encrypt("word", algorithm="RC4-128")
    limited.encrypt("", "owner", algorithm="RC4-128")
    with pytest.raises(BadInput, match="is locked by a password"):
        read_document(written(tmp_path, locked))
    assert "Open to all" in read_document(written(tmp_path, limited))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(data=st.data())
def test_a_damaged_pdf_gives_text_or_one_line(tmp_path: Path, data: st.DataObject) -> None:
    """Cut off anywhere, with any bytes in it: nothing but `BadInput` escapes."""
    whole = written(tmp_path, pdf("Fleet manager", "Weekend duty"), "whole.pdf").read_bytes()
    end = data.draw(st.integers(0, len(whole)))
    start = data.draw(st.integers(0, end))
    content = whole[:start] + data.draw(st.binary(max_size=20)) + whole[start:end]
    path = written(tmp_path, content)
    refused = refusal(path)
    assert "\n" not in refused
    assert refused or read_document(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=st.binary(max_size=300))
def test_any_bytes_give_text_or_one_line(tmp_path: Path, content: bytes) -> None:
    """And the text holds no control characters but line ends and tabs."""
    path = written(tmp_path, content)
    refused = refusal(path)
    assert "\n" not in refused
    if not refused:
        assert all(c.isprintable() or c in "\n\t" or ord(c) > 0x9F for c in read_document(path))
