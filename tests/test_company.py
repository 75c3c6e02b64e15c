"""Company knowledge: facts of the dossier in an answer."""

from __future__ import annotations

import pytest

from mockinterview.dossier import Company, Dossier, Fact
from mockinterview.preparation.company import company_knowledge, findings_from
from mockinterview.transcript import Transcript

PLANT = Fact("Opened a new filtration plant in Bergskog in April", "news", "Coast Courier")
PRICE = Fact("Clean drinking water for every household at a fair price", "mission", "the website")
PUNCTUAL = Fact("Punctuality: every visit within ten minutes of the promise", "value", "the advert")
SIZE = Fact("480 employees", "other", "the website")
DOSSIER = Dossier(company=Company("Halden Water", facts=(PLANT, PRICE, PUNCTUAL, SIZE)))


def used(text: str, dossier: Dossier = DOSSIER) -> list[Fact]:
    """Return the facts that an answer uses."""
    return [entry.fact for entry in company_knowledge(Transcript.from_text(text), dossier).used]


@pytest.mark.parametrize("text", ["", "um", "...", "\ud800", "水 水 水"])
def test_nothing_said_uses_nothing(text: str) -> None:
    """Empty and hostile answers use no fact."""
    assert used(text) == []


def test_an_empty_dossier_gives_nothing_to_say() -> None:
    """Without facts there is neither praise nor blame."""
    knowledge = company_knowledge(Transcript.from_text("I love your water."), Dossier())
    assert (knowledge.used, knowledge.unused) == ((), ())
    assert findings_from(knowledge, "company_knowledge") == ()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("You've just opened that filtration plant up in Bergskog.", [PLANT]),
        ("households should get water to drink that is clean and fairly priced", [PRICE]),
        ("I am a punctual person and so are you.", [PUNCTUAL]),
        ("I like water and I'd love to work in a plant.", []),
        ("It's a good company with a new building and every chance.", []),
    ],
)
def test_facts_are_recognised_in_other_words(text: str, facts: list[Fact]) -> None:
    """Lemmas and derived words count; one common word does not."""
    assert used(text) == facts


def test_words_far_apart_are_no_fact() -> None:
    """What belongs to one fact stands close together."""
    far = " ".join(["and then we talked about something else for a long while"] * 8)
    assert used(f"Bergskog is nice {far} a filtration unit.") == []


def test_use_is_praised_with_its_words() -> None:
    """The finding cites the fact and quotes the answer."""
    transcript = Transcript.from_text("So your filtration plant in Bergskog made me curious.")
    (finding,) = findings_from(company_knowledge(transcript, DOSSIER), "motivation")
    assert (finding.check, finding.tone) == ("company", "strength")
    assert "Bergskog" in finding.text
    assert finding.evidence[0].text in transcript.text


@pytest.mark.parametrize(
    ("kind", "told"), [("motivation", True), ("company_knowledge", True), ("salary", False)]
)
def test_one_unused_fact_is_named_where_the_question_asks_for_it(kind: str, told: bool) -> None:
    """The mission first, never a list, never without a source."""
    knowledge = company_knowledge(Transcript.from_text("I need a new challenge."), DOSSIER)
    findings = findings_from(knowledge, kind)  # type: ignore[arg-type]
    assert bool(findings) is told
    if told:
        assert findings[0].tone == "improve"
        assert "fair price" in findings[0].text
        assert "Bergskog" not in findings[0].text
    assert SIZE not in knowledge.unused
