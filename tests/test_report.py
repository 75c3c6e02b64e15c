"""The replay page: what it says, and that nothing from outside acts in it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import report_sessions as made
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import QUESTION
from session_strategies import sessions

from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pace import Length
from mockinterview.analysis.pauses import Pause
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.cli.report import report
from mockinterview.clip import Clip
from mockinterview.errors import BadAudio, BadInput, BadSession, StorageError
from mockinterview.feedback import Finding
from mockinterview.report import Frame, render_part, render_report
from mockinterview.report.charts import balance_of, length_bar, pace_chart
from mockinterview.report.comparison import compare
from mockinterview.report.data import MOST_NOTICED, page_of
from mockinterview.report.marks import MOST_MARKS, Mark, marks_of, runs_of
from mockinterview.report.numbers import changed, clock, measured
from mockinterview.report.sound import FORM, PEAKS, TooLong, peaks_of, prepare_sound
from mockinterview.report.sounds import BYTES_A_SECOND
from mockinterview.report.texts import english
from mockinterview.session import Session, Take, Turn
from mockinterview.store import SessionStore
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from mockinterview.question import Question
    from mockinterview.report.comparison import Cell, Direction, Measure

ROOM = Path(str(files("mockinterview.report")))
FIXTURES = Path(__file__).parents[1] / "audio_fixtures"
VOID = {"meta", "input", "br", "img", "link", "hr"}


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text outside script and style."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Every end has its beginning."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.found if name == tag]

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that class."""
        return [found for _, found in self.found if name in (found.get("class") or "").split()]


def missing(name: str) -> Path:
    """Have no sound at all."""
    raise BadAudio(f"{name} is missing")


def page(session: Session) -> Elements:
    """Return the page of a session whose sounds are missing."""
    return Elements(render_report(session, missing))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the sounds of the made session."""
    made.write_sound(tmp_path / "01-take-1.wav")
    made.write_sound(tmp_path / "01-question.wav", 1.0)
    return tmp_path


def texts_of(take: Take) -> list[tuple[str | None, list[str]]]:
    """Return the transcript as the page has it: parts with their words, marks in brackets."""

    def told(filler: bool, words: list[str]) -> str:
        return f"[{' '.join(words)}]" if filler else " ".join(words)

    return [
        (run.part, [told(f, [t.text or f"({t.kind})" for t in tokens]) for f, tokens in run.pieces])
        for run in runs_of(take)
    ]


# --- bad input --------------------------------------------------------------------------------------


def test_a_session_without_questions_says_so() -> None:
    """There is a page, and no element for a question in it."""
    found = page(made.session(turns=()))
    assert "Nothing was asked" in found.text
    assert not found.named("article")


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (Turn(QUESTION), "There is no answer to this question."),
        (Turn(QUESTION, None, (made.take(),)), "The recording of this answer is missing"),
        (
            Turn(QUESTION, None, (made.take(transcript=None, analysis=None, findings=()),)),
            "Not transcribed yet",
        ),
        (
            Turn(QUESTION, None, (Take("01-take-1.wav", 0.0, "skip"),)),
            "You skipped it.",
        ),
        (Turn(QUESTION, None, (made.take(duration=3 * 3600.0),)), "longer than 20 minutes"),
        (
            Turn(QUESTION, None, (made.take(findings=(Finding("pace", "information", "Fine."),) * 10_000),)),
            "9950 more findings were left out here",
        ),
    ],
    ids=["no answer", "no sound", "no transcript", "skipped", "three hours", "many findings"],
)
def test_a_gap_is_explained(turn: Turn, said: str) -> None:
    """What is not there leaves one plain line."""
    assert said in page(made.session(turn)).text


def test_three_hours_of_sound_are_not_even_read() -> None:
    """A recording that will not be in the page costs neither time nor memory."""
    asked: list[str] = []

    def path_of(name: str) -> Path:
        asked.append(name)
        return missing(name)

    render_report(made.session(Turn(QUESTION, None, (made.take(duration=3 * 3600.0),))), path_of)
    assert asked == []


def test_sound_beyond_what_a_page_can_hold_is_not_even_read() -> None:
    """Of six answers of 19 minutes, two fit into 53 minutes; the page says what plays the others."""
    turns = [Turn(QUESTION, None, (made.take(audio=f"{n}.wav", duration=19 * 60.0),)) for n in range(6)]
    asked: list[str] = []

    def path_of(name: str) -> Path:
        asked.append(name)
        return missing(name)

    found = Elements(render_report(made.session(*turns), path_of))
    assert sorted(asked) == ["0.wav", "1.wav"]
    for turn in (3, 4, 5, 6):
        assert f"“mockinterview replay {made.session().id} --turn {turn}” plays it" in found.text


def test_a_long_recording_that_calls_itself_short_is_not_read_either(folder: Path) -> None:
    """The file's own header counts, before its samples fill the memory."""
    import soundfile

    with soundfile.SoundFile(folder / "01-take-1.wav", "w", 1000, channels=1) as file:
        file.write(np.zeros(21 * 60 * 1000, np.float32))
    with pytest.raises(TooLong):
        prepare_sound(folder / "01-take-1.wav")
    assert "longer than 20 minutes" in Elements(render_report(made.session(), made.in_folder(folder))).text


def keep_encoded(folder: Path, name: str, size: int) -> None:
    """Write a recording and, beside it, an Opus file of that many bytes that was encoded of it before."""
    made.write_sound(folder / name, 0.1)
    with (folder / f".{name}.report.npz").open("wb") as file:
        peaks = np.full(PEAKS, 128, np.uint8)
        np.savez(file, form=FORM, ogg=np.zeros(size, np.uint8), peaks=peaks, duration=300.0)


def five_minutes(audio: str) -> Take:
    """Return an answer of five minutes at 150 words a minute, with a filler every four seconds."""
    said = Transcript.from_words(
        Word(n * 0.4, n * 0.4 + 0.3, "um" if n % 10 == 9 else "word") for n in range(750)
    )
    places = [said.offsets[n] for n in range(9, 750, 10)]
    fillers = tuple(
        Filler("um", "filled_pause", n * 4.0 + 3.6, n * 4.0 + 3.9, *place) for n, place in enumerate(places)
    )
    return made.take(
        audio=audio, duration=300.0, transcript=said, analysis=made.analysis(fillers=fillers), findings=()
    )


def test_ten_answers_of_five_minutes_are_all_heard_in_a_page_below_ten_megabytes(folder: Path) -> None:
    """At the most that a second takes, with ten spoken questions and 750 words an answer."""
    turns = []
    for number in range(10):
        keep_encoded(folder, f"{number}-q.wav", round(10 * BYTES_A_SECOND * 3 / 4))
        keep_encoded(folder, f"{number}.wav", round(300 * BYTES_A_SECOND * 3 / 4))
        turns.append(Turn(QUESTION, f"{number}-q.wav", (five_minutes(f"{number}.wav"),)))
    rendered = render_report(made.session(*turns), made.in_folder(folder))
    assert len(Elements(rendered).named("audio")) == 20
    assert len(rendered) < 10_000_000


def test_whatever_was_recorded_the_page_stays_below_ten_megabytes(folder: Path) -> None:
    """Sounds of four megabytes each: answers that count come first, then questions, then other takes."""
    names = ("early.wav", "counts.wav", "question.wav", "next.wav")
    for name in names:
        keep_encoded(folder, name, 3_000_000)
    early, counts, second = (made.take(audio=name, duration=1.0) for name in (*names[:2], names[3]))
    session = made.session(Turn(QUESTION, "question.wav", (early, counts)), Turn(QUESTION, None, (second,)))
    rendered = render_report(session, made.in_folder(folder))
    found = Elements(rendered)
    assert len(rendered) < 10_000_000
    assert [player["data-duration"] for _, player in found.found if "data-player" in player] == ["300.0"] * 2
    assert not found.of_class("spoken")
    assert f"“mockinterview replay {session.id} --turn 1 --takes” plays it" in found.text


@pytest.mark.parametrize("name", ["strong-with-numbers", "noisy-room", "robotic", "stereo"])
def test_no_voice_takes_more_of_the_page_than_is_reckoned_with(folder: Path, name: str) -> None:
    """Clear, in noise, synthetic and from two channels: ten seconds of each, encoded for real."""
    voice = read_clip(FIXTURES / f"{name}.ogg").between(2.0, 12.0)
    write_clip(folder / "voice.flac", voice)
    sound = prepare_sound(folder / "voice.flac")
    assert len(sound.ogg) * 4 / 3 <= BYTES_A_SECOND * voice.duration


def test_beyond_a_thousand_marks_the_words_have_them_all(folder: Path) -> None:
    """The waveform carries the first thousand, and the page says how many more there are."""
    flagged = made.take(**made.many_marks(1500), findings=())
    found = Elements(render_report(made.session(Turn(QUESTION, None, (flagged,))), made.in_folder(folder)))
    (player,) = [a for _, a in found.found if "data-player" in a]
    assert len(json.loads(player["data-marks"] or "")) == MOST_MARKS
    assert len([a for a in found.named("mark") if a.get("class") == "mark filler"]) == 1500 + MOST_NOTICED
    assert f"and {1501 - MOST_NOTICED} more, all marked in the words" in found.text
    assert len([a for a in found.of_class("pause") if "data-s" in a]) == 1
    assert "502 more marks stand in the words alone." in found.text


def test_a_recording_without_samples_is_a_gap(folder: Path) -> None:
    """Zero-length audio is said to be unreadable; the words are still there."""
    made.write_sound(folder / "01-take-1.wav", 0.0)
    found = Elements(render_report(made.session(), made.in_folder(folder)))
    assert "The recording of this answer is missing" in found.text
    assert "rebuilt" in found.text


def test_a_broken_recording_is_a_gap(folder: Path) -> None:
    """What is no sound file hurts nothing else."""
    (folder / "01-take-1.wav").write_bytes(b"RIFF, but nothing that follows it")
    found = Elements(render_report(made.session(), made.in_folder(folder)))
    assert "The recording of this answer is missing" in found.text


@pytest.mark.parametrize(
    "text",
    [
        made.HOSTILE,
        "--><!-- <script>",
        "{{ 7 * 7 }} {% raw %}",
        "\u202eevil",
        "a" * 5000,
        "שלום עולם",
        "🎤🙂",
        "\0",
    ],
    ids=["script", "comment", "template", "bidi", "long word", "right to left", "emoji", "nul"],
)
def test_texts_from_outside_stay_text(text: str, folder: Path) -> None:
    """In question, transcript, findings and model, markup is shown and never becomes an element."""
    said = made.transcript(text.replace(" ", ""))
    finding = Finding("pace", "information", text, (said.quote(0, 5),))
    question = replace(QUESTION, text=text, tip=text)
    turn = Turn(question, None, (made.take(transcript=said, findings=(finding,)),))
    rendered = render_report(made.session(turn, model=text, started=text), made.in_folder(folder))
    found = Elements(rendered)
    assert not found.open
    assert len(found.named("script")) == 1
    assert not found.named("img")
    assert b"\0" not in rendered
    visible = text.strip("\0\u202e")
    assert " ".join(visible.split()) in " ".join(found.text.split())


@given(sessions)
@settings(max_examples=60)
def test_any_session_has_a_page(session: Session) -> None:
    """Whatever times and texts a session file holds, every element that opens closes."""
    assert not page(session).open


# --- safety of the page -----------------------------------------------------------------------------


def test_the_policy_allows_only_our_script(folder: Path) -> None:
    """The script's hash stands in the policy; nothing may be fetched and nothing inline runs."""
    found = Elements(render_report(made.session(), made.in_folder(folder)))
    (policy,) = [
        meta["content"] or ""
        for meta in found.named("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    script = (ROOM / "static" / "report.js").read_bytes()
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == f"'sha256-{digest}'"
    assert directives["media-src"] == "data:"
    assert "unsafe" not in policy
    assert not [name for _, attributes in found.found for name in attributes if name.startswith("on")]
    assert not [tag for tag, attributes in found.found if "style" in attributes]


def test_nothing_in_the_page_names_another_place(folder: Path) -> None:
    """Every address is a place in the page or data inside it."""
    found = Elements(render_report(made.session(), made.in_folder(folder)))
    addresses = [v or "" for _, a in found.found for name, v in a.items() if name in ("src", "href")]
    assert addresses
    assert all(address.startswith(("#", "data:audio/ogg;base64,")) for address in addresses)


def test_the_script_is_made_of_its_sources() -> None:
    """`npm run build` was run after the last change, and nothing in the script ends its element."""
    digest = hashlib.sha256()
    for source in sorted((ROOM / "static" / "src").iterdir()):
        digest.update(source.read_bytes())
    script = (ROOM / "static" / "report.js").read_text("utf-8")
    assert digest.hexdigest() in script[:300]
    assert "BSD 3-Clause License" in script[:600]
    assert "</script" not in script.lower()
    assert "<!--" not in script


def test_every_text_is_used() -> None:
    """A text that nothing shows would be translated in vain."""
    sources = "".join(
        path.read_text("utf-8")
        for path in (*ROOM.glob("*.py"), *ROOM.glob("templates/*.html"), *ROOM.glob("static/src/*.js"))
    )

    def is_used(section: str, key: str) -> bool:
        if section == "script":  # a mark's text is found by its kind, the others by name
            return key in ("filler", "hesitation", "situation", "action", "result") or key in sources
        composed = (f'"{section}." ~', f"{section}.{{", f'say("{section}." ~')
        literal = f'"{section}.{key}"' in sources or f'"{section}.{key}.' in sources
        return literal or (any(start in sources for start in composed) and len(key.split("_")) < 2)

    table = tomllib.loads((ROOM / "en.toml").read_text("utf-8"))
    unused = {
        f"{section}.{key}" for section, keys in table.items() for key in keys if not is_used(section, key)
    }
    # Composed of a measure, a mark or a level and an ending.
    composed = re.compile(r"legend\.\w+_text|comparison\.(level_\w+|filler_rate)")
    assert not {key for key in unused if not composed.fullmatch(key)}


# --- sound ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("samples", [0, 1, 7, PEAKS, 12_345])
def test_peaks_cover_the_whole_recording(samples: int) -> None:
    """There are never more than asked for, and the one loud sample at the end is seen."""
    loudness = np.full(samples, 0.01, dtype=np.float32)
    loudness[-1:] = -0.5
    peaks = peaks_of(Clip(loudness))
    assert len(peaks) == min(samples, PEAKS)
    assert all(peaks[-1:] == 255)


def test_silence_has_flat_peaks() -> None:
    """Digital silence divides by nothing."""
    assert not peaks_of(Clip.silence(1.0)).any()


def test_a_recording_becomes_opus_of_the_same_length(folder: Path) -> None:
    """The page carries the whole answer, at a small size."""
    import soundfile

    sound = prepare_sound(folder / "01-take-1.wav")
    opus = folder / "out.ogg"
    opus.write_bytes(sound.ogg)
    told = soundfile.info(opus)
    assert (told.format, told.subtype) == ("OGG", "OPUS")
    assert told.duration == pytest.approx(made.DURATION, abs=0.05)
    assert sound.duration == made.DURATION
    assert len(sound.ogg) < 10_000 * made.DURATION


def test_an_encoded_recording_is_kept_beside_it(folder: Path) -> None:
    """The second time nothing is encoded: a mark left in the kept file comes back."""
    recording = folder / "01-take-1.wav"
    first = prepare_sound(recording)
    (kept,) = folder.glob(".*.npz")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert prepare_sound(recording).ogg == first.ogg
    with kept.open("wb") as file:
        np.savez(file, form=FORM, ogg=np.frombuffer(b"mark", np.uint8), peaks=first.peaks, duration=1.0)
    assert prepare_sound(recording).ogg == b"mark"


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_broken_kept_file_is_made_again(folder: Path, content: bytes) -> None:
    """What was cut off or is older than the recording does no harm."""
    recording = folder / "01-take-1.wav"
    (folder / ".01-take-1.wav.report.npz").write_bytes(content)
    assert prepare_sound(recording).duration == made.DURATION


def test_a_kept_file_older_than_its_recording_is_made_again(folder: Path) -> None:
    """A recording that was replaced is heard, not the old one."""
    recording = folder / "01-take-1.wav"
    prepare_sound(recording)
    (kept,) = folder.glob(".*.npz")
    made.write_sound(recording, 2.0)
    os.utime(kept, (0, 0))
    assert prepare_sound(recording).duration == 2.0


def test_where_nothing_can_be_kept_the_sound_is_made_all_the_same(folder: Path) -> None:
    """A folder that takes no file only costs time."""
    (folder / ".01-take-1.wav.report.npz").mkdir()
    assert prepare_sound(folder / "01-take-1.wav").duration == made.DURATION


# --- marks and words --------------------------------------------------------------------------------


def test_marks_are_where_they_were_found() -> None:
    """Fillers, hesitations, pauses above one second and the story's parts, in order of time."""
    assert marks_of(made.analysis()) == (
        Mark("situation", 0.2, 1.8),
        Mark("filler", 2.2, 2.8, "um"),
        Mark("action", 3.2, 6.8),
        Mark("filler", 7.2, 8.8, "you know"),
        Mark("hesitation", 9.0, 9.15),
        Mark("result", 10.2, 15.8),
        Mark("pause", 16.0, 17.1),
    )


@pytest.mark.parametrize(("start", "end"), [(np.nan, 1.0), (-1.0, 1.0), (0.0, np.inf), (3.0, 1.0)])
def test_a_place_that_no_player_can_go_to_is_no_mark(start: float, end: float) -> None:
    """Times that are unknown, negative, infinite or turned round are left out."""
    analysis = made.analysis(fillers=(), pauses=(Pause(start, end),), example=None)
    assert [mark.kind for mark in marks_of(analysis)] == ["hesitation"]


def test_the_transcript_shows_parts_fillers_ums_and_pauses() -> None:
    """Each stands where it was heard: the um before "and", the pause before "you"."""
    assert texts_of(made.take()) == [
        ("situation", ["Last spring"]),
        (None, ["[um]"]),
        ("action", ["I rebuilt the shelf"]),
        (None, ["[you know]", "(hesitation) and"]),
        ("result", ["it held for a whole year"]),
        (None, ["thank 1.1 you"]),
    ]


def test_an_um_that_the_word_before_has_swallowed_stands_behind_it() -> None:
    """A recogniser lets a word last over the um beside it; the middle of the um tells on which side it is."""
    said = Transcript.from_words([Word(1.0, 2.0, "in"), Word(2.0, 3.0, "town")])
    for start, words in ((1.6, "in (hesitation) town"), (1.0, "(hesitation) in town")):
        found = Hesitations((Hesitation(start, start + 0.3, 0.9, ("sound",)),))
        checks = made.analysis(fillers=(), hesitations=found, pauses=(), example=None)
        assert texts_of(made.take(transcript=said, analysis=checks)) == [(None, [words])]


def test_words_without_checks_are_plain() -> None:
    """A transcript that was not judged has no marks."""
    assert texts_of(made.take(analysis=None)) == [(None, [made.SAID])]


def test_no_transcript_is_no_words() -> None:
    """There is nothing to show."""
    assert texts_of(made.take(transcript=None)) == []


# --- charts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [(59.0, "short"), (60.0, "good"), (120.0, "good"), (121.0, "long"), (900.0, "long")],
)
def test_the_length_bar_says_where_an_answer_lies(spoken: float, verdict: str) -> None:
    """For a target of 90 s, one to two minutes are good; the bar always holds answer and zone."""
    bar = length_bar(made.analysis(length=Length(None, spoken, 100)), replace(QUESTION, target_s=90))
    assert bar is not None
    assert (bar.low, bar.high, bar.verdict) == (60, 120, verdict)
    assert bar.scale > max(spoken, 120)


@pytest.mark.parametrize("spoken", [None, 0.0, np.nan])
def test_without_a_length_there_is_no_bar(spoken: float | None) -> None:
    """Nothing said, or nothing known."""
    assert length_bar(made.analysis(length=Length(None, spoken, 0)), QUESTION) is None


def test_an_even_pace_is_a_flat_line() -> None:
    """One word every half second is 120 words a minute, at the edges too."""
    said = Transcript.from_words(Word(n / 2, n / 2 + 0.3, "word") for n in range(80))
    chart = pace_chart(said, made.analysis(), 40.0)
    assert chart is not None
    assert all(wpm == pytest.approx(120, abs=12) for _, wpm in chart.points)
    assert all(0 <= at <= 40 for at, _ in chart.points)


def test_a_change_of_pace_is_seen() -> None:
    """Twenty seconds at 60, then twenty at 180 words a minute."""
    starts = [*range(20), *(20 + n / 3 for n in range(60))]
    said = Transcript.from_words(Word(start, start + 0.2, "word") for start in starts)
    chart = pace_chart(said, made.analysis(), 40.0)
    assert chart is not None
    assert dict.fromkeys(round(wpm) for at, wpm in chart.points if 6 < at < 14) == {60: None}
    assert dict.fromkeys(round(wpm) for at, wpm in chart.points if 26 < at < 34) == {180: None}


def test_a_short_answer_has_no_pace() -> None:
    """Where no rate is given, none is drawn."""
    short = made.analysis(length=Length(10.0, 8.0, 12))
    assert pace_chart(made.transcript(), short, 10.0) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_shares_of_a_story_sum_to_a_hundred(first: float, second: float) -> None:
    """Whatever the rounding, the bar is full."""
    low, high = sorted((first, second))
    example = made.analysis().example
    assert example is not None
    shares = balance_of(replace(example, balance=(low, high - low, 1 - high)))
    assert sum(share.percent for share in shares) == 100
    assert [share.start for share in shares] == [0, shares[0].percent, 100 - shares[2].percent]


@pytest.mark.parametrize("balance", [(0.0, 0.0, 0.0), (np.nan, 0.5, 0.5), (3.0, -1.0, -1.0)])
def test_without_a_story_there_is_no_balance(balance: tuple[float, float, float]) -> None:
    """Nothing told, or no shares."""
    example = made.analysis().example
    assert example is not None
    assert balance_of(replace(example, balance=balance)) == () or min(balance) < 0


# --- takes side by side -----------------------------------------------------------------------------


def cells_of(measure: Measure, first: Take, second: Take, question: Question = QUESTION) -> tuple[Cell, ...]:
    """Return the row of a measure for two takes."""
    comparison = compare((first, second), question)
    assert comparison is not None
    (row,) = [row for row in comparison.rows if row.measure == measure]
    return row.cells


@pytest.mark.parametrize(
    ("before", "after", "change", "direction"),
    [
        (30.0, 50.0, 20.0, "better"),
        (80.0, 100.0, 20.0, "different"),
        (100.0, 200.0, 100.0, "worse"),
        (52.0, 56.0, 4.0, "different"),
        (70.0, 70.0, 0.0, "same"),
    ],
)
def test_a_length_is_better_nearer_to_its_zone(
    before: float, after: float, change: float, direction: Direction
) -> None:
    """Within one to two minutes no length is better than another, and four seconds are no progress."""
    takes = [made.take(analysis=made.analysis(length=Length(s, s, 100))) for s in (before, after)]
    _, cell = cells_of("length", takes[0], takes[1])
    assert (cell.value, cell.change, cell.direction) == (after, change, direction)


def test_fewer_fillers_a_minute_are_better_and_the_count_alone_says_nothing() -> None:
    """One filler in a short answer may be more than two in a long one."""
    long = Length(60.0, 60.0, 120, 120.0)
    first = made.take(analysis=made.analysis(length=long, fillers=made.analysis().fillers * 3))
    second = made.take(analysis=made.analysis(length=long))
    assert cells_of("filler_rate", first, second)[1].direction == "better"
    assert cells_of("fillers", first, second)[1].direction == "different"
    assert cells_of("fillers", first, second)[1].change == -4


def test_what_is_shown_agrees_with_its_change() -> None:
    """51.4 and 64.6 seconds are shown as 0:51 and 1:05, so the change is 0:14."""
    takes = [made.take(analysis=made.analysis(length=Length(s, s, 100))) for s in (51.4, 64.6)]
    _, cell = cells_of("length", takes[0], takes[1])
    assert (cell.value, cell.change) == (65, 14)


def test_in_a_noisy_recording_ums_are_not_counted() -> None:
    """Nobody is told that there were none."""
    noisy = made.take(analysis=made.analysis(hesitations=Hesitations(too_noisy=True)))
    assert cells_of("hesitations", made.take(), noisy)[1].value is None
    assert cells_of("hesitations", noisy, made.take())[1].change is None


def test_one_judged_take_is_compared_with_nothing() -> None:
    """A take that was skipped has no measures."""
    assert compare((made.take(), made.take(analysis=None)), QUESTION) is None
    assert compare((), QUESTION) is None


def test_takes_keep_their_numbers() -> None:
    """The heading names the second and the third take where the first was not judged."""
    comparison = compare((made.take(analysis=None), made.take(), made.take()), QUESTION)
    assert comparison is not None
    assert comparison.takes == (2, 3)


def test_takes_stand_side_by_side_in_the_page() -> None:
    """The table has a column for each, and the earlier take can be opened below."""
    first = made.take(analysis=made.analysis(length=Length(30.0, 30.0, 60, 120.0)))
    second = made.take(
        audio="01-take-2.wav", analysis=made.analysis(length=Length(70.0, 70.0, 140, 120.0), fillers=())
    )
    found = page(made.session(Turn(QUESTION, None, (first, second))))
    assert "+0:40, better" in found.text
    assert "1 other take" in found.text
    assert [a.get("scope") for a in found.named("th")].count("col") == 3


def test_a_skipped_take_does_not_stand_in_for_the_answer_before_it() -> None:
    """The page shows the last real answer, and the skipped one among the others."""
    answered = made.take()
    skipped = replace(made.take(audio="01-take-2.wav", analysis=None), ended="skip")
    session = made.session(Turn(QUESTION, None, (answered, skipped)))
    (asked,) = page_of(session, missing, lambda *_: None).asked
    assert asked.answer is not None
    assert [asked.answer.number, *(other.number for other in asked.others)] == [1, 2]


@pytest.mark.parametrize(
    ("value", "measure", "said"),
    [(75.4, "length", "1:15"), (5.25, "filler_rate", "5.2"), (3.0, "fillers", "3"), (0.0, "pauses", "0")],
)
def test_a_measure_is_written_as_people_read_it(value: float, measure: Measure, said: str) -> None:
    """A length as a clock, a rate with one decimal, a count without."""
    assert measured(value, measure) == said


def test_a_change_carries_its_sign() -> None:
    """Less has a minus, more a plus."""
    assert changed(-12.0, "length") == "\N{MINUS SIGN}0:12"
    assert changed(2.0, "fillers") == "+2"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "0:00"), (59.9, "0:59"), (75.0, "1:15"), (3675.0, "1:01:15")]
)
def test_a_place_is_said_as_a_clock(seconds: float, said: str) -> None:
    """Minutes and seconds, hours only where there are some."""
    assert clock(seconds) == said


# --- the page ---------------------------------------------------------------------------------------


def test_the_page_holds_everything_of_an_answer(folder: Path) -> None:
    """Question, tip, player with marks, words with times, findings with buttons, charts."""
    found = Elements(render_report(made.session(), made.in_folder(folder)))
    for said in (QUESTION.text, QUESTION.tip, "I counted 2 fillers.", "rebuilt", "Balance of the story"):
        assert said in found.text
    (player,) = [a for _, a in found.found if "data-player" in a]
    assert float(player["data-duration"] or 0) == made.DURATION
    assert len(base64.b64decode(player["data-peaks"] or "")) == PEAKS
    assert ["filler", 2.2, 2.8, "um"] in json.loads(player["data-marks"] or "")
    assert [a["data-play"] for a in found.of_class("chip")] == ["2.2", "7.2", "2.2", "7.2", "9.0"]
    starts = [a["data-s"] for _, a in found.found if "data-s" in a]
    assert starts[:3] == ["0.2", "1.2", "2.2"]
    assert len(found.named("audio")) == 2


def test_every_filler_is_listed_with_its_time_and_the_words_around_it() -> None:
    """What was written down and what was found beside the words are told apart, and counted apart."""
    text = " ".join(page(made.session()).text.split())
    assert "At least 3 fillers 2 um or uh, 1 filler word (9 a minute, 17 per 100 words)" in text
    assert "One um does not stand in the written words" in text
    assert "0:02 … Last spring um I rebuilt the … written down" in text
    assert "0:09 … shelf you know um?(probably an um) and it … found beside the words" in text


def test_an_answer_without_fillers_has_no_list_of_them() -> None:
    """Nothing to show is not shown, and neither is anything of an answer that was not judged."""
    none = made.analysis(fillers=(), hesitations=Hesitations())
    takes = made.take(analysis=none), made.take(analysis=None)
    assert not page(made.session(Turn(QUESTION, None, takes))).of_class("fillers")


def test_a_follow_up_stands_below_its_question() -> None:
    """With what both answers together are."""
    asked = Turn(replace(QUESTION, text="And how did that end?"), None, (made.take(audio="01-f.wav"),))
    example = made.analysis().example
    turn = Turn(QUESTION, None, (made.take(),), asked, example)
    found = page(made.session(turn))
    assert "Follow-up to question 1" in found.text
    assert "Together with your follow-up, the story is complete." in found.text
    identities = [a["id"] for _, a in found.found if "id" in a]
    assert len(identities) == len(set(identities))


def test_the_sample_candidate_is_said_to_be_one() -> None:
    """Nobody takes a recorded candidate's answers for a person's."""
    assert "recorded sample candidate" in page(made.session(candidate=True)).text
    assert "recorded sample candidate" not in page(made.session()).text


def test_texts_have_a_form_for_one() -> None:
    """One question is no "1 questions"."""
    assert english().say("page.questions", n=1) == "1 question"
    assert english().say("page.questions", n=2) == "2 questions"


# --- the command ------------------------------------------------------------------------------------


@pytest.fixture
def kept() -> tuple[SessionStore, str]:
    """Return the person's store with one session in it."""
    store = SessionStore.default()
    with store.create(seed=1, model="tiny.en", candidate=False) as opened:
        opened.start_turn(QUESTION)
        opened.change(lambda session: replace(session, turns=(Turn(QUESTION, None, (made.take(),)),)))
        made.write_sound(opened.path / "01-take-1.wav")
        opened.finish()
    return store, opened.session.id


def test_the_page_is_written_into_the_folder_of_the_session(kept: tuple[SessionStore, str]) -> None:
    """It is private, and its path is the only thing on stdout."""
    store, session_id = kept
    done = CliRunner().invoke(report, [])
    target = store.root / session_id / "report.html"
    assert done.stdout == f"{target}\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().startswith(b"<!doctype html>")


def test_the_page_can_be_written_elsewhere(kept: tuple[SessionStore, str], tmp_path: Path) -> None:
    """-o names the file; the session's folder gets no page."""
    store, session_id = kept
    target = tmp_path / "mine.html"
    done = CliRunner().invoke(report, [session_id[:12], "-o", str(target)])
    assert done.stdout == f"{target}\n"
    assert target.is_file()
    assert not (store.root / session_id / "report.html").exists()


def test_a_folder_is_not_replaced_by_a_page(kept: tuple[SessionStore, str], tmp_path: Path) -> None:
    """-o of a folder is refused in one line."""
    assert kept
    done = CliRunner().invoke(report, ["-o", str(tmp_path)])
    assert isinstance(done.exception, BadInput)
    assert "name a file" in str(done.exception)


def test_where_nothing_can_be_written_another_place_is_asked_for(kept: tuple[SessionStore, str]) -> None:
    """The line says what to do."""
    assert kept
    done = CliRunner().invoke(report, ["-o", "/proc/report.html"])
    assert isinstance(done.exception, StorageError)
    assert str(done.exception).endswith("name another place with -o FILE")


def test_a_session_of_a_newer_version_is_refused(kept: tuple[SessionStore, str]) -> None:
    """It is not half shown."""
    store, session_id = kept
    path = store.root / session_id / "session.json"
    content = json.loads(path.read_text("utf-8")) | {"schema": 99}
    path.write_text(json.dumps(content), "utf-8")
    assert isinstance(CliRunner().invoke(report, []).exception, BadSession)


def test_without_a_browser_the_page_is_there_all_the_same(kept: tuple[SessionStore, str], home: Path) -> None:
    """--open says that there is none; the path is printed and the command ends well."""
    store, session_id = kept
    script = "from mockinterview.cli.report import report; report(['--open'])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"MOCKINTERVIEW_HOME": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{store.root / session_id / 'report.html'}\n"
    assert "No browser was found here" in done.stderr


# --- inside another page ------------------------------------------------------------------------------

FRAME = Frame("number-once", "/takes/{}".format)


def test_a_part_brings_nothing_that_runs_or_styles(folder: Path) -> None:
    """Frame, style, script and policy are those of the page around it; no attribute acts either."""
    part = Elements(render_part(made.session(), made.in_folder(folder), FRAME).body.encode())
    assert not {tag for tag, _ in part.found} & {
        "html",
        "head",
        "body",
        "main",
        "script",
        "style",
        "link",
        "meta",
    }
    attributes = {name for _, given in part.found for name in given}
    assert not {name for name in attributes if name.startswith("on") or name == "style"}


def test_a_part_shows_what_the_page_shows(folder: Path) -> None:
    """The same words in the same order, but for what is true of a file alone."""
    whole = Elements(render_report(made.session(), made.in_folder(folder))).text
    part = Elements(render_part(made.session(), made.in_folder(folder), FRAME).body.encode()).text
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    assert [line for line in lines if line not in whole] == []
    assert "one file on your own computer" in whole
    assert "one file on your own computer" not in part


def test_a_part_points_to_its_sounds_and_has_their_peaks(folder: Path) -> None:
    """The address is escaped; the waveform is the same with and without what was encoded before."""
    frame = Frame("", lambda name: f'/takes/"><b>/{name}')
    before = Elements(render_part(made.session(), made.in_folder(folder), frame).body.encode())
    assert list(folder.glob(".*")) == [], "to show a recording, nothing is encoded"
    prepare_sound(folder / "01-take-1.wav")
    after = Elements(render_part(made.session(), made.in_folder(folder), frame).body.encode())
    addresses = [audio["src"] for audio in after.named("audio")]
    assert addresses == ['/takes/"><b>/01-question.wav', '/takes/"><b>/01-take-1.wav']
    (old,), (new,) = ([e["data-peaks"] for e in page.of_class("player")] for page in (before, after))
    assert old == new
    assert len(base64.b64decode(old or "")) == PEAKS


def test_a_part_has_no_limit_for_recordings(folder: Path) -> None:
    """What would not fit into a file plays here, however long one is and all are together."""
    takes = [made.take(duration=seconds) for seconds in (1_000.0, 1_100.0, 1_150.0, 1_201.0)]
    for number, _ in enumerate(takes):
        made.write_sound(folder / f"{number}.wav", 0.5)
    asked = [Turn(QUESTION, None, (replace(take, audio=f"{n}.wav"),)) for n, take in enumerate(takes)]
    part = Elements(render_part(made.session(*asked), made.in_folder(folder), FRAME).body.encode())
    assert [audio["src"] for audio in part.named("audio")] == [f"/takes/{n}.wav" for n in range(4)]


@settings(max_examples=20)
@given(session=sessions)
def test_any_session_can_be_a_part(session: Session) -> None:
    """Whatever a session holds, the part is whole, and its markup is ours."""
    part = render_part(session, missing, FRAME)
    assert Elements(part.body.encode("utf-8", "replace")).open == []


def test_nothing_in_a_part_acts(folder: Path) -> None:
    """A hostile question, answer, model and title stay text."""
    hostile = made.take(transcript=made.transcript(made.HOSTILE), analysis=None)
    asked = Turn(replace(QUESTION, text=made.HOSTILE, tip=made.HOSTILE), None, (hostile,))
    session = made.session(asked, model=made.HOSTILE, started=made.HOSTILE)
    part = render_part(session, made.in_folder(folder), Frame(made.HOSTILE, lambda _: made.HOSTILE))
    found = Elements(part.body.encode())
    assert not found.named("img")
    assert not found.named("script")
    assert made.HOSTILE in found.text
    assert made.HOSTILE in part.title
