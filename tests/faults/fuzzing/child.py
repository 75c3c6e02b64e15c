"""A target under atheris, in a process of its own: `python -m faults.fuzzing.child NAME FOLDER OPTION…`.

Whatever breaks the rule stands base64 on stdout behind `BROKEN `; libFuzzer's own account goes to stderr.
"""

from __future__ import annotations

import base64
import logging
import sys
import tempfile
import traceback
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]


def main() -> None:
    """Fuzz until the options say stop."""
    name, corpus, *options = sys.argv[1:]
    logging.disable()
    with atheris.instrument_imports(include=["mockinterview"], enable_loader_override=False):
        from faults.fuzzing.targets import TARGETS
    from faults.fuzzing.rule import obey

    target = TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        (Path(corpus) / f"seed-{number}").write_bytes(seed)
    folder = Path(tempfile.mkdtemp(dir=Path(corpus).parent))

    def feed(data: bytes) -> None:
        try:
            obey(target, data, folder)
        except BaseException:
            print("BROKEN", base64.b64encode(data).decode(), flush=True)
            traceback.print_exc(file=sys.stdout)
            raise

    atheris.Setup([sys.argv[0], *options, corpus], feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
