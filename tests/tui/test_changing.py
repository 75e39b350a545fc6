from pathlib import Path

import pytest

from negotrack.editing.recording import PositionRequest
from negotrack.errors import ChangedUnderneath, NegotrackError
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Stance, Status
from negotrack.tui.changing import Changes, Stored
from negotrack.tui.screens.editor import AnnotationText
from negotrack.tui.session import Session

SIX = "06-surrender-after-government"


@pytest.fixture
def session(negotiation: Path) -> Session:
    session = Session(negotiation, who=lambda: "ana")
    session.finish()
    return session


@pytest.fixture
def changes(session: Session) -> Changes:
    return Changes(session)


def write(changes: Changes, *targets: str) -> Stored:
    return changes.annotate(targets or (SIX,), AnnotationText("words"))


def notes(session: Session, identifier: str = SIX) -> list[str]:
    standing = session.look(identifier)
    assert standing
    return [annotation.text for annotation in standing.dossier.annotations]


def only(session: Session) -> str:
    standing = session.look(SIX)
    assert standing
    [annotation] = standing.dossier.annotations
    return annotation.id


def test_what_was_written_has_been_read_back_when_the_change_returns(session: Session, changes: Changes) -> None:
    stored = write(changes)
    assert notes(session) == ["words"]
    [path] = stored.paths
    assert (session.folder / path).exists()


def test_the_newest_version_of_a_proposal_is_annotated(session: Session, changes: Changes, negotiation: Path) -> None:
    record = negotiation / "proposals" / f"{SIX}.toml"
    record.write_text(record.read_text(encoding="utf-8").replace("Did not agree", "Never agreed"), encoding="utf-8")
    write(changes)
    session.finish()
    assert session.totals
    assert session.totals.stale_annotations == 0


def test_an_edit_starts_from_what_was_shown_and_is_refused_on_anything_else(session: Session, changes: Changes) -> None:
    path = session.folder / write(changes).paths[0]
    opened = changes.open(SIX, only(session))
    path.write_text(path.read_text(encoding="utf-8").replace("words", "other"), encoding="utf-8")
    with pytest.raises(ChangedUnderneath):
        changes.edit(opened, AnnotationText("mine"))
    assert not changes.is_gone(opened)
    path.unlink()
    assert changes.is_gone(opened)


def test_edit_confirm_delete_undo_and_redo_are_each_read_back(session: Session, changes: Changes) -> None:
    write(changes)
    changes.edit(changes.open(SIX, only(session)), AnnotationText("changed", ("x",), "taliban"))
    assert notes(session) == ["changed"]
    changes.confirm(changes.open(SIX, only(session)))
    standing = session.look(SIX)
    assert standing
    assert standing.dossier.annotations[0].confirmed[0].by == "ana"
    changes.delete(changes.open(SIX, only(session)))
    assert notes(session) == []
    changes.undo()
    assert notes(session) == ["changed"]
    changes.redo()
    assert notes(session) == []


def test_a_position_that_is_recorded_counts_at_once(session: Session, changes: Changes) -> None:
    evidence = (Evidence(source="trt-2021-09-06"),)
    changes.record((SIX,), PositionRequest(side="taliban", stance=Stance.ACCEPTS, evidence=evidence))
    standing = session.look(SIX)
    assert standing
    assert standing.status is Status.CONFLICTING
    assert standing.dossier.ledger[0].recorded_by == "ana"


def test_a_proposal_that_is_added_is_listed(session: Session, changes: Changes) -> None:
    changes.add("proposal", {"title": "Another", "status": "open"})
    session.finish()
    assert any(each.startswith("another-") for each in session.ids)


def test_an_undo_that_would_lose_somebody_elses_change_is_refused_and_can_be_passed_over(
    session: Session, changes: Changes
) -> None:
    path = session.folder / write(changes).paths[0]
    path.write_text(path.read_text(encoding="utf-8").replace("words", "other"), encoding="utf-8")
    with pytest.raises(ChangedUnderneath):
        changes.undo()
    changes.undo(skip=True)
    with pytest.raises(NegotrackError, match="nothing"):
        changes.undo()
