"""The equipment for the studio: microphones, voices, models."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal, get_args

from mockinterview.errors import BadDossier, DeviceError, MockInterviewError
from mockinterview.plain_text import plain_text, said_time
from mockinterview.texts import sentences

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from mockinterview.cli.checkup import Check
    from mockinterview.clip import Clip
    from mockinterview.ports import Microphone
    from mockinterview.speech.devices import Direction
    from mockinterview.speech.voice import InstalledVoice
    from mockinterview.store import Listed
    from mockinterview.studio.desk import Choice, Equipment, NextStep, Part, Problem, Repeated, Verdict

StepName = Literal["first", "prepare", "rehearse", "weakest", "day"]

LAST_DAYS = 2
"""From so many days before the interview on, the day itself comes first."""

PREPARE_UNTIL = 3
"""Who rehearsed so often without preparing does not want to."""

MOST_UNREAD = 5
"""Rehearsals that are read for the next step where the list does not know them yet."""

JUST_LISTED_S = 2.0
"""Age in seconds at which the list of sound devices is asked for again."""


class SoundWorkshop:
    """The real equipment; implements `studio.desk.Workshop`."""

    # --- what there is ------------------------------------------------------------------------------

    def equipment(self) -> Equipment:
        """Look what there is."""
        from mockinterview.speech.devices import Direction
        from mockinterview.studio.desk import Equipment

        problems: list[Problem] = []
        with ThreadPoolExecutor(1, "voices") as apart:  # they come from a child process, which takes longest
            voices = apart.submit(_voices, problems)
            microphones = _devices(Direction.INPUT, "microphone", problems)
            loudspeakers = _devices(Direction.OUTPUT, "loudspeaker", problems)
            models = _models(problems)
            _look_at_disk(problems)
            found = Equipment(microphones, loudspeakers, models, voices.result())
        return Equipment(
            found.microphones, found.loudspeakers, found.models, found.voices, _in_order(problems)
        )

    # --- the microphone -----------------------------------------------------------------------------

    def microphone(self, name: str | None) -> Microphone:
        """Return a microphone by its name or number."""
        from mockinterview.speech.microphone import SoundCardMicrophone

        return SoundCardMicrophone(name)

    def judge(self, clip: Clip) -> Verdict:
        """Say whether what a microphone delivered is heard well, by the doctor's rules."""
        from mockinterview.cli.checkup import State, judge
        from mockinterview.studio.desk import Verdict

        state, heard, remedy = judge(clip)
        # How many dB it were is for those who ask the doctor.
        return Verdict(state is State.OK, sentences(heard.partition(" (")[0], remedy))

    # --- what to do next ----------------------------------------------------------------------------

    def next_step(self, today: dt.date) -> NextStep:
        """Return the next sensible step."""
        from mockinterview.studio.desk import NextStep

        rehearsals, weak = _been_through()
        prepared, days = _prepared(today)
        if not rehearsals:
            name: StepName = "first"
        elif days is not None and days <= LAST_DAYS:
            name = "day"
        elif not prepared and rehearsals < PREPARE_UNTIL:
            name = "prepare"
        else:
            name = "weakest" if weak else "rehearse"
        return NextStep(name, rehearsals, days, weak, prepared)

    def repeated(self, session: str) -> Repeated:
        """Return what is known of a rehearsal to be repeated."""
        from mockinterview.store import SessionStore
        from mockinterview.studio.desk import Repeated

        found = SessionStore.default().load(session)
        return Repeated(found.id, said_time(found.started), len(found.turns))


def _devices(direction: Direction, part: Part, problems: list[Problem]) -> tuple[Choice, ...]:
    """Return the devices of one direction under their names; those of one backend, as Windows has several."""
    from mockinterview.speech.devices import SOUND, no_device
    from mockinterview.studio.desk import Choice, Problem
    from mockinterview.studio.remedies import told

    try:
        SOUND.refresh(older_than=JUST_LISTED_S)
        found = SOUND.devices(direction)
    except DeviceError as error:
        problems.append(Problem(part, told(error)))
        return ()
    if not found:
        problems.append(Problem(part, told(no_device(direction))))
    names = dict.fromkeys(device.name for device in found if device.backend == found[0].backend)
    return tuple(Choice(name, name) for name in names)


def _models(problems: list[Problem]) -> tuple[Choice, ...]:
    """Return the models that are here, the one that is taken by itself first."""
    from mockinterview.cli.checkup import State, check_recogniser
    from mockinterview.recognition import models
    from mockinterview.studio.desk import Choice

    check = check_recogniser()
    if check.state is State.MISSING:
        problems.append(_problem("model", check))
        return ()
    try:
        best = models.best()
        names = sorted(
            (source.name for source in models.installed()), key=lambda n: best is None or n != best.name
        )
    except (MockInterviewError, OSError):  # one that cannot be looked at must not hide the others
        names = []
    return tuple(Choice(name, name) for name in names)


def _voices(problems: list[Problem]) -> tuple[Choice, ...]:
    """Return the English voices; where none says that it speaks English, all."""
    from mockinterview.cli.choosing import easy_first
    from mockinterview.errors import VoiceError
    from mockinterview.speech.voice import list_voices
    from mockinterview.studio.desk import Choice, Problem
    from mockinterview.studio.remedies import told

    try:
        found = list_voices()
    except VoiceError as error:
        problems.append(Problem("voice", told(error)))
        return ()
    english = tuple(voice for voice in found if voice.english)
    if not english:
        problems.append(
            Problem("voice", "No English voice is here. Install an English voice in the system's settings.")
        )
    return tuple(Choice(voice.id, _voice_label(voice)) for voice in easy_first(english or found))


def _voice_label(voice: InstalledVoice) -> str:
    """Name a voice; many names say themselves in brackets where they are from."""
    name = plain_text(voice.name)
    return f"{name} ({plain_text(voice.language)})" if voice.language and "(" not in name else name


def _look_at_disk(problems: list[Problem]) -> None:
    from mockinterview.cli.checkup import State, check_disk
    from mockinterview.places import data_dir

    check = check_disk(data_dir())
    if check.state is not State.OK:
        problems.append(_problem("disk", check))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort problems: what nobody can rehearse without comes first."""
    from mockinterview.studio.desk import Part

    parts = get_args(Part)
    return tuple(sorted(problems, key=lambda problem: parts.index(problem.part)))


def _problem(part: Part, check: Check) -> Problem:
    from mockinterview.studio.desk import Problem
    from mockinterview.studio.remedies import on_page

    return Problem(part, sentences(check.found, check.remedy, on_page(check.way)))


# --- where the person stands --------------------------------------------------------------------------


def _been_through() -> tuple[int, int]:
    """Return how many rehearsals the person has held, and how many answers of theirs can get better."""
    from mockinterview.cli.practice import own_progress
    from mockinterview.store import SessionStore

    root = SessionStore.default().root
    ids = _session_ids(root)
    if not ids:
        return 0, 0
    listed = _listed(ids)
    recorded = sum(item.headline.candidate for item in listed)
    weak = sum(record.last.weakness > 0 for record in own_progress(listed).questions)
    return len(ids) - recorded, weak


def _session_ids(root: Path) -> set[str]:
    from mockinterview.store.names import is_session_id

    try:
        with os.scandir(root) as found:
            return {entry.name for entry in found if is_session_id(entry.name)}
    except OSError:
        return set()


def _listed(ids: set[str]) -> list[Listed]:
    """Return what the list remembers of these sessions; a few that it does not know are read."""
    from mockinterview.store import Listed, SessionStore
    from mockinterview.store.index import read_index

    store = SessionStore.default()
    known = read_index(store.root)
    unread = sum(known[name].asked is None if name in known else True for name in ids)
    if 0 < unread <= MOST_UNREAD:
        return [item for item in store.list() if isinstance(item, Listed)]
    return [Listed(known[name].headline, "complete", known[name].answers) for name in ids & known.keys()]


def _prepared(today: dt.date) -> tuple[bool, int | None]:
    """Return whether there is a dossier, and how many days are left; a broken one is there all the same."""
    from mockinterview.dossier_file import default_path, load_dossier

    path = default_path()
    if not path.exists():
        return False, None
    try:
        day = load_dossier(path).job.date
    except BadDossier:
        return True, None
    return True, (day - today).days if day is not None and day >= today else None
