from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from negotrack.analysis.view import View, view
from negotrack.model.records import Evidence, HoldsUp, Position
from negotrack.model.vocabulary import Basis, Stance
from negotrack.store.reader import Reader
from negotrack.tui.screens.gaps import GapsScreen

Stage = Callable[..., Any]
NUMBER_SIX = "06-surrender-after-government"


@pytest.fixture
def talks(negotiation: Path) -> View:
    return view(Reader(negotiation).load().negotiation)


def changed(talks: View, **proposals: dict[str, Any]) -> View:
    """The talks with other keys in some proposals; ``_`` stands for ``-`` in their ids."""
    dossiers = dict(talks.negotiation.dossiers)
    for name, update in proposals.items():
        identifier = {"six": NUMBER_SIX}.get(name, name.replace("_", "-"))
        dossier = dossiers[identifier]
        dossiers[identifier] = replace(dossier, proposal=dossier.proposal.model_copy(update=update))
    return view(replace(talks.negotiation, dossiers=dossiers))


async def select(app: Any, pilot: Any, words: str) -> None:
    """Move the cursor to the line with some words."""
    for _ in range(60):
        if words in next(line for line in app.lines if line.startswith("▸")):
            return
        await pilot.press("j")
    raise AssertionError(f"no line with {words!r} in\n{app.page}")


async def test_what_is_not_reported_is_counted(stage: Stage, talks: View) -> None:
    async with stage(lambda: GapsScreen(talks), 120, 44) as (app, _):
        assert "Contents    8 of 12 suggestions" in app.page
        assert "Number      11 of 12 suggestions" in app.page
        assert "Day         24 of 24 positions, all between 17 and about 30 August 2021" in app.page
        assert "Source      24 of 24 positions rest on a single one" in app.page


async def test_the_proposals_behind_a_number_are_listed_and_lead_on(stage: Stage, talks: View) -> None:
    async with stage(lambda: GapsScreen(talks), 120, 44) as (app, pilot):
        assert "contents not reported (unreported-h)" in app.page
        await pilot.press("enter", "j", "j", "enter")

        assert app.result == "unreported-b"


async def test_claims_stand_by_topic_and_claimant(stage: Stage, talks: View) -> None:
    async with stage(lambda: GapsScreen(talks), 120, 70) as (app, pilot):
        assert "Taliban fighters in the attack" in app.page
        assert "over 10,000  sources close to the resistance" in app.page
        assert "4,000 to 7,000  independent sources" in app.page

        await select(app, pilot, "4,000 to 7,000")
        assert "claimed by  independent sources" in app.page
        assert "where       paragraph 26" in app.page


async def test_the_evidence_of_the_selected_proposal_is_listed_with_its_grades(stage: Stage, talks: View) -> None:
    async with stage(lambda: GapsScreen(talks, NUMBER_SIX), 120, 80) as (app, pilot):
        assert "Evidence of 6  Surrender of the province" in app.page
        await select(app, pilot, "✗ rejects")
        assert "TRT World, paragraph 12, F6" in next(line for line in app.lines if line.startswith("▸"))
        assert "grade       F6" in app.page

        await pilot.press("enter")
        assert app.result == NUMBER_SIX


async def test_what_was_not_judged_is_neither_f_nor_6(stage: Stage, talks: View) -> None:
    positions = (Position(side="taliban", stance=Stance.REJECTS, evidence=(Evidence(source="trt-2021-09-06"),)),)
    unjudged = changed(talks, six={"positions": positions})
    async with stage(lambda: GapsScreen(unjudged, NUMBER_SIX), 120, 80) as (app, _):
        assert "Grade       1 of 23 positions: source, information or both are not judged" in app.page
        assert "F, credibility not judged" in app.page


async def test_a_position_without_a_source_says_so(stage: Stage, talks: View) -> None:
    bare = changed(talks, six={"positions": (Position(side="taliban", stance=Stance.REJECTS),)})
    async with stage(lambda: GapsScreen(bare, NUMBER_SIX), 120, 80) as (app, _):
        assert "✗ rejects  no source given" in app.page


async def test_what_waits_on_what_is_not_settled_is_shown_with_its_basis(stage: Stage, talks: View) -> None:
    link = HoldsUp(proposal="no-disarming", basis=Basis.INFERRED)
    further = HoldsUp(proposal="national-hero")
    linked = changed(talks, six={"holds_up": (link,)}, no_disarming={"holds_up": (further,)})
    async with stage(lambda: GapsScreen(linked), 120, 70) as (app, pilot):
        await select(app, pilot, "2 wait for it")

        assert "holds up    number unknown  No disarming in the province" in app.page
        assert "inferred by the record keeper; no source given" in app.page
        assert "and so      number unknown  Ahmad Shah Massoud" in app.page


async def test_a_circle_is_shown_with_its_path(stage: Stage, talks: View) -> None:
    circle = changed(
        talks,
        national_hero={"holds_up": (HoldsUp(proposal="no-disarming"),)},
        no_disarming={"holds_up": (HoldsUp(proposal="national-hero"),)},
    )
    async with stage(lambda: GapsScreen(circle), 120, 70) as (app, _):
        assert "circle  national-hero → no-disarming → national-hero" in app.page


async def test_where_there_are_no_links_and_no_claims_that_is_said(stage: Stage, talks: View) -> None:
    header = talks.negotiation.header.model_copy(update={"claims": ()})
    without = view(replace(talks.negotiation, header=header))
    async with stage(lambda: GapsScreen(without), 120, 44) as (app, _):
        assert "no link is recorded" in app.page
        assert "none is recorded" in app.page


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_records_are_listed_in_any_window(stage: Stage, hostile: Path, columns: int, rows: int) -> None:
    recorded = view(Reader(hostile).load().negotiation)
    async with stage(lambda: GapsScreen(recorded, "1"), columns, rows) as (app, pilot):
        for key in ("j", "G", "k", "g"):
            assert "\x1b" not in app.page
            assert "\u202e" not in app.page
            await pilot.press(key)
        await pilot.press("tab")
        assert app.screen.focused.region.height > 3


async def test_what_a_narrow_window_cuts_is_said_in_full_below(stage: Stage, negotiation: Path) -> None:
    shown = view(Reader(negotiation).load().negotiation)
    async with stage(lambda: GapsScreen(shown), 60, 20) as (app, pilot):
        await pilot.press("j", "j")
        page = " ".join(" ".join(app.lines).split())
        assert "24 of 24 positions, all between 17 and about 30 August 2021" in page.partition("In full")[2]
