"""Changing a dossier's file: a person's comments and order stay, and only what differs is written."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mockinterview.dossier import Dossier
from mockinterview.dossier_file.reading import MAX_BYTES, is_empty, parse_dossier, tidy
from mockinterview.errors import BadDossier, StorageError
from mockinterview.file_lock import PATIENCE_S, Busy, lock, locked
from mockinterview.places import data_dir
from mockinterview.private_file import make_private_dir, write_private
from mockinterview.remedy import Remedy
from mockinterview.toml_file import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from filelock import BaseFileLock
    from tomlkit import TOMLDocument
    from tomlkit.items import AbstractTable

Values = dict[str, Any]

LOCK_FILE = ".dossier.lock"
IN_EDITOR = "it is open in an editor in another window; save and close it there first"


def write_template(path: Path) -> None:
    """Make a dossier with nothing in it but explanations, readable by its owner alone.

    One that is there stays as it is.

    Raises:
        StorageError: it cannot be written.
    """
    with _alone():
        if not path.exists():
            _write(path, _template())


def change_dossier(path: Path, change: Callable[[Dossier], Dossier]) -> Dossier:
    """Read a dossier, change it, and keep it; one that does not exist yet begins empty.

    Where several programs do so at once, one after the other gets its turn, and every change is kept.

    Args:
        path: the file.
        change: returns a dossier as it is to be; must not change another one itself.

    Raises:
        BadDossier: the file has problems; nothing was changed.
        StorageError: it cannot be written; nothing was changed.
    """
    with _alone():
        _refuse_open(path)
        text = (
            read_text(path, BadDossier, what="a dossier", max_bytes=MAX_BYTES)
            if path.exists()
            else _template()
        )
        before = parse_dossier(text, path)
        after = change(before)
        if after != before:
            _write(path, _changed(text, path, before, after))
        return after


def save_dossier(path: Path, dossier: Dossier) -> None:
    """Make the file hold this dossier.

    Raises:
        BadDossier: the file there has problems; nothing was changed.
        StorageError: it cannot be written; nothing was changed.
    """
    change_dossier(path, lambda _: dossier)


@contextmanager
def _alone() -> Iterator[None]:
    """Let no other program change a dossier for a block.

    The lock lies with the person's data, not beside the dossier, which may be anywhere; where no lock can be
    made, a dossier can be changed all the same.

    Raises:
        Busy: another program does not come to an end.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(make_private_dir(data_dir()) / LOCK_FILE, timeout=PATIENCE_S))
        except Busy:
            raise
        except StorageError:
            pass
        yield


@contextmanager
def open_in_editor(path: Path) -> Iterator[None]:
    """Let no program change a dossier while a person edits it: what the editor saves replaces all of it.

    Raises:
        Busy: it is open in an editor already.
    """
    held: BaseFileLock | None = None
    with _alone():
        try:
            held = lock(_editing(path))
        except Busy:
            raise Busy(f"{path}: {IN_EDITOR}") from None
        except StorageError:  # where no lock can be made, it can be edited all the same
            pass
    try:
        yield
    finally:
        if held is not None:
            with suppress(OSError):  # Windows removes no open file; without its holder it says nothing
                _editing(path).unlink()
            held.release()


def _refuse_open(path: Path) -> None:
    where = _editing(path)
    if where.exists():
        try:
            lock(where).release()
        except Busy:
            raise Busy(f"{path}: {IN_EDITOR}") from None
        except StorageError:
            pass


def _editing(path: Path) -> Path:
    """Return the lock of a dossier that is open in an editor."""
    name = sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    return data_dir() / f".dossier-{name}.lock"


def _template() -> str:
    from pathlib import Path

    return Path(__file__).with_name("template.toml").read_text("utf-8")


def _write(path: Path, text: str) -> None:
    try:
        target = path.resolve()  # a link to a file elsewhere stays a link
    except (OSError, RuntimeError) as error:
        raise StorageError(f"cannot write {path}: its links lead in a circle") from error
    make_private_dir(target.parent)
    write_private(target, text.encode())


def _changed(text: str, path: Path, before: Dossier, after: Dossier) -> str:
    """Return the text with only those values changed that differ, checked by reading it again."""
    import tomlkit

    new = _plain(after)
    for sections in ([], [key for key, value in _plain(before).items() if value != new[key]]):
        document, old = tomlkit.parse(text), _plain(before)
        # Where the person's own layout resists a careful change, the sections that changed are written anew.
        for key in sections:
            document.pop(key, None)
        try:
            _merge(document, {key: _NOTHING[key] if key in sections else old[key] for key in old}, new)
            written = document.as_string()
            if parse_dossier(written, path) == after:
                return written
        except (BadDossier, tomlkit.exceptions.TOMLKitError, IndexError, KeyError, TypeError, ValueError):
            continue
    raise StorageError(f"{path}: cannot be changed by this program", Remedy("open_dossier"))


def _plain(dossier: Dossier) -> Values:
    """Return a dossier as dictionaries and lists."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, tuple) else value

    values: Values = plain(asdict(dossier))
    return values


_NOTHING = _plain(Dossier())


def _merge(table: AbstractTable | TOMLDocument, old: Values, new: Values) -> None:
    """Make a table hold the values of `new`, where they differ from those of `old`."""
    for key, value in new.items():
        if value == old[key]:
            continue
        if isinstance(value, dict):
            _merge(_table(table, key), old[key], value)
        elif isinstance(value, list) and any(isinstance(entry, dict) for entry in [*value, *old[key]]):
            _merge_blocks(table, key, old[key], value)
        elif isinstance(value, list) and key in table and value[: len(old[key])] == old[key]:
            # Appending keeps comments between the entries; an array of one line stays one line.
            table[key].extend(value[len(old[key]) :])
        elif isinstance(value, list):
            table[key] = value
            table[key].multiline(len(value) > 1)
        else:
            table[key] = "" if value is None else value


def _table(owner: AbstractTable | TOMLDocument, key: str) -> Any:
    """Return a table inside another, made where it is missing."""
    import tomlkit
    from tomlkit.items import InlineTable

    if key not in owner:
        owner[key] = tomlkit.inline_table() if isinstance(owner, InlineTable) else tomlkit.table()
    return owner[key]


def _merge_blocks(
    table: AbstractTable | TOMLDocument, key: str, old: list[Values], new: list[Values]
) -> None:
    """Make a list of blocks hold `new`: unchanged ones stay where they are, empty ones are filled first."""
    import tomlkit
    from tomlkit.items import AoT, InlineTable

    if key not in table:
        table[key] = tomlkit.array() if isinstance(table, InlineTable) else tomlkit.aot()
    blocks: Any = table[key]
    meant = [tidy({"entry": block})[1]["entry"] for block in blocks.unwrap()]
    filled = [number for number, block in enumerate(meant) if not is_empty(key, block)]
    empty = [number for number, block in enumerate(meant) if is_empty(key, block)]
    gone = [slot for slot, block in zip(filled, old, strict=True) if block not in new]
    for slot in reversed(gone[: max(0, len(filled) - len(new))]):
        place = filled.index(slot)
        del blocks[slot], filled[place], old[place]
        filled = [number - (number > slot) for number in filled]
        empty = [number - (number > slot) for number in empty]
    nothing = {name: [] if isinstance(value, list) else "" for name, value in (new or old)[0].items()}
    slots = [*zip(filled, old, strict=True), *((number, nothing) for number in empty)]
    for (slot, block), value in zip(slots, new, strict=False):
        _merge(blocks[slot], block, value)
    for value in new[len(slots) :]:
        block = tomlkit.table() if isinstance(blocks, AoT) else tomlkit.inline_table()
        block.update({name: inner for name, inner in value.items() if inner})
        if isinstance(blocks, AoT):
            block.add(tomlkit.nl())
        blocks.append(block)
    for slot in sorted((slot for slot, _ in slots[len(new) :] if slot in filled), reverse=True):
        del blocks[slot]
