"""Counting the new files that are not yet in git; looking leaves no trace and runs no program of the repository."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from negotrack.editing.annotating import add_annotations
from negotrack.store import git as module
from negotrack.store.changes import apply
from negotrack.store.git import add_command, uncommitted
from negotrack.store.reader import Reader

Git = Callable[..., str]


@pytest.fixture
def repository(negotiation: Path, git: Git) -> Path:
    """A repository that holds the negotiation in one of its folders."""
    top = negotiation.parent.parent
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "one")
    return top


def annotate(folder: Path, *targets: str) -> None:
    apply(folder, add_annotations(Reader(folder), targets, text="x", author="a"))


def test_new_files_are_counted_until_they_are_added_to_git(negotiation: Path, repository: Path, git: Git) -> None:
    assert uncommitted(negotiation) == 0
    annotate(negotiation, "no-disarming", "_")
    (negotiation / "proposals" / "new.toml").write_text('status = "open"\n')
    (negotiation / "README.txt").write_text("no file of the negotiation")
    (negotiation / "proposals" / ".negotrack-x.tmp").write_text("")
    (repository / "other.toml").write_text("")
    assert uncommitted(negotiation) == 3
    git(repository, "commit", "-qam", "nothing new", "--allow-empty")
    assert uncommitted(negotiation) == 3
    subprocess.run(shlex.split(add_command(negotiation)), check=True)
    assert uncommitted(negotiation) == 0


def test_files_that_git_ignores_are_not_counted(negotiation: Path, repository: Path) -> None:
    (repository / ".gitignore").write_text("annotations/\n")
    annotate(negotiation, "no-disarming")
    assert uncommitted(negotiation) == 0


def test_a_file_with_any_odd_name_is_counted_once(negotiation: Path, repository: Path) -> None:
    assert repository.is_dir()
    folder = negotiation / "annotations" / "no-disarming"
    folder.mkdir(parents=True)
    for name in (b"a\nb.toml", b"\xc3\xa9.toml", b"\xff.toml", b" .toml", b'"q".toml'):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"")
    assert uncommitted(negotiation) == 5


def test_outside_a_work_tree_there_is_no_count(negotiation: Path, git: Git) -> None:
    assert uncommitted(negotiation) is None
    git(negotiation, "init", "-q", "--bare", "bare")
    assert uncommitted(negotiation / "bare") is None
    assert uncommitted(negotiation / "gone") is None


def test_without_git_there_is_no_count(negotiation: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert uncommitted(negotiation) is None


def test_a_git_that_takes_too_long_gives_no_count(
    negotiation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    assert uncommitted(negotiation) is None


def test_a_broken_repository_or_one_of_another_owner_gives_no_count(
    negotiation: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(module, "_KEPT", (*module._KEPT, "GIT_TEST"))
    assert uncommitted(negotiation) is None
    monkeypatch.undo()
    (repository / ".git" / "HEAD").write_text("nonsense")
    assert uncommitted(negotiation) is None


def test_the_repository_of_a_surrounding_git_hook_is_not_mistaken_for_this_one(
    negotiation: Path,
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    git: Git,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert repository.is_dir()
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q")
    annotate(negotiation, "_")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", "nonsense")
    assert uncommitted(negotiation) == 1


def test_counting_changes_nothing_and_runs_no_program_of_the_repository(
    negotiation: Path, repository: Path, git: Git
) -> None:
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/sprung\n")
    trap.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(trap))
    (negotiation / "negotiation.toml").touch()
    index = (repository / ".git" / "index").read_bytes()
    (repository / ".git" / "index.lock").write_text("")
    assert uncommitted(negotiation) == 0
    assert (repository / ".git" / "index").read_bytes() == index
    assert not (repository / "sprung").exists()


def test_the_suggested_git_command_works_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "with space" / "n"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert add_command(folder) == "git -C 'with space/n' add ."
    monkeypatch.chdir(folder)
    assert add_command(folder) == "git add ."
