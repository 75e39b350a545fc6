"""Writing files: each is written whole or not at all, and nothing is left behind."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from negotrack.errors import WriteError
from negotrack.store.write import remove, replace


def test_a_new_file_is_created_along_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.toml"
    assert replace(path, b"x") == []
    assert path.read_bytes() == b"x"
    assert [each.name for each in path.parent.iterdir()] == ["c.toml"]


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_respects_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        replace(tmp_path / "a.toml", b"x")
        replace(tmp_path / "b.toml", b"x", mode=0o600)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "b.toml").stat().st_mode) == 0o600


def test_a_file_that_must_be_new_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    with pytest.raises(WriteError, match="file exists; nothing was changed"):
        replace(path, b"new", new=True)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.toml": b"old"}


@pytest.mark.parametrize("there", [False, True])
def test_new_files_can_be_written_on_a_file_system_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    path = tmp_path / "a.toml"
    if there:
        path.write_bytes(b"old")
        with pytest.raises(WriteError, match="file exists"):
            replace(path, b"new", new=True)
    else:
        replace(path, b"new", new=True)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.toml": b"old" if there else b"new"}


def test_bytes_that_the_disk_corrupted_do_not_replace_good_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "pread", lambda *_: b"rot")
    with pytest.raises(WriteError, match="the disk returned other bytes"):
        replace(path, b"new")
    with path.open("rb") as file:
        assert file.read() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.toml"]


def test_a_write_that_is_refused_at_the_last_moment_leaves_nothing_behind(tmp_path: Path) -> None:
    def refuse(written: bytes) -> None:
        assert written == b"new"
        raise WriteError("no")

    with pytest.raises(WriteError, match="no"):
        replace(tmp_path / "a" / "b" / "c.toml", b"new", validate=refuse)
    assert not any(tmp_path.iterdir())


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: real(handle, bytes(content[:3])))
    replace(tmp_path / "a.toml", b"0123456789")
    assert (tmp_path / "a.toml").read_bytes() == b"0123456789"


def test_the_bytes_are_flushed_before_the_rename_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)

        def noted(*given: Any, name: str = name, real: Any = real) -> Any:
            folder = name == "fsync" and stat.S_ISDIR(os.fstat(given[0]).st_mode)
            calls.append("fsync of the folder" if folder else name)
            return real(*given)

        monkeypatch.setattr(os, name, noted)
    replace(tmp_path / "a.toml", b"x")
    assert calls == ["fsync", "replace", "fsync of the folder"]


def test_a_folder_that_the_disk_does_not_confirm_is_only_a_warning(tmp_path: Path, unsure_disk: str) -> None:
    path = tmp_path / "a.toml"
    assert replace(path, b"new") == [f"{tmp_path}: {unsure_disk}"]
    assert path.read_bytes() == b"new"
    assert remove(path) == [f"{tmp_path}: {unsure_disk}"]
    assert not path.exists()


def test_removing_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="could not be removed: no such file"):
        remove(tmp_path / "a.toml")
