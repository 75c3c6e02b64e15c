"""Every reader of a file or message from outside, under thousands of inputs that nobody thought of."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from faults.extent import LONG, extent
from faults.fuzzing.rule import Target, obey
from faults.fuzzing.targets import TARGETS

if TYPE_CHECKING:
    from faults.ledger import Measured

PART = "Files from outside"
PROMISE = "it is read, or refused in clear lines; nothing fails in any other way, nothing else is written"
GUIDED_S = 20
"""Seconds of coverage-guided fuzzing a reader."""

LARGEST_INPUT = 8_192
MEMORY_MB = 2_048
HANGS_S = 20

TRICKS = [
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"\x1b[2J",
        "\u202e".encode(),
    ),
    *(
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"null",
        b"true",
        b"-1",
        b"0",
        b"9" * 400,
        b"9" * 5_000,
        b"0x" + b"f" * 5_000,
    ),
    *(b"[" * 300, b"{" * 300, b'{"a":' * 300, b"a." * 200, b'"', b"'''", b"\n", b"..", b"../", b"CON"),
    *((2**bits - 1).to_bytes(bits // 8, "little") for bits in (16, 32, 64)),
    *((2**31).to_bytes(4, order) for order in ("little", "big")),
]
"""What often trips a reader."""

ALL = [pytest.param(target, id=target.name) for target in TARGETS.values() if LONG or not target.costly]


@st.composite
def mutants(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Draw a good input with a few places overwritten, cut out, doubled or filled with a trick."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 1, 2, 4, 8, 40]))
        instead = draw(
            st.one_of(
                st.sampled_from(TRICKS),
                st.binary(max_size=4),
                st.just(b""),
                st.just(bytes(data[start:][:length]) * 2),
            )
        )
        data[start : start + length] = instead
    return bytes(data)


@pytest.mark.fault(PART, "files and messages with random damage", PROMISE)
@pytest.mark.parametrize("target", ALL)
def test_any_damage_is_read_or_refused(target: Target, tmp_path: Path, measured: Measured) -> None:
    """Good inputs with bytes changed, cut, doubled, and with what often trips a reader in their places."""
    tried = 0

    @seed(20261208)
    @settings(
        max_examples=extent(25, 400),
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(mutants(target.seeds()))
    def damaged(data: bytes) -> None:
        nonlocal tried
        tried += 1
        obey(target, data, tmp_path)

    damaged()
    measured.count("inputs tried", tried)


@pytest.mark.fault(PART, "files and messages with random damage", PROMISE)
@pytest.mark.parametrize("target", ALL)
def test_the_seeds_themselves_are_read(target: Target, tmp_path: Path, measured: Measured) -> None:
    """Else the mutants would all be refused at the door."""
    seeds = target.seeds()
    measured.count("inputs tried", len(seeds))
    assert any(not obey(target, data, tmp_path) for data in seeds) or target.name in (
        "checkpoint",
        "weight file",
    )


@pytest.mark.long
@pytest.mark.timeout(180)
@pytest.mark.fault(PART, "inputs that a fuzzer finds by the paths they take through our code", PROMISE)
@pytest.mark.parametrize("target", [pytest.param(target, id=target.name) for target in TARGETS.values()])
def test_a_coverage_guided_fuzzer_finds_nothing(target: Target, tmp_path: Path, measured: Measured) -> None:
    """Atheris (libFuzzer) over the same targets tells what it tried and how much of our code it reached."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris, the fuzzer, is not installed here (Linux, Python up to 3.13)")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    options = ["-seed=1", f"-max_total_time={GUIDED_S}", f"-max_len={LARGEST_INPUT}", "-print_final_stats=1"]
    options += [f"-rss_limit_mb={MEMORY_MB}", f"-timeout={HANGS_S}", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run(
        [sys.executable, "-m", "faults.fuzzing.child", target.name, str(corpus), *options],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    inputs = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    reached = re.findall(r"cov: (\d+)", done.stderr)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    assert inputs is not None
    measured.count("inputs tried", int(inputs[1]))
    measured.count("branches of our code reached", int(reached[-1]))
