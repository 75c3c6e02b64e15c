"""Texts from files and names from outside stay text: on the terminal, in tables, in exports, in captions."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faults import hostile, tricks
from faults.extent import extent
from faults.terminal_run import on_terminal, shown
from mockinterview.cli import main
from mockinterview.plain_text import plain_json, plain_text
from mockinterview.store.csv_text import csv_text
from mockinterview.store.export import to_markdown
from mockinterview.store.webvtt import to_vtt
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from faults.hostile import Home
    from faults.ledger import Measured

EXAMPLES = settings(max_examples=extent(150, 20_000), deadline=None)
RUN = ("-m", "mockinterview")

TERMINAL = pytest.mark.fault(
    "Screens",
    "a rehearsal, dossier, bank, recording or file name holds terminal commands or hidden letters",
    "no command of the program moves the cursor, sets a title, makes the terminal type, or hides a text",
)
TABLE = pytest.mark.fault(
    "Screens",
    "a text that is exported begins like a formula of a spreadsheet",
    "no cell of a CSV file is taken for one",
)
EXPORTS = pytest.mark.fault(
    "Screens",
    "a text that is exported holds markup or the marks of captions",
    "the Markdown has no tag, link or picture of its own, and a caption stays one caption",
)


@pytest.fixture
def furnished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home, in a folder of a hostile name, that is full of hostile texts; this is the working folder."""
    home = tmp_path / hostile.NAME
    home.mkdir()
    monkeypatch.setenv("MOCKINTERVIEW_HOME", str(home))
    monkeypatch.chdir(home)
    (tmp_path / "files").mkdir()
    return hostile.furnish(tmp_path / "files")


def reading(home: Home) -> list[tuple[str, ...]]:
    """Return the commands that show what is kept or given."""
    files = home.bank.parent
    bank, text = ("--bank", str(home.bank)), str(home.answers)
    page = ("-o", str(files / f"{hostile.NAME}.html"))
    words = ("--words", str(home.words), str(home.sound))
    return [
        ("sessions", "list"),
        ("sessions", "list", "--json"),
        ("sessions", "show", hostile.ID),
        ("sessions", "show", hostile.ID, "--json"),
        *(("sessions", "export", hostile.ID, "--format", kind) for kind in ("md", "csv", "json")),
        ("sessions", "export", hostile.ID, "--format", "vtt", "-o", str(files / f"{hostile.NAME}vtt")),
        ("sessions", "export", hostile.ID, "-o", str(files / f"{hostile.NAME}.zip")),
        ("sessions", "export", hostile.ID, "-o", str(files / f"{hostile.NAME}.csv")),
        ("report", hostile.ID, *page),
        ("report", "last"),
        ("questions", "list", *bank),
        ("questions", "list", *bank, "--json"),
        ("questions", "check", str(home.bank)),
        *(("prepare", what) for what in ("show", "check", "day", "thanks")),
        *(("prepare", what, "--json") for what in ("show", "check", "day", "thanks")),
        ("progress",),
        ("progress", "--csv"),
        ("progress", "--json"),
        ("progress", "--html", str(files / f"{hostile.NAME}2.html")),
        ("analyze", "--text", text),
        ("analyze", "--text", text, "--json"),
        ("analyze", *words),
        ("analyze", *words, "--json"),
    ]


def refused(home: Home) -> list[tuple[str, ...]]:
    """Return commands with values that cannot be used, which the error quotes."""
    name = hostile.NAME
    nowhere = str(home.bank.parent / f"{name}none")
    return [
        (name,),
        (f"--{name}",),
        ("sessions", name),
        ("sessions", "show", name),
        ("sessions", "delete", name),
        ("sessions", "show", "broken"),
        ("sessions", "import", nowhere),
        ("sessions", "import", str(home.answers)),
        ("sessions", "export", "--format", name),
        ("report", name),
        ("replay", name),
        ("replay", f"{hostile.ID}:{name}"),
        ("questions", "list", "--round", name),
        ("questions", "list", "--kind", name),
        ("questions", "list", "--bank", nowhere),
        ("questions", "check", str(home.broken_bank)),
        ("questions", "list", "--dossier", nowhere),
        ("prepare", "--dossier", str(home.bank), "show"),
        ("prepare", "advert", nowhere),
        ("analyze", "--question", name, "x.wav"),
        ("analyze", nowhere, "--words", str(home.words)),
        ("analyze", str(home.sound), "--words", nowhere),
        ("rehearse", "--questions", name),
        ("rehearse", "--round", name),
        ("rehearse", "--again", name),
        ("rehearse", "--candidate", nowhere),
        ("rehearse", "--bank", nowhere),
        ("rehearse", "--model", nowhere, "--candidate", str(home.bank.parent)),
        ("model", "get", name),
        ("studio", "--port", name),
        ("voices", "--rate", name),
    ]


def run(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command in this process, as the installed program does; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["mockinterview", *arguments])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@TERMINAL
def test_no_command_writes_what_acts_on_a_terminal(
    furnished: Home,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    measured: Measured,
) -> None:
    """Every command over a home of hostile texts: nothing but letters and ends of lines, on both streams."""
    for commands, ends in ((reading(furnished), (0,)), (refused(furnished), (1, 2))):
        for arguments in commands:
            code = run(arguments, monkeypatch)
            out, err = capfd.readouterr()
            written = out.replace("\r\n", "\n") + err
            if arguments[0] == "report":  # prints the path of the page, exactly, for other programs
                written = written.replace(str(furnished.bank.parent), "").replace(hostile.NAME, "")
            assert tricks.acts(written) == [], (arguments, written[-2000:])
            assert "json" in "".join(arguments) or tricks.stacked(written) <= 8, arguments
            assert code in (ends if "--text" not in arguments else (1,)), (arguments, written[-2000:])
            assert written.strip() or "list" not in arguments, arguments
            assert "itself failed" not in written, (arguments, written)
            measured.count("commands")
            if arguments[-1] == "--json" and "analyze" not in arguments:
                json.loads(out)
    measured.count("tricks", len(tricks.EVERY) + len(tricks.PAGE) + len(tricks.FORMULAS))


@TERMINAL
def test_a_terminal_shows_every_word_and_does_nothing_else(furnished: Home, measured: Measured) -> None:
    """On a real terminal: no title, no answer typed, no bell, and each word behind a trick in sight."""
    commands: list[tuple[str, ...]] = [
        ("sessions", "show", f"{hostile.ID}2"),
        ("sessions", "show", "\x1b]0;pwned\x07\u202e"),
    ]
    if extent(0, 1):
        commands = [*reading(furnished), *refused(furnished), *commands]
    for arguments in commands:
        ran = on_terminal(*RUN, *arguments)
        assert ran.window.asked == [], arguments
        if "report" not in arguments:  # draws a bar, which moves the cursor
            # The terminal puts a CR before each LF; a CSV has one there already.
            left = tricks.STYLING.sub("", re.sub("\r{1,2}\n", "\n", ran.raw))
            assert tricks.acts(left) == [], (arguments, left[-1000:])
        measured.count("commands on a terminal")
        if arguments == ("sessions", "show", f"{hostile.ID}2"):
            told = " ".join(line.strip("| ") for line in ran.window.text.splitlines())
            assert told.count("seen") >= 4 * tricks.in_lines().count("seen")
    assert "\x1b[8m" not in ran.raw


@TERMINAL
@pytest.mark.parametrize("screen", ["plain", "live"])
def test_a_rehearsal_shows_hostile_texts_as_text(screen: str, measured: Measured) -> None:
    """Every event with every trick, on the plain and on the live screen, in a real terminal."""
    program = Path(__file__).with_name("hostile_rehearsal.py")
    ran = on_terminal(str(program), screen)
    assert "the end" in ran.window.text, ran.raw[-3000:]
    assert ran.window.asked == []
    own = re.compile(r"\x1b\[[0-9;]*[mKAGHJ]|\x1b\[\?25[lh]|\x1b\[2K|\r")
    left = own.sub("", ran.raw)
    assert tricks.acts(left) == [], left[-1000:]
    assert "\x1b[8m" not in ran.raw
    assert "\x1b[H" not in ran.raw, "the screen was cleared"
    assert tricks.stacked(left) <= 8
    assert "語語" not in ran.window.text, "what runs stands in lines for good"
    measured.count("screens")


@TERMINAL
def test_a_name_that_is_no_text_at_all_is_refused_in_words(furnished: Home) -> None:
    """A file name of broken bytes is quoted in an error and printed by `report`, which others read."""
    name = b"b\xff\xfe\x1b]0;x\x07"
    shell = [sys.executable, *RUN]
    known = subprocess.run([*shell, "questions", "check", name], capture_output=True, check=False)
    assert known.returncode == 1
    assert tricks.acts(known.stderr.decode()) == []
    target = os.fsencode(furnished.bank.parent) + b"/" + name + b".html"
    page = subprocess.run([*shell, "report", hostile.ID, "-o", target], capture_output=True, check=False)
    assert page.returncode == 0, page.stderr
    assert page.stdout == target + b"\n"
    assert Path(os.fsdecode(target)).exists()


@TERMINAL
@EXAMPLES
@given(text=st.text() | st.lists(st.sampled_from(list("".join(tricks.EVERY.values())))).map("".join))
def test_any_text_becomes_one_harmless_line(text: str) -> None:
    """Whatever it holds: no trick is left, and nothing changes the second time."""
    plain = plain_text(text)
    assert tricks.acts(plain) == []
    assert "\n" not in plain
    assert plain_text(plain) == plain
    assert tricks.stacked(plain) <= 8
    said = json.dumps({"a": text}, ensure_ascii=False, indent=1)
    assert json.loads(plain_json(said)) == {"a": text}
    assert tricks.acts(re.sub("[\u200c\u200d\ufe00-\ufe0f]", "", plain_json(said))) == []


@TERMINAL
@pytest.mark.parametrize(
    "text",
    [
        *("👩‍💻", "❤️‍🔥", "1️⃣ #️⃣", "👨‍👩‍👧‍👦", "☺︎"),
        *("می‌خواهم", "क्‍ष", "ශ්‍රී", "നന്‍മ", "ཧྐྵྨླྺྼྻྂ", "Việt Nam ḗ", "שָׁלוֹם", "한국어", "ｱｲｳ"),
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    """Emoji, Persian, Hindi, Tibetan, Hebrew with points … keep their joiners and marks."""
    assert plain_text(text) == text


# --- tables, Markdown, captions ------------------------------------------------------------------------


def taken_for_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula: by its first sign that is to be seen."""
    seen = cell.lstrip("\"' \t\r\n\u00a0\u3000\ufeff\u200b")
    return not cell.startswith("'") and seen.startswith(tuple(f"{tricks.FORMULA_SIGNS}\t\r"))


def pieces(cell: str) -> list[str]:
    """Return what a cell becomes where semicolons or tabs are taken for the separator."""
    return re.split(r"[;\t]", cell)


@TABLE
def test_no_table_starts_a_formula(
    furnished: Home,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    measured: Measured,
) -> None:
    """Each CSV that a command writes, over texts of every kind, read as a spreadsheet reads it."""
    assert furnished.store.root.exists()
    for arguments in (("sessions", "export", hostile.ID, "--format", "csv"), ("progress", "--csv")):
        run(arguments, monkeypatch)
        rows = list(csv.reader(io.StringIO(capfd.readouterr().out)))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > len(tricks.FORMULAS)
        for cell in (cell for row in rows for cell in row):
            assert not taken_for_formula(cell) or is_number(cell), cell
            assert not any(taken_for_formula(piece) for piece in pieces(cell)[1:]), cell
            measured.count("cells")


def is_number(cell: str) -> bool:
    """Whether a cell is one of ours: a plain number."""
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


@TABLE
@EXAMPLES
@given(
    cells=st.lists(
        st.text()
        | st.sampled_from(list(tricks.FORMULAS.values()))
        | st.text(alphabet=f"{tricks.FORMULA_SIGNS}|%;,'\" \t\r\n\u00a0\u200b\ufeff\u200da1"),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_in_a_table_stays_text(cells: list[str]) -> None:
    """Read back with the csv module: so many cells, and none that a spreadsheet counts out."""
    rows = list(csv.reader(io.StringIO(csv_text(["a"] * len(cells), [cells]))))
    assert [len(row) for row in rows] == [len(cells)] * 2
    for cell in rows[1]:
        assert not taken_for_formula(cell)
        assert not any(taken_for_formula(piece) for piece in pieces(cell)[1:])
        assert tricks.acts(cell) == []


@EXPORTS
def test_markdown_has_no_markup_from_a_text(measured: Measured) -> None:
    """No tag, link, picture, heading, list or code comes from a text that was said."""
    every = [*tricks.PAGE.values(), *tricks.EVERY.values(), *tricks.FORMULAS.values()]
    every += ["![x](http://evil.example/x.png)", "[x](javascript:alert(1))", "<http://evil.example>", "`a`"]
    every += [
        "[x]: http://evil.example",
        "# a",
        "1. a",
        "- a",
        "> a",
        "    a",
        "***",
        "|a|b|",
        "a\n===",
        ":::x",
    ]
    every += [
        "www.evil.example http://evil.example me@evil.example",
        "$x$ \\(y\\)",
        "&copy; &#x41;",
        "~~~",
        "^x^",
    ]
    written = to_markdown(hostile.session([], hostile.whole(every)))
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", written)
    allowed = re.compile(r"^(# |## |> |- \*\*(Strong|Do better):\*\* |- )?", re.MULTILINE)
    assert not re.search(r"[<>\[\]`*_|~&$#!]", allowed.sub("", bare))
    assert not re.search(r"(?i)https?://|www\.", bare), "a link that readers make by themselves"
    assert all(not line.startswith(("    ", "\t")) for line in written.splitlines())
    measured.count("texts in Markdown", len(every))


@EXPORTS
@EXAMPLES
@given(
    texts=st.lists(
        st.text(min_size=1)
        | st.sampled_from(hostile.whole([*tricks.EVERY.values(), *tricks.PAGE.values()]))
        | st.sampled_from(
            ["-->", "00:00.000 --> 00:01.000", "NOTE x", "STYLE", "REGION", "<v Joe>", "&lt;", "\n\n"]
        ),
        max_size=8,
    )
)
def test_captions_hold_no_marks_from_a_text(texts: list[str]) -> None:
    """Whatever the words are: times and texts take turns, with one arrow a caption and no tag."""
    words = [Word(float(n), n + 0.5, text) for n, text in enumerate(texts)]
    written = to_vtt(Transcript.from_words(words)) if words else None
    if written is None:
        return
    head, *blocks = written.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    stamp = re.compile(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}")
    for block in blocks:
        times, text = block.split("\n")
        assert stamp.fullmatch(times)
        assert text.strip()
        assert "-->" not in text
        assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", text)
        assert tricks.acts(text) == []


@TERMINAL
def test_the_table_of_tricks_acts_on_a_terminal_that_is_not_protected() -> None:
    """Each trick is one: written as it is, it does something or is seen by the check."""
    for name, trick in {**tricks.TERMINAL, **tricks.ORDER, **tricks.UNSEEN}.items():
        if "own" not in name:
            assert tricks.acts(trick), name
    assert shown(tricks.TERMINAL["set the title"].encode()).window.asked
    assert shown(tricks.TERMINAL["ask for the cursor"].encode()).window.asked
    assert shutil.which("sh")
