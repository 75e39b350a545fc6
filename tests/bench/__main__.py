"""Every figure to hold beside its floor, measured in one run.

    python -m tests.bench [--quick]

A figure is the median of several runs, in turn with its floor so that both see the same machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import floors
from tests.bench.figure import Figure
from tests.bench.generate import generate
from tests.bench.screen import LARGE, first_paint, key_to_paint, large_screen, program

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "positions" / "panjshir-2021"
GROWTH = (10, 100, 1_000, 10_000, 30_000)


def process(words: list[str]) -> float:
    """Milliseconds of a whole process."""
    started = time.perf_counter()
    subprocess.run(words, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def in_turn(runs: int, one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float]:
    """The medians of two measurements taken in turn, after one of each that does not count."""
    one(), other()
    pairs = [(one(), other()) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def figures(scratch: Path, runs: int) -> Iterator[Figure]:
    """Every row of the table."""
    large = generate(scratch / "large", *LARGE)
    bare = generate(scratch / "bare", LARGE[0])
    python, command = sys.executable, program()
    report = [command, "--positions", str(SHIPPED), "report", "--format", "json"]
    value, floor = in_turn(runs, lambda: process(report), lambda: process([python, "-c", floors.IMPORTS]))
    yield Figure("report --format json, 12 proposals, whole process", value, "ms", 1.4, floor)

    # What stands in the last rows of the list, as in the bare application; and a title, which is there before them.
    shown, title = "contents not rep", "A generated negotiation"
    value, floor = in_turn(runs, lambda: first_paint(SHIPPED, shown), lambda: first_paint(None, floors.SCREEN_SHOWS))
    yield Figure("first paint, 12 proposals", value, "ms", 1.6, floor)
    value, floor = in_turn(runs, lambda: first_paint(large, title), lambda: first_paint(SHIPPED, shown))
    yield Figure("first paint, 10,000 proposals and 50,000 annotations", value, "ms", 1.5, floor)

    value, floor = in_turn(min(runs, 5), lambda: load(bare), lambda: floors.read_and_parse(bare) * 1000)
    yield Figure("load and validate 10,000 proposals", value, "ms", 1.5, floor)

    still = statistics.median(key_to_paint(None, floors.SCREEN_SHOWS))
    yield Figure("key j to paint, 12", statistics.median(key_to_paint(SHIPPED, shown)), "ms", 2, still)
    yield Figure("key j to paint, 10,000", statistics.median(key_to_paint(large, title)), "ms", 2, still)
    yield from large_screen(large, title)

    (scratch / "saves").mkdir()
    value, floor = in_turn(runs * 5, saver(scratch), lambda: floors.save(scratch / "saves", b"x" * 400) * 1000)
    yield Figure("save an annotation, durable", value, "ms", 2, floor)


def load(folder: Path) -> float:
    """Milliseconds to load and validate a negotiation."""
    from negotrack.store.reader import Reader

    started = time.perf_counter()
    reader = Reader(folder)
    loaded = reader.load()
    seconds = time.perf_counter() - started
    assert not loaded.problems
    return seconds * 1000


def saver(scratch: Path) -> Callable[[], float]:
    """What saves one annotation as the program does, with its lock and its journal."""
    from negotrack.editing.annotating import add_annotations
    from negotrack.store.changes import apply
    from negotrack.store.reader import Reader

    folder = generate(scratch / "annotated", 12)
    reader = Reader(folder)
    reader.load()

    def save() -> float:
        change = add_annotations(reader, reader.proposal_ids[:1], text="One line. #tag", author="bench")
        started = time.perf_counter()
        apply(folder, change)
        return (time.perf_counter() - started) * 1000

    return save


def growth(scratch: Path) -> Iterator[str]:
    """How loading, the report and the view grow with the number of proposals; each with its time per proposal."""
    for number in GROWTH:
        folder = generate(scratch / f"growth-{number}", number, number * 2)
        words = [sys.executable, "-c", "from negotrack.cli import main; main()", "--positions", str(folder), "report"]
        loading, reporting = load(folder), process([*words, "--format", "json"])
        yield f"{number:>7,} {loading:10.0f} {loading / number:8.3f} {reporting:10.0f} {reporting / number:8.3f}"


def main() -> None:
    """Print every figure; exit 1 where one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three runs of each, and no growth")
    quick = parser.parse_args().quick
    # Python keeps what it has compiled, as on anybody's machine: otherwise every start would compile the program.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="negotrack-bench-") as folder:
        scratch = Path(folder)
        os.environ |= {"NEGOTRACK_STATE": f"{folder}/state", "NEGOTRACK_CONFIG": f"{folder}/config.toml"}
        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {os.uname().sysname} {os.uname().machine}")
        print(f"{'':<56} {'value':>8} {'floor':>8} {'ratio':>8} {'limit':>9}")
        found = []
        for figure in figures(scratch, 3 if quick else 9):
            found.append(figure)
            print(figure, flush=True)
        if not quick:
            print(f"\n{'proposals':>7} {'load ms':>10} {'each':>6} {'report ms':>12} {'each':>6}")
            for line in growth(scratch):
                print(line, flush=True)
    raise SystemExit(0 if all(figure.holds for figure in found) else 1)


if __name__ == "__main__":
    main()
