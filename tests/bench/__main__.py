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
from typing import NamedTuple

from tests.bench import floors
from tests.bench.generate import generate
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "positions" / "panjshir-2021"
LARGE = (10_000, 50_000)
GROWTH = (10, 100, 1_000, 10_000, 30_000)


class Figure(NamedTuple):
    """One row of the table.

    Attributes:
        what: what was measured.
        value: its value.
        unit: ms or MiB.
        floor: the value of its floor; None where there is a limit alone.
        limit: at most so many times the floor, or at most so much.
    """

    what: str
    value: float
    unit: str
    limit: float
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.value <= self.limit * (self.floor or 1)

    def __str__(self) -> str:
        floor = f"{self.floor:8.1f}" if self.floor is not None else "       –"
        ratio = f"{self.value / self.floor:6.2f} ×" if self.floor else "       –"
        limit = f"{self.limit:.1f} ×" if self.floor is not None else f"{self.limit:.0f} {self.unit}"
        mark = "" if self.holds else "  over"
        return f"{self.what:<56} {self.value:8.1f} {floor} {ratio} {limit:>9}{mark}"


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


def screen(folder: Path | None) -> Terminal:
    """The interface on a negotiation, or the bare application."""
    if folder is None:
        return Terminal([sys.executable, "-c", floors.SCREEN])
    return Terminal([program(), "--positions", str(folder)])


def program() -> str:
    """The program's own command."""
    return str(Path(sys.executable).with_name("negotrack"))


def first_paint(folder: Path | None, shows: str) -> float:
    """Milliseconds until the first screen stands."""
    with screen(folder) as terminal:
        return (terminal.wait_for(shows) - terminal.started) * 1000


def keys(terminal: Terminal, key: str, times: int) -> list[float]:
    """Milliseconds from a key to the change it makes on the screen, each time."""
    found = []
    for _ in range(times):
        before = terminal.cells
        pressed = time.perf_counter()
        terminal.press(key)
        found.append((terminal.wait_for_change(before) - pressed) * 1000)
        terminal.settle(0.05)
    return found


def key_to_paint(folder: Path | None, shows: str, *, loaded: bool = True) -> list[float]:
    """Milliseconds from ``j`` to the screen, ten times; at once where it need not be loaded."""
    with screen(folder) as terminal:
        terminal.wait_for(shows)
        if loaded:
            terminal.settle(1.5, 60)
        return keys(terminal, "j", 8)


def large_screen(folder: Path, title: str) -> Iterator[Figure]:
    """What a large negotiation costs on the screen, each as a person would meet it."""
    with screen(folder) as terminal:
        terminal.wait_for(title)
        while_loading = keys(terminal, "j", 6)
        terminal.wait(lambda text: "reading" not in text, 120)
        terminal.settle(1.0, 60)
        yield Figure("key j to paint while loading, the slowest", max(while_loading), "ms", 50)
        typed: list[float] = []
        terminal.press("/")
        terminal.settle()
        for key in [*"water", *["backspace"] * 4, *"ll off", *["backspace"] * 5]:
            typed += keys(terminal, key, 1)
        yield Figure("filter keystroke, 95th percentile", statistics.quantiles(typed, n=20)[-1], "ms", 50)
        terminal.press("escape")
        terminal.settle()
        for what, key, shows in (("G, to the last row", "G", f"{LARGE[0]}"), ("c, compare", "c", "Compare")):
            pressed = time.perf_counter()
            terminal.press(key)
            yield Figure(f"{what}, to paint", (terminal.wait_for(shows) - pressed) * 1000, "ms", 1000)
            terminal.settle()
        yield Figure("memory at 10,000 and 50,000", terminal.memory(), "MiB", 300)


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
    loaded = Reader(folder).load()
    assert not loaded.problems
    return (time.perf_counter() - started) * 1000


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
