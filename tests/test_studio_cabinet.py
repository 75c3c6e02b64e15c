"""The dossier for the studio: changes of a form, put into the file with care."""

from __future__ import annotations

import datetime as dt
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.cli.studio.cabinet import DossierCabinet, read_value
from mockinterview.dossier import BankedStory, Company, Dossier, Fact, FirstInterview, Interviewer, Job, Said
from mockinterview.dossier_file import load_dossier, sample_path, save_dossier, write_template
from mockinterview.errors import BadDossier, BadInput, StorageError
from mockinterview.studio.desk import Change, Misfit
from mockinterview.studio.pages.dossier import PLACES, sheet

TODAY = dt.date(2026, 11, 28)
STORY = {"title": "Late bus", "situation": "", "action": "I called", "result": "", "measure": "", "tags": []}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the dossier lies; nothing is there yet."""
    return tmp_path / "dossier.toml"


@pytest.fixture
def cabinet(path: Path) -> DossierCabinet:
    """Return the cabinet of that file."""
    return DossierCabinet(path)


def change(place: str, value: Any, seen: Any = "") -> Change:
    """Return a change of a form that was filled from `seen`."""
    return Change(place, seen, value)


# --- nothing and rubbish first


def test_nothing_is_an_empty_dossier_and_no_file(cabinet: DossierCabinet, path: Path) -> None:
    """Looking, and keeping no change, leave no trace."""
    assert cabinet.dossier() == Dossier()
    assert cabinet.keep((), TODAY).dossier == Dossier()
    assert not path.exists()


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        ("salary.low", "a lot", "Write a whole amount, such as 42,000 or 42k."),
        ("salary.walk_away", "9" * 30, "Write a whole amount, such as 42,000 or 42k."),
        ("job.date", "8/12", "Write the day and the month in words, such as 8 December, or as 2026-12-08."),
        (
            "job.date",
            "30 February",
            "Write the day and the month in words, such as 8 December, or as 2026-12-08.",
        ),
        ("job.title", "x" * 10_000, "This is 10000 characters long; say it in at most 2000."),
        ("job.title", ["a"], "This cannot be kept here."),
        ("job.title", {"a": {"b": None}}, "This cannot be kept here."),
        ("stories", "no list", "This cannot be kept here."),
        ("my_questions", ["?"] * 201, "This holds 201 entries; keep the best, at most 200."),
        ("salary.period", "fortnight", "This cannot be kept here."),
    ],
)
def test_what_makes_no_sense_is_said_in_plain_words(place: str, value: Any, says: str) -> None:
    """The sentence stands at the field, so it says what to write instead."""
    assert read_value(place, value, TODAY) == (None, (Misfit((place,), says),))


def test_what_is_wrong_inside_a_list_is_said_where_it_is() -> None:
    """The number of the entry and its part come with it."""
    story = STORY | {"result": "x" * 2001}
    _, misfits = read_value("stories", [STORY, story], TODAY)
    assert [misfit.way for misfit in misfits] == [("stories", 1, "result")]


@given(
    st.sampled_from(PLACES),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ),
)
def test_any_value_is_understood_or_refused(place: str, value: Any) -> None:
    """A page that sends rubbish gets sentences, never an error."""
    _, misfits = read_value(place, value, TODAY)
    assert all(misfit.text.endswith(".") and misfit.way[0] == place for misfit in misfits)


# --- what a person types


@pytest.mark.parametrize(
    ("place", "typed", "meant"),
    [
        ("salary.low", "45k", 45_000),
        ("salary.low", "45,000", 45_000),
        ("salary.high", "", None),
        ("job.date", "8 December", dt.date(2026, 12, 8)),
        ("job.date", "Tuesday, Dec 8th, 2026", dt.date(2026, 12, 8)),
        ("job.date", "2026-12-08", dt.date(2026, 12, 8)),
        ("job.date", " ", None),
        ("job.title", " Fleet\nmanager\u202e\x1b[2J ", "Fleet manager[2J"),
        ("my_questions", ["", " Why? ", ""], ("Why?",)),
        ("stories", [STORY], (BankedStory("Late bus", action="I called"),)),
        ("stories", [dict.fromkeys(STORY, "") | {"tags": []}], ()),
        ("first_interview.said", [{"about": "salary", "text": ""}], ()),
        ("company.facts", [{"text": "Founded", "kind": "news", "source": ""}], (Fact("Founded", "news"),)),
    ],
)
def test_what_people_type_is_understood(place: str, typed: Any, meant: Any) -> None:
    """As in the terminal; controls and marks that turn text around are gone, empty entries too."""
    assert read_value(place, typed, TODAY) == (meant, ())


def test_what_the_form_shows_is_read_back_as_it_was() -> None:
    """A form that nobody touched changes nothing, whatever the dossier holds."""
    dossier = load_dossier(sample_path())
    for place, value in sheet(dossier).items():
        read, misfits = read_value(place, value, TODAY)
        assert not misfits
        assert read == _at(dossier, place)


def _at(value: Any, place: str) -> Any:
    for name in place.split("."):
        value = getattr(value, name)
    return value


# --- keeping


def test_what_fits_is_kept_although_something_else_does_not(cabinet: DossierCabinet, path: Path) -> None:
    """A wrong amount holds nothing else up."""
    kept = cabinet.keep([change("salary.low", "much"), change("job.title", "Driver")], TODAY)
    assert [misfit.way for misfit in kept.misfits] == [("salary.low",)]
    assert load_dossier(path) == kept.dossier == Dossier(job=Job(title="Driver"))


def test_the_file_is_private_and_its_comments_stay(cabinet: DossierCabinet, path: Path) -> None:
    """Only what changed is written, and only its owner can read it."""
    write_template(path)
    cabinet.keep([change("company.name", "Swallow"), change("stories", [STORY], [])], TODAY)
    text = path.read_text("utf-8")
    assert "# what people there wear, as far as you have seen" in text
    assert 'name = "Swallow"' in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_range_that_is_the_wrong_way_round_is_not_kept(cabinet: DossierCabinet) -> None:
    """The file would not be readable with it; the rest of the money is kept."""
    cabinet.keep([change("salary.low", "42k")], TODAY)
    kept = cabinet.keep([change("salary.high", "40k"), change("salary.currency", "EUR")], TODAY)
    assert kept.misfits == (
        Misfit(("salary.high",), "From 42,000 to 40,000 is the wrong way round; swap the two."),
    )
    assert (kept.dossier.salary.low, kept.dossier.salary.high, kept.dossier.salary.currency) == (
        42_000,
        None,
        "EUR",
    )


def test_what_was_changed_elsewhere_is_not_overwritten(cabinet: DossierCabinet, path: Path) -> None:
    """The same place twice is a clash; other places are kept all the same."""
    save_dossier(path, Dossier(job=Job(title="From an editor")))
    kept = cabinet.keep([change("job.title", "From the page"), change("job.place", "Harbour")], TODAY)
    assert kept.taken == ("job.title",)
    assert load_dossier(path) == Dossier(job=Job(title="From an editor", place="Harbour"))


@pytest.mark.parametrize(
    ("seen", "now", "mine", "kept"),
    [
        (["a"], "a", ["a", "b"], "ab"),
        (["a"], "ac", ["a", "b"], "abc"),
        (["a"], "ac", ["A"], "Ac"),
        (["a"], "A", ["a", "b"], "Ab"),
        (["a"], "", ["a"], ""),
        (["a"], "b", ["b"], "b"),
        ([], "b", ["c"], "cb"),
    ],
)
def test_lists_that_only_grew_on_one_side_go_together(
    cabinet: DossierCabinet, seen: list[str], now: str, mine: list[str], kept: str
) -> None:
    """Somebody adds a question in the terminal while another one is mended on the page."""
    save_dossier(Path(cabinet.file), Dossier(my_questions=tuple(now)))
    result = cabinet.keep([change("my_questions", mine, seen)], TODAY)
    assert result.taken == ()
    assert cabinet.dossier().my_questions == tuple(kept)


@pytest.mark.parametrize("seen", [["a"], ["a", "b", "c"], "rubbish", [1]])
def test_lists_that_were_changed_on_both_sides_clash(cabinet: DossierCabinet, path: Path, seen: Any) -> None:
    """Nobody can tell which of the two is meant; nothing is written."""
    save_dossier(path, Dossier(my_questions=("b",)))
    assert cabinet.keep([change("my_questions", ["c"], seen)], TODAY).taken == ("my_questions",)
    assert load_dossier(path).my_questions == ("b",)


def test_a_file_that_cannot_be_read_stays_as_it_is(cabinet: DossierCabinet, path: Path) -> None:
    """Its person was in the middle of something."""
    path.write_text("[job]\ntitle = 'half")
    with pytest.raises(BadDossier):
        cabinet.dossier()
    with pytest.raises(BadDossier):
        cabinet.keep([change("job.title", "x")], TODAY)
    assert path.read_text() == "[job]\ntitle = 'half"


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder that is a file, for instance."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        DossierCabinet(tmp_path / "file" / "dossier.toml").keep([change("job.title", "x")], TODAY)


# --- open points, papers, the day


def test_open_points_name_their_own_fields_and_no_commands(cabinet: DossierCabinet) -> None:
    """The page has buttons for what the terminal has commands for."""
    points = cabinet.open_points(Dossier(), TODAY)
    places = [place for place, _, _ in points]
    assert "first_interview said salary" in places
    assert len(set(places)) == len(places)
    assert not [why for _, what, why in points if "`" in what + why]
    assert all(why.endswith(".") for _, _, why in points)


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        (b"", "This file holds no text."),
        (b"%PDF-1.7\nrubbish", "This file is a broken PDF; save it anew, or copy its text into a .txt."),
        (
            b"PK\x03\x04...",
            "This file is a Word, OpenDocument or other packed file; save it as PDF or as plain text.",
        ),
        (b"\x89PNG\r\n", "This file is a picture; copy its text into a .txt."),
        (b"\x00\x01\x02\x03", "This file is no text; save it as PDF or as plain text."),
    ],
)
def test_papers_that_hold_no_text_are_refused_in_a_line(
    cabinet: DossierCabinet, paper: bytes, says: str
) -> None:
    """No name of a file that the person never saw stands in it."""
    with pytest.raises(BadInput) as caught:
        cabinet.terms(paper, pasted=False)
    assert str(caught.value) == says


def test_of_a_paper_only_key_terms_come_back(cabinet: DossierCabinet, path: Path) -> None:
    """Nothing of it is kept by reading it."""
    terms = cabinet.terms(b"The ferry station needs a driver. The ferry station is new.", pasted=True)
    assert "ferry station" in terms.terms
    assert terms.notes == ()
    assert not path.exists()


def test_the_day_says_what_and_when(cabinet: DossierCabinet, path: Path) -> None:
    """The headline is apart from the day, so that a page can show both well."""
    assert cabinet.day(TODAY).empty
    job = Job(title="Driver", date=dt.date(2026, 12, 8), interviewers=(Interviewer("Helen"),))
    save_dossier(path, Dossier(job=job, company=Company("Swallow")))
    day = cabinet.day(TODAY)
    assert (day.headline, day.when) == ("Driver at Swallow", "in 10 days (Tuesday 8 December 2026)")
    assert [draft.recipient for draft in day.drafts] == ["Helen"]
    assert not day.empty
    assert not [line.text for line in day.lines if "`" in line.text]


def test_a_rehearsal_that_cannot_be_read_spoils_no_day(cabinet: DossierCabinet, home: Path) -> None:
    """The notes are only less particular then."""
    folder = home / "data" / "sessions" / "2026-11-01_10-00-00"
    folder.mkdir(parents=True)
    (folder / "session.json").write_text("{")
    assert len(cabinet.day(TODAY).drafts) == 1


def test_said_facts_keep_their_order(cabinet: DossierCabinet, path: Path) -> None:
    """What the form adds comes behind what the file has."""
    said = (Said("salary", "46k"), Said("other", "Four years there"))
    save_dossier(path, Dossier(first_interview=FirstInterview(said=said)))
    seen = sheet(cabinet.dossier())["first_interview.said"]
    added = [*seen, {"about": "notice period", "text": "Six weeks"}]
    cabinet.keep([change("first_interview.said", added, seen)], TODAY)
    assert cabinet.dossier().first_interview.said == (*said, Said("notice period", "Six weeks"))
