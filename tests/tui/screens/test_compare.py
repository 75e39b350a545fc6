from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from textual import on

from negotrack.model.dates import parse_span
from negotrack.model.records import Position, Side
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Stance
from negotrack.store.reader import Reader
from negotrack.tui.screens.compare import Compare
from negotrack.tui.screens.compare_pairs import EveryPair
from negotrack.tui.screens.gaps import GapsScreen
from negotrack.tui.screens.paned import ActionRequest

Stage = Callable[..., Any]
PAIR = ("resistance", "taliban")
SIX = "06-surrender-after-government"


@pytest.fixture
def talks(negotiation: Path) -> Snapshot:
    return snapshot(Reader(negotiation).load().negotiation)


@pytest.fixture(scope="module")
def convention() -> Snapshot:
    shipped = Path(__file__).parents[3] / "positions" / "federal-convention-1787"
    return snapshot(Reader(shipped).load().negotiation)


def selected(app: Any) -> str:
    found: str = app.screen.listing.selected
    return found


def row(app: Any, words: str) -> str:
    lines: list[str] = app.lines
    return next(line for line in lines if words in line)


def with_a_difference(talks: Snapshot) -> Snapshot:
    """The talks, changed so that the sides differ in part on one more proposal."""
    dossier = talks.negotiation.dossiers["national-hero"]
    positions = (
        Position(side="resistance", stance=Stance.PROPOSES),
        Position(side="taliban", stance=Stance.CONDITIONAL),
    )
    proposal = dossier.proposal.model_copy(update={"positions": positions})
    dossiers = {**talks.negotiation.dossiers, dossier.id: replace(dossier, proposal=proposal)}
    return snapshot(replace(talks.negotiation, dossiers=dossiers))


async def test_two_sides_are_shown_next_to_each_other_grouped_by_how_they_relate(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, _):
        assert "≠ They differ  1 suggestion " in app.page
        assert "= They agree  3 suggestions " in app.page
        assert "= They agree; contents not reported  8 suggestions " in app.page
        six = row(app, "▸ 6")
        assert all(part in six for part in ("▲ proposes", " ≠ ", "✗ rejects+", "this one", "TRT World 12"))


async def test_the_first_line_counts_proposals_by_relation_and_always_names_the_outstanding_ones(
    stage: Stage, talks: Snapshot
) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, _):
        assert app.lines[0].startswith(" ≠│===========  1 differ · 11 agree, all by one statement about several")
        assert app.lines[0].rstrip().endswith("1 outstanding: 6")


async def test_the_border_explains_only_the_marks_that_are_visible(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, pilot):
        await pilot.pause()
        assert "+ with a counter-offer" in app.page
        assert "inferred" not in app.page


async def test_the_border_explains_signs_that_are_shown_without_their_word(stage: Stage, convention: Snapshot) -> None:
    async with stage(lambda: Compare(convention, ("georgia", "new-york")), 80, 40) as (app, pilot):
        for key in ("v", "v"):
            border = next(line for line in app.lines if line.startswith("╰"))
            assert "✓ accepts  ± divided  ✗ rejects" in border
            await pilot.press(key)


async def test_the_selected_proposal_is_shown_in_full_below_the_list_or_next_to_it(
    stage: Stage, talks: Snapshot
) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, pilot):
        await pilot.pause()
        assert "1 of 12" in app.page
        assert "↳ The Taliban first announce officials" in app.page
        await pilot.press("j")
        await pilot.pause()
        assert "2 of 12" in app.page
        assert "↳ The Taliban first" not in app.page
        await pilot.resize_terminal(200, 40)
        await pilot.pause()
        assert "│╭─" in app.page or "╮╭─" in app.page


async def test_going_to_the_next_or_previous_difference_wraps_around(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Compare(with_a_difference(talks), PAIR), 120, 40) as (app, pilot):
        seen = []
        for key in ("n", "n", "N", "j", "j", "j", "n"):
            await pilot.press(key)
            seen.append(selected(app))
        assert seen[:3] == ["national-hero", SIX, "national-hero"]
        assert seen[-1] == SIX
        assert not app._notifications


async def test_the_comparison_can_be_limited_to_differences_or_outstanding_proposals(
    stage: Stage, talks: Snapshot
) -> None:
    async with stage(lambda: Compare(with_a_difference(talks), PAIR), 120, 40) as (app, pilot):
        await pilot.press("f")
        assert "2 suggestions" in app.page
        assert "They agree  " not in app.page
        await pilot.press("f")
        assert "f outstanding" in app.page
        await pilot.press("f")
        assert "12 suggestions" in app.page


async def test_one_side_can_be_compared_with_all_others_nearest_first(stage: Stage, convention: Snapshot) -> None:
    async with stage(lambda: Compare(convention, ("georgia", "new-york")), 120, 40) as (app, pilot):
        assert "Georgia and every other side  23 proposals" in app.page
        heads = row(app, "status").split()
        assert heads[3] == "GA"
        assert heads[4] == "CT"
        assert row(app, "agree with GA").split()[1] == "11/23"
        assert row(app, "agree with GA").index("11/23") == row(app, "status").index("CT")
        assert "≠ Another side differs" in app.page
        before = selected(app)
        await pilot.press("j")
        assert selected(app) != before
        await pilot.press("v")
        assert "Georgia and New York" in app.page


async def test_the_side_that_all_others_are_compared_with_stays_while_one_turns_to_the_others(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: Compare(convention, ("georgia", "new-york")), 80, 24) as (app, pilot):
        first = app.lines[2].split()
        assert "sides ▸" in app.page
        while "sides ▸" in app.page:
            await pilot.press("right")
            await pilot.pause()
        last = app.lines[2].split()
        assert first[2] == last[2] == "GA"
        assert first[3] != last[3]
        figures = row(app, "agree with GA")
        assert figures.index(figures.split()[1]) == app.lines[2].index(last[3])
        await pilot.press("left")
        assert app.lines[2].split() == first


async def test_enter_on_a_cell_of_the_table_of_pairs_compares_its_two_sides(stage: Stage, convention: Snapshot) -> None:
    heard: list[tuple[str, str]] = []

    class Hearing(Compare):
        @on(Compare.Paired)
        def hear(self, event: Compare.Paired) -> None:
            heard.append(event.pair)

    async with stage(lambda: Hearing(convention, ("georgia", "new-york")), 120, 40) as (app, pilot):
        await pilot.press("P")
        await pilot.pause()
        await pilot.press("g", "home", "right", "j", "enter")
        await pilot.pause()
        (pair,) = heard
        assert app.screen.focused is app.screen.listing
        assert (
            f"{convention.negotiation.side_name(pair[0])} and {convention.negotiation.side_name(pair[1])}" in app.page
        )


async def test_a_cell_of_the_table_of_pairs_shows_a_count_and_always_its_n(stage: Stage, convention: Snapshot) -> None:
    async with stage(lambda: EveryPair(convention, ("new-york", "connecticut")), 120, 40) as (app, pilot):
        assert " 4/14" in row(app, "▸ NY")
        assert "Both are reported on 14 of 23 proposals." in app.page
        assert "36%" in row(app, "≠ They differ")
        assert "Bar the executive from a" in app.page
        await pilot.press("f")
        assert " 5/14" in row(app, "▸ NY")
        assert "7/9: differ on 7, both reported on 9" in app.page


async def test_sides_without_a_column_are_counted_and_the_cursor_scrolls_to_them(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: EveryPair(convention, ("new-hampshire", "massachusetts")), 60, 20) as (app, pilot):
        await pilot.pause()
        assert "+4 sides ▸" in app.page
        assert "SC" not in app.lines[1]
        assert app.lines[2].startswith("│ ▸ NH      —  7/15  6/16")
        await pilot.press(*["right"] * 12)
        assert "GA" in app.lines[1]


async def test_a_click_selects_a_cell_but_a_side_cannot_be_compared_with_itself(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: EveryPair(convention, ("georgia", "new-york")), 120, 40) as (app, pilot):
        line = row(app, " VA ")
        assert "VA" in app.lines[1]
        at = app.lines.index(next(each for each in app.lines if each[2:].strip().startswith("VA")))
        await pilot.click(offset=(app.lines[1].index("VA"), at))
        assert "one side twice" in app.page
        await pilot.press("enter")
        assert app.screen.is_current
        assert line


async def test_a_third_side_without_positions_can_be_compared(stage: Stage, talks: Snapshot) -> None:
    third = Side(id="third", name="A third [side]")
    header = talks.negotiation.header.model_copy(update={"sides": (*talks.negotiation.sides, third)})
    negotiation = replace(talks.negotiation, header=header)
    async with stage(lambda: Compare(snapshot(negotiation), ("resistance", "third")), 120, 40) as (app, pilot):
        distances = [line.split()[1:4] for line in app.lines[3:5]]
        assert distances == [["11/12", "·", "agree"], ["1", "·", "differ"]]  # nothing is reported on the third side
        assert "▲?" not in app.page
        app.screen.show(snapshot(negotiation, date(2021, 8, 25)))
        assert "▲?" in app.page  # the day is within the span of its date
        app.screen.show(snapshot(negotiation))
        await pilot.press("v")
        assert "Resistance and A third [side]" in app.page
        assert "‹ Only one of them is reported  12 suggestions" in app.page


@pytest.mark.parametrize(("key", "result"), [("enter", "local-authorities"), ("escape", None)])
async def test_enter_returns_the_proposal_to_go_to_and_escape_returns_none(
    stage: Stage, talks: Snapshot, key: str, result: str | None
) -> None:
    async with stage(lambda: Compare(talks, PAIR, "local-authorities")) as (app, pilot):
        await pilot.press(key)
        assert app.result == result


async def test_a_click_selects_a_proposal_and_a_double_click_goes_to_it(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Compare(talks, PAIR), 120, 40) as (app, pilot):
        at = app.lines.index(row(app, "No disarming"))
        await pilot.click(offset=(20, at))
        assert selected(app) == "no-disarming"
        await pilot.click(offset=(20, at), times=2)
        assert app.result == "no-disarming"


async def test_actions_that_the_comparison_cannot_do_itself_are_passed_to_the_application(
    stage: Stage, talks: Snapshot
) -> None:
    asked: list[ActionRequest] = []

    class Hearing(Compare):
        @on(ActionRequest)
        def hear(self, event: ActionRequest) -> None:
            asked.append(event)

    actions = {"a": "annotate", "s": "record", "R": "rule", "o": "open_record", "D": "as_of"}
    dossier = talks.negotiation.dossiers[SIX]
    accepts = Position(side="taliban", stance=Stance.ACCEPTS, date=parse_span("2021-08-24"))
    proposal = dossier.proposal.model_copy(update={"positions": (*dossier.proposal.positions, accepts)})
    dossiers = {**talks.negotiation.dossiers, SIX: replace(dossier, proposal=proposal)}
    conflicting = snapshot(replace(talks.negotiation, dossiers=dossiers))
    async with stage(lambda: Hearing(conflicting, PAIR, SIX)) as (_, pilot):
        for key in actions:
            await pilot.press(key)
            await pilot.pause()
    assert [(each.action, each.target) for each in asked] == [(action, SIX) for action in actions.values()]


async def test_the_selected_proposal_stays_selected_when_the_records_change(stage: Stage, talks: Snapshot) -> None:
    async with stage(lambda: Compare(talks, PAIR, "no-disarming"), 120, 40) as (app, pilot):
        assert "✓?" not in row(app, "No disarming")
        app.screen.show(snapshot(talks.negotiation, date(2021, 8, 25)))
        assert "?" in row(app, "No disarming")
        app.screen.show(with_a_difference(talks))
        await pilot.pause()
        assert selected(app) == "no-disarming"
        assert "≈ They agree in part  1 suggestion" in app.page
        assert "no source" in row(app, "Recognition of Ahmad")


@pytest.mark.parametrize("width", [60, 80, 200])
async def test_a_past_day_is_named_in_full_in_narrow_and_wide_windows(
    stage: Stage, convention: Snapshot, width: int
) -> None:
    past = snapshot(convention.negotiation, date(1787, 9, 12))
    pair = ("new-hampshire", "massachusetts")
    async with stage(lambda: Compare(past, pair), width, 24) as (app, pilot):
        for _ in range(2):
            assert "as of 12 September 1787" in app.lines[0]
            await pilot.press("v")
    async with stage(lambda: EveryPair(past, pair), width, 24) as (app, _):
        assert "as of 12 September 1787" in app.page
    async with stage(lambda: GapsScreen(past), width, 24) as (app, _):
        assert "Not reported as of 12 September 1787" in app.page


async def test_as_of_a_day_before_the_first_record_the_comparison_is_empty_and_says_so(
    stage: Stage, talks: Snapshot
) -> None:
    early = snapshot(talks.negotiation, date(2021, 8, 1))
    async with stage(lambda: Compare(early, PAIR)) as (app, pilot):
        assert "nothing selected" in app.page
        assert "nothing recorded yet" in app.lines[0]
        assert "0 of 0" in app.page
        await pilot.press("j", "n")
        assert [each.message for each in app._notifications] == ["Nothing that is shown differs."]
        await pilot.press("enter", "f")
        assert app.screen.is_current


async def test_hostile_records_are_compared_in_any_window(stage: Stage, hostile: Path) -> None:
    recorded = snapshot(Reader(hostile).load().negotiation)
    async with stage(lambda: Compare(recorded, ("one", "other")), 80, 24) as (app, pilot):
        for columns, rows in ((40, 10), (60, 16), (300, 100)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
            assert "[bold" in app.page
            for _ in range(2):
                await pilot.press("tab")
                assert app.screen.focused.region.height > 3
                assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)


@pytest.mark.usefixtures("drawing")
async def test_of_ten_thousand_compared_proposals_only_the_visible_rows_are_drawn(
    stage: Stage, talks: Snapshot
) -> None:
    dossier = talks.negotiation.dossiers["national-hero"]
    many = {
        f"{number:05}": replace(dossier, proposal=dossier.proposal.model_copy(update={"id": f"{number:05}"}))
        for number in range(10_000)
    }
    large = snapshot(replace(talks.negotiation, dossiers=many))
    async with stage(lambda: Compare(large, PAIR), 120, 40) as (app, pilot):
        rows = app.screen.listing
        drawn = Mock(wraps=rows.draw)
        rows.draw = drawn
        await pilot.press("G")
        assert selected(app) == "09999"
        assert 0 < drawn.call_count < 60
