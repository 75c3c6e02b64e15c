"""Filler words and filled pauses in a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.analysis.fillers import find_fillers
from mockinterview.analysis.lexicon import Entry, Rule, lexicon
from mockinterview.analysis.tokens import is_punctuated, tokenise
from mockinterview.analysis.word_patterns import compile_pattern, surroundings
from mockinterview.transcript import Transcript, Word


def marked(text: str) -> str:
    """Return the text with braces around every filler found."""
    for filler in reversed(find_fillers(Transcript.from_text(text))):
        start, end = filler.char_start, filler.char_end
        text = f"{text[:start]}{{{text[start:end]}}}{text[end:]}"
    return text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "...",
        "?!,;:-–—()",
        "\x00\x07\u200b\ufeff",
        "\ud83d lone half of an emoji",
        "🙂🙂 👍🏽",
        "Ich habe das Lager aufgeräumt, dann war Ruhe.",
        "我在仓库工作了三年。",
        "/ [] [/] \\ ^ $ .* (?P<same>x)",
        "\u0130stanbul",
        "a" * 10_000,
    ],
)
def test_text_without_fillers_has_none_whatever_it_holds(text: str) -> None:
    """Nothing, only punctuation, other scripts and hostile characters: no filler and no error."""
    assert find_fillers(Transcript.from_text(text)) == ()


def test_every_filled_pause_of_a_long_answer_is_found() -> None:
    """An answer of 5,000 words is checked like any other."""
    text = "we moved the um boxes again " * 833
    assert len(find_fillers(Transcript.from_text(text))) == 833


def test_text_of_hours_is_checked_without_grammar() -> None:
    """A text too long for the parser still gives up its filled pauses."""
    text = "we moved the boxes again " * 9000 + "um"
    assert [filler.text for filler in find_fillers(Transcript.from_text(text))] == ["um"]


@pytest.mark.parametrize(
    "pause",
    ["um", "umm", "Ummm", "uh", "uhh", "uhm", "er", "Err", "erm", "errm", "ehm", "hm", "hmm", "mm", "mmm"],
)
def test_a_filled_pause_is_found_however_it_is_spelled(pause: str) -> None:
    """Elongations and capitals are still filled pauses, and punctuation stays outside."""
    (filler,) = find_fillers(Transcript.from_text(f"We went, {pause}, home."))
    assert (filler.text, filler.kind) == (pause, "filled_pause")


@pytest.mark.parametrize(
    "word", ["umbrella", "her", "hummed", "error", "summer", "mmhmm", "uh-huh", "ermine", "album"]
)
def test_a_word_that_only_looks_like_a_filled_pause_is_none(word: str) -> None:
    """Only whole words count, and a word of agreement is no hesitation."""
    assert marked(f"and then {word} again") == f"and then {word} again"


@pytest.mark.parametrize(
    "text",
    [
        # like
        "It was, {like}, the whole department.",
        "and {um} {like} nobody came",
        "I like working nights, and I like the team.",
        "It looked like rain, something like that.",
        "I was {like}, no way.",
        # you know, I mean
        "And it was, {you know}, a long day.",
        "Do you know what it was?",
        "I'll let you know by Friday.",
        "{I mean}, it was a mess.",
        "That's what I mean by calm.",
        # so, well, right, okay, yeah
        "{So}, {um}, I called them.",
        "It was late, so I called them.",
        "I opened the window so that it could dry.",
        "{Well}, it was hard.",
        "It went well, and I could help as well.",
        "Well before the deadline it was done.",
        "We had a customer, {right}, and he was furious.",
        "It was the right person in the right place.",
        "{Okay}, {so}, the first thing is time.",
        "It was okay in the end.",
        "{So}, {yeah}.",
        # kind of, sort of
        "I {kind of} froze.",
        "I built a kind of dashboard.",
        "It was {sort of} funny.",
        "that sort of thing",
        # basically, actually, literally, honestly, to be honest, just
        "It was {basically} one person.",
        "It actually shipped on time.",
        "It was the second question, {actually}.",
        "I {literally} lived in that shop.",
        "I tore it up, literally tore it.",
        "{Honestly}, it was chaos.",
        "I answered honestly.",
        "I was glad, {to be honest}.",
        "I had to be honest with her.",
        "I {just} wondered why.",
        "It arrived just in time, just as I left.",
        # the same word both ways, without punctuation
        "{so} {um} I like the job {you know} and {like} nobody does it well",
        # what hospitals, rulers and careful people say
        "I did six years in the ER, mostly nights.",
        "The gap was 35 mm.",
        "We err on the side of caution.",
    ],
)
def test_a_filler_is_told_from_the_same_word_in_its_real_meaning(text: str) -> None:
    """Braces stand around the fillers, and around nothing else."""
    assert marked(text.replace("{", "").replace("}", "")) == text


def _rules() -> list[tuple[Entry, Rule]]:
    entries = {id(entry): entry for entry in lexicon().phrases.values()}
    return [(entry, rule) for entry in entries.values() for rule in entry.rules]


@pytest.mark.parametrize(("entry", "rule"), [pytest.param(*pair, id=pair[1].example) for pair in _rules()])
def test_every_rule_decides_the_example_that_it_stands_there_for(entry: Entry, rule: Rule) -> None:
    """No rule is shadowed by one before it, and none has lost its reason."""
    start, end = rule.example.index("["), rule.example.index("]") - 1
    tokens = tokenise(rule.example.replace("[", "").replace("]", ""))
    first = next(i for i, token in enumerate(tokens) if token.char_start == start and token.is_word)
    last = next(i for i, token in enumerate(tokens) if token.char_end == end and token.is_word)
    around = surroundings(tokens, first, last + 1)
    assert entry.rule_for(around, punctuated=is_punctuated(tokens)) is rule


@pytest.mark.parametrize("pattern", ["like a", "[] like [] a", "<nobody> []", ""])
def test_a_pattern_that_cannot_work_is_refused(pattern: str) -> None:
    """A slip in the lexicon is named, not passed over."""
    with pytest.raises(ValueError, match=r"\[\]|<nobody>"):
        compile_pattern(pattern, {})


def test_a_filler_carries_the_times_of_its_words() -> None:
    """Start of the first word, end of the last."""
    words = (Word(0.0, 0.4, "Well,"), Word(0.5, 0.7, "you"), Word(0.7, 1.0, "know,"), Word(1.1, 1.4, "I"))
    found = find_fillers(Transcript.from_words((*words, Word(1.4, 1.8, "stayed."))))
    assert [(f.text, f.start, f.end) for f in found] == [("Well", 0.0, 0.4), ("you know", 0.5, 1.0)]


def test_times_that_are_missing_or_out_of_order_change_no_verdict() -> None:
    """The words decide; a recogniser's muddled clock does not."""
    texts = ["Um,", "I", "like", "it,", "you", "know."]
    muddled = [Word(9.0 - i, None if i % 2 else 3.0, text) for i, text in enumerate(texts)]
    found = find_fillers(Transcript.from_words(muddled))
    assert [f.text for f in found] == ["Um", "you know"]


def test_offsets_hold_in_text_with_odd_spacing_and_typographic_marks() -> None:
    """Offsets count in the text as it was given, not in a tidied copy."""
    text = "  “Um”…  it’s  —  you know —\n fine "
    found = find_fillers(Transcript.from_text(text))
    assert [text[f.char_start : f.char_end] for f in found] == ["Um", "you know"]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                *("um", "like", "you", "know", "so", "well", "right", "I", "mean", "kind", "of", "just"),
                *("to", "be", "honest", "was", "the", "Okay", ",", ".", "?", "-", "…", "ER", "🙂", "it’s"),
            ]
        )
    )
)
def test_fillers_are_in_order_apart_and_quoted_as_they_stand(parts: list[str]) -> None:
    """Whatever the order of the words: spans rise, never overlap, and hold the text they name."""
    text = " ".join(parts)
    position = 0
    for filler in find_fillers(Transcript.from_text(text)):
        assert position <= filler.char_start < filler.char_end <= len(text)
        assert text[filler.char_start : filler.char_end] == filler.text
        position = filler.char_end
