"""A session that is being written: one folder, true on the disk after every step."""

from __future__ import annotations

import errno
import os
import wave
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Self

from mockinterview.errors import StorageError
from mockinterview.private_file import IN_WORDS, make_private_dir, replacing
from mockinterview.session import Session, Take, Turn
from mockinterview.store import edit
from mockinterview.store.lock import PATIENCE_S, let_go, lock, locked
from mockinterview.store.names import (
    LOCK_FILE,
    PART_SUFFIX,
    Place,
    kept_name,
    part_name,
    place_of_part,
    question_name,
)
from mockinterview.store.part_file import KeptSound, keep_sound, read_held, settle
from mockinterview.store.removing import remove_unasked
from mockinterview.store.session_file import write_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from filelock import BaseFileLock

    from mockinterview.analysis.achievement import Example
    from mockinterview.analysis.answer import AnswerAnalysis
    from mockinterview.clip import Clip
    from mockinterview.feedback import Finding
    from mockinterview.ports import Recording
    from mockinterview.question import Question
    from mockinterview.transcript import Transcript

CUT_OFF_NOTE = "The program ended during this answer; what was said until then is kept."


def local_now() -> datetime:
    """Return the local time with its offset."""
    return datetime.now().astimezone()


class SessionFolder:
    """A session under way, held by a lock; made by `SessionStore.create` or `SessionStore.open`.

    Every method changes `session` first and then the disk, so after a StorageError the session in memory is
    still right, and the next step that succeeds writes all of it. Killed at any moment, nothing that was
    kept before is lost, and `SessionStore.recover` keeps the recording that was running.

    Attributes:
        path: the folder.
        session: what was asked and answered so far.
    """

    def __init__(
        self, path: Path, session: Session, held: BaseFileLock, clock: Callable[[], datetime] = local_now
    ) -> None:
        self.path = path
        self.session = session
        self._lock = held
        self._clock = clock
        self._unsettled: dict[str, str] = {}  # part files that stay until the disk names their sound
        self._running: Path | None = None
        self._owed: dict[str, Clip] = {}  # ends of part files that the disk did not take yet
        self._held: BinaryIO | None = None  # the file of an answer that is not kept yet
        self._news: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- the rehearsal ------------------------------------------------------------------------------

    def start_turn(self, question: Question, spoken: Clip | None = None) -> Path | None:
        """Begin the next turn; `spoken` is the question as it was heard. Return where its sound lies.

        Raises:
            StorageError: it could not be written to the disk.
        """
        return self._begin(Place(len(self.session.turns) + 1), question, spoken)

    def start_follow_up(self, question: Question, spoken: Clip | None = None) -> Path | None:
        """Ask for more within the running turn; as `start_turn`.

        Raises:
            StorageError: it could not be written to the disk.
        """
        return self._begin(Place(len(self.session.turns), follow_up=True), question, spoken)

    def part_path(self, *, follow_up: bool = False) -> Path:
        """Return where the next answer is to be recorded; never a file that is there already."""
        self._stand()
        place, take = Place(len(self.session.turns), follow_up), 1
        while self._is_taken(part := part_name(place, take)):
            take += 1
        self._running = self.path / part
        return self._running

    def hold(self, recording: Recording) -> None:
        """Hold on to the sound of an answer until `keep_take`, even where its file is removed meanwhile."""
        self._let_go_of_sound()
        if os.name == "posix":  # Windows removes no file that is open, nor lets it have another name
            with suppress(OSError):
                self._held = recording.path.open("rb")

    def news(self) -> str | None:
        """Return what the person should know of what is kept; each only once."""
        news, self._news = self._news, None
        return news

    def keep_take(
        self,
        recording: Recording,
        transcript: Transcript | None = None,
        analysis: AnswerAnalysis | None = None,
        findings: tuple[Finding, ...] = (),
    ) -> Path:
        """Keep an answer, its sound as FLAC, and what was found in it; return where the sound lies.

        It belongs to the turn or follow-up whose `part_path` it was recorded to. Where the sound cannot be
        compressed, it stays as WAV and the take's note says so; what the disk did not take of it is written
        with this or a later step.

        Raises:
            StorageError: it could not be written to the disk.
        """
        place = place_of_part(recording.path.name)
        if place is None:
            raise ValueError(f"{recording.path} is none of this folder's recordings")
        self._stand()
        kept = keep_sound(recording.path, self._rest_of(recording))
        take = Take(
            kept.audio,
            recording.duration,
            recording.end_reason.value,
            transcript,
            analysis,
            findings,
            kept.note,
        )
        self.session = edit.add_take(self.session, place, take)
        self._settle_later(recording.path.name, kept)
        self._save()
        return recording.path if kept.owed else self.path / kept.audio

    def set_story(self, story: Example) -> None:
        """Set the example as judged over the running turn's answer and its follow-up together.

        Raises:
            StorageError: it could not be written to the disk.
        """
        turn = Place(len(self.session.turns))
        self.session = edit.change_turn(self.session, turn, lambda asked: replace(asked, story=story))
        self._save()

    def keep_interrupted(self, rest: Clip | None = None) -> None:
        """Keep the recording that was broken off; `rest` is the end of it that the disk did not take yet.

        Raises:
            StorageError: it could not be written to the disk.
        """
        self.adopt_parts(rest)

    def finish(self) -> None:
        """End the session and let go of its folder, which goes where nothing was asked.

        Raises:
            StorageError: not everything could be written to the disk. The folder is still held, so this can
                be tried again; if it is not, the next program recovers what is there.
        """
        # The clock may have been put back meanwhile: nothing ends before it begins.
        ended = max(self._clock(), datetime.fromisoformat(self.session.started))
        self.session = replace(self.session, ended=ended.isoformat(timespec="seconds"))
        self.adopt_parts()
        if self._owed:
            seconds = sum(clip.duration for clip in self._owed.values())
            why = IN_WORDS[errno.ENOSPC]
            raise StorageError(f"cannot write {seconds:.0f} seconds of what you said: {why}")
        self.close()
        if not self.session.turns:
            self._remove_empty()

    # --- later --------------------------------------------------------------------------------------

    def change(self, step: Callable[[Session], Session]) -> None:
        """Change what is known about the session afterwards.

        Raises:
            StorageError: it could not be written to the disk.
        """
        self.session = step(self.session)
        self._save()

    def adopt_parts(self, rest: Clip | None = None) -> tuple[KeptSound, ...]:
        """Make takes of recordings that nobody kept; return those with sound in them.

        `rest` is the end of the one that `part_path` named last, where the disk did not take it. A recording
        whose question never reached the disk stays in the folder as a sound that no turn names.

        Raises:
            StorageError: they could not be written to the disk.
        """
        adopted = []
        running = {self._running} if rest is not None and self._running is not None else set()
        for part in sorted({*self.path.glob(f"*{PART_SUFFIX}"), *running}):
            place = place_of_part(part.name)
            waiting = part.name in self._unsettled or part.name in self._owed
            if place is not None and not waiting and not part.is_symlink():
                adopted.append(self._adopt(part, place, rest if part in running else None))
        self._save()
        return tuple(kept for kept in adopted if kept is not None and kept.duration)

    def close(self) -> None:
        """Let go of the folder; safe to call twice."""
        self._let_go_of_sound()
        let_go(self._lock, self.path / LOCK_FILE)

    def _remove_empty(self) -> None:
        """Remove the folder; where another program holds that up, the next `recover` does it."""
        root = self.path.parent
        with suppress(StorageError), locked(root / LOCK_FILE, timeout=PATIENCE_S):
            remove_unasked(self.path)

    # --- steps --------------------------------------------------------------------------------------

    def _begin(self, place: Place, question: Question, clip: Clip | None) -> Path | None:
        name, problem = None, None
        if clip is not None and len(clip.samples):
            try:
                name = self._keep_question(place, clip)
            except StorageError as error:
                problem = error
        self.session = edit.add_turn(self.session, place, Turn(question, name))
        self._save()
        if problem is not None:
            raise problem
        return None if name is None else self.path / name

    def _keep_question(self, place: Place, clip: Clip) -> str:
        from mockinterview.audio_file import write_clip

        name = question_name(place)
        with replacing(self.path / name) as temporary:
            write_clip(temporary, clip)
        return name

    def _adopt(self, part: Path, place: Place, rest: Clip | None) -> KeptSound | None:
        """Make a take of a recording; None where that is impossible or was done already."""
        named = self._named(place, part)
        if named is not None and (self.path / named).exists():
            self._unsettled[part.name] = named  # killed between writing the take and removing the part
            return None
        self._stand()
        kept = keep_sound(part, rest)
        if kept.is_empty:
            with suppress(OSError):
                part.unlink()
            return None
        self._settle_later(part.name, kept)
        if named is not None:  # killed between writing the take and giving the sound its name
            self.session = edit.change_take(self.session, place, named, kept.sound_of)
        elif edit.has_place(self.session, place):
            take = Take(kept.audio, kept.duration, "program ended", note=kept.note or CUT_OFF_NOTE)
            self.session = edit.add_take(self.session, place, take)
        else:
            return None
        return kept

    def _is_taken(self, part: str) -> bool:
        names = (part, kept_name(part, ".flac"), kept_name(part, ".wav"))
        return any((self.path / name).exists() for name in names)

    def _named(self, place: Place, part: Path) -> str | None:
        """Return the sound that a take of that place names for this recording."""
        names = {part.name, kept_name(part.name, ".flac"), kept_name(part.name, ".wav")}
        takes = (take for known, turn in edit.places(self.session) if known == place for take in turn.takes)
        return next((take.audio for take in takes if take.audio in names), None)

    def _write_owed(self) -> None:
        """Try again to write the ends of recordings that the disk did not take."""
        for name, rest in tuple(self._owed.items()):
            kept = keep_sound(self.path / name, rest)
            place = place_of_part(name)
            if kept.owed is None and place is not None:
                del self._owed[name]
                self._unsettled[name] = kept.audio
                self.session = edit.change_take(self.session, place, kept_name(name, ".wav"), kept.sound_of)

    def _rest_of(self, recording: Recording) -> Clip | None:
        """Return what of an answer is not in its file: all of it, where the file was removed."""
        rest = recording.unwritten
        if self._held is not None and not recording.path.exists():
            with suppress(OSError, EOFError, wave.Error):
                rest = read_held(self._held).followed_by(rest)
        self._let_go_of_sound()
        return rest

    def _let_go_of_sound(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _settle_later(self, part: str, kept: KeptSound) -> None:
        if kept.owed is None:
            self._unsettled[part] = kept.audio
        else:
            self._owed[part] = kept.owed

    def _stand(self) -> None:
        """Make the folder again where somebody removed it: what is said from now on needs a place."""
        if not self._lock.is_locked or self.path.exists():
            return
        with suppress(StorageError):  # whoever writes next says why not
            make_private_dir(self.path)
            self._lock.release(force=True)  # of a file that is gone with the folder
            self._lock = lock(self.path / LOCK_FILE)
            earlier = any(turn.takes for _, turn in edit.places(self.session))
            gone = ", but the sound of earlier answers is gone" if earlier else ""
            self._news = (
                f"The folder {self.path} was removed; it is made again. "
                f"Everything said from now on, and all that was written down, is kept{gone}."
            )

    def _save(self) -> None:
        self._stand()
        self._write_owed()
        write_session(self.path, self.session)
        for part, audio in tuple(self._unsettled.items()):
            with suppress(StorageError):  # tried again after the next step, and by `recover`
                settle(self.path / part, audio)
                del self._unsettled[part]
