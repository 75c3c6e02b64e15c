"""Word error rate between a script and what was recognised."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import Any

import jiwer


@cache
def _normalizer() -> Any:
    from whisper.normalizers import EnglishTextNormalizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its list of spellings open
        return EnglishTextNormalizer()


def normalized(text: str) -> str:
    """Return a text without case, punctuation, um and uh, numbers as digits (Whisper's own rules)."""
    return re.sub(r"\s+", " ", str(_normalizer()(text))).strip()


def word_error_rate(script: str, recognised: str) -> float:
    """Return the share of wrong, missing and added words; 0 is perfect."""
    return float(jiwer.wer(normalized(script), normalized(recognised)))
