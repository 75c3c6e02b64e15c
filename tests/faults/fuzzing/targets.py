"""All targets by their names."""

from __future__ import annotations

from faults.fuzzing import models, pages, sessions, sounds, texts

TARGETS = {
    target.name: target
    for target in (
        sessions.STORED,
        sessions.INDEX,
        sessions.ARCHIVE,
        texts.BANK,
        texts.DOSSIER,
        texts.MANIFESTS,
        texts.WORD_LIST,
        texts.WRITTEN,
        texts.PAPER,
        sounds.SOUND,
        sounds.REPLAYED,
        sounds.PART,
        models.PACKAGE,
        models.CHECKPOINT,
        models.MESSAGE,
        pages.LINE,
        pages.BODY,
    )
}
