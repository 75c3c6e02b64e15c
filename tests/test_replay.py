"""Hearing a rehearsal again: what is shown when, and the way through it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from makers import analysis, question
from session_strategies import sessions

from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pauses import Pause
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.clip import Clip
from mockinterview.errors import BadAudio
from mockinterview.replay import Cue, Key, Replay, Scene, cues_of, scenes_of, takes_left_out
from mockinterview.replay.recording import SEAM_SEARCH_S, STRETCH_S, Recording
from mockinterview.session import Session, Take, Turn
from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
from mockinterview.speech.silent import SilentLoudspeaker, SilentPlayback
from mockinterview.store import SessionStore
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from virtual_sound_card import VirtualSoundCard


PathOf = Callable[[str], Path]


def sounding(folder: Path, clip: Clip) -> PathOf:
    """Write a sound, and return what gives it for any name."""
    path = folder / "sound.wav"
    write_clip(path, clip, file_format="WAV")
    return lambda _name: path


class WrittenStage:
    """A stage that writes down what it is shown, and presses keys when a certain text was shown."""

    def __init__(self, keys: Iterable[tuple[str, Key]] = ()) -> None:
        self.written: list[str] = []
        self._keys = list(keys)

    def show(self, scene: Scene) -> None:
        """Write title and text."""
        self.written.append(f"# {scene.title}: {scene.text}")

    def cue(self, cue: Cue) -> None:
        """Write the word."""
        self.written.append(cue.text)

    def jump(self, at: float) -> None:
        """Write the second."""
        self.written.append(f"@{at:.1f}")

    def end(self) -> None:
        """Write a full stop."""
        self.written.append(".")

    def tell(self, text: str) -> None:
        """Write a message."""
        self.written.append(f"! {text}")

    def key(self) -> Key | None:
        """Press the next key once its text was the last to be shown."""
        if self._keys and self.written[-1].startswith(self._keys[0][0]):
            return self._keys.pop(0)[1]
        return None


def take(*words: tuple[float | None, str], **changes: object) -> Take:
    """Return a take of words that begin at given times."""
    said = Transcript.from_words(Word(start, start, text) for start, text in words)
    return replace(Take("01-take-1.flac", 3.0, "done", said, analysis()), **changes)  # type: ignore[arg-type] # a test's shorthand


def filler(text: str, char_start: int) -> Filler:
    """Return a filler at an offset."""
    return Filler(text, "filler_word", None, None, char_start, char_start + len(text))


# --- what is shown, and when --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found", "expected"),
    [
        ((), {}, []),
        (((0.5, "I"), (0.9, "did.")), {}, [(0.5, "I"), (0.9, "did.")]),
        # fillers: the word itself, without its punctuation; two words of one filler share the brackets
        (((0.1, "Um,"), (0.5, "I")), {"fillers": (filler("Um", 0),)}, [(0.1, "[Um],"), (0.5, "I")]),
        (
            ((0.1, "So"), (0.3, "you"), (0.4, "know,"), (0.6, "yes")),
            {"fillers": (filler("you know", 3),)},
            [(0.1, "So"), (0.3, "[you"), (0.4, "know],"), (0.6, "yes")],
        ),
        # a hesitation and a long pause stand where they were, before a word at the same time
        (
            ((0.1, "I"), (3.0, "did")),
            {
                "hesitations": Hesitations((Hesitation(2.5, 2.9, 0.8, ("sound",)),)),
                "pauses": (Pause(0.4, 2.4), Pause(2.9, 3.0)),
            },
            [(0.1, "I"), (0.4, "…"), (2.5, "(um?)"), (3.0, "did")],
        ),
        (((1.0, "did"),), {"pauses": (Pause(1.0, 3.0),)}, [(1.0, "…"), (1.0, "did")]),
        # a pause of one second belongs to good speech
        (((0.0, "I"),), {"pauses": (Pause(1.0, 2.0),)}, [(0.0, "I")]),
        # words keep their order, whatever their times
        (((2.0, "a"), (1.0, "b"), (None, "c")), {}, [(2.0, "a"), (2.0, "b"), (2.0, "c")]),
        (((None, "no"), (None, "times")), {}, [(0.0, "no"), (0.0, "times")]),
        (((float("nan"), "a"), (float("inf"), "b"), (-1.0, "c")), {}, [(0.0, "a"), (0.0, "b"), (0.0, "c")]),
    ],
)  # fmt: skip
def test_words_come_at_their_times_with_what_was_found_marked(
    words: tuple[tuple[float | None, str], ...], found: dict[str, object], expected: list[tuple[float, str]]
) -> None:
    """The schedule holds every word in order, and the marks between them."""
    cues = cues_of(take(*words, analysis=analysis(**found)))  # type: ignore[arg-type] # the table's changes
    assert [(cue.at, cue.text) for cue in cues] == expected


def test_without_checks_the_words_come_alone() -> None:
    """A transcript that was never judged is shown as it is; without one there is nothing."""
    assert [cue.text for cue in cues_of(take((0.1, "um"), analysis=None))] == ["um"]
    assert cues_of(take(transcript=None)) == ()


@given(session=sessions)
@settings(max_examples=40)
def test_any_session_has_scenes(session: Session) -> None:
    """Two scenes a question and two a follow-up, cues in order of time and every word among them."""
    scenes = scenes_of(session)
    asked = len(session.turns) + sum(turn.follow_up is not None for turn in session.turns)
    assert len(scenes) == 2 * asked
    for scene in scenes:
        assert [cue.at for cue in scene.cues] == sorted(cue.at for cue in scene.cues)
    words = sum(len(t.take.transcript.words) for t in session.turns if t.take and t.take.transcript)
    shown = sum(cue.mark in ("word", "filler") for s in scenes if s.title == "Your answer" for cue in s.cues)
    followed = [t.follow_up for t in session.turns if t.follow_up is not None]
    words += sum(len(t.take.transcript.words) for t in followed if t.take and t.take.transcript)
    assert shown == words


TAKES = {
    "skipped": take(audio="01-take-1.flac", ended="skip", transcript=None),
    "said": take((0.0, "Yes."), audio="01-take-2.flac"),
    "anew": take(audio="01-take-3.flac", ended="again", transcript=None),
}


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        ("", ["Your answer"]),
        ("said", ["Your answer"]),
        ("skipped", ["Your answer"]),
        ("skipped said", ["Take 1 of 2", "Take 2 of 2, the one that counts"]),
        ("said anew skipped", ["Take 1 of 3, the one that counts", "Take 2 of 3", "Take 3 of 3"]),
        ("skipped anew", ["Take 1 of 2", "Take 2 of 2"]),
    ],
)
def test_every_take_can_be_heard_in_order_and_the_one_that_counts_is_marked(
    names: str, titles: list[str]
) -> None:
    """Of a question and of its follow-up alike; no take counts where nobody answered."""
    takes = tuple(TAKES[name] for name in names.split())
    turn = Turn(question(), None, takes, Turn(question(), None, takes))
    session = Session("x", "", None, 1, None, False, (turn,))
    scenes = scenes_of(session, every_take=True)
    questions = ("Question 1 of 1", "Follow-up to question 1")
    assert [scene.title for scene in scenes] == [questions[0], *titles, questions[1], *titles]
    sounds = [scene.audio for scene in scenes if scene.audio]
    assert sounds == [kept.audio for kept in takes] * 2
    assert takes_left_out(session) == max(len(takes) - 1, 0) * 2


@pytest.mark.parametrize(
    ("kept", "remark"),
    [
        (None, "There is no answer."),
        (take((0.0, "Yes.")), ""),
        (
            take(transcript=None),
            "Not transcribed yet. `mockinterview sessions transcribe` writes down what was said.",
        ),
        (take(transcript=None, ended="skip"), "You skipped it."),
        (take(transcript=None, ended="no speech"), "There are no words in it."),
        (take(), "There are no words in it."),
        (take(transcript=None, duration=0.0, note="It broke."), "It broke. There are no words in it."),
    ],
)  # fmt: skip
def test_an_answer_without_words_says_why(kept: Take | None, remark: str) -> None:
    """Each reason has its own plain words."""
    turn = Turn(question(), None, () if kept is None else (kept,))
    scenes = scenes_of(Session("x", "", None, 1, None, False, (turn,)))
    assert [scene.text for scene in scenes] == ["What are you proud of?", remark]


# --- the way through it -------------------------------------------------------------------------------

SCENES = tuple(
    Scene(n, name, f"{name}.flac", "", (Cue(0.0, name.lower()),)) for n, name in enumerate("ABC", 1)
)


@pytest.fixture
def silence(tmp_path: Path) -> PathOf:
    """Return what gives the same short silence for any name."""
    return sounding(tmp_path, Clip.silence(0.1))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], "A B C"),
        ([("a", Key.NEXT)], "A B C"),
        ([("b", Key.PREVIOUS)], "A B A B C"),
        ([("a", Key.PREVIOUS)], "A A B C"),
        ([("b", Key.QUIT)], "A B"),
        ([("c", Key.PREVIOUS), ("b", Key.QUIT)], "A B C B"),
    ],
)
def test_keys_lead_through_the_scenes(keys: list[tuple[str, Key]], expected: str, silence: PathOf) -> None:
    """Next, back (never before the first) and stop."""
    stage = WrittenStage(keys)
    Replay(SilentLoudspeaker(), silence, stage).run(SCENES)
    assert " ".join(line[2] for line in stage.written if line.startswith("# ")) == expected


def test_a_replay_begins_where_it_is_told(silence: PathOf) -> None:
    """Scenes before the first one are not shown."""
    stage = WrittenStage()
    Replay(SilentLoudspeaker(), silence, stage).run(SCENES, first=2)
    assert stage.written == ["# C: ", "c", "."]


def test_a_missing_sound_is_told_and_its_words_are_shown(silence: PathOf) -> None:
    """The replay goes on with the words, and plays the next sound again."""
    played = []

    def sound(name: str) -> Path:
        if name == "A.flac":
            raise BadAudio("the sound 'A.flac' is missing")
        played.append(name)
        return silence(name)

    stage = WrittenStage()
    Replay(SilentLoudspeaker(), sound, stage).run(SCENES[:2])
    assert stage.written == [
        "# A: ",
        "! Not heard: the sound 'A.flac' is missing.",
        "a",
        ".",
        "# B: ",
        "b",
        ".",
    ]
    assert played == ["B.flac"]


def test_without_a_loudspeaker_the_words_are_shown_and_it_is_said_once(silence: PathOf) -> None:
    """A loudspeaker that does not exist costs one line."""
    stage = WrittenStage()
    Replay(SoundCardLoudspeaker("there is none of this name"), silence, stage).run(SCENES)
    told = [line for line in stage.written if line.startswith("!")]
    assert len(told) == 1
    assert told[0].startswith("! Shown without sound: ")
    assert [line for line in stage.written if len(line) == 1 and line != "."] == ["a", "b", "c"]


def test_words_run_along_with_the_sound(sound_card: VirtualSoundCard, tmp_path: Path) -> None:
    """On a real loudspeaker a key after the first word ends the scene before the second word's time."""
    tone = (0.3 * np.sin(2 * np.pi * 440 * np.arange(48_000 * 2) / 48_000)).astype(np.float32)
    long = Scene(1, "A", "a", "", (Cue(0.1, "early"), Cue(1.9, "late")))
    short = Scene(2, "B", None, "", (Cue(0.2, "silent"),))
    stage = WrittenStage([("early", Key.NEXT)])
    with sound_card.listening() as heard:
        Replay(SoundCardLoudspeaker(), sounding(tmp_path, Clip(tone, 48_000)), stage).run((long, short))
        clip = heard.clip
    assert stage.written == ["# A: ", "early", ".", "# B: ", "silent", "."]
    assert 0.0 < np.count_nonzero(np.abs(clip.samples) > 0.01) / 48_000 < 1.5


TONE = Clip((0.1 * np.sin(2 * np.pi * 440 * np.arange(48_000 * 20) / 48_000)).astype(np.float32), 48_000)
Player = Callable[..., list[str]]
FLAGS = (
    Scene(
        1,
        "A",
        "a",
        "",
        (Cue(0.1, "early"), Cue(4.0, "[um]", "filler"), Cue(9.0, "…", "pause"), Cue(9.1, "so")),
    ),
    Scene(2, "B", "b", "", (Cue(0.1, "calm"),)),
    Scene(3, "C", "c", "", (Cue(0.5, "go"), Cue(3.0, "(um?)", "hesitation"))),
)


@pytest.fixture(params=["heard", "unheard"])
def player(request: pytest.FixtureRequest, tmp_path: Path) -> Player:
    """Return what plays scenes of 20 seconds: on a real loudspeaker, and on a machine without one."""
    if request.param == "heard":
        request.getfixturevalue("sound_card")
    loudspeaker = SoundCardLoudspeaker(None if request.param == "heard" else "there is none of this name")
    path_of = sounding(tmp_path, TONE)

    def play(stage: WrittenStage, *scenes: Scene) -> list[str]:
        Replay(loudspeaker, path_of, stage).run(scenes)
        return [line for line in stage.written if not line.startswith("! Shown without sound")]

    return play


def test_a_key_leads_from_one_flagged_spot_to_the_next(player: Player) -> None:
    """A second before each; then into a later scene; behind the last one it is said that there is none."""
    keys = [("early", Key.FLAGGED), ("[um]", Key.FLAGGED), ("so", Key.FLAGGED), ("(um?)", Key.FLAGGED)]
    assert player(WrittenStage([*keys, ("! There is no", Key.QUIT)]), *FLAGS) == [
        "# A: ", "early", "@3.0", "[um]", "@8.0", "…", "so", ".",
        "# C: ", "@2.0", "(um?)", "! There is no flagged spot after this one.", ".",
    ]  # fmt: skip


def test_pressed_again_at_once_the_key_leads_on(player: Player) -> None:
    """Within the second before a spot, the next one is meant."""
    stage = WrittenStage([("early", Key.FLAGGED), ("@3.0", Key.FLAGGED), ("@8.0", Key.QUIT)])
    assert player(stage, *FLAGS) == ["# A: ", "early", "@3.0", "@8.0", "."]


def test_arrows_go_five_seconds_back_and_on(player: Player) -> None:
    """Never before the start; words are shown from there on; beyond the end the next scene comes."""
    keys = [("early", Key.BACK), *((at, Key.ONWARD) for at in ("@0.0", "@5", "@10", "@15"))]
    written = player(WrittenStage([*keys, ("# B", Key.QUIT)]), *FLAGS)
    assert written[:3] == ["# A: ", "early", "@0.0"]
    jumps = [float(text[1:]) for text in written if text.startswith("@")]
    assert [round(after - before) for before, after in pairwise(jumps)] == [5, 5, 5, 5]
    assert written[-2:] == ["# B: ", "."]


def test_a_pause_holds_the_words_until_the_same_key(player: Player) -> None:
    """While it is paused nothing is shown, however long; then it goes on from there."""

    class Patient(WrittenStage):
        """A stage that waits a while before it goes on."""

        looks = 0

        def key(self) -> Key | None:
            """Go on at the fiftieth look."""
            if self.written[-1] != "! Paused; the same key goes on.":
                return super().key()
            self.looks += 1
            return Key.PAUSE if self.looks == 50 else None

    stage = Patient([("early", Key.PAUSE), ("late", Key.QUIT)])
    scene = Scene(1, "A", "a", "", (Cue(0.1, "early"), Cue(0.6, "late")))
    assert player(stage, scene) == ["# A: ", "early", "! Paused; the same key goes on.", "late", "."]
    assert stage.looks >= 50  # a whole second, and the word is only half a second away


def test_where_nobody_looks_on_words_that_cannot_be_heard_come_at_once(silence: PathOf) -> None:
    """A program that reads the words need not wait for a day that nobody hears."""
    stage = WrittenStage()
    scene = Scene(1, "A", "a", "", (Cue(0.1, "early"), Cue(86_400.0, "late")))
    missing = Scene(2, "B", None, "", (Cue(86_400.0, "later"),))
    loudspeaker = SoundCardLoudspeaker("there is none of this name")
    Replay(loudspeaker, silence, stage, in_real_time=False).run((scene, missing))
    assert [line for line in stage.written if line[0] not in "#!."] == ["early", "late", "later"]


@dataclass
class Loose:
    """A loudspeaker that is unplugged in the middle of each sound; see `ports.Loudspeaker`."""

    played: list[Clip] = field(default_factory=list)
    done: bool = True
    position: float = 0.02

    def play(self, clip: Clip) -> Loose:
        """Note the sound."""
        self.played.append(clip)
        return self

    def stop(self) -> None:
        """It has stopped already."""


def test_a_loudspeaker_that_is_unplugged_costs_no_word(silence: PathOf) -> None:
    """It is said once, and the words go on from there in their time."""
    stage, loudspeaker = WrittenStage(), Loose()
    scenes = (Scene(1, "A", "a", "", (Cue(0.0, "a"), Cue(0.08, "b"))), SCENES[1])
    Replay(loudspeaker, silence, stage).run(scenes)
    told = "! Shown without sound: the loudspeaker has stopped. "
    assert [line for line in stage.written if line.startswith("!")] == [
        f"{told}The words come when they were said, and the keys work."
    ]
    assert [line for line in stage.written if line in "ab"] == ["a", "b", "b"]
    assert len(loudspeaker.played) == 1


# --- long recordings ----------------------------------------------------------------------------------

SLOW_HZ = 1000
LOUD_S = 400
PAUSES = (165, 331)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Write 400 seconds of noise in which two seconds are silent, each near the end of a stretch."""
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, LOUD_S * SLOW_HZ).astype(np.float32)
    for second in PAUSES:
        noise[second * SLOW_HZ : (second + 1) * SLOW_HZ] = 0.0
    path = tmp_path / "long.wav"
    write_clip(path, Clip(noise, SLOW_HZ), file_format="WAV")
    return path


def test_a_long_recording_is_played_whole_and_a_stretch_at_a_time(long: Path) -> None:
    """No stretch is longer than what memory may hold, none is heard twice, and each seam lies in a pause."""

    class Listener(SilentLoudspeaker):
        """A loudspeaker that notes what it plays."""

        def play(self, clip: Clip) -> SilentPlayback:
            heard.append(clip)
            return super().play(clip)

    heard: list[Clip] = []
    Replay(Listener(), lambda _name: long, WrittenStage()).run((Scene(1, "A", "a", ""),))
    ends = np.cumsum([clip.duration for clip in heard])
    assert [int(end) for end in ends] == [*PAUSES, LOUD_S]
    assert max(clip.duration for clip in heard) <= STRETCH_S
    whole = np.concatenate([clip.samples for clip in heard])
    np.testing.assert_array_equal(whole, Clip(read_clip(long).samples, SLOW_HZ).samples)


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [(0.0, 0.0, 165.3), (300.25, 300.25, 400.0), (399.999, 399.999, 400.0), (400.0, 0.0, 0.0), (1e9, 0, 0)],
)
def test_a_long_recording_is_entered_anywhere(long: Path, start: float, first: float, last: float) -> None:
    """From a second on, up to a pause or the end; behind the end there is nothing."""
    clip = Recording.open(long).stretch(start)
    np.testing.assert_array_equal(clip.samples, read_clip(long).between(first, last).samples)


def test_without_any_pause_a_stretch_ends_all_the_same(tmp_path: Path) -> None:
    """Somewhere in its last seconds, so that it neither grows nor stands still."""
    path = tmp_path / "long.wav"
    write_clip(path, Clip(np.full(200 * SLOW_HZ, 0.5, np.float32), SLOW_HZ), file_format="WAV")
    assert STRETCH_S - SEAM_SEARCH_S <= Recording.open(path).stretch(0.0).duration <= STRETCH_S


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "cannot be read"), (b"RIFF, but nothing behind it", "cannot be read"), (None, "no sound in it")],
    ids=["empty file", "broken", "no samples"],
)
def test_what_cannot_be_heard_is_refused_in_one_line(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    """No stretch is read of it."""
    path = tmp_path / "it.wav"
    if content is None:
        write_clip(path, Clip.silence(0.0), file_format="WAV")
    else:
        path.write_bytes(content)
    with pytest.raises(BadAudio, match=said):
        Recording.open(path)


def test_a_recording_that_vanishes_while_it_plays_costs_no_word(long: Path) -> None:
    """The stretch in memory is heard, then it is said, and the words go on."""

    class Eraser(SilentLoudspeaker):
        """A loudspeaker during whose sound the file is deleted."""

        def play(self, clip: Clip) -> SilentPlayback:
            long.unlink()
            return super().play(clip)

    stage = WrittenStage()
    scene = Scene(1, "A", "a", "", (Cue(0.0, "early"), Cue(399.0, "late")))
    Replay(Eraser(), lambda _name: long, stage, in_real_time=False).run((scene,))
    assert stage.written == ["# A: ", "! Not heard: long.wav cannot be read as sound.", "early", "late", "."]


# --- the command --------------------------------------------------------------------------------------


def keep(home: Path, *turns: Turn) -> SessionStore:
    """Keep a session of these turns in the home of the tests."""
    store = SessionStore(home / "data" / "sessions")
    folder = store.create(seed=1, model=None, candidate=False)
    folder.session = replace(folder.session, turns=turns)
    folder.finish()
    return store


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "60"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_shows_question_and_words(home: Path) -> None:
    """Without sounds the words are on stdout, wrapped, harmless, and the messages on stderr."""
    said = take((0.1, "Um,"), (0.5, "well\x1b[2J"), *((1.0, "word"),) * 20)
    fillers = (filler("Um", 0),)
    keep(home, Turn(question(), None, (replace(said, analysis=analysis(fillers=fillers)),)))
    done = run("replay")
    assert done.returncode == 0
    assert "Question 1 of 1\n  What are you proud of?\n" in done.stdout
    assert "Your answer\n  [Um], well[2J" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 60
    assert done.stdout.count("word") == 20
    assert "01-take-1.flac" in done.stderr


def test_the_command_begins_with_a_turn(home: Path) -> None:
    """`--turn` leaves out what came before; a turn that is not there is a usage error."""
    keep(home, Turn(question()), Turn(question(text="And then?")))
    done = run("replay", "last", "--turn", "2")
    assert "And then?" in done.stdout
    assert "What are you proud of?" not in done.stdout
    assert run("replay", "--turn", "3").returncode == 2


def test_the_command_plays_every_take_and_says_that_there_are_more(home: Path) -> None:
    """Without --takes one line names the command that plays them; with it they come in order."""
    takes = take((0.0, "first")), take((0.0, "second"), audio="01-take-2.flac")
    store = keep(home, Turn(question(), None, takes))
    one, every = run("replay"), run("replay", "--takes")
    assert "first" not in one.stdout
    assert f"1 other take is kept too: `mockinterview replay {store.find('last')} --takes`" in one.stderr
    shown = ["Take 1 of 2", "first", "Take 2 of 2, the one that counts", "second"]
    assert [every.stdout.index(text) for text in shown] == sorted(every.stdout.index(text) for text in shown)
    assert "other take" not in every.stderr


def test_an_answer_without_a_single_sample_is_said_and_its_words_are_shown(home: Path) -> None:
    """A microphone that gave nothing ends no replay."""
    store = keep(home, Turn(question(), None, (take((0.1, "Yes."), audio="01-take-1.wav"),)))
    path = store.root / store.find("last") / "01-take-1.wav"
    write_clip(path, Clip.silence(0.0), file_format="WAV")
    done = run("replay")
    assert (done.returncode, done.stderr) == (0, "Not heard: there is no sound in 01-take-1.wav.\n")
    assert done.stdout.endswith("Your answer\n  Yes.\n")


def test_a_typed_q_ends_the_replay_at_once(home: Path, sound_card: VirtualSoundCard) -> None:
    """On a terminal, words come while the sound plays, and q with Enter ends it long before its end."""
    store = keep(home, Turn(question(), None, (take((0.1, "early"), (59.0, "late"), duration=60.0),)))
    write_clip(store.root / store.find("last") / "01-take-1.flac", Clip.silence(60.0))
    terminal, its_end = pytest.importorskip("pty").openpty()
    command = [sys.executable, "-m", "mockinterview", "replay"]
    child = subprocess.Popen(
        command, stdin=its_end, stdout=subprocess.PIPE, text=True, env=os.environ | sound_card.environment
    )
    assert child.stdout is not None
    with child.stdout as output:
        shown = ""
        while "early" not in shown:
            shown += output.read(1)
        os.write(terminal, b"q\n")
        shown += output.read()
    assert child.wait(timeout=30) == 0
    assert "late" not in shown
    os.close(terminal)
    os.close(its_end)


def test_in_a_terminal_keys_need_no_enter(home: Path, sound_card: VirtualSoundCard) -> None:
    """Key f goes to the flagged spot, space pauses, q stops; then the terminal is as before."""
    terminal_program = pytest.importorskip("terminal_program")
    words = take((0.1, "early"), (40.0, "um"), (59.0, "late"), duration=60.0)
    marked = replace(words, analysis=analysis(fillers=(filler("um", 6),)))
    store = keep(home, Turn(question(), None, (marked,)))
    write_clip(store.root / store.find("last") / "01-take-1.flac", Clip.silence(60.0))
    with terminal_program.TerminalProgram(
        "-m", "mockinterview", "replay", **sound_card.environment
    ) as program:
        program.wait_for("early")
        program.press("f")
        program.wait_for("0:39 … [um]")
        program.press(" ")
        program.wait_for("Paused")
        program.press("\x1b[D")
        program.wait_for("0:3")
        program.press("q")
        assert program.end() == 0
        assert "late" not in program.text
        assert program.modes == program.modes_before


def test_ctrl_c_and_a_smaller_window_leave_the_terminal_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a loudspeaker: words wrap at the new width; the interrupt ends with 130 and all as before."""
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest's workers set it, and it would hold for good
    terminal_program = pytest.importorskip("terminal_program")
    later = ((30.0, "um"), *((30.0, "after"),) * 40, (30.1, "them"), (59.0, "late"))
    words = take((0.1, "early"), *later, duration=60.0)
    marked = replace(words, analysis=analysis(fillers=(filler("um", 6),)))
    store = keep(home, Turn(question(), None, (marked,)))
    write_clip(store.root / store.find("last") / "01-take-1.flac", Clip.silence(60.0))
    arguments = ("replay", "--loudspeaker", "there is none of this name")
    with terminal_program.TerminalProgram("-m", "mockinterview", *arguments) as program:
        program.wait_for("early")
        assert "Shown without sound" in program.text
        program.resize(24, 40)
        program.press("f")
        program.wait_for("them")
        rows = program.rows
        begin = next(index for index, row in enumerate(rows) if "0:29 …" in row)
        assert {word for row in rows[begin:] for word in row.split()} == {
            *("0:29", "…", "[um]", "after", "them")
        }
        program.press("\x03")
        assert program.end() == 128 + signal.SIGINT
        assert "Traceback" not in program.text
        assert "late" not in program.text
        assert program.modes == program.modes_before
        assert not program.cursor_hidden


def test_a_rehearsal_without_questions_is_said(home: Path) -> None:
    """Nothing to replay is no error; a program that was killed early leaves such a one."""
    SessionStore(home / "data" / "sessions").create(seed=1, model=None, candidate=False).close()
    done = run("replay")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing was asked" in done.stderr
