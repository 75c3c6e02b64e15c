"""Texts that a person wrote or exported: banks, dossiers, manifests, word lists, written answers, papers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from test_documents import pdf

from faults.fuzzing.rule import Target, seeds_by
from mockinterview.answer_files import read_words, read_written
from mockinterview.audio_file import write_clip
from mockinterview.bank import load_bank
from mockinterview.clip import Clip
from mockinterview.documents import read_document
from mockinterview.dossier_file import load_dossier, sample_path, write_template
from mockinterview.errors import BadBank, BadDossier, BadInput
from mockinterview.places import bundled
from mockinterview.speech.candidate import MANIFEST, Candidate

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [{"start": 0.5, "end": 0.75, "word": " Um,"}, {"start": None, "end": None, "word": "we"}]
ANSWER = {"id": "a", "question": "Why?", "answer": "Um, we saved 20 percent."}
MANIFEST_TEXT = b'title = "Somebody"\n[[answers]]\nfile = "a.wav"\nquestion = "why"\nfollow_up = true\n'


def _bank() -> list[bytes]:
    _, second = (bundled("prompts") / "motivation.toml").read_bytes().split(b"\n[[questions]]")[:2]
    return [
        b"[[questions]]" + second,
        b'[[questions]]\nid = "a"\ntext = "Why {company}?"\ntags = ["x"]\n',
    ]


def _printed(path: Path) -> list[str]:
    """Read written answers and print them, as `analyze --json` does."""
    answers = list(read_written(path))
    for refused in (answer for answer in answers if isinstance(answer, BadInput)):
        assert str(refused).isprintable()
    read = [answer for answer in answers if not isinstance(answer, BadInput)]
    text = [json.dumps([a.id, a.question, a.transcript.text], ensure_ascii=False) for a in read]
    assert all(answer.transcript.offsets is not None for answer in read)
    "".join(text).encode()
    return text


def _candidate(path: Path) -> object:
    """Read a manifest in a folder of recordings."""
    folder = path.with_name("candidate")
    folder.mkdir(exist_ok=True)
    if not (folder / "a.wav").exists():
        write_clip(folder / "a.wav", Clip.silence(0.01), file_format="WAV")
    (folder / MANIFEST).write_bytes(path.read_bytes())
    return Candidate(folder).questions


BANK = Target("bank", (BadBank,), load_bank, _bank)
DOSSIER = Target(
    "dossier",
    (BadDossier,),
    load_dossier,
    lambda: [*seeds_by(write_template), sample_path().read_bytes()[:1500]],
)
MANIFESTS = Target(
    "manifest",
    (BadInput,),
    _candidate,
    lambda: [MANIFEST_TEXT],
    writes="candidate",
)
WORD_LIST = Target("words", (BadInput,), read_words, lambda: [json.dumps(WORDS).encode()])
WRITTEN = Target(
    "written answers",
    (BadInput,),
    _printed,
    lambda: [json.dumps(ANSWER).encode() + b"\n" + json.dumps(ANSWER | {"id": 7}).encode()],
)
PAPER = Target(
    "papers",
    (BadInput,),
    read_document,
    lambda: [*seeds_by(lambda path: pdf("Fleet manager", "Weekend duty").write(path)), "Köchin".encode()],
)
