from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.records import Evidence, HoldsUp, Position
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Basis, Stance
from negotrack.pages.background import NOTHING_RECORDED
from negotrack.store.reader import Reader
from negotrack.tui.screens.gaps import GapsScreen

Stage = Callable[..., Any]
SIX = "06-surrender-after-government"


@pytest.fixture
def talks(negotiation: Path) -> Snapshot:
    return snapshot(Reader(negotiation).load().negotiation)


def changed(talks: Snapshot, **proposals: dict[str, Any]) -> Snapshot:
    """The talks with changed keys in some proposals; in their ids, ``_`` stands for ``-``."""
    dossiers = dict(talks.negotiation.dossiers)
    for name, update in proposals.items():
        identifier = {"six": SIX}.get(name, name.replace("_", "-"))
        dossier = dossiers[identifier]
        dossiers[identifier] = replace(dossier, proposal=dossier.proposal.model_copy(update=update))
    return snapshot(replace(talks.negotiation, dossiers=dossiers))


async def select(app: Any, pilot: Any, words: str) -> str:
    """Move the cursor to the line with the given words, and return the text of the detail pane."""
    for _ in range(60):
        if words in next(line for line in app.lines if "▸" in line[:6]):
            return str(app.screen.detail.words)
        await pilot.press("j")
    raise AssertionError(f"no line with {words!r} in\n{app.page}")


def row(app: Any, words: str) -> str:
    lines: list[str] = app.lines
    return next(" ".join(line.split()) for line in lines if words in line)


async def test_gaps_in_the_record_and_the_support_of_positions_are_counted(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: GapsScreen(talks), 160, 60) as (app, _):
        assert "for 8 of 12 suggestions" in row(app, " Contents ")
        assert "for 11 of 12 suggestions" in row(app, " Number ")
        assert "for 24 of 24 positions, all between 17 and about" in row(app, " Day ")
        assert "24 of 24 positions" in row(app, " Single source ")


async def test_the_proposals_behind_a_count_are_listed_and_can_be_opened(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: GapsScreen(talks), 160, 60) as (app, pilot):
        assert "contents not reported (unreported-h)" in app.screen.detail.words
        await pilot.press("enter", "j", "j", "enter")
        assert app.result == "unreported-b"


async def test_claims_are_grouped_by_topic_with_their_claimant(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: GapsScreen(talks), 160, 60) as (app, pilot):
        assert "2 claims" in row(app, "Taliban fighters in the attack")
        assert row(app, "over 10,000").startswith("│ over 10,000 sources close to the resistance")
        words = await select(app, pilot, "4,000 to 7,000")
        assert "according to  independent sources" in words
        assert "TRT World, par. 26" in words
        await pilot.press("y")
        assert app.clipboard == words


async def test_the_evidence_of_the_selected_proposal_is_listed_position_by_position(
    stage: Stage, talks: Snapshot
) -> None:
    async with stage(lambda: GapsScreen(talks, SIX), 160, 80) as (app, pilot):
        assert "Evidence of 6  Surrender of the province" in app.page
        words = await select(app, pilot, "✗ rejects")
        assert "TRT World, par. 12" in row(app, "▸  Taliban    ✗ rejects")
        assert "Did not agree to this one." in words
        await pilot.press("enter")
        assert app.result == SIX


async def test_positions_without_a_grade_or_without_a_source_are_counted(stage: Stage, talks: Snapshot) -> None:
    positions = (
        Position(side="taliban", stance=Stance.REJECTS, evidence=(Evidence(source="trt-2021-09-06"),)),
        Position(side="resistance", stance=Stance.PROPOSES),
    )
    async with stage(lambda: GapsScreen(changed(talks, six={"positions": positions}), SIX), 160, 80) as (app, _):
        assert "23 of 24 positions; letter, digit or both missing" in row(app, " Not fully graded ")
        assert "1 of 24 positions" in row(app, " No source ")
        assert "no source given" in row(app, " Resistance ▲")


async def test_proposals_that_depend_on_an_outstanding_one_are_shown_with_the_basis_of_the_link(
    stage: Stage, talks: Snapshot
) -> None:
    link = HoldsUp(proposal="no-disarming", basis=Basis.INFERRED)
    further = HoldsUp(proposal="national-hero")
    linked = changed(talks, six={"holds_up": (link,)}, no_disarming={"holds_up": (further,)})
    async with stage(lambda: GapsScreen(linked), 160, 70) as (app, pilot):
        words = await select(app, pilot, "2 depend on it")
        assert "No disarming in the province" in words
        assert "inferred by the record keeper" in words
        assert "through these" in words


async def test_proposals_that_depend_on_each_other_are_shown_as_one_exchange(stage: Stage, talks: Snapshot) -> None:
    exchange = changed(
        talks,
        national_hero={"holds_up": (HoldsUp(proposal="no-disarming"),)},
        no_disarming={"holds_up": (HoldsUp(proposal="national-hero"),)},
    )
    async with stage(lambda: GapsScreen(exchange), 160, 70) as (app, pilot):
        words = await select(app, pilot, "These depend on each other:")
        assert "circle" not in app.page
        assert words.startswith("These depend on each other:")
        await pilot.press("enter", "j", "j")
        assert "No disarming" in next(line for line in app.lines if "▸" in line[:6])
        await pilot.press("enter")
        assert app.result == "no-disarming"


async def test_the_screen_says_so_if_there_are_no_links_and_no_claims(stage: Stage, talks: Snapshot) -> None:
    header = talks.negotiation.header.model_copy(update={"claims": (), "claimed_count": None})
    without = snapshot(replace(talks.negotiation, header=header))
    async with stage(lambda: GapsScreen(without), 160, 44) as (app, _):
        assert "no link is recorded" in app.page
        assert "none is recorded" in app.page
        assert NOTHING_RECORDED not in app.page
        app.screen.show(snapshot(replace(without.negotiation, dossiers={})))
        assert NOTHING_RECORDED in app.page


async def test_hostile_records_are_listed_in_any_window(stage: Stage, hostile: Path) -> None:
    recorded = snapshot(Reader(hostile).load().negotiation)
    async with stage(lambda: GapsScreen(recorded, "1"), 80, 24) as (app, pilot):
        for columns, rows in ((40, 10), (300, 100)):
            await pilot.resize_terminal(columns, rows)
            for key in ("j", "G", "k", "g"):
                assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
                await pilot.press(key)
            await pilot.press("tab")
            assert app.screen.focused.region.height > 3
            await pilot.press("tab")


async def test_a_line_cut_off_in_a_narrow_window_is_shown_in_full_below(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: GapsScreen(talks), 60, 24) as (app, pilot):
        await pilot.press("j", "j")
        words = " ".join(app.screen.detail.words.split())
        assert "24 of 24 positions, all between 17 and about 30 August 2021" in words
        await pilot.press("tab", "G")
        assert "Day: for 24 of 24" not in app.page
        await pilot.press("tab", "j")
        assert "Form: for 24 of 24" in app.page  # the next entry is shown from its beginning
