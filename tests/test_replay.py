"""Hearing a rehearsal again: what is shown when, and the way through it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from makers import analysis, question
from session_strategies import sessions

from mockinterview.analysis.fillers import Filler
from mockinterview.analysis.hesitations import Hesitation, Hesitations
from mockinterview.analysis.pauses import Pause
from mockinterview.audio_file import write_clip
from mockinterview.clip import Clip
from mockinterview.errors import BadAudio
from mockinterview.replay import Cue, Key, Replay, Scene, cues_of, scenes_of
from mockinterview.session import Session, Take, Turn
from mockinterview.speech.loudspeaker import SoundCardLoudspeaker
from mockinterview.speech.silent import SilentLoudspeaker
from mockinterview.store import SessionStore
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from virtual_sound_card import VirtualSoundCard


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
@settings(deadline=None, max_examples=40)
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


@pytest.mark.parametrize(
    ("kept", "remark"),
    [
        (None, "There is no answer."),
        (take((0.0, "Yes.")), ""),
        (take(transcript=None), "Not transcribed yet: `mockinterview sessions transcribe` writes it down."),
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


def silence(_name: str) -> Clip:
    """Return a sound for any name."""
    return Clip.silence(0.1)


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
def test_keys_lead_through_the_scenes(keys: list[tuple[str, Key]], expected: str) -> None:
    """Next, back (never before the first) and stop."""
    stage = WrittenStage(keys)
    Replay(SilentLoudspeaker(), silence, stage).run(SCENES)
    assert " ".join(line[2] for line in stage.written if line.startswith("# ")) == expected


def test_a_replay_begins_where_it_is_told() -> None:
    """Scenes before the first one are not shown."""
    stage = WrittenStage()
    Replay(SilentLoudspeaker(), silence, stage).run(SCENES, first=2)
    assert stage.written == ["# C: ", "c", "."]


def test_a_missing_sound_is_told_and_its_words_are_shown() -> None:
    """The replay goes on with the words, and plays the next sound again."""
    played = []

    def sound(name: str) -> Clip:
        if name == "A.flac":
            raise BadAudio("the sound 'A.flac' is missing")
        played.append(name)
        return Clip.silence(0.0)

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


def test_without_a_loudspeaker_the_words_are_shown_and_it_is_said_once() -> None:
    """A loudspeaker that does not exist costs one line."""
    stage = WrittenStage()
    Replay(SoundCardLoudspeaker("there is none of this name"), silence, stage).run(SCENES)
    told = [line for line in stage.written if line.startswith("!")]
    assert len(told) == 1
    assert told[0].startswith("! Shown without sound: ")
    assert [line for line in stage.written if len(line) == 1 and line != "."] == ["a", "b", "c"]


def test_words_run_along_with_the_sound(sound_card: VirtualSoundCard) -> None:
    """On a real loudspeaker a key after the first word ends the scene before the second word's time."""
    tone = (0.3 * np.sin(2 * np.pi * 440 * np.arange(48_000 * 2) / 48_000)).astype(np.float32)
    long = Scene(1, "A", "a", "", (Cue(0.1, "early"), Cue(1.9, "late")))
    short = Scene(2, "B", None, "", (Cue(9.0, "silent"),))
    stage = WrittenStage([("early", Key.NEXT)])
    with sound_card.listening() as heard:
        Replay(SoundCardLoudspeaker(), lambda _name: Clip(tone, 48_000), stage).run((long, short))
        clip = heard.clip
    assert stage.written == ["# A: ", "early", ".", "# B: ", "silent", "."]
    assert 0.0 < np.count_nonzero(np.abs(clip.samples) > 0.01) / 48_000 < 1.5


TONE = Clip((0.1 * np.sin(2 * np.pi * 440 * np.arange(48_000 * 20) / 48_000)).astype(np.float32), 48_000)
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


def followed(*keys: tuple[str, Key]) -> list[str]:
    """Return what is shown of scenes with flagged spots, on a real loudspeaker."""
    stage = WrittenStage(keys)
    Replay(SoundCardLoudspeaker(), lambda _name: TONE, stage).run(FLAGS)
    return stage.written


@pytest.mark.usefixtures("sound_card")
def test_a_key_leads_from_one_flagged_spot_to_the_next() -> None:
    """A second before each; then into a later scene; behind the last one it is said that there is none."""
    keys = [("early", Key.FLAGGED), ("[um]", Key.FLAGGED), ("so", Key.FLAGGED), ("(um?)", Key.FLAGGED)]
    assert followed(*keys, ("! There is no", Key.QUIT)) == [
        "# A: ", "early", "@3.0", "[um]", "@8.0", "…", "so", ".",
        "# C: ", "@2.0", "(um?)", "! There is no flagged spot after this one.", ".",
    ]  # fmt: skip


@pytest.mark.usefixtures("sound_card")
def test_pressed_again_at_once_the_key_leads_on() -> None:
    """Within the second before a spot, the next one is meant."""
    written = followed(("early", Key.FLAGGED), ("@3.0", Key.FLAGGED), ("@8.0", Key.QUIT))
    assert written == ["# A: ", "early", "@3.0", "@8.0", "."]


@pytest.mark.usefixtures("sound_card")
def test_arrows_go_five_seconds_back_and_on() -> None:
    """Never before the start; words are shown from there on; beyond the end the next scene comes."""
    keys = [("early", Key.BACK), ("@0.0", Key.ONWARD)]
    written = followed(*keys, ("@5", Key.ONWARD), ("@10", Key.ONWARD), ("@15", Key.ONWARD), ("# B", Key.QUIT))
    assert written[:3] == ["# A: ", "early", "@0.0"]
    jumps = [float(text[1:]) for text in written if text.startswith("@")]
    assert [round(after - before) for before, after in pairwise(jumps)] == [5, 5, 5, 5]
    assert written[-2:] == ["# B: ", "."]


@pytest.mark.usefixtures("sound_card")
def test_a_pause_holds_the_words_until_the_same_key() -> None:
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
    Replay(SoundCardLoudspeaker(), lambda _name: TONE, stage).run((scene,))
    assert stage.written == ["# A: ", "early", "! Paused; the same key goes on.", "late", "."]
    assert stage.looks >= 50  # a whole second, and the word is only half a second away


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


def test_a_rehearsal_without_questions_is_said(home: Path) -> None:
    """Nothing to replay is no error."""
    keep(home)
    done = run("replay")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing was asked" in done.stderr
