import asyncio
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from negotrack.editing.adding import add
from negotrack.editing.annotating import delete_annotation
from negotrack.editing.recording import PositionRequest, record
from negotrack.editing.targets import Opened, open_annotation
from negotrack.errors import ChangedUnderneath, NegotrackError
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Stance, Status
from negotrack.store import changes as store
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


async def write(changes: Changes, *targets: str) -> Stored:
    return await changes.annotate(targets or (SIX,), AnnotationText("words"), {})


def notes(session: Session, identifier: str = SIX) -> list[str]:
    standing = session.look(identifier)
    assert standing
    return [annotation.text for annotation in standing.dossier.annotations]


def only(session: Session) -> str:
    standing = session.look(SIX)
    assert standing
    [annotation] = standing.dossier.annotations
    return annotation.id


def opened(session: Session) -> Opened:
    return open_annotation(session.folder, SIX, only(session))


async def test_an_annotation_has_been_written_and_read_back_when_the_call_returns(
    session: Session, changes: Changes
) -> None:
    stored = await write(changes)
    assert notes(session) == ["words"]
    [path] = [each.path for each in stored.places]
    assert (session.folder / path).exists()
    assert (await write(changes, "_", "national-hero")).proposals == ("national-hero",)


async def test_an_annotation_refers_to_the_newest_version_of_the_proposal_on_disk(
    session: Session, changes: Changes, negotiation: Path
) -> None:
    record = negotiation / "proposals" / f"{SIX}.toml"
    record.write_text(record.read_text(encoding="utf-8").replace("Did not agree", "Never agreed"), encoding="utf-8")
    await write(changes)
    session.finish()
    assert session.totals
    assert session.totals.stale_annotations == 0
    for before, after, change in (("Never", "Once", changes.confirm), ("Once", "Twice", None)):
        record.write_text(record.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        was = opened(session)
        await (change(was) if change else changes.edit(was, AnnotationText("other"), {}))
        session.refresh()
        session.finish()
        assert session.totals.stale_annotations == 0


async def test_an_edit_is_refused_if_the_annotation_is_not_the_one_that_was_shown(
    session: Session, changes: Changes
) -> None:
    path = session.folder / (await write(changes)).places[0].path
    was = opened(session)
    path.write_text(path.read_text(encoding="utf-8").replace("words", "other"), encoding="utf-8")
    with pytest.raises(ChangedUnderneath):
        await changes.edit(was, AnnotationText("mine"), {})


async def test_edit_confirm_delete_undo_and_redo_each_take_effect_at_once(session: Session, changes: Changes) -> None:
    await write(changes)
    await changes.edit(opened(session), AnnotationText("changed", ("x",), "taliban"), {})
    assert notes(session) == ["changed"]
    await changes.confirm(opened(session))
    standing = session.look(SIX)
    assert standing
    assert standing.dossier.annotations[0].confirmed[0].by == "ana"
    await changes.apply(delete_annotation(opened(session)))
    assert notes(session) == []
    await changes.undo()
    assert notes(session) == ["changed"]
    await changes.redo()
    assert notes(session) == []


async def test_a_recorded_position_counts_at_once(session: Session, changes: Changes) -> None:
    evidence = (Evidence(source="trt-2021-09-06"),)
    request = PositionRequest(side="taliban", stance=Stance.ACCEPTS, evidence=evidence)
    await changes.make((SIX,), lambda found: record(found, (SIX,), request, by="ana"))
    standing = session.look(SIX)
    assert standing
    assert standing.status is Status.CONFLICTING
    assert standing.dossier.ledger[0].recorded_by == "ana"


async def test_an_added_proposal_is_listed(session: Session, changes: Changes) -> None:
    await changes.make(None, lambda found: add(found, "proposal", {"title": "Another", "status": "open"}))
    session.finish()
    assert any(each.startswith("another-") for each in session.ids)


async def test_an_undo_that_would_lose_another_users_change_is_refused_and_can_be_skipped(
    session: Session, changes: Changes
) -> None:
    path = session.folder / (await write(changes)).places[0].path
    path.write_text(path.read_text(encoding="utf-8").replace("words", "other"), encoding="utf-8")
    with pytest.raises(ChangedUnderneath):
        await changes.undo()
    await changes.undo(skip=True)
    with pytest.raises(NegotrackError, match="nothing"):
        await changes.undo()


async def test_a_slow_disk_blocks_nothing_and_changes_are_stored_one_after_the_other(
    session: Session, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply, order = store.apply, []

    def slowly(*given: Any) -> Any:
        order.append("begun")
        sleep(0.1)
        order.append("stored")
        return apply(*given)

    monkeypatch.setattr(store, "apply", slowly)
    saves = [asyncio.create_task(write(changes)) for _ in range(2)]
    await asyncio.sleep(0.01)
    assert session.writing.locked()
    assert order == ["begun"]
    await asyncio.gather(*saves)
    assert order == ["begun", "stored"] * 2
    assert not session.writing.locked()
    assert len(notes(session)) == 2
