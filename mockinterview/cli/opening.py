"""Opens a page in the person's browser, which belongs to them and not to this program."""

from __future__ import annotations

import subprocess
import sys

from mockinterview.private_file import own_umask

SCRIPT = (
    "import signal, sys, webbrowser; signal.signal(signal.SIGINT, signal.SIG_DFL);"
    "sys.exit(not webbrowser.open(sys.argv[1]))"
)


def open_apart(address: str) -> bool:
    """Open an address, and return whether a browser was found; some are only over when they are closed.

    A process of its own opens it, as what the browser writes from then on, downloads for instance, is made
    under the person's umask, and this process with all its threads keeps its own.
    """
    command = [sys.executable, "-I", "-c", SCRIPT, address]
    return subprocess.run(command, check=False, umask=own_umask()).returncode == 0
