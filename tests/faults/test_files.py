"""Files that break a reader by what they are, how long they are, or what they claim, case by case."""

from __future__ import annotations

import io
import os
import pickle
import resource
import shutil
import struct
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from test_weights import DIMENSIONS, file_of

from faults.fuzzing.sounds import TONE
from faults.fuzzing.texts import WORDS
from mockinterview.answer_files import WrittenAnswer, read_words, read_written
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.bank import load_bank
from mockinterview.documents import read_document
from mockinterview.dossier_file import load_dossier
from mockinterview.errors import BadInput, MockInterviewError, ModelError
from mockinterview.recognition import models, weights
from mockinterview.recognition.messages import HEAD, MARK, receive
from mockinterview.replay.recording import Recording
from mockinterview.speech.candidate import MANIFEST, Candidate
from mockinterview.store.index import INDEX_FILE, read_index
from mockinterview.store.part_file import PartFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.ledger import Measured

PART = "Files from outside"
IN_WORDS = "refused in clear lines, or read"
BOUNDED = "refused within seconds and with little memory"
MOST_MEMORY = 3 * 2**30
"""Bytes of address space for a command that reads something endless."""


def _manifest(path: Path) -> object:
    folder = path.with_name("candidate")
    folder.mkdir(exist_ok=True)
    write_clip(folder / "a.wav", TONE, file_format="WAV")
    (folder / MANIFEST).write_bytes(path.read_bytes())
    return Candidate(folder)


def _package(path: Path) -> object:
    return weights.to_network(weights.parse(path.read_bytes()))


def _index(path: Path) -> object:
    path.rename(path.with_name(INDEX_FILE))
    assert read_index(path.parent) == {}
    raise BadInput("as good as missing")


def _written(path: Path) -> object:
    answers = list(read_written(path))
    for answer in answers:
        if isinstance(answer, WrittenAnswer):
            (answer.id + answer.question + answer.transcript.text).encode()
    return answers


READERS: dict[str, Callable[[Path], object]] = {
    "bank": load_bank,
    "dossier": load_dossier,
    "manifest": _manifest,
    "words": read_words,
    "written": _written,
    "paper": read_document,
    "sound": read_clip,
    "replayed": Recording.open,
    "recording": PartFile.open,
    "model": lambda path: models.resolve(str(path)),
    "weights": _package,
    "index": _index,
}


def _wav(rate: int, channels: int, data: bytes, kind: int = 1, bits: int = 16) -> bytes:
    each = channels * bits // 8
    form = (
        np.array([kind, channels], "<u2").tobytes() + np.array([rate, rate * each % 2**32], "<u4").tobytes()
    )
    form += np.array([each % 2**16, bits], "<u2").tobytes()
    size = len(data).to_bytes(4, "little")
    return b"RIFF" + size + b"WAVEfmt \x10\0\0\0" + form + b"data" + size + data


def _lying_flac() -> bytes:
    made = io.BytesIO()
    soundfile.write(made, TONE.samples, 48_000, format="FLAC")
    data = bytearray(made.getvalue())
    data[21] |= 0x0F  # the number of samples: 36 bits
    data[22:26] = b"\xff" * 4
    return bytes(data)


def _zero_sized() -> bytes:
    absurd = file_of({"a": np.zeros((0, 5, 7), np.float32)})
    return absurd.replace((5).to_bytes(4, "little") + (7).to_bytes(4, "little"), b"\xff" * 8)


NOT_NAMED = {"manifest", "weights", "index", "written"}
"""Readers that a test here feeds through another file, or that may read a pipe."""

SEVEN_DISKS = b"PK\6\7" + struct.pack("<IQI", 2, 0, 7) + b"PK\5\6" + bytes(18)
"""The end of an archive that is spread over several disks."""

INFINITE = np.array([np.nan, np.inf, -np.inf, np.inf, 3e38, 3e38], "<f4").tobytes()
KEYS = b"".join(b"k%d = 1\n" % number for number in range(150_000))
CASES: dict[str, tuple[str, bytes]] = {
    "a number of 5,000 hexadecimal digits in a bank": ("bank", b"[[questions]]\nkind = 0x" + b"f" * 5_000),
    "the same in a dossier": ("dossier", b"[salary]\nperiod = 0x" + b"f" * 5_000),
    "900,000 dots in a bank": ("bank", b"[" + b"a." * 900_000 + b"a]"),
    "900,000 dots in a dossier": ("dossier", b"[job]\n" + b"a." * 900_000 + b"a = 1"),
    "300,000 quoted dots": ("dossier", b'x = {"a" .' + b'"a" .' * 300_000 + b"a = 1}"),
    "150,000 unknown keys": ("dossier", b"[job]\n" + KEYS),
    "900,000 zeros for questions": ("bank", b"questions = [" + b"0," * 900_000 + b"]"),
    "900,000 zeros for tags": ("bank", b"[[questions]]\ntags = [" + b"0," * 900_000 + b"]"),
    "100,000 brackets in a manifest": ("manifest", b"a = " + b"[" * 100_000),
    "a number of 5,000 digits in a manifest": ("manifest", b"a = " + b"9" * 5_000),
    "a name of 5,000 letters in a manifest": ("manifest", b"[[answers]]\nfile = '" + b"a" * 5_000 + b"'"),
    "20,000 answers in a manifest": ("manifest", b"[[answers]]\nfile = 'none'\n" * 20_000),
    "half a character as an id": ("written", b'{"id": "\\ud800", "question": "\\udfff", "answer": "x"}'),
    "a deep id": ("written", b'{"answer": "x", "id": ' + b"[" * 990 + b"]" * 990 + b"}"),
    "100,000 lines that are no answers": ("written", b"no answer\n" * 100_000),
    "100,000 brackets as a paper": ("paper", b"%PDF-1.4\n" + b"[" * 100_000),
    "a sound at 1 Hz": ("sound", _wav(1, 1, bytes(100))),
    "a sound at 2^31 Hz": ("sound", _wav(2**31 - 1, 1, bytes(100))),
    "a sound at 0 Hz": ("sound", _wav(0, 1, bytes(100))),
    "a sound of 0 channels": ("sound", _wav(8_000, 0, bytes(100))),
    "a sound of 1,024 channels": ("sound", _wav(8_000, 1_024, bytes(4_096))),
    "samples that are no numbers": ("sound", _wav(8_000, 2, INFINITE, kind=3, bits=32)),
    "FLAC that claims 68,719,476,735 samples": ("sound", _lying_flac()),
    "a sound at 2^31 Hz to be replayed": ("replayed", _wav(2**31 - 1, 1, bytes(100))),
    "a running recording whose lengths lie": ("recording", _wav(48_000, 1, bytes(100))[:36] + b"\xff" * 60),
    "weights of no size": ("weights", _zero_sized()),
    "a model on the third of seven disks": ("model", SEVEN_DISKS),
    "an index that is nested": ("index", b"[" * 100_000),
}


@pytest.mark.fault(PART, "files whose contents are absurd", BOUNDED)
@pytest.mark.parametrize("case", CASES)
def test_an_absurd_file_is_read_or_refused(case: str, tmp_path: Path, measured: Measured) -> None:
    """Each of these once took a minute, gigabytes, or ended in an error of another kind."""
    reader, data = CASES[case]
    path = tmp_path / "given"
    path.write_bytes(data)
    said = ""
    try:
        READERS[reader](path)
    except MockInterviewError as refused:
        said = str(refused)
        assert said
    assert all(line.isprintable() for line in said.split("\n"))
    assert len(said) < 100_000
    measured.count("files")


@pytest.mark.fault(PART, "special files in the place of ordinary ones", IN_WORDS)
@pytest.mark.parametrize("reader", sorted(READERS.keys() - NOT_NAMED))
def test_a_special_file_is_refused_at_once(reader: str, tmp_path: Path, measured: Measured) -> None:
    """A pipe that nobody fills, an endless device, a folder, a dangling link, a name of 5,000 letters."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    special = [
        tmp_path / "pipe",
        Path("/dev/zero"),
        tmp_path,
        tmp_path / "dangling",
        tmp_path / ("x" * 5_000),
    ]
    for path in special:
        with pytest.raises(MockInterviewError) as refused:
            READERS[reader](path)
        assert str(refused.value).isprintable()
        measured.count("special files")


@pytest.mark.fault(PART, "special files in the place of ordinary ones", IN_WORDS)
def test_an_index_that_is_a_pipe_is_no_index(tmp_path: Path, measured: Measured) -> None:
    """The list of rehearsals must not wait for ever."""
    os.mkfifo(tmp_path / INDEX_FILE)
    assert read_index(tmp_path) == {}
    measured.count("special files")


@pytest.mark.fault(PART, "a playlist that calls itself a sound", "no file that it names is opened")
def test_a_playlist_opens_nothing(tmp_path: Path, measured: Measured) -> None:
    """Ffmpeg would play whatever a playlist leads to."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed here")
    write_clip(tmp_path / "secret.wav", TONE, file_format="WAV")
    path = tmp_path / "answer.m4a"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{tmp_path}/secret.wav\n#EXT-X-ENDLIST\n")
    with pytest.raises(BadInput, match="not a sound file"):
        read_clip(path)
    measured.count("playlists")


@pytest.mark.fault(PART, "code where the recogniser's words should be", "nothing of it is run")
def test_a_message_with_code_is_not_run(tmp_path: Path, measured: Measured) -> None:
    """Even if a model of a stranger took over the recogniser's process."""
    data = pickle.dumps(Trap(tmp_path / "trace"))
    with pytest.raises(EOFError):
        receive(io.BytesIO(HEAD.pack(MARK, len(data)) + data))
    assert not (tmp_path / "trace").exists()
    measured.count("traps")


class Trap:
    """Makes a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (open, (str(self.path), "w"))


class Naming(pickle.Pickler):
    """Names the first list by an id that holds a trap, as PyTorch names what it stores apart."""

    named = False

    def persistent_id(self, value: object) -> object:
        """Return the name of what is stored apart, None for all else."""
        if isinstance(value, list) and not self.named:
            self.named = True
            return ("storage", value)
        return None


# --- models -------------------------------------------------------------------------------------------


def _trapped(how: str, trap: Trap, path: Path) -> None:
    """Write a checkpoint with a trap in it."""
    import torch

    if how == "nested":
        torch.save({"dims": DIMENSIONS, "model_state_dict": {"a": [{"b": (torch.zeros(2), trap)}]}}, path)
    elif how == "legacy":
        torch.save({"dims": trap}, path, _use_new_zipfile_serialization=False)
    elif how == "persistent id":
        with path.open("wb") as file:
            Naming(file, protocol=2).dump({"dims": [trap]})
    else:
        with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
            for name in ("storages", "tensors", "pickle"):
                data = pickle.dumps(trap, protocol=2)
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))


@pytest.mark.fault(PART, "a model file with code in it", "refused before anything of it runs")
@pytest.mark.parametrize("how", ["nested", "legacy", "persistent id", "tar"])
def test_a_trap_in_a_model_is_not_run(how: str, tmp_path: Path, measured: Measured) -> None:
    """Inside an archive, in the formats of older PyTorch, and where a storage is named."""
    from mockinterview.recognition import checkpoint

    path, trace = tmp_path / "evil.pt", tmp_path / "trace"
    _trapped(how, Trap(trace), path)
    trace.unlink(missing_ok=True)
    with pytest.raises(ModelError, match="no Whisper model file"):
        checkpoint.load(path)
    assert not trace.exists()
    measured.count("traps")


@pytest.mark.fault(PART, "a small model file that claims a huge network", "refused before memory is taken")
def test_a_model_that_claims_more_than_it_holds_is_refused(tmp_path: Path, measured: Measured) -> None:
    """Sixty kilobytes that stand for the largest Whisper: one number, repeated by strides of nought."""
    import torch

    from mockinterview.recognition import checkpoint
    from mockinterview.recognition.dimensions import Dimensions

    large = DIMENSIONS | dict.fromkeys(("n_audio_state", "n_text_state"), 1280)
    large |= dict.fromkeys(("n_audio_head", "n_text_head"), 20)
    large |= dict.fromkeys(("n_audio_layer", "n_text_layer"), 32)
    one = torch.zeros(1)
    shapes = Dimensions(**large).shapes()
    state = {name: one.as_strided(shape, (0,) * len(shape)) for name, shape in shapes.items()}
    path = tmp_path / "vast.pt"
    torch.save({"dims": large, "model_state_dict": state}, path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ModelError, match="claims more than it holds"):
        checkpoint.load(path)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 500
    measured.worst("memory taken", grown, "MB")


# --- the real command ---------------------------------------------------------------------------------


def run_bounded(*arguments: str, stdin: int = subprocess.DEVNULL) -> tuple[int, str]:
    """Run the real command with little memory; return its exit code and what it wrote on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "mockinterview", *arguments],
        stdin=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
    )
    return done.returncode, done.stderr


@pytest.mark.long
@pytest.mark.fault(PART, "two gigabytes, or something endless, for a text", "one line, in 3 GB at most")
@pytest.mark.parametrize("what", ["sparse file", "/dev/zero", "endless pipe"])
@pytest.mark.parametrize("command", ["text", "words", "bank", "dossier", "archive"])
def test_something_endless_is_refused(what: str, command: str, tmp_path: Path, measured: Measured) -> None:
    """The real command, its memory bounded by the system; what lies beside is as it was."""
    path = {"/dev/zero": Path("/dev/zero")}.get(what, tmp_path / "given")
    if what == "sparse file":
        with path.open("wb") as file:
            file.truncate(2 * 2**30)
    if what == "endless pipe":
        os.mkfifo(path)
        threading.Thread(target=_pour, args=(path,), daemon=True).start()
    write_clip(tmp_path / "good.wav", TONE, file_format="WAV")
    before = sorted(found.name for found in tmp_path.iterdir())
    arguments = {
        "text": ("analyze", "--text", str(path)),
        "words": ("analyze", str(tmp_path / "good.wav"), "--words", str(path)),
        "bank": ("questions", "check", str(path)),
        "dossier": ("prepare", "check", "--dossier", str(path)),
        "archive": ("sessions", "import", str(path)),
    }[command]
    code, said = run_bounded(*arguments)
    assert code == 1, said
    assert len(said.strip().splitlines()) == 2 if command == "text" else 1, said
    assert "itself failed" not in said
    assert sorted(found.name for found in tmp_path.iterdir()) == before
    measured.count("commands")


def _pour(path: Path) -> None:
    """Fill a pipe until nobody reads any more."""
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    try:
        for _ in range(1_000_000):
            try:
                os.write(descriptor, bytes(65_536))
            except BlockingIOError:
                threading.Event().wait(0.001)
    finally:
        os.close(descriptor)


@pytest.mark.fault(PART, "odd paths on the command line", IN_WORDS)
@pytest.mark.parametrize("name", ["~nobody-of-this-name/model.pt", f"{'x' * 5_000}/model.pt"])
def test_an_odd_path_of_a_model_is_named(name: str, measured: Measured) -> None:
    """A home that nobody has, a name that no system takes."""
    with pytest.raises(ModelError):
        models.resolve(name)
    measured.count("paths")


@pytest.mark.fault(PART, "words from other programs", IN_WORDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_of_encodings_do_no_harm(encoding: str, tmp_path: Path, measured: Measured) -> None:
    """JSON may come in any of Unicode's encodings."""
    import json

    path = tmp_path / "words.json"
    path.write_bytes(json.dumps(WORDS).encode(encoding))
    assert read_words(path).text == "Um, we"
    measured.count("encodings")
