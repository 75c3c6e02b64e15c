"""Write THIRD-PARTY.md: whose parts these are, and under which licences.

`python scripts/list_licences.py`, in an environment where mockinterview is installed with `[offline]`.
"""

from __future__ import annotations

import re
import tomllib
from collections import deque
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import Distribution

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "THIRD-PARTY.md"
FRAME = Path(__file__).with_name("third_party.md.template")
SCRIPTS = {
    "wavesurfer": ("wavesurfer.js", "mockinterview/report/static/report.js"),
    "chartist": ("Chartist", "mockinterview/progress_page/static/progress.js"),
    "lit_html": ("lit-html", "mockinterview/studio/static/start.js"),
}
"""Each library inside a script of the pages: its name, and a script whose head says what it contains."""

CHECKER = "tests/vendor/axe.min.js"
LONGEST_NAME = 100
"""A licence's name is shorter; what is longer is its text, whose first line is its name."""

HEAD = re.compile(r"contains (?P<name>\S+) (?P<version>[\d.]+)[^\n]*\n(?P<text>.*?)\*/", re.DOTALL)


class Bundled(NamedTuple):
    """A library inside a script, as the head of that script tells."""

    name: str
    version: str
    licence: str


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """Return the whole page."""
    inside = {key: bundled(ROOT / path) for key, (_, path) in SCRIPTS.items()}
    axe = re.search(r"axe v([\d.]+)", (ROOT / CHECKER).read_text("utf-8"))
    assert axe is not None, f"{CHECKER} does not say its version"  # noqa: S101 - a tool of developers
    return Template(FRAME.read_text("utf-8")).substitute(
        {key: part.version for key, part in inside.items()},
        axe=axe[1],
        packages="\n".join(f"| {each.name} | {licence_of(each)} |" for each in installed_with()),
        texts="\n\n".join(f"### {part.name}\n\n```text\n{part.licence}\n```" for part in inside.values()),
    )


def bundled(script: Path) -> Bundled:
    """Read the head of a built script."""
    found = HEAD.search(script.read_text("utf-8"))
    assert found is not None, f"{script} does not say what it contains"  # noqa: S101 - a tool of developers
    return Bundled(found["name"], found["version"], found["text"].strip())


def installed_with() -> list[Distribution]:
    """Return every distribution that an installation with `[offline]` brings on this machine, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = deque(
        map(Requirement, (*project["dependencies"], *project["optional-dependencies"]["offline"]))
    )
    found: dict[str, Distribution] = {}
    seen = set()
    while waiting:
        wanted = waiting.popleft()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) not in seen:
            seen.add((name, extras))
            found[name] = distribution(wanted.name)
            waiting.extend(_needed(found[name], extras))
    return [found[name] for name in sorted(found)]


def _needed(needing: Distribution, extras: Iterable[str]) -> Iterable[Requirement]:
    for requirement in map(Requirement, needing.requires or ()):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def licence_of(package: Distribution) -> str:
    """Return the name of a package's licence, as it says itself.

    Raises:
        PackageNotFoundError: it says none.
    """
    said = package.metadata
    classified = [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if each.startswith("License")
    ]
    named = [said[key] for key in ("License-Expression", "License") if key in said]
    for name in (*named, ", ".join(classified)):
        if name and (first := name.strip().partition("\n")[0].strip()) and len(first) <= LONGEST_NAME:
            return first
    raise PackageNotFoundError(f"{package.name} says no licence")


if __name__ == "__main__":
    main()
