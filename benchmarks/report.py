"""How long the replay page of a rehearsal with ten answers takes, and how large it is.

`python -m benchmarks.report` makes two such rehearsals from the sample candidate's recordings, looped to 90
seconds and to five minutes each, with ten spoken questions. It renders each page with nothing encoded before
and again with everything encoded, and opens it in Chromium where Playwright and Chromium are installed.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from itertools import cycle
from pathlib import Path

import numpy as np

from mockinterview import places
from mockinterview.analysis.answer import analyse_answer
from mockinterview.audio_file import read_clip, write_clip
from mockinterview.clip import SAMPLE_RATE, Clip
from mockinterview.feedback import give_feedback
from mockinterview.question import GENERAL
from mockinterview.report import render_report
from mockinterview.session import Session, Take, Turn
from mockinterview.transcript import Transcript, Word

ANSWERS = 10
LENGTHS_S = (90.0, 300.0)
QUESTION_S = 8.0
WORDS_A_SECOND = 2.5
SAID = ("I", "rebuilt", "the", "plan", "um", "and", "then", "forty", "more", "bikes", "you", "know")
OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def main() -> None:
    """Measure both rehearsals."""
    for seconds in LENGTHS_S:
        print(f"{ANSWERS} answers of {seconds:.0f} s:")
        with tempfile.TemporaryDirectory() as name:
            _measure(Path(name), seconds)


def _measure(folder: Path, seconds: float) -> None:
    """Print one line each."""
    session = _session(folder, seconds)
    for said in ("nothing encoded before", "recordings encoded before"):
        started = time.perf_counter()
        page = render_report(session, lambda sound: folder / sound)
        print(f"rendered, {said}: {time.perf_counter() - started:.2f} s")
    print(f"size: {len(page) / 1e6:.1f} MB, sounds left out: {2 * ANSWERS - page.count(b'<audio ')}")
    path = folder / "report.html"
    path.write_bytes(page)
    _open(path)


def _session(folder: Path, seconds: float) -> Session:
    recordings = sorted(places.bundled("sample_candidate").glob("*.ogg"))
    turns = []
    for number, recording in zip(range(ANSWERS), cycle(recordings), strict=False):
        voice = read_clip(recording)
        samples = np.resize(voice.samples, round(seconds * voice.sample_rate))
        clip = Clip(samples, voice.sample_rate)
        write_clip(folder / f"{number}.flac", clip)
        write_clip(folder / f"{number}-question.flac", clip.between(0.0, QUESTION_S))
        words = (
            Word(n / WORDS_A_SECOND, (n + 0.8) / WORDS_A_SECOND, word)
            for n, word in zip(range(round(seconds * WORDS_A_SECOND)), cycle(SAID), strict=False)
        )
        transcript = Transcript.from_words(words)
        analysis = analyse_answer(clip.resampled(SAMPLE_RATE), transcript)
        findings = give_feedback(analysis, GENERAL)
        take = Take(f"{number}.flac", clip.duration, "silence", transcript, analysis, findings)
        turns.append(Turn(GENERAL, f"{number}-question.flac", (take,)))
    return Session("benchmark", "2026-11-25T14:03:22+01:00", None, 1, None, True, tuple(turns))


def _open(path: Path) -> None:
    """Print how long a browser takes until the page is loaded: the median of five visits."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("opened: not measured, there is no Chromium here")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        times = []
        for _ in range(5):
            page.goto(path.as_uri())
            page.wait_for_timeout(200)
            times.append(float(page.evaluate(OPENED)) / 1000)
        browser.close()
    print(f"opened in Chromium until loaded: {sorted(times)[2]:.2f} s")


if __name__ == "__main__":
    main()
