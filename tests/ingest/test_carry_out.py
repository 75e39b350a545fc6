from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from negotrack.errors import UsageError, WriteError
from negotrack.ingest import carry_out as writing
from negotrack.ingest.additions import plan_added
from negotrack.ingest.carry_out import carry_out, is_there
from negotrack.ingest.mapping import Request
from negotrack.ingest.plan import Plan, plan_new
from negotrack.ingest.reading import read_table
from negotrack.ingest.resolve import resolve
from negotrack.ingest.rows import read_rows
from negotrack.store.lock import locked
from tests.ingest.conftest import Import, Write, read, stances

ROWS = 12
TABLE = "number,title,Union,Port\n" + "".join(f"{row},Term {row},proposes,defers\n" for row in range(ROWS))
LATER = TABLE.replace("defers", "accepts")
KILLED = """
import os, signal, sys
from pathlib import Path
from negotrack.cli.main import run
import {module} as module
replace, written = module.replace, []
def killed(*given, **named):
    if len(written) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    written.append(given)
    return replace(*given, **named)
module.replace = killed
run(sys.argv[1:])
"""


def plan(path: Path) -> Plan:
    table = read_table(path)
    request = Request(fields={"number": "number", "title": "title"}, sides=("Union", "Port"))
    return plan_new(read_rows(table, resolve(request, table)), title="Talks")


def words(path: Path, folder: Path) -> list[str]:
    sides = ["--side", "Union", "--side", "Port", "--author", "analyst"]
    return ["import", str(path), "--to", str(folder), "--number", "number", "--title", "title", *sides]


def killed_after(count: int, module: str, command: list[str]) -> None:
    """Run a command that is killed when it has written so many files."""
    script = KILLED.format(module=module, after=count)
    ran = subprocess.run([sys.executable, "-c", script, *command], check=False, capture_output=True)
    assert ran.returncode == -signal.SIGKILL


def test_a_new_negotiation_is_there_whole(write: Write, tmp_path: Path) -> None:
    told: list[int] = []
    assert carry_out(plan(write(TABLE)), tmp_path / "new" / "talks", lambda _what, done, _all: told.append(done)) == []
    assert len(read(tmp_path / "new" / "talks").dossiers) == ROWS
    assert told == list(range(1, ROWS + 2))
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["talks"]


def test_an_empty_folder_is_filled(write: Write, tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    assert not is_there(tmp_path / "talks")
    carry_out(plan(write(TABLE)), tmp_path / "talks")
    assert is_there(tmp_path / "talks")


@pytest.mark.parametrize("count", [0, 1, 5, ROWS])
def test_after_a_kill_nothing_is_there_and_the_same_command_makes_it(write: Write, tmp_path: Path, count: int) -> None:
    path, folder = write(TABLE), tmp_path / "positions" / "talks"
    killed_after(count, "negotrack.ingest.carry_out", words(path, folder))
    assert not folder.exists()
    assert [each.name for each in folder.parent.iterdir()] == [".negotrack-talks"]
    ran = subprocess.run([sys.executable, "-m", "negotrack", *words(path, folder)], check=False, capture_output=True)
    assert ran.returncode == 0
    assert len(read(folder).dossiers) == ROWS
    assert [each.name for each in folder.parent.iterdir()] == ["talks"]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_after_a_kill_on_the_way_the_same_command_adds_the_rest(
    write: Write, imported: Import, tmp_path: Path, count: int
) -> None:
    imported(write(TABLE), fields={"number": "number"})
    path, folder = write(LATER, "later.csv"), tmp_path / "talks"
    killed_after(count, "negotrack.store.changes", words(path, folder))
    ran = subprocess.run([sys.executable, "-m", "negotrack", *words(path, folder)], check=False, capture_output=True)
    assert ran.returncode == 0
    there = read(folder)
    assert all(held == {"Union": "proposes", "Port": "accepts"} for held in named(stances(there)))
    assert [len(dossier.ledger) for dossier in there.dossiers.values()] == [1] * ROWS
    assert not list(folder.rglob(".negotrack-*"))


def named(held: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return [{side.title(): stance for side, stance in each.items()} for each in held.values()]


def test_what_is_added_is_told_file_by_file(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write(TABLE), fields={"number": "number"})
    table, there = read_table(write(LATER, "later.csv")), read(tmp_path / "talks")
    mapping = resolve(Request(fields={"number": "number"}, sides=("Union", "Port")), table, there)
    made = plan_added(read_rows(table, mapping, there), there, by="analyst")
    told: list[tuple[str, int, int]] = []
    carry_out(made, tmp_path / "talks", lambda *step: told.append(step))
    assert told == [("writing files", done, ROWS + 1) for done in range(1, ROWS + 2)]


def test_where_a_file_cannot_be_written_nothing_is_left(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_given: object, **_named: object) -> list[str]:
        raise WriteError(f"{path}: could not be written: no space left on device; nothing was changed")

    monkeypatch.setattr(writing, "replace", full)
    with pytest.raises(WriteError, match="no space left"):
        carry_out(plan(write(TABLE)), tmp_path / "positions" / "talks")
    assert list((tmp_path / "positions").iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_named(write: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="could not be made"):
        carry_out(plan(write(TABLE)), tmp_path / "file" / "talks")


def test_two_imports_into_one_place_do_not_mix(write: Write, tmp_path: Path) -> None:
    building = tmp_path / ".negotrack-talks"
    building.mkdir()
    with locked(building), pytest.raises(WriteError, match="another program"):
        carry_out(plan(write(TABLE)), tmp_path / "talks")
    assert not (tmp_path / "talks").exists()


def test_what_has_come_into_the_place_meanwhile_is_not_touched(write: Write, tmp_path: Path) -> None:
    made = plan(write(TABLE))
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="could not be made"):
        carry_out(made, tmp_path / "talks")
    assert [each.name for each in (tmp_path / "talks").iterdir()] == ["mine.txt"]
    assert not (tmp_path / ".negotrack-talks").exists()


def test_a_link_in_the_place_of_the_folder_to_build_in_is_not_followed(write: Write, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    (tmp_path / ".negotrack-talks").symlink_to(elsewhere)
    with pytest.raises(WriteError, match="is in the way"):
        carry_out(plan(write(TABLE)), tmp_path / "talks")
    assert (elsewhere / "mine.txt").read_text() == "mine"


def test_a_folder_that_can_hold_no_negotiation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("")
    for name, message in (
        ("full", "holds other files"),
        ("file", "cannot hold a negotiation"),
        (".hidden", "begins with a dot"),
        ("a b", "the name has ' '"),
    ):
        with pytest.raises(UsageError, match=message):
            is_there(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="everything may be written by the administrator")
def test_a_folder_that_may_not_be_written_is_named(write: Write, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(WriteError, match="permission denied"):
        carry_out(plan(write(TABLE)), tmp_path / "closed" / "talks")
