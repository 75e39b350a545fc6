"""How long the interface takes in a terminal, as a person experiences it."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import floors
from tests.bench.figure import Figure
from tests.bench.measuring import LARGE, SMALL, in_turn, negotiation, program
from tests.conftest import SHIPPED
from tests.terminal import Terminal


def on_screen(scratch: Path, runs: int) -> Iterator[Figure]:
    """What a person at the screen waits for."""
    # A text in the last rows of the list, as in the bare application; and a title, which is shown before them.
    large, small = negotiation(scratch, *LARGE), negotiation(scratch, *SMALL)
    shown, title = "contents not rep", "A generated negotiation"
    value, floor = in_turn(runs, lambda: first_paint(SHIPPED, shown), lambda: first_paint(None, floors.SCREEN_SHOWS))
    yield Figure("first paint, 12 proposals", value, "ms", 1.35, floor)
    value, floor = in_turn(runs, lambda: first_paint(large, title), lambda: first_paint(small, title))
    yield Figure("first paint, 10,000 and 50,000, beside 12", value, "ms", 1.25, floor)
    still = statistics.median(key_to_paint(None, floors.SCREEN_SHOWS))
    yield Figure("key j to paint, 12", statistics.median(key_to_paint(SHIPPED, shown)), "ms", 1.5, still)
    yield Figure("key j to paint, 10,000", statistics.median(key_to_paint(large, title)), "ms", 1.5, still)
    yield from large_screen(large, title)


def screen(folder: Path | None) -> Terminal:
    """The interface on a negotiation, or the bare application."""
    if folder is None:
        return Terminal([sys.executable, "-c", floors.SCREEN])
    return Terminal([program(), "--positions", str(folder)])


def first_paint(folder: Path | None, shows: str) -> float:
    """Milliseconds until the first screen is shown."""
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
    """Milliseconds from ``j`` to the screen, eight times; pressed before loading is done unless ``loaded``."""
    with screen(folder) as terminal:
        terminal.wait_for(shows)
        if loaded:
            terminal.settle(1.5, 60)
        return keys(terminal, "j", 8)


def large_screen(folder: Path, title: str) -> Iterator[Figure]:
    """What a person waits for on the screen of a large negotiation."""
    with screen(folder) as terminal:
        terminal.wait_for(title)
        while_loading = keys(terminal, "j", 6)
        terminal.wait(lambda text: " read \n" not in text.splitlines(keepends=True)[0], 240)
        terminal.settle(1.0, 60)
        yield Figure("key j to paint while loading, the slowest", max(while_loading), "ms", 50)
        typed: list[float] = []
        terminal.press("/")
        terminal.settle()
        for key in [*"water", *["backspace"] * 4, *"ll off", *["backspace"] * 5]:
            typed += keys(terminal, key, 1)
        yield Figure("filter keystroke, 95th percentile", statistics.quantiles(typed, n=20)[-1], "ms", 30)
        terminal.press("escape")
        terminal.settle()
        yield Figure("G, to the last row, to paint", until(terminal, "G", "10000 "), "ms", 1000)
        for what, key in (("Compare Side", "c"), ("Timeline ·", "t")):
            yield Figure(f"{key}, {what.split()[0].lower()}, to paint", until(terminal, key, what), "ms", 1000)
            terminal.settle()
            terminal.press("escape")
            terminal.settle()
        read = until(terminal, "p", "Phase: not reported")
        yield Figure("p, the whole report, to paint", read, "ms", 5000)
        terminal.press("escape")
        terminal.settle()
        yield Figure("s, the form that records, to paint", until(terminal, "s", "Stance*"), "ms", 120)
        terminal.settle()
        terminal.press("escape")
        terminal.settle()
        yield Figure("a, the form that annotates, to paint", until(terminal, "a", "─Annotate─"), "ms", 120)
        terminal.settle()
        terminal.type("Measured.")
        terminal.settle()
        saved = until(terminal, "ctrl+s", "Annotations 6")
        yield Figure("ctrl+s, an annotation, to paint", saved, "ms", 1000)
        terminal.settle(1.0, 10)
        yield Figure("a change from outside, to paint", changed_outside(terminal, folder), "ms", 1000)
        yield Figure("memory at 10,000 and 50,000", terminal.memory(), "MiB", 250)


def until(terminal: Terminal, key: str, shows: str) -> float:
    """Milliseconds from a key until the screen shows something."""
    pressed = time.perf_counter()
    terminal.press(key)
    return (terminal.wait_for(shows) - pressed) * 1000


def changed_outside(terminal: Terminal, folder: Path) -> float:
    """Milliseconds from a change to the last proposal's file until the screen shows it."""
    last = max((folder / "proposals").iterdir())
    changed = last.read_text(encoding="utf-8").replace('title = "', 'title = "Measured: ', 1)
    written = time.perf_counter()
    last.write_text(changed, encoding="utf-8")
    return (terminal.wait_for("Measured: ") - written) * 1000
