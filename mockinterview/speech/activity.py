"""Voice activity: whether there is speech; whether the answer is over is the endpoint's business.

The silero model, run by onnxruntime from the file inside the installed `silero-vad` wheel; importing that
package would import torch. An energy gate stands in front: the model misfires on near-digital silence.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mockinterview.clip import SAMPLE_RATE
from mockinterview.errors import DeviceError
from mockinterview.remedy import Remedy

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 512  # samples: the model's step, 32 ms at 16 kHz
BLOCK_S = BLOCK / SAMPLE_RATE
CONTEXT = 64  # samples before a block that the model wants to see again
FLOOR_DB = -100.0
"""What digital silence counts as, in dB relative to full scale."""


@dataclass(frozen=True)
class ActivityOptions:
    """When a block counts as speech.

    Attributes:
        begin: the model's probability at which speech begins (silero's own default).
        stay: the probability below which it ends again (silero's default: begin - 0.15).
        faintest_db: blocks below this loudness are never speech; a very quiet microphone gives speech of
            -55 dB, its weak sounds some 15 dB less.
        above_noise_db: blocks must stand out of the noise floor by this much.
        noise_rise_db: how fast the noise floor may rise, in dB a second; it falls at once.
    """

    begin: float = 0.5
    stay: float = 0.35
    faintest_db: float = -72.0
    above_noise_db: float = 3.0
    noise_rise_db: float = 1.0


def level_db(samples: NDArray[np.float32]) -> float:
    """Return the loudness (root mean square) in dB relative to full scale, -100 at least."""
    if not len(samples):
        return FLOOR_DB
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(10 * float(np.log10(power)), FLOOR_DB) if power > 0 else FLOOR_DB


class EnergyGate:
    """Lets blocks pass that are loud enough to be speech.

    The noise floor is the quietest level of late: it falls at once and rises slowly, so the short dips
    between words keep it down while someone talks.
    """

    def __init__(self, options: ActivityOptions) -> None:
        self._options = options
        self._noise_db = FLOOR_DB

    def passes(self, level: float) -> bool:
        """Take the next block's loudness in dB, return whether it may be speech."""
        self._noise_db = min(level, self._noise_db + self._options.noise_rise_db * BLOCK_S)
        return level >= max(self._options.faintest_db, self._noise_db + self._options.above_noise_db)


class VoiceActivity:
    """Decides block by block, as sound streams in, whether there is speech.

    Raises:
        DeviceError: the model is missing from the installation.
    """

    def __init__(self, options: ActivityOptions | None = None) -> None:
        self._options = options or ActivityOptions()
        self._model = _model()
        self._gate = EnergyGate(self._options)
        self._state = np.zeros((2, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._speaking = False

    def decide(self, block: NDArray[np.float32]) -> bool:
        """Take the next 512 samples at 16 kHz, return whether there is speech in them."""
        # The model hears every block, so that its memory has no holes; the gate has the last word.
        probability = self._probability(block)
        loud = self._gate.passes(level_db(block))
        threshold = self._options.stay if self._speaking else self._options.begin
        self._speaking = loud and probability >= threshold
        return self._speaking

    def _probability(self, block: NDArray[np.float32]) -> float:
        heard = np.concatenate([self._context, block])
        self._context = block[-CONTEXT:]
        inputs = {"input": heard[np.newaxis], "state": self._state, "sr": np.array(SAMPLE_RATE, np.int64)}
        output, self._state = self._model.run(None, inputs)
        return float(output[0, 0])


def warm_up() -> None:
    """Load the model in the background (while the question is spoken); returns at once, never fails."""
    threading.Thread(target=_load_quietly, name="voice activity", daemon=True).start()


def _load_quietly() -> None:
    try:
        _model()
    except DeviceError:
        return  # said when it is needed


_loading = threading.Lock()


def _model() -> Any:
    with _loading:
        return _load()


@cache
def _load() -> Any:
    package = find_spec("silero_vad")
    path = Path(package.origin).parent / "data" / "silero_vad.onnx" if package and package.origin else None
    if path is None or not path.is_file():
        raise DeviceError("the speech detector is missing", Remedy("install", "pip install silero-vad"))
    # Official builds tell Microsoft of every session, over the network, unless this stands there before.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: loading warns about unused weights on stderr
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
