"""A rehearsal: ask, listen, say how it went, keep it."""

from mockinterview.interview.loop import Interview
from mockinterview.interview.parts import Background, Options, Parts

__all__ = ["Background", "Interview", "Options", "Parts"]
