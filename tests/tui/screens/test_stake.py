from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.adding import stake
from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import Priority, StakeKind
from negotrack.store.changes import apply
from negotrack.store.reader import Reader
from negotrack.tui.screens.adding import StakeDrawer

Stage = Callable[..., Any]
SIX = "06-surrender-after-government"


def loaded(folder: Path) -> Negotiation:
    return Reader(folder).load().negotiation


def form(talks: Negotiation, initial: Mapping[str, Any] | None = None) -> Callable[[], StakeDrawer]:
    dossier = talks.dossiers[SIX]
    return lambda: StakeDrawer("6", negotiation=talks, dossier=dossier, author="ana", initial=initial or {})


async def test_a_red_line_without_a_source_is_an_assessment_and_names_the_positions_that_cross_it(
    stage: Stage, negotiation: Path
) -> None:
    talks = loaded(negotiation)
    async with stage(form(talks), 120, 40) as (app, pilot):
        await pilot.press("1", "enter", "r", "tab", *"No surrender", "tab", "t")
        assert "Assessed by ana: no source" in app.page
        await pilot.press("ctrl+s")

        apply(negotiation, stake(talks, SIX, app.result, by="ana"))
    (found,) = loaded(negotiation).dossiers[SIX].stakes
    assert (found.side, found.kind, found.statement) == ("resistance", StakeKind.RED_LINE, "No surrender")
    assert (found.assessed_by, found.crossed_by) == ("ana", ("taliban-1",))


async def test_a_stake_with_a_source_counts_as_stated_by_the_side(stage: Stage, negotiation: Path) -> None:
    talks = loaded(negotiation)
    async with stage(form(talks, {"side": "taliban", "kind": StakeKind.INTEREST}), 120, 40) as (app, pilot):
        app.screen._statement.put("to govern")
        app.screen._evidence._source.choose("trt-2021-09-06")
        await pilot.pause()
        assert "Stated by the side: the source says so" in app.page
        await pilot.press("ctrl+s")
        assert app.result["assessed_by"] is None
        apply(negotiation, stake(talks, SIX, app.result, by="ana"))


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ((), "choose whose stake it is"),
        (("1",), "choose what it is"),
        (("1", "enter", "f"), "write what is at stake"),
        (("1", "enter", "p"), "choose how high it is"),
        (("1", "enter", "r", "tab", "x", "tab", "r"), "a side does not cross its own red line"),
    ],
)
async def test_a_missing_or_wrong_value_of_a_stake_is_reported_next_to_its_field(
    stage: Stage, negotiation: Path, keys: tuple[str, ...], words: str
) -> None:
    async with stage(form(loaded(negotiation)), 120, 40) as (app, pilot):
        await pilot.press(*keys, "ctrl+s")
        assert words in app.page


async def test_a_priority_needs_no_statement(stage: Stage, negotiation: Path) -> None:
    async with stage(form(loaded(negotiation)), 120, 40) as (app, pilot):
        await pilot.press("2", "enter", "p", "tab", "h", "ctrl+s")
        assert (app.result["priority"], app.result["statement"]) == (Priority.HIGH, None)
