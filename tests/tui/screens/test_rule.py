from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.recording import PositionRequest, record, retract, rule
from negotrack.model.dates import parse_span
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Stance, Status
from negotrack.pages.signs import STATUS_SIGNS
from negotrack.store.changes import apply
from negotrack.store.reader import Reader
from negotrack.tui.screens.ledger import Rule, Ruling

Stage = Callable[..., Any]
SIX = "06-surrender-after-government"
TRT = (Evidence(source="trt-2021-09-06"),)


@pytest.fixture
def talks(negotiation: Path) -> Negotiation:
    """Number 6 with an acceptance by the Taliban that cannot be dated before or after their refusal."""
    loaded = Reader(negotiation).load().negotiation
    accepted = PositionRequest(
        side="taliban", stance=Stance.ACCEPTS, date=parse_span("2021-08"), statement="Yes after all.", evidence=TRT
    )
    apply(negotiation, record(loaded, [SIX], accepted, by="ben"))
    return Reader(negotiation).load().negotiation


def form(talks: Negotiation) -> Callable[[], Rule]:
    standing = snapshot(talks).known[SIX]
    assert standing.status is Status.CONFLICTING
    return lambda: Rule("6", negotiation=talks, standing=standing)


async def test_conflicting_records_are_listed_with_the_status_that_each_would_lead_to(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks), 140, 40) as (app, _):
        assert "‼ Taliban: the days cannot be told apart" in app.page
        assert "by ben; if it stands: ✓ accepted" in app.page
        assert "Yes after all." in app.page
        assert "in the proposal's own file; if it stands: ✗ rejected" in app.page


@pytest.mark.parametrize(("keys", "status"), [((), Status.REJECTED), (("down",), Status.ACCEPTED)])
async def test_a_ruling_for_one_record_needs_a_reason_and_decides_the_status(
    stage: Stage, talks: Negotiation, keys: tuple[str, ...], status: Status
) -> None:
    async with stage(form(talks), 140, 40) as (app, pilot):
        await pilot.press(*keys)
        assert f"Then: {STATUS_SIGNS[status]} {status}" in app.page
        await pilot.press("ctrl+s")
        assert "✗ write the reason" in app.page
        await pilot.press(*"the later one", "ctrl+s")

        ruling = app.result
        assert ruling.because == "the later one"
        change = rule(talks, SIX, prefers=ruling.entry, over=ruling.over, because=ruling.because, by="ana")
        assert what_holds(talks, change) is status


async def test_a_record_can_be_retracted_with_a_reason(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks), 140, 40) as (app, pilot):
        await pilot.press("enter", "r", "tab", *"an error", "ctrl+s")

        assert app.result == Ruling("taliban-1", (), "an error")
        change = retract(talks, SIX, app.result.entry, because=app.result.because, by="ana")
        assert what_holds(talks, change) is Status.ACCEPTED


def what_holds(talks: Negotiation, change: Any) -> Status:
    dossier = talks.dossiers[SIX]
    ledger = (*dossier.ledger, *(each.record for each in change.files))
    return snapshot(replace(talks, dossiers={SIX: replace(dossier, ledger=ledger)})).known[SIX].status
