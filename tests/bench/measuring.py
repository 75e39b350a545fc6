"""Measuring whole processes, in turn with their floor."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.generate import generate

LARGE = (10_000, 50_000)
"""Proposals and annotations of a large negotiation."""
SMALL = (12, 60)


def program() -> str:
    """The program's own command."""
    return str(Path(sys.executable).with_name("negotrack"))


def process(words: Sequence[str], folder: Path | None = None) -> float:
    """Milliseconds that a whole process takes, started in a folder."""
    started = time.perf_counter()
    subprocess.run(words, cwd=folder, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def output(words: Sequence[str]) -> bytes:
    """What a process writes."""
    return subprocess.run(words, check=False, capture_output=True, stdin=subprocess.DEVNULL).stdout


def in_turn(runs: int, one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float]:
    """The medians of two measurements taken in turn, after one of each that does not count."""
    one(), other()
    pairs = [(one(), other()) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def negotiation(scratch: Path, proposals: int, annotations: int = 0, sides: int = 2) -> Path:
    """A generated negotiation, made at its first use."""
    folder = scratch / f"{proposals}-{annotations}-{sides}"
    return folder if folder.exists() else generate(folder, proposals, annotations, sides)


def load(folder: Path, *, annotations: bool = True) -> float:
    """Milliseconds to load and validate a negotiation in a process of its own, not counting the start of that."""
    ran = subprocess.run(
        [sys.executable, "-c", _LOAD, str(folder), str(annotations)], capture_output=True, check=True, text=True
    )
    return float(ran.stdout)


_LOAD = """
import gc, sys, time
from negotrack.cli import skip_plugins
skip_plugins(); gc.disable()  # as every command does
from pathlib import Path
from negotrack.store.reader import Reader
started = time.perf_counter()
loaded = Reader(Path(sys.argv[1]), annotations=sys.argv[2] == "True").load()
print((time.perf_counter() - started) * 1000)
assert not loaded.problems
"""
