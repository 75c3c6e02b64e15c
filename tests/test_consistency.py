"""Consistency with what was said in the first interview."""

from __future__ import annotations

import pytest

from mockinterview.dossier import Dossier, FirstInterview, Said
from mockinterview.preparation.consistency import consistency, findings_from
from mockinterview.preparation.reasons import reasons_in
from mockinterview.transcript import Transcript


def changed(about: str, then: str, now: str, kind: str = "logistics") -> list[str]:
    """Return the words that contradict."""
    said = Said(about, then)  # type: ignore[arg-type]
    dossier = Dossier(first_interview=FirstInterview(said=(said,)))
    result = consistency(Transcript.from_text(now), dossier, kind)  # type: ignore[arg-type]
    return [change.now.text for change in result.changes]


@pytest.mark.parametrize("then", ["", "um", "four weeks", "42,000", "1 March", "more money", "\ud800"])
@pytest.mark.parametrize("about", ["notice period", "start date", "salary", "reason for leaving", "other"])
def test_an_answer_that_says_nothing_contradicts_nothing(about: str, then: str) -> None:
    """Silence is no contradiction."""
    assert changed(about, then, "") == changed(about, then, "Well, um, yes.") == []


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("four weeks' notice", "My notice period is two weeks.", ["two weeks"]),
        ("four weeks", "I have to give a month's notice.", []),
        ("a month", "My notice would be two to four weeks.", []),
        ("none", "I would have to give two months' notice.", ["two months"]),
        ("four weeks", "I could start tomorrow.", ["start tomorrow"]),
        ("four weeks", "I can't start tomorrow.", []),
        ("four weeks", "I led a project for two weeks.", []),
        ("four weeks", "My notice is six weeks, sorry, four weeks.", []),
        ("four weeks", "It is two weeks' notice instead of four now.", []),
    ],
)
def test_notice_is_compared_in_days(then: str, now: str, words: list[str]) -> None:
    """Four weeks are a month; a correction and an explained change are respected."""
    assert changed("notice period", then, now) == words


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("1 March", "I could start on the first of May.", ["the first of May"]),
        ("1 March", "I can begin at the start of March.", []),
        ("1 March", "I joined them on the first of August.", []),
        ("as soon as possible", "I could start on the first of May.", []),
    ],
)
def test_start_dates_may_move_by_two_weeks(then: str, now: str, words: list[str]) -> None:
    """Only a date that one could start on is compared."""
    assert changed("start date", then, now) == words


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("42 to 45 thousand", "Around fifty-five thousand a year.", ["fifty-five thousand a year"]),
        ("3,500 euros a month", "About forty-two thousand euros a year.", []),
        ("45 to 50 thousand", "Between 48 and 54 thousand.", []),
        ("38k", "My budget was 200,000.", []),
        ("40,000 euros", "60,000 francs", []),
        ("40,000", "fifteen percent more", []),
    ],
)
def test_salaries_are_compared_as_ranges_of_a_year(then: str, now: str, words: list[str]) -> None:
    """Overlapping ranges are fine; other money and another currency are not compared."""
    assert changed("salary", then, now, "salary") == words


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ("I want more responsibility", "It's the money, the pay is too low.", True),
        ("the site closes", "They closed the site.", False),
        ("better pay", "Partly the pay, mostly that I want to learn.", False),
        ("I want to grow", "It's partly the pay and partly the commute.", False),
        ("the commute", "I just felt like it.", False),
    ],
)
def test_reasons_differ_only_where_both_are_clear(then: str, now: str, told: bool) -> None:
    """One clear topic against others; several topics, or none, are not judged."""
    assert bool(changed("reason for leaving", then, now, "leaving")) is told


def test_a_denied_reason_is_none() -> None:
    """What it is not about is no reason."""
    assert reasons_in("it's not about the money") == ()


def test_a_change_is_told_softly_with_both_wordings() -> None:
    """Then and now stand in the sentence, the words of now are the evidence."""
    dossier = Dossier(first_interview=FirstInterview(said=(Said("notice period", "four weeks"),)))
    result = consistency(Transcript.from_text("My notice is two weeks."), dossier, "logistics")
    (finding,) = findings_from(result)
    assert finding.check == "consistency"
    assert "“four weeks”, now “two weeks”: be ready to explain" in finding.text
    assert [quote.text for quote in finding.evidence] == ["two weeks"]
