"""The dossier as a TOML file that a person may edit: read with every problem at once, changed with care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.dossier_file.reading import LONGEST_LIST, LONGEST_TEXT, load_dossier, parse_dossier
from mockinterview.dossier_file.writing import change_dossier, open_in_editor, save_dossier, write_template
from mockinterview.places import bundled, data_dir

__all__ = [
    "LONGEST_LIST",
    "LONGEST_TEXT",
    "change_dossier",
    "default_path",
    "load_dossier",
    "open_in_editor",
    "parse_dossier",
    "sample_path",
    "save_dossier",
    "write_template",
]

if TYPE_CHECKING:
    from pathlib import Path


def default_path() -> Path:
    """Return where the person's dossier lies; it need not exist yet."""
    return data_dir() / "dossier.toml"


def sample_path() -> Path:
    """Return the dossier of the sample candidate, which comes with the program."""
    return bundled("sample_dossier.toml")
