"""Keeps what C libraries print about the sound system off the person's terminal."""

from __future__ import annotations

import ctypes
import platform


def mute_c_libraries() -> None:
    """Send what C code prints on its standard error to nowhere, for the rest of the process.

    On Linux, PortAudio and ALSA narrate every device they fail to open, and PortAudio does so again, from a
    thread of its own, when a device disappears. They print through the C variable `stderr`; Python writes to
    the file descriptor, so its messages, and ours, still arrive. Elsewhere there is no such noise.
    """
    # Only glibc promises that the variable may be assigned; musl keeps it in read-only memory.
    if platform.system() != "Linux" or platform.libc_ver()[0] != "glibc":
        return
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    nowhere = libc.fopen(b"/dev/null", b"w")
    if nowhere:
        ctypes.c_void_p.in_dll(libc, "stderr").value = nowhere
