"""When is an answer over?"""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.ports import EndReason
from mockinterview.speech.activity import BLOCK_S
from mockinterview.speech.endpoint import Endpoint, EndpointOptions, Patience

PATIENCES = [(Patience.FAST, 1.6), (Patience.NORMAL, 2.5), (Patience.SLOW, 4.0)]


def endpoint(patience: Patience = Patience.NORMAL) -> Endpoint:
    """Return an endpoint with the given patience and the usual numbers."""
    return Endpoint(EndpointOptions(patience=patience))


def feed(end: Endpoint, speech: bool, seconds: float) -> Endpoint:
    """Let it hear speech or silence for a while, or until the answer is over."""
    for _ in range(round(seconds / BLOCK_S)):
        if end.ended is None:
            end.push(speech)
    return end


def test_nothing_heard_yet_is_no_end() -> None:
    """Before the first sound nothing has ended and nothing counts down."""
    end = endpoint()
    assert (end.ended, end.countdown, end.elapsed, end.waiting) == (None, None, 0.0, 0.0)


@pytest.mark.parametrize(("patience", "seconds"), PATIENCES)
def test_silence_ends_the_answer_after_the_patience(patience: Patience, seconds: float) -> None:
    """The end comes as soon as the silence has lasted as long as the patience."""
    end = feed(feed(endpoint(patience), True, 3.0), False, 60.0)
    assert end.ended is EndReason.SILENCE
    assert end.elapsed == pytest.approx(3.0 + seconds, abs=2 * BLOCK_S)


def test_a_thinking_pause_of_two_seconds_ends_nothing() -> None:
    """At normal patience a person may think for two seconds, again and again."""
    end = endpoint()
    for _ in range(10):
        feed(feed(end, True, 1.5), False, 2.0)
    assert end.ended is None


def test_manual_patience_never_ends_by_silence() -> None:
    """With manual patience neither silence nor a missing first word ends the answer."""
    assert feed(endpoint(Patience.MANUAL), False, 200.0).ended is None
    assert feed(feed(endpoint(Patience.MANUAL), True, 1.0), False, 200.0).ended is None


@pytest.mark.parametrize("patience", Patience)
def test_the_longest_answer_is_five_minutes(patience: Patience) -> None:
    """Speech without end is stopped at the cap, whatever the patience."""
    end = feed(endpoint(patience), True, 1000.0)
    assert end.ended is EndReason.TOO_LONG
    assert end.elapsed == pytest.approx(300.0, abs=BLOCK_S)
    assert end.cap_left == 0.0


def test_nobody_speaking_for_a_minute_ends_the_answer() -> None:
    """Without a first word the answer ends after 60 s, and `waiting` has counted them."""
    end = feed(endpoint(), False, 59.0)
    assert end.ended is None
    assert end.waiting == pytest.approx(59.0, abs=BLOCK_S)
    assert feed(end, False, 60.0).ended is EndReason.NO_SPEECH


def test_the_first_word_ends_the_waiting() -> None:
    """From the first word on `waiting` is None, and its beginning is known."""
    end = feed(feed(endpoint(), False, 4.0), True, 0.5)
    assert end.waiting is None
    assert end.first_speech == pytest.approx(4.0, abs=BLOCK_S)


def test_a_click_is_no_first_word() -> None:
    """Sounds under 0.2 s do not begin an answer, so silence cannot end it either."""
    end = endpoint()
    for _ in range(5):
        feed(feed(end, True, 0.1), False, 5.0)
    assert end.ended is None
    assert end.first_speech is None


def test_the_countdown_shows_after_a_second_and_speech_cancels_it() -> None:
    """Breath shows no countdown; a longer silence does; any sound takes it away at once."""
    end = feed(feed(endpoint(), True, 1.0), False, 0.9)
    assert end.countdown is None
    feed(end, False, 0.6)
    assert end.countdown == pytest.approx(1.0, abs=2 * BLOCK_S)
    feed(end, True, BLOCK_S)
    assert end.countdown is None


def test_a_blip_does_not_restart_the_patience_but_is_waited_for() -> None:
    """After a click the end comes when due, yet never within a second: it may have been a word's start."""
    early = feed(feed(feed(feed(endpoint(), True, 1.0), False, 0.5), True, 0.1), False, 60.0)
    assert early.elapsed == pytest.approx(1.0 + 2.5, abs=3 * BLOCK_S)
    late = feed(feed(feed(feed(endpoint(), True, 1.0), False, 2.4), True, 0.1), False, 60.0)
    assert late.elapsed == pytest.approx(1.0 + 2.4 + 0.1 + 1.0, abs=4 * BLOCK_S)


def test_not_done_gives_time_to_think_until_the_next_word() -> None:
    """`Not done` holds the end back for ten seconds; after the next word the usual patience is back."""
    end = feed(feed(endpoint(), True, 1.0), False, 2.0)
    end.not_done()
    feed(end, False, 9.5)
    assert end.ended is None
    assert end.countdown == pytest.approx(0.5, abs=2 * BLOCK_S)
    said = end.elapsed
    feed(feed(end, True, 1.0), False, 60.0)
    assert end.elapsed == pytest.approx(said + 1.0 + 2.5, abs=3 * BLOCK_S)


def test_not_done_before_the_first_word_restarts_the_wait() -> None:
    """Who asks for time before the first word gets the whole minute again."""
    end = feed(endpoint(), False, 50.0)
    end.not_done()
    assert feed(end, False, 55.0).ended is None
    assert feed(end, False, 10.0).ended is EndReason.NO_SPEECH


decisions = st.lists(st.tuples(st.booleans(), st.integers(1, 120)), max_size=30).map(
    lambda runs: [speech for speech, length in runs for _ in range(length)]
)


@given(decisions, st.sampled_from(Patience))
def test_an_answer_never_ends_while_someone_speaks(sound: list[bool], patience: Patience) -> None:
    """Whatever was heard, the block that ends an answer by silence is a silent one."""
    end = endpoint(patience)
    for speech in sound:
        end.push(speech)
        if end.ended is not None:
            assert not speech
            break


@given(decisions, st.sampled_from(PATIENCES))
def test_the_end_comes_its_patience_after_the_last_word(
    sound: list[bool], patience: tuple[Patience, float]
) -> None:
    """An end by silence comes no sooner than the patience after the last word, and hardly later."""
    end = endpoint(patience[0])
    heard: list[bool] = []
    for speech in sound + [False] * 200:
        end.push(speech)
        heard.append(speech)
        if end.ended is not None:
            break
    runs = [(speech, len(list(run))) for speech, run in groupby(heard)]
    words = [i for i, (speech, length) in enumerate(runs) if speech and length * BLOCK_S >= 0.2]
    if not words:
        assert end.ended is None
        return
    after = runs[words[-1] + 1 :]
    silence = sum(length for _, length in after) * BLOCK_S
    assert end.ended is EndReason.SILENCE
    assert silence >= patience[1]
    # A last blip, at most 0.2 s long and begun just before the end was due, adds a second at most.
    blips = [i for i, (speech, _) in enumerate(after) if speech]
    if not blips:
        assert silence <= patience[1] + BLOCK_S
    since_blip = sum(length for _, length in after[blips[-1] + 1 :]) * BLOCK_S if blips else silence
    assert since_blip >= 1.0 - 1e-9
    assert silence <= patience[1] + BLOCK_S or since_blip <= 1.0 + BLOCK_S


@given(decisions, st.sampled_from(Patience))
def test_the_countdown_is_never_negative_and_needs_silence(sound: list[bool], patience: Patience) -> None:
    """A shown countdown lies between zero and the patience, and only ever in silence."""
    end = endpoint(patience)
    for speech in sound:
        end.push(speech)
        if end.countdown is not None:
            assert not speech
            assert 0 <= end.countdown <= (patience.seconds or 0)
