from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotrack.analysis.timeline import Step
from negotrack.analysis.timeline import timeline as timeline_of
from negotrack.model.dates import parse_span
from negotrack.model.layout import Kind
from negotrack.model.records import Event, Position
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Stance, Status
from negotrack.pages.signs import MARK_WORDS, Mark
from negotrack.store.reader import Reader
from negotrack.tui.board import CHANGED
from negotrack.tui.screens import timeline
from negotrack.tui.screens.timeline import Timeline
from negotrack.tui.screens.timeline_lanes import LaneMark, LevelLane, MarkedLane, ticks
from negotrack.tui.widgets.board_listing import BoardListing
from negotrack.tui.widgets.day_strip import Scale

Stage = Callable[..., Any]
SIX = "06-surrender-after-government"
AUGUST = Scale(date(2021, 8, 1), date(2021, 8, 31), 31)


@pytest.fixture
def talks(negotiation: Path) -> Snapshot:
    return snapshot(Reader(negotiation).load().negotiation)


@pytest.fixture(scope="module")
def convention() -> Snapshot:
    shipped = Path(__file__).parents[3] / "positions" / "federal-convention-1787"
    return snapshot(Reader(shipped).load().negotiation)


def drawn(*dated: tuple[str, str], counted: bool = False, scale: Scale = AUGUST) -> str:
    marks = tuple(LaneMark(parse_span(span), sign, "") for span, sign in dated)
    return "".join(sign for sign, _ in MarkedLane("lane", marks, counted=counted).cells(scale)).rstrip()


def lines(app: Any) -> list[str]:
    return list(app.lines)


def lane(app: Any, name: str) -> str:
    return next(line for line in lines(app) if line[2:].lstrip("▸ ").startswith(name))


def row(app: Any, words: str) -> str:
    return next(line for line in lines(app) if words in line)


@pytest.mark.parametrize(
    ("dated", "cells"),
    [
        ([("2021-08-01", "●")], "●"),
        ([("2021-08-03", "✓"), ("2021-08-05", "✗")], "  ✓ ✗"),
        ([("2021-08-03/2021-08-06", "✓")], "  ✓░░░"),
        ([("2021-08-03/2021-08-06~", "✓"), ("2021-08-03/2021-08-06~", "✗")], "  ✓✗░~"),
        ([("2021-08-03", "✓"), ("2021-08-03", "✗"), ("2021-08-04", "✓")], "  ▪✓"),
        ([("2021-08-29/..", "✓")], " " * 28 + "✓░▸"),
        ([("../2021-08-03", "✓")], "✓░░"),
    ],
)
def test_a_lane_shows_a_day_as_a_sign_and_shades_a_span_from_first_to_last_day(
    dated: list[tuple[str, str]], cells: str
) -> None:
    assert drawn(*dated) == cells


@pytest.mark.parametrize("cells", [1, 2, 31])
def test_the_day_of_a_cell_is_drawn_in_that_cell(cells: int) -> None:
    scale = Scale(AUGUST.first, AUGUST.last, cells)
    assert [scale.place(scale.day(cell)) for cell in range(cells)] == list(range(cells))


def test_several_events_in_one_cell_are_counted() -> None:
    assert drawn(("2021-08-02", "●"), ("2021-08-02", "●"), ("2021-08-03", "●"), counted=True) == " 2●"
    assert drawn(*[("2021-08-02", "●")] * 10, counted=True) == " ▪"


def test_the_height_of_a_cell_shows_how_many_proposals_are_accepted() -> None:
    statuses = [{Status.ACCEPTED: number} for number in range(9)]
    steps = tuple(Step(date(2021, 8, 1 + at), each, possible=at == 0) for at, each in enumerate(statuses))
    glyphs = LevelLane("accepted", steps, 8).cells(AUGUST)
    assert "".join(sign for sign, _ in glyphs) == "░▁▂▃▄▅▆▇" + "█" * 23


def test_a_scale_can_span_centuries_or_a_single_day() -> None:
    assert drawn(("1700-01-01", "●"), ("2100-01-01", "✓"), scale=Scale(date(1700, 1, 1), date(2100, 1, 1), 9)) == (
        "●       ✓"
    )
    assert drawn(("2021-08-01", "●"), scale=Scale(date(2021, 8, 1), date(2021, 8, 1), 20)) == "●"


def test_the_axis_is_labelled_with_days_weeks_months_or_years_depending_on_the_space() -> None:
    for first, last, words in (
        (date(2021, 8, 1), date(2021, 8, 5), "1 Aug, 2 Aug, 3 Aug, 4 Aug"),
        (date(2021, 8, 1), date(2021, 8, 9), "1 Aug, 3 Aug, 5 Aug, 7 Aug"),
        (date(2021, 8, 1), date(2021, 8, 31), "1 Aug, 8 Aug, 15 Aug, 22 Aug"),
        (date(1787, 5, 25), date(1787, 9, 17), "Jun 1787, Jul 1787, Aug 1787, Sep 1787"),
        (date(2020, 3, 5), date(2021, 9, 1), "Jul 2020, Jan 2021, Jul 2021"),
        (date(2019, 3, 5), date(2021, 9, 1), "Jul 2019, Jan 2020, Jul 2020, Jan 2021"),
        (date(1995, 1, 1), date(2015, 1, 1), "1995, 2000, 2005, 2010"),
        (date(1700, 1, 1), date(2021, 1, 1), "1700, 1800, 1900, 2000"),
    ):
        assert re.sub(" {2,}", ", ", ticks(Scale(first, last, 60)).strip()) == words


async def test_each_side_has_a_lane_that_ends_with_its_totals(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Timeline(talks), 120, 40) as (app, _):
        assert "▲░░░" in lane(app, "Resistance")
        assert "▲12" in lane(app, "Resistance")
        assert "✓✗░░" in lane(app, "Taliban")
        assert "✓11 ✗1" in lane(app, "Taliban")
        assert "11 of 12" in lane(app, "accepted")


async def test_a_shortened_side_name_keeps_its_distance_from_the_days(stage: Stage, talks: Snapshot) -> None:
    first, *others = talks.negotiation.header.sides
    sides = (first.model_copy(update={"name": "The Resistance Front of the Valley"}), *others)
    header = talks.negotiation.header.model_copy(update={"sides": sides})
    async with stage(lambda: Timeline(snapshot(replace(talks.negotiation, header=header))), 120, 40) as (app, _):
        assert lane(app, "The Resistance").index("…") == row(app, "28 Aug").index("14 Aug") - 2


async def test_stepping_from_stop_to_stop_shows_the_status_and_the_changes_of_each_day(
    stage: Stage, talks: Snapshot
) -> None:
    async with stage(lambda: Timeline(talks), 120, 40) as (app, pilot):
        assert "What holds · all records" in app.page
        await pilot.press("left_square_bracket")
        assert "What holds on 6 September 2021" in app.page
        assert "✗ rejected" in row(app, "Surrender of")
        assert CHANGED not in row(app, "Surrender of")
        await pilot.press("left_square_bracket")
        assert "What holds on 5 September 2021" in app.page
        assert "◇ open" in row(app, "Surrender of")
        assert CHANGED in row(app, "Surrender of")
        assert "✓11? ✗1?" in lane(app, "Taliban")
        assert "0 of 12" in lane(app, "accepted")
        assert "4 so far 7?" in lane(app, "events")
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "What holds · all records" in app.page
        await pilot.press("right_square_bracket")
        assert "What holds · all records" in app.page
        line = lane(app, "Taliban")
        await pilot.click(offset=(line.index("✓"), app.lines.index(line)))
        assert "What holds on 17 August 2021" in app.page
        assert CHANGED not in app.page


async def test_the_timeline_can_be_stepped_day_by_day_and_a_click_on_a_lane_goes_to_that_day(
    stage: Stage, talks: Snapshot
) -> None:
    early = snapshot(talks.negotiation, date(2021, 8, 15))  # its timeline ends early, so it is not reused
    async with stage(lambda: Timeline(early, timeline_of(early)), 120, 40) as (app, pilot):
        await pilot.press("right_curly_bracket")
        assert "What holds on 16 August 2021" in app.page
        await pilot.press("left_curly_bracket")
        assert "What holds on 15 August 2021" in app.page
        line = lane(app, "Taliban")
        await pilot.click(offset=(line.index("✓"), app.lines.index(line)))
        assert "What holds on 17 August 2021" in app.page
        await pilot.press("0", "right_curly_bracket")
        assert "What holds · all records" in app.page


async def test_the_timeline_goes_no_further_than_the_last_day_of_the_calendar(stage: Stage, talks: Snapshot) -> None:
    end = Event(title="The end", date=parse_span("9999-12-31"))
    late = replace(talks.negotiation, added={Kind.EVENT: {"end": end}})
    async with stage(lambda: Timeline(snapshot(late)), 120, 40) as (app, pilot):
        await pilot.press("left_square_bracket", "right_curly_bracket")
        assert "What holds on 31 December 9999" in app.page


async def test_the_pane_shows_the_entries_of_the_selected_lane_up_to_the_day_and_none_later(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: Timeline(snapshot(convention.negotiation, date(1787, 6, 11))), 140, 50) as (app, pilot):
        await pilot.press("j", "j")
        assert "Massachusetts  11 June 1787" in app.page
        words = app.screen.query_one("#entries").words
        assert "11 June 1787" in words
        assert "July" not in words
        await pilot.press("left_square_bracket", "left_curly_bracket")
        words = app.screen.query_one("#entries").words
        assert words.startswith("Nothing on this day; before:")
        assert "11 June" not in words
        await pilot.press("y")
        assert app.clipboard == words


async def test_before_the_first_record_the_timeline_says_that_nothing_is_on_record(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: Timeline(snapshot(convention.negotiation, date(1787, 5, 25))), 120, 40) as (app, pilot):
        await pilot.press("j", "j")
        assert "not on record yet" in row(app, "Place the executive")
        assert "Nothing by this day." in app.page
        await pilot.press("0", *["left_curly_bracket"] * 2)
        assert "What holds on 18 September 1787" in app.page
        await pilot.press("left_curly_bracket", *["right_curly_bracket"] * 3)
        assert "What holds on 19 September 1787" in app.page


async def test_enter_or_a_double_click_on_a_proposal_goes_to_it(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Timeline(talks), 120, 40) as (app, pilot):
        await pilot.press("tab", "enter")
        assert app.result == SIX
    async with stage(lambda: Timeline(talks), 120, 40) as (app, pilot):
        await pilot.click(offset=(40, app.lines.index(row(app, "No disarming"))), times=2)
        assert app.result == "no-disarming"


async def test_undated_entries_have_a_lane_of_their_own(stage: Stage, talks: Snapshot) -> None:
    dossier = talks.negotiation.dossiers["national-hero"]
    undated = dossier.proposal.model_copy(
        update={"positions": (Position(side="taliban", stance=Stance.NEUTRAL), *dossier.proposal.positions)}
    )
    dossiers = {**talks.negotiation.dossiers, dossier.id: replace(dossier, proposal=undated)}
    changed = snapshot(replace(talks.negotiation, dossiers=dossiers))
    async with stage(lambda: Timeline(changed), 120, 40) as (app, pilot):
        assert lane(app, "no day").rstrip("│ ").endswith(" 1")
        await pilot.press("G")
        assert "○ neutral" in app.screen.query_one("#entries").words


async def test_the_legend_does_not_mistake_a_stance_for_the_sign_of_an_event_or_a_date(
    stage: Stage, talks: Snapshot
) -> None:
    dossier = talks.negotiation.dossiers["national-hero"]
    day = parse_span("2021-08-20")
    said = tuple(
        Position(side=side, stance=stance, date=day)
        for side, stance in (("resistance", Stance.NEUTRAL), ("taliban", Stance.CONDITIONAL))
    )
    alone = replace(dossier, proposal=dossier.proposal.model_copy(update={"positions": said}))
    header = talks.negotiation.header.model_copy(update={"events": (), "phases": ()})
    changed = snapshot(replace(talks.negotiation, header=header, dossiers={dossier.id: alone}))
    async with stage(lambda: Timeline(changed), 120, 40) as (app, _):
        assert "○" in lane(app, "Resistance")
        assert "~" in lane(app, "Taliban")
        assert "a span" not in app.page
        assert "~ about" not in app.page


async def test_as_of_a_day_undated_positions_are_marked_as_on_the_board(stage: Stage, talks: Snapshot) -> None:
    dossier = talks.negotiation.dossiers["national-hero"]
    (position, *others) = dossier.proposal.positions
    undated = dossier.proposal.model_copy(update={"positions": (position.model_copy(update={"date": None}), *others)})
    dossiers = {**talks.negotiation.dossiers, dossier.id: replace(dossier, proposal=undated)}
    changed = snapshot(replace(talks.negotiation, dossiers=dossiers))
    async with stage(lambda: Timeline(changed), 200, 40) as (app, pilot):
        assert "°" not in app.page
        await pilot.press("left_square_bracket")
        assert "▲°" in app.page
        assert f"{Mark.UNDATED} {MARK_WORDS[Mark.UNDATED]}" in [
            each.plain for each in app.screen.query_one(BoardListing).legend
        ]


async def test_sides_without_a_column_are_counted_and_can_be_paged_to(stage: Stage, convention: Snapshot) -> None:
    async with stage(lambda: Timeline(convention), 60, 30) as (app, pilot):
        head = row(app, "proposal")
        assert "NH" in head
        assert "GA" not in head
        assert "sides ▸" in app.page
        await pilot.press("tab", "right", "right", "right", "right")
        assert "GA" in row(app, "proposal")


async def test_with_many_proposals_the_status_is_worked_out_in_the_background(
    stage: Stage, talks: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "_AT_ONCE", 3)
    monkeypatch.setattr(timeline, "_REST", 0.01)
    monkeypatch.setattr(timeline, "_MOST_EFFORT", 0)
    async with stage(lambda: Timeline(talks), 120, 40) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.press("left_square_bracket")
        assert "✗ rejected" in row(app, "Surrender of")
        await pilot.pause(0.1)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "11 of 12, not dra" in lane(app, "accepted")


async def test_the_day_and_the_lane_stay_selected_when_the_records_change(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Timeline(talks), 120, 40) as (app, pilot):
        await pilot.press("j", "left_square_bracket")
        app.screen.show(snapshot(talks.negotiation))
        await pilot.pause()
        assert "What holds on 6 September 2021" in app.page
        assert "▸" in lane(app, "Resistance")


async def test_keys_on_a_timeline_without_any_date_do_no_harm(stage: Stage, talks: Snapshot) -> None:
    header = talks.negotiation.header.model_copy(update={"events": (), "phases": ()})
    async with stage(lambda: Timeline(snapshot(replace(talks.negotiation, header=header, dossiers={})))) as (
        app,
        pilot,
    ):
        await pilot.press("left_square_bracket", "right_curly_bracket", "enter")
        assert app.result is None


async def test_hostile_records_are_shown_safely_on_the_timeline_in_any_window(stage: Stage, hostile: Path) -> None:
    recorded = snapshot(Reader(hostile).load().negotiation)
    async with stage(lambda: Timeline(recorded), 80, 24) as (app, pilot):
        for columns, rows in ((40, 10), (300, 100)):
            await pilot.resize_terminal(columns, rows)
            for key in ("j", "left_square_bracket", "tab", "tab", "y"):
                assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
                await pilot.press(key)
