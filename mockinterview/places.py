"""Where things are kept: the person's data, the cache, and what is bundled with the program."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "mockinterview"
HOME_VARIABLE = "MOCKINTERVIEW_HOME"


def data_dir() -> Path:
    """Return the directory of the person's own data (sessions); it need not exist yet."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).expanduser() / "data"
    import platformdirs

    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def cache_dir() -> Path:
    """Return the directory of what can be made again (models, spoken questions); it need not exist yet."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).expanduser() / "cache"
    import platformdirs

    return platformdirs.user_cache_path(APP_NAME, appauthor=False)


def bundled(name: str) -> Path:
    """Return what comes with the program: `prompts`, `sample_candidate` or `sample_dossier.toml`.

    In an installed wheel it lies inside the package, in a checkout at the top level.
    """
    package = Path(__file__).parent
    inside = package / "bundled" / name
    if inside.exists():
        return inside
    checkout = package.parent
    return checkout / "audio_fixtures" / name if name.startswith("sample_") else checkout / name
