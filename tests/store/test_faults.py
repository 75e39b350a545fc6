"""What still holds when the program is killed, or the disk fails, at any point of a save."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.annotating import add_annotations, delete_annotation, edit_annotation
from negotrack.editing.targets import open_annotation
from negotrack.errors import WriteError
from negotrack.store.changes import apply, clear_leftovers, undo
from negotrack.store.filechange import Change
from negotrack.store.reader import Reader

Tree = Callable[[Path], dict[str, bytes]]
CALLS = ("open", "write", "fsync", "fchmod", "chmod", "mkdir", "link", "replace", "rename", "unlink", "rmdir")


@pytest.mark.thorough
@pytest.mark.parametrize("when", ["before", "half"])
def test_a_save_killed_at_any_call_leaves_each_file_old_or_new_and_can_be_undone(negotiation: Path, when: str) -> None:
    script = Path(__file__).with_name("kill_everywhere.py")
    ran = subprocess.run([sys.executable, script, negotiation, when], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("finished\n")
    counts = [int(count) for count in re.findall(r" (\d+)$", ran.stdout, re.MULTILINE)]
    assert len(counts) == 6
    assert min(counts) > 8 if when == "before" else sum(counts) > 10


class Disk:
    """Makes one of the calls that touch the disk fail."""

    def __init__(self, number: int, code: int) -> None:
        self.number = number
        self.code = code
        self.count = 0
        self.failed = ""

    def attach(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrap(name, getattr(os, name)))

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.number:
                self.failed = name
                raise OSError(self.code, os.strerror(self.code))
            return real(*given, **more)

        return call


def _changes(folder: Path) -> list[Change]:
    """One change of each kind, each starting from what the previous one leaves."""
    reader = Reader(folder)
    reader.load()
    add = add_annotations(reader, ["no-disarming", "_"], text="one\ntwo", author="a")
    apply(folder, add)
    opened = open_annotation(folder, "no-disarming", Path(add.files[0].path).stem)
    edit = edit_annotation(reader, opened, by="ana", text="another")
    delete = delete_annotation(opened)
    undo(folder)
    return [add, edit, delete]


@pytest.mark.parametrize("kind", [0, 1, 2], ids=["add", "edit", "delete"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS], ids=errno.errorcode.get)
def test_a_save_is_made_whole_or_not_at_all_whichever_call_fails(
    negotiation: Path, tmp_path: Path, kind: int, code: int, tree: Tree
) -> None:
    changes = _changes(negotiation)
    if kind:
        apply(negotiation, changes[0])
    change = changes[kind]
    before = tree(negotiation)
    backup = shutil.copytree(negotiation, tmp_path / "backup")
    apply(negotiation, change)
    after = tree(negotiation)
    number, seen = 0, set()
    while True:
        number += 1
        shutil.rmtree(negotiation)
        shutil.copytree(backup, negotiation)
        disk = Disk(number, code)
        warnings: list[str] | None = None
        with pytest.MonkeyPatch.context() as patch:
            disk.attach(patch)
            with contextlib.suppress(WriteError):
                warnings = apply(negotiation, change)
        if not disk.failed:
            break
        seen.add(disk.failed)
        reader = Reader(negotiation)
        assert reader.load().problems == ()
        if reader.leftovers:
            assert disk.failed == "unlink"
            clear_leftovers(negotiation, reader.leftovers)
        assert tree(negotiation) == (before if warnings is None else after)
        if warnings and "cannot be undone" not in warnings[0]:
            assert "the disk did not confirm it" in warnings[0]
    assert number > 10
    assert {"open", "fsync", ("link", "replace", "unlink")[kind]} <= seen
    assert tree(negotiation) == after


def test_a_full_disk_is_reported_and_nothing_is_changed(negotiation: Path, tmp_path: Path) -> None:
    disk = tmp_path / "small"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False).returncode == 0
    if not mounted:
        pytest.skip("only root may mount a small disk")
    try:
        folder = shutil.copytree(negotiation, disk / "n")
        reader = Reader(folder)
        change = add_annotations(reader, [*reader.proposal_ids], text="x" * 90_000, author="a")
        with pytest.raises(WriteError, match="no space left on device; nothing was changed"):
            apply(folder, change)
        reader = Reader(folder)
        assert reader.load().problems == ()
        assert reader.leftovers == ()
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_read_only_folder_is_reported_and_nothing_is_changed(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *more: Any, **others: Any) -> int:
        if flags & os.O_CREAT and str(negotiation) in str(path):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *more, **others)

    before = tree(negotiation)
    monkeypatch.setattr(os, "open", refuse)
    change = add_annotations(Reader(negotiation), ["no-disarming"], text="x", author="a")
    with pytest.raises(WriteError, match="could not be written: permission denied; nothing was changed"):
        apply(negotiation, change)
    assert tree(negotiation) == before
    assert not (negotiation / "annotations").exists()


def test_a_partial_save_that_cannot_be_rolled_back_is_reported_and_can_be_undone(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    before = tree(negotiation)
    change = add_annotations(Reader(negotiation), ["no-disarming", "national-hero"], text="x", author="a")
    real_link, real_unlink = os.link, os.unlink

    def link(source: Any, target: Any) -> None:
        if "national-hero" in str(target):
            raise OSError(errno.EIO, "Input/output error")
        real_link(source, target)

    def unlink(path: Any, **more: Any) -> None:
        if str(path).endswith(".toml"):
            raise OSError(errno.EIO, "Input/output error")
        real_unlink(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", link)
        patch.setattr(os, "unlink", unlink)
        with pytest.raises(WriteError, match="a part of the change was made: negotrack undo takes it back"):
            apply(negotiation, change)
    assert len(tree(negotiation)) == len(before) + 1
    undo(negotiation)
    assert tree(negotiation) == before


def test_without_a_writable_state_folder_a_change_is_saved_but_cannot_be_undone(
    negotiation: Path, home: Path, tree: Tree
) -> None:
    (home / "state").write_bytes(b"a file where a folder should be")
    change = add_annotations(Reader(negotiation), ["no-disarming"], text="x", author="a")
    (warning,) = apply(negotiation, change)
    assert "saved, but it cannot be undone later" in warning
    assert tree(negotiation)[change.files[0].path] == change.files[0].after


def test_an_interrupted_save_leaves_nothing_half_done(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    before = tree(negotiation)
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        if not stat.S_ISDIR(os.fstat(handle).st_mode) and len(tree(negotiation)) > len(before) + 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", fsync)
    change = add_annotations(Reader(negotiation), ["no-disarming", "national-hero"], text="x", author="a")
    with pytest.raises(KeyboardInterrupt):
        apply(negotiation, change)
    assert tree(negotiation) == before
