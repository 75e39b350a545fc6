"""What whole commands cost, in milliseconds and in lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.bench import floors
from tests.bench.figure import Figure
from tests.bench.measuring import LARGE, SMALL, in_turn, load, negotiation, output, process, program
from tests.conftest import SHIPPED

PAGE = 66
"""The lines on a page."""


def short_commands(_scratch: Path, runs: int) -> Iterator[Figure]:
    """The commands that a shell or a person waits for between two keys."""
    nothing = [sys.executable, "-c", "pass"]
    for words in (["--version"], ["--help"], ["keys"], ["completion", "--words", "proposals"]):
        command = [program(), "--positions", str(SHIPPED), *words]
        value, floor = in_turn(runs * 2, partial(process, command), partial(process, nothing))
        yield Figure(" ".join(words), value, "ms", 4, floor)


def commands(scratch: Path, runs: int) -> Iterator[Figure]:
    """The commands that read a negotiation."""
    report = [program(), "--positions", str(SHIPPED), "report", "--format", "json"]
    floor_of_report = [sys.executable, "-c", floors.IMPORTS]
    value, floor = in_turn(runs, partial(process, report), partial(process, floor_of_report))
    yield Figure("report --format json, 12 proposals, whole process", value, "ms", 1.1, floor)
    yield from _one_of_many(scratch, runs)
    yield from _everything(scratch, min(runs, 3))


def _one_of_many(scratch: Path, runs: int) -> Iterator[Figure]:
    large, small = negotiation(scratch, *LARGE), negotiation(scratch, *SMALL)
    record = "record 7 --side side-2 --stance rejects --date 2021-12-24 --source minutes --author bench"
    for what in ("show 7", "annotate 7 -m measured --author bench", record):
        words = what.split()
        value, floor = in_turn(runs, partial(_run, large, words), partial(_run, small, words))
        yield Figure(f"{words[0]}, one of 10,000 beside one of 12", value, "ms", 1.5, floor)


def _everything(scratch: Path, runs: int) -> Iterator[Figure]:
    large = negotiation(scratch, *LARGE)
    value, floor = in_turn(runs, partial(_run, large, ["check"]), partial(load, large))
    yield Figure("check, 10,000 and 50,000, beside a load of them", value, "ms", 1.5, floor)
    for words in (["report", "--summary"], ["compare"]):
        value, floor = in_turn(runs, partial(_run, large, words), partial(load, large, annotations=False))
        yield Figure(f"{' '.join(words)}, 10,000 and 50,000, beside a load", value, "ms", 1.5, floor)
        lines = output([program(), "--positions", str(large), *words]).count(b"\n")
        yield Figure(f"{' '.join(words)}, lines", lines, "lines", PAGE)
    wide = negotiation(scratch, 1_000, 0, 193)
    value, floor = in_turn(runs, partial(_run, wide, ["compare"]), partial(load, wide, annotations=False))
    yield Figure("compare, 1,000 proposals × 193 sides, beside a load", value, "ms", 1.3, floor)


def _run(folder: Path, words: Sequence[str]) -> float:
    return process([program(), "--positions", str(folder), *words])
