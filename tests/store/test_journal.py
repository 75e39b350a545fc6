"""The journal: private, bounded, and never in the way."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotrack.errors import ChangedUnderneath, ProblemsFound, WriteError
from negotrack.model.records import Annotation
from negotrack.store import changes
from negotrack.store.changes import Journal, apply, undo
from negotrack.store.drafts import Draft, Drafts
from negotrack.store.filechange import Change, FileChange, canonical

NOTE = canonical(Annotation(id="x", author="a", created=datetime(2026, 1, 2, tzinfo=UTC), text="one"))


def add(folder: Path, name: str) -> list[str]:
    return apply(folder, Change(name, (FileChange(f"annotations/_/{name}.toml", None, NOTE),)))


def entries(home: Path) -> list[Path]:
    return sorted(path for path in (home / "state" / "journal").rglob("*") if path.is_file())


def test_only_its_owner_may_read_the_journal(negotiation: Path, home: Path) -> None:
    add(negotiation, "a")
    (entry,) = entries(home)
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    assert stat.S_IMODE(entry.parent.stat().st_mode) == 0o700


def test_one_action_is_one_entry_even_when_it_writes_several_files(negotiation: Path, home: Path) -> None:
    files = tuple(FileChange(f"annotations/_/{name}.toml", None, NOTE) for name in "abc")
    apply(negotiation, Change("three", files))
    assert len(entries(home)) == 1


def test_a_negotiation_has_one_journal_whatever_path_leads_to_it(negotiation: Path, tmp_path: Path) -> None:
    add(negotiation, "a")
    (tmp_path / "link").symlink_to(negotiation.parent)
    assert undo(tmp_path / "link" / negotiation.name).change.label == "a"


def test_the_journal_is_kept_in_the_users_state_folder(
    negotiation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEGOTRACK_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    add(negotiation, "a")
    assert len([*(tmp_path / "state" / "negotrack").rglob("*.json")]) == 1
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    add(negotiation, "b")
    assert len([*(tmp_path / "person").rglob("*.json")]) == 1


def test_two_negotiations_have_separate_journals(negotiation: Path, hostile: Path) -> None:
    add(negotiation, "a")
    with pytest.raises(ProblemsFound, match="nothing to undo"):
        undo(hostile)


def test_the_journal_keeps_the_newest_entries_up_to_a_number_and_a_size(
    negotiation: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_ENTRIES", 3)
    for name in "abcde":
        add(negotiation, name)
    assert len(entries(home)) == 3
    monkeypatch.setattr(changes, "LARGEST", 1)
    monkeypatch.setattr(changes, "_MEASURE_EVERY", 2)
    add(negotiation, "f")
    add(negotiation, "g")
    assert len(entries(home)) < 3
    assert undo(negotiation).change.label == "g"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"label": 1, "files": [{"path": "x"}]}', b"[" * 100_000, b"\xff", None]
)
def test_a_broken_entry_is_skipped_and_the_others_can_be_undone(
    negotiation: Path, home: Path, content: bytes | None
) -> None:
    for name in "abc":
        add(negotiation, name)
    newest = entries(home)[-1]
    if content is None:
        newest.unlink()
        newest.mkdir()
    else:
        newest.write_bytes(content)
    assert undo(negotiation).change.label == "b"
    assert undo(negotiation).change.label == "a"


@example(b"", "a.done.json")
@example(b"", f"{'9' * 18}.done.json")
@given(st.binary(max_size=60), st.text("0123456789.adehjnostuv-", max_size=24).filter(lambda name: name.strip(".")))
def test_no_file_in_the_journal_prevents_a_change(content: bytes, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setenv("NEGOTRACK_STATE", f"{folder}/state")
        negotiation = Path(folder, "n")
        negotiation.mkdir()
        kept = Journal(negotiation)
        kept.folder.mkdir(parents=True)
        (kept.folder / name).write_bytes(content)
        assert add(negotiation, "a") == []
        assert undo(negotiation).change.label == "a"


def test_a_forged_entry_changes_no_handwritten_file_and_none_outside_the_folder(negotiation: Path, home: Path) -> None:
    add(negotiation, "a")
    (entry,) = entries(home)
    old = (negotiation / "negotiation.toml").read_bytes()
    forged = [
        ("negotiation.toml", old, old + b"# x\n"),
        ("../../outside.toml", None, NOTE),
        ("proposals/no-disarming.toml", b"whatever", b'status = "open"\n'),
    ]
    for path, before, after in forged:
        Journal(negotiation).add(Change("forged", (FileChange(path, after, before),)))
        with pytest.raises((WriteError, ChangedUnderneath)):
            undo(negotiation)
        undo(negotiation, skip=True)
    assert (negotiation / "negotiation.toml").read_bytes() == old
    assert not (negotiation.parent.parent / "outside.toml").exists()
    assert entry.exists()


def test_a_journal_that_cannot_be_written_is_only_a_warning(
    negotiation: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_bytes(b"")
    monkeypatch.setenv("NEGOTRACK_STATE", str(home / "file" / "state"))
    (warning,) = add(negotiation, "a")
    assert warning.startswith("saved, but it cannot be undone later: the journal was not written")
    assert (negotiation / "annotations/_/a.toml").read_bytes() == NOTE


def test_an_undo_that_the_journal_cannot_note_is_made_with_a_warning(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(negotiation, "a")

    def rename(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        done = undo(negotiation)
    assert "the journal does not say so" in done.warnings[0]
    assert not (negotiation / "annotations/_/a.toml").exists()
    assert undo(negotiation).warnings == ()


def test_private_files_are_private_whatever_the_umask(negotiation: Path, home: Path) -> None:
    old = os.umask(0)
    try:
        Journal(negotiation).add(Change("x", (FileChange("annotations/a/b.toml", None, b"x"),)))
        Drafts(negotiation).keep(Draft(("a",), "x"))
    finally:
        os.umask(old)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (home / "state", *(home / "state").rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
