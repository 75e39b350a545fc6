"""The real program: two at once on one folder, and one that is killed at any system call."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from negotrack.store.changes import clear_leftovers, undo
from negotrack.store.reader import Reader

Tree = Callable[[Path], dict[str, bytes]]
ANNOTATIONS = 200
POSITIONS = 50
WORKING = """
import sys
from pathlib import Path
from negotrack.editing.annotating import add_annotations
from negotrack.editing.recording import PositionRequest, record
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Stance
from negotrack.store.changes import apply
from negotrack.store.reader import Reader

folder, author, annotations, positions = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
reader = Reader(folder)
negotiation = reader.load().negotiation
request = PositionRequest(side="taliban", stance=Stance.NEUTRAL, evidence=(Evidence(source="trt-2021-09-06"),))
print("ready", flush=True)
sys.stdin.readline()
for number in range(annotations):
    target = reader.proposal_ids[number % 12]
    assert apply(folder, add_annotations(reader, [target], text=f"{author} {number}", author=author)) == []
    if number < positions:
        assert apply(folder, record(negotiation, [target], request, by=author)) == []
"""


def test_two_programs_that_add_at_the_same_time_lose_nothing(negotiation: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WORKING, negotiation, author, str(ANNOTATIONS), str(POSITIONS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for author in ("ana", "ben")
    ]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.write("\n")
        program.stdin.flush()
    for program in programs:
        _, errors = program.communicate(timeout=100)
        assert (program.returncode, errors) == (0, "")
    reader = Reader(negotiation)
    loaded = reader.load()
    assert loaded.problems == ()
    assert reader.leftovers == ()
    found: Counter[tuple[str, str]] = Counter()
    for dossier in loaded.negotiation.dossiers.values():
        found.update(("annotation", each.author) for each in dossier.annotations)
        found.update(("position", str(each.recorded_by)) for each in dossier.ledger)
    assert found == {
        ("annotation", "ana"): ANNOTATIONS,
        ("annotation", "ben"): ANNOTATIONS,
        ("position", "ana"): POSITIONS,
        ("position", "ben"): POSITIONS,
    }
    for _ in range(10):
        undo(negotiation)
    assert Reader(negotiation).load().problems == ()


def works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def annotate(folder: Path, *words: str, before: tuple[str, ...] = ()) -> int:
    """Run ``annotate`` of the real program; return its exit code."""
    command = [*before, sys.executable, "-B", "-m", "negotrack", "--positions", str(folder), "annotate", *words]
    return subprocess.run(command, capture_output=True, check=False).returncode


def texts(folder: Path) -> list[str]:
    """The texts of the annotations of one proposal; every file must be whole, and leftovers are cleared away."""
    reader = Reader(folder)
    negotiation = reader.load().negotiation
    assert reader.loaded().problems == ()
    clear_leftovers(folder, reader.leftovers)
    return [each.text for each in negotiation.dossiers["no-disarming"].annotations]


@pytest.mark.skipif(not works("strace", "-o", "/dev/null", "true"), reason="strace is missing or may not trace")
@pytest.mark.parametrize(
    ("call", "edits"),
    [(call, False) for call in ("fsync", "link", "unlink", "mkdir", "chmod")]
    + [(call, True) for call in ("fsync", "rename", "fchmod")],
)
def test_the_program_killed_at_any_system_call_keeps_every_file_whole(
    negotiation: Path, home: Path, tree: Tree, call: str, edits: object
) -> None:
    words = ["no-disarming", "-m", "new", "--author", "a"]
    if edits:
        annotate(negotiation, "no-disarming", "-m", "old", "--author", "a")
        (path,) = negotiation.glob("annotations/*/*.toml")
        words = ["--edit", path.stem, "-m", "new"]
    old = texts(negotiation)
    before = tree(negotiation)
    backup = shutil.copytree(negotiation, negotiation.with_name("backup"))
    kills = 0
    while True:
        calls = f"?{call},?{call}at,?{call}at2"  # its name depends on the machine
        inject = ("strace", "-f", "-o", "/dev/null", "-e", f"trace={calls}")
        code = annotate(negotiation, *words, before=(*inject, "-e", f"inject={calls}:signal=KILL:when={kills + 1}"))
        found = texts(negotiation)
        assert found in (old, ["new"])
        if code == 0:
            assert found == ["new"]
            break
        kills += 1
        if found == ["new"]:
            undo(negotiation)
        assert tree(negotiation) == before
        shutil.rmtree(negotiation)
        shutil.copytree(backup, negotiation)
        shutil.rmtree(home / "state", ignore_errors=True)
    assert kills
