"""The README: it names what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from mockinterview.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md")


def page(name: str) -> str:
    """Return a page's text."""
    return (ROOT / name).read_text("utf-8")


def commands(command: click.Command, path: str = "mockinterview") -> dict[str, click.Command]:
    """Return a command and all below it, by how they are called."""
    found = {path: command}
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            found |= commands(below, f"{path} {name}")
    return found


ALL = commands(cli)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    """Somebody who reads the README knows what there is."""
    assert f"`mockinterview {name}" in page("README.md")


@pytest.mark.parametrize("path", [path for path in ALL if path.count(" ") == 2])
def test_every_subcommand_is_in_the_readme(path: str) -> None:
    """The row of a command names what stands below it."""
    _, group, name = path.split()
    (row,) = [line for line in page("README.md").splitlines() if line.startswith(f"| `mockinterview {group}")]
    assert re.search(rf"\b{name}\b", row)


def test_every_call_in_the_readme_exists() -> None:
    """No command is named that is not there, and no option that none has."""
    called = re.findall(r"(?m)(?:`|^)mockinterview ([a-z]+)", page("README.md"))
    assert {*called} <= {*COMMANDS}
    options = {name for command in ALL.values() for option in command.params for name in option.opts}
    assert {*re.findall(r"(?<![\w|-])--[a-z][a-z-]*", page("README.md"))} <= options


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_that_is_named_exists(name: str) -> None:
    """`make x` in a page has its rule."""
    targets = re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE)
    assert {*re.findall(r"(?m)(?:`|^)make ([a-z-]+)", page(name))} <= {*targets}


@pytest.mark.parametrize("name", [*PAGES, "CHANGELOG.md"])
def test_every_link_leads_somewhere(name: str) -> None:
    """Files that a page links to, pictures too, are there."""
    links = re.findall(r"\]\(([^)#]+)\)", page(name))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
