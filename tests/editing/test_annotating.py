"""Annotations: from what a person enters to the change that is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotrack.editing.annotating import (
    LONGEST_ANNOTATION,
    add_annotations,
    confirm_annotation,
    delete_annotation,
    edit_annotation,
)
from negotrack.editing.targets import Opened, open_annotation
from negotrack.errors import NegotrackError, UsageError, WriteError
from negotrack.model.identifiers import WHOLE, new_identifier
from negotrack.model.negotiation import fingerprint, is_stale
from negotrack.model.records import Annotation
from negotrack.store.changes import apply
from negotrack.store.filechange import Change
from negotrack.store.reader import Reader


def saved(folder: Path, change: Change) -> list[Annotation]:
    """The annotations that a change names, as they are in the folder after it."""
    assert apply(folder, change) == []
    negotiation = Reader(folder).load().negotiation
    everything = {each.id: each for dossier in negotiation.dossiers.values() for each in dossier.annotations}
    everything |= {each.id: each for each in negotiation.annotations}
    return [everything[name] for each in change.files if (name := Path(each.path).stem) in everything]


def opened(folder: Path, target: str = "no-disarming", text: str = "one #tag") -> Opened:
    change = add_annotations(Reader(folder), [target], text=text, author="a", tags=["x"])
    apply(folder, change)
    return open_annotation(folder, target, Path(change.files[0].path).stem)


def test_one_text_is_added_to_every_target_once(negotiation: Path) -> None:
    change = add_annotations(
        Reader(negotiation),
        ["no-disarming", WHOLE, "no-disarming"],
        text="A text. #one #two",
        author="ana",
        tags=[" #three "],
    )
    first, whole = saved(negotiation, change)
    assert first.text == whole.text == "A text. #one #two"
    assert first.tags == ("three", "one", "two")
    assert (first.author, first.created.tzinfo is None, first.created.microsecond) == ("ana", False, 0)
    dossier = Reader(negotiation).load().negotiation.dossiers["no-disarming"]
    assert first.fingerprint == fingerprint(dossier)
    assert whole.fingerprint is None
    assert first.id != whole.id


def test_an_annotation_about_a_side_is_tied_to_that_side(negotiation: Path) -> None:
    (note,) = saved(
        negotiation, add_annotations(Reader(negotiation), ["no-disarming"], text="x", author="a", about="taliban")
    )
    dossier = Reader(negotiation).load().negotiation.dossiers["no-disarming"]
    assert note.fingerprint == fingerprint(dossier, "taliban") != fingerprint(dossier)


@pytest.mark.parametrize("text", ["", " \n\t", "x" * (LONGEST_ANNOTATION + 1), "half a \ud800"])
def test_a_text_that_cannot_be_kept_is_refused_in_one_line(negotiation: Path, text: str) -> None:
    reader = Reader(negotiation)
    note = opened(negotiation)
    with pytest.raises(UsageError, match=r"\A[^\n]+\Z"):
        add_annotations(reader, ["no-disarming"], text=text, author="a")
    with pytest.raises(UsageError, match=r"\A[^\n]+\Z"):
        edit_annotation(reader, note, by="ana", text=text)


def test_a_text_of_the_maximum_length_is_kept(negotiation: Path) -> None:
    text = ("é" * 99 + "\n") * (LONGEST_ANNOTATION // 100)
    (note,) = saved(negotiation, add_annotations(Reader(negotiation), ["no-disarming"], text=text, author="a"))
    assert note.text == text


@pytest.mark.parametrize("target", ["gone", "../no-disarming", "", "..", "/etc/passwd", "a\0b", "x" * 300])
def test_a_target_that_does_not_exist_is_refused(negotiation: Path, target: str) -> None:
    with pytest.raises(NegotrackError, match="there is no such proposal; nothing was saved"):
        add_annotations(Reader(negotiation), [target], text="x", author="a")


def test_an_author_without_a_name_is_refused(negotiation: Path) -> None:
    with pytest.raises(UsageError, match="author: is empty"):
        add_annotations(Reader(negotiation), ["no-disarming"], text="x", author=" ")


def test_a_proposal_whose_file_is_broken_can_still_be_annotated(negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").write_bytes(b"<<<<<<< x\n")
    change = add_annotations(Reader(negotiation), ["no-disarming"], text="x", author="a")
    apply(negotiation, change)
    (note,) = Reader(negotiation).load().negotiation.orphans["no-disarming"]
    assert (note.text, note.fingerprint) == ("x", None)


def test_an_edit_keeps_what_it_does_not_change(negotiation: Path) -> None:
    before = opened(negotiation)
    (after,) = saved(
        negotiation,
        edit_annotation(Reader(negotiation), before, by="ana", text="two #other", about="taliban", tags=["x"]),
    )
    assert (after.id, after.author, after.created) == (before.annotation.id, "a", before.annotation.created)
    assert (after.text, after.tags, after.about) == ("two #other", ("x", "other"), "taliban")
    assert after.edited is not None
    assert after.edited.microsecond == 0
    assert after.edited_by == "ana"  # not the author
    again = open_annotation(negotiation, "no-disarming", after.id)
    (own,) = saved(negotiation, edit_annotation(Reader(negotiation), again, by="a", text="three", about=None, tags=[]))
    assert own.edited is not None
    assert (own.text, own.edited_by) == ("three", None)


def test_confirming_a_stale_annotation_makes_it_current_and_notes_who_did(negotiation: Path) -> None:
    opened(negotiation)
    file = negotiation / "proposals" / "no-disarming.toml"
    file.write_text(file.read_text().replace('title = "', 'title = "Really: '))
    dossier = Reader(negotiation).load().negotiation.dossiers["no-disarming"]
    (note,) = dossier.annotations
    assert is_stale(note, dossier)
    again = open_annotation(negotiation, "no-disarming", note.id)
    (confirmed,) = saved(negotiation, confirm_annotation(Reader(negotiation), again, by="ben"))
    assert not is_stale(confirmed, dossier)
    assert [each.by for each in confirmed.confirmed] == ["ben"]
    assert confirmed.text == note.text


def test_an_annotation_on_a_proposal_that_is_gone_can_be_edited_and_deleted(negotiation: Path) -> None:
    note = opened(negotiation)
    (negotiation / "proposals" / "no-disarming.toml").unlink()
    apply(negotiation, edit_annotation(Reader(negotiation), note, by="ana", text="two"))
    again = open_annotation(negotiation, "no-disarming", note.annotation.id)
    assert (again.annotation.text, again.annotation.fingerprint) == ("two", note.annotation.fingerprint)
    apply(negotiation, delete_annotation(again))
    assert not (negotiation / "annotations").exists()


@pytest.mark.parametrize("identifier", ["../../negotiation", "gone", "", "a\0b", "x" * 300, "..", "/etc/passwd"])
def test_no_id_opens_any_other_file(negotiation: Path, identifier: str) -> None:
    with pytest.raises(WriteError) as caught:
        open_annotation(negotiation, "no-disarming", identifier)
    assert "\n" not in str(caught.value)


def test_a_hundred_thousand_ids_of_one_second_do_not_collide() -> None:
    note = Annotation.model_validate({"id": "x", "author": "a", "created": "2026-11-22T12:15:30Z", "text": "x"})
    assert len({new_identifier(note.created) for _ in range(100_000)}) == 100_000
