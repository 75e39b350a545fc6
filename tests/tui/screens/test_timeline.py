from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotrack.analysis.view import View, view
from negotrack.model.dates import parse_span
from negotrack.model.records import Position
from negotrack.model.vocabulary import Stance
from negotrack.store.reader import Reader
from negotrack.tui.screens.timeline import Timeline
from negotrack.tui.screens.timeline_lines import Scale, bar

Stage = Callable[..., Any]
NUMBER_SIX = "06-surrender-after-government"
AUGUST = Scale(date(2021, 8, 1), date(2021, 8, 31), 31)


@pytest.fixture
def talks(negotiation: Path) -> View:
    return view(Reader(negotiation).load().negotiation)


@pytest.mark.parametrize(
    ("span", "drawn"),
    [
        ("2021-08-01", "●"),
        ("2021-08-03", "  ●"),
        ("2021-08-03~", "  ○"),
        ("2021-08-03/2021-08-06", "  ├──┤"),
        ("2021-08-03~/2021-08-06~", "  ~──~"),
        ("2021-08-29/..", " " * 28 + "├─▸"),
        ("../2021-08-03", "◂─┤"),
        ("2021-08", "├" + "─" * 29 + "┤"),
    ],
)
def test_a_day_is_a_point_and_an_interval_a_line(span: str, drawn: str) -> None:
    assert bar(parse_span(span), AUGUST) == drawn


def test_a_scale_of_one_day_has_one_place() -> None:
    assert bar(parse_span("2021-08-01"), Scale(date(2021, 8, 1), date(2021, 8, 1), 20)) == "●"


async def test_positions_of_one_interval_are_grouped(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks), 120, 30) as (app, _):
        assert app.page.count("17–about 30 Aug 2021") == 1
        assert "Resistance ▲ proposes  12 suggestions" in app.page
        assert "Taliban ✓ accepts  11 suggestions" in app.page
        assert "Taliban ✗ rejects  6  Surrender" in app.page


async def test_the_dates_are_drawn_to_a_scale_that_names_its_ends(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks), 120, 30) as (app, _):
        scale, first = app.lines[2], app.lines[3]

        assert scale.index("15 Aug 2021") == first.index("●")
        assert "6 Sep 2021" in scale


async def test_a_line_of_one_proposal_leads_to_it(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks), 120, 30) as (app, pilot):
        await pilot.press("j", "j", "j", "j")
        assert "Instead: Officials for the province are named first" in app.page

        await pilot.press("enter")
        assert app.result == NUMBER_SIX


async def test_the_proposals_of_a_line_of_several_are_listed_and_lead_on(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks), 120, 40) as (app, pilot):
        await pilot.press("j", "j", "j", "enter")
        assert "▾" in app.page

        await pilot.press("enter")
        assert "▾" not in app.page

        await pilot.press("enter", "j", "enter")
        assert app.result == "local-authorities"


async def test_an_event_is_read_in_full_below(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks)) as (app, pilot):
        assert "place       Kabul" in app.page
        assert "paragraph 4" in app.page

        await pilot.press("enter")
        assert app.screen.focused.id == "detail"


async def test_a_timeline_as_of_a_day_ends_there(stage: Stage, talks: View) -> None:
    early = view(talks.negotiation, date(2021, 8, 16))
    async with stage(lambda: Timeline(early)) as (app, _):
        assert "as of 16 August 2021" in app.page
        assert "1 date " in app.page
        assert "commissions" not in app.page


async def test_what_has_no_date_says_so(stage: Stage, talks: View) -> None:
    dossier = talks.negotiation.dossiers["national-hero"]
    undated = dossier.proposal.model_copy(
        update={"positions": (Position(side="taliban", stance=Stance.NEUTRAL), *dossier.proposal.positions)}
    )
    dossiers = {**talks.negotiation.dossiers, dossier.id: replace(dossier, proposal=undated)}
    changed = view(replace(talks.negotiation, dossiers=dossiers))
    async with stage(lambda: Timeline(changed), 120, 40) as (app, _):
        assert "day not reported                 " in app.page
        assert "Taliban ○ neutral" in app.page


async def test_another_view_is_shown_where_the_cursor_was(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks), 120, 30) as (app, pilot):
        await pilot.press("j", "j")
        app.screen.show(view(talks.negotiation, date(2021, 8, 20)))
        await pilot.pause()

        assert "Resistance ▲ proposes" in next(line for line in app.lines if line.startswith("▸"))


async def test_copying_takes_what_is_selected(stage: Stage, talks: View) -> None:
    async with stage(lambda: Timeline(talks)) as (app, pilot):
        await pilot.press("y")

        assert app.clipboard.startswith("The Taliban take control of Kabul\nkind        event")


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_records_are_dated_in_any_window(stage: Stage, hostile: Path, columns: int, rows: int) -> None:
    recorded = view(Reader(hostile).load().negotiation)
    async with stage(lambda: Timeline(recorded), columns, rows) as (app, pilot):
        for _ in range(4):
            assert "\x1b" not in app.page
            assert "\u202e" not in app.page
            await pilot.press("j")
        await pilot.press("tab")
        assert app.screen.focused.region.height > 3
