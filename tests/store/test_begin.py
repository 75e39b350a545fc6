from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from negotrack.errors import UsageError, WriteError
from negotrack.ingest.columns import ImportRequest, resolve
from negotrack.ingest.plan import plan_new
from negotrack.ingest.rows import read_rows
from negotrack.ingest.table import read_delimited
from negotrack.store import begin
from negotrack.store.begin import create_negotiation, negotiation_exists
from negotrack.store.filechange import FileChange
from negotrack.store.reader import Reader
from negotrack.store.write import locked

ROWS = 12
TABLE = "number,title,Union,Port\n" + "".join(f"{row},Term {row},proposes,defers\n" for row in range(ROWS))
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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a table to import."""
    (tmp_path / "votes.csv").write_text(TABLE)
    return tmp_path / "votes.csv"


def planned() -> tuple[FileChange, ...]:
    """The files of a new negotiation."""
    table = read_delimited(TABLE, "votes.csv")
    request = ImportRequest(fields={"number": "number", "title": "title"}, sides=("Union", "Port"))
    return plan_new(read_rows(table, resolve(request, table)), title="Talks", by="analyst").change.files


def proposals(folder: Path) -> int:
    loaded = Reader(folder).load()
    assert loaded.problems == ()
    return len(loaded.negotiation.dossiers)


def words(path: Path, folder: Path) -> list[str]:
    sides = ["--side", "Union", "--side", "Port", "--author", "analyst"]
    return ["import", str(path), "--to", str(folder), "--number", "number", "--title", "title", *sides]


def killed_after(count: int, module: str, command: list[str]) -> None:
    """Run a command that is killed once it has written this many files."""
    script = KILLED.format(module=module, after=count)
    ran = subprocess.run([sys.executable, "-c", script, *command], check=False, capture_output=True)
    assert ran.returncode == -signal.SIGKILL


def test_a_new_negotiation_is_created_whole_with_nothing_left_beside_it(tmp_path: Path) -> None:
    told: list[int] = []
    assert create_negotiation(tmp_path / "new" / "talks", planned(), lambda done, _all: told.append(done)) == []
    assert proposals(tmp_path / "new" / "talks") == ROWS
    assert told == list(range(1, ROWS + 2))
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["talks"]


def test_an_empty_folder_can_be_filled_with_a_new_negotiation(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    assert not negotiation_exists(tmp_path / "talks")
    create_negotiation(tmp_path / "talks", planned())
    assert negotiation_exists(tmp_path / "talks")


@pytest.mark.parametrize("count", [0, 5, ROWS])
def test_a_killed_import_leaves_no_negotiation_and_the_same_command_then_creates_it(
    path: Path, tmp_path: Path, count: int
) -> None:
    folder = tmp_path / "positions" / "talks"
    killed_after(count, "negotrack.store.begin", words(path, folder))
    assert not folder.exists()
    assert [each.name for each in folder.parent.iterdir()] == [".negotrack-talks"]
    ran = subprocess.run([sys.executable, "-m", "negotrack", *words(path, folder)], check=False, capture_output=True)
    assert ran.returncode == 0
    assert proposals(folder) == ROWS
    assert [each.name for each in folder.parent.iterdir()] == ["talks"]


@pytest.mark.parametrize("count", [1, 5])
def test_a_killed_import_into_a_negotiation_is_finished_by_the_same_command(
    path: Path, tmp_path: Path, count: int
) -> None:
    folder = tmp_path / "talks"
    create_negotiation(folder, planned())
    path.write_text(TABLE.replace("defers", "accepts"))
    killed_after(count, "negotrack.store.changes", words(path, folder))
    ran = subprocess.run([sys.executable, "-m", "negotrack", *words(path, folder)], check=False, capture_output=True)
    assert ran.returncode == 0
    dossiers = Reader(folder).load().negotiation.dossiers.values()
    assert [[entry.stance for entry in dossier.ledger] for dossier in dossiers] == [["accepts"]] * ROWS
    assert not list(folder.rglob(".negotrack-*"))


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, *_given: object, **_named: object) -> list[str]:
        raise WriteError(f"{path}: could not be written: no space left on device; nothing was changed")

    monkeypatch.setattr(begin, "replace", full)
    with pytest.raises(WriteError, match="no space left"):
        create_negotiation(tmp_path / "positions" / "talks", planned())
    assert list((tmp_path / "positions").iterdir()) == []


def test_a_parent_that_is_not_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="could not be created"):
        create_negotiation(tmp_path / "file" / "talks", planned())


def test_two_programs_cannot_create_the_same_negotiation_at_once(tmp_path: Path) -> None:
    building = tmp_path / ".negotrack-talks"
    building.mkdir()
    with locked(building), pytest.raises(WriteError, match="another program"):
        create_negotiation(tmp_path / "talks", planned())
    assert not (tmp_path / "talks").exists()


def test_a_folder_that_has_been_filled_meanwhile_is_not_touched(tmp_path: Path) -> None:
    files = planned()
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="could not be created"):
        create_negotiation(tmp_path / "talks", files)
    assert [each.name for each in (tmp_path / "talks").iterdir()] == ["mine.txt"]
    assert not (tmp_path / ".negotrack-talks").exists()


def test_a_link_in_place_of_the_build_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    (tmp_path / ".negotrack-talks").symlink_to(elsewhere)
    with pytest.raises(WriteError, match="is in the way"):
        create_negotiation(tmp_path / "talks", planned())
    assert (elsewhere / "mine.txt").read_text() == "mine"


def test_a_folder_that_cannot_become_a_negotiation_is_refused(tmp_path: Path) -> None:
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
            negotiation_exists(tmp_path / name)
    with pytest.raises(UsageError, match="two sides or more; give --side twice"):
        begin.begin(tmp_path / "new", sides=["A"])
    with pytest.raises(UsageError, match="title"):
        begin.begin(tmp_path / "new", title=" ", sides=["A", "B"])
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_reported(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(WriteError, match="permission denied"):
        create_negotiation(tmp_path / "closed" / "talks", planned())
