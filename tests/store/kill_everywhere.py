"""Kill each kind of change at every call that touches the disk, one after the other; print how many calls there were.

    NEGOTRACK_STATE=STATE python kill_everywhere.py FOLDER before|half

Each time, a copy of the process is killed just before a call, or halfway through the bytes that it writes.
What must hold is checked here: every file is either the old one or the new one, the next start clears away the
leftovers, and whatever was written can be undone.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from negotrack.editing.annotating import add_annotations, delete_annotation, edit_annotation
from negotrack.editing.recording import PositionRequest, record
from negotrack.editing.targets import open_annotation
from negotrack.errors import ProblemsFound
from negotrack.model.records import Evidence, Source
from negotrack.model.vocabulary import Stance
from negotrack.store.changes import apply, clear_leftovers, redo, undo
from negotrack.store.filechange import Change
from negotrack.store.reader import Reader

CALLS = ("open", "write", "fsync", "close", "fchmod", "chmod", "mkdir", "link", "replace", "rename", "unlink", "rmdir")
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Killer:
    """Kills this process at one of its calls."""

    def __init__(self, number: int, when: str) -> None:
        self.number = number
        self.when = when
        self.count = 0

    def attach(self) -> None:
        for name in CALLS if self.when == "before" else ("write",):
            setattr(os, name, self.wrap(getattr(os, name)))

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.number:
                if self.when == "half":
                    real(given[0], bytes(given[1])[: len(given[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        return call


def at_the_end(act: Callable[[], object], number: int, when: str) -> bool:
    """Run an act in a copy of this process, to be killed at a call; return whether it finished before that call."""
    child = os.fork()
    if not child:
        Killer(number, when).attach()
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return status == 0


def check(folder: Path, before: Tree, after: Tree, *, back: bool) -> None:
    """Check what must hold after the program was killed."""
    reader = Reader(folder)
    assert reader.load().problems == (), reader.loaded().problems
    found = {path: content for path, content in tree(folder).items() if path not in reader.leftovers}
    for path in {*found, *before, *after}:
        assert found.get(path) in (before.get(path), after.get(path)), path
    clear_leftovers(folder, reader.leftovers)
    assert tree(folder) == found
    if back and found != before:
        undo(folder)
        assert tree(folder) == before


def everywhere(folder: Path, state: Path, act: Callable[[], object], when: str, *, back: bool = True) -> int:
    """Kill an act at every call in turn; return how many calls there were."""
    backups = (folder.with_name("folder-before"), state.with_name("state-before"))
    for original, backup in zip((folder, state), backups, strict=True):
        shutil.copytree(original, backup)
    before = tree(folder)
    act()
    after = tree(folder)
    number = 0
    finished = False
    while not finished:
        number += 1
        for original, backup in zip((folder, state), backups, strict=True):
            shutil.rmtree(original)
            shutil.copytree(backup, original)
        finished = at_the_end(act, number, when)
        check(folder, before, after, back=back)
        if number > 1000:
            raise RuntimeError("never finished")
    for original, backup in zip((folder, state), backups, strict=True):
        shutil.rmtree(original)
        shutil.move(backup, original)
    return number - 1


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main(folder: Path, state: Path, when: str) -> None:
    os.fsync = lambda fd: None  # noqa: ARG005 - a kill loses nothing that the system already holds, and the disk is slow
    reader = Reader(folder)
    reader.load()
    state.mkdir(parents=True, exist_ok=True)

    def kill(change: Change) -> None:
        say(change.label, everywhere(folder, state, lambda: apply(folder, change), when))
        apply(folder, change)

    first = add_annotations(reader, ["no-disarming"], text="one\ntwo", author="a")
    kill(first)
    name = Path(first.files[0].path).stem
    opened = open_annotation(folder, "no-disarming", name)
    kill(edit_annotation(reader, opened, by="ana", text="another text"))
    kill(delete_annotation(open_annotation(folder, "no-disarming", name)))
    request = PositionRequest(
        side="taliban",
        stance=Stance.NEUTRAL,
        evidence=(Evidence(source="new"),),
        new_source=Source(id="new", title="A new source"),
    )
    kill(record(reader.loaded().negotiation, ["no-disarming", "national-hero"], request, by="a"))
    say("undo", everywhere(folder, state, lambda: undo(folder), when, back=False))
    undo(folder)
    say("redo", everywhere(folder, state, lambda: redo(folder), when))
    try:
        redo(folder)
        redo(folder)
    except ProblemsFound:
        say("finished")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(os.environ["NEGOTRACK_STATE"]), sys.argv[2])
