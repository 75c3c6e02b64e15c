"""Filled pauses that the transcript lacks, from the sound and from the recogniser's doubt."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mockinterview.analysis.hesitations import Hesitation, Hesitations, find_hesitations
from mockinterview.analysis.measured_sound import measure_sound
from mockinterview.analysis.places import places
from mockinterview.analysis.sound_features import sound_features
from mockinterview.audio_file import read_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.transcript import HeardPause, Transcript, Word

REAL = Path(__file__).parents[2] / "shared" / "data" / "hesitations"
Sound = NDArray[np.float64]

SCHWA = (500.0, 1400.0, 2450.0)
"""Resonances of the vowel in "uh", in Hz."""
VOWELS = ((300.0, 2300.0, 3000.0), (700.0, 1100.0, 2500.0), (400.0, 2000.0, 2600.0), (330.0, 900.0, 2300.0))


def noise(seconds: float, loudness: float) -> Sound:
    """Return white noise."""
    return np.random.default_rng(5).normal(size=round(seconds * SAMPLE_RATE)) * loudness


def vowel(seconds: float, *targets: tuple[float, ...]) -> Sound:
    """Return a voice of 120 Hz that glides from one set of resonances to the next, faded in and out."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    at = np.linspace(0, len(targets) - 1, len(t))
    formants = [np.interp(at, range(len(targets)), [target[k] for target in targets]) for k in range(3)]
    harmonics = np.arange(1, 32)[:, None] * 120.0
    gain = sum(1 / (1 + ((harmonics - formant) / 90) ** 2) / (k + 1) for k, formant in enumerate(formants))
    sound = np.sum(np.sin(2 * np.pi * harmonics * t) * gain, axis=0)
    fade = np.clip(np.minimum(t, t[::-1]) / 0.03, 0, 1)
    return np.asarray(0.3 * fade * sound / np.max(np.abs(sound)))


def word(number: int) -> Sound:
    """Return 0.3 s like a word: the vowel moves, and a hiss of 0.06 s stands before it."""
    first, last = VOWELS[number % 4], VOWELS[(number + 1) % 4]
    return np.concatenate([noise(0.06, 0.02), vowel(0.24, first, last)])


def answer(island: Sound, gap_s: float = 1.6, doubt: float | None = None) -> tuple[Clip, Transcript, float]:
    """Return eight words, in their middle a gap with a sound in it, and the time of the gap's middle."""
    words, parts, time = [], [np.zeros(SAMPLE_RATE // 2)], 0.5
    for i in range(8):
        if i == 4:
            gap = np.zeros(round(gap_s * SAMPLE_RATE))
            first = (len(gap) - len(island)) // 2
            gap[first : first + len(island)] += island
            parts.append(gap)
            time += gap_s
        words.append(Word(time, time + 0.3, "words", filled_pause_logprob=doubt if i == 4 else None))
        parts += [word(i), np.zeros(SAMPLE_RATE // 50)]
        time += 0.32
    sound = np.concatenate(parts)
    samples = (sound + noise(len(sound) / SAMPLE_RATE, 3e-4)).astype(np.float32)
    return Clip(samples), Transcript.from_words(words), 0.5 + 4 * 0.32 + gap_s / 2


def found_in(clip: Clip, transcript: Transcript) -> tuple[Hesitation, ...]:
    """Return what is found in a recording that is not too noisy."""
    hesitations = find_hesitations(measure_sound(clip), transcript)
    assert not hesitations.too_noisy
    return hesitations.found


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(0), id="empty"),
        pytest.param(np.ones(1), id="one sample"),
        pytest.param(np.zeros(4 * SAMPLE_RATE), id="digital silence"),
        pytest.param(np.full(4 * SAMPLE_RATE, np.nan), id="no numbers"),
    ],
)
def test_nothing_is_heard_in_nothing(samples: Sound) -> None:
    """Sound without content holds no hesitation, whatever the words."""
    transcript = Transcript.from_words([Word(0.5, 0.9, "hello"), Word(2.5, 3.0, "there")])
    assert find_hesitations(measure_sound(Clip(samples.astype(np.float32))), transcript).found == ()


@pytest.mark.parametrize("transcript", [Transcript("", ()), Transcript.from_text("so we went")])
def test_without_times_there_is_nothing_to_be_found(transcript: Transcript) -> None:
    """No words, or words without times, say nothing about where a filled pause is missing."""
    clip, _, _ = answer(vowel(0.4, SCHWA))
    assert find_hesitations(measure_sound(clip), transcript) == Hesitations()


def test_noise_is_too_noisy_to_count() -> None:
    """Where speech hardly stands out of the noise, that is said, and nothing is counted."""
    clip, transcript, _ = answer(vowel(0.4, SCHWA))
    drowned = Clip((clip.samples + noise(clip.duration, 0.3)[: len(clip.samples)]).astype(np.float32))
    assert find_hesitations(measure_sound(drowned), transcript) == Hesitations(too_noisy=True)


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_a_held_vowel_in_a_gap_is_found_at_its_time(rate: int) -> None:
    """An "uh" of 0.4 s, alone in a gap, is found within 0.1 s, at any sample rate, by its sound."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA))
    (hesitation,) = found_in(clip.resampled(rate), transcript)
    assert (hesitation.start, hesitation.end) == pytest.approx((middle - 0.2, middle + 0.2), abs=0.1)
    assert hesitation.evidence == ("sound",)
    assert 0.5 < hesitation.score <= 1.0


def test_clipping_hides_no_filled_pause() -> None:
    """A recording that is too loud loses the peaks of its waves, not its hesitation."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA))
    loud = Clip(np.clip(clip.samples * 5, -1, 1))
    assert np.mean(np.abs(loud.samples) == 1) > 0.02
    assert any(hesitation.start < middle < hesitation.end for hesitation in found_in(loud, transcript))


CLICK = noise(0.008, 0.5)
SWELL = np.sin(np.linspace(0, np.pi, round(0.5 * SAMPLE_RATE)))


@pytest.mark.parametrize(
    "island",
    [
        pytest.param(np.zeros(0), id="silence"),
        pytest.param(CLICK, id="click"),
        pytest.param(np.concatenate([CLICK, np.zeros(2000), CLICK]), id="two clicks"),
        pytest.param(noise(0.5, 0.01) * SWELL, id="soft breath"),
        pytest.param(noise(0.5, 0.05) * SWELL, id="loud breath"),
        pytest.param(noise(0.12, 0.3) * np.exp(-np.arange(round(0.12 * SAMPLE_RATE)) / 500), id="knock"),
    ],
)
def test_other_sounds_in_a_gap_are_none(island: Sound) -> None:
    """Breath, click and knock are no filled pauses, also where they are loud."""
    clip, transcript, _ = answer(island)
    assert found_in(clip, transcript) == ()


def test_doubt_without_any_sound_is_not_believed() -> None:
    """The recogniser may be sure that an um is missing; where nothing sounds there is none."""
    clip, transcript, _ = answer(np.zeros(0), doubt=-1.0)
    assert found_in(clip, transcript) == ()


def test_doubt_and_sound_speak_together() -> None:
    """Where both say so, both are named, and the time is that of the sound."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA), doubt=-1.0)
    (hesitation,) = found_in(clip, transcript)
    assert hesitation.evidence == ("recogniser", "sound")
    assert (hesitation.start, hesitation.end) == pytest.approx((middle - 0.2, middle + 0.2), abs=0.1)


@pytest.mark.parametrize("text", ["um", "Uh,", "Hmm...", "er", "erm"])
def test_what_stands_in_the_transcript_is_not_found_again(text: str) -> None:
    """A filled pause that was written is no hesitation, also where its times are a little off."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA), doubt=-1.0)
    words = list(transcript.words)
    words.insert(4, Word(middle - 0.1, middle + 0.3, text, filled_pause_logprob=-0.1))
    assert found_in(clip, Transcript.from_words(words)) == ()


def test_speech_that_the_words_cover_is_none() -> None:
    """The words themselves hold vowels too; none of them is a hesitation."""
    clip, transcript, _ = answer(np.zeros(0), gap_s=0.02)
    assert found_in(clip, transcript) == ()


def test_the_word_behind_may_swallow_it() -> None:
    """Whisper lets a word begin where the last one ended, in doubt; the vowel inside is found."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA), doubt=-3.0)
    words = list(transcript.words)
    words[4] = replace(words[4], start=words[3].end)
    assert any(
        hesitation.start < middle < hesitation.end
        for hesitation in found_in(clip, Transcript.from_words(words))
    )


TIMES = st.none() | st.floats(-1e9, 1e9) | st.sampled_from([float("nan"), float("inf"), 0.0, 2.0])


def test_the_ear_finds_what_a_word_has_swallowed() -> None:
    """Where no word leaves room, what the recogniser's ear is sure of is found all the same, once."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA))
    swallowing = replace(transcript.words[4], start=middle - 0.8)
    words = (*transcript.words[:4], swallowing, *transcript.words[5:])
    heard = (HeardPause(middle - 0.2, middle + 0.2, 8.0),)
    (hesitation,) = found_in(clip, replace(transcript, words=words, model="tiny.en", heard_pauses=heard))
    assert (hesitation.start, hesitation.end) == pytest.approx((middle - 0.2, middle + 0.2), abs=0.1)
    assert "recogniser" in hesitation.evidence


def test_what_stands_in_the_transcript_is_not_found_again_by_the_ear() -> None:
    """The ear hears a written um as well; it is counted by its word."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA))
    words = (*transcript.words[:4], Word(middle - 0.3, middle + 0.1, "um,"), *transcript.words[4:])
    heard = (HeardPause(middle - 0.2, middle + 0.2, 8.0),)
    assert found_in(clip, replace(transcript, words=words, model="tiny.en", heard_pauses=heard)) == ()


@pytest.mark.parametrize(
    "pauses",
    [
        pytest.param((), id="nothing heard"),
        pytest.param((HeardPause(math.nan, math.nan, 9.0), HeardPause(3.0, 2.0, 9.0)), id="no times"),
        pytest.param((HeardPause(500.0, 500.4, 9.0), HeardPause(-3.0, -2.0, 9.0)), id="elsewhere"),
        pytest.param((HeardPause(0.0, math.inf, 9.0), HeardPause(0.0, 1e9, 9.0)), id="for ever"),
    ],
)
def test_an_ear_that_says_nothing_of_use_does_no_harm(pauses: tuple[HeardPause, ...]) -> None:
    """An answer that was kept may say anything: silence in a gap stays silence."""
    clip, transcript, _ = answer(np.zeros(0))
    assert found_in(clip, replace(transcript, model="tiny.en", heard_pauses=pauses)) == ()


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(Word, TIMES, TIMES, st.sampled_from(["a", "um", "words", "1", "é…", "-"])), max_size=12
    ),
    st.none() | st.lists(st.builds(HeardPause, st.floats(-1, 9), st.floats(-1, 9), st.floats())).map(tuple),
)
def test_broken_times_do_no_harm(words: list[Word], heard: tuple[HeardPause, ...] | None) -> None:
    """Whatever times words and heard pauses have, what is found lies in order, apart and inside the clip."""
    clip, _, _ = answer(vowel(0.4, SCHWA))
    found = find_hesitations(measure_sound(clip), Transcript.from_words(words, "tiny.en", heard)).found
    assert all(0 <= hesitation.start < hesitation.end <= clip.duration for hesitation in found)
    assert all(before.end < after.start for before, after in pairwise(found))


def test_tones_do_no_harm() -> None:
    """Music under the words: no error, and no flood of hesitations (at most one in each of nine places)."""
    t = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE
    melody = 0.2 * np.sin(2 * np.pi * np.repeat([262.0, 330.0, 392.0, 523.0] * 5, SAMPLE_RATE // 2) * t)
    words = [Word(i + 0.2, i + 0.6, "words") for i in range(8)]
    sound = measure_sound(Clip(melody.astype(np.float32)))
    found = find_hesitations(sound, Transcript.from_words(words)).found
    assert len(found) <= 9


def test_an_hour_is_worked_through() -> None:
    """An hour of speech is analysed in pieces: a filled pause in each minute is found, in order."""
    clip, transcript, middle = answer(vowel(0.4, SCHWA))
    minute = np.zeros(60 * SAMPLE_RATE, np.float32)
    minute[: len(clip.samples)] = clip.samples
    minute += noise(60.0, 3e-4).astype(np.float32)
    words = [
        Word(60.0 * k + word.start, 60.0 * k + word.end, word.text)
        for k in range(60)
        for word in transcript.words
        if word.start is not None and word.end is not None
    ]
    found = found_in(Clip(np.tile(minute, 60)), Transcript.from_words(words))
    assert [hesitation.start // 60 for hesitation in found] == list(range(60))
    assert all(hesitation.start % 60 < middle < hesitation.end % 60 for hesitation in found)


def test_features_of_voice_and_noise() -> None:
    """A voice is voiced, at its pitch, steady and peaked; noise is none of these."""
    voice = sound_features(Clip(vowel(1.0, SCHWA).astype(np.float32)))
    hiss = sound_features(Clip(noise(1.0, 0.1).astype(np.float32)))
    middle = slice(20, 80)
    assert np.median(voice.voicing[middle]) > 0.9
    assert np.median(hiss.voicing[middle]) < 0.5
    assert np.median(voice.pitch_hz[middle]) == pytest.approx(120, abs=3)
    assert np.median(voice.flatness[middle]) < 0.05
    assert np.median(hiss.flatness[middle]) > 0.4
    assert len(voice.change_db) == len(voice.spectrum_db) == 100


def test_features_need_their_rate() -> None:
    """Another rate than 16 kHz is an error of the program, said at once."""
    with pytest.raises(ValueError, match="16000"):
        sound_features(Clip.silence(1.0, 8000))


def test_places_leave_words_what_they_need() -> None:
    """A word that takes ten times its usual time leaves most of it free, on both sides."""
    words = [Word(i * 0.4, i * 0.4 + 0.4, "words") for i in range(6)]
    words.append(Word(2.4, 6.4, "words", filled_pause_logprob=-2.0))
    found = places(Transcript.from_words(words), 8.0)
    assert len(found) == 8
    assert found[0].edge
    assert found[-1].edge
    assert found[1].end - found[1].start == pytest.approx(0.0)
    assert found[6].doubt == -2.0
    assert found[5].near_doubt == -2.0
    assert found[6].start == pytest.approx(2.4)
    assert found[6].end > 5.5
    assert found[7].start < 3.5


@pytest.mark.skipif(not REAL.exists(), reason="the real recordings are not here")
@pytest.mark.parametrize("name", ["cold_corpus.wav", "cold_corpus3.wav"])
def test_real_filled_pauses(name: str) -> None:
    """Of a real person's filled pauses most are found, and next to nothing else, from word times alone."""
    labels = json.loads((REAL / "annotations.json").read_text())[name]
    words = Transcript.from_words(Word(word["start"], word["end"], word["word"]) for word in labels["words"])
    found = found_in(read_clip(REAL / name), words)
    real = [(pause["start"], pause["end"]) for pause in labels["filled_pauses"]]
    right = [h for h in found if any(h.start < end and h.end > start for start, end in real)]
    assert len(right) >= len(real) / 2
    assert len(found) - len(right) <= 1
