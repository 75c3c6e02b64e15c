"""Whisper itself: from a clip to its words, inside the child process.

One window (up to 30 s) costs one run of the encoder over the sound that is there, one greedy decoding without
time marks, and one pass of the decoder over the finished text. That pass gives the words' times (by Whisper's
own alignment) and its doubt (see `doubt`) together; `whisper.transcribe` would run the encoder a second time
for the times alone, and both times over 30 s. The encoder's output is listened to for filled pauses as well
(see `probe`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.recognition.checkpoint import load_source
from mockinterview.recognition.cutting import pieces
from mockinterview.recognition.doubt import filled_pause_logprobs, filled_pause_tokens
from mockinterview.recognition.ear import ear_beside
from mockinterview.recognition.encoder import Encoder
from mockinterview.recognition.guards import STOCK_NO_SPEECH, is_silent, is_stock_phrase, without_loops
from mockinterview.recognition.heard import Heard, joined
from mockinterview.recognition.quick_steps import use_quick_steps
from mockinterview.recognition.word_edges import fitted
from mockinterview.transcript import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mockinterview.recognition.messages import WhisperOptions
    from mockinterview.recognition.models import ModelSource

HIGHEST_COMPRESSION = 2.4
LOWEST_LOGPROB = -1.0
NO_SPEECH = 0.6
SEED = 0
SHORTEST_WORD_S = 0.02
OPENING_MARKS = "\"'“([{-"
CLOSING_MARKS = "\"'.,!?:”)]}"
"""Punctuation that belongs to the word behind it, and to the word before it."""


class _Encoded:
    """A model that takes encoded sound of any length, and keeps the logits of an alignment.

    Args:
        model: a `whisper.model.Whisper`.
        features: the encoded sound, shape (n, n_state).
    """

    def __init__(self, model: Any, features: Any) -> None:
        self._model = model
        self.dims = replace(
            model.dims, n_audio_ctx=len(features)
        )  # by which Whisper knows it from a spectrogram
        self.logits: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def __call__(self, features: Any, tokens: Any) -> Any:
        self.logits = self._model.decoder(tokens, features)
        return self.logits


class Recogniser:
    """A loaded model."""

    def __init__(self, source: ModelSource, options: WhisperOptions) -> None:
        from whisper.tokenizer import get_tokenizer

        self._options = options
        self._model = load_source(source)
        self._encoder = Encoder(self._model, options)
        self._tokenizer = get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=options.language,
            task="transcribe",
        )
        self._filled_pauses = filled_pause_tokens(self._tokenizer)
        self._ear = ear_beside(source, options)
        self._half = self._model.device.type == "cuda"
        if not self._half:
            use_quick_steps(self._model)

    def warm_up(self) -> None:
        """Go once through everything that is compiled or allocated on first use."""
        import numpy as np
        import torch

        noise = np.random.default_rng(SEED).normal(0, 0.01, SAMPLE_RATE).astype(np.float32)
        text = self._tokenizer.encode(" Yes, well, hello.")
        with torch.inference_mode():
            features, hops = self._encoder.encode(Clip(noise))
            self._decode(features, 0.0, sample_len=2)
            _first_time(lambda: self._align(features, text, hops))

    def recognise(self, clip: Clip) -> Heard:
        """Return the words of a clip at 16,000 Hz; one longer than a window is cut at quiet places."""
        return joined((piece.start, self._window(piece.clip)) for piece in pieces(clip))

    def _window(self, clip: Clip) -> Heard:
        import torch

        if is_silent(clip):
            return Heard()
        with torch.inference_mode():
            features, hops = self._encoder.encode(clip)
            pauses = self._ear.heard(clip, features, hops) if self._ear else None
            result = self._decode_well(features, clip.duration)
            if result.no_speech_prob > NO_SPEECH and result.avg_logprob < LOWEST_LOGPROB:
                return Heard(pauses=pauses)
            text = [token for token in result.tokens if token < self._tokenizer.eot]
            heard = self._align(features, text, hops)
        words = _within([word for word in heard.words if word.text], clip.duration)
        words = without_loops(words, suspicious=result.compression_ratio > HIGHEST_COMPRESSION)
        if result.no_speech_prob > STOCK_NO_SPEECH and is_stock_phrase(words):
            return Heard(pauses=pauses)
        return Heard(tuple(fitted(words, clip)), heard.doubt_behind, pauses)

    def _decode_well(self, features: Any, duration: float) -> Any:
        import torch

        sample_len = min(
            round(8 + self._options.tokens_per_second * duration), self._model.dims.n_text_ctx // 2
        )
        results = []
        for temperature in self._options.temperatures:
            torch.manual_seed(SEED)
            results.append(self._decode(features, temperature, sample_len))
            if _sound(results[-1]):
                return results[-1]
        # A loop is sure of itself: what does not compress too well comes first.
        return max(
            results, key=lambda result: (result.compression_ratio <= HIGHEST_COMPRESSION, result.avg_logprob)
        )

    def _decode(self, features: Any, temperature: float, sample_len: int) -> Any:
        from whisper.decoding import DecodingOptions, decode

        return decode(
            _Encoded(self._model, features),
            features,
            DecodingOptions(
                language=self._options.language,
                temperature=temperature,
                sample_len=sample_len,
                without_timestamps=True,
                fp16=self._half,
            ),
        )

    def _align(self, features: Any, text: list[int], hops: int) -> Heard:
        """Return the words of a text with times and doubt, in one pass of the decoder."""
        from whisper.timing import find_alignment, merge_punctuations

        if not text:
            return Heard()
        model = _Encoded(self._model, features)
        timings = find_alignment(model, self._tokenizer, text, features, hops)
        if not timings:
            return Heard()
        merge_punctuations(timings, OPENING_MARKS, CLOSING_MARKS)
        before_text = len(self._tokenizer.sot_sequence)
        rows = []
        row = before_text
        for timing in timings:
            rows.append(row)
            row += len(timing.tokens)
        doubts = filled_pause_logprobs(model.logits[0], [*rows, before_text + len(text)], self._filled_pauses)
        words: list[Word] = []
        for timing, doubt in zip(timings, doubts, strict=False):
            word = Word(
                start=float(timing.start),
                end=float(timing.end),
                text=timing.word.strip(),
                probability=float(timing.probability),
                filled_pause_logprob=None
                if timing.tokens[:1] and timing.tokens[0] in self._filled_pauses
                else doubt,
            )
            if words and word.text and not timing.word.startswith(" "):
                words.append(_grown(words.pop(), word))
            else:
                words.append(word)
        return Heard(tuple(words), doubts[-1])


def _grown(word: Word, rest: Word) -> Word:
    """Return a word with what belongs to it: Whisper takes "46,000" for two."""
    certain = min(word.probability or 0.0, rest.probability or 0.0)
    return replace(word, end=rest.end, text=f"{word.text}{rest.text}", probability=certain)


def _first_time(align: Callable[[], object]) -> None:
    """Align for the first time, and keep what numba compiles for it: later starts are 1.3 s sooner."""
    from numba.core.caching import NullCache
    from whisper import timing

    compiled = (timing.backtrace, timing.dtw_cpu)
    try:
        for function in compiled:
            function.enable_caching()
        align()
    except Exception:  # noqa: BLE001 - whatever is wrong with the kept files, it works without them
        for function in compiled:
            function._cache = NullCache()  # noqa: SLF001 - numba has no public way back
        align()


def _sound(result: Any) -> bool:
    """Whether a decoding neither loops nor is a mere guess; nobody speaking counts as sound."""
    if result.no_speech_prob > NO_SPEECH and result.avg_logprob < LOWEST_LOGPROB:
        return True
    return bool(result.compression_ratio <= HIGHEST_COMPRESSION and result.avg_logprob >= LOWEST_LOGPROB)


def _within(words: Sequence[Word], duration: float) -> list[Word]:
    """Return the words with times inside the clip, in order, each with some length."""
    found: list[Word] = []
    latest = duration
    for word in reversed(words):
        end = min(word.end or 0.0, latest)
        start = max(min(word.start or 0.0, end - SHORTEST_WORD_S), 0.0)
        found.append(replace(word, start=start, end=end))
        latest = start
    return found[::-1]
