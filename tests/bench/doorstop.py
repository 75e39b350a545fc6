"""The same task done by a comparable tool: publishing as many items, each from a file of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.measuring import in_turn, negotiation, process, program

LIMITS = {12: 0.5, 1_000: 0.35}


def doorstop(scratch: Path, runs: int) -> Iterator[Figure]:
    """``report`` beside ``doorstop publish`` of as many items; nothing if that tool is not installed."""
    beside = Path(sys.executable).with_name("doorstop")
    found = str(beside) if beside.exists() else shutil.which("doorstop")
    if found is None:
        print("doorstop is not installed; its rows are left out")
        return
    for number, limit in LIMITS.items():
        folder = _items(scratch / f"doorstop-{number}", number, found)
        ours = [program(), "--positions", str(negotiation(scratch, number, number)), "report"]
        theirs = [found, "publish", "REQ"]
        value, floor = in_turn(min(runs, 5), partial(process, ours), partial(process, theirs, folder))
        yield Figure(f"report, {number:,} proposals, beside doorstop publish", value, "ms", limit, floor)


def _items(folder: Path, number: int, command: str) -> Path:
    folder.mkdir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    for words in (["create", "REQ", "reqs"], ["add", "REQ", "-c", str(number)]):
        subprocess.run([command, *words], cwd=folder, check=True, capture_output=True)  # it asks git from there
    return folder
