"""The specific achievement example: judged, quoted, and asked for where something is missing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.analysis.achievement import Example, judge_example, says_no_example
from mockinterview.transcript import Transcript, Word

LABELS = (
    "Our labels on the ward were tiny and nobody could read them. One Saturday I came in with a printer "
    "and I made new ones for every drawer. By Christmas the mistakes had gone from twelve a week to two, "
    "and the other wards asked for them."
)
"""A full story with a measure."""


def judge(text: str) -> Example:
    """Judge a text without times."""
    return judge_example(Transcript.from_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "...",
        "1234",
        "um uh er",
        "Um, well, like, you know, I mean.",
        "Ich habe im letzten Jahr ein Projekt geleitet und den Umsatz verdoppelt.",
        "El año pasado trabajé con mi equipo y logramos reducir los costes a la mitad.",
        "Je me suis occupée de la formation et tout le monde est resté.",
        "Ik heb vorig jaar in een winkel gewerkt en dat was heel leuk.",
        "私は去年プロジェクトを担当しました。",
        "Μετακόμισα πέρυσι και άνοιξα ένα μαγαζί με τον αδελφό μου.",
    ],
)
def test_what_holds_no_english_is_not_judged(text: str) -> None:
    """Nothing, numbers, fillers and other languages are not judged, and nothing is asked for."""
    example = judge(text)
    assert not example.judged
    assert (example.level, example.missing) == ("none", ())


@pytest.mark.parametrize("text", ["No.", "Teamwork.", "Detail, stamina, calm.", "Twenty-nine."])
def test_a_word_or_two_is_judged_and_an_episode_asked_for(text: str) -> None:
    """A very short answer is an answer: it lacks an episode."""
    example = judge(text)
    assert example.judged
    assert (example.level, example.missing) == ("none", ("episode",))


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 I went \udfff there",
        "I \x00 fixed \x0b it \x85 and it \u2028 worked",
        "I" * 5000,
        "I did it. " * 600,
        "{" * 200 + "}" * 200,
        "’’’’ ‘‘‘ “”",
        "👩‍🚒 I put the fire out 🔥 and everybody got home 🏠",
        "I\u00a0fixed\u00a0it and it worked for everybody in the end",
    ],
)
def test_hostile_text_is_judged_without_an_error(text: str) -> None:
    """Whatever stands in a transcript, a judgement comes out."""
    assert judge(text).level in ("none", "partial", "full")


FULL = [
    ("a measured story", LABELS),
    (
        "no digit, told modestly",
        (
            "It's a small thing. A gentleman on our ward wouldn't eat, and everyone said he was stubborn. "
            "I sat with him after my shift and asked him what was wrong, and his teeth didn't fit. I rang "
            "the dentist for him that afternoon. He ate his dinner the next day and he thanked me when he "
            "went home."
        ),
    ),
    (
        "the result told first",
        (
            "Last November our picking errors went from one in forty to one in two hundred. The bins were "
            "side by side, so I came in on a Saturday and moved the whole aisle round, and by Christmas "
            "they did it in the other two sheds as well."
        ),
    ),
    (
        "we, with a clear own part",
        (
            "We were a team of five and the complaints had piled up. My bit was the reading. I read six "
            "hundred of them with a highlighter, and I found that most were about a call back that never "
            "came. I asked the handlers to stop promising it. Complaints were down by a third that "
            "autumn."
        ),
    ),
    (
        "no punctuation, with a recogniser's errors",
        (
            "um so the stock take was always two days out of hours and one morning I drew up a sheet with "
            "twenty bays and I put it on the clip bored by the door and who ever opened up counted one "
            "bay and by the end of the quarter we didn't need the weekend at all and the manager thanked "
            "me"
        ),
    ),
    (
        "a failure with recovery",
        (
            "I told a customer that her shoes would be there on Friday and I had ordered the wrong size. "
            "I rang every shop in the county that night, and I drove out and fetched a pair myself. She "
            "had them for the wedding, and she sent us a photograph."
        ),
    ),
    (
        "ungrammatical, told in the present",
        (
            "In the hotel was one guest, he is very angry because the room is cold. I go to my house and "
            "I bring him my own heater, and I say to him, sir, tonight you sleep warm. He laughs. The "
            "next morning he told my boss that I am the best and he came back every year."
        ),
    ),
    (
        "typed and plain",
        (
            "One time at my job as a hostess the reservation system went down on a busy night. I grabbed "
            "a notebook, drew the floor plan and wrote down every party by hand. Nobody lost a table and "
            "my manager praised me."
        ),
    ),
]

NONE = [
    (
        "numbers without a deed",
        "I live twenty minutes away and I have ten years of experience with three tills.",
    ),
    (
        "a hypothetical with a number",
        "I would ring the ten largest clients first, and I think sales would go up by 20%.",
    ),
    (
        "duties in the past tense",
        ("I was responsible for the payroll of ninety clients, and I managed a team of twelve on two sites."),
    ),
    (
        "a habit",
        ("Every quarter I exceed my target. I always call my customers before lunch and I never give up."),
    ),
    (
        "a plan",
        ("Next year I'm going to finish my exams, and then I will lead a small team and open a second shop."),
    ),
    (
        "words of the method without content",
        (
            "The situation was tough. My task was to turn it around, so I took ownership, I communicated "
            "with all the stakeholders, and as a result the outcome was great."
        ),
    ),
    (
        "praise without an episode",
        "People say I'm reliable. My managers have always liked me, and I like people too.",
    ),
    (
        "an opinion",
        ("Teamwork is the key to success. Everybody should be heard, and a good leader listens to the team."),
    ),
    (
        "a question of one's own",
        "Yes, two things. Who would I report to, and what happened to the last person?",
    ),
]

NO_OWN_PART = [
    (
        "all passive",
        (
            "There was a flood at the hotel one night in August. Guests were moved, towels were brought, "
            "the kitchen was opened, and in the end nobody asked for their money back and the brides sent "
            "cards."
        ),
    ),
    (
        "only we",
        (
            "Last winter our street was cut off by the snow. We dug all night and we carried the old "
            "people's shopping, and by the Sunday the road was open and everybody had bread."
        ),
    ),
]

NO_RESULT = [
    (
        "still open",
        (
            "In March I drew up a new rota for the night team. I printed it, and I took it round to every "
            "nurse myself and wrote down what they said. It's too soon to say whether it works."
        ),
    ),
    (
        "ends in an opinion",
        (
            "One of my lads kept coming in late. I took him upstairs, I showed him the list, and I asked "
            "him what was going on at home. I think that's what a manager is for, and plenty of managers "
            "want to be liked."
        ),
    ),
]


@pytest.mark.parametrize(("why", "text"), FULL)
def test_a_story_with_deed_and_outcome_is_full(why: str, text: str) -> None:
    """Own deed and outcome of one episode make a full example, in whatever words."""
    example = judge(text)
    assert example.level == "full", why
    assert example.action is not None
    assert example.result is not None
    assert set(example.missing) <= {"measure"}


@pytest.mark.parametrize(("why", "text"), NONE)
def test_talk_without_an_episode_is_none(why: str, text: str) -> None:
    """What looks like an achievement but tells of no particular time is none, and an episode is asked for."""
    example = judge(text)
    assert example.level == "none", why
    assert example.missing == ("episode",)
    assert (example.action, example.result, example.quantified) == (None, None, False)


@pytest.mark.parametrize(("why", "text"), NO_OWN_PART)
def test_a_story_without_an_own_part_lacks_it(why: str, text: str) -> None:
    """An episode in which others act is partial, and the own part is what is missing."""
    example = judge(text)
    assert example.level == "partial", why
    assert example.missing[0] == "own_action"
    assert example.action is None


@pytest.mark.parametrize(("why", "text"), NO_RESULT)
def test_a_story_without_an_outcome_lacks_it(why: str, text: str) -> None:
    """An episode that stops before its outcome is partial, and the outcome is what is missing."""
    example = judge(text)
    assert example.level == "partial", why
    assert example.missing[0] == "result"
    assert example.result is None


def test_a_measured_full_story_lacks_nothing() -> None:
    """A full story with a measure in its result is complete."""
    example = judge(LABELS)
    assert (example.quantified, example.missing) == (True, ())


def test_a_number_in_the_action_does_not_measure_the_result() -> None:
    """Six phone calls are no measure of what came of them."""
    example = judge(
        "A customer's parcel was lost last week and she cried on the phone. I rang six depots that "
        "evening and I drove to the last one and fetched it. She was so happy, and she wrote to my manager."
    )
    assert (example.level, example.quantified, example.missing) == ("full", False, ("measure",))


def test_the_quotes_are_the_deed_and_the_outcome() -> None:
    """What is quoted is what the person would point to."""
    example = judge(LABELS)
    assert example.situation is not None
    assert example.action is not None
    assert example.result is not None
    assert "tiny" in example.situation.text
    assert "made new ones" in example.action.text
    assert "from twelve a week to two" in example.result.text


def test_quotes_carry_the_times_of_their_words() -> None:
    """Where the words have times the quotes have them too."""
    words = [Word(i, i + 0.5, word) for i, word in enumerate(LABELS.split())]
    transcript = Transcript.from_words(words)
    action = judge_example(transcript).action
    assert action is not None
    first = len(transcript.text[: action.char_start].split())
    assert action.start == first
    assert action.end == first + len(action.text.split()) - 0.5


def test_fillers_do_not_change_the_judgement() -> None:
    """Hesitation is no reason to see less of a story."""
    plain = judge(LABELS)
    hesitant = judge(
        LABELS.replace(" I came", " um, I, uh, came").replace("By Christmas", "And, you know, by Christmas")
    )
    assert (hesitant.level, hesitant.quantified) == (plain.level, plain.quantified)


def test_who_acts_is_shared_out() -> None:
    """Deeds of "I" alone give everything to "I"; a story of "we" leaves it little."""
    alone = judge("Last week I opened the shop and I counted the till and I swept the floor.")
    together = judge("Last week we opened the shop and we counted the till, and I swept the floor.")
    assert alone.actors == (1.0, 0.0, 0.0)
    assert together.actors[1] == pytest.approx(2 / 3)


def test_three_thousand_words_are_judged_in_reasonable_time() -> None:
    """A monologue does not hang the feedback: well under the time it took to speak."""
    started = time.monotonic()
    judge(LABELS * 70)
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "text",
    [
        "I can't think of one.",
        "Um, no, I can’t really think of an example right now.",
        "nothing comes to mind sorry",
        "I don't have a specific example.",
        "To be honest my mind's gone blank.",
        "I've never had a situation like that.",
        "I'm drawing a blank, I'm afraid.",
        "I couldn't come up with anything.",
        "there isn't an example I could give you",
    ],
)
def test_a_person_who_has_no_example_is_heard(text: str) -> None:
    """Saying that there is none, in the usual words, is recognised."""
    assert says_no_example(Transcript.from_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        LABELS,
        "I couldn't find the key, so I rang her.",
        "For example, I don't have lunch before two.",
        "We had no time to lose, so I drove.",
    ],
)
def test_other_words_do_not_pass_for_having_no_example(text: str) -> None:
    """Negation and the word example alone say nothing."""
    assert not says_no_example(Transcript.from_text(text))


VOCABULARY = """
    I we she they the a customer asked moved it was were is had would always if because and so um like
    last November one Saturday ten percent halved thanked me by end , . ? n't 'd 've you know result
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=60)
@given(TEXTS)
def test_every_judgement_is_consistent(text: str) -> None:
    """Quotes are exact words of the answer, shares sum to 1 or 0, and the level fits what is missing."""
    example = judge(text)
    for quote in (example.situation, example.action, example.result):
        if quote is not None:
            assert quote.text
            assert text[quote.char_start : quote.char_end] == quote.text
    for shares in (example.balance, example.actors):
        assert sum(shares) == pytest.approx(1) or shares == (0, 0, 0)
        assert all(0 <= share <= 1 for share in shares)
    if example.level == "full":
        assert set(example.missing) <= {"measure"}
        assert ("measure" in example.missing) is not example.quantified
    if example.level == "partial":
        assert example.missing[0] in ("own_action", "result")
    if example.quantified:
        assert example.result is not None
