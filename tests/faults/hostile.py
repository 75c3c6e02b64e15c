"""A home full of hostile texts: rehearsals, a dossier, a bank, answers from elsewhere, names of files."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from makers import QUESTION, analysis
from report_sessions import write_sound

from faults import tricks
from faults.extent import LONG
from mockinterview.analysis.answer import analyse_answer
from mockinterview.dossier import (
    BankedStory,
    Company,
    Dossier,
    Fact,
    FirstInterview,
    Idea,
    Interviewer,
    Job,
    Papers,
    Said,
    Salary,
)
from mockinterview.dossier_file import default_path, save_dossier
from mockinterview.feedback import Finding
from mockinterview.private_file import make_private_dir
from mockinterview.question import FollowUp
from mockinterview.session import Session, Take, Turn
from mockinterview.store import SessionStore
from mockinterview.store.session_file import write_session
from mockinterview.transcript import Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockinterview.question import Question

ID = "2026-11-25-140322-abcd"
NAME = "n\x1b]0;pwned\x07\u202e\u009b31m\u200b=name"
"""What files and folders are called."""

LONGEST = 400
"""Characters of a trick that fit into a dossier or a bank."""


def whole(texts: Iterable[str]) -> list[str]:
    """Return the texts that JSON and TOML can hold, without half characters."""
    return [text for text in texts if not any(0xD800 <= ord(letter) < 0xE000 for letter in text)]


def accepted(texts: Iterable[str]) -> list[str]:
    """Return the texts that a dossier and a bank take: they refuse control characters in a clear line."""
    refused = {"Cc", "Cf", "Zl", "Zp"}
    return [
        text[:LONGEST]
        for text in whole(texts)
        if not any(unicodedata.category(letter) in refused for letter in text) and "{" not in text
    ]


def joined() -> str:
    """Return all tricks in one text that is not too long to be read, and letters that run the other way."""
    heavy = [text[:60] for text in whole(tricks.HEAVY.values())]
    return " ".join([tricks.RIGHT_TO_LEFT, *tricks.PAGE.values(), tricks.in_lines(), *heavy])


def texts() -> list[str]:
    """Return the tricks, many in one text where little is tried."""
    if LONG:
        return [joined(), *whole([*tricks.EVERY.values(), *tricks.PAGE.values()])]
    return [joined(), " ".join(whole(tricks.HEAVY.values()))]


def turn(text: str) -> Turn:
    """Return a turn every text of which is this one, with a follow-up like it."""
    take = _take(f"{text} um, last spring I moved the shelf {text} and it held {text}", text)
    take = replace(take, analysis=analyse_answer(None, take.transcript or Transcript.from_text(text)))
    return Turn(question(text), "01-question.wav", (take,), Turn(question(text), None, (take,)))


def _take(told: str, text: str) -> Take:
    """Return an answer that nobody has checked."""
    said = Transcript.from_words(Word(n / 2, n / 2 + 0.3, word, 0.9) for n, word in enumerate(told.split()))
    quotes = (said.quote(0, len(said.text)),)
    findings = (Finding("fillers", "improve", text, quotes), Finding("length", "strength", text, quotes))
    return Take("01-take-1.wav", 20.0, "silence", said, None, findings, text)


def question(text: str) -> Question:
    """Return a question every text of which is this one."""
    return replace(
        QUESTION,
        id=text,
        text=text,
        tip=text,
        tags=(text,),
        greeting=text,
        asked_by=text,
        asker_voice=text,
        follow_ups=(FollowUp("result", text),),
    )


def session(full: Iterable[str], quick: Iterable[str] = (), session_id: str = ID) -> Session:
    """Return a rehearsal with a turn a text; those of quick ones say one and the same of each answer."""
    turns = [
        *map(turn, full),
        *(Turn(question(text), None, (replace(_take(text, text), analysis=analysis()),)) for text in quick),
    ]
    return Session(session_id, NAME, NAME, 1, NAME, False, tuple(turns))


def keep(store: SessionStore, kept: Session) -> Path:
    """Write a session as it is, its sounds included; return its folder."""
    folder = make_private_dir(make_private_dir(store.root) / kept.id)
    write_session(folder, kept)
    write_sound(folder / "01-take-1.wav", 1.0, 8_000)
    return folder


def dossier(text: str) -> Dossier:
    """Return a dossier every text of which is this one."""
    return Dossier(
        job=Job(text, None, text, text, text, (Interviewer(text, "colleague"),)),
        company=Company(text, text, (Fact(text, "news", text),)),
        first_interview=FirstInterview((text,), (text, f"{text}?"), (Said("other", text),)),
        stories=(BankedStory(text, text, text, text, text, (text,)),),
        my_questions=(text, f"Do you {text}?"),
        ideas=(Idea(text, text),),
        salary=Salary(40_000, 50_000, 30_000, text[:8], benefits=(text,)),
        thank_you=(text,),
        papers=Papers((text,), (text,)),
    )


@dataclass(frozen=True)
class Home:
    """Where the hostile files lie."""

    store: SessionStore
    bank: Path
    answers: Path
    sound: Path
    words: Path
    broken_bank: Path


def furnish(folder: Path) -> Home:
    """Fill the home that is set for this test, and a folder of files that a person may name."""
    store = SessionStore.default()
    every = [*texts(), *tricks.FORMULAS.values()]
    kept = session(texts(), tricks.FORMULAS.values())
    keep(store, replace(kept, started="2026-11-26T14:00:00+01:00"))
    keep(store, session([tricks.in_lines()], session_id=f"{ID}2"))
    broken = make_private_dir(store.root / "broken")
    (broken / "session.json").write_text(json.dumps({"schema": 1, NAME: 2, "turns": NAME}))
    taken = accepted(
        [tricks.RIGHT_TO_LEFT, *tricks.UNSEEN.values(), *tricks.HEAVY.values(), *tricks.PAGE.values(), NAME]
    )
    save_dossier(default_path(), dossier(" ".join(taken)[:LONGEST] or "x"))
    bank = folder / f"{NAME}.toml"
    blocks = [_block(n, text) for n, text in enumerate([*taken, "a\u00adb\u200c\u200dc\u200e\u200fd"])]
    bank.write_text("\n".join(blocks), "utf-8")
    broken_bank = folder / f"{NAME}broken.toml"
    broken_bank.write_text(
        "\n".join([*blocks, _block(0, "x").replace("kind", '"\u202ekind"'), '["\u202e\\u001b]0;x"]']), "utf-8"
    )
    answers = folder / f"{NAME}.jsonl"
    lines = [json.dumps({"id": text, "question": text, "answer": f"{text} um {text}"}) for text in every]
    answers.write_text("\n".join([*lines, '{"id": "\u202e', '{"id": "\u009b31m"}', "\u202e"]), "utf-8")
    words = folder / f"{NAME}.json"
    words.write_text(json.dumps([{"start": 0, "end": 1, "word": text} for text in every]), "utf-8")
    return Home(store, bank, answers, write_sound(folder / f"{NAME}.wav", 1.0), words, broken_bank)


def _block(number: int, text: str) -> str:
    """Return a question of a bank, each text as JSON writes it, which TOML reads too."""
    said = json.dumps(text, ensure_ascii=False)
    return (
        f'[[questions]]\nid = "q{number}"\ntext = {said}\nkind = "achievement"\nexample_expected = true\n'
        f"target_s = 60\ntip = {said}\ntags = [{said}]\n"
        f'follow_ups = [{{ asks_for = "result", text = {said} }}]\n'
    )
