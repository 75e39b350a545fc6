from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from textual import on

from negotrack.analysis.view import View, view
from negotrack.model.records import Position, Side
from negotrack.model.vocabulary import Stance
from negotrack.store.reader import Reader
from negotrack.tui.screens.asked import Asked
from negotrack.tui.screens.compare import Compare

Stage = Callable[..., Any]
PAIR = ("resistance", "taliban")
NUMBER_SIX = "06-surrender-after-government"


@pytest.fixture
def talks(negotiation: Path) -> View:
    return view(Reader(negotiation).load().negotiation)


def selected(app: Any) -> str:
    found: str = app.screen.query_one("#rows").selected.id
    return found


def with_a_difference(talks: View) -> View:
    """The talks with one more proposal on which the sides differ in part."""
    dossier = talks.negotiation.dossiers["national-hero"]
    positions = (
        Position(side="resistance", stance=Stance.PROPOSES),
        Position(side="taliban", stance=Stance.CONDITIONAL),
    )
    proposal = dossier.proposal.model_copy(update={"positions": positions})
    dossiers = {**talks.negotiation.dossiers, dossier.id: replace(dossier, proposal=proposal)}
    return view(replace(talks.negotiation, dossiers=dossiers))


async def test_the_two_sides_stand_side_by_side_by_how_they_relate(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, _):
        rows = [line.rstrip() for line in app.lines]

        assert "≠ differ  1 suggestion" in rows
        assert "= agree  3 suggestions" in rows
        assert "= agree, contents not reported  8 suggestions" in rows
        six = next(row for row in rows if row.startswith("▸"))
        assert [part in six for part in ("▲ proposes", "≠ differ", "✗ rejects+", "this one", "F6")] == [True] * 5


async def test_the_picture_and_the_totals_never_hide_what_is_not_settled(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, _):
        assert "≠│===│========  differ 1 · agree 11, all said of a set, 8 with contents not reported" in app.page
        assert "1 not settled" in app.lines[1]


async def test_the_marks_that_are_seen_are_explained(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, _):
        assert "+ with a counter-offer  * said of the whole set" in app.page
        assert "inferred" not in app.page


async def test_the_selected_one_stands_in_full_below(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, pilot):
        assert "1 of 12" in app.page
        assert "Instead: Officials for the province are named first" in app.page

        await pilot.press("j")
        assert "2 of 12" in app.page
        assert "Instead: Officials" not in app.page


async def test_headings_of_groups_are_passed_over(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, pilot):
        seen = [selected(app)]
        for _ in range(4):
            await pilot.press("j")
            seen.append(selected(app))

        assert len(set(seen)) == 5


async def test_the_next_and_the_previous_difference_go_around(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(with_a_difference(talks), PAIR), 120, 40) as (app, pilot):
        seen = []
        for key in ("n", "n", "N", "j", "j", "j", "n"):
            await pilot.press(key)
            seen.append(selected(app))

        assert seen[:3] == ["national-hero", NUMBER_SIX, "national-hero"]
        assert seen[-1] == NUMBER_SIX


async def test_only_what_differs_or_is_not_settled_can_be_shown(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(with_a_difference(talks), PAIR), 120, 40) as (app, pilot):
        await pilot.press("f")
        assert "2 suggestions" in app.page
        assert "differing" in app.page
        assert "= agree  " not in app.page

        await pilot.press("f")
        assert "unsettled" in app.page

        await pilot.press("f")
        assert "12 suggestions" in app.page


async def test_any_two_of_several_sides_can_be_chosen(stage: Stage, talks: View) -> None:
    third = Side(id="third", name="A third [side]")
    header = talks.negotiation.header.model_copy(update={"sides": (*talks.negotiation.sides, third)})
    three = view(replace(talks.negotiation, header=header))
    paired: list[tuple[str, str]] = []

    class Hearing(Compare):
        @on(Compare.Paired)
        def hear(self, event: Compare.Paired) -> None:
            paired.append(event.pair)

    async with stage(lambda: Hearing(three, PAIR), 120, 40) as (app, pilot):
        await pilot.press("x", "tab", "enter", "down", "enter", "ctrl+s")
        await pilot.pause()

        assert "Resistance and A third [side]" in app.page
        assert "‹ one-sided  12 suggestions" in app.page
        assert paired == [("resistance", "third")]


async def test_one_side_is_not_compared_with_itself(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR)) as (app, pilot):
        await pilot.press("x", "tab", "enter", "up", "enter", "ctrl+s")
        await pilot.pause()

        assert "✗ choose another than the first" in app.page


@pytest.mark.parametrize(("key", "result"), [("enter", "local-authorities"), ("escape", None)])
async def test_it_returns_the_proposal_to_go_to(stage: Stage, talks: View, key: str, result: str | None) -> None:
    async with stage(lambda: Compare(talks, PAIR, "local-authorities")) as (app, pilot):
        await pilot.press(key)

        assert app.result == result


async def test_a_second_click_goes_to_the_proposal(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, pilot):
        row = next(index for index, each in enumerate(app.lines) if "No disarming" in each)
        await pilot.click(offset=(20, row))
        assert selected(app) == "no-disarming"

        await pilot.click(offset=(20, row))
        assert app.result == "no-disarming"


@pytest.mark.parametrize(("key", "action"), [("a", "annotate"), ("s", "record"), ("o", "open_record"), ("D", "as_of")])
async def test_what_it_cannot_do_is_asked_of_the_application(stage: Stage, talks: View, key: str, action: str) -> None:
    asked: list[Asked] = []

    class Hearing(Compare):
        @on(Asked)
        def hear(self, event: Asked) -> None:
            asked.append(event)

    async with stage(lambda: Hearing(talks, PAIR)) as (_, pilot):
        await pilot.press(key)
        await pilot.pause()

        assert [(each.action, each.target) for each in asked] == [(action, NUMBER_SIX)]


async def test_another_view_keeps_the_selected_proposal(stage: Stage, talks: View) -> None:
    async with stage(lambda: Compare(talks, PAIR, "no-disarming"), 120, 40) as (app, pilot):
        app.screen.show(with_a_difference(talks))
        await pilot.pause()

        assert selected(app) == "no-disarming"
        assert "≈ partial  1 suggestion" in app.page


async def test_nothing_recorded_by_a_day_is_shown_as_nothing(stage: Stage, talks: View) -> None:
    early = view(talks.negotiation, date(2021, 8, 1))
    async with stage(lambda: Compare(early, PAIR)) as (app, pilot):
        assert "nothing selected" in app.page
        await pilot.press("j", "n", "enter", "f")

        assert app.screen.is_current


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (60, 16), (80, 24), (300, 100)])
async def test_hostile_records_are_compared_in_any_window(stage: Stage, hostile: Path, columns: int, rows: int) -> None:
    recorded = view(Reader(hostile).load().negotiation)
    async with stage(lambda: Compare(recorded, ("one", "other")), columns, rows) as (app, pilot):
        assert "\x1b" not in app.page
        assert "[bold" in app.page
        await pilot.press("tab")
        assert app.screen.focused.id == "detail"
        assert app.screen.focused.region.height > 3
        await pilot.press("tab")
        assert app.screen.focused.id == "rows"
        assert app.screen.focused.region.height > 3


async def test_ten_thousand_rows_are_drawn_only_where_they_are_seen(stage: Stage, talks: View) -> None:
    dossier = talks.negotiation.dossiers["national-hero"]
    many = {
        f"{number:05}": replace(dossier, proposal=dossier.proposal.model_copy(update={"id": f"{number:05}"}))
        for number in range(10_000)
    }
    large = view(replace(talks.negotiation, dossiers=many))
    async with stage(lambda: Compare(large, PAIR), 120, 40) as (app, pilot):
        rows = app.screen.query_one("#rows")
        drawn = Mock(wraps=rows.draw)
        rows.draw = drawn
        await pilot.press("G")

        assert selected(app) == "09999"
        assert drawn.call_count < 60
