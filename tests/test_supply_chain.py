"""What an installation brings: exact versions, their checksums, and everybody's licence."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.list_licences import SCRIPTS, bundled, installed_with, licence_of

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "THIRD-PARTY.md").read_text("utf-8")
STATIC = sorted(path for path in (ROOT / "mockinterview").glob("*/static/*.js"))
OWN_KINDS = {".py", ".pyc", ".typed", ".js", ".css", ".svg", ".html", ".j2", ".toml", ".json", ".npz"}
"""Kinds of files in the program that are this project's own, built scripts excepted; `.npz` holds what
`benchmarks/train_probe.py` learns."""


class Locked(NamedTuple):
    """One package in requirements/."""

    version: str
    hashes: int
    here: bool


def pinned() -> dict[str, str]:
    """Return the versions of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {canonicalize_name(name): version.strip() for name, version in pins}


def locked(file: str) -> dict[str, Locked]:
    """Return the packages of a file in requirements/."""
    text = (ROOT / "requirements" / file).read_text("utf-8")
    found: dict[str, Locked] = {}
    for line, hashes in re.findall(
        r"^(\w[^\n]*?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    ):
        wanted = Requirement(line)
        (specifier,) = wanted.specifier
        assert specifier.operator == "=="
        here = wanted.marker is None or wanted.marker.evaluate()
        name = canonicalize_name(wanted.name)
        assert name not in found
        found[name] = Locked(specifier.version, hashes.count("sha256:"), here)
    assert len(found) == len(re.findall(r"^\w", text, re.MULTILINE)), f"a line of {file} was not understood"
    return found


NEEDED = {canonicalize_name(package.name) for package in installed_with()}


def test_all_that_is_installed_is_held_to_a_checksum() -> None:
    """Every package that an installation for work offline brings has a version and a checksum at least."""
    checked = locked("offline.txt") | locked("torch.txt")
    assert checked.keys() >= NEEDED
    assert all(package.hashes for package in checked.values())


def test_the_checksums_are_of_the_versions_that_were_tested() -> None:
    """constraints.txt and requirements/ name the same packages for this machine, at the same versions."""
    pins = pinned()
    for file in ("offline.txt", "torch.txt", "macos.txt"):
        for name, package in locked(file).items():
            assert pins.get(name, package.version) == package.version, name
    assert {name for name in NEEDED if name not in pins} == set()


def test_nothing_is_held_to_a_checksum_that_is_not_needed() -> None:
    """What the list has for this machine is what an installation brings, and no more."""
    assert {name for name, package in locked("offline.txt").items() if package.here} <= NEEDED
    assert not any(package.here for package in locked("macos.txt").values())


def test_the_list_for_all_systems_can_be_read_by_every_pip() -> None:
    """Conditions on the kernel's version, over which several versions of pip fail on Linux, stand apart."""
    assert "platform_release" not in (ROOT / "requirements/offline.txt").read_text("utf-8")


def test_whoever_is_installed_stands_in_the_list_of_licences() -> None:
    """Each package with the licence that it names; none that is no longer needed."""
    table = PAGE.partition("| package | licence |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| (\S+) \| (.+) \|$", table, re.MULTILINE))
    rows.pop("---", None)
    assert {canonicalize_name(name) for name in rows} == NEEDED
    assert rows == {package.name: licence_of(package) for package in installed_with()}


def test_each_script_in_the_pages_carries_and_tells_whose_it_is() -> None:
    """The library in it stands in the list of licences, in its version and with its full text."""
    for path in STATIC:
        part = bundled(path)
        assert f"{part.name} {part.version}" in PAGE, path
        assert part.licence in PAGE, path
    assert {ROOT / path for _, path in SCRIPTS.values()} <= set(STATIC)


def test_the_libraries_that_the_pages_are_built_from_stand_in_the_list() -> None:
    """Those of package.json, in its versions; esbuild leaves nothing of itself in the results."""
    libraries = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    for name, version in libraries.items():
        assert (f"{name} {version}" if name != "esbuild" else name).lower() in PAGE.lower()


def test_no_other_kind_of_part_has_come_in_unseen() -> None:
    """A font, a picture, a model or a sound would be somebody's: then its licence belongs into the list."""
    files = (path for path in (ROOT / "mockinterview").rglob("*") if path.is_file())
    assert {path.suffix for path in files} <= OWN_KINDS
    assert [path.name for path in (ROOT / "tests/vendor").iterdir()] == ["axe.min.js"]
    recordings = (path for path in (ROOT / "audio_fixtures").rglob("*") if path.is_file())
    assert {path.suffix for path in recordings} <= {".ogg", ".flac", ".toml", ".md", ".py", ".pyc"}


@pytest.mark.parametrize("voice", ["joe", "slt", "awb", "rms", "en-us"])
def test_each_voice_of_the_recordings_stands_in_the_list(voice: str) -> None:
    """As the manifests name them."""
    manifests = "".join(path.read_text("utf-8") for path in (ROOT / "audio_fixtures").rglob("manifest.toml"))
    made_with = set(
        re.findall(r'^made_with = "(?:piper-tts|flite|espeak-ng) (\S+)"', manifests, re.MULTILINE)
    )
    assert voice in made_with
    assert made_with <= set(re.findall(r"`([\w-]+)`", PAGE))


def test_the_licences_go_along_with_the_wheel() -> None:
    """Both files lie in an installation, beside the package's own description."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"LICENSE", "THIRD-PARTY.md"} <= set(project["license-files"])
