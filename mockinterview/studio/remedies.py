"""What helps, and what is wrong, in the words of a page: whoever reads it has no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.studio.page import english
from mockinterview.texts import sentences

if TYPE_CHECKING:
    from mockinterview.errors import MockInterviewError
    from mockinterview.remedy import Remedy


def on_page(remedy: Remedy | None) -> str:
    """Return what helps, as a sentence; empty where there is nothing to say."""
    return english().say(f"remedies.{remedy.way}") if remedy else ""


def told(error: MockInterviewError) -> str:
    """Return what is wrong and what helps, as sentences."""
    return sentences(str(error), on_page(error.remedy))
