from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Ask, Passage
from negotrack.model.vocabulary import Release
from negotrack.store.drafts import Draft, Drafts
from negotrack.store.reader import Reader
from negotrack.tui.screens.drafts import DraftsScreen

Stage = Callable[..., Any]
ONE = Draft(
    ("6",),
    "First of all\nthe order.",
    ("gate", "ask"),
    "taliban",
    "20261122T121530Z-7f3k2m9qxa",
    "2026-11-22T12:15:30Z",
    ask=Ask(to="the mediator"),
    passage=Passage(text="w", quote="They go."),
    release=Release.PUBLIC,
)
OTHER = Draft(("a", "b"), "Second thoughts", saved="no time at all")


@pytest.fixture
def talks(negotiation: Path) -> Negotiation:
    return Reader(negotiation).load().negotiation


def screen(talks: Negotiation, drafts: Sequence[Draft] = (ONE, OTHER), drop: Any = None) -> DraftsScreen:
    return DraftsScreen(drafts, talks, named=lambda targets: f"number {' and '.join(targets)}", drop=drop or print)


async def test_each_draft_is_listed_with_its_beginning_its_target_and_its_time(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(lambda: screen(talks)) as (app, _):
        first = next(line for line in app.lines if "▸" in line)
        assert "First of all the order.  on number 6" in first
        assert "22 Nov 2026 12:15 UTC" in first
        assert "Second thoughts  on number a and b" in app.page
        assert "time not reported" in app.page


async def test_the_selected_draft_is_shown_in_full_with_its_tags_and_options(stage: Stage, talks: Negotiation) -> None:
    async with stage(lambda: screen(talks)) as (app, pilot):
        assert "a change of a stored annotation" in app.page
        assert "about    Taliban" in app.page
        assert "#gate #ask" in app.page
        assert "asks     Ask to the mediator: open." in app.page
        assert "more     Release: public. About “They go.”; no wording is on record." in app.page
        assert "│ the order." in app.page
        await pilot.press("j")
        assert "a new annotation" in app.page
        assert "about    the whole" in app.page
        assert not {"asks", "more"} & set(app.page.split())


async def test_continuing_returns_the_selected_draft(stage: Stage, talks: Negotiation) -> None:
    async with stage(lambda: screen(talks)) as (app, pilot):
        await pilot.press("j", "enter")
        assert app.result is OTHER


async def test_escape_keeps_the_drafts_for_later_and_returns_none(stage: Stage, talks: Negotiation) -> None:
    dropped: list[Draft] = []
    async with stage(lambda: screen(talks, drop=dropped.append)) as (app, pilot):
        await pilot.press("escape")
        assert app.result is None
        assert dropped == []


async def test_a_draft_is_thrown_away_only_after_a_question_and_the_next_is_selected(
    stage: Stage, talks: Negotiation
) -> None:
    dropped: list[Draft] = []
    async with stage(lambda: screen(talks, drop=dropped.append)) as (app, pilot):
        await pilot.press("d")
        await pilot.click(offset=(app.lines[-1].index("esc back"), 23))
        assert app.screen.query("DraftList")
        assert dropped == []
        await pilot.press("d", "d")
        assert dropped == [ONE]
        assert "First of all" not in app.page
        assert "1 text" in app.page
        await pilot.press("enter")
        assert app.result is OTHER


async def test_the_list_of_drafts_closes_when_the_last_draft_is_thrown_away(stage: Stage, talks: Negotiation) -> None:
    async with stage(lambda: screen(talks, [OTHER], drop=lambda _: None)) as (app, pilot):
        await pilot.press("d", "d")
        assert app.result is None


async def test_copying_a_draft_copies_its_text_alone(stage: Stage, talks: Negotiation) -> None:
    async with stage(lambda: screen(talks)) as (app, pilot):
        await pilot.press("y")
        assert app.clipboard == ONE.text


async def test_a_draft_from_an_earlier_run_is_offered_and_can_be_thrown_away(
    stage: Stage, talks: Negotiation, negotiation: Path
) -> None:
    Drafts(negotiation).keep(Draft(("6",), "kept by a run that ended"))
    drafts = Drafts(negotiation)
    async with stage(lambda: screen(talks, drafts.all(), drafts.drop)) as (app, pilot):
        assert "kept by a run that ended" in app.page
        await pilot.press("d", "d")
        assert drafts.all() == ()
        assert app.result is None


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_drafts_are_listed_safely_in_any_window(
    stage: Stage, talks: Negotiation, hostile_text: str, columns: int, rows: int
) -> None:
    long = hostile_text * 3_000
    drafts = [Draft((hostile_text,), long, (hostile_text,), hostile_text, hostile_text, hostile_text), Draft((), "")]
    async with stage(lambda: screen(talks, drafts), columns, rows) as (app, pilot):
        assert "[/] [@click=app.bell]" in app.page
        assert "esc back" in app.page
        for key in ("tab", "G", "tab", "j"):
            assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
            await pilot.press(key)
        await pilot.press("enter")
        assert app.result is drafts[1]
