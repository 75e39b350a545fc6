"""Recording: what a side said becomes ledger entries in which ``check`` finds nothing wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from negotrack.analysis.consistency import consistency
from negotrack.editing.annotating import add_annotations
from negotrack.editing.recording import PositionRequest, consequence, record, remembered, request_of
from negotrack.errors import ChangedUnderneath, UsageError
from negotrack.model.dates import parse_span
from negotrack.model.entries import FILE_STATUS
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Condition, Evidence, LedgerEntry, Source
from negotrack.model.vocabulary import Basis, Form, Release, Stance, Status
from negotrack.store.changes import apply
from negotrack.store.filechange import Change
from negotrack.store.reader import Reader

EVIDENCE = (Evidence(source="trt-2021-09-06", where="paragraph 1"),)
AFTER = parse_span("2021-09-01")
NEUTRAL = PositionRequest(side="taliban", stance=Stance.NEUTRAL, evidence=EVIDENCE)


@pytest.fixture
def known(negotiation: Path) -> Negotiation:
    return Reader(negotiation).load().negotiation


def entries(folder: Path, change: Change) -> list[LedgerEntry]:
    apply(folder, change)
    loaded = Reader(folder).load()
    assert loaded.problems == ()
    assert [each for each in consistency(loaded.negotiation) if each.file.startswith(("ledger", "sources"))] == []
    return [entry for dossier in loaded.negotiation.dossiers.values() for entry in dossier.ledger]


def test_a_position_is_recorded_on_every_target_once(negotiation: Path, known: Negotiation) -> None:
    request = PositionRequest(side="taliban", stance=Stance.REJECTS, date=AFTER, statement="No.", evidence=EVIDENCE)
    change = record(known, ["no-disarming", "national-hero", "no-disarming"], request, by="ana")
    assert change.label == "record rejects on 2 proposals"
    found = entries(negotiation, change)
    assert [(entry.stance, entry.status, entry.recorded_by) for entry in found] == [(Stance.REJECTS, None, "ana")] * 2
    assert all(entry.recorded for entry in found)


def test_an_outcome_alone_can_be_recorded(negotiation: Path, known: Negotiation) -> None:
    request = PositionRequest(status=Status.WITHDRAWN, evidence=EVIDENCE)
    change = record(known, ["no-disarming"], request, by="ana")
    (entry,) = entries(negotiation, change)
    assert (entry.status, entry.position) == (Status.WITHDRAWN, None)


def test_a_source_is_added_with_the_position_that_needs_it(negotiation: Path, known: Negotiation) -> None:
    source = Source(id="memo", title="A memo")
    request = PositionRequest(
        side="taliban", stance=Stance.NEUTRAL, evidence=(Evidence(source="memo"),), new_source=source
    )
    entries(negotiation, record(known, ["no-disarming"], request, by="ana"))
    again = Reader(negotiation).load().negotiation
    assert again.added[Kind.SOURCE] == {"memo": source}
    with pytest.raises(UsageError, match="the source 'memo' already exists"):
        record(again, ["no-disarming"], request, by="ana")
    with pytest.raises(ChangedUnderneath, match=r"sources/memo\.toml already exists"):
        apply(negotiation, record(known, ["no-disarming"], request, by="ana"))


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (PositionRequest(side="taliban", stance=Stance.NEUTRAL), "a position needs a source"),
        (PositionRequest(side="taliban", stance=Stance.NEUTRAL, evidence=(Evidence(source="no"),)), "no source 'no'"),
        (PositionRequest(side="nobody", stance=Stance.NEUTRAL, evidence=EVIDENCE), "no side 'nobody'"),
        (PositionRequest(side="taliban", evidence=EVIDENCE), "^side and stance belong together"),
        (PositionRequest(), "neither a position nor an outcome"),
        (PositionRequest(status=Status.ACCEPTED), "an outcome needs a source"),
        (NEUTRAL.model_copy(update={"conditions": (Condition(proposal="gone"),)}), "gone: there is no such proposal"),
        (
            NEUTRAL.model_copy(update={"conditions": (Condition(text="x"),)}),
            "conditions belong to the stance conditional",
        ),
        (PositionRequest(side="taliban", stance=Stance.NEUTRAL, evidence=EVIDENCE, statement="\ud800"), "half of a"),
    ],
)
def test_a_position_or_outcome_that_check_would_report_is_refused(
    known: Negotiation, request_: PositionRequest, said: str
) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        record(known, ["no-disarming"], request_, by="ana")
    assert "\n" not in str(caught.value)


def test_the_request_of_a_recorded_entry_is_the_one_it_was_made_from(negotiation: Path, known: Negotiation) -> None:
    request = NEUTRAL.model_copy(update={"date": AFTER, "statement": "No.", "deduced": True, "release": Release.PUBLIC})
    outcome = PositionRequest(status=Status.REJECTED, date=AFTER, form=Form.WRITTEN, evidence=EVIDENCE)
    recorded = entries(negotiation, record(known, ["no-disarming"], [request, outcome], by="ana"))
    both = sorted(recorded, key=lambda entry: entry.status is not None)  # ids of the same moment come in any order
    dossier = Reader(negotiation).load().negotiation.dossiers["no-disarming"]
    found = [request_of(dossier, identifier) for identifier in (*(each.id for each in both), FILE_STATUS, "gone")]
    assert found == [request, outcome, PositionRequest(status=Status.ACCEPTED), None]


def test_the_next_entry_begins_with_the_day_and_the_source_of_the_last() -> None:
    cited = Evidence(source="mine", where="page 1", credibility=2, quote="No.")
    request = NEUTRAL.model_copy(update={"date": AFTER, "statement": "No.", "evidence": (cited,)})
    alike = PositionRequest(date=AFTER, evidence=(cited.model_copy(update={"quote": None}),))
    assert remembered(request) == alike
    made = remembered(request.model_copy(update={"new_source": Source(id="made", title="Made")}))
    assert [each.source for each in made.evidence] == ["made"]


@pytest.mark.parametrize("target", ["gone", "", "../x", "_"])
def test_a_target_that_does_not_exist_is_refused(known: Negotiation, target: str) -> None:
    with pytest.raises(UsageError, match="there is no such proposal that can be read"):
        record(known, [target], NEUTRAL, by="ana")


def test_only_annotations_that_a_recording_makes_stale_are_announced(negotiation: Path, known: Negotiation) -> None:
    for about in ("taliban", "resistance"):
        apply(negotiation, add_annotations(Reader(negotiation), ["no-disarming"], text=about, author="a", about=about))
    now = Reader(negotiation).load().negotiation
    (change,) = record(known, ["no-disarming"], NEUTRAL, by="ana").files
    assert isinstance(change.record, LedgerEntry)
    dossier = now.dossiers["no-disarming"]
    assert [each.text for each in consequence(now, dossier, [change.record]).stale] == ["taliban"]
    old = replace(
        dossier, annotations=tuple(each.model_copy(update={"fingerprint": "other"}) for each in dossier.annotations)
    )
    assert consequence(now, old, [change.record]).stale == ()


def test_the_consequence_of_removing_an_entry_follows_from_the_others(negotiation: Path, known: Negotiation) -> None:
    for stance in (Stance.REJECTS, Stance.WITHDRAWS):
        request = PositionRequest(side="taliban", stance=stance, date=AFTER, evidence=EVIDENCE)
        apply(negotiation, record(known, ["no-disarming"], request, by="ana"))
    now = Reader(negotiation).load().negotiation
    dossier = now.dossiers["no-disarming"]
    for out, kept in (dossier.ledger, dossier.ledger[::-1]):
        assert consequence(now, dossier, [], without=[out.id]).after.of("taliban").stance is kept.stance


def test_an_inferred_position_never_changes_the_status(known: Negotiation) -> None:
    dossier = known.dossiers["no-disarming"]
    assert dossier.proposal.status is Status.ACCEPTED
    against = PositionRequest(side="taliban", stance=Stance.REJECTS, date=AFTER, evidence=EVIDENCE)
    for request, status in (
        (against, Status.REJECTED),
        (against.model_copy(update={"basis": Basis.INFERRED}), Status.ACCEPTED),
    ):
        added = [
            each.record
            for each in record(known, ["no-disarming"], request, by="ana").files
            if isinstance(each.record, LedgerEntry)
        ]
        assert consequence(known, dossier, added).after.status is status
