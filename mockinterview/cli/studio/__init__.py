"""`mockinterview studio`: the face in the browser, with the rooms of the house fitted in behind it."""

from mockinterview.cli.studio.command import studio

__all__ = ["studio"]
