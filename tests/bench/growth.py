"""How the time that the program takes grows with the number of proposals, sides and entries."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.generate import add_entries
from tests.bench.measuring import load, negotiation, process

PROPOSALS = (10, 100, 1_000, 10_000, 30_000)
SIDES = (2, 12, 48, 193)
ENTRIES = (10, 100, 1_000, 10_000)


def growth(scratch: Path) -> Iterator[str]:
    """A line for each size: milliseconds to load, to report as JSON and to compare, in total and for each item."""
    yield f"\n{'proposals':>9} {'load ms':>10} {'each':>8} {'report ms':>10} {'each':>8} {'compare ms':>10} {'each':>8}"
    for number in PROPOSALS:
        yield _line(number, negotiation(scratch, number, number * 2))
    yield f"\n{'sides':>9}, each of 100 proposals"
    for number in SIDES:
        yield _line(number, negotiation(scratch, 100, 0, number))
    yield f"\n{'entries':>9} of one proposal"
    for number in ENTRIES:
        folder = negotiation(scratch / f"entries-{number}", 12)
        yield _line(number, add_entries(folder, number))


def _line(number: int, folder: Path) -> str:
    start = [sys.executable, "-c", "from negotrack.cli import main; main()", "--positions", str(folder)]
    times = (load(folder), process([*start, "report", "--format", "json"]), process([*start, "compare"]))
    return f"{number:>9,}" + "".join(f" {each:10.0f} {each / number:8.3f}" for each in times)
