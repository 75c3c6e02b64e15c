"""The ear for filled pauses: what is made of the encoder's output, and what comes of it with the real one."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whisper_parts import PATIENCE_S, one_after_the_other, spoken, tiny, tiny_package, whisper

from mockinterview.clip import Clip
from mockinterview.ports import Piece
from mockinterview.recognition.checkpoint import load_source
from mockinterview.recognition.ear import ear_beside
from mockinterview.recognition.encoder import Encoder, frames_of
from mockinterview.recognition.heard import Heard, joined
from mockinterview.recognition.messages import WhisperOptions
from mockinterview.recognition.models import ModelSource
from mockinterview.recognition.probe import FRAME_S, LEAST, SHORTEST_FRAMES, Probe, load_probe
from mockinterview.transcript import HeardPause, Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mockinterview.recognition.whisper_process import WhisperProcess

__all__ = ["tiny", "whisper"]

SURE, NONE = 5.0, -5.0


def first_number() -> Probe:
    """Return a probe whose log-odds are the first number of each frame, less ten."""
    one = np.ones((1, 1), np.float32)
    looks_at_itself = np.array([0, 1, 0], np.float32).reshape(3, 1, 1)
    nothing = np.zeros(1, np.float32)
    return Probe(one, nothing, looks_at_itself, nothing, np.ones(1, np.float32), np.full(1, -10, np.float32))


def frames(*odds: float) -> NDArray[np.float32]:
    """Return features of which `first_number` makes these log-odds."""
    return np.array(odds, np.float32).reshape(-1, 1) + 10


@pytest.mark.parametrize(
    ("odds", "found"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([SURE], [], id="one frame"),
        pytest.param([NONE] * 50, [], id="no pause"),
        pytest.param([SURE] * 3 + [NONE] * 9, [], id="too short"),
        pytest.param([NONE] * 5 + [SURE] * 10, [(0.1, 0.3)], id="up to the end"),
        pytest.param([SURE] * 4 + [NONE] + [SURE] * 4, [(0.0, 0.18)], id="a hole of one frame"),
        pytest.param([SURE] * 4 + [NONE] * 2 + [SURE] * 4, [(0.0, 0.08), (0.12, 0.2)], id="two pauses"),
    ],
)
def test_runs_of_likely_frames_are_pauses(odds: list[float], found: list[tuple[float, float]]) -> None:
    """A pause is what is likely for 80 ms and more; a hole of one frame does not divide it."""
    heard = first_number().heard(frames(*odds))
    assert [(pause.start, pause.end) for pause in heard] == [pytest.approx(times) for times in found]
    assert all(pause.log_odds == SURE for pause in heard)


def test_a_pause_is_as_sure_as_its_surer_half() -> None:
    """Its edges, where the sound begins and dies away, do not make it doubtful."""
    [pause] = first_number().heard(frames(0, 0, 4, 4, 4, 0))
    assert pause.log_odds == 4.0


@given(st.lists(st.floats(-20, 20, width=32), max_size=60))
def test_pauses_lie_inside_the_sound_in_order(odds: list[float]) -> None:
    """Whatever the encoder says, pauses do not touch, are long enough, and likely."""
    heard = first_number().heard(frames(*odds))
    times = [time for pause in heard for time in (pause.start, pause.end)]
    assert times == sorted(set(times))
    assert all(0 <= time <= len(odds) * FRAME_S + 1e-9 for time in times)
    assert all(pause.end - pause.start > (SHORTEST_FRAMES - 0.5) * FRAME_S for pause in heard)
    assert all(pause.log_odds >= LEAST - 0.01 for pause in heard)


def test_a_probe_looks_at_what_lies_around() -> None:
    """The second layer adds up the frames before and behind, as far as there are any."""
    three = np.ones((3, 1, 1), np.float32)
    nothing, one = np.zeros(1, np.float32), np.ones(1, np.float32)
    probe = Probe(np.ones((1, 1), np.float32), nothing, three, nothing, one, nothing)
    assert probe.log_odds(np.array([[1], [2], [3]], np.float32)).tolist() == [3, 6, 5]


def test_a_probe_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Half precision is exact for such numbers; nothing is unpickled."""
    first_number().save(tmp_path / "kept.npz")
    kept = Probe.load(tmp_path / "kept.npz")
    for field in fields(Probe):
        assert np.array_equal(getattr(kept, field.name), getattr(first_number(), field.name))


def test_the_learnt_probe_fits_the_model_that_everybody_has() -> None:
    """It takes the output of tiny.en's encoder, and hears nothing in nothing."""
    assert load_probe().log_odds(np.zeros((5, 384), np.float32)).shape == (5,)
    assert load_probe().heard(np.zeros((0, 384), np.float32)) == ()


def test_pauses_of_pieces_are_joined_by_their_times() -> None:
    """Each piece counts from its own start; a piece that nobody listened to adds none."""
    pause = HeardPause(0.5, 0.8, 2.0)
    whole = joined([(0.0, Heard(pauses=(pause,))), (3.0, Heard()), (5.0, Heard(pauses=(pause,)))])
    assert whole.pauses == (pause, HeardPause(5.5, 5.8, 2.0))
    assert joined([(0.0, Heard()), (3.0, Heard())]).pauses is None
    assert Transcript.from_words([Word(0, 1, "so")], "tiny.en", whole.pauses).heard_pauses == whole.pauses


def test_the_real_encoder_hears_an_um(whisper: WhisperProcess, tmp_path: Path) -> None:
    """Between the same words, with an um and without: only then something is heard there."""
    before, after = (
        spoken("I worked for the city of Boston", tmp_path),
        spoken("for about ten years.", tmp_path),
    )
    pause, um = Clip.silence(0.25), spoken("um", tmp_path)
    heard = []
    for clip in (
        one_after_the_other(before, pause, after),
        one_after_the_other(before, pause, um, pause, after),
    ):
        whisper.discard()
        whisper.submit(Piece(0.0, clip))
        pauses = whisper.finish(PATIENCE_S).heard_pauses
        assert pauses is not None
        heard.append([found for found in pauses if found.log_odds > 0])
    [plain, [found]] = heard
    assert plain == []
    middle = before.duration + pause.duration + um.duration / 2
    assert found.start < middle < found.end


def test_what_is_kept_of_the_encoder_is_what_the_recogniser_hears(
    whisper: WhisperProcess, tiny: ModelSource, tmp_path: Path
) -> None:
    """Benchmarks ask a probe about kept output: it hears there what it hears in the running program."""
    import torch

    clip = spoken("so um I built it, uh, twice", tmp_path)
    whisper.discard()
    whisper.submit(Piece(0.0, clip))
    heard = whisper.finish(PATIENCE_S).heard_pauses
    assert heard
    encoder = Encoder(load_source(tiny), WhisperOptions())
    with torch.inference_mode():
        kept = load_probe().heard(frames_of(*encoder.encode(clip)))
    assert [pause.start for pause in kept] == [pause.start for pause in heard]
    assert [pause.log_odds for pause in kept] == pytest.approx([pause.log_odds for pause in heard], abs=0.01)


def test_a_larger_model_has_the_small_one_listen_beside_it(tmp_path: Path) -> None:
    """Whatever model writes down the words, the ear is the one that was measured."""
    import torch

    tiny_package()
    clip = one_after_the_other(
        spoken("I worked in Boston", tmp_path), spoken("um", tmp_path), spoken("for ten years", tmp_path)
    )
    ear = ear_beside(ModelSource("another", tmp_path / "another.pt"), WhisperOptions())
    assert ear is not None
    with torch.inference_mode():
        assert any(pause.log_odds > 0 for pause in ear.heard(clip, None, 0))
