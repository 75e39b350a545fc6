"""The negotiation last opened in each folder: remembered privately, and never in the way."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from negotrack.store.state import last_opened, remember


def test_each_folder_remembers_the_negotiation_last_opened_in_it(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    remember(one, one / "cyprus")
    remember(one, one / "panjshir")
    remember(other, other / "oslo")
    assert last_opened(one) == one / "panjshir"
    assert last_opened(other) == other / "oslo"
    assert last_opened(tmp_path) is None


def test_a_folder_is_recognised_by_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path, tmp_path / "oslo")
    monkeypatch.chdir(tmp_path)
    assert last_opened(Path()) == Path("oslo")


def test_only_its_owner_may_read_what_was_opened_last(tmp_path: Path, home: Path) -> None:
    remember(tmp_path, tmp_path / "oslo")
    (path,) = (each for each in (home / "state" / "opened").rglob("*") if each.is_file())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", [b"\xff\xfe", "ﷺ [x] \x1b".encode(), b"x" * 200])
def test_any_folder_name_can_be_remembered(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / os.fsdecode(name)
    remember(tmp_path, folder)
    assert last_opened(tmp_path) == folder


@pytest.mark.parametrize("content", [b"", b"../elsewhere", b"/etc", b"a\0b"])
def test_a_remembered_name_that_is_invalid_is_ignored(tmp_path: Path, home: Path, content: bytes) -> None:
    remember(tmp_path, tmp_path / "oslo")
    (path,) = (each for each in (home / "state").rglob("*") if each.is_file())
    path.write_bytes(content)
    assert last_opened(tmp_path) is None


def test_a_state_folder_that_cannot_be_written_is_silently_ignored(tmp_path: Path, home: Path) -> None:
    (home / "state").write_bytes(b"")
    remember(tmp_path, tmp_path / "oslo")
    assert last_opened(tmp_path) is None
