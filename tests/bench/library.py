"""What reading and saving cost by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import floors
from tests.bench.figure import Figure
from tests.bench.generate import generate
from tests.bench.measuring import LARGE, in_turn, load, negotiation


def library(scratch: Path, runs: int) -> Iterator[Figure]:
    """Loading ten thousand proposals, and saving one annotation."""
    bare = negotiation(scratch, LARGE[0])
    value, floor = in_turn(min(runs, 5), lambda: load(bare), lambda: floors.read_and_parse(bare) * 1000)
    yield Figure("load and validate 10,000 proposals", value, "ms", 1.4, floor)
    (scratch / "saves").mkdir(exist_ok=True)
    value, floor = in_turn(runs * 10, saver(scratch), lambda: floors.save(scratch / "saves", b"x" * 400) * 1000)
    yield Figure("save an annotation, durable", value, "ms", 1.8, floor)


def saver(scratch: Path) -> Callable[[], float]:
    """A function that saves one annotation as the program does, with lock and journal, and returns the milliseconds."""
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
        reader.take(change)
        return (time.perf_counter() - started) * 1000

    return save
