"""Changes: they apply to the latest bytes, touch only the program's own files, and can be undone and redone."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from negotrack.editing.annotating import add_annotations, delete_annotation, edit_annotation
from negotrack.editing.targets import open_annotation
from negotrack.errors import ChangedUnderneath, NegotrackError, ProblemsFound, WriteError
from negotrack.model.layout import Kind, Location
from negotrack.model.records import Annotation, Source
from negotrack.store.changes import apply, clear_leftovers, forget, redo, undo
from negotrack.store.filechange import Change, FileChange, canonical
from negotrack.store.reader import Reader
from negotrack.store.write import locked, try_lock

Tree = Callable[[Path], dict[str, bytes]]
NOTE = canonical(Annotation(id="x", author="a", created=datetime(2026, 1, 2, tzinfo=UTC), text="one"))
OTHER = canonical(Annotation(id="x", author="a", created=datetime(2026, 1, 2, tzinfo=UTC), text="two"))
PATH = "annotations/no-disarming/x.toml"


def one(path: str, before: bytes | None, after: bytes | None) -> Change:
    return Change("a change", (FileChange(path, before, after),))


def test_adding_a_file_touches_no_other(negotiation: Path, tree: Tree) -> None:
    before = tree(negotiation)
    assert apply(negotiation, one(PATH, None, NOTE)) == []
    assert tree(negotiation) == {**before, PATH: NOTE}


def test_changes_are_undone_and_redone_one_by_one(negotiation: Path, tree: Tree) -> None:
    states = [tree(negotiation)]
    for change in (one(PATH, None, NOTE), one(PATH, NOTE, OTHER), one(PATH, OTHER, None)):
        apply(negotiation, change)
        states.append(tree(negotiation))
    for state in reversed(states[:-1]):
        assert undo(negotiation).change.label == "a change"
        assert tree(negotiation) == state
    with pytest.raises(ProblemsFound, match="nothing to undo"):
        undo(negotiation)
    for state in states[1:]:
        redo(negotiation)
        assert tree(negotiation) == state
    with pytest.raises(ProblemsFound, match="nothing to redo"):
        redo(negotiation)


def test_each_folder_that_the_disk_did_not_confirm_is_reported_once(negotiation: Path, unsure_disk: str) -> None:
    other, elsewhere = PATH.replace("x.", "y."), "annotations/_/x.toml"
    said = [f"{negotiation / 'annotations' / target}: {unsure_disk}" for target in ("no-disarming", "_")]
    files = tuple(FileChange(path, None, NOTE) for path in (PATH, other, elsewhere))
    assert apply(negotiation, Change("three", files)) == said
    assert apply(negotiation, one(PATH, NOTE, OTHER)) == said[:1]
    assert apply(negotiation, one(PATH, OTHER, None)) == said[:1]
    assert list(undo(negotiation).warnings) == list(redo(negotiation).warnings) == said[:1]


def test_a_new_change_leaves_nothing_to_redo(negotiation: Path, home: Path) -> None:
    apply(negotiation, one(PATH, None, NOTE))
    undo(negotiation)
    apply(negotiation, one("annotations/_/y.toml", None, NOTE))
    with pytest.raises(ProblemsFound, match="nothing to redo"):
        redo(negotiation)
    assert [path.name for path in (home / "state" / "journal").rglob("*.json")] == ["00000002.done.json"]


@pytest.mark.parametrize("path", ["negotiation.toml", "proposals/no-disarming.toml"])
def test_a_file_that_a_person_wrote_is_never_replaced_or_removed(negotiation: Path, path: str, tree: Tree) -> None:
    before = tree(negotiation)
    for after in (before[path] + b"# more\n", None):
        with pytest.raises(WriteError, match="is written by hand, and never changed by this program"):
            apply(negotiation, one(path, before[path], after))
    assert tree(negotiation) == before


def test_adding_a_proposal_can_be_undone_unless_somebody_has_edited_it(negotiation: Path, tree: Tree) -> None:
    before = tree(negotiation)
    path, content = "proposals/new.toml", b'status = "open"\n'
    apply(negotiation, one(path, None, content))
    undo(negotiation)
    assert tree(negotiation) == before
    redo(negotiation)
    (negotiation / path).write_bytes(content + b"# by hand\n")
    with pytest.raises(ChangedUnderneath, match=r"proposals/new\.toml has changed since; it was not undone"):
        undo(negotiation)
    assert (negotiation / path).read_bytes() == content + b"# by hand\n"


@pytest.mark.parametrize("kind", [Kind.SOURCE, Kind.PERSON, Kind.EVENT, Kind.CLAIM, Kind.PROPOSAL])
def test_a_record_that_already_exists_is_not_overwritten(negotiation: Path, kind: Kind, tree: Tree) -> None:
    path = negotiation / Location(kind, "x").path
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"whatever")
    before = tree(negotiation)
    with pytest.raises(ChangedUnderneath, match=r"x\.toml already exists; nothing was written"):
        apply(negotiation, one(Location(kind, "x").path, None, NOTE))
    assert tree(negotiation) == before


def test_an_annotation_that_somebody_changed_meanwhile_is_neither_edited_nor_deleted(negotiation: Path) -> None:
    apply(negotiation, one(PATH, None, NOTE))
    opened = open_annotation(negotiation, "no-disarming", "x")
    (negotiation / PATH).write_bytes(OTHER)
    reader = Reader(negotiation)
    for change in (edit_annotation(reader, opened, by="ana", text="mine"), delete_annotation(opened)):
        with pytest.raises(ChangedUnderneath, match="has been changed by somebody else meanwhile") as caught:
            apply(negotiation, change)
        assert caught.value.path == PATH
        assert (negotiation / PATH).read_bytes() == OTHER
    (negotiation / PATH).unlink()
    for change in (edit_annotation(reader, opened, by="ana", text="mine"), delete_annotation(opened)):
        with pytest.raises(ChangedUnderneath, match="meanwhile"):
            apply(negotiation, change)
        assert not (negotiation / PATH).exists()


def test_a_file_that_somebody_writes_while_it_is_being_saved_is_left_alone(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(negotiation, one(PATH, None, NOTE))
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        (negotiation / PATH).write_bytes(OTHER)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ChangedUnderneath):
        apply(negotiation, one(PATH, NOTE, canonical(Annotation.model_validate({**_fields(), "text": "mine"}))))
    assert (negotiation / PATH).read_bytes() == OTHER


def _fields() -> dict[str, object]:
    return {"id": "x", "author": "a", "created": datetime(2026, 1, 2, tzinfo=UTC)}


@pytest.mark.parametrize("content", [b"", b"\xff", b"a = [", b"author = 1\n", NOTE + b"unknown = 1\n"])
def test_an_unreadable_file_is_never_overwritten_or_removed(negotiation: Path, content: bytes) -> None:
    (negotiation / PATH).parent.mkdir(parents=True)
    (negotiation / PATH).write_bytes(content)
    for change in (one(PATH, content, NOTE), one(PATH, content, None)):
        with pytest.raises(WriteError, match="it was not written"):
            apply(negotiation, change)
    with pytest.raises(WriteError, match="it was not written"):
        open_annotation(negotiation, "no-disarming", "x")
    assert (negotiation / PATH).read_bytes() == content


def test_undoing_leaves_no_empty_folder(negotiation: Path) -> None:
    before = sorted(negotiation.rglob("*"))
    apply(negotiation, one(PATH, None, NOTE))
    apply(negotiation, one("sources/s.toml", None, canonical(Source(id="s", title="S"))))
    undo(negotiation)
    undo(negotiation)
    assert sorted(negotiation.rglob("*")) == before


@pytest.mark.parametrize("content", [b"", b"\xff", b"author = 1\n"])
def test_content_that_could_not_be_read_back_is_not_written(negotiation: Path, content: bytes, tree: Tree) -> None:
    before = tree(negotiation)
    with pytest.raises(WriteError, match="it was not written"):
        apply(negotiation, one(PATH, None, content))
    assert tree(negotiation) == before


@pytest.mark.parametrize(
    "path",
    [
        "../x.toml",
        "annotations/../../x.toml",
        "annotations/no-disarming/../../../x.toml",
        "/etc/x.toml",
        "annotations/no-disarming/.x.toml",
        "annotations/no-disarming/x.txt",
        "annotations/x.toml",
        "annotations/a/b/x.toml",
        "proposals/_.toml",
        "other/x.toml",
        "x.toml",
        "",
        "annotations/no-disarming/a\0b.toml",
        "annotations/no-disarming/a b.toml",
        "annotations/no-disarming/e\u0301.toml",
        "annotations/no-disarming/" + "x" * 300 + ".toml",
        "annotations/" + "x" * 300 + "/x.toml",
        "annotations/no-disarming/\udcff.toml",
    ],
)
def test_a_path_that_is_no_record_of_the_negotiation_is_refused(negotiation: Path, path: str, tree: Tree) -> None:
    before = tree(negotiation.parent)
    with pytest.raises(WriteError, match="it was not touched"):
        apply(negotiation, one(path, None, NOTE))
    assert tree(negotiation.parent) == before


@pytest.mark.parametrize("linked", ["annotations", "annotations/no-disarming", PATH])
def test_nothing_is_changed_through_a_link(negotiation: Path, tmp_path: Path, linked: str, tree: Tree) -> None:
    outside = tmp_path / "outside"
    (outside / "no-disarming").mkdir(parents=True)
    for name in ("x.toml", "no-disarming/x.toml"):
        (outside / name).write_bytes(NOTE)
    link = negotiation / linked
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / "x.toml" if linked == PATH else outside)
    before = tree(outside)
    for change in (one(PATH, NOTE, OTHER), one(PATH, NOTE, None), one(PATH.replace("x.", "y."), None, NOTE)):
        if linked == PATH and change.files[0].path != PATH:
            continue
        with pytest.raises(WriteError, match="is reached by a link"):
            apply(negotiation, change)
    assert tree(outside) == before
    within = negotiation / "proposals" / "again.toml"
    within.symlink_to("no-disarming.toml")
    with pytest.raises(WriteError, match="is reached by a link"):
        apply(negotiation, one("proposals/again.toml", within.read_bytes(), None))


def test_all_files_of_a_change_are_written_or_none(negotiation: Path, tree: Tree) -> None:
    before = tree(negotiation)
    files = [FileChange(Location(Kind.ANNOTATION, "x", target).path, None, NOTE) for target in ("a", "b", "c")]
    with pytest.raises(WriteError):
        apply(negotiation, Change("three", (*files, FileChange("annotations/d/x.toml", None, b"broken ["))))
    assert tree(negotiation) == before
    with pytest.raises(ProblemsFound):
        undo(negotiation)
    apply(negotiation, Change("three", tuple(files)))
    assert len(tree(negotiation)) == len(before) + 3
    undo(negotiation)
    assert tree(negotiation) == before


def test_undo_refuses_when_a_file_has_changed_and_skip_passes_over_that_change(negotiation: Path) -> None:
    apply(negotiation, one("annotations/_/first.toml", None, NOTE))
    apply(negotiation, Change("the second", (FileChange(PATH, None, NOTE),)))
    (negotiation / PATH).write_bytes(OTHER)
    with pytest.raises(ChangedUnderneath, match=r"x\.toml has changed since; .*negotrack undo --skip") as caught:
        undo(negotiation)
    assert caught.value.exit_code == 3
    assert (negotiation / PATH).read_bytes() == OTHER
    assert undo(negotiation, skip=True).change == Change("the second", ())
    undo(negotiation)
    assert not (negotiation / "annotations/_/first.toml").exists()
    assert (negotiation / PATH).read_bytes() == OTHER
    (negotiation / "annotations/_").mkdir(exist_ok=True)
    (negotiation / "annotations/_/first.toml").write_bytes(OTHER)
    with pytest.raises(ChangedUnderneath, match=r"first\.toml has changed since"):
        redo(negotiation)
    (negotiation / "annotations/_/first.toml").unlink()
    redo(negotiation)
    assert (negotiation / "annotations/_/first.toml").read_bytes() == NOTE


def test_a_change_of_several_files_is_undone_whole_or_not_at_all(negotiation: Path, tree: Tree) -> None:
    source = canonical(Source(id="s", title="S"))
    apply(negotiation, Change("two", (FileChange("sources/s.toml", None, source), FileChange(PATH, None, NOTE))))
    (negotiation / "sources/s.toml").write_bytes(source + b"# by hand\n")
    before = tree(negotiation)
    with pytest.raises(ChangedUnderneath, match=r"sources/s\.toml"):
        undo(negotiation)
    assert tree(negotiation) == before


def test_undo_goes_ahead_when_a_file_is_already_as_it_was_before(negotiation: Path, tree: Tree) -> None:
    before = tree(negotiation)
    other = FileChange("annotations/_/y.toml", None, NOTE)
    apply(negotiation, Change("two", (FileChange(PATH, None, NOTE), other)))
    (negotiation / PATH).unlink()
    undo(negotiation)
    assert tree(negotiation) == before


def test_forgetting_erases_deleted_text_from_the_journal(negotiation: Path, home: Path) -> None:
    secret = canonical(Annotation.model_validate({**_fields(), "text": "a secret"}))
    apply(negotiation, one(PATH, None, secret))
    apply(negotiation, one(PATH, secret, None))
    assert forget(negotiation) == 2
    assert [path for path in home.rglob("*") if path.is_file()] == []
    with pytest.raises(ProblemsFound):
        undo(negotiation)
    assert forget(negotiation) == 0


def test_a_missing_folder_is_reported_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be opened: no such file or directory; nothing was changed"):
        apply(tmp_path / "gone", one(PATH, None, NOTE))
    assert not (tmp_path / "gone").exists()


def test_a_locked_folder_is_waited_for_and_then_reported(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotrack.store.write.PATIENCE", 0.05)
    handles = len([*Path("/dev/fd").iterdir()])
    with (
        locked(negotiation),
        pytest.raises(WriteError, match="another program is changing it; try again when it is done"),
        locked(negotiation, 0.05),
    ):
        pass
    apply(negotiation, one(PATH, None, NOTE))
    assert sorted(path.name for path in negotiation.iterdir()) == ["annotations", "negotiation.toml", "proposals"]
    assert len([*Path("/dev/fd").iterdir()]) == handles


def test_a_folder_that_is_replaced_while_it_is_being_locked_is_locked_again(
    negotiation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock = fcntl.flock

    def replaced(handle: int, how: int) -> None:
        flock(handle, how)
        monkeypatch.setattr(fcntl, "flock", flock)
        shutil.move(negotiation, tmp_path / "old")
        shutil.copytree(tmp_path / "old", negotiation)

    monkeypatch.setattr(fcntl, "flock", replaced)
    with locked(negotiation), locked(tmp_path / "old", 0):
        assert try_lock(negotiation) is None


def test_only_the_leftovers_of_a_killed_program_are_cleared_away(negotiation: Path, tree: Tree) -> None:
    before = tree(negotiation)
    for folder in (
        ".",
        "proposals",
        "sources",
        "ledger/no-disarming",
        "annotations/_",
        "annotations/no-disarming",
        "annotations",
    ):
        (negotiation / folder).mkdir(parents=True, exist_ok=True)
        (negotiation / folder / ".negotrack-0123456789abcdef.tmp").write_bytes(b"half a fi")
    reader = Reader(negotiation)
    assert reader.load().problems == ()
    assert len(reader.leftovers) == 7
    with locked(negotiation):
        clear_leftovers(negotiation, reader.leftovers)
        assert len(tree(negotiation)) == len(before) + 7
    clear_leftovers(negotiation, (*reader.leftovers, "negotiation.toml", "../elsewhere/.negotrack-x.tmp"))
    assert tree(negotiation) == before
    reader.refresh()
    assert not reader.leftovers


def test_every_refusal_is_one_line(negotiation: Path) -> None:
    with pytest.raises(NegotrackError) as caught:
        apply(negotiation, one("annotations/a\nb/x.toml", None, NOTE))
    assert "\n" not in str(caught.value)


def test_annotating_many_proposals_is_one_change(negotiation: Path) -> None:
    reader = Reader(negotiation)
    targets = [*reader.proposal_ids, "_"]
    apply(negotiation, add_annotations(reader, targets, text="all", author="a"))
    written = sorted(path.parent.name for path in (negotiation / "annotations").rglob("*.toml"))
    assert written == sorted(targets)
    undo(negotiation)
    assert not (negotiation / "annotations").exists()
