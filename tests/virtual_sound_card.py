"""A sound card without hardware: a private PulseAudio server with a loudspeaker and a microphone.

What is played on the loudspeaker can be listened to, and files can be spoken into the microphone, so that
tests run on the real PortAudio. Works as root in a bare container (Linux with PulseAudio and ALSA's plugin
for it) and leaves no process behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import numpy as np
import pytest

from mockinterview.audio_file import write_clip
from mockinterview.clip import Clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

SPEAKER = "vspk"
MICROPHONE = "vmic"
SAMPLE_RATE = 48_000
START_TIMEOUT_S = 60
TOOLS = ("pulseaudio", "pactl", "paplay", "parec", "setpriv")
PACKAGES = "util-linux libportaudio2 pulseaudio pulseaudio-utils libasound2-plugins"


def missing() -> str | None:
    """Return why this machine cannot have a virtual sound card, None where it can."""
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"no virtual sound card without {', '.join(absent)} (apt install {PACKAGES})" if absent else None


class Heard:
    """What the loudspeaker has played since listening began; grows while it does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def clip(self) -> Clip:
        """The sound so far, with the silence before and after, at 48,000 Hz."""
        data = self._path.read_bytes()
        return Clip(np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4").astype(np.float32), SAMPLE_RATE)


class VirtualSoundCard:
    """A running sound server; a context manager that ends it.

    Attributes:
        environment: what makes a process use this card, to be put over its own environment.
    """

    def __init__(self) -> None:
        # Not pytest's directory: the path of a Unix socket may have 107 bytes at most.
        self._directory = Path(tempfile.mkdtemp(prefix="sound-"))
        runtime = self._directory / "pulse"
        runtime.mkdir(mode=0o700)
        self._socket = runtime / "native"
        self.environment = {
            "XDG_RUNTIME_DIR": str(self._directory),
            "PULSE_RUNTIME_PATH": str(runtime),
            "PULSE_STATE_PATH": str(runtime),
            "PULSE_COOKIE": str(runtime / "cookie"),
            "PULSE_SERVER": f"unix:{self._socket}",
        }
        self._server: subprocess.Popen[bytes] | None = None
        self._children: list[subprocess.Popen[bytes]] = []
        self._files = 0

    def __enter__(self) -> Self:
        self._server = self._spawn(
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=600"),
            *("--high-priority=no", "--realtime=no", "--log-level=error"),
            *("-L", f"module-native-protocol-unix auth-cookie-enabled=0 socket={self._socket}"),
            # Without norewinds the first 1.7 s are lost.
            *("-L", f"module-null-sink sink_name={SPEAKER} rate={SAMPLE_RATE} channels=2 norewinds=1"),
            *("-L", f"module-null-sink sink_name={MICROPHONE} rate={SAMPLE_RATE} channels=1 norewinds=1"),
        )
        try:
            _wait_until(self._socket.exists, "the sound server did not start")
            self._pactl("set-default-sink", SPEAKER)
            self._pactl("set-default-source", f"{MICROPHONE}.monitor")
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def speak(self, sound: Path | Clip, *, delay: float = 0.0) -> subprocess.Popen[bytes]:
        """Speak a sound into the microphone, `delay` seconds from now; returns at once.

        Returns:
            The player; `wait()` returns 0 when all of it was spoken, `terminate()` cuts it short.
        """
        path = self._saved(sound) if isinstance(sound, Clip) else sound
        script = 'sleep "$1"; exec paplay --device="$2" "$3"'
        return self._spawn("sh", "-c", script, "speak", str(delay), MICROPHONE, str(path))

    @contextmanager
    def listening(self, sink: str = SPEAKER) -> Iterator[Heard]:
        """Record what the loudspeaker plays (or goes into the microphone), for as long as the block lasts."""
        path = self._new_file("raw")
        sound_format = ("--format=float32le", "--channels=1", f"--rate={SAMPLE_RATE}", "--latency-msec=10")
        with path.open("wb") as output:
            recorder = self._spawn("parec", f"--device={sink}.monitor", *sound_format, stdout=output)
        try:
            _wait_until(lambda: path.stat().st_size > 0, "the loudspeaker cannot be listened to")
            yield Heard(path)
        finally:
            _end_process(recorder)

    def kill(self) -> None:
        """End the sound server at once: every device is gone."""
        assert self._server is not None
        self._server.kill()
        self._server.wait()

    def freeze(self) -> None:
        """Let the sound server hang: it keeps its connections and answers nobody."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen sound server go on where it stood."""
        assert self._server is not None
        self._server.send_signal(signal.SIGCONT)

    def wait_until_awake(self) -> None:
        """Wait until the sound server answers."""
        self._pactl("info")

    def pull_out(self, name: str) -> None:
        """Take one of the two devices away (SPEAKER or MICROPHONE) while the server goes on."""
        listed = self._pactl("list", "short", "modules")
        (module,) = (line.split()[0] for line in listed.splitlines() if f"sink_name={name} " in line)
        self._pactl("unload-module", module)

    def plug_in(self, name: str, sample_rate: int = SAMPLE_RATE) -> None:
        """Bring a device back, perhaps with another rate, as the one that everybody uses."""
        channels = 2 if name == SPEAKER else 1
        shape = (f"sink_name={name}", f"rate={sample_rate}", f"channels={channels}", "norewinds=1")
        self._pactl("load-module", "module-null-sink", *shape)
        if name == SPEAKER:
            self._pactl("set-default-sink", SPEAKER)
        else:
            self._pactl("set-default-source", f"{MICROPHONE}.monitor")

    def unplug(self) -> None:
        """Take loudspeaker and microphone away while the server goes on."""
        self._pactl("unload-module", "module-null-sink")

    def _pactl(self, *arguments: str) -> str:
        command = [shutil.which("pactl") or "pactl", *arguments]
        environment = self._full_environment()
        done = subprocess.run(
            command, env=environment, check=True, capture_output=True, timeout=START_TIMEOUT_S, text=True
        )
        return done.stdout

    def _full_environment(self) -> dict[str, str]:
        return os.environ | self.environment

    def _spawn(self, *command: str, stdout: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        # Should this process (or the thread that runs this) be killed itself, its children go with it.
        tied = (shutil.which("setpriv") or "setpriv", "--pdeathsig", "KILL")
        process = subprocess.Popen(
            [*tied, *command],
            env=self._full_environment(),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._children.append(process)
        return process

    def _saved(self, clip: Clip) -> Path:
        path = self._new_file("wav")
        write_clip(path, clip, file_format="WAV")
        return path

    def _new_file(self, ending: str) -> Path:
        self._files += 1
        return self._directory / f"{self._files}.{ending}"

    def _end(self) -> None:
        for process in reversed(self._children):
            _end_process(process)
        shutil.rmtree(self._directory, ignore_errors=True)


def _wait_until(happened: Callable[[], bool], failure: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(failure)
        time.sleep(0.02)


def _end_process(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children (it leads a group of its own)."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="session")
def sound_card() -> Iterator[VirtualSoundCard]:
    """A virtual sound card that this process uses too; skips the test where there can be none."""
    if reason := missing():
        pytest.skip(reason)
    with VirtualSoundCard() as card, pytest.MonkeyPatch.context() as patch:
        for name, value in card.environment.items():
            patch.setenv(name, value)
        yield card
